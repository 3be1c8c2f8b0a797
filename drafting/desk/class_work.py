"""A class list and what has been done to its rows: looked at, written, edited, approved. No files, no threads, no page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drafting.batch.results import READY, Result
from drafting.batch.rows import Row
from drafting.desk.class_files import Entry
from drafting.desk.roll import Roll
from drafting.errors import InputError

__all__ = ["ClassWork"]


@dataclass(slots=True)
class ClassWork:
    """The list and its rows by their numbers.

    ``looked`` is what each row is and needs, ``results`` what was written; ``edits`` are a message and subject as she has
    them, ``worth`` what is to be said of an edit; ``approved`` the rows that may be taken away.
    """

    roll: Roll | None = None
    rows: dict[int, Row] = field(default_factory=dict)
    looked: dict[int, Result] = field(default_factory=dict)
    results: dict[int, Result] = field(default_factory=dict)
    edits: dict[int, tuple[str, str]] = field(default_factory=dict)
    worth: dict[int, tuple[str, ...]] = field(default_factory=dict)
    approved: set[int] = field(default_factory=set)

    @property
    def opened(self) -> Roll:
        """The class list that is open. Raises InputError without one."""
        if self.roll is None:
            raise InputError("There is no class list yet: open one first.")
        return self.roll

    def row(self, number: int) -> Row:
        """Return a row by its number. Raises InputError when it is gone."""
        if number not in self.rows:
            raise InputError("That row is no longer there.")
        return self.rows[number]

    def found(self, number: int) -> Result:
        """Return what was written for a row, or else what was seen of it."""
        return self.results.get(number) or self.looked[number]

    def settled(self, number: int) -> bool:
        """Say whether a message is hers by now: approved or edited."""
        return number in self.approved or number in self.edits

    def undo(self, number: int) -> None:
        """Forget what was done to a row."""
        for done in (self.results, self.looked, self.edits, self.worth):
            done.pop(number, None)
        self.approved.discard(number)

    def as_written(self, number: int) -> None:
        """Forget an edit."""
        self.edits.pop(number, None)
        self.worth.pop(number, None)

    def carry(self, before: ClassWork) -> None:
        """Keep what was done for the children of another list who are on this one."""
        roll = self.opened
        for number, at in roll.same_as(before.opened).items():
            roll, whole = roll.taken_over(number, before.opened, at)
            if whole and at in before.results:
                self.results[number] = before.results[at]
                if at in before.edits:
                    self.edits[number] = before.edits[at]
                if at in before.worth:
                    self.worth[number] = before.worth[at]
                if at in before.approved:
                    self.approved.add(number)
        self.roll = roll

    # --- what there is to see -----------------------------------------------------------------------------------------

    def entry(self, row: Row) -> Entry:
        """Return a row as she sees it."""
        number, roll, found = row.number, self.opened, self.found(row.number)
        note = row.note
        body, subject = self.edits.get(number, (found.body, found.subject))
        written = number in self.results
        state = {"skipped": "empty", "needs_answers": "question", "not_drafted": "talk"}.get(found.status, "ready")
        if found.status == "failed":
            state = "failed" if row.note is not None else "problem"
        elif found.status == READY and written:
            state = "approved" if number in self.approved else "written"
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
            self.worth.get(number, found.notices),
            asked,
            subject if written else "",
            body if written and found.status == READY else "",
            number in self.edits,
        )

    def cells(self, entry: Entry) -> Sequence[str]:
        """Return the cells that a batch adds to a row, and whether it is approved."""
        found, ready = self.found(entry.number), bool(entry.message)
        return [
            READY if ready else "waiting" if entry.state == "ready" else found.status,
            entry.subject if ready else "",
            entry.message,
            found.writer if ready else "",
            "\n".join(entry.notices),
            "\n".join(ask for ask, _ in entry.questions),
            "yes" if entry.state == "approved" else "",
        ]

    # --- what is kept -------------------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any] | None:
        """Return all of it as plain JSON, but for the rows, which are read from the list; None without a list."""
        if self.roll is None:
            return None
        return {
            "roll": self.roll.to_json(),
            "looked": {str(at): result.to_json() for at, result in self.looked.items()},
            "results": {str(at): result.to_json() for at, result in self.results.items()},
            "edits": {str(at): list(one) for at, one in self.edits.items()},
            "worth": {str(at): list(one) for at, one in self.worth.items()},
            "approved": sorted(self.approved),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ClassWork:
        """Read what ``to_json`` gave. Raises KeyError, TypeError, ValueError or IndexError for what another version kept."""
        return cls(
            roll=Roll.from_json(kept["roll"]),
            looked=_results(kept["looked"]),
            results=_results(kept["results"]),
            edits={int(at): (one[0], one[1]) for at, one in kept["edits"].items()},
            worth={int(at): tuple(one) for at, one in kept["worth"].items()},
            approved=set(kept["approved"]),
        )


def _results(kept: Mapping[str, Any]) -> dict[int, Result]:
    return {int(at): Result.from_json(json.loads(json.dumps(one))) for at, one in kept.items()}
