"""Any chat model that LangChain can open: ``langchain:PROVIDER:MODEL``, or a LangChain chat model object of your own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from drafting.errors import InputError, ModelError
from drafting.models import Completion, Message
from drafting.models._problems import explain, fault

_TIMEOUT = 60.0


class LangChainModel:
    """A LangChain chat model as a ChatModel. ``model`` is any object with ``invoke`` and ``stream`` over messages."""

    def __init__(self, model: Any, *, name: str | None = None) -> None:
        if not callable(getattr(model, "invoke", None)):
            raise InputError(f"{type(model).__name__} is not a chat model; give a spec or a LangChain chat model.")
        self._chat = model
        shown = getattr(model, "model_name", None) or getattr(model, "model", None) or type(model).__name__
        self._name = name or f"langchain:{shown}"
        self._plain = False

    @property
    def name(self) -> str:
        """The spec that opens this model, or the model's own name."""
        return self._name

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Answer the messages; see ChatModel. A streamed answer is not structured by the provider."""
        asked = [(message["role"], message["content"]) for message in messages]
        try:
            if on_text:
                return self._stream(asked, on_text)
            if schema is not None and not self._plain:
                answer = self._structured(asked, schema)
                if answer is not None:
                    return answer
            return _completion(self._chat.invoke(asked))
        except ModelError:
            raise
        except Exception as error:
            raise explain(error, name=self._name, where="The model's provider") from error

    @property
    def endpoint(self) -> str:
        """The address of the model's server where the model tells it."""
        for field in ("openai_api_base", "base_url", "endpoint"):
            if isinstance(found := getattr(self._chat, field, None), str):
                return found
        return ""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What LangChain says identifies the model, as far as it is plain data."""
        known = getattr(self._chat, "_identifying_params", None)
        plain = known if isinstance(known, Mapping) else {}
        return {name: value for name, value in plain.items() if isinstance(value, str | int | float | bool)}

    async def attempt(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None = None) -> Completion:
        """Ask once; see AsyncChatModel."""
        asked = [(message["role"], message["content"]) for message in messages]
        try:
            if schema is not None and not self._plain:
                try:
                    chain = self._chat.with_structured_output(dict(schema), include_raw=True)
                    answer = await chain.ainvoke(asked)
                except Exception as error:
                    if _is_final(error) or fault(error, name=self._name, where="").kind in {"busy", "passing", "away"}:
                        raise
                    self._plain = True
                else:
                    read = _parsed(answer)
                    if read is not None:
                        return read
            return _completion(await self._chat.ainvoke(asked))
        except Exception as error:
            raise fault(error, name=self._name, where="The model's provider") from error

    def _structured(self, asked: list[tuple[str, str]], schema: Mapping[str, Any]) -> Completion | None:
        """Ask for structured output; None where the model cannot, which is remembered."""
        try:
            answer = self._chat.with_structured_output(dict(schema), include_raw=True).invoke(asked)
        except Exception as error:
            if _is_final(error):
                raise
            self._plain = True
            return None
        return _parsed(answer)

    def _stream(self, asked: list[tuple[str, str]], on_text: Callable[[str], None]) -> Completion:
        pieces: list[str] = []
        tokens_in: int | None = None
        tokens_out: int | None = None
        for chunk in self._chat.stream(asked):
            one = _completion(chunk)
            tokens_in = _sum(tokens_in, one.tokens_in)
            tokens_out = _sum(tokens_out, one.tokens_out)
            if one.text:
                pieces.append(one.text)
                on_text(one.text)
        return Completion("".join(pieces), tokens_in, tokens_out)


def _parsed(answer: Mapping[str, Any]) -> Completion | None:
    """The structured answer as JSON, or the raw text; None when there is neither."""
    raw = _completion(answer.get("raw"))
    parsed = answer.get("parsed")
    if parsed is None:
        return raw if raw.text else None
    return Completion(json.dumps(parsed, ensure_ascii=False), raw.tokens_in, raw.tokens_out)


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)


def _completion(message: Any) -> Completion:
    """Text and usage of a LangChain message; content may be a text or a list of blocks."""
    content = getattr(message, "content", message)
    if isinstance(content, list):
        content = "".join(
            block if isinstance(block, str) else str(block.get("text", ""))
            for block in content
            if isinstance(block, str | dict)
        )
    usage = getattr(message, "usage_metadata", None) or {}
    return Completion(
        content if isinstance(content, str) else "", usage.get("input_tokens"), usage.get("output_tokens")
    )


def _is_final(error: Exception) -> bool:
    """Whether asking again without a schema cannot help: no connection, no key, no such model, no quota."""
    kinds = " ".join(one.__name__ for one in type(error).__mro__)
    status = getattr(error, "status_code", None)
    return status in {401, 403, 404, 429} or any(word in kinds for word in ("Connect", "Timeout", "Authentication"))


def open_model(name: str, *, retries: int = 2) -> LangChainModel:
    """Open ``langchain:PROVIDER:MODEL`` through LangChain's ``init_chat_model``; ``retries`` are its own."""
    provider, _, model = name.partition(":")
    if not provider or not model:
        raise InputError(
            f"The model 'langchain:{name}' needs a provider and a name, as in langchain:openai:gpt-4.1-mini."
        )
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"timeout": _TIMEOUT, "max_retries": retries}
    if provider == "openai":
        # Compatible servers speak chat completions; the default may switch to the Responses API by model name.
        options["use_responses_api"] = False
    try:
        chat = init_chat_model(name, **options)
    except ImportError as error:
        package = getattr(error, "name", None) or f"langchain-{provider}"
        raise ModelError(
            f"The package for {provider} is not installed; run: pip install {package.replace('_', '-')}."
        ) from error
    except Exception as error:
        raise explain(error, name=name, where="LangChain") from error
    return LangChainModel(chat, name=f"langchain:{name}")
