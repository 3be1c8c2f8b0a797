"""``drafting-evals agree``: how far detectors, or a judge, see what people see."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from evals.agreeing import Said
    from evals.statistics import Interval


@click.command("agree", short_help="Lay detectors, or a judge, beside people's labels.")
@click.option(
    "--labels",
    multiple=True,
    metavar="LABELS.jsonl",
    help="Labelled messages; given twice, the two raters are compared too.",
)
@click.option("--criterion", "criteria", multiple=True, metavar="CRITERION", help="Only this; may be given again.")
@click.option("--data", metavar="FOLDER", help="The public sets that people rated, one folder each; none is copied.")
@click.option("--judge", metavar="SPEC", help="A model to judge the labelled messages.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="Judge only so many messages, drawn by --seed; a larger draw holds the smaller.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another number draws other messages.")
@click.option(
    "--journal", metavar="PATH", default="judge.journal", show_default=True, help="Where the judge's answers are kept."
)
@click.option("--out", metavar="PATH", default="-", help="Write the Markdown there instead of printing it.")
def agree(
    *,
    labels: tuple[str, ...],
    criteria: tuple[str, ...],
    data: str | None,
    judge: str | None,
    limit: int | None,
    seed: int,
    journal: str,
    out: str,
) -> int:
    """Measure agreement with people, as Markdown tables: kappa with its interval, AC1 and prevalence a criterion.

    A judge answers some six times a message; its answers are kept in the journal, and the same command asks nothing twice.

    \b
    Examples:
      drafting-evals agree --labels wren.jsonl
      drafting-evals agree --labels wren.jsonl --labels lark.jsonl --judge openai:gpt-x --limit 20
      drafting-evals agree --data ../sets --out transfer.md
    """  # noqa: D301
    from drafting.errors import InputError
    from evals import agreeing
    from evals.agreement import read_gold
    from evals.reports._pages import write

    if not labels and not data:
        raise InputError("Give --labels with labelled messages, or --data with the folder of public sets.")
    draw = f" --limit {limit} --seed {seed}" if limit else ""
    files = [_labelled(read_gold(path), criteria, path) for path in labels]
    parts = [
        "# Agreement with people",
        f"Written by `{_command(labels, criteria=criteria, data=data, judge=judge, draw=draw)}`; do not edit.",
    ]
    for path, rows in zip(labels, files, strict=True):
        said = agreeing.by_detectors(rows)
        parts += _table(f"Detectors and the labels of {_name(path)}", said, f"{len(rows)} messages, firm labels only.")
    for path, rows in zip(labels[1:], files[1:], strict=True):
        said = agreeing.by_raters(files[0], rows)
        parts += _table(f"{_name(labels[0])} and {_name(path)}", said, "Two raters over the messages both labelled.")
    if judge and files:
        drawn = agreeing.sample(files[0], limit, seed=seed)
        told = f"{len(drawn)} messages" + (
            f" of {len(files[0])}, drawn by seed {seed}" if len(drawn) < len(files[0]) else ""
        )
        parts += _judged(judge, drawn, _name(labels[0]), journal, told)
    if data:
        parts += _transfer(data)
    write(out, "\n\n".join(parts) + "\n")
    return 0


def _command(labels: Sequence[str], *, criteria: Sequence[str], data: str | None, judge: str | None, draw: str) -> str:
    """The command that makes this page, with the files by their names: where they lay is nobody's business."""
    words = [f"--labels {_name(path)}.jsonl" for path in labels]
    words += [f"--criterion {name}" for name in criteria]
    words += ["--data FOLDER"] if data else []
    words += [f"--judge {judge}{draw}"] if judge else []
    return " ".join(["drafting-evals agree", *words])


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".jsonl")


def _labelled(rows: Sequence[dict[str, Any]], criteria: Sequence[str], path: str) -> list[dict[str, Any]]:
    """The last line of each message, which holds all its labels; of those the ones asked for."""
    from drafting.errors import InputError

    held = {name for row in rows for name in row["labels"]}
    unknown = [name for name in criteria if name not in held]
    if unknown:
        raise InputError(f"{path} has no label on '{unknown[0]}'; it has {', '.join(sorted(held)) or 'none'}.")
    latest = {str(row["id"]): row for row in rows}.values()
    return [
        {**row, "labels": {name: label for name, label in row["labels"].items() if not criteria or name in criteria}}
        for row in latest
    ]


def _table(title: str, said: Sequence[Said], told: str) -> Iterator[str]:
    from evals import agreeing
    from evals.reports._pages import table

    yield f"## {title}"
    if not said:
        yield f"{told} There is nothing to compare."
        return
    rows, whole = agreeing.table_of(said)
    yield f"{told} Mean kappa over {len(rows)} criteria: **{whole.figure:.2f}** {_between(whole)}."
    yield (
        "Kappa is Cohen's, with a 95 % bootstrap interval over messages; where nearly all labels are one, it is shaky and "
        "Gwet's AC1 says more: read both with the prevalence."
    )
    cells = [
        [
            f"`{row.criterion}`", str(row.agreement.n), f"{row.agreement.observed:.0%}",
            f"{row.agreement.kappa:.2f} {_between(row.interval)}", f"{row.agreement.ac1:.2f}",
            ", ".join(f"{label.replace('_', ' ')} {share:.0%}" for label, share in row.agreement.prevalence.items()),
        ]
        for row in rows
    ]  # fmt: skip
    head = ["criterion", "labels", "same", "kappa", "AC1", "prevalence"]
    yield table(head, cells, right=dict.fromkeys(range(1, 5), True))


def _between(one: Interval) -> str:
    """An interval as people read it; one label, or one message, has none."""
    return f"({one.low:.2f} to {one.high:.2f})" if math.isfinite(one.low) else "(too few for an interval)"


def _judged(spec: str, rows: Sequence[Mapping[str, Any]], name: str, journal: str, told: str) -> Iterator[str]:
    from drafting.journal import Journal
    from drafting.models import open_model
    from evals import agreeing
    from evals.commands._options import Progress
    from evals.recording import RecordedModel

    progress = Progress("messages judged")
    with Journal(journal) as paid:
        model = RecordedModel(open_model(spec), paid, purpose="judge")
        try:
            heard = agreeing.by_judge(rows, model, progress=progress)
        finally:
            progress.end()
    for problem in heard.silent[:5]:
        click.echo(problem, err=True)
    lost = sum(heard.unscored.values())
    why = "; ".join(f"{count} {reason}" for reason, count in heard.unscored.most_common(4))
    told += (
        f"; {model.usage.calls} answers of the judge. Of {heard.asked} verdicts {lost} could not be scored"
        f"{f' ({why})' if why else ''} and {heard.cannot_tell} say that it cannot tell: these are left out."
    )
    if heard.silent:
        told += f" On {len(heard.silent)} of the messages it gave no answer: the same command asks again."
    if heard.said:
        _, own = agreeing.table_of(agreeing.by_detectors(rows))
        told += f" The detectors' mean kappa on these messages is {own.figure:.2f} {_between(own)}."
    yield from _table(f"{model.name} as judge and the labels of {name}", heard.said, told)


def _transfer(folder: str) -> Iterator[str]:
    from drafting.errors import InputError
    from evals import transfer
    from evals.reports._pages import table

    found = transfer.present(folder)
    if not found:
        raise InputError(f"{folder} holds none of the public sets; one would be {folder}/{transfer.SETS[0].file}.")
    yield "## Texts of other kinds that people rated"
    yield (
        "None of these sets holds messages from teachers to families: this is evidence of how far each detector carries, and "
        "no more. AUC of 0.5, or rho of 0, is chance. Intervals are 95 % bootstrap over texts (topics, conversations)."
    )
    cells = []
    for one in found:
        told = transfer.measure(one, folder)
        click.echo(f"{one.name}: {one.rated}", err=True)
        figure = f"{told.found.figure:.3f} ({told.found.low:.3f} to {told.found.high:.3f})"
        cells.append([one.name, one.rated, one.detector, str(told.found.n), told.statistic, figure, one.baselines])
    head = ["texts", "rated by people", "our detector", "n", "", "ours", "baselines"]
    yield table(head, cells, right={3: True})


COMMAND = agree
