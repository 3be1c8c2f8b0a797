"""The recipes of CONTRIBUTING.md work: each file it shows is added to a copy of the project and used."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import drafting

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^File: `([^`]+)`\n\n~~~\w+\n(.*?)^~~~$", GUIDE, flags=re.MULTILINE | re.DOTALL))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy what is installed, as a checkout or from a wheel, to a folder of its own."""
    package = Path(str(drafting.__file__)).parent
    for source in (package, package.parent / "prompts", package.parent / "evals"):
        if source.is_dir():
            shutil.copytree(source, tmp_path / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def _add(copy: Path, name: str) -> None:
    shipped = copy / "drafting" / "_prompts"
    start, _, rest = name.partition("/")
    target = shipped / rest if start == "prompts" and shipped.is_dir() else copy / name
    target.write_text(RECIPES[name], encoding="utf-8")


def _run(copy: Path, *arguments: str, given: str = "") -> Any:
    path = os.pathsep.join([str(copy), os.environ["PYTHONPATH"]])
    ran = subprocess.run(
        [sys.executable, *arguments],
        input=given, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
        cwd=copy, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert ran.stderr == ""
    return json.loads(ran.stdout)


def _recipe(folder: str) -> str:
    return next(name for name in RECIPES if name.startswith(folder))


def test_a_kind_is_one_file(copy: Path) -> None:
    """The new kind is listed, and a message of that kind is written from a note."""
    _add(copy, _recipe("prompts/kinds/"))
    listed = _run(copy, "-m", "drafting", "kinds", "--json")
    assert "thank_you" in [kind["kind"] for kind in listed]
    note = {
        "kind": "thank_you",
        "note": "Thank you for the 3 boxes of books.",
        "family": {"addressed_as": "Ms. Ito"},
    }
    result = _run(copy, "-m", "drafting", "draft", "--json", "--no-ask", given=json.dumps(note))
    assert result["status"] == "drafted"
    assert "3 boxes" in result["message"]["body"]


def test_a_criterion_is_one_file(copy: Path) -> None:
    """The new criterion speaks in every review, flags its flags and leaves its clean examples alone."""
    _add(copy, _recipe("drafting/criteria/"))
    message = {"kind": "concern", "message": "Dear Ms. Ito, Ada forgot her book again!!"}
    for text, verdict in ((message["message"], "not_met"), ("Dear Ms. Ito, what a day!", "met")):
        path = copy / "message.json"
        path.write_text(json.dumps({**message, "message": text}), encoding="utf-8")
        code = (
            "import json, sys; from drafting.contract import *; from drafting.review import review; "
            "r = request_from_json(json.load(open(sys.argv[1]))); "
            "print(json.dumps(review_to_json(review(r.message, kind=r.kind))))"
        )
        assert _run(copy, "-c", code, str(path))["criteria"]["calm-marks"]["verdict"] == verdict


def test_a_provider_is_one_file(copy: Path) -> None:
    """The new provider opens by its name and writes a message; without its program the offline draft is offered."""
    _add(copy, _recipe("drafting/models/"))
    answer = {"subject": "Good news", "sentences": [{"text": "Ada read 2 chapters.", "role": "fact", "facts": ["f1"]}]}
    (copy / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    code = (
        "import json, sys; from drafting import open_model; "
        "print(json.dumps(open_model(sys.argv[1]).complete([{'role': 'user', 'content': 'Hello'}]).text))"
    )
    assert json.loads(_run(copy, "-c", code, "program:cat answer.json")) == answer
    note = {"kind": "positive_note", "note": "read 2 chapters", "student": {"name": "Ada"}}
    result = _run(
        copy, "-m", "drafting", "draft", "--json", "--model", "program:cat answer.json", given=json.dumps(note)
    )
    assert result["writer"].startswith("program:")


def test_a_report_is_one_file(copy: Path) -> None:
    """The new report is listed and reads a run."""
    _add(copy, _recipe("evals/reports/"))
    code = "from evals.cli import main; main()"
    run = ["-c", code, "run", "--limit", "5", "--out", str(copy / "run.jsonl")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(copy), os.environ["PYTHONPATH"]])}
    subprocess.run([sys.executable, *run], capture_output=True, check=True, timeout=60, cwd=copy, env=environment)
    told = _run(copy, "-c", code, "report", "waiting", str(copy / "run.jsonl"))
    assert told["notes"] == 5
    assert 0 <= told["low"] <= told["share"] <= told["high"] <= 1
