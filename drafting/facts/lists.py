"""Jottings that are best as a line of a list, written out."""

from __future__ import annotations

import re

from drafting.facts.clauses import Clause
from drafting.facts.dates import when
from drafting.facts.expressions import expression
from drafting.facts.grammar import finite, is_noun, tokenize, word_set
from drafting.facts.kin import relation_of
from drafting.facts.kinds import LIST_KINDS
from drafting.facts.people import People
from drafting.facts.proposals import Reading, left
from drafting.facts.refer import refer
from drafting.facts.tidy import tidy
from drafting.types import Note, State

ROLE_LABELS = re.compile(
    r"(?:ask|q|qs|question|questions|home|at home|offer|me|i|try|agreed|doing|plan|idea|strength|"
    r"strengths|try at home|what's up|thx|news|wkly|weekly|dates?|total)$",
    re.IGNORECASE,
)


def _title(clause: Clause, people: People) -> str:
    """The heading that belongs to a line of a list ("Textbook: shelf B")."""
    if not clause.title or ROLE_LABELS.match(clause.title.strip()) or len(clause.title.split()) > 4:
        return ""
    title = when(tidy(clause.title, people))
    return (
        title[:1].upper() + title[1:].lower().replace("monday", "Monday") + ": "
        if title.isupper()
        else f"{title[:1].upper()}{title[1:]}: "
    )


_MASTHEAD = re.compile(
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|fall|winter|spring)\b.{0,24}"
    r"|(?:the )?week of .{1,20}|.{0,24}\b(?:newsletter|news|update))",
    re.IGNORECASE,
)


def list_item(text: str, clause: Clause, *, note: Note, people: People) -> Reading:
    """A bullet of a whole-class note stays a bullet, written out."""
    if expression(r"(?:if|or|it|and|but|because|so|not|does|doesn't|don't have)\b", re.IGNORECASE).match(text):
        return left("belongs to the line before", text)
    if clause.start == 0 and _MASTHEAD.fullmatch(text):
        return left("a heading, not a sentence", text, "heading")
    referred = refer(text, note=note, people=people)
    return Reading(
        "other",
        "- " + _title(clause, people) + referred.pattern,
        "check" if referred.unclear or expression(r"[=?]").search(text) else "sure",
        "a line of a list",
        "list",
        "other",
        text,
    )


_GOAL = re.compile(
    r"(?P<goal>(?:Goal|Objective) \d+)\b[\s:,–-]*(?P<what>[A-Za-z][^:]*?)\s*(?::| [–-])\s+(?P<where>(?=[^:]*\d).+)$",
    re.IGNORECASE,
)
_SHORT_STOP = re.compile(r"(?<=[a-z])\.(?=,| \()")
_WAS_BEFORE = re.compile(r", was (\d[\d/%]*(?: of \d+)?(?: in \w+)?)(?=,|$)")


def goal_line(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """A goal of a plan with its figures, as a line of a list ("Goal 1, reading: 65% with prompts, target 80")."""
    if note.kind != "iep_progress":
        return None
    found = _GOAL.match(f"{tidy(clause.title, people)}: {text}" if clause.title else text)
    if found is None:
        return None
    where = _WAS_BEFORE.sub(r" (was \1)", _SHORT_STOP.sub("", found["where"]))
    referred = refer(where, note=note, people=people)
    state: State = "check" if referred.unclear or referred.others else "sure"
    line = f"- {found['goal'].capitalize()}, {found['what'].strip()}: {referred.pattern}"
    return Reading("other", line, state, "a line of a list", "goal", "other", text)


_TEACHER_ORDERS = frozenset("tell ask send check thank mention remind text email call".split())
_NOT_A_LINE = frozenset("not or and but because so if her his their she he they".split())


def practical_line(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """A short practical jotting that is good as a line of a list ("Lunch 11:20", "Breakfast free, 7:30")."""
    if note.kind not in LIST_KINDS or clause.bracket:
        return None
    if clause.start == 0 and _MASTHEAD.fullmatch(text):
        return left("a heading, not a sentence", text, "heading")
    tokens = tokenize(text)
    if (
        len(tokens) > 16
        or len([token for token in tokens if token.is_word]) < 1
        or any(finite(tokens, at) == "past" and not is_noun(tokens[at]) for at in range(len(tokens)))
    ):
        return None
    first = tokens[0]
    if (
        (first.low in _TEACHER_ORDERS and not clause.title)
        or first.low in _NOT_A_LINE
        or first.low in word_set("teacher_openers")
    ):
        return None
    if note.kind == "action_plan" and "VBZ" in first.tags and not clause.bullet:
        return None  # "covers ears" tells what is, not what is planned
    if not (is_noun(first) or first.is_number or first.text[:1].isupper() or "JJ" in first.tags):
        return None
    if any(
        token.low in {"because", "if", "since"}
        or expression(r"['’]s$").sub("", token.text) in people.family_names
        or relation_of(expression(r"['’]s$").sub("", token.text))
        for token in tokens
    ):
        return None
    if not any(is_noun(token) for token in tokens) or expression(r"[=?]").search(text):
        return None
    referred = refer(text, note=note, people=people)
    if referred.unclear or "{" in referred.pattern:
        return None
    plan = note.kind == "action_plan" or expression(r"(?:try|plan|agreed|doing)").match(clause.label)
    practical = bool(expression(r"\d").search(text)) or bool(clause.label) or plan
    return Reading(
        "other",
        "- " + _title(clause, people) + referred.pattern,
        "sure" if practical else "check",
        "a line of a list",
        "list",
        "other",
        text,
    )
