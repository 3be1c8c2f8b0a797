"""What a message must not handle is routed to a person; what only sounds like it is drafted."""

from __future__ import annotations

import pytest

from drafting.facts import read
from drafting.routing import route
from drafting.types import Note, Student


def found(text: str, kind: str = "concern", parent: str | None = None) -> str | None:
    """The topic a note about an invented child is routed for."""
    note = Note(kind=kind, note=text, student=Student("Maya", "she/her"), parent_message=parent)
    routed = route(note, read(note))
    return routed.topic if routed else None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("she told me her stepdad hits her at home", "harm to a child"),
        ("bruises on her arms again", "harm to a child"),
        ("said 'i wish i was dead' at lunch", "a child who may hurt themselves"),
        ("wrote that she wants to die", "a child who may hurt themselves"),
        ("found a knife in her backpack", "a threat or a weapon"),
        ("immigration took her dad last night", "immigration"),
        ("letter for the custody hearing by Friday", "custody or court"),
        ("suspended 3 days starting tomorrow", "formal discipline"),
        ("her mother died on Sunday", "a death"),
    ],
)
def test_hard_matters_are_routed_with_a_checklist_and_first_words(text: str, topic: str) -> None:
    """Each topic is found in plain teacher's words."""
    assert found(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "suspended a 2 kg weight from 1 sheet of paper",
        "killed it at regionals, shot down 3 rebuttals",
        "wrote a card because her goldfish died",
        "NOT a disciplinary meeting, nobody is in trouble",
        "read about immigration at Ellis Island for her essay",
        "she hit a home run at recess",
        "did great in the mock trial",
        "made a mask with the glue gun",
    ],
)
def test_words_that_only_sound_hard_do_not_route(text: str) -> None:
    """False alarms keep a teacher from her good news."""
    assert found(text, "positive_note") is None


def test_an_aside_in_brackets_does_not_route_a_soft_topic() -> None:
    """The teacher's own "leave out" is kept out of the message, and the good news is written."""
    assert found("read to the class (custody thing at home, leave out)", "positive_note") is None


def test_a_threat_in_a_parents_message_routes() -> None:
    """The parent's message is looked at too."""
    assert (
        found("what do I say?", "reply", parent="You better watch yourself, I'm coming tomorrow.")
        == "a threat or a weapon"
    )
