"""The mutation bench: plant known errors in clean messages and count how many the review sees.

``python -m evals.mutations NOTES.jsonl [--drafts DRAFTS.jsonl] [--json]``. A row of NOTES is a Note (what an evaluation
set adds is ignored), or a case with ``note``, ``draft`` and ``controls``. Without drafts the offline pipeline writes
them. Half of the answer is the false-alarm rate: the same messages in other words, which the review must let pass.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drafting.contract import note_from_json
from drafting.facts import read
from drafting.fidelity import compare
from drafting.types import FactSheet, Fidelity, Note
from evals.planting import Planted, plant
from evals.rewording import reword

NOTE_FIELDS = frozenset(
    "id kind note channel language student family teacher parent_message class_list date answers".split()
)
BARS = {
    "number": 0.99, "time": 0.99, "weekday": 0.99, "month or date": 0.99, "name swap": 0.95, "other child": 0.95,
    "pronoun": 0.95, "negation dropped": 0.95, "negation added": 0.95, "direction": 0.95, "invented": 0.90,
    "dropped fact": 0.90,
}  # fmt: skip
CRITERIA = {
    "blame": ("no-blame",),
    "labels": ("no-labels",),
    "conditions": ("no-labels", "grounded"),
    "questions removed": ("open-question", "lead-with-question"),
    "problem moved first": ("lead-with-question",),
}
MOST_FALSE_ALARMS = 0.03


@dataclass(frozen=True, slots=True)
class Case:
    """A note, a message that is true to it, the same message in other words; ``given`` if the message came with it."""

    note: Note
    draft: str
    controls: tuple[str, ...] = ()
    given: bool = True


@dataclass(slots=True)
class Tally:
    """How many of a kind were tried and seen; ``unseen`` and ``alarms`` are kept for reading."""

    tried: int = 0
    seen: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share seen, 0 when nothing was tried."""
        return self.seen / self.tried if self.tried else 0.0


def load_cases(notes: Path, *, drafts: Path | None = None) -> list[Case]:
    """Read the cases; a note without a draft gets the offline writer's, and is left out when that writes nothing."""
    written = {row["id"]: row for row in _rows(drafts)} if drafts else {}
    cases: list[Case] = []
    for row in _rows(notes):
        raw = row["note"] if isinstance(row.get("note"), dict) else row
        note = note_from_json({key: value for key, value in raw.items() if key in NOTE_FIELDS})
        given = written.get(note.id) or (row if "draft" in row else None)
        text = (given.get("draft") or _body(given)) if given else _written(note)
        if text:
            cases.append(Case(note, text, tuple((given or {}).get("controls") or ()), bool(given)))
    return cases


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _body(row: dict[str, Any]) -> str | None:
    message = row.get("message")
    return message.get("body") if isinstance(message, dict) else message


def _written(note: Note) -> str | None:
    from drafting.pipeline import Pipeline

    outcome = Pipeline(ask=False).run(note)
    return outcome.message.body if outcome.message else None


def run(cases: Iterable[Case], *, seed: int = 0, each: int = 2) -> dict[str, dict[str, Tally]]:
    """Plant, review and count: {"seen": kind -> Tally, "alarms": rewording -> Tally}."""
    seen: dict[str, Tally] = defaultdict(Tally)
    alarms: dict[str, Tally] = defaultdict(Tally)
    for case in cases:
        sheet = read(case.note)
        base = compare(case.draft, sheet=sheet)
        verdicts = _verdicts(case.draft, case.note, sheet)
        rng = random.Random(zlib.crc32(f"{seed}{case.note.id}".encode()))  # noqa: S311 - repeatable, not secret
        for name, text in (("as written", case.draft), *(("by hand", c) for c in case.controls), *reword(case.draft)):
            found = compare(text, sheet=sheet)
            _count(alarms["gates: " + name], _gated(found), f"{case.note.id}: {_said(found)}", keep=True)
            # What the offline writer held back is missing by intention; only what a rewording loses is an alarm.
            lost = tuple(fact for fact in found.missing if case.given or fact not in base.missing)
            _count(alarms["omissions: " + name], bool(lost), f"{case.note.id}: {lost}", keep=True)
        for planted in plant(case.draft, case.note, rng=rng, each=each):
            if planted.kind == "dropped fact" and not _must(planted, sheet):
                continue
            hit = _sees(planted, case, sheet, base, verdicts)
            if hit is not None:
                _count(seen[planted.kind], hit, f"{case.note.id}: {planted.what}", keep=False)
    return {"seen": dict(seen), "alarms": dict(alarms)}


def _count(tally: Tally, hit: bool, example: str, *, keep: bool) -> None:  # noqa: FBT001 - a private counter
    tally.tried += 1
    tally.seen += hit
    if hit is keep:
        tally.examples.append(example)


def _gated(found: Fidelity) -> bool:
    return bool(found.unsupported or found.reversed)


def _said(found: Fidelity) -> str:
    return "; ".join([*(f"+{span.text}" for span in found.unsupported), *(f"~{span.text}" for span in found.reversed)])


def _must(planted: Planted, sheet: FactSheet) -> bool:
    """Tell whether the dropped sentence carried words of a fact that must be sent and that nothing else carries."""
    gone = set(_words(planted.what)) - set(_words(planted.message))
    return any(
        len(gone & set(_words(fact.text))) * 2 >= max(2, len(set(_words(fact.text))))
        for fact in sheet.facts
        if fact.send == "must"
    )


def _words(text: str) -> list[str]:
    return [
        "".join(c for c in word.lower() if c.isalnum())[:5] for word in text.split() if len(word) > 3 or word.isdigit()
    ]


def _verdicts(message: str, note: Note, sheet: FactSheet) -> dict[str, str]:
    from drafting.review import review

    judged = review(message, kind=note.kind, channel=note.channel, note=note, sheet=sheet, language=note.language)
    return {name: verdict.verdict for name, verdict in judged.criteria.items()}


def _sees(planted: Planted, case: Case, sheet: FactSheet, base: Fidelity, verdicts: dict[str, str]) -> bool | None:
    """Tell whether the review sees the error; None where the clean draft already has that finding."""
    if planted.kind in CRITERIA:
        watched = [name for name in CRITERIA[planted.kind] if verdicts.get(name) == "met"]
        if not watched:
            return None
        after = _verdicts(planted.message, case.note, sheet)
        return any(after[name] == "not_met" for name in watched)
    found = compare(planted.message, sheet=sheet)
    if planted.kind == "dropped fact":
        return len(found.missing) > len(base.missing)
    return _findings(found) > _findings(base) or bool(
        set(_said(found).split("; ")) - set(_said(base).split("; ")) - {""}
    )


def _findings(found: Fidelity) -> int:
    return len(found.unsupported) + len(found.reversed)


def rows(result: dict[str, dict[str, Tally]]) -> list[dict[str, Any]]:
    """Return one row a figure, with its bar where there is one."""
    found = [
        {
            "figure": f"seen: {kind}",
            "rate": round(tally.rate, 4),
            "n": tally.tried,
            "bar": BARS.get(kind),
            "examples": tally.examples,
        }
        for kind, tally in result["seen"].items()
    ]
    for what in ("gates", "omissions"):
        parts = {name: tally for name, tally in result["alarms"].items() if name.startswith(what)}
        total = Tally(sum(t.tried for t in parts.values()), sum(t.seen for t in parts.values()))
        examples = sorted({example for tally in parts.values() for example in tally.examples})
        bar = MOST_FALSE_ALARMS
        found.append(
            {
                "figure": f"false alarms, {what}",
                "rate": round(total.rate, 4),
                "n": total.tried,
                "bar": bar,
                "examples": examples,
            }
        )
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench from the command line; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.mutations", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("notes", type=Path, help="a file of Notes, or of cases with note, draft and controls")
    parser.add_argument("--drafts", type=Path, help="messages for the notes: id and draft (or message)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", type=int, default=2, help="errors of each kind in each message")
    parser.add_argument("--json", action="store_true", help="one JSON object a figure")
    parser.add_argument("--examples", action="store_true", help="list what was not seen and what was flagged wrongly")
    given = parser.parse_args(arguments)
    cases = load_cases(given.notes, drafts=given.drafts)
    missed = False
    for row in rows(run(cases, seed=given.seed, each=given.each)):
        alarm = row["figure"].startswith("false")
        short = row["bar"] is not None and (row["rate"] > row["bar"] if alarm else row["rate"] < row["bar"])
        missed = missed or short
        if given.json:
            print(json.dumps({**row, "met": not short}, ensure_ascii=False))
            continue
        bar = f"bar {row['bar']:.0%}" if row["bar"] is not None else ""
        print(f"{row['figure']:34} {row['rate']:7.1%} of {row['n']:4}  {bar}{'  reconsider' if short else ''}")
        if given.examples:
            for example in row["examples"]:
                print(f"      {example}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
