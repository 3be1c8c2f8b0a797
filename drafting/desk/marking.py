"""From a review to what a teacher sees in her text: what carries the message, what is worth another look, and how.

Marks are offsets into the message (code points). A suggestion is only offered as a change when we have the words for
it: a plainer word, one of the plain frames that state no fact, or taking a sentence out. Else it is advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from drafting.criteria import load_criteria
from drafting.facts.patterns import fill
from drafting.facts.sheet import speaking_of
from drafting.prompts import load_frames
from drafting.text import sentences
from drafting.types import Note, Review, Sentence, Span, Verdict

__all__ = ["CARRIES", "Change", "Mark", "Suggestion", "mark", "origin", "plain_words", "spot", "suggest"]

CARRIES: Mapping[str, str] = {
    "lead-with-question": "asks before telling",
    "strength-first": "starts with a strength",
    "specific-win": "says what was done",
    "growth": "shows growth",
    "validates": "accepts the feeling",
    "reflects": "says it back",
    "observable": "says what was seen",
    "teacher-commits": "offers your own step",
    "follow-up-date": "says when",
    "next-step": "names a next step",
    "flexible-options": "gives a choice",
    "home-idea": "offers an idea for home",
    "parent-expertise": "trusts what they know",
    "open-question": "asks for their view",
    "partnership": "one team",
    "contact-path": "says how to answer",
    "warm-open-close": "thanks them",
}
"""The tag of a sentence that meets a criterion, the most telling first; a sentence gets one tag, a tag one sentence."""


TAGS = 5
"""Tags shown in one message; more would hide the words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the message: "carries", with its tag where it is among the most telling, or "reconsider" with its number."""

    start: int
    end: int
    role: Literal["carries", "reconsider"]
    label: str
    number: int | None = None
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement in the message: half-open offsets, the new words, and what the button says."""

    start: int
    end: int
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something worth another look. ``id`` stays the same while the words stay; ``number`` is None without a place.

    ``quote`` are the words it is about, ``why`` one sentence, ``instead`` advice, ``change`` what one tap would do.
    """

    id: str
    criterion: str
    number: int | None
    span: Span | None
    quote: str
    why: str
    instead: str
    gate: bool = False
    change: Change | None = None


def mark(message: str, review: Review, suggestions: Sequence[Suggestion]) -> tuple[Mark, ...]:
    """Return the marks of a message in the order of the text; they do not overlap within one role."""
    marks = [
        Mark(one.span.start, one.span.end, "reconsider", one.why, one.number)
        for one in suggestions
        if one.span is not None and one.number is not None
    ]
    units = sentences(message)
    # what is worth another look is not praised in the same breath
    taken = {unit.start for unit in units if any(one.start < unit.end and unit.start < one.end for one in marks)}
    tags = 0
    for criterion, label in CARRIES.items():
        verdict = review.criteria.get(criterion)
        if verdict is None or verdict.verdict != "met":
            continue
        # the first span is where the message does it; where that sentence has a tag already, no other is looked for
        unit = (
            next((one for one in units if one.start <= verdict.spans[0].start < one.end), None)
            if verdict.spans
            else None
        )
        if unit is None or unit.start in taken or unit.text.endswith(","):  # "With thanks," is a formula
            continue
        taken.add(unit.start)
        tags += 1
        marks.append(Mark(unit.start, unit.end, "carries", label, tagged=tags <= TAGS))
    return tuple(sorted(marks, key=lambda one: (one.start, -one.end)))


def suggest(message: str, review: Review, *, note: Note, kept: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
    """Return what is worth another look: what has a place in the text first, in its order, then what is not there yet.

    ``kept`` are the ids of suggestions to which she said "keep mine".
    """
    found = [one for one in _all(message, review, note) if one.id not in kept]
    placed = sorted(
        (one for one in found if one.span), key=lambda one: (not one.gate, one.span.start if one.span else 0)
    )
    placed = _apart(placed)
    numbered = [
        Suggestion(one.id, one.criterion, number, one.span, one.quote, one.why, one.instead, one.gate, one.change)
        for number, one in enumerate(sorted(placed, key=lambda one: one.span.start if one.span else 0), start=1)
    ]
    absent = [one for one in found if one.span is None]
    changes: set[str] = set()
    rest: list[Suggestion] = []
    for one in absent:
        # one sentence may answer several criteria: it is offered once
        if one.change is not None and one.change.text in changes:
            continue
        changes |= {one.change.text} if one.change else set()
        rest.append(one)
    return (*numbered, *rest)


def _apart(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Of several suggestions about the same words the weightiest stays."""
    apart: list[Suggestion] = []
    for one in found:
        span = one.span
        if span and not any(
            other.span and other.span.start < span.end and span.start < other.span.end for other in apart
        ):
            apart.append(one)
    return apart


def _all(message: str, review: Review, note: Note) -> Iterator[Suggestion]:
    yield from _hard_words(review)
    for criterion in load_criteria():
        verdict = review.criteria.get(criterion.id)
        if verdict is None or verdict.verdict != "not_met" or criterion.id == "covers-note":
            continue
        spans = verdict.spans or (None,)
        if criterion.id == "reading-band" and review.readability.long_sentences:
            spans = review.readability.long_sentences
        for span in spans[:3]:
            yield _suggestion(message, criterion.id, verdict, span, gate=criterion.gate, note=note)


def _hard_words(review: Review) -> Iterator[Suggestion]:
    """A hard word with one plain word of the same form for it can be changed with one tap."""
    for change in plain_words(review):
        was = next(span for span in review.readability.hard_words if span.start == change.start)
        yield Suggestion(
            f"plain-word|{was.text}",
            "plain-language",
            None,
            was,
            was.text,
            "There is a shorter word for it.",
            f"“{change.text}”",
            change=change,
        )


def plain_words(review: Review) -> Iterator[Change]:
    """Yield the hard words that a plainer one can simply replace: "utilize" by "use", not "assignments" by "task"."""
    for span in review.readability.hard_words:
        plain = review.readability.plainer.get(span.text)
        if not plain or plain.startswith("("):
            continue
        word = plain.split(" / ")[0]
        if _form(word) != _form(span.text):
            continue
        word = word[:1].upper() + word[1:] if span.text[:1].isupper() else word
        yield Change(span.start, span.end, word, f"Say “{word}”")


def _form(word: str) -> str:
    """Return the ending that a replacement must share."""
    found = re.search(r"(?<!s)s$|ed$|ing$|ly$", word.lower())
    return found.group() if found else ""


_ADDS: Mapping[str, tuple[str, str]] = {
    "lead-with-question": ("open_question", "top"),
    "open-question": ("open_question", "top"),
    "parent-expertise": ("open_question", "top"),
    "partnership": ("together", "end"),
    "contact-path": ("close", "end"),
    "warm-open-close": ("close", "end"),
}
"""Criteria that a plain frame can meet: its key, and where it goes."""
_TAKE_OUT = frozenset({"grounded", "no-blame", "no-labels", "no-other-child", "no-assumptions"})


def _suggestion(
    message: str, criterion: str, verdict: Verdict, span: Span | None, *, gate: bool, note: Note
) -> Suggestion:
    change: Change | None = None
    if criterion in _ADDS:
        key, where = _ADDS[criterion]
        change = _added(message, key, where, note)
        span = None if change else span
    elif span is not None and criterion in _TAKE_OUT:
        change = _taken_out(message, span)
    quote = span.text if span else ""
    return Suggestion(
        f"{criterion}|{quote}", criterion, None, span, quote, verdict.why, verdict.instead, gate=gate, change=change
    )


def _added(message: str, key: str, where: str, note: Note) -> Change | None:
    frames = load_frames()
    options = next((frames[name] for name in (f"{note.kind}.{key}", f"concern.{key}") if name in frames), ())
    text = next((one for one in options if one), "")
    if not text or ("{teacher}" in text and not note.teacher.name):
        return None
    said = fill(text.replace("{teacher}", note.teacher.name or ""), speaking_of(note))
    if said in message:
        return None
    at, before, after = spot(message, where, short=note.channel == "text")
    return Change(at, at, f"{before}{said}{after}", f"Add “{said}”")


def spot(message: str, where: str, *, short: bool) -> tuple[int, str, str]:
    """Return where a sentence can be put in, and the white space around it: after the greeting, or before the close."""
    units = sentences(message)
    gap = " " if short else "\n\n"
    if where == "top":
        if units and units[0].text.endswith((",", ":")) and len(units) > 1:
            return units[1].start, "", gap
        return 0, "", gap
    end = len(message.rstrip())
    body = _body_end(units, message)
    return (body, gap, "") if body else (end, gap if end else "", "")


def _body_end(units: Sequence[Span], message: str) -> int:
    """Return the end of the last sentence before the sign-off; 0 when there is none."""
    from drafting.text import body

    inside = [span for span in body(message) if span.end <= len(message)]
    return inside[-1].end if inside and len(units) > len(inside) else 0


def _taken_out(message: str, span: Span) -> Change | None:
    unit = next((one for one in sentences(message) if one.start <= span.start < one.end), None)
    if unit is None:
        return None
    end = unit.end
    while end < len(message) and message[end] == " ":
        end += 1
    return Change(unit.start, end, "", "Take this sentence out")


@cache
def _speech() -> Mapping[str, str]:
    return {
        "greeting": "the greeting",
        "question": "a question from you",
        "thanks": "thanks",
        "validation": "a word of understanding",
        "offer": "an open door",
        "frame": "a bridge between sentences",
        "sign_off": "your name",
        "fact": "your own words here",
    }


def origin(sentence: Sentence) -> str:
    """Say what a sentence without facts is, for "Not from your note: ..."."""
    return _speech().get(sentence.role, "a plain sentence")
