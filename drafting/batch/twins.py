"""No two twins: parents compare, so the plain sentences around the facts are not the same for two children of a class.

What is varied are sentences that state no fact: how a message opens and how it closes. Written offline, a row gets its
own by its place in the list, so that a change in one row changes no other; so does the close that a model's draft was
lent. What a model wrote is left alone unless an earlier row of the class reads the same. The facts are never touched;
where they are the same words, the row is marked.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from drafting.batch.results import READY, Result
from drafting.facts.patterns import fill
from drafting.facts.sheet import speaking_of
from drafting.prompts import load_frames, load_kind
from drafting.types import Note, Sentence
from drafting.writers import offline

__all__ = ["Class", "overlap", "shingles"]

_WINDOW = 60
"""Rows that are compared with: more than one class."""
_MOST = 0.15
_FREE = {"frame", "thanks", "offer", "validation"}
_WORD = re.compile(r"[\w'’]+")
_SLOT = re.compile(r"\{[^}]*\}")
_STARTS = re.compile(r"^(?:(?P<he>He|She)|(?P<his>His|Her))\b(?= \w)")


def shingles(text: str, *, names: Sequence[str] = ()) -> frozenset[tuple[str, ...]]:
    """Return the runs of five words in a text, the names left out."""
    away = {word.lower() for name in names for word in _WORD.findall(name)}
    words = [word for word in _WORD.findall(text.lower()) if word.removesuffix("'s").removesuffix("’s") not in away]
    return frozenset(tuple(words[at : at + 5]) for at in range(len(words) - 4))


def overlap(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return the share of the shorter text's runs that are in the other too."""
    return len(one & other) / max(1, min(len(one), len(other)))


class Class:
    """The rows of a class as they are finished, in order."""

    def __init__(self) -> None:
        self._seen: deque[tuple[int, frozenset[tuple[str, ...]]]] = deque(maxlen=_WINDOW)
        self._frames: deque[str] = deque(maxlen=3 * _WINDOW)

    def apart(self, result: Result, note: Note, *, at: int, number: int) -> Result:
        """Return the result with an opening and a closing of its own; ``at`` counts the rows from 0."""
        if result.status != READY or note.channel == "call":
            return result
        ours = result.writer == offline.WRITER
        said = [_plain(one.text, note) for one in _frames_of(result)]
        lent = None if ours else _lent(result, note)
        if ours or any(one in self._frames for one in said if one != lent):
            varied = _varied(result, note, at)
        else:
            varied = _varied(result, note, at, opens=False) if lent else result
        names = [name for name in (note.student.name, note.family.addressed_as, note.teacher.name) if name]
        runs = shingles(varied.body, names=names)
        twin = next((row for row, other in self._seen if overlap(runs, other) > _MOST), None)
        if twin is not None and not ours:
            varied = _varied(result, note, at)
            runs = shingles(varied.body, names=names)
            twin = next((row for row, other in self._seen if overlap(runs, other) > _MOST), None)
        self._seen.append((number, runs))
        self._frames.extend(one for one in said if one != lent)
        if twin is not None:
            notice = (
                f"Reads much like the message of row {twin}: one more detail in the note makes it this child's own."
            )
            varied = replace(varied, notices=(*varied.notices, notice))
        return varied


def _frames_of(result: Result) -> list[Sentence]:
    return [one for one in result.sentences if not one.facts and one.role in _FREE]


def _plain(text: str, note: Note) -> str:
    for name in (note.student.name or "").split():
        text = text.replace(name, "")
    return " ".join(_WORD.findall(text.lower()))


def _lent(result: Result, note: Note) -> str | None:
    """Return the plain words of the close, where it is one of those that the offline writer has."""
    closing = _closing(result.sentences)
    if closing is None:
        return None
    close = _plain(result.sentences[closing].text, note)
    own = _closes(load_frames().get(f"{note.kind}.close", ()))
    return close if own.fullmatch(close) else None


@lru_cache(maxsize=64)
def _closes(frames: tuple[str, ...]) -> re.Pattern[str]:
    """Return what any of the frames may read like, once the child's name is left out."""
    bare = (" ".join(_WORD.findall(_SLOT.sub(" slot ", one.lower()))) for one in frames)
    return re.compile("|".join(re.escape(one).replace(r"slot\ ", r"(?:\w+ )?") for one in bare) or "(?!)")


def _varied(result: Result, note: Note, at: int, *, opens: bool = True) -> Result:
    frames = load_frames("class_frames")
    usual = load_frames()
    speaking = speaking_of(note)
    sentences = list(result.sentences)
    body = result.body
    closing = _closing(sentences)
    if closing is not None:
        closers = frames.get(f"{note.kind}.close") or usual.get(f"{note.kind}.close", ())
        if closers:
            named = any(speaking.name in one.text for one in sentences[:closing])
            said = fill(closers[at % len(closers)], speaking, voice="pronoun" if named else "name")
            body = _put(body, sentences[closing].text, said, last=True)
            sentences[closing] = replace(sentences[closing], text=said)
    opening = _opening(sentences, closing) if opens else None
    openers = frames.get(f"{note.kind}.open", ())
    if opening is not None and openers:
        after = sentences[opening + 1] if opening + 1 < len(sentences) else None
        freed = _named(after.text, speaking.name) if after is not None else None
        if after is None or freed is None or after.role in {"sign_off", "question"}:
            named_openers = frames[f"{note.kind}.open_named"]
            said = fill(named_openers[at % len(named_openers)], speaking, voice="name")
        else:
            said = "" if at % 2 else openers[at // 2 % len(openers)]
            body = _put(body, after.text, freed)
            sentences[opening + 1] = replace(after, text=freed)
        body = _put(body, sentences[opening].text, said)
        sentences[opening : opening + 1] = [replace(sentences[opening], text=said)] if said else []
    if not offline.fits(body, note, load_kind(note.kind)):
        return result
    return replace(result, body=body, sentences=tuple(sentences))


def _opening(sentences: Sequence[Sentence], closing: int | None) -> int | None:
    at = 1 if sentences and sentences[0].role == "greeting" else 0
    if at < len(sentences) and at != closing and not sentences[at].facts and sentences[at].role in _FREE:
        return at
    return None


def _closing(sentences: Sequence[Sentence]) -> int | None:
    at = len(sentences) - 1
    if at >= 0 and sentences[at].role == "sign_off":
        at -= 1
    if at > 0 and not sentences[at].facts and sentences[at].role in _FREE and any(one.facts for one in sentences[:at]):
        return at
    return None


def _named(text: str, name: str) -> str | None:
    """Return a sentence that can stand first: with the name in it; None where only its writer could do that."""
    if name in text.split(",", maxsplit=1)[0]:
        return text
    start = _STARTS.match(text)
    if start is None:
        return None if re.match(r"(?i)(?:they|their|them|s?he['’])", text) else text
    if start["he"]:
        return name + text[start.end() :]
    return f"{name}'s" + text[start.end() :]


def _put(body: str, old: str, new: str, *, last: bool = False) -> str:
    at = body.rfind(old) if last else body.find(old)
    if at < 0:
        return body
    end = at + len(old)
    if not new:
        while end < len(body) and body[end] == " ":
            end += 1
    return body[:at] + new + body[end:]
