"""Typed facts of a message: values that rest on nothing, values of another fact, changes told the wrong way round."""

from __future__ import annotations

import re

from drafting.facts.polarity import changes, quantity, way
from drafting.facts.values import Value
from drafting.fidelity.reading import Reading
from drafting.fidelity.source import Source
from drafting.types import Span

_NEAR = 6
_LISTED = frozenset("things ideas ways questions options steps reasons services resources choices parts goals dates notes reminders "
    "requests thoughts".split())
_FAMILIES = {
    "number": "figure", "ratio": "figure", "percent": "figure", "count": "figure", "money": "figure", "ordinal": "figure",
    "time": "time", "weekday": "weekday", "date": "date", "month": "date", "code": "code",
}  # fmt: skip
_DIGITS = re.compile(r"\d+")


def unknown_figures(reading: Reading, source: Source) -> list[Span]:
    """Return the figures of a message in another language that no figure of the note supports."""
    known = set(source.digits)
    for value in source.values:
        for key in (*value.keys, *value.lends):
            known.update(_DIGITS.findall(key))
    return [
        Span(match.start(), match.end(), match.group())
        for match in _DIGITS.finditer(reading.text)
        if match.group() not in known and match.group().lstrip("0") not in known
    ]


def unknown_values(reading: Reading, source: Source) -> list[Span]:
    """Return the values that the note, the answers, the parent's words and the record do not hold."""
    return [
        value.span
        for value in reading.values
        if not value.weak and not source.support.holds(value) and not _announces(value, reading)
    ]


def _announces(value: Value, reading: Reading) -> bool:
    """Tell whether a small number in words only announces a list: "two ideas", "three quick questions"."""
    if value.kind != "number" or not value.span.text.isalpha() or value.keys[0] not in {"n:2", "n:3", "n:4", "n:5"}:
        return False
    after = reading.text[value.span.end : value.span.end + 40].lower().replace(",", " ").split()[:3]
    return any(word.strip(".:;!?") in _LISTED for word in after)


def misplaced_values(reading: Reading, source: Source) -> list[Span]:
    """Return the values that the note holds for something else, where the message leaves out the right one.

    "Thursday, December 9" for "Tues Dec 9 ... Thurs Dec 11": the words around the value are those of another value.
    """
    if len(source.values) < 2:
        return []
    found: list[Span] = []
    theirs: list[tuple[Value, set[str]]] | None = None
    for value in reading.values:
        family = _FAMILIES.get(value.kind)
        if family is None or value.weak:
            continue
        rivals = [
            other
            for other in source.values
            if _FAMILIES.get(other.kind) == family and not other.weak and set(value.keys).isdisjoint(other.keys + other.lends)
        ]
        if not rivals:
            continue
        if theirs is None:
            theirs = [(known, _company(source.reading, known)) for known in source.values]
            said = {key for known in reading.values for key in (*known.keys, *known.lends)}
        mine = _company(reading, value)
        if len(mine) < 2:
            continue
        best = max((len(mine & near) for known, near in theirs if not set(value.keys).isdisjoint(known.keys + known.lends)), default=9)
        if best > 0:
            continue
        for rival, near in theirs:
            if rival in rivals and said.isdisjoint(rival.keys) and len(mine & near) >= 2:
                found.append(value.span)
                break
    return found


def _company(reading: Reading, value: Value) -> set[str]:
    """Return the keys of the words and values near a value, in its sentence."""
    number = reading.line_at(value.span.start)
    if number < 0:
        return set()
    line = reading.lines[number]
    inside = [at for clause in line.clauses for at in (clause.first, clause.last)]
    first, last = min(inside, default=0), max(inside, default=-1)
    at = next((at for at in range(first, last + 1) if reading.pieces[at].start >= value.span.start), first)
    found = {
        key
        for clause in line.clauses
        for word in clause.words
        if at - _NEAR <= word.at <= at + _NEAR + 1
        for key in word.keys[:1]
    }
    for other in reading.values:
        if other is not value and line.span.start <= other.span.start < line.span.end and not other.weak:
            distance = abs(other.span.start - value.span.start)
            if distance < 40 and _FAMILIES.get(other.kind) != _FAMILIES.get(value.kind):
                found.add(other.keys[0])
    return found


def turned_changes(reading: Reading, source: Source) -> list[Span]:
    """Return the changes told from new to old, and the "up" or "down" that the figures contradict."""
    found: list[Span] = []
    mine = changes(reading.text, reading.values)
    for change in mine:
        old, new = set(change.old.keys), set(change.new.keys)
        straight = any(old & set(known.old.keys) and new & set(known.new.keys) for known in source.changes)
        turned = any(old & set(known.new.keys) and new & set(known.old.keys) for known in source.changes)
        where = Span(change.start, change.end, reading.text[change.start : change.end])
        if turned and not straight:
            found.append(where)
        elif (wrong := _contradiction(reading, change.start, change.end, change.old, change.new, source)) is not None:
            found.append(wrong)
    return found


def _contradiction(reading: Reading, start: int, end: int, old: Value, new: Value, source: Source) -> Span | None:
    before, after = _amount(old), _amount(new)
    if before is None or after is None or before == after:
        return None
    number = reading.line_at(start)
    for clause in reading.lines[number].clauses if number >= 0 else ():
        for piece in reading.pieces[clause.first : clause.last + 1]:
            said = way(piece.low)
            if said and start - 40 <= piece.start <= end and said != ("up" if after > before else "down"):
                if fold_known(piece.low, source) or piece.low in {"better", "worse", "lost", "improve", "improved", "up"}:
                    continue
                return Span(piece.start, piece.end, piece.text)
    return None


def fold_known(low: str, source: Source) -> bool:
    """Tell whether the note says the word itself."""
    return low in source.words


def _amount(value: Value) -> float | None:
    match = re.fullmatch(r"[a-z]+:(\d+(?:\.\d+)?)(?:/\d+)?", value.keys[0])
    return float(match.group(1)) if match else None


def turned_quantities(reading: Reading, source: Source) -> list[Span]:
    """Return the "all", "most", "some" or "none" that the note says differently of the same thing."""
    found: list[Span] = []
    theirs: dict[str, set[str]] | None = None
    for line in reading.lines:
        if line.asks:
            continue
        for at, name, thing in _quantities(reading, line.clauses):
            if theirs is None:
                theirs = {}
                for known in source.reading.lines:
                    for _, other, same in _quantities(source.reading, known.clauses):
                        for key in same:
                            theirs.setdefault(key, set()).add(other)
            known_names = {other for key in thing for other in theirs.get(key, ())}
            if known_names and name not in known_names and {name, *known_names} & {"all", "none"}:
                found.append(reading.span(at, at))
    return found


def _quantities(reading: Reading, clauses: list) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return each word of quantity with the content word that follows it closely."""
    found: list[tuple[int, str, tuple[str, ...]]] = []
    for clause in clauses:
        for at in range(clause.first, clause.last + 1):
            name = quantity(reading.pieces[at].low)
            if name is None:
                continue
            thing = next((word.keys for word in clause.words if at < word.at <= at + 3), None)
            if thing:
                found.append((at, name, thing[:1]))
    return found
