"""No unexplained school jargon or acronym, no hard idiom. The words are those of drafting.words.plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.readability import could_tell, jargon

if TYPE_CHECKING:
    from drafting.criteria._page import Page


_EVERYDAY = "Everyday words throughout."


def _judge(page: Page) -> Opinion:
    if not any(could_tell(page.message[line.start : line.end]) for line in page.lines):
        return met(_EVERYDAY)
    names = [name for name in (page.student, page.addressed_as, page.teacher, *page.class_list) if name]
    found = jargon(page.message, names=names)
    if not found:
        return met(_EVERYDAY)
    _, say, what = found[0]
    say = say.split(" / ")[0]
    instead = "Say it in words, or explain it." if say.startswith("(") else f"Say “{say}”, or explain it."
    return reconsider(f"There is {what} that is not explained.", instead, *(span for span, _, _ in found[:4]))


CRITERION = Criterion(
    id="plain-language",
    group="Clear",
    place=1,
    source="S1: “Provide communications in multiple languages when possible”; S3: “break down language barriers”",
    judge=_judge,
    flags=(
        Example("Dear Mr. Nye, per MTSS Ben will get Tier 2 support."),
        Example("Dear Mr. Nye, Ben is behind the eight ball in math."),
    ),
    clean=(
        Example("Dear Mr. Nye, Ben starts in advisory (our homeroom time) on Monday."),
        Example("Dear Mr. Nye, Ben got an A on the quiz and wrote about NASA.", "positive_note"),
        Example("Dear Mr. Nye, Ben has an IEP (a plan that says which help he gets)."),
    ),
)
