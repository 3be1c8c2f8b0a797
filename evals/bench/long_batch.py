"""100,000 rows written offline: how much slower the last tenth is than the first, and how much memory they take.

Runs only when named, with ``--rows`` for fewer. The rows come from a file and go to one, through the journal, as
``drafting batch`` does it; no child, note or figure comes twice but by chance. Rates are CPU time, so that a busy machine
does not count as drift; and because such a machine makes that slower too, a tenth is told by the quickest of its slices
(the one that nine in ten take longer than), in the time of a fixed piece of work of the standard library done between them.
"""

from __future__ import annotations

import ast
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from evals.bench import Row

NETWORK = True  # only when named: it takes several minutes
ROWS = 100_000
_SLICES = 100  # a tenth
_MINUTES = 40
_MOST_MB = 300

_START = "Ka Mi Lo Zu Re Ta Bo Ne Su Di An El Jo Fa Ri".split()
_MIDDLE = "ra lo vin ny sha mir tek la dor bi".split()
_END = ["", "n", "s", "a", "el", "o"]
_DID = (
    "read {count} pages about {thing} aloud today", "solved {count} puzzles about {thing}",
    "wrote {count} lines about {thing} in the journal", "drew {count} {thing} and hung them up",
    "learned {count} new words about {thing}", "sorted {count} cards about {thing}",
    "built a model of {thing} with {count} bricks",
)  # fmt: skip
_THING = (
    "frogs bridges fractions comets volcanoes rivers maps owls gears shadows magnets ferns kites tides seeds".split()
)
_THEN = (
    "then helped a classmate clean up", "stayed with it for {} minutes", "explained it to the class", "",
    "asked {} good questions", "started all alone", "tried again after a mistake", "was proud of it",
)  # fmt: skip


def measure(rows: int = ROWS) -> list[Row]:
    """Write the rows (in thousands) in a process of its own, and say its drift and its memory."""
    rows = max(1, rows // 1000) * 1000
    ran = subprocess.run(
        [sys.executable, "-m", __name__, str(rows)], capture_output=True, check=True, text=True, timeout=60 * _MINUTES
    )
    told = json.loads(ran.stdout)
    first, last = told["tenths"][0], told["tenths"][-1]
    name = f"long_batch: {rows:,} rows offline"
    return [
        _row(f"{name}, a row in the last tenth", last, "of the fixed work", "in the first tenth", first),
        _row(
            f"{name}, the slowest tenth", max(told["tenths"]), "of the fixed work", "the quickest", min(told["tenths"])
        ),
        _row(f"{name}, most memory", told["most_mb"], "MB", "the bar", _MOST_MB),
        _row(f"{name}, memory at the end", told["mb"][-1], "MB", "after the first tenth", told["mb"][0]),
        _row(f"{name}, CPU of a row in the last tenth", told["ms"][-1], "ms", "in the first tenth", told["ms"][0]),
    ]


def _row(name: str, figure: float, unit: str, baseline: str, theirs: float) -> Row:
    return {
        "bench": name,
        "figure": round(figure, 3),
        "unit": unit,
        "baseline": baseline,
        "baseline_figure": round(theirs, 3),
        "ratio": round(figure / theirs, 3),
    }


def _cells(count: int) -> Iterator[list[str]]:
    draw = random.Random(5)  # noqa: S311 (which invented children there are)
    for _ in range(count):
        child, family = ("".join(map(draw.choice, (_START, _MIDDLE, _END))) for _ in range(2))
        note = draw.choice(_DID).format(count=draw.randrange(2, 90), thing=draw.choice(_THING))
        then = draw.choice(_THEN).format(draw.randrange(2, 30))
        pronouns = draw.choice(["she/her", "he/him", "they/them", ""])
        yield [child, pronouns, f"Ms. {family}", ", ".join(filter(None, (note, then)))]


def _write_all(count: int) -> dict[str, object]:
    """Do what the command does, and look at the clock after every slice."""
    from drafting.batch import Batch, Result, open_table, read_rows
    from drafting.batch import Row as ClassRow
    from drafting.batch.output import writing
    from drafting.journal import Journal

    work = Path(ast.__file__).read_text(encoding="utf-8")[:20_000].rpartition("\ndef ")[0]
    each = max(1, count // (10 * _SLICES))
    slices: list[tuple[float, float]] = []
    sizes: list[float] = []
    done = 0
    since = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with (place / "class.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["student", "pronouns", "family", "note"])
            writer.writerows(_cells(count))
        with Journal(place / "journal") as journal, writing(str(place / "out.csv")) as sheet:

            def write(row: ClassRow, result: Result) -> None:
                nonlocal done, since
                sheet.write([*row.line.cells, result.status, result.subject, result.body, *result.notices])
                done += 1
                if done % each == 0:
                    now = time.process_time()
                    ast.parse(work)
                    fixed = time.process_time() - now
                    slices.append(((now - since) / each, fixed))
                    since = now + fixed
                if done % (count // 10) == 0:
                    sizes.append(_megabytes())

            table = open_table(str(place / "class.csv"))
            Batch(journal).run(read_rows(table, defaults={"kind": "positive_note"})[0], write)
    tenths = [slices[at * _SLICES : (at + 1) * _SLICES] for at in range(10)]
    took = [_quick(rows for rows, _ in tenth) for tenth in tenths]
    fixed = [_quick(fixed for _, fixed in tenth) for tenth in tenths]
    return {
        "tenths": [rows / work for rows, work in zip(took, fixed, strict=True)],
        "ms": [1000 * rows for rows in took],
        "mb": sizes,
        "most_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _quick(seconds: Iterable[float]) -> float:
    """The lowest tenth: what a busy machine adds is never negative."""
    return statistics.quantiles(seconds, n=10)[0]


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1_048_576


if __name__ == "__main__":
    print(json.dumps(_write_all(int(sys.argv[1]))))
