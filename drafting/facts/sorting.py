"""The fact type of a row: win, concern, number, ask ... (see the design's list)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from drafting.facts.clauses import Clause
from drafting.facts.expressions import expression
from drafting.facts.grammar import words
from drafting.facts.proposals import Reading
from drafting.types import Note


@cache
def _cues(name: str) -> re.Pattern[str]:
    listed: Mapping[str, list[str]] = words()[name]
    return re.compile(
        r"(?<![\w-])(?:"
        + "|".join(re.escape(w) for w in sorted(listed["words"], key=len, reverse=True))
        + r")(?![\w-])",
        re.IGNORECASE,
    )


_GROWTH = re.compile(
    r"\b(?:up from|now|improv|better|first time|finally|progress|went from|used to|no longer|more than|"
    r"growth|already|last (?:month|fall|year))",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December) \d|\d{1,2}/\d{1,2}|\d{1,2}:\d{2}"
)
_HOME = re.compile(r"(?:home|at home|idea for home|try at home)")
_OFFER = re.compile(r"(?:offer|me|i can|i will|at school|school|doing)$")
_PROMISE = re.compile(
    r"\b(?:I|we) (?:will|can|plan|am going to|could|would be happy)\b|\bI am (?:sending|going|planning|offering)\b",
    re.IGNORECASE,
)
_NOT_BAD = re.compile(
    r"\b(?:not|isn't|wasn't|no) (?:a |being )?(?:disrespectful|problem|trouble|discipline|disciplinary)|"
    r"no longer|\bup from\b|\b(?:is|are) (?:all )?in\b|\bnow\b|no worries|no biggie",
    re.IGNORECASE,
)
_NEVER_MISSED = re.compile(
    r"\b(?:hasn't|haven't|has not|didn't|did not|never|not) (?:once )?(?:missed?|forgot|forgotten|been late|complained?|given up)\b"
)
_FIGURES = re.compile(r"\bfrom \d+%? to \d|\b(?:grade|average|score|mark)\b.*\d")
_WORKED = re.compile(r"\b(?:worked|helped|is working|is helping|are working|are helping)\b(?! (?:on|with|at|for)\b)")
_IN_MONTH = re.compile(
    r"\bin (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_OFTEN = re.compile(r"\d|\b(?:each|every|until|during|twice|times|lately|again)\b")


def classify(clause: Clause, reading: Reading, *, note: Note) -> str:
    """Return the fact type of a clause (see the design's list)."""
    label = clause.label
    text = reading.text or clause.body
    if reading.shape == "ask":
        return "ask"
    if reading.shape in {"heading", "command"}:
        return "instruction"
    if reading.shape == "goal":
        return "number"
    if reading.shape in {"thanks", "apology"}:
        return reading.shape
    if _HOME.match(label):
        return "home_idea"
    if reading.shape == "request":
        return "home_idea" if note.kind == "home_learning" else "logistics"
    if _OFFER.match(label) or (reading.who in {"i", "we"} and _PROMISE.search(reading.pattern or "")):
        return "commitment"
    if expression(r"(?:the|{their}) \w+(?: \w+)? (?:is|are) (?:still )?(?:working|helping)\b").match(
        reading.pattern or ""
    ):
        return "growth"
    if expression(r"(?:try|plan|agreed|steps?|idea|goals?)\b").match(label):
        return "plan"
    if (
        reading.who == "you"
        and note.kind == "home_learning"
        and expression(r"[Yy]ou could\b").match(reading.pattern or "")
    ):
        return "home_idea"
    if reading.shape == "event":
        return "event"
    if reading.shape == "list":
        return "plan" if note.kind == "action_plan" else "home_idea" if note.kind == "home_learning" else "logistics"
    if reading.shape == "plan":
        return "plan"
    if reading.shape == "score" and note.kind != "positive_note":
        setback = _cues("negative").search(text) and not expression(r"\bup from\b").search(text)
        return "concern" if setback and note.kind in {"concern", "action_plan"} else "number"
    if note.kind == "positive_note":
        if reading.who in {"child", "other"} and _GROWTH.search(text):
            return "growth"
        return "news" if reading.shape == "event" or expression(r"\bwill\b").search(text) else "win"
    if note.kind in {"concern", "action_plan", "follow_up", "iep_progress", "transition", "reply"}:
        bad, good = _cues("negative").search(text), _cues("positive").search(text)
        if reading.who == "i":
            return "news"
        if _NEVER_MISSED.search(text) and reading.who == "child":
            return "strength"
        if bad and not _NOT_BAD.search(text):
            return "concern" if note.kind in {"concern", "action_plan", "follow_up", "iep_progress"} else "context"
        if _WORKED.search(text) and reading.who in {"child", "other"}:
            return "growth"
        if expression(r"\bcould\b|\bidea\b").search(text) and reading.who in {"child", "other"}:
            return "plan"
        if expression(r"\bused to\b").search(text):
            return "context"
        if good:
            return "growth" if _GROWTH.search(text) else "strength"
        if _FIGURES.search(text):
            return "number"
        if (
            note.kind == "concern"
            and (reading.who == "child" or "{they}" in (reading.pattern or ""))
            and _OFTEN.search(text)
            and not expression(r"\b(?:will|can|so)\b").search(text)
            and not label
        ):
            return "concern"
    if _DATE.search(text) or (note.kind in {"transition", "welcome"} and _IN_MONTH.search(text)):
        return "logistics"
    return "context"
