"""``drafting draft``: what goes in, what comes out, and what is said when it cannot."""

from __future__ import annotations

import json
import os
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from drafting.cli.notes import answer_from_words

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("road")

NOTE = {"id": "n1", "kind": "positive_note", "note": "read 2 chapters"}


def lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_words_and_options_make_a_message_for_people(run: Any) -> None:
    """The message comes first and whole, then its review and the words that each sentence rests on."""
    ran = run("draft", "--kind", "positive_note", "--student", "Ada", "read 2 chapters")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Subject: Good news\n\nSeed 0: read 2 chapters {}\n")
    assert "the gates pass" in ran.out
    assert "← “read 2 chapters”" in ran.out
    assert "\x1b" not in ran.out


def test_json_reads_one_note_and_prints_one_result(run: Any) -> None:
    """A program gives a Note and gets exactly the contract."""
    ran = run("draft", "--json", given=json.dumps(NOTE))
    assert ran.code == 0
    result = json.loads(ran.out)
    assert list(result) == [
        "id", "status", "writer", "message", "facts", "sentences", "questions", "review", "notices",
    ]  # fmt: skip
    assert result["id"] == "n1"


def test_a_file_takes_the_place_of_standard_input(run: Any, tmp_path: Path) -> None:
    """``--file`` reads the same JSON, and options win over what it says."""
    path = tmp_path / "note.json"
    path.write_text(json.dumps(NOTE), encoding="utf-8-sig")
    assert json.loads(run("draft", "--json", "--file", str(path)).out)["id"] == "n1"
    assert "Seed 7" in run("draft", "--file", str(path), "--seed", "7").out
    ran = run("draft", "--file", str(path), "--kind", "limerick")
    assert ran.code == 2


def test_answers_settle_rows(run: Any) -> None:
    """What is typed after a row becomes who, send, leave or the teacher's own words."""
    ran = run(
        "draft", "--kind", "concern", "moved seat",
        "--answer", "f1=I", "--answer", "f2=send", "--answer", "f3=leave", "--answer", "f4=We moved the seat.",
    )  # fmt: skip
    assert "{'f1': {'who': 'i'}, 'f2': 'send', 'f3': 'leave', 'f4': 'We moved the seat.'}" in ran.out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("she", {"who": "child"}),
        ("ada", {"who": "child"}),
        ("Me.", {"who": "i"}),
        ("the family", {"who": "you"}),
        ("yes", "send"),
        ("No", "leave"),
        ("  I moved   her seat. ", "I moved her seat."),
        ("Yes, she did it alone.", "Yes, she did it alone."),
    ],
)
def test_what_a_teacher_types_is_understood(typed: str, meant: object) -> None:
    """Who, yes and no in plain words; everything else is a sentence of her own."""
    assert answer_from_words(typed, child="Ada Okafor") == meant


def test_on_a_terminal_questions_are_asked_and_answers_go_back(run: Any) -> None:
    """The answer changes the message, and what was answered is not asked again."""
    ran = run("draft", "--kind", "concern", "moved seat", given="me\n", terminal=True)
    assert ran.out.count("Who moved the seat?") == 1
    assert "{'f1': {'who': 'i'}}" in ran.out


def test_on_a_terminal_enter_skips_a_question(run: Any) -> None:
    """A skipped question stays open and is printed with the message."""
    ran = run("draft", "--kind", "concern", "moved seat", given="\n", terminal=True)
    assert ran.code == 0
    assert ran.out.count("Who moved the seat?") == 2
    assert "moved seat {}" in ran.out


def test_elsewhere_questions_are_printed(run: Any) -> None:
    """Without a terminal nothing waits for an answer."""
    ran = run("draft", "--kind", "concern", "moved seat")
    assert "Who moved the seat?" in ran.out
    assert "--answer f1=" in ran.out


def test_no_ask_asks_nothing(run: Any) -> None:
    """Even on a terminal."""
    ran = run("draft", "--kind", "concern", "moved seat", "--no-ask", terminal=True)
    assert "Who moved the seat?" not in ran.out


def test_a_gate_makes_the_exit_code_1(run: Any) -> None:
    """The message is printed all the same, with what to reconsider."""
    ran = run("draft", "--kind", "concern", "blame")
    assert ran.code == 1
    assert "reconsider before sending: no-blame" in ran.out
    assert "Say instead: We can look at it together." in ran.out


@pytest.mark.parametrize("spec", ["openai:unknown", "openai:down", "nobody:x"])
def test_without_its_model_the_note_is_kept_and_written_offline(run: Any, spec: str) -> None:
    """Exit code 3, one sentence on stderr, and the offline draft with a notice."""
    ran = run("draft", "--json", "--model", spec, given=json.dumps({**NOTE, "note": "sat down"}))
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    result = json.loads(ran.out)
    assert result["writer"] == "offline"
    assert "sat down" in result["message"]["body"]
    assert "could not be reached" in result["notices"][0]


def test_the_environment_names_the_model(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """DRAFTING_MODEL stands for --model; "offline" stands for none."""
    monkeypatch.setenv("DRAFTING_MODEL", "openai:fine")
    assert json.loads(run("draft", "--json", given=json.dumps(NOTE)).out)["writer"] == "model"
    ran = run("draft", "--json", "--model", "offline", given=json.dumps(NOTE))
    assert json.loads(ran.out)["writer"] == "offline"


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["draft", "--kind", "positive_note"], "", "There is no note"),
        (["draft", "--kind", "positive_note", ""], "", "The note is empty"),
        (["draft", "read 2"], "", "The kind of message is missing"),
        (["draft", "--kind", "limerick", "read 2"], "", "not a known kind"),
        (["draft", "--kind", "positive_note", "x" * 20_001], "", "20,000 is the most"),
        (["draft", "--kind", "positive_note", "read", "--file", "note.json"], "", "not both"),
        (["draft", "--kind", "positive_note", "read", "--answer", "child"], "", "such as f2=child"),
        (["draft", "--json"], "", "Standard input is empty"),
        (["draft", "--json"], "{", "Standard input is not valid JSON"),
        (["draft", "--json"], "[" * 100_000, "Standard input"),
        (["draft", "--json"], b'{"note": "caf\xe9"}', "is not UTF-8 text"),
        (["draft", "--json"], '{"note": "a", "note": "b"}', "has the field 'note' twice"),
        (["draft", "--json"], '{"kind": "concern", "note": "late", "when": "now"}', "unknown field 'when'"),
        (["draft", "--json"], '{"kind": "concern", "note": "late", "n": NaN}', "unknown field 'n'"),
        (["draft", "--json", "--file", "nowhere.json"], "", "nowhere.json cannot be read: there is no such file"),
        (["draft", "--json", "--file", "."], "", ". cannot be read: it is a folder"),
        (["draft", "--jsonl", "nowhere.jsonl", "--out", "out.jsonl"], "", "nowhere.jsonl cannot be read"),
        (["draft", "--jsonl", "nowhere.jsonl"], "", "belong together"),
        (["draft", "--out", "out.jsonl"], "", "belong together"),
        (["draft", "--jsonl", "a", "--out", "b", "--kind", "reply"], "", "leave out kind"),
        (["draft", "--seed", "one", "--kind", "reply", "x"], "", "not a valid integer"),
        (["draft", "--knd", "reply", "x"], "", "No such option"),
        (["dratf"], "", "No such command"),
        (["draft", "--kind", "positive_note", "a bug"], "", "please report it as a bug"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(
    run: Any, arguments: list[str], given: str | bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing on stdout, one plain sentence on stderr, no stack trace, no file left behind."""
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments, given=given)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_many_notes_keep_their_order_and_ids(run: Any, tmp_path: Path) -> None:
    """One result a line, in the order of the notes; blank lines do not count."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps({**NOTE, "id": f"n{i}"}) for i in range(5)) + "\n\n", encoding="utf-8")
    ran = run("draft", "--jsonl", str(source), "--out", str(out))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [row["id"] for row in lines(out)] == [f"n{i}" for i in range(5)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.jsonl", "out.jsonl"]


def test_a_bad_line_does_not_cost_the_others(run: Any, tmp_path: Path) -> None:
    """Each bad line is named by its number; all others are done; exit code 1."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    good = json.dumps(NOTE).encode()
    bad = [
        b"{",
        b'"caf\xe9"',
        b'{"kind": "concern", "note": ""}',
        json.dumps({**NOTE, "note": "a bug"}).encode(),
        b"[]",
    ]
    source.write_bytes(b"\n".join([good, *bad, good]))
    ran = run("draft", "--jsonl", str(source), "--out", str(out))
    assert ran.code == 1
    assert [line.split(" of ")[0] for line in ran.err.splitlines()] == [f"Line {number}" for number in range(2, 7)]
    assert len(lines(out)) == 2


@pytest.mark.parametrize(
    ("content", "sentences"),
    [(b'{"kind": "concern", "note": "caf\xe9"}\n', 1), ('{"kind": "concern"}\n{"note": "x"}'.encode("utf-16"), 3)],
)
def test_a_file_without_a_single_usable_line_is_unreadable(
    run: Any, tmp_path: Path, content: bytes, sentences: int
) -> None:
    """Exit code 2, and no empty file that would look like a result."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(content)
    ran = run("draft", "--jsonl", str(source), "--out", str(out))
    assert ran.code == 2
    assert len(ran.err.splitlines()) == sentences
    assert "is not UTF-8 text" in ran.err
    assert not out.exists()


def test_a_line_too_long_to_hold_is_named_and_skipped(run: Any, tmp_path: Path) -> None:
    """A file with everything on one line by mistake neither fills the memory nor costs the next line."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    with source.open("w", encoding="utf-8") as stream:
        stream.write('"' + "x" * 9_000_000 + '"\n')
        stream.write(json.dumps(NOTE))
    ran = run("draft", "--jsonl", str(source), "--out", str(out))
    assert ran.code == 1
    assert ran.err.startswith("Line 1 of ")
    assert "is larger than 4 MB" in ran.err
    assert len(lines(out)) == 1


def test_many_notes_with_a_gate_make_the_exit_code_1(run: Any, tmp_path: Path) -> None:
    """A file with something to reconsider says so."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({**NOTE, "note": "blame"}), encoding="utf-8")
    assert run("draft", "--jsonl", str(source), "--out", str(out)).code == 1


def test_a_model_that_goes_down_costs_no_row(run: Any, tmp_path: Path) -> None:
    """Every row is there, written offline where need be; exit code 3; the reason is said once."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    rows = [{**NOTE, "note": "sat down" if i % 2 else "read"} for i in range(8)]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ran = run("draft", "--jsonl", str(source), "--out", str(out), "--model", "openai:fine")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert [row["writer"] for row in lines(out)] == ["model", "offline"] * 4


@pytest.mark.parametrize("out", ["folder", "nowhere/out.jsonl", "notes.jsonl/out.jsonl"])
def test_an_output_that_cannot_be_written_is_refused(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    """One sentence, exit code 2, nothing left behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.jsonl").write_text(json.dumps(NOTE), encoding="utf-8")
    ran = run("draft", "--jsonl", "notes.jsonl", "--out", out)
    assert ran.code == 2
    assert ran.err.startswith(f"{out} cannot be written: ")
    assert ran.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "notes.jsonl"]


def test_a_full_disk_is_one_sentence(run: Any, tmp_path: Path) -> None:
    """Where a device stands for a full disk."""
    if not os.path.exists("/dev/full"):  # noqa: PTH110 (a device, not a path of ours)
        pytest.skip("this system has no /dev/full")
    source = tmp_path / "notes.jsonl"
    source.write_text("\n".join([json.dumps(NOTE)] * 50), encoding="utf-8")
    ran = run("draft", "--jsonl", str(source), "--out", "/dev/full")
    assert ran.code == 2
    assert ran.err == "/dev/full cannot be written: the disk is full.\n"


def test_a_run_that_breaks_off_leaves_the_old_results(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results appear whole or not at all: the file that was there stays as it was."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join([json.dumps(NOTE)] * 3), encoding="utf-8")
    out.write_text("old", encoding="utf-8")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("drafting.contract.outcome_to_json", interrupt)
    assert run("draft", "--jsonl", str(source), "--out", str(out)).code == 130
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.jsonl", "out.jsonl"]


def test_results_keep_the_permissions_of_the_file_they_replace(run: Any, tmp_path: Path) -> None:
    """A private file stays private, and a link stays a link."""
    source, out, link = tmp_path / "notes.jsonl", tmp_path / "out.jsonl", tmp_path / "link.jsonl"
    source.write_text(json.dumps(NOTE), encoding="utf-8")
    out.touch(mode=0o600)
    link.symlink_to(out)
    assert run("draft", "--jsonl", str(source), "--out", str(link)).code == 0
    assert link.is_symlink()
    assert out.stat().st_mode & 0o777 == 0o600
    assert len(lines(out)) == 1


def test_a_long_file_is_done_in_flat_memory(run: Any, tmp_path: Path) -> None:
    """One line is held at a time: 400 long notes and their results are thirty megabytes, and few are ever held."""
    source, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    with source.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps({**NOTE, "note": f"read {i} " + "x" * 19_000}) + "\n" for i in range(400))
    tracemalloc.start()
    assert run("draft", "--jsonl", str(source), "--out", str(out)).code == 0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert out.stat().st_size > 20_000_000
    assert peak < 5_000_000
