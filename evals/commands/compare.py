"""``drafting-evals compare``: what a change made better, and what worse."""

from __future__ import annotations

import click


@click.command("compare", short_help="Compare two runs, criterion by criterion.")
@click.argument("before", metavar="A.jsonl")
@click.argument("after", metavar="B.jsonl")
@click.option(
    "--witness",
    type=click.Choice(["review", "judge"]),
    default="review",
    show_default=True,
    help="Whose verdicts: the detectors' or the judge's.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="CRITERION",
    help="Test only what the change is about; may be given again. Decide before looking: it finds smaller falls.",
)
@click.option(
    "--margin",
    type=click.FloatRange(0, 1),
    default=0.10,
    show_default=True,
    help="The fall in share that one would put up with.",
)
@click.option("--html", metavar="PATH", help="Write a page with every changed draft side by side.")
@click.option("--markdown", metavar="PATH", help="Write Markdown for a pull request; - prints it.")
@click.option("--csv", "as_csv", metavar="PATH", help="Write the figures as CSV.")
def compare(
    before: str,
    after: str,
    *,
    witness: str,
    only: tuple[str, ...],
    margin: float,
    html: str | None,
    markdown: str | None,
    as_csv: str | None,
) -> int:
    """Compare run B with run A over the notes that both hold.

    A criterion holds when its whole interval of change stays above the margin, and has clearly fallen when the exact
    McNemar test says so after Holm's adjustment. Gates allow no message at all.

    \b
    Exit codes: 0 nothing got worse; 1 a criterion fell or a gate was not met;
    2 too little to tell.
    """  # noqa: D301
    from evals import comparing
    from evals.reports import _comparison, _pages
    from evals.runs import read_run

    found = comparing.compare(read_run(before), read_run(after), witness=witness, only=only, margin=margin)
    command = f"drafting-evals compare {before} {after}" + "".join(f" --only {name}" for name in only)
    if html:
        _pages.write(html, _comparison.as_html(found, command=command))
    if as_csv:
        _pages.write(as_csv, _comparison.as_csv(found))
    if markdown:
        _pages.write(markdown, _comparison.as_markdown(found))
    if markdown != "-":
        click.echo(_comparison.as_text(found))
    return found.exit_code


COMMAND = compare
