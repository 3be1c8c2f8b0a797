"""OpenAI and every server that speaks its chat completions (set OPENAI_BASE_URL): the openai SDK.

``openai:NAME``. A server that rejects an option (structured output, temperature, a token limit, usage in a stream) is
asked again without it, and not offered it again.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from drafting.errors import InputError, ModelError
from drafting.models import Completion, Fault, Message
from drafting.models._problems import explain, fault

if TYPE_CHECKING:
    from openai import AsyncOpenAI, OpenAI

TIMEOUT = 90.0
"""Seconds for one attempt: a small model on one's own machine needs most of it; the SDK's own are 600."""
_LONGEST = 1600
_LONGEST_PAUSE = 20.0
_PASSING = {408, 409, 429, 500, 502, 503, 504}
_OPTIONS = ("response_format", "temperature", "max_tokens", "stream_options", "seed")


class OpenAIModel:
    """One model behind one server. ``timeout`` in seconds; ``retries`` after a dropped, busy or garbled answer."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = TIMEOUT,
        retries: int = 2,
        temperature: float | None = 0.3,
    ) -> None:
        base_url = base_url or os.environ.get("OPENAI_BASE_URL") or None
        # A server of one's own asks for no key, the SDK always does.
        api_key = api_key or os.environ.get("OPENAI_API_KEY") or ("none" if base_url else None)
        if not api_key:
            raise ModelError(
                "OPENAI_API_KEY is not set; set it, or OPENAI_BASE_URL for a server of your own, or work offline."
            )
        self._model = model
        self._where = base_url or "OpenAI"
        self._temperature = temperature
        self._retries = retries
        self._refused: set[str] = set()
        # The SDK's overloads cannot take options that are decided at run time.
        self._client: Any = _client(base_url, api_key, timeout=timeout, where=self._where, model=model)
        self._open: Callable[[], AsyncOpenAI] = lambda: _async_client(base_url, api_key)
        self._asynchronous: tuple[asyncio.AbstractEventLoop, AsyncOpenAI] | None = None

    @property
    def name(self) -> str:
        """The spec that opens this model."""
        return f"openai:{self._model}"

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Answer the messages; see ChatModel."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

        faults = 0
        pieces: list[str] = []
        while True:
            options = self._options(schema)
            try:
                return self._stream(messages, options, on_text, pieces) if on_text else self._ask(messages, options)
            except APIStatusError as error:
                if self._give_up_an_option(error, options):
                    continue
                caught: Exception = error
                again = error.status_code in _PASSING
            except (ValueError, APIConnectionError) as error:
                # A body cut short, a lost connection, a broken stream. Who was too slow once will be so again.
                caught = error
                again = not isinstance(error, APITimeoutError)
            except OpenAIError as error:
                caught, again = error, False
            faults += 1
            if not again or faults > self._retries:
                raise explain(caught, name=self._model, where=self._where) from caught
            # What has been streamed is not streamed twice: the rest comes whole.
            on_text = None if pieces else on_text
            _pause(caught, faults)

    @property
    def endpoint(self) -> str:
        """The server's address: the same name elsewhere is another model."""
        return self._where

    @property
    def settings(self) -> Mapping[str, Any]:
        """What else is sent and changes the answer."""
        return {"temperature": self._temperature, "max_tokens": _LONGEST}

    def body(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the body of the request as it is sent, for whoever sends it in another way (a batch file)."""
        return {"model": self._model, "messages": [dict(message) for message in messages], **self._options(schema)}

    async def attempt(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None = None) -> Completion:
        """Ask once; see AsyncChatModel. Raises Fault."""
        import httpx2
        from openai import APIStatusError, OpenAIError

        client = self._asking()
        while True:
            options = self._options(schema)
            body = {"model": self._model, "messages": messages, **options}
            try:
                # The response as it came: building the SDK's objects from it costs more than the rest of the call.
                response = await client.post("/chat/completions", cast_to=httpx2.Response, body=body)
                return read_body(json.loads(response.content))
            except APIStatusError as error:
                if not self._give_up_an_option(error, options):
                    raise self._fault(error) from error
            except (OpenAIError, ValueError) as error:
                raise self._fault(error) from error

    @property
    def client(self) -> OpenAI:
        """The SDK's client, for the parts of the API that are not chat."""
        client: OpenAI = self._client
        return client

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the SDK raises inside the block into a ModelError, one plain sentence."""
        from openai import OpenAIError

        try:
            yield
        except (OpenAIError, ValueError) as error:
            raise explain(error, name=self._model, where=self._where) from error

    def _fault(self, error: Exception) -> Fault:
        return fault(error, name=self._model, where=self._where)

    def _asking(self) -> AsyncOpenAI:
        """The asynchronous client of the loop that is running; its connections belong to that loop."""
        loop = asyncio.get_running_loop()
        if self._asynchronous is None or self._asynchronous[0] is not loop:
            self._asynchronous = (loop, self._open())
        return self._asynchronous[1]

    async def aclose(self) -> None:
        """Close the connections of the running loop."""
        if self._asynchronous is not None and self._asynchronous[0] is asyncio.get_running_loop():
            await self._asynchronous[1].close()
            self._asynchronous = None

    def _options(self, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        options: dict[str, Any] = {"max_tokens": _LONGEST}
        if self._temperature is not None:
            options["temperature"] = self._temperature
        if schema is not None:
            if "json_schema" not in self._refused:
                form = {"name": str(schema.get("title", "answer")), "schema": dict(schema), "strict": True}
                options["response_format"] = {"type": "json_schema", "json_schema": form}
            else:
                options["response_format"] = {"type": "json_object"}
        return {key: value for key, value in options.items() if key not in self._refused}

    def _give_up_an_option(self, error: Any, options: Mapping[str, Any]) -> bool:
        """Note which option the server would not take; False when there is none left to leave out."""
        if error.status_code not in {400, 415, 422, 500, 501}:
            return False
        said = str(error.message).lower()
        named = [
            option
            for option in _OPTIONS
            if option in said and option not in self._refused and option != "response_format"
        ]
        if named and (named[0] in options or named[0] == "stream_options"):
            self._refused.add(named[0])
            return True
        if "response_format" in options and not _is_too_long(said):
            self._refused.add(
                "json_schema" if options["response_format"]["type"] == "json_schema" else "response_format"
            )
            return True
        return False

    def _ask(self, messages: Sequence[Message], options: Mapping[str, Any]) -> Completion:
        answer = self._client.chat.completions.create(
            model=self._model, messages=[dict(message) for message in messages], **options
        )
        choices = getattr(answer, "choices", None)
        if not choices:
            raise explain(TypeError("no choices"), name=self._model, where=self._where)
        return Completion(_content(choices[0].message), *_usage(answer))

    def _stream(
        self,
        messages: Sequence[Message],
        options: Mapping[str, Any],
        on_text: Callable[[str], None],
        pieces: list[str],
    ) -> Completion:
        extra = {} if "stream_options" in self._refused else {"stream_options": {"include_usage": True}}
        usage: tuple[int | None, int | None] = (None, None)
        with self._client.chat.completions.create(
            model=self._model, messages=[dict(message) for message in messages], stream=True, **options, **extra
        ) as stream:
            for chunk in stream:
                usage = _usage(chunk) if getattr(chunk, "usage", None) else usage
                for choice in getattr(chunk, "choices", None) or ():
                    piece = getattr(choice.delta, "content", None)
                    if piece:
                        pieces.append(piece)
                        on_text(piece)
        return Completion("".join(pieces), *usage)


def _client(base_url: str | None, api_key: str, *, timeout: float, where: str, model: str) -> OpenAI:
    from openai import OpenAI, OpenAIError

    try:
        # Its own retries would try a slow server three times over; ours know better when to.
        return OpenAI(base_url=base_url, api_key=api_key, timeout=timeout, max_retries=0)
    except (OpenAIError, ValueError, TypeError) as error:
        raise explain(error, name=model, where=where) from error


def _async_client(base_url: str | None, api_key: str) -> AsyncOpenAI:
    import httpx2
    from openai import AsyncOpenAI

    from drafting.models._wire import Wire

    # Behind a proxy the SDK's own transport knows the way.
    proxied = any(os.environ.get(name) for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"))
    http = None if proxied else httpx2.AsyncClient(transport=Wire(), timeout=None)
    return AsyncOpenAI(base_url=base_url, api_key=api_key, max_retries=0, http_client=http)


def read_body(answer: Any) -> Completion:
    """Read the JSON of a chat completion; raise ValueError for anything else."""
    try:
        text = answer["choices"][0]["message"]["content"]
        usage = answer.get("usage") or {}
        counts = (usage.get("prompt_tokens"), usage.get("completion_tokens"))
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError("not a chat completion") from error
    return Completion(text if isinstance(text, str) else "", *counts)


def _pause(error: Exception, faults: int) -> None:
    """Wait before asking again: as long as the server says, within reason, else half a second and doubling."""
    headers: Mapping[str, str] = getattr(getattr(error, "response", None), "headers", {})
    seconds = 0.25 * 2**faults
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        with suppress(KeyError, ValueError):
            seconds = float(headers[name]) / unit
            break
    time.sleep(min(max(seconds, 0.0), _LONGEST_PAUSE))


def _content(message: Any) -> str:
    content = getattr(message, "content", None)
    return content if isinstance(content, str) else ""


def _usage(answer: Any) -> tuple[int | None, int | None]:
    usage = getattr(answer, "usage", None)
    return getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)


def _is_too_long(said: str) -> bool:
    return "context" in said and ("length" in said or "exceed" in said or "window" in said)


def open_model(name: str) -> OpenAIModel:
    """Open ``openai:NAME`` with OPENAI_API_KEY and OPENAI_BASE_URL of the environment."""
    if not name:
        raise InputError("The model 'openai' needs a name, as in openai:gpt-4.1-mini.")
    return OpenAIModel(name)
