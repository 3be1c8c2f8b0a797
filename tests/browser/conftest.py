"""A real browser, and the two real servers: `drafting lab` and `drafting app`, as a teacher starts them.

The browser is the Chromium that is installed (Debian's package); where there is none these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE = 60
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is for a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium"))


@dataclass
class Served:
    """A running server: ``url`` with its token, ``home`` where work is kept, ``folder`` with the notebooks."""

    command: str
    url: str
    home: Path
    folder: Path
    process: subprocess.Popen[str]

    def kill_kernels(self) -> int:
        """End the kernels of this server as a crash would; return how many there were."""
        import psutil

        kernels = [
            one
            for one in psutil.Process(self.process.pid).children(recursive=True)
            if "ipykernel_launcher" in " ".join(one.cmdline())
        ]
        for kernel in kernels:
            kernel.kill()
        psutil.wait_procs(kernels, timeout=10)
        return len(kernels)


def serve(command: str, work: Path, **environment: str) -> Iterator[Served]:
    """Start a command, such as "app --class", on a free port and stop it at the end."""
    config = work / "config"
    config.mkdir(parents=True)
    # a container's only user may be root; on a teacher's computer this is not needed
    (config / "jupyter_server_config.json").write_text('{"ServerApp": {"allow_root": true}}')
    home = work / "kept"
    env = {
        **os.environ, "DRAFTING_HOME": str(home), "JUPYTER_CONFIG_DIR": str(config), "IPYTHONDIR": str(work / "ipython"),
        "JUPYTER_DATA_DIR": str(work / "data"), "JUPYTER_RUNTIME_DIR": str(work / "run"), "PYTHONUNBUFFERED": "1",
        **environment,
    }  # fmt: skip
    env.pop("JUPYTER_TOKEN", None)
    log = (work / "log").open("w+")
    # a usual port may belong to somebody on this machine: 0 would be refused, so one is reserved first
    from drafting.widgets.opening import reserve

    port = reserve(None, usual=0)
    with subprocess.Popen(
        [sys.executable, "-m", "drafting", *command.split(), str(work / "folder"), "--no-browser", "--port", str(port)],
        env=env, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            line = next((one for one in process.stdout if one.startswith("The page: ")), None)
            assert line is not None, (work / "log").read_text()
            served = Served(command, line.removeprefix("The page: ").strip(), home, work / "folder", process)
            _until_up(served, work / "log")
            yield served
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
            log.close()


def _until_up(served: Served, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert served.process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(served.url.split("?")[0].rsplit("/doc", 1)[0], timeout=2).close()
        except OSError as error:
            if getattr(error, "code", None):  # it answers, if only to refuse us without a token
                return
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not come up: {log.read_text()}")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """The browser, once for all tests here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Served]]:
    """Start JupyterLab ("lab") or Voila ("app", "app --class") when it is first asked for, and stop both at the end."""
    running: dict[str, tuple[Iterator[Served], Served]] = {}

    def ask(command: str) -> Served:
        if command not in running:
            starting = serve(command, tmp_path_factory.mktemp(command.split(maxsplit=1)[0]) / "w")
            running[command] = (starting, next(starting))
        return running[command][1]

    yield ask
    for starting, _ in running.values():
        next(starting, None)


@pytest.fixture(params=["lab", "app"])
def served(request: pytest.FixtureRequest, servers: Callable[[str], Served]) -> Served:
    """JupyterLab, then Voila."""
    return servers(request.param)


@pytest.fixture
def app(servers: Callable[[str], Served]) -> Served:
    """Voila alone, for what does not depend on what is around the page."""
    return servers("app")


@dataclass
class Visit:
    """One open page with what a teacher does on it."""

    page: Any
    outside: list[str]

    def ready(self) -> None:
        """Wait until the page shows the desk."""
        self.page.wait_for_selector(".kn[data-ready]", timeout=PATIENCE * 1000)

    def clear(self) -> None:
        """Begin a new message."""
        fresh = self.page.get_by_role("button", name="New message")
        if fresh.is_visible():
            fresh.click()
            self.page.wait_for_function(
                "document.querySelector('.note:not(.theirs) .cm-content').textContent.startsWith('For example')"
            )

    @property
    def note(self) -> Any:
        """The editor of the note."""
        return self.page.get_by_role("textbox", name="Your note")

    @property
    def message(self) -> Any:
        """The editor of the message."""
        return self.page.get_by_role("textbox", name="The message", exact=True)

    def row(self, words: str) -> Any:
        """The row of the fact sheet whose words hold these."""
        return self.page.locator(".facts > li", has=self.page.locator(".mine", has_text=words))

    def text(self) -> str:
        """The message as the editor holds it, without tags and numbers."""
        return str(
            self.page.evaluate(
                "[...document.querySelectorAll('.body .cm-line')].map(l => { const c = l.cloneNode(true); c.querySelectorAll('.tag,.num,.gap').forEach(e => e.remove()); return c.textContent; }).join('\\n')"
            )
        )

    def settled(self) -> None:
        """Wait until the desk has answered what was typed last."""
        self.page.wait_for_function("!sessionStorage.getItem('kindnote.waiting')")


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visit]]:
    """Open a server's page; whatever it asks of another machine is noted, and makes the test fail."""
    contexts = []
    visits: list[Visit] = []

    def open_(server: Served, *, width: int = 1280, height: int = 900, **options: Any) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        made = Visit(page, [])
        page.on(
            "request",
            lambda one: (
                made.outside.append(one.url)
                if not one.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
                else None
            ),
        )
        page.goto(server.url)
        made.ready()
        visits.append(made)
        return made

    yield open_
    for context in contexts:
        context.close()
    assert [url for one in visits for url in one.outside] == []
