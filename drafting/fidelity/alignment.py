"""Which clause of the note a clause of the message tells again: the one with most words and values in common."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.fidelity.reading import Clause, Reading
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import keys

_ALIKE = 0.49
_NEAR = 0.8
_EVEN = 0.97
_GREETING = 6
_LONG = 7


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of the message with the clause of the note it resembles most, others nearly as alike, and ties.

    ``alike`` is the harmonic mean of the shares that the two have in common, by weight, 0 to 1; ``shared`` that weight:
    2 a word or value, 1 a frame word.
    """

    mine: Clause
    theirs: Clause
    others: tuple[Clause, ...]
    ties: tuple[Clause, ...]
    alike: float
    shared: int


def pairs(reading: Reading, source: Source) -> list[Pair]:
    """Return the clauses of the message, questions left out, that tell a clause of the note again."""
    found: list[Pair] = []
    child = {key for word in source.child for key in keys(word)}
    for number, line in enumerate(reading.lines):
        if line.asks or (not number and len(line.span.text.split()) <= _GREETING):
            continue
        for clause in line.clauses:
            pair = _best(clause, source, child)
            if pair:
                found.append(pair)
    return found


def _best(clause: Clause, source: Source, child: set[str]) -> Pair | None:
    mine = [word for word in clause.words if word.keys[0] not in child]
    total = sum(1 if word.frame else 2 for word in mine) + 2 * len(clause.values)
    if not total:
        return None
    candidates = {id(known): known for word in mine for key in word.keys for known in source.index.get(key, ())}
    for value in clause.values:
        for key in value.keys:
            candidates.update((id(known), known) for known in source.valued.get(key, ()))
    scored: list[tuple[float, int, Clause]] = []
    content = {key for word in mine for key in word.keys}
    figures = {key for value in clause.values for key in (*value.keys, *value.lends)}
    for known in candidates.values():
        words = [word for word in known.words if word.keys[0] not in child]
        theirs = {key for word in words for key in word.keys}
        their_figures = {key for value in known.values for key in (*value.keys, *value.lends)}
        shared = sum(1 if word.frame else 2 for word in mine if not theirs.isdisjoint(word.keys))
        shared += sum(2 for value in clause.values if not their_figures.isdisjoint(value.keys))
        if not shared:
            continue
        back = sum(1 if word.frame else 2 for word in words if not content.isdisjoint(word.keys))
        back += sum(2 for value in known.values if not figures.isdisjoint(value.keys))
        whole = sum(1 if word.frame else 2 for word in words) + 2 * len(known.values)
        one, other = shared / total, back / whole if whole else 0.0
        if len(words) >= _LONG and one > 0.99 and shared > 1:
            other = max(other, 0.4)  # a dictated note has no stops: its clauses are long
        if one + other:
            scored.append((2 * one * other / (one + other), shared, known))
    if not scored:
        return None
    alike, shared, best = max(scored, key=lambda each: each[:2])
    if alike < _ALIKE:
        return None
    others = tuple(known for score, _, known in scored if known is not best and score >= _NEAR * alike)
    ties = tuple(known for score, _, known in scored if known is not best and score >= _EVEN * alike)
    return Pair(clause, best, others, ties, alike, shared)
