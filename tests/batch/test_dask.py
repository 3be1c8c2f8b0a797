"""A class list on a Dask cluster: a real scheduler and two workers, one of them killed while it works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from drafting.cli import main
from evals.bench._fault_server import Faults, running
from tests.batch.conftest import Ran, children, environment

Batch = Callable[..., Ran]
WIDE = 2


@dataclass
class Cluster:
    """A scheduler's address and its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path, url: str, workers: int = 2) -> Iterator[Cluster]:
    """Run a scheduler and workers on loopback until the block ends."""
    file = folder / "scheduler.json"
    env = environment(url) | {"DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__DISK": "false"}
    common = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(file)]
    log = (folder / "cluster.log").open("wb")
    with ExitStack() as stack:
        stack.enter_context(log)

        def start(module: str, *options: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *common, *options]
            process = stack.enter_context(subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder))
            stack.callback(process.kill)
            return process

        scheduler = start("dask_scheduler", "--port", "0")
        while not file.exists() or not file.read_text():
            assert scheduler.poll() is None, (folder / "cluster.log").read_text()
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        made = [start("dask_worker", "--nthreads", "1", "--no-nanny", "--name", f"w{at}") for at in range(workers)]
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield Cluster(address, made)


@pytest.mark.filterwarnings("default")  # the cluster's own
def test_a_killed_worker_costs_nothing(batch: Batch, tmp_path: Path) -> None:
    """Nothing lost, nothing stored asked twice, and the output is that of one machine."""
    rows = children(20)
    model = ("--model", "openai:m", "--concurrency", str(WIDE))
    with running(Faults(delay=0.1, seconds=300)) as server:
        with cluster(tmp_path, server.url) as found:

            def kill_one() -> None:
                while server.stats()["answered"] < 8:
                    time.sleep(0.05)
                os.kill(found.workers[0].pid, 9)

            killer = threading.Thread(target=kill_one, daemon=True)
            killer.start()
            spread = batch(rows, *model, "--dask", found.address, url=server.url, out="spread.csv")
            killer.join(1)
            assert found.workers[0].poll() is not None, spread.err
        assert spread.code == 0
        assert [row["status"] for row in spread.rows] == ["drafted"] * 20
        stats = server.stats()
        assert stats["repeated"] <= WIDE  # what was in flight on the worker that died
        alone = batch(rows, *model, "--journal", str(tmp_path / "alone"), url=server.url, out="alone.csv")
        assert alone.data == spread.data


@pytest.mark.filterwarnings("default")
def test_reviews_come_back_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``drafting review --dask`` gives the lines that one machine gives, and tells the one that is wrong."""
    lines = [
        json.dumps({"id": str(at), "kind": "positive_note", "message": f"Hello,\n\n{row['student']} did well."})
        for at, row in enumerate(children(5))
    ]
    source = tmp_path / "messages.jsonl"
    source.write_text("\n".join([*lines[:2], "{", *lines[2:]]), encoding="utf-8")
    monkeypatch.setattr("drafting.cli.review._TOGETHER", 2)
    codes = []
    with cluster(tmp_path, "", workers=1) as found:
        for out, more in (("one.jsonl", []), ("many.jsonl", ["--dask", found.address])):
            with pytest.raises(SystemExit) as left:
                main(["review", "--jsonl", str(source), "--out", str(tmp_path / out), *more])
            codes.append(left.value.code)
    assert codes == [1, 1]
    assert (tmp_path / "many.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()


def test_no_cluster_is_one_sentence(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody at the address: told, exit code 3, nothing written."""
    monkeypatch.setattr("drafting.batch.shards._SECONDS", 1)
    ran = batch(children(1), "--dask", "tcp://127.0.0.1:9")
    assert ran.code == 3
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in ran.err
    assert not ran.data
