"""The desk: what she tells, what her note became, the message and its marks, and every verb of the page.

No verb raises for what a person may do: what went wrong is one sentence in ``failure``. State changes are told through
the trait ``version``, which counts up once a verb; views look at the desk then, and at nothing else. A model writes in a
thread of its own, so that the page stays alive; all state is behind one lock.
"""

from __future__ import annotations

import datetime as dt
import threading
import traceback
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, cast

from traitlets import HasTraits, Int

from drafting import asking, routing
from drafting.contract import LONGEST_TEXT
from drafting.desk import state as states
from drafting.desk.downloads import Download, download
from drafting.desk.marking import Mark, Suggestion, mark, suggest
from drafting.desk.merging import merge
from drafting.desk.rewording import AXES, Axis, Variant, reword
from drafting.desk.settled import Settled, key
from drafting.desk.state import Page, Said
from drafting.desk.voice import Voice, listen, speak, voice_from_json, voice_to_json
from drafting.desk.watching import StoppedError, Watched, readable
from drafting.drawer import Child, Drawer, Work, children_from_csv
from drafting.errors import DraftingError, InputError, ModelError
from drafting.facts.sheet import speaking_of
from drafting.ledger import Entry, Ledger
from drafting.models import ChatModel
from drafting.pipeline import Pipeline, judge
from drafting.prompts import kinds, load_kind
from drafting.review import review
from drafting.types import (
    CHANNELS,
    Answer,
    Channel,
    Draft,
    Fact,
    FactSheet,
    Family,
    Message,
    Note,
    Outcome,
    Question,
    Review,
    Student,
    Teacher,
)  # fmt: skip

__all__ = ["Desk"]

_P = ParamSpec("_P")
UNDOS = 100
LAST_EVENING = dt.timedelta(hours=12)
"""Work younger than this lies open on the desk again; older work is offered."""


def _verb(
    *, undo: str | None = None
) -> Callable[[Callable[Concatenate[Desk, _P], None]], Callable[Concatenate[Desk, _P], None]]:
    """Make a method a verb of the desk: locked, undone by ``undo``'s name, saved, told, and never raising at her."""

    def make(method: Callable[Concatenate[Desk, _P], None]) -> Callable[Concatenate[Desk, _P], None]:
        @wraps(method)
        def act(self: Desk, *args: _P.args, **kwargs: _P.kwargs) -> None:
            with self._lock:
                before = self._page
                self.failure = self.detail = ""
                try:
                    method(self, *args, **kwargs)
                except DraftingError as error:
                    self._page = before
                    self.failure = str(error)
                except Exception as error:  # noqa: BLE001 (told in one sentence, with the detail folded)
                    self._page = before
                    self.failure = "Something inside Kindnote went wrong. Your words are kept; please try once more."
                    self.detail = "".join(traceback.format_exception(error))
                self._finish(before, undo)

        return cast("Callable[Concatenate[Desk, _P], None]", act)

    return make


class Desk(HasTraits):
    """One message in the making.

    ``drawer`` and ``ledger`` keep things on this computer (None: the usual place; False: nowhere). ``model`` is a spec or
    a ChatModel, None for the offline writer. ``clock`` gives the local time.
    """

    version = Int(0)

    def __init__(
        self,
        *,
        drawer: Drawer | Literal[False] | None = None,
        ledger: Ledger | Literal[False] | None = None,
        model: str | ChatModel | None = None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
    ) -> None:
        super().__init__()
        self._lock = threading.RLock()
        self._clock = clock
        self._drawer = Drawer() if drawer is None else drawer or None
        self._ledger = Ledger() if ledger is None else ledger or None
        self._model: str | ChatModel | None = model
        self._model_key = ""
        self._undone: list[tuple[str, Page]] = []
        self._done: list[tuple[str, Page]] = []
        self._page = Page(id=uuid.uuid4().hex)
        self._children: tuple[Child, ...] = ()
        self._works: tuple[Work, ...] = ()
        self._read: object = None
        self._watched: Watched | None = None
        self._thread: threading.Thread | None = None
        self.failure = ""
        self.detail = ""
        self.arriving = ""
        self.saved_at = ""
        self.sent_out: tuple[str, ...] = ()
        self.sent_to = ""
        self.sheet: FactSheet | None = None
        self.questions: tuple[Question, ...] = ()
        self.review: Review | None = None
        self.said: tuple[Said, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.suggestions: tuple[Suggestion, ...] = ()
        self.variants: tuple[Variant, ...] = ()
        self.voice: Voice | None = None
        self._open()

    # --- what she tells -----------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """Everything that is saved and undone, as one frozen value."""
        return self._page

    @property
    def children(self) -> tuple[Child, ...]:
        """The class list."""
        return self._children

    @_verb(undo="the child")
    def about(self, name: str | None) -> None:
        """Write about a child of the class list, or about the whole class (None)."""
        child = next((one for one in self.children if one.name == name), None)
        if name and child is None:
            raise InputError(f"{name} is not on your class list yet; add the child first.")
        self._put(child=child or Child(""), whole_class=child is None)

    @_verb(undo="the child")
    def add_child(
        self,
        name: str,
        *,
        pronouns: str = "",
        adult: str = "",
        relationship: str = "",
        channel: str = "",
        language: str = "",
    ) -> None:
        """Put a child on the class list, or bring one up to date, and write about it."""
        if not name.strip():
            raise InputError("Please give the child's name.")
        if len(name) > 100 or len(adult) > 100:
            raise InputError("A name has at most 100 letters.")
        child = Child(
            name.strip(), pronouns.strip() or None, adult.strip() or None, relationship.strip() or None,
            channel or self._page.channel, language or self._page.language,
        )  # fmt: skip
        self._listed(child)
        self._put(child=child, whole_class=False, channel=child.channel, language=child.language)

    @_verb()
    def load_class(self, table: str) -> None:
        """Put a whole class on the list: the text of a CSV file, or names, one a line."""
        children = children_from_csv(table)
        self._listed(*children)

    @_verb(undo="the child")
    def strike_child(self, name: str) -> None:
        """Take a child off the class list."""
        if self._drawer:
            self._drawer.strike(name)
        self._children = tuple(one for one in self._children if one.name != name)
        if self._page.child.name == name:
            self._put(child=Child(""), whole_class=False)

    @_verb(undo="the choice")
    def choose(self, *, kind: str | None = None, channel: str | None = None, language: str | None = None) -> None:
        """Choose the kind of message, the channel or the language."""
        if kind is not None and kind not in kinds():
            raise InputError(f"There is no kind of message called '{kind[:40]}'.")
        if channel is not None and channel not in CHANNELS:
            raise InputError(f"There is no channel called '{channel[:40]}'.")
        page = self._page
        self._put(kind=kind or page.kind, channel=channel or page.channel, language=language or page.language)
        child = page.child
        if child.name and (channel or language):
            self._listed(replace(child, channel=channel or child.channel, language=language or child.language))

    @_verb(undo="your name")
    def sign_as(self, name: str) -> None:
        """Sign with this name, from now on."""
        self._put(teacher=name.strip()[:100])
        if self._drawer:
            self._drawer.put("teacher", name.strip()[:100] or None)

    @_verb(undo="typing")
    def jot(self, words: str) -> None:
        """Take the note as it stands now."""
        self._put(words=_fitting(words, "Your note"))

    @_verb(undo="typing")
    def hear(self, words: str) -> None:
        """Take the message of the family that she replies to."""
        self._put(parent_message=_fitting(words, "Their message"))

    # --- the fact sheet -----------------------------------------------------------------------------------------------

    @_verb(undo="who")
    def settle(self, fact: str, who: str) -> None:
        """Say who a row is about: "child", "i" or "you"."""
        self._answer(self._fact(fact), {"who": who})

    @_verb(undo="sending")
    def send(self, fact: str) -> None:
        """Say a row as it is proposed."""
        self._answer(self._fact(fact), "send")

    @_verb(undo="leaving out")
    def leave(self, fact: str) -> None:
        """Leave a row out."""
        self._answer(self._fact(fact), "leave")

    @_verb(undo="retyping")
    def retype(self, fact: str, sentence: str) -> None:
        """Say a row in her own sentence; other children's names are looked for again."""
        row = self._fact(fact)
        if not sentence.strip():
            raise InputError("There is no sentence yet: type one, or leave the row out.")
        self._refuse_others(sentence)
        self._answer(row, {"sentence": sentence.strip()})

    @_verb(undo="settling")
    def reopen(self, fact: str) -> None:
        """Take back what was settled about a row."""
        rows = {words: one for words, one in self._page.rows.items() if words != key(self._fact(fact))}
        self._put(rows=rows)
        self._rewrite()

    @_verb()
    def look_over(self) -> None:
        """She paused: now questions may be asked."""
        self._put(asking=bool(self._page.words.strip()))

    @_verb(undo="the answer")
    def answer(self, question: int, words: str) -> None:
        """Answer the question at this place of ``questions``: who, "send", "leave", or a few words."""
        asked = self.questions[question]
        if not words.strip():
            raise InputError("There is no answer yet: a few words are enough, or skip the question.")
        self._refuse_others(words)
        row = next((one for one in self.sheet.facts if one.id == asked.fact), None) if self.sheet else None
        if row is not None:
            self._answer(row, {"who": words} if words in {"child", "i", "you"} else words.strip())
        else:
            self._put(asked={**self._page.asked, asked.ask: self._as_sentence(words)})
            self._rewrite()

    @_verb(undo="skipping")
    def skip(self, question: int) -> None:
        """Leave a question unanswered; the message goes without."""
        asked = self.questions[question]
        self._put(skipped=(*self._page.skipped, (asked.fact and self._key_of(asked.fact)) or asked.ask))

    # --- the message --------------------------------------------------------------------------------------------------

    @_verb(undo="writing")
    def write(self) -> None:
        """Write the message from the note: at once offline, in a thread of its own with a model."""
        if not self._page.words.strip() and not self._page.asked:
            raise InputError("Your note is empty: jot what happened, in a few words.")
        self._put(asking=True)
        if self._model is None:
            self._arrive(Pipeline().run(self._note()))
            return
        self._stop()
        self.arriving = ""
        try:
            watched = Watched(self._opened(), on_text=self._hear)
        except DraftingError as error:
            self._without_model(error)
            return
        self._watched = watched
        self._thread = threading.Thread(target=self._write_with, args=(watched, self._note()), daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a model is writing."""
        return self._watched is not None

    @_verb()
    def cancel(self) -> None:
        """Stop the model; the note and the message stay as they are."""
        self._stop()

    def wait(self, seconds: float = 60) -> None:
        """Wait until the model has written (for scripts and tests; a page never waits)."""
        if self._thread is not None:
            self._thread.join(seconds)

    @_verb(undo="typing")
    def edit(self, body: str, subject: str | None = None) -> None:
        """Take the message as she has typed it."""
        body = _fitting(body, "The message")
        kept = self._page.subject if subject is None else subject.replace("\n", " ")[:300]
        self._put(body=body, subject=kept, chosen=None)

    @_verb(undo="the suggestion")
    def apply(self, suggestion: str) -> None:
        """Do what a suggestion offers."""
        one = next((each for each in self.suggestions if each.id == suggestion), None)
        if one is None or one.change is None:
            raise InputError("That suggestion is no longer there: the words have changed.")
        change, body = one.change, self._page.body
        self._put(body=(body[: change.start] + change.text + body[change.end :]).strip("\n"), chosen=None)

    @_verb(undo="keeping yours")
    def keep_mine(self, suggestion: str) -> None:
        """Keep her words; the suggestion is not made again for them."""
        self._put(kept=(*self._page.kept, suggestion))

    @_verb()
    def vary(self) -> None:
        """Say the message in other ways, side by side."""
        page, note = self._page, self._note()
        if not page.body.strip() or self.review is None:
            raise InputError("There is no message yet: write one first.")
        said = [one.sentence for one in self.said]
        found = [reword(page.body, axis, said=said, review=self.review, note=note) for axis in AXES]
        self.variants = tuple(found)

    @_verb(undo="the other way")
    def use(self, axis: Axis) -> None:
        """Take one of the other ways."""
        one = next((each for each in self.variants if each.axis == axis), None)
        if one is None:
            raise InputError("Those other ways belong to an earlier message: look at them again.")
        self._put(body=one.body, chosen=axis)

    @property
    def text(self) -> str:
        """The body of the message, exactly as it would be copied."""
        return self._page.body.strip()

    def download(self, form: Literal["txt", "docx"]) -> Download:
        """Return the message as a file. Raises InputError when there is no message."""
        if not self.text:
            raise InputError("There is no message yet: write one first.")
        name = f"message {self._clock().date().isoformat()}"
        return download(Message(self._page.subject or None, self.text), form, name=name, language=self._page.language)

    # --- sent, undone, kept -------------------------------------------------------------------------------------------

    @_verb()
    def mark_sent(self) -> None:
        """Write down that the message was sent: day, family, kind, channel, language; never its words."""
        page = self._page
        if self._ledger is None:
            raise InputError("There is no list of sent messages on this desk.")
        if not self.text:
            raise InputError("There is no message yet: write one first.")
        if page.sent is None:
            day = self._clock().date().isoformat()
            child = page.child
            entry = Entry(day, child.name, child.adult or "", page.kind, page.channel, page.language)
            self._put(sent=self._ledger.add(entry).id)

    @_verb()
    def unmark_sent(self) -> None:
        """Take the entry out again."""
        if self._ledger and self._page.sent is not None:
            self._ledger.remove(self._page.sent)
        self._put(sent=None)

    @property
    def last_sent(self) -> Entry | None:
        """What this family was sent last, before this message."""
        name = self._page.child.name
        if not (self._ledger and (name or self._page.whole_class)):
            return None
        return next((one for one in self._ledger.entries(name) if one.id != self._page.sent), None)

    @property
    def undoable(self) -> str:
        """What undo would take back, in words; empty for nothing."""
        return self._done[-1][0] if self._done else ""

    @property
    def redoable(self) -> str:
        """What redo would bring again."""
        return self._undone[-1][0] if self._undone else ""

    @_verb()
    def undo(self) -> None:
        """Take back the last thing done."""
        if self._done:
            name, page = self._done.pop()
            self._undone.append((name, self._page))
            self._page = replace(page, sent=self._page.sent)

    @_verb()
    def redo(self) -> None:
        """Do again what was taken back."""
        if self._undone:
            name, page = self._undone.pop()
            self._done.append((name, self._page))
            self._page = replace(page, sent=self._page.sent)

    @property
    def evenings(self) -> tuple[Work, ...]:
        """Other work that is kept, the newest first."""
        return tuple(work for work in self._works if work.id != self._page.id and states.holds(work.state))

    @_verb()
    def restore(self, ident: str | None = None) -> None:
        """Lay earlier work on the desk again: the newest, or the one of this id."""
        self._works = self._drawer.works() if self._drawer else ()
        works = self.evenings
        found = next((one for one in works if ident in {None, one.id}), None)
        if found is None:
            raise InputError("There is no earlier work to open.")
        self._stop()
        self._page = states.page_from_json(found.id, found.state)
        self._done, self._undone = [], []

    @_verb()
    def start_over(self) -> None:
        """Put this message away and begin another; what she was working on can be opened again."""
        self._stop()
        page = self._page
        self._page = Page(id=uuid.uuid4().hex, kind=page.kind, teacher=page.teacher)
        self._works = self._drawer.works() if self._drawer else ()
        self._done, self._undone = [], []
        self.sent_out, self.sent_to = (), ""

    @_verb()
    def forget(self) -> None:
        """Forget all unfinished work on this computer, this message too; the class list and the ledger stay."""
        if self._drawer:
            self._drawer.forget()
        self.start_over()

    # --- her voice, and who writes ------------------------------------------------------------------------------------

    @_verb()
    def learn_voice(self, text: str) -> None:
        """Read her voice from three to ten past messages, parted by lines of ``---``."""
        import re

        self.voice = listen(re.split(r"(?m)^\s*-{3,}\s*$", text))
        if self._drawer:
            self._drawer.put("voice", voice_to_json(self.voice))
        self._rewrite()

    @_verb()
    def forget_voice(self) -> None:
        """Write plainly again."""
        self.voice = None
        if self._drawer:
            self._drawer.put("voice", None)
        self._rewrite()

    @_verb()
    def write_with(self, model: str, *, key: str = "") -> None:
        """Let a model write from now on ("" for the offline writer); the key stays in memory and nowhere else."""
        spec = model.strip()
        self._model = None if spec.lower() in {"", "offline"} else spec
        self._model_key = key.strip()
        if self._drawer:
            self._drawer.put("model", self._model)

    @property
    def writer(self) -> str:
        """Who writes: "offline", or the model's spec or name."""
        return "offline" if self._model is None else self._model if isinstance(self._model, str) else self._model.name

    # --- inside -------------------------------------------------------------------------------------------------------

    def _listed(self, *children: Child) -> None:
        if self._drawer:
            self._drawer.remember(*children)
            self._children = self._drawer.children()
        else:
            self._children = tuple({one.name: one for one in (*self._children, *children)}.values())

    def _open(self) -> None:
        if self._drawer:
            self._children, self._works = self._drawer.children(), self._drawer.works()
            self._put(teacher=self._drawer.setting("teacher") or "")
            voice = self._drawer.setting("voice")
            self.voice = voice_from_json(voice) if voice else None
            if self._model is None:
                self._model = self._drawer.setting("model")
            newest = next(iter(self.evenings), None)
            if newest is not None and newest.state.get("sent") is None and self._is_recent(newest):
                self._page = states.page_from_json(newest.id, newest.state)
                self.saved_at = newest.changed
        self._look()

    def _is_recent(self, work: Work) -> bool:
        return self._clock() - dt.datetime.fromisoformat(work.changed) < LAST_EVENING

    def _put(self, **changes: Any) -> None:
        self._page = replace(self._page, **changes)

    def _finish(self, before: Page, undo: str | None) -> None:
        """After a verb: remember how to undo it, save, look at everything again, tell the views."""
        if self._page != before:
            if undo:
                self._remember(before, undo)
            self._save()
            self._look()
        self.version += 1

    def _remember(self, before: Page, undo: str) -> None:
        # one undo takes back a run of typing, not a letter
        going_on = undo == "typing" and self._done and self._done[-1][0] == "typing" and not self._undone
        if not (going_on and self._done[-1][1].same_but_typing(self._page)):
            self._done = [*self._done[-UNDOS:], (undo, before)]
        self._undone = []

    def _save(self) -> None:
        if self._drawer and states.holds(states.page_to_json(self._page)):
            try:
                self.saved_at = self._drawer.keep(self._page.id, states.page_to_json(self._page), now=self._clock())
            except Exception as error:  # noqa: BLE001 (the words are still on the page, and she must know)
                self.failure = f"Your words could not be saved just now ({error}); copy them before you close the page."

    def _note(self) -> Note:
        page = self._page
        names = tuple(child.name for child in self.children)
        return Note(
            kind=page.kind,
            note=page.words,
            channel=cast("Channel", page.channel),
            language=page.language,
            student=Student(page.child.name or None, page.child.pronouns),
            family=Family(
                page.child.adult,
                page.child.relationship,
                page.language,
                (page.child.adult,) if page.child.adult else (),
            ),
            teacher=Teacher(page.teacher or None),
            parent_message=page.parent_message or None,
            class_list=names,
            date=self._clock().date().isoformat(),
            answers=self._answers(),
        )

    def _answers(self) -> Mapping[str, Answer]:
        return self.sheet.note.answers if self.sheet is not None and self.sheet.note.note == self._page.words else {}

    def _look(self) -> None:
        """Read the note and the message again, as far as they have changed."""
        page = self._page
        self.variants = ()
        if not page.words.strip() and not page.asked:
            self.sheet, self.questions, self._read = None, (), None
        else:
            bare = replace(self._note(), answers={})
            read = (bare, page.rows, page.asked)
            if read != self._read:  # typing in the message leaves the note as it was read
                self.sheet = Settled(page.rows, page.asked).read(bare)
                self._read = read
            self.questions = self._open_questions()
        self._look_at_message()

    def _open_questions(self) -> tuple[Question, ...]:
        sheet = self.sheet
        if sheet is None or not self._page.asking or routing.route(sheet.note, sheet) is not None:
            return ()
        name = speaking_of(sheet.note).name if sheet.note.student.name else None
        found = asking.ask(sheet, needs=load_kind(sheet.note.kind).needs, name=name)
        if not found and self._page.status == "needs_answers" and not self._page.body:
            found = (
                Question(f"What would you like the family to know about {name or 'the class'}?", None, "the message"),
            )
        skipped = set(self._page.skipped)
        return tuple(one for one in found if ((one.fact and self._key_of(one.fact)) or one.ask) not in skipped)

    def _look_at_message(self) -> None:
        page = self._page
        if not page.body.strip():
            self.review, self.said, self.marks, self.suggestions = None, (), (), ()
            return
        sheet = self.sheet or FactSheet(self._note(), ())
        if self.sheet is None:  # a message of hers without a note: nothing can be said about what it rests on
            note = sheet.note
            self.review = review(
                page.body, kind=page.kind, channel=page.channel, language=page.language, student=note.student,
                family=note.family, teacher=note.teacher, class_list=note.class_list, parent_message=note.parent_message,
            )  # fmt: skip
        else:
            self.review = judge(Draft(Message(page.subject or None, page.body), (), page.writer or "offline"), sheet)
        self.said = states.trace_sentences(page, sheet)
        self.suggestions = suggest(page.body, self.review, note=sheet.note, kept=frozenset(page.kept))
        self.marks = mark(page.body, self.review, self.suggestions)

    def _fact(self, ident: str) -> Fact:
        found = next((one for one in self.sheet.facts if one.id == ident), None) if self.sheet else None
        if found is None:
            raise InputError("That row is no longer there: the note has changed.")
        return found

    def _key_of(self, ident: str) -> str:
        return key(self._fact(ident))

    def _answer(self, row: Fact, answer: Answer) -> None:
        self._put(rows={**self._page.rows, key(row): answer})
        self._rewrite()

    def _as_sentence(self, words: str) -> str:
        """A few words after "She ..." make a sentence; words that have a subject are one already."""
        return " ".join(words.split())

    def _refuse_others(self, sentence: str) -> None:
        """Raise InputError when a sentence names another child of the class list."""
        from drafting.facts.names import named_in
        from drafting.facts.people import find_people

        mine = (self._page.child.name or "").split()
        listed = [
            name
            for child in self.children
            for name in {child.name, child.name.split()[0]}
            if name not in {self._page.child.name, *mine[:1]}
        ]
        named = named_in(sentence, [*listed, *find_people(self._note()).others])
        if named:
            who = named[0]
            raise InputError(f"That sentence names {who}, who is another child. Say it without the name.")

    def _rewrite(self) -> None:
        """Bring a message that was written up to date with what she has just settled; a model is never called again."""
        if not self._page.written or self._page.writer != "offline":
            return
        self.sheet = Settled(self._page.rows, self._page.asked).read(replace(self._note(), answers={}))
        self._arrive(Pipeline().run(self._note()))

    def _arrive(self, outcome: Outcome, *, words: str | None = None, told: str = "") -> None:
        """Lay a finished outcome on the page; her own edits stay."""
        page = self._page
        if outcome.message is None:
            self._put(status=outcome.status, notices=outcome.notices, asking=True)
            return
        draft = Draft(outcome.message, outcome.sentences, outcome.writer)
        if self.voice is not None:
            draft = speak(draft, self.voice, note=self._note())
        body = (
            merge(page.written, page.body, draft.message.body)
            if page.written and page.body.strip()
            else draft.message.body
        )
        own_subject = bool(page.written) and page.subject != page.written_subject
        subject = page.subject if own_subject else draft.message.subject or ""
        by_id = {fact.id: key(fact) for fact in outcome.facts}
        self._put(
            status=outcome.status,
            notices=(*((told,) if told else ()), *outcome.notices),
            written=draft.message.body,
            written_subject=draft.message.subject or "",
            written_words=page.words if words is None else words,
            body=body,
            subject=subject,
            writer=outcome.writer,
            sentences=tuple(
                (one.text, one.role, tuple(by_id[ident] for ident in one.facts if ident in by_id))
                for one in draft.sentences
            ),
            asking=True,
            chosen=None,
        )

    # --- a model writes -----------------------------------------------------------------------------------------------

    def _opened(self) -> ChatModel:
        from drafting.models import open_model

        if isinstance(self._model, str) and self._model.startswith("openai:") and self._model_key:
            from drafting.models.openai import OpenAIModel

            return OpenAIModel(self._model.partition(":")[2], api_key=self._model_key)
        return open_model(self._model or "")

    def _stop(self) -> None:
        if self._watched is not None:
            self._watched.stop()
            self._note_sent(self._watched)
            self._watched = None
        self.arriving = ""

    def _note_sent(self, watched: Watched) -> None:
        self.sent_out = tuple(watched.sent)
        self.sent_to = watched.name if watched.sent else ""

    def _hear(self, so_far: str) -> None:
        """A piece of the answer has come; it is shown with the people put back."""
        from drafting.privacy import Mask

        self.arriving = Mask.for_note(self._note()).restore(readable(so_far))
        self.version += 1

    def _write_with(self, watched: Watched, note: Note) -> None:
        """Run in the thread: nothing of the desk is touched before the answer is whole."""
        outcome: Outcome | None = None
        trouble: Exception | None = None
        try:
            outcome = Pipeline(watched).run(note)
        except StoppedError:
            pass
        except Exception as error:  # noqa: BLE001 (told below, in one sentence)
            trouble = error
        with self._lock:
            if self._watched is not watched:  # stopped meanwhile: whatever came is not wanted any more
                if not self.sent_out:
                    self._note_sent(watched)
                self.version += 1
                return
            before = self._page
            self._watched = None
            self.arriving = ""
            self.failure = ""
            self._note_sent(watched)
            if outcome is not None:
                self._arrive(outcome, words=note.note)
            elif trouble is not None:
                self._without_model(trouble)
            self._finish(before, "writing")

    def _without_model(self, trouble: Exception) -> None:
        """The model is out of reach: say so, and write without it."""
        if isinstance(trouble, (ModelError, InputError)):
            self.failure = str(trouble)
        else:
            self.failure = "The model's answer could not be used."
            self.detail = "".join(traceback.format_exception(trouble))
        self._arrive(
            Pipeline().run(self._note()), told="The model could not write it: this is the draft made here, without it."
        )


def _fitting(words: str, what: str) -> str:
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if len(words) > LONGEST_TEXT:
        raise InputError(f"{what} has {len(words):,} characters; {LONGEST_TEXT:,} is the most: shorten it.")
    return words
