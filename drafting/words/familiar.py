"""Which words most readers have known since about the fourth grade.

The list is the familiar-word list that textstat carries for the Dale-Chall formula, read from textstat's own resource
file at run time (textstat itself is never imported: that costs two seconds) and never copied into this project.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_KEPT = 1 << 16


@cache
def _listed() -> frozenset[str]:
    """Return textstat's familiar words; empty when textstat is missing, and then no list-based figure is given."""
    spec = find_spec("textstat")
    if spec is None or spec.origin is None:
        return frozenset()
    path = Path(spec.origin).parent / "resources" / "en" / "easy_words.txt"
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except OSError:
        return frozenset()


@cache
def _known() -> frozenset[str]:
    """Return the familiar words together with the everyday words of school and home."""
    with (Path(__file__).parent / "everyday.toml").open("rb") as file:
        return _listed() | frozenset(tomllib.load(file)["everyday"]["words"].split())


def available() -> bool:
    """Say whether the list could be read."""
    return bool(_listed())


def listed(word: str) -> bool:
    """Look a lower-case word up as it stands, as textstat does: "walked" is not listed."""
    return word in _listed()


@lru_cache(maxsize=_KEPT)
def familiar(word: str) -> bool:
    """Say whether a lower-case word, or the word it is a regular form of, is familiar.

    The regular forms are those that the published Dale-Chall instructions count as familiar: plurals and possessives,
    -s -ed -ing of verbs, -er -est, -ly, and compounds of two familiar words.
    """
    words = _known()
    if word in words:
        return True
    if "'" in word:
        stem, _, ending = word.partition("'")
        return (ending in _CLITICS and familiar(stem)) or word in _CONTRACTIONS
    if "-" in word:
        return all(part.isdecimal() or familiar(part) for part in word.split("-") if part)
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            if len(stem) >= 2 and any(stem + end in words for end in instead):
                return True
            if ending in _DOUBLING and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in words:
                return True
    return False


_CLITICS = frozenset({"s", "ll", "ve", "re", "d", "m", ""})
_CONTRACTIONS = frozenset(
    "don't won't can't isn't aren't wasn't weren't doesn't didn't hasn't haven't hadn't shouldn't wouldn't couldn't "
    "let's o'clock".split()
)
_DOUBLING = frozenset({"ed", "ing", "er", "est"})
_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ier", ("y",)),
    ("iest", ("y",)),
    ("ily", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("est", ("", "e")),
    ("ly", ("", "le")),
    ("y", ("",)),
    ("n", ("",)),
)
