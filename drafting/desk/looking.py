"""What is seen when a page is looked at: rows, questions, review, marks; read again only where the page has changed."""

from __future__ import annotations

from drafting import asking, routing
from drafting.desk.marking import Mark, Suggestion, mark, suggest
from drafting.desk.settled import Settled, key
from drafting.desk.state import Page, Said, trace_sentences
from drafting.facts.sheet import speaking_of
from drafting.pipeline import judge
from drafting.prompts import load_kind
from drafting.review import review
from drafting.types import Draft, Fact, FactSheet, Message, Note, Question, Review

__all__ = ["Look"]


class Look:
    """The latest look at a page. ``sheet`` is None without a note, ``review`` without a message."""

    def __init__(self) -> None:
        self.sheet: FactSheet | None = None
        self.questions: tuple[Question, ...] = ()
        self.review: Review | None = None
        self.said: tuple[Said, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.suggestions: tuple[Suggestion, ...] = ()
        self._read: object = None

    def look(self, page: Page, note: Note) -> None:
        """Look at the whole page; ``note`` is the page's note without answers."""
        self.read(page, note)
        self.questions = self._questions(page)
        self._look_at_message(page, note)

    def read(self, page: Page, note: Note) -> None:
        """Read the note with all that is settled; typing in the message leaves it as it was read."""
        if not page.words.strip() and not page.asked:
            self.sheet, self._read = None, None
            return
        wanted = (note, page.rows, page.asked)
        if wanted != self._read:
            self.sheet = Settled(page.rows, page.asked).read(note)
            self._read = wanted

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The rows of the sheet."""
        return self.sheet.facts if self.sheet else ()

    def judge(self, body: str, page: Page, note: Note) -> Review:
        """Review a text as if it stood in the message."""
        if self.sheet is not None:
            return judge(Draft(Message(page.subject or None, body), (), page.writer or "offline"), self.sheet)
        # a message of hers without a note: nothing can be said about what it rests on
        return review(
            body,
            kind=page.kind,
            channel=page.channel,
            language=page.language,
            student=note.student,
            family=note.family,
            teacher=note.teacher,
            class_list=note.class_list,
            parent_message=note.parent_message,
        )

    def waiting(self, page: Page) -> list[Fact]:
        """Return the rows that matter and are not settled yet."""
        return [
            fact
            for fact in self.facts
            if fact.state in {"check", "left"}
            and fact.send == "must"
            and page.rows.get(key(fact)) != "leave"
            and key(fact) not in page.skipped
        ]

    def name_of(self, question: Question) -> str:
        """Return what a question is remembered by: the words of its row, or its own."""
        row = next((fact for fact in self.facts if fact.id == question.fact), None)
        return key(row) if row else question.ask

    def _questions(self, page: Page) -> tuple[Question, ...]:
        sheet = self.sheet
        if sheet is None or not page.asking or routing.route(sheet.note, sheet) is not None:
            return ()
        name = speaking_of(sheet.note).name if sheet.note.student.name else None
        found = asking.ask(sheet, needs=load_kind(sheet.note.kind).needs, name=name)
        if not found and page.status == "needs_answers" and not page.body:
            about = f"What would you like the family to know about {name or 'the class'}?"
            found = (Question(about, None, "the message itself"),)
        return tuple(one for one in found if self.name_of(one) not in page.skipped)

    def _look_at_message(self, page: Page, note: Note) -> None:
        if not page.body.strip():
            self.review, self.said, self.marks, self.suggestions = None, (), (), ()
            return
        sheet = self.sheet or FactSheet(note, ())
        self.review = self.judge(page.body, page, note)
        self.said = trace_sentences(page, sheet)
        self.suggestions = suggest(page.body, self.review, note=sheet.note, kept=frozenset(page.kept))
        self.marks = mark(page.body, self.review, self.suggestions)
