"""``drafting lab`` and ``drafting app``: the page for one message, or for a class, in JupyterLab or by itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_FOLDER = "~/Kindnote"


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (
        click.option("--no-browser", is_flag=True, help="Start, print the address, and open nothing."),
        click.option(
            "--class", "of_class", is_flag=True, help="The page for a whole class: a message for every family."
        ),
        click.option("--port", type=click.IntRange(1, 65_535), help="Serve on this port of this computer."),
        click.argument("folder", required=False, default=_FOLDER),
    ):
        command = decorate(command)
    return command


@click.command(short_help="Open the page for writing one message, in JupyterLab.")
@_shared
def lab(folder: str, *, port: int | None, of_class: bool, no_browser: bool) -> None:
    """Open JupyterLab on the notebook that writes a message, or a class's; the page is running when it opens.

    The notebooks are copied into FOLDER (~/Kindnote unless you name one) and are yours: a copy that is there is never
    written over. Nothing leaves this computer. Stop with Ctrl+C.
    """
    from drafting.widgets import opening

    opening.prepare("lab", needs="jupyterlab")
    place = opening.lay_out(folder)
    notebook = opening.CLASS if of_class else opening.FIRST
    number = _begin(place, opening.lab_path(notebook), port=port, usual=8888, browser=not no_browser)
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(argv=opening.lab_arguments(place, port=number, notebook=notebook))


@click.command(short_help="Open the same page by itself, without JupyterLab around it.")
@_shared
@click.option("--dark", is_flag=True, help="Light letters on a dark page.")
def app(folder: str, *, port: int | None, of_class: bool, no_browser: bool, dark: bool) -> None:
    """Open the page that writes a message, or a class's, in a browser window of its own (through Voila).

    It works on the same notebook in FOLDER (~/Kindnote unless you name one) as `drafting lab`, with the same kept work.
    Nothing leaves this computer. Stop with Ctrl+C.
    """
    from drafting.widgets import opening

    opening.prepare("app", needs="voila")
    place = opening.lay_out(folder)
    number = _begin(place, "/", port=port, usual=8866, browser=not no_browser)
    from voila.app import Voila

    notebook = opening.CLASS if of_class else opening.FIRST
    Voila.launch_instance(argv=opening.app_arguments(place, port=number, dark=dark, notebook=notebook))


def _begin(place: Path, path: str, *, port: int | None, usual: int, browser: bool) -> int:
    """Say where the page will be, have it opened when it is up, and return the port."""
    from drafting.widgets import opening

    number = opening.reserve(port, usual=usual)
    url = opening.address(number, path)
    click.echo(f"Your notebooks are in {place}.\nThe page: {url}\nStop with Ctrl+C.")
    sys.stdout.flush()
    if browser:
        opening.open_when_up(url, port=number)
    return number
