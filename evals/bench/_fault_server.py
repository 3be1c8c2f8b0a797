"""A loopback server that speaks chat completions, slowly and badly: what the batch is measured and tested against.

``python -m evals.bench._fault_server '{"delay": 0.3, "refused": 0.1}'`` prints its address and serves until its standard
input closes, two minutes at most unless told otherwise. The answer to a request depends on nothing but the request, so
two runs can be compared byte by byte; which requests meet a fault is drawn from a seed, in the order they come.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

__all__ = ["Faults", "Running", "running"]


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong, as shares of the requests: seconds before an answer, and five kinds of trouble."""

    delay: float = 0.3
    refused: float = 0.0  # 429 with Retry-After
    retry_after: float = 1.0
    cut: float = 0.0  # a body that ends in the middle
    reset: float = 0.0  # the connection is dropped without an answer
    slow: float = 0.0  # the answer takes ``slower`` times as long
    slower: float = 20.0
    broken: float = 0.0  # 500
    per_second: int = 0  # more requests than this in one second are all refused until the second is over
    status: int = 0  # every request is answered with this status
    seed: int = 7
    seconds: float = 120.0  # the server's own life


_FACT = re.compile(r"^- (?P<id>\S+) \(\w+, (?:must|may)\): (?P<text>.+)$", re.MULTILINE)


def answer_to(body: dict[str, Any]) -> dict[str, Any]:
    """A chat completion that says the facts of the prompt back, one sentence each."""
    prompt = body["messages"][-1]["content"]
    facts = [
        {"text": found["text"], "role": "question" if found["text"].endswith("?") else "fact", "facts": [found["id"]]}
        for found in _FACT.finditer(prompt)
    ]
    text = json.dumps({"subject": "A note from school", "sentences": facts}) if facts else f"Heard: {prompt[:200]}"
    tokens = sum(len(message["content"]) for message in body["messages"]) // 4
    return {
        "id": "chatcmpl-" + sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:24],
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {
            "prompt_tokens": tokens,
            "completion_tokens": len(text) // 4,
            "total_tokens": tokens + len(text) // 4,
        },
    }


class _Server:
    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.random = random.Random(faults.seed)  # noqa: S311 (which request meets a fault, nothing secret)
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.log: list[tuple[float, str]] = []
        self.now_in_flight = self.most_in_flight = 0
        self.window: tuple[int, int] = (0, 0)

    def fault(self) -> str:
        draw, faults = self.random.random(), self.faults
        for name in ("refused", "cut", "reset", "slow", "broken"):
            share = getattr(faults, name)
            if draw < share:
                return name
            draw -= share
        if faults.per_second:
            second = int(asyncio.get_running_loop().time())
            self.window = (second, self.window[1] + 1) if self.window[0] == second else (second, 1)
            if self.window[1] > faults.per_second:
                return "refused"
        return ""

    def stats(self) -> dict[str, Any]:
        return {
            "asked": sum(self.asked.values()),
            "answered": sum(self.answered.values()),
            "different": len(self.answered),
            "repeated": sum(count - 1 for count in self.answered.values()),
            "most_in_flight": self.most_in_flight,
            "log": self.log,
        }


class _Connection(asyncio.Protocol):
    def __init__(self, server: _Server) -> None:
        self.server = server
        self.buffer = b""
        self.transport: Any = None
        self.tasks: set[asyncio.Task[None]] = set()

    def connection_lost(self, error: Exception | None) -> None:
        """Whoever hangs up has nothing in flight any more."""
        del error
        for task in self.tasks:
            task.cancel()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, rest = self.buffer.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            size = int(length[1]) if length else 0
            if len(rest) < size:
                return
            self.buffer = rest[size:]
            if head.startswith(b"GET"):
                told = self.server.stats()
                if b"?log" not in head.partition(b"\r\n")[0]:
                    del told["log"]
                self.send(200, json.dumps(told).encode())
                continue
            task = asyncio.get_running_loop().create_task(self.serve(rest[:size]))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def serve(self, raw: bytes) -> None:
        server, faults = self.server, self.server.faults
        key = sha256(raw).hexdigest()[:16]
        fault = server.fault()
        server.asked[key] += 1
        server.now_in_flight += 1
        server.most_in_flight = max(server.most_in_flight, server.now_in_flight)
        server.log.append((round(asyncio.get_running_loop().time(), 4), fault))
        try:
            if fault == "refused":
                busy = b'{"error": {"message": "Too many requests.", "type": "requests", "code": "rate_limit"}}'
                self.send(429, busy, f"Retry-After: {faults.retry_after:g}\r\n")
                return
            await asyncio.sleep(faults.delay * (faults.slower if fault == "slow" else 1))
            if faults.status or fault == "broken":
                self.send(faults.status or 500, b'{"error": {"message": "No.", "type": "invented"}}')
            elif fault == "reset":
                self.transport.abort()
            else:
                body = json.dumps(answer_to(json.loads(raw))).encode()
                if fault == "cut":
                    self.send(200, body[: len(body) // 2])
                    return
                server.answered[key] += 1
                self.send(200, body)
        finally:
            server.now_in_flight -= 1

    def send(self, status: int, body: bytes, more: str = "") -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{more}Content-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)


async def _serve(faults: Faults) -> None:
    server = _Server(faults)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: _Connection(server), "127.0.0.1", 0, backlog=512)
    print(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1", flush=True)
    gone = loop.run_in_executor(None, sys.stdin.read)
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(gone), faults.seconds)
    listening.close()


@dataclass(frozen=True, slots=True)
class Running:
    """A running server: its ``url`` for OPENAI_BASE_URL."""

    url: str

    def stats(self, *, log: bool = False) -> dict[str, Any]:
        """What it was asked and what it answered so far; with ``log`` also when, and which fault it met."""
        with urllib.request.urlopen(self.url + ("?log" if log else ""), timeout=10) as reply:  # noqa: S310 (our own loopback address)
            found: dict[str, Any] = json.load(reply)
            return found


@contextmanager
def running(faults: Faults) -> Iterator[Running]:
    """Run the server in a process of its own until the block ends."""
    command = [sys.executable, "-m", "evals.bench._fault_server", json.dumps(asdict(faults))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin  # noqa: S101 (asked for above)
        assert process.stdout  # noqa: S101
        try:
            yield Running(process.stdout.readline().strip())
        finally:
            process.kill()


if __name__ == "__main__":
    import os
    import threading

    wanted = Faults(**json.loads(sys.argv[1] if len(sys.argv) > 1 else "{}"))
    # Nobody's server outlives its time, whatever the loop is doing.
    last = threading.Timer(wanted.seconds + 5, os._exit, (0,))
    last.daemon = True
    last.start()
    asyncio.run(_serve(wanted))
    os._exit(0)
