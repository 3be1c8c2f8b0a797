"""What can go wrong, said in one plain sentence: what happened, where, and what to do."""

from __future__ import annotations


class DraftingError(Exception):
    """The parent of all; ``exit_code`` is what the commands return (2: wrong use or unreadable input)."""

    exit_code = 2


class InputError(DraftingError):
    """The note, file or option cannot be used as given."""


class PromptError(DraftingError):
    """A prompt file is missing or malformed."""


class ModelError(DraftingError):
    """The model cannot be reached, refused the key, or is not known there."""

    exit_code = 3
