"""The teacher's own list of what was sent: when, to whom, which kind, by which channel, in which language.

It never holds the words of a message. It lives in the local SQLite file of ``drafting.drawer``; an entry is on disk when
``add`` returns.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from drafting.drawer import open_file

__all__ = ["GOOD", "Entry", "Ledger"]

GOOD = frozenset({"positive_note"})
"""Kinds that are good news by themselves."""

_TABLE = """
CREATE TABLE IF NOT EXISTS sent (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, child TEXT NOT NULL, family TEXT NOT NULL, kind TEXT NOT NULL,
    channel TEXT NOT NULL, language TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sent_child ON sent (child, day);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message that was sent. ``day`` is an ISO date; ``child`` is empty for a message to the whole class."""

    day: str
    child: str
    family: str
    kind: str
    channel: str
    language: str
    id: int | None = None


class Ledger:
    """Who has heard what, and when. ``path`` is the SQLite file; None for the usual place."""

    def __init__(self, path: str | Path | None = None) -> None:
        self._file = open_file(path)
        self._file.executescript(_TABLE)

    def close(self) -> None:
        """Close the file; everything is on disk already."""
        with suppress(sqlite3.Error):
            self._file.close()

    def add(self, entry: Entry) -> Entry:
        """Write an entry down and return it with its id."""
        row = self._file.execute(
            "INSERT INTO sent (day, child, family, kind, channel, language) VALUES (?, ?, ?, ?, ?, ?)",
            (entry.day, entry.child, entry.family, entry.kind, entry.channel, entry.language),
        )
        return Entry(entry.day, entry.child, entry.family, entry.kind, entry.channel, entry.language, row.lastrowid)

    def remove(self, ident: int) -> None:
        """Take an entry out again: she marked it by mistake."""
        self._file.execute("DELETE FROM sent WHERE id = ?", (ident,))

    def entries(self, child: str | None = None) -> tuple[Entry, ...]:
        """Return the entries, of one child or all, the newest first."""
        where, values = ("WHERE child = ?", (child,)) if child is not None else ("", ())
        rows = self._file.execute(
            f"SELECT day, child, family, kind, channel, language, id FROM sent {where} ORDER BY day DESC, id DESC",  # noqa: S608 - no text of a stranger's in it
            values,
        )
        return tuple(Entry(*row) for row in rows)

    def last(self, child: str) -> Entry | None:
        """Return the newest entry about a child, None when this family has not heard from her yet."""
        return next(iter(self.entries(child)), None)

    def heard_nothing_good(self, children: Iterable[str], *, since: dt.date | None = None) -> tuple[str, ...]:
        """Return those of the children whose family was sent no good news (since a day), in the order given."""
        marks = ", ".join("?" * len(GOOD))
        rows = self._file.execute(
            f"SELECT DISTINCT child FROM sent WHERE kind IN ({marks}) AND day >= ?",  # noqa: S608 - only question marks
            (*sorted(GOOD), since.isoformat() if since else ""),
        )
        heard = {child for (child,) in rows}
        return tuple(child for child in children if child not in heard)
