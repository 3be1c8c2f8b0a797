"""A run can be killed at any moment and goes on; it says what it rested on; mistakes in files are one sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from drafting.errors import InputError, PromptError
from drafting.models.scripted import ScriptedModel, say_the_facts
from drafting.prompts import load_kind
from evals import provenance, runner
from evals.casebook import NOTES, Case, lacking, load, said_wrongly, select
from evals.cli import main
from evals.foreseeing import foresee
from evals.runner import Settings
from evals.runs import read_run
from tests.models.server import Server, says, serving

THREE = ("run", "--suite", "release", "--kind", "positive_note", "--limit", "3", "--repeat", "1", "--concurrency", "1")


def bench(*arguments: str) -> Any:
    """Run ``drafting-evals`` in this process."""
    return CliRunner().invoke(main, list(arguments))


def command(server: Server, folder: Path, *more: str) -> tuple[list[str], dict[str, Any]]:
    """The command line of a run with a model and a judge, in a process of its own."""
    code = "from evals.cli import main; main()"
    arguments = [*THREE, "--model", "openai:tiny", "--judge", "openai:other", "--out", "run.jsonl", *more]
    environment = {**os.environ, "OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none"}
    return [sys.executable, "-c", code, *arguments], {"cwd": folder, "env": environment, "stderr": subprocess.DEVNULL}


def obliging(request: dict[str, Any]) -> dict[str, Any]:
    """A server's answer: the facts said back, or no judgement."""
    return says(json.dumps(say_the_facts(request["messages"])))


def reports(folder: Path) -> dict[str, str]:
    """Every report of the run in a folder."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        names = {"--html": "r.html", "--csv": "r.csv", "--markdown": "r.md"}
        told = bench("report", "runs", "run.jsonl", *[word for pair in names.items() for word in pair])
        assert told.exit_code == 0, told.output
        return {name: Path(name).read_text(encoding="utf-8") for name in names.values()}
    finally:
        os.chdir(here)


def test_a_killed_run_goes_on_without_a_repeated_call_and_reports_the_same(tmp_path: Path) -> None:
    """Killed with kill -9 in the middle of a draft, the same command asks nothing twice and ends in the same report."""
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    with serving(obliging) as server:
        arguments, options = command(server, whole)
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, timeout=300, **options)
        wanted = Counter(json.dumps(request["messages"]) for request in server.requests)
    assert len(server.requests) > 8

    reached, let_go = threading.Event(), threading.Event()
    stop_at = len(server.requests) // 2

    def holding(request: dict[str, Any]) -> dict[str, Any]:
        if len(held.requests) == stop_at:
            reached.set()
            let_go.wait(300)
        return obliging(request)

    with serving(holding) as held:
        arguments, options = command(held, killed)
        with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, **options) as process:
            assert reached.wait(300)
            process.kill()
        let_go.set()
        before = [json.dumps(request["messages"]) for request in held.requests]
        with (killed / "run.jsonl").open("ab") as file:
            file.write(b'{"row": "draft", "case": "torn')
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, timeout=300, **options)
        after = [json.dumps(request["messages"]) for request in held.requests[len(before) :]]

    answered = Counter(before[:-1])  # the last was never answered
    assert not answered & Counter(after)
    assert answered + Counter(after) == wanted
    assert reports(whole) == reports(killed)
    ends = [read_run(folder / "run.jsonl").end or {} for folder in (whole, killed)]
    assert ends[0]["tokens_in"] == ends[1]["tokens_in"] > 0


def test_a_run_tells_what_it_rested_on(tmp_path: Path) -> None:
    """The manifest holds hashes of cases, prompts, criteria and code; the end holds tokens, cost and time."""
    settings = Settings(model=ScriptedModel(say_the_facts), limit=4, price=(1.0, 2.0))
    summary = runner.run(settings, tmp_path / "run.jsonl")
    run = read_run(tmp_path / "run.jsonl")
    assert {"cases_hash", "prompts_hash", "rubric_hash", "code_hash", "seed", "model", "started"} <= set(run.manifest)
    assert run.end is not None
    assert run.end["whole"]
    assert run.end["tokens_in"] == summary.usage.tokens_in > 0
    assert run.end["cost"] == pytest.approx((run.end["tokens_in"] + 2 * run.end["tokens_out"]) / 1e6, abs=1e-6)
    assert [row["place"] for row in run.rows] == [0, 1, 2, 3]


def test_a_release_is_written_three_times_and_the_cost_is_told_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release suite repeats by default, quick does not; answers and tokens are told before a model is asked."""
    for suite, repeats in (("quick", {0}), ("release", {0, 1, 2})):
        out = tmp_path / f"{suite}.jsonl"
        assert bench("run", "--suite", suite, "--limit", "2", "--out", str(out)).exit_code == 0
        assert {row["repeat"] for row in read_run(out).rows} == repeats
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    options = ("--suite", "release", "--limit", "2", "--price", "1000", "0", "--out", str(tmp_path / "m.jsonl"))
    with serving(obliging) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        told = bench("run", "--model", "openai:tiny", "--judge", "openai:other", *options).stderr
        letters = sum(len(one["content"]) for one in server.requests[0]["messages"])
        again = bench("run", "--model", "openai:tiny", "--judge", "openai:other", *options).stderr
    first = told.splitlines()[0]
    assert first.startswith(
        "6 drafts: 2 notes, each written 3 times. As writer, openai:tiny answers at least 6 times: about "
    )
    assert "As judge, openai:other answers at least" in first
    assert "at the price given" in first
    tokens = int(re.search(r"about ([\d,]+) tokens in", first)[1].replace(",", ""))  # type: ignore[index]
    assert tokens == pytest.approx(6 * letters / 4, rel=0.25)
    assert "6 drafts are there already" in again
    assert foresee(Settings()).written.calls == 0


def test_a_file_is_only_ever_added_to(tmp_path: Path) -> None:
    """A second run with other options does not touch a run that is there, and says what differs."""
    out = tmp_path / "run.jsonl"
    assert bench("run", "--limit", "2", "--out", str(out)).exit_code == 0
    held = out.read_bytes()
    refused = bench("run", "--limit", "2", "--seed", "7", "--out", str(out))
    assert refused.exit_code == 2
    assert "seed differs" in refused.output
    assert out.read_bytes() == held
    assert bench("run", "--limit", "2", "--out", str(out)).exit_code == 0
    assert out.read_bytes() == held


def test_a_model_that_does_not_answer_stops_the_run_and_keeps_what_is_done(tmp_path: Path) -> None:
    """Three drafts in a row without an answer: exit 3, and nothing done is lost."""
    out = tmp_path / "run.jsonl"
    few = ScriptedModel([say_the_facts([{"content": ""}]), *["no"] * 3])
    summary = runner.run(Settings(model=few, limit=9, concurrency=1, kinds=("positive_note",), suite="release"), out)
    assert summary.stopped
    assert len(read_run(out).rows) == summary.rows >= 1
    summary = runner.run(
        Settings(model=ScriptedModel(say_the_facts), limit=9, kinds=("positive_note",), suite="release"), out
    )
    assert summary.rows == 9
    assert not summary.failed


def test_a_version_of_a_prompt_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--prompt concern@1`` writes with that version though a newer one is there; a version that is not there is told."""
    folder = tmp_path / "prompts" / "kinds"
    folder.mkdir(parents=True)
    body = provenance.prompts.path_of("concern@1").read_text(encoding="utf-8").replace("version = 1", "version = 2")
    (folder / "concern.v2.md").write_text(body, encoding="utf-8")
    monkeypatch.setenv("DRAFTING_PROMPTS", str(folder.parent))
    assert load_kind("concern").version == 2
    with provenance.pinned("concern@1"):
        assert load_kind("concern").version == 1
    assert load_kind("concern").version == 2
    with provenance.pinned("concern@2"):
        assert load_kind("concern").version == 2
    for spec, hint in (("concern@9", "no version 9"), ("concern", "names no version")):
        with pytest.raises(PromptError, match=hint), provenance.pinned(spec):
            pass
    refused = bench("run", "--prompt", "concern@9", "--out", str(tmp_path / "run.jsonl"))
    assert refused.exit_code == 2
    assert not (tmp_path / "run.jsonl").exists()


BAD = {
    "not JSON": ('{"kind": "concern"', "line 2: this is not valid JSON"),
    "a list": ("[1]", "line 2: a case is a JSON object"),
    "an unknown field": ('{"kind": "concern", "note": "x", "exacts": []}', "did you mean 'exact'"),
    "no note": ('{"kind": "concern"}', "line 2: The note is empty"),
    "a kind unknown": ('{"kind": "concerns", "note": "x"}', "line 2: 'concerns' is not a known kind"),
    "no list": ('{"kind": "concern", "note": "x", "exact": "5"}', "line 2: the field 'exact' must be a list"),
    "an id twice": ('{"id": "a", "kind": "concern", "note": "x"}', "line 2: the id 'a' is that of line 1 too"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_mistake_in_a_case_names_file_and_line(tmp_path: Path, what: str) -> None:
    """Whoever writes own cases learns where to look."""
    line, said = BAD[what]
    path = tmp_path / "own.jsonl"
    path.write_text('{"id": "a", "kind": "concern", "note": "late 2x"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_the_projects_cases_are_enough() -> None:
    """At least 120 notes of all kinds; the quick suite holds every kind too."""
    cases = load(NOTES)
    kinds = {case.note.kind for case in cases}
    assert len(cases) >= 120
    assert len(kinds) == 14
    assert {case.note.kind for case in select(cases, suite="quick")} == kinds


def test_what_a_case_expects_is_looked_for_by_sense() -> None:
    """A number inside a longer one does not count, an obvious rewrite does."""
    case = Case(
        "a", load(NOTES)[0].note, exact=("5", "9/10", "Tues"), must_not_appear=("mom",), must_not_invent=("sad",)
    )
    assert lacking(case, "Room 15, 9 out of 10 on Tuesday") == ("5",)
    assert lacking(case, "five things, 9/10 on Tues.") == ()
    assert said_wrongly(case, "A moment of sadness") == ()
    assert said_wrongly(case, "Mom was sad") == ("mom", "sad")
