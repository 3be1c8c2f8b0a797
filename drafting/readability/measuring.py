"""Measure a message: one pass over its words gives every count, index, long sentence and hard word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from drafting.readability.indices import Counts, english, grade, inflesz, spanish
from drafting.readability.jargon import jargon_in, tells
from drafting.readability.names import PLACEHOLDER, Masked, mask, opens_as_name, ordinary_capital
from drafting.text import Piece, body, is_acronym, pieces, syllables, unmarked
from drafting.types import Readability, Span
from drafting.words.familiar import available, familiar, listed
from drafting.words.plain import known_capitals, single

SHORTEST = 30
"""Words: below this no level is given (about three grades of noise; see docs/readability.md)."""

LONG = 20
LONG_IN_A_TEXT = 14

LONG_WORD = 3
"""Syllables: from here a word is long (SMOG's polysyllable, Gunning's hard word)."""

TOO_SHORT = "Too short for a level: under 30 words a formula says more about chance than about the message."
NO_LEVEL = "No level is given for this language: no formula here is made for it."
SPANISH = "Spanish bands are unvalidated here, and are never to be compared with English grades."
NO_LIST = "The familiar-word list of textstat is missing, so figures that rest on it are not given."


class _Word(NamedTuple):
    """What is known of a word, whoever wrote it."""

    written: str
    lower: str
    syllables: int
    letters: int
    listed: bool  # on the familiar-word list as it stands
    familiar: bool
    telling: bool  # may be jargon
    capital: bool  # could be a name
    address: bool


class _Chunk(NamedTuple):
    """What stands between two blanks, with its punctuation."""

    figures: int  # its counts, packed: see _pack
    lower: str  # its first word
    load: int  # the syllables of its word when unfamiliar, else 0
    special: bool  # holds a possible name, an address, or more than one word
    marked: bool  # holds a word to be shown as hard, unless it is a name
    opens: bool  # a quotation or an aside begins before its first word
    leaves_open: bool  # a colon or a dash ends it, after which a capital says nothing
    parts: tuple[_Word, ...]


# What is known of the chunks met so far, in three tables side by side so that a sentence is counted by the built-in
# ``sum`` and ``dict.update`` alone: this is where the time of a message goes.
_KNOWN: dict[str, _Chunk] = {}
_FIGURES: dict[str, int] = {}
_LOADS: dict[str, tuple[str, int]] = {}
_MOST = 1 << 17

_BITS = 24  # a figure of one sentence stays below 16 million
_FULL = (1 << _BITS) - 1


def _pack(*figures: int) -> int:
    """Pack figures into one integer, the first lowest, so that one sum adds them all."""
    packed = 0
    for place, figure in enumerate(figures):
        packed |= figure << (_BITS * place)
    return packed


_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\w\.\w+/|\w\.(?:com|org|net|edu|gov|example)$", re.IGNORECASE)
_NOT_CHARACTERS = re.compile(
    r"[\s\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]+"
)
_OPENERS = frozenset("\"“‘«([—–*_•'")
_LEFT_OPEN = frozenset(":—–•*-")
_NUMERAL = re.compile(r"[^a-z]*(?:st|nd|rd|th|s|x|k|am|pm|a|p)?|(?=\D*\d)[a-z]?[^a-z]*")


def measure(message: str, *, language: str = "en", names: Sequence[str] = (), channel: str = "email") -> Readability:
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


class _Reading:
    """One pass over the sentences of a text whose names are masked."""

    __slots__ = ("different", "each", "hard", "long", "longest", "telling")

    def __init__(self, text: str, limit: int = LONG) -> None:
        self.each: list[Counts] = []
        self.long: list[Span] = []
        self.hard: list[tuple[Span, list[str]]] = []
        self.telling: list[tuple[Span, list[str]]] = []
        self.different: dict[str, int] = {}
        self.longest = 0
        if len(_KNOWN) > _MOST:
            for table in (_KNOWN, _FIGURES, _LOADS):
                table.clear()
        for unit in body(text):
            self._add(unit, limit)
        self.different.pop("", None)

    def _add(self, unit: Span, limit: int) -> None:
        chunks = unmarked(unit.text).split()
        if "(" in unit.text or "No. " in unit.text:
            chunks = _rejoined(chunks)
        try:
            packed = sum(map(_FIGURES.__getitem__, chunks))
        except KeyError:
            for chunk in chunks:
                if chunk not in _KNOWN:
                    _know(chunk)
            packed = sum(map(_FIGURES.__getitem__, chunks))
        words = packed & _FULL
        if not words:
            return
        counts = Counts(
            1,
            words,
            words,
            packed >> _BITS & _FULL,
            packed >> 2 * _BITS & _FULL,
            packed >> 3 * _BITS & _FULL,
            packed >> 4 * _BITS & _FULL,
            packed >> 5 * _BITS & _FULL,
            packed >> 6 * _BITS & _FULL,
        )
        if packed >> 7 * _BITS & _FULL:
            _weigh_specials([_KNOWN[chunk] for chunk in chunks], counts, self.different)
        else:
            self.different.update(map(_LOADS.__getitem__, chunks))
        self.each.append(counts)
        if packed >> 8 * _BITS & _FULL:
            self.hard.append((unit, chunks))
        if packed >> 9 * _BITS:
            self.telling.append((unit, chunks))
        self.longest = max(self.longest, words)
        if words > limit:
            self.long.append(unit)

    def figures(self, total: Counts) -> dict[str, float | None]:
        """Return the published indices and the reading load."""
        listed_words = available()
        figures = english(total, familiar_list=listed_words)
        figures["reading_load"] = _load(self.different, self.longest) if listed_words else None
        return figures


def figures(message: str, *, names: Sequence[str] = ()) -> tuple[Counts, dict[str, float | None]]:
    """Return only the counts and the indices of an English message: what ``measure`` gives, without the marks."""
    reading = _Reading(mask(message, names).text)
    total = Counts.total(reading.each)
    return total, reading.figures(total)


def _english(message: str, names: Sequence[str], limit: int) -> Readability:
    masked = mask(message, names)
    reading = _Reading(masked.text, limit)
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


def _rejoined(chunks: list[str]) -> list[str]:
    """Put "(555) 555-0123", which is one word, together again, and say "No. 5" as "number 5"."""
    for index in range(len(chunks) - 1, 0, -1):
        before, chunk = chunks[index - 1 : index + 1]
        if _AREA.fullmatch(before) and _LOCAL.match(chunk):
            chunks[index - 1 : index + 1] = [f"{before} {chunk}"]
        elif before == "No." and chunk[:1].isdigit():
            chunks[index - 1] = "number"
    return chunks


_AREA = re.compile(r"\(\d{3}\)")
_LOCAL = re.compile(r"\d{3}[-. ]\d{4}")


def _weigh_specials(known: list[_Chunk], counts: Counts, different: dict[str, int]) -> None:
    """Take names and addresses out of the counts of a sentence (they stay words of it); note the other words."""
    opening = True
    for place, chunk in enumerate(known):
        if chunk.special:
            following = known[place + 1].lower if place + 1 < len(known) else ""
            for index, word in enumerate(chunk.parts):
                anew = opening or chunk.opens or index > 0
                if not (word.address or (word.capital and (not anew or _opens_as_name(word.lower, following)))):
                    different[word.lower] = 0 if word.familiar else word.syllables
                    continue
                counts.plain -= 1
                counts.syllables -= word.syllables
                counts.letters -= word.letters
                counts.characters -= len(word.written)
                counts.unlisted -= not word.listed
                if word.syllables >= LONG_WORD:
                    counts.long -= 1
                    counts.long_unlisted -= not word.listed
        else:
            different[chunk.lower] = chunk.load
        opening = chunk.leaves_open or (opening and not chunk.parts)


def _opens_as_name(lower: str, following: str) -> bool:
    return lower in _MASKS or opens_as_name(lower, following)


_MASKS = frozenset({PLACEHOLDER.lower(), PLACEHOLDER.lower() + "'s"})


def _know(written: str) -> None:
    """Look up what stands between two blanks once, and keep the answer."""
    padded = f" {written} "
    found = pieces(padded, lists=False)
    parts = tuple([_word(word) for _, _, word in found])
    before = padded[1 : found[0][0]] if found else ""
    long = [word for word in parts if word.syllables >= LONG_WORD]
    special = len(parts) > 1 or any(word.capital or word.address for word in parts)
    marked = any(_marks(word) for word in parts)
    chunk = _Chunk(
        figures=_pack(
            len(parts),
            sum(word.syllables for word in parts),
            sum(word.letters for word in parts),
            len(_NOT_CHARACTERS.sub("", written)),
            len(long),
            sum(not word.listed for word in parts),
            sum(not word.listed for word in long),
            special,
            marked,
            any(word.telling for word in parts),
        ),
        lower=parts[0].lower if parts else "",
        load=parts[0].syllables if parts and not parts[0].familiar else 0,
        special=special,
        marked=marked,
        opens=any(char in _OPENERS for char in before),
        leaves_open=written[-1:] in _LEFT_OPEN,
        parts=parts,
    )
    _KNOWN[written] = chunk
    _FIGURES[written] = chunk.figures
    _LOADS[written] = (chunk.lower, chunk.load)


@lru_cache(maxsize=1 << 16)
def _word(written: str) -> _Word:
    lower = written.lower().replace("’", "'").replace("‑", "-")
    acronym = is_acronym(written) and lower.removesuffix("s") not in known_capitals()
    easy = _NUMERAL.fullmatch(lower) is not None or lower in _TITLES
    shouted = len(written) > 1 and written.isupper()
    foreign = written[0].isalpha() and not _LATIN.match(written)
    return _Word(
        written=written,
        lower=lower,
        syllables=syllables(written),
        letters=sum(char.isalnum() for char in written),
        listed=easy or (not acronym and listed(lower.replace("-", ""))),
        familiar=easy or (not acronym and familiar(lower.strip("."))),
        telling=tells(written),
        capital=foreign
        or (written[0].isupper() and not shouted and not ordinary_capital(lower) and lower not in _TITLES),
        address=_ADDRESS.search(written) is not None,
    )


def _marks(word: _Word) -> bool:
    """Say whether a word is shown as hard, unless it is a name: unfamiliar, and long or on the list of hard words."""
    if word.familiar or word.address:
        return False
    entry = single().get(word.lower)
    return word.syllables >= LONG_WORD or (entry is not None and entry.group == "hard")


_TITLES = frozenset("mr mrs ms mx dr miss p.m a.m p.m. a.m. e.g. i.e. etc vs u.s. & + = @".split())
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]")


def _load(different: dict[str, int], longest: int) -> float | None:
    """Return the reading load: unfamiliar syllables a different word (and 0.1), times the words of the longest sentence.

    Higher is harder. Nothing in it is fitted; see docs/readability.md for how it fares against human judgement.
    """
    if not different:
        return None
    return (sum(different.values()) / len(different) + 0.1) * longest


def _grades(total: Counts, each: list[Counts]) -> tuple[int, int] | None:
    """Return the band: the mean grade, give or take what leaving out one sentence at a time shows (80 per cent)."""
    centre = grade(total)
    if centre is None:
        return None
    left_out = [value for counts in each if (value := grade(total, counts)) is not None]
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


def _hard_words(masked: Masked, reading: _Reading) -> tuple[tuple[Span, ...], dict[str, str]]:
    """Return the hard words of the message with what to say instead, in the order of the text."""
    found: dict[int, Span] = {}
    plainer: dict[str, str] = {}
    within: list[tuple[int, int]] = []
    if reading.telling:
        tokens = [piece for unit, chunks in reading.telling for piece in _places(unit, chunks)]
        for span, say, group in jargon_in(masked.text, tokens):
            if group != "idiom":
                own = masked.span(span.start, span.end)
                found[span.start] = own
                plainer[own.text] = say
                within.append((span.start, span.end))
    for unit, chunks in reading.hard:
        at = unit.start
        for word in _marked(chunks):
            # Words that proved to be names are not among the different words.
            if not reading.different.get(word.lower):
                continue
            start = _place(masked.text, word.written, at)
            at = start + len(word.written)
            if any(low <= start < high for low, high in within):
                continue
            own = masked.span(start, at)
            found[start] = own
            entry = single().get(word.lower)
            if entry is not None and entry.group == "hard":
                plainer[own.text] = entry.say
    return tuple([found[start] for start in sorted(found)]), plainer


def _place(text: str, word: str, at: int) -> int:
    """Return where a word stands as a word, from ``at`` on."""
    while True:
        at = text.index(word, at)
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return at
        at += 1


def _marked(chunks: list[str]) -> list[_Word]:
    known = [_KNOWN[chunk] for chunk in chunks]
    return [word for chunk in known if chunk.marked for word in chunk.parts if _marks(word)]


def _places(unit: Span, chunks: list[str]) -> list[Piece]:
    """Return where all the words of a sentence stand in the text."""
    at = 0
    found: list[Piece] = []
    for chunk in chunks:
        for word in _KNOWN[chunk].parts:
            at = unit.text.find(word.written, at)
            end = at + len(word.written)
            found.append((unit.start + at, unit.start + end, word.written))
            at = end
    return found


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
