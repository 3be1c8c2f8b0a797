"""One pass over the sentences of an English message: every count, and where hard words and jargon may stand."""

from __future__ import annotations

import re
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

from drafting.readability.indices import Counts, english
from drafting.readability.jargon import could_tell, tells
from drafting.readability.names import PLACEHOLDER, Masked, opens_as_name, ordinary_capital
from drafting.text import Piece, body, is_acronym, pieces, syllables, unmarked
from drafting.types import Span
from drafting.words.familiar import available, familiar, listed
from drafting.words.plain import known_capitals, single

LONG_SENTENCE = 20
"""Words: more than this and a sentence is marked as long."""

LONG_WORD = 3
"""Syllables: from here a word is long (SMOG's polysyllable, Gunning's hard word)."""


class Word(NamedTuple):
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


class Chunk(NamedTuple):
    """What stands between two blanks, with its punctuation."""

    figures: int  # its counts, packed: see _pack
    lower: str  # its first word
    load: int  # the syllables of its word when unfamiliar, else 0
    special: bool  # holds a possible name, an address, or more than one word
    marked: bool  # holds a word to be shown as hard, unless it is a name
    opens: bool  # a quotation or an aside begins before its first word
    leaves_open: bool  # a colon or a dash ends it, after which a capital says nothing
    parts: tuple[Word, ...]


# What is known of the chunks met so far, in three tables side by side so that a sentence is counted by the built-in
# ``sum`` and ``dict.update`` alone: this is where the time of a message goes.
_KNOWN: dict[str, Chunk] = {}
_FIGURES: dict[str, int] = {}
_LOADS: dict[str, tuple[str, int]] = {}
_MOST = 1 << 17

# Ten figures in one integer, 32 bits each, so that one sum adds them all.
_PACKED = Struct("<10I")


def _pack(*figures: int) -> int:
    return int.from_bytes(_PACKED.pack(*figures), "little")


def _unpack(packed: int) -> tuple[int, ...]:
    return _PACKED.unpack(packed.to_bytes(_PACKED.size, "little"))


ADDRESS = re.compile(r"https?://|www\.|\S@\S|\w\.\w+/|\w\.(?:com|org|net|edu|gov|example)$", re.IGNORECASE)
_NOT_CHARACTERS = re.compile(
    r"[\s\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]+"
)
_OPENERS = frozenset("\"“‘«([—–*_•'")
_LEFT_OPEN = frozenset(":—–•*-")
_NUMERAL = re.compile(r"[^a-z]*(?:st|nd|rd|th|s|x|k|am|pm|a|p)?|(?=\D*\d)[a-z]?[^a-z]*")


class Counted(NamedTuple):
    """What is known of a sentence, wherever it stands."""

    counts: Counts
    different: dict[str, int]  # the syllables of each of its words when unfamiliar, else 0; names left out
    marked: tuple[Word, ...]  # to be shown as hard unless they prove to be names
    pieces: tuple[Piece, ...]  # where its words stand in it, when some may be a term


class Reading:
    """One pass over the sentences of a text whose names are masked."""

    __slots__ = ("different", "each", "hard", "long", "longest", "telling")

    def __init__(self, masked: Masked, limit: int = LONG_SENTENCE) -> None:
        self.each: list[Counts] = []
        self.long: list[Span] = []
        self.hard: list[tuple[int, tuple[Word, ...]]] = []
        self.telling: list[tuple[int, tuple[Piece, ...]]] = []
        self.different: dict[str, int] = {}
        self.longest = 0
        for unit in body(masked.text, masked.units):
            counted = _count(unit.text)
            if counted is None:
                continue
            counts, different, marked, found = counted
            self.each.append(counts)
            self.different.update(different)
            if marked:
                self.hard.append((unit.start, marked))
            if found:
                self.telling.append((unit.start, found))
            self.longest = max(self.longest, counts.words)
            if counts.words > limit:
                self.long.append(unit)

    def figures(self, total: Counts) -> dict[str, float | None]:
        """Return the published indices and the reading load."""
        listed_words = available()
        figures = english(total, familiar_list=listed_words)
        figures["reading_load"] = _load(self.different, self.longest) if listed_words else None
        return figures


@lru_cache(maxsize=1 << 12)
def _count(text: str) -> Counted | None:
    """Count a sentence; None when it has no words."""
    chunks = unmarked(text).split()
    if "(" in text or "No. " in text:
        chunks = _rejoined(chunks)
    try:
        packed = sum(map(_FIGURES.__getitem__, chunks))
    except KeyError:
        if len(_KNOWN) > _MOST:
            for table in (_KNOWN, _FIGURES, _LOADS):
                table.clear()
        for chunk in chunks:
            if chunk not in _KNOWN:
                _know(chunk)
        packed = sum(map(_FIGURES.__getitem__, chunks))
    words, beats, letters, characters, long, unlisted, both, special, marked, telling = _unpack(packed)
    if not words:
        return None
    counts = Counts(1, words, words, beats, letters, characters, long, unlisted, both)
    different = dict(map(_LOADS.__getitem__, chunks))
    if special:
        _weigh_specials([_KNOWN[chunk] for chunk in chunks], counts, different)
    different.pop("", None)
    return Counted(
        counts,
        different,
        _marked(chunks) if marked else (),
        _places(text, chunks) if telling and could_tell(text) else (),
    )


def forget() -> None:
    """Forget the sentences met so far, as a process that has just begun; for measuring."""
    _count.cache_clear()
    could_tell.cache_clear()


def _rejoined(chunks: list[str]) -> list[str]:
    """Put "(555) 555-0123", which is one word, together again, and say "No. 5" as "number 5"."""
    for index in range(len(chunks) - 1, 0, -1):
        before, chunk = chunks[index - 1 : index + 1]
        if _AREA.fullmatch(before) and _LOCAL.match(chunk):
            chunks[index - 1 : index + 1] = [f"{before} {chunk}"]
        elif before == "No." and chunk[:1].isdecimal():
            chunks[index - 1] = "number"
    return chunks


_AREA = re.compile(r"\(\d{3}\)")
_LOCAL = re.compile(r"\d{3}[-. ]\d{4}")


def _weigh_specials(known: list[Chunk], counts: Counts, different: dict[str, int]) -> None:
    """Take names and addresses out of the counts of a sentence (they stay words of it); note its other special words."""
    for place, chunk in enumerate(known):
        if not chunk.special:
            continue
        following = known[place + 1].lower if place + 1 < len(known) else ""
        opening = _opens(known, place)
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


def _opens(known: list[Chunk], place: int) -> bool:
    """Say whether a sentence begins at a chunk, or anew there, so that a capital says nothing."""
    while place:
        place -= 1
        if known[place].leaves_open:
            return True
        if known[place].parts:
            return False
    return True


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
    marked = any(marks(word) for word in parts)
    chunk = Chunk(
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
    # A special word is noted once it has proved to be no name.
    _LOADS[written] = ("", 0) if special else (chunk.lower, chunk.load)


@lru_cache(maxsize=1 << 16)
def _word(written: str) -> Word:
    lower = written.lower().replace("’", "'").replace("‑", "-")
    acronym = is_acronym(written) and lower.removesuffix("s") not in known_capitals()
    easy = _NUMERAL.fullmatch(lower) is not None or lower in _TITLES
    shouted = len(written) > 1 and written.isupper()
    foreign = written[0].isalpha() and not _LATIN.match(written)
    return Word(
        written=written,
        lower=lower,
        syllables=syllables(written),
        letters=sum(char.isalnum() for char in written),
        listed=easy or (not acronym and listed(lower.replace("-", ""))),
        familiar=easy or (not acronym and familiar(lower.strip("."))),
        telling=tells(written),
        capital=foreign
        or (written[0].isupper() and not shouted and not ordinary_capital(lower) and lower not in _TITLES),
        address=ADDRESS.search(written) is not None,
    )


def marks(word: Word) -> bool:
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


def place(text: str, word: str, at: int) -> int:
    """Return where a word stands as a word, from ``at`` on; -1 where it does not."""
    at = text.find(word, at)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum():
            return at
        at = text.find(word, at + 1)
    return -1


def _marked(chunks: list[str]) -> tuple[Word, ...]:
    known = [_KNOWN[chunk] for chunk in chunks]
    return tuple([word for chunk in known if chunk.marked for word in chunk.parts if marks(word)])


def _places(text: str, chunks: list[str]) -> tuple[Piece, ...]:
    """Return where all the words of a sentence stand in it."""
    at = 0
    found: list[Piece] = []
    for chunk in chunks:
        for word in _KNOWN[chunk].parts:
            at = text.find(word.written, at)
            end = at + len(word.written)
            found.append((at, end, word.written))
            at = end
    return tuple(found)
