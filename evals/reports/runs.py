"""``drafting-evals report runs``: one run, or several side by side, with what the gates caught and what needs a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from drafting.errors import InputError
from evals.comparing import names_of, rate
from evals.judging.judge import same_family
from evals.reports import _pages
from evals.runs import Run, read_run
from evals.statistics import Interval
from evals.summing import Writer, doubts, gate_names, sum_up

__all__ = ["COMMAND", "as_csv", "as_html", "as_markdown", "as_queue"]


def _warnings(runs: Sequence[Run]) -> list[str]:
    told = []
    for run in runs:
        if run.end is None or not run.end.get("whole"):
            told.append(f"{run.path} is not finished: it holds {len(run.rows)} drafts so far.")
        judge = run.manifest.get("judge")
        if judge and same_family(str(run.manifest["model"]), str(judge)):
            told.append(
                f"In {run.path} judge and writer are of one family ({run.manifest['model']}, {judge}): a judge favours its own."
            )
    if len({run.manifest.get("cases_hash") for run in runs}) > 1:
        told.append("The runs are over different notes: their figures are no comparison.")
    return told


def as_markdown(runs: Sequence[Run]) -> str:
    """Return the runs as Markdown tables."""
    writers = [sum_up(run) for run in runs]
    head = ["", *(one.name for one in writers)]
    rows = [
        ["notes", *(str(one.rows) for one in writers)],
        ["ready to send", *(_pages.ranged(one.ready) for one in writers)],
    ]
    rows.append(
        [
            "first drafts kept as they were",
            *("–" if one.first is None else _pages.ranged(one.first) for one in writers),
        ]
    )
    rows.append(
        [
            "first drafts with facts left out",
            *("–" if one.first is None else f"{one.missing} of {one.first.n}" for one in writers),
        ]
    )
    rows.append(["mended sentence by sentence", *("–" if one.first is None else str(one.mended) for one in writers)])
    rows.append(
        ["given up for the offline draft", *("–" if one.first is None else str(one.given_up) for one in writers)]
    )
    rows.append(
        ["answers; tokens in, out", *(f"{one.calls:,}; {one.tokens_in:,}, {one.tokens_out:,}" for one in writers)]
    )
    gates = [[f"`{name}`", *(_gate_told(one, name) for one in writers)] for name in gate_names()]
    counted = _pages.once(*runs)
    lines = [[f"`{name}`", *(_share(rate(run, name), counted) for run in runs)] for name in names_of(*runs)]
    parts = [
        _pages.table(head, rows),
        "**Gates**: first drafts that a gate sent back, and messages that do not meet it in the end (none may).",
        _pages.table(["gate", *head[1:]], gates),
        "**Criteria**: share of messages that met each, with 95 % intervals. No total score.",
        _pages.table(["criterion", *head[1:]], lines),
    ]
    parts += [f"> {warning}" for warning in _warnings(runs)]
    named = " ".join(Path(run.path).name for run in runs)
    parts.append(f"Written by `drafting-evals report runs {named}`, Kindnote {runs[0].manifest['kindnote']}.")
    return "\n\n".join(parts) + "\n"


def _gate_told(one: Writer, name: str) -> str:
    gate = one.gates[name]
    caught = "" if one.first is None else f"sent back {gate.caught} of {one.first.n}; "
    bound = f" (below {100 * gate.bound:.1f}%)" if gate.left == 0 and gate.of else ""
    return f"{caught}left {gate.left} of {gate.of}{bound}"


def _share(one: Interval, counted: bool) -> str:  # noqa: FBT001
    return "–" if not one.n else f"{_pages.share(one, counted)} ({100 * one.low:.0f}–{100 * one.high:.0f}%)"


def as_csv(runs: Sequence[Run]) -> str:
    """Return criterion, run, notes, share and interval, a line each."""
    lines = ["criterion,run,notes,share,low,high"]
    for name in names_of(*runs):
        for run in runs:
            one = rate(run, name)
            if one.n:
                called = run.name.replace('"', "'")
                lines.append(f'{name},"{called}",{one.n},{one.figure:.4f},{one.low:.4f},{one.high:.4f}')
    return "\n".join(lines) + "\n"


def as_html(runs: Sequence[Run], *, command: str) -> str:
    """Return the runs as one page."""
    return _pages.render(
        "_runs.html.j2",
        title=", ".join(run.name for run in runs),
        runs=runs,
        writers=[sum_up(run) for run in runs],
        gates=gate_names(),
        lines=[(name, [rate(run, name) for run in runs]) for name in names_of(*runs)],
        counted=_pages.once(*runs),
        queue=[doubt for run in runs for doubt in doubts(run)],
        judged=any(run.manifest.get("judge") for run in runs),
        warnings=_warnings(runs),
        command=command,
    )


def as_queue(runs: Sequence[Run]) -> str:
    """Return the messages with doubts, a JSON line each, in the form that ``drafting-evals label`` reads."""
    lines: dict[tuple[str, str, int], dict[str, Any]] = {}
    for run in runs:
        for doubt in doubts(run):
            row = lines.setdefault(
                (run.path, doubt.case, doubt.repeat),
                {
                    "id": f"{doubt.case}-{doubt.repeat + 1}-{run.name}",
                    "kind": doubt.row["kind"],
                    "channel": doubt.row["channel"],
                    "message": doubt.message,
                    "note": doubt.row["note"],
                    "criteria": [],
                },
            )
            row["criteria"].append(doubt.criterion)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines.values())


@click.command("runs", short_help="One run, or several side by side.")
@click.argument("paths", metavar="RUN.jsonl...", nargs=-1, required=True)
@click.option("--html", metavar="PATH", help="Write a page that needs no network.")
@click.option("--markdown", metavar="PATH", help="Write Markdown; - prints it (the default).")
@click.option("--csv", "csv_path", metavar="PATH", help="Write the figures as CSV.")
@click.option(
    "--queue", metavar="PATH", help="Write the messages on which detector and judge differ, for 'drafting-evals label'."
)
def runs_command(
    paths: tuple[str, ...], *, html: str | None, markdown: str | None, csv_path: str | None, queue: str | None
) -> int:
    """Show runs: how many drafts were ready, what the gates caught, and each criterion with its likely range.

    \b
    Example:
      drafting-evals report runs offline.jsonl small-model.jsonl --html runs.html
    """  # noqa: D301
    runs = [read_run(path) for path in paths]
    if not any(run.rows for run in runs):
        raise InputError("There is no draft in these runs yet: run 'drafting-evals run' to the end.")
    if html:
        _pages.write(html, as_html(runs, command=f"drafting-evals report runs {' '.join(paths)}"))
    if csv_path:
        _pages.write(csv_path, as_csv(runs))
    if queue:
        _pages.write(queue, as_queue(runs))
    if markdown:
        _pages.write(markdown, as_markdown(runs))
    elif not (html or csv_path or queue):
        click.echo(as_markdown(runs), nl=False)
    return 0


COMMAND = runs_command
