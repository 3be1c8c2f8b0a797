"""Run cases through the pipeline: each becomes a row with its draft, the review's verdicts and, if asked, a judge's."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drafting.errors import ModelError
from drafting.journal import Journal, content_key
from drafting.models import ChatModel, open_model
from drafting.pipeline import Pipeline
from drafting.types import Outcome, Review
from evals import casebook, provenance
from evals.casebook import Case
from evals.judging.judge import Judge
from evals.recording import RecordedModel, Usage
from evals.runs import VERSION, RunFile

__all__ = ["Settings", "Summary", "run"]

_PATIENCE = 3
_GATES = re.compile(r"gates to reconsider: (?P<gates>[^;]*); facts missing: (?P<missing>[^;]*)")


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes a run what it is. ``model`` and ``judge`` are specs or chat models; None: offline, no judge."""

    model: str | ChatModel | None = None
    judge: str | ChatModel | None = None
    prompt: str | None = None
    suite: str = "quick"
    cases: Path = casebook.NOTES
    kinds: tuple[str, ...] = ()
    limit: int | None = None
    repeat: int = 1
    seed: int = 0
    concurrency: int = 4
    price: tuple[float, float] = (0.0, 0.0)
    """Per million tokens, in and out."""


@dataclass(slots=True)
class Summary:
    """How a run went: rows in all and new ones, what could not be done and why, and what all rows used."""

    rows: int = 0
    new: int = 0
    failed: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    stopped: bool = False

    def cost(self, price: tuple[float, float]) -> float:
        """The price of the tokens, in the currency of ``price``."""
        return (self.usage.tokens_in * price[0] + self.usage.tokens_out * price[1]) / 1e6


def run(
    settings: Settings,
    out: str | Path,
    *,
    journal: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Summary:
    """Run the cases and write ``out``, going on where an earlier run of the same settings stopped.

    Model answers are kept in ``journal`` (default: ``out`` with ``.journal``). ``progress`` is given rows done, rows in
    all and the case just finished. After three drafts in a row without an answer the run stops; what is done is kept.
    Raises InputError, PromptError, or ModelError when a model cannot even be opened.
    """
    begun = time.monotonic()
    cases = casebook.select(
        casebook.load(settings.cases), suite=settings.suite, kinds=settings.kinds, limit=settings.limit
    )
    writer = None if settings.model in {None, "offline", ""} else open_model(settings.model)
    judging = None if settings.judge is None else open_model(settings.judge)
    summary = Summary()
    with (
        provenance.pinned(settings.prompt),
        Journal(journal or f"{out}.journal") as paid,
        RunFile(out, _manifest(settings, cases, writer, judging)) as file,
    ):
        jobs = [(place, case, number) for number in range(settings.repeat) for place, case in enumerate(cases)]
        waiting = [job for job in jobs if (job[1].id, job[2]) not in file.done]
        summary.rows = len(jobs) - len(waiting)
        for row in file.done.values():
            summary.usage += _used(row)
        bench = _Bench(settings, writer, judging, paid)
        misses = 0
        for job, made in _in_parallel(bench.row, waiting, settings.concurrency):
            try:
                row = made.result()
            except ModelError as error:
                misses += 1
                summary.failed.append(f"{job[1].id}: {error}")
                if misses >= _PATIENCE:
                    summary.stopped = True
                    break
                continue
            misses = 0
            file.add(row)
            summary.rows += 1
            summary.new += 1
            summary.usage += _used(row)
            if progress:
                progress(summary.rows, len(jobs), job[1].id)
        summary.seconds = time.monotonic() - begun
        if summary.new or not (waiting or file.ended):
            file.add(_end(summary, settings.price, whole=summary.rows == len(jobs)))
    return summary


def _used(row: Mapping[str, Any]) -> Usage:
    used = row["usage"]
    return Usage(used["calls"], used["tokens_in"], used["tokens_out"])


class _Bench:
    """Makes one row at a time; safe from several threads."""

    def __init__(self, settings: Settings, writer: ChatModel | None, judging: ChatModel | None, paid: Journal) -> None:
        self._settings = settings
        self._writer = None if writer is None else RecordedModel(writer, paid, purpose="write")
        self._judge = None if judging is None else RecordedModel(judging, paid, purpose="judge")

    def row(self, job: tuple[int, Case, int]) -> dict[str, Any]:
        place, case, number = job
        writer = None if self._writer is None else self._writer.again(repeat=number)
        outcome = Pipeline(writer, seed=self._settings.seed + number, ask=False).run(case.note)
        used = Usage() if writer is None else writer.usage
        row = {"row": "draft", "place": place, "case": case.id, "repeat": number, **_draft(case, outcome)}
        if self._judge is not None and outcome.message is not None and outcome.review is not None:
            asked = self._judge.again(repeat=number)
            row["judge"] = Judge(asked).judge(case.note, outcome.message.body, row["verdicts"])
            used += asked.usage
        row["usage"] = {"calls": used.calls, "tokens_in": used.tokens_in, "tokens_out": used.tokens_out}
        return row


def _draft(case: Case, outcome: Outcome) -> dict[str, Any]:
    message = outcome.message
    whole = "" if message is None else f"{message.subject or ''}\n{message.body}"
    return {
        "kind": case.note.kind,
        "channel": case.note.channel,
        "cluster": case.cluster,
        "traps": list(case.traps),
        "note": case.note.note,
        "status": outcome.status,
        "writer": outcome.writer,
        "subject": None if message is None else message.subject,
        "message": None if message is None else message.body,
        "verdicts": {} if outcome.review is None else _verdicts(outcome.review),
        "lacking": [] if message is None else list(casebook.lacking(case, whole)),
        "said_wrongly": [] if message is None else list(casebook.said_wrongly(case, whole)),
        "questions": [question.ask for question in outcome.questions],
        "notices": list(outcome.notices),
        "trace": list(outcome.trace),
        "first": _first(outcome.trace),
    }


def _verdicts(review: Review) -> dict[str, dict[str, Any]]:
    return {
        name: {"v": verdict.verdict, "quotes": [span.text for span in verdict.spans[:3]], "why": verdict.why}
        for name, verdict in review.criteria.items()
    }


def _first(trace: Sequence[str]) -> dict[str, Any] | None:
    """What the review said of the model's first draft, before anything was asked again or mended; None offline."""
    for step in trace:
        found = _GATES.search(step) if ": first draft; " in step else None
        if found:
            return {
                "gates": [name for name in found["gates"].split(", ") if name != "none"],
                "missing": [name for name in found["missing"].split(", ") if name != "none"],
                "mended": sum(one.startswith("mended: ") for one in trace),
                "given_up": any("the offline draft stands in its place" in one for one in trace),
            }
    return None


def _manifest(
    settings: Settings, cases: Sequence[Case], writer: ChatModel | None, judging: ChatModel | None
) -> dict[str, Any]:
    told = {
        "version": VERSION,
        "kindnote": provenance.release(),
        "model": "offline" if writer is None else writer.name,
        "prompt": settings.prompt,
        "judge": None if judging is None else judging.name,
        "suite": settings.suite,
        "cases": len(cases),
        "cases_hash": casebook.digest(cases),
        "prompts_hash": provenance.prompt_hash(),
        "rubric_hash": provenance.rubric_hash(),
        "code_hash": provenance.code_hash(),
        "repeat": settings.repeat,
        "seed": settings.seed,
    }
    return {"row": "manifest", "key": content_key(told), **told, "started": _now()}


def _end(summary: Summary, price: tuple[float, float], *, whole: bool) -> dict[str, Any]:
    return {
        "row": "end",
        "whole": whole,
        "rows": summary.rows,
        "new": summary.new,
        "failed": len(summary.failed),
        "calls": summary.usage.calls,
        "tokens_in": summary.usage.tokens_in,
        "tokens_out": summary.usage.tokens_out,
        "cost": round(summary.cost(price), 6),
        "seconds": round(summary.seconds, 2),
        "finished": _now(),
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


_Job = tuple[int, Case, int]


def _in_parallel(
    work: Callable[[_Job], Mapping[str, Any]], jobs: Sequence[_Job], width: int
) -> Iterator[tuple[_Job, Future[Mapping[str, Any]]]]:
    """Yield each job with its future as it ends; whoever stops listening leaves no job waiting."""
    pool = ThreadPoolExecutor(max_workers=max(1, width))
    running: dict[Future[Mapping[str, Any]], _Job] = {}
    left = iter(jobs)
    try:
        for job in left:
            running[pool.submit(work, job)] = job
            if len(running) >= max(1, width):
                break
        while running:
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                yield running.pop(future), future
            for job in left:
                running[pool.submit(work, job)] = job
                if len(running) >= max(1, width):
                    break
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
