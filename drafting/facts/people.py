"""Who is who in a note: the child, the teacher, the adults at home, and everyone whose name must not travel.

Names are found through the record (child, family, teacher, class list) and through capitals inside the note, never
through a trained recogniser, which misses "aiden", "Leo" and "Hope".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.facts.expressions import expression
from drafting.facts.grammar import without_s, word_set
from drafting.facts.lexicon import tags
from drafting.facts.names import FUNCTION, name_parts, ordinary, written_in
from drafting.facts.strangers import strangers
from drafting.types import Note


@dataclass(frozen=True, slots=True)
class People:
    """The people of one note, by the names that occur in it."""

    child: str | None
    """How the child is called in the message, or None for a whole class."""
    child_forms: tuple[str, ...]
    """Every way the note may name the child, longest first."""
    family_names: tuple[str, ...]
    teacher_names: tuple[str, ...]
    others: tuple[str, ...]
    """Names that are neither the child's, the family's nor the teacher's: never sent."""
    pronoun: str | None
    """"he", "she" or "they" where the record says so."""


_DAY_LETTERS = re.compile(r"(?<![\w'.])(?:Th|Tu|M|T|W|R|F)(?:[/ ](?:Th|Tu|M|T|W|R|F))+(?![\w'.])")
"""Days of the week by their letters ("M/W/F"), which are nobody's initial."""


def called(name: str, text: str) -> str:
    """Return the form of a full name that the note itself uses ("Khôi" of "Nguyễn Minh Khôi"), else the first name."""
    parts = name_parts(name)
    for size in range(min(3, len(parts)), 0, -1):
        for at in range(len(parts) - size + 1):
            if size == len(parts) and size > 1:
                continue
            form = " ".join(parts[at : at + size])
            if len(form) > 1 and written_in(text, form, any_case=True):
                return form
    if len(parts) > 2 and len(parts[0]) <= 2:
        return " ".join(parts[:2])
    return parts[0] if parts else name


def called_in(note: Note) -> str | None:
    """Return how the child of a note is called in its message, or None for a whole class."""
    name = note.student.name
    if not name:
        return None
    prefers = _PREFERS.search(note.note)
    return prefers.group(1) if prefers else called(name, note.note)


_NO_INITIAL = frozenset("IAQ")  # words, and a question
_PREFERS = re.compile(r"\b(?:goes by|prefers|call (?:him|her|them)) ([A-Z][\w'’ʻ-]+)")
_NICKNAME = re.compile(r"\s*([A-Z][a-zÀ-ÿ'’ʻ]+)\s*(?:[:–—]|-\s|,\s)")


def find_people(note: Note) -> People:
    """Sort the names on record and in the note into child, family, teacher and others."""
    text = note.note
    name = note.student.name
    child = called_in(note)
    forms: list[str] = []
    if name and child:
        forms = [
            name,
            child,
            *[
                part
                for part in name_parts(name)
                if len(part) > 1 and part.lower() not in {"al", "de", "la", "van", "der"}
            ],
        ]
        forms += [piece for part in name_parts(name) if "-" in part for piece in part.split("-") if len(piece) > 2]
        initial = child[0]
        if initial not in _NO_INITIAL and initial in text:
            alone = expression(rf"(?<![\w'.]){re.escape(initial)}(?:'s)?(?![\w'.])")
            if alone.search(_DAY_LETTERS.sub(" ", text)):
                forms.append(initial)
        if len(child) == 1:
            forms.append(child)
        nickname = _NICKNAME.match(text)
        if nickname and not any(written_in(text, form, any_case=True) for form in forms if len(form) > 1):
            word = nickname.group(1)
            if not tags(word) and word.lower() not in ordinary() | FUNCTION and len(text.splitlines()) < 3:
                forms.append(word)
    forms = sorted(dict.fromkeys(forms), key=len, reverse=True)
    adults = [note.family.addressed_as or "", *note.family.adults]
    family = [
        part
        for adult in adults
        for part in name_parts(adult)
        if part[:1].isupper()
        and len(part) > 1
        and part not in forms
        and without_s(part.lower()).strip(".,") not in word_set("titles") | {"and"}
    ]
    teacher = [
        part
        for part in name_parts(note.teacher.name)
        if part[:1].isupper() and part.lower().strip(".") not in word_set("titles")
    ]
    others = strangers(note, forms, family, teacher)
    return People(child, tuple(forms), tuple(dict.fromkeys(family)), tuple(teacher), tuple(others), pronoun_of(note))


def pronoun_of(note: Note) -> str | None:
    """Return "he", "she" or "they" where the record says so."""
    head = (note.student.pronouns or "").replace(" ", "").lower().split("/")[0]
    return head if head in {"he", "she", "they"} else None
