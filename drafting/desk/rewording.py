"""Other ways to say a message, each along one named axis: shorter, warmer, plainer. Every fact stays in all of them.

They are made from the message as it stands, by rules: what is taken out or put in are plain frames that state no fact,
and words for which there is a plainer one. Each step is kept only where the review loses nothing by it. Each way says
what changes, sentence beside sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from drafting.desk.marking import plain_words, spot
from drafting.desk.merging import pieces
from drafting.facts.patterns import fill
from drafting.facts.sheet import speaking_of
from drafting.prompts import load_frames
from drafting.text import sentences
from drafting.types import Note, Review, Sentence

__all__ = ["AXES", "Axis", "Variant", "compare", "reword"]

Axis = Literal["shorter", "warmer", "plainer"]
AXES: tuple[Axis, ...] = ("shorter", "warmer", "plainer")

_ALREADY: dict[Axis, str] = {
    "shorter": "It is short already: each sentence carries something.",
    "warmer": "It opens and closes warmly already.",
    "plainer": "It uses plain words already.",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """The message said another way. ``pairs`` are (now, then) side by side, empty where nothing stands."""

    axis: Axis
    body: str
    changes: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def same(self) -> bool:
        """Whether there is nothing to change along this axis."""
        return all(now == then for now, then in self.pairs)


@dataclass(frozen=True, slots=True)
class _Step:
    """One change: the message after it, and what it was."""

    body: str
    what: str


def reword(
    message: str, axis: Axis, *, said: Sequence[Sentence], note: Note, judge: Callable[[str], Review]
) -> Variant:
    """Return the message along one axis; ``said`` are its sentences with their roles, ``judge`` reviews a text."""
    before = judge(message)
    body, told = message, []
    for step in _STEPS[axis](message, said, note, before):
        changed = step(body)
        if changed is not None and changed.body != body and not _loses(before, judge(changed.body)):
            body = changed.body
            told.append(changed.what)
            if axis == "warmer" and len(told) == _ENOUGH:
                break
    fewer = len(message.split()) - len(body.split())
    size = (
        f"{abs(fewer)} {'word' if abs(fewer) == 1 else 'words'} {'fewer' if fewer > 0 else 'more'}. " if fewer else ""
    )
    changes = f"{size}{_told(axis, told)}" if told else _ALREADY[axis]
    return Variant(axis, body, changes, compare(message, body))


_ENOUGH = 2
"""Warm sentences that are put in at most; more would be fussing."""


def _loses(before: Review, after: Review) -> bool:
    """Whether anything that was met no longer is."""
    return any(
        verdict.verdict == "met" and after.criteria[name].verdict != "met" for name, verdict in before.criteria.items()
    )


def _told(axis: Axis, what: Sequence[str]) -> str:
    if axis == "plainer":
        return ", ".join(what) + ". Every fact stays."
    listed = what[0] if len(what) == 1 else ", ".join(what[:-1]) + " and " + what[-1]
    if axis == "shorter":
        return f"{listed} {'goes' if len(what) == 1 else 'go'}. Every fact and every question stays."
    return f"{listed} {'comes' if len(what) == 1 else 'come'} in. No fact is added."


_Try = Callable[[str], _Step | None]


def _shorter(message: str, said: Sequence[Sentence], note: Note, review: Review) -> Iterator[_Try]:
    """Take out, one by one, sentences that state no fact and ask nothing; the greeting and the sign-off stay."""
    del message, note, review
    for one in said:
        if one.facts or one.role not in {"frame", "thanks", "offer"}:
            continue
        for unit in sentences(one.text):
            yield lambda body, text=unit.text: _Step(_without(body, text), f"“{text}”")  # type: ignore[misc]


def _without(body: str, text: str) -> str:
    at = body.find(text)
    if at < 0:
        return body
    before, after = body[:at], body[at + len(text) :]
    # a paragraph that is empty now goes with its blank line
    if before.endswith("\n\n") and (after.startswith("\n\n") or not after.strip()):
        return before.rstrip("\n") + (after if after.strip() else "")
    return before + after.removeprefix(" ") if after.startswith(" ") else before.rstrip(" ") + after


def _warmer(message: str, said: Sequence[Sentence], note: Note, review: Review) -> Iterator[_Try]:
    """Announce good news as such, and thank for something rather than just so."""
    del message, review
    frames, speaking = load_frames(), speaking_of(note)
    first = next((one for one in said if one.role != "greeting"), None)
    hello = next((one for one in frames.get("positive_note.open", ()) if "good" in one), "")
    # only a message that is good news from its first fact on can be announced
    if hello and first is not None and first.facts and note.kind == "positive_note":
        start = first.text

        def announce(body: str) -> _Step | None:
            text, at = fill(hello, speaking), body.find(start)
            return _Step(f"{body[:at]}{text} {body[at:]}", f"“{text}”") if at >= 0 and text not in body else None

        yield announce
    thanked = False
    close = (*frames.get(f"{note.kind}.close", ()), *frames.get("concern.close", ()))
    for unit in (unit for one in close for unit in sentences(one) if re.match(r"Thank you for|Many thanks", unit.text)):

        def thank(body: str, text: str = fill(unit.text, speaking)) -> _Step | None:
            nonlocal thanked
            if thanked or text in body:
                return None
            bare = next((one for one in sentences(body) if re.fullmatch(r"(?:Thank you|Thanks)[.!]", one.text)), None)
            at, before, after = spot(body, "end", short=True)
            thanked = True
            new = (
                body[: bare.start] + text + body[bare.end :] if bare else body[:at] + before + text + after + body[at:]
            )
            return _Step(new, f"“{text}”")

        yield thank


def _plainer(message: str, said: Sequence[Sentence], note: Note, review: Review) -> Iterator[_Try]:
    """Change each hard word that has a plain one, from the end, so that offsets before it hold."""
    del said, note
    for change in sorted(plain_words(review), key=lambda one: -one.start):
        was = message[change.start : change.end]

        def replace(body: str, at: int = change.start, old: str = was, new: str = change.text) -> _Step:
            return _Step(body[:at] + new + body[at + len(old) :], f"“{old}” becomes “{new}”")

        yield replace


_STEPS: dict[Axis, Callable[[str, Sequence[Sentence], Note, Review], Iterator[_Try]]] = {
    "shorter": _shorter,
    "warmer": _warmer,
    "plainer": _plainer,
}


def compare(now: str, then: str) -> tuple[tuple[str, str], ...]:
    """Lay two messages side by side, sentence by sentence."""
    left, right = [one.strip() for one in pieces(now)], [one.strip() for one in pieces(then)]
    pairs: list[tuple[str, str]] = []
    for tag, from_, to, start, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [(one, one) for one in left[from_:to]]
            continue
        here, there = left[from_:to], right[start:end]
        size = max(len(here), len(there))
        here += [""] * (size - len(here))
        there += [""] * (size - len(there))
        pairs += zip(here, there, strict=True)
    return tuple(pairs)
