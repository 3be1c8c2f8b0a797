"""Lay out the notebooks in the person's own folder, and start JupyterLab or Voila on them so that nothing goes out.

The notebooks travel in the package. A copy that is there already is hers and is never written over.
"""

from __future__ import annotations

import html
import os
import secrets
import shutil
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from importlib.util import find_spec
from pathlib import Path

from drafting.errors import InputError

__all__ = [
    "CLASS",
    "FIRST",
    "address",
    "app_arguments",
    "lab_arguments",
    "lab_path",
    "lay_out",
    "open_when_up",
    "prepare",
    "reserve",
]

FIRST = "01_write_a_message.ipynb"
CLASS = "02_positive_notes_for_a_class.ipynb"
_HERE = Path(__file__).parent


def lay_out(folder: str | Path) -> Path:
    """Copy the notebooks that are not there yet into the folder (made if need be) and return it resolved."""
    place = Path(folder).expanduser()
    try:
        place.mkdir(parents=True, exist_ok=True)
        for notebook in sorted(shipped().glob("*.ipynb")):
            if not (place / notebook.name).exists():
                shutil.copyfile(notebook, place / notebook.name)
    except OSError as error:
        raise InputError(
            f"The notebooks could not be put into {place} ({error.strerror}); name another folder: drafting lab FOLDER."
        ) from error
    return place.resolve()


def shipped() -> Path:
    """Return the folder of the notebooks: package data in an installed wheel, else the folder beside the package."""
    inside = _HERE.parent / "_notebooks"
    return inside if inside.is_dir() else _HERE.parent.parent / "notebooks"


def prepare(command: str, *, needs: str) -> None:
    """Make Jupyter find our settings and templates, in this process and the kernels it starts. Raise InputError without it."""
    if find_spec(needs) is None or find_spec("anywidget") is None:
        raise InputError(f"`drafting {command}` needs the notebook extra: pip install 'kindnote[notebook]'.")
    for name, folder in (("JUPYTER_PATH", "share"), ("JUPYTER_CONFIG_PATH", "etc")):
        os.environ[name] = os.pathsep.join(filter(None, [str(_HERE / folder), os.environ.get(name)]))
    # the interpreter that runs this command is the one the notebook gets, whatever `python` means in the shell
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def reserve(port: int | None, *, usual: int) -> int:
    """Return a port that is free on this computer: the one asked for, else the usual one, else any. Raise InputError."""
    for number in (port,) if port else (usual, 0):
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", number))
            except OSError:
                continue
            return int(trial.getsockname()[1])
    raise InputError(f"Port {port} is taken on this computer: name another with --port, or leave --port out.")


def address(port: int, path: str) -> str:
    """Return the address of the page, with a token of this start only; without it no one else here can open it."""
    # through the environment, since everybody on a shared computer can read a command line
    token = os.environ.setdefault("JUPYTER_TOKEN", secrets.token_urlsafe(32))
    return f"http://127.0.0.1:{port}{path}?token={token}"


def open_when_up(url: str, *, port: int) -> None:
    """Open the address in the person's browser once the server answers, without waiting for it here."""

    def knock() -> None:
        for _ in range(240):
            with socket.socket() as trial:
                trial.settimeout(0.5)
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.25)
        handle, page = tempfile.mkstemp(suffix=".html")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f'<!doctype html><meta http-equiv="refresh" content="0; url={html.escape(url)}">')
        webbrowser.open(Path(page).as_uri())

    threading.Thread(target=knock, daemon=True).start()


def lab_path(notebook: str) -> str:
    """Return where JupyterLab shows a notebook alone in the window."""
    return f"/doc/tree/{notebook}"


def lab_arguments(folder: Path, *, port: int, notebook: str = FIRST) -> list[str]:
    """Return what JupyterLab is started with: her folder, the notebook alone in the window, no news, no updates."""
    return [
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.log_level=WARN",
        "--no-browser",
        f"--LabApp.default_url={lab_path(notebook)}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.log_level=WARN",
    ]


def app_arguments(folder: Path, *, port: int, dark: bool, notebook: str = FIRST) -> list[str]:
    """Return what Voila is started with: the notebook as a page, our own template."""
    return [
        str(folder / notebook),
        "--Voila.ip=127.0.0.1",
        f"--port={port}",
        "--no-browser",
        "--template=kindnote",
        f"--theme={'dark' if dark else 'light'}",
        "--Voila.auto_token=True",
        "--Voila.log_level=WARN",
    ]
