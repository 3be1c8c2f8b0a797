"""The note becomes a fact sheet: rooms for splitting, shorthand, people, marks, and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafting.types import FactSheet, Note

__all__ = ["read"]


def read(note: Note) -> FactSheet:
    """Read a note into its fact sheet (see drafting.facts.sheet)."""
    from drafting.facts import sheet

    return sheet.read(note)
