"""A screened pattern finds what the expression finds: looking at the words first changes no answer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.criteria import load_criteria
from drafting.criteria._known import FILE, sets_of, written
from drafting.criteria._needed import alternatives, needed
from drafting.criteria._screen import (
    _SHARED,
    Pattern,
    Screen,
    expressions,
    forget,
    plain,
    remembered,
    screened,
    sentence,
)

load_criteria()
EXPRESSIONS = sorted({
    *(pattern.expression for pattern in _SHARED.patterns),
    *(pattern.expression for _, each in _SHARED.lists for pattern in each),
})  # fmt: skip
OWNED = [(expression, [Pattern(one) for one in alternatives(expression)]) for expression in EXPRESSIONS]
SCREEN = Screen(OWNED)
WHOLE = {expression: Pattern(expression) for expression in EXPRESSIONS}
WORDS = sorted({
    word for expression in EXPRESSIONS for word in re.findall(r"[a-z']{2,}", re.sub(r"\\.", " ", expression))
})  # fmt: skip
SEPARATORS = (" ", " ", " ", ", ", "'", "-", ". ", "é", "_", "?", " 3 ", "8/10 ", " ʘʘʘ ", "ǂǂ ", " i ")
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=14).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)


@settings(deadline=None)  # the first text compiles every pattern
@given(TEXTS)
def test_nothing_is_passed_over(text: str) -> None:
    """Over any run of the patterns' own words, the alternatives that could hold find what the whole pattern finds."""
    held = SCREEN.held(text)
    for expression, whole in WHOLE.items():
        expected = whole.search(text)
        found = [match for one in held.get(expression, ()) if (match := one.search(text))]
        first = min(found, key=lambda match: match.start(), default=None)
        assert (first and first.span()) == (expected and expected.span()), expression


def test_what_is_known_beforehand_is_what_the_expressions_say() -> None:
    """The file is up to date (python -m drafting.criteria._known writes it), and says the same as the expressions."""
    every = expressions()
    assert FILE.read_text(encoding="utf-8") == written(every)
    assert [sets_of(one) for one in every] == [needed(one) for one in every]


@pytest.mark.parametrize("text", ["he hadn't asked; i will call on friday", "please read it, and call me at 3", ""])
def test_a_sentence_answers_as_the_expression_does(text: str) -> None:
    """A screened pattern answers a sentence, from any place in it and again, as the library answers."""
    for pattern in _SHARED.patterns:
        whole = re.compile(pattern.expression)
        for start in (0, 0, len(text) // 2):
            found, expected = pattern.search(sentence(text), start), whole.search(text, start)
            assert (found and found.span()) == (expected and expected.span()), pattern.expression
        ours, theirs = pattern.finditer(sentence(text)), whole.finditer(text)
        assert [one.span() for one in ours] == [one.span() for one in theirs], pattern.expression


def test_a_pattern_that_comes_later_is_asked_too() -> None:
    """A criterion added once the expressions have been read is not passed over."""
    assert sentence("two quokkas in the garden")
    late = screened(r"\bquokkas?\b")
    try:
        assert late.search(sentence("two quokkas in the garden"))
        assert late.search(sentence("two goats in the garden")) is None
    finally:
        _SHARED.patterns.remove(late)
        _SHARED.read()


def test_what_was_said_of_a_sentence_can_be_forgotten() -> None:
    """Measuring begins anew: nothing said of a sentence before is remembered."""
    met: list[str] = []

    @remembered
    def note(text: str) -> int:
        met.append(text)
        return len(text)

    assert [note("a"), note("a")] == [1, 1]
    forget()
    assert note("a") == 1
    assert met == ["a", "a"]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (r"\bcall(?:s|ed)?\b", "she calls"),
        (r"n't\b", "he hadn't"),
        (r"(?:one|two) of (?:\w+ )?three", "two of the three"),
        (r"foo(?:-?bar)?baz", "foobaz"),
        (r"(?<!\w)re(?!\w)", "re: the bus"),
        (r"\d+ ?%|half", "40 %"),
        (r"^\W*(?:please )?(?:call|ring)\b", "- please call"),
        (r"^\W*(?:\w+ )?call", "do call"),
        (r"(?<=\$)\d+", "for $5"),
        (r"call(?=.{0,9}friday)", "call on friday"),
    ],
)
def test_what_is_needed_stands_in_every_match(expression: str, text: str) -> None:
    """The pieces that an expression is said to need are found in a text it matches."""
    assert re.search(expression, text)
    assert Screen([("it", [plain(expression)])]).held(text)
    assert needed(expression)


def test_a_text_without_the_words_is_left_alone() -> None:
    """A screen that lets everything through would be of no use."""
    screen = Screen([("call", [plain(r"\bcall(?:s|ed)?\b")]), ("bus", [plain(r"\bthe (?:bus|train) to\b")])])
    assert screen.held("she recalled the day of the bus") == {}


def test_what_begins_a_text_is_looked_for_there() -> None:
    """A pattern bound to the beginning is left alone where its word stands later."""
    assert Screen([("it", [plain(r"^\W*please\b")])]).held("and please call") == {}


def test_alternatives_keep_their_order() -> None:
    """Nested alternatives come out in the order in which the expression tries them; groups are left whole."""
    assert alternatives(r"\b(?:a|b(?:c|d))\b|[|)]x") == [r"\b(?:a)\b", r"\b(?:b(?:c|d))\b", "[|)]x"]
    assert alternatives(r"a(?P<one>b|c)|d") == [r"a(?P<one>b|c)|d"]
