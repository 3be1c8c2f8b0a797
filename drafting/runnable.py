"""The whole road as a LangChain Runnable: a Note in, an Outcome out; ``invoke``, ``batch``, ``stream``, and ``|``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable

from drafting.errors import InputError
from drafting.types import Note, Outcome

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

    from drafting.pipeline import Pipeline

__all__ = ["DraftingRunnable", "as_runnable"]


class DraftingRunnable(Runnable[Note, Outcome]):
    """Runs a pipeline under LangChain's interface.

    ``batch`` uses LangChain's threads (``config={"max_concurrency": 4}``) and keeps the order; ``stream`` yields the
    one Outcome. For notes as JSON put a reader before it: ``RunnableLambda(note_from_json) | pipeline.as_runnable()``.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self.name = "drafting"

    def invoke(self, input: Note, config: RunnableConfig | None = None, **kwargs: Any) -> Outcome:  # noqa: A002, ARG002 - LangChain's signature
        """Take one note down the road. Raises InputError for anything that is no Note, ModelError as the pipeline does."""
        if not isinstance(input, Note):
            raise InputError(
                f"A drafting runnable takes a Note, not {type(input).__name__}; read JSON with drafting.contract.note_from_json."
            )
        # Not through LangChain's callbacks: a tracer switched on elsewhere must not see the note and its names.
        return self._pipeline.run(input)


def as_runnable(pipeline: Pipeline) -> DraftingRunnable:
    """Wrap a pipeline; see DraftingRunnable."""
    return DraftingRunnable(pipeline)
