"""A message or a note as clauses of comparable words, with their negations and typed values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from drafting.facts.polarity import Negation, implicit, negations_in
from drafting.facts.tokens import Token, tokens
from drafting.facts.values import Value, find_in
from drafting.fidelity.vocabulary import is_frame, keys, vocabulary
from drafting.text import sentences
from drafting.types import Span

_MARKS = frozenset(",;:—–()!?.…•*+&[]=")
_GREETINGS = frozenset("dear hi hello hey good greetings hola estimada estimado querida querido".split())
_JOINTS = frozenset("but because bc while although though which who and then plus if when um uh".split())
_MAY_BREAK = _JOINTS | {"so", "that"}
_SUBJECTS = frozenset("i he she they we you it".split())
_STARTS = frozenset("i we he she they it you that the this there please i'll we'll i'm can could no".split())


class Word(NamedTuple):
    """A word with content: its token, what it is matched by, whether it is a frame word, whether it is denied."""

    at: int
    keys: tuple[str, ...]
    frame: bool
    denied: bool


@dataclass(slots=True)
class Clause:
    """A run of tokens from ``first`` to ``last`` (both included) of sentence ``line``; ``places`` are its values' tokens."""

    line: int
    first: int
    last: int
    words: tuple[Word, ...]
    negations: tuple[Negation, ...] = ()
    loose: frozenset[str] = frozenset()
    values: tuple[Value, ...] = ()
    places: tuple[int, ...] = ()

    @property
    def denies(self) -> bool:
        """Whether the clause holds a negation that denies something."""
        return any(not negation.idle for negation in self.negations)

    @property
    def idle(self) -> bool:
        """Whether the clause holds a negation that denies nothing ("no worries")."""
        return any(negation.idle for negation in self.negations)


@dataclass(slots=True)
class Line:
    """A sentence: its span, its clauses, whether it asks, and all the keys of its words."""

    span: Span
    clauses: list[Clause]
    asks: bool
    keys: set[str] = field(default_factory=set)

    @property
    def tokens(self) -> range:
        """The indices of its tokens, from the first clause to the last."""
        return range(self.clauses[0].first, self.clauses[-1].last + 1) if self.clauses else range(0)


@dataclass(slots=True)
class Reading:
    """A text, read: tokens, values (with the token each starts at), sentences, clauses."""

    text: str
    pieces: list[Token]
    values: tuple[Value, ...]
    lines: list[Line]
    clauses: list[Clause]

    def span(self, first: int, last: int) -> Span:
        """Return the span from token ``first`` to token ``last``, both included."""
        start, end = self.pieces[first].start, self.pieces[last].end
        return Span(start, end, self.text[start:end])

    @property
    def signature(self) -> int:
        """The offset where the closing name begins: short last lines without a full stop; the text's length if none."""
        last = len(self.lines)
        while last > 1 and self._closes(self.lines[last - 1]):
            last -= 1
        return self.lines[last].span.start if last < len(self.lines) else len(self.text)

    def greets(self, line: Line) -> bool:
        """Tell whether a sentence opens with a greeting."""
        return bool(line.clauses) and self.pieces[line.clauses[0].first].low in _GREETINGS

    def _closes(self, line: Line) -> bool:
        words = line.span.text.split()
        return line.span.text[-1] not in ".!?" and (len(words) <= 5 or (len(words) <= 9 and "@" in line.span.text))

    def line_at(self, offset: int) -> int:
        """Return the index of the sentence at an offset of the text, -1 when there is none."""
        for index, line in enumerate(self.lines):
            if line.span.start <= offset < line.span.end:
                return index
        return -1


class Content(NamedTuple):
    """What a text holds, without its sentences and clauses: tokens, values, and the words outside them."""

    text: str
    pieces: list[Token]
    values: tuple[Value, ...]
    words: tuple[Word, ...]

    @property
    def keys(self) -> set[str]:
        """All that its words are matched by."""
        return {key for word in self.words for key in word.keys}


def skim(
    text: str, *, names: Collection[str] = (), language: str | None = None, pieces: list[Token] | None = None
) -> Content:
    """Read what a text holds, at a third of the price of ``read``; no word is known to be denied."""
    if pieces is None:
        pieces = tokens(text)
    values = find_in(text, pieces, names=names, language=language)
    inside = _inside(value for value in values if not value.weak)
    found = (_word(pieces, at) for at, token in enumerate(pieces) if token.kind == "word" and token.start not in inside)
    return Content(text, pieces, values, tuple([word for word in found if word]))


def read(
    text: str,
    *,
    names: Collection[str] = (),
    language: str | None = None,
    pieces: list[Token] | None = None,
    places: Sequence[tuple[int, int]] | None = None,
) -> Reading:
    """Read a text; ``names`` are never values; ``pieces`` its tokens and ``places`` its sentences, if known.

    Offsets are into ``text``.
    """
    if pieces is None:
        pieces = tokens(text)
    values = find_in(text, pieces, names=names, language=language)
    negations = negations_in(pieces)
    denied = {at for negation in negations if not negation.idle for at in negation.scope}
    valued = {value.span.start: value for value in values if not value.weak}
    inside = _inside(valued.values())
    context = _Context(pieces, negations, valued)
    lines: list[Line] = []
    clauses: list[Clause] = []
    at, count = 0, len(pieces)
    spans = sentences(text) if places is None else [Span(start, end, text[start:end]) for start, end in places]
    for number, span in enumerate(spans):
        line = Line(span, [], asks=span.text.rstrip("\"'”’)*_ ").endswith("?"))
        first = -1
        words: list[Word] = []
        while at < count and pieces[at].start < span.end:
            token = pieces[at]
            if (token.kind == "mark" or token.low in _MAY_BREAK) and _breaks(pieces, at, words, inside):
                if first >= 0:
                    line.clauses.append(_clause(number, range(first, at), words, context))
                    first, words = -1, []
                at += 1
                continue
            if first < 0:
                first = at
            if token.kind == "word" and token.start not in inside:
                word = _word(pieces, at, denied)
                if word:
                    words.append(word)
                    line.keys.update(word.keys)
            at += 1
        if first >= 0:
            line.clauses.append(_clause(number, range(first, at), words, context))
        clauses.extend(line.clauses)
        lines.append(line)
    return Reading(text, pieces, values, lines, clauses)


def _inside(values: Iterable[Value]) -> set[int]:
    """Return the offsets that values take."""
    return set().union(*(range(value.span.start, value.span.end) for value in values))


def _word(pieces: Sequence[Token], at: int, denied: Collection[int] = ()) -> Word | None:
    low = pieces[at].low
    matched = keys(low)
    if low in vocabulary().heads:
        matched += _phrase(pieces, at)
    return Word(at, matched, is_frame(low), at in denied) if matched else None


def _breaks(pieces: Sequence[Token], at: int, words: Sequence[Word], inside: Collection[int]) -> bool:
    """Tell whether a token ends the clause before it; ``inside`` are the offsets of values."""
    token = pieces[at]
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if token.kind == "mark":
        if token.low == "-":
            return before is not None and before.end < token.start
        if token.low not in _MARKS:
            return False
        if token.low in ",–—" and before is not None and after is not None:
            # "Tuesday, December 9" and "3–4 pm" stay whole.
            return before.start not in inside or after.start not in inside
        return True
    if token.low == "so":
        return after is not None and after.low in _STARTS  # not "so far", "so kind"
    if token.low == "that":
        # "I told the class | that I was wrong": the statement stands alone.
        return after is not None and bool(words) and (after.low in _SUBJECTS or after.text[:1].isupper())
    if token.low not in _JOINTS or (before is not None and before.low == "not"):
        return False  # "not because he needs it"
    if token.low in {"who", "which"}:
        return any(pieces[word.at].text.islower() for word in words)  # not "she is not the one who shows"
    return True


def _phrase(pieces: Sequence[Token], at: int) -> tuple[str, ...]:
    known = vocabulary().phrases
    for size in (3, 2):
        word = known.get(tuple(piece.low for piece in pieces[at : at + size]))
        if word:
            return keys(word)
    return ()


@dataclass(frozen=True, slots=True)
class _Context:
    """What the clauses of one text are made from."""

    pieces: Sequence[Token]
    negations: Sequence[Negation]
    valued: Mapping[int, Value]


def _clause(number: int, run: range, words: Sequence[Word], context: _Context) -> Clause:
    pieces, valued = context.pieces, context.valued
    places = tuple([at for at in run if pieces[at].start in valued]) if valued else ()
    return Clause(
        number,
        run.start,
        run.stop - 1,
        tuple(words),
        tuple([negation for negation in context.negations if negation.at in run]) if context.negations else (),
        frozenset([piece.low for piece in pieces[run.start : run.stop] if implicit(piece.low)]),
        tuple([valued[pieces[at].start] for at in places]),
        places,
    )
