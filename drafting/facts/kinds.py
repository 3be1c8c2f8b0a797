"""Kinds of message in which the same jotting is read differently."""

from __future__ import annotations

GOOD_KINDS = frozenset({"positive_note"})
"""Good news: a jotting without a subject is about the child."""
LIST_KINDS = frozenset(
    {
        "welcome",
        "weekly_update",
        "newsletter",
        "conference_invite",
        "transition",
        "event_invite",
        "resource",
        "action_plan",
    }
)
"""Messages that take short practical lines as they are, in a list."""
