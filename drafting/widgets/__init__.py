"""What a notebook shows: one page over a Desk. Needs the extra ``notebook``; no view holds anything of the domain.

from drafting.widgets import open_desk

open_desk()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drafting.errors import InputError

if TYPE_CHECKING:
    from drafting.desk import Desk
    from drafting.desk.class_desk import ClassDesk
    from drafting.widgets.class_page import ClassPage
    from drafting.widgets.page import MessagePage

__all__ = ["load_ipython_extension", "open_class", "open_desk"]


def load_ipython_extension(shell: Any) -> None:
    """Add ``%parent_message`` and ``%%parent_message``: ``%load_ext drafting.widgets``."""
    from drafting.widgets.magics import MessageMagics

    shell.register_magics(MessageMagics)


def open_desk(desk: Desk | None = None) -> MessagePage:
    """Return the page for writing one message; as the last line of a cell it shows itself.

    ``desk`` is a Desk of your own; without one, a new one over what is kept on this computer, with the model named in
    the environment variable DRAFTING_MODEL, if any. Raises InputError when the extra ``notebook`` is not installed.
    """
    try:
        from drafting.widgets.page import MessagePage
    except ImportError as error:
        raise InputError(
            f"The page needs the notebook extra ({error.name} is missing): pip install 'kindnote[notebook]'."
        ) from error
    import os

    from drafting.desk import Desk

    if desk is None:
        model = os.environ.get("DRAFTING_MODEL") or None
        try:
            desk = Desk(model=model)
        except InputError as error:  # nothing can be kept here: she can still write, and is told
            desk = Desk(model=model, drawer=False, ledger=False)
            desk.failure = str(error)
    return MessagePage(desk)


def open_class(desk: ClassDesk | None = None) -> ClassPage:
    """Return the page for a message to every family of a class; as the last line of a cell it shows itself.

    ``desk`` is a ClassDesk of your own; without one, a new one like that of ``open_desk``. Raises InputError when the
    extra ``notebook`` is not installed.
    """
    try:
        from drafting.widgets.class_page import ClassPage
    except ImportError as error:
        raise InputError(
            f"The page needs the notebook extra ({error.name} is missing): pip install 'kindnote[notebook]'."
        ) from error
    import os

    from drafting.desk.class_desk import ClassDesk
    from drafting.errors import DraftingError

    told = ""
    # no model to be opened, nothing that can be kept here: she can still write, and is told
    ways: tuple[dict[str, Any], ...] = ({"model": os.environ.get("DRAFTING_MODEL") or None}, {}, {"drawer": False})
    for options in ways:
        if desk is None:
            try:
                desk = ClassDesk(**options)
                desk.failure = desk.failure or told
            except DraftingError as error:
                told = told or str(error)
    if desk is None:
        raise InputError(told)
    return ClassPage(desk)
