"""The finished table: the same rows in the same order with what was written for each; whole, or not there at all.

What a spreadsheet would run when it opens the file is written as text. The same results give the same bytes.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, TextIO

from drafting.batch.table import _RISKY
from drafting.errors import InputError

__all__ = ["Sheet", "pack", "replacing", "safe", "writing"]

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767
_CORE_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class Sheet(Protocol):
    """Where rows go, one after the other."""

    def write(self, cells: Sequence[str]) -> None:
        """Write one row; cells that a spreadsheet would run are made safe."""


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that begins with = + - @ gets a quote before it.

    Source: OWASP, "CSV Injection". Reading a class list takes the quote away again.
    """
    return f"'{cell}" if cell.lstrip(" \n").startswith(_RISKY) or cell.startswith(("\t", "\r")) else cell


@contextmanager
def writing(path: str, *, bom: bool = False) -> Iterator[Sheet]:
    """Open a table for writing by the ending of its name (.csv, .xlsx; "-": CSV on standard output).

    ``bom``: begin a CSV file with the mark by which Excel knows UTF-8.
    """
    if path == "-":
        yield _CsvSheet(sys.stdout)
        sys.stdout.flush()
        return
    if path.lower().endswith(".xlsx"):
        with replacing(path) as part:
            sheet = _XlsxSheet()
            yield sheet
            sheet.save(part)
        return
    with replacing(path) as part, part.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        yield _CsvSheet(stream)


@contextmanager
def replacing(path: str) -> Iterator[Path]:
    """Give a file beside ``path`` to write to, and put it in its place when all went well. Raises InputError."""
    target = Path(os.path.realpath(path))
    part: Path | None = None
    try:
        if target.exists():
            target.open("rb+").close()  # a folder, or a file that may not be written, is told before the work
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        os.close(handle)
        part = Path(name)
        yield part
        with part.open("rb+") as done:
            os.fsync(done.fileno())
        part.chmod(target.stat().st_mode & 0o777 if target.exists() else _usual_mode())
        part.replace(target)
    except PermissionError:
        raise InputError(
            f"{path} cannot be written: it is open in another program, or you have no permission; close it and start again, nothing is lost."
        ) from None
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {(error.strerror or str(error)).lower()}; make room or choose another place and start again, nothing is lost."
        ) from None
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


class _CsvSheet:
    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\r\n" if stream is not sys.stdout else "\n")

    def write(self, cells: Sequence[str]) -> None:
        self._writer.writerow([safe(cell) for cell in cells])


class _XlsxSheet:
    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("Messages")
        self._first = True

    def write(self, cells: Sequence[str]) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        made = []
        for text in cells:
            clean = _NOT_XML.sub("", safe(text))
            cell = WriteOnlyCell(self._sheet, value=clean[:_LONGEST_CELL])
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if self._first:
                cell.font = Font(bold=True)
            made.append(cell)
        if self._first:
            self._sheet.freeze_panes = "A2"
            for at, text in enumerate(cells):
                wide = {"message": 70, "note": 50, "notices": 40, "question": 40, "answer": 40}.get(text.lower(), 16)
                self._sheet.column_dimensions[_letters(at)].width = wide
        self._first = False
        self._sheet.append(made)

    def save(self, path: Path) -> None:
        whole = io.BytesIO()
        self._book.save(whole)
        with zipfile.ZipFile(whole) as made:
            pack(made, path)


def pack(made: zipfile.ZipFile, path: Path) -> None:
    """Write an office file once more without the time of day in it: equal contents should be equal files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in made.infolist():
            data = made.read(item)
            if item.filename == "docProps/core.xml":
                data = _CORE_TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            fixed = zipfile.ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, data)


def _letters(at: int) -> Any:
    from openpyxl.utils import get_column_letter

    return get_column_letter(at + 1)
