"""Who may send now: at most so many at once, fewer when the server has enough of us, nobody while it asks for a pause.

A server that answers 429 may mean everybody ("come back in a second") or only that one request. The gate takes it for
everybody, and opens early when a request sent later than the refused one is answered: then the server does not mean us
all, and from then on a refusal delays only its own request, until several in a row say otherwise.
"""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

__all__ = ["Gate"]

_IN_A_ROW = 4
_SHARE = 0.7
_LONGEST_PAUSE = 120.0
_UNKNOWN_PAUSE = 1.0


class Gate:
    """Slots for requests in flight. ``most`` is never exceeded; ``limit`` is what the server bears at the moment."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = float(most)
        self.in_flight = 0
        self.most_in_flight = 0
        self.pauses = 0
        self._waiting: list[tuple[int, int, asyncio.Future[int]]] = []
        self._numbers = count()
        self._last = -1
        self._opens: asyncio.TimerHandle | None = None
        self._suspect: int | None = None  # the first refused of those not yet contradicted
        self._refusals = 0
        self._alone = False  # refusals have been seen to mean one request only
        self._stopped: BaseException | None = None

    @property
    def waiting(self) -> int:
        """How many would send if they might."""
        return len(self._waiting)

    @property
    def paused(self) -> bool:
        """Whether nobody may send now."""
        return self._opens is not None

    async def enter(self, order: int) -> int:
        """Wait for a slot, the smallest ``order`` first; return the number of this sending. Always ``leave``."""
        if self._stopped is not None:
            raise self._stopped
        if not self._waiting and self._free():
            return self._admitted()
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (order, next(self._numbers), future))
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self.leave()  # the slot came too late to be used
            raise

    def leave(self) -> None:
        """Give the slot back."""
        self.in_flight -= 1
        self._admit()

    def answered(self, number: int) -> None:
        """Note that a request was answered, by the number of its sending."""
        self.limit = min(self.most, self.limit + 0.1)
        if self._suspect is not None and number > self._suspect:
            self._suspect, self._refusals = None, 0
            if self._opens is not None:
                self._alone = True
                self._open()

    def refused(self, number: int, after: float | None) -> bool:
        """Note a refusal; return whether everybody waits for it now."""
        if self._suspect is None or number < self._suspect:
            self._suspect = number
        self._refusals += 1
        sent_since = self._last - self._suspect + 1
        if self._alone and (self._refusals < _IN_A_ROW or self._refusals < _SHARE * sent_since):
            return False
        self._alone = False
        self._pause(_UNKNOWN_PAUSE if after is None else min(after, _LONGEST_PAUSE))
        return True

    def stop(self, error: BaseException) -> None:
        """Let nobody in any more; who waits is told why."""
        self._stopped = error
        for _, _, future in self._waiting:
            if not future.done():
                future.set_exception(error)
        self._waiting.clear()

    def _pause(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        when = loop.time() + seconds
        if self._opens is None:
            self.pauses += 1
        elif self._opens.when() >= when:
            return
        else:
            self._opens.cancel()
        self._opens = loop.call_at(when, self._served)

    def _served(self) -> None:
        """The pause ran its full course: the server meant it, so be fewer from now on."""
        self.limit = max(1.0, self.limit * 0.7)
        self._suspect, self._refusals = None, 0
        self._open()

    def _open(self) -> None:
        if self._opens is not None:
            self._opens.cancel()
            self._opens = None
        self._admit()

    def _free(self) -> bool:
        return self._opens is None and self.in_flight < int(self.limit)

    def _admitted(self) -> int:
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        self._last += 1
        return self._last

    def _admit(self) -> None:
        while self._waiting and self._free():
            future = heapq.heappop(self._waiting)[2]
            if not future.done():
                future.set_result(self._admitted())
