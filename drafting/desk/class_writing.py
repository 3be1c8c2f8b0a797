"""How the rows of a class are looked at and written: by whom, through which journal, at what cost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from drafting.batch.costs import known_price
from drafting.batch.results import Result
from drafting.batch.rows import Row
from drafting.batch.running import Batch, Progress
from drafting.desk.class_files import Pace
from drafting.drawer import place
from drafting.journal import Journal
from drafting.models import ChatModel

__all__ = ["ClassWriting"]


class ClassWriting:
    """Who writes: ``model``, or None for the offline writer. ``kept``: what it answers stays on this computer."""

    def __init__(self, model: ChatModel | None, *, kept: bool) -> None:
        self.model = model
        self._kept = kept
        self._here = Journal(":memory:")

    def look(self, rows: Iterable[Row], seen: Callable[[Row, Result], None]) -> None:
        """See what each row is and needs, offline and unpaid."""
        Batch(self._here).run(rows, seen, vary=False)

    def foretell(self, rows: Iterable[Row]) -> str:
        """Say what writing these rows takes, before the first call that is paid; nothing where nothing is to be paid."""
        if self.model is None:
            return ""
        with self._journal() as journal:
            count, tokens = Batch(journal, self.model).expected(rows)
        if not count:
            return ""
        price = known_price(self.model.name)
        cost = "its price is not known here (DRAFTING_PRICE tells it)"
        if price:
            each = price.of(tokens, 150)
            cost = f"about ${each * count:.2f} to ${each * 3 * count:.2f} {price.told}"
        return f"{self.model.name} writes: {count:,} to {3 * count:,} calls, {cost}."

    def write(
        self,
        rows: Sequence[Row],
        arrived: Callable[[Row, Result], None],
        follow: Callable[[Pace], None],
        *,
        cancel: threading.Event,
    ) -> str:
        """Write the rows; return why it ended early, if it did and nobody wanted that. ``cancel`` ends it."""
        with self._journal() as journal:
            journal.forget_failures()
            batch = Batch(journal, self.model, cancel=cancel)
            price = known_price(self.model.name) if self.model else None

            def progress(now: Progress) -> None:
                cost = price.so_far(now.counts) if price else None
                follow(Pace(now.done, len(rows), now.failed, cost, cancel.is_set()))

            batch.run(_until(cancel, rows), arrived, progress=progress)
        early = batch.stopped and not cancel.is_set()
        return f"{batch.stopped} What is written is kept; write again to go on." if early else ""

    def forget(self) -> None:
        """Forget what was written, here and on this computer."""
        self._here.close()
        self._here = Journal(":memory:")
        if self._kept:
            for ending in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    Path(f"{_place()}{ending}").unlink()

    @contextmanager
    def _journal(self) -> Iterator[Journal]:
        if self.model is None or not self._kept:
            yield self._here
        else:
            _place().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with Journal(_place()) as journal:
                yield journal


def _place() -> Path:
    return place() / "class.journal"


def _until(cancel: threading.Event, rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if cancel.is_set():
            return
        yield row
