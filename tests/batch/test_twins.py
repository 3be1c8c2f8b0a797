"""The plain sentences of a class: a family's own, free of gates, and no harm to what the sentences after them say."""

from __future__ import annotations

import itertools

import pytest

from drafting.batch.results import Result
from drafting.batch.twins import Class, overlap, shingles
from drafting.facts.patterns import Speaking, fill
from drafting.pipeline import Pipeline
from drafting.prompts import load_frames
from drafting.review import review
from drafting.types import Note, Sentence, Student

FRAMES = load_frames("class_frames")


@pytest.mark.parametrize("key", FRAMES)
def test_the_frames_of_a_list_share_no_five_words(key: str) -> None:
    """Two families who compare find nothing said twice."""
    runs = [shingles(frame) for frame in FRAMES[key]]
    assert max(overlap(one, other) for one, other in itertools.combinations(runs, 2)) == 0


def test_there_are_enough_for_a_class() -> None:
    """A class of 28 needs 28 closings, and 14 openings beside the messages that open with the fact."""
    assert len(FRAMES["positive_note.close"]) >= 28
    assert len(FRAMES["positive_note.open"]) >= 14


@pytest.mark.parametrize("pronoun", ["he", "she", "they", None])
def test_no_frame_meets_a_gate(pronoun: str | None) -> None:
    """They are put in after the review, so each is reviewed here: no blame, no label, nothing invented."""
    speaking = Speaking("Ada", pronoun)
    note = Note("positive_note", "read 2 chapters aloud", student=Student("Ada", pronoun))
    for opener in (*FRAMES["positive_note.open"], *FRAMES["positive_note.open_named"]):
        body = f"Hello,\n\n{fill(opener, speaking)} Ada read 2 chapters aloud.\n\nThank you.\n\nWarmly,\nAda's teacher"
        assert review(body, kind="positive_note", note=note).gates.passed, opener
    for closer in FRAMES["positive_note.close"]:
        said = fill(closer, speaking, voice="pronoun")
        body = f"Hello,\n\nAda read 2 chapters aloud.\n\n{said}\n\nWarmly,\nAda's teacher"
        found = review(body, kind="positive_note", note=note)
        assert found.gates.passed, closer
        assert found.criteria["plain-language"].verdict != "not_met", closer


@pytest.mark.parametrize("pronouns", ["she/her", "they/them", None])
def test_whatever_its_place_a_message_names_its_child_first(pronouns: str | None) -> None:
    """An opening taken away or changed never leaves a message that begins with a pronoun."""
    for seed, at in itertools.product(range(12), (0, 1, 2, 7)):
        note = Note("positive_note", "read 2 chapters aloud", student=Student("Ada", pronouns))
        outcome = Pipeline(seed=seed).run(note)
        made = Class().apart(Result.of(outcome), note, at=at, number=2)
        words = made.body.split("\n\n")[1]
        assert words.find("Ada") >= 0
        assert not words.startswith(("She ", "They ", "Her "))
        assert all(sentence.text in made.body for sentence in made.sentences)
        assert "  " not in made.body


def test_what_a_model_wrote_stays_until_it_is_written_twice() -> None:
    """A model's own opening is kept for the first family, and not sent to the second."""
    together = Class()

    def written(name: str, fact: str) -> tuple[Result, Note]:
        note = Note("positive_note", fact, student=Student(name))
        opener = Sentence("What a morning we had in our room today.", "frame")
        parts = (Sentence("Hello,", "greeting"), opener, Sentence(f"{name} {fact}.", "fact", ("f1",)), Sentence("Warmly,\nMs. Ito", "sign_off"))  # fmt: skip
        body = f"Hello,\n\n{opener.text} {name} {fact}.\n\nWarmly,\nMs. Ito"
        return Result("drafted", "openai:m", "News", body, parts), note

    first, second = written("Ada", "read two chapters aloud"), written("Ben", "built a bridge of paper")
    assert together.apart(*first, at=0, number=2) == first[0]
    changed = together.apart(*second, at=1, number=3)
    assert "What a morning" not in changed.body
    assert "Ben built a bridge of paper." in changed.body


def test_notes_in_the_same_words_are_marked() -> None:
    """The facts are never touched: where they are the same, the row says which other it reads like."""
    together = Class()
    made = []
    for at, name in enumerate(("Ada", "Ben")):
        note = Note("positive_note", "read the whole of the long first chapter aloud to us", student=Student(name))
        made.append(together.apart(Result.of(Pipeline().run(note)), note, at=at, number=at + 2))
    assert made[0].notices == ()
    assert "Reads much like the message of row 2" in made[1].notices[0]
