"""The README tells the truth: its example is run, and what it shows is what comes out."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def _blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def _drafting(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "drafting", *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_the_two_commands_are_the_only_installations() -> None:
    """A fresh machine needs two commands, each on a line of its own; .ci/run runs these lines."""
    lines = [line for line in README.splitlines() if line.startswith("pip install ")]
    assert [line.split(" && ")[0] for line in lines] == ["pip install .", 'pip install -e ".[test]"']


def test_the_example_shows_what_comes_out() -> None:
    """The command of the README, run without a terminal, prints the block under it to the letter."""
    command = _blocks("sh")[0].split(" && ")[1]
    ran = _drafting(shlex.split(command)[1:])
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.strip() == _blocks("text")[0].strip()


def test_the_python_example_runs() -> None:
    """The lines in Python print a message."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(_blocks("python")[0], "README.md", "exec"), {})  # noqa: S102 (our own README)
    assert "Ada" in printed.getvalue()


@pytest.mark.parametrize("command", re.findall(r"^\| `drafting (\w+)", README, flags=re.MULTILINE))
def test_every_command_named_is_there(command: str) -> None:
    """The table promises only what exists."""
    assert _drafting([command, "--help"]).returncode == 0


def test_every_link_leads_somewhere() -> None:
    """Links inside the project are files."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert all((Path(__file__).parents[1] / link).exists() for link in links)
