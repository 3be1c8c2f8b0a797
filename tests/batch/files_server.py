"""A loopback server that speaks the part of OpenAI's API that takes files and batches, and answers when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evals.bench._fault_server import answer_to


@dataclass
class FilesServer:
    """What it holds; ``finished`` decides whether batches are done, ``refuse`` how many of the first orders are refused."""

    url: str = ""
    finished: bool = False
    refuse: int = 0
    status: str = "completed"
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: list[str] = field(default_factory=list)

    def upload(self, body: bytes, boundary: bytes) -> dict[str, Any]:
        """Take a file out of a form."""
        content = next(
            part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")
            for part in body.split(b"--" + boundary)
            if b'name="file"' in part
        )
        name = f"file-{len(self.files)}"
        self.files[name] = content
        return {"id": name, "object": "file", "bytes": len(content), "created_at": 1, "filename": "drafting.jsonl", "purpose": "batch", "status": "processed"}  # fmt: skip

    def create(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Begin a batch."""
        name = f"batch-{len(self.batches)}"
        lines = [json.loads(line) for line in self.files[asked["input_file_id"]].splitlines()]
        self.orders += [line["custom_id"] for line in lines]
        self.batches[name] = {"input": asked["input_file_id"], "lines": lines}
        return self.show(name)

    def show(self, name: str) -> dict[str, Any]:
        """Return a batch as the API tells it; its files appear when it is done."""
        held = self.batches[name]
        lines = held["lines"]
        told = {
            "id": name, "object": "batch", "endpoint": "/v1/chat/completions", "input_file_id": held["input"],
            "completion_window": "24h", "created_at": 1, "status": self.status if self.finished else "in_progress",
            "request_counts": {"total": len(lines), "completed": len(lines) if self.finished else 0, "failed": 0},
        }  # fmt: skip
        if self.finished and self.status == "completed":
            good, bad = [], []
            for at, line in enumerate(lines):
                answer = {
                    "custom_id": line["custom_id"],
                    "response": {"status_code": 200, "body": answer_to(line["body"])},
                }
                refused = {
                    "custom_id": line["custom_id"],
                    "response": {"status_code": 400, "body": {"error": {"message": "Not this one."}}},
                }
                (bad if at < self.refuse else good).append(refused if at < self.refuse else answer)
            self.files[f"{name}-out"] = b"\n".join(json.dumps(one).encode() for one in reversed(good))
            self.files[f"{name}-bad"] = b"\n".join(json.dumps(one).encode() for one in bad)
            told |= {"output_file_id": f"{name}-out", "error_file_id": f"{name}-bad" if bad else None}
        return told


@contextmanager
def serving_files() -> Iterator[FilesServer]:
    """Serve until the block ends."""
    server = FilesServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.endswith("/files"):
                boundary = self.headers["Content-Type"].partition("boundary=")[2].encode()
                self._send(server.upload(body, boundary))
            else:
                self._send(server.create(json.loads(body)))

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].split("/")
            if path[-1] == "content":
                self._send(server.files[path[-2]])
            elif path[-1] == "batches":
                self._send(
                    {"object": "list", "data": [server.show(name) for name in server.batches], "has_more": False}
                )
            else:
                self._send(server.show(path[-1]))

        def _send(self, answer: Any) -> None:
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
