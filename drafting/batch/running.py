"""The batch itself: rows in, results out in the same order, many on their way at once, nothing paid for twice."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from drafting.batch.costs import Price
from drafting.batch.results import Result
from drafting.batch.rows import Row
from drafting.batch.scheduler import Counts, Scheduler, StoppedError
from drafting.batch.twins import Class
from drafting.contract import LONGEST_TEXT
from drafting.errors import DraftingError, ModelError
from drafting.journal import Journal, JournalError, content_key
from drafting.models import ChatModel, Completion, Request
from drafting.pipeline import Pipeline
from drafting.prompts import pinned, prompts_digest
from drafting.types import Answer, Note, Outcome

__all__ = ["Batch", "Progress"]

_SAMPLE = 8
_OPEN = 4
"""Rows open at once, for each request that may be in flight: some being sent, some ready, some waiting for an earlier one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: rows done, of them failed, and what was sent so far."""

    done: int
    failed: int
    counts: Counts


@dataclass
class Batch:
    """How rows are written. ``model``: None for the offline writer, else a ChatModel; ``most`` requests in flight.

    ``max_cost`` in US dollars needs a ``price``. ``cancel`` may be set from another thread: nothing more is sent, and
    ``run`` returns when what is in flight has been given up. With ``missing`` nothing is called: requests that the
    journal cannot answer are put there. After ``run``, ``stopped`` says why it ended
    early, and ``limited`` whether that was the limit of the cost.
    """

    journal: Journal
    model: ChatModel | None = None
    most: int = 8
    seed: int = 0
    ask: bool = True
    double: bool = True
    timeout: float = 90.0
    price: Price | None = None
    max_cost: float | None = None
    missing: dict[str, Request] | None = None
    cancel: threading.Event = field(default_factory=threading.Event)
    stopped: str | None = None
    limited: bool = False
    counts: Counts = field(default_factory=Counts)

    def __post_init__(self) -> None:
        self._pipeline = Pipeline(self.model, seed=self.seed, ask=self.ask)
        self._rests_on = [
            _VERSION,
            prompts_digest(),
            self.model.name if self.model else "offline",
            getattr(self.model, "endpoint", ""),
            getattr(self.model, "settings", None),
            self.seed,
            self.ask,
        ]
        self._scheduler: Scheduler | None = None

    def expected(self, rows: Iterable[Row]) -> tuple[int, int]:
        """Return how many rows are not finished yet, and the tokens that one call sends on average (an estimate)."""
        count = 0
        sample: list[int] = []
        for row in rows:
            if row.note is None or (not row.answer and self.journal.result(self._key(row.note)) is not None):
                continue
            count += 1
            if len(sample) < _SAMPLE:
                with suppress(StopIteration, DraftingError):
                    request = next(self._pipeline.steps(row.note))
                    sample.append(sum(len(message["content"]) for message in request.messages) // 4)
        return count, sum(sample) // max(1, len(sample))

    def run(
        self,
        rows: Iterable[Row],
        write: Callable[[Row, Result], None],
        *,
        progress: Callable[[Progress], None] | None = None,
        vary: bool = True,
    ) -> None:
        """Take the rows down the road and write each result in the order of the rows.

        ``vary`` keeps the messages of a class from being twins. Raises what ``write`` raises. Where an event loop is
        running already (a notebook), the work is done in a thread beside it, and ``write`` is called there.
        """
        with pinned(), _seldom_collected():
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                asyncio.run(self._run(rows, write, progress, vary=vary))
            else:
                with ThreadPoolExecutor(1) as beside:
                    beside.submit(lambda: asyncio.run(self._run(rows, write, progress, vary=vary))).result()

    async def _run(
        self,
        rows: Iterable[Row],
        write: Callable[[Row, Result], None],
        progress: Callable[[Progress], None] | None,
        *,
        vary: bool,
    ) -> None:
        loop = asyncio.get_running_loop()
        waiting: deque[tuple[int, Row, asyncio.Task[Result]]] = deque()
        room = max(64, _OPEN * self.most)
        together = Class()
        done = failed = 0

        def finish() -> None:
            nonlocal done, failed
            while waiting and waiting[0][2].done():
                at, row, task = waiting.popleft()
                result = task.result()
                if vary and row.note is not None:
                    result = together.apart(result, row.note, at=at, number=row.number)
                write(row, result)
                done += 1
                failed += result.status == "failed"
                if progress:
                    progress(Progress(done, failed, self.counts))

        async with self._opened() as scheduler:
            try:
                for at, row in enumerate(rows):
                    waiting.append((at, row, loop.create_task(self._row(row))))
                    await asyncio.sleep(0)
                    finish()
                    while waiting and (len(waiting) >= room or scheduler.gate.waiting >= self.most):
                        await self._pause(waiting[0][2])
                        finish()
                while waiting:
                    await self._pause(waiting[0][2])
                    finish()
            finally:
                for _, _, task in waiting:
                    task.cancel()
        self.stopped = str(scheduler.stopped) if scheduler.stopped else None

    def _opened(self) -> Scheduler:
        model: Any = self.model
        self._scheduler = Scheduler(
            model,
            self.journal,
            most=self.most,
            timeout=self.timeout,
            double=self.double,
            may_call=self._may_call,
            missing=self.missing,
        )
        self.counts = self._scheduler.counts
        return self._scheduler

    async def _pause(self, head: asyncio.Task[Result]) -> None:
        await asyncio.wait([head], timeout=0.02)
        if self.cancel.is_set() and self._scheduler:
            self._scheduler.stop(ModelError("Stopped."))

    def _may_call(self, counts: Counts, in_flight: int) -> str | None:
        """Stop before a call once the batch is cancelled, or where the call could take it over its limit.

        Calls in flight count at the average so far.
        """
        if self.cancel.is_set():
            return "Stopped."
        if self.price is None or self.max_cost is None:
            return None
        each = self.price.so_far(counts) / counts.answers if counts.answers else self.price.of(2_000, 500)
        if self.price.so_far(counts) + each * in_flight > self.max_cost:
            self.limited = True
            return f"The limit of ${self.max_cost:g} is reached: nothing more was sent."
        return None

    async def _row(self, row: Row) -> Result:
        if row.empty:
            return Result("skipped", notices=row.notices)
        if row.problem is not None:
            return Result("failed", notices=(row.problem, *row.notices))
        if row.note is None:
            return Result("needs_answers", questions=(row.question or "",), notices=row.notices)
        try:
            result = await self._written(row.note, row)
        except StoppedError as error:
            result = Result("waiting", notices=(str(error),))
        except JournalError as error:
            if self._scheduler:
                self._scheduler.stop(ModelError(str(error)))  # going on would pay for what cannot be kept
            raise
        except DraftingError as error:
            result = Result("failed", notices=(str(error),))
        except Exception as error:  # noqa: BLE001 (one odd row must not cost the others)
            told = f"Row {row.number} could not be done ({type(error).__name__}: {error}); please report it as a bug."
            result = Result("failed", notices=(told,))
        return replace(result, notices=(*row.notices, *result.notices)) if row.notices else result

    async def _written(self, note: Note, row: Row) -> Result:
        if row.answer:
            note = replace(note, answers={**note.answers, **self._answers(note, row.answer)})
        key = self._key(note)
        kept = self.journal.result(key)
        if kept is not None:
            return Result.from_json(kept)
        outcome, whole = await self._carried(self._pipeline.steps(note), row.number)
        result = Result.of(outcome)
        if whole:
            self.journal.put_result(key, result.to_json())
        return result

    def _key(self, note: Note) -> str:
        return content_key([*self._rests_on, asdict(note)])

    def _answers(self, note: Note, answer: str) -> dict[str, Answer]:
        """What the cell answers: the one question of the row, or its questions line by line."""
        asked = Pipeline(ask=True).run(note).questions
        keys = [question.fact or question.ask for question in asked]
        lines = [line.strip() for line in answer.splitlines() if line.strip()]
        if len(keys) > 1 and len(lines) == len(keys):
            return dict(zip(keys, lines, strict=True))
        return {keys[0]: answer[:LONGEST_TEXT]} if keys else {}

    async def _carried(self, steps: Generator[Request, Completion, Outcome], order: int) -> tuple[Outcome, bool]:
        """Return the outcome, and whether every request on its way was answered."""
        whole = True
        scheduler = self._scheduler
        if scheduler is None:
            raise RuntimeError("no run is going on")
        try:
            request = next(steps)
            while True:
                try:
                    answer = await scheduler.ask(request, order=order)
                except StoppedError:
                    steps.close()
                    raise
                except ModelError as error:
                    whole = False
                    request = steps.throw(error)
                else:
                    request = steps.send(answer)
        except StopIteration as arrived:
            return arrived.value, whole


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for unreachable cycles seldom while the block lasts.

    A row leaves next to none behind, and to look through all that has been imported takes as long as 20 rows.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _installed() -> str:
    try:
        return version("kindnote")
    except PackageNotFoundError:
        return "unknown"


_VERSION = sha256(_installed().encode()).hexdigest()[:8]
