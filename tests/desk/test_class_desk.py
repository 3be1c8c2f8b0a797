"""A class on the desk: preview, questions, writing, approval, export, and everything kept; without a page."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from drafting.batch.export import letters
from drafting.batch.table import open_table
from drafting.desk.class_desk import ClassDesk, Entry
from drafting.drawer import Drawer
from drafting.models import Completion, Message

CLASS = """student,pronouns,family,note,channel,language
Ada Fox,she/her,Ms. Fox,read 2 chapters aloud today,email,en
Ben Ito,he/him,Mr. Ito,patient,letter,en
Cleo Paz,she/her,Ms. Paz,,email,en
,he/him,Mr. Wu,helped a new classmate find the library,email,en
Eve Khan,she/her,Ms. Khan,solved a puzzle about fractions,fax,en
"""
Open = Callable[..., ClassDesk]


@pytest.fixture
def open_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open desks over the same kept work, as a page does after a kernel restart."""
    monkeypatch.setenv("DRAFTING_HOME", str(tmp_path / "kept"))
    return ClassDesk


@pytest.fixture
def desk(open_class: Open) -> ClassDesk:
    """A desk with the class on it."""
    made = open_class()
    made.take("5b.csv", CLASS.encode())
    assert not made.failure
    return made


def states(desk: ClassDesk) -> list[str]:
    """The state of each row."""
    return [entry.state for entry in desk.entries]


def row(desk: ClassDesk, number: int) -> Entry:
    """One row by its number."""
    return next(entry for entry in desk.entries if entry.number == number)


def written(desk: ClassDesk) -> ClassDesk:
    """The desk when its messages are written."""
    desk.write()
    desk.wait()
    assert not desk.failure, desk.detail
    assert desk.pace is None
    return desk


def test_problems_are_seen_before_anything_is_written(desk: ClassDesk) -> None:
    """Each row says what it is: ready, a question, or what is to be mended and where."""
    assert states(desk) == ["ready", "question", "question", "question", "problem"]
    assert "Row 6" in row(desk, 6).notices[0]
    assert all(not entry.message for entry in desk.entries)


def test_answers_complete_the_rows(desk: ClassDesk) -> None:
    """A thin note, no note and no name: each is answered in place, and the message holds the answer."""
    desk.answer(3, 0, "he explained his drawing of a volcano to the class")
    desk.answer(4, 0, "she finished her book report")
    desk.answer(5, 0, "Dan Wu")
    assert not desk.failure
    assert states(desk) == ["ready", "ready", "ready", "ready", "problem"]
    written(desk)
    assert states(desk) == ["written", "written", "written", "written", "problem"]
    assert "volcano" in row(desk, 3).message
    assert "book report" in row(desk, 4).message
    assert "Dan" in row(desk, 5).message


def test_a_proposed_sentence_can_be_said_or_left(desk: ClassDesk) -> None:
    """A question about a sentence takes yes for an answer; the one that it leaves open comes next."""
    assert row(desk, 3).questions[0][1]
    desk.answer(3, 0, "send")
    desk.answer(3, 0, "he explained his drawing of a volcano to the class")
    message = row(written(desk), 3).message
    assert "Ben is patient" in message
    assert "volcano" in message


def test_only_what_is_approved_goes_out(desk: ClassDesk, tmp_path: Path) -> None:
    """Export takes approved rows of a channel and language, and drafting export reads the same from the table."""
    desk.answer(3, 0, "he explained his drawing of a volcano to the class")
    written(desk)
    desk.approve(2)
    desk.edit(3, "Dear Mr. Ito,\n\nBen explained his drawing.\n\nMs. Hall", "Ben")
    desk.approve(3)
    table = tmp_path / "notes.csv"
    table.write_bytes(desk.export("table").content)
    found = letters(open_table(table))
    assert [(one.student, one.channel) for one in found] == [("Ada Fox", "email"), ("Ben Ito", "letter")]
    assert found[1].message == row(desk, 3).message
    merge = desk.export("csv", channel="email", language="en")
    rows = [*csv.DictReader(io.StringIO(merge.content.decode("utf-8-sig")))]
    assert [one["student"] for one in rows] == ["Ada Fox"]
    with zipfile.ZipFile(io.BytesIO(desk.export("txt").content)) as texts:
        assert len(texts.namelist()) == 2
    for form in ("docx", "xlsx"):
        assert zipfile.is_zipfile(io.BytesIO(desk.export(form, channel="letter").content))


def test_the_table_goes_round(desk: ClassDesk, open_class: Open, tmp_path: Path) -> None:
    """What was saved can be opened again: messages, approval and answers are there."""
    desk.answer(3, 0, "he explained his drawing of a volcano to the class")
    written(desk)
    desk.approve(3)
    saved = tmp_path / "saved.csv"
    saved.write_bytes(desk.export("table").content)
    again = open_class(drawer=False)
    again.load(str(saved))
    assert states(again) == states(desk)
    assert row(again, 3).message == row(desk, 3).message


def test_everything_is_kept_and_can_be_forgotten(desk: ClassDesk, open_class: Open, tmp_path: Path) -> None:
    """After a restart all is as it was, edits and approval too; forgotten, nothing of a child is left."""
    written(desk)
    desk.edit(2, "Dear Ms. Fox,\n\nAda read 2 chapters.\n\nMs. Hall", "Ada")
    desk.approve(2)
    again = open_class()
    assert again.entries == desk.entries
    assert row(again, 2).edited
    again.revert(2)
    assert "aloud" in row(again, 2).message
    again.forget()
    assert open_class().entries == ()
    assert Drawer().setting("class") is None


def test_what_she_has_settled_is_not_written_over(desk: ClassDesk) -> None:
    """Writing again leaves edited and approved messages alone; a new signature goes into the others only."""
    desk.answer(3, 0, "he explained his drawing of a volcano to the class")
    desk.answer(4, 0, "she finished her book report")
    written(desk)
    mine = "Dear Ms. Fox,\n\nAda read 2 chapters.\n\nMs. Hall"
    desk.edit(2, mine, "Ada")
    desk.approve(3)
    approved = row(desk, 3).message
    desk.sign_as("Ms. Hall")
    written(desk)
    assert row(desk, 2).message == mine
    assert row(desk, 3).message == approved
    assert row(desk, 4).message.rstrip().endswith("Ms. Hall")


def test_an_edit_is_looked_at(desk: ClassDesk) -> None:
    """A label that she types is told with its reason; the message stays hers."""
    written(desk)
    desk.edit(2, "Dear Ms. Fox,\n\nAda is lazy.\n\nMs. Hall", "Ada")
    assert row(desk, 2).notices
    assert "lazy" in row(desk, 2).message


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("load", ("",)),
        ("load", ("no/such/file.csv",)),
        ("take", ("5b.csv", b"")),
        ("take", ("5b.csv", b"student,note\n")),
        ("take", ("5b.csv", b"\xd0\xcf\x11\xe0 old")),
        ("answer", (99, 0, "words")),
        ("answer", (3, 7, "words")),
        ("answer", (3, 0, " ")),
        ("approve", (3,)),
        ("edit", (2, "words", "")),
    ],
)
def test_a_slip_is_one_sentence_and_costs_nothing(desk: ClassDesk, verb: str, given: tuple[Any, ...]) -> None:
    """Whatever goes wrong is told, and the class stays on the desk."""
    before = desk.entries
    getattr(desk, verb)(*given)
    assert desk.failure
    assert not desk.detail
    assert desk.entries == before


def test_a_column_of_another_name_is_chosen(open_class: Open) -> None:
    """A file with headings of its own is no dead end."""
    desk = open_class(drawer=False)
    desk.take("5b.csv", CLASS.replace("note", "Remarks", 1).encode())
    assert desk.roll is not None
    assert desk.roll.missing == ("note",)
    desk.name_column("note", "Remarks")
    assert states(desk)[0] == "ready"


def test_a_mended_file_keeps_what_was_done(desk: ClassDesk) -> None:
    """The file is mended and opened again: answers, edits and approval of the other children are still there."""
    desk.answer(3, 0, "he explained his drawing of a volcano to the class")
    desk.answer(4, 0, "she finished her book report")
    written(desk)
    mine = "Dear Ms. Fox,\n\nAda read 2 chapters.\n\nMs. Hall"
    desk.edit(2, mine, "Ada")
    desk.approve(2)
    desk.take("5b.csv", CLASS.replace("fax", "email").replace("Ada Fox", "New Child,,,read,,\nAda Fox").encode())
    assert not desk.failure
    assert states(desk) == ["ready", "approved", "written", "written", "question", "ready"]
    assert row(desk, 3).message == mine
    desk.take("6a.csv", b"student,note\nUma Berg,read 3 pages\n")
    assert states(desk) == ["ready"]


class Waits:
    """A model at the edge of the machine: answers when it is let, and counts its calls."""

    name = "test:waits"
    endpoint = "loopback"

    def __init__(self) -> None:
        self.let, self.asked = threading.Event(), threading.Event()
        self.calls = 0

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Answer with nothing of use."""
        self.calls += 1
        self.asked.set()
        self.let.wait(20)
        return Completion(json.dumps({"sentences": []}), 10, 10)


def test_cancel_keeps_what_is_there(open_class: Open) -> None:
    """Stopped while a model is being asked: no further call, the page is free again, the rest can be written later."""
    model = Waits()
    desk = open_class(model=model)
    desk.take("all.csv", b"student,note\n" + b"".join(b"Kim %d,read %d pages\n" % (at, at + 5) for at in range(40)))
    assert "40 to 120 calls" in desk.foretold
    desk.write()
    assert model.asked.wait(20)
    desk.answer(4, 0, "words")
    assert "being written" in desk.failure
    desk.cancel()
    model.let.set()
    desk.wait(20)
    assert desk.pace is None
    assert not desk.failure
    assert model.calls <= 16
    assert states(desk).count("ready") >= 20


def test_kept_for_its_owner_only(desk: ClassDesk, tmp_path: Path) -> None:
    """Nobody else on a shared computer reads the class."""
    for file in (tmp_path / "kept").iterdir():
        assert os.stat(file).st_mode & 0o077 == 0  # noqa: PTH116


def test_progress_counts_up(desk: ClassDesk) -> None:
    """While rows are written the pace is told, from none to all."""
    seen: list[int] = []
    desk.observe(lambda _: seen.append(desk.pace.done) if desk.pace else None, names="version")
    written(desk)
    assert seen
    assert seen == sorted(seen)
