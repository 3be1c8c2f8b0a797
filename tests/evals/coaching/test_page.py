"""The page in a real browser: accessible in light and dark, one sheet on paper, nothing asked of a network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from evals.agreement import read_gold
from evals.reports.coach import make_page
from tests.evals.coaching.test_report import sent, write

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A teacher's page and a school's."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, teachers in (("teacher", 1), ("school", 8)):
        rows = [
            sent(
                number,
                teacher=f"Mr. Quill{number % teachers}",
                home_language="Spanish" if number % 3 else "English",
                grade="K-2",
            )
            for number in range(120)
        ]
        made[name] = folder / f"{name}.html"
        made[name].write_text(make_page(write(folder / f"{name}.csv", rows)), encoding="utf-8")
    return made


@pytest.mark.parametrize("name", ["teacher", "school"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, pages: dict[str, Path], name: str, scheme: str) -> None:
    """axe-core has no complaint, nothing is fetched, no error is thrown, and a phone need not scroll sideways."""
    page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(pages[name].as_uri())
    found = axe.Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert [url for url in asked if not url.startswith("file:")] == []
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_teacher_s_report_is_one_sheet(browser: Any, pages: dict[str, Path], paper: str) -> None:
    """Printed on either paper, a teacher's report is one page."""
    page = browser.new_page()
    page.goto(pages["teacher"].as_uri())
    printed = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.close()


def test_answers_become_a_label_file(browser: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    """Agree and disagree are saved as labels: the verdict, or its opposite."""
    page = browser.new_page(accept_downloads=True)
    page.goto(pages["teacher"].as_uri())
    page.locator("[data-v=agree]").first.click()
    page.locator("[data-v=disagree]").last.click()
    with page.expect_download() as waiting:
        page.locator(".save").click()
    waiting.value.save_as(tmp_path / "labels.jsonl")
    rows = read_gold(tmp_path / "labels.jsonl")
    said = [json.dumps(label["v"]) for row in rows for label in row["labels"].values()]
    assert said == ['"met"', '"met"']  # agreed with a point met; disagreed with one that was not
    page.close()
