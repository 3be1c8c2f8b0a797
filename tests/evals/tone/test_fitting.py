"""The weights: from licensed sets alone, the same every time, held where the sets say nothing."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import numpy as np
import pytest

from evals.tone.agreement import BARS, auc, main, rho
from evals.tone.fitting import choose_vocabulary, count_set, fit
from evals.tone.fitting import main as fit_main
from evals.tone.sets import FITTED, read_sets

_KIND = ("Thank you so much", "I appreciate it", "Could you please look", "I hope you are well")
_CURT = ("Stop it", "You must fix this now", "Why did you do that", "Do not touch it")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A made-up Stanford set in which thanks are rated high and orders low, and a set that may not be fitted on."""
    chance = random.Random(7)  # noqa: S311 (a simulation, repeated)
    made = tmp_path / "stanford_politeness"
    made.mkdir()
    with (made / "politeness.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Request", "Normalized Score", "source"])
        for number in range(240):
            kind = number % 2
            rows.writerow([f"{chance.choice(_KIND if kind else _CURT)}. It is page {number}.", kind, "wikipedia"])
    other = tmp_path / "unhealthy_comments"
    other.mkdir()
    with (other / "ucc_val_test.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["comment", "condescending"])
        rows.writerows([["Read the article, kid.", 1], ["The road was closed on Monday.", 0]] * 20)
    return tmp_path


def test_what_people_rate_high_weighs_more(folder: Path) -> None:
    """A feature met in texts that people rate high gets more weight than one met in those they rate low."""
    sets = [one for one in read_sets(folder) if one.name in FITTED]
    vocabulary = choose_vocabulary(sets)
    weights = fit({one.name: count_set(one, vocabulary) for one in sets}, "warmth", vocabulary)
    place = vocabulary.features.index
    assert weights[place("thanks")] > 0 > weights[place("order")]


def test_only_licensed_sets_are_read_for_the_weights(folder: Path, tmp_path: Path) -> None:
    """Weights name the sets they come from, and are the same when a set that may not be fitted on is taken away."""
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    assert fit_main(["--data", str(folder), "--out", str(first)]) == 0
    (folder / "unhealthy_comments" / "ucc_val_test.csv").unlink()
    assert fit_main(["--data", str(folder), "--out", str(second)]) == 0
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    assert "CC BY 4.0" in first.read_text(encoding="utf-8")
    assert "CC BY-NC" not in first.read_text(encoding="utf-8")


def test_the_statistics_are_those_of_the_books() -> None:
    """Rho and AUC agree with values worked out by hand."""
    assert rho(np.array([1.0, 2, 3, 4]), np.array([1.0, 3, 2, 4])) == pytest.approx(0.8)
    assert auc(np.array([0.0, 0, 1, 1]), np.array([1.0, 2, 2, 3])) == pytest.approx(0.875)


def test_a_folder_without_sets_is_one_plain_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong folder is said in one sentence, with exit code 2."""
    assert main(["--data", str(tmp_path)]) == 2
    assert "holds none of the sets" in capsys.readouterr().err


def test_the_table_names_bar_and_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each row has its bar, its interval, and says whether the weights had seen the set."""
    assert main(["--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "refitted without it" in said
    assert "as shipped" in said
    assert BARS["condescension"].baselines in said
