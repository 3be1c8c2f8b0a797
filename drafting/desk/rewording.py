"""Other ways to say a message, each along one named axis: shorter, warmer, plainer. Every fact stays in all of them.

They are made from the message as it stands, by rules: what is taken out or put in are plain frames that state no fact,
and words for which there is a plainer one. Each says what changes, sentence beside sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from drafting.desk.marking import CARRIES, plain_words, spot
from drafting.desk.merging import pieces
from drafting.facts.patterns import fill
from drafting.facts.sheet import speaking_of
from drafting.prompts import load_frames
from drafting.text import sentences
from drafting.types import Note, Review, Sentence, Span

__all__ = ["AXES", "Axis", "Variant", "reword"]

Axis = Literal["shorter", "warmer", "plainer"]
AXES: tuple[Axis, ...] = ("shorter", "warmer", "plainer")


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


def reword(message: str, axis: Axis, *, said: Sequence[Sentence], review: Review, note: Note) -> Variant:
    """Return the message along one axis; ``said`` are its sentences with their roles, ``review`` its review."""
    if axis == "shorter":
        body, told = _shorter(message, said, review)
    elif axis == "warmer":
        body, told = _warmer(message, said, note)
    else:
        body, told = _plainer(message, review)
    fewer = len(message.split()) - len(body.split())
    size = (
        f"{abs(fewer)} {'word' if abs(fewer) == 1 else 'words'} {'fewer' if fewer > 0 else 'more'}. " if fewer else ""
    )
    changes = f"{size}{told}" if body != message else _ALREADY[axis]
    return Variant(axis, body, changes, compare(message, body))


_ALREADY: dict[Axis, str] = {
    "shorter": "It is short already: each sentence carries something.",
    "warmer": "It opens and closes warmly already.",
    "plainer": "It uses plain words already.",
}


def _shorter(message: str, said: Sequence[Sentence], review: Review) -> tuple[str, str]:
    """Take out bridges and second thanks; what carries the message stays, whoever said it."""
    carrying = {
        span.text for name in CARRIES for span in review.criteria[name].spans if review.criteria[name].verdict == "met"
    }
    gone: list[str] = []
    thanked = False
    for one in said:
        if one.facts or one.role not in {"frame", "thanks"}:
            continue
        for unit in sentences(one.text):
            thanks = re.search(r"\bthank", unit.text, re.IGNORECASE) is not None
            carries = any(text in unit.text or unit.text in text for text in carrying)
            if (carries and not thanks) or (thanks and not thanked):
                thanked = thanked or thanks
                continue
            gone.append(unit.text)
    body = message
    for text in gone:
        body = _without(body, text)
    told = f"{_listed(gone)} {'goes' if len(gone) == 1 else 'go'}. Every fact and every question stays." if gone else ""
    return body, told


def _without(body: str, text: str) -> str:
    at = body.find(text)
    if at < 0:
        return body
    before, after = body[:at], body[at + len(text) :]
    # a paragraph that is empty now goes with its blank line
    if before.endswith("\n\n") and (after.startswith("\n\n") or not after.strip()):
        return before.rstrip("\n") + (after if after.strip() else "")
    return before + after.removeprefix(" ") if after.startswith(" ") else before.rstrip(" ") + after


def _warmer(message: str, said: Sequence[Sentence], note: Note) -> tuple[str, str]:
    """Give the good news a word of its own, and the close more thanks."""
    frames = load_frames()
    speaking = speaking_of(note)
    added: list[str] = []
    body = message
    first = next((one for one in said if one.role != "greeting"), None)
    # only a message that is good news from its first fact on can be announced as such
    hello = next((one for one in frames.get("positive_note.open", ()) if "good" in one), "")
    if hello and first is not None and first.facts and note.kind == "positive_note":
        text, at = fill(hello, speaking), body.find(first.text)
        if text not in body and at >= 0:
            body = f"{body[:at]}{text} {body[at:]}"
            added.append(text)
    close = frames.get(f"{note.kind}.close") or frames.get("concern.close") or ()
    thanks = [
        unit.text for one in close for unit in sentences(one) if re.match(r"Thank you (?:for|,)|Many thanks", unit.text)
    ]
    thanks.append("Thank you for all you do for {them}.")
    for text in (fill(one, speaking) for one in thanks):
        if text in body:
            continue
        at, before, after = spot(body, "end", short=True)
        bare = _bare_thanks(body)
        if bare is not None:
            body = body[: bare.start] + text + body[bare.end :]
        else:
            body = body[:at] + before + text + after + body[at:]
        added.append(text)
        break
    return body, f"{_listed(added)} {'comes' if len(added) == 1 else 'come'} in. No fact is added."


def _bare_thanks(body: str) -> Span | None:
    return next(
        (unit for unit in sentences(body) if unit.text in {"Thank you.", "Thank you!", "Thanks.", "Thanks!"}), None
    )


def _plainer(message: str, review: Review) -> tuple[str, str]:
    """Change each hard word that has a plain one."""
    body, told = message, []
    for change in sorted(plain_words(review), key=lambda one: -one.start):
        told.append(f"“{body[change.start : change.end]}” becomes “{change.text}”")
        body = body[: change.start] + change.text + body[change.end :]
    return body, ", ".join(reversed(told)) + ". Every fact stays." if told else ""


def _listed(texts: Sequence[str]) -> str:
    quoted = [f"“{text}”" for text in texts]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1] if quoted else ""


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
