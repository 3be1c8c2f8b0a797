"""Review of 1,000 messages by every criterion, without and with a note, and of one message after each small edit.

The baseline is textstat's six indices alone, over the same messages, hundred by hundred in turn. The messages are put
together from the project's own: the labelled ones, the clean drafts and the offline drafts of the notes, with other
figures and days. Of their 13,800 sentences 2,500 are different, so "review" says what a class's messages cost, which
share their sentences as these do; "review.cold" forgets before each message whatever is remembered of sentences, so that
every sentence is read as one never met. "review.noted" is given the note as well; few of its notes are remembered, so
that most are read anew for the comparison.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.resources import files
from statistics import median, quantiles
from typing import Any, NamedTuple

from drafting.contract import note_from_json
from drafting.facts import read
from drafting.pipeline import Pipeline
from drafting.types import FactSheet
from evals.bench.readability import textstat_indices
from evals.bench.road import notes

MESSAGES = 1000
ROUNDS = 3
EDITS = 200
_TURN = 100
_SHORTEST, _LONGEST = 60, 150

_WORDS = "green window hopeful third quietly because never together missing call".split()
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


class Case(NamedTuple):
    """A message with the arguments of its review, and the sheet of the note it was written from, if any."""

    message: str
    arguments: dict[str, Any]
    sheet: FactSheet | None = None


def _rows(name: str) -> list[dict[str, Any]]:
    lines = files("evals").joinpath("cases", name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def sources() -> list[Case]:
    """Read the project's own messages: the labelled, the clean drafts, and the offline drafts of the notes."""
    found = [
        Case(row["message"], {name: row[name] for name in ("kind", "channel", "student", "family")})
        for row in _rows("labelled.jsonl")
    ]
    drafted = [(row["draft"], note_from_json(row["note"])) for row in _rows("clean_drafts.jsonl")]
    pipeline = Pipeline(seed=0)
    outcomes = [(note, pipeline.run(note).message) for note in notes()]
    drafted += [(message.body, note) for note, message in outcomes if message is not None]
    for draft, note in drafted:
        arguments = {"kind": note.kind, "channel": note.channel, "student": note.student, "family": note.family}
        found.append(Case(draft, arguments, read(note)))
    return found


def cases(count: int, *, seed: int, known: Sequence[Case]) -> list[Case]:
    """Make distinct messages of 60 to 150 words, each a message of the project's lengthened from others of its kind."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    pool: dict[str, list[str]] = {}
    for case in known:
        parts = case.message.split("\n\n")
        pool.setdefault(case.arguments["kind"], []).extend(" ".join(parts[1:-1] or parts).split(". "))
    made: list[Case] = []
    while len(made) < count:
        case = chance.choice(known)
        parts = case.message.split("\n\n")
        goal = chance.randint(_SHORTEST, _LONGEST - 30)
        more: list[str] = []
        while sum(len(part.split()) for part in (*parts, *more)) < goal:
            more.append(_varied(chance.choice(pool[case.arguments["kind"]]).strip(". \n"), chance) + ".")
        place = max(1, len(parts) - 1)
        message = "\n\n".join([*parts[:place], *([" ".join(more)] if more else []), *parts[place:]])
        if _SHORTEST <= len(message.split()) <= _LONGEST:
            made.append(case._replace(message=message))
    return made


def _varied(sentence: str, chance: random.Random) -> str:
    """Say a sentence of another day and another figure."""
    words = sentence.split(" ")
    for at, word in enumerate(words):
        bare = word.strip(",;:!?")
        if bare in _DAYS:
            words[at] = word.replace(bare, chance.choice(_DAYS))
        elif bare.isdecimal():
            words[at] = word.replace(bare, str(chance.randint(2, 40)))
    return " ".join(words)


def measure() -> list[dict[str, object]]:
    """Return messages a second warm and cold, without and with the note, and the 95th percentile after an edit."""
    known = sources()
    with_notes = [case for case in known if case.sheet is not None]
    textstat_six = textstat_indices()
    plain, noted = cases(MESSAGES, seed=1, known=known), cases(MESSAGES, seed=2, known=with_notes)
    for case in cases(MESSAGES // 4, seed=3, known=with_notes):
        textstat_six(case.message)
        _review(case)
        _review(case, noted=True)

    def baseline(case: Case) -> object:
        return textstat_six(case.message)

    warm = _in_turns(
        {
            "textstat": (plain, baseline),
            "review": (plain, _review),
            "review.noted": (noted, partial(_review, noted=True)),
        }
    )
    # Apart from the others, which would have to begin anew after it.
    cold = _in_turns({"textstat": (plain, baseline), "review.cold": (plain, _cold)})
    rows = [
        _row(name, rate, "messages/s", "textstat, six indices", rates["textstat"])
        for rates in (warm, cold)
        for name, rate in rates.items()
        if name != "textstat"
    ]
    longest = max(plain, key=lambda case: len(case.message.split()))
    edits = [1000 * _seconds(_review, [case]) for case in _edited(longest)]
    slow = quantiles(edits, n=20)[-1]
    return [*rows, _row("review.edit", slow, "ms, 95th percentile", "a frame of a screen", 16.0)]


def _in_turns(runs: dict[str, tuple[Sequence[Case], Callable[[Case], object]]]) -> dict[str, float]:
    """Return the messages a second of each, the median of the rounds; they take turns, so that a busy machine slows all."""
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        took = dict.fromkeys(runs, 0.0)
        for start in range(0, MESSAGES, _TURN):
            for name, (batch, function) in runs.items():
                took[name] += _seconds(function, batch[start : start + _TURN])
        for name, seconds in took.items():
            spent[name].append(seconds)
    return {name: MESSAGES / median(seconds) for name, seconds in spent.items()}


def _row(name: str, figure: float, unit: str, baseline: str, baseline_figure: float) -> dict[str, object]:
    return {
        "bench": name,
        "figure": round(figure, 2),
        "unit": unit,
        "baseline": baseline,
        "baseline_figure": round(baseline_figure, 2),
        "ratio": round(figure / baseline_figure, 2),
    }


def _review(case: Case, *, noted: bool = False) -> object:
    from drafting.review import review

    return review(case.message, **case.arguments, sheet=case.sheet if noted else None)


def _cold(case: Case) -> object:
    from drafting.criteria import _screen
    from drafting.readability import counting

    _screen.forget()
    counting.forget()
    return _review(case)


def _edited(case: Case) -> list[Case]:
    """The message as it is being rewritten: one word changed each time."""
    chance = random.Random(4)  # noqa: S311 - no secret depends on it
    found: list[Case] = []
    words = case.message.split(" ")
    for _ in range(EDITS):
        words[chance.randrange(len(words))] = chance.choice(_WORDS)
        found.append(case._replace(message=" ".join(words)))
    return found


def _seconds(function: Callable[[Case], object], batch: Sequence[Case]) -> float:
    start = time.process_time()
    for case in batch:
        function(case)
    return time.process_time() - start
