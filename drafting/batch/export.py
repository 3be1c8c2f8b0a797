"""Finished messages out of a table: a file for mail merge, letters with one page a child, or a text file for each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.batch.output import pack, replacing, writing
from drafting.batch.table import Table, heads
from drafting.errors import InputError

__all__ = ["Letter", "letters", "save", "says_yes"]

_YES = {"yes", "y", "x", "true", "1", "ok", "ja", "sí", "si"}
_NOT_A_NAME = re.compile(r"[^\w .-]+")
_MERGE = ("student", "family", "channel", "language", "subject", "message")


@dataclass(frozen=True, slots=True)
class Letter:
    """One finished message and whom it is for; ``number`` is its row."""

    number: int
    student: str
    family: str
    channel: str
    language: str
    subject: str
    message: str


def letters(table: Table, *, channel: str | None = None, language: str | None = None) -> list[Letter]:
    """Return the messages of a table that are ready, of one channel and language if asked for.

    A table with a column "approved" gives only the rows that say yes there. Raises InputError without messages.
    """
    at = heads(table.columns)
    if "message" not in at:
        raise InputError(f"{table.name} has no column 'message': give the file that drafting batch wrote.")
    found: list[Letter] = []
    for line in table.lines():
        cells = {name: line.cells[place] for name, place in at.items()}
        ready = cells.get("status", "drafted") in {"drafted", ""}
        approved = "approved" not in cells or says_yes(cells["approved"])
        letter = Letter(
            line.number,
            cells.get("student", ""),
            cells.get("family", ""),
            cells.get("channel") or "email",
            cells.get("language") or "en",
            cells.get("subject", ""),
            cells["message"],
        )
        wanted = channel in {None, letter.channel} and language in {None, letter.language}
        if cells["message"] and ready and approved and wanted:
            found.append(letter)
    if not found:
        raise InputError(f"{table.name} holds no message that is ready for this.")
    return found


def says_yes(cell: str) -> bool:
    """Whether a cell under "approved" says yes."""
    return cell.strip().lower() in _YES


def save(found: Sequence[Letter], to: str) -> None:
    """Write the messages by the ending of ``to``: .docx, .csv or .xlsx; anything else is a folder of text files."""
    if to.lower().endswith(".docx"):
        _save_docx(found, to)
    elif to.lower().endswith((".csv", ".xlsx")):
        with writing(to, bom=True) as sheet:
            sheet.write(_MERGE)
            for one in found:
                sheet.write([getattr(one, field) for field in _MERGE])
    else:
        _save_texts(found, Path(to))


def _save_docx(found: Sequence[Letter], to: str) -> None:
    import docx
    from docx.shared import Pt

    document: Any = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    for at, one in enumerate(found):
        if at:
            document.add_page_break()
        for block in one.message.split("\n\n"):
            document.add_paragraph(_printable(block))
    whole = io.BytesIO()
    document.save(whole)
    with replacing(to) as part, zipfile.ZipFile(whole) as made:
        pack(made, part)


def _save_texts(found: Sequence[Letter], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {(error.strerror or str(error)).lower()}.") from None
    for one in found:
        name = _NOT_A_NAME.sub("", one.student).strip(" .")[:60] or "class"
        with replacing(str(folder / f"{one.number:03} {name}.txt")) as part:
            heading = f"Subject: {one.subject}\n\n" if one.subject else ""
            part.write_text(f"{heading}{one.message}\n", encoding="utf-8")


def _printable(text: str) -> str:
    return "".join(one for one in text if one >= " " or one in "\n\t")
