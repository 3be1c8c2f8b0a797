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
    """"clause", "predicate", "score", "event", "ask", "adjective", "noun", "list", "goal", "heading", "command", "thanks"."""
    subject: Who = "unknown"
    text: str = ""


def proposed(
    pattern: str | None, *, who: Who, why: str, shape: str, text: str, unclear: str = "", state: State = "sure"
) -> Reading:
    """Return a proposal in the given state; what is ``unclear`` ("" when nothing is) makes it wait for a tick."""
    return Reading(who, pattern, "check" if unclear else state, unclear or why, shape, who, text)


def left(why: str, text: str, shape: str = "noun") -> Reading:
    """Return the reading of a clause without a proposal, and why there is none."""
    return Reading("unknown", None, "left", why, shape, text=text)


def left_unnamed(text: str, shape: str) -> Reading:
    """Return the reading of a clause that cannot be said because it names another child."""
    return Reading("other", None, "left", "names another child: say it without the name", shape, "other", text)
