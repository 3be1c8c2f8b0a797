"""The page of a Desk in a notebook: pictures of the desk go out, verbs come in.

All of it travels as custom messages and none as synced traits: a notebook that is saved with its widgets holds no note,
no name, no key. The picture goes out piece by piece, only what has changed since the last one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from drafting.desk import Desk
from drafting.errors import DraftingError
from drafting.widgets.desk_page import STATIC, DeskPage
from drafting.widgets.picture import picture

__all__ = ["MessagePage"]

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


class MessagePage(DeskPage):
    """The view of one Desk. ``page.desk`` is the desk."""

    desk: Desk
    _esm = (STATIC / "page.js").read_text(encoding="utf-8")
    _css = (STATIC / "page.css").read_text(encoding="utf-8")

    def _hear(self, _: object, content: Mapping[str, Any], __: object) -> None:
        """Do what the page asks; ``seq`` numbers what it has typed, so that it knows which text an answer is about."""
        verb = str(content.get("do"))
        if "seq" in content:
            self._seq = content["seq"]
        if verb == "look":
            self._look()
        elif verb == "download":
            self._download(str(content.get("form")))
        elif verb in _VERBS:
            given = {name: content[name] for name in _VERBS[verb] if name in content}
            act: Callable[..., None] = getattr(self.desk, verb)
            act(**given)

    _seq: int = 0

    def _picture(self) -> dict[str, Any]:
        return picture(self.desk)

    def _show(self, **beside: Any) -> None:
        # the counter goes along even when nothing changed: the page waits for its answer
        super()._show(seq=self._seq, **beside)

    def _download(self, form: str) -> None:
        try:
            file = self.desk.download(cast("Any", form))
        except DraftingError as error:
            self.send({"is": {"failure": str(error)}, "seq": self._seq})
            return
        self.send({"file": {"name": file.name, "mime": file.mime}}, buffers=[file.content])
