"""Measure a message: one pass over its words gives every count, index, long sentence and hard word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from drafting.readability.counting import ADDRESS, LONG_SENTENCE, Reading, place
from drafting.readability.indices import Counts, grade, grades_without, inflesz, spanish
from drafting.readability.jargon import jargon_in
from drafting.readability.names import PLACEHOLDER, Masked, mask
from drafting.text import body, pieces, syllables
from drafting.types import Readability, Span
from drafting.words.familiar import available
from drafting.words.plain import single

SHORTEST = 30
"""Words: below this no level is given (about three grades of noise; see docs/readability.md)."""

LONG = LONG_SENTENCE
LONG_IN_A_TEXT = 14

TOO_SHORT = "Too short for a level: under 30 words a formula says more about chance than about the message."
NO_LEVEL = "No level is given for this language: no formula here is made for it."
SPANISH = "Spanish bands are unvalidated here, and are never to be compared with English grades."
NO_LIST = "The familiar-word list of textstat is missing, so figures that rest on it are not given."


def measure(message: str, *, language: str = "en", names: Sequence[str] = (), channel: str = "email") -> Readability:
    """Say how hard a message is to read.

    Counts leave out a greeting that stands alone and the signature block. Names weigh nothing: those on record
    (``names``: the child's, the family's, the teacher's) by construction, others as far as their capital shows them.
    ``indices`` hold the published formulas under textstat's names (never to be shown to people as grades) and
    ``reading_load``, the single score that follows human judgement best (docs/readability.md); ``grade_band`` is the
    one thing to show. ``long_sentences`` have more than 20 words (14 where ``channel`` is "text"). About 0.2 ms for
    100 words once warm.
    """
    return measure_masked(mask(message, names), language=language, channel=channel)


def measure_masked(masked: Masked, *, language: str = "en", channel: str = "email") -> Readability:
    """Do the same with the names on record already masked."""
    code = _code(language)
    limit = LONG_IN_A_TEXT if channel == "text" else LONG
    return _english(masked, limit) if code == "en" else _other(masked, code, limit)


def figures(message: str, *, names: Sequence[str] = ()) -> tuple[Counts, dict[str, float | None]]:
    """Return only the counts and the indices of an English message: what ``measure`` gives, without the marks."""
    reading = Reading(mask(message, names))
    total = Counts.total(reading.each)
    return total, reading.figures(total)


def _english(masked: Masked, limit: int) -> Readability:
    reading = Reading(masked, limit)
    total = Counts.total(reading.each)
    note = "" if available() else NO_LIST
    grades = None
    if total.words < SHORTEST:
        note = TOO_SHORT
    elif total.plain and available():
        grades = _grades(total, reading.each)
    words, plainer = _hard_words(masked, reading)
    return Readability(
        language="en",
        words=total.words,
        sentences=total.sentences,
        grade_band=say_band(grades) if grades else None,
        indices=reading.figures(total),
        long_sentences=tuple([masked.span(unit.start, unit.end) for unit in reading.long]),
        hard_words=words,
        syllables=total.syllables,
        grades=grades,
        plainer=plainer,
        note=note,
    )


def _grades(total: Counts, each: list[Counts]) -> tuple[int, int] | None:
    """Return the band: the mean grade, give or take what leaving out one sentence at a time shows (80 per cent)."""
    centre = grade(total)
    if centre is None:
        return None
    left_out = list(grades_without(total, each))
    spread = 0.0
    if len(left_out) > 2:
        mean = sum(left_out) / len(left_out)
        spread = sqrt((len(left_out) - 1) / len(left_out) * sum([(one - mean) ** 2 for one in left_out]))
    # A hundred words are known to carry about 0.9 grades of standard error; few sentences may hide it.
    least = 0.75 * _EIGHTY_PER_CENT * _ERROR_AT_100_WORDS * sqrt(100 / total.words)
    half = min(3.0, max(_EIGHTY_PER_CENT * spread, least, 0.75))
    low, high = max(1, round(centre - half)), max(2, round(centre + half))
    return low, max(high, low + 1)


_EIGHTY_PER_CENT = 1.28
_ERROR_AT_100_WORDS = 0.87


def say_band(grades: tuple[int, int]) -> str:
    """Say a band of grades for people: "about grade 4-6"."""
    low, high = grades
    if low >= 13:
        return "above grade 12"
    return f"about grade {low}-{min(high, 13)}" if high <= 13 else f"about grade {low} and above"


def _hard_words(masked: Masked, reading: Reading) -> tuple[tuple[Span, ...], dict[str, str]]:
    """Return the hard words of the message with what to say instead, in the order of the text."""
    found: dict[int, Span] = {}
    plainer: dict[str, str] = {}
    within: list[tuple[int, int]] = []
    if reading.telling:
        tokens = [(at + start, at + end, word) for at, each in reading.telling for start, end, word in each]
        for span, say, group in jargon_in(masked.text, tokens):
            if group != "idiom":
                own = masked.span(span.start, span.end)
                found[span.start] = own
                plainer[own.text] = say
                within.append((span.start, span.end))
    for begins, marked in reading.hard:
        at = begins
        for word in marked:
            # Words that proved to be names are not among the different words.
            if not reading.different.get(word.lower):
                continue
            start = place(masked.text, word.written, at)
            at = max(at, start + len(word.written))
            if start < 0 or any(low <= start < high for low, high in within):
                continue
            own = masked.span(start, at)
            found[start] = own
            entry = single().get(word.lower)
            if entry is not None and entry.group == "hard":
                plainer[own.text] = entry.say
    return tuple([found[start] for start in sorted(found)]), plainer


def _other(masked: Masked, code: str, limit: int) -> Readability:
    units = body(masked.text, masked.units)
    tokens = pieces(masked.text)
    counts = Counts(sentences=len(units))
    long_sentences: list[Span] = []
    for unit in units:
        own = [piece for piece in tokens if unit.start <= piece[0] < unit.end]
        counts.words += len(own)
        for index, (_, _, written) in enumerate(own):
            name = written.startswith(PLACEHOLDER) or (index and written[0].isupper() and not written.isupper())
            if not name and not ADDRESS.search(written):
                counts.plain += 1
                if code == "es":
                    counts.syllables += syllables(written, code)
        if len(own) > limit and code not in _WITHOUT_BLANKS:
            long_sentences.append(masked.span(unit.start, unit.end))
    spaced = code not in _WITHOUT_BLANKS and counts.sentences > 0
    measured: dict[str, float | None] = {
        "words_per_sentence": counts.words / counts.sentences if spaced else None,
    }
    band, note = None, NO_LEVEL
    if code == "es":
        measured |= spanish(counts)
        score = measured["szigriszt_pazos"]
        note = TOO_SHORT if counts.words < SHORTEST else SPANISH
        if score is not None and counts.words >= SHORTEST:
            band = f"INFLESZ {inflesz(score)}"
    return Readability(
        language=code,
        words=counts.words,
        sentences=counts.sentences,
        grade_band=band,
        indices=measured,
        long_sentences=tuple(long_sentences),
        syllables=counts.syllables,
        note=note,
    )


_WITHOUT_BLANKS = frozenset("zh ja th lo km my".split())  # languages that put no blank between words
_CODES = {"english": "en", "spanish": "es", "español": "es", "espanol": "es", "castellano": "es"}


def _code(language: str) -> str:
    """Return "en" for "en-US" or "English"; an unknown name as it stands."""
    first = re.split(r"[-_ ]", language.strip().lower() or "en")[0]
    return _CODES.get(first, first)
