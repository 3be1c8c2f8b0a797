"""Phrase lists as reviewed data: TOML beside the criterion that reads it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from drafting.criteria._openings import Opening, openings
from drafting.errors import InputError

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: the pattern of the phrase, why to reconsider it, what to say instead."""

    pattern: str
    why: str
    instead: str
    openings: frozenset[Opening] = frozenset()


@dataclass(frozen=True)
class PhraseList:
    """The phrases of one file, looked up by the word that each can begin with.

    Trying some two hundred expressions at every word costs a millisecond; looking a word up first costs a tenth of it.
    """

    phrases: tuple[Phrase, ...]
    _by_word: dict[str, tuple[tuple[re.Pattern[str], Phrase], ...]] = field(default_factory=dict, repr=False)

    def find(self, low: str) -> Iterator[tuple[re.Match[str], Phrase]]:
        """Every match in the flattened text with the phrase it is of, from left to right."""
        by_word = self._by_word
        for word in _WORD.finditer(low):
            candidates = by_word.get(word.group())
            if candidates is None:
                candidates = self._look_up(word.group())
            for pattern, phrase in candidates:
                match = pattern.match(low, word.start())
                if match is not None:
                    yield match, phrase
                    break

    def _look_up(self, word: str) -> tuple[tuple[re.Pattern[str], Phrase], ...]:
        found = tuple(
            (_compiled(phrase.pattern), phrase)
            for phrase in self.phrases
            if any(opening.fits(word) for opening in phrase.openings)
        )
        if len(self._by_word) < _MOST_WORDS:
            self._by_word[word] = found
        return found


_MOST_WORDS = 20_000


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a phrase when a word of a message first calls for it."""
    return re.compile(rf"(?:{pattern})(?!\w)")


@cache
def load_phrases(name: str) -> PhraseList:
    """Read ``name``.toml: ``[[list]]`` tables with note, source, why, instead and phrases.

    A phrase is a regular-expression fragment that begins with a word, or a pair [fragment, what to say instead].
    Raises InputError when a list lacks its phrases, source or why.
    """
    text = files("drafting.criteria").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    found: list[Phrase] = []
    for table in tomllib.loads(text).get("list", []):
        found.extend(_entries(name, table))
    return PhraseList(tuple(found))


def _entries(name: str, table: dict[str, Any]) -> Iterator[Phrase]:
    if not table.get("phrases") or not table.get("source") or not table.get("why"):
        raise InputError(f"A list in {name}.toml lacks phrases, a source or a why; give it all three.")
    for entry in table["phrases"]:
        pattern, instead = (entry, table.get("instead", "")) if isinstance(entry, str) else entry
        yield Phrase(pattern, table["why"], instead, openings(pattern))
