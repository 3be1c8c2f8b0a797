"""Statements turned round: a denial added or dropped, an opposite put in place of the note's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafting.fidelity.alignment import Pair
from drafting.fidelity.reading import Clause, Reading
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import vocabulary
from drafting.types import Span

_ENOUGH = 2
_SAME = 0.99
_NOUNS = frozenset({"nobody", "no", "none", "nothing"})
_PLACED = frozenset({"before", "after", "above", "below", "inside", "outside"})


def turned_denials(reading: Reading, source: Source, told: Sequence[Pair]) -> list[Span]:
    """Return the clauses that deny what the note says, or say what it denies."""
    found: list[Span] = []
    retold = {id(pair.mine): pair.theirs for pair in told}
    for pair in told:
        mine, theirs = pair.mine, pair.theirs
        if mine.denies == theirs.denies or mine.idle or theirs.idle:
            continue
        if pair.shared < _ENOUGH and not (pair.alike > _SAME and not pair.others):
            continue
        if any(other.denies == mine.denies for other in pair.others):
            continue
        denying, plain = (mine, theirs) if mine.denies else (theirs, mine)
        if plain.loose - denying.loose:
            continue
        here = reading.lines[mine.line]
        there = source.reading.lines[theirs.line]
        if mine.denies:
            if _nouns(mine, reading) and any(_nouns(clause, source.reading) for clause in there.clauses):
                continue
        elif any(
            (clause.denies or clause.idle) and clause is not mine and retold.get(id(clause), theirs) is theirs
            for clause in here.clauses
        ):
            continue  # the denial may stand in the clause beside it
        if _denied(denying, plain, firm=pair.shared >= 2 * _ENOUGH):
            found.append(reading.span(mine.first, mine.last))
    return [*found, *_denied_values(reading, source)]


def _denied_values(reading: Reading, source: Source) -> list[Span]:
    """Return the values that a message denies and the note does not: "on Friday, not Tuesday" is let be."""
    found: list[Span] = []
    for clause in reading.clauses:
        line = reading.lines[clause.line]
        if line.asks or not clause.denies or clause.idle or clause.loose:
            continue
        scopes = [negation.scope for negation in clause.negations]
        for at, value in zip(clause.places, clause.values, strict=True):
            if not any(at in scope and at > scope.start for scope in scopes):
                continue
            known = [each for key in value.keys for each in source.valued.get(key, ())]
            if known and not any(each.denies or each.idle or each.loose for each in known):
                words = {key for word in clause.words for key in word.keys}
                if any(not words.isdisjoint(word.keys) for each in known for word in each.words):
                    found.append(reading.span(clause.first, clause.last))
                    break
    return found


def _denied(denying: Clause, plain: Clause, *, firm: bool) -> bool:
    """Tell whether the other clause has something of what the negation bears on; one that bears on nothing denies all.

    Unless the clauses have much in common (``firm``), the very word must be there, not a synonym.
    """
    for negation in denying.negations:
        if negation.idle:
            continue
        words = [word for word in denying.words if word.at in negation.scope][:3]
        if not words and not denying.values:
            return True
        content = {key for word in plain.words for key in word.keys}
        if any(not content.isdisjoint(word.keys if firm else word.keys[:1]) for word in words):
            return True
        figures = {key for value in plain.values for key in value.keys}
        ahead = [value for at, value in zip(denying.places, denying.values, strict=True) if at in negation.scope]
        if any(not figures.isdisjoint(value.keys) for value in ahead) or (not words and not ahead):
            return True
    return False


def _nouns(clause: Clause, reading: Reading) -> bool:
    return any(reading.pieces[negation.at].low in _NOUNS for negation in clause.negations)


def turned_opposites(reading: Reading, source: Source, told: Sequence[Pair]) -> list[Span]:
    """Return the words whose opposite stands in the note, about the same thing."""
    opposites = vocabulary().opposites
    found: list[Span] = []
    for pair in told:
        small = len(pair.mine.words) + len(pair.mine.values) <= 2
        if (pair.shared < _ENOUGH and not small) or pair.mine.denies:
            continue
        theirs = _lows(pair.theirs, source.reading)
        for other in pair.others:
            theirs |= _lows(other, source.reading)
        for at in range(pair.mine.first, pair.mine.last + 1):
            low = reading.pieces[at].low
            others = opposites.get(low)
            ends = at == pair.mine.last
            if others and low not in theirs and (ends or low not in _PLACED) and not others.isdisjoint(theirs):
                found.append(reading.span(at, at))
    said = _placed(source.reading)
    for clause in reading.clauses:
        for at, low, after in _places(clause, reading):
            if reading.lines[clause.line].asks or clause.denies:
                continue
            known = {place for key in after for place in said.get(key, ())}
            if known and low not in known and not opposites[low].isdisjoint(known):
                found.append(reading.span(at, at))
    return found


def _lows(clause: Clause, reading: Reading) -> set[str]:
    denied = {at for negation in clause.negations for at in negation.scope}
    return {reading.pieces[at].low for at in range(clause.first, clause.last + 1) if at not in denied}


def _placed(reading: Reading) -> dict[str, set[str]]:
    """Return, for the word or value after "before" or "after", which of the two the text says."""
    found: dict[str, set[str]] = {}
    for clause in reading.clauses:
        for _, low, after in _places(clause, reading):
            for key in after:
                found.setdefault(key, set()).add(low)
    return found


def _places(clause: Clause, reading: Reading) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for at in range(clause.first, clause.last):
        low = reading.pieces[at].low
        if low in _PLACED:
            ahead = [(word.at, word.keys) for word in clause.words if at < word.at <= at + 3]
            ahead += [(n, value.keys) for n, value in zip(clause.places, clause.values, strict=True) if at < n <= at + 3]
            if ahead:
                yield at, low, min(ahead)[1]
