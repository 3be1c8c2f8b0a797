"""``drafting-evals run``: notes through the pipeline, into a file that can be compared."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evals.casebook import NOTES, SUITES


@click.command("run", short_help="Run notes through a writer, into a file.")
@click.option(
    "--suite",
    type=click.Choice(SUITES),
    default="quick",
    show_default=True,
    help="quick: every fourth note of each kind; release: all of them.",
)
@click.option(
    "--model",
    metavar="SPEC",
    envvar="DRAFTING_MODEL",
    show_envvar=True,
    help="Who writes: offline (default), openai:MODEL or langchain:PROVIDER:MODEL.",
)
@click.option(
    "--prompt", metavar="KIND@VERSION", help="Write this kind with this version of its prompt, such as concern@1."
)
@click.option(
    "--judge", metavar="SPEC", help="A model that judges each draft beside the detectors; better one of another family."
)
@click.option(
    "--repeat", type=click.IntRange(1, 100), default=1, show_default=True, help="Write each note this many times."
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="Another number varies the offline writer's linking sentences.",
)
@click.option(
    "--cases",
    type=click.Path(path_type=Path),
    default=NOTES,
    show_default="the project's",
    help="Cases of your own: JSON lines, a note each with what its message is held to.",
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only notes of this kind; may be given again.")
@click.option("--limit", type=click.IntRange(1), help="At most this many notes, spread over the suite.")
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=4, show_default=True, help="How many drafts at a time."
)
@click.option(
    "--price",
    type=(float, float),
    default=(0.0, 0.0),
    metavar="IN OUT",
    help="Price of a million tokens in and out, for the cost.",
)
@click.option("--journal", metavar="PATH", help="Where the models' answers are kept (default: OUT.journal).")
@click.option("--out", metavar="RUN.jsonl", required=True, help="The run's file; if it is there, the run goes on.")
def run(
    *,
    suite: str,
    model: str | None,
    prompt: str | None,
    judge: str | None,
    repeat: int,
    seed: int,
    cases: Path,
    kinds: tuple[str, ...],
    limit: int | None,
    concurrency: int,
    price: tuple[float, float],
    journal: str | None,
    out: str,
) -> int:
    """Run notes through the whole road and keep every draft with its verdicts in RUN.jsonl.

    A run that was stopped, or killed, goes on where it was when the same command is given again; no answer of a model is
    asked for twice. Without a model it needs no network.

    \b
    Examples:
      drafting-evals run --out offline.jsonl
      drafting-evals run --suite release --model openai:gpt-x --repeat 3 --out new.jsonl
      drafting-evals run --model openai:gpt-x --prompt concern@2 --kind concern --out v2.jsonl
    """  # noqa: D301
    from evals import runner

    settings = runner.Settings(
        model=model, judge=judge, prompt=prompt, suite=suite, cases=cases, kinds=kinds, limit=limit, repeat=repeat,
        seed=seed, concurrency=concurrency, price=price,
    )  # fmt: skip
    tty = sys.stderr.isatty()

    def progress(done: int, of: int, case: str) -> None:
        if tty or done == of or done % max(1, of // 10) == 0:
            start = "\r" if tty else ""
            click.echo(f"{start}{done} of {of} drafts ({case})", err=True, nl=not tty)

    summary = runner.run(settings, out, journal=journal, progress=progress)
    if tty and summary.new:
        click.echo(err=True)
    for problem in summary.failed[:5]:
        click.echo(problem, err=True)
    used = summary.usage
    cost = f", cost {summary.cost(price):.4f}" if any(price) else ""
    tokens = f", {used.calls} answers, {used.tokens_in} tokens in, {used.tokens_out} out{cost}" if used.calls else ""
    click.echo(f"{out}: {summary.rows} drafts, {summary.new} of them new, in {summary.seconds:.1f} s{tokens}.")
    if summary.stopped:
        click.echo("Stopped after three in a row without an answer; the same command goes on from there.", err=True)
        return 3
    if summary.failed:
        click.echo(f"{len(summary.failed)} without an answer; the same command tries them again.", err=True)
        return 1
    return 0


COMMAND = run
