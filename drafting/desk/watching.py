"""A model that is watched: what it was sent is kept to the letter, what it answers is shown as it comes, and it stops."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from drafting.models import ChatModel, Completion, Message

__all__ = ["StoppedError", "Watched", "readable"]


class StoppedError(BaseException):
    """She asked to stop; no code that shrugs off errors may swallow it."""


class Watched:
    """Wraps a model for one piece of writing.

    ``sent`` holds the JSON text of each call's messages, exactly as they were handed over. ``on_text`` is given all text
    so far. After ``stop`` the next piece of text, or the next call, ends in StoppedError.
    """

    def __init__(self, model: ChatModel, *, on_text: Callable[[str], None]) -> None:
        self._model = model
        self._on_text = on_text
        self._stopped = threading.Event()
        self.sent: list[str] = []

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._model.name

    def stop(self) -> None:
        """Ask the writing to end."""
        self._stopped.set()

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Answer the messages; see ChatModel."""
        self._check()
        self.sent.append(json.dumps([dict(one) for one in messages], ensure_ascii=False, indent=1))
        so_far: list[str] = []

        def hear(piece: str) -> None:
            self._check()
            so_far.append(piece)
            self._on_text("".join(so_far))
            if on_text:
                on_text(piece)

        answer = self._model.complete(messages, schema=schema, on_text=hear)
        self._check()
        return answer

    def _check(self) -> None:
        if self._stopped.is_set():
            raise StoppedError


_TEXT = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)("?)')


def readable(answer: str) -> str:
    """Return the sentences of an answer that is still coming, whether it is JSON or plain text."""
    if not answer.lstrip().startswith(("{", "[", "`")):
        return answer.strip()
    said: list[str] = []
    for found in _TEXT.finditer(answer):
        try:
            said.append(json.loads(f'"{found[1]}"'))
        except json.JSONDecodeError:  # an escape that is cut in two
            said.append(found[1].rsplit("\\", 1)[0])
    return " ".join(said)
