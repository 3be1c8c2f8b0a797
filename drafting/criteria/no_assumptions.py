"""The message does not assume money, time, devices, language, culture or holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._meeting import only_daytime_slot
from drafting.criteria._phrases import load_phrases
from drafting.criteria._screen import plain

if TYPE_CHECKING:
    from drafting.criteria._page import Page

# What is offered, lent, free, left open, or said of school takes nothing for granted.
_OPEN = plain(
    r"\bif (?:you|it|that|there|and|a|the|possible|ever|any)\b|\bwhenever\b|\bno (?:need|screen|printer|internet|cost|purchase)\b|\b(?:free|lend|loan|borrow|paper copy|on paper|on us|nothing to (?:buy|print)|costs? nothing|provided?|we have|i have (?:a|extra)|the school (?:has|gives|lends|pays))\b|\bor (?:not|on paper|by hand|any|whatever)\b|\boptional\b|\b(?:may|might|could) (?:like|enjoy|want)\b|\bwhat(?:ever)? language\b|\bany language\b|\bthat is (?:fine|ok|okay)\b"
)
_OWN = plain(
    r"^\W*(?!i'm sure|i am sure|i (?:suggest|recommend|expect|need|require|assume|advise)|we (?:have different|suggest|recommend|expect|need|require|ask))(?:i|we|i'll|i've|i'm|he and i|she and i|the class|our class|in class|at school)\b"
)
_CHILD_DOES = plain(r"(?:\b(?:he|she|they)|ʘ+)(?: \w+)? $")
_ABOUT_CHILD = plain(
    r"\b(?:you (?:told|said|wrote|mentioned|shared)|(?:he|she|they|ʘ+) (?:told|said|wrote|drew|read|works|practiced|was|is|sits|reads|has|comes|writes|asks|built|shared|loves))\b"
)


_PHRASES = load_phrases("no_assumptions")


def _judge(page: Page) -> Opinion:
    for line in page.lines_with(_PHRASES):
        if line.part == "signature":
            continue
        for hit, phrase in _PHRASES.find(line.low):
            if _OPEN.search(line.low) or _OWN.search(line.low):
                continue
            before = line.low[: hit.start()]
            if _ABOUT_CHILD.search(before) or _CHILD_DOES.search(before):
                continue
            if (
                page.note
                and hit.group().strip() in page.note.lower()
                and page.kind not in {"concern", "home_learning", "weekly_update"}
            ):
                continue
            return reconsider(phrase.why, phrase.instead, page.line_span(line))
    slot = only_daytime_slot(page)
    if slot is not None:
        return reconsider(
            "One time in the working day is all that is offered.",
            "Offer two times or ways, one of them in the evening or by phone.",
            slot,
        )
    return met("It takes nothing for granted.")


CRITERION = Criterion(
    id="no-assumptions",
    group="Respect",
    place=4,
    source="S3: “rather than assuming deficit perspectives about family knowledge”",
    judge=_judge,
    flags=(
        Example("Dear Ms. Ray, please read with Ana for 30 minutes every evening."),
        Example("Dear Ms. Ray, print the pages from Google Drive.", "home_learning"),
        Example("Dear families, we hope you have a merry Christmas!", "weekly_update"),
    ),
    clean=(
        Example("Dear Ms. Ray, if you have a moment, count the steps together.", "home_learning"),
        Example("Dear Ms. Ray, Ana read every day this week.", "positive_note", {"student": "Ana"}),
    ),
)
