"""The JSON contract: what is read is exactly what was given, and every refusal is one sentence to act on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.contract import note_from_json, outcome_to_json, request_from_json, review_to_json
from drafting.errors import InputError
from drafting.prompts import kinds
from drafting.types import (
    Fact,
    Family,
    Fidelity,
    Gates,
    Message,
    Note,
    Outcome,
    Question,
    Readability,
    Review,
    Sentence,
    Span,
    Student,
    Teacher,
    Verdict,
)

NOTE = {"kind": "positive_note", "note": "read 2 chapters aloud"}
MESSAGE = {"kind": "concern", "message": "Dear Ms. Ito, how are mornings at home?"}

_WORDS = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() and text.isprintable())
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = st.sampled_from(
    [
        "id",
        "kind",
        "note",
        "channel",
        "language",
        "student",
        "family",
        "teacher",
        "class_list",
        "date",
        "answers",
        "odd",
    ]
)


def test_a_full_note_is_read_field_by_field() -> None:
    """Every field of the contract arrives where the nouns say it belongs."""
    note = note_from_json(
        {
            "id": "n1",
            "kind": "reply",
            "note": "  thx for writing. will move seat  ",
            "channel": "app",
            "language": "es",
            "student": {"name": "Zoltán", "pronouns": "he/him"},
            "family": {"addressed_as": "Ms. Ito", "relationship": "aunt", "language": "ja", "adults": ["Ms. Ito"]},
            "teacher": {"name": "Mr. Bo", "subject": "Art", "grade": "4"},
            "parent_message": "Is he all right?",
            "class_list": ["Ana", "Ben"],
            "date": "2026-03-10",
            "answers": {"f1": {"who": "child"}, "f2": "send", "What?": {"sentence": "I moved him."}, "f3": None},
        }
    )
    assert note == Note(
        kind="reply",
        note="  thx for writing. will move seat  ",
        id="n1",
        channel="app",
        language="es",
        student=Student("Zoltán", "he/him"),
        family=Family("Ms. Ito", "aunt", "ja", ("Ms. Ito",)),
        teacher=Teacher("Mr. Bo", "Art", "4"),
        parent_message="Is he all right?",
        class_list=("Ana", "Ben"),
        date="2026-03-10",
        answers={"f1": {"who": "child"}, "f2": "send", "What?": {"sentence": "I moved him."}},
    )


def test_every_optional_field_may_be_null() -> None:
    """A program that writes null for what it does not know is understood as not knowing."""
    optional = [
        "id", "channel", "language", "student", "family", "teacher", "parent_message", "class_list", "date", "answers",
    ]  # fmt: skip
    assert note_from_json({**NOTE, **dict.fromkeys(optional)}) == note_from_json(NOTE)
    nested = {
        "student": dict.fromkeys(["name", "pronouns"]),
        "family": dict.fromkeys(["addressed_as", "relationship", "language", "adults"]),
        "teacher": dict.fromkeys(["name", "subject", "grade"]),
    }
    assert note_from_json({**NOTE, **nested}) == note_from_json(NOTE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"studnet": {}}, "'studnet'; did you mean 'student'?"),
        ({"Note": "x"}, "'Note'; did you mean 'note'?"),
        ({"zzzz": 1}, "'zzzz'; the known fields are id, kind, note"),
        ({"student": {"nmae": "Ada"}}, "'nmae'; did you mean 'name'?"),
        ({"family": {"adress": "x"}}, "'adress'; did you mean 'addressed_as'?"),
        ({"kind": "postive_note"}, "did you mean 'positive_note'?"),
        ({"kind": "Positive Note"}, "did you mean 'positive_note'?"),
        ({"kind": "limerick"}, "'limerick' is not a known kind"),
        ({"kind": None}, "The kind of message is missing"),
        ({"note": ""}, "The note is empty"),
        ({"note": " \n\t"}, "The note is empty"),
        ({"note": None}, "The note is empty"),
        ({"note": "x" * 20_001}, "20,001 characters; 20,000 is the most"),
        ({"note": 8}, "'note' must be text in quotes, not a number"),
        ({"note": "caf\udce9"}, "not valid UTF-8"),
        ({"id": 17}, "'id' must be text in quotes, not a number"),
        ({"student": "Ada"}, "'student' must be a JSON object with named fields, not text"),
        ({"family": ["x"]}, "'family' must be a JSON object with named fields, not a list"),
        ({"channel": "fax"}, "choose one of email, text, app, letter, call"),
        ({"class_list": "Ana, Ben"}, "'class_list' must be a list of names, not text"),
        ({"class_list": ["Ana", 3]}, "'class_list[1]' must be text"),
        ({"date": "10/03/2026"}, "a day such as 2026-03-10"),
        ({"date": "20260310"}, "a day such as 2026-03-10"),
        ({"date": "2026-02-30"}, "a day such as 2026-03-10"),
        ({"answers": ["child"]}, "'answers' must be an object"),
        ({"answers": {"f1": {"who": "the dog"}}}, "'answers.f1.who' must be one of child, i, you"),
        ({"answers": {"f1": 3}}, "'answers.f1' must be text"),
    ],
)
def test_a_note_that_cannot_be_used_is_refused_in_one_sentence(change: dict[str, Any], said: str) -> None:
    """The sentence names the field and what would be right instead."""
    with pytest.raises(InputError) as refused:
        note_from_json({**NOTE, **change})
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_kind_is_answered_with_all_kinds() -> None:
    """Whoever guesses a kind learns the kinds there are."""
    with pytest.raises(InputError) as refused:
        note_from_json({**NOTE, "kind": "limerick"})
    assert all(kind in str(refused.value) for kind in kinds())


@pytest.mark.parametrize("data", [None, 3, "note", [], [NOTE], True])
def test_only_an_object_is_a_note(data: object) -> None:
    """Other JSON is refused by what it is."""
    with pytest.raises(InputError, match="must be a JSON object"):
        note_from_json(data)


def test_a_note_of_the_longest_length_is_read() -> None:
    """20,000 characters are allowed; the limit is not off by one."""
    assert len(note_from_json({**NOTE, "note": "é" * 20_000}).note) == 20_000


@given(text=_WORDS, name=_WORDS)
def test_the_words_of_the_note_are_kept_to_the_letter(text: str, name: str) -> None:
    """Offsets of facts point into the note as it was written, so nothing may be trimmed or normalised."""
    note = note_from_json({**NOTE, "note": text, "student": {"name": name}})
    assert note.note == text
    assert note.student.name == name.strip()


@given(fields=st.dictionaries(_FIELDS, _JSON, max_size=6), change=st.booleans())
def test_any_json_is_a_note_or_one_sentence(fields: dict[str, Any], change: bool) -> None:  # noqa: FBT001
    """No JSON whatever raises anything else."""
    data = {**NOTE, **fields} if change else fields
    for read in (note_from_json, request_from_json):
        try:
            read(data)
        except InputError as refused:
            assert str(refused).count("\n") == 0
            assert str(refused)[-1] in ".?"


def test_a_review_request_takes_plain_names() -> None:
    """Only here may the student and the family be plain text."""
    request = request_from_json({**MESSAGE, "student": "Ada", "family": "Ms. Ito", "known_adults": ["aunt"]})
    assert request.student == Student("Ada")
    assert request.family == Family("Ms. Ito")
    assert request.known_adults == ("aunt",)
    assert request_from_json({**MESSAGE, "student": {"name": "Ada", "pronouns": "she/her"}}).student == Student(
        "Ada", "she/her"
    )


def test_a_review_request_tells_unknown_adults_from_none() -> None:
    """An empty list says that nobody is on record; null says that nothing is known."""
    assert request_from_json({**MESSAGE, "known_adults": []}).known_adults == ()
    assert request_from_json({**MESSAGE, "known_adults": None}).known_adults is None


def test_a_message_to_review_is_kept_to_the_letter() -> None:
    """Spans are offsets into the message as it was given."""
    assert request_from_json({**MESSAGE, "message": "\n Hello. \n"}).message == "\n Hello. \n"


@pytest.mark.parametrize("message", [None, "", "  "])
def test_a_review_without_a_message_is_refused(message: str | None) -> None:
    """There is nothing to say about nothing."""
    with pytest.raises(InputError, match="no message to review"):
        request_from_json({**MESSAGE, "message": message})


REVIEW = Review(
    criteria={"no-blame": Verdict("met"), "growth": Verdict("not_met", (Span(0, 3, "Ada"),), "why", "instead", "S1")},
    readability=Readability("en", 3, 1, None, {"smog": float("nan"), "fkgl": 2.5, "ari": None}, (Span(0, 3, "Ada"),)),
    fidelity=Fidelity((Span(0, 3, "Ada"),), (), ("8/10 spelling",)),
    gates=Gates(passed=True),
)


def test_a_review_is_written_by_the_contract() -> None:
    """Exactly the keys of the contract; what is no number becomes null, because JSON has no NaN."""
    ada = {"start": 0, "end": 3, "text": "Ada"}
    assert review_to_json(REVIEW) == {
        "criteria": {
            "no-blame": {"verdict": "met", "spans": [], "why": "", "instead": "", "source": ""},
            "growth": {"verdict": "not_met", "spans": [ada], "why": "why", "instead": "instead", "source": "S1"},
        },
        "readability": {
            "language": "en",
            "words": 3,
            "sentences": 1,
            "grade_band": None,
            "indices": {"smog": None, "fkgl": 2.5, "ari": None},
            "long_sentences": [ada],
            "hard_words": [],
        },
        "fidelity": {"unsupported": [ada], "reversed": [], "missing": ["8/10 spelling"]},
        "gates": {"passed": True, "not_met": []},
    }


def test_a_result_is_written_by_the_contract() -> None:
    """Exactly the keys of the contract, and plain JSON throughout."""
    outcome = Outcome(
        id="n1",
        status="needs_answers",
        writer="offline",
        message=Message(None, "Hello."),
        facts=(Fact("f1", "moved seat", 0, 10, "plan", "unknown", "must", "check", None, "who?", "{they} moved"),),
        sentences=(Sentence("Hello.", "greeting"),),
        questions=(Question("Who moved?", "f1", "the seat"),),
        review=None,
        notices=("Read it once more.",),
        trace=("wrote offline",),
    )
    written = outcome_to_json(outcome)
    assert json.loads(json.dumps(written)) == written
    assert written == {
        "id": "n1",
        "status": "needs_answers",
        "writer": "offline",
        "message": {"subject": None, "body": "Hello."},
        "facts": [
            {
                "id": "f1",
                "text": "moved seat",
                "start": 0,
                "end": 10,
                "type": "plan",
                "who": "unknown",
                "send": "must",
                "state": "check",
                "sentence": None,
                "why": "who?",
            }
        ],
        "sentences": [{"text": "Hello.", "role": "greeting", "facts": []}],
        "questions": [{"ask": "Who moved?", "fact": "f1", "unlocks": "the seat"}],
        "review": None,
        "notices": ["Read it once more."],
    }
