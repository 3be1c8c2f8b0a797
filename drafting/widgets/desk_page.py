"""What every page over a desk has in common: what has changed goes out as a message, what is asked comes in as one.

No trait is synced: a notebook that is saved with its widgets holds no name, no note and no message.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from importlib import resources
from typing import Any

import anywidget

__all__ = ["STATIC", "DeskPage"]

STATIC = resources.files("drafting.widgets") / "static"
_NOTHING = object()
"""What no piece of a picture is equal to."""


class DeskPage(anywidget.AnyWidget):
    """The view of one desk, which it shows whenever the desk's ``version`` changes. ``page.desk`` is the desk."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.desk = desk
        self._shown: dict[str, Any] = {}
        # two threads may show at once: the pieces of one picture stay together
        self._showing = threading.Lock()
        self.on_msg(self._hear)
        desk.observe(lambda _: self._show(), names="version")

    def _hear(self, _: object, content: Mapping[str, Any], buffers: Any) -> None:
        """Do what the page asks."""
        raise NotImplementedError

    def _picture(self) -> dict[str, Any]:
        """Return all that the page shows now."""
        raise NotImplementedError

    def _look(self) -> None:
        """Show everything to a page that has nothing yet."""
        with self._showing:
            self._shown = {}
        self._show()

    def _show(self, **beside: Any) -> None:
        """Send what has changed since the last time, and ``beside`` in any case."""
        with self._showing:
            now = self._picture()
            news = {name: value for name, value in now.items() if self._shown.get(name, _NOTHING) != value}
            self._shown = now
            self.send({"is": news, **beside})

    def _repr_keys(self) -> list[str]:
        """Name no trait in the plain-text form of the output."""
        return []
