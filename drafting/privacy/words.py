"""The word lists of words.toml, and text folded for comparison: no case, no accents, one kind of apostrophe."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from drafting.text import sentences

_APOSTROPHES = "'’‘ʻʼ`´ʹ′＇"
_SINGLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe"}
)


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of words.toml, folded."""
    return frozenset(fold(word) for word in _lists()[name]["words"].split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return ""
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", character.lower()) if unicodedata.category(one) not in {"Mn", "Me"}
    )
    return bare.casefold().translate(_SINGLE)


def fold(text: str) -> str:
    """Return the text for comparison: "José" is "jose", "Keʻala" is "ke'ala", zero-width characters are gone."""
    if text.isascii():  # nearly every word: what is folded one by one below, at once
        return text.lower().replace("`", "'")
    return "".join(map(_fold_character, text))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold, with the offset in ``text`` of each folded character and, last, the length of ``text``."""
    if text.isascii():
        return fold(text), list(range(len(text) + 1))
    folded: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text):
        for piece in _fold_character(character):
            folded.append(piece)
            offsets.append(position)
    offsets.append(len(text))
    return "".join(folded), offsets


@cache
def _instructions() -> re.Pattern[str]:
    return re.compile("|".join(_lists()["instructions"]["patterns"]))


def without_instructions(text: str) -> str:
    """Return a family's message without the sentences that address a writing machine; line breaks stay."""
    kept: list[str] = []
    position = 0
    for span in sentences(text):
        between = text[position : span.start]
        position = span.end
        if _instructions().search(fold(span.text).replace("\u200b", "")):
            kept.append("\n" if "\n" in between else " ")
        else:
            kept.append(between + span.text)
    kept.append(text[position:])
    return re.sub(r"[ \t]{2,}", " ", "".join(kept)).strip()
