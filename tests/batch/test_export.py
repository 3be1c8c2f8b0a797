"""Finished messages out of a table: for mail merge, as letters, as text files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from drafting.batch.export import letters, save
from drafting.batch.table import open_table
from drafting.errors import InputError
from tests.batch.conftest import write_class

ROWS = [
    {"student": "Ada Fox", "family": "Ms. Fox", "channel": "email", "status": "drafted", "subject": "News", "message": "Hello,\n\nAda read.", "approved": "yes"},
    {"student": "Ben/../Ito", "family": "=cmd", "channel": "letter", "status": "drafted", "subject": "", "message": "-Ben sang.", "approved": "yes"},
    {"student": "Cleo", "family": "", "channel": "email", "status": "needs_answers", "subject": "", "message": "", "approved": "yes"},
    {"student": "Dario", "family": "", "channel": "email", "status": "drafted", "subject": "x", "message": "Not yet.", "approved": ""},
]  # fmt: skip


def test_only_what_is_ready_and_approved_leaves(tmp_path: Path) -> None:
    """A row with a question, or one not approved, is in no export; channel and language choose."""
    table = open_table(write_class(tmp_path / "notes.csv", ROWS))
    assert [one.student for one in letters(table)] == ["Ada Fox", "Ben/../Ito"]
    assert [one.student for one in letters(table, channel="letter")] == ["Ben/../Ito"]
    with pytest.raises(InputError, match="holds no message that is ready"):
        letters(table, language="es")


def test_mail_merge_is_safe_to_open(tmp_path: Path) -> None:
    """One row a child; what a spreadsheet would run is text."""
    save(letters(open_table(write_class(tmp_path / "notes.csv", ROWS))), str(tmp_path / "merge.csv"))
    with (tmp_path / "merge.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert found[0]["message"] == "Hello,\n\nAda read."
    assert (found[1]["family"], found[1]["message"]) == ("'=cmd", "'-Ben sang.")


def test_letters_have_one_page_a_child_and_equal_bytes(tmp_path: Path) -> None:
    """A Word file with a page break between children, the same whenever it is made."""
    import docx

    found = letters(open_table(write_class(tmp_path / "notes.csv", ROWS)))
    for name in ("a.docx", "b.docx"):
        save(found, str(tmp_path / name))
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    document = docx.Document(str(tmp_path / "a.docx"))
    assert (
        sum("w:br" in paragraph._p.xml and 'type="page"' in paragraph._p.xml for paragraph in document.paragraphs) == 1
    )
    assert "Ada read." in [paragraph.text for paragraph in document.paragraphs]


def test_text_files_have_safe_names(tmp_path: Path) -> None:
    """One file a child in the folder, whatever the name holds."""
    folder = tmp_path / "texts"
    save(letters(open_table(write_class(tmp_path / "notes.csv", ROWS))), str(folder))
    assert sorted(one.name for one in folder.iterdir()) == ["002 Ada Fox.txt", "003 Ben..Ito.txt"]
    assert (folder / "002 Ada Fox.txt").read_text(encoding="utf-8") == "Subject: News\n\nHello,\n\nAda read.\n"
