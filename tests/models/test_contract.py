"""One contract for all providers: what every ChatModel does, whoever stands behind it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from drafting.errors import InputError, ModelError
from drafting.models import ChatModel, Completion, open_model, providers
from drafting.models.langchain import LangChainModel
from drafting.models.openai import OpenAIModel
from drafting.models.scripted import ScriptedModel
from tests.models.server import Reply, Server, refuses, says, serving, streams

MESSAGES = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Say hello."}]
SCHEMA = {
    "title": "message",
    "type": "object",
    "properties": {"subject": {"type": "string"}},
    "required": ["subject"],
    "additionalProperties": False,
}
PAUSES: list[float] = []
ANSWER = '{"subject": "hello there"}'


def answer(body: dict[str, Any]) -> Any:
    """The server's answer, streamed or whole."""
    return Reply(events=streams('{"subject": ', '"hello there"}')) if body.get("stream") else says(ANSWER)


@pytest.fixture(params=["openai", "langchain", "langchain-object", "scripted"])
def model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatModel]:
    """Each provider, ready to answer; a new provider is one more name here."""
    with ExitStack() as stack:
        if request.param == "scripted":
            yield ScriptedModel([ANSWER], again=True)
            return
        if request.param == "langchain-object":
            from langchain_core.language_models.fake_chat_models import FakeListChatModel

            yield LangChainModel(FakeListChatModel(responses=[ANSWER]))
            return
        server = stack.enter_context(serving(answer))
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-invented")
        yield open_model({"openai": "openai:tiny", "langchain": "langchain:openai:tiny"}[request.param])


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A retry is a retry also without the pause before it."""
    monkeypatch.setattr("openai._base_client.SyncAPIClient._sleep_for_retry", lambda *_, **__: None)
    monkeypatch.setattr("drafting.models.openai.time.sleep", PAUSES.append)


def test_a_model_answers(model: ChatModel) -> None:
    """Messages in, text out, and the model has a name."""
    done = model.complete(MESSAGES)
    assert isinstance(done, Completion)
    assert json.loads(done.text) == {"subject": "hello there"}
    assert isinstance(model, ChatModel)
    assert model.name


def test_a_model_takes_a_schema(model: ChatModel) -> None:
    """With a schema the text is JSON of that shape, or at least the same text as without."""
    assert json.loads(model.complete(MESSAGES, schema=SCHEMA).text) == {"subject": "hello there"}


def test_a_model_streams(model: ChatModel) -> None:
    """The pieces arrive in order and make up the whole."""
    pieces: list[str] = []
    done = model.complete(MESSAGES, on_text=pieces.append)
    assert "".join(pieces) == done.text
    assert len(pieces) > 1


def test_a_model_counts_tokens_or_says_that_it_does_not(model: ChatModel) -> None:
    """Usage is whole numbers or None, streamed or not."""
    for done in (model.complete(MESSAGES), model.complete(MESSAGES, on_text=lambda _: None)):
        for count in (done.tokens_in, done.tokens_out):
            assert count is None or count > 0


def test_a_model_answers_several_threads(model: ChatModel) -> None:
    """Eight threads at once get eight whole answers."""
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(model.complete(MESSAGES).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [json.loads(text)["subject"] for text in found] == ["hello there"] * 8


# --- the openai provider ------------------------------------------------------------------------------------------


def opened(server: Server, **more: Any) -> OpenAIModel:
    """The model behind a running server."""
    return OpenAIModel("tiny", base_url=server.url, **{"retries": 2, **more})


def test_what_is_sent_to_a_server() -> None:
    """Model, messages, key, and the schema as structured output."""
    with serving(answer) as server:
        opened(server, api_key="sk-invented").complete(MESSAGES, schema=SCHEMA)
    sent = server.requests[0]
    assert (sent["model"], sent["messages"], server.keys) == ("tiny", MESSAGES, ["sk-invented"])
    assert sent["response_format"]["json_schema"] == {"name": "message", "schema": SCHEMA, "strict": True}


def test_usage_is_counted() -> None:
    """The tokens are the server's."""
    with serving(answer) as server:
        model = opened(server)
        assert model.complete(MESSAGES) == Completion(ANSWER, 11, 7)
        assert model.complete(MESSAGES, on_text=lambda _: None) == Completion(ANSWER, 11, 7)


def test_a_server_without_structured_output_is_asked_without_and_not_offered_it_again() -> None:
    """json_schema, then json_object, then plain; the next call starts where this one ended."""

    def plain_only(body: dict[str, Any]) -> Any:
        return refuses("response_format is not supported") if "response_format" in body else answer(body)

    with serving(plain_only) as server:
        model = opened(server)
        assert model.complete(MESSAGES, schema=SCHEMA).text == ANSWER
        assert [one.get("response_format", {}).get("type") for one in server.requests] == [
            "json_schema",
            "json_object",
            None,
        ]
        model.complete(MESSAGES, schema=SCHEMA)
        assert len(server.requests) == 4


@pytest.mark.parametrize("option", ["temperature", "max_tokens"])
def test_an_option_that_a_server_rejects_is_left_out(option: str) -> None:
    """Newer models refuse a temperature or the old name of the token limit."""

    def picky(body: dict[str, Any]) -> Any:
        return (
            refuses(f"Unsupported parameter: '{option}' is not supported with this model.")
            if option in body
            else answer(body)
        )

    with serving(picky) as server:
        assert opened(server).complete(MESSAGES, schema=SCHEMA).text == ANSWER
    assert option in server.requests[0]
    assert option not in server.requests[1]
    assert server.requests[1]["response_format"]["type"] == "json_schema"


def test_usage_in_a_stream_may_be_refused() -> None:
    """A server that does not know stream_options still streams."""

    def picky(body: dict[str, Any]) -> Any:
        return refuses("Unknown field: stream_options") if "stream_options" in body else answer(body)

    with serving(picky) as server:
        assert opened(server).complete(MESSAGES, on_text=lambda _: None).text == ANSWER


@pytest.mark.parametrize(
    "broken",
    [
        Reply(b'{"id": "c1", "choices": [{"ind'),
        Reply(says(ANSWER), cut=True),
        Reply({"error": {}}, 503),
        Reply({"error": {}}, 429),
    ],
    ids=["truncated body", "dropped connection", "overloaded", "busy"],
)
def test_a_passing_fault_is_tried_again(broken: Reply) -> None:
    """One bad answer costs no draft."""
    with serving([broken, says(ANSWER)]) as server:
        assert opened(server).complete(MESSAGES).text == ANSWER
    assert len(server.requests) == 2


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    """The wait is the server's, within reason."""
    PAUSES.clear()
    late = Reply({"error": {}}, 429, {"retry-after": "7"})
    with serving([late, Reply({"error": {}}, 429, {"retry-after": "3600"}), says(ANSWER)]) as server:
        opened(server).complete(MESSAGES)
    assert PAUSES == [7.0, 20.0]


def test_a_server_that_is_too_slow_is_not_asked_again() -> None:
    """A teacher does not wait three times for what did not come once."""
    hold = threading.Event()

    def slow(body: dict[str, Any]) -> Any:
        hold.wait(5)
        return says(ANSWER)

    with serving(slow) as server:
        try:
            with pytest.raises(ModelError, match="did not answer in time"):
                opened(server, timeout=0.05).complete(MESSAGES)
        finally:
            hold.set()
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (refuses("Incorrect API key provided: sk-inv***nted", 401), "refused the key for tiny"),
        (refuses("no access", 403), "refused the key for tiny"),
        (refuses("The model `tiny` does not exist", 404), "does not know the model tiny"),
        (refuses("slow down", 429), "is busy or the quota"),
        (refuses("oops", 500), "a fault of its own"),
        (refuses("This model's maximum context length is 4096 tokens", 400), "maximum context length"),
        (Reply(b"<html>hello</html>"), "did not answer like a chat model"),
        (Reply({"hello": "there"}), "did not answer like a chat model"),
        (Reply({"choices": []}), "did not answer like a chat model"),
    ],
)
def test_a_lasting_fault_is_one_plain_sentence(reply: Reply, told: str) -> None:
    """What happened and what to do, on one line, without the key."""
    with serving([reply]) as server, pytest.raises(ModelError, match=told) as caught:
        opened(server, api_key="sk-invented").complete(MESSAGES, schema=SCHEMA)
    said = str(caught.value)
    assert "\n" not in said
    assert "sk-inv" not in said
    assert said.endswith(".")
    assert ";" in said


def test_a_server_that_is_not_there() -> None:
    """A refused connection names the address."""
    with serving(answer) as server:
        url = server.url
    with pytest.raises(ModelError, match=r"127\.0\.0\.1.* cannot be reached"):
        OpenAIModel("tiny", base_url=url, retries=0).complete(MESSAGES)


def test_a_stream_that_breaks_is_asked_for_whole() -> None:
    """The answer comes whole when the stream is cut."""
    with serving([Reply(events=streams('{"sub')[:1], cut=True), says(ANSWER)]) as server:
        pieces: list[str] = []
        assert opened(server).complete(MESSAGES, on_text=pieces.append).text == ANSWER


def test_an_answer_without_content_is_an_empty_text() -> None:
    """A refusal is no crash: the writer falls back."""
    empty = says("")
    empty["choices"][0]["message"] = {"role": "assistant", "content": None, "refusal": "no"}
    with serving([empty]) as server:
        assert opened(server).complete(MESSAGES).text == ""


def test_without_a_key_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out is told; a server of one's own needs no key."""
    with pytest.raises(ModelError, match="OPENAI_API_KEY is not set"):
        open_model("openai:tiny")
    with serving(answer) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert open_model("openai:tiny").complete(MESSAGES).text == ANSWER


# --- specs -------------------------------------------------------------------------------------------------------


def test_the_folder_is_the_registry() -> None:
    """Each module is a provider."""
    assert providers() == ("langchain", "openai", "scripted")


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("gpt-4", "openai:gpt-4"),
        ("anthropic:claude-x", "langchain:anthropic:claude-x"),
        ("", "openai:NAME"),
        ("openai:", "needs a name"),
        ("langchain:openai", "needs a provider and a name"),
        ("scripted:/no/such/file", "no file"),
        ("_problems:x", "names no provider"),
    ],
)
def test_a_spec_that_opens_nothing_says_what_would(spec: str, told: str) -> None:
    """A wrong spec is wrong use, with the right one told."""
    with pytest.raises(InputError, match=told):
        open_model(spec)


def test_a_provider_whose_package_is_missing() -> None:
    """The way out is a pip install."""
    with pytest.raises(ModelError, match="pip install langchain-anthropic"):
        open_model("langchain:anthropic:claude-x")


@pytest.mark.parametrize("status", [401, 404, 429])
def test_langchain_s_faults_are_told_as_plainly(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sentences, whoever is between."""
    with serving([refuses("no", status)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-invented")
        model = open_model("langchain:openai:tiny")
        with pytest.raises(ModelError, match=r"langchain:openai:tiny"):
            model.complete(MESSAGES, schema=SCHEMA)


def test_an_object_that_is_no_model() -> None:
    """Wrong use is told by its type."""
    with pytest.raises(InputError, match="int is not a chat model"):
        open_model(3)


# --- scripted ----------------------------------------------------------------------------------------------------


def test_scripted_answers_come_in_turn_and_end() -> None:
    """Texts, objects and exceptions; then the script is over."""
    model = ScriptedModel(["one", {"subject": "two"}, ModelError("Three is broken.")])
    assert model.complete(MESSAGES).text == "one"
    assert json.loads(model.complete(MESSAGES).text) == {"subject": "two"}
    with pytest.raises(ModelError, match="Three"):
        model.complete(MESSAGES)
    with pytest.raises(ModelError, match="over after 3"):
        model.complete(MESSAGES)
    assert model.calls[0] == MESSAGES


def test_a_file_of_scripted_answers(tmp_path: Any) -> None:
    """JSON lines, begun again at the end; a broken line is named."""
    path = tmp_path / "answers.jsonl"
    path.write_text('"one"\n{"subject": "two"}\n', encoding="utf-8")
    model = open_model(f"scripted:{path}")
    assert [model.complete(MESSAGES).text for _ in range(3)] == ["one", '{"subject": "two"}', "one"]
    path.write_text('"one"\n{oops\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        open_model(f"scripted:{path}")


def test_the_obedient_model_says_the_facts_back() -> None:
    """``scripted`` needs no key and no file."""
    prompt = [{"role": "user", "content": "Facts:\n- f1 (win, must): [CHILD] read.\n- f2 (ask, must): What helps?\n"}]
    said = json.loads(open_model("scripted").complete(prompt).text)
    assert [(one["role"], one["facts"]) for one in said["sentences"]] == [("fact", ["f1"]), ("question", ["f2"])]
