"""How long ``drafting --help`` takes, against starting Python with click alone; the promise is under 0.3 s."""

from __future__ import annotations

import subprocess
import sys
import time

from evals.bench import Row
from evals.bench._in_turn import medians_in_turn

_RUNS = 9
_HELP = [sys.executable, "-m", "drafting", "--help"]
_CLICK = [sys.executable, "-c", "import click"]


def wall_seconds(command: list[str]) -> float:
    """Return the wall-clock seconds of one run of a command."""
    before = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    return time.perf_counter() - before


def measure() -> Row:
    """Return the medians of both; the bar is 0.3 s."""
    shown, click = medians_in_turn(wall_seconds, _HELP, _CLICK, runs=_RUNS)
    return {
        "bench": "cli_help",
        "figure": round(shown, 3),
        "unit": "s",
        "baseline": 'python -c "import click"',
        "baseline_figure": round(click, 3),
        "ratio": round(shown / click, 2),
    }
