"""Options that several subcommands take, and how they all tell of long work."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from evals.casebook import NOTES, SUITES

__all__ = ["Progress", "suite_and_cases"]

Command = TypeVar("Command", bound=Callable[..., object])

_QUIET = 20.0
"""Seconds between two lines where there is no terminal to write the line anew."""


def suite_and_cases(command: Command) -> Command:
    """Give a command the options --suite, --cases and --limit: which notes it is about."""
    options = (
        click.option(
            "--suite",
            type=click.Choice(SUITES),
            default="quick",
            show_default=True,
            help="quick: every fourth note of each kind; release: all of them.",
        ),
        click.option(
            "--cases",
            type=click.Path(path_type=Path),
            default=NOTES,
            show_default="the project's",
            help="Cases of your own: JSON lines, a note each with what its message is held to.",
        ),
        click.option("--limit", type=click.IntRange(1), help="At most this many notes, spread over the suite."),
    )
    for option in reversed(options):
        command = option(command)
    return command


class Progress:
    """Tells on stderr how far long work is and about how long it still takes: "12 of 40 messages, about 3 min left"."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._tty = sys.stderr.isatty()
        self._began = self._told = time.monotonic()
        self._first: int | None = None
        self._open = False

    def __call__(self, done: int, of: int, doing: str = "") -> None:
        """Tell that ``done`` of ``of`` are done; ``doing`` names the one just finished."""
        now = time.monotonic()
        if self._first is None:
            self._first = done - 1  # what an earlier run had done already says nothing about speed
        if not (self._tty or done >= of or now - self._told >= _QUIET):
            return
        self._told = now
        pace = (now - self._began) / (done - self._first)
        told = f"{done} of {of} {self._what}" + (f", {doing}" if doing else "") + _left(pace * (of - done))
        click.echo(f"\r{told:<78}" if self._tty else told, err=True, nl=not self._tty)
        self._open = self._tty

    def end(self) -> None:
        """Go to a new line where the last one was written over and over."""
        if self._open:
            click.echo(err=True)
            self._open = False


def _left(seconds: float) -> str:
    if seconds < 5:
        return ""
    return f", about {seconds:.0f} s left" if seconds < 90 else f", about {seconds / 60:.0f} min left"
