"""Sentences that know which patterns could hold in them, so that only those are run, and each once.

Most patterns hold in few sentences, and a search that finds nothing is the slowest kind. So the words that one of must
stand in any match are read off each alternative of each expression, once; a sentence looks its words up once for all
patterns together; and only the alternatives that have their words are run. What is found is the same by construction:
nothing here decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Any, TypeVar, cast

from drafting.criteria._known import sets_of
from drafting.criteria._needed import MOST, Piece, alternatives

_KEPT = 1 << 12
"""Sentences remembered: those of a class's messages, and of a message that is being rewritten."""

_TOKEN = re.compile(r"[a-z]+|\d|[^\w\s]|[ʘǂ]")
_FIRST = re.compile(r"\W*([a-z]+)")


_Function = TypeVar("_Function", bound=Callable[..., Any])


class Pattern:
    """An expression that is compiled when it is first run, with the methods of ``re.Pattern`` that criteria use."""

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

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return (self.made or self.compiled).search(text, start)

    def search_before(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """As ``re.Pattern.search`` of a part of a text as if it ended there."""
        return (self.made or self.compiled).search(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return (self.made or self.compiled).match(text, start)

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return (self.made or self.compiled).finditer(text)

    def findall(self, text: str) -> list[str]:
        """As ``re.Pattern.findall`` of an expression without groups."""
        return (self.made or self.compiled).findall(text)

    def sub(self, change: Callable[[re.Match[str]], str] | str, text: str) -> str:
        """As ``re.Pattern.sub``."""
        return (self.made or self.compiled).sub(change, text)


Held = dict[object, Any]
"""What could hold in a text: by its owner the alternatives in order, or the first match once it has been looked for."""


class _Meanings(dict[str, int]):
    """What each word or sign means to a screen: a bit for each set of pieces that has one of its pieces in it."""

    def __init__(self, pieces: dict[str, list[tuple[Piece, int]]]) -> None:
        self._pieces = pieces
        self._longest = max(map(len, pieces), default=0)

    def __missing__(self, token: str) -> int:
        word = "0" if token[0].isdecimal() else token
        found = 0
        for start in range(1 if word[0] == "^" and len(word) > 1 else len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                for piece, bit in self._pieces.get(word[start:end], ()):
                    if (start == 0 or not piece.opens) and (end == len(word) or not piece.ends):
                        found |= bit
        if len(self) > 1 << 14:
            self.clear()
        self[token] = found
        return found


class Screen:
    """Alternatives that look at a text together: what its words mean to all of them is one number.

    The number has a bit for each alternative in each of ``MOST`` rows, one for each set of pieces that it needs; an
    alternative could hold where all its bits are set.
    """

    def __init__(self, owned: Iterable[tuple[object, Sequence[Pattern]]]) -> None:
        self._places = [(owner, one) for owner, each in owned for one in each]
        self._row = len(self._places)
        self._always = 0
        pieces: dict[str, list[tuple[Piece, int]]] = {}
        for place, (_, one) in enumerate(self._places):
            sets = sets_of(one.expression)
            for row in range(MOST):
                bit = 1 << (row * self._row + place)
                if row >= len(sets):
                    self._always |= bit
                    continue
                for piece in sets[row]:
                    pieces.setdefault(piece.text, []).append((piece, bit))
        self._meanings = _Meanings(pieces)

    def held(self, text: str) -> Held:
        """Return the alternatives that could hold somewhere in a text, by their owners."""
        mean = self._meanings
        bits = reduce(or_, [bits for token in _TOKEN.findall(text) if (bits := mean[token])], self._always)
        if first := _FIRST.match(text):
            bits |= mean["^" + first[1]]
        could = bits & (1 << self._row) - 1
        for _ in range(MOST - 1):
            bits >>= self._row
            could &= bits
        found: Held = {}
        while could:
            bit = could & -could
            owner, one = self._places[bit.bit_length() - 1]
            if owner in found:
                found[owner].append(one)
            else:
                found[owner] = [one]
            could ^= bit
        return found


class Sentence(str):
    """The words of a sentence, and what could hold in them."""

    __slots__ = ("held",)

    held: Held


_REMEMBERED: list[Any] = []


def remembered(function: _Function) -> _Function:
    """Remember what a function says of the sentences met last; it must depend on nothing but what it is given."""
    known = lru_cache(maxsize=_KEPT)(function)
    _REMEMBERED.append(known)
    return cast("_Function", known)


@remembered
def sentence(text: str) -> Sentence:
    """Return a text as a sentence; the same one for the same words, so that what was found in it stays known."""
    made = Sentence(text)
    made.held = (_SHARED.screen or _SHARED.read()).held(text)
    return made


def held(text: str) -> Held:
    """Return what could hold in a text."""
    return (text if type(text) is Sentence else sentence(text)).held


class Screened(Pattern):
    """A pattern that is asked of every sentence, and runs only where it could hold."""

    __slots__ = ()

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.search``: the alternative that begins first in the text; where two do, the first of them."""
        known = text.held if type(text) is Sentence else held(text)
        found: Any = known.get(self)
        if found is None:
            return None
        if type(found) is list:
            first: re.Match[str] | None = None
            for one in found:
                match = (one.made or one.compiled).search(text)
                if match is not None and (first is None or match.start() < first.start()):
                    first = match
            if first is None:
                known.pop(self, None)
                return None
            known[self] = found = first
        return found if found.start() >= start else self.compiled.search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self.compiled.match(text, start) if self._possible(text) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return self.compiled.finditer(text) if self._possible(text) else ()

    def findall(self, text: str) -> list[str]:
        """As ``re.Pattern.findall`` of an expression without groups."""
        return self.compiled.findall(text) if self._possible(text) else []

    def sub(self, change: Callable[[re.Match[str]], str] | str, text: str) -> str:
        """As ``re.Pattern.sub``."""
        return self.compiled.sub(change, text) if self._possible(text) else text

    def _possible(self, text: str) -> bool:
        return self in (text.held if type(text) is Sentence else held(text))


class _Shared:
    """All that looks at sentences, behind one screen."""

    def __init__(self) -> None:
        self.patterns: list[Screened] = []
        self.lists: list[tuple[object, Sequence[Pattern]]] = []
        self.screen: Screen | None = None

    def add(self, pattern: Screened) -> None:
        """Take a pattern in; sentences that were met without it are forgotten."""
        self.patterns.append(pattern)
        self._begin_anew()

    def add_list(self, owner: object, each: Sequence[Pattern]) -> None:
        """Take in expressions that are looked up together by their owner."""
        self.lists.append((owner, each))
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.screen = None
        forget()

    def owned(self) -> list[tuple[object, Sequence[Pattern]]]:
        """Return all alternatives by their owners."""
        each = [(pattern, [Pattern(one) for one in alternatives(pattern.expression)]) for pattern in self.patterns]
        return [*each, *self.lists]

    def read(self) -> Screen:
        """Make the screen of all there is."""
        self.screen = Screen(self.owned())
        return self.screen


_SHARED = _Shared()


def forget() -> None:
    """Forget the sentences met so far, as a process that has just begun; for measuring."""
    for known in _REMEMBERED:
        known.cache_clear()


def plain(expression: str) -> Pattern:
    """Return a pattern that is asked of few sentences, or of parts of them: it just runs."""
    return Pattern(expression)


def screened(expression: str) -> Screened:
    """Return a pattern that is asked of every sentence, screened together with all the others."""
    pattern = Screened(expression)
    _SHARED.add(pattern)
    return pattern


def screened_together(owner: object, each: Sequence[Pattern]) -> Callable[[str], Sequence[Pattern]]:
    """Return what finds, of the expressions of an owner, those that could hold in a text, in order."""
    _SHARED.add_list(owner, each)

    def could(text: str) -> Sequence[Pattern]:
        found: Sequence[Pattern] = held(text).get(owner, ())
        return found

    return could


def expressions() -> list[str]:
    """Return every alternative that is screened, of all the criteria there are."""
    from drafting.criteria import load_criteria

    load_criteria()
    return [one.expression for _, each in _SHARED.owned() for one in each]
