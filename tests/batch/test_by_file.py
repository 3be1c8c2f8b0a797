"""OpenAI's Batch API: handed in once, fetched into the same journal, finished like any other batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.batch.conftest import Ran, children
from tests.batch.files_server import serving_files

if TYPE_CHECKING:
    import pytest

Batch = Callable[..., Ran]
MODEL = ("--model", "openai:m")


def test_submit_collect_and_further_rounds_make_the_output(batch: Batch) -> None:
    """Hand in, wait, fetch; revisions are further rounds; nothing is handed in twice; in the end all is written."""
    rows = children(6)
    with serving_files() as server:
        first = batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        assert first.code == 0
        assert "6 requests handed in (batch-0), 0 were already" in first.err
        assert not first.data
        again = batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        assert "0 requests handed in (nothing new), 6 were already" in again.err
        early = batch(rows, *MODEL, "--openai-batch", "collect", url=server.url)
        assert "Batch batch-0: in_progress, 0 of 6 done; collect again later." in early.err
        assert {row["status"] for row in early.rows} == {"waiting"}
        server.finished = True
        for _ in range(4):
            ran = batch(rows, *MODEL, "--openai-batch", "collect", url=server.url)
            if "waiting" not in {row["status"] for row in ran.rows}:
                break
            batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        assert [row["status"] for row in ran.rows] == ["drafted"] * 6
        assert len(server.orders) == len(set(server.orders))
        # the ordinary command finds everything in the journal
        assert batch(rows, *MODEL, url=server.url).data == ran.data


def test_what_the_batch_refused_is_a_failed_row(batch: Batch) -> None:
    """A request that came back with an error keeps its reason, and --retry-failed hands it in again."""
    rows = children(3)
    with serving_files() as server:
        batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        server.finished, server.refuse = True, 1
        ran = batch(rows, *MODEL, "--openai-batch", "collect", url=server.url)
        assert "2 answers fetched, 1 failed." in ran.err
        failed = [row for row in ran.rows if row["status"] == "failed"]
        assert [row["notices"] for row in failed] == ["The batch brought no answer: Not this one."]
        once = len(server.orders)
        again = batch(rows, *MODEL, "--openai-batch", "submit", "--retry-failed", url=server.url)
        assert again.code == 0
        assert len(server.orders) > once


def test_an_expired_batch_can_be_handed_in_again(batch: Batch) -> None:
    """A batch that ended without answers leaves its rows waiting, not lost."""
    rows = children(2)
    with serving_files() as server:
        batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        server.finished, server.status = True, "expired"
        ran = batch(rows, *MODEL, "--openai-batch", "collect", url=server.url)
        assert {row["status"] for row in ran.rows} == {"waiting"}
        again = batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        assert "2 requests handed in" in again.err


def test_killed_between_file_and_batch_it_is_not_handed_in_twice(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch may exist though its id never reached us: it is found by its file."""
    from drafting.journal import Journal

    rows = children(2)
    rename = Journal.rename_orders
    with serving_files() as server:
        with monkeypatch.context() as killed:
            killed.setattr(Journal, "rename_orders", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        assert Journal.rename_orders is rename
        again = batch(rows, *MODEL, "--openai-batch", "submit", url=server.url)
        assert "0 requests handed in (nothing new), 2 were already" in again.err
        assert len(server.batches) == 1


def test_only_openai_has_it(batch: Batch) -> None:
    """Another model is told so in one sentence."""
    ran = batch(children(1), "--model", "scripted", "--openai-batch", "submit")
    assert ran.code == 2
    assert "--openai-batch works with models named openai:MODEL" in ran.err
