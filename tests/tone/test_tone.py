"""Tone: what carries it can be pointed at, names carry none, and care and talking down come out on their sides."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.tone import measure
from drafting.tone.reading import WORD, load_features, read
from drafting.tone.scales import SCALES, Scale, load_weights

CARING = (
    "Dear Mrs. Okafor, Maya fell at recess today and scraped her knee. She cried a little, and I sat with her while the nurse "
    "cleaned it. She is smiling now. Please call me if you have any questions. I hope she feels better tonight."
)
BLAMING = "With all due respect, perhaps if someone at home checked the folder, we would not be having this conversation again."
TALKING_DOWN = "As I'm sure you know, reading at home is really quite simple if parents just take ten minutes."
ASKING = (
    "Thank you for your note. You know Sam best: what helps at home when he is tired? I am happy to try it here too."
)


def scales(text: str, **given: object) -> tuple[Scale, Scale]:
    """Return both scales of an English text."""
    tone = measure(text, **given)  # type: ignore[arg-type]
    assert tone.warmth is not None
    assert tone.respect is not None
    return tone.warmth, tone.respect


@pytest.mark.parametrize("text", [BLAMING, TALKING_DOWN])
def test_polite_words_do_not_make_blame_respectful(text: str) -> None:
    """Polite-worded blame and condescension come out low on respect, where sentiment calls them glowing."""
    assert scales(text)[1].value < 0.3
    assert scales(ASKING)[1].value > 0.7


def test_hard_news_told_with_care_is_warm() -> None:
    """A caring note about an injury is warm: the hurt is no fault of its words."""
    assert scales(CARING, names=["Maya", "Mrs. Okafor"])[0].value > 0.7


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([CARING, BLAMING, ASKING, "No!!", "Thanks :)"]), max_size=4).map("\n".join)
)
@settings(max_examples=60, deadline=None)
def test_every_word_that_carries_tone_can_be_pointed_at(text: str) -> None:
    """What carries a scale are spans of the message, and together they are the whole of the figure."""
    tone = measure(text)
    for name in SCALES:
        scale = getattr(tone, name)
        if scale is None:
            continue
        assert 0 <= scale.low <= scale.value <= scale.high <= 1
        for one in scale.carried:
            assert text[one.span.start : one.span.end] == one.span.text
        weights = load_weights()[name]
        total = sum(one.by for one in scale.carried) - weights.middle / weights.spread
        assert total == pytest.approx(math.log(scale.value / (1 - scale.value)), abs=0.001 * (len(scale.carried) + 1))


@given(st.sampled_from(["Hope", "Joy", "Will", "Grace", "Aiden", "Xóchitl", "Ngoc Anh"]))
def test_the_child_s_name_changes_nothing(name: str) -> None:
    """The same message about another child has the same figures, whatever else the name may mean."""
    message = "Dear family, {0} read aloud today. {0} was proud, and {0} smiled."
    mine, other = (measure(message.format(one), names=[one]) for one in (name, "Sam"))
    assert mine.warmth is not None
    assert other.warmth is not None
    if " " not in name:
        assert (mine.warmth.value, mine.warmth.low) == (other.warmth.value, other.warmth.low)
    assert all(name.split(maxsplit=1)[0] not in one.span.text for one in mine.warmth.carried)


@pytest.mark.parametrize(
    ("text", "feature", "words"),
    [
        ("I see your point about bedtime. It is late for him.", "opening_kind", "I see"),
        ("He read well. Where were you on Monday? You live on another planet.", "last_word", "You"),
        ("A late homework? Really?", "echo_question", "Really"),
        ("Are you his mother?", "bare_question", "?"),
        ("You do not understand fractions.", "mind_denied", "You do not understand"),
    ],
)
def test_the_build_of_a_message_carries_tone(text: str, feature: str, words: str) -> None:
    """What opens and closes a message, and a question thrown back, are found at their place."""
    marks = [mark for passage in read(text) for mark in passage.marks if mark.feature == feature]
    assert [text[mark.start : mark.end] for mark in marks] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Sam tried it again in kindergarten reading, and his buddy learned to google the comprehension words.",
        "Make sure you bring the trumpet. What helps at home? Thank you for sharing this with me.",
        "I will write to you on Friday. Please call me whenever it suits you.",
    ],
)
def test_ordinary_school_words_do_not_talk_down(text: str) -> None:
    """Words that mock on a forum and are everyday at school carry no talking down, and a kind close is no last word."""
    sour = {"condescension", "label", "irony", "mock_title", "lesson", "mind_order", "last_word", "bare_question"}
    assert not sour & {mark.feature for passage in read(text) for mark in passage.marks}


def test_no_word_counts_twice() -> None:
    """Phrases do not overlap: the longest that fits has the word."""
    marks = [mark for passage in read(f"{BLAMING} {CARING} {ASKING}") for mark in passage.marks if mark.phrase]
    ends = [mark.end for mark in marks]
    assert all(end <= mark.start for end, mark in zip(ends, marks[1:], strict=False))
    assert {mark.feature for mark in marks if mark.feature != WORD} <= set(load_features())


def test_each_phrase_is_in_one_feature() -> None:
    """A phrase has one meaning: it stands once in the whole list."""
    phrases = [phrase for feature in load_features().values() for phrase in feature.phrases]
    assert len(phrases) == len(set(phrases))


def test_every_weight_belongs_to_a_feature() -> None:
    """The weights and the list of features are of one edition."""
    for name in SCALES:
        weights = load_weights()[name]
        assert set(weights.features) == set(load_features())
        known = {f"{feature.id}: {phrase}" for feature in load_features().values() for phrase in feature.phrases}
        assert all(phrase in known for phrase in weights.phrases if not phrase.startswith(f"{WORD}: "))


@pytest.mark.parametrize(("text", "language"), [("Muchas gracias por todo.", "es"), ("", "en"), (" \n", "en")])
def test_where_nothing_was_checked_nothing_is_said(text: str, language: str) -> None:
    """Other languages and empty messages get no figure, and a sentence that says why."""
    tone = measure(text, language=language)
    assert tone.warmth is None
    assert tone.respect is None
    assert tone.note.endswith(".")


def test_what_is_shown_says_what_it_was_not_checked_on() -> None:
    """Every figure travels with the sentence that no parent rated such messages."""
    assert measure(ASKING).note.startswith("Not validated on messages to parents")
