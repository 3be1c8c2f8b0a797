"""Negations, their scope, and the direction of a change."""

from __future__ import annotations

import pytest

from drafting.facts.polarity import changes, implicit, negations, negations_in, quantity, way
from drafting.facts.tokens import tokens
from drafting.facts.values import find


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He did NOT take it", ["NOT"]),
        ("nobody's in trouble", ["nobody's"]),
        ("didnt eat, isn't hungry", ["didnt", "isn't"]),
        ("w/o a prompt", ["w"]),
        ("no homework over the break", ["no"]),
    ],
)
def test_negators_are_found(text: str, words: list[str]) -> None:
    """Contractions, shorthand and shouted negations count."""
    assert [span.text for span in negations(text)] == words
    assert all(text[span.start : span.end] == span.text for span in negations(text))


@pytest.mark.parametrize(
    "text",
    ["I can't wait", "no worries about one test", "not only kind but brave", "41 cans, wait no 141 cans", "no problem"],
)
def test_some_negations_deny_nothing(text: str) -> None:
    """Idioms and self-corrections are no denials."""
    assert negations(text) == ()


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("not eating but drinking", {"eating"}),
        ("not because he needs it", {"because", "he", "needs", "it"}),
        ("no homework over Thanksgiving", {"homework"}),
        ("was not hurt, she laughed", {"hurt"}),
    ],
)
def test_scope_ends_where_the_denial_ends(text: str, denied: set[str]) -> None:
    """A denial bears on the words up to "but", a comma, or for "no" a preposition."""
    pieces = tokens(text)
    (negation,) = negations_in(pieces)
    assert {pieces[at].low for at in negation.scope} == denied


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("from 92 to 74", "92", "74"),
        ("88→97 wpm", "88", "97"),
        ("was 84 now 71", "84", "71"),
        ("6 of 8, was 2 of 8", "2 of 8", "6 of 8"),
        ("812 minutes, which is up from six forty", "six forty", "812"),
        ("scored 18/20, up from 11", "11", "18/20"),
    ],
)
def test_changes_know_old_from_new(text: str, old: str, new: str) -> None:
    """However a change is told, the older figure is told from the newer."""
    (change,) = changes(text, find(text))
    assert (change.old.span.text, change.new.span.text) == (old, new)


def test_two_figures_are_not_a_change() -> None:
    """A time, or two counts in a row, went nowhere."""
    for text in ("9:00 to 11:30", "5 books and 3 pens", "11 times in 20 minutes"):
        assert changes(text, find(text)) == ()


def test_word_classes() -> None:
    """Words of quantity, direction and silent denial are known."""
    assert (quantity("every"), quantity("most"), quantity("book")) == ("all", "most", None)
    assert (way("rose"), way("dropped"), way("sat")) == ("up", "down", None)
    assert implicit("missing")
    assert not implicit("found")
