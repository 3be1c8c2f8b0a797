"""The page for a class in a real browser: a file in, a message for each, a file out, and all of it back after a reload."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import children, read_out, write_class
from tests.browser.conftest import PATIENCE, Served


def test_a_class_from_file_to_file(chromium: Any, servers: Callable[[str], Served], tmp_path: Path) -> None:
    """Choose a file, answer, write, change and approve a message, save; a reload shows the same, the notebook nothing."""
    rows = children(4)
    rows[1]["note"] = ""
    served = servers("lab")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    outside: list[str] = []
    home = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    page.on("request", lambda one: None if one.url.startswith(home) else outside.append(one.url))
    page.goto(served.url.replace("01_write_a_message", "02_positive_notes_for_a_class"))
    page.wait_for_selector(".kc[data-ready]", timeout=PATIENCE * 1000)
    page.locator(".kc input[type=file]").set_input_files(str(write_class(tmp_path / "class.csv", rows)))
    page.get_by_label("What would you like the family of Ben Fox to know").fill(
        "he helped a classmate find the library"
    )
    page.get_by_role("button", name="Answer for Ben Fox").click()
    page.get_by_role("button", name="Ready 4").wait_for()
    page.get_by_role("button", name="Write the messages").click()
    page.get_by_role("button", name="To read 4").wait_for()
    message = page.get_by_role("textbox", name="Message for Ada Fox")
    message.fill("Dear Family A,\n\nAda read 2 chapters aloud today.\n\nMs. Hall")
    page.get_by_role("checkbox", name="Approve the message for Ada Fox").check()
    page.get_by_role("button", name="Approved 1").wait_for()
    page.get_by_role("combobox", name="As", exact=True).select_option("csv")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save", exact=True).click()
    saved.value.save_as(tmp_path / "merge.csv")
    assert [one["message"] for one in read_out(tmp_path / "merge.csv")] == [message.input_value()]
    page.reload()
    page.get_by_role("button", name="Approved 1").wait_for(timeout=PATIENCE * 1000)
    assert message.input_value().endswith("Ms. Hall")
    context.close()
    assert outside == []
    assert "Ada" not in (served.folder / "02_positive_notes_for_a_class.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(
    chromium: Any, servers: Callable[[str], Served], tmp_path: Path, width: int, scheme: str
) -> None:
    """By itself, axe-core finds nothing to mend in the whole document: empty, asking, written; nothing sticks out."""
    rows = children(4)
    rows[1]["note"] = ""
    rows[2]["note"] = "great kid, super sweet"
    context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(servers("app --class" + " --dark" * (scheme == "dark")).url)
    page.wait_for_selector(".kc[data-ready]", timeout=PATIENCE * 1000)
    assert page.title() == "Good news for a whole class"
    assert page.evaluate("getComputedStyle(document.querySelector('.kc')).colorScheme") == scheme
    with page.expect_download() as blank:
        page.get_by_role("button", name="Save an empty list to fill in").click()
    blank.value.save_as(tmp_path / "empty.csv")
    assert (tmp_path / "empty.csv").read_bytes().startswith(b"student,")
    _axe(page, "empty")
    page.locator(".kc input[type=file]").set_input_files(str(write_class(tmp_path / "class.csv", rows)))
    page.get_by_role("button", name="Questions 2").wait_for()
    _axe(page, "asking")
    page.get_by_role("button", name="Write the messages").click()
    page.get_by_role("button", name="To read 2").wait_for()
    page.get_by_role("checkbox", name="Approve the message for Ada Fox").check()
    page.get_by_role("button", name="Approved 1").wait_for()
    _axe(page, "written")
    page.evaluate("document.documentElement.style.fontSize = '140%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Take this class off the page").click()
    page.get_by_role("button", name="Save an empty list to fill in").wait_for()
    context.close()


def _axe(page: Any, when: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    told = [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]
    assert told == [], when
