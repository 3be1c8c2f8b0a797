"""What every verb of the desk has in common: the lock, undo, saving, and never raising at her."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from drafting.errors import DraftingError

if TYPE_CHECKING:
    from drafting.desk.session import Desk

__all__ = ["TROUBLE", "told", "verb"]

_P = ParamSpec("_P")
TROUBLE = "Something inside Kindnote went wrong. Your words are kept; please try once more."


def verb(*, undo: str = "") -> Callable[[Callable[Concatenate[Desk, _P], None]], Callable[Concatenate[Desk, _P], None]]:
    """Make a method a verb of the desk; ``undo`` names in her words what undoing it takes back."""

    def make(method: Callable[Concatenate[Desk, _P], None]) -> Callable[Concatenate[Desk, _P], None]:
        @wraps(method)
        def act(self: Desk, *args: _P.args, **kwargs: _P.kwargs) -> None:
            with self.lock:
                before = self.page
                self.failure = self.detail = ""
                try:
                    method(self, *args, **kwargs)
                except Exception as error:  # noqa: BLE001 (told in one sentence, with the detail folded)
                    self.page = before
                    self.failure, self.detail = told(error)
                self.finish(before, undo)

        return cast("Callable[Concatenate[Desk, _P], None]", act)

    return make


def told(error: Exception) -> tuple[str, str]:
    """Return the one sentence for her, and the detail for whoever mends it ("" for what is no fault of ours)."""
    if isinstance(error, DraftingError):
        return str(error), ""
    return TROUBLE, "".join(traceback.format_exception(error))
