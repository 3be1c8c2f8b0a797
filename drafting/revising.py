"""From a model's draft to one that can be shown: ask again at most twice, then mend sentence by sentence.

The order of trust is fixed: the facts, then the gates, then the model's wording. Whatever the model does, the result says
no fact fewer than the offline draft and passes the gates, or it is the offline draft; each step is told in ``notices``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from drafting.errors import ModelError
from drafting.types import Draft, FactSheet, Message, Review, Sentence, Span
from drafting.writers.layout import compose
from drafting.writers.tracing import overlap, terms

__all__ = ["Reviewing", "Writing", "revise"]

Reviewing = Callable[[Draft], Review]
"""Reviews a draft; spans are offsets into the body of its message."""

_MOST_FINDINGS = 6
_MENDINGS = 3
_CLAIMS = {"grounded", "not-reversed"}
_OURS = {"greeting", "sign_off"}


class Writing(Protocol):
    """What ``revise`` needs of a writer."""

    def write(
        self, sheet: FactSheet, *, seed: int = 0, findings: Sequence[str] = (), previous: Draft | None = None
    ) -> Draft:
        """Write a draft, or with findings a revision of the previous one."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """A draft with what the review and the facts say of it; the smaller ``rank``, the better."""

    draft: Draft
    review: Review
    dropped: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        reconsider = sum(verdict.verdict == "not_met" for verdict in self.review.criteria.values())
        return (len(self.review.gates.not_met), len(self.dropped) + len(_untraced(self.draft)), reconsider)


def revise(
    writer: Writing,
    sheet: FactSheet,
    review_fn: Reviewing,
    offline_draft: Draft,
    *,
    rounds: int = 2,
    seed: int = 0,
) -> tuple[Draft, Review, tuple[str, ...]]:
    """Return the best draft that can be shown, its review, and the trace of what was tried.

    ``review_fn`` reviews a draft; ``offline_draft`` is the safe draft of the same sheet, and what every doubt falls back
    to. At most ``rounds`` revisions are asked for. Raises ModelError only when there is no first draft.
    """
    best = _tried(writer.write(sheet, seed=seed), review_fn, offline_draft)
    trace = [f"{best.draft.writer}: first draft; {_told(best)}"]
    for number in range(1, rounds + 1):
        findings = _findings(best, offline_draft)
        if not findings:
            break
        try:
            again = writer.write(sheet, seed=seed, findings=findings, previous=best.draft)
        except ModelError as error:
            trace.append(f"{best.draft.writer}: revision {number} did not arrive ({error})")
            break
        if again.message == best.draft.message:
            trace.append(f"{again.writer}: revision {number} changed nothing")
            break
        tried = _tried(again, review_fn, offline_draft)
        better = tried.rank < best.rank
        trace.append(
            f"{tried.draft.writer}: revision {number}; {_told(tried)}; {'kept' if better else 'not better, left'}"
        )
        if better:
            best = tried
        elif best.review.gates.passed and not best.dropped:
            # What is left is manner, and asking did not help it.
            break
    mended, notices = _mend(best, sheet, review_fn, offline_draft)
    trace += [f"mended: {notice}" for notice in notices]
    if mended.review.gates.passed and not mended.dropped:
        draft = replace(mended.draft, notices=(*mended.draft.notices, *notices))
        return draft, mended.review, tuple(trace)
    why = (
        "The model's draft could not be made safe to show"
        if not mended.review.gates.passed
        else "The model left facts out"
    )
    trace.append("the offline draft stands in its place")
    notice = f"{why}; this is the offline draft, in your own words."
    draft = replace(offline_draft, notices=(*offline_draft.notices, notice))
    return draft, review_fn(draft), tuple(trace)


def _tried(draft: Draft, review_fn: Reviewing, offline: Draft) -> _Tried:
    return _Tried(draft, review_fn(draft), _dropped(draft, offline))


def _told(tried: _Tried) -> str:
    gates = ", ".join(tried.review.gates.not_met) or "none"
    return f"gates to reconsider: {gates}; facts missing: {', '.join(tried.dropped) or 'none'}"


def _facts_of(sentences: Iterable[Sentence]) -> list[str]:
    return list(dict.fromkeys(fact for one in sentences for fact in one.facts))


def _dropped(draft: Draft, offline: Draft) -> tuple[str, ...]:
    """Facts that the offline draft says and this one does not, or not with its numbers."""
    said = set(_facts_of(draft.sentences))
    numbers = _numbers(" ".join(one.text for one in draft.sentences if one.role not in _OURS))
    missing: list[str] = []
    for one in offline.sentences:
        lost = [fact for fact in one.facts if fact not in said]
        if not lost and one.facts and not _numbers(one.text) <= numbers:
            lost = list(one.facts)
        missing += [fact for fact in lost if fact not in missing]
    return tuple(missing)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(term for term in terms(text) if term[:1].isdigit())


def _findings(tried: _Tried, offline: Draft) -> list[str]:
    """What to ask the model for: gates first, then the facts it left out, then the other criteria."""
    criteria = tried.review.criteria
    gates = set(tried.review.gates.not_met)
    asked: list[str] = []
    for identifier, verdict in sorted(criteria.items(), key=lambda item: item[0] not in gates):
        # What the note says beyond the sure facts must not reach the model, not even as a reason.
        if verdict.verdict != "not_met" or identifier == "covers-note":
            continue
        quoted = " / ".join(f"“{span.text}”" for span in verdict.spans[:2])
        why = verdict.why if _quotes_only(verdict.why, tried.draft) else ""
        said = ". ".join(part.rstrip(" .") for part in (quoted, why, verdict.instead) if part)
        asked.append(f"({identifier}) {said}.")
    asked += [f"(untraced) “{one.text}”. It says none of the facts. Leave it out." for one in _untraced(tried.draft)]
    wanted = [one.text for one in offline.sentences if set(one.facts) & set(tried.dropped)]
    asked[len(gates) : len(gates)] = [f"it also says: {text}" for text in wanted]
    return asked[: max(_MOST_FINDINGS, len(gates) + len(wanted))]


def _quotes_only(why: str, draft: Draft) -> bool:
    """Whether all that a reason quotes is in the draft itself."""
    quotes = re.findall(r"[“\"]([^”\"]+)[”\"]", why)
    return all(quote.lower() in draft.message.body.lower() for quote in quotes)


def _untraced(draft: Draft) -> list[Sentence]:
    """Sentences that claim something, but none of the facts."""
    return [one for one in draft.sentences if one.role == "fact" and not one.facts]


def _mend(tried: _Tried, sheet: FactSheet, review_fn: Reviewing, offline: Draft) -> tuple[_Tried, tuple[str, ...]]:
    """Replace or remove the sentences that a gate points at, and put back what was left out, until nothing changes."""
    english = sheet.note.language == "en"
    notices: list[str] = []
    current = tried
    for _ in range(_MENDINGS):
        sentences = list(current.draft.sentences)
        if not current.review.gates.passed or _untraced(current.draft):
            sentences = _without_gated(current, offline if english else None, notices)
        if english:
            sentences = _with_dropped(sentences, offline, notices)
        if tuple(sentences) == current.draft.sentences:
            break
        message = Message(current.draft.message.subject, compose(sentences, channel=sheet.note.channel))
        current = _tried(replace(current.draft, message=message, sentences=tuple(sentences)), review_fn, offline)
    if not english and current.dropped:
        # The offline sentences are English: they cannot be put into a message in another language.
        notices.append(f"Please check that these facts are in the message: {', '.join(current.dropped)}.")
        current = replace(current, dropped=())
    return current, tuple(notices)


def _gate_spans(review: Review) -> list[tuple[str, Span, str]]:
    """Each place that a gate points at: (criterion, span, why)."""
    found: list[tuple[str, Span, str]] = []
    for identifier in review.gates.not_met:
        verdict = review.criteria.get(identifier)
        spans: Sequence[Span] = verdict.spans if verdict else ()
        if not spans and review.fidelity and identifier in _CLAIMS:
            spans = review.fidelity.unsupported if identifier == "grounded" else review.fidelity.reversed
        found += [(identifier, span, verdict.why if verdict else "") for span in spans]
    return found


def _placed(draft: Draft) -> list[tuple[int, int]]:
    """Where each sentence stands in the body; (-1, -1) where it cannot be found."""
    places: list[tuple[int, int]] = []
    position = 0
    for one in draft.sentences:
        at = draft.message.body.find(one.text, position)
        places.append((at, at + len(one.text)) if at >= 0 else (-1, -1))
        position = max(position, places[-1][1])
    return places


def _without_gated(current: _Tried, offline: Draft | None, notices: list[str]) -> list[Sentence]:
    places = _placed(current.draft)
    gated = {
        number: "it says nothing that is in the facts"
        for number, one in enumerate(current.draft.sentences)
        if one in _untraced(current.draft)
    }
    for _, span, why in _gate_spans(current.review):
        for number, (start, end) in enumerate(places):
            if start < span.end and span.start < end and current.draft.sentences[number].role not in _OURS:
                gated.setdefault(number, why)
    kept: list[Sentence] = []
    ours = {one.text for one in offline.sentences} if offline else set()
    for number, one in enumerate(current.draft.sentences):
        if number not in gated:
            kept.append(one)
            continue
        standing = {other.text for other in current.draft.sentences}
        instead = [
            other
            for other in (offline.sentences if offline else ())
            if set(other.facts) & set(one.facts) and other.text not in standing and other not in kept
        ]
        if one.text in ours:
            instead = []
        kept += instead
        because = f" ({gated[number].rstrip('.')})" if gated[number] else ""
        done = "a sentence in your own words stands in its place" if instead else "it was taken out"
        notices.append(f"The model wrote “{one.text}”{because}: {done}.")
    return kept


def _with_dropped(sentences: list[Sentence], offline: Draft, notices: list[str]) -> list[Sentence]:
    """Put the offline sentences of left-out facts where the offline draft has them."""
    done = list(sentences)
    draft = Draft(Message(None, ""), tuple(done), "")
    missing = set(_dropped(draft, offline))
    before: set[str] = set()
    for one in offline.sentences:
        if set(one.facts) & missing and one.text not in {other.text for other in done}:
            done = _without_doubles(done, one)
            at = max((number + 1 for number, other in enumerate(done) if set(other.facts) & before), default=None)
            done.insert(at if at is not None else _first_place(done), one)
            notices.append(f"The model left this out, so it was put back: “{one.text}”.")
        before |= set(one.facts)
    return done


def _without_doubles(sentences: list[Sentence], back: Sentence) -> list[Sentence]:
    """Leave out the model's sentences that say only what the sentence put back says."""
    own = set(back.facts)
    wanted = terms(back.text)
    return [
        one
        for one in sentences
        if one.role in _OURS or not one.facts or not set(one.facts) <= own or overlap(wanted, terms(one.text)) < 0.5
    ]


def _first_place(sentences: Sequence[Sentence]) -> int:
    """After the greeting and whatever comes with it."""
    at = 0
    while at < len(sentences) and sentences[at].role == "greeting":
        at += 1
    return at
