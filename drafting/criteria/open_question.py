"""At least one question that cannot be answered yes or no and asks for the family's view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    asked = [
        question.span for question in page.questions if question.open and question.genuine and not question.scheduling
    ]
    if asked:
        return met("The family can answer this in their own words.", *asked[:3])
    instead = f"Ask something that begins with how or what: “What have you noticed about {page.child} lately?”"
    closed = [question.span for question in page.questions if question.genuine and not question.scheduling]
    if closed:
        return reconsider(
            "This can be answered with yes or no, so the family's view stays unheard.", instead, closed[0]
        )
    return reconsider("Nothing in the message asks for the family's view.", instead)


CRITERION = Criterion(
    id="open-question",
    group="Ask",
    place=2,
    source="S1: “Ask parents about their child's interests and learning style”; S3: “soliciting parent input”",
    kinds=frozenset({"concern", "reply", "conference_invite", "welcome", "action_plan", "iep_progress", "transition"}),
    judge=_judge,
    flags=(
        Example("Dear Mr. Bell, is Ida excited for school? Do you have any questions?", "welcome"),
        Example("Dear Mr. Bell, what time works for you on Monday?", "conference_invite"),
    ),
    clean=(
        Example("Dear Mr. Bell, tell me about the things Ida loves to do.", "welcome"),
        Example("Dear Mr. Bell, I'd love to hear how Ida likes to learn.", "welcome"),
        Example("Dear Mr. Bell, what helps Ida when something is new?", "transition"),
    ),
)
