"""A batch killed (-9) at fifty random instants: what is lost, what stored answer is asked again, is the output the same.

Runs only when named: it takes several minutes, most of them for starting Python fifty times. A row each for the rows
lost, the stored answers that were asked for again (what was in flight at a kill is not stored, and may be), and the
outputs that differ from that of an undisturbed run. The baseline is what a batch without a journal would repeat: all
that was answered before each kill.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evals.bench import Row
from evals.bench._fault_server import Faults, Running, running
from evals.bench.batch import class_rows

NETWORK = True  # only when named: see above
_KILLS, _ROWS, _WIDE = 50, 40, 8


def measure() -> list[Row]:
    """Kill, look, start again, until it is done; then anew, until it was killed often enough."""
    draw = random.Random(11)  # noqa: S311 (moments to be killed at)
    kills = lost = repeated = different = answered_before = 0
    with tempfile.TemporaryDirectory() as folder, running(Faults(delay=0.05, seconds=3_000)) as server:
        place = Path(folder)
        _write_class(place / "class.csv")
        _run(place, "calm.csv", server).wait()
        calm = (place / "calm.csv").read_bytes()
        work = _asked(server)
        series = 0
        while kills < _KILLS:
            series += 1
            out = f"wild{series}.csv"
            before = _asked(server)
            died = 0
            while not (place / out).exists():
                process = _run(place, out, server)
                # From the first import to the last row: most of the time of so small a batch is starting.
                start, until = _asked(server), draw.randint(0, max(1, work // 4))
                while process.poll() is None and _asked(server) - start < until and kills < _KILLS:
                    time.sleep(draw.uniform(0.0, 0.02))
                if kills < _KILLS and process.poll() is None:
                    process.kill()
                    kills += 1
                    died += 1
                    answered_before += _asked(server) - before
                process.wait()
            extra = _asked(server) - before - work
            repeated += max(0, extra - died * _WIDE)
            lost += calm.count(b"\n") - (place / out).read_bytes().count(b"\n")
            different += (place / out).read_bytes() != calm
    told = f"{kills} kills in {series} batches"
    return [
        _row("rows lost", lost, told, 0),
        _row("stored answers asked again", repeated, "without a journal", answered_before),
        _row("outputs that differ", different, told, 0),
    ]


def _write_class(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["student", "pronouns", "family", "note"])
        for row in class_rows(_ROWS):
            note = row.note
            if note is not None:
                writer.writerow([row.student, note.student.pronouns, note.family.addressed_as, note.note])


def _run(place: Path, out: str, server: Running) -> subprocess.Popen[bytes]:
    """Start the command, each output with a journal and a model of its own, so that series do not help each other."""
    command = [sys.executable, "-m", "drafting", "batch", str(place / "class.csv"), "--out", str(place / out)]
    command += ["--model", "openai:bench", "--concurrency", str(_WIDE)]
    env = {**os.environ, "OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none"}
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _asked(server: Running) -> int:
    return int(server.stats()["answered"])


def _row(what: str, figure: int, baseline: str, theirs: int) -> Row:
    return {
        "bench": f"kills: {what}",
        "figure": figure,
        "unit": "count",
        "baseline": baseline,
        "baseline_figure": theirs,
        "ratio": round(figure / theirs, 2) if theirs else None,
    }
