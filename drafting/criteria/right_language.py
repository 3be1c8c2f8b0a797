"""The message is in the language asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ENOUGH = 8
_MOST_WORDS = 400


@cache
def _little_words() -> dict[str, frozenset[str]]:
    text = files("drafting.criteria").joinpath("right_language.toml").read_text(encoding="utf-8")
    return {code: frozenset(words.split()) for code, words in tomllib.loads(text)["words"].items()}


def _judge(page: Page) -> Opinion:
    asked = page.language.split("-")[0].lower()
    if page.note is None:
        return not_asked("No note was given to compare with.")
    words = _WORD.findall(page.low[:4000])[:_MOST_WORDS]
    lists = _little_words()
    if asked not in lists or len(words) < _ENOUGH:
        return Opinion("unsure", (), "There are too few words, or the language is not one we can tell.")
    counts = {code: sum(word in little for word in words) for code, little in lists.items()}
    best = max(counts, key=lambda code: (counts[code], code == asked))
    if best == asked or counts[best] <= counts[asked] * 1.3 or counts[best] < 3:
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
