"""OpenAI's Batch API: the requests of a batch handed in as a file, the answers fetched within a day at half the price.

Everything goes through the journal: what it holds is not handed in, what has been handed in is not handed in twice, and
what comes back is an answer like any other. A revision that the review asks for is a further round.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from drafting.errors import InputError, ModelError
from drafting.journal import Journal
from drafting.models import ChatModel, Request
from drafting.models.openai import OpenAIModel, read_body

__all__ = ["Collected", "collect", "submit"]

_MOST = 50_000
_LARGEST = 190_000_000
"""Requests and bytes that one file may hold (OpenAI: 50,000 and 200 MB)."""
_OVER = {"completed", "expired", "cancelled", "failed"}


@dataclass(frozen=True, slots=True)
class Collected:
    """What ``collect`` found: answers that came, requests that failed, and the batches that are still being worked on."""

    answers: int
    failed: int
    open_batches: Mapping[str, str]


def submit(model: ChatModel | None, journal: Journal, missing: Mapping[str, Request]) -> list[str]:
    """Hand in all requests that are not answered and not handed in yet; return the ids of the new batches."""
    openai = _openai(model)
    _adopt(openai, journal)
    ordered = journal.orders()
    wanted = {key: request for key, request in missing.items() if key not in ordered}
    made: list[str] = []
    for keys, content in _files(openai, wanted):
        with openai.explained():
            file = openai.client.files.create(file=("drafting.jsonl", io.BytesIO(content)), purpose="batch")
            # Noted before the batch exists: whoever is killed in between finds the batch by its file.
            journal.order(keys, f"file:{file.id}")
            batch = openai.client.batches.create(
                input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
            )
        journal.rename_orders(f"file:{file.id}", batch.id)
        made.append(batch.id)
    return made


def collect(model: ChatModel | None, journal: Journal) -> Collected:
    """Fetch the answers of every batch that is done and put them into the journal."""
    openai = _openai(model)
    _adopt(openai, journal)
    answers = failed = 0
    waiting: dict[str, str] = {}
    for place, count in Counter(journal.orders().values()).items():
        with openai.explained():
            batch = openai.client.batches.retrieve(place)
            if batch.status not in _OVER:
                done = batch.request_counts.completed if batch.request_counts else 0
                waiting[place] = f"{batch.status}, {done:,} of {count:,} done"
                continue
            lines = [
                json.loads(line)
                for file in (batch.output_file_id, batch.error_file_id)
                if file
                for line in openai.client.files.content(file).text.splitlines()
                if line.strip()
            ]
        good, bad = _put(journal, lines)
        answers, failed = answers + good, failed + bad
        journal.rename_orders(place, None)  # what never came is asked for again
    return Collected(answers, failed, waiting)


def _put(journal: Journal, lines: list[dict[str, Any]]) -> tuple[int, int]:
    good = bad = 0
    for line in lines:
        response = line.get("response") or {}
        key = str(line.get("custom_id"))
        if response.get("status_code") == 200:
            with suppress(ValueError):
                journal.put(key, read_body(response.get("body")))
                good += 1
                continue
        journal.fail(key, f"The batch brought no answer: {_reason(line)}.")
        bad += 1
    return good, bad


def _reason(line: Mapping[str, Any]) -> str:
    response = line.get("response") or {}
    error = line.get("error") or (response.get("body") or {}).get("error") or {}
    return str(error.get("message") or f"status {response.get('status_code')}").rstrip(".")[:200]


def _openai(model: ChatModel | None) -> OpenAIModel:
    if not isinstance(model, OpenAIModel):
        raise InputError("--openai-batch works with models named openai:MODEL; choose one with --model.")
    return model


def _adopt(openai: OpenAIModel, journal: Journal) -> None:
    """Find the batches of files that were handed in just before an earlier run was killed."""
    lost = {place for place in journal.orders().values() if place.startswith("file:")}
    if not lost:
        return
    with openai.explained():
        known = {f"file:{batch.input_file_id}": batch.id for batch in openai.client.batches.list(limit=100)}
    for place in lost:
        journal.rename_orders(place, known.get(place))


def _files(openai: OpenAIModel, wanted: Mapping[str, Request]) -> Iterator[tuple[list[str], bytes]]:
    keys: list[str] = []
    lines: list[bytes] = []
    size = 0
    for key, request in wanted.items():
        body = openai.body(request.messages, schema=request.schema)
        order = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body}
        line = json.dumps(order, ensure_ascii=False).encode() + b"\n"
        if len(line) > _LARGEST:
            raise ModelError("One note is too long for a batch file; shorten it, or leave out --openai-batch.")
        if keys and (len(keys) == _MOST or size + len(line) > _LARGEST):
            yield keys, b"".join(lines)
            keys, lines, size = [], [], 0
        keys.append(key)
        lines.append(line)
        size += len(line)
    if keys:
        yield keys, b"".join(lines)
