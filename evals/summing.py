"""A run in figures: what became of the notes, what the gates caught, and on which verdicts a person should look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drafting.criteria import load_criteria
from evals.runs import Run
from evals.statistics import Agreement, Interval, agreement, proportion, rule_of_three, wilson

__all__ = ["Doubt", "GateCount", "Writer", "doubts", "gate_names", "sum_up"]

_FIRM = {"met", "not_met", "na"}


@dataclass(frozen=True, slots=True)
class GateCount:
    """One gate in one run: first drafts it sent back, messages left that do not meet it, of how many."""

    caught: int
    left: int
    of: int

    @property
    def bound(self) -> float:
        """The highest rate that so many messages cannot rule out when none is left."""
        return rule_of_three(self.of)


@dataclass(frozen=True, slots=True)
class Writer:
    """One run in figures. ``first`` is the share of a model's first drafts that were kept as they were; None offline."""

    name: str
    rows: int
    ready: Interval
    first: Interval | None
    missing: int
    mended: int
    given_up: int
    gates: Mapping[str, GateCount]
    calls: int
    tokens_in: int
    tokens_out: int
    judge: Agreement | None
    asked: int
    unscored: int
    why_unscored: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A verdict on which detector and judge differ."""

    run: str
    case: str
    repeat: int
    criterion: str
    detector: str
    judge: str
    quote: str
    reason: str
    row: Mapping[str, Any]

    @property
    def message(self) -> str:
        """The message in question."""
        return str(self.row["message"] or "")


def sum_up(run: Run) -> Writer:
    """Return a run in figures."""
    first = [row["first"] for row in run.rows if row.get("first")]
    clean = sum(not any(one.values()) for one in first)
    both, said, why = [], Counter[str](), Counter[str]()
    for row in run.rows:
        for name, opinion in (row.get("judge") or {}).items():
            said[opinion["v"]] += 1
            if opinion["v"] == "unscored":
                why[str(opinion.get("unscored"))] += 1
            detector = row["verdicts"].get(name, {}).get("v")
            if {detector, opinion["v"]} <= _FIRM:
                both.append((str(detector), str(opinion["v"])))
    return Writer(
        name=run.name,
        rows=len(run.rows),
        ready=proportion([float(row["status"] == "drafted") for row in run.rows], [row["cluster"] for row in run.rows]),
        first=wilson(clean, len(first)) if first else None,
        missing=sum(bool(one["missing"]) for one in first),
        mended=sum(bool(one["mended"]) for one in first),
        given_up=sum(bool(one["given_up"]) for one in first),
        gates={name: _gate(run, name) for name in gate_names()},
        calls=sum(row["usage"]["calls"] for row in run.rows),
        tokens_in=sum(row["usage"]["tokens_in"] for row in run.rows),
        tokens_out=sum(row["usage"]["tokens_out"] for row in run.rows),
        judge=agreement(both) if both else None,
        asked=sum(said.values()),
        unscored=said["unscored"],
        why_unscored="; ".join(f"{count} {reason}" for reason, count in why.most_common(4)),
    )


def gate_names() -> list[str]:
    """Return the gates of the rubric."""
    return [one.id for one in load_criteria() if one.gate]


def doubts(run: Run) -> list[Doubt]:
    """Return the verdicts on which detector and judge differ, whether or not the judge's could be scored in the end."""
    found = []
    for row in run.rows:
        for name, opinion in (row.get("judge") or {}).items():
            detector = str(row["verdicts"].get(name, {}).get("v"))
            judged = "two votes" if opinion["v"] == "unscored" and opinion.get("votes") == 2 else str(opinion["v"])
            if judged == "two votes" or ({detector, judged} <= _FIRM and detector != judged):
                quote, reason = opinion.get("quote", ""), opinion.get("reason", "")
                found.append(Doubt(run.name, row["case"], row["repeat"], name, detector, judged, quote, reason, row))
    return found


def _gate(run: Run, name: str) -> GateCount:
    said = [row["verdicts"][name]["v"] for row in run.rows if name in row["verdicts"]]
    firsts = [row["first"] for row in run.rows if row.get("first")]
    return GateCount(
        sum(name in one["gates"] for one in firsts),
        said.count("not_met"),
        sum(one in {"met", "not_met"} for one in said),
    )
