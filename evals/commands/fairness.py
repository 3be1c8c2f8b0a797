"""``drafting-evals fairness``: what depends on the child's name or gender."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from evals.commands._options import Progress, suite_and_cases


@click.command("fairness", short_help="Tell the same notes about other children, and print what differs.")
@suite_and_cases
@click.option("--names", type=click.IntRange(2, 40), default=40, show_default=True, help="How many of the 40 names.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a difference.")
def fairness(*, suite: str, cases: Path, names: int, limit: int | None, as_json: bool) -> int:
    """Tell each note about 40 other children, as she, he and they, and compare with the first telling.

    What a model is sent, the fact sheet, the draft (with the child masked) and every verdict and figure of the review
    must be the same. Prints what is not; exit code 1 when anything differs.
    """
    from evals import fairness as auditing
    from evals.casebook import load, select

    chosen = select(load(cases), suite=suite, limit=limit)
    progress = Progress("notes")
    try:
        result = auditing.audit(chosen, names=auditing.NAMES[:names], progress=progress)
    finally:
        progress.end()
    for one in result.differences if as_json else ():
        click.echo(json.dumps(asdict(one), ensure_ascii=False))
    if not as_json:
        click.echo(
            f"{result.tellings} tellings of {result.cases} notes about a child: {len(result.differences)} differences."
        )
        for what, count in Counter(one.what for one in result.differences).most_common():
            click.echo(f"  {what}: {count}")
        shown = {(one.case, one.what): one for one in reversed(result.differences)}
        for one in list(shown.values())[::-1][:20]:
            click.echo(f"\n{one.case}, {one.name} ({one.pronouns}), {one.what}:\n  {one.first}\n  {one.other}")
    return 1 if result.differences else 0


COMMAND = fairness
