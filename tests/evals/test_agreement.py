"""The review agrees with people's labels: the arithmetic, the report, and a bar held on our own labelled messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import evals
from drafting.errors import InputError
from evals.agreement import GATES, gates, interval, judge, kappa, macro, main, overlap, read_gold, report, table

LABELLED = Path(evals.__file__).parent / "cases" / "labelled.jsonl"


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    """Our own messages: invented people, labelled by one of us by the rubric."""
    return read_gold(LABELLED)


def test_the_mean_kappa_stays_above_the_bar(gold: list[dict[str, Any]]) -> None:
    """At least forty messages, and agreement of 0.80 over the criteria."""
    assert len(gold) >= 40
    assert macro(judge(gold)) >= 0.80


def test_the_gates_find_what_they_are_for(gold: list[dict[str, Any]]) -> None:
    """Recall 0.90 and precision 0.80 for each gate."""
    found = gates(judge(gold))
    assert {gate.criterion for gate in found} == set(GATES)
    for gate in found:
        assert gate.of >= 2
        assert gate.recall >= 0.90, gate
        assert gate.precision >= 0.80, gate


def test_kappa_is_cohens() -> None:
    """The worked example of Cohen's paper's kind: 70 % agreement of which 50 % is chance is 0.4; no agreement is 0 or less."""
    pairs = [("met", "met")] * 20 + [("met", "not_met")] * 5 + [("not_met", "met")] * 10 + [("not_met", "not_met")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("met", "met")] * 3) == 1.0
    assert kappa([("met", "not_met"), ("not_met", "met")]) < 0


def _row(**given: Any) -> dict[str, Any]:
    labels = {"no-blame": {"v": "met", "span": None, "firm": True}}
    return {"id": "x", "kind": "concern", "message": "As I already told you, Bo was late.", "labels": labels, **given}


def test_only_firm_labels_count() -> None:
    """A label on which two people differ says nothing about the review."""
    loose = _row(labels={"no-blame": {"v": "met", "span": None, "firm": False}})
    assert judge([loose]) == []
    assert [(one.people, one.ours) for one in judge([_row()])] == [("met", "not_met")]


def test_a_span_overlaps_or_not() -> None:
    """Where people give words for "met" and the review finds it met, the words must meet."""
    message = "Dear Ms. Ek, what does Bo say at home? Bo was late 4 times. I'll call you on Friday."
    labels = {"follow-up-date": {"v": "met", "span": "call you on Friday", "firm": True}}
    judged = judge([_row(message=message, student="Bo", labels=labels)])
    assert overlap(judged) == 1.0
    elsewhere = {"follow-up-date": {"v": "met", "span": "Dear Ms. Ek", "firm": True}}
    assert overlap(judge([_row(message=message, student="Bo", labels=elsewhere)])) == 0.0


def test_the_report_is_generated_whole(gold: list[dict[str, Any]]) -> None:
    """Every criterion that has labels has its row; the interval holds the mean; what is in the docs is not typed."""
    judged = judge(gold)
    text = report(gold, resamples=40)
    for row in table(judged):
        assert f"| `{row.criterion}` | {row.n} |" in text
    low, high = interval(judged, resamples=40)
    assert low <= macro(judged) <= high + 0.02
    assert "do not edit" in text


def test_the_command_prints_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table for people, one sentence and exit code 2 for what cannot be read."""
    assert main([str(LABELLED)]) == 0
    assert "mean kappa" in capsys.readouterr().out
    broken = tmp_path / "broken.jsonl"
    broken.write_text(json.dumps({"id": "a"}) + "\n", encoding="utf-8")
    assert main([str(broken)]) == 2
    assert "Line 1" in capsys.readouterr().err
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")
