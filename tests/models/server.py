"""A loopback server that speaks chat completions, well or badly: what the providers are tested against.

The openai SDK runs on httpx2, which respx and vcrpy do not intercept; this is plain HTTP on 127.0.0.1.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer of the server. ``body`` of bytes is sent as it is; ``cut`` closes the connection before it is whole."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    events: list[str] | None = None


def says(text: str, **more: Any) -> dict[str, Any]:
    """A chat completion that says the text; 11 tokens in, 7 out."""
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "tiny",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
        **more,
    }


def refuses(message: str, status: int = 400) -> Reply:
    """An error as OpenAI words it."""
    return Reply({"error": {"message": message, "type": "invalid_request_error"}}, status)


def streams(*pieces: str) -> list[str]:
    """The events of a streamed answer, with usage in the last."""
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "tiny"}
    events = [{**head, "choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    events.append({**head, "choices": [], "usage": usage})
    return [json.dumps(event) for event in events] + ["[DONE]"]


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that did not wait for its answer."""


Script = Callable[[dict[str, Any]], Any]


@dataclass
class Server:
    """A running server: ``url`` for OPENAI_BASE_URL, ``requests`` the bodies it was sent, ``keys`` the bearer keys."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def serving(script: Script | list[Any]) -> Iterator[Server]:
    """Serve on a free port until the block ends. The script is a function of the request, or answers in turn (the last again)."""
    server = Server("")
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                number = len(server.requests)
                server.requests.append(body)
                server.keys.append(self.headers.get("Authorization", "").removeprefix("Bearer "))
            given = script(body) if callable(script) else script[min(number, len(script) - 1)]
            self._send(given if isinstance(given, Reply) else Reply(given), stream=bool(body.get("stream")))

        def _send(self, reply: Reply, *, stream: bool) -> None:
            if stream and reply.body is None:
                data = "".join(f"data: {event}\n\n" for event in reply.events or []).encode()
                kind = "text/event-stream"
            elif isinstance(reply.body, bytes):
                data, kind = reply.body, "application/json"
            else:
                data, kind = json.dumps(reply.body).encode(), "application/json"
            self.send_response(reply.status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data) + (50 if reply.cut else 0)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
            if reply.cut:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    http = _Quiet(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
