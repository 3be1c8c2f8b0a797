"""The ledger and the drawer are on disk when they say so, for their owner only, and hold no message."""

from __future__ import annotations

import datetime as dt
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from drafting.drawer import KEPT, Child, Drawer, children_from_csv
from drafting.errors import InputError
from drafting.ledger import Entry, Ledger

GOOD_NEWS = Entry("2026-03-03", "Maya", "Ms. Rivera", "positive_note", "email", "en")


def test_the_ledger_tells_who_heard_last_and_who_heard_nothing_good(tmp_path: Path) -> None:
    """The newest entry of a child is told first; a concern is not good news."""
    ledger = Ledger(tmp_path / "kept.sqlite")
    ledger.add(GOOD_NEWS)
    ledger.add(Entry("2026-03-05", "Maya", "Ms. Rivera", "concern", "text", "es"))
    ledger.add(Entry("2026-03-05", "Jo", "Mr. Lee", "concern", "text", "en"))
    last = ledger.last("Maya")
    assert last is not None
    assert (last.kind, last.channel, last.language) == ("concern", "text", "es")
    assert ledger.last("Ada") is None
    assert ledger.heard_nothing_good(["Maya", "Jo", "Ada"]) == ("Jo", "Ada")
    assert ledger.heard_nothing_good(["Maya"], since=dt.date(2026, 3, 4)) == ("Maya",)


def test_an_entry_can_be_taken_out(tmp_path: Path) -> None:
    """What was marked by mistake is gone."""
    ledger = Ledger(tmp_path / "kept.sqlite")
    kept = ledger.add(GOOD_NEWS)
    assert kept.id is not None
    ledger.remove(kept.id)
    assert ledger.entries() == ()


_WRITER = """
import sys
from drafting.drawer import Drawer
from drafting.ledger import Entry, Ledger
drawer, ledger = Drawer(sys.argv[1]), Ledger(sys.argv[1])
for number in range(100_000):
    ledger.add(Entry("2026-03-03", f"child {number}", "", "concern", "email", "en"))
    drawer.keep("evening", {"words": f"note {number}"})
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a word of Unix")
def test_a_killed_process_loses_nothing_it_had_kept(tmp_path: Path) -> None:
    """After kill -9 every entry and every keystroke that was said to be kept is there."""
    file = tmp_path / "kept.sqlite"
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(file)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            told = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split()
    told = max([told, *(int(line) for line in rest[:-1])])
    assert len(Ledger(file).entries()) >= told + 1
    assert int(str(Drawer(file).works()[0].state["words"]).split()[1]) >= told


@pytest.mark.skipif(os.name == "nt", reason="file modes are a word of Unix")
def test_what_is_kept_is_for_its_owner_only(tmp_path: Path) -> None:
    """Nobody else on a shared computer can read the file."""
    Drawer(tmp_path / "new" / "kept.sqlite").put("teacher", "Ms. Hall")
    assert stat.S_IMODE((tmp_path / "new" / "kept.sqlite").stat().st_mode) == 0o600


def test_the_drawer_keeps_the_last_evenings(tmp_path: Path) -> None:
    """The newest come first and the oldest are forgotten; one can be forgotten by itself."""
    drawer = Drawer(tmp_path / "kept.sqlite")
    for day in range(1, KEPT + 4):
        drawer.keep(f"w{day}", {"words": str(day)}, now=dt.datetime(2026, 3, day, tzinfo=dt.UTC))
    assert [work.id for work in drawer.works()][:2] == [f"w{KEPT + 3}", f"w{KEPT + 2}"]
    assert len(drawer.works()) == KEPT
    drawer.forget(f"w{KEPT + 3}")
    assert drawer.works()[0].id == f"w{KEPT + 2}"
    drawer.forget()
    assert drawer.works() == ()


def test_the_class_list_keeps_its_order_and_is_brought_up_to_date(tmp_path: Path) -> None:
    """A child who is there already is changed in place."""
    drawer = Drawer(tmp_path / "kept.sqlite")
    drawer.remember(Child("Maya"), Child("Jo"))
    drawer.remember(Child("Maya", "she/her", "Ms. Rivera"))
    assert [(one.name, one.adult) for one in drawer.children()] == [("Maya", "Ms. Rivera"), ("Jo", None)]
    drawer.strike("Maya")
    assert [one.name for one in drawer.children()] == ["Jo"]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("student,pronouns,family\nMaya,she/her,Ms. Rivera\n", Child("Maya", "she/her", "Ms. Rivera")),
        ("Name;Parent;Language\nMaya;Ms. Rivera;es\n", Child("Maya", None, "Ms. Rivera", language="es")),
        ("\ufeffMaya\nJo\n", Child("Maya")),
        ("student,channel\nMaya,pigeon\n", Child("Maya")),
    ],
)
def test_class_lists_come_in_many_shapes(table: str, found: Child) -> None:
    """Commas, semicolons, other headings, a byte-order mark or just names."""
    assert children_from_csv(table)[0] == found


@pytest.mark.parametrize("table", ["", "grade,room\n4,12\n", "student,room\n,12\n"])
def test_a_class_list_without_names_is_refused_in_one_sentence(table: str) -> None:
    """It says what is missing and what to do."""
    with pytest.raises(InputError, match=r"class list .*\.$"):
        children_from_csv(table)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """One sentence that names the file and the way out."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="DRAFTING_HOME"):
        Drawer(tmp_path / "file" / "kept.sqlite")
