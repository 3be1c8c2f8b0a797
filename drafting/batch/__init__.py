"""A class list in, a message for each family out: many rows at once, nothing lost, nothing paid for twice.

    from drafting.batch import Batch, open_table, read_rows
    from drafting.journal import Journal

    rows, _ = read_rows(open_table("class.csv"), defaults={"kind": "positive_note"})
    with Journal("notes.journal") as journal:
        Batch(journal).run(rows, lambda row, result: print(row.student, result.body))

Nothing here is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafting.batch.results import Result
    from drafting.batch.rows import Row, read_rows
    from drafting.batch.running import Batch, Progress
    from drafting.batch.table import open_table

__all__ = ["Batch", "Progress", "Result", "Row", "open_table", "read_rows"]

_HOME = {
    "Batch": "running", "Progress": "running", "Result": "results", "Row": "rows", "open_table": "table",
    "read_rows": "rows",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'drafting.batch' has no attribute '{name}'")
    return getattr(import_module(f"drafting.batch.{_HOME[name]}"), name)
