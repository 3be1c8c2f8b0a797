"""Help texts are documentation: what a teacher reads there is settled, and a change of it is seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from drafting.prompts import kinds

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion


@pytest.mark.parametrize(
    "command", [[], ["draft"], ["batch"], ["export"], ["facts"], ["review"], ["kinds"], ["lab"], ["app"]]
)
def test_help_reads_as_settled(run: Any, command: list[str], snapshot: SnapshotAssertion) -> None:
    """Each help text is as it was agreed."""
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot


def test_without_a_command_the_help_is_shown(run: Any) -> None:
    """Whoever types only ``drafting`` learns what there is."""
    assert run().out == run("--help").out


def test_kinds_tells_when_to_use_each(run: Any) -> None:
    """Every kind is listed with its purpose, for people and as JSON."""
    shown = run("kinds").out
    assert all(f"{kind} " in shown for kind in kinds())
    listed = json.loads(run("kinds", "--json").out)
    assert [kind["kind"] for kind in listed] == list(kinds())
    assert all(kind["purpose"] and kind["title"] for kind in listed)


def test_the_version_is_told(run: Any) -> None:
    """For whoever reports a bug."""
    assert run("--version").out.startswith("kindnote ")
