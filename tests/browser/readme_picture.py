"""Take the README's picture again: ``python -m tests.browser.readme_picture docs/page.png``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, Visit, serve

NOTE = "maya missed 3 assignments this wk. she helped her table group w fractions tues. mom works nights. will check in fri"
SIZE = {"width": 1120, "height": 1900}


def take(target: Path) -> None:
    """Write a note on the page, as in the README, and save the picture."""
    with tempfile.TemporaryDirectory() as work:
        serving = serve("app", Path(work) / "w")
        try:
            server = next(serving)
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                page = browser.new_page(viewport=SIZE, device_scale_factor=1)
                page.goto(server.url)
                visit = Visit(page, [])
                visit.ready()
                page.get_by_label("About").select_option(label="Add a child …")
                page.get_by_label("Child's first name").fill("Maya")
                page.get_by_label("Pronouns").fill("she/her")
                page.get_by_label("Who reads it").fill("Ms. Rivera")
                page.get_by_label("Who that is").fill("mother")
                page.get_by_role("button", name="Keep on my class list").click()
                page.get_by_label("Signed").fill("Ms. Hall")
                page.get_by_label("Signed").press("Tab")
                page.get_by_role("radio", name="Concern", exact=True).check(force=True)
                visit.note.click()
                page.keyboard.type(NOTE)
                visit.row("check in").wait_for()
                page.get_by_role("button", name="Write the message").click()
                page.locator(".body .m").first.wait_for()
                visit.settled()
                visit.row("fractions").hover()
                page.mouse.wheel(0, -4000)
                page.wait_for_timeout(300)
                height = page.evaluate("document.querySelector('.rests').getBoundingClientRect().bottom + 24")
                page.screenshot(path=target, clip={"x": 0, "y": 0, "width": SIZE["width"], "height": height})
                browser.close()
        finally:
            serving.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
