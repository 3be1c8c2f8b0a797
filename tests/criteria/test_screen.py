"""A screened pattern finds what the expression finds: looking at the words first changes no answer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.criteria import load_criteria
from drafting.criteria._needed import alternatives, needed
from drafting.criteria._screen import _SHARED, Compiled, Screen, Screened, _Share

load_criteria()
EXPRESSIONS = sorted({pattern.expression for pattern in _SHARED.patterns})
PARTS = [[Compiled(one) for one in alternatives(expression)] for expression in EXPRESSIONS]
WORDS = sorted({
    word for expression in EXPRESSIONS for word in re.findall(r"[a-z']{2,}", re.sub(r"\\.", " ", expression))
})  # fmt: skip
SEPARATORS = (" ", " ", " ", ", ", "'", "-", ". ", "é", "_", "?", " 3 ", "8/10 ", " ʘʘʘ ", "ǂǂ ", " i ")


def _screened() -> list[Screened]:
    """Put every pattern of the criteria behind a screen of its own for this test."""
    screen = Screen([part.expression for each in PARTS for part in each])
    found, shift = [], 0
    for expression, each in zip(EXPRESSIONS, PARTS, strict=True):
        pattern = Screened(expression)
        pattern.share = _Share(screen.marks, ((1 << len(each)) - 1) << shift, shift, each)
        found.append(pattern)
        shift += len(each)
    return found


PATTERNS = _screened()
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=14).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)


@settings(deadline=None)  # the first text compiles every pattern
@given(TEXTS)
def test_nothing_is_passed_over(text: str) -> None:
    """Over any run of the patterns' own words, each pattern finds its first match at the same place."""
    for pattern in PATTERNS:
        found, expected = pattern.search(text), pattern.compiled.search(text)
        assert (found and found.span()) == (expected and expected.span()), pattern.expression


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (r"\bcall(?:s|ed)?\b", "she calls"),
        (r"n't\b", "he hadn't"),
        (r"(?:one|two) of (?:\w+ )?three", "two of the three"),
        (r"foo(?:-?bar)?baz", "foobaz"),
        (r"(?<!\w)re(?!\w)", "re: the bus"),
        (r"\d+ ?%|half", "40 %"),
    ],
)
def test_what_is_needed_stands_in_every_match(expression: str, text: str) -> None:
    """The pieces that an expression is said to need are found in a text it matches."""
    assert re.search(expression, text)
    assert Screen([expression]).marks(text) == 1
    assert needed(expression) is not None


def test_a_text_without_the_words_is_left_alone() -> None:
    """A screen that lets everything through would be of no use."""
    assert Screen([r"\bcall(?:s|ed)?\b", r"\bthe (?:bus|train)\b"]).marks("she recalled the day") == 0


def test_alternatives_keep_their_order() -> None:
    """Nested alternatives come out in the order in which the expression tries them; groups are left whole."""
    assert alternatives(r"\b(?:a|b(?:c|d))\b|[|)]x") == [r"\b(?:a)\b", r"\b(?:b(?:c|d))\b", "[|)]x"]
    assert alternatives(r"a(?P<one>b|c)|d") == [r"a(?P<one>b|c)|d"]
