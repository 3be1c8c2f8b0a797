"""The messages a sheet shows: two to be proud of, one to grow with a rewrite, and the hardest sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafting.review import review
from drafting.types import Review, Span
from evals.coaching.habits import Habit, Piece, load_habits, rewrite
from evals.coaching.messages import Sent
from evals.coaching.names import Aviary
from evals.coaching.tally import Kept, verdicts

KIND_WORDS = {
    "concern": ("concern", "concerns"), "positive_note": ("good-news note", "good-news notes"), "reply": ("reply", "replies"),
    "weekly_update": ("weekly update", "weekly updates"), "follow_up": ("follow-up", "follow-ups"),
    "conference_invite": ("conference invitation", "conference invitations"), "event_invite": ("invitation", "invitations"),
    "home_learning": ("idea for home", "ideas for home"), "action_plan": ("plan", "plans"), "newsletter": ("newsletter", "newsletters"),
    "welcome": ("welcome", "welcomes"), "iep_progress": ("IEP report", "IEP reports"), "resource": ("resource", "resources"),
    "transition": ("change of class", "changes of class"),
}  # fmt: skip
NOT_A_HABIT = frozenset({"no-blame", "no-labels", "no-other-child", "length-fits", "reading-band"})
"""Points that a gate or a look at the whole message settles, rather than a line."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note beside a message: the criterion in plain words, and why."""

    number: int
    criterion: str
    title: str
    why: str
    met: bool


@dataclass(frozen=True, slots=True)
class Carrying:
    """The words that carry one scale of tone, and how far the scale agrees with people."""

    scale: str
    more: tuple[str, ...]
    less: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message shown: its text in pieces (number of the note it belongs to, or 0), and the notes."""

    heading: str
    about: str
    pieces: tuple[tuple[int, str], ...]
    rewritten: tuple[Piece, ...]
    remarks: tuple[Remark, ...]
    tone: tuple[Carrying, ...]
    sent: Sent


@dataclass(frozen=True, slots=True)
class Hardest:
    """A sentence that is hard to read: its text in pieces (hard word or not), its words, and plainer ones."""

    pieces: tuple[tuple[bool, str], ...]
    words: int
    plainer: tuple[tuple[str, str], ...]


def show(kept: Kept, habit: Habit | None, aviary: Aviary) -> list[Shown]:
    """Choose among the messages kept, put birds for people, and say beside each what it does."""
    best = {sort: sorted(some, reverse=True) for sort, some in kept.proud.items()}
    chosen = [best[sort][0][2] for sort in ("hard", "good", "other") if best.get(sort)][:2]
    if len(chosen) < 2:
        rest = [one[2] for some in best.values() for one in some if one[2] not in chosen]
        chosen += rest[: 2 - len(chosen)]
    shown = []
    for at, sent in enumerate(chosen):
        hidden = aviary.hide(sent)
        seen = _reviewed(hidden)
        spans = _proud_spans(seen)
        if spans:
            heading = "Proud of this one" if at == 0 else "And of this one"
            shown.append(_shown(heading, hidden, seen, spans))
    order = [habit.id] if habit else []
    order += [name for name in kept.grow if name not in order and load_habits()[name].line and name not in NOT_A_HABIT]
    for name in order:
        if name not in kept.grow or kept.grow[name][1] in chosen:
            continue
        hidden = aviary.hide(kept.grow[name][1])
        seen = _reviewed(hidden)
        verdict = seen.criteria[name]
        one = load_habits()[name]
        pieces = rewrite(hidden.message, one, verdict.spans)
        if verdict.verdict != "not_met" or pieces is None:
            continue  # with other names it reads otherwise: the page shows nothing that it cannot stand by
        why = " ".join(
            part for part in (verdict.why, f"Say instead: {verdict.instead}" if verdict.instead else "") if part
        )
        remarks = (Remark(1, name, one.title, why, met=False),)
        closer = tuple(Piece(piece.what, _close(piece.text)) for piece in pieces)
        shown.append(Shown("One to grow", _about(hidden), (), closer, remarks, _tone(hidden), hidden))
        break
    return shown


def _reviewed(sent: Sent) -> Review:
    return review(
        sent.message, kind=sent.kind, channel=sent.channel, student=sent.student or None, family=sent.family or None,
        parent_message=sent.parent_message,
    )  # fmt: skip


def _proud_spans(seen: Review) -> list[tuple[str, Span]]:
    """Choose up to three things the message does, with words to point at, that do not overlap."""
    found: list[tuple[str, Span]] = []
    for name, hit in verdicts(seen):
        verdict = seen.criteria[name]
        if not hit or not verdict.spans or name in {"length-fits", "contact-path"}:
            continue
        span = verdict.spans[0]
        if len(span.text) > 3 and all(span.end <= other.start or other.end <= span.start for _, other in found):
            found.append((name, span))
        if len(found) == 3:
            break
    return sorted(found, key=lambda one: one[1].start)


def _shown(heading: str, sent: Sent, seen: Review, spans: Sequence[tuple[str, Span]]) -> Shown:
    pieces: list[tuple[int, str]] = []
    at = 0
    for number, (_, span) in enumerate(spans, 1):
        pieces += [(0, sent.message[at : span.start]), (number, span.text)]
        at = span.end
    pieces.append((0, sent.message[at:]))
    pieces = [(number, _close(text)) for number, text in pieces]
    remarks = tuple(
        Remark(number, name, load_habits()[name].title, seen.criteria[name].why, met=True)
        for number, (name, _) in enumerate(spans, 1)
    )
    return Shown(heading, _about(sent), tuple(pieces), (), remarks, _tone(sent), sent)


def _close(text: str) -> str:
    """Return the text with its paragraphs close together: a sheet has little room."""
    return re.sub(r"\n\s*\n", "\n", text)


def _about(sent: Sent) -> str:
    kind = KIND_WORDS.get(sent.kind, (sent.kind.replace("_", " "),))[0]
    return f"{kind}, {sent.date:%b} {sent.date.day}" if sent.date else kind


def _tone(sent: Sent) -> tuple[Carrying, ...]:
    from drafting.tone import SCALES, measure

    tone = measure(sent.message, names=[sent.student, sent.family, sent.teacher])
    found = []
    for name in SCALES:
        scale = getattr(tone, name)
        if scale is not None:
            more = dict.fromkeys(one.span.text.lower() for one in scale.carried if one.by > 0.1)
            less = dict.fromkeys(one.span.text.lower() for one in scale.carried if one.by < -0.1)
            found.append(Carrying(name, tuple(more)[:4], tuple(less)[:3]))
    return tuple(found)


def find_hardest(kept: Kept, aviary: Aviary) -> list[Hardest]:
    """Return the hardest sentences with their hard words, birds for people."""
    found = []
    for _, _, sentence, sent in sorted(kept.hard, reverse=True):
        hidden = aviary.hide(sent)
        measured = _reviewed(hidden).readability
        # The sentence is found again by its place among the long ones: its names are others now.
        was = [span.text for span in _reviewed(sent).readability.long_sentences]
        spans = measured.long_sentences
        if len(was) != len(spans) or sentence not in was:
            continue
        span = spans[was.index(sentence)]
        pieces: list[tuple[bool, str]] = []
        at = span.start
        hard = [one for one in measured.hard_words if span.start <= one.start and one.end <= span.end]
        for word in hard:
            if word.start >= at:
                pieces += [(False, hidden.message[at : word.start]), (True, word.text)]
                at = word.end
        pieces.append((False, hidden.message[at : span.end]))
        plainer = tuple(
            (one.text, measured.plainer[one.text].partition(" / ")[0]) for one in hard if one.text in measured.plainer
        )
        found.append(Hardest(tuple(pieces), len(span.text.split()), tuple(dict(plainer).items())[:3]))
    return found
