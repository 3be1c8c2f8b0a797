"""``drafting-evals label``: people label messages, blind, in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import click

_ANSWERS = {"m": "met", "n": "not_met", "a": "na"}
_HELP = "m met, n not met, a does not apply, s skip, b back, q stop"


@click.command("label", short_help="Label messages by hand, blind; two raters, kappa as you go.")
@click.argument("messages", metavar="MESSAGES.jsonl")
@click.option("--rater", metavar="NAME", required=True, help="Who labels; a name made up will do.")
@click.option(
    "--out", metavar="LABELS.jsonl", required=True, help="Where this rater's labels go; labelling goes on there."
)
@click.option(
    "--other", metavar="LABELS.jsonl", help="The other rater's file: shows your agreement, never their labels."
)
@click.option("--criterion", "criteria", multiple=True, metavar="CRITERION", help="Ask only this; may be given again.")
def label(messages: str, *, rater: str, out: str, other: str | None, criteria: tuple[str, ...]) -> int:
    """Label the messages of a file, a report's queue or a run: for each criterion met, not met or does not apply.

    You see the message, what is on record and what the criterion means, and nobody's verdict. Labels are kept after each
    message; stop when you like, and go on with the same command. 'drafting-evals agree' reads the file.

    \b
    Example:
      drafting-evals label queue.jsonl --rater wren --out wren.jsonl --other lark.jsonl
    """  # noqa: D301
    from drafting.errors import InputError
    from evals.agreement import read_gold
    from evals.labelling import Labels, in_order, questions_for, read_messages, shared

    every = in_order(read_messages(messages), rater)
    mine = Labels(out, rater)
    waiting = [row for row in every if str(row["id"]) not in mine.given]
    unknown = [name for name in criteria if not any(name == one for row in every for one, _ in questions_for(row))]
    if unknown:
        raise InputError(f"'{unknown[0]}' is asked of none of these messages; see the criteria in docs/evaluation.md.")
    click.echo(f"{len(waiting)} of {len(every)} messages are waiting. {_HELP}.")
    for number, row in enumerate(waiting, 1):
        given = _label(row, list(questions_for(row, criteria)), f"{number} of {len(waiting)}")
        if given is None:
            break
        if given:
            mine.add(row, given)
        if other:
            theirs = {str(one["id"]): one for one in read_gold(other)}
            told = shared(mine.given, theirs)
            if told.n:
                click.echo(
                    f"\nYou and the other rater: kappa {told.kappa:.2f}, AC1 {told.ac1:.2f}, {told.n} labels of both."
                )
    click.echo(f"{len(mine.given)} of {len(every)} messages are labelled in {out}.")
    return 0


def _label(row: Mapping[str, Any], questions: Sequence[tuple[str, str]], where: str) -> dict[str, str] | None:
    """Ask one message's questions; None when the rater stops, and then nothing of it is kept."""
    rule = click.style("─" * 72, dim=True)
    click.echo(f"\n{rule}\nMessage {where}: {row['kind'].replace('_', ' ')}, by {row.get('channel') or 'email'}\n")
    for title, name in (("The family wrote", "parent_message"), ("The teacher's note", "note")):
        if row.get(name):
            click.echo(click.style(f"{title}: {row[name]}\n", dim=True))
    known = [str(row[name]) for name in ("student", "family") if isinstance(row.get(name), str)]
    known += [f"adults known: {', '.join(row['known_adults'])}"] if row.get("known_adults") else []
    if known:
        click.echo(click.style(f"On record: {'; '.join(known)}\n", dim=True))
    click.echo(textwrap.indent(row["message"], "  "))
    given: dict[str, str] = {}
    at = 0
    while at < len(questions):
        name, text = questions[at]
        click.echo(f"\n{click.style(name, bold=True)} ({at + 1} of {len(questions)})\n{textwrap.indent(text, '  ')}")
        answer = click.prompt("  m, n, a, s, b or q", prompt_suffix=" > ", default="", show_default=False)
        key = answer.strip().lower()[:1]
        if key == "q":
            return None
        if key == "b":
            at = max(0, at - 1)
            given.pop(questions[at][0], None)
        elif key == "s":
            at += 1
        elif key in _ANSWERS:
            given[name] = _ANSWERS[key]
            at += 1
        else:
            click.echo(f"  {_HELP}.")
    return given


COMMAND = label
