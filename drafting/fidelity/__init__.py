"""The message against the note: what rests on nothing, what is turned round, what was left out.

Only findings that are safe enough for a gate are reported: typed values, names, denials, directions, quantities, roles,
feelings, conditions, promises, and sentences of which the note holds nothing. A paraphrase that a word list cannot
follow is let be. When message and note are in different languages, only figures and names are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafting.facts.tokens import Token, language_of, tokens
from drafting.fidelity.alignment import pairs
from drafting.fidelity.invented import invented_conditions, invented_feelings, invented_sentences, leaked
from drafting.fidelity.missing import missing_facts
from drafting.fidelity.names import unknown_names
from drafting.fidelity.pronouns import wrong_pronouns
from drafting.fidelity.reading import read
from drafting.fidelity.roles import turned_roles
from drafting.fidelity.source import source_of
from drafting.fidelity.turned import turned_denials, turned_opposites
from drafting.fidelity.typed import (
    miscounted,
    misdated,
    misplaced_values,
    turned_changes,
    turned_quantities,
    turned_ranges,
    unknown_figures,
    unknown_values,
)
from drafting.types import FactSheet, Fidelity, Span

__all__ = ["compare"]


def compare(message: str, *, sheet: FactSheet, places: Sequence[tuple[int, int]] | None = None) -> Fidelity:
    """Compare a finished message with the note of the sheet; all spans are offsets into ``message``.

    ``places`` are where its sentences stand, if that is known already.

    ``unsupported`` also holds what must not be sent and was. ``missing`` are the words of facts with ``send`` "must"
    that the message does not convey; a sheet without facts has none.
    """
    source = source_of(sheet)
    pieces = tokens(message)
    spoken = _language(pieces, sheet.note.language)
    reading = read(
        message, names=source.protected, language="es" if spoken == "es" else "en", pieces=pieces, places=places
    )
    if spoken not in {"en", "es"}:
        return Fidelity(tuple(_settle(unknown_figures(reading, source))))
    if spoken != source.language or spoken == "es":
        unsupported = [*unknown_values(reading, source), *(unknown_names(reading, source) if spoken == "en" else ())]
        contrary, unfounded = wrong_pronouns(reading, source) if spoken == "en" else ([], [])
        return Fidelity(tuple(_settle([*unsupported, *unfounded])), tuple(_settle(contrary)))
    contrary, unfounded = wrong_pronouns(reading, source)
    told = pairs(reading, source)
    return Fidelity(
        unsupported=tuple(
            _settle(
                [
                    *unknown_values(reading, source),
                    *misplaced_values(reading, source),
                    *miscounted(reading, source),
                    *misdated(reading, source),
                    *unknown_names(reading, source),
                    *unfounded,
                    *invented_sentences(reading, source),
                    *invented_feelings(reading, source),
                    *invented_conditions(reading, source),
                    *leaked(reading, source),
                ]
            )
        ),
        reversed=tuple(
            _settle(
                [
                    *contrary,
                    *turned_denials(reading, source, told),
                    *turned_opposites(reading, source, told),
                    *turned_changes(reading, source),
                    *turned_quantities(reading, source, told),
                    *turned_ranges(reading, source),
                    *turned_roles(reading, source),
                ]
            )
        ),
        missing=tuple(missing_facts(reading, source, sheet)),
    )


def _language(pieces: list[Token], asked: str) -> str:
    """Return the language the message is really in: "es", "en", or the language asked for when it is neither."""
    if language_of(pieces) == "es":
        return "es"
    if asked in {"en", "es"}:
        return "en"
    words = [token for token in pieces if token.kind == "word"]
    return "en" if _english(words) else asked


_COMMON = frozenset(
    "the and to of is in for with that was on you we this are have a i has been be it he she at my not here since please tell thank "
    "hello dear only".split()
)


def _english(words: list[Token]) -> bool:
    return sum(1 for token in words if token.low in _COMMON) * 8 >= len(words)


def _settle(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, without those inside another."""
    found: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if not found or span.end > found[-1].end:
            found.append(span)
    return found
