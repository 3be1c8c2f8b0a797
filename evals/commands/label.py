"""``drafting-evals label``: people label messages, blind, in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import click

_ANSWERS = {"m": "met", "n": "not_met", "a": "na"}
_KEYS = "[m]et  [n]ot met  does not [a]pply  [s]kip  [b]ack  [r]ead again  [q]uit"
_WIDTH = 88


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

    You see the message, what is on record and what the criterion means, and nobody's verdict. Stop when you like: what
    you said is kept, and the same command goes on from there. 'drafting-evals agree' reads the file.

    \b
    Example:
      drafting-evals label queue.jsonl --rater wren --out wren.jsonl --other lark.jsonl
    """  # noqa: D301
    from drafting.errors import InputError
    from evals.agreement import read_gold
    from evals.labelling import Labels, in_order, questions_for, read_messages, shared

    every = in_order(read_messages(messages), rater)
    mine = Labels(out, rater)
    known = dict.fromkeys(name for row in every for name, _ in questions_for(row))
    unknown = [name for name in criteria if name not in known]
    if unknown:
        raise InputError(f"'{unknown[0]}' is asked of none of these messages; they are asked about {', '.join(known)}.")
    waiting = [row for row in every if mine.left(row, criteria)]
    click.echo(f"{len(waiting)} of {len(every)} messages are waiting.")
    for number, row in enumerate(waiting, 1):
        sitting = _Sitting(row, mine.left(row, criteria), f"{number} of {len(waiting)}")
        try:
            sitting.ask()
        finally:  # whoever stops in the middle of a message, with Ctrl-C too, does not say it all again
            if sitting.met:
                mine.add(row, sitting.given, asked=sitting.met)
        if sitting.stopped:
            break
        if other:
            theirs = {str(one["id"]): one for one in read_gold(other)}
            told = shared(mine.given, theirs)
            if told.n:
                click.echo(
                    f"\nYou and the other rater: kappa {told.kappa:.2f}, AC1 {told.ac1:.2f}, {told.n} labels of both."
                )
    done = sum(not mine.left(row, criteria) for row in every)
    click.echo(f"{done} of {len(every)} messages are labelled in {out}.")
    return 0


class _Sitting:
    """One message's questions, asked in the terminal; ``given`` are the labels, ``met`` all that was asked."""

    def __init__(self, row: Mapping[str, Any], questions: Sequence[tuple[str, str]], where: str) -> None:
        self._row = row
        self._questions = questions
        self._where = where
        self.given: dict[str, str] = {}
        self.met: list[str] = []
        self.stopped = False

    def ask(self) -> None:
        """Ask until all is answered or the rater stops."""
        self._show()
        while len(self.met) < len(self._questions):
            name, text = self._questions[len(self.met)]
            place = f"{len(self.met) + 1} of {len(self._questions)}"
            click.echo(f"\n{click.style(name, bold=True)} ({place})\n{_wrapped(text)}")
            key = click.prompt(f"  {_KEYS}", prompt_suffix=" > ", default="", show_default=False).strip().lower()[:1]
            if key == "q":
                self.stopped = True
                return
            if key == "b" and self.met:
                self.given.pop(self.met.pop(), None)
            elif key == "r":
                self._show()
            elif key == "s" or key in _ANSWERS:
                self.met.append(name)
                if key in _ANSWERS:
                    self.given[name] = _ANSWERS[key]
            else:
                click.echo(
                    "  This is the first question." if key == "b" else "  One of the letters in brackets, please."
                )

    def _show(self) -> None:
        row = self._row
        rule = click.style("─" * _WIDTH, dim=True)
        kind, channel = row["kind"].replace("_", " "), row.get("channel") or "email"
        click.echo(f"\n{rule}\nMessage {self._where}: {kind}, by {channel}\n")
        for title, name in (("The family wrote", "parent_message"), ("The teacher's note", "note")):
            if row.get(name):
                click.echo(click.style(_wrapped(f"{title}: {row[name]}") + "\n", dim=True))
        known = [str(row[name]) for name in ("student", "family") if isinstance(row.get(name), str)]
        known += [f"adults known: {', '.join(row['known_adults'])}"] if row.get("known_adults") else []
        if known:
            click.echo(click.style(f"  On record: {'; '.join(known)}\n", dim=True))
        click.echo(_wrapped(row["message"]))


def _wrapped(text: str) -> str:
    """The text as wide as a terminal can be relied on, its own lines kept."""
    return "\n".join(
        textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="  ") if line.strip() else ""
        for line in text.split("\n")
    )


COMMAND = label
