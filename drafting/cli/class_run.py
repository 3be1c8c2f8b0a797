"""One run of ``drafting batch`` over one class list: what it announces, writes and says in the end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.named import journal_beside, model_named, names_in, pair, price_of, work_on_shard
from drafting.cli.progress import ProgressBar
from drafting.errors import InputError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    from drafting.batch.results import Result
    from drafting.batch.rows import Row
    from drafting.batch.running import Batch
    from drafting.batch.table import Table

__all__ = ["ClassRun"]

_RECONSIDER = 1
_NO_MODEL = 3
_NAMED, _TOLD = 12, 50
"""How many families are named in the end, and how many failures are told as they come; all are in the table."""


class ClassRun:
    """One run over one class list."""

    def __init__(self, table: Table, out: str, stack: ExitStack, **options: Any) -> None:
        from drafting.batch.rows import read_rows
        from drafting.batch.running import Batch
        from drafting.journal import Journal

        self.table, self.out, self.options = table, out, options
        defaults = {"kind": options["kind"], "date": options["date"]}
        defaults["teacher"] = {"name": options["teacher"]} if options["teacher"] else None
        wanted: dict[str, Any] = {
            "defaults": {name: value for name, value in defaults.items() if value is not None},
            "class_list": names_in(options["class_list"]),
            "columns": dict(pair(one) for one in options["columns"]),
        }
        self.read: Callable[[], Any] = lambda: read_rows(table, **wanted)[0]
        self.read()  # refuses a file without the columns before anything else is opened
        model = model_named(options["model"])
        self.path = options["journal"] or journal_beside(out, model)
        self.shard: tuple[int, int] | None = None
        if options["shard"]:
            from drafting.batch.shards import journal_of, parse_shard

            self.shard = parse_shard(options["shard"])
            self.path = journal_of(self.path, *self.shard)
        journal = stack.enter_context(Journal(self.path))
        if options["retry_failed"]:
            journal.forget_failures()
        price = price_of(options["price"], model)
        if options["max_cost"] is not None and model is not None and price is None:
            raise InputError(f"The price of {model.name} is not known: give --price IN OUT beside --max-cost.")
        self.batch: Batch = Batch(
            journal,
            model,
            most=options["concurrency"],
            seed=options["seed"],
            ask=not options["no_ask"],
            double=not options["no_double"],
            timeout=options["timeout"],
            price=price,
            max_cost=options["max_cost"],
        )
        self.statuses: Counter[str] = Counter()
        self.silent: list[str] = []
        self.reconsider = False

    def go(self) -> int:
        """Write the table and say what came of it."""
        from drafting.batch.output import writing
        from drafting.batch.rows import ADDED
        from drafting.batch.table import heads

        for notice in self.table.notices:
            click.echo(notice, err=True)
        if self.options["merge"]:
            self._merge(self.options["merge"])
        if self.options["openai_batch"] == "submit":
            return self._submit()
        if self.options["openai_batch"] == "collect":
            self._collect()
        total = self._announced()
        if self.shard:
            return self._own_shard(total)
        if self.options["dask"]:
            self._on_dask(total)
        at = heads(self.table.columns)
        own = [place for name, place in at.items() if name not in ADDED]
        blanks = [place for place, name in enumerate(self.table.columns) if not name]
        kept = sorted({*own, *blanks})
        with writing(self.out, bom=self.table.bom) as sheet, ProgressBar(total, self.batch) as progress:
            sheet.write([*(self.table.columns[place] for place in kept), *ADDED])

            def write(row: Row, result: Result) -> None:
                answer = row.line.cells[at["answer"]] if "answer" in at else ""
                self._counted(row, result)
                sheet.write([*(row.line.cells[place] for place in kept), *_cells(result), answer])

            self.batch.run(self.read(), write, progress=progress)
            if self.batch.stopped and not self.batch.limited and not self.statuses["drafted"]:
                raise ModelError(f"{self.batch.stopped} {self.kept()}")
        return self._told()

    def _merge(self, parts: int) -> None:
        from drafting.batch.shards import journal_of

        for part in range(1, parts + 1):
            path = journal_of(self.path, part, parts)
            if Path(path).is_file():
                self.batch.journal.take_in(path)
            else:
                click.echo(f"Shard {part} of {parts} has left no journal ({path}): its rows are done now.", err=True)

    def _own_shard(self, total: int) -> int:
        from drafting.batch.shards import own_rows

        part, parts = self.shard or (1, 1)
        with ProgressBar(len(range(part - 1, total, parts)), self.batch) as progress:
            self.batch.run(own_rows(self.read(), part, parts), self._counted, progress=progress, vary=False)
        code = self._told(questions=False)
        click.echo(
            f"Shard {part} of {parts} is in {self.path}. When all are done: the same command with --merge {parts}.",
            err=True,
        )
        return code

    def _on_dask(self, total: int) -> None:
        from functools import partial

        from drafting.batch import shards

        # Keys stay on this machine and in the workers' own environment.
        settings = {
            name: self.options[name] for name in ("model", "concurrency", "seed", "no_ask", "no_double", "timeout")
        }
        client = shards.connected(self.options["dask"])
        with client, ProgressBar(total, self.batch) as progress:
            done = 0

            def tell(rows: int) -> None:
                nonlocal done
                from drafting.batch.running import Progress

                done += rows
                progress(Progress(done, 0, self.batch.counts))

            shards.spread(
                client,
                [*self.read()],
                partial(work_on_shard, settings=settings),
                journal=self.batch.journal,
                path=str(Path(self.path).resolve()),
                done=tell,
            )

    def _submit(self) -> int:
        from drafting.batch import by_file

        self.batch.missing = {}
        self.batch.run(self.read(), self._counted, vary=False)
        missing = self.batch.missing
        ordered = self.batch.journal.orders()
        made = by_file.submit(self.batch.model, self.batch.journal, missing)
        new = len([key for key in missing if key not in ordered])
        click.echo(
            f"{new:,} requests handed in ({', '.join(made) or 'nothing new'}), {len(missing) - new:,} were already; "
            f"fetch the answers with --openai-batch collect.",
            err=True,
        )
        return 0

    def _collect(self) -> None:
        from drafting.batch import by_file

        found = by_file.collect(self.batch.model, self.batch.journal)
        click.echo(f"{found.answers:,} answers fetched, {found.failed:,} failed.", err=True)
        for name, state in found.open_batches.items():
            click.echo(f"Batch {name}: {state}; collect again later.", err=True)
        self.batch.missing = {}

    def _announced(self) -> int:
        """Count the rows and, before anything is paid, say what is to come."""
        rows = sum(1 for _ in self.table.lines())
        if self.batch.model is None or self.batch.missing is not None:
            return rows
        open_rows, tokens = self.batch.expected(self.read())
        if not open_rows:
            return rows
        calls = f"{open_rows:,} to {3 * open_rows:,} calls, about {tokens:,} tokens each"
        price = self.batch.price
        if price is None:
            cost = "the price of this model is not known here (--price IN OUT tells it)"
        else:
            each = price.of(tokens, 150)
            ours = " (--price IN OUT takes today's)" if price.of_year else ""
            cost = f"about ${each * open_rows:.2f} to ${each * 3 * open_rows:.2f} {price.told}{ours}"
        click.echo(f"{open_rows:,} of {rows:,} rows to write with {self.batch.model.name}: {calls}, {cost}.", err=True)
        return rows

    def _counted(self, row: Row, result: Result) -> None:
        self.statuses[result.status] += 1
        self.reconsider = self.reconsider or bool(result.reconsider)
        if result.status not in {"drafted", "skipped"} and len(self.silent) <= _NAMED:
            self.silent.append(f"{row.student or 'no name'} (row {row.number})")
        if result.status == "failed" and self.statuses["failed"] <= _TOLD:
            click.echo(f"{_headed(result.notices[0], row.number)}", err=True)
        elif result.status == "skipped":
            click.echo(result.notices[0], err=True)

    def _told(self, *, questions: bool = True) -> int:
        count = self.statuses
        said = [f"{count[status]:,} {words}" for status, words in _WORDS.items() if count[status]]
        rows = sum(count.values())
        click.echo(f"{rows:,} row{'' if rows == 1 else 's'}: {', '.join(said) or 'none'}.", err=True)
        if self.silent:
            more = sum(count.values()) - count["drafted"] - count["skipped"] - _NAMED
            names = ", ".join(self.silent[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
            click.echo(f"These families would hear nothing yet: {names}.", err=True)
        if count["needs_answers"] and self.out != "-" and questions:
            click.echo(
                f"The questions are in {self.out}: write under 'answer', then run: drafting batch {self.out} --out {self.out}",
                err=True,
            )
        spent = self.batch.counts
        if spent.calls:
            cost = f", ${self.batch.price.so_far(spent):.4f}" if self.batch.price else ""
            tokens = spent.tokens_in + spent.tokens_out
            click.echo(
                f"{spent.calls:,} calls, {spent.stored:,} answers from the journal, {tokens:,} tokens{cost}.", err=True
            )
        if self.batch.missing:
            click.echo(
                f"{count['waiting']:,} rows want an answer that is not there yet: --openai-batch submit hands them in "
                "(also a second round, where the review asked for one).",
                err=True,
            )
        if self.batch.stopped:
            click.echo(f"{self.batch.stopped} {self.kept()}", err=True)
            return _RECONSIDER if self.batch.limited else _NO_MODEL
        return _RECONSIDER if count["failed"] or self.reconsider else 0

    def kept(self) -> str:
        """Say what is safe."""
        journal = self.batch.journal
        if journal.path == ":memory:":
            return "Start again when you like."
        return f"What is done is kept in {journal.path}; the same command goes on from there."


_WORDS = {
    "drafted": "ready",
    "needs_answers": "waiting for an answer of yours",
    "not_drafted": "not a matter for a message (see notices)",
    "failed": "failed",
    "waiting": "not begun",
    "skipped": "empty",
}


def _cells(result: Result) -> list[str]:
    ready = result.status == "drafted"
    return [
        result.status,
        result.subject if ready else "",
        result.body if ready else "",
        result.writer if ready else "",
        "\n".join(result.notices),
        "\n".join(result.questions),
    ]


def _headed(told: str, number: int) -> str:
    return told if told.startswith("Row ") else f"Row {number}: {told}"
