"""Class lists as spreadsheets leave them: read rightly, or told in one sentence with the row's number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.batch.output import safe, writing
from drafting.batch.rows import read_rows
from drafting.batch.table import Line, open_table, plain
from drafting.errors import InputError

TEXT = "student,note\nZoë,read “aloud”\nJosé,sang\n"


def lines(path: Path) -> list[Line]:
    """All rows of a file."""
    return [*open_table(path).lines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without its mark, UTF-16, and Windows-1252: the same names; what was guessed is told."""
    path = tmp_path / "class.csv"
    path.write_bytes(TEXT.encode(encoding))
    table = open_table(path)
    assert table.columns == ("student", "note")
    assert [line.cells for line in table.lines()] == [("Zoë", "read “aloud”"), ("José", "sang")]
    assert bool(table.notices) == (not encoding.startswith("utf-8"))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_usual_mark_between_cells_is_read(tmp_path: Path, mark: str) -> None:
    """Commas, semicolons and tabs, with quoted marks, quotes and line breaks inside a note."""
    path = tmp_path / "class.csv"
    path.write_text(f'student{mark}note\nAda{mark}"read, sang; said ""hi""\nand sat"\n', encoding="utf-8")
    assert [line.cells for line in lines(path)] == [("Ada", 'read, sang; said "hi"\nand sat')]


def test_rows_have_the_numbers_of_the_spreadsheet(tmp_path: Path) -> None:
    """The headings are row 1; empty rows count, and those at the end are left out."""
    path = tmp_path / "class.csv"
    path.write_text("student,note\nAda,read\n,\nBen,sang\n,\n\n", encoding="utf-8")
    assert [(line.number, line.cells[0]) for line in lines(path)] == [(2, "Ada"), (3, ""), (4, "Ben")]


def test_a_note_cut_in_two_by_a_comma_is_not_written_from(tmp_path: Path) -> None:
    """More cells than headings: the row is told, its words are kept together, the others go on."""
    path = tmp_path / "class.csv"
    path.write_text("student,note\nAda,read, then sang\nBen,sang\n", encoding="utf-8")
    ada, ben = lines(path)
    assert ada.problem == "Row 2 has 3 cells under 2 headings: put quotes around a note that holds a comma."
    assert ada.cells == ("Ada", "read,then sang")
    assert ben.problem is None


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("student,notes", "no column 'note'; the nearest is 'notes': rename it, or say --column note=notes."),
        ("name,note", "no column 'student'; the nearest is 'name'"),
        ("Child Name,note", "no column 'student'"),
        ("student,grade", "no column 'note'; its columns are student, grade."),
        ("student,note,note", "two columns called 'note'"),
    ],
)
def test_a_missing_column_is_named_with_the_nearest_one(tmp_path: Path, headings: str, said: str) -> None:
    """Nobody has to guess what the file should look like."""
    path = tmp_path / "class.csv"
    path.write_text(f"{headings}\nAda,read,x\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_rows(open_table(path), defaults={"kind": "positive_note"})
    assert said in str(told.value)


def test_headings_may_be_written_as_people_do_and_named_by_hand(tmp_path: Path) -> None:
    """Capitals, blanks and hyphens do not matter; --column takes whatever heading there is."""
    path = tmp_path / "class.csv"
    path.write_text("Student,Family-Language,Remarks\nAda,es,read aloud\n", encoding="utf-8")
    rows, _ = read_rows(open_table(path), defaults={"kind": "positive_note"}, columns={"note": "Remarks"})
    note = next(rows).note
    assert note is not None
    assert (note.student.name, note.family.language, note.note) == ("Ada", "es", "read aloud")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\x00\x01\x02\x03" * 50,
        bytes(range(255, 0, -1)),
        b"PK\x03\x04 no workbook",
        b"\xd0\xcf\x11\xe0 old",
    ],
)
def test_what_is_no_table_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    """An empty file, bytes, a broken or an old workbook: refused, without a stack trace."""
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as told:
        read_rows(open_table(path), defaults={"kind": "positive_note"})
    assert str(told.value).count("\n") == 0


def test_an_open_quotation_mark_is_told(tmp_path: Path) -> None:
    """A quote without its partner would swallow the rest of the class: the row is not written from."""
    path = tmp_path / "class.csv"
    path.write_text('student,note\nAda,"read\nBen,sang\nCleo,ran\n', encoding="utf-8")
    found = lines(path)
    assert len(found) == 1
    assert "quotation mark" in str(found[0].problem)


def test_a_workbook_is_read_as_it_looks(tmp_path: Path) -> None:
    """Merged cells, dates, whole numbers, formulas with and without a result, and several sheets."""
    from openpyxl import Workbook

    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    cover.append(["School year"])
    sheet = book.create_sheet("Class")
    sheet.append(["student", "note", "id", "date"])
    sheet.append(["Ada", "read aloud", 7.0, "2026-03-10"])
    sheet.append(["Ben", None, 8, None])
    sheet.append(["Cleo", '="a"&"b"', 9, None])
    sheet.merge_cells("B2:B3")
    path = tmp_path / "class.xlsx"
    book.save(path)
    table = open_table(path)
    ada, ben, cleo = table.lines()
    assert ada.cells == ("Ada", "read aloud", "7", "2026-03-10")
    assert ben.cells[1] == "read aloud"
    assert ben.notices == ("Row 3: the cells under 'note' are merged; each row has the same text.",)
    assert cleo.problem == "Row 4: 'note' holds a formula without a result; type the words into the cell."
    assert "only the sheet 'Class' was read, not Cover" in table.notices[0]
    with pytest.raises(InputError, match="has no sheet 'Nope'; its sheets are Cover, Class"):
        open_table(path, sheet="Nope")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")).map(str.strip))
def test_a_safe_cell_is_text_and_reads_back_as_it_was(cell: str) -> None:
    """No cell that leaves us begins with = + - @, and reading our own file gives the words back."""
    made = safe(cell)
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
    assert plain(made) == cell or plain(cell) != cell


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_formulas_are_written_as_text_and_equal_rows_make_equal_files(tmp_path: Path, ending: str) -> None:
    """What is written opens as words in every spreadsheet, and does not depend on the time of day."""
    cells = ["=1+1", "+1", "-1", "@x", "fine", "two\nlines"]
    made = []
    for name in ("a", "b"):
        path = tmp_path / (name + ending)
        with writing(str(path)) as sheet:
            sheet.write(["h1", "h2", "h3", "h4", "h5", "h6"])
            sheet.write(cells)
        made.append(path)
    assert made[0].read_bytes() == made[1].read_bytes()
    assert [line.cells for line in lines(made[0])] == [tuple(cells)]
    if ending == ".xlsx":
        from openpyxl import load_workbook

        assert [cell.data_type for cell in load_workbook(made[0]).active[2]] == ["s"] * 6


@pytest.mark.parametrize("where", ["folder", "nowhere/notes.csv"])
def test_an_output_that_cannot_be_written_is_one_sentence(tmp_path: Path, where: str) -> None:
    """A folder in its place, or no folder at all: told before the work is done."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="cannot be written"), writing(str(tmp_path / where)):
        pytest.fail("nothing should be written")


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last bytes do not fit, the file that was there stays, and no half file is left behind."""
    path = tmp_path / "notes.csv"
    path.write_text("before", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("drafting.batch.output.os.fsync", full)
    with pytest.raises(InputError, match="no space left on device; make room"), writing(str(path)) as sheet:
        sheet.write(["a"])
    assert path.read_text(encoding="utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["notes.csv"]
