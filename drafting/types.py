"""Every noun of Kindnote as a frozen value.

All offsets are Python string indices (code points), half open, into the text that the docstring names, so that
``text[span.start:span.end] == span.text`` always holds. Nothing here imports anything from the project but
``drafting.shown``, which shows them in a notebook: these are the lowest floors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Channel = Literal["email", "text", "app", "letter", "call"]
CHANNELS: tuple[Channel, ...] = ("email", "text", "app", "letter", "call")

Who = Literal["child", "i", "you", "we", "other", "unknown"]
Send = Literal["must", "may", "never"]
State = Literal["sure", "check", "left", "never"]
VerdictValue = Literal["met", "not_met", "na", "unsure"]
Status = Literal["drafted", "needs_answers", "not_drafted"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: half-open code-point offsets and the exact words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Student:
    """The child a message is about; ``name`` is None for a whole-class message."""

    name: str | None = None
    pronouns: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The adults who will read the message, as far as the record knows them."""

    addressed_as: str | None = None
    relationship: str | None = None
    language: str | None = None
    adults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Teacher:
    """The person who signs."""

    name: str | None = None
    subject: str | None = None
    grade: str | None = None


Answer = str | Mapping[str, str]
"""What the teacher said to a question or a row: words, ``{"who": ...}``, ``{"sentence": ...}``, "send" or "leave"."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the teacher jotted, and what is on record about whom it concerns."""

    kind: str
    note: str
    id: str | None = None
    channel: Channel = "email"
    language: str = "en"
    student: Student = field(default_factory=Student)
    family: Family = field(default_factory=Family)
    teacher: Teacher = field(default_factory=Teacher)
    parent_message: str | None = None
    class_list: tuple[str, ...] = ()
    date: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the fact sheet: a clause of the note and what will be done with it.

    ``start`` and ``end`` are offsets into ``Note.note``; ``text`` is those words unchanged.
    ``pattern`` is the proposed sentence with slots for the child (see drafting.facts.patterns): ``{name}``, ``{they}``,
    ``{them}``, ``{their}``, ``{theirs}``, ``{themself}`` and agreeing verbs such as ``{was/were}``. ``sentence`` is the
    same with the slots filled for a sentence that stands alone. A row without a proposal has neither.
    """

    id: str
    text: str
    start: int
    end: int
    type: str
    who: Who
    send: Send
    state: State
    sentence: str | None
    why: str
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The note and all its rows, in the order of the note."""

    note: Note
    facts: tuple[Fact, ...]

    def _repr_html_(self) -> str:
        from drafting import shown

        return shown.sheet_html(self)

    def _repr_markdown_(self) -> str:
        from drafting import shown

        return shown.sheet_markdown(self)


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the teacher; ``fact`` is the row it settles, ``unlocks`` what her answer makes possible."""

    ask: str
    fact: str | None
    unlocks: str


@dataclass(frozen=True, slots=True)
class Message:
    """What the family would read. ``subject`` is None where the channel has none."""

    subject: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the message: its words, its role, and the ids of the facts it rests on.

    ``role`` is "fact" or an allowed speech act: greeting, question, thanks, validation, offer, frame, sign_off.
    """

    text: str
    role: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A message with its provenance: ``writer`` names who wrote it, ``notices`` what the teacher should know."""

    message: Message
    sentences: tuple[Sentence, ...]
    writer: str
    notices: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        from drafting import shown

        return shown.draft_html(self)

    def _repr_markdown_(self) -> str:
        from drafting import shown

        return shown.draft_markdown(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One criterion's answer about one message; spans are offsets into the message."""

    verdict: VerdictValue
    spans: tuple[Span, ...] = ()
    why: str = ""
    instead: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard the message is to read: counts, a band for people ("about grade 4-6"), published indices.

    Counts leave the greeting and the signature block out. ``grades`` are the lowest and the highest US grade of the
    band (English only); ``plainer`` maps a hard word, as it stands in the message, to what to say instead
    (alternatives parted by " / "); ``note`` says why no level is given, or what a level does not mean.
    """

    language: str
    words: int
    sentences: int
    grade_band: str | None
    indices: Mapping[str, float | None]
    long_sentences: tuple[Span, ...] = ()
    hard_words: tuple[Span, ...] = ()
    syllables: int = 0
    grades: tuple[int, int] | None = None
    plainer: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The message against the note: what is not in the note, what is turned round, what was left out."""

    unsupported: tuple[Span, ...] = ()
    reversed: tuple[Span, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gates:
    """The criteria that are never averaged away."""

    passed: bool
    not_met: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """All that can be said of a finished message; ``criteria`` is keyed by the ids of the rubric."""

    criteria: Mapping[str, Verdict]
    readability: Readability
    fidelity: Fidelity | None
    gates: Gates

    def _repr_html_(self) -> str:
        from drafting import shown

        return shown.review_html(self)

    def _repr_markdown_(self) -> str:
        from drafting import shown

        return shown.review_markdown(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a note arrived at the end of the road.

    ``facts`` always holds every clause; ``message`` is None when nothing could be said; ``trace`` tells, step by step,
    what was tried (writer, round, findings) for whoever asks why.
    """

    id: str | None
    status: Status
    writer: str
    message: Message | None
    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...] = ()
    questions: tuple[Question, ...] = ()
    review: Review | None = None
    notices: tuple[str, ...] = ()
    trace: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        from drafting import shown

        return shown.outcome_html(self)

    def _repr_markdown_(self) -> str:
        from drafting import shown

        return shown.outcome_markdown(self)
