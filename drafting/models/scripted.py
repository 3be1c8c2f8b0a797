"""Canned answers in place of a model, for tests and demonstrations: no key, no network.

``scripted`` (or ``scripted:facts``) says the facts of the prompt back, one sentence each, as an obedient model would;
``scripted:FILE`` gives the lines of a file in turn, each a JSON text or object.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.errors import InputError, ModelError
from drafting.models import Completion, Message

Answer = str | Mapping[str, Any] | Exception
"""A text, an object to be sent as JSON, or an exception to raise."""

_FACT = re.compile(r"^- (?P<id>\S+) \((?P<type>\w+), (?:must|may)\): (?P<text>.+)$", re.MULTILINE)


class ScriptedModel:
    """Gives ``answers`` in turn, or calls a function of the messages; ``calls`` keeps what it was sent.

    When the answers are used up it raises ModelError, unless ``again`` starts them over.
    """

    def __init__(
        self,
        answers: Sequence[Answer] | Callable[[Sequence[Message]], Answer],
        *,
        name: str = "scripted",
        again: bool = False,
    ) -> None:
        self._answers = answers
        self._name = name
        self._again = again
        self._lock = threading.Lock()
        self.calls: list[list[Message]] = []

    @property
    def name(self) -> str:
        """The name given, "scripted" by default."""
        return self._name

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Give the next answer; see ChatModel. Tokens are counted as words. The schema is not looked at."""
        del schema
        with self._lock:
            self.calls.append([dict(message) for message in messages])
            answer = self._next(messages)
        if isinstance(answer, Exception):
            raise answer
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        if on_text:
            for piece in re.findall(r"\S+\s*|\s+", text):
                on_text(piece)
        return Completion(text, sum(len(message["content"].split()) for message in messages), len(text.split()))

    def _next(self, messages: Sequence[Message]) -> Answer:
        if callable(self._answers):
            return self._answers(messages)
        number = len(self.calls) - 1
        if self._again and self._answers:
            number %= len(self._answers)
        if number >= len(self._answers):
            return ModelError(f"The script is over after {len(self._answers)} answers; add more, or say again=True.")
        return self._answers[number]


def say_the_facts(messages: Sequence[Message]) -> Mapping[str, Any]:
    """Answer a drafting prompt with its own facts, one sentence each: what an obedient, dull model would write."""
    prompt = messages[-1]["content"]
    facts = [
        {"text": match["text"], "role": "question" if match["text"].endswith("?") else "fact", "facts": [match["id"]]}
        for match in _FACT.finditer(prompt)
    ]
    return {"subject": "A note from school", "sentences": facts}


def open_model(name: str) -> ScriptedModel:
    """Open ``scripted``, ``scripted:facts`` or ``scripted:FILE`` (JSON lines, begun again at the end)."""
    if name in {"", "facts"}:
        return ScriptedModel(say_the_facts, name="scripted:facts")
    path = Path(name)
    if not path.is_file():
        raise InputError(f"There is no file {name} with scripted answers; give the path of a file of JSON lines.")
    answers: list[Answer] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                answers.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise InputError(
                    f"{path.name}, line {number}: not JSON ({error.msg}); write one JSON text a line."
                ) from error
    if not answers:
        raise InputError(f"{path.name} holds no answers; write one JSON text a line.")
    return ScriptedModel(answers, name=f"scripted:{path.name}", again=True)
