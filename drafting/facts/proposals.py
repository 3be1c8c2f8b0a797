"""What one clause says, and the sentence proposed for it: the value that every shape of a jotting returns."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.types import State, Who


@dataclass(frozen=True, slots=True)
class Reading:
    """What one clause says. ``pattern`` has no final mark; ``subject`` is what a following predicate inherits."""

    who: Who
    pattern: str | None
    state: State
    why: str
    shape: str
    """"clause", "predicate", "score", "event", "ask", "adjective", "noun", "list", "heading", "command", "thanks"."""
    subject: Who = "unknown"
    text: str = ""


def left(why: str, text: str, shape: str = "noun") -> Reading:
    return Reading("unknown", None, "left", why, shape, text=text)
