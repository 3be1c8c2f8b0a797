"""The scheduler against a server that misbehaves: nothing lost, nothing twice, never too many at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from drafting.batch.gate import Gate
from drafting.batch.scheduler import Scheduler, StoppedError
from drafting.errors import ModelError
from drafting.journal import Journal
from drafting.models import Completion, Request
from drafting.models.langchain import open_model as open_langchain
from drafting.models.openai import OpenAIModel
from drafting.models.scripted import ScriptedModel
from evals.bench._fault_server import Faults, running

MOST = 8


def requests(count: int) -> list[Request]:
    """Different requests."""
    return [Request(({"role": "user", "content": f"Say {number}."},), None, "p@1") for number in range(count)]


async def ask_all(model: Any, journal: Journal, wanted: list[Request], **options: Any) -> tuple[list[Any], Scheduler]:
    """Ask all at once; answers or errors, in order."""
    async with Scheduler(model, journal, most=MOST, **options) as scheduler:
        found = await asyncio.gather(
            *(scheduler.ask(one, order=at) for at, one in enumerate(wanted)), return_exceptions=True
        )
    return found, scheduler


@pytest.mark.parametrize(
    "faults",
    [
        Faults(delay=0.02),
        Faults(delay=0.02, refused=0.2, retry_after=0.1),
        Faults(delay=0.02, cut=0.2),
        Faults(delay=0.02, reset=0.2),
        Faults(delay=0.02, broken=0.2),
        Faults(delay=0.02, slow=0.1, slower=40),
        Faults(delay=0.02, refused=0.1, retry_after=0.1, cut=0.05, reset=0.1, slow=0.05, broken=0.05, slower=40),
    ],
    ids=["calm", "refused", "cut", "reset", "broken", "slow", "all"],
)
def test_every_request_is_answered_and_kept(tmp_path: Path, faults: Faults) -> None:
    """Whatever the server does, each request gets its own answer, at most so many are in flight, and all are stored."""
    wanted = requests(80)
    with running(faults) as server, Journal(tmp_path / "j") as journal:
        model = OpenAIModel("m", base_url=server.url)
        found, scheduler = asyncio.run(ask_all(model, journal, wanted))
        assert [one.text for one in found] == [f"Heard: Say {number}." for number in range(80)]
        assert len(journal) == 80
        assert scheduler.gate.most_in_flight <= MOST
        assert server.stats()["most_in_flight"] <= MOST + 1  # one hung up on may be seen a moment later
        again, later = asyncio.run(ask_all(model, journal, wanted))
        assert again == found
        assert later.counts.calls == 0


def test_one_request_of_two_rows_is_one_call(tmp_path: Path) -> None:
    """Two rows with the same request share its answer, also while it is on its way."""
    with running(Faults(delay=0.05)) as server, Journal(tmp_path / "j") as journal:
        found, scheduler = asyncio.run(ask_all(OpenAIModel("m", base_url=server.url), journal, requests(1) * 5))
        assert len({one.text for one in found}) == 1
        assert scheduler.counts.calls == server.stats()["asked"] == 1


def test_langchain_goes_through_the_same_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A LangChain model is asked at most so many times at once, refusals and cut answers are asked again."""
    faults = Faults(delay=0.02, refused=0.1, retry_after=0.05, cut=0.05, reset=0.05)
    with running(faults) as server, Journal(tmp_path / "j") as journal:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-invented")
        found, _ = asyncio.run(ask_all(open_langchain("openai:m", retries=0), journal, requests(30)))
        assert [one.text for one in found] == [f"Heard: Say {number}." for number in range(30)]
        assert server.stats()["most_in_flight"] <= MOST + 1


def test_a_model_that_can_only_be_called_is_called_in_threads(tmp_path: Path) -> None:
    """Any ChatModel works; what it raises is the reason, kept until failures are forgotten."""
    with Journal(tmp_path / "j") as journal:
        model = ScriptedModel(lambda messages: messages[0]["content"].upper())
        found, _ = asyncio.run(ask_all(model, journal, requests(20)))
        assert [one.text for one in found] == [f"SAY {number}." for number in range(20)]
        broken = ScriptedModel([ModelError("No more today.")], name="broken", again=True)
        found, _ = asyncio.run(ask_all(broken, journal, requests(1)))
        assert [str(one) for one in found] == ["No more today."]
        asyncio.run(ask_all(broken, journal, requests(1)))
        assert len(broken.calls) == 1
        journal.forget_failures()
        asyncio.run(ask_all(broken, journal, requests(1)))
        assert len(broken.calls) == 2


@pytest.mark.parametrize(("status", "said"), [(401, "refused the key"), (404, "does not know the model")])
def test_what_concerns_every_request_stops_the_batch(tmp_path: Path, status: int, said: str) -> None:
    """A wrong key or model is not tried for every row, and no row is noted as failed."""
    with running(Faults(delay=0.01, status=status)) as server, Journal(tmp_path / "j") as journal:
        found, scheduler = asyncio.run(ask_all(OpenAIModel("m", base_url=server.url), journal, requests(60)))
        assert all(isinstance(one, StoppedError) for one in found)
        assert said in str(scheduler.stopped)
        assert server.stats()["asked"] <= MOST
        assert journal.failures() == {}


def test_what_the_server_will_never_do_fails_alone(tmp_path: Path) -> None:
    """A request that is refused for itself is asked once, and its reason is kept."""
    with running(Faults(delay=0.01, status=422)) as server, Journal(tmp_path / "j") as journal:
        found, _ = asyncio.run(ask_all(OpenAIModel("m", base_url=server.url), journal, requests(3)))
        assert all(isinstance(one, ModelError) and "refused the request" in str(one) for one in found)
        assert len(journal.failures()) == server.stats()["asked"] == 3


def test_a_slow_answer_is_given_up_in_the_end(tmp_path: Path) -> None:
    """An answer that does not come within the time-out is asked for again, and then told."""
    with running(Faults(delay=5.0)) as server, Journal(tmp_path / "j") as journal:
        model = OpenAIModel("m", base_url=server.url)
        found, _ = asyncio.run(ask_all(model, journal, requests(2), timeout=0.2, attempts=2))
        assert all("did not answer within 0.2 seconds" in str(one) for one in found)


def test_a_server_that_is_not_there_stops_the_batch(tmp_path: Path) -> None:
    """Nobody at the address: one sentence, soon, and every row can be tried again."""
    with Journal(tmp_path / "j") as journal:
        model = OpenAIModel("m", base_url="http://127.0.0.1:9/v1")
        found, scheduler = asyncio.run(ask_all(model, journal, requests(20), attempts=2))
        assert all(isinstance(one, StoppedError) for one in found)
        assert "cannot be reached" in str(scheduler.stopped)
        assert journal.failures() == {}


def test_a_pause_is_everybodys(tmp_path: Path) -> None:
    """Refusals that mean all of us: nobody sends before Retry-After is over, and then fewer at once."""
    with running(Faults(delay=0.02, per_second=20)) as server, Journal(tmp_path / "j") as journal:
        found, scheduler = asyncio.run(ask_all(OpenAIModel("m", base_url=server.url), journal, requests(60)))
        assert all(isinstance(one, Completion) for one in found)
        assert scheduler.gate.pauses >= 1
        log = server.stats(log=True)["log"]
        first = next(at for at, (_, fault) in enumerate(log) if fault == "refused")
        refused_at = log[first][0]
        later = [when for when, _ in log[first + 1 :] if refused_at + 0.1 < when < refused_at + 0.9]
        assert later == []


def test_the_gate_opens_early_when_only_one_was_meant() -> None:
    """A refusal pauses all; the answer to a request sent later shows that it was not meant for all."""

    async def play() -> None:
        gate = Gate(4)
        first, second = await gate.enter(0), await gate.enter(1)
        assert gate.refused(first, 30.0)
        assert gate.paused
        waiting = asyncio.ensure_future(gate.enter(2))
        gate.leave()
        await asyncio.sleep(0)
        assert not waiting.done()
        gate.answered(second)
        gate.leave()
        third = await waiting
        assert not gate.refused(third, 30.0)  # known by now to mean one request only
        assert gate.limit == 4

    asyncio.run(play())


def test_the_gate_never_lets_too_many_in_and_keeps_the_order() -> None:
    """Slots go to the smallest order first; a slot whose waiter has left is given on."""

    async def play() -> None:
        gate = Gate(1)
        await gate.enter(0)
        late, early, gone = (asyncio.ensure_future(gate.enter(order)) for order in (9, 1, 0))
        await asyncio.sleep(0)
        gate.leave()  # the slot is given to "gone", which leaves at the same moment
        gone.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert early.done()
        assert not late.done()
        assert gate.in_flight == 1
        gate.leave()
        await late
        assert gate.most_in_flight == 1

    asyncio.run(play())
