"""The whole road, offline: from a jotted note to a message that stands, or to a question, or to a person."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import evals
from drafting.contract import note_from_json
from drafting.facts import read
from drafting.pipeline import Pipeline
from drafting.review import judge_gates, review
from drafting.types import Family, Note, Outcome, Student, Teacher
from drafting.writers import offline

CASES = Path(evals.__file__).parent / "cases" / "notes.jsonl"
NOTE_FIELDS = {"id", "kind", "note", "channel", "language", "student", "family", "teacher", "parent_message"}


def cases() -> list[dict[str, object]]:
    """The project's own invented notes."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def as_note(case: dict[str, object]) -> Note:
    """The Note of a case, without what the evaluation adds."""
    return note_from_json({key: value for key, value in case.items() if key in NOTE_FIELDS})


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[dict[str, object], Outcome]]:
    """Every case, walked down the road once."""
    road = Pipeline()
    return [(case, road.run(as_note(case))) for case in cases()]


def body(outcome: Outcome) -> str:
    """The message, or nothing."""
    return outcome.message.body if outcome.message else ""


def occurs(phrase: str, text: str) -> bool:
    """Say whether a phrase stands in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", text.lower()) is not None


def test_every_exact_string_is_in_the_message_or_in_a_row(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """No number, date or title of a note gets lost."""
    lost = [
        (case["id"], string)
        for case, outcome in outcomes
        for string in case["exact"]  # type: ignore[attr-defined]
        if string.lower() not in body(outcome).lower()
        and not any(string.lower() in f"{fact.text} {fact.sentence or ''}".lower() for fact in outcome.facts)
        and string.lower() not in str(case.get("parent_message") or "").lower()
    ]
    assert lost == []


def test_nothing_forbidden_is_in_a_message(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """What the teacher withheld, other children, judgements and inventions are in no message, drafted or waiting."""
    leaked = [
        (case["id"], string)
        for case, outcome in outcomes
        for string in (*case["must_not_appear"], *case["must_not_invent"])  # type: ignore[misc]
        if occurs(string, body(outcome))
    ]
    assert leaked == []


def test_drafted_messages_meet_the_gates_and_fit(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """A message that says "drafted" has met every gate and its length."""
    for case, outcome in outcomes:
        if outcome.status == "drafted":
            assert outcome.review is not None
            assert outcome.review.gates.passed, case["id"]
            assert outcome.review.criteria["length-fits"].verdict == "met", case["id"]


def test_every_sentence_traces_to_facts_or_to_a_speech_act(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """Each sentence of a message names the rows it rests on, or is a greeting, question, thanks, offer, frame, sign-off."""
    acts = {"greeting", "question", "thanks", "validation", "offer", "frame", "sign_off"}
    for case, outcome in outcomes:
        ids = {fact.id for fact in outcome.facts}
        for sentence in outcome.sentences:
            assert sentence.facts or sentence.role in acts, (case["id"], sentence)
            assert set(sentence.facts) <= ids


def test_rows_that_wait_are_never_said(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """Only sure rows carry a sentence of the message."""
    for case, outcome in outcomes:
        state = {fact.id: fact.state for fact in outcome.facts}
        assert all(state[ident] == "sure" for sentence in outcome.sentences for ident in sentence.facts), case["id"]


def test_what_waits_is_told(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """A row that must be sent and is not said has a question or a notice."""
    for case, outcome in outcomes:
        said = {ident for sentence in outcome.sentences for ident in sentence.facts}
        asked = {question.fact for question in outcome.questions}
        for fact in outcome.facts:
            if (
                outcome.status != "not_drafted"
                and fact.send == "must"
                and fact.state != "never"
                and fact.id not in said | asked
            ):
                assert any(fact.text in notice for notice in outcome.notices), (case["id"], fact.text)


def test_crisis_notes_are_routed_and_false_alarms_are_not(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """Harm, threats, custody and discipline go to a person."""
    for case, outcome in outcomes:
        if "route" in case["traps"]:  # type: ignore[operator]
            assert outcome.status == "not_drafted", case["id"]
            assert outcome.message is None
            assert outcome.notices
        else:
            assert outcome.status != "not_drafted", case["id"]


def test_thin_notes_ask(outcomes: list[tuple[dict[str, object], Outcome]]) -> None:
    """A note without a fact gets a question, at most three, and no invention."""
    for case, outcome in outcomes:
        assert len(outcome.questions) <= 3
        if "empty_or_thin" in case["traps"] and case["kind"] == "positive_note":  # type: ignore[operator]
            assert outcome.status == "needs_answers", case["id"]


@pytest.mark.parametrize(
    "meant",
    ["{body}", "You never help. {body}", "{body} She is lazy, like her brother.", "{body} She read 99 books in March."],
)
def test_the_gates_alone_say_what_the_whole_review_says(meant: str) -> None:
    """Where a model writes, the draft that it starts from is asked for its gates only: the verdicts are the same."""
    told = set()
    for case in cases()[::8]:
        note = as_note(case)
        sheet = read(note)
        message = meant.format(body=offline.write(sheet).message.body)
        whole = review(message, kind=note.kind, channel=note.channel, note=note, sheet=sheet)
        alone = judge_gates(message, note=note, sheet=sheet)
        assert alone == {name: whole.criteria[name] for name in alone}
        assert set(whole.gates.not_met) <= set(alone)
        told |= set(whole.gates.not_met)
    assert bool(told) == (meant != "{body}")


def test_the_same_seed_gives_the_same_message_and_another_seed_varies_the_frames() -> None:
    """Deterministic for a seed; not one text for all."""
    note = Note(
        "positive_note",
        "finished her whole book today. helped a friend find his coat",
        student=Student("Maya", "she/her"),
        family=Family("Ms. Ortiz"),
    )
    assert body(Pipeline(seed=3).run(note)) == body(Pipeline(seed=3).run(note))
    assert len({body(Pipeline(seed=seed).run(note)) for seed in range(12)}) > 6


@pytest.mark.parametrize(("name", "pronouns"), [("Bartholomew", "he/him"), ("Zoë", "he/him"), ("Nguyệt", "he/him")])
def test_a_name_changes_nothing_but_the_name(name: str, pronouns: str) -> None:
    """The draft does not depend on what the child is called."""

    def draft(child: str) -> str:
        note = Note(
            "positive_note",
            f"{child} read two chapters and shared his snack. scored 9/10 on the quiz",
            student=Student(child, pronouns),
        )
        return body(Pipeline().run(note)).replace(child, "NAME")

    assert draft(name) == draft("Ben")


def test_a_question_answered_completes_the_message() -> None:
    """The answer to a question flows back, and the message is drafted."""
    note = Note(
        "positive_note", "Maya was so kind today.", student=Student("Maya", "she/her"), teacher=Teacher("Ms. Ray")
    )
    asked = Pipeline().run(note)
    assert asked.status == "needs_answers"
    again = Pipeline().run(replace(note, answers={asked.questions[0].ask: "gave her seat to a first grader"}))
    assert again.status == "drafted"
    assert "gave her seat to a first grader" in body(again)


def test_told_not_to_ask_the_draft_goes_without_and_says_so() -> None:
    """``ask=False`` turns questions into notices."""
    note = Note(
        "positive_note", "Maya finished her book. spelling still meh, 11:05", student=Student("Maya", "she/her")
    )
    outcome = Pipeline(ask=False).run(note)
    assert outcome.status == "drafted"
    assert not outcome.questions
    assert any("11:05" in notice for notice in outcome.notices)


def test_another_language_is_told() -> None:
    """Offline writes English only, and says so."""
    note = Note("positive_note", "finished her book today", student=Student("Maya", "she/her"), language="es")
    assert any("English" in notice for notice in Pipeline().run(note).notices)


def test_a_call_is_a_script() -> None:
    """Opening, questions to ask, a line for the family's answer, points, close."""
    note = Note(
        "concern",
        "missed 3 of 5 readings. ask what evenings look like",
        channel="call",
        student=Student("Maya", "she/her"),
        teacher=Teacher("Ms. Ray"),
        family=Family("Mr. Ortiz", "father"),
    )
    script = body(Pipeline().run(note))
    order = [
        script.index(part)
        for part in (
            "Hello Mr. Ortiz, this is Ms. Ray.",
            "Questions to ask:",
            "What the family says:",
            "Points to make:",
            "Close:",
        )
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("Finished unit 3 on Friday.", "who finished,"),
        ("Am Lit update. Finished unit 3 on Friday.", "how would you say"),
    ],
)
def test_a_question_about_the_doer_reads_as_one(note: str, asked: str) -> None:
    """The verb is asked about in running text ("who finished"), and a word that no doer goes with is not asked for."""
    questions = Pipeline().run(Note(kind="weekly_update", note=note)).questions
    assert any(asked in question.ask for question in questions)
    assert not any("who Am" in question.ask or "who am" in question.ask for question in questions)
