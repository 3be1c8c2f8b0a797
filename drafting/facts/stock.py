"""Shapes that teachers jot again and again, each with its one fixed sentence."""

from __future__ import annotations

import re

from drafting.facts.clauses import Clause
from drafting.facts.dates import DAY
from drafting.facts.expressions import expression
from drafting.facts.grammar import finite, is_noun, tokenize, word_set
from drafting.facts.kinds import GOOD_KINDS
from drafting.facts.people import People
from drafting.facts.proposals import Reading
from drafting.facts.refer import refer
from drafting.facts.routines import routine
from drafting.types import Note, State, Who

_A_DAY_FOR = re.compile(
    r"(?P<how>great|good|super|wonderful|fantastic|hard|rough|tough|awesome|amazing) (?P<what>day|week|"
    r"month|morning|afternoon|quarter) for (?:her|him|them|[A-Z]\w+)$",
    re.IGNORECASE,
)
_SO_MANY_DONE = re.compile(
    r"(?P<what>\d+ (?:of|out of) (?:the |her |his |their )?(?:last )?\d+ (?:\w+ )?\w+s) (?P<how>done|in|"
    r"complete|completed|finished|turned in)\b(?P<rest>.*)$"
)
_NOW_WAS = re.compile(
    r"(?P<what>(?:\w+ )?(?:grade|average|score|fluency|mark))(?: is)? now (?:at "
    r")?(?P<now>\d+(?:\.\d+)?%?),? (?:was|up from|from) (?P<was>\d+(?:\.\d+)?%?)$"
)
_WANT_TO = re.compile(
    r"(?:want|would love|'d love|would like|hoping|hope) to (?P<rest>(?:hear|know|talk|see|learn|meet|"
    r"invite|share|show)\b.+)$",
    re.IGNORECASE,
)
_THERE_WERE_NO = re.compile(
    r"(?:no|zero) (?P<what>(?:\w+ )?(?:tears|reminders|prompts|complaints|mistakes|errors|accidents|"
    r"meltdowns|tardies|absences|arguments|interruptions|outbursts|squeaks|missing assignments|late "
    r"assignments|office calls|time-?outs|time outs|reminders needed|problems|fights|warnings|strikes))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_THERE_IS_NO = re.compile(
    r"no (?P<what>homework|school|classes|class|quiz|test|cost|late penalty|spelling test)(?P<rest>(?: "
    r"(?:over|on|this|next|during|for|tonight|today|tomorrow)\b.*)?)$",
    re.IGNORECASE,
)
_KEEP_AT_IT = re.compile(r"(?:keep(?! it up)|continue|check in|meet|review|try|practice|start|stick)\b \S+ ?\S*")
_FOLLOWING_UP = re.compile(r"following up (?:from|on|after|about|with)\b")
_OUR_CALL = re.compile(
    r"\b(from|on|after|about) (?=(?:Mon|Tues|Wednes|Thurs|Fri)day(?:'s)? (?:phone call|call|meeting|talk|"
    r"chat|conference|note|message))"
)
_THANK = re.compile(r"thank (?:him|her|them|you|mom|dad|the family|everyone|families)$")
_REPLY = re.compile(r"(?:please )?(?:let me know|call me|text me|e-?mail me|reply|rsvp|sign up)\b(?! to her| to him)")
_A_NOUN_AFTER_ALL = re.compile(r"(?:review|practice|start) (?:session|day|date|meeting|test|sheet|time|packet|game)")
_SECOND_STEP = re.compile(r", (?=(?:check in|meet|review|try|see|look)\b)")
_THIS_IS = re.compile(
    r"(?:a )?(?P<what>correction|update|follow-up|reply|answer) (?P<rest>(?:to|on|from|about)\b.+)$", re.IGNORECASE
)
_LOG = re.compile(r"(?:log|chart|tracker|data|calendar|record|diary|tally)$")
_LOGGED = re.compile(r"\d+ (?:of|out of) (?:the last )?\d+ \w+$|\d+/\d+ \w+$")
_WANT_TO_SAY = re.compile(
    r"(?:want|need|would like) to (?P<rest>(?:say sorry|apologi[sz]e|thank|congratulate)\b.+)$", re.IGNORECASE
)
_TOOK = re.compile(r"(?:took|takes) (?:about )?\d+ (?:minutes|hours|days|tries|weeks)$")
_DAY_IS = re.compile(r"(?:mon|tues|wednes|thurs|fri)day (?:is|=) (?P<rest>(?:the )?\d+(?:st|nd|rd|th) .+)$")
_TIMED_RUN = re.compile(
    r"(?P<what>mile|mile run|500|lap|swim|race|mile time|5k)(?: run| time)? (?:was |in |: "
    r"?)?(?P<time>\d{1,2}:\d{2})(?:,? (?:was|down from|from) (?P<was>\d{1,2}:\d{2})(?P<when>(?: (?:in|"
    r"last|at) \w+)?))?$",
    re.IGNORECASE,
)


def stock(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """Shapes that teachers jot again and again, each with its one sentence."""
    low = text.lower()

    def made(pattern: str, who: Who = "other", *, kind: str = "clause", sure: bool = True, why: str = "") -> Reading:
        referred = refer(pattern, note=note, people=people)
        state: State = "sure" if sure and not referred.unclear else "check"
        return Reading(
            who,
            referred.pattern,
            state,
            why or ("a full sentence" if state == "sure" else "please check"),
            kind,
            who,
            text,
        )

    found = _A_DAY_FOR.match(text)
    if found and people.child:
        return made("it was a " + found.group("how").lower() + f" {found.group('what')} for " + "{name}")
    told = routine(text, clause, note=note, people=people)
    if told and told.plain:
        return Reading(told.who, told.pattern, "sure", "a full sentence", told.shape, told.who, text)
    if told:
        return made(told.pattern, told.who, kind=told.shape)
    found = _SO_MANY_DONE.match(text)
    if found:
        return made(f"{found.group('what')} are {found.group('how')}{found.group('rest')}", kind="score")
    found = _NOW_WAS.match(low)
    if found and people.child:
        now, was = float(found.group("now").rstrip("%")), float(found.group("was").rstrip("%"))
        return made(
            "{their} "
            f"{found.group('what')} is now {found.group('now')}, {'up' if now > was else 'down'} from "
            f"{found.group('was')}",
            kind="score",
        )
    found = _WANT_TO.match(text)
    if (
        found
        and not expression(r"(?:talk to|tell|know (?:if|what|how))").match(found.group("rest"))
        and note.kind not in GOOD_KINDS
    ):
        return made(f"I {'would love' if 'love' in low[:14] else 'want'} to {found.group('rest')}", "i")
    if expression(r"nothing to \w+").match(low):
        return made(f"there is {text[:1].lower()}{text[1:]}")
    found = _THERE_WERE_NO.match(text)
    if found and "," not in found.group("rest"):
        return made(f"there were no {found.group('what').lower()}{found.group('rest')}", kind="clause")
    found = _THERE_IS_NO.match(text)
    if found:
        verb = "are" if found.group("what").lower() == "classes" else "is"
        return made(f"there {verb} no {found.group('what').lower()}{found.group('rest')}")
    text = expression(r"^keep (?=(?:until|through|for|up to)\b)", re.IGNORECASE).sub("keep this going ", text)
    found = _KEEP_AT_IT.match(low)
    if _FOLLOWING_UP.match(low):
        said = _OUR_CALL.sub(r"\1 our ", text)
        return made(f"I am {said[:1].lower()}{said[1:]}", "i")
    if _THANK.match(low):
        return Reading("i", "Thank you", "sure", "your thanks", "thanks", "i", text)
    if _REPLY.match(low):
        return made(
            f"please {expression('^please ').sub('', text if text[:2].isupper() else text[:1].lower() + text[1:])}",
            "you",
            kind="request",
            sure=len(text.split()) > 2,
        )
    if (
        found
        and note.kind in {"follow_up", "action_plan", "iep_progress"}
        and not expression(r"(?:home|at home|me$|i$)").match(clause.label)
        and not _A_NOUN_AFTER_ALL.match(low)
    ):
        joined = _SECOND_STEP.sub(" and ", text)
        return made(f"I would like us to {joined[:1].lower()}{joined[1:]}", "we", kind="plan")
    found = _THIS_IS.match(text)
    if found:
        article = "an" if found.group("what")[0].lower() in "aeiou" else "a"
        return made(f"this is {article} {found.group('what').lower()} {found.group('rest')}", "i")
    found = _LOG.match(clause.label)
    if found and _LOGGED.match(text):
        return made(f"the {clause.label} shows {text}")
    found = _WANT_TO_SAY.match(text)
    if found:
        return made(
            f"I want to {found.group('rest')}", "i", kind="apology" if "sorry" in low or "apolog" in low else "thanks"
        )
    if expression(r"offer").match(clause.label) and not finite(tokenize(text), 0) and is_noun(tokenize(text)[0]):
        first = tokenize(text)[0]
        article = (
            ""
            if first.low in word_set("mass_nouns") or "NNS" in first.tags
            else ("an " if first.low[0] in "aeiou" else "a ")
        )
        return made(f"I can offer {article}{text[:1].lower()}{text[1:]}", "i", kind="commitment")
    if _TOOK.match(low):
        return made(f"it {text}", sure=False, why="what took so long?")
    found = _DAY_IS.match(low)
    if found or expression(rf"{DAY} = ").match(text):
        day, _, rest = expression(r"\s*=\s*").sub(" is ", text).partition(" is ")
        bare = expression(r"[0-9]+(?:st|nd|rd|th)").match(rest) and not expression("the |our ").match(rest)
        return made(f"{day} is {'the ' if bare else ''}{rest}", kind="event")
    found = _TIMED_RUN.match(text)
    if found and people.child and found.group("was"):
        down = _minutes(found.group("time")) < _minutes(found.group("was"))
        return made(
            "{they} ran the mile in "
            f"{found.group('time')}, {'down' if down else 'up'} from {found.group('was')}{found.group('when') or ''}"
            if "mile" in found.group("what").lower()
            else "{their} "
            f"{found.group('what').lower()} time was {found.group('time')}, {'down' if down else 'up'} "
            f"from {found.group('was')}{found.group('when') or ''}",
            "child",
        )
    if found and people.child:
        return made(
            "{they} ran the mile in " + found.group("time")
            if "mile" in found.group("what")
            else "{their} " + f"{found.group('what')} time was {found.group('time')}",
            "child",
            sure="mile" in found.group("what"),
        )
    return None


def _minutes(clock: str) -> float:
    first, _, second = clock.partition(":")
    return int(first) + int(second) / 60
