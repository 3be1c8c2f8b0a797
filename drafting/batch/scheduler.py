"""Carries the requests of many rows to one model: few at once, each answer paid for once, no slot ever asleep.

A request that waits (for its next try, or because the server asks for a pause) holds no slot. An answer that was cut or
lost is asked for again; one that takes far longer than the others is asked for a second time beside it, and whichever
comes first counts. Every answer is in the journal before anyone sees it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Self

from drafting.batch.gate import Gate
from drafting.errors import ModelError
from drafting.journal import Journal, request_key
from drafting.models import AsyncChatModel, ChatModel, Completion, Fault, Message, Request

__all__ = ["Counts", "Scheduler", "StoppedError", "key_of"]

_TICK = 0.05
_AGAIN = 3
"""How often a slow request may be asked for beside the first time."""
_PATIENCE = 600.0
"""Seconds that one request may go on being refused."""


class StoppedError(ModelError):
    """The whole batch ends here: nothing more is sent. What was answered is kept."""


@dataclass(slots=True)
class Counts:
    """What has been sent and what came back."""

    calls: int = 0
    answers: int = 0
    stored: int = 0
    refused: int = 0
    again: int = 0
    doubled: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(slots=True, eq=False)
class _Flight:
    """One request on its way, perhaps more than once."""

    request: Request
    future: asyncio.Future[Completion]
    since: float
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    sent: int = 1


def key_of(model: ChatModel, request: Request) -> str:
    """Return the journal's key of a request to this model."""
    return request_key(
        request.messages,
        model=model.name,
        endpoint=getattr(model, "endpoint", ""),
        prompt=request.prompt,
        schema=request.schema,
        options=getattr(model, "settings", None),
    )


class Scheduler:
    """One model, one journal, at most ``most`` requests in flight. Use it inside one event loop, as a context manager.

    ``timeout`` in seconds for one attempt; ``attempts`` for answers that are lost; ``double`` slow requests;
    ``may_call`` is asked before each call (with the calls in flight, this one among them) and stops the batch by
    returning a sentence. With ``missing`` nothing is called: what the journal does not hold is put there.
    """

    def __init__(
        self,
        model: ChatModel,
        journal: Journal,
        *,
        most: int = 8,
        attempts: int = 8,
        timeout: float = 90.0,
        double: bool = True,
        may_call: Callable[[Counts, int], str | None] | None = None,
        missing: dict[str, Request] | None = None,
    ) -> None:
        self.counts = Counts()
        self.gate = Gate(most)
        self._model = model
        self._journal = journal
        self._attempts = attempts
        self._timeout = timeout
        self._double = double
        self._may_call = may_call
        self._missing = missing
        self._asking: dict[str, asyncio.Future[Completion]] = {}
        self._flights: set[_Flight] = set()
        self._took: deque[float] = deque(maxlen=200)
        self._threads: ThreadPoolExecutor | None = None
        self._watch: asyncio.Task[None] | None = None
        self.stopped: ModelError | None = None

    async def __aenter__(self) -> Self:
        if not isinstance(self._model, AsyncChatModel):
            self._threads = ThreadPoolExecutor(self.gate.most)
        self._watch = asyncio.get_running_loop().create_task(self._watching())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._watch:
            self._watch.cancel()
        for flight in self._flights:
            for task in flight.tasks:
                task.cancel()
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)
        close = getattr(self._model, "aclose", None)
        if close is not None:
            await close()

    def stop(self, error: ModelError) -> None:
        """Send nothing more; what is in flight may arrive and is kept."""
        if self.stopped is None:
            self.stopped = error
            self.gate.stop(StoppedError(str(error)))

    async def ask(self, request: Request, *, order: int = 0) -> Completion:
        """Return the stored answer, or call. The smaller ``order``, the sooner it is sent.

        Raises ModelError with the reason when there is no answer to be had (noted in the journal, and given again until
        failures are forgotten), StoppedError when the batch has been stopped.
        """
        key = key_of(self._model, request)
        stored = self._journal.get(key)
        if stored is not None:
            self.counts.stored += 1
            return stored
        reason = self._journal.failure(key)
        if reason is not None:
            raise ModelError(reason)
        if self._missing is not None:
            self._missing[key] = request
            raise StoppedError("Its answer is not there yet.")
        asking = self._asking.get(key)
        if asking is not None:  # two rows with one request: one call
            return await asyncio.shield(asking)
        future = self._asking[key] = asyncio.get_running_loop().create_future()
        try:
            answer = await self._call(request, order)
        except StoppedError as error:
            future.set_exception(error)
            raise
        except Fault as fault:
            self._journal.fail(key, str(fault.error))
            future.set_exception(fault.error)
            raise fault.error from fault
        except asyncio.CancelledError:
            future.cancel()
            raise
        else:
            future.set_result(answer)
            self._journal.put(key, answer)
            return answer
        finally:
            if future.done() and not future.cancelled():
                future.exception()  # nobody else may have been waiting for it
            del self._asking[key]

    async def _call(self, request: Request, order: int) -> Completion:
        loop = asyncio.get_running_loop()
        faults = refusals = 0
        refused_since = None
        while True:
            try:
                return await self._fly(request, order)
            except Fault as fault:
                if fault.kind == "stop":
                    self._stop_all(fault)
                if fault.kind == "busy":
                    refused_since = refused_since or loop.time()
                    if loop.time() - refused_since > _PATIENCE:
                        raise
                    refusals += 1
                    if not self.gate.paused:  # the server means this request only, so it lets others go first
                        await asyncio.sleep(min(fault.after or 1.0, 0.1 * 2.5 ** min(refusals - 1, 8)))
                    continue
                faults += 1
                if fault.kind == "refused" or faults >= self._attempts:
                    if fault.kind == "away":
                        self._stop_all(fault)
                    raise
                self.counts.again += 1
                if faults > 1:
                    await asyncio.sleep(min(0.25 * 2.0 ** (faults - 2), 5.0))

    def _stop_all(self, fault: Fault) -> None:
        self.stop(fault.error)
        raise StoppedError(str(fault.error)) from fault

    async def _fly(self, request: Request, order: int) -> Completion:
        number = await self.gate.enter(order)
        if self._may_call and (no := self._may_call(self.counts, self.gate.in_flight)):
            self.stop(ModelError(no))
            self.gate.leave()
            raise StoppedError(no)
        loop = asyncio.get_running_loop()
        flight = _Flight(request, loop.create_future(), loop.time())
        self._flights.add(flight)
        self._send(flight, number)
        try:
            return await flight.future
        finally:
            self._flights.discard(flight)
            for task in flight.tasks:
                task.cancel()

    def _send(self, flight: _Flight, number: int) -> None:
        task = asyncio.get_running_loop().create_task(self._attempt(flight, number))
        flight.tasks.add(task)
        task.add_done_callback(flight.tasks.discard)

    async def _attempt(self, flight: _Flight, number: int) -> None:
        """One attempt in a slot that has been entered; leaves it in the end."""
        self.counts.calls += 1
        loop = asyncio.get_running_loop()
        sent = loop.time()
        fault: Fault | None = None
        try:
            answer = await self._once(flight.request.messages, flight.request.schema)
            self._took.append(loop.time() - sent)
            self.gate.answered(number)
            self.counts.answers += 1
            self.counts.tokens_in += answer.tokens_in or 0
            self.counts.tokens_out += answer.tokens_out or 0
            if not flight.future.done():
                flight.future.set_result(answer)
        except Fault as caught:
            fault = caught
            if fault.kind == "busy":
                self.counts.refused += 1
                self.gate.refused(number, fault.after)
            elif fault.kind == "stop":
                self.stop(fault.error)  # before the slot goes to the next
        except Exception as error:  # noqa: BLE001 (a provider's own fault must not hang the batch)
            fault = Fault("refused", ModelError(f"{self._model.name} went wrong ({type(error).__name__}: {error})."))
        finally:
            self.gate.leave()
        others = len(flight.tasks) - 1
        if fault is not None and not flight.future.done() and not others:
            flight.future.set_exception(fault)

    async def _once(self, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> Completion:
        if isinstance(self._model, AsyncChatModel):
            return await self._model.attempt(messages, schema=schema)
        # A model of one's own that only knows to be called: it does its own trying again.
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, lambda: self._model.complete(messages, schema=schema))
        except ModelError as error:
            raise Fault("refused", error) from error

    async def _watching(self) -> None:
        """Look after what is slow: ask a second time beside it, and in the end give it up."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_TICK)
            slow = self._slow_after()
            for flight in [*self._flights]:
                age = loop.time() - flight.since
                if age > self._timeout:
                    if not flight.future.done():
                        told = f"{self._model.name} did not answer within {self._timeout:g} seconds; try again later."
                        flight.future.set_exception(Fault("passing", ModelError(told)))
                elif slow is not None and age > slow * flight.sent and not flight.future.done():
                    if flight.sent > _AGAIN or self.counts.doubled >= 5 + self.counts.calls // 10:
                        continue
                    flight.sent += 1
                    self.counts.doubled += 1
                    task = loop.create_task(self._second(flight))
                    flight.tasks.add(task)
                    task.add_done_callback(flight.tasks.discard)

    async def _second(self, flight: _Flight) -> None:
        await self._attempt(flight, await self.gate.enter(-1))

    def _slow_after(self) -> float | None:
        """Seconds after which an answer is unusually late; None while that cannot be told."""
        if not self._double or self._threads or len(self._took) < 20:
            return None
        took = sorted(self._took)
        return max(0.5, 3 * took[len(took) // 2], 1.5 * took[len(took) * 9 // 10])
