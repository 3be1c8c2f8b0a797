"""Mend a draft without asking a model: replace or take out what a gate marks, put back what was left out, shorten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from drafting.prompts import load_kind
from drafting.types import Draft, FactSheet, Message, Review, Sentence, Span
from drafting.writers import offline
from drafting.writers.layout import compose
from drafting.writers.tracing import overlap, terms

__all__ = ["Reviewing", "Tried", "fits", "mend", "shorten", "tried", "untraced"]

Reviewing = Callable[[Draft], Review]
"""Reviews a draft; spans are offsets into the body of its message."""

_MENDINGS = 3
_CLAIMS = {"grounded", "not-reversed"}
_OURS = {"greeting", "sign_off"}


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft with what the review and the facts say of it; the smaller ``rank``, the better."""

    draft: Draft
    review: Review
    dropped: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """Gates not met, facts dropped and claims untraced, criteria to reconsider."""
        reconsider = sum(verdict.verdict == "not_met" for verdict in self.review.criteria.values())
        return (len(self.review.gates.not_met), len(self.dropped) + len(untraced(self.draft)), reconsider)


def tried(draft: Draft, review_fn: Reviewing, plain: Draft) -> Tried:
    """Review a draft, and see which facts of the plain (offline) draft it drops."""
    return Tried(draft, review_fn(draft), _dropped(draft, plain))


def _facts_of(sentences: Iterable[Sentence]) -> list[str]:
    return list(dict.fromkeys(fact for one in sentences for fact in one.facts))


def _dropped(draft: Draft, plain: Draft) -> tuple[str, ...]:
    """Facts that the offline draft says and this one does not, or not with its numbers."""
    said = set(_facts_of(draft.sentences))
    numbers = _numbers(" ".join(one.text for one in draft.sentences if one.role not in _OURS))
    missing: list[str] = []
    for one in plain.sentences:
        lost = [fact for fact in one.facts if fact not in said]
        if not lost and one.facts and not _numbers(one.text) <= numbers:
            lost = list(one.facts)
        missing += [fact for fact in lost if fact not in missing]
    return tuple(missing)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(term for term in terms(text) if term[:1].isdigit())


def untraced(draft: Draft) -> list[Sentence]:
    """Sentences that claim something, but none of the facts."""
    return [one for one in draft.sentences if one.role == "fact" and not one.facts]


def mend(first: Tried, sheet: FactSheet, review_fn: Reviewing, plain: Draft) -> tuple[Tried, tuple[str, ...]]:
    """Replace or remove the sentences that a gate points at, and put back what was left out, until nothing changes."""
    english = sheet.note.language == "en"
    notices: list[str] = []
    current = first
    for _ in range(_MENDINGS):
        sentences = list(current.draft.sentences)
        if not current.review.gates.passed or untraced(current.draft):
            sentences = _without_gated(current, plain if english else None, notices)
        if english:
            sentences = _with_dropped(sentences, plain, notices)
        if tuple(sentences) == current.draft.sentences:
            break
        message = Message(current.draft.message.subject, compose(sentences, channel=sheet.note.channel))
        current = tried(replace(current.draft, message=message, sentences=tuple(sentences)), review_fn, plain)
    if not english and current.dropped:
        # The offline sentences are English: they cannot be put into a message in another language.
        notices.append(f"Please check that these facts are in the message: {', '.join(current.dropped)}.")
        current = replace(current, dropped=())
    return current, tuple(notices)


def shorten(first: Tried, sheet: FactSheet, review_fn: Reviewing, plain: Draft) -> tuple[Tried, tuple[str, ...]]:
    """Take out sentences that state no fact, the last first, until the message has a length that its channel allows."""
    current, notices = first, []
    while not fits(current.draft, sheet):
        spare = [one for one in current.draft.sentences if not one.facts and one.role not in {*_OURS, "question"}]
        if not spare:
            break
        sentences = tuple(one for one in current.draft.sentences if one is not spare[-1])
        message = Message(current.draft.message.subject, compose(sentences, channel=sheet.note.channel))
        current = tried(replace(current.draft, message=message, sentences=sentences), review_fn, plain)
        notices.append(f"Left out to keep the message short: “{spare[-1].text}”.")
    return current, tuple(notices)


def fits(draft: Draft, sheet: FactSheet) -> bool:
    """Whether a message has a length that its channel and kind allow."""
    return offline.fits(draft.message.body, sheet.note, load_kind(sheet.note.kind))


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


def _without_gated(current: Tried, plain: Draft | None, notices: list[str]) -> list[Sentence]:
    places = _placed(current.draft)
    gated = {
        number: "it says nothing that is in the facts"
        for number, one in enumerate(current.draft.sentences)
        if one in untraced(current.draft)
    }
    for _, span, why in _gate_spans(current.review):
        for number, (start, end) in enumerate(places):
            if start < span.end and span.start < end and current.draft.sentences[number].role not in _OURS:
                gated.setdefault(number, why)
    kept: list[Sentence] = []
    ours = {one.text for one in plain.sentences} if plain else set()
    for number, one in enumerate(current.draft.sentences):
        if number not in gated:
            kept.append(one)
            continue
        standing = {other.text for other in current.draft.sentences}
        instead = [
            other
            for other in (plain.sentences if plain else ())
            if set(other.facts) & set(one.facts) and other.text not in standing and other not in kept
        ]
        if one.text in ours:
            instead = []
        kept += instead
        because = f" ({gated[number].rstrip('.')})" if gated[number] else ""
        done = "a sentence in your own words stands in its place" if instead else "it was taken out"
        notices.append(f"The model wrote “{one.text}”{because}: {done}.")
    return kept


def _with_dropped(sentences: list[Sentence], plain: Draft, notices: list[str]) -> list[Sentence]:
    """Put the offline sentences of left-out facts where the offline draft has them."""
    done = list(sentences)
    draft = Draft(Message(None, ""), tuple(done), "")
    missing = set(_dropped(draft, plain))
    before: set[str] = set()
    for one in plain.sentences:
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
