"""A text as words, figures and marks with offsets: read once, shared by the values and by the comparison with a note."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from drafting.types import Span


class Token(NamedTuple):
    """A piece of a text: ``kind`` is word, number, clock, slash, iso, phone, email, url or mark; ``low`` is folded."""

    kind: str
    text: str
    low: str
    start: int
    end: int


_PLAIN = r"""
  (?P<word>[^\W\d_]+(?:['’ʻ‘ʼ`][^\W\d_]+)*(?:['’](?!\w))?)
| (?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?!\d))
| (?P<phone>(?<![\d-])(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])?\d{3}[-.]\d{4}(?![\d-]))
| (?P<clock>(?<!\d)\d{1,2}:\d\d(?!\d))
| (?P<slash>(?<!\d)\d{1,3}/\d{1,3}(?:/\d{2,4})?(?![\d/]))
| (?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)
| (?P<mark>[^\w\s]|_)
"""
_ADDRESSES = r"""
  (?P<url>(?:https?://|www\.)[^\s<>()]+[^\s<>().,;:!?])
| (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
|"""
_TOKEN = re.compile(_PLAIN, re.VERBOSE)
_TOKEN_WITH_ADDRESSES = re.compile(_ADDRESSES + _PLAIN, re.VERBOSE)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def tokens(text: str) -> list[Token]:
    """Return the tokens of ``text`` in order; white space is left out, nothing else is."""
    pattern = _TOKEN_WITH_ADDRESSES if "@" in text or "://" in text or "www." in text else _TOKEN
    curly = not text.isascii()
    found: list[Token] = []
    make = tuple.__new__  # a named tuple is a tuple with a slower maker
    for match in pattern.finditer(text):
        piece = match.group()
        start, end = match.span()
        if piece[-1] in "'’" and end - start > 1:
            piece, end = piece[:-1], end - 1
        low = piece.lower()
        low = low.translate(_QUOTES) if curly else low
        found.append(make(Token, (match.lastgroup or "mark", piece, low, start, end)))
    return found


def span(text: str, first: Token, last: Token) -> Span:
    """Return the span of ``text`` from the first token to the last, both included."""
    return Span(first.start, last.end, text[first.start : last.end])


@functools.cache
def _common(language: str) -> frozenset[str]:
    words = {
        "es": "el la los las de del que no en es y por con una un para su se lo me le al más pero está hoy muy",
        "en": "the and to of is in for with that was on he she it you i not at we this are be have but did do has",
    }
    return frozenset(words[language].split())


def language_of(pieces: Sequence[Token]) -> str:
    """Tell Spanish ("es") from everything else ("en") by its little words; short texts count as English."""
    spanish = sum(1 for token in pieces if token.low in _common("es"))
    return "es" if spanish >= 3 and spanish > 2 * sum(1 for token in pieces if token.low in _common("en")) else "en"
