"""Cases: notes with what a good message must do with them, read strictly.

A line of a case file is a Note (drafting.contract) and the expectations: ``facts`` (what the message conveys, in
English), ``exact`` (strings that must survive), ``must_not_appear`` and ``must_not_invent`` (words that must not be in
the message), ``traps`` (what makes the note hard), ``comment`` and ``note_language``. A user's own cases are a file in
the same form.
"""

from __future__ import annotations

import calendar
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from drafting.contract import note_from_json
from drafting.errors import InputError
from drafting.types import Note

__all__ = ["NOTES", "SUITES", "Case", "digest", "lacking", "load", "said_wrongly", "select"]

NOTES = Path(__file__).with_name("cases") / "notes.jsonl"
"""The project's own notes."""

SUITES = ("quick", "release")
_LISTS = ("facts", "exact", "must_not_appear", "must_not_invent", "traps")
_WORDS = ("comment", "note_language")
_NOTE = (
    "id", "kind", "note", "channel", "language", "student", "family", "teacher", "parent_message", "class_list", "date",
    "answers",
)  # fmt: skip
_EVERY = 4


@dataclass(frozen=True, slots=True)
class Case:
    """A note and what its message is held to; ``cluster`` is the teacher, or the case itself where none is named."""

    id: str
    note: Note
    facts: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    must_not_appear: tuple[str, ...] = ()
    must_not_invent: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()

    @property
    def cluster(self) -> str:
        """Whose notes are alike."""
        return self.note.teacher.name or self.id


def load(path: str | Path = NOTES) -> tuple[Case, ...]:
    """Read a case file. Raise InputError, naming file and line, for the first thing that is not right."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The cases cannot be read from {path}: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (at byte {error.start + 1}): save it as UTF-8.") from None
    found: dict[str, tuple[int, Case]] = {}
    # Only line feeds end a line of JSON lines: a note may hold other separators.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        case = _case(line, where, number)
        if case.id in found:
            raise InputError(f"{where}: the id '{case.id}' is that of line {found[case.id][0]} too; give it another.")
        found[case.id] = (number, case)
    if not found:
        raise InputError(f"{path} holds no case: one JSON object a line is expected, a note with its expectations.")
    return tuple(case for _, case in found.values())


def select(
    cases: Sequence[Case], *, suite: str = "release", kinds: Sequence[str] = (), limit: int | None = None
) -> tuple[Case, ...]:
    """Return the cases of a suite: "release" is all, "quick" every fourth of each kind, and at least two."""
    held = sorted({case.note.kind for case in cases})
    unknown = [kind for kind in kinds if kind not in held]
    if unknown:
        raise InputError(f"No case is of the kind '{unknown[0][:40]}'; the kinds are {', '.join(held)}.")
    chosen = [case for case in cases if not kinds or case.note.kind in kinds]
    if suite == "quick":
        by_kind: dict[str, list[Case]] = defaultdict(list)
        for case in chosen:
            by_kind[case.note.kind].append(case)
        taken = {case.id for own in by_kind.values() for case in (own[::_EVERY] if len(own) > _EVERY else own[:2])}
        chosen = [case for case in chosen if case.id in taken]
    if limit is not None and limit < len(chosen):
        # Spread over the file, so that a handful still holds several kinds.
        chosen = [chosen[index * len(chosen) // limit] for index in range(limit)]
    return tuple(chosen)


def digest(cases: Iterable[Case]) -> str:
    """Return a hash of the cases as they are run."""
    return hashlib.sha256("\n".join(repr(case) for case in cases).encode()).hexdigest()[:16]


def lacking(case: Case, message: str) -> tuple[str, ...]:
    """Return the strings of ``exact`` that the message lacks; a number inside a longer one does not count."""
    plain = _plain(message)
    return tuple(wanted for wanted in case.exact if not any(_holds(plain, form) for form in _forms(_plain(wanted))))


def said_wrongly(case: Case, message: str) -> tuple[str, ...]:
    """Return the words that must not be in the message and are."""
    plain = _plain(message)
    return tuple(word for word in (*case.must_not_appear, *case.must_not_invent) if _holds(plain, _plain(word)))


def _case(line: str, where: str, number: int) -> Case:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: this is not valid JSON ({error.msg} at character {error.colno}).") from None
    except RecursionError:
        raise InputError(f"{where}: this is nested too deeply to be a case.") from None
    if not isinstance(row, dict):
        raise InputError(f"{where}: a case is a JSON object, with the note in the field 'note'.")
    known = (*_NOTE, *_LISTS, *_WORDS)
    for name in row:
        if name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"the fields are {', '.join(known)}."
            raise InputError(f"{where}: the case has an unknown field '{name[:40]}'; {hint}")
    for name in _WORDS:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise InputError(f"{where}: the field '{name}' must be text.")
    try:
        note = note_from_json({name: row[name] for name in _NOTE if name in row})
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    lists = {name: _strings(row, name, where) for name in _LISTS}
    return Case(note.id or f"line-{number}", note, **lists)


def _strings(row: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = row.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise InputError(f"{where}: the field '{name}' must be a list of texts in quotes.")
    return tuple(value)


_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})
_DAYS = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thur": "thursday",
    "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
_MONTHS = tuple(name.casefold() for name in calendar.month_name[1:])
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).casefold().split())


def _holds(message: str, wanted: str) -> bool:
    before = r"(?<![\w])(?<!\d[.,:/])" if wanted[:1].isalnum() else ""
    after = r"(?![\w])(?![.,:/]\d)" if wanted[-1:].isalnum() else ""
    return re.search(before + re.escape(wanted) + after, message) is not None


def _forms(wanted: str) -> Iterable[str]:
    """The string, and rewrites of it that say the same: 9/10 as 9 out of 10, Tues as Tuesday."""
    yield wanted
    share = re.fullmatch(r"(\d+)/(\d+)", wanted)
    if share:
        yield f"{share[1]} out of {share[2]}"
        yield f"{share[1]} of {share[2]}"
        month, day = int(share[1]), int(share[2])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield f"{_MONTHS[month - 1]} {day}"
            yield f"{_MONTHS[month - 1][:3]} {day}"
    if wanted in _DAYS:
        yield _DAYS[wanted]
    if wanted.isdigit() and 0 < int(wanted) <= len(_NUMBERS):
        yield _NUMBERS[int(wanted) - 1]
