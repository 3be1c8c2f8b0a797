"""Warm speed of the whole offline road, review included, on the project's own notes; the bar is 100 notes/s a core.

The baseline is what one figure of the review would cost with the usual library: textstat's six indices of the drafts.
"""

from __future__ import annotations

import json
import time
from importlib.resources import files
from statistics import median

from drafting.contract import note_from_json
from drafting.pipeline import Pipeline
from drafting.types import Note
from evals.bench import Row
from evals.bench.readability import textstat_indices

_ROUNDS = 3
_EXPECTED = {"facts", "exact", "must_not_appear", "must_not_invent", "traps", "comment", "note_language", "expect"}


def notes() -> list[Note]:
    """Read the project's own notes as Notes, without what is expected of them."""
    lines = files("evals").joinpath("cases", "notes.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [note_from_json({name: row[name] for name in row if name not in _EXPECTED}) for row in rows]


def measure() -> Row:
    """Take each note down the road in one process; every round has its own seed, so that no draft is remembered."""
    found = notes()
    textstat_six = textstat_indices()
    road, baseline = [], []
    for seed in range(_ROUNDS + 1):
        pipeline = Pipeline(seed=seed)
        start = time.process_time()
        outcomes = [pipeline.run(note) for note in found]
        between = time.process_time()
        drafts = [outcome.message.body for outcome in outcomes if outcome.message]
        for body in drafts:
            textstat_six(body)
        road.append(len(found) / (between - start))
        baseline.append(len(drafts) / (time.process_time() - between))
    road, baseline = road[1:], baseline[1:]  # the first round warms both
    return {
        "bench": "road",
        "figure": round(median(road), 1),
        "unit": "notes/s/core",
        "baseline": "textstat, six indices of the drafts",
        "baseline_figure": round(median(baseline), 1),
        "ratio": round(median(road) / median(baseline), 2),
    }
