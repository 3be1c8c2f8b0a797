"""The JSON that goes in and comes out: where a stranger's dictionary becomes a Note, and a result a dictionary.

Reading is strict and in plain code rather than through a schema library, because every refusal must be one sentence
that a teacher can act on: which field, what is wrong with it, what is known instead. Writing gives exactly the keys
of the contract, in its order.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeGuard

from drafting.errors import InputError
from drafting.types import (
    CHANNELS,
    Answer,
    Channel,
    Fact,
    Family,
    Fidelity,
    Message,
    Note,
    Outcome,
    Question,
    Readability,
    Review,
    Sentence,
    Span,
    Student,
    Teacher,
    Verdict,
)

LONGEST_TEXT = 20_000
"""Characters: what a note, a message or a parent's message may hold at most."""

_NOTE_FIELDS = (
    "id", "kind", "note", "channel", "language", "student", "family", "teacher", "parent_message", "class_list", "date",
    "answers",
)  # fmt: skip
_REVIEW_FIELDS = (
    "id", "kind", "message", "channel", "note", "parent_message", "student", "family", "known_adults", "language",
    "teacher", "class_list",
)  # fmt: skip
_WHO = ("child", "i", "you")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """A finished message and what is on record about it, as ``drafting review`` reads it."""

    kind: str
    message: str
    id: str | None = None
    channel: Channel = "email"
    language: str = "en"
    note: str | None = None
    parent_message: str | None = None
    student: Student | None = None
    family: Family | None = None
    known_adults: tuple[str, ...] | None = None
    teacher: Teacher | None = None
    class_list: tuple[str, ...] = ()


def note_from_json(data: object) -> Note:
    """Read one Note; every optional field may be null. Raise InputError with one plain sentence for anything else."""
    fields = _object(data, "The note", known=_NOTE_FIELDS)
    text = _text(fields, "note", limit=LONGEST_TEXT)
    kind = _kind(fields)
    if text is None:
        raise InputError("The note is empty: write what happened, in a few words, in the field 'note'.")
    return Note(
        kind=kind,
        note=text,
        id=_text(fields, "id"),
        channel=_channel(fields),
        language=_text(fields, "language") or "en",
        student=_student(fields) or Student(),
        family=_family(fields) or Family(),
        teacher=_teacher(fields) or Teacher(),
        parent_message=_text(fields, "parent_message", limit=LONGEST_TEXT),
        class_list=_names(fields, "class_list") or (),
        date=_date(fields),
        answers=_answers(fields),
    )


def request_from_json(data: object) -> ReviewRequest:
    """Read what ``drafting review`` is given; ``student`` and ``family`` may be a plain name. Raise InputError."""
    fields = _object(data, "The message to review", known=_REVIEW_FIELDS)
    message = _text(fields, "message", limit=LONGEST_TEXT, strip=False)
    kind = _kind(fields)
    if message is None:
        raise InputError("There is no message to review: put its words in the field 'message'.")
    return ReviewRequest(
        kind=kind,
        message=message,
        id=_text(fields, "id"),
        channel=_channel(fields),
        language=_text(fields, "language") or "en",
        note=_text(fields, "note", limit=LONGEST_TEXT),
        parent_message=_text(fields, "parent_message", limit=LONGEST_TEXT),
        student=_student(fields, plain=True),
        family=_family(fields, plain=True),
        known_adults=_names(fields, "known_adults"),
        teacher=_teacher(fields),
        class_list=_names(fields, "class_list") or (),
    )


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """Return the result of ``drafting draft`` with exactly the keys of the contract, ready for ``json.dumps``."""
    return {
        "id": outcome.id,
        "status": outcome.status,
        "writer": outcome.writer,
        "message": _message_to_json(outcome.message),
        "facts": [fact_to_json(fact) for fact in outcome.facts],
        "sentences": [_sentence_to_json(sentence) for sentence in outcome.sentences],
        "questions": [_question_to_json(question) for question in outcome.questions],
        "review": None if outcome.review is None else review_to_json(outcome.review),
        "notices": list(outcome.notices),
    }


def review_to_json(review: Review) -> dict[str, Any]:
    """Return the review with exactly the keys of the contract; a figure that could not be computed is null."""
    return {
        "criteria": {name: _verdict_to_json(verdict) for name, verdict in review.criteria.items()},
        "readability": _readability_to_json(review.readability),
        "fidelity": None if review.fidelity is None else _fidelity_to_json(review.fidelity),
        "gates": {"passed": review.gates.passed, "not_met": list(review.gates.not_met)},
    }


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """Return one row of the fact sheet; its pattern stays inside, because only the writers can fill it."""
    return {
        "id": fact.id,
        "text": fact.text,
        "start": fact.start,
        "end": fact.end,
        "type": fact.type,
        "who": fact.who,
        "send": fact.send,
        "state": fact.state,
        "sentence": fact.sentence,
        "why": fact.why,
    }


# --- reading ---------------------------------------------------------------------------------------------------------


def _object(data: object, what: str, *, known: Sequence[str]) -> Json:
    if not _is_object(data):
        raise InputError(f"{what} must be a JSON object with named fields, not {_called(data)}.")
    for name in data:
        if name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"the known fields are {', '.join(known)}."
            raise InputError(f"{what} has an unknown field '{_shown(name)}'; {hint}")
    return data


def _is_object(data: object) -> TypeGuard[Json]:
    return isinstance(data, Mapping) and all(isinstance(name, str) for name in data)


def _called(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, Sequence) else "an object"


def _shown(text: str) -> str:
    """Keep a stranger's words printable and short inside one sentence."""
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return plain if len(plain) <= 40 else plain[:39] + "…"


def _text(fields: Json, name: str, *, inside: str = "", limit: int = 1_000, strip: bool = True) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    return _words(value, inside + name, limit=limit, strip=strip)


def _words(value: object, where: str, *, limit: int = 1_000, strip: bool = True) -> str | None:
    if not isinstance(value, str):
        raise InputError(f"The field '{where}' must be text in quotes, not {_called(value)}.")
    if len(value) > limit:
        raise InputError(f"The field '{where}' has {len(value):,} characters; {limit:,} is the most: shorten it.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError(f"The field '{where}' is not valid UTF-8 text: save it as UTF-8 and try again.") from None
    if not value.strip():
        return None
    # The note keeps its own spacing: the offsets of the facts point into it as the teacher wrote it.
    return value.strip() if strip and where != "note" else value


def _kind(fields: Json) -> str:
    known = _kinds()
    kind = _text(fields, "kind")
    if kind is None:
        raise InputError(f"The kind of message is missing; choose one of {', '.join(known)}.")
    if kind not in known:
        near = get_close_matches(kind.lower().replace(" ", "_").replace("-", "_"), known, n=1)
        hint = f"did you mean '{near[0]}'? The kinds are" if near else "the kinds are"
        raise InputError(f"'{_shown(kind)}' is not a known kind of message; {hint} {', '.join(known)}.")
    return kind


def _kinds() -> tuple[str, ...]:
    from drafting import prompts

    return prompts.kinds()


def _channel(fields: Json) -> Channel:
    channel = _text(fields, "channel")
    if channel is None:
        return "email"
    if channel not in CHANNELS:
        raise InputError(f"'{_shown(channel)}' is not a known channel; choose one of {', '.join(CHANNELS)}.")
    return channel


def _student(fields: Json, *, plain: bool = False) -> Student | None:
    part = _part(fields, "student", known=("name", "pronouns"), plain=plain)
    if part is None:
        return None
    return Student(name=_text(part, "name", inside="student."), pronouns=_text(part, "pronouns", inside="student."))


def _family(fields: Json, *, plain: bool = False) -> Family | None:
    part = _part(fields, "family", known=("addressed_as", "relationship", "language", "adults"), plain=plain)
    if part is None:
        return None
    return Family(
        addressed_as=_text(part, "addressed_as", inside="family."),
        relationship=_text(part, "relationship", inside="family."),
        language=_text(part, "language", inside="family."),
        adults=_names(part, "adults", inside="family.") or (),
    )


def _teacher(fields: Json) -> Teacher | None:
    part = _part(fields, "teacher", known=("name", "subject", "grade"), plain=False)
    if part is None:
        return None
    return Teacher(
        name=_text(part, "name", inside="teacher."),
        subject=_text(part, "subject", inside="teacher."),
        grade=_text(part, "grade", inside="teacher."),
    )


def _part(fields: Json, name: str, *, known: Sequence[str], plain: bool) -> Json | None:
    """Read an object inside the object; where plain names are welcome, text stands for its first field."""
    value = fields.get(name)
    if value is None:
        return None
    if plain and isinstance(value, str):
        return {known[0]: value}
    return _object(value, f"The field '{name}'", known=known)


def _names(fields: Json, name: str, *, inside: str = "") -> tuple[str, ...] | None:
    value = fields.get(name)
    if value is None:
        return None
    where = inside + name
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise InputError(f"The field '{where}' must be a list of names, not {_called(value)}.")
    names = (_words(item, f"{where}[{number}]") for number, item in enumerate(value))
    return tuple(item for item in names if item is not None)


def _date(fields: Json) -> str | None:
    date = _text(fields, "date")
    if date is None:
        return None
    try:
        parsed = dt.date.fromisoformat(date)
    except ValueError:
        parsed = None
    # fromisoformat also reads "20260310" and week dates, which later readers would not expect.
    if parsed is None or parsed.isoformat() != date:
        raise InputError(f"The field 'date' must be a day such as 2026-03-10, not '{_shown(date)}'.")
    return date


def _answers(fields: Json) -> dict[str, Answer]:
    value = fields.get("answers")
    if value is None:
        return {}
    if not _is_object(value):
        raise InputError(f"The field 'answers' must be an object from question to answer, not {_called(value)}.")
    answers = {name: _answer(name, answer) for name, answer in value.items() if answer is not None}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _answer(name: str, value: object) -> Answer | None:
    where = f"answers.{_shown(name)}"
    if isinstance(value, str):
        return _words(value, where, limit=LONGEST_TEXT)
    if not _is_object(value):
        raise InputError(f"The field '{where}' must be text, or an object with 'who' or 'sentence'.")
    part = _object(value, f"The field '{where}'", known=("who", "sentence"))
    answer: dict[str, str] = {}
    who = _text(part, "who", inside=where + ".")
    if who is not None:
        if who not in _WHO:
            raise InputError(f"The field '{where}.who' must be one of {', '.join(_WHO)}, not '{_shown(who)}'.")
        answer["who"] = who
    sentence = _text(part, "sentence", inside=where + ".", limit=LONGEST_TEXT)
    if sentence is not None:
        answer["sentence"] = sentence
    return answer or None


# --- writing ---------------------------------------------------------------------------------------------------------


def _message_to_json(message: Message | None) -> dict[str, Any] | None:
    return None if message is None else {"subject": message.subject, "body": message.body}


def _sentence_to_json(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "role": sentence.role, "facts": list(sentence.facts)}


def _question_to_json(question: Question) -> dict[str, Any]:
    return {"ask": question.ask, "fact": question.fact, "unlocks": question.unlocks}


def _span_to_json(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.verdict,
        "spans": [_span_to_json(span) for span in verdict.spans],
        "why": verdict.why,
        "instead": verdict.instead,
        "source": verdict.source,
    }


def _readability_to_json(readability: Readability) -> dict[str, Any]:
    return {
        "language": readability.language,
        "words": readability.words,
        "sentences": readability.sentences,
        "grade_band": readability.grade_band,
        "indices": {name: _figure(value) for name, value in readability.indices.items()},
        "long_sentences": [_span_to_json(span) for span in readability.long_sentences],
        "hard_words": [_span_to_json(span) for span in readability.hard_words],
    }


def _figure(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _fidelity_to_json(fidelity: Fidelity) -> dict[str, Any]:
    return {
        "unsupported": [_span_to_json(span) for span in fidelity.unsupported],
        "reversed": [_span_to_json(span) for span in fidelity.reversed],
        "missing": list(fidelity.missing),
    }
