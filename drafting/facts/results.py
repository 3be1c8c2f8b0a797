"""Results and events as rows: scores, rates, due dates and appointments, each in its one fixed sentence."""

from __future__ import annotations

import re

from drafting.facts.clauses import Clause
from drafting.facts.expressions import expression
from drafting.facts.grammar import tokenize
from drafting.facts.lists import ROLE_LABELS
from drafting.facts.mentions import child_tokens
from drafting.facts.occasions import due, event
from drafting.facts.people import People
from drafting.facts.proposals import Reading, proposed
from drafting.facts.refer import refer
from drafting.facts.scores import rate, score
from drafting.facts.tidy import tidy
from drafting.types import Note

_GOT = re.compile(r"^(?:he|she|they) (?:got|scored) (?:an? )?(?=\d)", re.IGNORECASE)
_MARKED = r"(?:\w+ ){1,3}?(?:test|quiz|exam|essay|project|lab|final|midterm)\b"
_SUBJECT_WORDS = 4
"""A heading longer than this is no school subject."""


def result(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """Return a score, a rate, a due date or an appointment as a sentence, or None where the clause is none of them."""
    plain, bracket = _bracket_off(_without_child(text, people))
    if people.child is not None:
        for build in (score, rate):
            pattern = build(plain)
            if pattern:
                pattern += f" {bracket}" if bracket else ""
                said = refer(_with_title(pattern, clause, people), note=note, people=people).pattern
                return proposed(said, who="child", why="a result", shape="score", text=text)
    for build in (due, event):
        pattern = build(plain)
        if pattern and not child_tokens(tokenize(text), people):
            pattern += f" {bracket}" if bracket else ""
            said = refer(pattern, note=note, people=people).pattern
            return proposed(said, who="other", why="an event", shape="event", text=text)
    return None


def _with_title(pattern: str, clause: Clause, people: People) -> str:
    """Put the heading in front of a score under it ("Math: 8/10" under "math")."""
    title = clause.title
    if (
        not title
        or ROLE_LABELS.match(title.strip())
        or "on" in pattern.split()
        or len(title.split()) > _SUBJECT_WORDS
        or child_tokens(tokenize(title), people)
    ):
        return pattern
    return f"in {tidy(title, people).lower()}, {pattern}"


def _bracket_off(text: str) -> tuple[str, str]:
    """Split a remark in brackets from the end of a result; a trend ("(up from 5)") stays with it."""
    found = expression(r"^(.*\S)\s+(\([^()]*\))$").match(text)
    if not found or expression(r"\((?:up|down|was)\b").match(found.group(2)):
        return text, ""
    return found.group(1), found.group(2)


def _without_child(text: str, people: People) -> str:
    """Take the child's name off the front of a result ("pa houa 52 wpm")."""
    for form in people.child_forms:
        found = expression(rf"{re.escape(form)}(?:['’]s)?[ :,–-]+(?:got |scored |had )?(?=\S)", re.IGNORECASE).match(
            text
        )
        if found and len(form) > 1:
            rest = text[found.end() :]
            if rest[:1].isdigit() or expression(r"(?:an? )?\d").match(rest):
                return expression(r"^an? ").sub("", rest)
            owned = found.group().strip().endswith(("'s", "’s")) or expression(_MARKED, re.IGNORECASE).match(rest)
            if owned and expression(r"\d").search(rest):
                return rest
    return _GOT.sub("", text)
