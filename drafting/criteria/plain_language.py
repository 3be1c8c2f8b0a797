"""No unexplained school jargon or acronym, no hard idiom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._phrases import load_phrases

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_ACRONYM = re.compile(r"(?<![\w@./-])(?:[A-Z]{2,6}s?|[A-Z](?:\.[A-Z])+\.?)(?![\w@]|\.\w)")
_KNOWN = frozenset(
    "OK TV US USA UK PM AM CD DVD PE ID NO YES ABC ABCS DJ AC PB PBJ RSVP SOS FYI PS NASA FAQ ASAP VIP HELLO HI WOW THANK YOU AND THE NOT ALL PLEASE SO VERY LOVE BIG FUN STAR II III IV NYC LA BBQ ATM ZIP QR PTA PTO LOL OMG UFO DNA GPS BMX LED FM TBD XO XX XOXO RE CC".split()
)
_EXPLAINED_AFTER = re.compile(r"^\W{0,3}\s?\((?!\d{3})[^)]{4,}\)|^,? (?:which|that) (?:is|are|means?|stands?)\b|^,? (?:or|i\.e\.|that is|meaning|in other words|this means|our|the (?:time|room|class|place|test|group|plan|check|\w+ (?:time|test|plan)))\b|^ ?[-:] (?:that is|which|our|the|a|an|how|when)\b|^ means?\b|^ is (?:a|an|the|our|what|when|how)\b")
_EXPLAINED_BEFORE = re.compile(r"\(\s*(?:the |our |an? |called |also called |known as |you may (?:hear|see) (?:it )?called )?[\"“]?$|\b(?:called|named|known as|we call(?: it| this| that)?|you may hear(?: it called)?|what (?:schools|teachers) call|so-called|(?:school|teacher) (?:word|term|name) (?:for (?:it|this|that) )?is)\s(?:an? |the )?[\"“]?$")


def _judge(page: Page) -> Opinion:
    phrases = load_phrases("plain_language")
    for line in page.lines:
        if line.part == "signature":
            continue
        for hit, phrase in phrases.find(line.low):
            if not _explained(line.low, hit.start(), hit.end(), _following(page, line.index)):
                return reconsider(phrase.why, phrase.instead if phrase.instead.startswith("Say") else f"Say “{phrase.instead}”, or explain it.", page.hit(hit, line))
        text = page.message[line.start : line.end]
        if text.isupper():
            continue
        for hit in _ACRONYM.finditer(text):
            word = hit.group().rstrip("s").replace(".", "")
            if word in _KNOWN or (page.kind == "iep_progress" and word == "IEP") or _in_names(page, hit.group()):
                continue
            if re.fullmatch(r"[A-F]{1,2}", word) or re.match(r"\s?\d{3}", text[hit.end():]) or re.search(r"\d\s?$", text[: hit.start()]):
                continue
            if text[max(0, hit.start() - 12) : hit.end() + 12].isupper():
                continue
            if not _explained(line.low, hit.start(), hit.end(), _following(page, line.index)):
                return reconsider("These letters stand for words that a family may not know.", "Write the words out, or say what it means.", page.span(line.start + hit.start(), line.start + hit.end()))
    return met("Everyday words throughout.")


def _following(page: Page, index: int) -> str:
    return page.lines[index + 1].low if index + 1 < len(page.lines) else ""


def _explained(low: str, start: int, end: int, following: str) -> bool:
    """Put into everyday words right there: in brackets, after a dash, by "which means", in the sentence after."""
    inside = re.search(r"\([^)]*$", low[:start]) is not None and re.match(r"[^(]*\)", low[end:]) is not None and len(low[:start].rsplit("(", 1)[0].split()) >= 2
    return (
        _EXPLAINED_AFTER.match(low[end:]) is not None
        or _EXPLAINED_BEFORE.search(low[:start]) is not None
        or (inside and end - start <= 8)
        or re.match(r"(?:that|this|it|which) (?:means|just means|simply means|is (?:a|an|our|the|when|how|just|short))\b|in (?:plain|other|everyday|simple) words\b", following) is not None
    )


def _in_names(page: Page, word: str) -> bool:
    return any(word in name for name in (page.student or "", page.teacher or "", page.addressed_as or ""))


CRITERION = Criterion(
    id="plain-language",
    group="Clear",
    place=1,
    source="S1: “Provide communications in multiple languages when possible”; S3: “break down language barriers”",
    judge=_judge,
    flags=(
        Example("Dear Mr. Nye, per MTSS Ben will get Tier 2 support."),
        Example("Dear Mr. Nye, Ben is behind the eight ball in math."),
    ),
    clean=(
        Example("Dear Mr. Nye, Ben starts in advisory (our homeroom time) on Monday."),
        Example("Dear Mr. Nye, Ben got an A on the quiz and wrote about NASA.", "positive_note"),
        Example("Dear Mr. Nye, Ben has an IEP (a plan that says which help he gets)."),
    ),
)
