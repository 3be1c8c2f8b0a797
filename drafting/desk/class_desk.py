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
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, cast

from traitlets import HasTraits, Int

from drafting.batch.costs import known_price
from drafting.batch.results import READY, Result
from drafting.batch.rows import Row
from drafting.batch.running import Batch, Progress
from drafting.batch.table import open_table
from drafting.contract import LONGEST_TEXT
from drafting.desk import class_files as files
from drafting.desk.class_files import Entry, Pace
from drafting.desk.downloads import Download
from drafting.desk.roll import Roll
from drafting.desk.verb import told
from drafting.drawer import Drawer, place
from drafting.errors import InputError
from drafting.journal import Journal
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
        self._model = open_model(model) if isinstance(model, str) else model
        self._journal = Journal(":memory:")
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
        self.roll: Roll | None = None
        self._rows: dict[int, Row] = {}
        self._looked: dict[int, Result] = {}
        self._results: dict[int, Result] = {}
        self._edits: dict[int, tuple[str, str]] = {}
        self._worth: dict[int, tuple[str, ...]] = {}
        self._approved: set[int] = set()
        self.foretold = ""

    @property
    def writer(self) -> str:
        """Who writes: "offline" or the model's name."""
        return self._model.name if self._model else "offline"

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
        self._lay_down(self._on_desk().named(field, heading))

    def _lay_down(self, roll: Roll) -> None:
        self._at_rest()
        before, done = self.roll, (self._results, self._edits, self._worth, self._approved)
        self._clear()
        self.roll = roll
        if roll.missing:
            return
        self._results, self._approved = roll.finished()
        if before is not None:
            self._carry(before, *done)
        self._look()

    def _carry(
        self,
        before: Roll,
        results: dict[int, Result],
        edits: dict[int, tuple[str, str]],
        worth: dict[int, tuple[str, ...]],
        approved: set[int],
    ) -> None:
        """Keep what was done for the children of the last list who are on this one."""
        roll = self._on_desk()
        for number, at in roll.same_as(before).items():
            roll, whole = roll.taken_over(number, before, at)
            if whole and at in results:
                self._results[number] = results[at]
                if at in edits:
                    self._edits[number] = edits[at]
                if at in worth:
                    self._worth[number] = worth[at]
                if at in approved:
                    self._approved.add(number)
        self.roll = roll

    @_verb
    def sign_as(self, name: str) -> None:
        """Sign with this name; messages that are neither approved nor edited are to be written again."""
        self._at_rest()
        name = " ".join(name.split())[:100]
        if name != self.teacher:
            self.teacher = name
            if self._drawer:
                self._drawer.put("teacher", name or None)
            self._results = {at: one for at, one in self._results.items() if self._settled(at)}
            self._look()

    @_verb
    def forget(self) -> None:
        """Take the class list and its messages off the desk and off this computer."""
        self._at_rest()
        self._clear()
        self._journal.close()
        self._journal = Journal(":memory:")
        if self._drawer:
            for ending in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    Path(f"{_journal_place()}{ending}").unlink()

    # --- questions ----------------------------------------------------------------------------------------------------

    @_verb
    def answer(self, number: int, question: int, words: str) -> None:
        """Answer a question of a row; what is missing in the list is filled in, anything else goes with the note."""
        self._at_rest()
        roll, row = self._on_desk(), self._row(number)
        words = words.strip()
        if not words:
            raise InputError("There is no answer yet: a few words are enough.")
        if len(words) > LONGEST_TEXT:
            raise InputError(f"An answer has at most {LONGEST_TEXT:,} letters.")
        if row.note is None:
            self.roll = roll.filled(number, "note" if row.student else "student", words)
        else:
            keys = self._found(number).keys
            if not 0 <= question < len(keys):
                raise InputError("That question is answered already.")
            given = {**roll.answers(number), keys[question]: {"who": words} if words in _WHO else words}
            self.roll = roll.filled(number, "answers", json.dumps(given, ensure_ascii=False))
        self._undone(number)
        self._look()

    # --- the messages -------------------------------------------------------------------------------------------------

    @_verb
    def write(self) -> None:
        """Write to every family whose row is ready; approved and edited messages stay as they are."""
        self._at_rest()
        if not self._on_desk().missing and not any(row.note for row in self._rows.values()):
            raise InputError("No row is ready to be written: answer the questions first, or mend the file.")
        rows = [row for at, row in self._rows.items() if self._model is None or not self._settled(at)]
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
        row, result = self._row(number), self._results.get(number)
        if result is None or result.status != READY or row.note is None:
            raise InputError("There is no message in this row yet.")
        message, subject = message.replace("\r\n", "\n"), subject.strip()
        if (message, subject) == (result.body, result.subject):
            self._edits.pop(number, None)
            self._worth.pop(number, None)
            return
        self._edits[number] = (message, subject)
        if not message.strip():
            self._approved.discard(number)
        note = row.note
        judged = review(message, kind=note.kind, channel=note.channel, language=note.language, note=note)
        self._worth[number] = tuple(f"Worth another look: {judged.criteria[one].why}" for one in judged.gates.not_met)

    @_verb
    def revert(self, number: int) -> None:
        """Go back to the message as it was written."""
        self._edits.pop(number, None)
        self._worth.pop(number, None)

    @_verb
    def approve(self, number: int, yes: bool = True) -> None:  # noqa: FBT001, FBT002 (it is the answer to one question)
        """Approve a message for export, or take that back."""
        entry = self._entry(self._row(number))
        if not yes:
            self._approved.discard(number)
        elif entry.state in {"written", "approved"} and entry.message.strip():
            self._approved.add(number)
        else:
            raise InputError("There is no message in this row yet.")

    # --- what there is to see and to take away ------------------------------------------------------------------------

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All rows in the order of the list."""
        with self.lock:
            return tuple(self._entry(row) for row in self._rows.values())

    def export(self, form: str, *, channel: str = "", language: str = "") -> Download:
        """Return approved messages as a file: "docx", "csv", "xlsx" or "txt" (zipped); "table" is the whole class list.

        The table is what `drafting export` and `drafting batch` read, with a column "approved". Raises InputError.
        """
        with self.lock:
            table = self._on_desk().written({entry.number: self._cells(entry) for entry in self.entries})
        return files.pack_class(table, form, channel=channel, language=language)

    # --- behind it ----------------------------------------------------------------------------------------------------

    def _on_desk(self) -> Roll:
        if self.roll is None:
            raise InputError("There is no class list yet: open one first.")
        return self.roll

    def _at_rest(self) -> None:
        if self.pace is not None:
            raise InputError("Messages are being written: wait a moment, or stop the writing.")

    def _row(self, number: int) -> Row:
        if number not in self._rows:
            raise InputError("That row is no longer there.")
        return self._rows[number]

    def _found(self, number: int) -> Result:
        return self._results.get(number) or self._looked[number]

    def _settled(self, number: int) -> bool:
        return number in self._approved or number in self._edits

    def _undone(self, number: int) -> None:
        self._results.pop(number, None)
        self._looked.pop(number, None)
        self._edits.pop(number, None)
        self._worth.pop(number, None)
        self._approved.discard(number)

    def _look(self) -> None:
        """See what each row is and needs, offline, before anything is written."""
        roll = self._on_desk()
        if roll.missing:
            return
        before, rows = self._rows, roll.rows(teacher=self.teacher)
        self._rows = {row.number: row for row in rows}
        new = [row for row in rows if row.number not in self._looked or row != before.get(row.number)]
        Batch(self._journal).run(new, self._looked_at, vary=False)
        self._foretell()

    def _looked_at(self, row: Row, result: Result) -> None:
        self._looked[row.number] = result

    def _foretell(self) -> None:
        """Say what writing with a model takes, before the first call that is paid."""
        self.foretold = ""
        if self._model is None:
            return
        with self._opened() as journal:
            batch = Batch(journal, self._model)
            ready = [at for at, one in self._looked.items() if one.status == READY and not self._settled(at)]
            count, tokens = batch.expected(self._rows[at] for at in ready)
        if count:
            price = known_price(self._model.name)
            cost = "its price is not known here (DRAFTING_PRICE tells it)"
            if price:
                each = price.of(tokens, 150)
                cost = f"about ${each * count:.2f} to ${each * 3 * count:.2f} {price.told}"
            self.foretold = f"{self._model.name} writes: {count:,} to {3 * count:,} calls, {cost}."

    @contextmanager
    def _opened(self) -> Iterator[Journal]:
        if self._model is None or self._drawer is None:
            yield self._journal
        else:
            _journal_place().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with Journal(_journal_place()) as journal:
                yield journal

    def _write(self, rows: list[Row], cancel: threading.Event) -> None:
        failure = detail = ""
        try:
            with self._opened() as journal:
                journal.forget_failures()
                batch = Batch(journal, self._model, cancel=cancel)
                price = known_price(self._model.name) if self._model else None

                def follow(now: Progress) -> None:
                    cost = price.so_far(now.counts) if price else None
                    self.pace = Pace(now.done, len(rows), now.failed, cost, cancel.is_set())
                    self._blink()

                batch.run(_until(cancel, rows), self._arrived, progress=follow)
                if batch.stopped and not cancel.is_set():
                    failure = f"{batch.stopped} What is written is kept; write again to go on."
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
            if not self._settled(row.number) and result.status != "waiting":
                self._results[row.number] = result

    def _blink(self) -> None:
        if time.monotonic() - self._told_at > _BLINK:
            with self.lock:
                with suppress(InputError):  # told when the writing is done
                    self.keep()
                self.version += 1
            self._told_at = time.monotonic()

    def _entry(self, row: Row) -> Entry:
        number, roll, found = row.number, self._on_desk(), self._found(row.number)
        note = row.note
        body, subject = self._edits.get(number, (found.body, found.subject))
        written = number in self._results
        state = {"skipped": "empty", "needs_answers": "question", "not_drafted": "talk"}.get(found.status, "ready")
        if found.status == "failed":
            state = "failed" if row.note is not None else "problem"
        elif found.status == READY and written:
            state = "approved" if number in self._approved else "written"
        keys = found.keys or ("",) * len(found.questions)
        asked = tuple((ask, bool(key) and key != ask) for ask, key in zip(found.questions, keys, strict=True))
        return Entry(
            number,
            row.student or "",
            (note.family.addressed_as if note else roll.cell(number, "family")) or "",
            note.note if note else roll.cell(number, "note"),
            note.channel if note else roll.cell(number, "channel") or "email",
            note.language if note else roll.cell(number, "language") or "en",
            state,
            self._worth.get(number, found.notices),
            asked,
            subject if written else "",
            body if written and found.status == READY else "",
            number in self._edits,
        )

    def _cells(self, entry: Entry) -> list[str]:
        """The cells that a batch adds to a row, and whether it is approved."""
        found, ready = self._found(entry.number), bool(entry.message)
        return [
            READY if ready else "waiting" if entry.state == "ready" else found.status,
            entry.subject if ready else "",
            entry.message,
            found.writer if ready else "",
            "\n".join(entry.notices),
            "\n".join(ask for ask, _ in entry.questions),
            "yes" if entry.state == "approved" else "",
        ]

    def keep(self) -> None:
        """Keep everything as it is now."""
        if self._drawer is None:
            return
        state = self.roll and {
            "roll": self.roll.to_json(),
            "looked": _to_json(self._looked),
            "results": _to_json(self._results),
            "edits": {str(at): list(one) for at, one in self._edits.items()},
            "worth": {str(at): list(one) for at, one in self._worth.items()},
            "approved": sorted(self._approved),
        }
        try:
            self._drawer.put(_KEPT_AS, state)
        except sqlite3.Error as error:
            raise InputError(
                f"This cannot be kept on this computer just now ({error}): make room, or save the whole class list below."
            ) from error
        self.saved_at = dt.datetime.now().astimezone().isoformat(timespec="seconds") if state else ""

    def _restore(self, kept: dict[str, Any]) -> None:
        try:
            self.roll = Roll.from_json(kept["roll"])
            self._looked, self._results = _from_json(kept["looked"]), _from_json(kept["results"])
            self._edits = {int(at): (one[0], one[1]) for at, one in kept["edits"].items()}
            self._worth = {int(at): tuple(one) for at, one in kept["worth"].items()}
            self._approved = set(kept["approved"])
            if not self.roll.missing:
                rows = self.roll.rows(teacher=self.teacher)
                self._rows = {row.number: row for row in rows}
                self._look()
        except (KeyError, TypeError, ValueError, IndexError):  # another version kept it: begin anew, and say so
            self._clear()
            self.failure = "The class list of last time cannot be read any more: please open it again."
        except InputError as error:
            self.failure = str(error)


def _journal_place() -> Path:
    return place() / "class.journal"


def _until(cancel: threading.Event, rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if cancel.is_set():
            return
        yield row


def _to_json(found: dict[int, Result]) -> dict[str, Any]:
    return {str(at): result.to_json() for at, result in found.items()}


def _from_json(kept: dict[str, Any]) -> dict[int, Result]:
    return {int(at): Result.from_json(json.loads(json.dumps(one))) for at, one in kept.items()}
