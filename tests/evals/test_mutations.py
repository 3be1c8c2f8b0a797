"""The mutation bench: what it plants is an error, what it rewords is none, and the bars are held on the project's cases."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from drafting.fidelity import compare
from drafting.types import FactSheet, Note, Student, Teacher
from evals import mutations
from evals.planting import PLANTERS, plant
from evals.rewording import REWORDINGS, reword

CASES = Path(mutations.__file__).parent / "cases" / "clean_drafts.jsonl"
NOTE = Note(
    kind="positive_note",
    note="Iris 7/10 on the Tues quiz, was 4. did not give up on the last page. told me before lunch on Oct 3, 9:15. all pages done",
    student=Student("Iris Vale", "she/her"),
    teacher=Teacher("Mr. Fenn"),
    class_list=("Iris Vale", "Omri Katz"),
)
DRAFT = (
    "Dear family,\n\nIris scored 7/10 on the Tuesday quiz, up from 4. She did not give up on the last page. She told me before lunch on October 3 at 9:15. "
    "All pages are done, and all of her pages were neat.\n\nWhat does she say about it?\n\nThank you,\nMr. Fenn"
)


@pytest.mark.parametrize("kind", ["number", "time", "weekday", "month or date", "name swap", "other child", "pronoun", "negation dropped",
                                  "negation added", "direction", "invented", "dropped fact", "questions removed", "blame", "labels"])  # fmt: skip
def test_every_kind_plants_a_change(kind: str) -> None:
    """Each kind finds its place in a message that has one, and changes it."""
    places = PLANTERS[kind](DRAFT, NOTE, random.Random(1))  # noqa: S311
    assert places
    assert all(changed != DRAFT and what for changed, what in places)


def test_planting_repeats_itself() -> None:
    """The same seed plants the same errors."""
    first = [planted.message for planted in plant(DRAFT, NOTE, rng=random.Random(3))]  # noqa: S311
    assert first == [planted.message for planted in plant(DRAFT, NOTE, rng=random.Random(3))]  # noqa: S311


def test_rewordings_say_the_same() -> None:
    """Scores, contractions and greetings change their spelling and nothing else."""
    changed = dict(reword(DRAFT))
    assert "7 out of 10" in changed["score in words"]
    assert "didn't give up" in changed["contractions made"]
    assert changed["another greeting"].startswith("Good afternoon, family,")
    assert set(changed) <= set(REWORDINGS)


def test_the_bench_reads_notes_and_drafts(tmp_path: Path) -> None:
    """Keys of an evaluation set are ignored, and drafts come from their own file."""
    row = {
        "id": "n1",
        "kind": "positive_note",
        "note": NOTE.note,
        "student": {"name": "Iris Vale"},
        "facts": ["x"],
        "traps": ["y"],
        "note_language": "en",
    }
    notes, drafts = tmp_path / "notes.jsonl", tmp_path / "drafts.jsonl"
    notes.write_text(json.dumps(row) + "\n")
    drafts.write_text(json.dumps({"id": "n1", "message": {"subject": None, "body": DRAFT}}) + "\n")
    (case,) = mutations.load_cases(notes, drafts=drafts)
    assert (case.draft, case.note.id, case.controls) == (DRAFT, "n1", ())


def test_the_bars_are_held(capsys: pytest.CaptureFixture[str]) -> None:
    """On the project's own cases every typed change is seen and hardly a rewording is flagged."""
    mutations.main([str(CASES), "--json", "--each", "1"])
    rows = {row["figure"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    for kind in ("number", "time", "weekday", "month or date", "name swap"):
        assert rows[f"seen: {kind}"]["rate"] >= 0.99, rows[f"seen: {kind}"]["examples"]
    for kind in ("invented", "dropped fact", "negation added"):
        assert rows[f"seen: {kind}"]["rate"] >= 0.9, rows[f"seen: {kind}"]["examples"]
    assert rows["false alarms, gates"]["rate"] <= 0.03, rows["false alarms, gates"]["examples"]


def test_clean_drafts_and_their_controls_are_clean() -> None:
    """Each case's message and hand-made rewordings have nothing to reconsider against the bare note."""
    flagged = []
    for case in mutations.load_cases(CASES):
        for text in (case.draft, *case.controls):
            found = compare(text, sheet=FactSheet(case.note, ()))
            if found.unsupported or found.reversed:
                flagged.append((case.note.id, found))
    assert flagged == []
