"""A note is read under one neutral name, whatever the child is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.facts import read
from drafting.facts.neutral import neutral
from drafting.facts.people import find_people
from drafting.types import Family, Note, Student

_NAMES = ("Tove", "Will", "May", "Grace", "Art", "Page", "José Ángel", "Ý", "Keʻala", "Ta-Nehisi", "D'Angelo")
_PIECES = (
    "{N} read 14 pages", "helped {N}'s table", "I met {N} at noon", "no recorder 5 of 6", "will bring it Fri", "Ms. Lund saw {N}",
)  # fmt: skip
_TOLD = (
    "{N} still sits alone at lunch. {N}'s log has 3 of 5 days.",
    "{N} no recorder 5 of 6 classes. I told {N} to ask me.",
    "{N} not eating lunch. We moved {N} to table 2 on Tuesday",
    "{N} - 8/10 spelling, up from 5/10",
)


def _note(text: str, name: str, kind: str = "concern") -> Note:
    return Note(kind=kind, note=text, student=Student(name, "they/them"), family=Family("Ms. Rowe"))


@given(name=st.sampled_from(_NAMES), pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5))
def test_every_offset_leads_back(name: str, pieces: list[str]) -> None:
    """From any offset outside a name the same character stands in the note as written."""
    text = ". ".join(pieces).replace("{N}", name)
    note = _note(text, name)
    view = neutral(note, find_people(note))
    assert view.name is not None
    assert view.note.note.replace(view.name, name) == text
    inside = {
        at for start in range(len(view.note.note)) if view.note.note.startswith(view.name, start)
        for at in range(start, start + len(view.name))
    }  # fmt: skip
    for at, letter in enumerate(view.note.note):
        if at not in inside:
            assert text[view.back(at)] == letter
    assert view.back(len(view.note.note)) == len(text)


@pytest.mark.parametrize("told", _TOLD)
def test_what_is_read_does_not_depend_on_the_name(told: str) -> None:
    """The same rows, types, states and patterns for every name; only the name in the words and sentences differs."""
    seen = {
        tuple(
            (fact.type, fact.who, fact.state, fact.pattern)
            for fact in read(_note(told.replace("{N}", name), name)).facts
        )
        for name in _NAMES
    }
    assert len(seen) == 1


def test_the_mother_s_surname_stays() -> None:
    """A surname behind a title is an adult's, also where the child has the same."""
    note = _note("Ms Thompson asked me about Jamal on Monday", "Jamal Thompson")
    view = neutral(note, find_people(note))
    assert "Ms Thompson" in view.note.note
    assert "Jamal" not in view.note.note


def test_a_whole_class_has_no_name() -> None:
    """Without a child nothing is renamed."""
    note = Note(kind="newsletter", note="May is our reading month.")
    assert neutral(note, find_people(note)).note is note
