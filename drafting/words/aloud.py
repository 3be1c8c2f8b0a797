"""How many syllables a word has when a person reads it aloud: words, numbers, times, acronyms, short forms, names."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from drafting.words.pronounced import by_rule, derived, pronounced
from drafting.words.spanish import spanish

_KEPT = 1 << 16  # words remembered; a class's whole year of messages holds fewer

_LONGEST_FIGURE = 24
_DIGIT_SYLLABLES = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1)  # zero, one, two ...
_TEENS = (1, 3, 1, 2, 2, 2, 2, 3, 2, 2)  # ten, eleven, twelve, thirteen ...
_TENS = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)  # twenty, thirty, forty ...

_NUMBER = re.compile(
    r"(?P<money>[$€£])?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<tail>%|st|nd|rd|th|s|x|k|am|pm|a|p)?",
    re.IGNORECASE,
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(am|pm|a|p)?", re.IGNORECASE)
_PHONE = re.compile(r"\(?\d{3}\)?[-. ]{0,2}(?:\d{3}[-. ])?\d{4}")
_DATE = re.compile(r"\d{1,4}(?:/\d{1,4}){1,2}")
_RANGE = re.compile(r"[$\d][\d.,:/]*(?:st|nd|rd|th|am|pm|%)?[-–][$\d][\d.,:/]*(?:st|nd|rd|th|am|pm|%)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\w\.\w+/", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_MIXED = re.compile(r"\d+|[^\W\d_]+")
_SPLIT = re.compile(r"[-‑–/]")
_PIECE = re.compile(r"[^\s—]+")


@lru_cache(maxsize=_KEPT)
def syllables(word: str, language: str = "en") -> int:
    """Count the syllables of a word, or of a few words, as they are said aloud; 0 where nothing is said.

    "95" 3 (ninety-five), "IEP" 3, "p.m." 2, "3:15" 3, "Dr." 2 (doctor), "$2.50" 7, "Okafor" 3. A link or an address
    counts as one syllable: nobody reads it out.
    """
    piece = word.strip("\"'“”‘’«»()[]{}<>*_~#,;:!?¿¡…—–|•").replace("’", "'")
    if language.startswith("es"):
        return sum(spanish(part) for part in _PIECE.findall(piece)) if piece else 0
    if _PHONE.fullmatch(piece):
        return sum(_DIGIT_SYLLABLES[int(char)] for char in piece if char.isdecimal())
    if len(parts := _PIECE.findall(piece)) > 1:
        return sum(syllables(part) for part in parts)
    return _read(piece) if piece else 0


def _read(word: str) -> int:
    if word.isalpha() and word.islower() and (known := pronounced(word)):
        return known if word not in _said() else syllables(_said()[word])
    if _ADDRESS.search(word):
        return 1
    if any(char.isdecimal() for char in word):
        return _figures(word)
    if len(word) > 1 and word[1] in "+&":
        return syllables(" ".join(word.replace("+", " plus").replace("&", " and ").split()))
    if word == "No.":  # the words of a text keep the stop only before a number
        return 2
    bare = word.rstrip(".").lower()
    if bare in _said() and not (word.isupper() and len(bare) > 1 and bare not in {"mr", "mrs", "ms", "dr"}):
        return syllables(_said()[bare])
    if _DOTTED.fullmatch(word):
        return sum(_letter(char) for char in word if char.isalpha())
    word = word.strip(".")
    if word in _ROMAN:
        return number(_ROMAN[word])
    if is_acronym(word):
        return sum(_letter(char) for char in word if char.isupper())
    lower = word.lower()
    if known := pronounced(lower):
        return known
    if len(parts := [part for part in _SPLIT.split(word) if part]) > 1:
        return sum(syllables(part) for part in parts)
    return derived(lower) or by_rule(lower) if any(map(str.isalpha, lower)) else 0


_ROMAN = {"II": 2, "III": 3, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12}


def is_acronym(word: str) -> bool:
    """Say whether capitals are read letter by letter: IEP, MTSS, TV, IEPs, but not BOTH, NASA or LEGO."""
    core = word[:-2] if word.endswith("'s") else word.removesuffix("s") if len(word) > 2 else word
    if not (2 <= len(core) <= 5 and core.isupper() and core.isalpha()):
        return False
    lower = core.lower()
    if lower in _capitals("capitals_spelled"):
        return True
    if lower in _capitals("capitals_read_as_words"):
        return False
    # CMUdict holds the shouted words (BOTH, NOT); letters without a vowel are spelled even when it lists them.
    return pronounced(lower) == 0 or not re.search(r"[aeiouy]", lower) or pronounced(lower) == _spelled(lower)


def _spelled(letters: str) -> int:
    return sum(_letter(char) for char in letters) if len(letters) > 1 else 0


def _letter(char: str) -> int:
    return 3 if char in "wW" else 1


# --- numbers -----------------------------------------------------------------------------------------------------


def _figures(word: str) -> int:
    """Syllables of a token with digits in it."""
    word = word.strip(".,")
    if len(word) > _LONGEST_FIGURE:  # an account number, or nonsense: digit by digit
        return sum(_DIGIT_SYLLABLES[int(char)] for char in word if char.isdecimal())
    if word in {"504", "504s"}:  # the plan is called "five-oh-four"
        return 3
    if match := _TIME.fullmatch(word):
        hours, minutes, half = match.groups()
        # ":00" is silent: "ten" in "10:00 a.m.", and "at ten" as often as "ten o'clock".
        past = 0 if minutes == "00" else (1 + number(int(minutes)) if minutes[0] == "0" else number(int(minutes)))
        return number(int(hours)) + past + (2 if half else 0)
    if _PHONE.fullmatch(word):
        return sum(_DIGIT_SYLLABLES[int(char)] for char in word if char.isdecimal())
    if _DATE.fullmatch(word):
        if word == "1/2":
            return 2  # one half
        return sum(number(int(part), year=len(part) == 4) for part in word.split("/"))
    if _RANGE.fullmatch(word):
        return 1 + sum(_figures(end) for end in re.split(r"[-–]", word))  # "to"
    if match := _NUMBER.fullmatch(word):
        return _quantity(match)
    if word[0] == "#" and word[1:].isdecimal():
        return 2 + number(int(word[1:]))  # "number nine"
    if len(parts := [part for part in _SPLIT.split(word) if part]) > 1:
        return sum(syllables(part) for part in parts)
    total = 0
    for run in _MIXED.findall(word):
        if run.isdecimal():
            total += number(int(run)) if len(run) < 4 else sum(_DIGIT_SYLLABLES[int(char)] for char in run)
        else:
            total += _spelled(run) if len(run) > 1 and run.isupper() else max(1, pronounced(run.lower()))
    return total


def _quantity(match: re.Match[str]) -> int:
    whole_text, rest, tail = match["whole"], match["rest"], (match["tail"] or "").lower()
    whole = int(whole_text.replace(",", ""))
    year = len(whole_text) == 4 and 1100 <= whole <= 2099 and not rest and not match["money"]
    total = number(whole, year=year)
    if match["money"]:
        total += 2 if match["money"] == "€" else (1 if match["money"] == "£" or whole == 1 else 2)
        if rest and int(rest[1:]):
            total += 1 + number(int(rest[1:])) + 1  # "and fifty cents"
    elif rest:
        total += 1 + sum(_DIGIT_SYLLABLES[int(char)] for char in rest[1:])  # "point five"
    if tail == "%":
        total += 2
    elif tail == "x":
        total += 1  # "times"
    elif tail in {"am", "pm"}:
        total += 2
    elif tail == "k":
        total += 1  # "5K" is a run of five K
    elif tail in {"st", "nd", "rd", "th"}:
        total += _ordinal(whole)
    elif tail == "s" and whole_text[-1] == "6":
        total += 1  # sixes
    elif tail in {"a", "p"}:
        total += 1
    return total


def _ordinal(whole: int) -> int:
    """What "-th" adds: "twentieth" one syllable more than twenty; "first" and "fifth" none; "second" one."""
    last, ending = whole % 10, whole % 100
    if ending in {12, 10, 11} or 13 <= ending <= 19:
        return 0
    if last == 0:
        return 1 if ending else 0
    return 1 if last == 2 else 0


def number(value: int, *, year: bool = False) -> int:
    """Syllables of a whole number said in English: 95 is 3, 504 is 5, the year 2026 is 5."""
    if value < 10:
        return _DIGIT_SYLLABLES[value]
    if value < 20:
        return _TEENS[value - 10]
    if value < 100:
        return _TENS[value // 10] + (_DIGIT_SYLLABLES[value % 10] if value % 10 else 0)
    if year and value % 1000 >= 10:
        ending = value % 100
        tail = 2 if ending == 0 else (1 + number(ending) if ending < 10 else number(ending))  # "hundred", "oh five"
        return number(value // 100) + tail
    for size, said in ((10**9, 2), (10**6, 2), (1000, 2), (100, 2)):  # billion, million, thousand, hundred
        if value >= size:
            return number(value // size) + said + (number(value % size) if value % size else 0)
    return 0


@cache
def _table() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "aloud.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _said() -> dict[str, str]:
    return _table()["said_as"]


@cache
def _capitals(group: str) -> frozenset[str]:
    return frozenset(_table()[group]["words"].split())
