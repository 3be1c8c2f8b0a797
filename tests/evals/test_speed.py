"""The benches of speed yield what the runner prints; the figures themselves are never asserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evals.bench import FIELDS, cli_help, cold_draft, road

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.parametrize(("bench", "count"), [(cli_help, "_RUNS"), (cold_draft, "_RUNS"), (road, "_ROUNDS")])
def test_a_bench_of_speed_gives_a_row(monkeypatch: pytest.MonkeyPatch, bench: ModuleType, count: str) -> None:
    """One short run of each gives every field, with figures above nothing."""
    monkeypatch.setattr(bench, count, 1)
    if bench is road:
        some = road.notes()[:3]
        monkeypatch.setattr(road, "notes", lambda: some)
    row = bench.measure()
    assert tuple(row) == FIELDS
    assert bench.__name__.endswith(f".{row['bench']}")
    assert all(row[name] > 0 for name in ("figure", "baseline_figure"))


def test_the_road_is_measured_on_every_kind_of_note() -> None:
    """The project's own notes are many and of many kinds, so that no single kind decides the figure."""
    found = road.notes()
    assert len(found) > 100
    assert len({note.kind for note in found}) > 10
