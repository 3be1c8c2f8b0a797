"""How long ``drafting --help`` takes, against starting Python with click alone; the promise is under 0.3 s."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from evals.bench import Row

_RUNS = 9
_HELP = [sys.executable, "-m", "drafting", "--help"]
_CLICK = [sys.executable, "-c", "import click"]


def wall_seconds(command: list[str]) -> float:
    """Return the wall-clock seconds of one run of a command."""
    before = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    return time.perf_counter() - before


def measure() -> Row:
    """Run both in turn, after one run of each that warms the disk, and return the medians; the bar is 0.3 s."""
    wall_seconds(_HELP)
    wall_seconds(_CLICK)
    pairs = [(wall_seconds(_HELP), wall_seconds(_CLICK)) for _ in range(_RUNS)]
    shown, click = (statistics.median(values) for values in zip(*pairs, strict=True))
    return {
        "bench": "cli_help",
        "figure": round(shown, 3),
        "unit": "s",
        "baseline": 'python -c "import click"',
        "baseline_figure": round(click, 3),
        "ratio": round(shown / click, 2),
    }
