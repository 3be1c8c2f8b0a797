"""A class list lying on the desk: its rows in memory, with cells that her answers fill; kept and read again as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from drafting.batch.export import says_yes
from drafting.batch.results import READY, Result
from drafting.batch.rows import ADDED, Row, read_rows
from drafting.batch.table import Line, Table, heads, table_of
from drafting.errors import InputError

__all__ = ["MOST_ROWS", "Roll"]

MOST_ROWS = 1_000
"""Rows that one page shows; longer lists are for the command."""
_WANTED = ("student", "note")
_ANSWERED = ("note", "answers")
_OURS = {*ADDED, "approved"}


@dataclass(frozen=True, slots=True)
class Roll:
    """The rows of a class list by their numbers. ``notices`` is what was seen when the file was opened."""

    name: str
    columns: tuple[str, ...]
    lines: Mapping[int, Line]
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Table) -> Roll:
        """Take a table off the disk. Raises InputError when it is too long for a page."""
        lines: dict[int, Line] = {}
        for line in table.lines():
            lines[line.number] = line
            if len(lines) > MOST_ROWS:
                raise InputError(
                    f"{table.name} has more than {MOST_ROWS:,} rows: write them with `drafting batch`, and open what it writes here."
                )
        if not lines:
            raise InputError(f"{table.name} has headings and no rows: put one row a child under them.")
        return cls(table.name, table.columns, lines, table.notices)

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns without which nothing can be written and that no heading names."""
        at = heads(self.columns)
        return tuple(one for one in _WANTED if one not in at and f"{one}.name" not in at)

    def named(self, field: str, heading: str) -> Roll:
        """Return the list with a heading taken for a field. Raises InputError when there is no such heading."""
        if heading not in self.columns or field not in _WANTED:
            raise InputError(f"{self.name} has no column '{heading[:40]}'.")
        return replace(self, columns=tuple(field if one == heading else one for one in self.columns))

    def rows(self, *, teacher: str) -> list[Row]:
        """Return the rows as a batch reads them. Raises InputError when a needed column is missing."""
        defaults: dict[str, Any] = {"kind": "positive_note"}
        if teacher:
            defaults["teacher"] = {"name": teacher}
        return [*read_rows(self.table(), defaults=defaults)[0]]

    def table(self) -> Table:
        """Return it as a table."""
        return table_of(self.name, self.columns, tuple(self.lines.values()))

    def cell(self, number: int, field: str) -> str:
        """Return a cell by its row and field, "" where there is none."""
        place = heads(self.columns).get(field)
        return "" if place is None else self.lines[number].cells[place]

    def filled(self, number: int, field: str, words: str) -> Roll:
        """Return the list with one cell filled; a column that is not there yet is added at the end."""
        columns, lines = self.columns, dict(self.lines)
        if field not in heads(columns):
            columns = (*columns, field)
            lines = {at: replace(line, cells=(*line.cells, "")) for at, line in lines.items()}
        cells = [*lines[number].cells]
        cells[heads(columns)[field]] = words
        lines[number] = replace(lines[number], cells=tuple(cells))
        return replace(self, columns=columns, lines=lines)

    def answers(self, number: int) -> dict[str, Any]:
        """Return the answers that a row holds, by what they answer."""
        try:
            found = json.loads(self.cell(number, "answers") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def same_as(self, other: Roll) -> dict[int, int]:
        """Return which row of another list is about the same child with the same note, or with one filled in there."""
        known: dict[tuple[str, str], list[int]] = {}
        for at in other.lines:
            known.setdefault((other.cell(at, "student"), other.cell(at, "family")), []).append(at)
        found: dict[int, int] = {}
        for number in self.lines:
            child = (self.cell(number, "student"), self.cell(number, "family"))
            at, *more = known.get(child, [-1])
            if child[0] and at >= 0 and not more and self.cell(number, "note") in {"", other.cell(at, "note")}:
                found[number] = at
        return found

    def taken_over(self, number: int, other: Roll, at: int) -> tuple[Roll, bool]:
        """Return the list with the answers of another list's row, and whether that row is the same in all else."""
        roll = self
        for field in _ANSWERED:
            words = other.cell(at, field)
            if words and not roll.cell(number, field):
                roll = roll.filled(number, field, words)
        fields = [one for one in {*heads(roll.columns), *heads(other.columns)} if one not in _OURS]
        return roll, all(roll.cell(number, one) == other.cell(at, one) for one in fields)

    def finished(self) -> tuple[dict[int, Result], set[int]]:
        """Return the messages that the file brought along, as `drafting batch` left them, and which are approved."""
        found: dict[int, Result] = {}
        for number in self.lines:
            message = self.cell(number, "message")
            if message and self.cell(number, "status") in {READY, ""}:
                notices = tuple(filter(None, self.cell(number, "notices").split("\n")))
                subject, writer = self.cell(number, "subject"), self.cell(number, "writer")
                found[number] = Result(READY, writer, subject, message, notices=notices)
        return found, {number for number in found if says_yes(self.cell(number, "approved"))}

    def written(self, found: Mapping[int, Sequence[str]]) -> Table:
        """Return the table with what became of each row: the cells of ADDED (without "answer") and of "approved"."""
        at = heads(self.columns)
        ours = {place for name, place in at.items() if name in _OURS}
        kept = [place for place in range(len(self.columns)) if place not in ours]
        columns = (*(self.columns[place] for place in kept), *ADDED, "approved")
        lines = []
        for number, line in self.lines.items():
            *cells, approved = found[number]
            answer = self.cell(number, "answer")
            lines.append(replace(line, cells=(*(line.cells[place] for place in kept), *cells, answer, approved)))
        return table_of(self.name, columns, lines)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        lines = [[line.number, list(line.cells), line.problem, list(line.notices)] for line in self.lines.values()]
        return {"name": self.name, "columns": list(self.columns), "lines": lines, "notices": list(self.notices)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Roll:
        """Read what ``to_json`` gave."""
        lines = [Line(number, tuple(cells), problem, tuple(told)) for number, cells, problem, told in data["lines"]]
        return cls(data["name"], tuple(data["columns"]), {one.number: one for one in lines}, tuple(data["notices"]))
