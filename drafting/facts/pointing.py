"""Sentences that point back ("He checked it himself"): they stand only right after the sentence they point to."""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.types import Fact

_OWN = re.compile(
    r"\b(?:the |these |those )?(?:little|young|younger|older|big|new|small|tiny) ones\b|"
    r"(?:this|that|these|those|every|each|all|no|any|some|which|the) (?:week|month|year|morning|afternoon|"
    r"time|fall|spring|semester|quarter|class|unit|one|\w+day|\w+)\b|there (?:is|are|was|were)\b|\bthat "
    r"(?:\{they\}|he|she|the|a|we|I|was|were|is|are|you|had|has|\w+)\b|one of\b|one (?:by|on|at) |\b(?:how|why) "
    r"it\b|\bbut it\b|when it\b|because it\b|until it\b|so it\b|and it\b|\b(?:one|both) \w+s?\b|both of\b|"
    r"by then\b|back then\b|this is (?:a|an)\b|\{[^}]*\}",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:it|that|these|those|they)\b(?! (?:week|month|year))|this (?:is|was) (?!a )", re.IGNORECASE)
_THAT_OR_SO = re.compile(r"\b(?:told|asked|wanted|had|needed) \{them\} to$|\bdid that$|\bso (?:does|did)\b")
_POINTER = re.compile(r"\b(?:it|that|them|there|ones|those|these)\b", re.IGNORECASE)


_ENDS_POINTING = re.compile(
    r"\b(?:about|for|of|on|from|after|to|do|finished|read|explained|solved|fixed|showed|shared|made|used|try|tried|knew|called) "
    r"(?:it|them|that|these|those|each one|every one|every single one)(?: today| now| again| yet)?$",
    re.IGNORECASE,
)


_LEANS = re.compile(
    r"^\{they\} then\b|\b(?:upset|sad|sorry|tired|fine|calm|happy|proud|okay|laughed|cried) after$|^the ones? \{|^the ones? (?:she|he|they|I) |\b(?:instead|either|the rest|the others?|the other (?:\w+))\b(?! (?:of|day|time|side|hand|team|class))|\bthe same(?: thing| one| way)?$"
    r"|\b(?:have|has|had|need|got|want|is at|am at) (?:about )?\d+$|^\{they\} \{?(?:is|was)[^}]*\}? (?:right|wrong|sure|sorry|ready|okay|fine|correct)$"
    r"|\b(?:do|does) one\b|^I (?:will|am going to) keep (?:asking|trying|looking|checking|watching)$|^I \w+(?: \w+s)?$|^(?:the )?goal (?:is|was|stays|remains) \S+(?: by \w+)?$",
    re.IGNORECASE,
)


_FAR = re.compile(r"\b(?:of|like) (?:these|those|them)\b|\{theirs\}")


def leans_far(fact: Fact) -> bool:
    """Say whether a sentence rests on a thing that was named at the note's beginning ("I have 6 of these", "hers")."""
    return _FAR.search(fact.pattern or "") is not None


def leans_back(fact: Fact) -> bool:
    """Say whether a sentence rests on what the one before must have named ("told the class 5 facts about it")."""
    if fact.type in {"ask", "apology", "thanks"}:
        return False
    pattern = (fact.pattern or "").rstrip(".!")
    return _ENDS_POINTING.search(pattern) is not None or _LEANS.search(pattern) is not None


_ASKS_POINTING = re.compile(
    r"\b(?:have|has|had|do|did|does|find|see|use|using|bring|know|seen|say|talk|happened|about|with|of|for|tried|doing|like|need|want|is|was) "
    r"(?:it|that|this|those|these)\b(?! (?:\w+day|week|month|year|morning|time|like|going|at home|that|to|with)\b)|\bso (?:mad|upset|sad)\b|\bis there something we can do\b",
    re.IGNORECASE,
)


def asks_about_before(fact: Fact) -> bool:
    """Say whether a question asks about what was told before it ("Does he still have it?")."""
    return fact.type == "ask" and _ASKS_POINTING.search(fact.pattern or "") is not None


_IDIOMS = re.compile(
    r"(?<!\w)(?:it was an? \w+ (?:day|week|morning|month|year|start) for|(?:made|makes|make) it (?:through|to|past|home|in time|look)|(?:nailed|rocked|aced|owned) it|(?:\{gets/get\}|gets?) it(?= (?:when|if|once|and|now|but))|"
    r"(?:thinks|think|thought|talked|talk|gave) it (?:over|through))(?!\w)"
)
"""Where "it" points to nothing ("made it through a whole read-aloud")."""


def points_back(fact: Fact) -> bool:
    """Say whether a sentence needs the one before it ("He checked it himself", "It was in the cart")."""
    pattern = expression(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)").sub("words", fact.pattern or "")
    pattern = _IDIOMS.sub(" ", pattern)
    if fact.type in {"ask", "apology", "thanks"}:
        return False
    if _POINTS.match(pattern):
        return True
    if _THAT_OR_SO.search(pattern) or expression(r"I \w+ \{them\} \w+|I used \w+").fullmatch(pattern):
        return True
    if not _POINTER.search(pattern):
        return False
    rest = _OWN.sub(" ", pattern)
    found = _POINTER.search(rest)
    if not found:
        return False
    before = expression(r"[A-Za-z]{3,}").findall(expression(r"\{[^}]*\}").sub("", pattern[: max(found.start(), 0)]))
    return len(before) <= 2
