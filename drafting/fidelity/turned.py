"""Statements turned round: a denial added or dropped, an opposite put in place of the note's word."""

from __future__ import annotations

from drafting.fidelity.reading import Clause, Line, Reading, Word
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import vocabulary
from drafting.types import Span

_ENOUGH = 3
_NOUNS = frozenset({"nobody", "no", "none", "nothing"})
_PLACED = frozenset({"before", "after", "above", "below", "inside", "outside"})


def turned_denials(reading: Reading, source: Source) -> list[Span]:
    """Return the clauses that deny what the note says, or say what it denies."""
    return [*_added(reading, source), *_dropped(reading, source)]


def _added(reading: Reading, source: Source) -> list[Span]:
    found: list[Span] = []
    for clause in reading.clauses:
        line = reading.lines[clause.line]
        if not clause.denies or line.asks:
            continue
        for negation in clause.negations:
            if negation.idle:
                continue
            head = _head(clause, negation.scope, source)
            if head is None:
                continue
            candidates = [known for key in head.keys[:1] for known in source.index.get(key, ())]
            if not candidates or any(known.denies or known.idle for known in candidates):
                continue
            best = max(candidates, key=lambda known: _overlap(line, known))
            if reading.pieces[negation.at].low in _NOUNS and _nouns(source.reading.lines[best.line], source):
                continue
            if not _aligned(line, best, head, candidates):
                continue
            if (clause.loose ^ best.loose) and not head.keys[0] in source.index:
                continue
            if best.loose - clause.loose:
                continue
            found.append(reading.span(clause.first, clause.last))
            break
    return found


def _dropped(reading: Reading, source: Source) -> list[Span]:
    found: list[Span] = []
    mine: dict[str, list[tuple[Clause, Word]]] = {}
    for clause in reading.clauses:
        for word in clause.words:
            mine.setdefault(word.keys[0], []).append((clause, word))
    for known in source.reading.clauses:
        if not known.denies:
            continue
        theirs = source.reading.lines[known.line]
        for negation in known.negations:
            if negation.idle:
                continue
            head = next((word for word in known.words if word.at in negation.scope), None)
            if head is None or head.keys[0] not in mine:
                continue
            said = mine[head.keys[0]]
            if any(clause.denies or clause.idle or word.denied for clause, word in said):
                continue
            clause, _ = max(said, key=lambda pair: len(reading.lines[pair[0].line].keys & theirs.keys))
            line = reading.lines[clause.line]
            if line.asks or any(other.denies or other.idle for other in line.clauses) or clause.loose - known.loose:
                continue
            affirmed = [other for other in source.index.get(head.keys[0], ()) if not other.denies]
            shared = _overlap(line, known)
            if any(_overlap(line, other) >= shared for other in affirmed):
                continue
            if shared >= _ENOUGH or (not head.frame and len(source.index.get(head.keys[0], ())) == 1 and len(clause.words) <= 3):
                found.append(reading.span(clause.first, clause.last))
    return found


def _nouns(line: Line, source: Source) -> bool:
    return any(
        source.reading.pieces[negation.at].low in _NOUNS for clause in line.clauses for negation in clause.negations
    )


def _head(clause: Clause, scope: range, source: Source) -> Word | None:
    """Return the first word in the scope of a denial that the note knows, among the first two."""
    inside = [word for word in clause.words if word.at in scope][:2]
    return next((word for word in inside if word.keys[0] in source.index), None)


def _overlap(line: Line, known: Clause) -> int:
    """Weigh the words that a clause of the note shares with a sentence of the message; frame words weigh half."""
    return sum(1 if word.frame else 2 for word in known.words if not line.keys.isdisjoint(word.keys))


def _aligned(line: Line, known: Clause, head: Word, candidates: list[Clause]) -> bool:
    shared = _overlap(line, known)
    return shared >= _ENOUGH or (not head.frame and len(candidates) == 1 and len(known.words) <= 3)


def turned_opposites(reading: Reading, source: Source) -> list[Span]:
    """Return the words whose opposite stands in the note, about the same thing."""
    opposites = vocabulary().opposites
    found: list[Span] = []
    note_lows: dict[str, list[Line]] | None = None
    for line in reading.lines:
        if line.asks:
            continue
        for clause in line.clauses:
            if clause.denies:
                continue
            for at in range(clause.first, clause.last + 1):
                low = reading.pieces[at].low
                if low not in opposites:
                    continue
                if note_lows is None:
                    note_lows = _lows(source.reading)
                if low in note_lows:
                    if low in _PLACED and _follows(reading, clause, at) and _placed_otherwise(reading, clause, at, source, opposites[low]):
                        found.append(reading.span(at, at))
                    continue
                for opposite in opposites[low]:
                    if any(_same_thing(line, known, low, opposite, reading, clause, at, source) for known in note_lows.get(opposite, ())):
                        found.append(reading.span(at, at))
                        break
    return found


def _lows(reading: Reading) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in reading.lines:
        for clause in line.clauses:
            for piece in reading.pieces[clause.first : clause.last + 1]:
                if piece.kind == "word":
                    found.setdefault(piece.low, []).append(line)
    return found


def _same_thing(
    line: Line, known: Line, low: str, opposite: str, reading: Reading, clause: Clause, at: int, source: Source
) -> bool:
    if any(part.denies for part in known.clauses):
        return False
    if low in _PLACED:
        after = _follows(reading, clause, at)
        return bool(after) and any(
            not after.isdisjoint(_follows(source.reading, part, n))
            for part in known.clauses
            for n in range(part.first, part.last + 1)
            if source.reading.pieces[n].low == opposite
        )
    return len(line.keys & known.keys) >= 3


def _follows(reading: Reading, clause: Clause, at: int) -> set[str]:
    return next((set(word.keys) for word in clause.words if at < word.at <= at + 3), set())


def _placed_otherwise(reading: Reading, clause: Clause, at: int, source: Source, others: frozenset[str]) -> bool:
    """Tell whether the note says "before lunch" and never "after lunch" where the message says "after lunch"."""
    after = _follows(reading, clause, at)
    said: set[str] = set()
    for known in source.reading.clauses:
        for n in range(known.first, known.last + 1):
            low = source.reading.pieces[n].low
            if (low in others or low == reading.pieces[at].low) and not after.isdisjoint(_follows(source.reading, known, n)):
                said.add(low)
    return bool(said) and reading.pieces[at].low not in said
