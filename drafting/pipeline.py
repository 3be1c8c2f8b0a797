"""The road of a note: facts, route, ask, write, review, revise; one call, one Outcome.

The offline writer needs nothing; with a model the same road masks, asks the model, and falls back sentence by sentence
to the offline writer wherever a gate is not met.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drafting import asking, routing
from drafting.errors import ModelError
from drafting.facts.sheet import read, speaking_of
from drafting.prompts import Kind, load_kind
from drafting.review import judge_gates, review
from drafting.types import Draft, Fact, FactSheet, Note, Outcome, Question, Review, Sentence, Span, Status
from drafting.writers import offline

if TYPE_CHECKING:
    from drafting.models import ChatModel, Completion, Request
    from drafting.writers.model import ModelWriter

__all__ = ["Pipeline"]

ROUNDS = 2


class Pipeline:
    """Turns notes into outcomes.

    ``model``: None for the offline writer, a spec ("openai:NAME", "langchain:PROVIDER:NAME") or a ChatModel. ``seed``
    varies the offline writer's plain frames. ``ask=False``: draft without the answers and say so in the notices.
    """

    def __init__(self, model: str | ChatModel | None = None, *, seed: int = 0, ask: bool = True) -> None:
        self._model = model
        self._writer: ModelWriter | None = None
        self._seed = seed
        self._ask = ask

    def run(self, note: Note) -> Outcome:
        """Take one note down the whole road.

        Raises ModelError when a model is asked for and cannot answer; the note itself is never at fault for that.
        """
        steps = self.steps(note)
        try:
            request = next(steps)
            while True:
                assert self._writer is not None  # noqa: S101 (only a writer makes requests)
                try:
                    answered = self._writer.chat.complete(request.messages, schema=request.schema)
                except ModelError as error:
                    request = steps.throw(error)
                else:
                    request = steps.send(answered)
        except StopIteration as arrived:
            outcome: Outcome = arrived.value
            return outcome

    def steps(self, note: Note) -> Generator[Request, Completion, Outcome]:
        """Do what ``run`` does, but leave the calls to others: yield each request, be sent its answer.

        A ModelError thrown in stands for an answer that never comes.
        """
        sheet = read(note)
        kind = load_kind(note.kind)
        found = routing.route(note, sheet)
        if found is not None:
            return Outcome(
                note.id,
                "not_drafted",
                "none",
                None,
                sheet.facts,
                notices=found.notices,
                trace=(f"route: {found.topic}",),
            )
        draft, judged, sheet, trace = yield from self._write(sheet, kind)
        # Of the sheet as it was written from: what the review took out of the draft is worth a question as well.
        questions = asking.ask(sheet, needs=kind.needs, name=speaking_of(note).name if note.student.name else None)
        notices = [*_language_notice(note, self._model), *_held(sheet, questions, asked=self._ask), *draft.notices]
        said = {ident for sentence in draft.sentences for ident in sentence.facts}
        cut = self._ask and questions and not note.answers and asking.torso(sheet, said, needs=kind.needs)
        if not said or cut:
            notices += [f"Ready, and waits for the rest: “{fact.text}”." for fact in sheet.facts if fact.id in said]
            return Outcome(
                note.id,
                "needs_answers",
                draft.writer,
                None,
                sheet.facts,
                questions=questions or (_anything(note),),
                notices=tuple(notices),
                trace=trace,
            )
        if not self._ask and questions:
            notices += [f"Not asked, so left open: {question.ask}" for question in questions]
            questions = ()
        if not judged.gates.passed:
            notices.append(
                "Not ready: "
                + ", ".join(judged.gates.not_met)
                + " could not be met; please look at the sentences marked."
            )
        ready = judged.gates.passed and judged.criteria["length-fits"].verdict != "not_met" and not questions
        status: Status = "drafted" if ready else "needs_answers"
        return Outcome(
            note.id,
            status,
            draft.writer,
            draft.message,
            sheet.facts,
            draft.sentences,
            questions,
            judged,
            tuple(notices),
            trace,
        )

    def _write(
        self, sheet: FactSheet, kind: Kind
    ) -> Generator[Request, Completion, tuple[Draft, Review, FactSheet, tuple[str, ...]]]:
        first = _offline(sheet, kind, seed=self._seed, whole=self._model is None)
        draft, settled, trace = first.draft, first.sheet, first.trace
        if first.review is not None:
            return draft, first.review, settled, trace
        from drafting.revising import revising
        from drafting.writers.model import ModelWriter

        if self._writer is None:
            self._writer = ModelWriter(self._model)
        asking = revising(settled, lambda one: judge(one, sheet), draft, rounds=ROUNDS)
        try:
            wanted = next(asking)
            while True:
                try:
                    answered = yield self._writer.request(
                        settled,
                        seed=self._seed,
                        findings=wanted.findings,
                        previous=wanted.previous,
                        plain=first.plain,
                    )
                except ModelError as error:
                    wanted = asking.throw(error)
                else:
                    wanted = asking.send(self._writer.read(answered, settled, seed=self._seed))
        except StopIteration as done:
            draft, judged, steps = done.value
        return draft, judged, settled, (*trace, *steps)

    def as_runnable(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 - langchain_core is imported where it is used
        """Return the whole road as a LangChain Runnable: Note (or its JSON) in, Outcome out."""
        from drafting.runnable import as_runnable

        return as_runnable(self)


def judge(draft: Draft, sheet: FactSheet) -> Review:
    """Review a draft against the sheet that it was written from."""
    note = _as_called(sheet.note)
    return review(
        draft.message.body,
        kind=note.kind,
        channel=note.channel,
        note=note,
        language=note.language if draft.writer != offline.WRITER else "en",
        sheet=sheet,
    )


def _as_called(note: Note) -> Note:
    """Return the note with the name that it says the child goes by beside the one on record: both are the child's."""
    called, on_record = speaking_of(note).name, note.student.name
    if on_record and called not in on_record:
        return replace(note, student=replace(note.student, name=f"{called} {on_record}"))
    return note


@dataclass(frozen=True, slots=True)
class _Offline:
    """The offline draft, and the sheet as far as it can be said.

    ``plain`` is what the writer makes of that sheet by itself, where that is the draft; ``review`` is None where only
    the gates were asked.
    """

    draft: Draft
    sheet: FactSheet
    trace: tuple[str, ...]
    plain: Draft | None
    review: Review | None


def _offline(sheet: FactSheet, kind: Kind, *, seed: int, whole: bool) -> _Offline:
    """Write offline; a sentence that a gate marks is taken out, its facts held back and told to the teacher.

    ``whole``: review the draft by every criterion, not only by the gates.
    """
    trace: list[str] = []
    notices: list[str] = []
    unsaid: frozenset[str] = frozenset()
    current = sheet
    for number in range(ROUNDS + 2):
        written = current
        draft = offline.write(current, seed=seed, unsaid=unsaid, kind=kind)
        judged = judge(draft, sheet) if whole else None
        verdicts = (
            judged.criteria if judged else judge_gates(draft.message.body, note=_as_called(sheet.note), sheet=sheet)
        )
        not_met = judged.gates.not_met if judged else [name for name in verdicts if verdicts[name].verdict == "not_met"]
        trace.append(f"offline, round {number}: " + (f"reconsider {', '.join(not_met)}" if not_met else "gates met"))
        if not not_met:
            break
        marked = list(_marked(draft, [span for name in not_met for span in verdicts[name].spans]))
        bad = {ident for sentence in marked for ident in sentence.facts}
        unfit = [span for name in not_met if name in _NOT_FOR_A_MESSAGE for span in verdicts[name].spans]
        private = {ident for sentence in _marked(draft, unfit) for ident in sentence.facts}
        unsaid |= {sentence.text for sentence in marked if not sentence.facts}
        if not marked:
            break
        notices += [f"Held back after review: “{fact.text}”." for fact in current.facts if fact.id in bad]
        current = FactSheet(
            sheet.note,
            tuple(_set_aside(fact, private=fact.id in private) if fact.id in bad else fact for fact in current.facts),
        )
    draft = replace(draft, notices=(*draft.notices, *notices))
    return _Offline(draft, current, tuple(trace), draft if written is current and not unsaid else None, judged)


_NOT_FOR_A_MESSAGE = frozenset({"no-other-child", "no-labels", "no-blame"})


def _set_aside(fact: Fact, *, private: bool) -> Fact:
    return replace(fact, state="check", why=asking.UNFIT if private else "held back after review")


def _marked(draft: Draft, spans: Sequence[Span]) -> Iterator[Sentence]:
    """Yield the sentences that the spans of a gate which is not met touch."""
    body = draft.message.body
    for sentence in draft.sentences:
        start = body.find(sentence.text)
        end = start + len(sentence.text)
        if start >= 0 and any(span.start < end and start < span.end for span in spans):
            yield sentence


def _language_notice(note: Note, model: object) -> list[str]:
    if note.language != "en" and model is None:
        return [
            f"The message is in English: writing offline knows only English, and “{note.language}” was asked for. A person or a model must translate it."
        ]
    return []


def _held(sheet: FactSheet, questions: tuple[Question, ...], *, asked: bool) -> list[str]:
    """Tell every row that waits, beyond those that a question names."""
    named = {question.fact for question in questions} if asked else set()
    return [
        f"Not said yet: “{fact.text}” ({fact.why})."
        for fact in sheet.facts
        if fact.state in {"check", "left"} and fact.id not in named and fact.type not in {"instruction", "aside"}
    ]


def _anything(note: Note) -> Question:
    who = note.student.name or "the class"
    return Question(
        f"What would you like the family to know about {who}? A few plain words are enough.", None, "the message itself"
    )


def answered(note: Note, answers: Mapping[str, object]) -> Note:
    """Return the note with more answers put in."""
    return replace(note, answers={**note.answers, **answers})  # type: ignore[dict-item]
