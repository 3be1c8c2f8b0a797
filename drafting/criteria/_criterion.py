"""What a criterion is: who it speaks to, where it comes from, how it judges, and examples that prove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from drafting.types import Span, Verdict, VerdictValue

if TYPE_CHECKING:
    from drafting.criteria._page import Page

GROUPS = ("Ask", "Celebrate", "Solve", "Listen", "Respect", "Clear", "Fidelity")


class Opinion(NamedTuple):
    """What one criterion makes of one page, before its source is added."""

    verdict: VerdictValue
    spans: tuple[Span, ...] = ()
    why: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """An invented message that a criterion must flag or must leave alone; ``given`` holds other arguments of review."""

    message: str
    kind: str = "concern"
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a good message does.

    ``kinds`` are the kinds of message it is asked of (None: all). ``place`` orders criteria within their group.
    ``judge`` reads the page and never changes it. ``flags`` are messages to reconsider, ``clean`` are messages it must
    not flag (met, or not applicable); both are run by the tests. ``gate`` criteria are never averaged away. One that
    reads English words is ``unsure`` of a message in another language, unless it says ``any_language``.
    """

    id: str
    group: str
    place: int
    source: str
    judge: Callable[[Page], Opinion]
    flags: tuple[Example, ...]
    clean: tuple[Example, ...]
    kinds: frozenset[str] | None = None
    gate: bool = False
    any_language: bool = False

    def verdict(self, page: Page) -> Verdict:
        """Judge the page; ``na`` for a kind that this is not asked of, ``unsure`` for a language it cannot read."""
        if self.kinds is not None and page.kind not in self.kinds:
            return _not_of_this_kind(page.kind, self.source)
        if not (self.any_language or page.in_english):
            return Verdict("unsure", (), _NOT_ENGLISH, "", self.source)
        opinion = self.judge(page)
        return Verdict(*opinion, self.source)


_NOT_ENGLISH = (
    "The message is not in English, and this is looked for in English only; ask a person who reads the language."
)


@lru_cache(maxsize=1 << 10)
def _not_of_this_kind(kind: str, source: str) -> Verdict:
    said = kind.replace("_", " ")
    return Verdict("na", (), f"Not asked of this kind of message ({said}).", "", source)


def met(why: str, *spans: Span) -> Opinion:
    """The message does it, here."""
    return Opinion("met", spans, why)


def reconsider(why: str, instead: str, *spans: Span) -> Opinion:
    """The message does not do it; say this instead."""
    return Opinion("not_met", spans, why, instead)


def not_asked(why: str) -> Opinion:
    """The criterion does not apply to this message."""
    return Opinion("na", (), why)
