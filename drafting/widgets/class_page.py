"""The page of a ClassDesk in a notebook: pictures go out row by row, verbs come in.

As with the page for one message all of it travels as custom messages and none as synced traits: a notebook that is
saved with its widgets holds no name, no note and no message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from drafting.desk.class_desk import ClassDesk
from drafting.desk.downloads import right_to_left
from drafting.errors import DraftingError
from drafting.widgets.desk_page import STATIC, DeskPage
from drafting.widgets.picture import CHANNELS

__all__ = ["ClassPage", "class_picture"]

_VERBS: Mapping[str, tuple[str, ...]] = {
    "load": ("path",), "name_column": ("field", "heading"), "sign_as": ("name",), "forget": (),
    "answer": ("number", "question", "words"), "write": (), "cancel": (), "edit": ("number", "message", "subject"),
    "revert": ("number",), "approve": ("number", "yes"),
}  # fmt: skip
"""What a page may ask of a desk, and with which arguments; nothing else is reachable from a browser."""
_LANGUAGES = {"en": "English", "es": "Spanish"}


class ClassPage(DeskPage):
    """The view of one ClassDesk. ``page.desk`` is the desk."""

    desk: ClassDesk
    _esm = (STATIC / "class.js").read_text(encoding="utf-8")
    _css = (STATIC / "class.css").read_text(encoding="utf-8")

    def _hear(self, _: object, content: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        verb = str(content.get("do"))
        if verb == "look":
            self._look()
        elif verb == "upload" and buffers:
            self.desk.take(str(content.get("name")), bytes(buffers[0]))
        elif verb == "export":
            self._export(content)
        elif verb in _VERBS:
            act: Callable[..., None] = getattr(self.desk, verb)
            given = {name: content[name] for name in _VERBS[verb] if name in content}
            if len(given) == len(_VERBS[verb]):
                act(**given)

    def _picture(self) -> dict[str, Any]:
        return class_picture(self.desk)

    def _show(self, **beside: Any) -> None:
        # the desk's lock first, as a verb in the writing thread holds it already when it comes here
        with self.desk.lock:
            super()._show(**beside)

    def _export(self, content: Mapping[str, Any]) -> None:
        wanted = {name: str(content.get(name) or "") for name in ("channel", "language")}
        try:
            file = self.desk.export(str(content.get("form")), **wanted)
        except DraftingError as error:
            self.send({"is": {"export_told": str(error)}})
            return
        self.send({"file": {"name": file.name, "mime": file.mime}, "is": {"export_told": ""}}, buffers=[file.content])


def class_picture(desk: ClassDesk) -> dict[str, Any]:
    """Return a ClassDesk as JSON for the page, in pieces that change together: one piece a row."""
    with desk.lock:
        entries, roll, pace = desk.entries, desk.roll, desk.pace
        saved, failure, detail, foretold = desk.saved_at, desk.failure, desk.detail, desk.foretold
    rows = {f"row {one.number}": {**asdict(one), "rtl": right_to_left(one.language)} for one in entries}
    return {
        "list": roll and {"name": roll.name, "notices": list(roll.notices)},
        "missing": list(roll.missing) if roll else [],
        "columns": [one for one in roll.columns if one] if roll else [],
        "order": [one.number for one in entries],
        "pace": pace and asdict(pace),
        "saved": saved[11:16],
        "failure": failure,
        "detail": detail,
        "foretold": foretold,
        "teacher": desk.teacher,
        "channels": [[one, CHANNELS.get(one, one)] for one in dict.fromkeys(entry.channel for entry in entries)],
        "languages": [[one, _LANGUAGES.get(one, one)] for one in dict.fromkeys(entry.language for entry in entries)],
        **rows,
    }
