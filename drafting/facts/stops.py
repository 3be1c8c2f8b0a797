"""Where a line of a note stops: headings, sentence ends, dashes, brackets, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.facts.expressions import expression
from drafting.facts.grammar import QUOTATION, finite_at

_END = re.compile(
    "(?<=[.!?…])[\"'”’)]*(?=\\s|$)|;|\\s+(?:--?|–|—)\\s+|—|\\s*\\|\\s*|"
    "\\s*[\U0001f300-\U0001faff\u2600-\u27bf]+\\ufe0f?\\s*|,?\\s+(?:[Uu]m+|[Uu]h+|"
    "[Ee]rm*)\\b,?(?:\\s+(?=okay|so|and|in|the)(?:okay|so|and)?)?\\s*"
)
_TITLE_DOT = re.compile(r"(?:^|[\s(])(?:mr|mrs|ms|mx|dr|prof|sr|sra|st|jr|vs|e\.g|i\.e)\.$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.$")

# After these a full stop may end the sentence; before a number, or a small letter after a point of time, it does not.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:etc|no|approx|dept|gr|rm|pp?|pg|ch|vol|fig|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|"
    r"dec|mon|tues?|wed|"
    r"weds|thurs?|fri|incl|esp|w|avg)\.$",
    re.IGNORECASE,
)
_CLOCK_DOT = re.compile(r"\b(?:a\.m|p\.m|u\.s)\.$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<![\w:/.,–-])\(?([1-9])[.)]\s*(?=[^\W\d_'\"“])")
_BARE_NUMBERED = re.compile(r"(?<![\w:/.,–-])([1-9])\s+(?=[^\W\d_])")


def is_heading(line: str) -> bool:
    """Say whether a line is a heading: in capitals, or short and with a colon at its end."""
    words_in = expression(r"[A-Za-z]+").findall(line)
    if not words_in or len(words_in) > 6:
        return False
    bare = line.strip()
    return (bare.isupper() and len(bare) > 2 and not expression(r"[.!?]$").search(bare)) or bare.endswith(":")


_LETTERED = re.compile(
    r"\b(?:shelf|room|door|level|grade|section|team|group|part|act|letter|plan|vitamin) [A-Z]\.$", re.IGNORECASE
)
_BEFORE_A_LIST = re.compile(r"\b(?:incl|esp|approx|vs|avg)\.$", re.IGNORECASE)
_DASH = re.compile(r"\s+(?:--?|–|—)\s+")
_SHORT_HEAD = re.compile(r"\s*[\w'’ʻ/ ,-]{1,40}")
_HEADING_WORDS = 5


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one line at sentence ends and dashes, outside brackets and quotations."""
    closed = enclosed(text, start, end)
    at = start
    for match in _END.finditer(text, start, end):
        cut = match.end() if match.group() and not match.group().strip("\"'”’)") else match.start()
        if any(a < cut < b for a, b in closed):
            continue
        if _goes_on(text[at:cut], match.group(), text[match.end() : end]):
            continue
        if text[at:cut].strip():
            yield at, cut
        at = match.end()
    if text[at:end].strip():
        yield at, end


def _goes_on(before: str, mark: str, after: str) -> bool:
    """Say whether the sentence goes on over a mark between ``before`` and ``after``."""
    if before.endswith(".") and after and _dot_within(before, after):
        return True
    heading = _DASH.fullmatch(mark) and _SHORT_HEAD.fullmatch(before) and len(before.split()) <= _HEADING_WORDS
    if heading and not any(finite_at(before)):
        # "Khôi – 5 wks straight": a heading, left for the label rule
        return True
    return bool(
        expression(r"\d\s*$").search(before) and expression(r"\s*(?:--?|–)\s*").match(mark) and after[:1].isdigit()
    )


def _dot_within(before: str, after: str) -> bool:
    """Say whether the full stop that ends ``before`` belongs to a short form ("incl. lunch", "Mr. Diaz", "3 p.m.")."""
    if _ABBREVIATION.search(before) and (after.lstrip()[:1].isdigit() or _BEFORE_A_LIST.search(before)):
        return True
    initial = _INITIAL.search(before) and expression(r"\s*[A-Z][a-z]").match(after) and not _LETTERED.search(before)
    if _TITLE_DOT.search(before) or (initial and expression(r"[A-Z][a-z]+ [A-Z]\.$|(?:^|\s)[A-Z]\.$").search(before)):
        return True
    return bool(_CLOCK_DOT.search(before)) and not after.lstrip()[:1].isupper()


_CLOSED = re.compile(r"\([^()]*\)|" + QUOTATION.pattern)


def enclosed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of brackets and quotations between two offsets: nothing is cut inside them."""
    spans = [(m.start(), m.end()) for m in _CLOSED.finditer(text[start:end])]
    return [(start + a, start + b) for a, b in spans]


def numbering(text: str, start: int, end: int, *, labelled: bool) -> list[int]:
    """Return where the entries of a numbered run begin ("1) ... 2) ..."); none for a single number."""
    for pattern in (_NUMBERED, _BARE_NUMBERED) if labelled else (_NUMBERED,):
        marks = list(pattern.finditer(text, start, end))
        wanted = 1
        cuts: list[int] = []
        for mark in marks:
            if int(mark.group(1)) == wanted:
                cuts.append(mark.start())
                wanted += 1
        if len(cuts) > 1:
            return cuts
    return []
