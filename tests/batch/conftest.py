"""Class lists, a server that misbehaves as asked, and the command run in a process of its own."""

from __future__ import annotations

import csv
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

import pytest

from drafting.cli import main
from evals.bench._fault_server import Faults, Running, running

NAMES = "Ada Ben Cleo Dario Esme Farid Gia Hugo Ines Jonas Kemi Lars Mina Noor Otis Pia Quinn Rosa Sami Tara Uma Viktor Wren Ximena Yara Zane Bruno Celia".split()
DID = (
    "read 2 chapters aloud today", "helped a new classmate find the library", "got 8/10 on spelling, up from 5/10",
    "asked a great question about volcanoes", "stayed calm when the game was lost", "wrote a full page in the journal",
    "led the group cleanup", "shared the markers w/ the table group", "solved a puzzle about fractions",
    "practiced the recorder every day this week", "remembered the homework all week",
    "explained the water cycle to the group", "finished the map of our town", "waited for a turn all morning",
    "read to a kindergartner", "built a bridge out of paper that held 12 books",
    "spoke in front of the class for the first time", "used kind words at recess", "fixed the class printer",
    "memorized the 7 times table", "drew the cover of the class book", "turned in all work on time",
    "cheered for the other team", "sounded out 10 new words", "learned to tie shoes",
    "cleaned the hamster cage without being asked", "tried the long division 3x before asking for help",
    "finished the place value packet w/o help",
)  # fmt: skip


@dataclass(frozen=True)
class Ran:
    """What the command left behind: its exit code, what it said, and the rows it wrote."""

    code: int
    err: str
    rows: list[dict[str, str]]
    data: bytes


def write_class(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write a class list as CSV."""
    fields = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fields)
        writer.writeheader()
        writer.writerows(rows)
    return path


def children(count: int) -> list[dict[str, str]]:
    """Return rows of a class; more than 28 are further classes."""
    return [
        {
            "student": f"{NAMES[at % 28]} {'Fox Ito Paz Wu Khan Rossi Berg'.split()[at // 28 % 7]}",
            "pronouns": ("she/her", "he/him")[at % 2],
            "family": f"Family {chr(65 + at % 26)}",
            "note": DID[at % 28] + (f", {at // 28 + 1} times" if at >= 28 else ""),
        }
        for at in range(count)
    ]


def read_out(path: Path) -> list[dict[str, str]]:
    """Read what the command wrote."""
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Ran]]:
    """Return a function that runs ``drafting batch`` on rows or a file, and reads what it wrote."""
    before = signal.getsignal(signal.SIGTERM)

    def call(given: list[dict[str, str]] | Path, *options: str, url: str | None = None, out: str = "notes.csv") -> Ran:
        source = write_class(tmp_path / "class.csv", given) if isinstance(given, list) else given
        target = tmp_path / out
        for name, value in (("OPENAI_BASE_URL", url), ("OPENAI_API_KEY", "sk-invented")):
            if url and value:
                monkeypatch.setenv(name, value)
        said = io.StringIO()
        with redirect_stderr(said), pytest.raises(SystemExit) as left:
            main(["batch", str(source), "--out", str(target), *options])
        written = target.is_file()
        rows = read_out(target) if written and out.endswith(".csv") else []
        return Ran(int(left.value.code or 0), said.getvalue(), rows, target.read_bytes() if written else b"")

    yield call
    signal.signal(signal.SIGTERM, before)


def environment(url: str | None) -> dict[str, str]:
    """Return this environment with the server in it, if any."""
    more = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-invented"} if url else {}
    return {**os.environ, **more}


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Running]:
    """A server with the faults of the test's parameter; quick and faultless without one."""
    with running(getattr(request, "param", Faults(delay=0.02))) as found:
        yield found
