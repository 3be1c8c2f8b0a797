"""Sent messages, read one at a time from a CSV or JSONL file, so that a hundred thousand cost no more memory than ten."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from drafting.errors import InputError
from drafting.prompts import kinds
from drafting.types import CHANNELS

LONGEST = 20_000
"""Characters: anything longer is no message to a family, and is counted as unread."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "message": ("message", "body", "text"),
    "kind": ("kind", "type"),
    "date": ("date", "sent", "day"),
    "teacher": ("teacher", "sender", "from"),
    "student": ("student", "child"),
    "family": ("family", "parent", "recipient", "to"),
    "language": ("language",),
    "home_language": ("home_language", "family_language"),
    "grade": ("grade", "grade_band"),
    "channel": ("channel",),
    "parent_message": ("parent_message",),
    "held": ("held",),
}
"""The columns the report reads, each with the other names it may have; anything else is left alone."""

HELD = ("changed", "not_sent", "as_it_was")
"""What became of a draft that a gate had held back."""


@cache
def language_code(language: str) -> str:
    """Return one spelling of a language, whether a file says "Spanish", "es" or "es-MX"."""
    from drafting.writers.model import LANGUAGES

    said = language.strip().lower()
    return next((code for code, name in LANGUAGES.items() if name.lower() == said), said.partition("-")[0])


@dataclass(frozen=True, slots=True)
class Sent:
    """One message as it was sent; empty text where the file does not say."""

    row: int
    message: str
    kind: str
    date: dt.date | None = None
    teacher: str = ""
    student: str = ""
    family: str = ""
    language: str = "en"
    home_language: str = ""
    grade: str = ""
    channel: str = "email"
    parent_message: str | None = None
    held: str = ""

    @property
    def in_home_language(self) -> bool:
        """Whether it was written in the language the family speaks at home."""
        return language_code(self.language) == language_code(self.home_language)

    @property
    def home(self) -> str:
        """Whom it went to, as well as the file tells one family from another."""
        return "\n".join((self.teacher, self.student or self.family)) if self.student or self.family else ""


@dataclass(slots=True)
class Unread:
    """Rows that could not be read: how many, and why the first few could not."""

    rows: int = 0
    why: list[str] = field(default_factory=list)

    def add(self, reason: str) -> None:
        """Note one more."""
        self.rows += 1
        if len(self.why) < 3:
            self.why.append(reason)


def read_messages(path: Path, *, kind: str | None, unread: Unread) -> Iterator[Sent]:
    """Give the messages of a file, or of all files of a folder, in order. Raise InputError when it is no CSV or JSONL file of messages.

    A row that cannot be read is noted in ``unread`` and left out; ``kind`` is for rows that do not name one.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    if path.is_dir():
        files = sorted(found for found in path.iterdir() if found.suffix.lower() in {".csv", ".jsonl"})
        if not files:
            raise InputError(f"The folder {path} holds no .csv or .jsonl file: put the messages there.")
        for one in files:
            yield from read_messages(one, kind=kind, unread=unread)
        return
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".jsonl"}:
        raise InputError(f"{path} is neither a .csv nor a .jsonl file: save the messages as one of them.")
    known = frozenset(kinds())
    if kind is not None and kind not in known:
        raise InputError(f"'{kind}' is not a known kind of message; choose one of {', '.join(sorted(known))}.")
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = _csv(file, path) if suffix == ".csv" else _jsonl(file, unread)
            for number, row in rows:
                sent = _sent(number, row, kind=kind, known=known, unread=unread)
                if sent is not None:
                    yield sent
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): give the file with the messages.") from error


Row = Mapping[str, Any]


def _csv(file: Any, path: Path) -> Iterator[tuple[int, Row]]:
    rows = csv.DictReader(file)
    named = {str(name).strip().lower().replace(" ", "_") for name in rows.fieldnames or () if name}
    if rows.fieldnames and not named & set(COLUMNS["message"]):
        raise InputError(f"{path} has no column 'message': name the column that holds the messages so.")
    try:
        for number, row in enumerate(rows, 2):
            yield number, {str(name).strip().lower().replace(" ", "_"): value for name, value in row.items() if name}
    except csv.Error as error:
        raise InputError(
            f"{path} is not a CSV file that can be read ({error}): save it again as CSV, UTF-8."
        ) from error


def _jsonl(file: Any, unread: Unread) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            row = None
        if isinstance(row, dict):
            yield number, row
        else:
            unread.add(f"line {number} is no JSON object")


def _sent(number: int, row: Row, *, kind: str | None, known: frozenset[str], unread: Unread) -> Sent | None:
    values = {name: _value(row, names) for name, names in COLUMNS.items()}
    message = values["message"]
    if not message:
        return None  # a class list with blanks for those not written to: counted by the class list, not here
    if len(message) > LONGEST:
        unread.add(f"row {number} has {len(message):,} characters, too many for a message")
        return None
    chosen = values["kind"].lower().replace(" ", "_").replace("-", "_") or kind
    if chosen is None:
        unread.add(f"row {number} has no kind of message (give --kind for all that have none)")
        return None
    if chosen not in known:
        unread.add(f"row {number} has a kind that is not known")
        return None
    date = _date(values["date"])
    if values["date"] and date is None:
        unread.add(f"row {number} has a date that is not written as 2026-11-20")
        return None
    channel = values["channel"].lower()
    return Sent(
        row=number,
        message=message,
        kind=chosen,
        date=date,
        teacher=values["teacher"],
        student=values["student"],
        family=values["family"],
        language=values["language"].lower() or "en",
        home_language=values["home_language"].lower(),
        grade=values["grade"],
        channel=channel if channel in CHANNELS else "email",
        parent_message=values["parent_message"] or None,
        held=values["held"] if values["held"] in HELD else "",
    )


def _value(row: Row, names: tuple[str, ...]) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, Mapping):  # a Note's student, family or teacher; a draft's message
            value = value.get("body") or value.get("name") or value.get("addressed_as")
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _date(text: str) -> dt.date | None:
    for pattern in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"):
        try:
            return dt.datetime.strptime(text[:10], pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None
