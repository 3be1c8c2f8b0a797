"""What turns a statement round: negations and their scope, how much ("all", "most"), which way a figure went."""

from __future__ import annotations

import functools
import itertools
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from drafting.facts.tokens import Token, tokens
from drafting.facts.value_words import Value
from drafting.types import Span

__all__ = ["Change", "Negation", "changes", "implicit", "negations", "negations_in", "quantity", "way"]

Way = Literal["up", "down"]
_Idiom = tuple[tuple[str, ...], tuple[str, ...]]
# "not so kind", "not because he needs it": these end a scope, but not before it has begun.
_FIRST = frozenset({"so", "because", "bc", "even", "as"})
_TAKEN_BACK = frozenset({"wait", "oh", "um", "or"})  # "41, wait no, 141" denies nothing
_SUBJECTS = frozenset({"i", "he", "she", "they", "we", "you"})
_PREPOSITIONS = frozenset("in on at over for with of to by from about during".split())
_CHANGING = frozenset({"number", "percent", "ratio", "money", "count", "code"})
_ARROWS = frozenset({"→", ">"})


@dataclass(frozen=True, slots=True)
class Negation:
    """A negator at token ``at`` and the tokens it bears on; an ``idle`` one ("can't wait") denies nothing."""

    at: int
    scope: range
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that went from ``old`` to ``new``, with the words that say so from ``start`` to ``end``."""

    old: Value
    new: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Data:
    negators: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    first: frozenset[str]
    idioms: Mapping[str, tuple[_Idiom, ...]]
    stops: frozenset[str]
    width: int
    implicit: frozenset[str]
    quantities: Mapping[str, str]
    ways: Mapping[str, Way]


@functools.cache
def _data() -> _Data:
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    idioms: dict[str, list[_Idiom]] = {}
    negators = frozenset(raw["negators"]["words"])
    for phrase in raw["idioms"]["phrases"]:
        words = tuple(phrase.split())
        at = next(n for n, word in enumerate(words) if word in negators or word.endswith("n't"))
        idioms.setdefault(words[at], []).append((words[:at], words[at + 1 :]))
    return _Data(
        negators=negators,
        pairs=frozenset((first, second) for first, second in (pair.split() for pair in raw["negators"]["pairs"])),
        first=frozenset(pair.split()[0] for pair in raw["negators"]["pairs"]),
        idioms={negator: tuple(company) for negator, company in idioms.items()},
        stops=frozenset(raw["scope"]["stops"]),
        width=raw["scope"]["words"],
        implicit=frozenset(raw["implicit"]["words"]),
        quantities={word: name for name, words in raw["quantifiers"].items() for word in words},
        ways={word: name for name, words in raw["ways"].items() for word in words},
    )


def negations(text: str) -> tuple[Span, ...]:
    """Return the negators of ``text`` that deny something, as spans into it."""
    pieces = tokens(text)
    found = (pieces[negation.at] for negation in negations_in(pieces) if not negation.idle)
    return tuple(Span(token.start, token.end, token.text) for token in found)


def negations_in(pieces: Sequence[Token], *, quoted: Collection[int] = ()) -> tuple[Negation, ...]:
    """Return the negations among the tokens; those at an index in ``quoted`` are left out."""
    data = _data()
    found: list[Negation] = []
    for at, token in enumerate(pieces):
        if token.kind != "word" or at in quoted:
            continue
        low = token.low.removesuffix("'s")
        if not (low in data.negators or low in data.first or low.endswith("n't")):
            continue
        after = pieces[at + 1].low if at + 1 < len(pieces) else ""
        if after == "/" and at + 2 < len(pieces):
            after = pieces[at + 2].low
        if low in data.negators or low.endswith("n't") or (low, after) in data.pairs:
            before = pieces[at - 1].low if at else ""
            if low == "no" and before in _TAKEN_BACK:
                continue
            idle = low in data.idioms and _in_idiom(pieces, at, data.idioms[low])
            found.append(Negation(at, _scope(pieces, at, data), idle))
    return tuple(found)


def _in_idiom(pieces: Sequence[Token], at: int, idioms: Sequence[_Idiom]) -> bool:
    return any(
        tuple(piece.low for piece in pieces[max(0, at - len(before)) : at]) == before
        and tuple(piece.low for piece in pieces[at + 1 : at + 1 + len(after)]) == after
        for before, after in idioms
    )


def _scope(pieces: Sequence[Token], at: int, data: _Data) -> range:
    end, words = at + 1, 0
    while end < len(pieces) and words < data.width:
        token = pieces[end]
        if token.kind == "mark" and token.low not in {"-", "/", "'", '"', "“", "”", "‘", "’", "_", "*"}:
            break
        if token.kind == "word":
            if pieces[at].low == "no" and token.low in _PREPOSITIONS:
                break  # "no homework over the break" says nothing of the break
            if token.low in data.stops and (words or token.low not in _FIRST):
                break
            if words > 1 and token.low in _SUBJECTS:
                break  # "what he doesn't know is she came"
            words += 1
        end += 1
    return range(at + 1, end)


def implicit(low: str) -> bool:
    """Tell whether a word denies without a negator ("missing", "forgot", "optional")."""
    return low in _data().implicit


def quantity(low: str) -> str | None:
    """Return "all", "most", "some" or "none" for a word that says how much, else None."""
    return _data().quantities.get(low)


def way(low: str) -> Way | None:
    """Return the way a word says that something went, else None."""
    return _data().ways.get(low)


def changes(text: str, values: Sequence[Value]) -> tuple[Change, ...]:
    """Return the changes of figures: "from 92 to 74", "was 84, now 71", "97, up from 88", "88→97", "6 of 8, was 2 of 8"."""
    figures = [value for value in values if value.kind in _CHANGING]
    found: list[Change] = []
    for one, other in itertools.pairwise(figures):
        before = text[max(0, one.span.start - 24) : one.span.start].lower()
        between = text[one.span.end : other.span.start].lower()
        if len(between) > 60 or "." in between.strip(". ") or (one.kind == "code") != (other.kind == "code"):
            continue
        after = text[other.span.end : other.span.end + 8].lower()
        order = _order(before.split(), between.replace("(", " ( ").replace(",", " ").split(), after)
        if order:
            old, new = (one, other) if order == "rise" else (other, one)
            found.append(Change(old, new, one.span.start, other.span.end))
    return tuple(found)


def _order(before: list[str], between: list[str], after: str) -> str | None:
    """Return "rise" when the first figure is the older, "fall" when the second is, None when they are no change."""
    lead = before[-4:]
    joined = " ".join(between)
    if any(arrow in joined for arrow in _ARROWS) and len(between) <= 2:
        return "rise"
    if "from" in lead[-2:] and "to" in between[-4:] and len(between) <= 6 and "minutes" not in after:
        return "rise"
    if {"was", "were", "started"} & set(lead[-3:]) and {"now", "to", "is", "today"} & set(between[:4]):
        return "rise"
    if "from" in between[-3:] and any(way(word) for word in between):
        return "fall"
    if between[-1:] and between[-1] in {"was", "were"} and len(between) <= 4:
        return "fall"
    if "used to be" in joined or "instead of" in joined or "compared to" in joined:
        return "fall"
    return None
