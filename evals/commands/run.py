"""``drafting-evals run``: notes through the pipeline, into a file that can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evals.commands._options import Progress, suite_and_cases

if TYPE_CHECKING:
    from evals.runner import Settings

_RELEASE_REPEATS = 3
"""What it takes to find a fall from 90 % to 75 % among all criteria (docs/simulations.md)."""


@click.command("run", short_help="Run notes through a writer, into a file.")
@suite_and_cases
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
    "--repeat",
    type=click.IntRange(1, 100),
    show_default="3 for the release suite, else 1",
    help="Write each note this many times. Three find a fall of 15 points among all criteria, once finds it in one.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="Another number varies the offline writer's linking sentences.",
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only notes of this kind; may be given again.")
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
    repeat: int | None,
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
        model=model, judge=judge, prompt=prompt, suite=suite, cases=cases, kinds=kinds, limit=limit,
        repeat=repeat or (_RELEASE_REPEATS if suite == "release" else 1), seed=seed, concurrency=concurrency, price=price,
    )  # fmt: skip
    if model not in {None, "", "offline"} or judge:
        click.echo(_foretold(settings, out), err=True)
    progress = Progress("drafts")
    try:
        summary = runner.run(settings, out, journal=journal, progress=progress)
    finally:
        progress.end()
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


def _foretold(settings: Settings, out: str) -> str:
    """What the run will ask for at least, before it asks for anything."""
    from evals.foreseeing import foresee
    from evals.runs import read_run

    told = foresee(settings)
    times = f", each written {settings.repeat} times" if settings.repeat > 1 else ""
    said = [f"{told.drafts} drafts: {told.notes} notes{times}."]
    for spec, who, used in ((settings.model, "writer", told.written), (settings.judge, "judge", told.judged)):
        if used.calls:
            cost = (used.tokens_in * settings.price[0] + used.tokens_out * settings.price[1]) / 1e6
            said.append(
                f"As {who}, {spec} answers at least {used.calls:,} times: about {_round(used.tokens_in)} tokens in and "
                f"{_round(used.tokens_out)} out" + (f", {cost:.2f} at the price given." if cost else ".")
            )
    held = len(read_run(out).rows) if Path(out).exists() and Path(out).stat().st_size else 0
    if held:
        said.append(f"{held} drafts are there already.")
    elif settings.repeat > 1:
        said.append("Ctrl-C stops it; --repeat 1 costs less and finds larger falls only.")
    return " ".join(said)


def _round(tokens: int) -> str:
    return f"{round(tokens, -3):,}" if tokens >= 10_000 else f"{round(tokens, -2):,}"


COMMAND = run
