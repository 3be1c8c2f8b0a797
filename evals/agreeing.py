"""How the detectors, and any judge, agree with people: labelled messages, two raters, and public sets of other texts."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drafting.contract import note_from_json
from drafting.criteria import load_criteria
from drafting.errors import ModelError
from drafting.types import Note
from evals import agreement as detectors
from evals.judging.judge import Judge
from evals.recording import RecordedModel
from evals.statistics import Agreement, Interval, agreement, bootstrap, kappa

__all__ = ["Heard", "Row", "Said", "by_detectors", "by_judge", "by_raters", "sample", "table_of"]

_RESAMPLES = 1000
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One label of a person beside another witness's verdict on the same message and criterion."""

    message: str
    criterion: str
    person: str
    other: str


@dataclass(slots=True)
class Heard:
    """What a judge said of labelled messages: verdicts beside labels, and how many of those asked for came to nothing."""

    said: list[Said] = field(default_factory=list)
    asked: int = 0
    cannot_tell: int = 0
    unscored: Counter[str] = field(default_factory=Counter)
    """Why -> how many verdicts."""
    silent: list[str] = field(default_factory=list)
    """What was told of messages on which the model gave no answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion's agreement; ``interval`` is that of kappa over resampled messages."""

    criterion: str
    agreement: Agreement
    interval: Interval


def by_detectors(rows: Iterable[Mapping[str, Any]]) -> list[Said]:
    """Put the detectors' verdicts beside every firm label; what they cannot tell is left out."""
    judged = detectors.judge(rows)
    return [Said(one.message, one.criterion, one.people, one.ours) for one in judged if one.ours != "unsure"]


def by_raters(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> list[Said]:
    """Put a second rater's labels beside the first's."""
    theirs = {str(row["id"]): row["labels"] for row in second}
    return [
        Said(str(row["id"]), name, str(label["v"]), str(theirs[str(row["id"])][name]["v"]))
        for row in first
        for name, label in row["labels"].items()
        if name in theirs.get(str(row["id"]), {})
    ]


def sample(rows: Sequence[Mapping[str, Any]], count: int | None, *, seed: int = 0) -> list[Mapping[str, Any]]:
    """Draw ``count`` messages (None: all), the same for the same seed, in the order of the file.

    A larger draw holds the smaller one of the same seed: what was paid for stays of use.
    """
    if count is None or count >= len(rows):
        return list(rows)
    drawn = sorted(rows, key=lambda row: hashlib.sha256(f"{seed}|{row['id']}".encode()).hexdigest())[:count]
    chosen = {str(row["id"]) for row in drawn}
    return [row for row in rows if str(row["id"]) in chosen]


def by_judge(
    rows: Sequence[Mapping[str, Any]],
    model: RecordedModel,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Heard:
    """Put a judge's verdicts beside every firm label; what could not be scored is counted with its reason.

    A message on which the model gives no answer is left for the next time; ModelError after three in a row.
    """
    judge = Judge(model)
    heard = Heard()
    misses = 0
    for number, row in enumerate(rows, 1):
        # Without detectors beside it there is no second vote: the judge is measured by itself.
        firm = [name for name, label in row["labels"].items() if label.get("firm", True)]
        try:
            opinions = judge.judge(_note(row), row["message"], {}, only=firm)
            misses = 0
        except ModelError as error:
            misses += 1
            if misses >= _PATIENCE:
                raise
            heard.silent.append(f"{row['id']}: {error}")
            opinions = {}
        for name, opinion in opinions.items():
            heard.asked += 1
            if opinion["v"] == "unscored":
                heard.unscored[str(opinion.get("unscored"))] += 1
            elif opinion["v"] == "unsure":
                heard.cannot_tell += 1
            else:
                heard.said.append(Said(str(row["id"]), name, str(row["labels"][name]["v"]), str(opinion["v"])))
        if progress:
            progress(number, len(rows))
    return heard


def table_of(said: Sequence[Said], *, resamples: int = _RESAMPLES) -> tuple[list[Row], Interval]:
    """Return a row a criterion, in the rubric's order, and the mean kappa of the criteria with its interval."""
    order = {one.id: place for place, one in enumerate(load_criteria())}
    own: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        own[one.criterion].append(one)
    rows = [
        Row(name, agreement(_pairs(own[name])), bootstrap(lambda some: kappa(_pairs(some)), own[name], [one.message for one in own[name]], resamples=resamples))
        for name in sorted(own, key=lambda name: (order.get(name, 99), name))
    ]  # fmt: skip
    return rows, bootstrap(_mean_kappa, said, [one.message for one in said], resamples=resamples // 2)


def _mean_kappa(said: Sequence[Said]) -> float:
    own: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in said:
        own[one.criterion].append((one.person, one.other))
    return sum(kappa(pairs) for pairs in own.values()) / len(own) if own else float("nan")


def _pairs(said: Iterable[Said]) -> list[tuple[str, str]]:
    return [(one.person, one.other) for one in said]


def _note(row: Mapping[str, Any]) -> Note:
    """The note behind a labelled message, with what is on record; a message without one has none to be true to."""
    student, family = row.get("student"), row.get("family")
    return note_from_json(
        {
            "kind": row["kind"],
            "channel": row.get("channel"),
            "note": row.get("note") or "(no note)",
            "student": {"name": student} if isinstance(student, str) else student,
            "family": {"addressed_as": family, "adults": row.get("known_adults")}
            if isinstance(family, str)
            else family,
            "parent_message": row.get("parent_message"),
        }
    )
