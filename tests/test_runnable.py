"""The road as a LangChain runnable: invoke, batch, stream, and the pipe."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("langchain_core")

from langchain_core.runnables import RunnableLambda

from drafting.contract import note_from_json
from drafting.errors import InputError
from drafting.models.scripted import ScriptedModel, say_the_facts
from drafting.pipeline import Pipeline
from drafting.types import Note, Student, Teacher


def note(name: str) -> Note:
    """A note about an invented child."""
    return Note(
        kind="positive_note",
        note=f"{name} read 14 pages to the class today.",
        id=name,
        student=Student(name, "she/her"),
        teacher=Teacher("Ms. Quill"),
    )


def test_a_note_goes_through_the_road() -> None:
    """The outcome is the pipeline's."""
    pipeline = Pipeline()
    assert pipeline.as_runnable().invoke(note("Tove")) == pipeline.run(note("Tove"))


def test_a_batch_keeps_its_order() -> None:
    """Several notes at once, each with its own outcome."""
    names = ["Tove", "Anselm", "Ida", "Bo"]
    found = Pipeline().as_runnable().batch([note(name) for name in names], config={"max_concurrency": 2})
    assert [one.id for one in found] == names


def test_a_stream_yields_the_outcome() -> None:
    """One piece: a message is shown whole, after its review."""
    pipeline = Pipeline()
    assert list(pipeline.as_runnable().stream(note("Tove"))) == [pipeline.run(note("Tove"))]


def test_json_goes_before_it() -> None:
    """A reader of JSON is one pipe away."""
    chain = RunnableLambda(note_from_json) | Pipeline().as_runnable()
    given = {"kind": "positive_note", "note": "Tove read 14 pages to the class.", "student": {"name": "Tove"}}
    assert "14 pages" in chain.invoke(json.loads(json.dumps(given))).message.body


def test_what_is_no_note_is_told() -> None:
    """Wrong use names the way out."""
    with pytest.raises(InputError, match="note_from_json"):
        Pipeline().as_runnable().invoke({"kind": "reply"})  # type: ignore[arg-type]


def test_a_model_writes_under_it() -> None:
    """A model's road runs under the same interface."""
    model = ScriptedModel(say_the_facts)
    found = Pipeline(model).as_runnable().invoke(note("Tove"))
    assert found.writer == "scripted"
    assert "Tove" in found.message.body
    assert "Tove" not in json.dumps(model.calls)
