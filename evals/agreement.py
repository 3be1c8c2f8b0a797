"""How the review agrees with people who labelled messages: ``python -m evals.agreement GOLD.jsonl [--markdown]``.

A gold line is one message: id, kind, channel, message, student, family, known_adults, note, parent_message, and labels
{criterion: {"v": met|not_met|na, "span": words or null, "firm": bool}}. Only firm labels count: those on which two
people agreed. Agreement is Cohen's kappa over met, not_met and na (Cohen 1960), averaged over the criteria without
weights; its interval is a percentile bootstrap over messages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.criteria import load_criteria
from drafting.criteria._page import Page
from drafting.errors import InputError
from evals.statistics import kappa

GATES = ("no-blame", "no-labels", "no-other-child")
_RESAMPLES = 500
_SEED = 20261

Pair = tuple[str, str]
"""What people said and what the review says."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One firm label beside our verdict; ``overlaps`` is None where people gave no span or one side is not met."""

    message: str
    criterion: str
    people: str
    ours: str
    overlaps: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion's line of the table."""

    criterion: str
    n: int
    kappa: float
    met: int
    not_met: int
    na: int
    disagreements: int
    overlapping: int
    spans: int


@dataclass(frozen=True, slots=True)
class Gate:
    """How a gate does at finding what people held against a message."""

    criterion: str
    found: int
    of: int
    right: int
    flagged: int

    @property
    def recall(self) -> float:
        """The share of the messages people flagged that we flag; 1 when there is none."""
        return self.found / self.of if self.of else 1.0

    @property
    def precision(self) -> float:
        """The share of the messages we flag that people flagged; 1 when there is none."""
        return self.right / self.flagged if self.flagged else 1.0


def read_gold(path: str | Path) -> list[dict[str, Any]]:
    """Read labelled messages; raises InputError that names the line when one is no labelled message."""
    rows: list[dict[str, Any]] = []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"The labelled messages cannot be read from {path}: {error.strerror}.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not all(key in row for key in ("id", "kind", "message", "labels")):
                raise InputError(f"Line {number} of {path} lacks id, kind, message or labels.")
        except json.JSONDecodeError as error:
            raise InputError(f"Line {number} of {path} is not JSON: {error.msg}.") from error
        rows.append(row)
    return rows


def judge(rows: Iterable[Mapping[str, Any]]) -> list[Judged]:
    """Put our verdict beside every firm label."""
    judged: list[Judged] = []
    criteria = {one.id: one for one in load_criteria()}
    for row in rows:
        page = Page(
            message=row["message"],
            kind=row["kind"],
            channel=row.get("channel") or "email",
            note=row.get("note"),
            parent_message=row.get("parent_message"),
            student=row.get("student"),
            addressed_as=row.get("family"),
            adults=tuple(row.get("known_adults") or ()),
        )
        for name, label in row["labels"].items():
            if not label.get("firm", True) or name not in criteria:
                continue
            verdict = criteria[name].verdict(page)
            overlaps = None
            if label["v"] == "met" == verdict.verdict and label.get("span"):
                start = row["message"].find(label["span"])
                end = start + len(label["span"])
                overlaps = any(span.start < end and start < span.end for span in verdict.spans)
            judged.append(Judged(str(row["id"]), name, label["v"], verdict.verdict, overlaps))
    return judged


def table(judged: Sequence[Judged]) -> list[Row]:
    """One row a criterion, in the order of the rubric."""
    order = [one.id for one in load_criteria()]
    rows: list[Row] = []
    for name in sorted({one.criterion for one in judged}, key=order.index):
        own = [one for one in judged if one.criterion == name]
        labels = Counter(one.people for one in own)
        placed = [one.overlaps for one in own if one.overlaps is not None]
        rows.append(
            Row(
                name,
                len(own),
                kappa([(one.people, one.ours) for one in own]),
                labels["met"],
                labels["not_met"],
                labels["na"],
                sum(one.people != one.ours for one in own),
                sum(placed),
                len(placed),
            )
        )
    return rows


def macro(judged: Sequence[Judged]) -> float:
    """The mean kappa of the criteria."""
    by_criterion: dict[str, list[Pair]] = {}
    for one in judged:
        by_criterion.setdefault(one.criterion, []).append((one.people, one.ours))
    return sum(kappa(pairs) for pairs in by_criterion.values()) / len(by_criterion) if by_criterion else float("nan")


def interval(judged: Sequence[Judged], *, resamples: int = _RESAMPLES) -> tuple[float, float]:
    """A 95 % percentile interval of the macro average, over resampled messages."""
    by_message: dict[str, list[Judged]] = {}
    for one in judged:
        by_message.setdefault(one.message, []).append(one)
    messages = list(by_message.values())
    draw = random.Random(_SEED)  # noqa: S311  # a reproducible resample, no secret
    values = sorted(
        macro([one for own in draw.choices(messages, k=len(messages)) for one in own]) for _ in range(resamples)
    )
    return values[int(0.025 * resamples)], values[int(0.975 * resamples) - 1]


def gates(judged: Sequence[Judged]) -> list[Gate]:
    """Recall and precision of the gates that a message shows without its note."""
    found: list[Gate] = []
    for name in GATES:
        own = [one for one in judged if one.criterion == name]
        both = sum(one.people == "not_met" == one.ours for one in own)
        found.append(
            Gate(
                name, both, sum(one.people == "not_met" for one in own), both, sum(one.ours == "not_met" for one in own)
            )
        )
    return found


def overlap(judged: Sequence[Judged]) -> float:
    """The share of people's spans for "met" that ours overlap; 1 when there is none."""
    placed = [one.overlaps for one in judged if one.overlaps is not None]
    return sum(placed) / len(placed) if placed else 1.0


def _hashed(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


PARTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("read while the criteria were written", lambda name: _hashed(name) % 2 == 0),
    ("read after its first figures were taken", lambda name: _hashed(name) % 2 == 1 and _hashed(name) // 2 % 2 == 0),
    ("seen only as figures, but for its gates", lambda name: _hashed(name) % 2 == 1 and _hashed(name) // 2 % 2 == 1),
)
"""The labelled messages in three parts by a hash of their id; the last is the nearest to unseen."""


def report(rows: Sequence[Mapping[str, Any]], *, resamples: int = _RESAMPLES) -> str:
    """Return the whole report as Markdown."""
    judged = judge(rows)
    low, high = interval(judged, resamples=resamples)
    lines = [
        "# Agreement of the review with annotators' labels",
        "",
        "Written by `python -m evals.agreement GOLD.jsonl --markdown`; do not edit.",
        "",
        (
            f"{len(rows)} invented messages from teachers to families, labelled by two annotators who did not see each other's labels;"
            f" {len(judged)} labels on which they agree. The labels say what these two annotators hold by the rubric: they are no"
            " parents' ratings. The messages are not part of this repository."
        ),
        "",
        (
            f"**Mean kappa over {len({one.criterion for one in judged})} criteria: {macro(judged):.2f}**"
            f" (95 % bootstrap interval over messages {low:.2f} to {high:.2f}). Spans for “met” overlap in {overlap(judged):.0%}."
        ),
        "",
        (
            "A kappa of 1 is full agreement, 0 what chance gives. A criterion that people rarely find not met has a shaky kappa:"
            " read it with its counts."
        ),
        "",
        "| criterion | labels | met / not met / na | kappa | disagreements | spans overlapping |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{row.criterion}` | {row.n} | {row.met} / {row.not_met} / {row.na} | {row.kappa:.2f} | {row.disagreements} |"
        f" {f'{row.overlapping} of {row.spans}' if row.spans else '-'} |"
        for row in table(judged)
    ]
    lines += ["", "## Gates", "", "| gate | recall | precision |", "|---|---|---|"]
    lines += [
        f"| `{gate.criterion}` | {gate.found} of {gate.of} ({gate.recall:.2f}) |"
        f" {gate.right} of {gate.flagged} ({gate.precision:.2f}) |"
        for gate in gates(judged)
    ]
    lines += [
        "",
        "## How much of this is memory",
        "",
        (
            "The labelled messages are split by a hash of their id. The figures of the first two parts are those of a set that"
            " the authors of the criteria have read, and flatter; the last row is the one to believe."
        ),
        "",
        "| part | messages | mean kappa, all criteria | mean kappa without the gates |",
        "|---|---|---|---|",
    ]
    for title, belongs in PARTS:
        part = [one for one in judged if belongs(one.message)]
        if part:
            open_part = [one for one in part if one.criterion not in GATES]
            lines.append(
                f"| {title} | {len({one.message for one in part})} | {macro(part):.2f} | {macro(open_part):.2f} |"
            )
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or with --markdown the page of the docs."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.agreement", description="Agreement of the review with people's labels."
    )
    parser.add_argument("gold", type=Path, help="labelled messages, one JSON object a line")
    parser.add_argument(
        "--markdown", action="store_true", help="print the whole report as Markdown (docs/agreement.md)"
    )
    parser.add_argument("--disagreements", action="store_true", help="list every label that the review sees otherwise")
    options = parser.parse_args(arguments)
    try:
        rows = read_gold(options.gold)
    except InputError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if options.markdown:
        print(report(rows), end="")
        return 0
    judged = judge(rows)
    for row in table(judged):
        spans = f"{row.overlapping}/{row.spans}" if row.spans else "-"
        counts = f"{row.met}/{row.not_met}/{row.na}"
        print(
            f"{row.criterion:20} n={row.n:4} {counts:>12} kappa={row.kappa:5.2f} other={row.disagreements:3} spans={spans}"
        )
    low, high = interval(judged)
    print(f"mean kappa {macro(judged):.3f} ({low:.2f} to {high:.2f}); spans {overlap(judged):.0%}")
    for gate in gates(judged):
        print(
            f"{gate.criterion:20} recall {gate.recall:.2f} ({gate.found}/{gate.of}) precision {gate.precision:.2f} ({gate.right}/{gate.flagged})"
        )
    if options.disagreements:
        for one in judged:
            if one.people != one.ours:
                print(f"{one.message} {one.criterion}: people {one.people}, review {one.ours}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
