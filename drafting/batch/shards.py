"""Parts of a class list worked on apart: each with its own journal, put together in order by one last run.

A shard is every n-th row. It leaves nothing but a journal of answers and finished results; when all are done, one run
over the whole list takes the journals in and finds everything there, so its output is that of one machine.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from drafting.batch.rows import Row
from drafting.errors import InputError, ModelError
from drafting.journal import Journal

__all__ = ["connected", "journal_of", "own_rows", "parse_shard", "spread"]

_SHARDS_A_WORKER = 4
_SECONDS = 10
"""How long a scheduler may take to answer."""


def parse_shard(text: str) -> tuple[int, int]:
    """Read "2/4": the second of four. Raises InputError."""
    found = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", text)
    part, parts = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= part <= parts:
        raise InputError(f"--shard is a part and how many there are, such as 2/4, not '{text[:20]}'.")
    return part, parts


def journal_of(journal: str, part: int, parts: int) -> str:
    """Return the journal of one shard, beside that of the whole."""
    return f"{journal}.{part}of{parts}"


def own_rows(rows: Iterable[Row], part: int, parts: int) -> Iterator[Row]:
    """Yield the rows of one shard."""
    return (row for at, row in enumerate(rows) if at % parts == part - 1)


def connected(address: str) -> Any:
    """Return a client of the Dask cluster at ``address``; close it. Raises InputError or ModelError, one sentence."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise InputError("--dask needs the extra 'scale': pip install 'kindnote[scale]'.") from error
    try:
        client = distributed.Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ModelError(f"No Dask scheduler answers at {address}; start one, or leave out --dask.") from error
    if not client.ncores():
        client.close()
        raise ModelError(f"The Dask scheduler at {address} has no workers; start some, or leave out --dask.")
    return client


def spread(
    client: Any,
    rows: Sequence[Row],
    work: Callable[[Sequence[Row], str], Mapping[str, Any]],
    *,
    journal: Journal,
    path: str,
    done: Callable[[int], None] | None = None,
) -> None:
    """Have the cluster do all rows, a shard at a time, and take what each shard gives into the journal.

    ``work(rows, journal_path)`` runs on a worker and returns ``Journal.export()``. A shard whose worker dies begins again
    elsewhere, from its own journal where that can be reached. ``done`` is told the rows of each finished shard.
    """
    distributed: Any = import_module("distributed")
    parts = max(1, min(len(rows), _SHARDS_A_WORKER * len(client.ncores())))
    shards = [[*own_rows(rows, part, parts)] for part in range(1, parts + 1)]
    futures = {
        client.submit(work, own, journal_of(path, part, parts), pure=False, retries=3): len(own)
        for part, own in enumerate(shards, start=1)
    }
    for future in distributed.as_completed([*futures], loop=client.loop):
        journal.take_in(future.result())
        if done:
            done(futures[future])


def reachable(journal: str) -> str:
    """Return the path if its folder is there on this machine, else one in a folder of its own: workers may be anywhere."""
    return journal if Path(journal).parent.is_dir() else str(Path(tempfile.mkdtemp(prefix="drafting-")) / "journal")
