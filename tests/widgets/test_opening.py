"""The notebooks travel with the package, become hers, run without a key, and hold no outputs."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from drafting.errors import InputError
from drafting.widgets import opening

NOTEBOOKS = sorted(opening.shipped().glob("*.ipynb"))


def test_her_copies_are_never_written_over(tmp_path: Path) -> None:
    """All notebooks are laid out once; what she changed stays, what she removed comes back."""
    place = opening.lay_out(tmp_path / "mine")
    assert {path.name for path in place.glob("*.ipynb")} == {path.name for path in NOTEBOOKS}
    assert opening.FIRST in {path.name for path in NOTEBOOKS}
    (place / opening.FIRST).write_text("hers")
    opening.lay_out(place)
    assert (place / opening.FIRST).read_text() == "hers"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """One sentence with the way out."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="name another folder"):
        opening.lay_out(tmp_path / "file")


def test_a_taken_port_is_told_and_a_usual_one_is_passed_over() -> None:
    """A port that she named is hers or refused; otherwise any free one will do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"Port {number} is taken"):
            opening.reserve(number, usual=number)
        assert opening.reserve(None, usual=number) != number


def test_no_news_and_no_updates_are_asked_for() -> None:
    """JupyterLab is started without news, update checks and its extension catalogue, for this computer only."""
    asked = opening.lab_arguments(Path("here"), port=8888)
    assert "--LabApp.news_url=None" in asked
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in asked
    assert "--LabApp.extension_manager=readonly" in asked
    assert "--ServerApp.ip=127.0.0.1" in asked
    assert "--Voila.ip=127.0.0.1" in opening.app_arguments(Path("here"), port=8866, dark=False)


def test_the_page_for_a_class_is_opened_in_both_ways() -> None:
    """Its notebook travels too, and either server can be started on it."""
    assert opening.CLASS in {path.name for path in NOTEBOOKS}
    assert f"--LabApp.default_url=/doc/tree/{opening.CLASS}" in opening.lab_arguments(
        Path("here"), port=8888, notebook=opening.CLASS
    )
    asked = opening.app_arguments(Path("here"), port=8866, dark=False, notebook=opening.CLASS)
    assert asked[0] == str(Path("here") / opening.CLASS)


def test_without_the_extra_one_sentence_tells_what_to_install() -> None:
    """No stack trace for a package that is not there."""
    with pytest.raises(InputError, match=r"pip install 'kindnote\[notebook\]'"):
        opening.prepare("lab", needs="a_package_that_is_not_there")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_holds_no_outputs(path: Path) -> None:
    """Two or three lines of code in a hidden cell; nothing of a run is committed."""
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    for cell in cells:
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert cell["metadata"]["jupyter"]["source_hidden"] is True
        assert len([line for line in "".join(cell["source"]).splitlines() if line.strip()]) <= 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_without_a_key(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stranger's machine, with no network and no key, every cell runs and shows its page."""
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("DRAFTING_HOME", str(tmp_path / "kept"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook: Any = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in outputs)
