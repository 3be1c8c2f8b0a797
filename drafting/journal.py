"""The crash-safe record of what has been paid for: model answers by request, and finished results by what they rest on.

One SQLite file, one writer at a time. Each ``put`` is on disk when it returns, so a process that is killed loses only
the calls in flight; whoever starts again asks ``get`` before calling. The file holds what models answered and, where
results are kept, messages with names: it belongs beside the output and nowhere else, and is readable by its owner only.

    with Journal("notes.journal") as journal:
        key = request_key(messages, model="openai:gpt-x", endpoint=url, prompt="concern@1")
        answer = journal.get(key) or call_and_put(...)
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from drafting.errors import InputError
from drafting.models import Completion, Message

__all__ = ["Journal", "JournalError", "content_key", "request_key"]

_OURS = 0x4B4E4A31  # "KNJ1": tells our files from other SQLite files
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, tokens_in INTEGER, tokens_out INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (key TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS orders (key TEXT PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID;
"""

_SHARED = ("answers", "results", "failures")


class JournalError(InputError):
    """The journal cannot be used, or no more can be written to it; what it holds is safe."""


def content_key(value: object) -> str:
    """Return the hash of any JSON value; equal values have equal keys, in whatever order their fields stand."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def request_key(
    messages: Sequence[Message],
    *,
    model: str,
    endpoint: str = "",
    prompt: str = "",
    schema: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
    repeat: int = 0,
) -> str:
    """Return the key of one request: what is sent, to which model, where, and from which version of the prompt.

    ``options`` are whatever else changes the answer (temperature, seed); ``repeat`` tells apart the same question asked
    again on purpose.
    """
    return content_key([[dict(one) for one in messages], model, endpoint, prompt, schema, options, repeat])


class Journal:
    """The record in one file. ``path`` of ":memory:" keeps it in memory only. Safe to use from several threads.

    Raises InputError, one sentence, when the file is in use by another process, is no journal, or cannot be written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._lock = threading.RLock()
        with self._told():
            # Created here and not by SQLite, so that nobody else can ever read it; existing rights are left alone.
            if self.path != ":memory:":
                with suppress(FileExistsError):
                    os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self._base = sqlite3.connect(self.path, timeout=0, isolation_level=None, check_same_thread=False)
            try:
                self._open()
            except BaseException:
                self._base.close()
                raise

    def _open(self) -> None:
        known = self._base.execute("PRAGMA application_id").fetchone()[0]
        if known != _OURS and self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise InputError(f"{self.path} is another program's database; choose another file for the journal.")
        # The lock is SQLite's own, held from the first access to the end of the process, however that comes.
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("BEGIN IMMEDIATE")
        self._base.execute("COMMIT")
        if known != _OURS:
            self._base.execute(f"PRAGMA application_id = {_OURS}")
        self._base.executescript(_TABLES)
        # Nobody else writes while the file is ours, and there are seldom any: then no call asks for them.
        self._failed = self._base.execute("SELECT EXISTS (SELECT 1 FROM failures)").fetchone()[0] == 1

    # --- answers ---

    def get(self, key: str) -> Completion | None:
        """Return the stored answer to a request; None when there is none."""
        row = self._one("SELECT text, tokens_in, tokens_out FROM answers WHERE key = ?", key)
        return None if row is None else Completion(*row)

    def put(self, key: str, answer: Completion) -> None:
        """Store an answer for good; a failure noted for the same request is forgotten."""
        stored = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)"
        values = (key, answer.text, answer.tokens_in, answer.tokens_out)
        if not self._failed:
            self._put(stored, values)
            return
        with self._writing() as base:
            base.execute(stored, values)
            base.execute("DELETE FROM failures WHERE key = ?", (key,))

    def __contains__(self, key: str) -> bool:
        return self._one("SELECT 1 FROM answers WHERE key = ?", key) is not None

    def __len__(self) -> int:
        row = self._one("SELECT count(*) FROM answers")
        return int(row[0]) if row else 0

    # --- failures ---

    def fail(self, key: str, reason: str) -> None:
        """Note why a request got no answer, in one sentence."""
        self._put("INSERT OR REPLACE INTO failures VALUES (?, ?)", (key, reason))
        self._failed = True

    def failure(self, key: str) -> str | None:
        """Return why a request got no answer the last time; None when it did not fail."""
        row = self._one("SELECT reason FROM failures WHERE key = ?", key) if self._failed else None
        return None if row is None else str(row[0])

    def failures(self) -> dict[str, str]:
        """Return all failures: key -> reason."""
        with self._told(), self._lock:
            return dict(self._base.execute("SELECT key, reason FROM failures ORDER BY key").fetchall())

    def forget_failures(self) -> int:
        """Forget all failures, so that they are tried again; return how many there were."""
        with self._writing() as base:
            forgotten = base.execute("DELETE FROM failures").rowcount
        self._failed = False
        return forgotten

    # --- results ---

    def result(self, key: str) -> Any:
        """Return a finished result (any JSON value) by the key of all it rests on; None when there is none."""
        row = self._one("SELECT value FROM results WHERE key = ?", key)
        return None if row is None else json.loads(row[0])

    def put_result(self, key: str, value: object) -> None:
        """Store a finished result, so that it need not be worked out again."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self._put("INSERT OR REPLACE INTO results VALUES (?, ?)", (key, text))

    # --- orders: requests that somebody else answers later ---

    def order(self, keys: Iterable[str], place: str) -> None:
        """Note that these requests have been handed in at ``place``, so that they are not handed in again."""
        with self._writing() as base:
            base.executemany("INSERT OR REPLACE INTO orders VALUES (?, ?)", ((key, place) for key in keys))

    def orders(self) -> dict[str, str]:
        """Return all requests that have been handed in: key -> place."""
        with self._told(), self._lock:
            return dict(self._base.execute("SELECT key, place FROM orders ORDER BY key").fetchall())

    def rename_orders(self, place: str, new: str | None) -> None:
        """Give the orders at a place another place, or forget them (None)."""
        with self._writing() as base:
            if new is None:
                base.execute("DELETE FROM orders WHERE place = ?", (place,))
            else:
                base.execute("UPDATE orders SET place = ? WHERE place = ?", (new, place))

    # --- the whole ---

    def export(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return everything that another journal can take in: table -> rows."""
        with self._told(), self._lock:
            return {table: self._base.execute(f"SELECT * FROM {table}").fetchall() for table in _SHARED}  # noqa: S608

    def take_in(self, other: str | Path | Mapping[str, Sequence[tuple[Any, ...]]]) -> int:
        """Take in what another journal holds, by its path or its ``export``; return how many answers came.

        What is stored here already stays as it is. The other journal must not be in use.
        """
        if isinstance(other, str | Path):
            with Journal(other) as opened:
                return self.take_in(opened.export())
        with self._writing() as base:
            before = len(self)
            self._failed = self._failed or bool(other.get("failures"))
            for table in _SHARED:
                rows = other.get(table, ())
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    base.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608
            base.execute("DELETE FROM failures WHERE key IN (SELECT key FROM answers)")
            return len(self) - before

    def close(self) -> None:
        """Let the file go; the next process may have it."""
        with self._lock:
            self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._told(), self._lock:
            row: tuple[Any, ...] | None = self._base.execute(query, values).fetchone()
            return row

    def _put(self, statement: str, values: tuple[object, ...]) -> None:
        """Do one statement; SQLite does the whole of it or nothing."""
        with self._told(), self._lock:
            self._base.execute(statement, values)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All of the block or nothing."""
        with self._told(), self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            finally:
                if self._base.in_transaction:  # a full disk may have ended it already
                    self._base.execute("ROLLBACK")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what is wrong with the file in one sentence."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise JournalError(self._sentence(error)) from error
        except OSError as error:
            raise JournalError(
                f"The journal {self.path} cannot be opened: {(error.strerror or str(error)).lower()}."
            ) from error

    def _sentence(self, error: sqlite3.DatabaseError) -> str:
        said = str(error)
        if "locked" in said or "busy" in said:
            return f"The journal {self.path} is in use by another run; wait for it to end, or choose another --journal."
        if "not a database" in said or "malformed" in said:
            return f"{self.path} is not a journal, or it is damaged; choose another file, or move this one away."
        if "full" in said:
            return f"The journal {self.path} cannot be written: the disk is full; what it holds so far is safe."
        return f"The journal {self.path} cannot be used ({said}); choose another file with --journal."
