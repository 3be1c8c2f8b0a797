"""The message as a file that any computer opens: plain text, or a Word document."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Literal

from drafting.errors import InputError
from drafting.types import Message

__all__ = ["Download", "download"]

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "prs", "yi"})


@dataclass(frozen=True, slots=True)
class Download:
    """A file for her downloads folder."""

    name: str
    mime: str
    content: bytes


def download(message: Message, form: Literal["txt", "docx"], *, name: str, language: str = "en") -> Download:
    """Return the message as a file; ``name`` is what the file is called, without an ending.

    Raises InputError for another form.
    """
    stem = re.sub(r"[^\w-]+", "-", name).strip("-")[:60] or "message"
    if form == "txt":
        subject = f"{message.subject}\n\n" if message.subject else ""
        return Download(f"{stem}.txt", "text/plain;charset=utf-8", f"{subject}{message.body}\n".encode())
    if form == "docx":
        mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return Download(f"{stem}.docx", mime, _docx(message, rtl=right_to_left(language)))
    raise InputError(f"A message can be saved as txt or docx, not as {form!r}.")


def right_to_left(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return language.lower().split("-")[0] in _RIGHT_TO_LEFT


def _docx(message: Message, *, rtl: bool) -> bytes:
    import docx
    from docx.oxml import OxmlElement

    page = docx.Document()
    if message.subject:
        page.add_heading(message.subject, level=1)
    for paragraph in message.body.split("\n\n"):
        written = page.add_paragraph(paragraph)
        if rtl:
            written._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - python-docx has no public word for it
    stream = io.BytesIO()
    page.save(stream)
    return stream.getvalue()
