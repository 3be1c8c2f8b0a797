"""At or below the family's reading target, and no sentence too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.criteria._screen import plain

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_ALERT = 8
_LONGEST = 20
_LONGEST_TEXT = 14
_DIGITS = plain(r"\d+")


def _judge(page: Page) -> Opinion:
    reading = page.readability
    if reading is None or not page.message.strip():
        return not_asked("The message has not been measured.")
    limit = _LONGEST_TEXT if page.channel == "text" else _LONGEST
    long = reading.long_sentences or tuple(page.line_span(line) for line in page.body if len(line.low.split()) > limit)
    if long:
        return reconsider(
            f"A sentence runs past {limit} words.", "Cut it in two where a new thought begins.", *long[:3]
        )
    grades = [int(number) for number in _DIGITS.findall(reading.grade_band or "")]
    if grades and reading.language.startswith("en") and (sum(grades) / len(grades) > _ALERT):
        return reconsider(
            f"It reads at {reading.grade_band}.",
            "Use shorter words and sentences: the hard words are marked.",
            *reading.hard_words[:5],
        )
    return met("Easy to read.")


CRITERION = Criterion(
    id="reading-band",
    group="Clear",
    place=6,
    source="S2: “in a way that is most convenient for them”; our evidence: aim at grade 5 to 6, alert above 8",
    judge=_judge,
    any_language=True,
    flags=(
        Example(
            "Dear Ms. Hill, on Monday Abe read a poem that he had written at home over the long weekend with his cousin and that made all of us in the room laugh out loud.",
            "positive_note",
        ),
    ),
    clean=(Example("Dear Ms. Hill, Abe read a poem. We all laughed.", "positive_note"),),
)
