"""Chat models: one protocol, one file a provider. The folder is the registry.

A provider is a module here (no leading underscore) with ``open_model(name: str) -> ChatModel``; ``"openai:gpt-x"`` opens
``drafting/models/openai.py`` with the name ``gpt-x``. Vendors are imported by the module that needs them, when it is
opened, never before.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, cast, runtime_checkable

from drafting.errors import InputError, ModelError

__all__ = [
    "AsyncChatModel", "ChatModel", "Completion", "Fault", "Message", "Request", "open_model", "providers",
]  # fmt: skip

Message = Mapping[str, str]
"""``{"role": "system" | "user" | "assistant", "content": ...}``."""


FaultKind = Literal["busy", "passing", "away", "refused", "stop"]


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's answer; the tokens are None where the provider does not count them."""

    text: str
    tokens_in: int | None = None
    tokens_out: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a model, whoever carries it: the messages, the schema of the answer, the prompt's version."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None
    prompt: str = ""


@runtime_checkable
class ChatModel(Protocol):
    """What the model writer needs of a model: a name for people, and one call."""

    @property
    def name(self) -> str:
        """How the result names its writer, such as "openai:gpt-x"."""

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Answer the messages.

        ``schema`` (JSON Schema) asks for structured output where the provider can; the text may still be anything.
        ``on_text`` is given each new piece of text as it arrives; the Completion always holds the whole. Raises
        ModelError, one plain sentence, when there is no answer to be had. Safe to call from several threads.
        """


class Fault(Exception):  # noqa: N818 (a value that tells what to do next)
    """Why one attempt brought no answer. ``error`` says it to people.

    ``kind``: "busy" (too many requests; come back after ``after`` seconds, None: unknown), "passing" (a lost or cut
    answer, a slow or faulty server: try again), "away" (nobody there), "refused" (this request, now and later) or
    "stop" (the key, the model's name, the quota: every request).
    """

    def __init__(self, kind: FaultKind, error: ModelError, *, after: float | None = None) -> None:
        super().__init__(str(error))
        self.kind = kind
        self.error = error
        self.after = after


@runtime_checkable
class AsyncChatModel(Protocol):
    """What a provider may offer besides ``complete``, for many calls at once."""

    @property
    def endpoint(self) -> str:
        """Where the model is; the same name elsewhere is another model."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What else is sent and changes the answer."""

    async def attempt(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None = None) -> Completion:
        """Ask once, without waiting or trying again; raise Fault when there is no answer."""


def providers() -> tuple[str, ...]:
    """Return the names of the providers: the modules of this folder."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")))


def open_model(spec: str | object) -> ChatModel:
    """Open a model by its spec, ``provider:name``: ``openai:gpt-4.1-mini``, ``langchain:anthropic:claude-x``, ``scripted``.

    A ChatModel is returned as it is, and any LangChain chat model object is wrapped. Raises InputError for a spec that
    names no provider, ModelError when the provider cannot be used (no key, package not installed).
    """
    if not isinstance(spec, str):
        if isinstance(spec, ChatModel):
            return spec
        from drafting.models.langchain import LangChainModel

        return LangChainModel(spec)
    provider, _, name = spec.strip().partition(":")
    if provider not in providers():
        hint = f"langchain:{spec}" if name else f"openai:{spec or 'NAME'}"
        raise InputError(
            f"The model {spec!r} names no provider of ours ({', '.join(providers())}); did you mean {hint}?"
        )
    module = importlib.import_module(f"{__name__}.{provider}")
    return cast("ChatModel", module.open_model(name))
