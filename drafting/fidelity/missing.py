"""Facts of the note that must be sent and that the message does not convey."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from drafting.facts.shorthand import expand
from drafting.facts.values import Support, Value
from drafting.fidelity.reading import Content, Reading, Word, skim
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import keys, vocabulary
from drafting.types import Fact, FactSheet

_ORDERS = frozenset(
    "ask tell say mention note remind let know want thank write include send put see question wonder hear".split()
)
_CHILD = frozenset("kid child student boy girl kiddo".split())
_ENOUGH = 0.5


def missing_facts(reading: Reading, source: Source, sheet: FactSheet) -> list[str]:
    """Return the texts of the facts with ``send`` "must" that the message leaves out."""
    musts = [fact for fact in sheet.facts if fact.send == "must"]
    if not musts:
        return []
    support = Support(reading.values)
    said = [line.keys for line in reading.lines]
    everything = set().union(*said) if said else set()
    return [fact.text for fact in musts if not _conveyed(fact, source, support, said, everything)]


def _conveyed(fact: Fact, source: Source, support: Support, said: list[set[str]], everything: set[str]) -> bool:
    told = _told(fact.text, source.protected)
    values = [
        value
        for value in told.values
        if not value.weak and not _is_small(value) and told.text[value.span.start - 1 : value.span.start] != "#"
    ]
    if any(not support.holds(value) and not support.find(value) for value in values):
        return False
    words = [word for word in told.words if not _orders(word.keys)]
    inside = [(value.span.start, value.span.end) for value in told.values]
    words = [word for word in words if not any(start <= told.pieces[word.at].start < end for start, end in inside)]
    words = [word for word in words if told.pieces[word.at].low not in source.child]
    words = [
        word
        for word in words
        if told.pieces[word.at].low not in _CHILD and not _is_reader(told.pieces[word.at].low, source)
    ]
    claims = [word for word in words if not word.frame]
    if not claims and values:
        return True
    claims = claims if len(claims) > 1 else words
    if not claims:
        return True
    hits = sum(1 for word in claims if not everything.isdisjoint(word.keys))
    if values and (hits or any(_is_rare(value) for value in values)):
        return True
    if len(claims) == 1 and claims[0].frame:
        return True
    together = _best(claims, said)
    return together >= _ENOUGH * len(claims) or (hits >= 0.75 * len(claims) and together > 0)


@functools.lru_cache(maxsize=512)
def _told(text: str, names: frozenset[str]) -> Content:
    """Read the words of a fact; remembered, because a message is reviewed more than once."""
    return skim(expand(text, names=names), names=names)


def _is_small(value: Value) -> bool:
    """Tell whether a value is a little number in words ("two zeros"), which a message may well say otherwise."""
    return value.kind == "number" and value.span.text.isalpha()


def _is_rare(value: Value) -> bool:
    """Tell whether a value can hardly be in the message by chance."""
    return value.kind not in {"number", "count", "ordinal", "weekday"} or len(value.keys[0]) > 3


def _is_reader(low: str, source: Source) -> bool:
    """Tell whether a word names the person who will read the message: "dad" has become "you"."""
    return low in vocabulary().relations and any(key in source.relations for key in keys(low) if key[0] == "~")


def _orders(found: tuple[str, ...]) -> bool:
    return found[0] in _ORDERS


def _best(claims: Sequence[Word], said: list[set[str]]) -> int:
    """Return how many of the words the best two sentences in a row hold."""
    best = 0
    for one, other in zip(said, [*said[1:], set()], strict=True):
        best = max(best, sum(1 for word in claims if not one.isdisjoint(word.keys) or not other.isdisjoint(word.keys)))
    return best
