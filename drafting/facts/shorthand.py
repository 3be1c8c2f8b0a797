"""A teacher's shorthand written out: "2 wks", "w/", "T/Th", "~40x", "hw" become words a family can read.

Nothing is interpreted here beyond what the shorthand itself says; names on record are never touched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from drafting.facts.expressions import expression

_TABLE = Path(__file__).parent / "shorthand.toml"
_WORD = re.compile(
    r"(?<![\w'/@.])('til|w/(?:out|in|o)?|[A-Za-z][A-Za-z]*(?:/[A-Za-z]+|'t|'d)?)(?=\.?(?![\w@/]))(\.(?=\s+[a-z0-9]))?"
)
_DAY_RUN = re.compile(r"(?<![\w/])((?:Th|Tu|M|T|W|R|F)(?:/(?:Th|Tu|M|T|W|R|F))+)(?![\w/])")
_DAYS_APART = re.compile(r"(?<![\w/.])((?:Th|Tu|M|T|W|R|F)(?: (?:Th|Tu|M|T|W|R|F))+)(?= \d|$|[,.;])")
_DAY_RANGE = re.compile(r"(?<![\w/])(Th|Tu|M|T|W|R|F)\s?[–-]\s?(Th|Tu|M|T|W|R|F)(?![\w/])")
_ORDINALS = {
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
    "6th": "sixth",
    "7th": "seventh",
    "8th": "eighth",
    "9th": "ninth",
}
_TIMES = {"1": "once", "2": "twice"}


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Return the shorthand table: words, units, weekdays, months, day_letters."""
    with _TABLE.open("rb") as file:
        data = tomllib.load(file)
    return {name: part for name, part in data.items() if isinstance(part, dict)}


def expand(text: str, *, names: Iterable[str] = ()) -> str:
    """Write out the shorthand of a clause; words equal to a name on record (as spelled there) stay.

    >>> expand("hw 3x this wk, w/ grandpa")
    'homework 3 times this week, with grandpa'
    """
    kept = {part for name in names for part in expression(r"[\s-]+").split(name)}
    text = _marks(text)
    figures = _DIGIT.search(text) is not None
    if figures:
        text = _numbers(text)
    if "-" in text or "–" in text:
        text = _DAY_RANGE.sub(lambda m: f"{_day(m.group(1))} to {_day(m.group(2))}", text)
    text = _DAYS_APART.sub(lambda m: _listed([_day(letter) for letter in m.group(1).split(" ")]), text)
    if "/" in text:
        text = _DAY_RUN.sub(lambda m: _listed([_day(letter) for letter in m.group(1).split("/")]), text)
    text = expression(r"\b(a|per) min\b(?!\.?\d)").sub(r"\1 minute", text)
    text = expression(r"(?<=\w )re:? (?=(?:why|how|what|when|where|who|the|her|his|their|our|my)\b)").sub(
        "about ", text
    )
    text = expression(r"\bPD (?=days?\b)").sub("professional development ", text)
    words = table()

    def write_out(match: re.Match[str]) -> str:
        word, dot = match.group(1), match.group(2) or ""
        if word in kept or (len(word) == 1 and word.isupper()):
            return word + dot
        lower = word.lower()
        if lower in words["weekdays"]:
            return words["weekdays"][lower]
        if lower in words["months"] and not (lower == "sep" and word != "Sep"):
            return words["months"][lower]
        found = words["words"].get(lower)
        if found is None or (word.isupper() and len(word) > 1 and lower in {"it", "us"}):
            return word + dot
        return found

    text = _WORD.sub(write_out, text)
    if "1 " in text or "one " in text:
        text = expression(r"\b(1|one) (minutes|hours|weeks|points)\b").sub(
            lambda m: f"{m.group(1)} {m.group(2)[:-1]}", text
        )
    if figures and "age " in text:
        text = expression(r"(?<=\d) page (?=\d)").sub(" pages ", text)
        text = expression(r"\b([Pp])age (\d+(?: to |[–-])\d)").sub(r"\1ages \2", text)
    if "ce " in text or "times " in text:
        text = expression(r"\b(once|twice|\d+ times) (?=(?:week|day|month)\b)").sub(r"\1 a ", text)
    if figures:
        text = _LONG.sub(lambda m: f"{m.group(1)}-{m.group(2).rstrip('s')} ", text)
    return single_blanks(text).strip()


def single_blanks(text: str) -> str:
    """Make runs of blanks and tabs one blank."""
    return expression(r"[ \t]{2,}").sub(" ", text) if "  " in text or "\t" in text else text


_LONG = re.compile(r"\b(\d+) (pages?|words|weeks|points|lines) (?=comic|story|essay|book|report|project|poem|letter)")
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


def straight(text: str) -> str:
    """Set curly quotation marks and apostrophes straight."""
    return text.translate(_STRAIGHT)


def _day(letter: str) -> str:
    return table()["day_letters"][letter]


def _listed(days: list[str]) -> str:
    return " and ".join(days) if len(days) < 3 else ", ".join(days[:-1]) + " and " + days[-1]


_BARE_W = re.compile(r"\bw (?=(?:her|him|them|me|us|a|an|the|my|his|our|their|no|some|all)\b)")
_BARE_ITS = re.compile(
    r"\bits (?=\d|not\b|a\b|the\b|so\b|just\b|really\b|very\b|been\b|easier\b|harder\b|fine\b|ok\b|"
    r"working\b|getting\b|going\b|out again\b|always\b)"
)
_APP_IS = re.compile(r"^(\W*)(Email|email|Text|text|Phone|phone|App|app)['’]s (?=best|easiest|fine|great|ok)")
_HALF_OF_DAY = re.compile(
    r"\b((?:this|tomorrow|yesterday|every|each|the|mon|tues?|wed|thurs?|fri|(?:mon|tues|wednes|thurs|fri)day) )(am|pm)\b",
    re.IGNORECASE,
)
_ORDINAL_RANGE = re.compile(r"(?<=[a-z]) (?=\d{1,2}(?:st|nd|rd|th)-\d{1,2}(?:st|nd|rd|th)\b)")


def _marks(text: str) -> str:
    # A look for the letters of a rule costs a tenth of the rule, and most clauses have none of them.
    text = straight(text)
    if _SYMBOL.search(text):
        text = _symbols(text)
    if "/" in text:
        text = expression(r"\bw/(?=[A-Za-z])(?!(?:out|o|in)\b)").sub("with ", text)
        text = expression(r"\bs/he\b").sub("they", text)
    if "!" in text:
        text = expression(r"(?<=[A-Za-z])!(?=[A-Za-z])").sub("! ", text)
    if "w " in text:
        text = _BARE_W.sub("with ", text)
        text = expression(r"(?<=[a-z\d]) w (?=[a-zA-Z])").sub(" with ", text)
    if "its " in text:
        text = _BARE_ITS.sub("it's ", text)
    if "'s " in text:
        text = _APP_IS.sub(r"\1\2 is ", text)
    if "Sat" in text or "Sun" in text:
        text = expression(r"\b(Sat|Sun)\b(?=\.? (?:[A-Z][a-z]{2}|\d|the \d|morning|afternoon|night|nite|at \d))").sub(
            lambda m: {"Sat": "Saturday", "Sun": "Sunday"}[m.group(1)], text
        )
    if _DIGIT.search(text):
        text = _beside_figures(text)
    if " am" in text or " pm" in text:
        text = _HALF_OF_DAY.sub(lambda m: m.group(1) + ("morning" if m.group(2) == "am" else "afternoon"), text)
    if "whos" in text:
        text = expression(r"\bwhos\b").sub("who's", text)
    if "q " in text:
        text = expression(r"\bq\b(?= of| was)").sub("question", text)
    return text


_DIGIT = re.compile(r"\d")
_SYMBOL = re.compile(r"[&+@→]|[-=]>")


def _symbols(text: str) -> str:
    text = expression(r"(?<=\d)\s?(?:->|→|=>)\s?(?=\d)").sub(" to ", text)
    text = expression(r"\s*(?:->|→|=>)\s*").sub(" to ", text)
    text = expression(r"(?<=\w)\s?&\s?(?=\w)").sub(" and ", text)
    text = expression(r"(?<=[A-Za-z)'\"])(?<!\b[A-F])\s?\+\s?(?=[A-Za-z'\"])").sub(" and ", text)
    text = expression(r"(?<=\d) \+ (?=\d)").sub(" and ", text)
    text = expression(r"\s&\s|(?<=\s)&(?=\s)").sub(" and ", text)
    return expression(r"(?<=\w) @ (?=\w)|(?<=\s)@(?=\d)").sub(" at ", text)


def _beside_figures(text: str) -> str:
    """Write out what is shorthand only beside a figure ("Mar 3", "21 in", "no. 4")."""
    text = expression(r"\b(mar|may|jun|jul|apr)\.? (?=\d{1,2}\b(?! ?(?:x|kids|students|times|%)))", re.IGNORECASE).sub(
        lambda m: {"mar": "March ", "may": "May ", "jun": "June ", "jul": "July ", "apr": "April "}[m.group(1).lower()],
        text,
    )
    text = expression(r"(?<=\d) in\.?(?=,|$| tall| long)").sub(" inches", text)
    if "4" in text:
        text = expression(r"\b[Bb]4\b").sub("before", text)
    if "2day" in text:
        text = expression(r"\b2day\b").sub("today", text)
    if "btw " in text:
        text = expression(r"\bbtw (?=\d)").sub("between ", text)
    if "-" in text:
        text = _ORDINAL_RANGE.sub(" ", text)
    return expression(r"\bno\.\s?(?=\d)").sub("number ", text) if "no." in text else text


_HALF_DAY = re.compile(r"(?<=\d)\s?(am|pm|a\.m\.|p\.m\.)(?![A-Za-z])")
_ORDINAL = re.compile(r"\b([1-9](?:st|nd|rd|th))\b(?!\s*grade(?:r|rs)?\b)(?=\s+[A-Za-z])")


def _numbers(text: str) -> str:
    units = table()["units"]
    if "~" in text:
        text = expression(r"~\s?(?=\d)").sub("about ", text)
    if "about" in text:
        text = expression(r"\b(?:about|approx\.?) about\b").sub("about", text)
    if "x" in text:
        text = expression(r"(?<![\w.])(\d+)\s?x\b(?!\s?\d)").sub(
            lambda m: _TIMES.get(m.group(1), f"{m.group(1)} times"), text
        )
        text = expression(r"(?<=[a-z]) x(\d+)(?= (?:today|yesterday|this|last|per|since)\b)").sub(
            lambda m: " " + _TIMES.get(m.group(1), f"{m.group(1)} times"), text
        )
    if "p" in text or "P" in text:
        text = expression(r"\b(p|pp|pg|pgs|P\.|Pp\.|pp\.|p\.)\s?(?=\d)").sub(
            lambda m: "pages " if m.group(1).lower().rstrip(".") in {"pp", "pgs"} else "page ", text
        )
    text = expression(r"\b(ch|chap|chs)\.\s?(?=\d)", re.IGNORECASE).sub("chapter ", text)
    text = expression(r"\b(ch|rm|gr|pd|per)\.?\s?(?=\d)", re.IGNORECASE).sub(
        lambda m: {"ch": "chapter ", "rm": "room ", "gr": "grade ", "pd": "period ", "per": "period "}[
            m.group(1).lower()
        ],
        text,
    )
    if " per" in text:
        text = expression(r"(?<=\d)(st|nd|rd|th) per\b").sub(r"\1 period", text)
    text = _units().sub(lambda m: " " + units[m.group(1)], text)
    text = _HALF_DAY.sub(lambda m: " " + m.group(1).replace(".", ""), text)
    if "%" in text:
        text = expression(r"(?<=\d)\s?%").sub("%", text)
    if "-" in text:
        text = expression(r"(?<=\d) ?- ?(?=\d)(?!\d{3}-|\d{4}\b)").sub("–", text)
    if "to" in text:
        text = expression(r"(?<=\d)\s+to\s+(?=\d)").sub(" to ", text)
    text = _ORDINAL.sub(lambda m: _ORDINALS.get(m.group(1).lower(), m.group(1)), text)
    return expression(r"(?<=\d)/wk\b").sub(" a week", text) if "/wk" in text else text


@cache
def _units() -> re.Pattern[str]:
    return re.compile(r"(?<=\d)\s?(" + "|".join(sorted(table()["units"], key=len, reverse=True)) + r")\b\.?(?!\w)")
