"""Plants one error of a known kind in a clean message; the kinds are those that hurt a family's trust."""

# ruff: noqa: ARG001 - the planters share one signature
from __future__ import annotations

import functools
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.facts.patterns import pronoun_set
from drafting.facts.values import Support, Value, find
from drafting.text import sentences
from drafting.types import Note, Span

_DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_HE = {"he": "she", "him": "her", "his": "her", "himself": "herself"}
_SHE = {"she": "he", "her": "his", "hers": "his", "herself": "himself"}
_PAST = {"take": "took", "win": "won", "give": "gave", "want": "wanted", "need": "needed", "do": "did", "have": "had"}


@dataclass(frozen=True, slots=True)
class Planted:
    """A message with one error: its kind, and what was done, in words."""

    kind: str
    message: str
    what: str


@functools.cache
def stock() -> dict[str, Any]:
    """Return the sentences and names that may be planted."""
    return tomllib.loads(Path(__file__).with_name("mutations.toml").read_text(encoding="utf-8"))


def plant(message: str, note: Note, *, rng: random.Random, each: int = 2) -> Iterator[Planted]:
    """Yield up to ``each`` errors of every kind that the message has a place for."""
    for kind, planter in PLANTERS.items():
        places = [(changed, what) for changed, what in planter(message, note, rng) if changed != message]
        rng.shuffle(places)
        for changed, what in places[:each]:
            yield Planted(kind, changed, what)


Place = tuple[str, str]
Planter = Callable[[str, Note, random.Random], list[Place]]
PLANTERS: dict[str, Planter] = {}


def _planter(kind: str) -> Callable[[Planter], Planter]:
    def keep(planter: Planter) -> Planter:
        PLANTERS[kind] = planter
        return planter

    return keep


def _put(message: str, span: Span, new: str) -> Place:
    return message[: span.start] + new + message[span.end :], f"{span.text} -> {new}"


def _values(message: str, note: Note, *kinds: str) -> list[Value]:
    names = {
        word
        for name in (note.student.name, note.family.addressed_as, note.teacher.name)
        if name
        for word in name.split()
    }
    known = Support(find(note.note, names=names))
    return [v for v in find(message, names=names) if v.kind in kinds and not v.weak and known.holds(v)]


def _new(candidates: list[str], note: Note, rng: random.Random) -> str | None:
    """Return a candidate that neither the note nor the parent's message holds."""
    known = Support(find(f"{note.note} {note.parent_message or ''} grade {note.teacher.grade or ''}"))
    fresh = [text for text in candidates if all(not known.holds(v) for v in find(text))]
    return rng.choice(fresh) if fresh else None


@_planter("number")
def _number(message: str, note: Note, rng: random.Random) -> list[Place]:
    places = []
    for value in _values(message, note, "number", "ratio", "percent", "count", "money"):
        match = re.search(r"\d+", value.span.text)
        if not match:
            continue
        number = int(match.group())
        for _ in range(8):
            other = max(1, number + rng.choice([-3, -2, -1, 1, 2, 3, 5, 10]))
            changed = value.span.text.replace(match.group(), str(other), 1)
            known = Support(find(note.note))
            read = find(changed)
            if other != number and read and not any(known.holds(v) for v in (*read, *find(str(other)))):
                places.append(_put(message, value.span, changed))
                break
    return places


@_planter("number of another fact")
def _number_swap(message: str, note: Note, rng: random.Random) -> list[Place]:
    values = [v for v in _values(message, note, "number") if v.span.text.isdigit()]
    places = []
    for one in values:
        places += [
            _put(message, one.span, other.span.text)
            for other in values
            if one.keys[0] != other.keys[0] and one.unit != other.unit
        ]
    return places


@_planter("time")
def _time(message: str, note: Note, rng: random.Random) -> list[Place]:
    places = []
    for value in _values(message, note, "time"):
        clock = re.search(r"(\d{1,2})(:\d\d)?", value.span.text)
        if clock:
            hours = [
                f"{(int(clock.group(1)) + step - 1) % 12 + 1}{minute}"
                for step in (1, 2, 3)
                for minute in (":00", ":15", ":45")
            ]
            new = _new(hours, note, rng)
            if new:
                places.append(
                    _put(
                        message,
                        Span(value.span.start, value.span.end, value.span.text),
                        value.span.text.replace(clock.group(), new),
                    )
                )
    return places


@_planter("weekday")
def _weekday(message: str, note: Note, rng: random.Random) -> list[Place]:
    places = []
    for value in _values(message, note, "weekday"):
        new = _new(_DAYS, note, rng)
        if new and len(value.span.text) > 2:
            tail = "s" if value.span.text.endswith("days") else ""
            places.append(_put(message, value.span, new + tail))
    return places


@_planter("weekday of another fact")
def _weekday_swap(message: str, note: Note, rng: random.Random) -> list[Place]:
    values = [v for v in _values(message, note, "weekday") if len(v.span.text) > 4]
    days = {v.keys[0] for v in values}
    return [
        _put(message, one.span, other.span.text)
        for one in values
        for other in values
        if one.keys != other.keys and len(days) > 1 and sum(v.keys == one.keys for v in values) == 1
    ]


@_planter("month or date")
def _date(message: str, note: Note, rng: random.Random) -> list[Place]:
    places = []
    for value in _values(message, note, "date", "month"):
        month = next((m for m in _MONTHS if value.span.text.startswith(m[:3])), None)
        if month:
            new = _new([m for m in _MONTHS if m != "May"], note, rng)
            word = re.match(r"[A-Za-z]+\.?", value.span.text)
            if new and word:
                places.append(_put(message, value.span, value.span.text.replace(word.group(), new)))
        day = re.search(r"\d+$", value.span.text)
        if day and month:
            other = int(day.group()) % 28 + 1
            places.append(_put(message, value.span, value.span.text[: day.start()] + str(other)))
    return places


@_planter("name swap")
def _name(message: str, note: Note, rng: random.Random) -> list[Place]:
    child = (note.student.name or "").split()
    known = note.note + " ".join(note.class_list)
    fresh = [name for name in stock()["names"] if name not in known and name not in child]
    first = next((word for word in child if re.search(rf"\b{re.escape(word)}\b", message)), None)
    if not first:
        return []
    places = []
    every = [match.start() for match in re.finditer(rf"\b{re.escape(first)}\b", message)]
    new = rng.choice(fresh)
    places.append((re.sub(rf"\b{re.escape(first)}\b", new, message), f"{first} -> {new} everywhere"))
    for at in every:
        new = rng.choice(fresh)
        places.append(_put(message, Span(at, at + len(first), first), new))
    return places


@_planter("other child")
def _other_child(message: str, note: Note, rng: random.Random) -> list[Place]:
    child = (note.student.name or "").split()
    first = next((word for word in child if re.search(rf"\b{re.escape(word)}\b", message)), None)
    others = [name.split()[0] for name in note.class_list if name.split()[0] not in child]
    if not first or not others:
        return []
    at = [match.start() for match in re.finditer(rf"\b{re.escape(first)}\b", message)]
    return [_put(message, Span(place, place + len(first), first), rng.choice(others)) for place in at]


@_planter("pronoun")
def _pronoun(message: str, note: Note, rng: random.Random) -> list[Place]:
    own = pronoun_set(note.student.pronouns)
    table = {"he": _HE, "she": _SHE, "they": {}}.get(own or "", {})
    places = []
    for match in re.finditer(r"\b[A-Za-z]+\b", message):
        new = table.get(match.group().lower())
        if new:
            new = new.capitalize() if match.group()[0].isupper() else new
            places.append(_put(message, Span(match.start(), match.end(), match.group()), new))
    return places


_DROPPED = [
    (re.compile(r"\b(is|was|are|were|has|have|had|can|could|will|would|should) not\b"), r"\1"),
    (re.compile(r"\bcannot\b"), "can"),
    (re.compile(r"\b(is|was|are|were|has|have|had|could|would|should)n['’]t\b"), r"\1"),
    (re.compile(r"\b[Nn]obody\b|\b[Nn]o one\b"), "everybody"),
    (re.compile(r"\bnothing\b"), "something"),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\b(is|are|was|were) no\b"), r"\1 a"),
]
_DO_NOT = re.compile(r"\b(do|does|did)(?: not|n['’]t) ([a-z]+)\b")
_ADDED = re.compile(r"\b(is|was|are|were|has|have|had|can|will)\b(?! (?:not|no|you|it|there|a|going|only)\b)")


def _bodies(message: str, note: Note) -> list[Span]:
    """Return the sentences that state something of the note: no question, no speech act, two words of the note."""
    words = {word[:5] for word in re.findall(r"[a-z]{4,}", note.note.lower())}
    known = Support(find(note.note))
    found = []
    for span in sentences(message)[1:]:
        low = span.text.lower()
        if low.endswith("?") or re.match(
            r"(dear|hi|hello|thank|you know|whoever knows|it is (?:good|still)|this is|that is|i have some|i (?:understand|hear|appreciate|am sorry))\b",
            low,
        ):
            continue
        shared = {word[:5] for word in re.findall(r"[a-z]{4,}", low)} & words
        shared_values = sum(1 for value in find(span.text) if known.holds(value) and not value.weak)
        if len(shared) + shared_values >= 2 and len(span.text.split()) >= 4:
            found.append(span)
    return found


@_planter("negation dropped")
def _negation_dropped(message: str, note: Note, rng: random.Random) -> list[Place]:
    places = []
    for span in _bodies(message, note):
        for pattern, new in _DROPPED:
            for match in pattern.finditer(span.text):
                if re.match(r"\b(?:not (?:only|just)|no (?:problem|rush|worries))", span.text[match.start() :]):
                    continue
                changed = span.text[: match.start()] + match.expand(new) + span.text[match.end() :]
                places.append(_put(message, span, changed))
        for match in _DO_NOT.finditer(span.text):
            verb = match.group(2)
            new = (
                _PAST.get(verb, f"did {verb}")
                if match.group(1) == "did"
                else (verb if match.group(1) == "do" else f"does {verb}")
            )
            places.append(_put(message, span, span.text[: match.start()] + new + span.text[match.end() :]))
    return places


@_planter("negation added")
def _negation_added(message: str, note: Note, rng: random.Random) -> list[Place]:
    return [
        _put(message, span, span.text[: match.end()] + " not" + span.text[match.end() :])
        for span in _bodies(message, note)
        if not re.search(
            r"\b(?:not|no|none|nobody|nothing|never|without|here is|if|other times|one thing|has to|had to|have to)\b|n['’]t",
            span.text,
            re.IGNORECASE,
        )
        for match in list(_ADDED.finditer(span.text))[:1]
    ]


_QUANTITIES = {
    "all": "some",
    "every": "some",
    "both": "some",
    "everyone": "no one",
    "everybody": "nobody",
    "each": "some",
}


@_planter("quantifier")
def _quantifier(message: str, note: Note, rng: random.Random) -> list[Place]:
    known = set(re.findall(r"[a-z]+", note.note.lower()))
    places = []
    for span in _bodies(message, note):
        for match in re.finditer(r"(?<!at )\b(all|every|both|everyone|everybody|each)\b", span.text):
            after = re.match(r"\s+(?:of )?(?:her |his |the |my |our )?([a-z]+)", span.text[match.end() :])
            if match.group(1) not in known or (after and after.group(1)[:4] not in {word[:4] for word in known}):
                continue
            new = _QUANTITIES[match.group(1)]
            places.append(_put(message, span, span.text[: match.start()] + new + span.text[match.end() :]))
    return places


_WAYS = {
    "before": "after",
    "after": "before",
    "more": "less",
    "less": "more",
    "early": "late",
    "late": "early",
    "first": "last",
    "up from": "down from",
    "down from": "up from",
    "behind": "ahead of",
    "best": "worst",
    "longest": "shortest",
}


@_planter("direction")
def _direction(message: str, note: Note, rng: random.Random) -> list[Place]:
    known = " ".join(re.findall(r"[a-z]+", note.note.lower())) + " "
    places = []
    for span in _bodies(message, note):
        moved = re.search(r"\bfrom (\S+) to (\S+?)(?=[\s.,!;])", span.text)
        if moved and re.search(r"\d", moved.group(1)) and re.search(r"\d", moved.group(2)) and ":" not in moved.group():
            new = span.text[: moved.start()] + f"from {moved.group(2)} to {moved.group(1)}" + span.text[moved.end() :]
            places.append(_put(message, span, new))
        for word, other in _WAYS.items():
            match = re.search(rf"\b{word}\b", span.text)
            if match and (f" {word} " in f" {known}" or " from" in word):
                places.append(_put(message, span, span.text[: match.start()] + other + span.text[match.end() :]))
    return places


@_planter("who did it")
def _who(message: str, note: Note, rng: random.Random) -> list[Place]:
    child = (note.student.name or "").split()
    if not child:
        return []
    places = []
    for span in _bodies(message, note):
        match = re.search(
            r"\bI (told|asked|helped|called|thanked|apologized to|moved|showed|taught) ([A-Z]\w+|him|her)\b", span.text
        )
        if match:
            new = f"{child[0]} {match.group(1)} me"
            places.append(_put(message, span, span.text[: match.start()] + new + span.text[match.end() :]))
        match = re.search(rf"\b({re.escape(child[0])}|She|He) (told|asked|helped|showed|wrote) (me|us)\b", span.text)
        if match:
            places.append(
                _put(
                    message,
                    span,
                    span.text[: match.start()] + f"I {match.group(2)} {child[0]}" + span.text[match.end() :],
                )
            )
    return places


def _sayings(name: str) -> Planter:
    def add(message: str, note: Note, rng: random.Random) -> list[Place]:
        child = (note.student.name or "").split()
        forms = {"he": ("He", "he", "him", "his"), "she": ("She", "she", "her", "her")}.get(
            pronoun_set(note.student.pronouns) or ""
        )
        bodies = _bodies(message, note)
        places = []
        for template in stock()[name]:
            if "{" in template and (not child or not forms):
                continue
            they = forms or ("", "", "", "")
            first = child[0] if child else ""
            text = template.format(name=first, They=they[0], they=they[1], them=they[2], their=they[3])
            if bodies:
                after = rng.choice(bodies)
                stop = "" if after.text[-1] in '.!?"”' else "."
                places.append((f"{message[: after.end]}{stop} {text}{message[after.end :]}", f"+ {text}"))
        return places

    return add


for _name_of in ("invented", "causes", "feelings", "conditions", "promises", "blame", "labels"):
    PLANTERS[_name_of] = _sayings(_name_of)


@_planter("dropped fact")
def _dropped_fact(message: str, note: Note, rng: random.Random) -> list[Place]:
    return [
        (re.sub(r"[ \t]{2,}", " ", message[: span.start] + message[span.end :]), f"- {span.text}")
        for span in _bodies(message, note)
    ]


@_planter("questions removed")
def _questions(message: str, note: Note, rng: random.Random) -> list[Place]:
    spans = [
        span for span in sentences(message)
        if span.text.endswith("?") or re.search(r"\b(tell me|love to (?:hear|know)|wonder|let me know)\b", span.text, re.IGNORECASE)
    ]  # fmt: skip
    changed = message
    for span in reversed(spans):
        changed = changed[: span.start] + changed[span.end :]
    return [(re.sub(r"[ \t]{2,}", " ", changed), f"- {len(spans)} questions")] if spans else []


@_planter("problem moved first")
def _problem_first(message: str, note: Note, rng: random.Random) -> list[Place]:
    if note.kind != "concern":
        return []
    spans = sentences(message)
    questions = [span for span in spans if span.text.endswith("?")]
    bad = re.compile(r"\b(not|n't|missing|hit|asleep|slept|late|tardy|hasn't|didn't|cries|cried|67)\b")
    problem = next((span for span in _bodies(message, note) if bad.search(span.text)), None)
    if problem is None or not questions or problem.start < questions[0].start:
        return []
    without = message[: problem.start] + message[problem.end :]
    head = spans[1].start if len(spans) > 1 else 0
    return [(without[:head] + problem.text + " " + without[head:], f"{problem.text} first")]
