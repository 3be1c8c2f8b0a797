"""One sheet for one teacher, or for a school: which figures stand on it, in which words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evals.coaching.habits import Habit, load_habits
from evals.coaching.intervals import LEAST, Change, Counts, changes, share, trend
from evals.coaching.messages import language_code
from evals.coaching.names import Aviary
from evals.coaching.showing import KIND_WORDS, NOT_A_HABIT, Hardest, Shown, find_hardest, show
from evals.coaching.tally import (
    BANDS,
    GOOD,
    GROUPS,
    HARD,
    HEARD_GOOD,
    HEARD_HARD,
    HEARD_OWN,
    Kept,
    Tallied,
    Tallies,
    group_of,
)
from evals.statistics import Interval, wilson

FEWEST_HOMES = 10
"""Families below which a home language is not shown by itself."""
FEWEST_TEACHERS = 5
"""Teachers below which a cell of a school is hidden."""

_HEADLINES = (
    "lead-with-question",
    "follow-up-date",
    "specific-win",
    "growth",
    "next-step",
    "plain-language",
    "warm-open-close",
)
_ABOUT = {
    "lead-with-question": "messages about a concern",
    "follow-up-date": "messages about a concern",
    "next-step": "messages about a concern",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the strip: a group now and before, what has most room in it, and what became of it."""

    name: str
    room: str
    now: Interval
    hits: int
    unsure: int
    before: Interval | None
    was: int
    change: Change

    @property
    def drawn(self) -> bool:
        """Whether there are enough messages to draw a share."""
        return self.now.n >= LEAST


@dataclass(frozen=True, slots=True)
class Month:
    """A month of one measure."""

    name: str
    hits: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One home language; ``cells`` holds the share of each group, or None where it is hidden."""

    name: str
    homes: int | None
    cells: tuple[Interval | None, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Families of one home language, and how many of them had at least one message in it."""

    name: str
    homes: int
    own: int


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a group: how many messages met it, of those it applied to."""

    group: str
    title: str
    hits: int
    share: Interval


@dataclass(slots=True)
class Sheet:
    """All that stands on one sheet."""

    title: str
    school: bool
    teachers: int
    first: dt.date | None
    last: dt.date | None
    messages: int
    homes: int
    kinds: tuple[tuple[str, int], ...]
    say: tuple[int, int, str, str, Interval] | None
    habit: Habit | None
    habit_counts: Counts
    rows: tuple[Row, ...]
    points: tuple[Point, ...] = ()
    shown: tuple[Shown, ...] = ()
    concerns: int = 0
    good: int = 0
    heard: Mapping[str, int] = field(default_factory=dict)
    on_list: int | None = None
    bands: tuple[tuple[str, int], ...] = ()
    too_short: int = 0
    hardest: tuple[Hardest, ...] = ()
    months: tuple[Month, ...] = ()
    month_of: str = ""
    trend: str = ""
    languages: tuple[LanguageRow, ...] = ()
    hidden_languages: int = 0
    coverage: tuple[Coverage, ...] = ()
    grades: tuple[LanguageRow, ...] = ()
    hidden_grades: int = 0
    gates: tuple[tuple[str, int, int, int, int], ...] = ()
    chances: tuple[tuple[Habit, Interval, int], ...] = ()
    unsure: int = 0
    checks: int = 0
    other_languages: int = 0
    before: tuple[dt.date, dt.date] | None = None


def teacher_sheet(tallies: Tallies, name: str, aviary: Aviary, *, listed: Sequence[str] = ()) -> Sheet:
    """Make the sheet of one teacher. ``listed`` are the children of the class list, if there is one."""
    now = tallies.now[name]
    sheet = _sheet(tallies, [name], title=f"{aviary.teacher(name)}’s messages home", school=False)
    sheet.shown = tuple(show(tallies.kept.get(name, Kept()), sheet.habit, aviary))
    sheet.hardest = tuple(find_hardest(tallies.kept.get(name, Kept()), aviary))
    if listed:
        reached = {home.partition("\n")[2] for home in now.homes} | {
            home.partition("\n")[2] for home in tallies.before[name].homes
        }
        sheet.on_list = len(listed)
        sheet.heard = {**sheet.heard, "none": sum(child not in reached for child in listed)}
    return sheet


def school_sheet(tallies: Tallies, *, title: str) -> Sheet:
    """Make the sheet of all teachers together; nobody is named, ranked or quoted."""
    names = sorted(tallies.now)
    sheet = _sheet(tallies, names, title=title, school=True)
    sheet.grades, sheet.hidden_grades = _by_grade(tallies, names)
    sheet.coverage = _coverage(tallies)
    counts = _criteria([tallies.now[name] for name in names])
    open_ones = sorted(
        (hits / of, name)
        for name, (hits, of) in counts.items()
        if of >= 20 and name not in NOT_A_HABIT and load_habits()[name].line
    )
    sheet.chances = tuple(
        (load_habits()[name], share(_by_teacher(tallies.now, names, "criteria", name)), counts[name][0])
        for _, name in open_ones[:3]
    )
    held: Counter[tuple[str, str]] = Counter()
    for name in names:
        held.update(tallies.now[name].held)
    sheet.gates = tuple(
        (
            gate,
            sum(times for (one, _), times in held.items() if one == gate),
            held[gate, "changed"],
            held[gate, "not_sent"],
            held[gate, "as_it_was"],
        )
        for gate in ("no-blame", "no-labels", "no-other-child")
    )
    return sheet


def _sheet(tallies: Tallies, names: Sequence[str], *, title: str, school: bool) -> Sheet:
    now = [tallies.now[name] for name in names]
    kinds: Counter[str] = Counter()
    bands: Counter[str] = Counter()
    homes: Counter[str] = Counter()
    for one in now:
        kinds.update(one.kinds)
        bands.update(one.bands)
        homes.update(
            ("other", "good", "concern", "both")[heard & (HEARD_GOOD | HEARD_HARD)] for heard in one.homes.values()
        )
    before = [tallies.before[name] for name in names if tallies.before[name].messages]
    criteria = _criteria(now)
    habit = _habit(criteria)
    rows = _rows(tallies, names)
    months, month_of, trending = _trend(tallies, names, habit)
    languages, hidden = _by_language(tallies, names)
    return Sheet(
        title=title,
        school=school,
        teachers=len(names),
        first=min((one.first for one in now if one.first), default=None),
        last=max((one.last for one in now if one.last), default=None),
        messages=sum(one.messages for one in now),
        homes=sum(len(one.homes) for one in now),
        kinds=tuple(
            (KIND_WORDS.get(kind, (kind.replace("_", " "),) * 2)[times != 1], times)
            for kind, times in kinds.most_common()
        ),
        say=_say(tallies, names, criteria),
        habit=habit,
        habit_counts=criteria.get(habit.id, (0, 0)) if habit else (0, 0),
        rows=rows,
        points=_points(tallies, names, criteria),
        concerns=sum(kinds[kind] for kind in HARD),
        good=sum(kinds[kind] for kind in GOOD),
        heard=dict(homes),
        bands=tuple((name, bands[name]) for name in BANDS),
        too_short=bands["too short"],
        months=months,
        month_of=month_of,
        trend=trending,
        languages=languages,
        hidden_languages=hidden,
        unsure=sum(counts[2] for one in now for counts in one.criteria.values()),
        checks=sum(counts[1] + counts[2] for one in now for counts in one.criteria.values()),
        other_languages=sum(one.other_languages for one in now),
        before=(
            (min(one.first for one in before if one.first), max(one.last for one in before if one.last))
            if any(one.first for one in before)
            else None
        ),
    )


def _criteria(some: Sequence[Tallied]) -> dict[str, Counts]:
    found: dict[str, list[int]] = {}
    for one in some:
        for name, counts in one.criteria.items():
            both = found.setdefault(name, [0, 0])
            both[0] += counts[0]
            both[1] += counts[1]
    return {name: (counts[0], counts[1]) for name, counts in found.items()}


def _by_teacher(tallied: Mapping[str, Tallied], names: Sequence[str], what: str, name: str) -> dict[str, Counts]:
    found = {}
    for teacher in names:
        if teacher in tallied:
            counts = getattr(tallied[teacher], what).get(name)
            if counts is not None and counts[1]:
                found[teacher] = (counts[0], counts[1])
    return found


def _say(
    tallies: Tallies, names: Sequence[str], criteria: Mapping[str, Counts]
) -> tuple[int, int, str, str, Interval] | None:
    for name in _HEADLINES:
        hits, of = criteria.get(name, (0, 0))
        if of >= LEAST:
            return (
                hits,
                of,
                _ABOUT.get(name, "messages"),
                load_habits()[name].does,
                share(_by_teacher(tallies.now, names, "criteria", name)),
            )
    return None


def _habit(criteria: Mapping[str, Counts]) -> Habit | None:
    """Choose the point with most room that one teacher can change next week."""
    # By the top of the likely range, not by the share: two of five may be chance, twelve of twenty-five hardly is.
    open_ones = [
        (wilson(hits, of).high, name)
        for name, (hits, of) in criteria.items()
        if of >= LEAST and hits < of and name not in NOT_A_HABIT and load_habits()[name].line
    ]
    return load_habits()[min(open_ones)[1]] if open_ones else None


def _rows(tallies: Tallies, names: Sequence[str]) -> tuple[Row, ...]:
    now = {group: _by_teacher(tallies.now, names, "groups", group) for group in GROUPS}
    before = {group: _by_teacher(tallies.before, names, "groups", group) for group in GROUPS}
    said = changes(now, before)
    criteria = _criteria([tallies.now[name] for name in names])
    rows = []
    for group in GROUPS:
        was = before[group]
        enough = sum(n for _, n in was.values()) >= LEAST
        rows.append(
            Row(
                name=group,
                room=_room(group, criteria),
                now=share(now[group]),
                hits=sum(hits for hits, _ in now[group].values()),
                unsure=sum(tallies.now[name].groups[group][2] for name in names),
                before=share(was) if enough else None,
                was=sum(n for _, n in was.values()) if not enough else sum(hits for hits, _ in was.values()),
                change=said[group],
            )
        )
    return tuple(rows)


def _room(group: str, criteria: Mapping[str, Counts]) -> str:
    some = [
        (hits / of, name, hits, of)
        for name, (hits, of) in criteria.items()
        if group_of()[name] == group and of >= LEAST and hits < of
    ]
    if not some:
        return ""
    _, name, hits, of = min(some)
    title = load_habits()[name].title
    return f"{title[0].lower()}{title[1:]}, {hits:,} of {of:,}"


def _points(tallies: Tallies, names: Sequence[str], criteria: Mapping[str, Counts]) -> tuple[Point, ...]:
    found = [
        Point(group, load_habits()[name].title, hits, share(_by_teacher(tallies.now, names, "criteria", name)))
        for name, (hits, of) in criteria.items()
        if of and (group := group_of()[name])
    ]
    return tuple(sorted(found, key=lambda point: (GROUPS.index(point.group), point.title)))


def _trend(tallies: Tallies, names: Sequence[str], habit: Habit | None) -> tuple[tuple[Month, ...], str, str]:
    if habit is None or len(tallies.months) < 3:
        return (), "", ""
    months, counts = [], []
    for name in sorted(tallies.months):
        cells = {teacher: tallies.months[name].get(teacher, {}).get(habit.id) for teacher in names}
        some = {teacher: (one[0], one[1]) for teacher, one in cells.items() if one}
        hits, of = sum(one[0] for one in some.values()), sum(one[1] for one in some.values())
        counts.append((hits, of))
        if of >= LEAST:
            months.append(Month(f"{dt.date.fromisoformat(name + '-01'):%b %Y}", hits, share(some)))
    if len(months) < 3:
        return (), "", ""
    if len(names) > 1:
        said = "not clear: months of a school are drawn, not tested"
    else:
        said = "not clear whether it rises or falls" if trend(counts) >= 0.05 else "clear over the months"
    return tuple(months), habit.title, said


def _by_language(tallies: Tallies, names: Sequence[str]) -> tuple[tuple[LanguageRow, ...], int]:
    cells: dict[str, tuple[int, dict[str, dict[str, Counts]]]] = {}
    for language, teachers in tallies.languages.items():
        mine = {name: teachers[name] for name in names if name in teachers}
        homes = sum(len(one.homes) for one in mine.values())
        if len(names) > 1 and len(mine) < FEWEST_TEACHERS:
            homes = min(homes, FEWEST_HOMES - 1)  # a cell of few teachers is hidden however many families it has
        if homes:
            cells[language] = homes, {group: _by_teacher(mine, names, "groups", group) for group in GROUPS}
    return _cells(cells, FEWEST_HOMES)


def _coverage(tallies: Tallies) -> tuple[Coverage, ...]:
    """Count who was written to in the language of the home; languages of few families or teachers are told together."""
    large: list[Coverage] = []
    small: list[Coverage] = []
    for language, teachers in tallies.languages.items():
        if language_code(language) == "en":
            continue
        heard = [news for one in teachers.values() for news in one.homes.values()]
        cell = Coverage(language[:1].upper() + language[1:], len(heard), sum(news & HEARD_OWN > 0 for news in heard))
        (large if cell.homes >= FEWEST_HOMES and len(teachers) >= FEWEST_TEACHERS else small).append(cell)
    large.sort(key=lambda cell: (-cell.homes, cell.name))
    if sum(cell.homes for cell in small) >= FEWEST_HOMES and len(small) > 1:
        named = f"{len(small)} others"
        large.append(Coverage(named, sum(cell.homes for cell in small), sum(cell.own for cell in small)))
    return tuple(large)


def _by_grade(tallies: Tallies, names: Sequence[str]) -> tuple[tuple[LanguageRow, ...], int]:
    cells: dict[str, tuple[int, dict[str, dict[str, Counts]]]] = {}
    grades: dict[str, list[str]] = {}
    for name in names:
        if name in tallies.grades:
            grades.setdefault(tallies.grades[name], []).append(name)
    for grade, some in grades.items():
        cells[grade] = len(some), {group: _by_teacher(tallies.now, some, "groups", group) for group in GROUPS}
    return _cells(cells, FEWEST_TEACHERS)


def _cells(
    cells: Mapping[str, tuple[int, Mapping[str, Mapping[str, Counts]]]], fewest: int
) -> tuple[tuple[LanguageRow, ...], int]:
    """Return the rows that may be shown; when one alone is hidden, the next smallest is too, so no total gives it away."""
    by_size = sorted(cells, key=lambda name: (cells[name][0], name))
    small = [name for name in by_size if cells[name][0] < fewest]
    if len(small) == 1 and len(by_size) > 1:
        small.append(next(name for name in by_size if name not in small))
    rows = []
    for name in sorted(cells):
        if name not in small:
            of, groups = cells[name]
            intervals = [share(groups[group]) for group in GROUPS]
            rows.append(
                LanguageRow(
                    name[:1].upper() + name[1:], of, tuple(one if one.n >= LEAST else None for one in intervals)
                )
            )
    return tuple(rows), len(small)
