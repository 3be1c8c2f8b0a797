"""Proper names, so that they weigh nothing: whoever the child is, every figure is the same.

Names on record are replaced by one placeholder before anything is counted, so sameness does not rest on a guess. Other
names are found by their capital letter.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from drafting import words
from drafting.facts.lexicon import tags
from drafting.types import Span
from drafting.words.familiar import familiar

PLACEHOLDER = "Zz"

_TITLES = frozenset("mr mrs ms mx dr miss prof coach señor señora señorita sr sra srta maestra maestro teacher principal".split())
_PARTICLES = frozenset("de la las los del van von der den bin al el da dos das di du le of the and family y e".split())
_NOT_A_NAME_BEFORE = r"(?!\s+(?:you|we|i|he|she|they|it|there|the|this|that|these|your|our|my|be|not)\b)"


class Masked:
    """A text with every name on record replaced, and the way back to the offsets of the text itself."""

    __slots__ = ("_added", "_starts", "original", "text")

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self.original = text
        self._starts: list[int] = []
        self._added: list[int] = []
        pattern = _pattern(names) if names else None
        if pattern is None:
            self.text = text
            return
        parts: list[str] = []
        done = 0
        length = 0
        for match in pattern.finditer(text):
            parts.append(text[done : match.start()])
            length += match.start() - done
            parts.append(PLACEHOLDER)
            length += len(PLACEHOLDER)
            done = match.end()
            self._starts.append(length)
            self._added.append(done - length)
        parts.append(text[done:])
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original text for offsets of the masked one (placeholders are never cut)."""
        if self._starts:
            start, end = self._back(start), self._back(end)
        return Span(start, end, self.original[start:end])

    def _back(self, at: int) -> int:
        index = bisect_right(self._starts, at) - 1
        return at + (self._added[index] if index >= 0 else 0)


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    wanted: set[str] = set()
    for name in names:
        parts = [part.strip(".,()\"'“”’") for part in name.split()]
        while parts and parts[0].lower() in _TITLES:
            parts = parts[1:]
        parts = [re.sub(r"['’]s$", "", part) for part in parts]
        own = [part for part in parts if part and not part[0].islower() and part.lower() not in _PARTICLES | _TITLES]
        wanted.update(own)
        if len(parts) == len(own) > 1 or (own and all(part in own or part.lower() in _PARTICLES for part in parts)):
            wanted.add(" ".join(parts))
        if len(parts) == 1 and parts[0].islower():
            wanted.add(parts[0].capitalize())
    wanted = {name for name in wanted if len(name) > 1 or not name.isascii()}
    if not wanted:
        return None
    alternatives = []
    for name in sorted(wanted, key=lambda each: (-len(each), each)):
        written = re.escape(name).replace(r"\ ", r"\s+")
        lower = name.lower()
        ordinary = name.isascii() and (familiar(lower) or bool(tags(lower)))
        alternatives.append(written + (_NOT_A_NAME_BEFORE if ordinary else ""))
        if not ordinary and lower != name and len(name) > 2:
            alternatives.append(re.escape(lower).replace(r"\ ", r"\s+"))
    # The possessive goes with the name: "James'" and "Maya's" are one word alike.
    return re.compile(rf"(?<![\w@./-])(?:{'|'.join(alternatives)})(?:['’]s\b|(?<=s)['’](?=\s\w))?(?![\w@]|[-.]\w)")


@cache
def _table() -> dict[str, frozenset[str]]:
    with (Path(words.__file__).parent / "capitals.toml").open("rb") as file:
        return {group: frozenset(body["words"].split()) for group, body in tomllib.load(file).items()}


def ordinary_capital(lower: str) -> bool:
    """Say whether a capitalised word inside a sentence is an ordinary word: Monday, Mom, I, English."""
    return lower in _table()["ordinary"]


@lru_cache(maxsize=1 << 14)
def opens_as_name(lower: str, following: str) -> bool:
    """Say whether a capitalised word that opens a sentence is a name, given the next word ("" at the end).

    Unknown to every word list: a name. Both name and word ("Hope", "Mark"): a name when a finite verb or "and" follows.
    """
    base = lower.removesuffix("'s")
    if base in _table()["given"]:
        return base != lower or following in _FINITE or bool({"VBD", "VBZ"} & tags(following).keys())
    return not (familiar(lower) or ordinary_capital(lower) or tags(base) or base.endswith(_ENDINGS))


_FINITE = frozenset("is was has had did does can will could would and".split())
_ENDINGS = ("tion", "sion", "ment", "ness", "ing", "ity", "ly", "ism", "ics", "ally", "ship")


def mask(text: str, names: Iterable[str]) -> Masked:
    """Replace every name on record in a text by one and the same placeholder."""
    return Masked(text, tuple(sorted({name for name in names if name and name.strip()})))
