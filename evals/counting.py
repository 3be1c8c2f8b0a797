"""Count the offline writing by hand: a sheet to fill in, and the table that the filled sheet gives.

``python -m evals.counting sheet NOTES.jsonl --out SHEET.jsonl`` writes, for each note, its rows with the sentence
proposed and the message. A person fills in ``count``: each clause is right (grammatical and faithful), stiff (correct but
odd), wrong (ungrammatical or unfaithful) or left (waits for the teacher); each sentence of the message that carries facts
right, stiff or wrong; each drafted message sendable as it is: yes or no. Rows that are never sent are not counted.

``python -m evals.counting table SHEET.jsonl`` prints the figures with 95 % Wilson intervals.

``python -m evals.counting report`` prints docs/writing.md: every round of evals/counted beside the bars.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from evals.statistics import wilson

__all__ = ["figures", "main", "report", "sheet"]

_CLAUSES = ("right", "stiff", "wrong", "left")
_NOTE = (
    "id",
    "kind",
    "note",
    "channel",
    "language",
    "student",
    "family",
    "teacher",
    "parent_message",
    "class_list",
    "date",
)


def sheet(notes: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """Yield one sheet row a note: what the road made of it, with empty places for the counts."""
    from drafting.contract import note_from_json
    from drafting.pipeline import Pipeline

    road = Pipeline()
    for case in notes:
        outcome = road.run(note_from_json({key: case[key] for key in _NOTE if key in case}))
        said = [sentence for sentence in outcome.sentences if sentence.facts]
        yield {
            "id": outcome.id,
            "kind": case["kind"],
            "note": case["note"],
            "parent_message": case.get("parent_message"),
            "record": {key: case.get(key) for key in ("student", "family", "teacher", "channel")},
            "status": outcome.status,
            "message": outcome.message.body if outcome.message else None,
            "questions": [question.ask for question in outcome.questions],
            "clauses": [
                {
                    "text": fact.text,
                    "state": fact.state,
                    "sentence": fact.sentence if fact.state == "sure" else None,
                    "count": "",
                }
                for fact in outcome.facts
                if fact.state != "never" and fact.type not in {"instruction", "aside"}
            ],
            "sentences": [{"text": sentence.text, "count": ""} for sentence in said],
            "sendable": "",
            "why": "",
        }


def figures(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """Return (what, hits, total) for the counted sheet.

    Raises ValueError, naming the row, when a place was not filled in.
    """
    clauses = [clause["count"] for row in rows if row["status"] != "not_drafted" for clause in row["clauses"]]
    sentences = [sentence["count"] for row in rows for sentence in row["sentences"]]
    drafted = [row for row in rows if row["status"] == "drafted"]
    positive = [row for row in rows if row["kind"] == "positive_note" and row["status"] != "not_drafted"]
    for row in rows:
        places = [clause["count"] in _CLAUSES for clause in row["clauses"]] if row["status"] != "not_drafted" else []
        places += [sentence["count"] in _CLAUSES[:3] for sentence in row["sentences"]]
        if not all(places) or (row["status"] == "drafted" and row["sendable"] not in {"yes", "no"}):
            message = f"Row {row['id']} is not counted to its end; fill in every count, and sendable with yes or no."
            raise ValueError(message)
    return [
        *((f"clauses {name}", clauses.count(name), len(clauses)) for name in _CLAUSES),
        *((f"sentences {name}", sentences.count(name), len(sentences)) for name in _CLAUSES[:3]),
        ("messages drafted", len(drafted), len(rows)),
        ("drafted messages sendable as they are", sum(row["sendable"] == "yes" for row in drafted), len(drafted)),
        (
            "positive notes drafted without a question",
            sum(row["status"] == "drafted" for row in positive),
            len(positive),
        ),
    ]


def _rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


_BARS = {
    "clauses right": "at least 60%",
    "sentences wrong": "at most 3%",
    "drafted messages sendable as they are": "at least 90%",
    "positive notes drafted without a question": "at least 70%",
}
_INTRODUCTION = """# How well the offline writer writes

Counted clause by clause and sentence by sentence, by a strict reader who had not seen the rules. Each round is a new
set of notes of all kinds, written without sight of the rules; it was counted with the rules frozen, and only then were
the rules changed. So a later round is not the same notes done better. Round 2 was counted after round 3.
Rounds 1 to 5 decided by shapes known to be odd; before round 6 came a grammar of whole sentences, which holds what it
does not know. Rounds 8, 9 and 11 are good news alone, 40 notes each; in 8 and 9 a clause counts as the sentence it
stands in.
All people in the notes are invented. The counted rounds, with every verdict, are in `evals/counted/`; this page is
printed by `python -m evals.counting report`.

*Right* is good English and faithful to the note; *stiff* is correct but odd; *wrong* is ungrammatical or unfaithful, or
torn from what it belongs to; *left* waits for the teacher. *Sendable* is a drafted message that a teacher could send as
it is. In brackets: 95 % intervals (Wilson).
"""


def report() -> str:
    """Return the rounds of evals/counted as a page: a row a figure, a column a round, the bar beside it."""
    folder = files("evals").joinpath("counted")
    found = [entry.name for entry in folder.iterdir() if entry.name.endswith(".jsonl")]
    names = sorted(found, key=lambda name: int(name.removeprefix("round").removesuffix(".jsonl")))
    rounds = [_rows(folder.joinpath(name).read_text(encoding="utf-8")) for name in names]
    counted = [figures(rows) for rows in rounds]
    titles = [name.removesuffix(".jsonl").replace("round", "round ") for name in names]
    lines = [
        f"| what | bar | {' | '.join(titles)} |",
        "|---|---|" + "---|" * len(titles),
        f"| notes | | {' | '.join(str(len(rows)) for rows in rounds)} |",
    ]
    lines += [
        f"| {row[0][0]} | {_BARS.get(row[0][0], '')} | {' | '.join(_share(*figure[1:]) for figure in row)} |"
        for row in zip(*counted, strict=True)
    ]
    return "\n".join([_INTRODUCTION, *lines, ""])


def _share(hits: int, total: int) -> str:
    found = wilson(hits, total)
    return f"{hits}/{total}, {hits / total if total else 0:.0%} ({found.low:.0%}–{found.high:.0%})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.counting", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("sheet", help="write a sheet to count")
    make.add_argument("notes", type=Path)
    make.add_argument("--out", type=Path, required=True)
    read = commands.add_parser("table", help="print the figures of a counted sheet")
    read.add_argument("sheets", type=Path, nargs="+")
    commands.add_parser("report", help="print all rounds of evals/counted as Markdown (docs/writing.md)")
    options = parser.parse_args(arguments)
    if options.command == "report":
        sys.stdout.write(report())
        return 0
    if options.command == "sheet":
        rows = _rows(options.notes.read_text(encoding="utf-8"))
        lines = [json.dumps(row, ensure_ascii=False) for row in sheet(rows)]
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return 0
    rows = [row for path in options.sheets for row in _rows(path.read_text(encoding="utf-8"))]
    try:
        counted = figures(rows)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("| what | count | share | 95 % interval |\n|---|---|---|---|\n")
    for what, hits, total in counted:
        found = wilson(hits, total)
        share = hits / total if total else 0
        sys.stdout.write(f"| {what} | {hits}/{total} | {share:.0%} | {found.low:.0%}–{found.high:.0%} |\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
