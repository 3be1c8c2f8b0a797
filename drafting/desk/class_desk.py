"""A class list, a message for every family, read and approved one by one: everything the page of notebook 02 does.

from drafting.desk.class_desk import ClassDesk

desk = ClassDesk()
desk.load("class.csv")
desk.write()

Like the desk for one message: no verb raises for what a person may do, what went wrong is one sentence in ``failure``,
and the trait ``version`` counts up after every change. Everything is kept on this computer as it changes. The writing
goes on in a thread of its own; what a model answered is in a journal beside the kept work, and is not paid for twice.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, cast

from traitlets import HasTraits, Int

from drafting.batch.results import READY, Result
from drafting.batch.rows import Row
from drafting.batch.table import open_table
from drafting.contract import LONGEST_TEXT
from drafting.desk import class_files as files
from drafting.desk.class_files import Entry, Pace
from drafting.desk.class_work import ClassWork
from drafting.desk.class_writing import ClassWriting
from drafting.desk.downloads import Download
from drafting.desk.roll import Roll
from drafting.desk.verb import told
from drafting.drawer import Drawer
from drafting.errors import InputError
from drafting.models import ChatModel, open_model
from drafting.review import review

__all__ = ["ClassDesk", "Entry", "Pace"]

_P = ParamSpec("_P")
_KEPT_AS = "class"
_BLINK = 0.15
"""Seconds between two times that the page and the kept work are brought up to date while rows are written."""
_WHO = {"child", "i", "you"}
LARGEST_FILE = 20_000_000


def _verb(method: Callable[Concatenate[ClassDesk, _P], None]) -> Callable[Concatenate[ClassDesk, _P], None]:
    @wraps(method)
    def act(self: ClassDesk, *args: _P.args, **kwargs: _P.kwargs) -> None:
        with self.lock:
            self.failure = self.detail = ""
            try:
                method(self, *args, **kwargs)
                self.keep()
            except Exception as error:  # noqa: BLE001 (told in one sentence, with the detail folded)
                self.failure, self.detail = told(error)
            self.version += 1

    return cast("Callable[Concatenate[ClassDesk, _P], None]", act)


class ClassDesk(HasTraits):
    """A class list and its messages in the making.

    ``drawer`` keeps them on this computer (None: the usual place; False: nowhere). ``model`` is a spec or a ChatModel,
    None for the offline writer. ``entries`` is what there is to see; ``pace`` how far the writing is, None at rest.
    """

    version = Int(0)

    def __init__(self, *, drawer: Drawer | Literal[False] | None = None, model: str | ChatModel | None = None) -> None:
        super().__init__()
        self.lock = threading.RLock()
        self.failure = self.detail = self.saved_at = self.foretold = self.teacher = ""
        self.pace: Pace | None = None
        self._drawer = Drawer() if drawer is None else drawer or None
        self._writing = ClassWriting(
            open_model(model) if isinstance(model, str) else model, kept=self._drawer is not None
        )
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._told_at = 0.0
        self._clear()
        if self._drawer:
            self.teacher = self._drawer.setting("teacher") or ""
            kept = self._drawer.setting(_KEPT_AS)
            if kept:
                self._restore(kept)

    def _clear(self) -> None:
        self.work = ClassWork()
        self.foretold = ""

    @property
    def roll(self) -> Roll | None:
        """The class list on the desk, if any."""
        return self.work.roll

    @property
    def writer(self) -> str:
        """Who writes: "offline" or the model's name."""
        return self._writing.model.name if self._writing.model else "offline"

    # --- the class list -----------------------------------------------------------------------------------------------

    @_verb
    def load(self, path: str) -> None:
        """Open a class list by its path in place of the last; a mended file keeps what was done for the same children."""
        if not path.strip():
            raise InputError("Which file? Type its path, or choose it from your computer.")
        file = Path(path.strip().strip("\"'")).expanduser()
        self._lay_down(Roll.of(open_table(file, name=file.name)))

    @_verb
    def take(self, name: str, content: bytes) -> None:
        """Take a class list that was uploaded."""
        if len(content) > LARGEST_FILE:
            raise InputError(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB: is it the class list?")
        with tempfile.TemporaryDirectory() as folder:  # it holds names: gone when this is done
            file = Path(folder) / "class"
            file.write_bytes(content)
            self._lay_down(Roll.of(open_table(file, name=Path(name).name or "The file")))

    @_verb
    def name_column(self, field: str, heading: str) -> None:
        """Say which column holds the note, or the child's name."""
        self._lay_down(self.work.opened.named(field, heading))

    def _lay_down(self, roll: Roll) -> None:
        self._at_rest()
        before = self.work
        self._clear()
        work = self.work
        work.roll = roll
        if roll.missing:
            return
        work.results, work.approved = roll.finished()
        if before.roll is not None:
            work.carry(before)
        self._look()

    @_verb
    def sign_as(self, name: str) -> None:
        """Sign with this name; messages that are neither approved nor edited are to be written again."""
        self._at_rest()
        name = " ".join(name.split())[:100]
        if name != self.teacher:
            self.teacher = name
            if self._drawer:
                self._drawer.put("teacher", name or None)
            self.work.results = {at: one for at, one in self.work.results.items() if self.work.settled(at)}
            self._look()

    @_verb
    def forget(self) -> None:
        """Take the class list and its messages off the desk and off this computer."""
        self._at_rest()
        self._clear()
        self._writing.forget()

    # --- questions ----------------------------------------------------------------------------------------------------

    @_verb
    def answer(self, number: int, question: int, words: str) -> None:
        """Answer a question of a row; what is missing in the list is filled in, anything else goes with the note."""
        self._at_rest()
        roll, row = self.work.opened, self.work.row(number)
        words = words.strip()
        if not words:
            raise InputError("There is no answer yet: a few words are enough.")
        if len(words) > LONGEST_TEXT:
            raise InputError(f"An answer has at most {LONGEST_TEXT:,} letters.")
        if row.note is None:
            self.work.roll = roll.filled(number, "note" if row.student else "student", words)
        else:
            keys = self.work.found(number).keys
            if not 0 <= question < len(keys):
                raise InputError("That question is answered already.")
            given = {**roll.answers(number), keys[question]: {"who": words} if words in _WHO else words}
            self.work.roll = roll.filled(number, "answers", json.dumps(given, ensure_ascii=False))
        self.work.undo(number)
        self._look()

    # --- the messages -------------------------------------------------------------------------------------------------

    @_verb
    def write(self) -> None:
        """Write to every family whose row is ready; approved and edited messages stay as they are."""
        self._at_rest()
        if not self.work.opened.missing and not any(row.note for row in self.work.rows.values()):
            raise InputError("No row is ready to be written: answer the questions first, or mend the file.")
        rows = [row for at, row in self.work.rows.items() if self._writing.model is None or not self.work.settled(at)]
        self._cancel = threading.Event()
        self.pace = Pace(0, len(rows))
        self._thread = threading.Thread(target=self._write, args=(rows, self._cancel), daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Stop writing; what is written stays, the rest can be written later."""
        self._cancel.set()
        with self.lock:
            if self.pace:
                self.pace = replace(self.pace, cancelled=True)
                self.version += 1

    def wait(self, timeout: float | None = None) -> None:
        """Wait for the writing to end."""
        if self._thread:
            self._thread.join(timeout)

    @_verb
    def edit(self, number: int, message: str, subject: str) -> None:
        """Take a message as she has it now."""
        row, result = self.work.row(number), self.work.results.get(number)
        if result is None or result.status != READY or row.note is None:
            raise InputError("There is no message in this row yet.")
        message, subject = message.replace("\r\n", "\n"), subject.strip()
        if (message, subject) == (result.body, result.subject):
            self.work.as_written(number)
            return
        self.work.edits[number] = (message, subject)
        if not message.strip():
            self.work.approved.discard(number)
        note = row.note
        judged = review(message, kind=note.kind, channel=note.channel, language=note.language, note=note)
        self.work.worth[number] = tuple(
            f"Worth another look: {judged.criteria[one].why}" for one in judged.gates.not_met
        )

    @_verb
    def revert(self, number: int) -> None:
        """Go back to the message as it was written."""
        self.work.as_written(number)

    @_verb
    def approve(self, number: int, yes: bool = True) -> None:  # noqa: FBT001, FBT002 (it is the answer to one question)
        """Approve a message for export, or take that back."""
        entry = self.work.entry(self.work.row(number))
        if not yes:
            self.work.approved.discard(number)
        elif entry.state in {"written", "approved"} and entry.message.strip():
            self.work.approved.add(number)
        else:
            raise InputError("There is no message in this row yet.")

    # --- what there is to see and to take away ------------------------------------------------------------------------

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All rows in the order of the list."""
        with self.lock:
            return tuple(self.work.entry(row) for row in self.work.rows.values())

    def export(self, form: str, *, channel: str = "", language: str = "") -> Download:
        """Return approved messages as a file: "docx", "csv", "xlsx" or "txt" (zipped); "table" is the whole class list.

        The table is what `drafting export` and `drafting batch` read, with a column "approved". Raises InputError.
        """
        with self.lock:
            table = self.work.opened.written({entry.number: self.work.cells(entry) for entry in self.entries})
        return files.pack_class(table, form, channel=channel, language=language)

    # --- behind it ----------------------------------------------------------------------------------------------------

    def _at_rest(self) -> None:
        if self.pace is not None:
            raise InputError("Messages are being written: wait a moment, or stop the writing.")

    def _look(self) -> None:
        """See what each row is and needs, offline, before anything is written."""
        roll = self.work.opened
        if roll.missing:
            return
        before, rows = self.work.rows, roll.rows(teacher=self.teacher)
        self.work.rows = {row.number: row for row in rows}
        new = [row for row in rows if row.number not in self.work.looked or row != before.get(row.number)]
        self._writing.look(new, self._looked_at)
        self._foretell()

    def _looked_at(self, row: Row, result: Result) -> None:
        self.work.looked[row.number] = result

    def _foretell(self) -> None:
        work = self.work
        ready = [at for at, one in work.looked.items() if one.status == READY and not work.settled(at)]
        self.foretold = self._writing.foretell(work.rows[at] for at in ready)

    def _write(self, rows: list[Row], cancel: threading.Event) -> None:
        failure = detail = ""
        try:
            failure = self._writing.write(rows, self._arrived, self._follow, cancel=cancel)
        except Exception as error:  # noqa: BLE001 (told in one sentence, with the detail folded)
            failure, detail = told(error)
        with self.lock:
            self.pace = None
            try:
                self._foretell()
                self.keep()
            except InputError as error:
                failure = failure or str(error)
            self.failure, self.detail = failure, detail
            self.version += 1

    def _arrived(self, row: Row, result: Result) -> None:
        with self.lock:
            if not self.work.settled(row.number) and result.status != "waiting":
                self.work.results[row.number] = result

    def _follow(self, pace: Pace) -> None:
        self.pace = pace
        if time.monotonic() - self._told_at > _BLINK:
            with self.lock:
                with suppress(InputError):  # told when the writing is done
                    self.keep()
                self.version += 1
            self._told_at = time.monotonic()

    def keep(self) -> None:
        """Keep everything as it is now."""
        if self._drawer is None:
            return
        state = self.work.to_json()
        try:
            self._drawer.put(_KEPT_AS, state)
        except sqlite3.Error as error:
            raise InputError(
                f"This cannot be kept on this computer just now ({error}): make room, or save the whole class list below."
            ) from error
        self.saved_at = dt.datetime.now().astimezone().isoformat(timespec="seconds") if state else ""

    def _restore(self, kept: dict[str, Any]) -> None:
        try:
            self.work = ClassWork.from_json(kept)
            roll = self.work.opened
            if not roll.missing:
                self.work.rows = {row.number: row for row in roll.rows(teacher=self.teacher)}
                self._look()
        except (KeyError, TypeError, ValueError, IndexError):  # another version kept it: begin anew, and say so
            self._clear()
            self.failure = "The class list of last time cannot be read any more: please open it again."
        except InputError as error:
            self.failure = str(error)
