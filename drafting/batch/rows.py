"""From the rows of a class list to notes: which column is which, who is a classmate, what a row still needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from drafting.batch.table import Line, Table, heads
from drafting.contract import note_from_json
from drafting.errors import InputError
from drafting.types import Note

__all__ = ["ADDED", "ClassList", "Row", "read_rows"]

ADDED = ("status", "subject", "message", "writer", "notices", "question", "answer")
"""The columns that a batch adds; a file that has them already gets them filled anew, but for ``answer``."""

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "student": ("student", "name"), "student.name": ("student", "name"), "pronouns": ("student", "pronouns"),
    "student.pronouns": ("student", "pronouns"), "family": ("family", "addressed_as"),
    "family.addressed_as": ("family", "addressed_as"), "addressed_as": ("family", "addressed_as"),
    "relationship": ("family", "relationship"), "family.relationship": ("family", "relationship"),
    "family_language": ("family", "language"), "family.language": ("family", "language"),
    "adults": ("family", "adults"), "family.adults": ("family", "adults"), "teacher": ("teacher", "name"),
    "teacher.name": ("teacher", "name"), "teacher.subject": ("teacher", "subject"), "grade": ("teacher", "grade"),
    "teacher.grade": ("teacher", "grade"), "id": ("id",), "kind": ("kind",), "note": ("note",),
    "channel": ("channel",), "language": ("language",), "parent_message": ("parent_message",),
    "class_list": ("class_list",), "date": ("date",), "answers": ("answers",),
}  # fmt: skip
_FILLED = {one for one in ADDED if one != "answer"}
_LISTS = {"adults", "class_list"}
_FOR_ALL = {"newsletter", "weekly_update", "event_invite", "home_learning", "resource", "welcome", "transition"}
"""Kinds that may go to the whole class; the others want a child in each row."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row on its way: its line, its note if it has one, else ``problem`` (it cannot be done) or ``question``."""

    line: Line
    student: str | None
    note: Note | None = None
    problem: str | None = None
    question: str | None = None
    notices: tuple[str, ...] = ()
    answer: str = ""
    empty: bool = False

    @property
    def number(self) -> int:
        """The row's number as the spreadsheet shows it."""
        return self.line.number


class ClassList:
    """The names of a class, and which of them matter for a note: those that it may be talking of."""

    def __init__(self, names: tuple[str, ...], *, given: bool) -> None:
        self.given = given
        self._names = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
        self._by_part: dict[str, list[str]] = {}
        for name in self._names:
            for part in set(_WORD.findall(name.lower())):
                self._by_part.setdefault(part, []).append(name)

    def __len__(self) -> int:
        return len(self._names)

    def near(self, name: str) -> str | None:
        """Return the name on the list that is most like this one."""
        found = get_close_matches(name, self._names, n=1, cutoff=0.5)
        return found[0] if found else None

    def __contains__(self, name: str) -> bool:
        return " ".join(name.split()) in self._names

    def others_in(self, text: str, *, student: str | None) -> tuple[str, ...]:
        """Return the classmates whose names, or parts of them, stand in the text; never the child's own."""
        own = " ".join((student or "").split())
        found: dict[str, None] = {}
        for word in _WORD.findall(text.lower()):
            for part in (word, word.removesuffix("s")):
                for name in self._by_part.get(part, ()):
                    if name != own:
                        found[name] = None
        return tuple(found)


def read_rows(
    table: Table,
    *,
    defaults: Mapping[str, Any],
    class_list: tuple[str, ...] = (),
    columns: Mapping[str, str] | None = None,
) -> tuple[Iterator[Row], ClassList]:
    """Return the rows in order, and the names of the class.

    ``defaults`` are fields of a Note for whatever a row leaves empty; ``class_list`` is the list to check the students
    against (without one, the students of the file are the class); ``columns`` says which heading stands for which
    field. Raises InputError when a needed column is missing.
    """
    at = _columns(table, columns or {})
    student = at.get("student", at.get("student.name"))
    given = bool(class_list)
    if not given:
        class_list = tuple(dict.fromkeys(line.cells[student] for line in table.lines())) if student is not None else ()
    names = ClassList(class_list, given=given)
    return _read(table, at, names, dict(defaults)), names


def _columns(table: Table, renamed: Mapping[str, str]) -> dict[str, int]:
    found = heads(table.columns)
    for field, heading in renamed.items():
        if heading not in table.columns:
            raise InputError(f"{table.name} has no column '{heading}'; its columns are {', '.join(table.columns)}.")
        found[field] = table.columns.index(heading)
    for needed in ("note", "student"):
        if needed in found or (needed == "student" and "student.name" in found):
            continue
        near = (
            get_close_matches(needed, [*found], n=1, cutoff=0.5)
            or [one for one in found if needed in one or (one in {"name", "child", "pupil"} and needed == "student")][
                :1
            ]
        )
        if near:
            heading = table.columns[found[near[0]]]
            hint = f"the nearest is '{heading}': rename it, or say --column {needed}={heading if ' ' not in heading else repr(heading)}."
        else:
            hint = f"its columns are {', '.join(filter(None, table.columns))}."
        raise InputError(f"{table.name} has no column '{needed}'; {hint}")
    return found


def _read(table: Table, at: Mapping[str, int], names: ClassList, defaults: dict[str, Any]) -> Iterator[Row]:
    seen: dict[int, int] = {}
    for line in table.lines():
        cells = {field: line.cells[place] for field, place in at.items() if line.cells[place] and field not in _FILLED}
        if not cells:
            yield Row(line, None, empty=True, notices=(f"Row {line.number} is empty.",))
            continue
        row = _row(line, cells, names, defaults)
        same = hash((row.student, cells.get("note"), cells.get("kind"), cells.get("channel"), cells.get("family")))
        if same in seen and row.problem is None:
            notice = f"Row {line.number} says the same of the same child as row {seen[same]}."
            row = _noticed(row, notice)
        seen.setdefault(same, line.number)
        yield row


def _noticed(row: Row, notice: str) -> Row:
    return Row(
        row.line, row.student, row.note, row.problem, row.question, (*row.notices, notice), row.answer, row.empty
    )


def _row(line: Line, cells: Mapping[str, str], names: ClassList, defaults: dict[str, Any]) -> Row:
    student = cells.get("student", cells.get("student.name"))
    answer = cells.get("answer", "")
    notices = line.notices
    if line.problem is not None:
        return Row(line, student, problem=line.problem, notices=notices, answer=answer)
    fields: dict[str, Any] = {
        name: dict(value) if isinstance(value, dict) else value for name, value in defaults.items()
    }
    kind = cells.get("kind") or defaults.get("kind")
    try:
        for field, text in cells.items():
            _put(fields, field, text)
        if student is None and kind not in _FOR_ALL:
            return Row(line, None, question="Which child is this about? Put the name under 'student'.", notices=notices)
        if student is not None and names.given and student not in names:
            near = names.near(student)
            hint = f"is it {near}? " if near else ""
            question = f"{student} is not on the class list: {hint}Mend the name in row {line.number}, or the list."
            return Row(line, student, question=question, notices=notices, answer=answer)
        if not cells.get("note"):
            if not answer:
                question = (
                    f"What would you like the family of {student or 'the class'} to know? A few plain words are enough."
                )
                return Row(line, student, question=question, notices=notices)
            fields["note"], answer = answer, ""
        words = f"{fields['note']} {answer} {cells.get('parent_message', '')}"
        given = fields.get("class_list") or []
        fields["class_list"] = [*dict.fromkeys([*given, *names.others_in(words, student=student)])]
        note = note_from_json(fields)
    except InputError as error:
        return Row(line, student, problem=f"Row {line.number}: {error}", notices=notices, answer=answer)
    return Row(line, student, note, notices=notices, answer=answer)


def _put(fields: dict[str, Any], field: str, text: str) -> None:
    place = _FIELDS.get(field)
    if place is None:
        return
    value: Any = text
    if place[-1] in _LISTS:
        value = [one.strip() for one in re.split(r"[;,\n]", text) if one.strip()]
    elif place == ("answers",):
        try:
            value = json.loads(text)
        except ValueError:
            raise InputError("'answers' holds no JSON object; a plain answer goes under 'answer'.") from None
    elif place in {("channel",), ("language",)}:
        value = text.lower()
    elif place == ("kind",):
        value = "_".join(text.lower().split())
    if len(place) == 1:
        fields[place[0]] = value
    else:
        fields[place[0]] = {**(fields.get(place[0]) or {}), place[1]: value}
