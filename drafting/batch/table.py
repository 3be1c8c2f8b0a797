"""A class list as a table of text: CSV in whatever form a spreadsheet leaves it, or XLSX. One row in memory at a time.

Rows are numbered as the spreadsheet shows them: the headings are row 1. What is wrong with one row is told with that
row, and never costs another; what makes the whole file unusable is one InputError.
"""

from __future__ import annotations

import atexit
import codecs
import csv
import datetime as dt
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from drafting.errors import InputError

__all__ = ["Line", "Table", "open_table", "plain", "table_of"]

_LARGEST_CELL = 4_000_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]")
"""Bytes that no text in Windows-1252 holds."""
_RISKY = tuple("=+-@\t\r＝＋－＠")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number, its cells (as many as there are columns) and what is wrong with it, if anything."""

    number: int
    cells: tuple[str, ...]
    problem: str | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A class list that can be read more than once: its name for people, its headings, what was noticed on opening."""

    name: str
    columns: tuple[str, ...]
    notices: tuple[str, ...]
    _source: _Csv | _Sheet | _Held

    @property
    def bom(self) -> bool:
        """Whether the file came out of Excel, as far as its encoding tells."""
        return isinstance(self._source, _Csv) and self._source.encoding != "utf-8"

    def lines(self) -> Iterator[Line]:
        """Yield the rows below the headings, empty ones at the end left out."""
        held: list[Line] = []
        for line in self._source.lines(len(self.columns)):
            held.append(line)
            if any(line.cells) or line.problem:
                yield from held
                held.clear()


@dataclass(frozen=True, slots=True)
class _Held:
    """Rows that are in memory already."""

    held: tuple[Line, ...]

    def lines(self, _: int) -> Iterator[Line]:
        return iter(self.held)


def table_of(name: str, columns: Sequence[str], lines: Sequence[Line]) -> Table:
    """Return a class list made of rows that are in memory; each has as many cells as there are columns."""
    return Table(name, tuple(columns), (), _Held(tuple(lines)))


def open_table(path: str | Path, *, sheet: str | None = None, name: str | None = None) -> Table:
    """Open a class list: a .csv or .xlsx file, or "-" for CSV on standard input. Raises InputError.

    ``name`` is what people call the file, if not by its path.
    """
    if str(path) == "-":
        with tempfile.NamedTemporaryFile("wb", suffix=".csv", delete=False) as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
        atexit.register(Path(kept.name).unlink, missing_ok=True)  # it holds names
        return _opened(Path(kept.name), "Standard input", sheet=sheet)
    return _opened(Path(path), name or str(path), sheet=sheet)


def _opened(path: Path, name: str, *, sheet: str | None) -> Table:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {_reason(error)}.") from None
    if start == b"PK\x03\x04":
        source: _Csv | _Sheet = _Sheet.found(path, name, sheet=sheet)
    elif start == b"\xd0\xcf\x11\xe0":
        raise InputError(f"{name} is an old Excel file (.xls) or locked with a password: save it as .xlsx or .csv.")
    elif not start.strip():
        raise InputError(f"{name} is empty: put a row of headings and one row a child into it.")
    else:
        source = _Csv.found(path, name)
    columns = source.columns
    twice = sorted({one for one in columns if one and columns.count(one) > 1})
    if twice:
        raise InputError(f"{name} has two columns called '{twice[0]}': rename one of them.")
    return Table(name, columns, source.notices, source)


def _reason(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder, not a file"
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return (error.strerror or str(error)).lower()


def plain(cell: str) -> str:
    """Return a cell without the quote that keeps a spreadsheet from running it; see drafting.batch.output.safe."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(_RISKY) else cell


# --- CSV ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Csv:
    path: Path
    name: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    notices: tuple[str, ...]

    @classmethod
    def found(cls, path: Path, name: str) -> _Csv:
        encoding, notices = _encoding(path, name)
        csv.field_size_limit(_LARGEST_CELL)
        with path.open(encoding=encoding, newline="", errors="replace") as text:
            delimiter = _delimiter(text.read(20_000))
        with path.open(encoding=encoding, newline="", errors="replace") as text:
            first: list[str] = next((row for row, _ in _rows(text, delimiter, name) if any(row)), [])
        columns = tuple(cell.strip() for cell in first)
        while columns and not columns[-1]:
            columns = columns[:-1]
        return cls(path, name, encoding, delimiter, columns, notices)

    def lines(self, width: int) -> Iterator[Line]:
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as text:
            number, begun = 0, False
            for row, unclosed in _rows(text, self.delimiter, self.name):
                number += 1
                if not begun:
                    begun = any(row)
                    continue
                cells = [plain(cell.strip().replace("\r\n", "\n").replace("\0", "")) for cell in row]
                extra = [cell for cell in cells[width:] if cell]
                problem = None
                if extra:
                    problem = f"Row {number} has {len(row)} cells under {width} headings: put quotes around a note that holds {_called(self.delimiter)}."
                    cells[width - 1] = self.delimiter.join(cells[width - 1 :]).rstrip(self.delimiter)
                if unclosed:
                    problem = f"Row {number} has a quotation mark without its partner, so the rows after it are part of it: close it and run again."
                yield Line(number, (*cells[:width], *[""] * (width - len(cells))), problem)


def _rows(text: TextIO, delimiter: str, name: str) -> Iterator[tuple[list[str], bool]]:
    """Yield each record, and whether a quotation mark in it was never closed (it has swallowed the rest of the file)."""
    raw: list[str] = []

    def kept() -> Iterator[str]:
        for line in text:
            raw.append(line)
            yield line

    reader = csv.reader(kept(), delimiter=delimiter)
    while True:
        raw.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(
                f"{name} cannot be read from line {reader.line_num} on ({error}): look for a quotation mark without its partner."
            ) from None
        yield row, len(raw) > 1 and _is_open(raw, delimiter)


def _is_open(raw: Sequence[str], delimiter: str) -> bool:
    try:
        list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _called(delimiter: str) -> str:
    return {",": "a comma", ";": "a semicolon", "\t": "a tab"}[delimiter]


def _encoding(path: Path, name: str) -> tuple[str, tuple[str, ...]]:
    with path.open("rb") as file:
        start = file.read(4_096)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", (f"{name} was read as UTF-16.",)
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig", ()
        for marked, encoding in ((start[1::2], "utf-16-le"), (start[::2], "utf-16-be")):
            if len(start) > 8 and marked.count(0) > 0.6 * len(marked):
                return encoding, (f"{name} was read as UTF-16.",)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while start:
                decoder.decode(start)
                start = file.read(1 << 16)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(0)
            if _CONTROL.search(file.read(1 << 16)):
                raise InputError(f"{name} is not a table of text: give a .csv or .xlsx file.") from None
            return "cp1252", (
                f"{name} is not UTF-8 and was read as Windows-1252 (Latin-1): look at letters with accents.",
            )
    return "utf-8", ()


def _delimiter(start: str) -> str:
    """The mark between cells: whichever is most frequent in the headings."""
    headings = next((line for line in start.splitlines() if line.strip()), "")
    return max(",;\t", key=headings.count)


# --- XLSX -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    path: Path
    name: str
    sheet: str
    columns: tuple[str, ...]
    notices: tuple[str, ...]
    first: int

    @classmethod
    def found(cls, path: Path, name: str, *, sheet: str | None) -> _Sheet:
        book = _book(path, name, values=True)
        if sheet is not None and sheet not in book.sheetnames:
            raise InputError(f"{name} has no sheet '{sheet}'; its sheets are {', '.join(book.sheetnames)}.")
        wanted = [sheet] if sheet else list(book.sheetnames)
        headed = {one: _headings(book[one]) for one in wanted}
        chosen = next((one for one in wanted if "note" in [cell.lower() for cell in headed[one][1]]), None) or next(
            (one for one in wanted if headed[one][1]), wanted[0]
        )
        others = [one for one in book.sheetnames if one != chosen]
        notices: tuple[str, ...] = ()
        if others and sheet is None:
            notices = (f"{name}: only the sheet '{chosen}' was read, not {', '.join(others)}; --sheet chooses.",)
        number, columns = headed[chosen]
        return cls(path, name, chosen, columns, notices, number)

    def lines(self, width: int) -> Iterator[Line]:
        values = _book(self.path, self.name, values=True)[self.sheet]
        typed = _book(self.path, self.name, values=False)[self.sheet]
        merged = _merged(typed, width)
        pairs = zip(
            values.iter_rows(min_row=self.first + 1, max_col=width, values_only=True),
            typed.iter_rows(min_row=self.first + 1, max_col=width, values_only=True),
            strict=True,
        )
        for number, (row, formulas) in enumerate(pairs, start=self.first + 1):
            cells, problem, notices = [], None, []
            for at, (value, formula) in enumerate(zip(row, formulas, strict=True)):
                text = _text(value)
                if (number, at) in merged:
                    text = _text(values.cell(*merged[number, at]).value)
                    notices.append(
                        f"Row {number}: the cells under '{self.columns[at]}' are merged; each row has the same text."
                    )
                if isinstance(formula, str) and formula.startswith("=") and value is None:
                    problem = f"Row {number}: '{self.columns[at]}' holds a formula without a result; type the words into the cell."
                    text = formula
                cells.append(plain(text))
            yield Line(number, tuple(cells), problem, tuple(notices))


def _book(path: Path, name: str, *, values: bool) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, data_only=values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"{name} cannot be read as an Excel file ({error}): save it again as .xlsx or .csv.") from None


def _headings(sheet: Any) -> tuple[int, tuple[str, ...]]:
    """The number of the first row with words in it, and the words."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            return number, tuple(cells)
    return 1, ()


def _merged(sheet: Any, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Where merged cells stand under another: (row, column from 0) -> (row, column from 1) of the one with the text."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row + 1, area.max_row + 1):
            if area.min_col <= width:
                found[row, area.min_col - 1] = (area.min_row, area.min_col)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return str(value).strip().replace("\r\n", "\n")


def heads(columns: Sequence[str]) -> dict[str, int]:
    """Return where each heading stands, written as field names are: lower case, with underscores."""
    return {"_".join(one.lower().replace("-", " ").split()): at for at, one in enumerate(columns) if one}
