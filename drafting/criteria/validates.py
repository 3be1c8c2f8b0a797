"""The parent's feeling or concern is named and accepted before anything is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.criteria._listening import copied_run, parent_view_known
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_ACCEPTS = screened(
    r"\b(?:you(?:'re| are) (?:right|absolutely right|doing so much|allowed)|you were right|you have every (?:right|reason)|(?:that|it|this) (?:makes|made) (?:\w+ )?sense|no wonder|of course (?:you|it|that|he|she)|who wouldn't"
    r"|any(?:one|body| parent| mother| father| family) would (?:be|feel|want|worry|ask)|i(?:'d| would)(?: have)? (?:be|feel|felt|been|want|worry|ask|have asked|be asking)\b.{0,40}\b(?:as well|too|also|in your (?:place|shoes)|the same|if|myself)|that must (?:have|be|feel)|(?:it|that) (?:is|was|sounds|must be|would be|can be) (?:so |very |really |a )?(?:hard|upsetting|frightening|scary|painful|frustrating|worrying|worrisome|unfair|hurtful|exhausting|lot|heavy|awful|confusing|fair|reasonable|understandable|real)"
    r"|i (?:can )?(?:see|hear|understand|get) (?:why|how|that|your|you|both)|i (?:share|understand) (?:your|that) (?:worry|concern|frustration|feeling)|your (?:worry|concern|anger|frustration|question|point|feeling|fear|hope|instinct)s? (?:is|are|comes?|makes?|matters?|sounds?|about)|you(?:'re| are) not (?:wrong|overreacting|alone|imagining)|i hear (?:you|how|that|the|your)"
    r"|i(?:'m| am) (?:so |truly |very |really )?sorry (?:that|for|you|it|he|she|this|about|to)|it would be on my mind|you (?:deserve|deserved)|you should have (?:heard|been|known)|that is on (?:me|us)|that's on (?:me|us)|(?:understandabl[ey]|fair (?:question|point|enough)|good question|thank you for (?:telling|trusting|raising|being (?:honest|open|direct|frank|straight))|i'm (?:so )?glad you (?:told|asked|wrote|raised|said)|i(?:'d| would) be (?:angry|upset|worried|frightened|concerned|frustrated|asking|hurt)))\b"
)
_TAKEN_BACK = plain(r"\b(?:but|however|though|that said|nevertheless|nonetheless|still,|unfortunately)\b")
_HOLLOW = plain(
    r"\bi (?:understand|hear|see|appreciate|know) (?:that )?(?:you(?:'re| are| may| might| feel)?|your) (?:feelings?|concerns?|frustrations?|are concerned|upset|are upset|position|point of view|may be|might be)\b"
)
_EXPLAINS = screened(
    r"\b(?:policy|because|procedure|protocol|rule|per (?:the|our)|standard|the reason|as i (?:said|explained|mentioned)|i did already|our department|handbook|process)\b"
)

_BUT = plain(r"\W*(?:but|however|that said|unfortunately|still,)")


def _judge(page: Page) -> Opinion:
    if not parent_view_known(page):
        return not_asked("The parent's own view is not known.")
    instead = "Name what the parent feels and accept it before you explain: “It makes sense that you are worried.”"
    taken = None
    explained = False
    lines = [line for line in page.lines if line.part not in {"signature", "greeting"} or len(line.low) > 40]
    for place, line in enumerate(lines):
        hit = _ACCEPTS.search(line.low)
        if hit:
            rest = line.low[hit.end() :]
            following = lines[place + 1].low if place + 1 < len(lines) else ""
            if _TAKEN_BACK.search(rest) or _BUT.match(following):
                taken = taken or line
                continue
            hollow = 5 if _HOLLOW.search(line.low) else 7
            if copied_run(line.low, page) >= hollow:
                taken = taken or line
                continue
            if explained:
                taken = taken or line
                continue
            return met("The parent's feeling is named and accepted first.", page.line_span(line))
        if _EXPLAINS.search(line.low):
            explained = True
    if taken is not None:
        return reconsider(
            "The acceptance is taken back, comes late, or only hands the parent's words back.",
            instead,
            page.line_span(taken),
        )
    return reconsider("The parent's feeling is not named or accepted.", instead)


CRITERION = Criterion(
    id="validates",
    group="Listen",
    place=1,
    source="S1: “Validate parent concerns”",
    kinds=frozenset({"reply", "concern"}),
    judge=_judge,
    flags=(
        Example(
            "Dear Ms. Noor, I understand your concern, but this is our policy.",
            "reply",
            {"parent_message": "I am upset about recess."},
        ),
        Example(
            "Dear Ms. Noor, the policy is ten minutes a grade.",
            "reply",
            {"parent_message": "There is too much homework."},
        ),
    ),
    clean=(
        Example(
            "Dear Ms. Noor, no wonder you are upset; anyone would be. I have moved his seat.",
            "reply",
            {"parent_message": "He is being teased."},
        ),
        Example("Dear Ms. Noor, Ada was late 4 times this month.", "concern", {"student": "Ada"}),
    ),
)
