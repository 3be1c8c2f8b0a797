"""A real browser for the pages that the bench and the coach's report make."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync".split()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for a module; without one on this machine its tests are skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no browser driver is installed")
    if _CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield started
        started.close()
