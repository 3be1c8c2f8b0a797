"""Running the commands in this process, with a stand-in for the road where the road is not what is tested."""

from __future__ import annotations

import io
import signal
import sys
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from drafting.cli import main
from drafting.errors import InputError, ModelError
from drafting.types import Fact, Gates, Message, Outcome, Question, Readability, Review, Sentence, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafting.types import Note


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Terminal(io.TextIOWrapper):
    """A standard stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a function that runs ``drafting`` with arguments, and with standard input and terminals as asked."""
    before = signal.getsignal(signal.SIGTERM)

    def call(*arguments: str, given: bytes | str = b"", terminal: bool = False) -> Ran:
        typed = given.encode() if isinstance(given, str) else given
        made = Terminal if terminal else io.TextIOWrapper
        streams = {"stdin": io.BytesIO(typed), "stdout": io.BytesIO(), "stderr": io.BytesIO()}
        for name, raw in streams.items():
            monkeypatch.setattr(sys, name, made(raw, encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = (streams[name].getvalue().decode() for name in ("stdout", "stderr"))
        return Ran(int(left.value.code or 0), out, err)

    yield call
    signal.signal(signal.SIGTERM, before)


def review_of(message: str, *, passed: bool = True) -> Review:
    """Return an invented review, with one thing to reconsider in the first word."""
    blame = Verdict("not_met", (Span(0, 4, message[:4]),), "It faults the family.", "We can look at it together.", "S1")
    return Review(
        criteria={"growth": Verdict("met"), "no-blame": Verdict("met") if passed else blame},
        readability=Readability("en", len(message.split()), 1, "about grade 3-5", {}),
        fidelity=None,
        gates=Gates(passed, () if passed else ("no-blame",)),
    )


class StandIn:
    """A pipeline that answers each note with itself: invented, so that the commands are tested alone."""

    def __init__(self, model: object = None, *, seed: int = 0, ask: bool = True) -> None:
        self.model, self.seed, self.ask = model, seed, ask

    def run(self, note: Note) -> Outcome:
        """Draft, unless the words of the note call for something else."""
        if self.model is not None and "down" in note.note:
            raise ModelError("The model invented cannot be reached: check the address in OPENAI_BASE_URL.")
        if "bug" in note.note:
            raise KeyError("bug")
        body = f"Seed {self.seed}: {note.note} {dict(note.answers)}"
        who = "moved seat" in note.note and not note.answers
        return Outcome(
            id=note.id,
            status="needs_answers" if who else "drafted",
            writer="model" if self.model else "offline",
            message=Message("Good news", body),
            facts=(Fact("f1", note.note, 0, len(note.note), "win", "child", "must", "sure", body, ""),),
            sentences=(Sentence(body, "fact", ("f1",)),),
            questions=(Question("Who moved the seat?", "f1", "the step you took"),) if who and self.ask else (),
            review=review_of(body, passed="blame" not in note.note),
        )


@pytest.fixture
def road(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the stand-in where the pipeline is."""
    module = types.ModuleType("drafting.pipeline")
    module.Pipeline = StandIn  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "drafting.pipeline", module)
    models = types.ModuleType("drafting.models")
    models.open_model = _open  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "drafting.models", models)


def _open(spec: str) -> object:
    if spec == "openai:unknown":
        raise ModelError("The model openai:unknown is not known there: check its name.")
    if spec == "nobody:x":
        raise InputError("The model 'nobody:x' names no provider of ours.")
    return object()
