"""The page of a Desk in a notebook: pictures of the desk go out, verbs come in.

All of it travels as custom messages and none as synced traits: a notebook that is saved with its widgets holds no note,
no name, no key. The picture goes out piece by piece, only what has changed since the last one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, cast

import anywidget

from drafting.desk import Desk
from drafting.errors import DraftingError
from drafting.widgets.picture import picture

__all__ = ["MessagePage"]

_STATIC = resources.files("drafting.widgets") / "static"

_VERBS: Mapping[str, tuple[str, ...]] = {
    "about": ("name",), "add_child": ("name", "pronouns", "adult", "relationship"),
    "load_class": ("table",), "strike_child": ("name",), "choose": ("kind", "channel", "language"), "sign_as": ("name",),
    "jot": ("words",), "hear": ("words",), "settle": ("fact", "who"), "send": ("fact",), "leave": ("fact",),
    "retype": ("fact", "sentence"), "reopen": ("fact",), "look_over": (), "answer": ("question", "words"),
    "skip": ("question",), "write": (), "cancel": (), "edit": ("body", "subject"), "apply": ("suggestion",),
    "keep_mine": ("suggestion",), "vary": (), "use": ("axis",), "mark_sent": (), "unmark_sent": (), "undo": (),
    "redo": (), "restore": ("ident",), "start_over": (), "forget": (), "learn_voice": ("text",), "forget_voice": (),
    "write_with": ("model", "key"),
}  # fmt: skip
"""What a page may ask of a desk, and with which arguments; nothing else is reachable from a browser."""


class MessagePage(anywidget.AnyWidget):
    """The view of one Desk. ``page.desk`` is the desk."""

    _esm = (_STATIC / "page.js").read_text(encoding="utf-8")
    _css = (_STATIC / "page.css").read_text(encoding="utf-8")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shown: dict[str, Any] = {}
        # two threads may show at once: the pieces of one picture stay together
        self._showing = threading.Lock()
        self.on_msg(self._hear)
        desk.observe(lambda _: self._show(), names="version")

    def _hear(self, _: object, content: Mapping[str, Any], __: object) -> None:
        """Do what the page asks; ``seq`` numbers what it has typed, so that it knows which text an answer is about."""
        verb = str(content.get("do"))
        if "seq" in content:
            self._seq = content["seq"]
        if verb == "look":
            with self._showing:
                self._shown = {}
            self._show()
        elif verb == "download":
            self._download(str(content.get("form")))
        elif verb in _VERBS:
            given = {name: content[name] for name in _VERBS[verb] if name in content}
            act: Callable[..., None] = getattr(self.desk, verb)
            act(**given)

    _seq: int = 0

    def _show(self) -> None:
        with self._showing:
            now = picture(self.desk)
            news = {name: value for name, value in now.items() if self._shown.get(name, _NOTHING) != value}
            self._shown = now
            # the counter goes along even when nothing changed: the page waits for its answer
            self.send({"is": news, "seq": self._seq})

    def _download(self, form: str) -> None:
        try:
            file = self.desk.download(cast("Any", form))
        except DraftingError as error:
            self.send({"is": {"failure": str(error)}, "seq": self._seq})
            return
        self.send({"file": {"name": file.name, "mime": file.mime}}, buffers=[file.content])

    def _repr_keys(self) -> list[str]:
        """Name no trait in the plain-text form of the output."""
        return []


_NOTHING = object()
