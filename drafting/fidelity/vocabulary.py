"""Words made comparable: dictionary form, stem, group of synonyms; and the word lists of vocabulary.toml."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.facts.lexicon import tags
from drafting.facts.shorthand import table

_ORDER = ("VBD", "VBN", "VBZ", "VBG", "NNS", "JJ", "NN", "VB", "RB")
_SUFFIX = re.compile(r"(?:fulness|iveness|ness|fully|ment|ance|ence|ion|ful|ly|al)$")
_BRITISH = re.compile(r"is(e|es|ed|ing|ation)$")
_WHOLE = frozenset(
    {"evening", "evenings", "morning", "during", "ground", "thing", "things", "spring", "building", "left"}
)
_FOLD = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "ß": "ss", "ı": "i", "ʻ": "'", "’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists; groups and opposites are keyed by stem; ``heads`` are the first words of phrases."""

    stop: frozenset[str]
    frame: frozenset[str]
    groups: Mapping[str, tuple[str, ...]]
    phrases: Mapping[tuple[str, ...], str]
    heads: frozenset[str]
    opposites: Mapping[str, frozenset[str]]
    diagnoses: frozenset[str]
    acronyms: frozenset[str]
    feelings: frozenset[str]
    relations: frozenset[str]
    wordnames: frozenset[str]


@functools.cache
def vocabulary() -> Vocabulary:
    """Read vocabulary.toml once."""
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(raw[name]["words"].split())

    groups: dict[str, list[str]] = {}
    for line in raw["groups"]["words"].strip().splitlines():
        members = line.split()
        for member in members:
            named = groups.setdefault(stem(member), [])
            if (group := f"~{members[0]}") not in named:
                named.append(group)
    opposites: dict[str, set[str]] = {}
    for line in raw["opposites"]["pairs"].strip().splitlines():
        one, other = line.split()
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    return Vocabulary(
        stop=words("stop"),
        frame=frozenset(stem(word) for word in words("frame")),
        groups={word: tuple(named) for word, named in groups.items()},
        phrases={tuple(phrase.split()): word for phrase, word in raw["phrases"].items()},
        heads=frozenset(phrase.split()[0] for phrase in raw["phrases"]),
        opposites={word: frozenset(others) for word, others in opposites.items()},
        diagnoses=words("diagnoses"),
        acronyms=frozenset(raw["diagnoses"]["acronyms"]),
        feelings=words("feelings"),
        relations=words("relations"),
        wordnames=words("wordnames"),
    )


@functools.lru_cache(maxsize=16384)
def lemma(low: str) -> str:
    """Return the dictionary form of a lower-case word, or the word itself when it is unknown."""
    if low in _WHOLE:
        return low
    forms = tags(low)
    for tag in _ORDER:
        if tag in forms:
            return forms[tag]
    if (bare := plain(low)) != low:
        return lemma(bare)
    american = _BRITISH.sub(r"iz\1", low)
    return lemma(american) if american != low else low


_ENDINGS = ("'s", "'ll", "'ve", "'re", "'d", "'m")


def plain(low: str) -> str:
    """Return a lower-case word without its possessive or contraction: "maya's", "we'll"."""
    if "'" in low:
        for ending in _ENDINGS:
            if low.endswith(ending):
                return low[: -len(ending)]
    return low


@functools.lru_cache(maxsize=16384)
def stem(low: str) -> str:
    """Return a short common form: "participation" and "participates" meet, "quietly" and "quiet" meet."""
    base = fold(lemma(low)).replace("isation", "ization")
    if len(base) > 5:
        cut = _SUFFIX.sub("", base)
        if len(cut) >= 4:
            base = cut
    if base.endswith("ise"):
        base = base[:-3] + "ize"
    if (len(base) > 4 and base[-1] in "ey") or (len(base) > 3 and base[-1] == "i"):
        base = base[:-1]
    return base


@functools.lru_cache(maxsize=16384)
def keys(low: str) -> tuple[str, ...]:
    """Return what a word may be matched by: its stem and its groups of synonyms; empty for a word without content."""
    known = vocabulary()
    if len(low) == 1 or low in known.stop or low.endswith("n't"):
        return ()
    bare = plain(low)
    if bare in known.stop:
        return ()
    written_out = table()["words"].get(bare)
    if written_out:
        found: list[str] = []
        for word in written_out.lower().split():
            found.extend(key for key in (keys(word) if word != bare else ()) if key not in found)
        return tuple(found)
    base = lemma(bare)
    if base in known.stop:
        return ()
    root = stem(bare)
    return (root, *known.groups.get(root, ()))


@functools.lru_cache(maxsize=16384)
def is_frame(low: str) -> bool:
    """Tell whether a word belongs to the plain connective sentences that assert nothing about the child."""
    return stem(low) in vocabulary().frame


@functools.lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return a word in lower case without accents, so that "Łukasz" and "lukasz" meet."""
    low = word.lower().translate(_FOLD)
    if low.isascii():
        return low
    return "".join(char for char in unicodedata.normalize("NFKD", low) if not unicodedata.combining(char))


@functools.lru_cache(maxsize=16384)
def known_word(low: str) -> bool:
    """Tell whether a lower-case word is an ordinary English word."""
    bare = plain(low)
    known = vocabulary()
    return bool(tags(bare)) or bare in known.stop or stem(bare) in known.frame or bare in table()["words"]
