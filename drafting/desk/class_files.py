"""What the page for a class shows and hands out: a row as she sees it, the pace of the writing, files for her downloads."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from drafting.batch.export import letters, save, says_yes
from drafting.batch.output import writing
from drafting.batch.table import Table, heads
from drafting.desk.downloads import Download
from drafting.errors import InputError

__all__ = ["Entry", "Pace", "pack_class"]

_MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv;charset=utf-8",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as she sees it.

    ``state``: "empty", "problem" (the file has to be mended), "question", "talk" (not a matter for a message), "ready"
    (to be written), "failed" (the call went wrong; writing again tries again), "written", "approved". ``questions`` are
    (what is asked, whether "leave it out" is an answer).
    """

    number: int
    student: str
    family: str
    note: str
    channel: str
    language: str
    state: str
    notices: tuple[str, ...] = ()
    questions: tuple[tuple[str, bool], ...] = ()
    subject: str = ""
    message: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How far the writing is: rows done of all, of them failed, and what it has cost, as far as that is known."""

    done: int
    total: int
    failed: int = 0
    cost: float | None = None
    cancelled: bool = False


def pack_class(table: Table, form: str, *, channel: str = "", language: str = "") -> Download:
    """Return the approved messages of a table as a file, or with the form "table" all of it; see ClassDesk.export."""
    stem = "-".join(filter(None, (Path(table.name).stem, channel, language)))
    with tempfile.TemporaryDirectory() as folder:  # it holds names: gone when this is done
        file = Path(folder) / ("texts" if form == "txt" else f"out.{'csv' if form == 'table' else form}")
        if form == "table":
            with writing(str(file), bom=True) as sheet:
                sheet.write(table.columns)
                for line in table.lines():
                    sheet.write(line.cells)
            return Download(f"{stem}-notes.csv", _MIMES["csv"], file.read_bytes())
        if form not in {"docx", "csv", "xlsx", "txt"}:
            raise InputError(f"Messages can be saved as docx, csv, xlsx or txt, not as {form!r}.")
        at = heads(table.columns)["approved"]
        if not any(says_yes(line.cells[at]) for line in table.lines()):
            raise InputError("No message is approved yet: read one, then approve it.")
        save(letters(table, channel=channel or None, language=language or None), str(file))
        if form == "txt":
            return Download(f"{stem}-messages.zip", _MIMES["zip"], _zipped(file))
        return Download(f"{stem}-messages.{form}", _MIMES[form], file.read_bytes())


def _zipped(folder: Path) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for file in sorted(folder.iterdir()):
            made.write(file, file.name)
    return whole.getvalue()
