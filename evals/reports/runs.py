"""``drafting-evals report runs``: one run, or several side by side, with what the gates caught and what needs a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from drafting.criteria import load_criteria
from drafting.errors import InputError
from evals.comparing import names_of, rate
from evals.judging.judge import same_family
from evals.reports import _pages
from evals.runs import Run, read_run
from evals.statistics import Agreement, Interval, agreement, proportion, rule_of_three, wilson

__all__ = ["COMMAND", "Doubt", "Writer", "doubts", "sum_up"]


@dataclass(frozen=True, slots=True)
class GateCount:
    """One gate in one run: first drafts it sent back, messages left that do not meet it, of how many."""

    caught: int
    left: int
    of: int

    @property
    def bound(self) -> float:
        """The highest rate that so many messages cannot rule out when none is left."""
        return rule_of_three(self.of)


@dataclass(frozen=True, slots=True)
class Writer:
    """One run in figures. ``first`` is the share of a model's first drafts with nothing to mend; None offline."""

    name: str
    rows: int
    ready: Interval
    first: Interval | None
    missing: int
    mended: int
    given_up: int
    gates: Mapping[str, GateCount]
    calls: int
    tokens_in: int
    tokens_out: int
    judge: Agreement | None
    asked: int
    unscored: int
    why_unscored: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A verdict on which detector and judge differ."""

    run: str
    case: str
    repeat: int
    criterion: str
    detector: str
    judge: str
    quote: str
    reason: str
    row: Mapping[str, Any]

    @property
    def message(self) -> str:
        """The message in question."""
        return str(self.row["message"] or "")


def sum_up(run: Run) -> Writer:
    """Return a run in figures."""
    first = [row["first"] for row in run.rows if row.get("first")]
    clean = sum(not one["gates"] and not one["missing"] for one in first)
    both, said, why = [], Counter[str](), Counter[str]()
    for row in run.rows:
        for name, opinion in (row.get("judge") or {}).items():
            said[opinion["v"]] += 1
            if opinion["v"] == "unscored":
                why[str(opinion.get("unscored"))] += 1
            detector = row["verdicts"].get(name, {}).get("v")
            if detector in {"met", "not_met", "na"} and opinion["v"] in {"met", "not_met", "na"}:
                both.append((str(detector), str(opinion["v"])))
    return Writer(
        name=run.name,
        rows=len(run.rows),
        ready=proportion([float(row["status"] == "drafted") for row in run.rows], [row["cluster"] for row in run.rows]),
        first=wilson(clean, len(first)) if first else None,
        missing=sum(bool(one["missing"]) for one in first),
        mended=sum(bool(one["mended"]) for one in first),
        given_up=sum(bool(one["given_up"]) for one in first),
        gates={name: _gate(run, name) for name in gate_names()},
        calls=sum(row["usage"]["calls"] for row in run.rows),
        tokens_in=sum(row["usage"]["tokens_in"] for row in run.rows),
        tokens_out=sum(row["usage"]["tokens_out"] for row in run.rows),
        judge=agreement(both) if both else None,
        asked=sum(said.values()),
        unscored=said["unscored"],
        why_unscored="; ".join(f"{count} {reason}" for reason, count in why.most_common(4)),
    )


def gate_names() -> list[str]:
    """Return the gates of the rubric."""
    return [one.id for one in load_criteria() if one.gate]


def doubts(run: Run) -> list[Doubt]:
    """Return the verdicts on which detector and judge differ, whether or not the judge's could be scored in the end."""
    found = []
    for row in run.rows:
        for name, opinion in (row.get("judge") or {}).items():
            detector = str(row["verdicts"].get(name, {}).get("v"))
            split = opinion["v"] == "unscored" and opinion.get("votes") == 2
            if split or (opinion["v"] in {"met", "not_met", "na"} and {detector, opinion["v"]} <= {"met", "not_met", "na"} and detector != opinion["v"]):
                found.append(
                    Doubt(
                        run.name, row["case"], row["repeat"], name, detector, "two votes" if split else opinion["v"],
                        opinion.get("quote", ""), opinion.get("reason", ""), row,
                    )  # fmt: skip
                )
    return found


def _gate(run: Run, name: str) -> GateCount:
    said = [row["verdicts"][name]["v"] for row in run.rows if name in row["verdicts"]]
    firsts = [row["first"] for row in run.rows if row.get("first")]
    return GateCount(
        sum(name in one["gates"] for one in firsts), said.count("not_met"), sum(one in {"met", "not_met"} for one in said)
    )


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
    rows = [["notes", *(str(one.rows) for one in writers)], ["ready to send", *(_pages.ranged(one.ready) for one in writers)]]
    rows.append(
        ["first drafts with nothing to mend", *("–" if one.first is None else _pages.ranged(one.first) for one in writers)]
    )
    rows.append(["first drafts with facts left out", *("–" if one.first is None else f"{one.missing} of {one.first.n}" for one in writers)])
    rows.append(["mended sentence by sentence", *("–" if one.first is None else str(one.mended) for one in writers)])
    rows.append(["given up for the offline draft", *("–" if one.first is None else str(one.given_up) for one in writers)])
    rows.append(["answers; tokens in, out", *(f"{one.calls}; {one.tokens_in}, {one.tokens_out}" for one in writers)])
    gates = [
        [f"`{name}`", *(_gate_told(one, name) for one in writers)] for name in gate_names()
    ]
    lines = [
        [f"`{name}`", *(_share(rate(run, name)) for run in runs)] for name in names_of(*runs)
    ]
    parts = [
        _pages.table(head, rows),
        "**Gates**: first drafts that a gate sent back, and messages that do not meet it in the end (none may).",
        _pages.table(["gate", *head[1:]], gates),
        "**Criteria**: share of messages that met each, with 95 % intervals. No total score.",
        _pages.table(["criterion", *head[1:]], lines),
    ]
    parts += [f"> {warning}" for warning in _warnings(runs)]
    return "\n\n".join(parts) + "\n"


def _gate_told(one: Writer, name: str) -> str:
    gate = one.gates[name]
    caught = "" if one.first is None else f"sent back {gate.caught} of {one.first.n}; "
    bound = f" (below {100 * gate.bound:.1f}%)" if gate.left == 0 and gate.of else ""
    return f"{caught}left {gate.left} of {gate.of}{bound}"


def _share(one: Interval) -> str:
    return "–" if not one.n else f"{_pages.share(one)} ({100 * one.low:.0f}–{100 * one.high:.0f}%)"


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
@click.option("--queue", metavar="PATH", help="Write the messages on which detector and judge differ, for 'drafting-evals label'.")
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
