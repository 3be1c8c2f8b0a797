"""The bench's pages in a real browser: accessible in light and dark, wide and narrow, nothing asked of a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.comparing import compare
from evals.reports import _comparison
from evals.reports import runs as several
from tests.evals.test_comparing import run

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A comparison with a fall, a rise, a gate and a long name; and the runs side by side, with a judge."""
    before = run({"next-step": "m" * 38 + "nn", "growth": "n" * 40, "no-blame": "m" * 40})
    after = run(
        {"next-step": "n" * 12 + "m" * 28, "growth": "m" * 20 + "n" * 20, "no-blame": "m" * 39 + "n"},
        name="openai:a-writer-with-a-rather-long-name-2026-11",
        judge={"next-step": "m" * 40},
    )
    made = {
        "comparison": _comparison.as_html(compare(before, after), command="drafting-evals compare a.jsonl b.jsonl"),
        "runs": several.as_html([before, after, before], command="drafting-evals report runs a.jsonl b.jsonl"),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("name", ["comparison", "runs"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing(browser: Any, pages: dict[str, Path], name: str, scheme: str, width: int) -> None:
    """axe-core has no complaint with everything unfolded, nothing is fetched, and nobody has to scroll sideways."""
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert asked == [pages[name].as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_what_got_worse_stands_first(pages: dict[str, Path]) -> None:
    """A reader meets the fall before the rise before what holds; among the messages, a gate before everything."""
    text = pages["comparison"].read_text(encoding="utf-8")
    rows = [text.index(f"<b>{name}</b>") for name in ("next-step", "growth", "facts-kept")]
    assert rows == sorted(rows)
    changed = [text.index(f"<summary><code>{name}</code>") for name in ("no-blame", "next-step", "growth")]
    assert changed == sorted(changed)
