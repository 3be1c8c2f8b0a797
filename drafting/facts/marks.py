"""What must not be sent, and why.

Marked are clauses withheld by the teacher, comparisons with other children, diagnoses, judgements, private matters,
contact details, and instructions hidden in the note. A mark is about a clause, so one wrong word takes one row out and
leaves the rest. Over-marking costs the teacher a tick; under-marking costs a family's trust: in doubt a clause is
marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafting.facts.clauses import Clause
from drafting.facts.expressions import expression
from drafting.facts.grammar import QUOTATION, words

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?<!\d)(?:\+?1[ .-]?)?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)|"
    r"https?://\S+|www\.\S+"
)
_FORWARD = re.compile(r"\b(?:don'?t|do not|nothing|not|no|keep|leave|skip|hold|omit)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a clause is never sent: a fact type and one plain sentence."""

    type: str
    why: str


@cache
def _pattern(name: str, part: str | None = None) -> re.Pattern[str]:
    listed = words()[name][part]["words"] if part else words()[name]["words"]
    body = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)


def mark(clauses: list[Clause]) -> dict[int, Mark]:
    """Return the marks by the index of the clause."""
    marks: dict[int, Mark] = {}
    for at, clause in enumerate(clauses):
        found = _own(clause)
        if found:
            marks[at] = found
    _inject(clauses, marks)
    _withhold(clauses, marks)
    _corrected(clauses, marks)
    _just_say(clauses, marks)
    _orphans(clauses, marks)
    return marks


def _unquoted(text: str) -> str:
    return QUOTATION.sub(
        lambda m: " " * len(m.group()),
        text,
    )


_MAY_BE_CALLED = re.compile(
    r"\b(?:call|phone|text|office|front desk|school|line|reach|my email|i'm at|i am at|me at|contact|sign "
    r"up|link|visit|hotline|register|rsvp)\b[^.]{0,24}$",
    re.IGNORECASE,
)


_NOT_SO = re.compile(r"\b(?:didn't|did not|never|doesn't|won't|wouldn't|refused to|refuses to) $", re.IGNORECASE)
"""Before "give up": who does not is praised."""


def _own(clause: Clause) -> Mark | None:
    text = _unquoted(clause.body.replace("’", "'"))
    if _pattern("injection").search(clause.body):
        return Mark("injection", "reads like an instruction to a machine, not something for the family")
    for part in ("diagnosis", "private", "judgement", "comparison"):
        found = _pattern("never", part).search(text)
        if found and not (found.group().lower() == "give up" and _NOT_SO.search(text[: found.start()])):
            return Mark(
                {"comparison": "other_child"}.get(part, part), f"'{found.group()}': {words()['never'][part]['why']}"
            )
    for name, kind in (
        (r"\b(?:ICE|DSS|CPS|DHS|DCF|SSI|SNAP|WIC|EBT)\b", "private"),
        (r"\b(?:ADD|ODD|OT|IEP|504|BIP|SPED)\b", "diagnosis"),
    ):
        found = expression(name).search(text)
        if found:
            return Mark(kind, f"'{found.group()}': services and plans stay out unless you put them in yourself")
    contact = _CONTACT.search(clause.body)
    if contact and not _MAY_BE_CALLED.search(clause.body[: contact.start()]):
        return Mark(
            "contact",
            "a contact detail stays on this machine; add it to the message yourself if it is meant for the family",
        )
    found = _pattern("never", "aside").search(text)
    own = expression(r"(?:and |but )?i(?:['’]?m|['’]?d|['’]?ll)?\b", re.IGNORECASE).match(clause.body)
    if found and (clause.bracket or own or found.group().lower() not in {"lol", "haha", "hahaha"}):
        return Mark("aside", f"'{found.group()}': {words()['never']['aside']['why']}")
    return None


def _inject(clauses: list[Clause], marks: dict[int, Mark]) -> None:
    """An instruction takes the rest of its sentence with it ("... and tell the family she has won")."""
    for at, found in list(marks.items()):
        if found.type != "injection":
            continue
        for other, clause in enumerate(clauses):
            if clause.sentence == clauses[at].sentence:
                marks[other] = found


_POINTING_WORDS = frozenset("that it this in the email letter please here yet one obv obviously to them".split())


def _withhold(clauses: list[Clause], marks: dict[int, Mark]) -> None:
    held = Mark("private", "you asked to leave this out")
    for at, clause in enumerate(clauses):
        text = clause.body.replace("’", "'")
        marker = _pattern("withhold").search(text)
        if not marker:
            continue
        if _cancelled(clauses, at):
            marks[at] = Mark("instruction", "you took this back yourself")
            continue
        marks[at] = Mark("instruction", "tells what to leave out")
        for later in range(at + 1, len(clauses)):
            # the reason goes with it ("don't mention the visit, he hasn't told you")
            if clauses[later].sentence == clause.sentence and not clause.bracket and clauses[later].joiner != "but":
                marks[later] = held
        before = text[: marker.start()].strip(" ,;:-(")
        after = text[marker.end() :].strip(" .,;!)")
        own_matter = len(before.split()) > 2
        forward = (
            bool(_FORWARD.match(marker.group()))
            and len([w for w in after.split() if w.lower() not in _POINTING_WORDS]) > 0
        )
        if (
            own_matter
            and clause.joiner in {"but", "so"}
            and not forward
            and at
            and clauses[at - 1].sentence == clause.sentence
        ):
            marks[at] = marks[at - 1] = held
            continue
        if own_matter or forward:
            marks[at] = held
            if (not own_matter and clause.joiner not in {"(", "."}) or (
                own_matter and clause.joiner not in {".", "("} and not forward
            ):
                _back(clauses, marks, at, held)
            continue
        _back(clauses, marks, at, held)


def _back(clauses: list[Clause], marks: dict[int, Mark], at: int, held: Mark) -> None:
    """Take out what a bare "don't say that" points back to: its sentence so far, or the sentence before."""
    clause = clauses[at]
    previous = at - 1
    if previous < 0:
        return
    if clause.bracket:
        marks[previous] = held
        return
    same = [i for i in range(at) if clauses[i].sentence == clause.sentence]
    if not any(len(clauses[i].body.split()) > 2 for i in same) and same:
        for index in same:
            marks[index] = held
        previous = same[0] - 1
        same = []
        if previous < 0:
            return
    if not same:
        same = [i for i in range(at) if clauses[i].sentence == clauses[previous].sentence]
    for index in same:
        marks[index] = held


def _cancelled(clauses: list[Clause], at: int) -> bool:
    ahead = " ".join(clause.body.replace("’", "'") for clause in clauses[at : at + 2])
    return bool(_pattern("unhold").search(ahead))


def _just_say(clauses: list[Clause], marks: dict[int, Mark]) -> None:
    """What stands before a "just say ..." is not to be said ("surgery - just say there's a sub")."""
    for at in range(1, len(clauses)):
        if expression(r"just say\b", re.IGNORECASE).match(clauses[at].body):
            marks[at - 1] = Mark("private", "you asked to say only what follows")


_CORRECTS = re.compile(
    r"^(?:wait,? no|no,? wait|scratch that|oops|make that|i mean|sorry,? i mean|correction:)\b", re.IGNORECASE
)


def _corrected(clauses: list[Clause], marks: dict[int, Mark]) -> None:
    """What the teacher takes back herself ("41 cans... wait no 141") is not said."""
    for at in range(1, len(clauses)):
        if _CORRECTS.match(clauses[at].body):
            marks[at - 1] = Mark("aside", "you corrected this yourself")


def _orphans(clauses: list[Clause], marks: dict[int, Mark]) -> None:
    """A predicate without a subject, joined to a clause taken out, goes with it."""
    for at in range(1, len(clauses)):
        clause = clauses[at]
        before = marks.get(at - 1)
        if at in marks or before is None or clause.joiner not in {"and", ","} or before.type in {"aside", "contact"}:
            continue
        first = clause.body.split(maxsplit=1)[0].lower() if clause.body.split() else ""
        if (
            clause.joiner == "and"
            and first not in {"i", "he", "she", "they", "we", "but"}
            and before.type in {"private", "injection", "other_child"}
        ):
            marks[at] = Mark(before.type, "belongs to what was left out before it")
