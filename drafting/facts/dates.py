"""Dates and times as notes write them, with the commas and prepositions put back."""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.facts.grammar import word_set

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE = (
    rf"(?:{DAY}(?:,? {MONTH} \d{{1,2}}|,? \d{{1,2}}/\d{{1,2}}| the \d{{1,2}}(?:st|nd|rd|th))?|"
    rf"{MONTH} \d{{1,2}}(?:[–-]\d{{1,2}})?|\d{{1,2}}/\d{{1,2}})"
)
TIME = r"(?:\d{1,2}:\d{2}(?: ?(?:am|pm))?|\d{1,2} (?:am|pm)|noon)"
RANGE = rf"{TIME}(?:\s?(?:–|-|to|until) ?{TIME})?"
_DATE_BEFORE_TIME = re.compile(
    rf"(?<=[\d y])\b((?:{DAY}|{MONTH} \d{{1,2}}|\d{{1,2}}/\d{{1,2}})) (?=\d{{1,2}}:\d\d)(?!\d{{1,2}}:\d\d\s?(?:–|-|to))"
)
_DATE_BEFORE_HOUR = re.compile(
    rf"\b((?:{DAY}|{MONTH} \d{{1,2}}(?: and \d{{1,2}}|[–-]\d{{1,2}})?|\d{{1,2}}/\d{{1,2}})) (?=\d{{1,2}} ?(?:am|pm)\b)"
)
_DATE_AND_SPAN = re.compile(
    rf"\b((?:{DAY}|{MONTH} \d{{1,2}}|\d{{1,2}}/\d{{1,2}})) (\d{{1,2}}:\d\d)\s?(?:–|-|to) ?(\d{{1,2}}:\d\d)"
)


def when(text: str) -> str:
    """Put the commas and prepositions back into dates and times: "Fri Nov 21" -> "Friday, November 21"."""
    if not expression(r"\d").search(text):
        return text
    text = expression(rf"\b({DAY}) ({MONTH}) (\d{{1,2}})\b").sub(r"\1, \2 \3", text)
    if "/" in text:
        text = expression(rf"\b({DAY}) (\d{{1,2}}/\d{{1,2}})\b").sub(r"\1, \2", text)
    text = _DATE_BEFORE_HOUR.sub(r"\1 at ", text)
    if ":" not in text:
        return text
    text = _DATE_BEFORE_TIME.sub(r"\1 at ", text)
    text = _DATE_AND_SPAN.sub(r"\1 from \2 to \3", text)
    text = expression(rf"\b({DAY}) (?=\d{{1,2}}:\d\d)").sub(r"\1 at ", text)
    text = expression(r"\bcheck in (?=\d{1,2}:\d\d)").sub("check in at ", text)
    text = expression(rf"(?<=\d:\d\d) (?={DAY}s?(?:,| and |$))").sub(" on ", text)
    return expression(r"(\d{1,2}:\d\d)\s?–\s?(\d{1,2}:\d\d)").sub(r"\1 to \2", text)


_BARE_TIME = re.compile(
    r"(?<=[a-z]) (?<!\bat )(?<!\bby )(?<!\bto )(?<!\bfrom )(?<!\buntil )(?<!\btill )(?<!\band )(?<!\bor )(?<!\bbefore )(?<!\bafter )"
    r"(?<!\babout )(?<!\baround )(?<!\bthan )(?<!\bis )(?<!\bwas )(?<!\bin )(?<!\bof )(?<!\bthrough )(?<!\bbetween )(?<!\bsince )(?<!\bpast )(?<!\bthe )"
    r"(?<!\ba )(?<!\btime )(?<!\bfor )(?<!\bran )(?<!\bmile )(?<!\bhave )(?<!\bhas )(?<!\boffer )(?<!\bare )(?=\d{1,2}:\d\d\b(?!\s?(?:–|-|to|until) ?\d))"
)
_ROOM_AFTER_TIME = re.compile(r"(?<=\d\d) (?=room [A-Z]?\d)")


def times_need_at(text: str) -> str:
    """Put "at" before a bare time of a sentence and "in" before its room: "Breakfast opens 7:35" -> "opens at 7:35"."""
    if ":" not in text:
        return text

    def put(match: re.Match[str]) -> str:
        # "..., doors 8:10" is a second thought, and its own matter
        return " " if expression(r", \w+(?: \w+)?$").search(text[: match.start()]) else " at "

    return _ROOM_AFTER_TIME.sub(" in ", _BARE_TIME.sub(put, text))


_BARE_DAY = re.compile(
    rf"(?P<before>[A-Za-z)'’]+|(?<=[, ])\d+|,) (?P<day>{DAY}(?:,? {MONTH} \d{{1,2}}|, "
    rf"\d{{1,2}}/\d{{1,2}})?|{MONTH} \d{{1,2}})(?P<after>$|(?=[,.)]| at \d| from \d| and (?:{DAY}|\d)| in |"
    rf" to \w+ | with | for | until \d))"
)


def days_need_on(text: str) -> str:
    """Put "on" before a bare day: "will be line leader Monday" -> "on Monday"; "by Friday" stays."""

    def put(match: re.Match[str]) -> str:
        before = match.group("before")
        listed = match.start() > 0 and expression(rf"(?:{DAY}),$").search(text[: match.end("before")])
        if before.isdigit() and not expression(r"[,(] \d+$").search(text[: match.end("before")]):
            return match.group()
        if before == "," or before.lower() in word_set("no_on") or expression(DAY).fullmatch(before) or listed:
            return match.group()
        return f"{before} on {match.group('day')}"

    text = expression(rf"\b(check(?:s|ed)? in) (?={DAY}\b)").sub(r"\1 on ", text)
    return _BARE_DAY.sub(put, text)
