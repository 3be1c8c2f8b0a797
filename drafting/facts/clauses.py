"""A note cut into clauses, each with its span: the rows of the fact sheet before they are read.

Cuts are made at line ends, sentence ends, semicolons and dashes, and at a comma or conjunction only where the right
side opens a predicate or a clause of its own; never inside a quotation, and after "if", "because", "when" only before
a new subject. A bracket that holds a clause of its own becomes a row of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from drafting.facts.expressions import expression
from drafting.facts.grammar import finite, finite_at, tokenize, words
from drafting.facts.openings import cuts
from drafting.facts.people import People
from drafting.facts.shorthand import table
from drafting.facts.stops import enclosed, is_heading, numbering, sentences

_BULLET = re.compile(r"^\s*(?:[-*•–·▪◦]|\(?\d{1,2}[.)](?!\d)|[a-z]\))\s+")
_LABEL = re.compile(
    r"^\s*([^\W\d_][\w'’&/, ]{0,38}?)\s*(?:(?<!\d):|\s[–—-])\s+(?=\S)|^\s*([^\W\d_][\w'’ "
    r"]{0,30}?)(?<!\d):(?!\d)\s*(?=\S)"
)
_FILLER = re.compile(r"^(?:(?:um+|uh+|ok|okay|so|well|anyway|oh|hmm+|yeah|let's see)\b[\s,]*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the note: ``start``/``end`` into the note, ``body`` the words to read (label and bullet off)."""

    start: int
    end: int
    body: str
    label: str = ""
    """A heading in lower case that says what the clause is for: "ask", "home", "offer", "try" ..."""
    joiner: str = "."
    """What tied it to the clause before: "." for a new sentence, else the comma or conjunction."""
    sentence: int = 0
    bracket: bool = False
    bullet: bool = False
    heading: bool = False
    title: str = ""
    """The heading as written, on the first clause that it stands before."""
    line: int = 0
    """The line of the note it stands on."""
    mark: str = ""
    """The mark that ended it: "?", "!" or ""."""


def split(text: str, people: People) -> list[Clause]:
    """Cut a note into clauses, in order; every letter and digit of the note lies in one of them."""
    clauses: list[Clause] = []
    sentence = 0
    section = ""
    for number, (line_start, line) in enumerate(_lines(text)):
        bullet = _BULLET.match(line)
        body_start = line_start + (bullet.end() if bullet else 0)
        if is_heading(line) and not bullet:
            section = line.strip().rstrip(":").lower()
            clauses.append(_clause(text, line_start, line_start + len(line), sentence, heading=True))
            sentence += 1
            continue
        if not line.strip():
            continue
        label = section if bullet else ""
        for start, end in sentences(text, body_start, line_start + len(line)):
            for piece in _pieces(text, start, end, sentence, people, bullet=bool(bullet)):
                if piece.label:
                    label = piece.label
                clauses.append(replace(piece, label=piece.label or label, bullet=bool(bullet), line=number))
            # a semicolon ties two halves of one thought: what is withheld in one is withheld in both
            sentence += 0 if text[end : end + 1] == ";" else 1
            if not bullet:
                label = ""
    return _cover(
        text, _attach(text, [clause for clause in clauses if expression(r"\w").search(text[clause.start : clause.end])])
    )


def _cover(text: str, clauses: list[Clause]) -> list[Clause]:
    """Let words that fell between two clauses belong to the one after (or, at the end, the one before)."""
    if not clauses:
        words_in = expression(r"\S(?:.*\S)?", re.DOTALL).search(text)
        return [_clause(text, 0, len(text), 0, heading=True)] if words_in and expression(r"\w").search(text) else []
    covered: list[Clause] = []
    at = 0
    for clause in clauses:
        gap = expression(r"\w").search(text[at : clause.start]) if clause.start > at else None
        covered.append(replace(clause, start=at + gap.start()) if gap else clause)
        at = max(at, clause.end)
    if expression(r"\w").search(text[at:]):
        end = at + max(m.end() for m in expression(r"\w").finditer(text[at:]))
        covered[-1] = replace(covered[-1], end=end)
    return covered


_TAIL = re.compile(
    r"^(?:(?:for (?:the )?)?(?:1st|first|2nd|second) (?:time|one)(?: (?:ever|since|this|all|"
    r"in)\b.{0,24})?|all by (?:him|her|them)sel\w+|by (?:him|her|them)sel\w+|(?:all )?on (?:his|her|their) own|"
    r"(?:no|without|w/o|w/out|zero) (?:reminders?|prompts?|prompting|help|hints?|tears|complaints?)|(?:on|"
    r"last|this) (?:mon|tues?|wed(?:nes)?|thurs?|fri)(?:day)?|today|yesterday|tday|this (?:week|wk|"
    r"morning|month)|twice|three times|"
    r"(?:on )?(?:mon|tues?|wed(?:nes)?|thurs?|fri)(?:day)?s? (?:after|before|during|at) (?:school|lunch|class|recess|\d[\d:]*)(?: in (?:the )?\w+(?: \w+)?)?|(?:\d+ times|twice) (?:today|this (?:week|wk|morning|month))(?: in \w+)?|"
    r"(?:w/|with|in|at|after|before|during) (?:[\w'’]+ ){0,3}[\w'’]+)[.!]*$",
    re.IGNORECASE,
)


_EARLIER = re.compile(
    r"(?:it )?was (?:only |just |at )?\d[\d/%.:]*(?: (?:in|last|back in|two|three|a|the|at the) [\w ]+)?[.!]*$",
    re.IGNORECASE,
)
"""What a figure was before ("Spelling 8/10. Was 3/10 two weeks ago.")."""
_FIGURE_ALONE = re.compile(r"(?:\d{1,2}:\d\d|\d+ (?:points|words|inches|minutes|seconds|pages|lines|laps))[.!]*$")
"""A figure that stands alone behind what it measures ("didn't stop on the mile. 11:42")."""
_THE_CLASS = re.compile(r"(?:the )?(?:whole )?(?:class|room|group|everyone|everybody|kids)\b", re.IGNORECASE)
_WITH_THINGS = re.compile(r"(?:w/|with) ?[a-z]+s[.!]*$", re.IGNORECASE)
_OF_A_GOAL = re.compile(r"(?:goal|objective) \d", re.IGNORECASE)
_SCORE_ALONE = re.compile(r"(?:\d+/\d+|\d+%|\d+ (?:of|out of|for) \d+)[.!]*$")
_NONE = re.compile(r"(?:no|zero) \w+", re.IGNORECASE)
_FIRST_SINCE = re.compile(r"(?:(?:for )?the )?(?:first|1st) time (?:since|this|all|in) ", re.IGNORECASE)
_ADDED = re.compile(
    r"(?:every single \w+|\d+ of (?:the )?(?:last )?\d+ \w+(?: (?:last|this) \w+)?|even the [\w' ]{3,30}|all \d+ of them|\d+ \w+ in (?:\d+|a|one) \w+|both times|each time)[.!]*$",
    re.IGNORECASE,
)
"""What is added to a deed behind a stop ("remembered to carry the 1. every single problem")."""
_NOT_THERE = re.compile(r"not (?:in|at|on|during|for|with) [\w ]{2,30}[.!]*$", re.IGNORECASE)
_UNASKED = re.compile(
    r"(?:and )?(?:nobody|no one|no-one|noone) (?:even )?(?:asked|told|reminded|prompted)(?: (?:him|her|them))?(?: to)?[.!]*$",
    re.IGNORECASE,
)


def _attach(text: str, clauses: list[Clause]) -> list[Clause]:
    """Put a bare tail back on the clause it belongs to ("led morning meeting. on Wednesday.")."""
    kept: list[Clause] = []
    for clause in clauses:
        last = kept[-1] if kept else None
        beside = (
            last is not None
            and not (clause.heading or clause.bracket or clause.bullet or clause.label)
            and not (last.heading or last.bracket or last.label)
            and clause.sentence - last.sentence <= 1
            and last.mark != "?"
            and expression(r"[\s.,;!–—-]*|[\s,]*but\s+").fullmatch(text[last.end : clause.start])
        )
        tie = _tie(clause.body, last.body) if last is not None and beside else None
        if (
            last is not None
            and beside
            and _SCORE_ALONE.match(clause.body)
            and (clause.sentence == last.sentence or _OF_A_GOAL.match(last.body) or _OF_A_GOAL.match(last.title))
        ):
            tie = ", "
        if last is not None and beside and clause.joiner == "but":
            tie = ", but " if _NOT_THERE.match(clause.body) else None
        several = len(kept) > 1 and last is not None and kept[-2].sentence == last.sentence != clause.sentence
        if several and _FIRST_SINCE.match(clause.body):
            tie = None  # of which of the deeds before it was it the first time?
        if last is None or tie is None:
            kept.append(clause)
            continue
        body = expression(r"[.!…]+$").sub("", last.body)
        kept[-1] = replace(
            last,
            end=clause.end,
            body=f"{body}{tie}{_small(clause.body) if tie == ', ' else clause.body}",
            mark=clause.mark,
        )
    return kept


def _tie(tail: str, before: str) -> str | None:
    """Return what ties a bare tail to the words before it; None where it is no tail of theirs."""
    if (
        (_EARLIER.match(tail) and expression(r"\d").search(before))
        or (_FIGURE_ALONE.match(tail) and not _THE_CLASS.match(before))
        or (_FIRST_SINCE.match(tail) and _NONE.match(before))
    ):
        return ", "
    if not any(finite_at(before)):
        return None
    if _UNASKED.match(tail) and " who " in before:
        return None  # who was not asked, the one or the other?
    if _UNASKED.match(tail) or _ADDED.match(tail):
        return ", "
    if _TAIL.match(tail) and not any(finite_at(tail)):
        if _WITH_THINGS.match(tail):
            return ", "
        return ", " if expression(r"(?:1st|first|2nd|second|no|zero)\b", re.IGNORECASE).match(tail) else " "
    return None


def _small(words: str) -> str:
    """Begin small what goes on behind a comma; a day or a name keeps its capital."""
    return (
        words[:1].lower() + words[1:]
        if expression(r"(?:Was|It|No|Nobody|First|Every|Even|All|Both|Each)\b").match(words)
        else words
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


_MINUS = re.compile(r"(?:^|\s)[A-D]-$")  # a grade


def _clause(text: str, start: int, end: int, sentence: int, *, heading: bool = False) -> Clause:
    raw = text[start:end]
    lead = len(raw) - len(raw.lstrip(" \t,;–—-:"))
    start += lead
    trimmed = text[start:end].rstrip(" \t,;–—")
    if not _MINUS.search(trimmed):
        trimmed = trimmed.rstrip(" \t,;–—-")
    end = start + len(trimmed)
    mark = ""
    tail = expression(r"([.!?…]+)[\"'”’)\s]*$").search(trimmed)
    if tail:
        mark = "?" if "?" in tail.group(1) else "!" if "!" in tail.group(1) else "."
    return Clause(start, end, trimmed, sentence=sentence, mark=mark, heading=heading)


def _pieces(
    text: str, start: int, end: int, sentence: int, people: People, *, bullet: bool = False
) -> Iterator[Clause]:
    """Cut one sentence at brackets that hold clauses, at numbering, and at commas and conjunctions."""
    label = ""
    found = _LABEL.match(text[start:end])
    if found and _is_label(found.group(1) or found.group(2), people):
        label = expression(r"\s+").sub(" ", (found.group(1) or found.group(2)).strip().lower())
        if _only_child(label, people):
            label = ""
        inner = start + found.end()
    else:
        found = None
        inner = start
    brackets = [
        (a, b) for a, b in enclosed(text, inner, end) if text[a] == "(" and _own_row(text[a + 1 : b - 1], bullet=bullet)
    ]
    numbered = numbering(text, inner, end, labelled=bool(found))
    edges = sorted({inner, end, *(edge for pair in brackets for edge in pair), *numbered})
    first = True
    joiner = "."
    for a, b in itertools.pairwise(edges):
        inside = any(x <= a < y for x, y in brackets)
        if inside:
            yield replace(_clause(text, a + 1, b - 1, sentence), label=label, joiner="(", bracket=True)
            joiner = ")"
            continue
        for piece_start, piece_end, piece_joiner in cuts(text, a, b, people, bare=a in numbered):
            if not expression(r"\w").search(text[piece_start:piece_end]):
                continue
            clause = _clause(text, piece_start, piece_end, sentence)
            if first and found:
                clause = replace(
                    clause,
                    title="" if label == "" else (found.group(1) or found.group(2)).strip(),
                    start=start + len(text[start:inner]) - len(text[start:inner].lstrip()),
                )
            yield replace(
                clause,
                body=_FILLER.sub("", clause.body),
                label=label,
                joiner=joiner if piece_start == a else piece_joiner,
            )
            first = False
        joiner = ","


def _is_label(text: str, people: People) -> bool:
    low = text.strip().lower()
    if len(low.split()) > 6:
        return False
    if expression(r"what i(?:['’]d| would)? (?:like|want)").match(low):
        return True
    return _only_child(low, people) or not any(finite_at(text)) or low in {"said", "says", "asked", "agreed", "notes"}


def _only_child(low: str, people: People) -> bool:
    rest = low
    for form in people.child_forms:
        rest = expression(rf"(?<!\w){re.escape(form.lower())}(?!\w)").sub("", rest)
    return not expression(r"\w").search(rest)


def _own_row(inner: str, *, bullet: bool = False) -> bool:
    """A bracket is a row of its own when it says something: a predicate, an aside, or several words."""
    tokens = tokenize(inner)
    low = inner.lower()
    if _EARLIER.match(inner):
        return False  # "9/10 (was 6)"
    if any(marker in low for marker in words()["withhold"]["words"]) or "?" in inner:
        return True
    names = [
        name
        for name in expression(r"[A-Z][a-z]+").findall(inner)
        if not any(name.lower() in part for part in table().values())
    ]
    if bullet:
        return len(names) > 1 and "," in inner
    if any(finite(tokens, at) for at in range(len(tokens))) and len(tokens) > 1:
        return True
    return len([t for t in tokens if t.is_word]) > 4 or (len(names) > 1 and "," in inner)
