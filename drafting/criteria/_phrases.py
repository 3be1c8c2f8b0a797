"""Phrase lists as reviewed data: TOML beside the criterion that reads it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from drafting.errors import InputError


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: the pattern of the phrase, why to reconsider it, what to say instead."""

    pattern: str
    why: str
    instead: str


@dataclass(frozen=True)
class PhraseList:
    """The phrases of one file, found in one pass; ``find`` gives the entry with each match."""

    phrases: tuple[Phrase, ...]
    regex: re.Pattern[str]

    def find(self, low: str) -> Iterable[tuple[re.Match[str], Phrase]]:
        """Every match in the flattened text with the phrase it is of, from left to right."""
        for match in self.regex.finditer(low):
            # Which entry it was is asked only now: groups in the one expression would cost twenty times the time.
            for phrase in self.phrases:
                if re.compile(rf"(?:{phrase.pattern})(?!\w)").match(low, match.start()):
                    yield match, phrase
                    break


@cache
def load_phrases(name: str) -> PhraseList:
    """Read ``name``.toml: ``[[list]]`` tables with note, source, why, instead and phrases (regex fragments or [phrase, instead] pairs).

    Raises InputError when an entry has no phrases or its pattern has a group that takes a number.
    """
    text = files("drafting.criteria").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    found: list[Phrase] = []
    for table in tomllib.loads(text).get("list", []):
        found.extend(_entries(name, table))
    whole = "|".join(phrase.pattern for phrase in found)
    return PhraseList(tuple(found), re.compile(rf"(?<!\w)(?:{whole})(?!\w)"))


def _entries(name: str, table: dict[str, Any]) -> Iterable[Phrase]:
    if not table.get("phrases") or not table.get("source") or not table.get("why"):
        raise InputError(f"A list in {name}.toml lacks phrases, a source or a why; give it all three.")
    for entry in table["phrases"]:
        pattern, instead = (entry, table.get("instead", "")) if isinstance(entry, str) else entry
        if re.compile(pattern).groups:
            raise InputError(f"The phrase {pattern!r} in {name}.toml has a numbered group; write (?:...) instead.")
        yield Phrase(pattern, table["why"], instead)
