"""The teacher's answers taken back into the sheet: who did it, her own words, send it or leave it.

An answer always wins over a reading. What she retypes is used as she typed it, written out and with the child's name
and pronouns put into slots, so that it can stand anywhere in the message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from drafting.facts.clauses import Clause
from drafting.facts.people import People
from drafting.facts.proposals import Reading
from drafting.facts.reading import read_clause
from drafting.facts.refer import refer
from drafting.facts.tidy import tidy
from drafting.types import Answer, Note, Who

__all__ = ["own_words", "settle"]

_YES = re.compile(
    r"(?:y|yes|yep|yeah|ok|okay|sure|right|correct|please do|send|say it|that's right)[.!]*$", re.IGNORECASE
)
_NO = re.compile(r"(?:n|no|nope|leave|leave it|leave it out|skip|skip it|don't)[.!]*$", re.IGNORECASE)
_ME = re.compile(r"(?:me|i|i did|myself|the teacher|teacher|we|we did)[.!]*$", re.IGNORECASE)
_YOU = re.compile(r"(?:you|the family|family|parents?|home|mom|dad|grandma|grandpa)[.!]*$", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:he|she|they|it)\b(?:'s|'re)?", re.IGNORECASE)

_TOLD: Mapping[str, Who] = {"child": "child", "i": "i", "you": "you", "we": "we"}


def settle(answer: Answer, clause: Clause, reading: Reading, *, note: Note, people: People) -> Reading:
    """Return the reading that the answer asks for; a row told to be left comes back with state "left"."""
    if isinstance(answer, Mapping):
        if "sentence" in answer:
            return own_words(str(answer["sentence"]), reading, note=note, people=people)
        return _told(str(answer.get("who", "")), clause, reading, note=note, people=people)
    text = answer.strip()
    if text == "leave" or (_NO.match(text) and reading.state != "sure"):
        return replace(reading, state="left", why="you left it out")
    if text == "send" or (_YES.match(text) and reading.pattern):
        if reading.pattern:
            return replace(reading, state="sure", why="you said to send it")
        return own_words(clause.body, reading, note=note, people=people)
    if _ME.match(text):
        return _told("i", clause, reading, note=note, people=people)
    if _YOU.match(text):
        return _told("you", clause, reading, note=note, people=people)
    if people.child and text.lower().rstrip(".!") in {
        "child",
        "the child",
        *(form.lower() for form in people.child_forms),
    }:
        return _told("child", clause, reading, note=note, people=people)
    return own_words(text, reading, note=note, people=people)


def own_words(text: str, reading: Reading, *, note: Note, people: People) -> Reading:
    """Return the teacher's own sentence: read like a clause where that is sure, else exactly as she typed it."""
    clause = Clause(0, len(text), text.strip(), mark="?" if text.strip().endswith("?") else "")
    again = read_clause(clause, note=note, people=people, before=None)
    if again.pattern and (again.state == "sure" or again.shape in {"predicate", "adjective", "score"}):
        shape = reading.shape if reading.shape == "ask" else again.shape
        return replace(again, state="sure", why="your own words", shape=shape)
    pattern = refer(tidy(text, people), note=note, people=people).pattern if text.strip() else None
    return replace(
        reading,
        pattern=pattern,
        state="sure",
        why="your own words",
        shape=reading.shape if reading.shape not in {"wondering", "command", "wanted"} else "clause",
    )


def _told(who: str, clause: Clause, reading: Reading, *, note: Note, people: People) -> Reading:
    told = _TOLD.get(who.lower(), "unknown")
    if told == "unknown":
        return reading
    body = clause.body
    subject = {"child": people.child or "the class", "i": "I", "you": "You", "we": "We"}[told]
    if _SUBJECT.match(body):
        body = _SUBJECT.sub(lambda m: subject + (m.group()[-2:] if m.group().endswith("'s") else ""), body, count=1)
    else:
        body = f"{subject} {body[:1].lower()}{body[1:]}"
    again = read_clause(replace(clause, body=body, label="", joiner="."), note=note, people=people, before=None)
    if again.pattern is None:
        return own_words(body, reading, note=note, people=people)
    return replace(again, state="sure", who=told, why="you said who")
