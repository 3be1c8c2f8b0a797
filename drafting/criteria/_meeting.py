"""Meetings and calls: whether one is asked for, and how many times and ways are offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._language import CLOCK, DATE
from drafting.criteria._screen import plain, screened
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

_ASKED = screened(
    r"\b(?:meet(?:ing)?s?(?! (?:him|her|them|ʘ))|conference|sit(?:ting)? down|appointment|stop by|stop in|(?:you|you to|please|families|parents|you all) come (?:by|in|over|to)|come (?:by|see me|to (?:school|the (?:office|school)))|drop (?:by|in)|visit me|see me|in person|report to|attend\w*|be here (?:at|on|by))\b|\b(?:call|phone|ring|contact) me(?! (?:if|with|whenever|any ?time|at \(?\d{3}|here|or|on my|back))"
    r"|\b(?:need|want|like|able|time|happy|free|available|love) (?:for )?(?:you |us )?to (?:\w+ )?(?:talk|meet|speak|discuss|sit down|come|chat)\b(?! (?:to|with) (?:him|her|them|ʘ))|\bdiscuss (?:this|it|him|her|ʘ+|the)\b|\b(?:can|could) you (?:talk|make it|come|be)\b|\bfree (?:on |at |this |next )?(?:mon|tue|wed|thu|fri|sat|today|tomorrow|at)|\bgive me a (?:call|ring)\b|\b(?:speak|talk|chat|video)(?:ing)? (?:with|to) (?:you|me)\b|\b(?:would|could|can|may) (?:you|we|i)\b.{0,40}\b(?:call|phone|meet|talk|speak|ring|chat|visit)\b(?! (?:to|with) (?:him|her|them|ʘ))|\binvit(?:e|ing) you (?:to|in)\b|\bon a call\b|\bi have (?:a )?\d{1,2}:\d\d|\b(?:can|could) you talk\b|\blet's (?:\w+ )?(?:talk|meet|speak|chat|sit)\b|\b(?:i'd|i would|we'd) like (?:us )?to (?:\w+ )?(?:talk|speak|meet|chat|sit|call)\b|\bset up a (?:time|call|meeting)\b|\ba time to (?:talk|meet|speak)\b"
    r"|\ba (?:call|phone call|video (?:call|chat)|visit|chat|talk)\b.{0,60}\b(?:or|work|fine|ok)\b|\bby phone\b|\bwhichever\b|\b(?:are|would) you (?:be )?(?:free|available)\b"
)
_PAST = screened(
    r"\b(?:we (?:met|talked|spoke|discussed)|our (?:call|meeting|talk|conference) (?:on|last|of|in)|from our (?:call|meeting|talk)|after (?:our|the) (?:call|meeting)|at our (?:last )?(?:meeting|conference)|since our|morning meeting|class meeting|team meeting|meeting (?:the )?(?:benchmark|standard|goal|expectations?))\b"
)
_OWN_CALL = screened(
    r"\b(?:i'll|i will|i'm going to|i am going to|i mean to|i plan to|shall i|may i|can i|let me)\b[^.?]{0,30}\b(?:call|phone|ring|text|write|email|e-mail|message|send|be in touch)\b"
)
_WAYS = {
    "person": re.compile(
        r"\b(?:in person|meet|come|stop by|sit down|here|at (?:school|your)|visit|face to face|drop in|my room|classroom|library|kitchen table|coffee)\b"
    ),
    "phone": re.compile(r"\b(?:phone|call|ring|speak)\b"),
    "video": re.compile(r"\b(?:video|zoom|online|virtual\w*|dial in|screen|google meet|facetime)\b"),
    "text": re.compile(r"\b(?:text|write|email|e-mail|message|note|written|voice message|app)\b"),
    "home": re.compile(r"\b(?:home visit|your (?:home|place|porch|kitchen))\b"),
}
_CHOICE = screened(
    r"\bor\b|\bwhichever\b|\bwhatever\b|\beither\b|\bany of\b|\bpick\b|\bchoose\b|\bprefer\b|\bunless you\b|\ball work\b|\bboth work\b|\bsuits?\b|\brather\b|\banother (?:time|way|day)\b|\bbetween (?:\d|mon|tue|wed|thu|fri|nov|oct|sept|dec|jan|feb|mar|apr|may)|\bany time\b|\bwhat(?:ever)? (?:time|day|way|works)\b|\bwhen(?:ever)? (?:works|would|is)\b|\bif that(?:'s| is)\b|•|, [^,]{3,40}, (?:and|or)\b"
)
_TIME = plain(
    rf"{DATE}|{CLOCK}|\b(?:before|after) school\b|\bevenings?\b|\bmornings?\b|\blunch(?:time)?\b|\bsaturday\b"
)
_SLOT = plain(
    rf"(?:{DATE}|\btoday\b|\btomorrow\b)[^.?!]{{0,40}}(?:\bat |\bbetween |, |from )(?P<h>\d{{1,2}})(?::(?P<m>\d\d))? ?(?P<half>a\.?m|p\.?m)?|(?:\bat |between )(?P<h2>\d{{1,2}})(?::(?P<m2>\d\d))? ?(?P<half2>a\.?m|p\.?m)?\b[^.?!]{{0,30}}(?:{DATE}|\btoday\b|\btomorrow\b)"
)
_TONIGHT = plain(r"\bwhat time (?:tonight|today|this)\b")
_OPEN_CHOICE = plain(
    r"\bany (?:day|time|way)|\banytime\b|\bwhat(?:ever)? (?:time|day|way|works)|\bwhen(?:ever)? (?:works|would|suits)|\bwhichever\b|\bunless you tell\b|\banother (?:time|day|way)|\bif (?:neither|none|that)|\bwhatever suits"
)
_FREE_BY_DAY = re.compile(
    r"\b(?:works?|working) (?:\w+ )?(?:nights?|evenings?|late)\b|\bnight shift\b|\bevening shift\b|\bfree (?:mornings?|days|daytime)\b|\bmornings? (?:best|only|free)\b"
)
_WEEKEND = plain(r"\bsaturday\b|\bsunday\b|\bevening|\bnight\b")


def meeting_lines(page: Page) -> list[Line]:
    """The sentences that ask for, or offer, a meeting or a call with the family."""
    found = []
    for line in page.lines_with(_ASKED):
        if line.part == "signature" or not _ASKED.search(line.low) or _PAST.search(line.low):
            continue
        found.append(line)
    return found


def only_announced(line: Line) -> bool:
    """The teacher only says that they will call or write."""
    return _OWN_CALL.search(line.low) is not None and not _CHOICE.search(line.low)


def options(page: Page, lines: list[Line]) -> Span | None:
    """The words that give a choice of at least two times or ways; None when there is one, or none."""
    for line in lines:
        around = [one for one in page.lines[line.index : line.index + 6] if one is line or not one.asks]
        low = line.low
        if _choices(low):
            return page.line_span(line)
        joined = " • ".join(one.low for one in around[:5])
        bullets = [
            one for one in around if page.message[max(0, one.start - 3) : one.start].strip().endswith(("•", "-", "*"))
        ]
        if len(bullets) >= 2 or (len(around) > 1 and _CHOICE.search(around[1].low) and _choices(joined)):
            return page.line_span(around[1] if len(around) > 1 else line)
    return None


def _choices(low: str) -> bool:
    if not _CHOICE.search(low) or _TONIGHT.search(low):
        return False
    ways = sum(1 for way in _WAYS.values() if way.search(low))
    times = len(_TIME.findall(low))
    open_choice = _OPEN_CHOICE.search(low)
    return ways >= 2 or times >= 2 or open_choice is not None


def only_daytime_slot(page: Page) -> Span | None:
    """The one weekday-daytime slot that a meeting or call is asked for at, when nothing else is offered."""
    if page.note and _FREE_BY_DAY.search(page.note.lower()):
        return None
    inviting = page.kind in {"conference_invite", "event_invite"}
    lines = [
        line
        for line in (page.body if page.kind == "conference_invite" else meeting_lines(page))
        if not _OWN_CALL.search(line.low)
    ]
    if not lines or options(page, lines) is not None or (inviting and options(page, list(page.body)) is not None):
        return None
    for line in lines:
        slot = _SLOT.search(line.low)
        if slot is None or _WEEKEND.search(line.low):
            continue
        hour = int(slot.group("h") or slot.group("h2"))
        half = (slot.group("half") or slot.group("half2") or "").replace(".", "")
        day_hour = hour + 12 if (half == "pm" and hour < 12) or (not half and hour < 7) else hour
        if 7 <= day_hour < 17:
            return page.line_span(line)
    return None
