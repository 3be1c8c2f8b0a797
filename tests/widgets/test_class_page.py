"""The page for a class shows the desk and obeys a browser, and keeps nothing of a child in what a notebook saves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafting.batch.export import letters
from drafting.batch.table import open_table
from drafting.desk.class_desk import ClassDesk
from drafting.widgets import open_class
from drafting.widgets.class_page import ClassPage

CLASS = (
    b"student,pronouns,family,note,channel\n"
    b"Zebulon Fox,he/him,Ms. Quill,played the xylophone for the class,email\n"
    b"Ben Ito,he/him,Mr. Ito,good day,letter\n"
    b"Cleo Paz,she/her,Ms. Paz,,email\n"
)


class Browser:
    """What a browser would see of a page: the pieces of the picture, laid over each other."""

    def __init__(self, page: ClassPage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page = page
        self.seen: dict[str, Any] = {}
        self.news: list[dict[str, Any]] = []
        self.files: list[tuple[str, bytes]] = []
        monkeypatch.setattr(page, "send", self._take)

    def _take(self, content: Any, buffers: Any = None) -> None:
        content = json.loads(json.dumps(content))
        self.news.append(content.get("is", {}))
        self.seen.update(content.get("is", {}))
        if "file" in content:
            self.files.append((content["file"]["name"], buffers[0]))

    def do(self, verb: str, *buffers: bytes, **given: Any) -> None:
        """Ask for a verb, as the page does."""
        self.page._hear(None, {"do": verb, **given}, [memoryview(one) for one in buffers])

    def states(self) -> list[str]:
        """The states of the rows as they are shown."""
        return [self.seen[f"row {number}"]["state"] for number in self.seen["order"]]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser that has opened the page of a desk that keeps nothing, and uploaded a class list."""
    made = Browser(open_class(ClassDesk(drawer=False)), monkeypatch)
    made.do("look")
    made.do("upload", CLASS, name="5b.csv")
    return made


def test_a_browser_does_the_whole_friday(browser: Browser, tmp_path: Path) -> None:
    """Upload, questions, writing, an edit, approval, a download that is read back: all of it through messages."""
    assert browser.states() == ["ready", "question", "question"]
    browser.do("answer", number=3, question=0, words="he explained his drawing of a volcano to the class")
    browser.do("answer", number=4, question=0, words="she finished her book report")
    browser.do("write")
    browser.page.desk.wait()
    assert browser.states() == ["written", "written", "written"]
    assert any(news.get("pace") for news in browser.news)
    assert browser.seen["pace"] is None
    mine = "Dear Mr. Ito,\n\nBen explained his drawing.\n\nMs. Hall"
    browser.do("edit", number=3, message=mine, subject="")
    browser.do("approve", number=3, yes=True)
    browser.do("approve", number=4, yes=True)
    browser.do("export", form="csv", channel="letter", language="en")
    name, content = browser.files[0]
    (tmp_path / name).write_bytes(content)
    found = letters(open_table(tmp_path / name))
    assert [(one.student, one.message) for one in found] == [("Ben Ito", mine)]


def test_only_what_changed_is_sent(browser: Browser) -> None:
    """One row that changes does not carry the others along."""
    browser.do("answer", number=4, question=0, words="she finished her book report")
    assert [name for name in browser.news[-1] if name.startswith("row")] == ["row 4"]


def test_nothing_approved_is_told_where_it_is_asked_for(browser: Browser) -> None:
    """One sentence beside the button, no file."""
    browser.do("export", form="docx", channel="", language="")
    assert "approved" in browser.seen["export_told"]
    assert not browser.files


@pytest.mark.parametrize(
    "content",
    [{}, {"do": "_look"}, {"do": "__class__"}, {"do": "wait"}, {"do": "take"}, {"do": "upload"}, {"do": "edit"}],
)
def test_a_browser_reaches_nothing_but_the_verbs(browser: Browser, content: dict[str, Any]) -> None:
    """Whatever a page asks beyond its verbs, or without their arguments, does nothing."""
    before = browser.page.desk.entries
    browser.page._hear(None, content, [])
    assert browser.page.desk.entries == before


def test_a_saved_notebook_holds_no_child() -> None:
    """No trait that a notebook could save, and no form of the output, holds a name, a note or a message."""
    desk = ClassDesk(drawer=False)
    page = open_class(desk)
    desk.take("room-217.csv", CLASS)
    desk.write()
    desk.wait()
    assert "Zebulon" in desk.entries[0].message
    kept = json.dumps(page.get_state(), default=str) + json.dumps(page._repr_mimebundle_(), default=str) + repr(page)
    for word in ("ebulon", "Quill", "xylophone", "room-217"):
        assert word not in kept


def test_a_model_that_cannot_be_opened_is_no_dead_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The page opens with the offline writer and what is kept, and says in one sentence what is wrong."""
    monkeypatch.setenv("DRAFTING_HOME", str(tmp_path))
    monkeypatch.setenv("DRAFTING_MODEL", "no such model")
    page = open_class()
    assert page.desk.failure
    assert page.desk.writer == "offline"
    page.desk.take("5b.csv", CLASS)
    monkeypatch.delenv("DRAFTING_MODEL")
    assert len(open_class().desk.entries) == 3


def test_nothing_of_the_page_comes_from_elsewhere() -> None:
    """The script and the style ask no other machine for anything, and nothing typed becomes markup."""
    import drafting.widgets.class_page as module

    static = Path(module.__file__).parent / "static"
    for name in ("class.js", "class.css"):
        text = (static / name).read_text(encoding="utf-8")
        assert "http" not in text
        assert "innerHTML" not in text
