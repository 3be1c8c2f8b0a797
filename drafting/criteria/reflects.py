"""The parent's point is said back in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._listening import copied_run, stems
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

_SAYS_BACK = screened(
    r"\b(?:you (?:want|wanted|are asking|feel|felt|worry|see|saw|would like|need|hope|found|heard|have (?:seen|watched|noticed)|noticed|don't want|were hoping)|you're (?:asking|saying|worried|seeing|telling|hoping)|if i (?:understand|hear|have) (?:you|it|this)|what i (?:hear|heard|understand)|(?:it )?sounds (?:like|as if)|so (?:you|he|she|it|the|they|ʘ+)\b|it seems|in other words|to (?:find|have|hear|be|see|watch)|it's (?:not )?(?:about|that)|when (?:a|you|your))\b"
)

_ABOUT_US = plain(r"\W*(?:thank|thanks|i (?:will|have|am moving)|i'll|our|the policy)")
_EXPLAINS = plain(r"\b(?:policy|because|i did|however)\b")


def _judge(page: Page) -> Opinion:
    theirs = stems(page.parent_message or "")
    parroted = None
    for line in page.lines:
        if line.part in {"signature", "closing"} or line.index > len(page.lines) * 0.6:
            continue
        if line.asks:
            continue
        said = stems(line.low)
        shared = said & theirs
        run = copied_run(line.low, page)
        if run >= 6 or (run >= 5 and len(said) <= 8):
            parroted = parroted or line
            continue
        if _reflects(line, len(shared), len(said)):
            return met("The parent's point comes back in your own words.", page.line_span(line))
    instead = "Say in your own words what you understood: “You want to know that she is safe.”"
    if parroted is not None:
        return reconsider(
            "This hands the parent's own words back; it does not show that you understood them.",
            instead,
            page.line_span(parroted),
        )
    return reconsider("The parent's point is not said back before it is answered.", instead)


def _reflects(line: Line, shared: int, said: int) -> bool:
    if _ABOUT_US.match(line.low):
        return False
    if _SAYS_BACK.search(line.low) and shared >= 1 and said >= 4:
        return True
    return shared >= 3 and not _EXPLAINS.search(line.low)


CRITERION = Criterion(
    id="reflects",
    group="Listen",
    place=2,
    source="S1: “Practice reflective listening”",
    kinds=frozenset({"reply"}),
    judge=_judge,
    flags=(
        Example(
            "Dear Mr. Ode, I understand that Bo has too much homework and is up until ten every night. Our policy is 40 minutes.",
            "reply",
            {"parent_message": "Bo has too much homework and is up until ten every night."},
        ),
        Example("Dear Mr. Ode, our policy is 40 minutes.", "reply", {"parent_message": "Bo has too much homework."}),
    ),
    clean=(
        Example(
            "Dear Mr. Ode, you want evenings in which Bo is done with homework and can sleep. I will cut the packet in half.",
            "reply",
            {"parent_message": "Bo has too much homework and he does not sleep enough."},
        ),
    ),
)
