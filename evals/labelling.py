"""Labels by people: blind, message by message, kept as they come; what two raters say is compared as they go."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.errors import InputError
from evals.agreement import read_gold
from evals.judging.questions import asked_of, load_questions
from evals.statistics import Agreement, agreement

__all__ = ["Labels", "in_order", "questions_for", "read_messages", "shared"]

_KEPT = ("id", "kind", "channel", "student", "family", "known_adults", "note", "parent_message", "message")


def read_messages(path: str | Path) -> list[dict[str, Any]]:
    """Read messages to label: JSON lines with id, kind and message, a queue of a report, or a run.

    Labels that the lines may hold are left behind. Raises InputError that names the line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The messages cannot be read from {path}: {error}.") from None
    found: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise InputError(f"{path}, line {number}: this is not valid JSON.") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}: a JSON object with id, kind and message is expected.")
        if row.get("row") in {"manifest", "end"}:
            continue
        if row.get("row") == "draft":
            row = {**row, "id": f"{row['case']}-{row['repeat'] + 1}"}
            if row["message"] is None:
                continue
        if not all(isinstance(row.get(name), str) and row[name] for name in ("id", "kind", "message")):
            raise InputError(f"{path}, line {number}: a message to label has an id, a kind and a message.")
        found.append({**{name: row.get(name) for name in _KEPT}, "criteria": row.get("criteria")})
    if not found:
        raise InputError(f"{path} holds no message to label.")
    return found


def in_order(messages: Sequence[Mapping[str, Any]], rater: str) -> list[Mapping[str, Any]]:
    """Return the messages in an order of the rater's own, the same every time: no two raters tire on the same ones."""
    return sorted(messages, key=lambda row: hashlib.sha256(f"{rater}|{row['id']}".encode()).hexdigest())


_WORDS = (
    (re.compile(r"^met when", re.MULTILINE), "Met when"),
    (re.compile(r"^not_met when", re.MULTILINE), "Not met when"),
    (re.compile(r"^not_applicable when", re.MULTILINE), "Does not apply when"),
)


def questions_for(row: Mapping[str, Any], only: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield each criterion asked of this message, with what it means in words: a judge's questions, said to a person."""
    wanted = set(only or row.get("criteria") or asked_of(row["kind"])) & asked_of(row["kind"])
    for questions in load_questions():
        for name, text in questions.texts.items():
            if name in wanted:
                for pattern, instead in _WORDS:
                    text = pattern.sub(instead, text)  # noqa: PLW2901 (one text, step by step)
                yield name, text


class Labels:
    """One rater's file: a line a sitting at a message, only ever added to; the last line of a message holds all of it.

    ``asked`` names the criteria that were put to the rater, labelled or passed over: those are not asked again.
    """

    def __init__(self, path: str | Path, rater: str) -> None:
        self._path = Path(path)
        self._rater = rater
        self.given: dict[str, dict[str, Any]] = {}
        if self._path.exists():
            for row in read_gold(self._path):
                if row.get("rater") not in {None, rater}:
                    raise InputError(f"{path} holds the labels of {row['rater']}: give each rater a file of their own.")
                self.given[str(row["id"])] = row

    def left(self, message: Mapping[str, Any], only: Sequence[str] = ()) -> list[tuple[str, str]]:
        """Return the questions about this message that the rater has not met yet."""
        known = self.given.get(str(message["id"]), {})
        met = {*known.get("asked", ()), *known.get("labels", ())}
        return [(name, text) for name, text in questions_for(message, only) if name not in met]

    def add(self, message: Mapping[str, Any], labels: Mapping[str, str], *, asked: Iterable[str] = ()) -> None:
        """Keep a message's labels (criterion -> met, not_met or na); they are on disk when this returns.

        What is in ``asked`` and has no label was passed over, and loses a label it may have had.
        """
        known = self.given.get(str(message["id"]), {})
        asked = list(asked)
        row = {name: message.get(name) for name in _KEPT}
        row |= {
            "rater": self._rater,
            "labels": {
                **{name: label for name, label in known.get("labels", {}).items() if name not in asked},
                **{name: {"v": v, "span": None, "firm": True} for name, v in labels.items()},
            },
            "asked": list(dict.fromkeys([*known.get("asked", ()), *asked, *labels])),
        }
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as error:
            raise InputError(f"The labels cannot be written to {self._path}: {error.strerror or error}.") from None
        self.given[str(message["id"])] = row


def shared(one: Mapping[str, Mapping[str, Any]], other: Mapping[str, Mapping[str, Any]]) -> Agreement:
    """Return how two raters agree over the labels that both gave."""
    pairs = []
    for name, row in one.items():
        for criterion, label in row["labels"].items():
            theirs = other.get(name, {}).get("labels", {}).get(criterion)
            if theirs:
                pairs.append((str(label["v"]), str(theirs["v"])))
    return agreement(pairs)
