"""Measure a message: one pass over its words gives every count, index, long sentence and hard word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from drafting.readability.indices import Counts, english, grade, inflesz, spanish
from drafting.readability.jargon import jargon_in
from drafting.readability.names import PLACEHOLDER, Masked, mask, opens_as_name, ordinary_capital
from drafting.text import Piece, body, is_acronym, pieces, syllables
from drafting.types import Readability, Span
from drafting.words.familiar import available, familiar, listed
from drafting.words.plain import known_capitals, single

SHORTEST = 30
"""Words: below this no level is given (about three grades of noise; see docs/readability.md)."""

LONG = 20
LONG_IN_A_TEXT = 14

TOO_SHORT = "Too short for a level: under 30 words a formula says more about chance than about the message."
NO_LEVEL = "No level is given for this language: no formula here is made for it."
SPANISH = "Spanish bands are unvalidated here, and are never to be compared with English grades."
NO_LIST = "The familiar-word list of textstat is missing, so figures that rest on it are not given."


class _Word(NamedTuple):
    """What is known of a written word, whoever wrote it."""

    lower: str
    syllables: int
    letters: int
    marks: int  # apostrophes, hyphens and full stops inside it
    listed: bool
    familiar: bool
    capital: bool  # could be a name where a sentence does not begin
    address: bool


_KNOWN: dict[tuple[str, str], _Word] = {}
_MOST = 1 << 17
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\w\.\w+/|\w\.(?:com|org|net|edu|gov|example)$", re.IGNORECASE)
_NOT_CHARACTERS = re.compile(r"[\s\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]+")
_OPENERS = frozenset("\"“‘«([:—–*_-•")
_LETTERS = re.compile(r"[^\W\d_]")


def measure(
    message: str, *, language: str = "en", names: Sequence[str] = (), channel: str = "email"
) -> Readability:
    """Say how hard a message is to read.

    Counts leave out a greeting that stands alone and the signature block. Names weigh nothing: those on record
    (``names``: the child's, the family's, the teacher's) by construction, others as far as their capital shows them.
    ``indices`` hold the published formulas under textstat's names (never to be shown to people as grades) and
    ``reading_load``, the single score that follows human judgement best (docs/readability.md); ``grade_band`` is the
    one thing to show. ``long_sentences`` have more than 20 words (14 where ``channel`` is "text"). About 0.5 ms for
    100 words once warm.
    """
    code = _code(language)
    if code == "en":
        return _english(message, names, LONG_IN_A_TEXT if channel == "text" else LONG)
    return _other(message, code, names, LONG_IN_A_TEXT if channel == "text" else LONG)


def _english(message: str, names: Sequence[str], limit: int) -> Readability:
    masked = mask(message, names)
    text = masked.text
    units = body(text)
    tokens = pieces(text)
    total = Counts()
    each: list[Counts] = []
    long_sentences: list[Span] = []
    hard: list[Piece] = []
    different: dict[str, int] = {}
    longest = 0
    counted: list[Piece] = []
    at = 0
    for unit in units:
        while at < len(tokens) and tokens[at][0] < unit.start:
            at += 1
        first = at
        while at < len(tokens) and tokens[at][0] < unit.end:
            at += 1
        own = tokens[first:at]
        if not own:
            continue
        counted += own
        counts = _count(text, unit, own, different, hard)
        each.append(counts)
        _add(total, counts)
        longest = max(longest, counts.words)
        if counts.words > limit:
            long_sentences.append(masked.span(unit.start, unit.end))
    figures = english(total, familiar_list=available())
    figures["reading_load"] = _load(different, longest) if available() else None
    band, grades = (None, None)
    note = "" if available() else NO_LIST
    if total.words >= SHORTEST and total.plain and available():
        grades = _grades(total, each)
        band = say_band(grades)
    elif total.words < SHORTEST:
        note = TOO_SHORT
    words, plainer = _hard_words(message, masked, units, counted, hard)
    return Readability(
        language="en",
        words=total.words,
        sentences=total.sentences,
        grade_band=band,
        indices=figures,
        long_sentences=tuple(long_sentences),
        hard_words=words,
        syllables=total.syllables,
        grades=grades,
        plainer=plainer,
        note=note,
    )


def _count(text: str, unit: Span, own: list[Piece], different: dict[str, int], hard: list[Piece]) -> Counts:
    counts = Counts(sentences=1, words=len(own))
    taken = 0  # characters of names and addresses
    marks = 0
    inside = 0
    opening = True
    for index, (start, end, written) in enumerate(own):
        word = _KNOWN.get((written, "en")) or _know(written)
        if index and word.capital:
            before = text[start - 1]
            opening = before in _OPENERS or (before == " " and text[start - 2] in ":—–•-*")
        if word.address or (word.capital and (not opening or _names(word.lower, own, index))):
            taken += end - start
            opening = False
            continue
        opening = False
        beats = word.syllables
        counts.syllables += beats
        counts.letters += word.letters
        marks += word.marks
        inside += end - start
        if not word.listed:
            counts.unlisted += 1
            if beats >= 3:
                counts.long_unlisted += 1
        if beats >= 3:
            counts.long += 1
        counts.plain += 1
        if word.familiar:
            different[word.lower] = 0
        else:
            different[word.lower] = beats
            hard.append((start, end, written))
    counts.characters = len(_NOT_CHARACTERS.sub("", unit.text)) - taken
    return counts


def _names(lower: str, own: list[Piece], index: int) -> bool:
    if lower == _MASK or lower == _MASK + "'s":
        return True
    following = own[index + 1][2].lower() if index + 1 < len(own) else ""
    return opens_as_name(lower, following)


_MASK = PLACEHOLDER.lower()


def _know(written: str) -> _Word:
    """Look a written word up once and keep the answer."""
    if len(_KNOWN) >= _MOST:
        _KNOWN.clear()
    lower = written.lower().replace("’", "'").replace("‑", "-")
    figures = not _LETTERS.search(written)
    acronym = is_acronym(written) and lower.removesuffix("s") not in known_capitals()
    titled = lower in _TITLES
    address = _ADDRESS.search(written) is not None
    shouted = len(written) > 1 and written.isupper()
    word = _Word(
        lower=lower,
        syllables=syllables(written),
        letters=sum(char.isalnum() for char in written),
        marks=sum(not char.isalnum() for char in written),
        listed=figures or titled or (not acronym and listed(lower.replace("-", ""))),
        familiar=figures or titled or (not acronym and familiar(lower.strip("."))),
        capital=written[0].isupper() and not shouted and not ordinary_capital(lower) and not titled
        or not written[0].isascii() and written[0].isalpha() and not _LATIN.match(written),
        address=address,
    )
    _KNOWN[written, "en"] = word
    return word


_TITLES = frozenset("mr mrs ms mx dr miss p.m a.m p.m. a.m. e.g. i.e. etc vs u.s. & + = @".split())
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]")


def _add(total: Counts, counts: Counts) -> None:
    total.sentences += counts.sentences
    total.words += counts.words
    total.plain += counts.plain
    total.syllables += counts.syllables
    total.letters += counts.letters
    total.characters += counts.characters
    total.long += counts.long
    total.unlisted += counts.unlisted
    total.long_unlisted += counts.long_unlisted


def _load(different: dict[str, int], longest: int) -> float | None:
    """Return the reading load: unfamiliar syllables a different word (and 0.1), times the words of the longest sentence.

    Higher is harder. Nothing in it is fitted; see docs/readability.md for how it fares against human judgement.
    """
    if not different:
        return None
    return (sum(different.values()) / len(different) + 0.1) * longest


def _grades(total: Counts, each: list[Counts]) -> tuple[int, int]:
    """Return the band: the mean grade, give or take what leaving out one sentence at a time shows (80 per cent)."""
    centre = grade(total)
    left_out = [grade(rest) for counts in each if (rest := total.without(counts)).plain and rest.sentences]
    if len(left_out) > 2:
        mean = sum(left_out) / len(left_out)
        spread = sqrt((len(left_out) - 1) / len(left_out) * sum((one - mean) ** 2 for one in left_out))
    else:
        spread = 0.0
    # A hundred words are known to carry about 0.9 grades of standard error; few sentences may hide it.
    half = min(3.0, max(1.28 * spread, 1.28 * 0.87 * sqrt(100 / total.words) * 0.75, 0.75))
    low, high = max(1, round(centre - half)), max(2, round(centre + half))
    return low, max(high, low + 1)


def say_band(grades: tuple[int, int]) -> str:
    """Say a band of grades for people: "about grade 4-6"."""
    low, high = grades
    if low >= 13:
        return "above grade 12"
    return f"about grade {low}-{min(high, 13)}" if high <= 13 else f"about grade {low} and above"


def _hard_words(
    message: str, masked: Masked, units: list[Span], counted: list[Piece], hard: list[Piece]
) -> tuple[tuple[Span, ...], dict[str, str]]:
    """Return the hard words of the message with what to say instead, in the order of the text."""
    found: dict[int, Span] = {}
    plainer: dict[str, str] = {}
    for span, say, group in jargon_in(masked.text, counted):
        if group != "idiom":
            own = masked.span(span.start, span.end)
            found[own.start] = own
            plainer[own.text] = say
    covered = [(span.start, span.end) for span in found.values()]
    lone = single()
    for start, end, written in hard:
        word = _KNOWN[written, "en"]
        entry = lone.get(word.lower)
        if entry is not None and entry.group != "hard":
            entry = None  # explained in the message, or part of a name: not to be reconsidered
            if word.syllables < 3:
                continue
        if entry is None and word.syllables < 3:
            continue
        own = masked.span(start, end)
        if any(low <= own.start < high for low, high in covered):
            continue
        found[own.start] = own
        if entry is not None:
            plainer[own.text] = entry.say
    return tuple(found[start] for start in sorted(found)), plainer


def _other(message: str, code: str, names: Sequence[str], limit: int) -> Readability:
    masked = mask(message, names)
    units = body(masked.text)
    tokens = pieces(masked.text)
    counts = Counts(sentences=len(units))
    long_sentences: list[Span] = []
    for unit in units:
        own = [piece for piece in tokens if unit.start <= piece[0] < unit.end]
        counts.words += len(own)
        for index, (_, _, written) in enumerate(own):
            name = written.startswith(PLACEHOLDER) or (index and written[0].isupper() and not written.isupper())
            if not name and not _ADDRESS.search(written):
                counts.plain += 1
                counts.syllables += syllables(written, code) if code == "es" else 0
        if len(own) > limit:
            long_sentences.append(masked.span(unit.start, unit.end))
    figures: dict[str, float | None] = {
        "words_per_sentence": counts.words / counts.sentences if counts.sentences else None
    }
    band, note = None, NO_LEVEL
    if code == "es":
        figures |= spanish(counts)
        score = figures["szigriszt_pazos"]
        note = TOO_SHORT if counts.words < SHORTEST else SPANISH
        if score is not None and counts.words >= SHORTEST:
            band = f"INFLESZ {inflesz(score)}"
    return Readability(
        language=code,
        words=counts.words,
        sentences=counts.sentences,
        grade_band=band,
        indices=figures,
        long_sentences=tuple(long_sentences),
        syllables=counts.syllables,
        note=note,
    )


_CODES = {"english": "en", "spanish": "es", "español": "es", "espanol": "es", "castellano": "es"}


def _code(language: str) -> str:
    """Return "en" for "en-US" or "English"; an unknown name as it stands."""
    first = re.split(r"[-_ ]", language.strip().lower() or "en")[0]
    return _CODES.get(first, first)
