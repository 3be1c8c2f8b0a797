"""Where the tone of a message stands in its words: every mention of every feature, with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from drafting.text import sentences
from drafting.types import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:%]*")
_GAP = 3  # words that "..." may stand for

WORD = "word"
"""The feature of a single word that is in no phrase; it carries tone only where people's ratings say so."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A way of carrying tone: its name for people, and what a mention is expected to do before any data are seen."""

    id: str
    name: str
    warmth: float
    respect: float
    source: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention of a feature: half-open offsets into the message, and the phrase of the list it was found by."""

    feature: str
    start: int
    end: int
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the message, its number of words and its marks."""

    span: Span
    words: int
    marks: tuple[Mark, ...]


@lru_cache(maxsize=1)
def load_features() -> Mapping[str, Feature]:
    """Read the features once, by id."""
    data = tomllib.loads(resources.files(__package__).joinpath("features.toml").read_text(encoding="utf-8"))
    return {
        name: Feature(
            name, row["name"], row["warmth"], row["respect"], row.get("source", ""), tuple(row.get("phrases", ()))
        )
        for name, row in data.items()
    }


def read(text: str, *, names: Collection[str] = ()) -> list[Passage]:
    """Return the sentences of a message with every mention of every feature in them.

    ``names`` (of the child, the family, the teacher) carry no tone: Hope and Joy are children, not good wishes.
    """
    from drafting.tone.build import find_build, find_close, find_opening

    unsaid = frozenset(part for name in names for part in name.split())
    found = []
    for unit in sentences(text):
        tokens = [
            (match.start(), match.end(), match.group() if match.group() not in unsaid else "")
            for match in _TOKEN.finditer(text, unit.start, unit.end)
        ]
        marks = list(_find_phrases(tokens))
        marks += find_build(text, unit, tokens, marks)
        found.append(Passage(unit, len(tokens), tuple(marks)))
    for mark in (find_opening(found), find_close(text, found)):
        if mark:
            at = next(number for number, one in enumerate(found) if one.span.start <= mark.start < one.span.end)
            found[at] = replace(found[at], marks=(*found[at].marks, mark))
    return found


# --- phrases ---------------------------------------------------------------------------------------------------------

Token = tuple[int, int, str]
_Piece = tuple[frozenset[str], tuple[str, ...]]  # whole words, and beginnings of words
_GAP_PIECE: _Piece = (frozenset(), ("...",))
_ANY_PIECE: _Piece = (frozenset(), ("",))


@dataclass(frozen=True, slots=True)
class _Phrase:
    feature: str
    pieces: tuple[_Piece, ...]
    written: str


class _Phrases:
    """All phrases by their first word."""

    def __init__(self, features: Mapping[str, Feature]) -> None:
        self._whole: dict[str, list[_Phrase]] = {}
        self._begun: dict[str, list[_Phrase]] = {}
        for feature in features.values():
            for phrase in feature.phrases:
                for pieces in _spelled(phrase):
                    made = _Phrase(feature.id, pieces, phrase)
                    words, beginnings = pieces[0]
                    for word in words:
                        self._whole.setdefault(word, []).append(made)
                    for beginning in beginnings:
                        self._begun.setdefault(beginning, []).append(made)
        self.starting = lru_cache(maxsize=1 << 14)(self._starting)

    def _starting(self, word: str) -> tuple[_Phrase, ...]:
        rows = list(self._whole.get(word, ()))
        for length in range(1, len(word) + 1):
            rows += self._begun.get(word[:length], ())
        return tuple(sorted(rows, key=lambda phrase: -len(phrase.pieces)))


def _spelled(phrase: str) -> Iterator[tuple[_Piece, ...]]:
    """Give each way to write a phrase as pieces; an optional word makes two."""
    written: list[list[str]] = [[]]
    for word in phrase.split():
        if word.endswith("?"):
            written = [[*way, *more] for way in written for more in ([], [word[:-1]])]
        else:
            written = [[*way, word] for way in written]
    for way in written:
        yield tuple(_piece(word) for word in way)


def _piece(word: str) -> _Piece:
    if word == "...":
        return _GAP_PIECE
    if word == "_":
        return _ANY_PIECE
    parts = word.split("|")
    return frozenset(part for part in parts if not part.endswith("*")), tuple(
        part[:-1] for part in parts if part.endswith("*")
    )


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    return _Phrases(load_features())


def _matches(pieces: Sequence[_Piece], words: Sequence[str], at: int, piece: int = 0) -> int:
    """Return where the phrase ends when it begins at ``at``, or 0."""
    while piece < len(pieces):
        one = pieces[piece]
        if one is _GAP_PIECE:
            for skipped in range(_GAP + 1):
                if end := _matches(pieces, words, at + skipped, piece + 1):
                    return end
            return 0
        if at >= len(words):
            return 0
        word = words[at]
        if word not in one[0] and not (one[1] and word.startswith(one[1])):
            return 0
        if one is _ANY_PIECE and word in {"^", "$", ""}:
            return 0
        at += 1
        piece += 1
    return at


def _find_phrases(tokens: Sequence[Token]) -> Iterator[Mark]:
    """Give the phrases of one sentence from left to right; each word belongs to the longest phrase it is in."""
    words = ["^", *(token[2].lower().replace("’", "'") for token in tokens), "$"]
    starting = _phrases().starting
    at = 0
    while at < len(words) - 1:
        best, chosen = 0, None
        # A phrase of the start of a sentence gives way to a longer one that begins with its first word.
        for start in (0, 1) if at == 0 else (at,):
            for phrase in starting(words[start]):
                stop = _matches(phrase.pieces, words, start)
                if stop > best:
                    best, chosen = stop, phrase
        first, last = max(at, 1), min(best, len(words) - 1)
        if chosen is not None and last > first:
            yield Mark(chosen.feature, tokens[first - 1][0], tokens[last - 2][1], chosen.written)
            at = last
            continue
        if at and len(words[at]) > 1:
            yield Mark(WORD, tokens[at - 1][0], tokens[at - 1][1], words[at])
        at += 1
