"""Some notes are not for a message: harm, self-harm, threats, immigration, custody, formal discipline, a death.

They get no draft but a short checklist and the first words of a call. The hard topics (harm, self-harm, threats) route
whatever else the note says; the soft ones only when they are what the note is about, not an aside that the teacher
herself told us to leave out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from drafting.types import FactSheet, Note

__all__ = ["Route", "route"]

_NEAR = 60
"""Characters to either side in which a harmless sense shows itself."""
_NEGATED = re.compile(r"\b(?:not|no|never|isn't|wasn't|aren't|didn't|isnt|wasnt)\b[^.;,]{0,24}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Route:
    """Why no draft was made: the topic, what to do first, and how to open the call."""

    topic: str
    first: tuple[str, ...]
    call: str

    @property
    def notices(self) -> tuple[str, ...]:
        """What the teacher reads instead of a draft."""
        return (
            f"This note speaks of {self.topic}, so no message was drafted. Your note is kept as it is.",
            *(f"Do first: {line}" for line in self.first),
            f"To say: {self.call}",
        )


@cache
def _topics() -> tuple[tuple[Mapping[str, Any], re.Pattern[str], re.Pattern[str]], ...]:
    with (Path(__file__).parent / "routing.toml").open("rb") as file:
        topics = tomllib.load(file)["topic"]
    return tuple(
        (
            topic,
            re.compile("|".join(topic["signs"])),
            re.compile("|".join(topic["but_not"])),
        )
        for topic in topics
    )


def route(note: Note, sheet: FactSheet) -> Route | None:
    """Return where a note must go instead of a draft, or None.

    The whole note is looked at for the hard topics, the rows that the teacher did not withhold for the soft ones, and
    the parent's message for both.
    """
    parent = note.parent_message or ""
    everything = _plain(f"{note.note}\n{parent}")
    for topic, signs, but_not in _topics():
        if not signs.search(everything):
            continue  # a row says nothing that the whole does not say
        texts = [
            *_rows(sheet, soft=bool(topic.get("soft"))),
            *([] if topic.get("not_in_reply") else re.split(r"(?<=[.!?])\s+|\n", parent)),
        ]
        for text in map(_plain, texts):
            for found in signs.finditer(text):
                # what excuses a word stands near it: a goldfish elsewhere in a long note excuses nothing
                around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
                if but_not.search(around) or (topic.get("soft") and _NEGATED.search(text[: found.start()])):
                    continue
                return Route(topic["name"], tuple(topic["first"]), topic["call"])
    return None


def _plain(text: str) -> str:
    """Return a text in lower case with straight apostrophes, as the patterns are written."""
    return text.lower().replace("’", "'")


def _rows(sheet: FactSheet, *, soft: bool) -> list[str]:
    """Whole sentences of the note for hard topics; for soft ones the rows that are not the teacher's asides."""
    text = sheet.note.note
    if not soft:
        return [piece for piece in re.split(r"(?<=[.!?])\s+|\n", text) if piece.strip()] + [text]
    rows: list[str] = []
    for fact in sheet.facts:
        before, after = text[: fact.start].rstrip(), text[fact.end :].lstrip()
        bracketed = (
            before.endswith("(")
            or after.startswith(")")
            or (fact.text.startswith("(") or before.count("(") > before.count(")"))
        )
        if bracketed or fact.why.startswith(("you asked", "tells what to leave out")):
            continue
        rows.append(fact.text)
    return rows
