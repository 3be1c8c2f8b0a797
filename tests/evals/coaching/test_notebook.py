"""The report in a notebook: the same page, filtered; ratings that are on disk when a button was pressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.agreement import read_gold
from tests.evals.coaching.test_report import sent, write

pytest.importorskip("ipywidgets", reason="the extra 'notebook' is not installed")


@pytest.fixture
def report(tmp_path: Path) -> Any:
    """A report on a term of two teachers."""
    from evals.coaching.notebook import _Report

    rows = [sent(number, teacher=("Ms. Lund", "Mr. Quill")[number % 2]) for number in range(60)]
    write(tmp_path / "sent.csv", rows)
    return _Report(tmp_path, tmp_path / "labels.jsonl")


def test_a_folder_is_shown_and_filtered(report: Any) -> None:
    """The page stands in the cell without a real name, and a filter makes it the page of what was chosen."""
    assert "60 messages" not in report.frame.value
    whole = report.frame.value
    assert "Lund" not in whole
    report.kind.value = "positive_note"
    assert report.frame.value != whole
    assert "concerns" not in report.frame.value.partition("/h1")[2].partition("/header")[0]
    assert report.told.value == ""


def test_a_blind_rating_is_on_disk_at_once(report: Any, tmp_path: Path) -> None:
    """Each answer is a labelled message that agree reads; the coach sees no verdict before answering."""
    report._told(report._begin)
    assert "Does this message do it?" in report.asked.value
    assert "Lund" not in report.asked.value
    for button in report.answers.children[:2]:
        button.click()
    assert [len(row["labels"]) for row in read_gold(tmp_path / "labels.jsonl")] == [1, 1]


def test_a_mistake_is_told_on_the_page(report: Any) -> None:
    """A path that is none is one sentence, not a silence."""
    report.path.value = "/none.csv"
    report._told(report._load)
    assert "cannot be read" in report.told.value


def test_the_page_is_saved_whole(report: Any, tmp_path: Path) -> None:
    """What is saved is what is shown."""
    report.out.value = str(tmp_path / "page.html")
    report._told(report._save)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == report._page
