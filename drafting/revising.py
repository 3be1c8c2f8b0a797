"""From a model's draft to one that can be shown: ask again at most twice, then mend sentence by sentence.

The order of trust is fixed: the facts, then the gates, then the model's wording. Whatever the model does, the result says
no fact fewer than the offline draft and passes the gates, or it is the offline draft; each step is told in ``notices``.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from drafting.errors import ModelError
from drafting.mending import Reviewing, Tried, fits, mend, shorten, tried, untraced
from drafting.prompts import load_findings
from drafting.types import Draft, FactSheet, Review

__all__ = ["Reviewing", "Wanted", "Writing", "revise", "revising"]

_MOST_FINDINGS = 6


class Writing(Protocol):
    """What ``revise`` needs of a writer."""

    def write(
        self, sheet: FactSheet, *, seed: int = 0, findings: Sequence[str] = (), previous: Draft | None = None
    ) -> Draft:
        """Write a draft, or with findings a revision of the previous one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft that ``revising`` asks for: the first, or with findings a revision of the previous one."""

    findings: tuple[str, ...] = ()
    previous: Draft | None = None


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
    asking = revising(sheet, review_fn, offline_draft, rounds=rounds)
    try:
        wanted = next(asking)
        while True:
            try:
                draft = writer.write(sheet, seed=seed, findings=wanted.findings, previous=wanted.previous)
            except ModelError as error:
                wanted = asking.throw(error)
            else:
                wanted = asking.send(draft)
    except StopIteration as done:
        result: tuple[Draft, Review, tuple[str, ...]] = done.value
        return result


def revising(
    sheet: FactSheet, review_fn: Reviewing, offline_draft: Draft, *, rounds: int = 2
) -> Generator[Wanted, Draft, tuple[Draft, Review, tuple[str, ...]]]:
    """Do what ``revise`` does, step by step: yield each draft that is wanted and be sent it, or thrown a ModelError."""
    best = tried((yield Wanted()), review_fn, offline_draft)
    trace = [f"{best.draft.writer}: first draft; {_told(best)}"]
    for number in range(1, rounds + 1):
        findings = _findings(best, offline_draft)
        if not findings:
            break
        try:
            again = yield Wanted(tuple(findings), best.draft)
        except ModelError as error:
            trace.append(f"{best.draft.writer}: revision {number} did not arrive ({error})")
            break
        if again.message == best.draft.message:
            trace.append(f"{again.writer}: revision {number} changed nothing")
            break
        second = tried(again, review_fn, offline_draft)
        better = second.rank < best.rank
        trace.append(
            f"{second.draft.writer}: revision {number}; {_told(second)}; {'kept' if better else 'not better, left'}"
        )
        if better:
            best = second
        elif best.review.gates.passed and not best.dropped:
            # What is left is manner, and asking did not help it.
            break
    mended, notices = mend(best, sheet, review_fn, offline_draft)
    mended, cuts = shorten(mended, sheet, review_fn, offline_draft)
    notices = (*notices, *cuts)
    trace += [f"mended: {notice}" for notice in notices]
    if not mended.review.gates.passed:
        why = "The model's draft could not be made safe to show"
    elif _in_another_language(mended.review):
        why = "The model did not write in the language asked for"
    elif mended.dropped:
        why = "The model left facts out"
    elif not fits(mended.draft, sheet) and fits(offline_draft, sheet):
        why = "The model's draft is too long to be sent this way"
    else:
        draft = replace(mended.draft, notices=(*mended.draft.notices, *notices))
        return draft, mended.review, tuple(trace)
    trace.append("the offline draft stands in its place")
    tongue = "" if sheet.note.language == "en" else " It is in English: a person must translate it."
    notice = f"{why}; this is the offline draft, in your own words.{tongue}"
    draft = replace(offline_draft, notices=(*offline_draft.notices, notice))
    return draft, review_fn(draft), tuple(trace)


def _in_another_language(review: Review) -> bool:
    verdict = review.criteria.get("right-language")
    return verdict is not None and verdict.verdict == "not_met"


def _told(given: Tried) -> str:
    gates = ", ".join(given.review.gates.not_met) or "none"
    return f"gates to reconsider: {gates}; facts missing: {', '.join(given.dropped) or 'none'}"


def _findings(given: Tried, plain: Draft) -> list[str]:
    """What to ask the model for: gates first, then the facts it left out, then manner; only what its facts allow.

    The reasons of the review are for the teacher: they may quote the note, and advise what only she can add.
    """
    gates = set(given.review.gates.not_met)
    known = load_findings()
    asked: dict[str, list[str]] = {"gates": [], "manner": []}
    for identifier, verdict in given.review.criteria.items():
        told = known.get(identifier, "Change or leave out {quote}." if identifier in gates else "")
        if verdict.verdict == "not_met" and told:
            quote = " and ".join(f"“{span.text}”" for span in verdict.spans[:2]) or "Something"
            asked["gates" if identifier in gates else "manner"].append(told.replace("{quote}", quote))
    claims = [f"“{one.text}” says none of the facts. Leave it out." for one in untraced(given.draft)]
    wanted = [f"Also say: {one.text}" for one in plain.sentences if set(one.facts) & set(given.dropped)]
    first = [*asked["gates"], *claims, *wanted]
    return [*first, *asked["manner"][: max(0, _MOST_FINDINGS - len(first))]]
