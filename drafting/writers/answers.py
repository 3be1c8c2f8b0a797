"""Read a model's answer, whatever it looks like: the JSON asked for, JSON with faults, or plain text.

Nothing here raises: an answer that says nothing is an ``Answer`` without sentences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafting.text import sentences

ROLES = ("fact", "question", "thanks", "validation", "offer", "frame")
"""What a sentence may be; greeting and sign-off are ours."""


def schema(ids: Sequence[str]) -> dict[str, Any]:
    """JSON Schema of the answer, for providers that can hold a model to one; ``ids`` are the facts it may name."""
    sentence = {
        "text": {"type": "string"},
        "role": {"type": "string", "enum": list(ROLES)},
        "facts": {"type": "array", "items": {"type": "string", "enum": list(ids)} if ids else {"type": "string"}},
    }
    return {
        "title": "message",
        "description": "A message to a family, sentence by sentence.",
        "type": "object",
        "properties": {
            "subject": {"type": "string"},
            "sentences": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": sentence,
                    "required": [*sentence],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["subject", "sentences"],
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence as the model gave it: ``facts`` are the ids it claims, as it wrote them; ``role`` may be empty."""

    text: str
    role: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What could be read of an answer; ``structured`` is False when it was plain text."""

    subject: str | None
    pieces: tuple[Piece, ...]
    structured: bool


_LONGEST = 50_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef]")
_FENCE = re.compile(r"```[\w-]*\n?|```")
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_OBJECT = re.compile(r'\{[^{}]*?"(?:text|sentence)"\s*:\s*"(?:[^"\\]|\\.)*"[^{}]*\}')
_LOOSE_TEXT = re.compile(r'"(?:text|sentence)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_LOOSE_SUBJECT = re.compile(r'"subject"\s*:\s*"((?:[^"\\]|\\.)*)"')
_SUBJECT_LINE = re.compile(r"^\W*(?:subject|betreff|asunto)\W*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_MARKDOWN = re.compile(
    r"^\s*(?:#{1,6}\s+|>\s+|[-*•]\s+|\d{1,2}[.)]\s+)|\*\*|__|(?<!\w)\*(?=\w)|(?<=[\w.!?])\*(?!\w)", re.MULTILINE
)
_GREETING = re.compile(
    r"^(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|hola|estimad[oa]s?|querid[oa]s?|buen[oa]s d[ií]as)\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^(?:(?:with )?(?:best|kind|warm)(?:est)?(?: regards| wishes)?|warmly|sincerely|yours(?: truly| sincerely)?|regards|"
    r"cheers|take care|thanks|thank you|love|respectfully|cordially|atentamente|saludos(?: cordiales)?|un abrazo)?[\s,.!]*"
    r"(?:\[?(?:TEACHER|YOUR NAME|TEACHER'S NAME)\]?[\s,.]*)?$",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"\b(?:as an ai|json|here(?:'s| is| are) (?:the|a|your) (?:message|draft|note|revised|response|text)|language model|"
    r"facts? ?[:\[(]|i(?:'ve| have) (?:rewritten|revised|drafted))|^(?:subject|message|draft|note|body|output|answer)\s*:",
    re.IGNORECASE,
)


def read_answer(text: str) -> Answer:
    """Read an answer to a drafting prompt."""
    plain = _FENCE.sub("", _THINKING.sub("", text[:_LONGEST])).strip()
    # JSON that was cut short holds whole objects too: the reading that finds most is the right one.
    readings = [*(_from_json(found) for found in _objects(plain)), _salvage(plain)]
    best = max(readings, key=lambda answer: len(answer.pieces))
    return best if best.pieces else _from_text(plain)


def split_plain(text: str) -> list[str]:
    """Split running text into sentences, without markdown, greeting and sign-off."""
    bare = _MARKDOWN.sub("", _clean(text))
    return [span.text for span in sentences(bare) if is_message(span.text)]


def _clean(text: str) -> str:
    """Without control characters and halves of characters, which JSON can carry and a message cannot."""
    return _CONTROL.sub("", text)


def is_message(sentence: str) -> bool:
    """Whether a sentence is part of a message: not a greeting line, a sign-off, or words about the task."""
    stripped = sentence.strip(" \t\"'“”*_-–—")
    if (
        not re.search(r"\w{2}", stripped)
        or stripped.lower() in {"null", "none", "true", "false", "n/a"}
        or _SIGN_OFF.match(stripped)
        or _ABOUT_ITSELF.search(stripped)
    ):
        return False
    if re.search(r'["{}]\s*[:,]\s*["\[{]|^\W*[\[{]\W*$', stripped):
        return False
    greeting = _GREETING.match(stripped)
    return not (greeting and (stripped.endswith((",", ":")) or len(stripped.split()) <= 5))


def _objects(text: str) -> Iterator[Any]:
    """Every JSON value that begins somewhere in the text, the widest first."""
    decoder = json.JSONDecoder(strict=False)
    position = 0
    opening = re.compile(r"[{\[]")
    while (match := opening.search(text, position)) is not None:
        start = match.start()
        try:
            value, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError:
            position = start + 1
            continue
        except RecursionError:
            return
        if isinstance(value, dict | list):
            yield value
        position = max(end, start + 1)


def _from_json(value: Any) -> Answer:
    subject: str | None = None
    if isinstance(value, Mapping):
        if "role" in value and "text" in value:
            return Answer(None, tuple(_pieces([value])), structured=True)
        given = value.get("subject")
        subject = (_clean(given).strip() or None) if isinstance(given, str) else None
        inner = next(
            (value[key] for key in ("sentences", "message", "body", "text", "content") if value.get(key)), None
        )
        if isinstance(inner, Mapping):
            deeper = _from_json(inner)
            return Answer(deeper.subject or subject, deeper.pieces, structured=True)
        value = inner
    if isinstance(value, str):
        return Answer(subject, tuple(Piece(one) for one in split_plain(value)), structured=True)
    return Answer(subject, tuple(_pieces(value)) if isinstance(value, Sequence) else (), structured=True)


def _pieces(values: Sequence[Any]) -> Iterator[Piece]:
    for value in values:
        if isinstance(value, str):
            yield from (Piece(one) for one in split_plain(value))
        elif isinstance(value, Mapping):
            said = next((value[key] for key in ("text", "sentence", "content") if isinstance(value.get(key), str)), "")
            role = value.get("role")
            ids = value.get("facts", value.get("fact", value.get("ids", ())))
            listed = ids if isinstance(ids, Sequence) and not isinstance(ids, str) else [ids]
            named = tuple(str(one) for one in listed if isinstance(one, str | int))
            whole = split_plain(said)
            for one in whole:
                yield Piece(one, role if isinstance(role, str) else "", named)


def _salvage(text: str) -> Answer:
    """The sentences of JSON that was cut short or miswritten."""
    if not re.search(r'"(?:text|sentence|subject)"\s*:', text):
        return Answer(None, (), structured=True)
    pieces: list[Piece] = []
    position = 0
    for match in _OBJECT.finditer(text):
        try:
            pieces.extend(_pieces([json.loads(match.group(), strict=False)]))
        except json.JSONDecodeError:
            continue
        position = match.end()
    pieces.extend(
        Piece(one) for match in _LOOSE_TEXT.finditer(text, position) for one in split_plain(_unescape(match[1]))
    )
    subject = _LOOSE_SUBJECT.search(text)
    return Answer(_clean(_unescape(subject[1])).strip() or None if subject else None, tuple(pieces), structured=True)


def _unescape(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except json.JSONDecodeError:
        return text.replace('\\"', '"').replace("\\n", "\n")


def _from_text(text: str) -> Answer:
    subject = _SUBJECT_LINE.search(text)
    body = _SUBJECT_LINE.sub("", text)
    if re.match(r"^\s*[\[{]", body):
        # JSON beyond repair is not a message.
        return Answer(None, (), structured=True)
    pieces = tuple(Piece(one) for one in split_plain(body))
    return Answer(subject[1].strip(" *_\"'") if subject else None, pieces, structured=False)
