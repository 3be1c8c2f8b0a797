"""The message says how, and ideally when, to reach the teacher."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._language import EMAIL, PHONE
from drafting.criteria._screen import plain, remembered, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_WAY = screened(
    r"\b(?:you (?:can|may|could) (?:\w+ )?(?:answer|reply|reach|get|find|write|text|call|message|email|e-mail|send|leave|phone|ring|catch|respond|talk to)\b[^.!?]*|(?:just |please |simply )?(?:reply|answer|respond|write back|text back|message back|reply back) (?:here|to this|on this|with|any ?time|in (?:the|this|any)|by|directly|when|whenever)\b[^.!?]*"
    r"|(?:message|text|email|e-mail|ping|write|call|reach|find|catch|phone|ring)(?: to)? me (?:here|on|in|at|by|through|via|any ?time|before|after|whenever|back|between \d)[^.!?]*|reach(?: me| us)?(?: \w+)? (?:at|by|on|through|here|in)\b[^.!?]*|my (?:phone|number|extension|e-?mail|cell|direct line|line|office hours|door|room phone)\b[^.!?]*|i (?:answer|reply|check|read|respond|am (?:here|at my desk|in my room|reachable|available))\b[^.!?]*\b(?:here|by|until|before|after|at|between|from|messages|e-?mail|every|each|on)\b[^.!?]*"
    r"|(?:write|leave|send|drop|put|tuck) (?:me )?(?:a|your|any) (?:note|line|word|message|voice message|text)\b[^.!?]*\b(?:in|on|to|at|here|back|with)\b[^.!?]*|(?:text|call|phone) (?:or (?:text|call) )?(?:the (?:office|school) )?(?:at )?\(?\d{3}[^!?]*|office hours\b[^.!?]*|(?:note|line|word) in (?:the|his|her|their|ʘ+'s) (?:\w+ )?(?:folder|planner|agenda|binder|backpack|notebook|diary)\b|(?:red|blue|green|home|take-home|communication) (?:folder|notebook|book)\b|(?:in|through|on|via) (?:the|this) app\b|this (?:app|thread|chat|number)\b[^.!?]*|(?:takes|gets) texts\b|same number\b|best from \d)"
)
_ALWAYS_OPEN = screened(
    r"\b(?:always|anytime|any time|happy to|here) (?:available|to (?:talk|answer|chat|help)|if you|for you|with (?:any )?questions)\b"
)
_NOT_MINE = plain(
    r"\b(?:registrar|(?:main |front |school |attendance )?office|counselor|literacy coach|secretary|guidance|principal|our (?:\w+ )?(?:coach|team|counselor|nurse|staff)|department|district|questions may be directed|mr\.? ǂ+|ms\.? ǂ+|mrs\.? ǂ+|dr\.? ǂ+)\b"
)
_VOCATIVE = plain(r"^\W*(?:dear |hi |hello |hey )?(?:mr|ms|mrs|mx|dr|miss)\.? ǂ+[,!]")
_MUST_CALL = plain(
    r"^\W*(?:call|phone|ring|contact) me (?:today|tomorrow|immediately|now|as soon|asap|this|on|by|when|about|between)\b"
)

_FIGURE_OR_AT = re.compile(r"[\d@]")
_MINE = plain(r"\b(?:me|my|i)\b")
_IF_NEEDED = plain(r"\bif you (?:have|need)\b")
_BY = plain(r"\b(?:here|at \d|by|through|in the|text|e-?mail|reply|phone|folder|note|app)\b")


@remembered
def _address(text: str) -> bool:
    return _FIGURE_OR_AT.search(text) is not None and bool(EMAIL.search(text) or PHONE.search(text))


def _judge(page: Page) -> Opinion:
    stray = None
    for line in page.lines:
        text = page.message[line.start : line.end]
        direct = _address(text)
        way = _WAY.search(line.low)
        if line.part == "greeting" and not direct:
            continue
        if not direct and not way:
            loose = _ALWAYS_OPEN.search(line.low)
            stray = stray or ((loose and line) or None)
            continue
        if _NOT_MINE.search(_VOCATIVE.sub("", line.low)) and line.part != "signature" and not _MINE.search(line.low):
            stray = stray or line
            continue
        if not direct and _MUST_CALL.match(line.low):
            stray = stray or line
            continue
        if not direct and way and _IF_NEEDED.search(line.low) and not _BY.search(line.low):
            stray = stray or line
            continue
        return met("The family can see how to reach you.", page.span(line.start, line.end))
    instead = "Say one way and when: “Reply here, or call 555-0100 after 3.”"
    if stray is not None:
        return reconsider("It does not say how to reach you.", instead, page.line_span(stray))
    return reconsider("It does not say how to reach you.", instead)


CRITERION = Criterion(
    id="contact-path",
    group="Clear",
    place=4,
    source="S1: “Share your communication preferences and availability upfront”",
    kinds=frozenset(
        {"welcome", "conference_invite", "event_invite", "concern", "newsletter", "iep_progress", "transition"}
    ),
    judge=_judge,
    flags=(
        Example("Dear Ms. Kerr, I'm always available if you have questions!", "welcome"),
        Example("Dear Ms. Kerr, questions may be directed to the registrar at 555-0100.", "conference_invite"),
    ),
    clean=(
        Example("Dear Ms. Kerr, reply here any time before 6.", "welcome"),
        Example("Dear Ms. Kerr, you can reach me at 555-0100 after 3.", "welcome"),
        Example("Dear Ms. Kerr, a note in his folder finds me the same day.", "welcome"),
    ),
)
