"""Two commands measured in turn, so that a busy machine slows both alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable

Command = list[str]


def medians_in_turn(
    cost: Callable[[Command], float], command: Command, baseline: Command, *, runs: int
) -> tuple[float, float]:
    """Return the median cost of a command and of its baseline, after one run of each that warms the disk."""
    cost(command)
    cost(baseline)
    pairs = [(cost(command), cost(baseline)) for _ in range(runs)]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs)
