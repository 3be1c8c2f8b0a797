"""The reviewed list of plainer words (plain.toml), looked up by the words of a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from drafting.words.familiar import familiar

Group = Literal["capitals", "school", "idiom", "hard"]
GROUPS: tuple[Group, ...] = ("capitals", "school", "idiom", "hard")


@dataclass(frozen=True, slots=True)
class Plainer:
    """An entry: the words as listed, what to say instead (alternatives parted by " / "), and its group."""

    term: str
    say: str
    group: Group


def forms(term: str) -> tuple[str, ...]:
    """Return a term with the plural, -ed and -ing forms of its last word, all lower case."""
    head = term.lower()
    if not head[-1].isalpha():
        return (head,)
    if head.endswith("y") and head[-2] not in "aeiou":
        return head, head[:-1] + "ies", head[:-1] + "ied", head + "ing"
    if head.endswith("e"):
        return head, head + "s", head + "d", head[:-1] + "ing"
    if re.search(r"(?:s|x|z|ch|sh)$", head):
        return head, head + "es", head + "ed", head + "ing"
    if re.search(r"[^aeiou][aeiou][tpml]$", head):  # permit: permitted
        return head, head + "s", head + "ed", head + "ing", head + head[-1] + "ed", head + head[-1] + "ing"
    return head, head + "s", head + "ed", head + "ing"


@cache
def _tables() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "plain.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def known_capitals() -> frozenset[str]:
    """Return the capitals (lower case) that families meet everywhere: tv, ok, usa."""
    return frozenset(_tables()["known"]["words"].split())


@cache
def entries() -> tuple[Plainer, ...]:
    """Return the whole list, in the order of the file."""
    tables = _tables()
    return tuple(Plainer(term, say, group) for group in GROUPS for term, say in tables[group].items())


@cache
def single() -> dict[str, Plainer]:
    """Return the one-word entries by each of their forms; a listed form goes before a derived one."""
    found: dict[str, Plainer] = {}
    one_word = [entry for entry in entries() if " " not in entry.term]
    for entry in one_word:
        found.setdefault(entry.term.lower(), entry)
    for entry in one_word:
        for form in forms(entry.term):
            found.setdefault(form, entry)
    return found


# Words too common to look a phrase up by.
_OFTEN = frozenset(
    "a an and are around as at bell below both child class day days do grade home in is long made no not now of off on once "
    "or over own page part picture place right same short story student talk test that the their there thing through time to "
    "touch turn turned under up what when with words work works year reading 1 2 3".split()
)


def _rarity(word: str) -> tuple[bool, bool, int]:
    common = word in _OFTEN or word.removesuffix("s") in _OFTEN
    return not word.isdecimal() and not familiar(word), not common, len(word)


@cache
def phrases() -> dict[str, tuple[tuple[int, tuple[str, ...], Plainer], ...]]:
    """Return the entries of several words by their rarest word: (its place in the phrase, the phrase, the entry)."""
    found: dict[str, list[tuple[int, tuple[str, ...], Plainer]]] = {}
    for entry in entries():
        if " " in entry.term:
            # A saying is fixed; a school term may be in the plural.
            for form in forms(entry.term)[: 1 if entry.group == "idiom" else 2]:
                parts = tuple(form.split())
                rarest = max(parts, key=_rarity)
                found.setdefault(rarest, []).append((parts.index(rarest), parts, entry))
    return {head: tuple(sorted(rows, key=lambda row: -len(row[1]))) for head, rows in found.items()}


@cache
def telling() -> frozenset[str]:
    """Return the lower-case words without which a text holds no school, idiom or capitals entry."""
    return frozenset(phrases()) | {form for form, entry in single().items() if entry.group != "hard"}
