"""What a stream of messages amounts to: counts by teacher and period, and a few messages kept to be shown.

Memory grows with teachers and families, never with messages.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from drafting.criteria import load_criteria
from drafting.review import review
from drafting.types import Review
from evals.coaching.intervals import Counts
from evals.coaching.messages import Sent

GROUPS = ("Ask", "Celebrate", "Solve", "Listen", "Respect", "Clear")
GOOD = frozenset({"positive_note"})
HARD = frozenset({"concern", "follow_up", "action_plan"})
HEARD_GOOD, HEARD_HARD, HEARD_OWN = 1, 2, 4
"""What a family has heard, as bits: good news, a concern, anything in the language of its home."""
BANDS = ("up to 4", "5–6", "7–8", "above 8")
_SHOWN_WORDS = range(25, 101)  # what three letters of a sheet have room for
_KEPT_SENTENCES = 3


@dataclass(slots=True)
class Tallied:
    """One teacher in one period."""

    messages: int = 0
    other_languages: int = 0
    criteria: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    groups: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    kinds: Counter[str] = field(default_factory=Counter)
    bands: Counter[str] = field(default_factory=Counter)
    homes: dict[str, int] = field(default_factory=dict)
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dt.date | None = None
    last: dt.date | None = None

    def add(self, sent: Sent, seen: Review | None) -> None:
        """Count one message."""
        self.messages += 1
        self.kinds[sent.kind] += 1
        if sent.date:
            self.first = min(self.first or sent.date, sent.date)
            self.last = max(self.last or sent.date, sent.date)
        if sent.home:
            news = HEARD_GOOD if sent.kind in GOOD else HEARD_HARD if sent.kind in HARD else 0
            self.homes[sent.home] = self.homes.get(sent.home, 0) | news | HEARD_OWN * sent.in_home_language
        if seen is None:
            self.other_languages += 1
            return
        for name, hit in verdicts(seen):
            counts = self.criteria[name]
            counts[0] += hit is True
            counts[1] += hit is not None
            counts[2] += hit is None
        for group, hit in grouped(seen):
            counts = self.groups[group]
            counts[0] += hit is True
            counts[1] += hit is not None
            counts[2] += hit is None
        self.bands[band(seen)] += 1
        for gate in seen.gates.not_met:
            self.held[gate, sent.held] += 1

    @property
    def group_counts(self) -> dict[str, Counts]:
        """Hits and messages of each group."""
        return {name: (counts[0], counts[1]) for name, counts in self.groups.items()}


@dataclass(slots=True)
class Kept:
    """The messages of one teacher worth showing: the best few by sort, one to grow by criterion, the hardest sentences."""

    proud: dict[str, list[tuple[int, int, Sent]]] = field(default_factory=lambda: defaultdict(list))
    grow: dict[str, tuple[int, Sent]] = field(default_factory=dict)
    hard: list[tuple[int, int, str, Sent]] = field(default_factory=list)
    _seen: Iterator[int] = field(default_factory=count)

    def add(self, sent: Sent, seen: Review) -> None:
        """Keep the message if it is among the best; of two as good, the first."""
        number = -next(self._seen)
        for span in seen.readability.long_sentences:
            words = len(span.text.split())
            entry = (
                words + 2 * sum(span.start <= one.start < span.end for one in seen.readability.hard_words),
                number,
                span.text,
                sent,
            )
            if words <= 60:
                (heapq.heappush if len(self.hard) < _KEPT_SENTENCES else heapq.heappushpop)(self.hard, entry)
        if len(sent.message.split()) not in _SHOWN_WORDS or sent.channel == "call":
            return
        said = [(name, hit) for name, hit in verdicts(seen)]
        missed = [name for name, hit in said if hit is False]
        met = sum(hit is True for _, hit in said)
        if seen.gates.passed:
            sort = "good" if sent.kind in GOOD else "hard" if sent.kind in HARD | {"reply"} else "other"
            best = self.proud[sort]
            entry_ = (met - 3 * len(missed), number, sent)
            (heapq.heappush if len(best) < 2 else heapq.heappushpop)(best, entry_)
            for name in missed:
                room = met - 2 * len(missed) + (5 if sent.kind in HARD else 0)
                if name not in self.grow or room > self.grow[name][0]:
                    self.grow[name] = (room, sent)


@dataclass(slots=True)
class Period:
    """Where the report looks, and what it compares that with; None is no bound."""

    start: dt.date | None = None
    end: dt.date | None = None
    before: dt.date | None = None

    def place(self, day: dt.date | None) -> str | None:
        """Return "now", "before" or None for a day outside both."""
        if day is None:
            return "now" if self.start is None else None
        if self.end is not None and day > self.end:
            return None
        if self.start is None or day >= self.start:
            return "now"
        return "before" if self.before is None or day >= self.before else None


@dataclass(slots=True)
class Tallies:
    """All counts of a report."""

    period: Period
    now: dict[str, Tallied] = field(default_factory=lambda: defaultdict(Tallied))
    before: dict[str, Tallied] = field(default_factory=lambda: defaultdict(Tallied))
    kept: dict[str, Kept] = field(default_factory=lambda: defaultdict(Kept))
    months: dict[str, dict[str, dict[str, list[int]]]] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    languages: dict[str, dict[str, Tallied]] = field(default_factory=dict)
    undated: int = 0

    def add(self, sent: Sent, *, keep: bool) -> None:
        """Review one message and count it."""
        place = self.period.place(sent.date)
        if place is None and not sent.date:
            self.undated += 1
            return
        seen = _review(sent)
        if seen is not None and sent.date:
            month = self.months.setdefault(f"{sent.date:%Y-%m}", {}).setdefault(sent.teacher, {})
            for name, hit in (*grouped(seen), *verdicts(seen)):
                if hit is not None:
                    counts = month.setdefault(name, [0, 0])
                    counts[0] += hit
                    counts[1] += 1
        if place is None:
            return
        (self.now if place == "now" else self.before)[sent.teacher].add(sent, seen)
        if sent.grade:
            self.grades.setdefault(sent.teacher, sent.grade)
        if place != "now":
            return
        if sent.home_language:
            self.languages.setdefault(sent.home_language, {}).setdefault(sent.teacher, Tallied()).add(sent, seen)
        if keep and seen is not None:
            self.kept[sent.teacher].add(sent, seen)


def _review(sent: Sent) -> Review | None:
    """Review a message in English; another language is counted, not judged: nothing here was checked on it."""
    if sent.language.partition("-")[0] != "en":
        return None
    return review(
        sent.message,
        kind=sent.kind,
        channel=sent.channel,
        student=sent.student or None,
        family=sent.family or None,
        parent_message=sent.parent_message,
    )


def verdicts(seen: Review) -> Iterator[tuple[str, bool | None]]:
    """Give the criteria that apply: met, not met, or None for could not tell."""
    known = group_of()
    for name, verdict in seen.criteria.items():
        if name in known and verdict.verdict != "na":
            yield name, {"met": True, "not_met": False}.get(verdict.verdict)


def grouped(seen: Review) -> Iterator[tuple[str, bool | None]]:
    """Give the groups that apply; a group is met when every point of it that applied was."""
    hits: dict[str, list[bool | None]] = {}
    groups = group_of()
    for name, hit in verdicts(seen):
        hits.setdefault(groups[name], []).append(hit)
    for group in GROUPS:
        if group in hits:
            some = hits[group]
            yield group, False if False in some else None if None in some else True


@cache
def group_of() -> Mapping[str, str]:
    """Return the group of each criterion that a message alone can meet."""
    return {one.id: one.group for one in load_criteria() if one.group in GROUPS}


def band(seen: Review) -> str:
    """Return the reading band of a message, or that it is too short for one."""
    grades = seen.readability.grades
    if grades is None:
        return "too short"
    middle = sum(grades) / 2
    return BANDS[0] if middle < 4.5 else BANDS[1] if middle < 6.5 else BANDS[2] if middle < 8.5 else BANDS[3]
