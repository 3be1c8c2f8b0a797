"""The model writer: the sure facts go out masked, a draft comes back and is traced to the facts.

The model sees patterns of facts with placeholders, never the note. Greeting and sign-off are ours, so that a model needs
no name. Whatever the answer looks like, it becomes a Draft; what is untrue in it is for the review and the revision.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from drafting.models import ChatModel, Completion, Message, Request, open_model
from drafting.privacy import Mask
from drafting.prompts import fill, load_kind
from drafting.text import sentences
from drafting.types import Draft, Fact, FactSheet, Family, Sentence, Student, Teacher
from drafting.types import Message as FamilyMessage
from drafting.writers import offline
from drafting.writers.answers import ROLES, Piece, is_message, read_answer, schema
from drafting.writers.layout import compose
from drafting.writers.tracing import match_ids, speech_act, terms, trace

LANGUAGES = {
    "en": "English", "es": "Spanish", "pt": "Portuguese", "fr": "French", "de": "German", "it": "Italian", "vi": "Vietnamese",
    "zh": "Chinese", "ar": "Arabic", "ru": "Russian", "uk": "Ukrainian", "pl": "Polish", "ht": "Haitian Creole", "ko": "Korean",
    "ja": "Japanese", "hi": "Hindi", "ur": "Urdu", "pa": "Punjabi", "so": "Somali", "tl": "Tagalog", "hmn": "Hmong", "fa": "Farsi",
    "prs": "Dari", "ps": "Pashto", "sw": "Swahili", "am": "Amharic", "ti": "Tigrinya", "my": "Burmese", "ne": "Nepali",
    "sm": "Samoan", "bn": "Bengali", "tr": "Turkish",
}  # fmt: skip
_KEPT = 256
_TEXT_LIMIT = "as short as the facts allow, at most 250 characters"


@dataclass(slots=True)
class _Hidden:
    """A sheet as a model may see it: its sure facts as lines, and the offline draft that shows the form.

    ``texts`` are the words of each fact, by its id; ``last`` is the answer read last: a model that is asked to revise
    may say the same again.
    """

    mask: Mask
    lines: tuple[Mapping[str, str], ...]
    plain: Draft
    example: str
    frames: Mapping[frozenset[str], str]
    texts: Mapping[str, str]
    last: tuple[str, Draft] | None = None
    _of_subject: frozenset[str] | None = None

    @property
    def of_subject(self) -> frozenset[str]:
        """The terms that a subject may have."""
        if self._of_subject is None:
            offline = terms(self.mask.outgoing(self.plain.message.subject or ""))
            self._of_subject = _SUBJECT_WORDS.union(offline, *map(terms, self.texts.values()))
        return self._of_subject


class ModelWriter:
    """Writes drafts with a chat model: a ChatModel, a spec such as "openai:gpt-4.1-mini", or a LangChain chat model.

    ``folder`` is a prompt folder of your own. After each draft ``last_usage`` holds the tokens (in, out) it cost.
    """

    def __init__(
        self, chat: ChatModel | str | object, *, folder: str | None = None, on_text: Callable[[str], None] | None = None
    ) -> None:
        self.chat = open_model(chat)
        self._folder = folder
        self._on_text = on_text
        self._known: dict[int, tuple[FactSheet, int, _Hidden]] = {}
        self.last_usage: tuple[int | None, int | None] = (None, None)

    @property
    def name(self) -> str:
        """The name of the model, as results give it."""
        return self.chat.name

    def messages(
        self, sheet: FactSheet, *, seed: int = 0, findings: Sequence[str] = (), previous: Draft | None = None
    ) -> list[Message]:
        """Return exactly what would be sent for this sheet: the whole payload, already masked."""
        return self._prompt(sheet, self._hidden(sheet, seed), findings=findings, previous=previous)

    def write(
        self, sheet: FactSheet, *, seed: int = 0, findings: Sequence[str] = (), previous: Draft | None = None
    ) -> Draft:
        """Write one draft of the sure facts; with ``findings`` and ``previous``, a revision of that draft.

        Raises ModelError when the model gives no answer, PromptError when the kind's prompt cannot be rendered.
        """
        request = self.request(sheet, seed=seed, findings=findings, previous=previous)
        answered = self.chat.complete(request.messages, schema=request.schema, on_text=self._on_text)
        return self.read(answered, sheet, seed=seed)

    def request(
        self,
        sheet: FactSheet,
        *,
        seed: int = 0,
        findings: Sequence[str] = (),
        previous: Draft | None = None,
        plain: Draft | None = None,
    ) -> Request:
        """Return what ``write`` asks the model, for whoever carries it there in another way.

        ``plain`` is the offline draft of the sheet with this seed, where it is at hand.
        """
        messages = self._prompt(sheet, self._hidden(sheet, seed, plain), findings=findings, previous=previous)
        kind = load_kind(sheet.note.kind, folder=self._folder)
        ids = [fact.id for fact in sendable(sheet)]
        return Request(tuple(messages), schema(ids), f"{kind.kind}@{kind.version}")

    def read(self, answered: Completion, sheet: FactSheet, *, seed: int = 0) -> Draft:
        """Make a draft of the model's answer to ``request``."""
        hidden = self._hidden(sheet, seed)
        mask, plain = hidden.mask, hidden.plain
        self.last_usage = (answered.tokens_in, answered.tokens_out)
        if hidden.last is not None and hidden.last[0] == answered.text:
            return hidden.last[1]
        answer = read_answer(answered.text)
        said = _traced(answer.pieces, hidden, english=sheet.note.language == "en")
        whole = _named_first(said)
        finished = tuple(Sentence(_restored(mask, one.text), one.role, one.facts) for one in whole)
        kept = tuple(one for one in finished if one.text and not mask.leftovers(one.text))
        english = sheet.note.language == "en"
        subject = _subject(answer.subject, mask, plain.message.subject, allowed=hidden.of_subject if english else None)
        notices = (
            () if answer.structured else ("The model answered in plain text; its sentences were traced to the facts.",)
        )
        every = tuple(_framed(plain, kept, english=english))
        draft = Draft(
            message=FamilyMessage(subject=subject, body=compose(every, channel=sheet.note.channel)),
            sentences=every,
            writer=self.chat.name,
            notices=notices,
        )
        hidden.last = (answered.text, draft)
        return draft

    def _hidden(self, sheet: FactSheet, seed: int, plain: Draft | None = None) -> _Hidden:
        """What a model may see of a sheet; kept for a while, because each sheet is asked and read about in turn."""
        known = self._known.get(id(sheet))
        if known is not None and known[0] is sheet and known[1] == seed:
            return known[2]
        mask = Mask.for_note(sheet.note)
        plain = plain or offline.write(sheet, seed=seed)
        lines = tuple(_line(fact, mask) for fact in sendable(sheet))
        hidden = _Hidden(
            mask,
            lines,
            plain,
            _as_json(_plain_draft(sheet, seed), mask.pattern),
            _frames(plain, mask),
            {line["id"]: line["text"] for line in lines},
        )
        self._known[id(sheet)] = (sheet, seed, hidden)
        while len(self._known) > _KEPT:
            with suppress(KeyError, StopIteration, RuntimeError):  # another thread may be doing the same
                del self._known[next(iter(self._known))]
        return hidden

    def _prompt(
        self, sheet: FactSheet, hidden: _Hidden, *, findings: Sequence[str], previous: Draft | None
    ) -> list[Message]:
        note, mask = sheet.note, hidden.mask
        kind = load_kind(note.kind, folder=self._folder)
        system, user = fill(
            kind,
            facts=hidden.lines,
            channel=note.channel,
            language=LANGUAGES.get(note.language, note.language),
            limit=_TEXT_LIMIT if note.channel == "text" else None,
            parent_message=mask.outgoing(note.parent_message) or None if note.parent_message else None,
            findings=[mask.outgoing(finding) for finding in findings],
            example=hidden.example,
            previous=_as_json(previous, mask.outgoing) if previous else None,
            folder=self._folder,
        )
        return [{"role": "system", "content": system}, {"role": "user", "content": user}]


def sendable(sheet: FactSheet) -> tuple[Fact, ...]:
    """The facts that may be written: those that are sure, and not marked never."""
    return tuple(
        fact
        for fact in sheet.facts
        if fact.state == "sure" and fact.send != "never" and (fact.pattern or fact.sentence)
    )


def _line(fact: Fact, mask: Mask) -> dict[str, str]:
    text = mask.pattern(fact.pattern) if fact.pattern else mask.outgoing(fact.sentence or "")
    end = (fact.sentence or text)[-1]
    if text[-1] not in ".?!":
        text += end if end in ".?!" else "."
    return {"id": fact.id, "type": fact.type, "send": fact.send, "text": text}


def _plain_draft(sheet: FactSheet, seed: int) -> Draft:
    """The offline draft of the same facts for nobody in particular: it shows the model the order and the form."""
    nobody = replace(
        sheet.note,
        student=Student("[CHILD]" if sheet.note.student.name else None),
        family=Family(),
        teacher=Teacher(),
        parent_message=None,
        class_list=(),
    )
    return offline.write(FactSheet(nobody, sheet.facts), seed=seed)


def _framed(plain: Draft, kept: Sequence[Sentence], *, english: bool) -> Iterator[Sentence]:
    """The model's sentences between the greeting and the sign-off of the offline draft, with its close if they lack one.

    To ask the model for a thank-you that is at hand would be a call for nothing. In another language its own must do.
    """
    yield from (one for one in plain.sentences if one.role == "greeting")
    yield from kept
    closing = [one for one in plain.sentences if one.role == "sign_off"]
    if kept and english and all(one.role != "thanks" for one in kept):
        last = next((one for one in reversed(plain.sentences) if one.role != "sign_off"), None)
        if last is not None and last.role in {"thanks", "frame"} and not last.facts:
            yield last
    yield from closing


def _as_json(draft: Draft, hide: Callable[[str], str]) -> str:
    """A draft as a model would write it, with everybody hidden."""
    said: list[Mapping[str, Any]] = [
        {"text": hide(one.text), "role": one.role, "facts": list(one.facts)}
        for one in draft.sentences
        if one.role in ROLES
    ]
    return json.dumps({"subject": hide(draft.message.subject or ""), "sentences": said}, ensure_ascii=False)


def _frames(plain: Draft, mask: Mask) -> dict[frozenset[str], str]:
    """The plain draft's own sentences that state no fact, by their terms: a model may keep them."""
    return {
        terms(mask.outgoing(span.text)): one.role
        for one in plain.sentences
        if one.role in ROLES and not one.facts
        for span in sentences(one.text)
    }


def _traced(pieces: Sequence[Piece], hidden: _Hidden, *, english: bool) -> list[Sentence]:
    """The model's sentences, still masked, with the facts that they really say."""
    mask, frames, wanted = hidden.mask, hidden.frames, hidden.texts
    found: list[Sentence] = []
    seen: set[str] = set()
    for piece in pieces:
        text = mask.settle(piece.text) if english else piece.text
        key = " ".join(sorted(terms(text))) or text.lower()
        if key in seen or not is_message(text):
            continue
        seen.add(key)
        claimed = match_ids(piece.facts, wanted)
        # Another language shares no words with the facts: there the claim is all there is.
        facts = trace(text, facts=wanted, claimed=claimed) if english else claimed
        found.append(Sentence(text, frames.get(terms(text)) or _role(piece.role, text, facts, english=english), facts))
    return found


def _role(given: str, text: str, facts: Sequence[str], *, english: bool) -> str:
    """What a sentence is; "fact" without facts is a claim that nothing on the sheet supports."""
    if text.rstrip(" \"'”’)").endswith("?"):
        return "question"
    if facts:
        return "fact"
    if english:
        return speech_act(text) or "fact"
    role = given.strip().lower()
    return role if role in ROLES else "fact"


def _named_first(said: Sequence[Sentence]) -> list[Sentence]:
    """The first mention of the child is the name, whatever the model chose."""
    done: list[Sentence] = []
    named = False
    for one in said:
        text = one.text
        if not named:
            first = min(
                (at for key in ("CHILD", "THEY", "THEM", "THEIR") if (at := text.find(f"[{key}]")) >= 0), default=-1
            )
            if first >= 0:
                named = True
                for key, word in (("THEY", "[CHILD]"), ("THEM", "[CHILD]"), ("THEIR", "[CHILD]'s")):
                    if text.startswith(f"[{key}]", first):
                        text = text[:first] + word + text[first + len(key) + 2 :]
        done.append(Sentence(text, one.role, one.facts))
    return done


def _restored(mask: Mask, text: str) -> str:
    restored = " ".join(mask.restore(text).split())
    restored = restored[:1].upper() + restored[1:]
    return restored if not restored or restored[-1] in '.!?…"”’)' else restored + "."


_SUBJECT_WORDS = terms(
    "a note news update question idea invitation plan progress message moment week today morning day month good great nice "
    "small kind thank thanks thinking talk talking working together help helping share hello welcome school class home "
    "family time look what how next step follow up following conference meeting way ways"
)


def _subject(given: str | None, mask: Mask, plain: str | None, *, allowed: frozenset[str] | None) -> str | None:
    """The model's subject where the channel has one; the offline draft's where the model's says more than the facts.

    A subject is in no review of sentences, so in English it may hold nothing but terms that are ``allowed``: those of
    the facts, of the offline draft's subject and of the list above.
    """
    if plain is None:
        return None
    settled = given or "" if allowed is None else mask.settle(given or "")
    subject = " ".join(mask.restore(settled).split()).strip(" .\"'*")
    fit = (
        0 < len(subject.split()) <= 9
        and not mask.leftovers(subject)
        and not re.fullmatch(r"(?i)subject|message", subject)
        and (allowed is None or {one for one in terms(settled) if not one.startswith("[")} <= allowed)
    )
    return subject[:1].upper() + subject[1:] if fit else plain
