"""Statements turned round: a denial added or dropped, an opposite put in place of the note's word."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from drafting.fidelity.alignment import Pair
from drafting.fidelity.reading import Clause, Reading
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import vocabulary
from drafting.types import Span

_ENOUGH = 2
_SAME = 0.99
_CLOSE = 0.8
# Between two clauses that are otherwise alike, these deny nothing: "without help for the first time".
_MILD = frozenset({"first", "1st", "only", "hard", "free", "late", "wrong", "difficult", "few", "out"})
_ADDRESSES = frozenset({"phone", "email", "url", "time", "date"})
_DISTINCT = _ADDRESSES | {"ratio", "percent", "money"}
_NOUNS = frozenset({"nobody", "no", "none", "nothing"})
# Words that mean nothing without the word they stand before: "before lunch", "first time", "best in the hall".
_PLACED = frozenset(
    "before after above below inside outside first last best worst longest shortest highest lowest most least more less "
    "fewer".split()
)
_BOUND = frozenset("before after above below inside outside first last most least more less fewer".split())
_TIMES = frozenset({"week", "month", "year", "night", "day", "weekend"})  # "last week" is no opposite of "first week"


def turned_denials(reading: Reading, source: Source, told: Sequence[Pair]) -> list[Span]:
    """Return the clauses that deny what the note says, or say what it denies."""
    found: list[Span] = []
    retold = {id(pair.mine): pair.theirs for pair in told}
    for pair in told:
        if pair.shared < _ENOUGH and not (pair.alike > _SAME and not pair.others):
            continue
        if any(_turns(pair, theirs, reading, source, retold) for theirs in (pair.theirs, *pair.ties)):
            found.append(reading.span(pair.mine.first, pair.mine.last))
    return [*found, *_denied_values(reading, source)]


def _turns(pair: Pair, theirs: Clause, reading: Reading, source: Source, retold: Mapping[int, Clause]) -> bool:
    """Tell whether the clause of the message says the opposite of one of the note's clauses that it resembles."""
    mine = pair.mine
    if theirs.idle and not mine.denies and not mine.idle:
        return _worries(mine, theirs) and pair.shared >= _ENOUGH
    if mine.denies == theirs.denies or mine.idle or theirs.idle:
        return False
    denying, plain = (mine, theirs) if mine.denies else (theirs, mine)
    loose = plain.loose - denying.loose
    if loose and (pair.alike < _CLOSE or loose - _MILD):
        return False
    if mine.denies:
        there = source.reading.lines[theirs.line]
        if _nouns(mine, reading) and any(_nouns(clause, source.reading) for clause in there.clauses):
            return False
    elif any(
        (clause.denies or clause.idle) and clause is not mine and not _tells_another(clause, theirs, retold)
        for clause in reading.lines[mine.line].clauses
    ):
        return False  # the denial may stand in the clause beside it
    same = mine.denies and pair.alike >= _CLOSE
    if not same and not _denied(denying, plain, firm=pair.shared >= 2 * _ENOUGH):
        return False
    # Another clause of the note may say it the way the message does.
    agreeing = [other for other in (pair.theirs, *pair.others) if other is not theirs and other.denies == mine.denies]
    items = _items(denying)
    if any(not items or not items.isdisjoint(_all(other)) for other in agreeing):
        return False
    # And what the one text denies here, the other may deny elsewhere.
    heads = _heads(denying)
    elsewhere = source.reading.clauses if mine.denies else reading.clauses
    return not any(other.denies and not heads.isdisjoint(_heads(other)) for other in elsewhere)


def _tells_another(clause: Clause, theirs: Clause, retold: Mapping[int, Clause]) -> bool:
    """Tell whether a denial of the message is the note's denial of something else."""
    other = retold.get(id(clause))
    return other is not None and other is not theirs and other.denies


def _items(denying: Clause) -> set[str]:
    scope = {at for negation in denying.negations if not negation.idle for at in negation.scope}
    found = {word.keys[0] for word in denying.words if word.at in scope}
    found.update(value.keys[0] for at, value in zip(denying.places, denying.values, strict=True) if at in scope)
    return found


def _heads(denying: Clause) -> set[str]:
    """Return the first word that each negation bears on."""
    scopes = [negation.scope for negation in denying.negations if not negation.idle]
    firsts = (next((word for word in denying.words if word.at in scope), None) for scope in scopes)
    return {word.keys[0] for word in firsts if word is not None}


def _all(clause: Clause) -> set[str]:
    return {word.keys[0] for word in clause.words} | {value.keys[0] for value in clause.values}


def _worries(mine: Clause, theirs: Clause) -> bool:
    """Tell whether a message says "worry" where the note says "no worries"."""
    said = {key for word in mine.words for key in word.keys}
    for negation in theirs.negations:
        head = next((word for word in theirs.words if word.at in negation.scope), None)
        if negation.idle and head is not None and not said.isdisjoint(head.keys):
            return True
    return False


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
            loose = value.kind not in _ADDRESSES and any(each.loose for each in known)
            if known and not loose and not any(each.denies or each.idle for each in known):
                words = {key for word in clause.words for key in word.keys}
                if value.kind in _DISTINCT or any(
                    not each.words or any(not words.isdisjoint(word.keys) for word in each.words) for each in known
                ):
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
            if others and low not in theirs and (ends or low not in _BOUND) and not others.isdisjoint(theirs):
                found.append(reading.span(at, at))
    said = _placed(source)
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


@functools.lru_cache(maxsize=64)
def _placed(source: Source) -> dict[str, set[str]]:
    """Return, for the word or value after "before" or "after", which of the two the note says."""
    found: dict[str, set[str]] = {}
    for clause in source.reading.clauses:
        for _, low, after in _places(clause, source.reading):
            for key in after:
                found.setdefault(key, set()).add(low)
    return found


def _places(clause: Clause, reading: Reading) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for at in range(clause.first, clause.last):
        low = reading.pieces[at].low
        if low in _PLACED:
            ahead = [(word.at, word.keys) for word in clause.words if at < word.at <= at + 3]
            ahead += [
                (n, value.keys) for n, value in zip(clause.places, clause.values, strict=True) if at < n <= at + 3
            ]
            after = min(ahead)[1] if ahead else ()
            if after and not (low in {"first", "last"} and after[0] in _TIMES):
                yield at, low, after
