"""Kinds of message in which the same jotting is read differently."""

from __future__ import annotations

GOOD_KINDS = frozenset({"positive_note"})
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
