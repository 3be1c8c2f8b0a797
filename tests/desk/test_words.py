"""Merging, her voice, other ways, marks: the parts of the desk that work on words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.desk.merging import merge, pieces
from drafting.desk.rewording import compare
from drafting.desk.voice import Voice, contract, listen, speak, voice_from_json, voice_to_json
from drafting.desk.watching import readable
from drafting.errors import InputError
from drafting.types import Draft, Family, Message, Note, Sentence, Student

LINES = ("Maya read aloud.", "She smiled!", "How was it at home?", "I will call on Friday.", "Thank you.")
MESSAGES = st.lists(st.sampled_from(LINES), max_size=5, unique=True).map(" ".join)


@given(st.text(max_size=80))
def test_pieces_are_the_whole_text(text: str) -> None:
    """Cut into sentences and joined again, a message is the same."""
    assert "".join(pieces(text)) == text


@given(MESSAGES, MESSAGES)
def test_merging_one_side_only_takes_that_side(base: str, other: str) -> None:
    """Without edits of hers the new draft stands; without a new draft hers stands."""
    assert merge(base, base, other) == other
    assert merge(base, other, base) == other


@given(MESSAGES, MESSAGES, st.integers(0, 5))
def test_a_sentence_that_she_added_is_never_lost(base: str, theirs: str, at: int) -> None:
    """Whatever the new draft says, what she typed in stays."""
    hers = pieces(base)
    hers.insert(min(at, len(hers)), " Mine is here. ")
    assert "Mine is here." in merge(base, "".join(hers), theirs)


def test_both_sides_come_together() -> None:
    """Her sentence, and the new one of the draft, are both in the message."""
    base = "Dear Ms. Rivera,\n\nMaya read aloud. She smiled!\n\nMs. Hall"
    mine = "Dear Ms. Rivera,\n\nMaya read aloud. She smiled! I was moved.\n\nMs. Hall"
    theirs = "Dear Ms. Rivera,\n\nMaya read two pages aloud. She smiled!\n\nMs. Hall"
    assert (
        merge(base, mine, theirs)
        == "Dear Ms. Rivera,\n\nMaya read two pages aloud. She smiled! I was moved.\n\nMs. Hall"
    )


@given(MESSAGES, MESSAGES)
def test_side_by_side_shows_every_sentence(now: str, then: str) -> None:
    """Nothing is missing from either column."""
    pairs = compare(now, then)
    assert " ".join(left for left, _ in pairs if left) == " ".join(one.strip() for one in pieces(now))
    assert " ".join(right for _, right in pairs if right) == " ".join(one.strip() for one in pieces(then))


def test_a_voice_holds_no_name_and_comes_back_from_disk() -> None:
    """Greeting as a pattern, closing, contractions; no child or family in it."""
    past = [f"Hi Ms. {name},\n\nI'll see {child} soon and I'm so glad to have your help. It's been fun.\n\nThanks so much,\nMs. Hall"
            for name, child in (("Ito", "Ada"), ("Wu", "Lee"), ("Ali", "Sky"))]  # fmt: skip
    voice = listen(past)
    assert voice.greeting == "Hi {family},"
    assert voice.sign_off == "Thanks so much,"
    assert voice.contractions is True
    assert any("glad to have your help" in phrase for phrase in voice.phrases)
    assert not any(name in str(voice_to_json(voice)) for name in ("Ito", "Wu", "Ali", "Ada", "Sky"))
    assert voice_from_json(voice_to_json(voice) | {"later": 1}) == voice


def test_a_name_that_opens_a_sentence_is_no_phrase() -> None:
    """What is said of one child again and again is not her voice."""
    voice = listen(
        ["Hi Ms. Ito,\n\nZadie had such a good week with us. Feel free to write any time.\n\nBest,\nMs. Hall"] * 3
    )
    assert not [phrase for phrase in voice.phrases if "Zadie" in phrase]
    assert voice.phrases


@pytest.mark.parametrize("count", [0, 2, 11])
def test_a_voice_needs_three_to_ten_messages(count: int) -> None:
    """Too few or too many are refused in one sentence."""
    with pytest.raises(InputError, match="three to ten"):
        listen(["Hi there,\n\nHello."] * count)


def test_her_thanks_stand_in_for_ours() -> None:
    """A sentence of thanks that came back in her messages replaces ours; how to answer stays."""
    past = [
        f"Hi Ms. {name},\n\nIt was a good week. Thank you so much for your support!\n\nBest,\nMs. Hall"
        for name in ("Ito", "Wu", "Ali")
    ]
    voice = listen(past)
    assert voice.thanks == "Thank you so much for your support!"
    said = (Sentence("You can reply here. Thank you for your help.", "thanks"),)
    draft = Draft(Message(None, said[0].text), said, "tiny")
    assert (
        speak(draft, voice, note=Note("concern", "x")).message.body
        == "You can reply here. Thank you so much for your support!"
    )


def test_speaking_touches_no_fact_but_its_form() -> None:
    """Only the greeting, the closing and contractions change; "I have a question" stays."""
    said = (
        Sentence("Dear Ms. Rivera,", "greeting"),
        Sentence("I have a question. I will call.", "fact", ("f1",)),
        Sentence("Warmly,\nMs. Hall", "sign_off"),
    )
    draft = Draft(Message(None, "\n\n".join(one.text for one in said)), said, "offline")
    note = Note("concern", "will call", student=Student("Maya"), family=Family("Ms. Rivera"))
    spoken = speak(draft, Voice(greeting="Hi {family},", sign_off="Thanks,", contractions=True), note=note)
    assert spoken.message.body == "Hi Ms. Rivera,\n\nI have a question. I'll call.\n\nThanks,\nMs. Hall"
    assert [one.facts for one in spoken.sentences] == [(), ("f1",), ()]
    assert speak(draft, Voice(), note=note) == draft
    assert contract("I will, and I have three.") == "I will, and I have three."


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ('{"sentences": [{"text": "Hello.", "role": "fa', "Hello."),
        ('{"sentences": [{"text": "Hello.", "role": "fact"}, {"text": "She re', "Hello. She re"),
        ('{"sentences": [{"text": "A \\"good\\" day.\\', 'A "good" day.'),
        ("Plain words so", "Plain words so"),
        ("", ""),
    ],
)
def test_an_answer_can_be_read_while_it_comes(answer: str, shown: str) -> None:
    """Half a JSON answer shows its sentences so far, never its brackets."""
    assert readable(answer) == shown
