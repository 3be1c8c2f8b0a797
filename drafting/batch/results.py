"""What became of a row, small enough to be kept by the hundred thousand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from drafting.types import Outcome, Sentence

__all__ = ["READY", "Result"]

READY = "drafted"


@dataclass(frozen=True, slots=True)
class Result:
    """One finished row.

    ``status``: "drafted", "needs_answers" (with its question), "not_drafted" (not a matter for a message), "failed"
    (with its reason; tried again with --retry-failed), "waiting" (not begun), "skipped" (empty). ``keys`` are what the
    answers to ``questions`` go under in a Note; ``reconsider`` the gates that are not met.
    """

    status: str
    writer: str = ""
    subject: str = ""
    body: str = ""
    sentences: tuple[Sentence, ...] = ()
    questions: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    reconsider: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Result:
        """Read what ``to_json`` gave."""
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        given["sentences"] = tuple(
            Sentence(one["text"], one["role"], tuple(one["facts"])) for one in data.get("sentences", ())
        )
        return cls(**given)

    @classmethod
    def of(cls, outcome: Outcome) -> Result:
        """What a class list keeps of an outcome."""
        message = outcome.message
        return cls(
            outcome.status,
            outcome.writer,
            (message.subject or "") if message else "",
            message.body if message else "",
            outcome.sentences,
            tuple(question.ask for question in outcome.questions),
            tuple(question.fact or question.ask for question in outcome.questions),
            outcome.notices,
            outcome.review.gates.not_met if outcome.review else (),
        )
