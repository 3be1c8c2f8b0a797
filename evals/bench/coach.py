"""The coach's report on 2,000 messages: its processor time against that of the review alone, and memory on four times as many.

Both rows are per message and in one run. Memory is the peak of a process of its own, in MB, beside that of one with a
quarter of the messages: a report that kept its messages would need far more.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from drafting.review import review
from evals.bench.readability import messages

MESSAGES = 2000
_PEAK = (
    "import resource, sys; from pathlib import Path; from evals.reports.coach import make_page; "
    "make_page(Path(sys.argv[1])); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)


def measure() -> list[dict[str, object]]:
    """Return both rows."""
    from evals.reports.coach import make_page

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = messages(MESSAGES, seed=11)
        whole, quarter = _write(folder / "whole.csv", texts), _write(folder / "quarter.csv", texts[: MESSAGES // 4])
        for text in messages(200, seed=12):
            review(text, kind="concern")
        started = time.process_time()
        for text in texts:
            review(text, kind="concern")
        alone = (time.process_time() - started) / MESSAGES
        started = time.process_time()
        make_page(whole)
        report = (time.process_time() - started) / MESSAGES
        peaks = [_peak(whole), _peak(quarter)]
    return [
        {
            "bench": "coach", "figure": round(1000 * report, 2), "unit": "ms of processor time a message",
            "baseline": "the review alone", "baseline_figure": round(1000 * alone, 2), "ratio": round(report / alone, 2),
        },
        {
            "bench": "coach_memory", "figure": round(peaks[0]), "unit": f"MB for {MESSAGES} messages",
            "baseline": f"MB for {MESSAGES // 4} messages", "baseline_figure": round(peaks[1]), "ratio": round(peaks[0] / peaks[1], 2),
        },
    ]  # fmt: skip


def _write(path: Path, texts: list[str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["message", "kind", "teacher", "student", "date"])
        for at, text in enumerate(texts):
            table.writerow(
                [text, "concern", f"Teacher {at % 20}", f"Child {at % 400}", f"2026-{9 + at % 3:02d}-{1 + at % 28:02d}"]
            )
    return path


def _peak(path: Path) -> float:
    ran = subprocess.run(
        [sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True, timeout=240
    )
    return float(ran.stdout)
