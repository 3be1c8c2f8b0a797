"""The desk: what she tells, what her note became, the message and its marks, and every verb of the page.

No verb raises for what a person may do: what went wrong is one sentence in ``failure``. State changes are told through
the trait ``version``, which counts up once a verb; views look at the desk then, and at nothing else. A model writes in a
thread of its own, so that the page stays alive; all state is behind one lock.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal, cast

from traitlets import HasTraits, Int

from drafting.contract import LONGEST_TEXT
from drafting.desk import state as states
from drafting.desk.cabinet import Cabinet
from drafting.desk.downloads import Download, download
from drafting.desk.looking import Look
from drafting.desk.merging import merge
from drafting.desk.rewording import AXES, Axis, Variant, reword
from drafting.desk.settled import key
from drafting.desk.state import NOBODY, Page
from drafting.desk.verb import told, verb
from drafting.desk.voice import Voice, listen, speak, voice_from_json, voice_to_json
from drafting.desk.watching import StoppedError, Watched, readable
from drafting.drawer import Child, Drawer, Work, children_from_csv
from drafting.errors import DraftingError, InputError
from drafting.facts.names import named_in
from drafting.facts.people import find_people
from drafting.ledger import Entry, Ledger
from drafting.models import ChatModel, open_model
from drafting.pipeline import Pipeline
from drafting.prompts import kinds
from drafting.types import (
    CHANNELS,
    Answer,
    Channel,
    Draft,
    Fact,
    Family,
    Message,
    Note,
    Outcome,
    Review,
    Student,
    Teacher,
)

__all__ = ["Desk"]

UNDOS = 100
LAST_EVENING = dt.timedelta(hours=12)
"""Work younger than this lies open on the desk again; older work is offered."""
LONGEST_NAME = 100
_BLINK = 0.08
"""Seconds between two looks at a model's answer that is still coming."""


class Desk(HasTraits):
    """One message in the making.

    ``drawer`` and ``ledger`` keep things on this computer (None: the usual place; False: nowhere). ``model`` is a spec or
    a ChatModel, None for the offline writer. ``clock`` gives the local time. ``page`` is everything that is saved and
    undone, as one frozen value; ``seen`` what a look at it shows: rows, questions, review, marks.
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
        self.lock = threading.RLock()
        self.page = Page(id=uuid.uuid4().hex)
        self.seen = Look()
        self.variants: tuple[Variant, ...] = ()
        self.failure = self.detail = self.arriving = self.saved_at = self.sent_to = ""
        self.sent_out: tuple[str, ...] = ()
        self._clock = clock
        self._cabinet = Cabinet(
            Drawer() if drawer is None else drawer or None, Ledger() if ledger is None else ledger or None
        )
        voice = self._cabinet.setting("voice")
        self.voice: Voice | None = voice_from_json(voice) if voice else None
        self._model: str | ChatModel | None = model or self._cabinet.setting("model")
        self._model_key = ""
        self._done: list[tuple[str, Page]] = []
        self._undone: list[tuple[str, Page]] = []
        self._watched: Watched | None = None
        self._thread: threading.Thread | None = None
        self._heard_at = 0.0
        self._put(teacher=self._cabinet.setting("teacher") or "")
        newest = next(iter(self.evenings), None)
        if newest is not None and newest.state.get("sent") is None and self._is_recent(newest):
            self.page, self.saved_at = states.page_from_json(newest.id, newest.state), newest.changed
        self._look()

    # --- who, what kind, the note -------------------------------------------------------------------------------------

    @property
    def children(self) -> tuple[Child, ...]:
        """The class list."""
        return self._cabinet.children

    @verb(undo="the child")
    def about(self, name: str | None) -> None:
        """Write about a child of the class list, by the channel and in the language of last time; None: the class."""
        if name is None:
            self._put(child=NOBODY, whole_class=True)
            return
        child = next((one for one in self.children if one.name == name), None)
        if child is None:
            raise InputError(f"{name[:40]} is not on your class list yet; add the child first.")
        self._put(child=child, whole_class=False, channel=child.channel, language=child.language)

    @verb(undo="the child")
    def add_child(self, name: str, *, pronouns: str = "", adult: str = "", relationship: str = "") -> None:
        """Put a child on the class list, or bring one up to date, and write about it."""
        given = [" ".join(one.split()) for one in (name, pronouns, adult, relationship)]
        if not given[0]:
            raise InputError("Please give the child's name.")
        if max(map(len, given)) > LONGEST_NAME:
            raise InputError(f"A name has at most {LONGEST_NAME} letters.")
        page = self.page
        child = Child(given[0], given[1] or None, given[2] or None, given[3] or None, page.channel, page.language)
        self._cabinet.remember(child)
        self._put(child=child, whole_class=False)

    @verb()
    def load_class(self, table: str) -> None:
        """Put a whole class on the list: the text of a CSV file, or names, one a line."""
        self._cabinet.remember(*children_from_csv(table))

    @verb(undo="the child")
    def strike_child(self, name: str) -> None:
        """Take a child off the class list."""
        self._cabinet.strike(name)
        if self.page.child.name == name:
            self._put(child=NOBODY, whole_class=False)

    @verb(undo="the choice")
    def choose(self, *, kind: str | None = None, channel: str | None = None, language: str | None = None) -> None:
        """Choose the kind of message, the channel or the language; the last two are remembered for the child."""
        if kind is not None and kind not in kinds():
            raise InputError(f"There is no kind of message called '{kind[:40]}'.")
        if channel is not None and channel not in CHANNELS:
            raise InputError(f"There is no channel called '{channel[:40]}'.")
        page = self.page
        by, language = channel or page.channel, language or page.language
        child = replace(page.child, channel=by, language=language) if page.child.name else page.child
        if child != page.child:
            self._cabinet.remember(child)
        self._put(kind=kind or page.kind, channel=by, language=language, child=child)

    @verb(undo="your name")
    def sign_as(self, name: str) -> None:
        """Sign with this name, from now on."""
        self._put(teacher=name.strip()[:LONGEST_NAME])
        self._cabinet.put("teacher", self.page.teacher or None)

    @verb(undo="typing")
    def jot(self, words: str) -> None:
        """Take the note as it stands now."""
        self._put(words=_fitting(words, "Your note"))

    @verb(undo="typing")
    def hear(self, words: str) -> None:
        """Take the message of the family that she replies to."""
        self._put(parent_message=_fitting(words, "Their message"))

    # --- the fact sheet -----------------------------------------------------------------------------------------------

    @verb(undo="who")
    def settle(self, fact: str, who: str) -> None:
        """Say who a row is about: "child", "i" or "you"."""
        self._answer(self._fact(fact), {"who": who})

    @verb(undo="sending")
    def send(self, fact: str) -> None:
        """Say a row as it is proposed."""
        self._answer(self._fact(fact), "send")

    @verb(undo="leaving out")
    def leave(self, fact: str) -> None:
        """Leave a row out."""
        self._answer(self._fact(fact), "leave")

    @verb(undo="retyping")
    def retype(self, fact: str, sentence: str) -> None:
        """Say a row in her own sentence; other children's names are looked for again."""
        row = self._fact(fact)
        if not sentence.strip():
            raise InputError("There is no sentence yet: type one, or leave the row out.")
        self._refuse_others(sentence)
        self._answer(row, {"sentence": sentence.strip()})

    @verb(undo="settling")
    def reopen(self, fact: str) -> None:
        """Take back what was settled about a row."""
        mine = key(self._fact(fact))
        self._put(rows={words: one for words, one in self.page.rows.items() if words != mine})
        self._rewrite()

    @verb()
    def look_over(self) -> None:
        """She paused: now questions may be asked."""
        self._put(asking=bool(self.page.words.strip()))

    @verb(undo="the answer")
    def answer(self, question: int, words: str) -> None:
        """Answer the question at this place of ``seen.questions``: who, "send", "leave", or a few words."""
        asked = self.seen.questions[question]
        if not words.strip():
            raise InputError("There is no answer yet: a few words are enough, or skip the question.")
        self._refuse_others(words)
        row = next((one for one in self.seen.facts if one.id == asked.fact), None)
        if row is not None:
            self._answer(row, {"who": words} if words in {"child", "i", "you"} else words.strip())
        else:
            self._put(asked={**self.page.asked, asked.ask: " ".join(words.split())})
            self._rewrite()

    @verb(undo="skipping")
    def skip(self, question: int) -> None:
        """Leave a question unanswered; the message goes without."""
        self._put(skipped=(*self.page.skipped, self.seen.name_of(self.seen.questions[question])))

    # --- the message --------------------------------------------------------------------------------------------------

    @verb(undo="writing")
    def write(self) -> None:
        """Write the message from the note: at once offline, in a thread of its own with a model."""
        if not self.page.words.strip() and not self.page.asked:
            raise InputError("Your note is empty: jot what happened, in a few words.")
        self._put(asking=True)
        if self._model is None:
            self._arrive(Pipeline().run(self._note()))
            return
        self._stop()
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

    @verb()
    def cancel(self) -> None:
        """Stop the model; the note and the message stay as they are."""
        self._stop()

    def wait(self, seconds: float = 60) -> None:
        """Wait until the model has written (for scripts and tests; a page never waits)."""
        if self._thread is not None:
            self._thread.join(seconds)

    @verb(undo="typing")
    def edit(self, body: str, subject: str | None = None) -> None:
        """Take the message as she has typed it."""
        kept = self.page.subject if subject is None else subject.replace("\n", " ")[:300]
        self._put(body=_fitting(body, "The message"), subject=kept)

    @verb(undo="the suggestion")
    def apply(self, suggestion: str) -> None:
        """Do what a suggestion offers."""
        one = next((each for each in self.seen.suggestions if each.id == suggestion), None)
        if one is None or one.change is None:
            raise InputError("That suggestion is no longer there: the words have changed.")
        change, body = one.change, self.page.body
        self._put(body=(body[: change.start] + change.text + body[change.end :]).strip("\n"))

    @verb(undo="keeping yours")
    def keep_mine(self, suggestion: str) -> None:
        """Keep her words; the suggestion is not made again for them."""
        self._put(kept=(*self.page.kept, suggestion))

    @verb()
    def vary(self) -> None:
        """Say the message in other ways, side by side."""
        self._written()
        page, note = self.page, self._note()
        said = [one.sentence for one in self.seen.said]

        def judge(body: str) -> Review:
            return self.seen.judge(body, page, note)

        self.variants = tuple(reword(page.body, axis, said=said, note=note, judge=judge) for axis in AXES)

    @verb(undo="the other way")
    def use(self, axis: Axis) -> None:
        """Take one of the other ways."""
        one = next((each for each in self.variants if each.axis == axis), None)
        if one is None:
            raise InputError("Those other ways belong to an earlier message: look at them again.")
        self._put(body=one.body)

    @property
    def text(self) -> str:
        """The body of the message, exactly as it would be copied."""
        return self.page.body.strip()

    def download(self, form: Literal["txt", "docx"]) -> Download:
        """Return the message as a file. Raises InputError when there is no message."""
        message = Message(self.page.subject or None, self._written())
        name = f"message {self._clock().date().isoformat()}"
        return download(message, form, name=name, language=self.page.language)

    # --- sent, undone, kept -------------------------------------------------------------------------------------------

    @verb()
    def mark_sent(self) -> None:
        """Write down that the message was sent: day, family, kind, channel, language; never its words."""
        self._written()
        if self.page.sent is None:
            self._put(sent=self._cabinet.enter(self.page, day=self._clock().date()))

    @verb()
    def unmark_sent(self) -> None:
        """Take the entry out again."""
        if self.page.sent is not None:
            self._cabinet.strike_entry(self.page.sent)
        self._put(sent=None)

    @property
    def last_sent(self) -> Entry | None:
        """What this family was sent last, before this message."""
        return self._cabinet.last_sent(self.page)

    @property
    def undoable(self) -> str:
        """What undo would take back, in words; empty for nothing."""
        return self._done[-1][0] if self._done else ""

    @property
    def redoable(self) -> str:
        """What redo would bring again."""
        return self._undone[-1][0] if self._undone else ""

    @verb()
    def undo(self) -> None:
        """Take back the last thing done; what was marked as sent stays marked."""
        self._step(self._done, self._undone)

    @verb()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._undone, self._done)

    @property
    def evenings(self) -> tuple[Work, ...]:
        """Other work that is kept, the newest first."""
        return self._cabinet.others(self.page)

    @verb()
    def restore(self, ident: str | None = None) -> None:
        """Lay earlier work on the desk again: the newest, or the one of this id."""
        self._cabinet.look_through()
        found = next((one for one in self.evenings if ident in {None, one.id}), None)
        if found is None:
            raise InputError("There is no earlier work to open.")
        self._turn_to(states.page_from_json(found.id, found.state))

    @verb()
    def start_over(self) -> None:
        """Put this message away and begin another; what she was working on can be opened again."""
        self._turn_to(Page(id=uuid.uuid4().hex, kind=self.page.kind, teacher=self.page.teacher))

    @verb()
    def forget(self) -> None:
        """Forget all unfinished work on this computer, this message too; the class list and the ledger stay."""
        self._cabinet.forget()
        self._turn_to(Page(id=uuid.uuid4().hex, kind=self.page.kind, teacher=self.page.teacher))

    # --- her voice, and who writes ------------------------------------------------------------------------------------

    @verb()
    def learn_voice(self, text: str) -> None:
        """Read her voice from three to ten past messages, parted by lines of ``---``."""
        self.voice = listen(re.split(r"(?m)^\s*-{3,}\s*$", text))
        self._cabinet.put("voice", voice_to_json(self.voice))
        self._rewrite()

    @verb()
    def forget_voice(self) -> None:
        """Write plainly again."""
        self.voice = None
        self._cabinet.put("voice", None)
        self._rewrite()

    @verb()
    def write_with(self, model: str, *, key: str = "") -> None:
        """Let a model write from now on ("" for the offline writer); the key stays in memory and nowhere else."""
        spec = model.strip()
        self._model = None if spec.lower() in {"", "offline"} else spec
        self._model_key = key.strip()
        self._cabinet.put("model", self._model)

    @property
    def writer(self) -> str:
        """Who writes: "offline", or the model's spec or name."""
        return "offline" if self._model is None else self._model if isinstance(self._model, str) else self._model.name

    # --- inside: what every verb ends with ----------------------------------------------------------------------------

    def finish(self, before: Page, undo: str) -> None:
        """After a verb: remember how to undo it, save, look at everything again, tell the views."""
        if self.page != before:
            if undo:
                self._remember(before, undo)
            try:
                self.saved_at = self._cabinet.keep(self.page, now=self._clock()) or self.saved_at
            except Exception as error:  # noqa: BLE001 (the words are still on the page, and she must know)
                self.failure = f"Your words could not be saved just now ({error}); copy them before you close the page."
            self._look()
        self.version += 1

    def _remember(self, before: Page, undo: str) -> None:
        # one undo takes back a run of typing, not a letter
        going_on = undo == "typing" and self.undoable == "typing" and not self._undone
        if not (going_on and self._done[-1][1].same_but_typing(self.page)):
            self._done = [*self._done[-UNDOS:], (undo, before)]
        self._undone = []

    def _look(self) -> None:
        self.variants = ()
        try:
            self.seen.look(self.page, self._note(bare=True))
        except Exception as error:  # noqa: BLE001 (her words are saved; only what is seen of them is not up to date)
            self.failure, self.detail = told(error)

    def _put(self, **changes: Any) -> None:
        self.page = replace(self.page, **changes)

    def _step(self, here: list[tuple[str, Page]], there: list[tuple[str, Page]]) -> None:
        if here:
            name, page = here.pop()
            there.append((name, self.page))
            self.page = replace(page, sent=self.page.sent)

    def _turn_to(self, page: Page) -> None:
        """Lay another page on the desk; undo does not reach behind it."""
        self._stop()
        self.page = page
        self._done, self._undone = [], []
        self.sent_out, self.sent_to = (), ""
        self._cabinet.look_through()

    def _is_recent(self, work: Work) -> bool:
        return self._clock() - dt.datetime.fromisoformat(work.changed) < LAST_EVENING

    # --- inside: note and message -------------------------------------------------------------------------------------

    def _note(self, *, bare: bool = False) -> Note:
        """Return the note as the road takes it, with her answers by row unless ``bare``."""
        page, child, sheet = self.page, self.page.child, self.seen.sheet
        return Note(
            kind=page.kind,
            note=page.words,
            channel=cast("Channel", page.channel),
            language=page.language,
            student=Student(child.name or None, child.pronouns),
            family=Family(child.adult, child.relationship, page.language, (child.adult,) if child.adult else ()),
            teacher=Teacher(page.teacher or None),
            parent_message=page.parent_message or None,
            class_list=tuple(one.name for one in self.children),
            date=self._clock().date().isoformat(),
            answers=sheet.note.answers if sheet and not bare else {},
        )

    def _written(self) -> str:
        if not self.text:
            raise InputError("There is no message yet: write one first.")
        return self.text

    def _fact(self, ident: str) -> Fact:
        found = next((one for one in self.seen.facts if one.id == ident), None)
        if found is None:
            raise InputError("That row is no longer there: the note has changed.")
        return found

    def _answer(self, row: Fact, answer: Answer) -> None:
        self._put(rows={**self.page.rows, key(row): answer})
        self._rewrite()

    def _refuse_others(self, sentence: str) -> None:
        """Raise InputError when a sentence names another child of the class list, or of the note."""
        mine = self.page.child.name
        listed = {form for one in self.children if one.name != mine for form in (one.name, one.name.split()[0])}
        listed -= {mine, *mine.split()[:1]}
        named = named_in(sentence, [*sorted(listed), *find_people(self._note()).others])
        if named:
            raise InputError(f"That sentence names {named[0]}, who is another child. Say it without the name.")

    def _rewrite(self) -> None:
        """Bring a message that was written up to date with what she has just settled; a model is never called again."""
        self.seen.read(self.page, self._note(bare=True))
        if self.page.written and self.page.writer == "offline":
            self._arrive(Pipeline().run(self._note()))

    def _arrive(self, outcome: Outcome, *, words: str | None = None, notice: str = "") -> None:
        """Lay a finished outcome on the page; her own edits stay. ``words`` is the note that it was written from."""
        page = self.page
        if outcome.message is None:
            self._put(status=outcome.status, notices=outcome.notices, asking=True)
            return
        draft = Draft(outcome.message, outcome.sentences, outcome.writer)
        if self.voice is not None:
            draft = speak(draft, self.voice, note=self._note())
        new = draft.message.body
        kept = page.written and page.subject != page.written_subject
        rows = {fact.id: key(fact) for fact in outcome.facts}
        self._put(
            status=outcome.status,
            notices=(*([notice] if notice else []), *outcome.notices),
            written=new,
            written_subject=draft.message.subject or "",
            written_words=page.words if words is None else words,
            body=merge(page.written, page.body, new) if page.written and page.body.strip() else new,
            subject=page.subject if kept else draft.message.subject or "",
            writer=outcome.writer,
            sentences=tuple(
                (one.text, one.role, tuple(rows[ident] for ident in one.facts if ident in rows))
                for one in draft.sentences
            ),
            asking=True,
        )

    # --- inside: a model writes ---------------------------------------------------------------------------------------

    def _opened(self) -> ChatModel:
        if isinstance(self._model, str) and self._model.startswith("openai:") and self._model_key:
            from drafting.models.openai import OpenAIModel

            return OpenAIModel(self._model.partition(":")[2], api_key=self._model_key)
        return open_model(self._model or "")

    def _stop(self) -> None:
        if self._watched is not None:
            self._watched.stop()
            self._show_sent(self._watched)
            self._watched = None
        self.arriving = ""

    def _show_sent(self, watched: Watched) -> None:
        self.sent_out = tuple(watched.sent)
        self.sent_to = watched.name if watched.sent else ""

    def _hear(self, so_far: str) -> None:
        """A piece of the answer has come; it is shown with the people put back, a few times a second."""
        from drafting.privacy import Mask

        now = time.monotonic()
        if now - self._heard_at > _BLINK:
            self._heard_at = now
            self.arriving = Mask.for_note(self._note()).restore(readable(so_far))
            self.version += 1

    def _write_with(self, watched: Watched, note: Note) -> None:
        """Run in the thread: nothing of the desk is touched before the answer is whole."""
        outcome: Outcome | None = None
        trouble: Exception | None = None
        try:
            outcome = Pipeline(watched).run(note)
        except StoppedError:
            return
        except Exception as error:  # noqa: BLE001 (told below, in one sentence)
            trouble = error
        with self.lock:
            if self._watched is not watched:  # stopped meanwhile: whatever came is not wanted any more
                return
            before = self.page
            self._watched = None
            self.arriving = self.failure = self.detail = ""
            self._show_sent(watched)
            if outcome is not None:
                self._arrive(outcome, words=note.note)
            elif trouble is not None:
                self._without_model(trouble)
            self.finish(before, "writing")

    def _without_model(self, trouble: Exception) -> None:
        """The model is out of reach: say so, and write without it."""
        self.failure, self.detail = told(trouble)
        notice = "The model could not write it: this is the draft made here, without it."
        self._arrive(Pipeline().run(self._note()), notice=notice)


def _fitting(words: str, what: str) -> str:
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if len(words) > LONGEST_TEXT:
        raise InputError(f"{what} has {len(words):,} characters; {LONGEST_TEXT:,} is the most: shorten it.")
    return words
