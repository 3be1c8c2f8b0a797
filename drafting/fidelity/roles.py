"""Who did what: verbs whose doer is another one in the note."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from drafting.facts.lexicon import tags
from drafting.fidelity.pronouns import PRONOUNS, RELATION_GENDER, antecedent
from drafting.fidelity.reading import Line, Reading
from drafting.fidelity.source import Source, relation_known
from drafting.fidelity.vocabulary import fold, lemma
from drafting.types import Span

_ADDRESSING = frozenset({"tell", "ask", "thank", "call", "invite", "remind", "teach", "show", "apologize"})
_LIGHT = frozenset(
    "be have do get go come make take see know think say want need let keep try feel look mean use like love hope work read "
    "start find put".split()
)
_BETWEEN = frozenset(
    "also really just still even then now never always not already often has have had is was did does do will would can could "
    "may might should 's 've 'll 'd didn't doesn't isn't wasn't hasn't haven't won't can't am are were".split()
)


def turned_roles(reading: Reading, source: Source) -> list[Span]:
    """Return the verbs whose doer is another one in the note: "I apologized to Jamal", "Jamal apologized to me"."""
    found: list[Span] = []
    theirs = _told_roles(source)
    for line in reading.lines:
        if line.asks:
            continue
        for who, verb, at in _roles(line, reading, source, note=False):
            known = theirs.get(verb)
            if not known or who == "?" or any(other in {who, "?"} for other, _ in known):
                continue
            if who != "child" and all(other == "not child" for other, _ in known):
                continue
            if any(len(line.keys & told.keys) >= 2 for _, told in known):
                found.append(reading.span(at, at))
    return found


@functools.lru_cache(maxsize=64)
def _told_roles(source: Source) -> dict[str, list[tuple[str, Line]]]:
    found: dict[str, list[tuple[str, Line]]] = {}
    for line in source.reading.lines:
        for who, verb, _ in _roles(line, source.reading, source, note=True):
            found.setdefault(verb, []).append((who, line))
    return found


def _roles(line: Line, reading: Reading, source: Source, *, note: bool) -> list[tuple[str, str, int]]:
    """Return who (child, i, you, other), the verb, and the verb's token, for verbs right after their subject."""
    found: list[tuple[str, str, int]] = []
    for at in line.tokens:
        who = _who(at, line, reading, source, note=note)
        if who is None:
            continue
        verb = at + 1
        passive = False
        while verb < len(reading.pieces) and reading.pieces[verb].low in _BETWEEN and verb < at + 5:
            passive = passive or reading.pieces[verb].low in {"is", "was", "were", "are", "'s", "been", "be"}
            verb += 1
        if verb >= len(reading.pieces) or passive:
            continue
        forms = tags(reading.pieces[verb].low)
        if not {"VB", "VBD", "VBZ", "VBN"} & set(forms):
            continue
        base = lemma(reading.pieces[verb].low)
        if base not in _LIGHT:
            found.append((who, base, verb))
    if note:
        found.extend(_told_without_subject(line, reading, source))
    return found


def _told_without_subject(line: Line, reading: Reading, source: Source) -> Iterator[tuple[str, str, int]]:
    """Yield what a telegraphic note says without a subject: "told Kofi" was not the child, the rest may be anyone."""
    for at in line.tokens:
        low = reading.pieces[at].low
        if at > line.clauses[0].first and (fold(low) in source.child or low in {"him", "her", "them"}):
            back = 2 if reading.pieces[at - 1].low == "to" else 1
            verb = lemma(reading.pieces[at - back].low)
            if verb in _ADDRESSING:
                yield "not child", verb, at - back
    for clause in line.clauses:
        lows = [piece.low for piece in reading.pieces[clause.first : clause.last + 1]]
        after = next((low for low in lows[1:] if low != "to"), "")
        if lemma(lows[0]) in _ADDRESSING and (fold(after) in source.child or after in {"him", "them"}):
            continue
        if {"VBD", "VBZ", "VB", "VBG", "VBN"} & set(tags(lows[0])):
            yield "?", lemma(lows[0]), clause.first
        for number, low in enumerate(lows):
            if low.endswith("ing"):
                yield "?", lemma(low), clause.first + number


def _who(at: int, line: Line, reading: Reading, source: Source, *, note: bool) -> str | None:
    token = reading.pieces[at]
    if token.kind != "word":
        return None
    low = token.low
    if low in {"i", "i've", "i'll", "i'd"}:
        return "i"
    if low == "you":
        return "you"
    if low in PRONOUNS and low in {"he", "she"}:
        if note and source.note.kind == "reply":
            return "?"
        others = any(antecedent(n, line, reading, source) for n in range(line.clauses[0].first, at))
        return "child" if source.pronoun == low and not others else "?"
    if token.text[0].isupper() and fold(low) in source.child:
        return "child"
    if note and low in RELATION_GENDER:
        return "you" if relation_known(low, source) else "?"
    if note and low in {"they", "we"}:
        return "?"
    return None
