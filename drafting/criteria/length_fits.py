"""Short enough to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_TEXT_CHARACTERS = 320
_WORDS = {"positive_note": 90, "concern": 180, "reply": 180, "follow_up": 180, "newsletter": 350}
_OTHER_WORDS = 220


def _judge(page: Page) -> Opinion:
    if page.channel == "text":
        size, limit, unit = len(page.message.strip()), _TEXT_CHARACTERS, "characters"
    else:
        size, limit, unit = len(page.message.split()), _WORDS.get(page.kind, _OTHER_WORDS), "words"
    if size <= limit:
        return met(f"{size} {unit}: short enough to be read.")
    return reconsider(
        f"{size} {unit}; a message like this is read when it stays within {limit}.",
        f"Leave out about {size - limit} {unit}: keep one piece of news, one question and one step.",
    )


CRITERION = Criterion(
    id="length-fits",
    group="Clear",
    place=5,
    source="S3: “quick updates”; our evidence: shorter messages are answered more",
    judge=_judge,
    any_language=True,
    flags=(Example("Good news. " * 50, "positive_note"), Example("a" * 321, "positive_note", {"channel": "text"})),
    clean=(Example("Dear Ms. Hill, Abe read a poem.", "positive_note"),),
)
