"""The page as one frozen value: what is saved, restored and undone; and its sentences traced to the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

from drafting.desk.settled import key
from drafting.drawer import Child
from drafting.text import sentences
from drafting.types import Answer, FactSheet, Sentence
from drafting.writers.tracing import speech_act, trace

__all__ = ["Page", "Said", "holds", "page_from_json", "page_to_json", "trace_sentences"]


NOBODY = Child("")
"""No child is chosen."""


@dataclass(frozen=True, slots=True)
class Page:
    """All that she has told and all that was written.

    ``rows`` are answers by the words of their row, ``asked`` answers by their question. ``written`` is the last draft as
    it was written, ``body`` the message as it stands; ``sentences`` are those of the draft, as (text, role, row words).
    ``sent`` is the entry in the ledger.
    """

    id: str
    kind: str = "positive_note"
    channel: str = "email"
    language: str = "en"
    child: Child = NOBODY
    whole_class: bool = False
    teacher: str = ""
    words: str = ""
    parent_message: str = ""
    rows: Mapping[str, Answer] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    asking: bool = False
    status: str = ""
    writer: str = ""
    notices: tuple[str, ...] = ()
    written: str = ""
    written_subject: str = ""
    written_words: str = ""
    body: str = ""
    subject: str = ""
    sentences: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    kept: tuple[str, ...] = ()
    sent: int | None = None

    def same_but_typing(self, other: Page) -> bool:
        """Whether only typed text lies between two states."""
        return replace(self, words="", parent_message="", body="", subject="") == replace(
            other, words="", parent_message="", body="", subject=""
        )

    @property
    def stale(self) -> bool:
        """Whether the note has changed since the message was written."""
        return bool(self.written) and self.words != self.written_words


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it stands in the message: offsets, what it is, and the ids of the rows that it rests on."""

    start: int
    end: int
    sentence: Sentence


def page_to_json(page: Page) -> dict[str, Any]:
    """Return the page as JSON values, without its id."""
    found = {one.name: getattr(page, one.name) for one in fields(page) if one.name != "id"}
    found["child"] = {one.name: getattr(page.child, one.name) for one in fields(page.child)}
    found["rows"] = {words: dict(one) if isinstance(one, Mapping) else one for words, one in page.rows.items()}
    return found


def page_from_json(ident: str, data: Mapping[str, Any]) -> Page:
    """Read a page that was kept; a field that an older or newer version wrote and this one does not know is passed over."""
    known = {one.name for one in fields(Page)} - {"id"}
    found = {name: value for name, value in data.items() if name in known}
    for name in ("skipped", "notices", "kept"):
        found[name] = tuple(found.get(name, ()))
    found["sentences"] = tuple((text, role, tuple(rows)) for text, role, rows in found.get("sentences", ()))
    found["child"] = Child(**found["child"]) if found.get("child") else Child("")
    return Page(id=ident, **found)


def holds(data: Mapping[str, Any]) -> bool:
    """Whether there is anything in it that she would miss."""
    return any(str(data.get(name) or "").strip() for name in ("words", "parent_message", "body"))


@lru_cache(maxsize=512)
def _traced(text: str, facts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """A keystroke changes one sentence; the others need no second look."""
    return trace(text, facts=dict(facts))


def trace_sentences(page: Page, sheet: FactSheet) -> tuple[Said, ...]:
    """Cut the message into sentences: those of the draft keep their rows, hers are traced by their words."""
    body = page.body
    by_words = {key(fact): fact.id for fact in sheet.facts}
    texts = {fact.id: fact.sentence for fact in sheet.facts if fact.sentence and fact.state != "never"}
    found: list[Said] = []
    covered: list[tuple[int, int]] = []
    for text, role, rows in page.sentences:
        at = body.find(text)
        if at < 0 or any(at < end and start < at + len(text) for start, end in covered):
            continue
        covered.append((at, at + len(text)))
        ids = tuple(by_words[words] for words in rows if words in by_words)
        found.append(Said(at, at + len(text), Sentence(text, role, ids)))
    for unit in sentences(body):
        if any(unit.start < end and start < unit.end for start, end in covered):
            continue
        ids = _traced(unit.text, tuple(texts.items()))
        role = "question" if unit.text.endswith("?") else "fact" if ids else speech_act(unit.text) or "fact"
        found.append(Said(unit.start, unit.end, Sentence(unit.text, role, ids)))
    return tuple(sorted(found, key=lambda one: one.start))
