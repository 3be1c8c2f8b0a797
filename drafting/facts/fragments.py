"""Fragments without a predicate: scores, readings, events, levels, "X = Y". Each shape becomes one fixed sentence.

Only shapes whose sense cannot be mistaken are rendered; everything else returns None and goes to the teacher.
"""

from __future__ import annotations

import re

from drafting.facts.grammar import BE, MODALS, finite, is_noun, tokenize, word_set

_SCORE = r"(?:\d+(?:\.\d+)?\s?%|\d+\s?/\s?\d+|\d+(?:\.\d+)? (?:out of|of) \d+)"
_TREND = r"(?:,?\s*\(?(?:up|down) from (?:a |an )?(?P<before>" + _SCORE + r"|\d+(?:\.\d+)?)(?P<when>(?: (?:last|in|on|at|before)\b[^,.;]*)?)\)?|,?\s*(?:\(?was|\(?from) (?:a |an )?(?P<was>" + _SCORE + r"|\d+(?:\.\d+)?)\)?)?"
_TAIL = r"(?P<tail>(?:,? (?:today|yesterday|this (?:week|month|quarter)|on (?:Mon|Tues|Wednes|Thurs|Fri)day|last (?:week|Friday|Monday|Tuesday|Wednesday|Thursday)|(?:Mon|Tues|Wednes|Thurs|Fri)day))?)"
_THING = r"(?P<thing>[A-Za-z][\w'’ -]{1,48}?)"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("score", re.compile(rf"^(?:got (?:a |an )?)?(?P<score>{_SCORE}|\d{{2,3}}) (?:on|in|for) (?P<det>the |{{their}} |a |an )?{_THING}{_TAIL}{_TREND}$", re.IGNORECASE)),
    ("score", re.compile(rf"^(?P<score>{_SCORE}) (?P<det>the )?{_THING}{_TAIL}{_TREND}$", re.IGNORECASE)),
    ("score", re.compile(rf"^(?P<det>the )?(?P<thing>[A-Za-z][\w'’ -]{{1,48}}?(?:test|quiz|essay|exam|project|report|lab|paper|assessment|final|midterm))(?:\s*[:=]\s*| (?:was |is )?(?:an? )?)(?P<score>\d{{2,3}}){_TAIL}{_TREND}$", re.IGNORECASE)),
    ("score", re.compile(rf"^(?P<det>the )?{_THING}(?:\s*[:=]\s*| (?:was |is )?(?:an? )?)(?P<score>{_SCORE}){_TAIL}{_TREND}$", re.IGNORECASE)),
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = rf"(?:{_DAY}(?:,? {_MONTH} \d{{1,2}}|,? \d{{1,2}}/\d{{1,2}}| the \d{{1,2}}(?:st|nd|rd|th))?|{_MONTH} \d{{1,2}}(?:[–-]\d{{1,2}})?|\d{{1,2}}/\d{{1,2}})"
_TIME = r"(?:\d{1,2}:\d{2}(?: ?(?:am|pm))?|\d{1,2} (?:am|pm)|noon)"
_RANGE = rf"{_TIME}(?:\s?(?:–|-|to|until) ?{_TIME})?"
_EVENT = re.compile(
    rf"^(?P<what>(?:the |our )?[A-Za-z][\w'’ &-]{{2,44}}?) (?:is )?(?:on )?(?P<date>{_DATE})(?:,? (?:at |from )?(?P<time>{_RANGE}))?(?:,? (?:in |at )?(?P<place>(?:the )?(?:room|gym|cafeteria|cafetorium|library|auditorium|classroom|playground|lobby|office|media center|multipurpose room|band room|main hall|field)(?: [A-Z]?\d*[A-Z]?)?))?$",
)  # fmt: skip


def score(text: str) -> str | None:
    """Return a score said in a sentence: "8/10 spelling, up from 5/10" -> "{they} scored 8/10 in spelling, ..."."""
    text = re.sub(r"\s*\((up|down|was)\b([^()]*)\)", r", \1\2", text)
    for _, shape in _SHAPES:
        found = shape.match(text)
        if not found:
            continue
        thing = found.group("thing").strip()
        thing = re.sub(r"^(?:on|in|for|the) ", "", thing)
        thing = thing if thing[:1].islower() or not tokenize(thing)[0].tags or re.search(r" [A-Z]", thing) else thing[:1].lower() + thing[1:]
        if not _thing(thing):
            return None
        if " of " in found.group("score") and "NNS" in tokenize(thing)[-1].tags and "NN" not in tokenize(thing)[-1].tags and thing.split()[-1].lower() not in {"facts", "words", "problems", "questions", "vocabulary"}:
            return None
        result = found.group("score").replace(" / ", "/")
        if _may_be_date(result, thing, text):
            return None
        if result == "100" or (re.fullmatch(r"\d{2}", result) and int(result) >= 50 and re.search(r"(?:spelling|math|reading|science|vocabulary|facts|history|grammar|algebra|geometry)$", thing, re.IGNORECASE)):
            pass
        elif re.fullmatch(r"\d{2,3}", result) and not re.search(r"test|quiz|essay|exam|project|report|lab|paper|assessment|final|midterm|one", thing, re.IGNORECASE):
            return None
        det = (found.groupdict().get("det") or "").strip()
        if det in {"the", "The"} and not thing.startswith("the "):
            thing = f"the {thing}"
        sentence = "{they} scored " + result + _on(thing)
        tail = (found.group("tail") or "").strip(" ,")
        if tail:
            sentence += f" {tail}" if not re.match(_DAY, tail) else f" on {tail}"
        before = found.group("before") or None
        was = found.group("was")
        if before:
            direction = "up" if "up from" in text else "down"
            sentence += f", {direction} from {before}{found.group('when') or ''}"
        elif was:
            rises = _value(was) is not None and _value(result) is not None and _value(was) < _value(result)  # type: ignore[operator]
            sentence += f", up from {was}" if rises else f". Before, it was {was}"
        return sentence
    return None


def _may_be_date(result: str, thing: str, text: str) -> bool:
    """"exam is 12/15" is a date as easily as a score."""
    parts = re.fullmatch(r"(\d{1,2})/(\d{1,2})", result)
    if not parts or text.startswith(result) or not (1 <= int(parts[1]) <= 12 and 1 <= int(parts[2]) <= 31):
        return False
    if int(parts[1]) > int(parts[2]) or int(parts[2]) not in {4, 5, 6, 8, 10, 12, 15, 16, 18, 20, 24, 25, 30}:
        return True
    return bool(re.search(r"\b(?:chat|call|talk|since|from|by|review|next|exam|test|quiz|conference|meeting|concert|session|trip|due|fair|final|midterm|day|night|game|show|play|party|visit)\b", thing, re.IGNORECASE)) or " is " in text


def _value(text: str) -> float | None:
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]
    if len(numbers) == 2 and numbers[1]:
        return numbers[0] / numbers[1]
    return numbers[0] / 100 if "%" in text else (numbers[0] if numbers else None)


_ON = ("test", "quiz", "exam", "essay", "project", "assessment", "facts", "check", "report", "assignment", "homework", "lab", "paper", "worksheet", "presentation", "final", "midterm", "one", "words", "problems", "unit", "dictation", "timed", "benchmark", "poster", "speech", "survey", "log")


def _on(thing: str) -> str:
    low = thing.lower()
    if re.match(r"(?:the|a|an|her|his|their|\{their\}|my|our|last|this|that|today's|yesterday's|\w+day's)\b", low):
        return f" on {thing}"
    if re.match(rf"{_DAY.lower()} ", low):
        return f" on {thing.split()[0]}'s {thing.split(maxsplit=1)[1]}"
    last = low.split()[-1]
    if last in {"facts", "words", "problems", "homework"}:
        return f" on {thing}"
    if last in {"test", "quiz", "exam", "essay", "project", "assessment", "check", "report", "assignment", "lab", "paper", "worksheet", "presentation", "final", "midterm", "dictation", "poster", "speech", "dictation", "benchmark"}:
        return f" on the {thing}"
    return f" in {thing}"


def _thing(thing: str) -> bool:
    words = tokenize(thing)
    if not words or len(words) > 6:
        return False
    if words[0].low in {"of", "the", "and", "or", "min", "minutes", "kids", "students", "days", "times", "nights", "to", "questions", "words", "weeks", "hours", "pages", "points", "stickers", "people", "children", "not", "no", "missing"}:
        return words[0].low == "the"
    if any(finite(words, at) in {"past", "be", "have", "do", "modal"} or words[at].low in {"to", "from", "by", "at", "new", "since", "until", "me", "went", "scored", "as", "same", "a", "an", "left", "done", "goal", "i", "we", "he", "she", "they", "you"} for at in range(len(words))):
        return False
    return is_noun(words[-1]) or words[-1].low in {"facts", "ela", "math", "spelling", "reading", "writing"} or words[-1].text[:1].isupper() or words[-1].low.isdigit()


def reading(text: str) -> str | None:
    """Return a reading rate said in a sentence: "52 words per minute, up from 40"."""
    found = re.match(r"^(?:(?:fluency|reads?|reading|fluency is|now)[: ]*)?(?:at )?(?P<now>\d+)(?: correct)? words per minute(?P<rest>(?:,? (?:up|down) from \d+|,? was \d+)?)(?P<when>(?: (?:in|last|on) \w+)?)(?: now| today)?$", text, re.IGNORECASE)
    if found:
        rest = found.group("rest").strip(" ,")
        was = re.match(r"was (\d+)", rest)
        if was:
            rest = f"up from {was.group(1)}" if int(was.group(1)) < int(found.group("now")) else ""
        return "{they} read " + found.group("now") + " words per minute" + (f", {rest}" if rest else "") + found.group("when")
    found = re.match(r"^(?:reading )?(?P<what>fluency|wpm|words per minute)?[: ]*(?:from )?(?P<a>\d+) to (?P<b>\d+) words per minute$", text, re.IGNORECASE)
    if found:
        return "{their} fluency went from " + f"{found.group('a')} to {found.group('b')} words per minute"
    found = re.match(r"^(?P<what>[a-z][a-z ]{2,24}) (?:from )?(?P<a>\d+(?:\.\d+)?%?) to (?P<b>\d+(?:\.\d+)?%?)$", text, re.IGNORECASE)
    if found and found.group("what").lower().removesuffix(" from").strip().split()[-1] in word_set("child_nouns"):
        return "{their} " + f"{found.group('what').strip().lower().removesuffix(' from')} went from {found.group('a')} to {found.group('b')}"
    found = re.match(r"^(?:now )?(?:(?:at )?(?:reading )?level|lvl) (?P<now>[A-Z]{1,2}|\d{1,2})(?: now)?(?:,? (?:up )?from (?P<was>[A-Z]{1,2}|\d{1,2})(?P<when>(?: (?:in|last) \w+)?))?$", text)
    if found:
        return "{they} {is/are} now at level " + found.group("now") + (f", up from level {found.group('was')}{found.group('when') or ''}" if found.group("was") else "")
    found = re.match(r"^(?:on )?page (?P<n>\d+) of (?P<rest>.+)$", text)
    if found:
        return "{they} {is/are} on page " + found.group("n") + " of " + found.group("rest")
    return None


_TIMED = re.compile(
    rf"^(?P<what>(?:the |our )?[A-Za-z][\w'’ &-]{{2,44}}?) (?:is )?(?:at |from )?(?P<time>{_RANGE})(?:,? (?:in |at )?(?P<place>(?:the )?(?:room|gym|cafeteria|cafetorium|library|auditorium|classroom|playground|lobby|office|media center|band room|main hall|field)(?: [A-Z]?\d*[A-Z]?)?))?$",
)  # fmt: skip


def event(text: str) -> str | None:
    """Return an event said in a sentence: what, day, time, place."""
    found = _EVENT.match(text) or _TIMED.match(text)
    if not found:
        return None
    what = found.group("what").strip()
    words = tokenize(what)
    if not words or not (is_noun(words[-1]) or words[-1].text[:1].isupper()) or words[0].low in {"and", "or", "until", "by", "on", "at", "in", "to", "starts", "see", "back", "due", "from", "since", "check", "with", "for", "one", "next", "this", "last"} or "VBG" in words[0].tags and "NN" not in words[0].tags or words[0].low in {"following", "reading", "starting", "looking"}:
        return None
    if any(("VBD" in word.tags and "NN" not in word.tags) or finite(words, at) in {"be", "have", "do", "modal", "past"} or word.low in {"starts", "begins", "opens", "closes", "ends"} or word.low in BE | MODALS | {"i", "we", "he", "she", "they", "you", "who", "if"} for at, word in enumerate(words)):
        return None
    subject = what if re.match(r"(?:the|our|my|your|\{their\})\b", what, re.IGNORECASE) else f"the {what}"
    if words[-1].low in {"free", "open", "early", "late", "new", "back", "due", "ready", "available", "here", "there"}:
        return None
    verb = "are" if words[-1].tags.get("NNS") and "NN" not in words[-1].tags else "is"
    sentence = f"{subject} {verb}" + (f" on {_said_date(found.group('date'))}" if "date" in found.groupdict() else "")
    if found.group("time"):
        sentence += _said_time(found.group("time"))
    if found.group("place"):
        place = found.group("place").strip()
        sentence += " in " + (place if re.match(r"(?:the |room )", place) else f"the {place}")
    return sentence


def _said_date(date: str) -> str:
    return re.sub(rf"^({_DAY}),? ({_MONTH} \d)", r"\1, \2", date)


def _said_time(time: str) -> str:
    ends = re.split(r"\s?(?:–|-|to|until) ?", time)
    return f" from {ends[0]} to {ends[1]}" if len(ends) == 2 else f" at {time}"


def due(text: str) -> str | None:
    """Return a due date said in a sentence: "Essay 1 due Mon Dec 8 11:59 pm on the portal"."""
    found = re.match(rf"^(?P<what>(?:the |\{{their\}} )?[A-Za-z][\w'’ -]{{2,40}}?) (?:is |are )?due (?P<when>(?:on |by )?(?:{_DATE}|tomorrow|today|next week)(?: (?:at |by )?{_TIME})?)(?P<rest>(?: (?:on|in|to|through) [\w' ]+)?)$", text)
    if not found:
        return None
    what, said = found.group("what"), _said_date(found.group("when"))
    words = tokenize(what)
    if not words or any(finite(words, at) in {"past", "be", "have", "modal", "do"} for at in range(len(words))):
        return None
    said = said if re.match(r"(?:on|by|tomorrow|today|next)\b", said) else f"on {said}"
    said = re.sub(rf" ({_TIME})$", r" at \1", said) if " at " not in said and " by " not in said[3:] else said
    subject = what if re.match(r"(?:the|\{their\})", what) or re.search(r"\d$", what) or words[0].text[:1].isupper() else f"the {what}"
    verb = "are" if "NNS" in words[-1].tags and "NN" not in words[-1].tags else "is"
    return f"{subject} {verb} due {said}{found.group('rest')}"


def when(text: str) -> str:
    """Put the commas and prepositions back into dates and times: "Fri Nov 21" -> "Friday, November 21"."""
    text = re.sub(rf"\b({_DAY}) ({_MONTH}) (\d{{1,2}})\b", r"\1, \2 \3", text)
    text = re.sub(rf"\b({_DAY}) (\d{{1,2}}/\d{{1,2}})\b", r"\1, \2", text)
    text = re.sub(rf"(?<=[\d y])\b((?:{_DAY}|{_MONTH} \d{{1,2}}|\d{{1,2}}/\d{{1,2}})) (?=\d{{1,2}}:\d\d)(?!\d{{1,2}}:\d\d\s?(?:–|-|to))", r"\1 at ", text)
    text = re.sub(rf"\b((?:{_DAY}|{_MONTH} \d{{1,2}}|\d{{1,2}}/\d{{1,2}})) (\d{{1,2}}:\d\d)\s?(?:–|-|to) ?(\d{{1,2}}:\d\d)", r"\1 from \2 to \3", text)
    text = re.sub(rf"\b({_DAY}) (?=\d{{1,2}}:\d\d)", r"\1 at ", text)
    text = re.sub(r"\bcheck in (?=\d{1,2}:\d\d)", "check in at ", text)
    text = re.sub(rf"(?<=\d:\d\d) (?={_DAY}s?(?:,| and |$))", " on ", text)
    return re.sub(r"(\d{1,2}:\d\d)\s?–\s?(\d{1,2}:\d\d)", r"\1 to \2", text)


_NO_ON = frozenset(
    "on last this next every each by until since for of and or from before after past to is was the a not in than with are "
    "through starting our that called between about during happy till most many some all these those both until, –".split()
)
_BARE_DAY = re.compile(rf"(?P<before>[A-Za-z)'’]+|(?<=[, ])\d+|,) (?P<day>{_DAY}(?:,? {_MONTH} \d{{1,2}}|, \d{{1,2}}/\d{{1,2}})?|{_MONTH} \d{{1,2}})(?P<after>$|(?=[,.)]| at \d| from \d| and (?:{_DAY}|\d)| in | to \w+ | with | for | until \d))")


def days_need_on(text: str) -> str:
    """Put "on" before a bare day: "will be line leader Monday" -> "on Monday"; "by Friday" stays."""

    def put(match: re.Match[str]) -> str:
        before = match.group("before")
        listed = match.start() > 0 and re.search(rf"(?:{_DAY}),$", text[: match.end("before")])
        if before.isdigit() and not re.search(r"[,(] \d+$", text[: match.end("before")]):
            return match.group()
        if before == "," or before.lower() in _NO_ON or re.fullmatch(_DAY, before) or listed:
            return match.group()
        return f"{before} on {match.group('day')}"

    return _BARE_DAY.sub(put, text)
