"""What a message asks the family, and whether it is a question at all: open, about the child, or only about a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from drafting.criteria._language import CHILD, CLOCK, DATE
from drafting.criteria._screen import plain, remembered, screened
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Page

# "?" closes a question; these open one without it.
_INDIRECT = screened(
    r"\b(?:(?:i'd|i would|we'd|we would) (?:love|like|be (?:glad|happy|grateful|curious)|really like|very much like|value) (?:to )?"
    r"(?:hear(?:ing)?|know(?:ing)?|learn(?:ing)?|understand|ask)\b"
    r"|(?:i'm|i am|we're) (?:curious|wondering|interested|eager to (?:hear|know))\b(?! because)"
    r"|i(?:'ve| have)? (?:keep |kept )?wonder(?:ed)?(?: (?:what|how|if|whether|where|when|which))"
    r"|(?:please )?(?:do )?(?:tell|show|teach|help) (?:me|us) (?:about|what|how|more|which|when|where|a little|a bit|anything|understand|see)\b"
    r"|let me know (?:what|how|which) (?:you|he|she|they|helps|works|seems)"
    r"|(?:share|send|write) (?:me |us |with me |with us )?(?:what|anything|how|a few words about|any)\b"
    r"|i'd be grateful for any\b"
    r"|your (?:thoughts|ideas|view|take|advice|insight)s? (?:on|about|would))"
)
_WH = plain(r"\b(?:what|how|which|who|when|where|why)\b")
_LEADING_WH = plain(
    r"(?:^|[,;:(-] ?|\b(?:and|so|or|but|then) |\bto hear: |\blike to hear: )(?:\W*)(?:in what|at what|on what|with what|what|how|which|who|when|where)\b"
)
_ACCUSING = screened(
    r"\bwhy (?:did|do|have|has|is|are|was|were|can|does|would|could|should|hasn't|haven't|isn't|aren't|won't|can)\b.{0,12}(?:n't|not|you|no one|nobody)\b"
    r"|\bwhy (?:hasn't|haven't|isn't|aren't|won't|can't|didn't|don't|doesn't)\b"
    r"|\b(?:did|have|do|are|were|had) you (?:even|ever|not|at least|really|actually|bother|still|get a chance|remember|forget|had a chance|aware|realize)\b"
    r"|\blike you said\b|\bas you (?:said|promised|agreed)\b|\byou (?:said|promised|agreed) you would\b"
    r"|\bhow (?:can|could|do|are) (?:we|i) (?:supposed|expected|expect|help (?:him|her|them) if)\b"
    r"|\bwhat (?:kind of|sort of) (?:parent|home|family|example)|\bhow hard (?:is|can|would)\b"
    r"|\bwhat (?:is|are|'s) (?:going on|happening|wrong) (?:at home|with (?:him|her|them|you))\b|\bwho is (?:checking|watching|supervising|in charge)\b"
    r"|\bwhen (?:will|are|do) you (?:going to |plan to |intend to |finally )|\bis anyone\b|\bdoes anyone\b|\bdoesn't anyone\b"
    r"|^\W*(?:is|are|does|do|has|could) (?:he|she|they|ʘ+|it)(?: \w+)? ?(?:perhaps |maybe |possibly |be |still )*(?:\w+ ){0,3}(?:phone|bed|bedtime|asleep|sleep\w*|video|games?|tv|screens?|up late|tired|lying|breakfast|tablet|youtube)\b|\bsomething you are aware\b|\bis that something\b|\bwhat more\b|\bhow many times\b|\bhow long (?:will|do) (?:you|we|i) have to\b|\bcan you (?:please )?explain why\b"
)
_TAG = plain(
    r", (?:don't|wouldn't|won't|isn't|doesn't) (?:you|he|she|it|they) (?:agree|think|say)\b|(?:,|-) ?(?:right|ok|okay|yes|no|agreed|correct|don't you think|don't you agree|isn't (?:he|she|it|that)|aren't (?:they|we|you)|is(?:n't)? it"
    r"|wouldn't you (?:say|agree)|doesn't (?:he|she|it)|don't (?:they|you|we)|won't (?:he|she|you|they)|hasn't (?:he|she)|can't (?:he|she|we|you)|eh|huh)\s*\?"
)
_RHETORICAL = screened(
    r"^\W*(?:don't|doesn't|isn't|aren't|wouldn't|shouldn't|won't|can't|couldn't|didn't|haven't|hasn't) (?:you|we|he|she|it|that|they|ʘ+|this|all|parents|families)\b"
    r"|^\W*see (?:what|how)\b|^\W*(?:really|seriously|guess what|how (?:great|cool|cute|amazing|awesome|wonderful|lovely|sweet|fun|proud|exciting)|who knew|who wouldn't|what's not to)\b"
    r"|\baren't we all\b|\bdo you (?:agree|not|really think|want (?:him|her|them) to (?:fail|fall|repeat))\b|\bhow else\b|\bwho doesn't\b|\bwhat else can\b"
)
_SCHEDULING = screened(
    r"\b(?:stop|come|drop|pop) (?:by|in)\b|\bmeet(?:ing)?\b|\bsit down\b|\b(?:conference|appointment|slot)\b|\bavailable\b|\bfree (?:on|at|this|next|any|for)\b"
    r"|\bwork(?:s)? (?:best |better |well )?(?:for you|with your)|\bsuits? you\b|\b(?:what|which|any) (?:day|time|date|days|times)\b|\bwhen (?:can|could|would|are|is|should|may|shall|works|suits)\b"
    r"|\b(?:can|could|may|shall|should|would it be|would you like|is it ok|when) .{0,40}\b(?:call|phone|ring|talk|chat|speak|text|write|zoom|sign|come)\b"
    r"|\bhow (?:is|'s|about|does) .{0,30}(?:sound|work|"
    + DATE
    + r"|"
    + CLOCK
    + r"|\d)|\b(?:do|did) you (?:want|need|have) (?:me|to|any|a) .{0,20}(?:call|questions?|meet|time)\b"
    r"|\bany questions\b|\bbest (?:time|way|day|number|number to)\b|\bprefer\b.{0,30}\b(?:call|phone|email|text|meet)|\bshall i\b|\bcan you make it\b|\bwill you (?:be there|attend|join)\b"
)
_CHILD = plain(rf"\b{CHILD}\b|\b(?:him|her|them|his|their|hers|theirs|himself|herself|themselves)\b|ʘ")

_ABOUT = plain(r"\b(?:he|she|they|ʘ+|him|her|them)\b")
_MEETING = plain(r"\b(?:meet|time|day|conference|work(?:s)? (?:best )?for you)\b")
_WHEN_ASKED = re.compile(r"\b(?:what|which|any) (?:day|time)|\bif you (?:can|have|need|are)\b|\bquestions\b")
_WHETHER = re.compile(r".{0,12}\b(?:if|whether)\b")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. ``genuine``: not an accusation, a tag or rhetoric; ``open``: cannot be answered yes or no."""

    span: Span
    low: str
    genuine: bool
    open: bool
    scheduling: bool
    about_child: bool

    @property
    def leads(self) -> bool:
        """A real question about the child or what the family sees."""
        return self.genuine and not self.scheduling and (self.about_child or self.open)


def find_questions(page: Page) -> tuple[Question, ...]:
    """Read every question of the body, direct or not, in order."""
    return tuple(
        Question(page.span(line.start + asked.start, line.start + asked.end if line.asks else line.end), *asked[2:])
        for line in page.lines
        if line.part != "signature" and (asked := _read(line.low)) is not None
    )


class _Asked(NamedTuple):
    """A question in its sentence."""

    start: int
    end: int
    low: str
    genuine: bool
    open: bool
    scheduling: bool
    about_child: bool


@remembered
def _read(low: str) -> _Asked | None:
    if "?" in low:
        cut = low.rindex("?") + 1
        opening = _opening(low[:cut])
        asked = low[opening:cut]
        accusing = _ACCUSING.search(low) is not None
        empty = _TAG.search(low) is not None or _RHETORICAL.search(asked) is not None
        scheduling = _SCHEDULING.search(asked) is not None
        leading = _LEADING_WH.search(asked) is not None
        is_open = leading or _INDIRECT.search(asked) is not None
        if leading and scheduling and _ABOUT.search(asked) and not _MEETING.search(asked):
            scheduling = False
        return _Asked(
            opening,
            cut,
            asked,
            not accusing and not empty,
            is_open and not scheduling,
            scheduling,
            _CHILD.search(asked) is not None,
        )
    hint = _INDIRECT.search(low)
    if not hint:
        return None
    scheduling = _WHEN_ASKED.search(low[hint.end() :]) is not None
    return _Asked(
        hint.start(),
        len(low),
        low[hint.start() :],
        _ACCUSING.search(low) is None,
        not scheduling and not _WHETHER.match(low[hint.end() - 8 :]),
        scheduling,
        _CHILD.search(low) is not None,
    )


def _opening(asked: str) -> int:
    """Where the question itself begins: after a colon, or a statement set before it."""
    for mark in (": ", " - "):
        at = asked.rfind(mark)
        if at > 0 and _WH.match(asked[at + len(mark) :]):
            return at + len(mark)
    return 0
