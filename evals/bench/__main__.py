"""``python -m evals.bench [NAME ...] [--json]``: run benches and print one figure a line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from drafting.errors import DraftingError
from evals.bench import Row, load, names, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benches that are named, or all that need no network; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Measure what the project costs.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which benches (default: all that need no network)")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument("--list", action="store_true", help="only say which benches there are")
    parser.add_argument("--rows", type=int, metavar="N", help="how many rows, for benches that can be told")
    options = parser.parse_args(arguments)
    try:
        if options.list:
            for name in names():
                print(f"{name}: {(load(name).__doc__ or '').strip().splitlines()[0]}")
            return 0
        for row in run(options.names, count=options.rows):
            print(json.dumps(row) if options.json else say(row), flush=True)
    except DraftingError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def say(row: Row) -> str:
    """Say a row for people."""
    said = f"{row['bench']}: {_round(row['figure'])} {row['unit']}"
    if row.get("baseline_figure") is None:
        return said
    ratio = f", ratio {_round(row['ratio'])}" if row.get("ratio") is not None else ""
    return f"{said} ({row['baseline']}: {_round(row['baseline_figure'])}{ratio})"


def _round(figure: object) -> str:
    return f"{figure:.4g}" if isinstance(figure, float | int) else str(figure)


if __name__ == "__main__":
    sys.exit(main())
