"""What she has settled about her note, kept by her words: row numbers move when she types a line above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from drafting.facts import read
from drafting.types import Answer, Fact, FactSheet, Note

__all__ = ["Settled", "key"]


def key(fact: Fact) -> str:
    """Return what a row is remembered by: its words, without case, spacing and outer marks."""
    return " ".join(fact.text.lower().split()).strip(" .,;:!-")


class Settled:
    """Answers by the words of their clause, and answers to questions that no clause stands behind."""

    def __init__(self, rows: Mapping[str, Answer] | None = None, asked: Mapping[str, str] | None = None) -> None:
        self.rows: dict[str, Answer] = dict(rows or {})
        self.asked: dict[str, str] = dict(asked or {})

    def read(self, note: Note) -> FactSheet:
        """Read the note with all that is settled; an answer whose words are gone from the note waits for them."""
        plain = read(replace(note, answers={}))
        answers: dict[str, Answer] = {fact.id: self.rows[key(fact)] for fact in plain.facts if key(fact) in self.rows}
        answers |= self.asked
        return read(replace(note, answers=answers)) if answers else plain

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON values."""
        rows = {words: dict(one) if isinstance(one, Mapping) else one for words, one in self.rows.items()}
        return {"rows": rows, "asked": dict(self.asked)}
