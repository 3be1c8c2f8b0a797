"""Phrase lists as reviewed data: TOML beside the criterion that reads it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from drafting.criteria._screen import Pattern, screened_together
from drafting.errors import InputError


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: the pattern of the phrase, why to reconsider it, what to say instead."""

    pattern: str
    why: str
    instead: str


class PhraseList:
    """The phrases of one file, each tried only in a sentence that has the words it needs."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        self.phrases = phrases
        # A phrase begins where a word begins, and ends where a word ends.
        self._said = {Pattern(rf"(?<!\w)(?:{phrase.pattern})(?!\w)"): phrase for phrase in phrases}
        self._could = screened_together(self, list(self._said))

    def find(self, low: str) -> list[tuple[re.Match[str], Phrase]]:
        """Every match in the flattened text with the phrase it is of, from left to right; of two at a word the first."""
        found: dict[int, tuple[re.Match[str], Phrase]] = {}
        for pattern in self._could(low):
            match = pattern.search(low)
            while match is not None:
                found.setdefault(match.start(), (match, self._said[pattern]))
                match = pattern.search(low, match.start() + 1)
        return [found[start] for start in sorted(found)]


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
        yield Phrase(pattern, table["why"], instead)
