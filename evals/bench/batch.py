"""400 calls of 300 ms at 32 at once, calm and with faults, beside LangChain and a plain AsyncOpenAI with a semaphore.

The requests are those of a class list. ``calls/s`` is the rate of answers that arrived; what a fault loses is told in a
row of its own. The ceiling of whole waves is 400 / (13 * 0.3 s) = 102.6/s. ``ms`` rows are the client's CPU time a call:
beside the baseline's for the calls alone, and beside the offline road's for whole rows with their review.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafting.batch.rows import Row
from drafting.batch.running import Batch
from drafting.batch.scheduler import Scheduler
from drafting.batch.table import Line
from drafting.journal import Journal
from drafting.models import Request
from drafting.models.openai import OpenAIModel
from drafting.pipeline import Pipeline
from drafting.types import Family, Note, Student, Teacher
from evals.bench import Row as Figure
from evals.bench._fault_server import Faults, running

_CALLS, _WIDE = 400, 32
_FIRST = 60
_CALM = Faults(delay=0.3)
_TROUBLE = {
    "10 % 429": replace(_CALM, refused=0.1),
    "5 % cut": replace(_CALM, cut=0.05),
    "10 % reset": replace(_CALM, reset=0.1),
    "5 % slow": replace(_CALM, slow=0.05),
}
_NAMES = "Ada Ben Cleo Dario Esme Farid Gia Hugo Ines Jonas Kemi Lars Mina Noor Otis Pia Quinn Rosa Sami Tara".split()
_DID = (
    "read {} pages aloud today", "solved {} puzzles about fractions", "wrote {} lines in the journal",
    "practiced the recorder for {} minutes", "built a bridge that held {} books", "sounded out {} new words",
)  # fmt: skip


def class_rows(count: int) -> list[Row]:
    """Return rows of invented children, each with a note of its own."""
    return [
        Row(
            Line(at + 2, ()),
            _NAMES[at % 20],
            Note(
                "positive_note",
                _DID[at % 6].format(at + 2),
                student=Student(_NAMES[at % 20], ("she/her", "he/him")[at % 2]),
                family=Family(f"Family {chr(65 + at % 26)}"),
                teacher=Teacher("Ms. Ito"),
            ),
        )
        for at in range(count)
    ]


def requests(count: int) -> list[Request]:
    """Return the first request of each row."""
    pipeline = Pipeline(OpenAIModel("bench", base_url="http://127.0.0.1:9/v1"))
    return [next(pipeline.steps(row.note)) for row in class_rows(count) if row.note is not None]


Runner = Callable[[str, list[Request]], tuple[int, float, float]]
"""(address, requests) -> answers that arrived, seconds, CPU seconds."""


def _timed(play: Callable[[], int]) -> tuple[int, float, float]:
    cpu, start = time.process_time(), time.perf_counter()
    arrived = play()
    return arrived, time.perf_counter() - start, time.process_time() - cpu


def _asked(request: Request) -> list[tuple[str, str]]:
    return [(message["role"], message["content"]) for message in request.messages]


def ours(url: str, wanted: list[Request]) -> tuple[int, float, float]:
    """The scheduler with its journal."""
    found: list[tuple[int, float, float]] = []

    async def play(journal: Journal) -> None:
        async with Scheduler(OpenAIModel("bench", base_url=url), journal, most=_WIDE) as scheduler:
            await asyncio.gather(*(scheduler.ask(one) for one in _warm()))
            cpu, start = time.process_time(), time.perf_counter()
            calls = (scheduler.ask(one, order=at) for at, one in enumerate(wanted))
            arrived = await asyncio.gather(*calls, return_exceptions=True)
            lost = sum(isinstance(one, BaseException) for one in arrived)
            found.append((len(arrived) - lost, time.perf_counter() - start, time.process_time() - cpu))

    with tempfile.TemporaryDirectory() as folder, Journal(Path(folder) / "journal") as journal:
        asyncio.run(play(journal))
    return found[0]


def semaphore(url: str, wanted: list[Request]) -> tuple[int, float, float]:
    """AsyncOpenAI as its own documentation uses it, behind a semaphore, trying again by itself."""
    from openai import AsyncOpenAI

    found: list[tuple[int, float, float]] = []

    async def play() -> None:
        async with AsyncOpenAI(base_url=url, api_key="none", max_retries=8) as client:
            slots = asyncio.Semaphore(_WIDE)

            async def one(request: Request) -> Any:
                messages: Any = list(request.messages)
                async with slots:
                    return await client.chat.completions.create(model="bench", messages=messages, max_tokens=1600)

            await asyncio.gather(*map(one, _warm()), return_exceptions=True)
            cpu, start = time.process_time(), time.perf_counter()
            arrived = await asyncio.gather(*map(one, wanted), return_exceptions=True)
            lost = sum(isinstance(one, BaseException) for one in arrived)
            found.append((len(arrived) - lost, time.perf_counter() - start, time.process_time() - cpu))

    asyncio.run(play())
    return found[0]


def _chat(url: str) -> Any:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(model="bench", base_url=url, api_key=SecretStr("none"), max_retries=8, use_responses_api=False)


def langchain_batch(url: str, wanted: list[Request]) -> tuple[int, float, float]:
    """LangChain's ``batch`` with ``max_concurrency``."""
    chat = _chat(url)
    config: Any = {"max_concurrency": _WIDE}
    chat.batch([_asked(one) for one in _warm()], config=config, return_exceptions=True)

    def play() -> int:
        arrived = chat.batch([_asked(one) for one in wanted], config=config, return_exceptions=True)
        return sum(not isinstance(one, BaseException) for one in arrived)

    return _timed(play)


def langchain_abatch(url: str, wanted: list[Request]) -> tuple[int, float, float]:
    """LangChain's ``abatch`` with ``max_concurrency``."""
    found: list[tuple[int, float, float]] = []

    async def play() -> None:
        chat = _chat(url)
        config: Any = {"max_concurrency": _WIDE}
        ask: Callable[[list[Request]], Awaitable[list[Any]]] = lambda which: chat.abatch(  # noqa: E731
            [_asked(one) for one in which], config=config, return_exceptions=True
        )
        await ask(_warm())
        cpu, start = time.process_time(), time.perf_counter()
        arrived = await ask(wanted)
        lost = sum(isinstance(one, BaseException) for one in arrived)
        found.append((len(arrived) - lost, time.perf_counter() - start, time.process_time() - cpu))

    asyncio.run(play())
    return found[0]


def _warm() -> list[Request]:
    return [Request(({"role": "user", "content": f"Warm {at}."},)) for at in range(_WIDE)]


_BASELINES: dict[str, Runner] = {
    "AsyncOpenAI and a semaphore": semaphore,
    "LangChain batch": langchain_batch,
    "LangChain abatch": langchain_abatch,
}


def measure() -> list[Figure]:
    """Run ours and the three baselines in turn against the same server, calm and with each fault."""
    wanted = requests(_CALLS)
    rows: list[Figure] = []
    for name, faults in {"calm": _CALM, **_TROUBLE}.items():
        with running(faults) as server:
            mine = ours(server.url, wanted)
        against = _BASELINES if name in {"calm", "10 % 429"} else {"AsyncOpenAI and a semaphore": semaphore}
        for baseline, runner in against.items():
            with running(faults) as server:
                theirs = runner(server.url, wanted)
            label = f"{_CALLS} calls, {name}"
            rows.append(_row(label, mine[0] / mine[1], "calls/s", baseline, theirs[0] / theirs[1]))
            if name == "calm":
                rows.append(_row(label, 1000 * mine[2] / _CALLS, "CPU ms a call", baseline, 1000 * theirs[2] / _CALLS))
            else:
                rows.append(_row(label, _CALLS - mine[0], "lost", baseline, _CALLS - theirs[0]))
    rows.append(_whole_rows())
    return rows


def _whole_rows() -> Figure:
    """Whole rows, with reading, prompt, answer, review and revisions, beside the same rows written offline.

    The first rows of a process pay for imports and patterns, and are not counted.
    """
    rows = class_rows(_FIRST + _CALLS)
    with Journal(":memory:") as journal, running(replace(_CALM, delay=0.05)) as server:
        batch = Batch(journal, OpenAIModel("bench", base_url=server.url), most=_WIDE)
        batch.run(rows[:_FIRST], lambda *_: None)
        cpu = time.process_time()
        batch.run(rows[_FIRST:], lambda *_: None)
        model = (time.process_time() - cpu) / _CALLS
    offline = Pipeline()
    cpu = time.process_time()
    for row in rows[_FIRST:]:
        offline.run(row.note)  # type: ignore[arg-type]
    road = (time.process_time() - cpu) / _CALLS
    return _row("whole rows with a model", 1000 * model, "CPU ms a row", "the same rows offline", 1000 * road)


def _row(name: str, figure: float, unit: str, baseline: str, theirs: float) -> Figure:
    return {
        "bench": f"batch: {name}",
        "figure": round(figure, 2),
        "unit": unit,
        "baseline": baseline,
        "baseline_figure": round(theirs, 2),
        "ratio": round(figure / theirs, 2) if theirs else None,
    }
