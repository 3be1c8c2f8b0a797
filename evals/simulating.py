"""Does the bench keep its word? Runs of which the truth is known, put through the statistics that reports use.

Coverage: how often a 95 % interval holds the true rate. The gate: how often a comparison of two runs fails though nothing
changed, and how often it finds a true fall. Notes are hard or easy for both runs alike as far as ``likeness`` (0: the two
runs have nothing in common; 1: they say the same) makes them so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drafting.criteria import load_criteria
from evals.comparing import compare
from evals.runs import Run
from evals.statistics import paired_difference, proportion

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

__all__ = ["Coverage", "Decision", "coverages", "decide", "decisions"]

_SEED = 20261


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of intervals that held the truth, for one design."""

    what: str
    design: str
    held: float
    narrow: float | None = None
    """The same when the clusters are ignored."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The shares of comparisons by verdict, and how often the criterion that truly fell was found."""

    design: str
    regression: float
    inconclusive: float
    passed: float
    found: float | None = None


def coverages(*, runs: int = 2000, seed: int = _SEED) -> Iterator[Coverage]:
    """Yield the coverage of each kind of interval."""
    import numpy as np

    draw = np.random.default_rng(seed)
    for notes in (60, 120, 240):
        for rate in (0.6, 0.75, 0.9):
            hits = draw.binomial(notes, rate, runs)
            held = {}
            for count in set(hits.tolist()):
                one = proportion([1.0] * count + [0.0] * (notes - count))
                held[count] = one.low <= rate <= one.high
            yield Coverage(
                "share, notes apart", f"{notes} notes, {rate:.0%}", _mean(held[hit] for hit in hits.tolist())
            )
    for teachers, each in ((24, 5), (40, 5), (24, 10)):
        for rate in (0.6, 0.75, 0.9):
            yield _clustered(draw, teachers, each, rate, likeness=0.2, runs=runs // 2)
    for notes in (60, 120):
        for likeness in (0.0, 0.7):
            for after in (0.9, 0.75):
                yield _paired(draw, notes, 0.9, after, likeness, runs=runs // 2)


def decisions(*, runs: int = 300, notes: int = 120, seed: int = _SEED) -> Iterator[Decision]:
    """Yield how the gate decides: nothing changed, then one criterion fell from 90 % to 75 %, alone and among all."""
    for after in (None, 0.75):
        for repeat in (1, 3):
            for only in (True, False):
                for likeness in (0.0, 0.5, 0.8):
                    yield decide(
                        notes=notes, likeness=likeness, after=after, only=only, repeat=repeat, runs=runs, seed=seed
                    )
    # One run wrote each note once, the other three times.
    yield decide(notes=notes, repeat=3, repeat_before=1, runs=runs, seed=seed)


def decide(
    *,
    notes: int = 120,
    before: float = 0.9,
    after: float | None = None,
    likeness: float = 0.0,
    only: bool = False,
    repeat: int = 1,
    repeat_before: int | None = None,
    runs: int = 300,
    seed: int = _SEED,
) -> Decision:
    """Put simulated pairs of runs through ``compare``; ``after`` is the true rate of the one criterion that fell.

    ``repeat`` is how often a note is written; ``repeat_before`` how often in the first run, if not as often.
    """
    import numpy as np

    draw = np.random.default_rng(seed)
    names = [one.id for one in load_criteria() if not one.gate]
    names = names[:4] if only else names  # what is only shown changes nothing
    counts = {"regression": 0, "inconclusive": 0, "pass": 0}
    found = 0
    for _ in range(runs):
        old, new = _pair(draw, (notes, len(names)), before, likeness, repeat=repeat)
        if after is not None:
            fallen_old, fallen_new = _pair(draw, (notes, 1), before, likeness, repeat=repeat, after=after)
            old[..., :1], new[..., :1] = fallen_old, fallen_new
        told = compare(
            _run("before", old[:repeat_before], names), _run("after", new, names), only=names[:1] if only else (),
        )  # fmt: skip
        counts[str(told.verdict)] += 1
        found += told.lines[0].verdict == "regression"
    family = "the one criterion tested" if only else f"{len(names)} criteria tested"
    times = f" written {repeat} times" if repeat > 1 else ""
    times += f" after and {repeat_before} before" if repeat_before else ""
    change = "nothing changed" if after is None else f"one falls {before:.0%} to {after:.0%}"
    return Decision(
        f"{change}, {notes} notes{times}, likeness {likeness:.1f}, {family}",
        counts["regression"] / runs,
        counts["inconclusive"] / runs,
        counts["pass"] / runs,
        None if after is None else found / runs,
    )


def _clustered(draw: Generator, teachers: int, each: int, rate: float, *, likeness: float, runs: int) -> Coverage:
    """Notes of one teacher are alike: each teacher has a rate of their own around the true one."""
    spread = (1 - likeness) / likeness
    held = ignored = 0
    for _ in range(runs):
        values: list[float] = []
        owners: list[int] = []
        for teacher, own in enumerate(draw.beta(rate * spread, (1 - rate) * spread, teachers)):
            size = int(draw.integers(max(1, each - 2), each + 3))
            values += [float(value) for value in draw.random(size) < own]
            owners += [teacher] * size
        one, alone = proportion(values, owners), proportion(values)
        held += one.low <= rate <= one.high
        ignored += alone.low <= rate <= alone.high
    design = f"{teachers} teachers of about {each} notes, {rate:.0%}"
    return Coverage("share, notes by teacher", design, held / runs, ignored / runs)


def _paired(draw: Generator, notes: int, before: float, after: float, likeness: float, *, runs: int) -> Coverage:
    old, new = _pair(draw, (runs, notes), before, likeness, after=after)
    held = 0
    for changes in (new - old)[0].tolist():
        one = paired_difference(changes)
        held += one.low <= after - before <= one.high
    return Coverage(
        "paired change", f"{notes} notes, {before:.0%} to {after:.0%}, likeness {likeness:.1f}", held / runs
    )


def _pair(
    draw: Generator,
    shape: tuple[int, int],
    before: float,
    likeness: float,
    *,
    repeat: int = 1,
    after: float | None = None,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Met or not in two runs of the same notes, with the difficulty of each note shared; repeats come first."""
    from scipy.special import ndtri

    difficulty = draw.standard_normal(shape)
    share, rest = likeness**0.5, (1 - likeness) ** 0.5
    old, new = (
        (share * difficulty + rest * draw.standard_normal((repeat, *shape)) < ndtri(rate)).astype(float)
        for rate in (before, before if after is None else after)
    )
    return old, new


def _run(name: str, values: NDArray[Any], names: list[str]) -> Run:
    """A run whose verdicts are given."""
    rows = [
        {
            "case": f"n{number}", "repeat": time, "cluster": f"n{number}", "status": "drafted", "message": "", "note": "",
            "lacking": (), "said_wrongly": (),
            "verdicts": {name: {"v": "met" if value > 0.5 else "not_met"} for name, value in zip(names, line, strict=True)},
        }
        for time, notes in enumerate(values.tolist())
        for number, line in enumerate(notes)
    ]  # fmt: skip
    manifest = {"model": name, "judge": None}
    return Run(name, manifest, rows, {"whole": True})


def _mean(values: Iterator[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
