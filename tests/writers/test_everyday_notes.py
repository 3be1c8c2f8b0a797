"""Everyday jottings of one or two clauses: written without a question, in the sentence a teacher would write."""

from __future__ import annotations

import pytest

from drafting.pipeline import Pipeline
from drafting.types import Family, Note, Student, Teacher


@pytest.mark.parametrize(
    ("jotted", "said"),
    [
        ("3 wks w no tardies!! walked himself in this am", ["had 3 weeks with no tardies and walked himself in this morning."]),
        ("wrote a thank you card to the custodian, nobody asked", ["wrote a thank you card to the custodian without being asked."]),
        ("didnt stop on the mile even w/ a side stitch. 11:42", ["didn't stop on the mile even with a side stitch (11:42)."]),
        ("lovely shading on the pear", ["shading on the pear was lovely."]),
        ("20/20 spelling!! first perfect one this yr", ["scored 20/20 in spelling.", "first perfect one this year."]),
        ("Spelling 8/10. Was 3/10 two weeks ago.", ["scored 8/10 in spelling, up from 3/10 two weeks ago."]),
        ("spelling test 9/10 (was 6)", ["scored 9/10 on the spelling test, up from 6."]),
        ("mile time 11:20 in Sept, 10:40 today", ["mile time was 11:20 in September and 10:40 today."]),
        ("ran the mile in 9:42. was 11:05 in sept.", ["ran the mile in 9:42, down from 11:05 in September."]),
        ("passed his 7s! only 2 more to go", ["passed his 7s.", "There are only 2 more to go."]),
        ("no time outs all week", ["There were no time outs all week."]),
        ("grew the tallest bean in the class, 31 inches", ["grew the tallest bean in the class (31 inches)."]),
        ("moved from 9th chair to 4th chair", ["moved from ninth chair to fourth chair."]),
        ("drew the most detailed map of the neighborhood I have ever seen", ["drew the most detailed map of the neighborhood I have ever seen."]),
    ],
)  # fmt: skip
def test_an_everyday_note_needs_no_question(jotted: str, said: list[str]) -> None:
    """A small win is written at once and says what the note says, in whole sentences."""
    note = Note(
        "positive_note",
        jotted,
        student=Student("Tobias", "he/him"),
        family=Family("Ms. Adler"),
        teacher=Teacher("Ms. Hart"),
    )
    outcome = Pipeline().run(note)
    assert outcome.status == "drafted", [question.ask for question in outcome.questions]
    assert outcome.message is not None
    assert all(sentence in outcome.message.body for sentence in said), outcome.message.body


def test_the_good_of_a_concern_comes_first() -> None:
    """Two sentences of a note, one good and one hard, are not run together; the good one opens the message."""
    note = Note(
        "concern",
        "has been late 6 times this month and misses the morning work. He is cheerful once he is here. "
        "Is there something that makes mornings hard?",
        student=Student("Noah", "he/him"),
        family=Family("Ms. Ray"),
        teacher=Teacher("Mr. Cole"),
    )
    outcome = Pipeline().run(note)
    assert outcome.message is not None
    body = outcome.message.body
    assert body.index("is cheerful once he is here.") < body.index(
        "late 6 times this month and misses the morning work."
    )


@pytest.mark.parametrize(
    "jotted",
    [
        "still owes me the ch 3 workbook but not for this note. finished his whole poem",
        "finished his whole poem. I am so done with phones",
    ],
)
def test_what_a_teacher_keeps_to_herself_stays_out(jotted: str) -> None:
    """What she marks as not for this note, and what she only sighs to herself, is never said."""
    note = Note("positive_note", jotted, student=Student("Tobias", "he/him"), teacher=Teacher("Ms. Hart"))
    outcome = Pipeline().run(note)
    assert outcome.message is not None
    assert "poem" in outcome.message.body
    assert "workbook" not in outcome.message.body
    assert "phones" not in outcome.message.body
