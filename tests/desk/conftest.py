"""A desk over a drawer and a ledger in a folder of the test's own, at a time of the test's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from drafting.desk import Desk
from drafting.drawer import Drawer
from drafting.ledger import Ledger

NOTE = "maya missed 3 hw this wk. she helped her table group w fractions tues. mom works nights. will check in fri"
CLASS = "student,pronouns,family,relationship\nMaya,she/her,Ms. Rivera,mother\nJo,he/him,Mr. Lee,father\n"


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 3, 10, 21, 4).astimezone()

    def __call__(self) -> dt.datetime:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Nine in the evening, March 10."""
    return Clock()


@pytest.fixture
def open_desk(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Desk]]:
    """Open desks over the same file, as a page does after a kernel restart."""
    opened: list[Any] = []

    def make(**options: Any) -> Desk:
        drawer, ledger = Drawer(tmp_path / "kept.sqlite"), Ledger(tmp_path / "kept.sqlite")
        opened.extend((drawer, ledger))
        return Desk(drawer=drawer, ledger=ledger, clock=clock, **options)

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A desk with a class list, a name to sign with, and Maya chosen."""
    made = open_desk()
    made.sign_as("Ms. Hall")
    made.load_class(CLASS)
    made.about("Maya")
    made.choose(kind="concern")
    return made
