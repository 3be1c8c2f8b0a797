"""The page shows the desk and obeys a browser, and keeps nothing of a child in what a notebook saves."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from drafting.desk import Desk
from drafting.widgets import open_desk as open_page
from drafting.widgets.page import MessagePage
from drafting.widgets.picture import picture
from tests.desk.conftest import CLASS, NOTE

VIEW = Path(__file__).parents[2] / "drafting" / "widgets" / "view"


class Browser:
    """What a browser would see of a page: the pieces of the picture, laid over each other."""

    def __init__(self, page: MessagePage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page = page
        self.seen: dict[str, Any] = {}
        self.sent: list[Any] = []
        self.files: list[tuple[str, bytes]] = []
        monkeypatch.setattr(page, "send", self._take)

    def _take(self, content: Any, buffers: Any = None) -> None:
        content = json.loads(json.dumps(content))
        self.sent.append(content)
        self.seen.update(content.get("is", {}))
        if "file" in content:
            self.files.append((content["file"]["name"], buffers[0]))

    def do(self, verb: str, **given: Any) -> None:
        """Ask for a verb, as the page does."""
        self.page._hear(None, {"do": verb, **given}, [])


@pytest.fixture
def desk() -> Desk:
    """A desk that keeps nothing."""
    return Desk(drawer=False, ledger=False)


@pytest.fixture
def browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser that has opened the page."""
    made = Browser(open_page(desk), monkeypatch)
    made.do("look")
    return made


def test_a_browser_does_the_whole_evening(browser: Browser) -> None:
    """Note, rows, message, marks, a suggestion, a download: all of it through messages."""
    browser.do("add_child", name="Maya", pronouns="she/her", adult="Ms. Rivera")
    browser.do("choose", kind="concern")
    browser.do("jot", words=NOTE, seq=1)
    assert [row["label"] for row in browser.seen["rows"]].count("Never sent") == 1
    browser.do("write")
    assert browser.seen["message"]["body"].startswith(("Dear Ms. Rivera,", "Hello Ms. Rivera,"))
    assert browser.seen["marks"]
    browser.do("edit", body="Hello Ms. Rivera,\n\nMaya is lazy.", seq=2)
    assert browser.sent[-1]["seq"] == 2
    worth = next(one for one in browser.seen["suggestions"] if one["quote"].startswith("Maya is lazy"))
    browser.do("apply", suggestion=worth["id"])
    assert "lazy" not in browser.seen["message"]["body"]
    browser.do("download", form="txt")
    assert browser.files[0][0].endswith(".txt")


def test_only_what_changed_is_sent(browser: Browser) -> None:
    """A keystroke does not carry the class list along."""
    browser.do("jot", words="she read", seq=1)
    assert "options" not in browser.sent[-1]["is"]
    assert browser.sent[-1]["is"]["note"] == "she read"


@pytest.mark.parametrize(
    "content", [{}, {"do": "_open"}, {"do": "__class__"}, {"do": "wait"}, {"do": "download", "form": "exe"}]
)
def test_a_browser_reaches_nothing_but_the_verbs(browser: Browser, content: dict[str, Any]) -> None:
    """Whatever a page asks beyond its verbs does nothing, or says so in one sentence."""
    before = browser.page.desk.page
    browser.page._hear(None, content, [])
    assert browser.page.desk.page == before


def test_a_bad_argument_is_one_sentence(browser: Browser) -> None:
    """A wrong value is told, not raised."""
    browser.do("choose", kind="poem")
    assert "poem" in browser.seen["failure"]
    browser.do("settle", fact="f99", who="i")
    assert "no longer there" in browser.seen["failure"]


def test_a_saved_notebook_holds_no_child(desk: Desk) -> None:
    """No trait that a notebook could save, and no form of the output, holds a name, a note or a message."""
    page = open_page(desk)
    desk.load_class(CLASS)
    desk.add_child("Zebulon", adult="Ms. Quill")
    desk.jot("zebulon played the xylophone")
    desk.write()
    kept = json.dumps(page.get_state(), default=str) + json.dumps(page._repr_mimebundle_(), default=str) + repr(page)
    assert "ebulon" not in kept
    assert "Quill" not in kept
    assert "xylophone" not in kept


def test_offsets_count_as_browsers_count(desk: Desk) -> None:
    """An emoji is two units in a browser; marks behind it stand where the words stand."""
    desk.add_child("Maya")
    desk.edit("Hello 😀 Ms. Rivera,\n\nMaya is lazy.")
    marks = picture(desk)["marks"]
    start, end = next((one["start"], one["end"]) for one in marks if one["role"] == "reconsider")
    units = desk.page.body.encode("utf-16-le")
    assert "lazy" in units[2 * start : 2 * end].decode("utf-16-le")


def test_right_to_left_languages_turn_the_message(desk: Desk) -> None:
    """Arabic is written from right to left; Spanish is not."""
    desk.choose(language="ar")
    assert picture(desk)["message"]["dir"] == "rtl"
    desk.choose(language="es")
    assert picture(desk)["message"]["dir"] == "auto"


@pytest.mark.skipif(not VIEW.is_dir(), reason="the sources of the page are not in the wheel")
def test_the_bundle_is_built_from_these_sources() -> None:
    """Whoever changes the view also runs `npm run build`."""
    digest = sha256()
    for file in sorted(VIEW.iterdir()):
        if file.suffix in {".js", ".css", ".mjs", ".json"}:
            digest.update(file.name.encode() + file.read_bytes())
    for name in ("page.js", "page.css"):
        built = (VIEW.parent / "static" / name).read_text(encoding="utf-8")
        found = re.search(r"sources ([0-9a-f]{16})", built)
        assert found is not None
        assert found[1] == digest.hexdigest()[:16], "run: npm run build --prefix drafting/widgets/view"


def test_the_bundle_is_small_and_its_licences_are_there() -> None:
    """One file under 400 KB, asking no other machine, with the licence of everything in it."""
    import drafting.widgets.page

    static = Path(drafting.widgets.page.__file__).parent / "static"
    script = (static / "page.js").read_text(encoding="utf-8")
    assert len(script) < 400_000
    assert not re.findall(r"""(?:fetch|import)\(["'`]https?:""", script)
    assert "@codemirror/view" in (static / "LICENSES.txt").read_text(encoding="utf-8")
