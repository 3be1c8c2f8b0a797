"""Scores and rates without a verb, each said in its one fixed sentence."""

from __future__ import annotations

import re

from drafting.facts.dates import DAY
from drafting.facts.expressions import expression
from drafting.facts.grammar import finite, is_noun, tokenize, word_set

_SCORE = r"(?:\d+(?:\.\d+)?\s?%|\d+\s?/\s?\d+|\d+(?:\.\d+)? (?:out of|of) \d+)"
_TREND = (
    r"(?:,?\s*\(?(?:up|down) from (?:a |an )?(?P<before>"
    + _SCORE
    + r"|\d+(?:\.\d+)?)(?P<when>(?: (?:last|in|on|at|before)\b[^,.;]*| (?:\d+|a|one|two|three|four|five|six) \w+ ago)?)\)?|,?\s*(?:\(?was|\(?from) (?:a |an )?(?P<was>"
    + _SCORE
    + r"|\d+(?:\.\d+)?)(?P<then>(?: (?:last|in|on|at|before)\b[^,.;]*| (?:\d+|a|one|two|three|four|five|six) \w+ ago)?)\)?)?"
)
_TAIL = (
    r"(?P<tail>(?:,? (?:today|yesterday|this (?:week|month|quarter)|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri)day|last (?:week|Friday|Monday|Tuesday|Wednesday|Thursday)|(?:Mon|Tues|Wednes|Thurs|Fri)day))?)"
)
_THING = r"(?P<thing>[A-Za-z][\w'’ -]{1,48}?)"

_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "score",
        re.compile(
            rf"^(?:got (?:a |an )?)?(?P<score>{_SCORE}|\d{{2,3}}) (?:on|in|for) (?P<det>the |{{their}} |a |"
            rf"an )?{_THING}{_TAIL}{_TREND}$",
            re.IGNORECASE,
        ),
    ),
    ("score", re.compile(rf"^(?P<score>{_SCORE}) (?P<det>the )?{_THING}{_TAIL}{_TREND}$", re.IGNORECASE)),
    (
        "score",
        re.compile(
            rf"^(?P<det>the )?(?P<thing>[A-Za-z][\w'’ -]{{1,48}}?(?:test|quiz|essay|exam|project|report|"
            rf"lab|paper|assessment|final|midterm))(?:\s*[:=]\s*| (?:was |is )?(?:an? "
            rf")?)(?P<score>\d{{2,3}}){_TAIL}{_TREND}$",
            re.IGNORECASE,
        ),
    ),
    (
        "score",
        re.compile(
            rf"^(?P<det>the )?{_THING}(?:\s*[:=]\s*| (?:was |is )?(?:an? )?)(?P<score>{_SCORE}){_TAIL}{_TREND}$",
            re.IGNORECASE,
        ),
    ),
)
_SUBJECT_OF_MARKS = re.compile(
    r"(?:spelling|math|reading|science|vocabulary|facts|history|grammar|algebra|geometry)$",
    re.IGNORECASE,
)
_MARKED_WORK = re.compile(r"test|quiz|essay|exam|project|report|lab|paper|assessment|final|midterm|one", re.IGNORECASE)


_IS_A_MARK = re.compile(r"\b(?:grade|score|average|mark|total)$", re.IGNORECASE)


def score(text: str) -> str | None:
    """Return a score said in a sentence: "8/10 spelling, up from 5/10" -> "{they} scored 8/10 in spelling, ..."."""
    text = expression(r"\s*\((up|down|was)\b([^()]*)\)").sub(r", \1\2", text)
    for _, shape in _SHAPES:
        found = shape.match(text)
        if not found:
            continue
        thing = found.group("thing").strip()
        thing = expression(r"^(?:on|in|for|the) ").sub("", thing)
        thing = (
            thing
            if thing[:1].islower() or not tokenize(thing)[0].tags or expression(r" [A-Z]").search(thing)
            else thing[:1].lower() + thing[1:]
        )
        if not _thing(thing):
            return None
        if (
            " of " in found.group("score")
            and "NNS" in tokenize(thing)[-1].tags
            and "NN" not in tokenize(thing)[-1].tags
            and thing.split()[-1].lower() not in {"facts", "words", "problems", "questions", "vocabulary"}
        ):
            return None
        result = found.group("score").replace(" / ", "/")
        trend = found.group("before") or found.group("was")
        if not trend and _may_be_date(result, thing, text):
            return None
        if result == "100" or (
            expression(r"\d{2}").fullmatch(result)
            and int(result) >= 50
            and (_SUBJECT_OF_MARKS.search(thing) or (trend and expression(r"\d{2}").fullmatch(trend)))
        ):
            pass
        elif expression(r"\d{2,3}").fullmatch(result) and not _MARKED_WORK.search(thing):
            return None
        det = (found.groupdict().get("det") or "").strip()
        if det in {"the", "The"} and not thing.startswith("the "):
            thing = f"the {thing}"
        mark = thing.removeprefix("the ") if _IS_A_MARK.search(thing) else ""
        sentence = f"{{their}} {mark} was {result}" if mark else "{they} scored " + result + _on(thing)
        tail = (found.group("tail") or "").strip(" ,")
        if tail:
            sentence += f" {tail}" if not expression(DAY).match(tail) else f" on {tail}"
        before = found.group("before") or None
        was = found.group("was")
        if before:
            direction = "up" if "up from" in text else "down"
            sentence += f", {direction} from {before}{found.group('when') or ''}"
        elif was:
            bare = expression(r"\d+").fullmatch(was) and "/" in result
            then, now = (float(was), float(result.split("/")[0])) if bare else (_value(was), _value(result))
            rises = then is not None and now is not None and then < now
            sentence += (
                f", up from {was}{found.group('then')}" if rises else f". Before, it was {was}{found.group('then')}"
            )
        return sentence
    return None


_DATED_THING = re.compile(
    r"\b(?:chat|call|talk|since|from|by|review|next|exam|test|quiz|conference|meeting|concert|session|"
    r"trip|due|fair|final|midterm|day|night|game|show|play|party|visit)\b",
    re.IGNORECASE,
)


def _may_be_date(result: str, thing: str, text: str) -> bool:
    """Say whether a result is a date as easily as a score ("exam is 12/15")."""
    parts = expression(r"(\d{1,2})/(\d{1,2})").fullmatch(result)
    if not parts or text.startswith(result) or not (1 <= int(parts[1]) <= 12 and 1 <= int(parts[2]) <= 31):
        return False
    if int(parts[1]) > int(parts[2]) or int(parts[2]) not in {4, 5, 6, 8, 10, 12, 15, 16, 18, 20, 24, 25, 30}:
        return True
    return bool(_DATED_THING.search(thing)) or " is " in text


def _value(text: str) -> float | None:
    numbers = [float(n) for n in expression(r"\d+(?:\.\d+)?").findall(text)]
    if len(numbers) == 2 and numbers[1]:
        return numbers[0] / numbers[1]
    return numbers[0] / 100 if "%" in text else (numbers[0] if numbers else None)


_DETERMINED = re.compile(r"(?:the|a|an|her|his|their|\{their\}|my|our|last|this|that|today's|yesterday's|\w+day's)\b")


def _on(thing: str) -> str:
    low = thing.lower()
    if _DETERMINED.match(low):
        return f" on {thing}"
    if expression(rf"{DAY.lower()} ").match(low):
        return f" on {thing.split(maxsplit=1)[0]}'s {thing.split(maxsplit=1)[1]}"
    last = low.split()[-1]
    if last in {"facts", "words", "problems", "homework"}:
        return f" on {thing}"
    if last in word_set("marked_work"):
        return f" on the {thing}"
    return f" in {thing}"


def _thing(thing: str) -> bool:
    words = tokenize(thing)
    if not words or len(words) > 6:
        return False
    if words[0].low in word_set("not_marked_openers"):
        return words[0].low == "the"
    if any(
        finite(words, at) in {"past", "be", "have", "do", "modal"}
        or words[at].low in word_set("not_marked")
        or words[at].low in word_set("third_person")
        for at in range(len(words))
    ):
        return False
    return (
        is_noun(words[-1])
        or words[-1].low.endswith(("es", "s"))
        or words[-1].low in {"facts", "ela", "math", "spelling", "reading", "writing"}
        or words[-1].text[:1].isupper()
        or words[-1].low.isdigit()
    )


_RATE = re.compile(
    r"^(?:(?:fluency|reads?|reading|fluency is|now)[: ]*)?(?:at )?(?P<now>\d+)(?: correct)? words per "
    r"minute(?P<rest>(?:,? (?:up|down) from \d+|,? was \d+)?)(?P<when>(?: (?:in|last|on) \w+)?)(?: now| "
    r"today)?$",
    re.IGNORECASE,
)
_FROM_TO_RATE = re.compile(
    r"^(?:reading )?(?P<what>fluency|wpm|words per minute)?[: ]*(?:from )?(?P<a>\d+) to (?P<b>\d+) words per minute$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"^(?P<what>[a-z][a-z ]{2,24}) (?:from )?(?P<a>\d+(?:\.\d+)?%?) to (?P<b>\d+(?:\.\d+)?%?)$", re.IGNORECASE
)
_LEVEL = re.compile(
    r"^(?:now )?(?:(?:at )?(?:reading )?level|lvl) (?P<now>[A-Z]{1,2}|\d{1,2})(?: now)?(?:,? (?:up )?from "
    r"(?P<was>[A-Z]{1,2}|\d{1,2})(?P<when>(?: (?:in|last) \w+)?))?$"
)


def rate(text: str) -> str | None:
    """Return a reading rate said in a sentence: "52 words per minute, up from 40"."""
    found = _RATE.match(text)
    if found:
        rest = found.group("rest").strip(" ,")
        was = expression(r"was (\d+)").match(rest)
        if was:
            rest = f"{'up' if int(was.group(1)) < int(found.group('now')) else 'down'} from {was.group(1)}"
        return (
            "{they} read "
            + found.group("now")
            + " words per minute"
            + (f", {rest}" if rest else "")
            + found.group("when")
        )
    found = _FROM_TO_RATE.match(text)
    if found:
        return "{their} fluency went from " + f"{found.group('a')} to {found.group('b')} words per minute"
    found = _FROM_TO.match(text)
    if found and found.group("what").lower().removesuffix(" from").strip().split()[-1] in word_set("child_nouns"):
        return (
            "{their} "
            f"{found.group('what').strip().lower().removesuffix(' from')} went from {found.group('a')} to "
            f"{found.group('b')}"
        )
    found = _LEVEL.match(text)
    if found:
        reading = "reading " if text[:7].lower() == "reading" else ""
        return (
            "{they} {is/are} now "
            + reading
            + "at level "
            + found.group("now")
            + (f", up from level {found.group('was')}{found.group('when') or ''}" if found.group("was") else "")
        )
    found = expression(r"^(?:on )?page (?P<n>\d+) of (?P<rest>.+)$").match(text)
    if found:
        return "{they} {is/are} on page " + found.group("n") + " of " + found.group("rest")
    return None
