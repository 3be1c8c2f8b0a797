"""Which language a text is in, by the commonest little words of each (right_language.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

ENOUGH = 8
"""Words: of fewer, nothing is said of their language."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MOST_WORDS = 400
_PLAINLY = 6  # different little words of English; no other language here shares more than one


@cache
def little_words() -> dict[str, frozenset[str]]:
    """Return the little words of each language by its code."""
    text = files("drafting.criteria").joinpath("right_language.toml").read_text(encoding="utf-8")
    return {code: frozenset(words.split()) for code, words in tomllib.loads(text)["words"].items()}


def words_of(low: str) -> list[str]:
    """Return the words of a flattened text, as far as its language needs them."""
    return _WORD.findall(low[:4000])[:_MOST_WORDS]


def tongue(words: list[str], asked: str) -> str:
    """Return the code of the language that the words are in; ``asked`` unless they plainly are in another."""
    counts = {code: sum(word in little for word in words) for code, little in little_words().items()}
    best = max(counts, key=lambda code: (counts[code], code == asked))
    if best == asked or counts[best] <= counts.get(asked, 0) * 1.3 or counts[best] < 3:
        return asked
    return best


def in_english(low: str) -> bool:
    """Whether a flattened text may be read as English: it is not plainly in another language."""
    if len(little_words()["en"].intersection(low.split())) >= _PLAINLY:
        return True
    words = words_of(low)
    return len(words) < ENOUGH or tongue(words, "en") == "en"
