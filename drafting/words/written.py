"""What counts as one written word, and what is only the mark of a list item."""

from __future__ import annotations

import re

Piece = tuple[int, int, str]
"""A word as bare (start, end, word)."""

EMOJI = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
EMOJIS = rf"[{EMOJI}\ufe0f\u200d\u20e3]"

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963\u0e31-\u0e4e\u200c\u200d"
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
ADDRESS = (
    r"(?:https?://|www\.)[^\s<>\"”]*[^\s<>\"”.,;:!?)\]'’]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|io|us|ca|uk|app|school|example)\b(?:/[^\s<>\"”]*[^\s<>\"”.,;:!?)\]'’])?"
)
_WORDS = (
    r"\(?\b\d{3}\)?[-. ]?\d{3}[-. ]\d{4}\b|\b\d{3}-\d{4}\b"  # a telephone number is one word
    r"|[$€£]?\d(?!\ufe0f?\u20e3)[\d,]*(?:[.:]\d+)*(?:/\d+(?:\.\d+)?)*(?:%|(?:st|nd|rd|th|am|pm|x|s|k|a|p)\b)?(?![^\W_])"
    r"(?:[-‑–](?:\d[\d,]*(?:[.:]\d+)+|[^\W_]+)%?)*"
    r"|\bNo\.(?=[^\S\n]?\d)|(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w]))?|\bPh\.D\.?|\b[A-F]\+(?!\w)|\b[A-Z]&[A-Z]\b|\b[wW]/o?(?=\s|$)"
    rf"|(?!\d\ufe0f?\u20e3){_LETTER}+(?:['’‑-]{_LETTER}+|\.\d+)*(?:(?<=s)['’](?=\s))?"
    r"|(?<=\s)[&+=@](?=\s)"
)
_COMMON = r"[a-zA-Z]{2,}(?=[\s,;!?)])"  # most words; tried first for speed, the same as what the rest would find
_WORD = re.compile(f"{_COMMON}|{ADDRESS}|{_WORDS}")
_PLAIN_WORD = re.compile(f"{_COMMON}|{_WORDS}")
_MAY_ADDRESS = re.compile(r"@|://|\w\.\w\w")
_AFTER_MARKER = frozenset({".", ")"})


def pieces(text: str, *, lists: bool = True) -> list[Piece]:
    """Return what ``words`` returns as bare (start, end, word), for those who count by the thousand.

    Without ``lists``, a number that begins the text is a word, not the mark of a list item.
    """
    pattern = _WORD if _MAY_ADDRESS.search(text) else _PLAIN_WORD
    found: list[Piece] = []
    for match in pattern.finditer(text):
        start, end = match.span()
        if lists and end - start <= 2 and text[end : end + 1] in _AFTER_MARKER and _is_marker(text, start):
            continue
        found.append((start, end, match.group()))
    return found


def unmarked(line: str) -> str:
    """Return a line without the bullet or the number that makes it a list item."""
    if (not line[:1].isalpha() or line[1:2] in _AFTER_MARKER) and (marker := MARKER.match(line)):
        return line[marker.end() :]
    return line


MARKER = re.compile(
    r"[^\S\n]*(?:[-–—*•▪●◦‣·✓✔☐☑→➤►#]+[^\S\n]+|[•▪●◦‣✓✔☐☑→➤►]|(?:\d{1,2}\.|[a-e]\.|\(?(?:\d{1,2}|[a-eA-E])\))(?=[^\S\n])|\d\ufe0f?\u20e3)"
)
NUMBERED = re.compile(r"(?:\d{1,2}\.|[a-e]\.|\(?(?:\d{1,2}|[a-eA-E])\))(?=[^\S\n]|$)")


def _is_marker(text: str, start: int) -> bool:
    """Say whether "2" is only the number of a list item that begins a line."""
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip(" \t(") and NUMBERED.match(text, start) is not None
