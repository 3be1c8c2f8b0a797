"""The magics and the rich forms of results: the same words as everywhere, and nothing of a stranger's HTML."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from typing import Any

import pytest

from drafting import Note, Pipeline, Student
from drafting.facts import read
from drafting.review import review
from drafting.types import Draft, Message, Outcome


@pytest.fixture(scope="module")
def shell() -> Iterator[Any]:
    """IPython without a terminal and without a history."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    made = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    made.run_line_magic("load_ext", "drafting.widgets")
    yield made
    made.atexit_operations()
    atexit.unregister(made.atexit_operations)  # its second call stumbles over the first


def test_a_cell_becomes_a_message(shell: Any) -> None:
    """The words of the cell are the note, the options say for whom."""
    found = shell.run_cell_magic(
        "parent_message",
        'positive_note --student Maya --pronouns she/her --family "Ms. Rivera"',
        "she read 2 chapters aloud today",
    )
    assert isinstance(found, Outcome)
    assert found.message is not None
    assert "Maya read 2 chapters aloud today." in found.message.body
    assert "Ms. Rivera" in found._repr_html_()


def test_a_line_becomes_a_message(shell: Any) -> None:
    """The words behind the options are the note."""
    found = shell.run_line_magic(
        "parent_message", "positive_note --student Maya --pronouns she/her she read 2 chapters aloud today"
    )
    assert "2 chapters" in found.message.body


@pytest.mark.parametrize(
    "line", ["poem --student Maya she read", "positive_note --student", "positive_note 'she", "", "positive_note"]
)
def test_a_slip_is_one_sentence(shell: Any, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is raised into the notebook."""
    assert shell.run_line_magic("parent_message", line) is None
    told = capsys.readouterr().err.strip()
    assert told
    assert "Traceback" not in told


def test_results_show_themselves() -> None:
    """A sheet, a draft, a review and an outcome have an HTML and a Markdown form with the same words."""
    note = Note(
        "positive_note", "she read 2 chapters aloud today. mom works nights", student=Student("Maya", "she/her")
    )
    outcome = Pipeline().run(note)
    sheet = read(note)
    judged = review("Dear Ms. Rivera,\n\nMaya is lazy.", kind="concern")
    assert outcome.message is not None
    draft = Draft(outcome.message, outcome.sentences, "offline", ("Look at Friday.",))
    for value, words in (
        (outcome, "2 chapters"),
        (sheet, "never sent"),
        (judged, "no-labels"),
        (draft, "Look at Friday."),
    ):
        assert words in value._repr_html_()
        assert words in value._repr_markdown_()


def test_a_message_cannot_bring_markup() -> None:
    """What is typed is shown as typed."""
    draft = Draft(Message("<b>S</b>", "<script>alert(1)</script>"), (), "offline")
    assert "<script" not in draft._repr_html_()
    assert "<b>S" not in draft._repr_html_()
