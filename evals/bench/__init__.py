"""The benches: what the project costs, always beside a baseline measured on the same machine in the same run.

One module a bench, discovered from this folder: its name is the name of the bench and its docstring's first line says
what it measures. ``measure()`` returns one row or a list of rows, each ``{"bench", "figure", "unit", "baseline",
"baseline_figure", "ratio"}``. A module with ``NETWORK = True`` runs only when it is named; one with ``ROWS`` can be told
how many rows to measure with.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from drafting.errors import InputError

__all__ = ["FIELDS", "Row", "load", "names", "run"]

Row = Mapping[str, object]
FIELDS = ("bench", "figure", "unit", "baseline", "baseline_figure", "ratio")


def names() -> tuple[str, ...]:
    """Return the names of all benches, in order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))


def load(name: str) -> ModuleType:
    """Return the module of a bench; raise InputError for a name that is none."""
    if name not in names():
        raise InputError(f"There is no bench called {name!r}: choose from {', '.join(names())}.")
    return importlib.import_module(f"{__name__}.{name}")


def run(wanted: Sequence[str] = (), *, count: int | None = None) -> Iterator[Row]:
    """Run the named benches, or all that need no network, and yield their rows as they come.

    ``count``: the rows to measure with, for benches that can be told.
    """
    modules = [load(name) for name in (wanted or names())]
    for module in modules:
        if wanted or not getattr(module, "NETWORK", False):
            rows = module.measure(count) if count and hasattr(module, "ROWS") else module.measure()
            yield from [rows] if isinstance(rows, Mapping) else rows
