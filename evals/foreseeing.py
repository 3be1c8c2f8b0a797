"""What a run will cost, told before it begins: counted from the prompts it will send."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.facts import read
from drafting.journal import Journal
from drafting.models import Message
from drafting.models.scripted import ScriptedModel
from drafting.types import Note
from drafting.writers.model import ModelWriter
from evals import casebook, provenance
from evals.judging.judge import Judge
from evals.judging.questions import asked_of, load_questions
from evals.recording import RecordedModel, Usage
from evals.runner import Settings

__all__ = ["Foreseen", "foresee"]

_LETTERS = 4
"""Letters to a token of English, as a rule of thumb."""
_WRITTEN = 150
"""Tokens of a draft in its JSON, measured with two small models (docs/small-models.md)."""
_JUDGED = 50
"""Tokens of one verdict with its words and reason, measured likewise."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The least that a run asks for: drafts that the review sends back are asked for again."""

    notes: int
    drafts: int
    written: Usage
    judged: Usage


def foresee(settings: Settings) -> Foreseen:
    """Count what the first answers of a run take, without asking any model; zero for the offline writer and no judge.

    Raises InputError or PromptError as the run would.
    """
    cases = casebook.select(
        casebook.load(settings.cases), suite=settings.suite, kinds=settings.kinds, limit=settings.limit
    )
    written = judged = Usage()
    silent = ScriptedModel([])
    with provenance.pinned(settings.prompt), Journal(":memory:") as journal:
        writer, judge = ModelWriter(silent), Judge(RecordedModel(silent, journal))
        for case in cases:
            if settings.model not in {None, "offline", ""}:
                written += Usage(1, _tokens(writer.messages(read(case.note))), _WRITTEN)
            if settings.judge is not None:
                judged += _judging(judge, case.note)
    times = settings.repeat
    return Foreseen(len(cases), len(cases) * times, _times(written, times), _times(judged, times))


def _judging(judge: Judge, note: Note) -> Usage:
    """One answer a group of questions; the note stands for the message that is not written yet."""
    used = Usage()
    for questions in load_questions():
        names = [name for name in questions.texts if name in asked_of(note.kind)]
        if names:
            used += Usage(1, _tokens(judge.messages(questions, names, note, note.note)), _JUDGED * (len(names) + 2))
    return used


def _tokens(messages: list[Message]) -> int:
    return sum(len(message["content"]) for message in messages) // _LETTERS


def _times(used: Usage, times: int) -> Usage:
    return Usage(used.calls * times, used.tokens_in * times, used.tokens_out * times)
