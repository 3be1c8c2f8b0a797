"""Kindnote: a teacher's rough note becomes a warm, true message to the child's family, with the reasons why.

    from drafting import Note, Pipeline, Student

    outcome = Pipeline().run(Note("positive_note", "read 2 chapters aloud today", student=Student("Ada", "she/her")))
    print(outcome.message.body)

The review of a finished message is ``drafting.review.review``. Nothing here is imported before it is used, so
``import drafting`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafting.contract import note_from_json, outcome_to_json, review_to_json
    from drafting.errors import DraftingError, InputError, ModelError, PromptError
    from drafting.models import open_model
    from drafting.pipeline import Pipeline
    from drafting.prompts import kinds
    from drafting.types import Fact, FactSheet, Family, Message, Note, Outcome, Question, Review, Student, Teacher

__all__ = [
    "DraftingError",
    "Fact",
    "FactSheet",
    "Family",
    "InputError",
    "Message",
    "ModelError",
    "Note",
    "Outcome",
    "Pipeline",
    "PromptError",
    "Question",
    "Review",
    "Student",
    "Teacher",
    "kinds",
    "note_from_json",
    "open_model",
    "outcome_to_json",
    "review_to_json",
]

_HOME = {
    "drafting.contract": ("note_from_json", "outcome_to_json", "review_to_json"),
    "drafting.errors": ("DraftingError", "InputError", "ModelError", "PromptError"),
    "drafting.models": ("open_model",),
    "drafting.pipeline": ("Pipeline",),
    "drafting.prompts": ("kinds",),
    "drafting.types": (
        "Fact", "FactSheet", "Family", "Message", "Note", "Outcome", "Question", "Review", "Student", "Teacher",
    ),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'drafting' has no attribute '{name}'")
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
