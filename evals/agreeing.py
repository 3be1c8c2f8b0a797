"""How the detectors, and any judge, agree with people: labelled messages, two raters, and public sets of other texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafting.contract import note_from_json
from drafting.criteria import load_criteria
from drafting.types import Note
from evals import agreement as detectors
from evals.judging.judge import Judge
from evals.recording import RecordedModel
from evals.statistics import Agreement, Interval, agreement, bootstrap, kappa

__all__ = ["Row", "Said", "by_detectors", "by_judge", "by_raters", "table_of"]

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """One label of a person beside another witness's verdict on the same message and criterion."""

    message: str
    criterion: str
    person: str
    other: str


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


def by_judge(
    rows: Sequence[Mapping[str, Any]],
    model: RecordedModel,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Said], int, int]:
    """Put a judge's scored verdicts beside every firm label; also how many verdicts were asked for and went unscored."""
    judge = Judge(model)
    said: list[Said] = []
    asked = unscored = 0
    for number, row in enumerate(rows, 1):
        # Without detectors beside it there is no second vote: the judge is measured by itself.
        for name, opinion in judge.judge(_note(row), row["message"], {}, only=row["labels"]).items():
            label = row["labels"].get(name)
            if not label or not label.get("firm", True):
                continue
            asked += 1
            if opinion["v"] == "unscored":
                unscored += 1
            elif opinion["v"] != "unsure":
                said.append(Said(str(row["id"]), name, str(label["v"]), str(opinion["v"])))
        if progress:
            progress(number, len(rows))
    return said, asked, unscored


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
