"""Typed values in a text: figures, scores, times, days, dates and addresses, made comparable.

"8/10" and "8 out of 10", "Tues" and "Tuesday", "2x" and "twice", "12/9" and "Dec 9" get a common key. A piece of text
may have several readings ("11/14" is a score or a date): ``Value.keys`` holds them all, the likeliest first, and two
values agree when they share one. Negations, quantifiers and directions are in drafting.facts.polarity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from drafting.facts.tokens import Token, language_of, tokens
from drafting.facts.value_reader import Reader
from drafting.facts.value_words import Value, data

__all__ = ["Support", "Value", "agree", "find", "find_in"]


def find(text: str, *, names: Collection[str] = (), language: str | None = None) -> tuple[Value, ...]:
    """Return the values of ``text`` in order, with spans into it.

    ``names`` are words never read as a value ("May", "April", "Wednesday" when a child is called so), compared with
    their capitals. ``language`` is "en" or "es"; None looks at the little words and decides.
    """
    return find_in(text, tokens(text), names=names, language=language)


def find_in(
    text: str, pieces: Sequence[Token], *, names: Collection[str] = (), language: str | None = None
) -> tuple[Value, ...]:
    """Return what ``find`` does, for a text whose tokens are known already."""
    tables = data()
    words = tables.languages.get(language or language_of(pieces), tables.languages["en"])
    return tuple(Reader(text, pieces, names, tables, words).read())


def agree(one: Value, other: Value) -> bool:
    """Tell whether two values can mean the same: a reading in common, and no clash of units or of a.m. and p.m."""
    if one.half and other.half and one.half != other.half:
        return False
    if one.unit and other.unit and one.unit != other.unit:
        return False
    return not set(one.keys).isdisjoint(other.keys)


class Support:
    """What a collection of values (a note's) supports: ask it about the values of a message."""

    def __init__(self, values: Iterable[Value]) -> None:
        self._by_key: dict[str, list[Value]] = {}
        for value in values:
            for key in (*value.keys, *value.lends):
                self._by_key.setdefault(key, []).append(value)

    def find(self, value: Value) -> tuple[Value, ...]:
        """Return the values that carry one of this value's readings; empty when nothing does."""
        found: list[Value] = []
        for key in value.keys:
            for known in self._by_key.get(key, ()):
                if value.half and known.half and value.half != known.half:
                    continue
                # A unit is compared only where the known value is the whole of it, not a part of a score or a date.
                if value.unit and known.unit and value.unit != known.unit and key in known.keys:
                    continue
                found.append(known)
        return tuple(found)

    def holds(self, value: Value) -> bool:
        """Tell whether the value, or for a score both its parts, is supported."""
        if self.find(value):
            return True
        if value.kind != "ratio" or not value.lends or not all(key in self._by_key for key in value.lends):
            return False
        # Two numbers may be told as a score, but not where the note has another score with one of them.
        return not any(
            known.kind == "ratio" and key in {known.lends[place] for place in (0, 1) if place < len(known.lends)}
            for key in value.lends
            for known in self._by_key[key]
        )
