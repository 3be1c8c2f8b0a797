"""The counted rounds: what was counted by reading is printed, never typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.counting import figures, main, report, sheet
from evals.statistics import wilson

_PAGE = Path(__file__).parents[2] / "docs" / "writing.md"


def _row(**changes: Any) -> dict[str, Any]:
    row = {
        "id": "n1", "kind": "positive_note", "status": "drafted", "sendable": "yes",
        "clauses": [{"count": "right"}, {"count": "left"}], "sentences": [{"count": "right"}],
    }  # fmt: skip
    return row | changes


def test_the_page_is_what_the_command_prints() -> None:
    """docs/writing.md is the output of its command, so a figure in it cannot be typed."""
    assert _PAGE.read_text(encoding="utf-8") == report()


def test_what_is_counted() -> None:
    """Shares are of clauses, of sentences, of drafted messages, and of positive notes that got a message."""
    other = _row(id="n2", status="needs_answers", sendable="", sentences=[{"count": "wrong"}])
    found = {what: (hits, total) for what, hits, total in figures([_row(), other])}
    assert found["clauses right"] == (2, 4)
    assert found["sentences wrong"] == (1, 2)
    assert found["drafted messages sendable as they are"] == (1, 1)
    assert found["positive notes drafted without a question"] == (1, 2)


def test_a_place_left_open_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet that is not counted to its end gives one sentence with its row, and exit code 2."""
    path = tmp_path / "open.jsonl"
    path.write_text(json.dumps(_row(sendable="")) + "\n", encoding="utf-8")
    assert main(["table", str(path)]) == 2
    assert "Row n1" in capsys.readouterr().err


def test_a_sheet_has_every_row_and_empty_places() -> None:
    """A sheet shows what the road made of a note, with nothing counted yet."""
    case = {
        "id": "n1",
        "kind": "positive_note",
        "note": "Ana tied her shoes today.",
        "student": {"name": "Ana Ruiz", "pronouns": "she/her"},
    }
    (row,) = sheet([case])
    assert [clause["text"] for clause in row["clauses"]] == ["Ana tied her shoes today."]
    assert {clause["count"] for clause in row["clauses"]} == {""}


@pytest.mark.parametrize("total", [1, 10, 200])
def test_the_interval_holds_the_share(total: int) -> None:
    """Wilson's interval holds the share and stays between 0 and 1."""
    for hits in range(total + 1):
        found = wilson(hits, total)
        low, high = found.low, found.high
        assert -1e-12 <= low <= hits / total + 1e-12
        assert hits / total <= high + 1e-12 <= 1 + 1e-11
