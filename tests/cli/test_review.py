"""``drafting review`` and ``drafting facts``: what goes in and what comes out."""

from __future__ import annotations

import json
import sys
import types
from typing import TYPE_CHECKING, Any

import pytest

from drafting.types import Family, Student
from tests.cli.conftest import review_of

if TYPE_CHECKING:
    from pathlib import Path

    from drafting.types import Review

MESSAGE = {"id": "m1", "kind": "concern", "message": "Ada was late. Why?"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Put a stand-in where the review is, and keep what it was asked."""
    seen: list[dict[str, Any]] = []

    def review(message: str, **options: Any) -> Review:
        seen.append({"message": message, **options})
        return review_of(message, passed="blame" not in message)

    module = types.ModuleType("drafting.review")
    module.review = review  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "drafting.review", module)
    return seen


def test_a_message_is_reviewed_for_people(run: Any, asked: list[dict[str, Any]]) -> None:
    """The message is shown with the words to reconsider marked, and the reason under it."""
    ran = run("review", "--kind", "concern", "--student", "Ada", "--family", "Ms. Ito", "You blame her.")
    assert ran.code == 1
    assert ran.out.startswith("⟦You ⟧¹blame her.\n\nReview: reconsider before sending: no-blame.")
    assert "1. no-blame: It faults the family. Say instead: We can look at it together." in ran.out
    assert asked[0]["student"] == Student("Ada")
    assert asked[0]["family"] == Family("Ms. Ito")
    assert asked[0]["known_adults"] is None


def test_a_message_may_come_from_standard_input(run: Any, asked: list[dict[str, Any]]) -> None:
    """A dash reads the words, --json the whole record."""
    assert run("review", "--kind", "reply", "-", given="Thank you.\n").code == 0
    assert run("review", "--json", given=json.dumps({**MESSAGE, "student": "Ada"})).code == 0
    assert [row["message"] for row in asked] == ["Thank you.\n", "Ada was late. Why?"]


def test_the_json_review_keeps_the_id(run: Any, asked: list[dict[str, Any]]) -> None:
    """Exactly the contract, and the id when there was one."""
    assert asked == []
    assert list(json.loads(run("review", "--json", given=json.dumps(MESSAGE)).out)) == [
        "id", "criteria", "readability", "fidelity", "gates",
    ]  # fmt: skip


@pytest.mark.usefixtures("asked")
def test_many_messages_keep_their_ids_and_order(run: Any, tmp_path: Path) -> None:
    """One review a line; a bad line is named and the others are done; a gate or a bad line makes exit code 1."""
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = [json.dumps({**MESSAGE, "id": f"m{i}"}) for i in range(3)]
    source.write_text("\n".join(good), encoding="utf-8")
    assert run("review", "--jsonl", str(source), "--out", str(out)).code == 0
    source.write_text("\n".join([*good, "{", json.dumps({**MESSAGE, "message": ""})]), encoding="utf-8")
    ran = run("review", "--jsonl", str(source), "--out", str(out))
    assert ran.code == 1
    assert ran.err.startswith("Line 4 of ")
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["m0", "m1", "m2"]


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["review", "--kind", "concern"], "", "There is no message to review"),
        (["review", "--kind", "concern", "Dear", "--file", "x.json"], "", "not both"),
        (["review", "--json"], '{"kind": "concern"}', "There is no message to review"),
        (["review", "--json"], '{"kind": "concern", "message": "x", "mesage": "y"}', "did you mean 'message'?"),
        (["review", "Dear Ms. Ito"], "", "The kind of message is missing"),
        (["review", "--jsonl", "in.jsonl"], "", "belong together"),
        (["facts", "--kind", "concern"], "", "There is no note"),
        (["facts", "--kind", "concern", "  "], "", "The note is empty"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_wrong_use_is_one_sentence(run: Any, arguments: list[str], given: str, said: str) -> None:
    """Exit code 2 and one sentence on stderr."""
    ran = run(*arguments, given=given)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
