"""The fact sheet: every clause of a note as a row, typed, marked and read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from drafting.facts.clauses import Clause, split
from drafting.facts.grammar import words
from drafting.facts.marks import Mark, mark
from drafting.facts.patterns import Speaking, fill
from drafting.facts.people import People, find_people
from drafting.facts.pointing import points_back
from drafting.facts.reading import Reading, read_clause
from drafting.facts.settling import own_words, settle
from drafting.types import Fact, FactSheet, Note, Send, State


def read(note: Note) -> FactSheet:
    """Read a note into its fact sheet; the rows are in the order of the note and cover all of it.

    Answers on the note are taken in: ``{"who": ...}``, ``{"sentence": ...}``, "send", "leave" or a phrase, by row id.
    """
    people = find_people(note)
    clauses = split(note.note, people)
    marks = mark(clauses, people)
    rows: list[Fact] = []
    before: Reading | None = None
    for at, clause in enumerate(clauses):
        same = at > 0 and clauses[at - 1].sentence == clause.sentence
        reading = read_clause(clause, note=note, people=people, before=before if same else None)
        ident = f"f{at + 1}"
        answer = note.answers.get(ident)
        found = marks.get(at)
        if answer is not None:
            reading = settle(answer, clause, reading, note=note, people=people)
            found = None if reading.state == "sure" else found
        row = _row(ident, clause, reading, found, note=note, people=people)
        rows.append(replace(row, send="must", state=reading.state) if answer is not None and found is None else row)
        before = reading
    rows = _hold_dangling(rows)
    return FactSheet(note, (*rows, *_added(note, {row.id for row in rows}, people)))


def _added(note: Note, ids: set[str], people: People) -> list[Fact]:
    """Rows for answers to questions that no row of the note stands behind; they begin and end at the note's end."""
    rows: list[Fact] = []
    for key, answer in note.answers.items():
        text = str(answer.get("sentence", "")) if isinstance(answer, Mapping) else answer
        if key in ids or not text.strip() or text.strip().lower() in {"send", "leave"}:
            continue
        clause = Clause(0, len(text), text.strip())
        reading = own_words(text, read_clause(clause, note=note, people=people, before=None), note=note, people=people)
        row = _row(f"a{len(rows) + 1}", clause, reading, None, note=note, people=people)
        at = len(note.note)
        kind = "win" if note.kind == "positive_note" and row.type not in {"growth", "ask", "thanks"} else "concern" if note.kind == "concern" and row.type in {"context", "news", "number", "logistics", "instruction"} else row.type
        rows.append(replace(row, text=text.strip(), start=at, end=at, state="sure", send="must", type=kind))
    return rows


def _hold_dangling(rows: list[Fact]) -> list[Fact]:
    """A sentence that points back waits when the row before it waits."""
    held: list[Fact] = []
    for row in rows:
        previous = held[-1] if held else None
        after_score = previous is not None and not re.search(r"\b(?:got|scored|earned|read)\b", previous.text) and re.match(r"\{they\} (?:scored|read \d)", previous.pattern or "") and re.match(r"it\b", row.pattern or "", re.IGNORECASE)
        if row.state == "sure" and points_back(row) and (previous is None or previous.state != "sure" or after_score):
            row = replace(row, state="check", why="points back to words that are not said: please write it as a sentence of its own")
        held.append(row)
    return held


def speaking_of(note: Note, people: People | None = None) -> Speaking:
    """Return how the child of a note is spoken of."""
    people = people or find_people(note)
    return Speaking(people.child or "your child", people.pronoun)


def _row(ident: str, clause: Clause, reading: Reading, found: Mark | None, *, note: Note, people: People) -> Fact:
    text = note.note[clause.start : clause.end]
    kind = classify(clause, reading, note=note)
    send: Send = "must"
    state: State = reading.state
    why = reading.why
    pattern = reading.pattern
    if found is not None:
        kind, send, state, why = found.type, "never", "never", found.why
        pattern = None
    elif reading.why.startswith("names another child") and reading.shape != "wanted":
        kind, send, state, pattern = "other_child", "never", "never", None
    elif kind in {"instruction", "aside"} or reading.shape in {"heading", "command", "wondering"}:
        send, state = "may", "left" if state != "check" else state
    sentence = finish(fill(pattern, speaking_of(note, people)), question=reading.shape == "ask") if pattern else None
    return Fact(ident, text, clause.start, clause.end, kind, reading.who, send, state, sentence, why, pattern)


def finish(sentence: str, *, question: bool = False) -> str:
    """Give a sentence its capital and its final mark."""
    sentence = sentence.strip()
    sentence = sentence[:1].upper() + sentence[1:]
    if sentence.startswith("- "):
        return "- " + sentence[2:3].upper() + sentence[3:].rstrip(".")
    if sentence.endswith(("?", "!", ".", '."', ".'", '?"', "?'")):
        return sentence
    return sentence + ("?" if question else ".")


@cache
def _cues(name: str) -> re.Pattern[str]:
    listed: Mapping[str, list[str]] = words()[name]
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(w) for w in sorted(listed["words"], key=len, reverse=True)) + r")(?![\w-])", re.IGNORECASE)


_GROWTH = re.compile(r"\b(?:up from|now|improv|better|first time|finally|progress|went from|used to|no longer|more than|growth|already|last (?:month|fall|year))", re.IGNORECASE)
_DATE = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d|\d{1,2}/\d{1,2}|\d{1,2}:\d{2}")


def classify(clause: Clause, reading: Reading, *, note: Note) -> str:
    """Return the fact type of a clause (see the design's list)."""
    label = clause.label
    text = reading.text or clause.body
    if reading.shape == "ask":
        return "ask"
    if reading.shape in {"heading", "command"}:
        return "instruction"
    if reading.shape in {"thanks", "apology"}:
        return reading.shape
    if re.match(r"(?:home|at home|idea for home|try at home)", label):
        return "home_idea"
    if reading.shape == "request":
        return "home_idea" if note.kind == "home_learning" else "logistics"
    if re.match(r"(?:offer|me|i can|i will|at school|school|doing)$", label) or (reading.who in {"i", "we"} and re.search(r"\b(?:I|we) (?:will|can|am going to|could|would be happy)\b|\bI am (?:sending|going|planning|offering)\b", reading.pattern or "", re.IGNORECASE)):
        return "commitment"
    if re.match(r"(?:try|plan|agreed|steps?|idea|goals?)\b", label):
        return "plan"
    if reading.shape == "event":
        return "event"
    if reading.shape == "list":
        return "plan" if note.kind == "action_plan" else "home_idea" if note.kind == "home_learning" else "logistics"
    if reading.shape == "plan":
        return "plan"
    if reading.shape == "score" and note.kind != "positive_note":
        bad = _cues("negative").search(text) and not re.search(r"\bup from\b", text)
        return "concern" if bad and note.kind in {"concern", "action_plan"} else "number"
    if note.kind == "positive_note":
        if reading.who in {"child", "other"} and _GROWTH.search(text):
            return "growth"
        return "news" if reading.shape == "event" or re.search(r"\bwill\b", text) else "win"
    if note.kind in {"concern", "action_plan", "follow_up", "iep_progress", "transition", "reply"}:
        bad, good = _cues("negative").search(text), _cues("positive").search(text)
        if reading.who == "i":
            return "news"
        if bad and not re.search(r"\b(?:not|isn't|wasn't|no) (?:a |being )?(?:disrespectful|problem|trouble|discipline|disciplinary)|no longer|\bup from\b|\b(?:is|are) (?:all )?in\b|\bnow\b|no worries|no biggie", text, re.IGNORECASE):
            return "concern" if note.kind in {"concern", "action_plan", "follow_up", "iep_progress"} else "context"
        if re.search(r"\bcould\b|\bidea\b", text) and reading.who in {"child", "other"}:
            return "plan"
        if re.search(r"\bused to\b", text):
            return "context"
        if good:
            return "growth" if _GROWTH.search(text) else "strength"
        if re.search(r"\bfrom \d+%? to \d|\b(?:grade|average|score|mark)\b.*\d", text):
            return "number"
        if note.kind == "concern" and reading.who == "child" and re.search(r"\d|\b(?:each|every|until|during|twice|times|lately|again)\b", text) and not re.search(r"\b(?:will|can|so)\b", text) and not label:
            return "concern"
    if _DATE.search(text):
        return "logistics"
    return "context"
