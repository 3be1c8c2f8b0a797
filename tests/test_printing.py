"""What people see in a terminal: the message unharmed, the marks where they belong, nothing kept from them."""

from __future__ import annotations

import re

import click
from hypothesis import given
from hypothesis import strategies as st

from drafting import printing
from drafting.types import (
    Fact,
    FactSheet,
    Gates,
    Message,
    Note,
    Outcome,
    Question,
    Readability,
    Review,
    Sentence,
    Span,
    Verdict,
)

MESSAGE = "Ada read aloud. You never check her bag."
READABILITY = Readability("en", 8, 2, "about grade 3-5", {}, long_sentences=(Span(16, 40, MESSAGE[16:]),))


def _review(*unmet: str, gates: tuple[str, ...] = (), spans: tuple[Span, ...] = ()) -> Review:
    verdicts = {name: Verdict("not_met", spans, f"Why {name}.", f"Try {name}.", "S1") for name in unmet}
    return Review({"growth": Verdict("met"), **verdicts}, READABILITY, None, Gates(not gates, gates))


@given(
    message=st.text(alphabet="ab é\n.🎉", max_size=30),
    places=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
)
def test_marks_change_no_word(message: str, places: list[tuple[int, int]]) -> None:
    """Take the marks away and the message is there to the letter, however the spans overlap."""
    cut = [tuple(sorted((min(a, len(message)), min(b, len(message))))) for a, b in places]
    spans = tuple(Span(start, end, message[start:end]) for start, end in cut if start < end)
    shown = click.unstyle(printing.reviewed(message, _review("observable", spans=spans))).split("\n\nReview: ")[0]
    bare = re.sub(r"⟦|⟧[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", shown)
    assert bare.strip("\n") == message.strip("\n")
    assert shown.count("⟦") == shown.count("⟧") == len(spans)


def test_marks_are_where_the_spans_are() -> None:
    """Two spans, one inside the other, each carry the number of their advice."""
    spans = (Span(16, 40, MESSAGE[16:]), Span(20, 25, "never"))
    shown = click.unstyle(printing.reviewed(MESSAGE, _review("observable", spans=spans)))
    assert shown.startswith("Ada read aloud. ⟦You ⟦never⟧¹ check her bag.⟧¹")


def test_gates_come_first_and_three_at_most() -> None:
    """What is never averaged away is said first; the rest waits for --verbose."""
    review = _review("growth-ish", "observable", "next-step", "no-blame", gates=("no-blame",))
    shown = click.unstyle(printing.verdicts(review))
    assert shown.index("1. no-blame") < shown.index("2. growth-ish") < shown.index("3. observable")
    assert "next-step" not in shown
    assert "1 more with --verbose" in shown
    assert "next-step" in click.unstyle(printing.verdicts(review, verbose=True))


def test_reading_is_a_band_and_counts() -> None:
    """Never a single grade."""
    assert "Reads at about grade 3-5, 8 words, 1 long sentence." in click.unstyle(printing.verdicts(_review()))


def _outcome(**changes: object) -> Outcome:
    base = {
        "id": None,
        "status": "drafted",
        "writer": "offline",
        "message": Message(None, MESSAGE),
        "facts": (
            Fact("f1", "read aloud", 0, 10, "win", "child", "must", "sure", "Ada read aloud.", ""),
            Fact("f2", "seat 2x", 12, 19, "plan", "unknown", "must", "check", None, "Who moved the seat?"),
            Fact("f3", "hit Ben", 21, 28, "other_child", "child", "never", "never", None, "It names another child."),
        ),
        "sentences": (Sentence("Ada read aloud.", "fact", ("f1",)), Sentence("Thank you.", "thanks")),
    }
    return Outcome(**{**base, **changes})  # type: ignore[arg-type]


def test_every_row_of_the_note_is_seen() -> None:
    """A row is either under a sentence or among those not in the message, with its reason."""
    shown = click.unstyle(printing.outcome(_outcome(), kind="concern"))
    assert "← “read aloud”" in shown
    assert "f2 “seat 2x”: Who moved the seat?" in shown
    assert "f3 “hit Ben”: It names another child." in shown


def test_notices_and_questions_are_seen() -> None:
    """They come before the review, with the row that an answer settles."""
    found = _outcome(questions=(Question("Who moved the seat?", "f2", "the step taken"),), notices=("English only.",))
    shown = click.unstyle(printing.outcome(found, kind="concern"))
    assert "English only." in shown
    assert "Who moved the seat? [--answer f2=...]" in shown


def test_what_is_not_drafted_is_told_line_by_line() -> None:
    """A checklist stays a list."""
    found = _outcome(
        status="not_drafted", message=None, sentences=(), notices=("Call today.", "1. Say who you are.\n2. Listen.")
    )
    shown = click.unstyle(printing.outcome(found, kind="concern"))
    assert shown.startswith("No message was drafted")
    assert "Call today.\n1. Say who you are.\n2. Listen." in shown
    assert "Your note, kept as it is\n  - “read aloud”" in shown


def test_the_sheet_shows_state_words_and_sentence() -> None:
    """One row a clause, and how to settle what waits."""
    shown = click.unstyle(printing.sheet(FactSheet(Note("concern", "x"), _outcome().facts)))
    assert "3 rows, 1 waiting for you" in shown
    assert "--answer" in shown
    assert "f1  sure   “read aloud”  (win, the child)\n          → Ada read aloud." in shown
