"""``drafting batch``: a class list becomes a message for each family."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import click

_INTERRUPTED = 130


@click.command(short_help="Write to every family on a class list.")
@click.argument("class_file", metavar="CLASS", default="-")
@click.option("--out", metavar="OUT", default="-", help="Where the messages go: .csv or .xlsx; '-' is standard output.")
@click.option("--kind", metavar="KIND", default="positive_note", show_default=True, help="For rows that name no kind.")
@click.option(
    "--model",
    metavar="SPEC",
    envvar="DRAFTING_MODEL",
    show_envvar=True,
    help="Who writes: offline (default), openai:MODEL or langchain:PROVIDER:MODEL. No name is sent to it.",
)
@click.option(
    "--concurrency", type=click.IntRange(1, 512), default=8, show_default=True, help="Calls at once, at most."
)
@click.option("--journal", metavar="FILE", help="The record of what is done and paid for; default: OUT.journal.")
@click.option("--retry-failed", is_flag=True, help="Try the rows again that failed before.")
@click.option("--max-cost", type=float, metavar="DOLLARS", help="Stop before more than this is spent.")
@click.option(
    "--price",
    type=(float, float),
    metavar="IN OUT",
    help="The model's price, dollars a million tokens; else DRAFTING_PRICE, else our list, whose year is told.",
)
@click.option("--no-ask", is_flag=True, help="Ask nothing: write what is sure, and say what is left out.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number varies the linking sentences.")
@click.option("--teacher", metavar="NAME", help="Your name, to sign with, for rows without one.")
@click.option("--date", metavar="YYYY-MM-DD", help="The day of the notes, so that 'today' and 'Friday' mean a date.")
@click.option("--class-list", metavar="NAMES", help="Who is in the class: names with commas, or a text file of names.")
@click.option("--column", "columns", metavar="FIELD=HEADING", multiple=True, help="A heading of yours for a field.")
@click.option("--sheet", metavar="NAME", help="The sheet to read, in an .xlsx file with several.")
@click.option("--timeout", type=float, default=90.0, show_default=True, help="Seconds to wait for one answer.")
@click.option(
    "--openai-batch",
    type=click.Choice(["submit", "collect"]),
    help="OpenAI's Batch API, at half the price within a day: hand in, and later fetch.",
)
@click.option("--shard", metavar="I/N", help="Do only every N-th row, from the I-th, into a journal of its own.")
@click.option(
    "--merge", type=click.IntRange(1), metavar="N", help="Put the journals of N shards together, and write OUT."
)
@click.option("--dask", metavar="ADDRESS", help="Have a Dask cluster do the rows (extra 'scale').")
@click.option("--no-double", is_flag=True, help="Never ask a second time beside an answer that is unusually late.")
def batch(class_file: str, *, out: str, **options: Any) -> int:
    """Write a message for every row of CLASS, a .csv or .xlsx file ('-' or nothing: CSV on standard input).

    Columns: student and note; also pronouns, family, language, channel, and any other field of a note. The same rows
    come back in the same order, with status, subject, message, writer, notices and question. A row without a fact gets
    its question instead of a message: answer it under 'answer' in OUT, and run again with OUT in place of CLASS.

    Stopped at any moment, the same command goes on where it was; nothing is paid for twice.

    \b
    Examples:
      drafting batch class.csv --out notes.csv
      drafting batch notes.csv --out notes.csv       (with answers filled in)
      drafting batch class.xlsx --out notes.xlsx --model openai:gpt-4.1-mini --max-cost 0.50
    """  # noqa: D301
    from drafting.batch.table import open_table
    from drafting.cli.class_run import ClassRun

    table = open_table(class_file, sheet=options["sheet"])
    with ExitStack() as stack:
        run = ClassRun(table, out, stack, **options)
        try:
            return run.go()
        except KeyboardInterrupt:
            click.echo(f"Stopped. {run.kept()}", err=True)
            return _INTERRUPTED
