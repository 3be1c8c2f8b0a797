"""The message is in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.criteria._tongue import ENOUGH, little_words, tongue, words_of

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    asked = page.language.split("-")[0].lower()
    if page.note is None:
        return not_asked("No note was given to compare with.")
    words = words_of(page.low)
    if asked not in little_words() or len(words) < ENOUGH:
        return Opinion("unsure", (), "There are too few words, or the language is not one we can tell.")
    if tongue(words, asked) == asked:
        return met("It is in the language asked for.")
    return reconsider(
        "The message is not in the language asked for.",
        "Write it in the family's language, and have a person read it before it goes out.",
    )


CRITERION = Criterion(
    id="right-language",
    group="Fidelity",
    place=4,
    source="S1: “Provide communications in multiple languages when possible”",
    judge=_judge,
    any_language=True,
    flags=(
        Example(
            "Dear Ms. Dell, Uma finished her book and it was a joy to listen to her read it.",
            "positive_note",
            {"student": "Uma", "note": "Uma finished her book", "language": "es"},
        ),
    ),
    clean=(
        Example(
            "Dear Ms. Dell, Uma finished her book and it was a joy to listen to her read it.",
            "positive_note",
            {"student": "Uma", "note": "Uma finished her book"},
        ),
    ),
)
