"""A Desk as JSON for the page: plain values and the words to show, in pieces that change together.

Offsets are turned into UTF-16 units here, which is how browsers count.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from drafting.desk import Desk
from drafting.desk.downloads import right_to_left
from drafting.desk.marking import Suggestion, origin
from drafting.desk.rewording import Variant
from drafting.facts.sheet import speaking_of
from drafting.prompts import kinds, load_kind
from drafting.types import Fact, Question

__all__ = ["picture"]

FIRST_KINDS = ("positive_note", "concern", "reply", "follow_up", "conference_invite")
CHANNELS = {"email": "E-mail", "text": "Text message", "app": "School app", "letter": "Letter", "call": "Phone call"}
STATES = {"sure": "Will be said", "check": "Please check", "left": "Left out", "never": "Never sent"}
_BY = {"email": "by e-mail", "text": "by text message", "app": "in the app", "letter": "by letter", "call": "by phone"}


def picture(desk: Desk) -> dict[str, Any]:
    """Return all that the page shows, by piece."""
    page = desk.page
    note_units, body_units = _units(page.words), _units(page.body)
    return {
        "options": _options(desk),
        "who": _who(desk),
        "kind": page.kind,
        "note": page.words,
        "heard": page.parent_message,
        "rows": [_row(desk, fact, note_units) for fact in desk.seen.facts],
        "questions": [_question(desk, at, one) for at, one in enumerate(desk.seen.questions)],
        "message": _message(desk),
        "marks": [
            {
                "start": body_units(one.start),
                "end": body_units(one.end),
                "role": one.role,
                "label": one.label,
                "number": one.number,
                "tagged": one.tagged,
            }
            for one in desk.seen.marks
        ],
        "said": [
            {
                "start": body_units(one.start),
                "end": body_units(one.end),
                "facts": list(one.sentence.facts),
                "origin": "" if one.sentence.facts else origin(one.sentence),
            }
            for one in desk.seen.said
        ],
        "gaps": _gaps(desk, body_units),
        "suggestions": [_suggestion(one) for one in desk.seen.suggestions],
        "reading": _reading(desk),
        "variants": [_variant(one) for one in desk.variants],
        "writing": {"busy": desk.busy, "arriving": desk.arriving, "writer": desk.writer, "stale": page.stale},
        "sent_out": {"to": desk.sent_to, "texts": list(desk.sent_out)},
        "saved": _clock(desk.saved_at),
        "evenings": [
            {"id": one.id, "when": _when(one.changed), "what": _glimpse(one.state)} for one in desk.evenings[:5]
        ],
        "undo": desk.undoable,
        "redo": desk.redoable,
        "failure": desk.failure,
        "detail": desk.detail,
        "voice": _voice(desk),
    }


def _units(text: str) -> Callable[[int], int]:
    """Return how to turn a code-point offset into UTF-16 units."""
    if not text or max(text) < "\U00010000":
        return lambda at: at
    wide = [at for at, character in enumerate(text) if character >= "\U00010000"]
    return lambda at: at + sum(1 for one in wide if one < at)


@cache
def _kinds() -> tuple[dict[str, str], ...]:
    rest = sorted((load_kind(name).title, name) for name in kinds() if name not in FIRST_KINDS)
    names = [*(name for name in FIRST_KINDS if name in kinds()), *(name for _, name in rest)]
    return tuple(
        {"id": name, "title": _short(load_kind(name).title), "when": load_kind(name).purpose} for name in names
    )


def _short(title: str) -> str:
    bare = re.sub(r"^(?:An?|The) ", "", title)
    return bare[:1].upper() + bare[1:]


@cache
def _languages() -> tuple[dict[str, str], ...]:
    from drafting.writers.model import LANGUAGES

    return tuple({"id": code, "title": name} for code, name in LANGUAGES.items())


def _options(desk: Desk) -> dict[str, Any]:
    return {
        "kinds": list(_kinds()),
        "first": len([name for name in FIRST_KINDS if name in kinds()]),
        "children": [{"name": one.name, "pronouns": one.pronouns or "", "adult": one.adult or "", "relationship": one.relationship or ""} for one in desk.children],
        "channels": [{"id": name, "title": title} for name, title in CHANNELS.items()],
        "languages": list(_languages()),
    }  # fmt: skip


def _who(desk: Desk) -> dict[str, Any]:
    page = desk.page
    child = page.child
    return {
        "child": child.name,
        "pronouns": child.pronouns or "",
        "adult": child.adult or "",
        "relationship": child.relationship or "",
        "class": page.whole_class,
        "channel": page.channel,
        "language": page.language,
        "teacher": page.teacher,
        "last": _last(desk),
    }


def _last(desk: Desk) -> str:
    page = desk.page
    if not page.child.name:
        return "" if page.whole_class else "Choose whom it is about, so that names and pronouns come out right."
    who = page.child.adult or f"{page.child.name}'s family"
    entry = desk.last_sent
    if entry is None:
        return f"Nothing sent to {who} is on your list yet."
    title = load_kind(entry.kind).title if entry.kind in kinds() else entry.kind.replace("_", " ")
    return (
        f"{who} last heard from you on {_day(entry.day)}: {title[:1].lower()}{title[1:]}, {_BY.get(entry.channel, '')}."
    )


def _row(desk: Desk, fact: Fact, units: Callable[[int], int]) -> dict[str, Any]:
    from drafting.desk.settled import key

    answer = desk.page.rows.get(key(fact))
    told = answer.get("who", "") if isinstance(answer, Mapping) else ""
    return {
        "id": fact.id,
        "start": units(fact.start),
        "end": units(fact.end),
        "mine": fact.text,
        "state": fact.state,
        "label": "Left out by you" if answer == "leave" and fact.state == "left" else STATES[fact.state],
        "sentence": fact.sentence or "",
        "why": "" if fact.state == "sure" else _said(fact.why),
        "who": _who_of(fact, told),
        "asks": _asks_who(fact),
        "settled": answer is not None,
        "added": fact.start == fact.end,
    }


def _asks_who(fact: Fact) -> bool:
    """Whether the note leaves open who: then the choice stands open too."""
    return fact.state in {"check", "left"} and fact.why.startswith("who ")


def _who_of(fact: Fact, told: str) -> str | None:
    """Return who is chosen, "" for nobody yet, None where there is nothing to choose: the note says it in so many words."""
    if told:
        return told
    if _asks_who(fact):
        return ""
    if (
        fact.state in {"sure", "check"}
        and fact.sentence
        and fact.why not in _SPOKEN
        and fact.who in {"child", "i", "you"}
    ):
        return fact.who
    return None


_SPOKEN = frozenset(
    {"a full sentence", "your own words", "a request to the family", "an event", "you said to send it", "a question"}
)


def _said(why: str) -> str:
    why = why.strip()
    if not why:
        return ""
    why = why[:1].upper() + why[1:]
    return why if why.endswith((".", "?", "!", "”", "'")) else why + "."


def _question(desk: Desk, at: int, one: Question) -> dict[str, Any]:
    row = next((fact for fact in desk.seen.sheet.facts if fact.id == one.fact), None) if desk.seen.sheet else None
    name = speaking_of(desk.seen.sheet.note).name if desk.seen.sheet and desk.page.child.name else "the class"
    choices: list[dict[str, str]] = []
    if row is not None and _asks_who(row):
        choices = [{"say": "child", "label": name}, {"say": "i", "label": "I"}, {"say": "you", "label": "The family"}]
    elif row is not None and row.sentence and row.state == "check":
        choices = [{"say": "send", "label": "Yes, say that"}, {"say": "leave", "label": "Leave it out"}]
    return {"at": at, "ask": one.ask, "fact": one.fact or "", "unlocks": one.unlocks, "choices": choices}


def _message(desk: Desk) -> dict[str, Any]:
    page = desk.page
    return {
        "body": page.body,
        "subject": page.subject,
        "has_subject": page.channel == "email",
        "written": bool(page.written or page.body.strip()),
        "status": page.status,
        "notices": list(page.notices),
        "dir": "rtl" if right_to_left(page.language) else "auto",
        "language": page.language,
        "sent": page.sent is not None,
        "open": [fact.text for fact in desk.seen.waiting(desk.page)],
        "ready": bool(page.body.strip()) and desk.seen.review is not None and desk.seen.review.gates.passed,
        "rests": page.writer,
    }


def _gaps(desk: Desk, units: Callable[[int], int]) -> list[dict[str, Any]]:
    """Where a row that is still open would stand in the message: behind the row before it, else before the close."""
    if not desk.page.written or desk.seen.sheet is None or not desk.seen.said:
        return []
    ids = [fact.id for fact in desk.seen.sheet.facts]
    ends = [(ids.index(ident), one.end) for one in desk.seen.said for ident in one.sentence.facts if ident in ids]
    body = [one.end for one in desk.seen.said if one.sentence.role not in {"greeting", "sign_off"}]
    found = []
    for fact in desk.seen.waiting(desk.page)[:3]:
        before = [end for at, end in ends if at < ids.index(fact.id)]
        end = before[-1] if before else (body[-1] if body else desk.seen.said[-1].end)
        found.append({"at": units(end), "fact": fact.id, "label": _clip(fact.text, 40)})
    return found


def _clip(text: str, most: int) -> str:
    plain = " ".join(text.split()).strip(" .,;")
    return plain if len(plain) <= most else plain[: most - 1].rsplit(" ", 1)[0] + "…"


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "quote": _clip(one.quote, 80),
        "why": one.why,
        "instead": one.instead,
        "gate": one.gate,
        "button": one.change.label if one.change else "",
    }


def _reading(desk: Desk) -> dict[str, Any]:
    if desk.seen.review is None:
        return {"line": "", "longest": ""}
    page = desk.page
    words = len(page.body.split())
    seconds = max(5, round(words / 200 * 12) * 5)
    size = f"{len(page.body.strip())} characters" if page.channel == "text" else f"{words} words"
    time = f"about {seconds} seconds" if seconds < 90 else f"about {round(seconds / 60)} minutes"
    band = desk.seen.review.readability.grade_band
    level = f" It reads at {band}." if band and band[:1].islower() else f" {band}." if band else ""
    long = desk.seen.review.readability.long_sentences
    longest = (
        f"The longest sentence has {max(len(one.text.split()) for one in long)} words; two short ones may read better."
        if long
        else ""
    )
    fits = desk.seen.review.criteria.get("length-fits")
    told = f" {fits.why}" if fits is not None and fits.verdict == "not_met" else ""
    return {"line": f"{size}, {time} to read.{level}{told}", "longest": longest}


def _variant(one: Variant) -> dict[str, Any]:
    return {
        "axis": one.axis,
        "title": one.axis.capitalize(),
        "changes": one.changes,
        "same": one.same,
        "pairs": [_diff(*pair) for pair in one.pairs],
    }


def _diff(now: str, then: str) -> dict[str, Any]:
    """One pair of sentences, cut into what goes, what comes and what stays, word by word."""
    from difflib import SequenceMatcher

    left, right = re.findall(r"\S+\s*", now), re.findall(r"\S+\s*", then)
    here: list[list[str]] = []
    there: list[list[str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if a < b:
            here.append(["" if tag == "equal" else "goes", "".join(left[a:b])])
        if c < d:
            there.append(["" if tag == "equal" else "comes", "".join(right[c:d])])
    return {"same": now == then, "now": here, "then": there}


def _voice(desk: Desk) -> dict[str, Any] | None:
    voice = desk.voice
    if voice is None:
        return None
    lines = [
        f"Greets with “{voice.greeting.replace('{family}', '…')}”" if voice.greeting else "",
        f"Closes with “{voice.sign_off}”" if voice.sign_off else "",
        f"Thanks with “{voice.thanks}”" if voice.thanks else "",
        "" if voice.contractions is None else "Writes “I'll”" if voice.contractions else "Writes “I will”",
        f"About {voice.sentence_words} words a sentence" if voice.sentence_words else "",
        *(f"Often says “{phrase}”" for phrase in voice.phrases[:3]),
    ]
    return {"lines": [line for line in lines if line], "messages": voice.messages}


def _day(iso: str) -> str:
    day = dt.date.fromisoformat(iso)
    return f"{day:%B} {day.day}"


def _clock(iso: str) -> str:
    if not iso:
        return ""
    time = dt.datetime.fromisoformat(iso)
    return f"{time.hour % 12 or 12}:{time:%M} {'am' if time.hour < 12 else 'pm'}"


def _when(iso: str) -> str:
    return f"{_day(iso[:10])}, {_clock(iso)}"


def _glimpse(state: Mapping[str, Any]) -> str:
    name = str((state.get("child") or {}).get("name") or "")
    words = _clip(str(state.get("words") or state.get("body") or state.get("parent_message") or ""), 40)
    return f"{name}: {words}" if name else words
