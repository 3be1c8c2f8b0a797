"""The progress of a batch, where somebody is looking."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from drafting.batch.running import Batch, Progress

__all__ = ["ProgressBar"]


class ProgressBar:
    """A bar with notes a second, failures, time left, tokens and cost, where somebody is looking."""

    def __init__(self, total: int, batch: Batch) -> None:
        from tqdm import tqdm

        # Given, because tqdm shows nothing on a terminal that does not tell its size.
        size = {"ncols": shutil.get_terminal_size((100, 24)).columns, "nrows": 20}
        self._bar = tqdm(total=total, unit=" notes", file=sys.stderr, disable=None, leave=False, **size)
        self._batch = batch

    def __enter__(self) -> Callable[[Progress], None]:
        return self._show

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def _show(self, now: Progress) -> None:
        if self._bar.disable:
            return
        told: list[str] = [f"{now.failed} failed"]
        if self._batch.model is not None:
            told.append(f"{now.counts.tokens_in + now.counts.tokens_out:,} tokens")
            price = self._batch.price
            told.append(f"${price.so_far(now.counts):.3f}" if price else "price not known")
        self._bar.set_postfix_str(", ".join(told), refresh=False)
        self._bar.update(now.done - self._bar.n)
