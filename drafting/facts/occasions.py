"""Events and due dates without a verb, each said in its one fixed sentence."""

from __future__ import annotations

import re

from drafting.facts.dates import DATE, DAY, MONTH, RANGE, TIME
from drafting.facts.expressions import expression
from drafting.facts.grammar import BE, MODALS, finite, is_noun, is_plural, tokenize, word_set

_EVENT = re.compile(
    rf"^(?P<what>(?:the |our )?[A-Za-z][\w'’ &-]{{2,44}}?) (?:is )?(?:on )?(?P<date>{DATE})(?:,? (?:at |"
    rf"from )?(?P<time>{RANGE}))?(?:,? (?:in |at )?(?P<place>(?:the )?(?:room|gym|cafeteria|cafetorium|"
    rf"library|auditorium|classroom|playground|lobby|office|media center|multipurpose room|band room|main "
    rf"hall|field)(?: [A-Z]?\d*[A-Z]?)?))?$",
)

_TIMED = re.compile(
    rf"^(?P<what>(?:the |our )?[A-Za-z][\w'’ &-]{{2,44}}?) (?:is )?(?:at |from )?(?P<time>{RANGE})(?:,? "
    rf"(?:in |at )?(?P<place>(?:the )?(?:room|gym|cafeteria|cafetorium|library|auditorium|classroom|"
    rf"playground|lobby|office|media center|band room|main hall|field)(?: [A-Z]?\d*[A-Z]?)?))?$",
)


_EVENT_STOPS = frozenset("i we he she they you who if".split())
_EVENT_STATES = frozenset("free open early late new back due ready available here there".split())


def event(text: str) -> str | None:
    """Return an event said in a sentence: what, day, time, place."""
    found = _EVENT.match(text) or _TIMED.match(text)
    if not found:
        return None
    what = found.group("what").strip()
    words = tokenize(what)
    if (
        not words
        or not (is_noun(words[-1]) or words[-1].text[:1].isupper())
        or words[0].low in word_set("not_event_openers")
        or words[0].low in word_set("praise_adjectives")
        or ("VBG" in words[0].tags and "NN" not in words[0].tags)
        or words[0].low in {"following", "reading", "starting", "looking"}
        or expression(DAY).fullmatch(what)
        or (words[0].low.endswith("ing") and len(words) > 1 and "NNS" in words[-1].tags)
    ):
        return None
    if any(
        ("VBD" in word.tags and "NN" not in word.tags)
        or finite(words, at) in {"be", "have", "do", "modal", "past"}
        or word.low in {"starts", "begins", "opens", "closes", "ends", "leaves", "arrives", "returns", "departs"}
        or word.low in BE | MODALS | _EVENT_STOPS
        for at, word in enumerate(words)
    ):
        return None
    if words[0].low == "no":
        when = f" on {_said_date(found.group('date'))}" if "date" in found.groupdict() else ""
        return f"there is {what[:1].lower()}{what[1:]}{when}" if when and not found.group("time") else None
    if words[0].text[1:].islower() and words[0].tags and (len(words) == 1 or words[1].text[:1].islower()):
        what = what[:1].lower() + what[1:]  # the capital of the line, not of a name
    if expression(
        r"(?:lessons|classes|practices|rehearsals|library|gym|music|art|pe|recess|lunch|choir|band|orchestra|chess)"
    ).fullmatch(what.lower()):
        subject = what if what.isupper() else what.lower()
    else:
        subject = (
            what
            if expression(r"(?:the|our|my|your|his|her|their|\{their\})\b", re.IGNORECASE).match(what)
            else f"the {what}"
        )
    if words[-1].low in _EVENT_STATES or any(word.low == "to" for word in words):
        return None
    span = (
        expression(r"^(\w+ \d{1,2})[–-](\d{1,2})$").match(found.group("date")) if "date" in found.groupdict() else None
    )
    if span and not found.group("time") and not found.group("place"):
        return f"{subject[:1].lower()}{subject[1:]} runs from {span.group(1)} to {span.group(2)}"
    verb = "are" if words[-1].tags.get("NNS") and "NN" not in words[-1].tags else "is"
    sentence = f"{subject} {verb}" + (f" on {_said_date(found.group('date'))}" if "date" in found.groupdict() else "")
    if found.group("time"):
        sentence += _said_time(found.group("time"))
    if found.group("place"):
        place = found.group("place").strip()
        sentence += " in " + (place if expression(r"(?:the |room )").match(place) else f"the {place}")
    return sentence


def _said_date(date: str) -> str:
    return expression(rf"^({DAY}),? ({MONTH} \d)").sub(r"\1, \2", date)


def _said_time(time: str) -> str:
    ends = expression(r"\s?(?:–|-|to|until) ?").split(time)
    return f" from {ends[0]} to {ends[1]}" if len(ends) == 2 else f" at {time}"


_DUE = re.compile(
    rf"^(?P<what>(?:the |\{{their\}} )?[A-Za-z][\w'’ -]{{2,40}}?) (?:is |are )?due (?P<when>(?:on |by "
    rf")?(?:{DATE}|tomorrow|today|next week)(?: (?:at |by )?{TIME})?)(?P<rest>(?: (?:on|in|to|through) "
    rf"[\w' ]+)?)$"
)


_DATED = re.compile(r"(?:on|by|tomorrow|today|next)\b")
_DUE_ALONE = re.compile(rf"due (?P<when>(?:on |by )?(?:{DATE}|tomorrow|today|next week)(?: (?:at |by )?{TIME})?)$")


def due(text: str) -> str | None:
    """Return a due date said in a sentence: "Essay 1 due Mon Dec 8 11:59 pm on the portal"."""
    alone = _DUE_ALONE.match(text)
    if alone:  # of what was said before it
        said = _said_date(alone.group("when"))
        return f"it is due {'' if _DATED.match(said) else 'on '}{said}"
    found = _DUE.match(text)
    if not found:
        return None
    what, said = found.group("what"), _said_date(found.group("when"))
    words = tokenize(what)
    if not words or any(finite(words, at) in {"past", "be", "have", "modal", "do"} for at in range(len(words))):
        return None
    said = said if _DATED.match(said) else f"on {said}"
    said = expression(rf" ({TIME})$").sub(r" at \1", said) if " at " not in said and " by " not in said[3:] else said
    subject = (
        what
        if expression(r"(?:the|\{their\})").match(what)
        or expression(r"\d$").search(what)
        or (words[0].text[:1].isupper() and words[0].low not in {"next", "last"})
        else f"the {what[:1].lower()}{what[1:]}"
    )
    verb = "are" if is_plural(words[-1]) else "is"
    return f"{subject} {verb} due {said}{found.group('rest')}"
