"""The family's knowledge of their child is credited or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_KNOWN = screened(
    r"\byou(?:'ve| have)? (?:know|knew|understand|see|read|watched|raised|seen|noticed|learned)(?:'ll)? (?:\w+ )?(?:ʘ+|him|her|them|his|her|their|things|more|what|better|sides)\b"
    r"|\byou(?:'ll| may| might| will| probably| surely| must| can)+ (?:well )?(?:know|see|have (?:seen|noticed|ideas|a sense|found)|notice|understand)\b"
    r"|\byou(?:'re| are) the (?:expert|authority|one who)\b|\b(?:knows?|hears?|sees?|understands?) (?:\w+ )?(?:\w+ )?(?:as|better than|more (?:of|about)|far more|best)\b.{0,30}\b(?:you|we|i|anybody|anyone)\b|\byou (?:know|hear|see) (?:far |much )?(?:more|him|her|them|ʘ+)|\byour (?:eyes|knowledge|insights?|ideas?|experience|wisdom|advice|view|perspective|thoughts|trick|instinct|read) (?:on|about|of|into|help|would|matter|is|are|as)\b"
    r"|\b(?:tricks?|ideas?|words|games?|routines?|ways?) (?:you|that) (?:use|used|try|have|found|work|already)|\bwhat(?:ever)? (?:already )?(?:works|worked|helps|helped|calms|calmed|gets) (?:at home|for (?:him|her|them|ʘ+|you)|(?:him|her|them|ʘ+))"
    r"|\b(?:grandpa|grandma|mom|dad|nana|your)(?:'s)? (?:\w+ )?(?:trick|idea|suggestion|advice|tip|method|way)\b|\bin your eyes\b|\bthan (?:i|we|anyone|any of us) (?:do|can|could|ever|know)?\b.{0,20}\b(?:you|know)\b"
    r"|\bnobody knows\b|\bno one knows\b|\bknow (?:him|her|them|ʘ+|your (?:son|daughter|child)) best\b|\byou (?:told|taught|showed|helped) (?:me|us) (?:that|what|how|about|see|understand)\b|\bthanks to (?:you|what you)\b"
)
_TO_FAMILY = plain(
    r"\b(?:at home|home|in your eyes|you (?:see|notice|hear|think|find|know|watch|seen|noticed|heard|found|tried|use|change|add|word|do differently|try)|(?:telling|told|tell|say|says|said|show|shown) (?:to )?you|you've|missed|your)\b"
)
_CHILD = plain(r"\b(?:ʘ+|he|she|they|him|her|them|his|their|your (?:child|son|daughter))\b|ʘ")
_ANYTHING = plain(
    r"\banything (?:else )?(?:i|we|you think i) (?:should|could|need to|ought to) know\b|\banything (?:you(?:'ve| have)? (?:noticed|seen|found|tried)|that (?:helps|works|worries|calms))\b|\b(?:has|have|does|did) (?:he|she|they|ʘ+) (?:said|mentioned|told you|talk(?:ed)?|say|mention)\b"
)
_CHALLENGE = plain(
    r"\bwhat (?:do|would|can|could|will) you (?:suggest|propose|expect|plan|do|want)\b|\bhow do you (?:plan|propose|intend)\b"
)


def _judge(page: Page) -> Opinion:
    found = [
        question.span
        for question in page.questions
        if question.open
        and question.genuine
        and not question.scheduling
        and not _CHALLENGE.search(question.low)
        and (_CHILD.search(question.low) or _TO_FAMILY.search(question.low))
    ]
    found += [
        question.span
        for question in page.questions
        if not question.open and question.genuine and _ANYTHING.search(question.low)
    ]
    found += [
        page.line_span(line)
        for line in page.lines_with(_KNOWN)
        if line.part != "signature" and not line.asks and _KNOWN.search(line.low)
    ]
    if found:
        return met("It credits or asks for what the family knows about their child.", *found[:4])
    return reconsider(
        "The family's own knowledge of their child is neither asked for nor credited.",
        f"Ask for it: “You know {page.child} best. What helps at home?”",
    )


CRITERION = Criterion(
    id="parent-expertise",
    group="Ask",
    place=3,
    source="S3: “Equally important is recognizing parent expertise”",
    kinds=frozenset({"concern", "reply", "conference_invite", "welcome", "action_plan", "iep_progress", "transition"}),
    judge=_judge,
    flags=(
        Example("Dear Ms. Orr, Levi has 3 of 8 pages in. What do you suggest?"),
        Example("Dear Ms. Orr, Levi has 3 of 8 pages in. He will stay for help on Monday."),
    ),
    clean=(
        Example("Dear Ms. Orr, you know Levi best, so your ideas are welcome. He has 3 of 8 pages in."),
        Example("Dear Ms. Orr, what does Levi say about math at home?"),
    ),
)
