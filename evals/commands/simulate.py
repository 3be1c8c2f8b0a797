"""``drafting-evals simulate``: the statistics, tried on runs of which the truth is known."""

from __future__ import annotations

import click


@click.command("simulate", short_help="Check the statistics on runs of which the truth is known.")
@click.option(
    "--runs",
    type=click.IntRange(20, 20_000),
    default=300,
    show_default=True,
    help="Simulated comparisons for each line.",
)
def simulate(*, runs: int) -> int:
    """Check the statistics on simulated runs: how often 95 % intervals hold the truth, and how often the gate is wrong.

    Prints docs/simulations.md. Takes some minutes; more runs make the shares surer.
    """
    from evals import simulating
    from evals.reports._pages import table

    click.echo(
        f"# The statistics, tried on runs of which the truth is known\n\nWritten by `drafting-evals simulate --runs {runs}`; do not edit.\n"
    )
    click.echo("How often a 95 % interval held the true value:\n")
    rows = [
        [one.what, one.design, f"{one.held:.1%}", "" if one.narrow is None else f"{one.narrow:.1%}"]
        for one in simulating.coverages(runs=max(1000, runs * 4))
    ]
    click.echo(table(["interval", "design", "held", "teachers ignored"], rows, right={2: True, 3: True}))
    click.echo(f"\nHow the gate decided, over {runs} comparisons each:\n")
    rows = [
        [
            one.design,
            f"{one.regression:.1%}",
            f"{one.inconclusive:.1%}",
            f"{one.passed:.1%}",
            "" if one.found is None else f"{one.found:.1%}",
        ]
        for one in simulating.decisions(runs=runs)
    ]
    head = ["truth", "regression (exit 1)", "inconclusive (exit 2)", "pass (exit 0)", "the fall itself found"]
    click.echo(table(head, rows, right=dict.fromkeys(range(1, 5), True)))
    return 0


COMMAND = simulate
