"""Typed facts of a message: values that rest on nothing, values of another fact, changes told the wrong way round."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from drafting.facts.polarity import Change, changes, quantity, way
from drafting.facts.values import Value
from drafting.fidelity.alignment import Pair
from drafting.fidelity.reading import Clause, Reading
from drafting.fidelity.source import Source
from drafting.types import Span

_LISTED = frozenset(
    "things ideas ways questions options steps reasons services resources choices parts goals dates notes reminders "
    "requests thoughts".split()
)
_FAMILIES = {
    "number": "figure", "ratio": "figure", "percent": "figure", "count": "figure", "money": "figure", "ordinal": "figure",
    "time": "time", "weekday": "weekday", "date": "date", "month": "date", "code": "code",
}  # fmt: skip
_THROUGH = frozenset({"to", "-", "–", "—", "until", "till", "til", "through", "thru"})
# Better and worse go by what is counted: fewer mistakes are an improvement.
_EITHER_WAY = frozenset({"better", "worse", "lost", "improve", "improved", "up"})
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
    end = reading.signature if source.note.teacher.name is None else len(reading.text)
    return [
        value.span
        for value in reading.values
        if value.span.start < end
        and not value.weak
        and not source.support.holds(value)
        and not _announces(value, reading)
    ]


def _announces(value: Value, reading: Reading) -> bool:
    """Tell whether a small number in words only announces a list: "two ideas", "three quick questions"."""
    if value.kind != "number" or not value.span.text.isalpha() or value.keys[0] not in {"n:2", "n:3", "n:4", "n:5"}:
        return False
    after = reading.text[value.span.end : value.span.end + 40].lower().replace(",", " ").split()[:3]
    return any(word.strip(".:;!?") in _LISTED for word in after)


def misplaced_values(reading: Reading, source: Source) -> list[Span]:
    """Return the values that the note holds for something else, where the message leaves out the right one.

    "Thursday, December 9" for "Tues Dec 9 ... Thurs Dec 11": what stands around the value belongs to another value.
    """
    if len(source.values) < 2:
        return []
    found: list[Span] = []
    said = {key for value in reading.values for key in (*value.keys, *value.lends)}
    theirs = _told_company(source)
    unsaid = [(known, near) for known, near in theirs if said.isdisjoint(known.keys)]
    if not unsaid:
        return []
    for clause in reading.clauses:
        if reading.lines[clause.line].asks:
            continue
        for value in clause.values:
            family = _FAMILIES.get(value.kind)
            mine = _company(reading, clause, value)
            if family is None or len(mine) < 2:
                continue
            own = [
                len(mine & near)
                for known, near in theirs
                if not set(value.keys).isdisjoint((*known.keys, *known.lends))
            ]
            rival = max((len(mine & near) for known, near in unsaid if _FAMILIES.get(known.kind) == family), default=0)
            if own and rival >= 2 and max(own) * 2 < rival:
                found.append(value.span)
    return found


@functools.lru_cache(maxsize=64)
def _told_company(source: Source) -> list[tuple[Value, set[str]]]:
    return [
        (known, _company(source.reading, clause, known, few=1))
        for clause in source.reading.clauses
        for known in clause.values
    ]


def miscounted(reading: Reading, source: Source) -> list[Span]:
    """Return the numbers that the note holds, but never of the things that the message counts with them."""
    theirs = _told_counts(source)
    return [
        value.span
        for clause in reading.clauses
        if not reading.lines[clause.line].asks
        for value, thing in _counted(reading, clause)
        if thing in theirs and theirs[thing].isdisjoint((*value.keys, *value.lends)) and not _announces(value, reading)
    ]


@functools.lru_cache(maxsize=64)
def _told_counts(source: Source) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for clause in source.reading.clauses:
        for value, thing in _counted(source.reading, clause):
            found.setdefault(thing, set()).update((*value.keys, *value.lends))
    return found


def _counted(reading: Reading, clause: Clause) -> list[tuple[Value, str]]:
    """Return the numbers of a clause with the word for what they count, right after them."""
    found: list[tuple[Value, str]] = []
    for at, value in zip(clause.places, clause.values, strict=True):
        if value.kind not in {"number", "ratio"}:
            continue
        end = next((n for n in range(at, clause.last + 1) if reading.pieces[n].start >= value.span.end), 0)
        word = next((word for word in clause.words if end and end <= word.at <= end + 1), None)
        if word is not None:
            found.append((value, word.keys[0]))
    return found


def _company(reading: Reading, clause: Clause, value: Value, *, few: int = 2) -> set[str]:
    """Return the keys of the words and other values of a value's clause; of its neighbours too when they are few."""
    found = _content(clause, value)
    if len(found) < few:
        line = reading.lines[clause.line].clauses
        at = next(n for n, each in enumerate(line) if each is clause)
        for each in line[max(0, at - 1) : at + 2]:
            found |= _content(each, value)
    return found


def _content(clause: Clause, value: Value) -> set[str]:
    family = _FAMILIES.get(value.kind)
    found = {word.keys[0] for word in clause.words}
    found.update(other.keys[0] for other in clause.values if other is not value and _FAMILIES.get(other.kind) != family)
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
        elif (wrong := _contradiction(reading, change, source)) is not None:
            found.append(wrong)
    return found


def _contradiction(reading: Reading, change: Change, source: Source) -> Span | None:
    """Return the "up" or "down" of a change that its figures contradict, unless the note says that very word."""
    before, after = _amount(change.old), _amount(change.new)
    if before is None or after is None or before == after:
        return None
    number = reading.line_at(change.start)
    for clause in reading.lines[number].clauses if number >= 0 else ():
        for piece in reading.pieces[clause.first : clause.last + 1]:
            said = way(piece.low)
            if said and change.start - 40 <= piece.start <= change.end and said != ("up" if after > before else "down"):
                if piece.low in source.words or piece.low in _EITHER_WAY:
                    continue
                return Span(piece.start, piece.end, piece.text)
    return None


_AMOUNT = re.compile(r"[a-z]+:(\d+(?:\.\d+)?)(?:/\d+)?")


def _amount(value: Value) -> float | None:
    match = _AMOUNT.fullmatch(value.keys[0])
    return float(match.group(1)) if match else None


def turned_quantities(reading: Reading, source: Source, told: Sequence[Pair]) -> list[Span]:
    """Return the "all", "most", "some" or "none" that the note says differently of the same thing."""
    found: list[Span] = []
    theirs = _told_quantities(source)
    for pair in told:
        for at, name, thing in _quantities(reading, pair.mine):
            known = {other for key in thing for other in theirs.get(key, ())}
            if not known and (pair.shared >= 2 or pair.alike > 0.99):
                known = {
                    other for each in (pair.theirs, *pair.others) for _, other, _ in _quantities(source.reading, each)
                }
            if (
                known
                and name not in known
                and {name, *known} & {"all", "none"}
                and not pair.theirs.denies
                and not pair.mine.denies
            ):
                found.append(reading.span(at, at))
    return found


@functools.lru_cache(maxsize=64)
def _told_quantities(source: Source) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for clause in source.reading.clauses:
        for _, name, thing in _quantities(source.reading, clause):
            for key in thing:
                found.setdefault(key, set()).add(name)
    return found


def _quantities(reading: Reading, clause: Clause) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return each word of quantity with the content word that follows it closely."""
    found: list[tuple[int, str, tuple[str, ...]]] = []
    for at in range(clause.first, clause.last + 1):
        name = quantity(reading.pieces[at].low)
        if name is not None:
            found.append((at, name, next((word.keys[:1] for word in clause.words if at < word.at <= at + 3), ())))
    return found


def turned_ranges(reading: Reading, source: Source) -> list[Span]:
    """Return the ranges told from end to start: "from 11:30 to 9:00"."""
    found: list[Span] = []
    theirs = [(one.keys, other.keys) for one, other in _ranges(source.reading)]
    for one, other in _ranges(reading) if theirs else ():
        mine, end = set(one.keys), set(other.keys)
        if any(not mine.isdisjoint(b) and not end.isdisjoint(a) for a, b in theirs) and not any(
            not mine.isdisjoint(a) and not end.isdisjoint(b) for a, b in theirs
        ):
            found.append(Span(one.span.start, other.span.end, reading.text[one.span.start : other.span.end]))
    return found


def _ranges(reading: Reading) -> list[tuple[Value, Value]]:
    return [
        (one, other)
        for one, other in itertools.pairwise(reading.values)
        if reading.text[one.span.end : other.span.start].strip().lower() in _THROUGH
        and (_FAMILIES.get(one.kind) == _FAMILIES.get(other.kind) or (_tells_time(one) and _tells_time(other)))
    ]


def _tells_time(value: Value) -> bool:
    return any(key.startswith("time:") for key in value.keys)


def misdated(reading: Reading, source: Source) -> list[Span]:
    """Return the dates beside a weekday that is another date's in the note: "Monday, November 25"."""
    theirs: dict[str, set[str]] = {}
    for weekday, date in _dated(source.reading):
        for key in date.keys:
            theirs.setdefault(key, set()).update(weekday.keys)
    return [
        date.span
        for weekday, date in _dated(reading)
        if any(key in theirs for key in date.keys)
        and not any(key in theirs and not theirs[key].isdisjoint(weekday.keys) for key in date.keys)
    ]


def _dated(reading: Reading) -> list[tuple[Value, Value]]:
    return [
        (one, other)
        for one, other in itertools.pairwise(reading.values)
        if one.kind == "weekday"
        and other.kind in {"date", "ratio", "ordinal"}
        and reading.text[one.span.end : other.span.start].strip(" ,.(").lower() in {"", "the"}
    ]
