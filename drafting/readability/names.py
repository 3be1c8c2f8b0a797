"""Proper names, so that they weigh nothing: whoever the child is, every figure is the same.

Names on record are replaced by one placeholder before anything is counted, so sameness does not rest on a guess. Other
names are found by their capital letter.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path

from drafting import words
from drafting.facts.lexicon import tags
from drafting.text import sentences
from drafting.types import Span
from drafting.words.familiar import familiar

PLACEHOLDER = "Zz"

_TITLES = frozenset(
    "mr mrs ms mx dr miss prof coach señor señora señorita sr sra srta maestra maestro teacher principal".split()
)
_PARTICLES = frozenset("de la las los del van von der den bin al el da dos das di du le of the and family y e".split())


class Masked:
    """A text with every name on record replaced, its sentences, and the way back to the offsets of the text itself."""

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self.original = text
        self._starts: list[int] = []
        self._added: list[int] = []
        places = _places(text, _written(names)) if names else []
        if not places:
            self.text = text
            return
        parts: list[str] = []
        done = 0
        length = 0
        for start, end in places:
            parts += (text[done:start], PLACEHOLDER)
            length += start - done + len(PLACEHOLDER)
            done = end
            self._starts.append(length)
            self._added.append(done - length)
        parts.append(text[done:])
        self.text = "".join(parts)

    @cached_property
    def units(self) -> list[Span]:
        """The sentences of the masked text: where they end cannot depend on a name."""
        return sentences(self.text)

    def places(self) -> list[tuple[int, int]]:
        """Return where the same sentences stand in the original text."""
        return [(self._back(unit.start), self._back(unit.end)) for unit in self.units]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original text for offsets of the masked one (placeholders are never cut)."""
        start, end = self._back(start), self._back(end)
        return Span(start, end, self.original[start:end])

    def _back(self, at: int) -> int:
        index = bisect_right(self._starts, at)
        return at + self._added[index - 1] if index else at


@lru_cache(maxsize=4096)
def _written(names: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Return the ways the names may be written, the longest first, and whether each is an ordinary word as well."""
    wanted: set[str] = set()
    for name in names:
        parts = [_POSSESSIVE.sub("", part.strip(",()\"'“”’")) for part in name.split()]
        while parts and parts[0].lower().rstrip(".") in _TITLES:
            parts = parts[1:]
        own = [part for part in parts if part and not part[0].islower() and part.lower().rstrip(".") not in _NOT_ALONE]
        wanted.update(own)
        if own and all(part in own or part.lower() in _PARTICLES for part in parts):
            wanted.add(" ".join(parts))
        if len(parts) == 1 and parts[0][:1].islower():
            wanted.add(parts[0].capitalize())
    found: dict[str, bool] = {}
    for name in wanted:
        lower = name.lower()
        ordinary = name.isascii() and (familiar(lower) or bool(tags(lower)))
        if len(name) > 1 or not name.isascii():
            found[name] = ordinary
            if not ordinary and len(name) > 2:
                found.setdefault(lower, False)
    return tuple(sorted(found.items(), key=lambda row: (-len(row[0]), row[0])))


def _places(text: str, written: tuple[tuple[str, bool], ...]) -> list[tuple[int, int]]:
    """Return where the names stand, in order and without overlap, their possessive included."""
    places: list[tuple[int, int]] = []
    for name, ordinary in written:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if _stands_alone(text, at, end) and not (ordinary and _AS_A_WORD.match(text, end)):
                # The possessive goes with the name: "James'" and "Maya's" are one word alike.
                if possessive := (_AFTER_S if name[-1] in "sS" else _AFTER_NAME).match(text, end):
                    end = possessive.end()
                if not any(start < end and at < stop for start, stop in places):
                    places.append((at, end))
            at = text.find(name, end)
    places.sort()
    return places


def _stands_alone(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    if before.isalnum() or before in _INSIDE or after.isalnum() or after == "@":
        return False
    return not (after in {"-", "."} and text[end + 1 : end + 2].isalnum()) or (
        after == "." and text[end + 1 : end + 2].isupper()
    )


_POSSESSIVE = re.compile(r"['’]s$")
_NOT_ALONE = _PARTICLES | _TITLES
_INSIDE = frozenset("@./-_")
_AFTER_NAME = re.compile(r"['’]s\b")
_AFTER_S = re.compile(r"['’]s\b|['’](?=\s\w)")
_AS_A_WORD = re.compile(r"\s+(?:you|we|i|he|she|they|it|there|the|this|that|these|your|our|my|be|not)\b", re.IGNORECASE)


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
    if base in _table()["always"]:
        return True
    if familiar(lower) or ordinary_capital(lower) or tags(base):
        return False
    stem = next((base[: -len(ending)] for ending in _ENDINGS if base.endswith(ending)), "")
    return not (stem and (familiar(stem) or tags(stem) or tags(stem + "e") or tags(stem + "y")))


_FINITE = frozenset("is was has had did does can will could would and".split())
_ENDINGS = ("tion", "sion", "ment", "ness", "ing", "ity", "ly", "ism", "ics", "ally", "ship")


def mask(text: str, names: Iterable[str]) -> Masked:
    """Replace every name on record in a text by one and the same placeholder."""
    return Masked(text, tuple(sorted({name for name in names if name and name.strip()})))
