"""What stays on this computer between two evenings: unfinished work, the class list, her voice, small settings.

One SQLite file in the person's own data folder (``DRAFTING_HOME``, else where the system keeps such files), readable by
its owner only. A write is on disk when the call returns, so that a killed process loses nothing that was said to be
saved. ``drafting.ledger`` keeps its table in the same file.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from drafting.errors import InputError

__all__ = ["Child", "Drawer", "Work", "open_file", "place"]

FILE = "kindnote.sqlite"
KEPT = 12
"""Evenings of work that are kept; older ones are forgotten."""

_TABLES = """
CREATE TABLE IF NOT EXISTS work (id TEXT PRIMARY KEY, changed TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS child (name TEXT PRIMARY KEY, place INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Child:
    """One line of the class list: the child, the adult who is written to, and how."""

    name: str
    pronouns: str | None = None
    adult: str | None = None
    relationship: str | None = None
    channel: str = "email"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Work:
    """A message in the making: whatever a desk needs to go on, as JSON values. ``changed`` is local time, ISO."""

    id: str
    changed: str
    state: Mapping[str, Any]


def place() -> Path:
    """Return the folder for what is kept; the environment variable DRAFTING_HOME names another."""
    given = os.environ.get("DRAFTING_HOME")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kindnote", appauthor=False)


def open_file(path: str | Path | None = None, *, through_power_cuts: bool = True) -> sqlite3.Connection:
    """Open the file (made when it is not there) for its owner only. Raise InputError when that cannot be done.

    Every write survives a killed process; with ``through_power_cuts`` it waits for the disk and survives those too.
    """
    file = Path(path) if path is not None else place() / FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        # A desk writes from the thread in which a model answers, too; the desk's own lock keeps them apart.
        found = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=5)
        found.execute("PRAGMA journal_mode = WAL")
        found.execute(f"PRAGMA synchronous = {'FULL' if through_power_cuts else 'NORMAL'}")
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            f"Nothing can be kept in {file} ({error}); name another folder in DRAFTING_HOME, or free some space."
        ) from error
    return found


class Drawer:
    """Keeps unfinished work, the class list and settings. ``path`` is the SQLite file; None for the usual place."""

    def __init__(self, path: str | Path | None = None) -> None:
        # a keystroke does not wait for the disk
        self._file = open_file(path, through_power_cuts=False)
        self._file.executescript(_TABLES)

    def close(self) -> None:
        """Close the file; everything is on disk already."""
        with suppress(sqlite3.Error):
            self._file.close()

    # --- unfinished work ----------------------------------------------------------------------------------------------

    def keep(self, ident: str, state: Mapping[str, Any], *, now: dt.datetime | None = None) -> str:
        """Keep the state of one message in the making, and return when that was (local time, ISO)."""
        changed = (now or dt.datetime.now().astimezone()).isoformat(timespec="seconds")
        text = json.dumps(state, ensure_ascii=False)
        known = self._file.execute("UPDATE work SET changed = ?, state = ? WHERE id = ?", (changed, text, ident))
        if not known.rowcount:
            self._file.execute("INSERT INTO work VALUES (?, ?, ?)", (ident, changed, text))
            self._file.execute(
                "DELETE FROM work WHERE id NOT IN (SELECT id FROM work ORDER BY changed DESC LIMIT ?)", (KEPT,)
            )
        return changed

    def works(self) -> tuple[Work, ...]:
        """Return what is kept, the newest first."""
        rows = self._file.execute("SELECT id, changed, state FROM work ORDER BY changed DESC, rowid DESC")
        return tuple(Work(ident, changed, json.loads(state)) for ident, changed, state in rows)

    def forget(self, ident: str | None = None) -> None:
        """Forget one piece of work, or all of them."""
        if ident is None:
            self._file.execute("DELETE FROM work")
        else:
            self._file.execute("DELETE FROM work WHERE id = ?", (ident,))

    # --- the class list -----------------------------------------------------------------------------------------------

    def children(self) -> tuple[Child, ...]:
        """Return the class list in its order."""
        rows = self._file.execute("SELECT record FROM child ORDER BY place")
        return tuple(Child(**json.loads(record)) for (record,) in rows)

    def remember(self, *children: Child) -> None:
        """Put children on the class list; one who is there already is brought up to date in place."""
        with self._file:
            self._file.execute("BEGIN")
            for child in children:
                self._file.execute(
                    "INSERT INTO child VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM child), ?) "
                    "ON CONFLICT (name) DO UPDATE SET record = excluded.record",
                    (child.name, json.dumps(asdict(child), ensure_ascii=False)),
                )

    def strike(self, name: str) -> None:
        """Take a child off the class list."""
        self._file.execute("DELETE FROM child WHERE name = ?", (name,))

    # --- settings -----------------------------------------------------------------------------------------------------

    def setting(self, name: str) -> Any:
        """Return a setting (a JSON value), None when it was never set."""
        row = self._file.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, name: str, value: Any) -> None:
        """Keep a setting; None forgets it. Keys and passwords are no settings: they are never written to disk."""
        if value is None:
            self._file.execute("DELETE FROM setting WHERE name = ?", (name,))
            return
        self._file.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value, ensure_ascii=False)),
        )


_COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("name", "student", "child", "first name", "student name"),
    "pronouns": ("pronouns", "pronoun"),
    "adult": ("family", "adult", "parent", "guardian", "addressed_as", "to"),
    "relationship": ("relationship", "relation"),
    "channel": ("channel", "by"),
    "language": ("language", "lang"),
}


def children_from_csv(text: str) -> tuple[Child, ...]:
    """Read a class list: CSV with a column ``student`` (or name), and as many of pronouns, family, relationship, channel
    and language as there are; a plain list with one name a line will do. Raise InputError when no name is found.
    """  # noqa: D205
    import csv

    from drafting.types import CHANNELS

    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines:
        raise InputError("The class list is empty: one child a line, with a column 'student' if it is a table.")
    mark = max(",;\t", key=lines[0].count)
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]
    heads = [head.lower().replace("_", " ").strip() for head in rows[0]]
    at = {
        field: next((heads.index(word.replace("_", " ")) for word in words if word.replace("_", " ") in heads), None)
        for field, words in _COLUMNS.items()
    }
    if at["name"] is None:
        if len(rows[0]) > 1:
            raise InputError(
                f"The class list has no column 'student' (its first line says {', '.join(rows[0])[:80]}); name one so."
            )
        at = {**dict.fromkeys(at), "name": 0}
    else:
        rows = rows[1:]

    def cell(row: list[str], field: str) -> str | None:
        place_of = at[field]
        return (row[place_of] or None) if place_of is not None and place_of < len(row) else None

    found = [
        Child(
            name,
            cell(row, "pronouns"),
            cell(row, "adult"),
            cell(row, "relationship"),
            channel if (channel := (cell(row, "channel") or "email").lower()) in CHANNELS else "email",
            cell(row, "language") or "en",
        )
        for row in rows
        if (name := cell(row, "name"))
    ]
    if not found:
        raise InputError("The class list holds no names: put one child on each line.")
    return tuple({child.name: child for child in found}.values())
