"""At least two options of time or way when a meeting or a call is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.criteria._meeting import meeting_lines, only_announced, options

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    lines = meeting_lines(page)
    invited = page.kind in {"conference_invite", "event_invite"}
    if not invited:
        lines = [line for line in lines if not only_announced(line)]
        if not lines:
            return not_asked("No meeting or call is asked for.")
    found = options(page, lines if lines or not invited else list(page.body))
    if found is not None:
        return met("The family can choose.", found)
    instead = "Offer two times or ways, for example early, late, by phone or by video."
    if lines:
        return reconsider("There is one time and one way only.", instead, page.line_span(lines[0]))
    return reconsider("No choice of time or way is offered.", instead)


CRITERION = Criterion(
    id="flexible-options",
    group="Respect",
    place=6,
    source="S2: “in a way that is most convenient for them”; S3: “Timing and flexibility also significantly impact engagement levels”",
    kinds=frozenset({"conference_invite", "event_invite", "concern", "action_plan"}),
    judge=_judge,
    flags=(
        Example("Dear Ms. Kay, your conference is on Tuesday at 10 a.m. in Room 4.", "conference_invite"),
        Example(
            "Dear Ms. Kay, Lou missed 3 labs. Could you come by on Wednesday at 10?", "concern", {"student": "Lou"}
        ),
    ),
    clean=(
        Example("Dear Ms. Kay, we can meet Tuesday at 5 p.m. or talk by phone on Thursday.", "conference_invite"),
        Example("Dear Ms. Kay, Lou missed 3 labs. I'll call you on Friday.", "concern", {"student": "Lou"}),
    ),
)
