"""The fact sheet: every clause of a note as a row, typed, marked and read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from drafting.facts.clauses import Clause, split
from drafting.facts.expressions import expression
from drafting.facts.grammar import tokenize
from drafting.facts.kinds import GOOD_KINDS
from drafting.facts.marks import Mark, mark
from drafting.facts.mentions import child_tokens
from drafting.facts.names import named_in
from drafting.facts.neutral import NeutralNote, neutral
from drafting.facts.patterns import Speaking, fill
from drafting.facts.people import People, called_in, find_people, pronoun_of
from drafting.facts.pointing import leans_back, leans_far, points_back
from drafting.facts.proposals import Reading
from drafting.facts.reading import read_clause
from drafting.facts.settling import own_words, settle
from drafting.facts.sorting import classify
from drafting.types import Fact, FactSheet, Note, Send, State


def read(note: Note) -> FactSheet:
    """Read a note into its fact sheet; the rows are in the order of the note and cover all of it.

    Answers on the note are taken in: ``{"who": ...}``, ``{"sentence": ...}``, "send", "leave" or a phrase, by row id.
    """
    view = neutral(note, find_people(note))
    people = view.people
    clauses = split(view.note.note, people)
    marks = mark(clauses)
    rows: list[Fact] = []
    before: Reading | None = None
    for at, clause in enumerate(clauses):
        same = at > 0 and clauses[at - 1].sentence == clause.sentence
        before = before if same else None
        reading = read_clause(clause, note=view.note, people=people, before=before)
        ident = f"f{at + 1}"
        answer = note.answers.get(ident)
        found = marks.get(at)
        if answer is not None:
            reading = settle(view.answer(answer), clause, reading, note=view.note, people=people)
            found = None if reading.state == "sure" else found
        row = _row(ident, clause, reading, found, note=note, view=view)
        if (
            same
            and row.type == "strength"
            and note.kind == "concern"
            and clause.joiner != "but"
            and rows[-1].type in _TOLD_FIRST
        ):
            row = replace(row, type="context")  # "..., then laughed": part of what happened, not praise of its own
        rows.append(replace(row, send="must", state=reading.state) if answer is not None and found is None else row)
        # what stands in brackets does not take the subject away from what follows it
        before = before if clause.bracket and same else reading
    rows = _hold_dangling(rows, clauses)
    if note.kind in GOOD_KINDS:
        rows = _hold_first_halves(rows, clauses)
    return FactSheet(note, (*rows, *_added(note, {row.id for row in rows}, view)))


_TOLD_FIRST = frozenset({"concern", "context", "news"})


def _added(note: Note, ids: set[str], view: NeutralNote) -> list[Fact]:
    """Rows for answers to questions that no row of the note stands behind; they begin and end at the note's end."""
    rows: list[Fact] = []
    for key, answer in note.answers.items():
        text = str(answer.get("sentence", "")) if isinstance(answer, Mapping) else answer
        if key in ids or not text.strip() or text.strip().lower() in {"send", "leave"}:
            continue
        said = str(view.answer(text))
        clause = Clause(0, len(said), said.strip())
        first = read_clause(clause, note=view.note, people=view.people, before=None)
        reading = own_words(said, first, note=view.note, people=view.people)
        row = _row(f"a{len(rows) + 1}", clause, reading, None, note=note, view=view)
        at = len(note.note)
        kind = (
            "win"
            if note.kind == "positive_note" and row.type not in {"growth", "ask", "thanks"}
            else "concern"
            if note.kind == "concern" and row.type in {"context", "news", "number", "logistics", "instruction"}
            else row.type
        )
        rows.append(replace(row, text=text.strip(), start=at, end=at, state="sure", send="must", type=kind))
    return rows


_BESIDE = frozenset({"context", "news", "logistics"})
_FAR_BACK = 3
_FEW = 5
"""A remark of so few words ("the pdf is free") says little without the half before it."""


def _goes_on_in_line(previous: Fact, row: Fact, before: Clause, clause: Clause) -> bool:
    """Say whether a piece of a list line rests on the piece before it ("Field trip 4/24. bag lunch.")."""
    listed = (row.pattern or "").startswith("- ") and clause.bullet and before.bullet
    return listed and not clause.title and previous.state in {"check", "left"} and clause.line == before.line


def _hold_dangling(rows: list[Fact], clauses: list[Clause]) -> list[Fact]:
    """A sentence that points back, or is the second half of a thought, waits when the row before it waits."""
    held: list[Fact] = []
    for at, (read_row, clause) in enumerate(zip(rows, clauses, strict=True)):
        row = read_row
        previous = held[-1] if held else None
        same = at > 0 and clauses[at - 1].sentence == clause.sentence
        second_half = same and (
            (clause.joiner in {"but", "so"} and row.type in _BESIDE | {"concern"})
            or (clause.joiner in {",", "and"} and row.type in _BESIDE and len((row.pattern or "").split()) <= _FEW)
        )
        after_score = (
            previous is not None
            and not expression(r"\b(?:got|scored|earned|read)\b").search(previous.text)
            and expression(r"\{they\} (?:scored|read \d)").match(previous.pattern or "")
            and expression(r"it\b", re.IGNORECASE).match(row.pattern or "")
        )
        waits = previous is None or previous.state != "sure"
        if row.state == "sure" and (
            (points_back(row) and (waits or after_score))
            or (waits and previous is not None and (second_half or leans_back(row)))
            or (waits and previous is not None and _goes_on_in_line(previous, row, clauses[at - 1], clause))
            or (leans_far(row) and any(one.state != "sure" for one in held[-_FAR_BACK:]))
        ):
            row = replace(
                row,
                state="check",
                why="points back to words that are not said: please write it as a sentence of its own",
            )
        held.append(row)
    return held


def _hold_first_halves(rows: list[Fact], clauses: list[Clause]) -> list[Fact]:
    """In good news what stands before a "but" waits with what stands behind it ("quiet at first but then loud")."""
    held = list(rows)
    for at, clause in enumerate(clauses[1:], 1):
        same = clauses[at - 1].sentence == clause.sentence
        if same and clause.joiner == "but" and rows[at].state != "sure" and held[at - 1].state == "sure":
            why = "half of a thought: please write it with what comes after the “but”"
            held[at - 1] = replace(held[at - 1], state="check", why=why)
    return held


def speaking_of(note: Note) -> Speaking:
    """Return how the child of a note is spoken of."""
    return Speaking(called_in(note) or "your child", pronoun_of(note))


def _about_others(clause: Clause, reading: Reading, people: People) -> bool:
    """A row without a proposal that names other people and not the child is never for this family."""
    if reading.why.startswith("names another child"):
        return reading.shape != "wanted"
    named = named_in(clause.body, people.others)
    return bool(named) and not child_tokens(tokenize(clause.body), people) and reading.shape not in {"ask", "wanted"}


def _row(ident: str, clause: Clause, reading: Reading, found: Mark | None, *, note: Note, view: NeutralNote) -> Fact:
    """Make a row of the note as written from what was read under the neutral name."""
    people = view.people
    start, end = view.back(clause.start), view.back(clause.end)
    kind = classify(clause, reading, note=view.note)
    send: Send = "must"
    state: State = reading.state
    why = reading.why
    pattern = view.own(reading.pattern) if reading.pattern else None
    if found is not None:
        kind, send, state, why = found.type, "never", "never", found.why
        pattern = None
    elif reading.pattern is None and _about_others(clause, reading, people):
        why = reading.why if reading.why.startswith("names another") else "names another child, not yours"
        kind, send, state, pattern = "other_child", "never", "never", None
    elif kind in {"instruction", "aside"} or reading.shape in {"heading", "command", "wondering"}:
        send, state = "may", "left" if state != "check" else state
    sentence = finish(fill(pattern, view.speaking), question=reading.shape == "ask") if pattern else None
    return Fact(
        ident, note.note[start:end], start, end, kind, reading.who, send, state, sentence, view.own(why), pattern
    )


def finish(sentence: str, *, question: bool = False) -> str:
    """Give a sentence its capital and its final mark."""
    sentence = sentence.strip()
    sentence = sentence[:1].upper() + sentence[1:]
    if sentence.startswith("- "):
        return "- " + sentence[2:3].upper() + sentence[3:].rstrip(".")
    if sentence.endswith(("?", "!", ".", '."', ".'", '?"', "?'")):
        return sentence
    return sentence + ("?" if question else ".")
