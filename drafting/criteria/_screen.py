"""Patterns that look before they run: a sentence without any word that a pattern cannot do without is left alone.

Most patterns hold in few sentences, and a search that finds nothing is the slowest kind. So the words that one of must
stand in any match are read off each alternative of each expression, once; the words of a sentence are looked up once
for all patterns; and only the alternatives that have their words are run. What is found is the same by construction:
nothing here decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakSet

from drafting.criteria._needed import Piece, alternatives, needed

_COLD = 4096
"""Searches before the expressions are read: the review of one message would spend more on that than it saves."""

_TOKEN = re.compile(r"[a-z]+|\d|[^\w\s]|[ʘǂ]")


@lru_cache(maxsize=64)
def _tokens(text: str) -> frozenset[str]:
    """Return the words and signs of a text; the screens look at the same sentence one after the other."""
    return frozenset(_TOKEN.findall(text))


class Compiled:
    """An expression that is compiled when it is first run."""

    __slots__ = ("expression", "made")

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.made: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression as the library knows it."""
        made = self.made
        if made is None:
            made = self.made = re.compile(self.expression)
        return made


class Screen:
    """Expressions that look at a text together: what its words mean to all of them is one number, a bit for each."""

    def __init__(self, expressions: Sequence[str]) -> None:
        known = lru_cache(maxsize=1 << 11)(self._marks)
        self.marks: Callable[[str], int] = known
        self.forget = known.cache_clear
        _SCREENS.add(self)
        self._mean: Callable[[str], int] = lru_cache(maxsize=1 << 14)(self._meaning)
        self._pieces: dict[str, list[tuple[Piece, int]]] = {}
        self._always = 0
        for place, expression in enumerate(expressions):
            pieces = needed(expression)
            if pieces is None:
                self._always |= 1 << place
            for piece in pieces or ():
                self._pieces.setdefault(piece.text, []).append((piece, 1 << place))
        self._longest = max(map(len, self._pieces), default=0)

    def _marks(self, text: str) -> int:
        """Return the bits of all expressions that could hold somewhere in a text."""
        found = self._always
        mean = self._mean
        for token in _tokens(text):
            found |= mean(token)
        return found

    def _meaning(self, token: str) -> int:
        """Return the bits of the expressions that have one of their pieces in this word or sign."""
        word = "0" if token[0].isdecimal() else token
        found = 0
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                for piece, bit in self._pieces.get(word[start:end], ()):
                    if (start == 0 or not piece.opens) and (end == len(word) or not piece.ends):
                        found |= bit
        return found


class _Share(NamedTuple):
    """What a pattern has of a screen: its bits, where they begin, and the alternatives they stand for, in order."""

    marks: Callable[[str], int]
    need: int
    shift: int
    alternatives: Sequence[Compiled]


class Screened(Compiled):
    """A pattern with the methods of ``re.Pattern`` that criteria use."""

    __slots__ = ("share",)

    def __init__(self, expression: str) -> None:
        super().__init__(expression)
        self.share: _Share | None = None

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.search``: the alternative that begins first in the text; where two do, the first of them."""
        if self.share is None:
            _SHARED.count()
            return self.compiled.search(text, start)
        marks, need, shift, each = self.share
        rest = marks(text) & need
        if not rest:
            return None
        rest >>= shift
        found: re.Match[str] | None = None
        while rest:
            bit = rest & -rest
            one = each[bit.bit_length() - 1]
            match = (one.made or one.compiled).search(text, start)
            if match is not None and (found is None or match.start() < found.start()):
                found = match
            rest ^= bit
        return found

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self.compiled.match(text, start) if self._possible(text) else None

    def search_before(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Search a part of a text as if it ended there; the words of the whole say nothing of a word cut in two."""
        return self.compiled.search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return self.compiled.finditer(text) if self._possible(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """As ``re.Pattern.findall`` of an expression without groups."""
        return self.compiled.findall(text) if self._possible(text) else []

    def sub(self, change: Callable[[re.Match[str]], str] | str, text: str) -> str:
        """As ``re.Pattern.sub``."""
        return self.compiled.sub(change, text) if self._possible(text) else text

    def _possible(self, text: str) -> bool:
        share = self.share
        return share is None or share.marks(text) & share.need != 0


class _Shared:
    """All patterns of the criteria, put behind one screen once they are worth it.

    Each is handed its share whole, and one that comes later goes without, so that no thread ever sees half of it.
    """

    def __init__(self) -> None:
        self.patterns: list[Screened] = []
        self._left = _COLD

    def count(self) -> None:
        """Count a search that was not screened; read the expressions when it is time."""
        self._left -= 1
        if self._left == 0:
            parts = [[Compiled(one) for one in alternatives(pattern.expression)] for pattern in self.patterns]
            screen = Screen([part.expression for each in parts for part in each])
            shift = 0
            for pattern, each in zip(self.patterns, parts, strict=False):
                pattern.share = _Share(screen.marks, ((1 << len(each)) - 1) << shift, shift, each)
                shift += len(each)


_SHARED = _Shared()
_SCREENS: WeakSet[Screen] = WeakSet()


def forget() -> None:
    """Forget the sentences met so far, as a process that has just begun; for measuring."""
    _tokens.cache_clear()
    for screen in _SCREENS:
        screen.forget()


def screened(expression: str) -> Screened:
    """Return a pattern of the criteria, screened together with all the others."""
    pattern = Screened(expression)
    _SHARED.patterns.append(pattern)
    return pattern
