"""Names in a note that are on nobody's record: other children, as far as capitals can tell."""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.facts.grammar import BE, HAVE, MODALS, word_set
from drafting.facts.kin import family_word
from drafting.facts.lexicon import tags
from drafting.facts.names import FUNCTION, name_parts, ordinary, written_in
from drafting.types import Note

_TITLE = re.compile(
    r"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|[Dd]r|[Pp]rof|[Cc]oach|[Nn]urse|[Dd]ean|[Pp]rincipal|[Cc]ounselor|[Oo]fficer|"
    r"Sra?|[Ss]eñora?|Mtr[ao]|Mme|Madame|Pani?|Chef|Pastor|Rabbi|Imam|Captain|King|Queen|President|Auntie?|Uncle|"
    r"Grandma|Grandpa|Grandmother|Grandfather|Old|Saint|St)\b\.?\s+(?:[^\W\d_][\w'’ʻ-]*(?:\s+(?=[A-Z]))?)+"
)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)['‘][^'’\n]+['’](?!\w)")
_CAPITAL = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’ʻ-][^\W\d_]+)*")


def strangers(note: Note, child: list[str], family: list[str], teacher: list[str]) -> list[str]:
    """Return the names in a note that are neither the child's, the family's nor the teacher's, longest first."""
    known = {form.lower() for form in (*child, *family, *teacher)}
    text = note.note
    found: list[str] = []
    for name in note.class_list:
        first = name_parts(name)[0] if name_parts(name) else name
        if name.lower() == (note.student.name or "").lower():
            continue
        found += [
            form
            for form in (name, first)
            if form.lower() not in known and len(form) > 1 and written_in(text, form, any_case=not tags(form))
        ]
    titled = [(m.start(), m.end()) for m in _TITLE.finditer(text)]
    quoted = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]
    for match in _CAPITAL.finditer(text):
        word = expression(r"['’]s$").sub("", match.group())
        low = word.lower()
        if len(word) < 2 or low in known or word.isupper() or low in ordinary() or low in word_set("titles"):
            continue
        if any(start <= match.start() < end for start, end in titled + quoted):
            continue
        if any(low == form.lower() for form in found):
            continue
        if family_word(low) or not _looks_like_name(text, match.start(), match.end(), word):
            continue
        found.append(word)
    found += _listed_beside(text, found, known)
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _listed_beside(text: str, found: list[str], known: set[str]) -> list[str]:
    """Ordinary words that are names because they stand in a list of names ("Isla, Dmitri, Penny"; "Mason 8/8")."""
    more: list[str] = []
    for name in found:
        said, joint = re.escape(name), r"\s*(?:,|and|&|\+)\s*"
        beside = rf"(?:{said}{joint}([A-Z][a-z]+)|([A-Z][a-z]+){joint}{said})(?!\w)"
        more += [word for pair in expression(beside).findall(text) for word in pair if word]
    for shape in (r"^\W*([A-Z][\w'’-]+)[ \t]+\d", r"^\W*([A-Z][\w'’-]+)[ \t]*[-–—:][ \t]"):
        rows = expression(shape, re.MULTILINE).findall(text)
        if len(rows) > 1 and any(row.lower() in known for row in rows):
            more += rows
    return [
        word
        for word in more
        if word.lower() not in known and word.lower() not in ordinary() and word.lower() not in FUNCTION
    ]


_PLACE_BEFORE = re.compile(
    r"\b(?:part|role|lead|character) (?:of|as) $|\b(?:cast as|plays|playing) $|\b(?:school|academy|college|high|camp|program|programme|university|church|library|park|club|team|clinic|hospital)"
    r" (?:at|in) $|\b(?:born|grew up|raised|lives?|lived|living) in $|\b(?:leaving|visiting|visited|immigrated from|emigrated from) $|\b(?:go|goes|going|went|moves?|moved|moving|transfers?|transferred|transferring) to $",
    re.IGNORECASE,
)
"""Before these words stands a place ("the academy at Fairmont", "friends who go to Eastlake")."""


def _looks_like_name(text: str, start: int, end: int, word: str) -> bool:
    """A capital is a name when it is no ordinary word, or when an ordinary word is capitalised inside a sentence."""
    low = word.lower()
    before = text[:start].rstrip(" \"'“‘(*•-–—")
    starts = not before or before[-1] in ".!?:;\n,&+)" or text[:start].endswith("\n")
    if low in BE | HAVE | MODALS or low.split("'")[0] in FUNCTION:
        return False
    after = text[end : end + 24]
    before_word = expression(r"([A-Za-z']+)\s*$").search(text[:start])
    neighbour_capital = bool(expression(r"\s+[A-Z][a-z]").match(after)) or bool(
        before_word and before_word.group(1)[:1].isupper() and not starts
    )
    if (
        before_word
        and before_word.group(1).lower() in {"the", "a", "an"}
        and not expression(r"\s*(?:['’]s\b|$)").match(after)
    ):
        return False
    if before_word and before_word.group(1).lower() in {"in", "near"} and not expression(r"['’]s").match(after):
        return False
    if (
        _PLACE_BEFORE.search(text[:start])
        and not expression(r"\s+(?:out|alone|behind|and [A-Z])").match(after)
        and not expression(r"['’]s").match(after)
    ):
        return False
    if expression(r"(?: (?:&|and) [A-Z]\w+)? (?:book|series|novel|poem|play|movie|song|story|game)\b").match(after):
        return False  # "a whole Elephant & Piggie book"
    common = bool(tags(low)) or bool(tags(low.split("-")[0]))
    if word[0].islower():
        return False
    if common:
        # "Grace and Leo", "with Hope": an ordinary word is a name only where a person stands
        return (
            not starts
            and not neighbour_capital
            and bool(expression(r"\s*(?:,|and|&|\+|\)|'s\b)").match(after))
            and bool(before_word and before_word.group(1).lower() in {"with", "and", "w"})
        )
    if neighbour_capital and not expression(r"\s*(?:,|and\b|&|\+)").match(after) and not starts:
        # a run of capitals inside a sentence is a title or a place more often than a child ("Number the Stars")
        return bool(before_word and before_word.group(1).lower() in {"with", "and", "by", "from", "told", "helped"})
    return True
