"""HTTP/1.1 for many small requests at once: an httpx2 transport that writes each request in one piece.

httpx2's own transport sends the head and the body in two writes and walks through all its connections for each request;
at a hundred requests a second that is half of what a call costs (``python -m evals.bench batch``). The rules of the
protocol are h11's, here as there. Proxies are left to httpx2.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

import h11
import httpx2

_PIECE = 65_536
_CONNECT = 15.0


class Wire(httpx2.AsyncBaseTransport):
    """Keeps idle connections to each host and opens new ones as needed; whoever calls limits how many that is."""

    def __init__(self) -> None:
        self._idle: dict[tuple[str, str, int], list[_Line]] = {}
        self._context: ssl.SSLContext | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request and read the whole answer; errors are httpx2's."""
        url = request.url
        place = (url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80))
        waiting = self._idle.setdefault(place, [])
        line = None
        while waiting and line is None:
            line = waiting.pop()
            if line.reader.at_eof() or line.writer.is_closing():
                line.close()
                line = None
        line = line or await self._connect(place)
        try:
            status, headers, body = await line.ask(request, await request.aread())
        except (OSError, EOFError) as error:
            line.close()
            raise httpx2.ReadError(str(error) or "the connection was lost", request=request) from error
        except h11.ProtocolError as error:
            line.close()
            raise httpx2.RemoteProtocolError(str(error), request=request) from error
        except BaseException:
            line.close()
            raise
        if line.reusable():
            waiting.append(line)
        return httpx2.Response(status, headers=headers, content=body, request=request)

    async def _connect(self, place: tuple[str, str, int]) -> _Line:
        scheme, host, port = place
        if scheme == "https" and self._context is None:
            self._context = httpx2.create_ssl_context()
        try:
            async with asyncio.timeout(_CONNECT):
                reader, writer = await asyncio.open_connection(
                    host, port, ssl=self._context if scheme == "https" else None
                )
        except TimeoutError as error:
            raise httpx2.ConnectTimeout(f"{host} did not answer") from error
        except OSError as error:
            raise httpx2.ConnectError(str(error)) from error
        return _Line(reader, writer)

    async def aclose(self) -> None:
        """Close the idle connections."""
        for lines in self._idle.values():
            for line in lines:
                line.close()
        self._idle.clear()


class _Line:
    """One connection and the state of its conversation."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self._talk = h11.Connection(our_role=h11.CLIENT, max_incomplete_event_size=_PIECE)

    async def ask(self, request: httpx2.Request, body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        talk = self._talk
        head = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
        pieces = [talk.send(head), talk.send(h11.Data(data=body)) if body else b"", talk.send(h11.EndOfMessage())]
        self.writer.write(b"".join(piece for piece in pieces if piece))
        answer: Any = None
        content = b""
        while True:
            event = talk.next_event()
            if event is h11.NEED_DATA:
                talk.receive_data(await self.reader.read(_PIECE))
            elif isinstance(event, h11.Response):
                answer = event
            elif isinstance(event, h11.Data):
                content += event.data
            elif isinstance(event, h11.EndOfMessage):
                return answer.status_code, list(answer.headers.raw_items()), content
            elif isinstance(event, h11.ConnectionClosed):
                raise EOFError("the server closed the connection without an answer")

    def reusable(self) -> bool:
        if self._talk.our_state is h11.DONE and self._talk.their_state is h11.DONE:
            self._talk.start_next_cycle()
            return True
        self.close()
        return False

    def close(self) -> None:
        # At once: who is given up should see that, and not answer into the void.
        self.writer.transport.abort()
