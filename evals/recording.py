"""A chat model whose answers are paid for once: what the journal holds is not asked again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafting.journal import Journal, request_key
from drafting.models import ChatModel, Completion, Message

__all__ = ["RecordedModel", "Usage"]


@dataclass(frozen=True, slots=True)
class Usage:
    """Answers used and the tokens they cost, as far as the provider counts them; new or from the journal alike."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.calls + other.calls, self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out)


class RecordedModel:
    """Wraps ``chat``: asks the journal first and stores each answer before it is used; safe from several threads.

    ``repeat`` tells apart the same question asked again on purpose; ``purpose`` keeps writing and judging apart.
    """

    def __init__(
        self,
        chat: ChatModel,
        journal: Journal,
        *,
        repeat: int = 0,
        purpose: str = "",
        within: RecordedModel | None = None,
    ) -> None:
        self._within = within
        self._chat = chat
        self._journal = journal
        self._repeat = repeat
        self._purpose = purpose
        self._lock = threading.Lock()
        self.usage = Usage()

    @property
    def name(self) -> str:
        """The name of the model behind."""
        return self._chat.name

    def again(self, *, repeat: int | None = None, purpose: str | None = None) -> RecordedModel:
        """The same model and journal for another repeat or purpose; what it uses counts here too."""
        return RecordedModel(
            self._chat,
            self._journal,
            repeat=self._repeat if repeat is None else repeat,
            purpose=self._purpose if purpose is None else purpose,
            within=self,
        )

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Answer the messages, from the journal where it can; see ChatModel."""
        key = request_key(
            messages,
            model=self.name,
            endpoint=os.environ.get("OPENAI_BASE_URL", ""),
            prompt=self._purpose,
            schema=schema,
            repeat=self._repeat,
        )
        answer = self._journal.get(key)
        if answer is None:
            answer = self._chat.complete(messages, schema=schema)
            self._journal.put(key, answer)
        if on_text:
            on_text(answer.text)
        self.count(Usage(1, answer.tokens_in or 0, answer.tokens_out or 0))
        return answer

    def count(self, used: Usage) -> None:
        """Add what was used, here and in the model this one was made from."""
        with self._lock:
            self.usage += used
        if self._within is not None:
            self._within.count(used)
