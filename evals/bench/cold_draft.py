"""What one draft costs a cold machine: CPU seconds of ``drafting draft`` offline, against ``import spacy``."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

from evals.bench import Row
from evals.bench._in_turn import medians_in_turn

_RUNS = 7
_DRAFT = [
    sys.executable, "-m", "drafting", "draft", "--kind", "positive_note", "--student", "Benicio", "--pronouns",
    "he/him", "--family", "Sra. Paz", "8/10 spelling, up from 5/10. studied w/ abuelo's flash cards",
]  # fmt: skip
_SPACY = [sys.executable, "-c", "import spacy"]


def cpu_seconds(command: list[str]) -> float:
    """Return the user and system CPU seconds of one run of a command, its children included."""
    before = os.times()
    subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def measure() -> Row:
    """Return the medians of both; the bar is a ratio of 1.5."""
    if importlib.util.find_spec("spacy") is None:
        message = (
            "cold_draft compares with spaCy, which is not installed: pip install 'kindnote[test]', then run it again."
        )
        raise SystemExit(message)
    draft, spacy = medians_in_turn(cpu_seconds, _DRAFT, _SPACY, runs=_RUNS)
    return {
        "bench": "cold_draft",
        "figure": round(draft, 3),
        "unit": "CPU s",
        "baseline": 'python -c "import spacy"',
        "baseline_figure": round(spacy, 3),
        "ratio": round(draft / spacy, 2),
    }
