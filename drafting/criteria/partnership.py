"""Framed as one team, not as instruction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._screen import screened
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_TEAM = screened(
    r"\btogether\b(?! with (?:his|her|their) (?:group|partner|friends))|\b(?:as|one|a|good|great|same|your|our) team\b|\bteam ?(?:mates?|work|up)\b|\bteaming up\b|\b(?:as|our|your|my|are|be|true|home|school|in|a) partner(?:s|ship)\b|\bpartner(?:ing)? with (?:you|your|famil)|\bpartnership\b|\bside by side\b|\bhand in hand\b"
    r"|\byou and (?:i|me)\b|\bthe (?:two|three|four|both) of us\b|\bbetween us\b|\bboth of us\b|\bus both\b|\b(?:we|what we) (?:are )?both (?!know|have seen|understand|agree)\w+|\bi'd like us to\b|\bwith (?<!share with )(?<!discuss this with )(?<!discuss with )(?<!met with )(?<!this letter with )(?<!bring with )(?<!it with )(?<!be honest with )(?<!be open with )you\b(?!:)(?! (?:about|regarding|concerning|because|as soon|immediately|in attendance))|\bwith your (?:help|input|ideas|family|blessing|eyes)\b|\b(?:home and school|school and home|you at home|compare (?:notes|what)|each of us|all of us|alongside (?:you|your)|from both|on board|two (?:pairs|sets) of eyes|you decide|your (?:help|say|choice|call|lead)|between your [\w ]+ and (?:my|our|mine)|i'd value your eyes|learn from (?:you|each))\b"
    r"|\b(?:we|we'll|we will|we can|could we|can we|shall we|let's|let us|how we (?:can|might)|what we)(?: all| each| both)? (?:can |could |might |will )?(?:plan|decide|figure|find|try|build|make a plan|work out|come up|choose|think|compare|solve|sort|look|pick|put|see what|adjust|change the plan|talk|set|agree|share|each)\b"
    r"|\bour (?:plan|next step|shared|goal)\b|\b(?:i'd|i would) value your\b|\byour eyes\b|\btell me what you (?:think|would|see)\b|\bwe(?:'re| are) (?:in this|on the same|a team)\b|\bwon't be alone\b|\bnot alone\b|\bjoin (?:me|us|forces)\b|\bon (?:his|her|their|ʘ+'s?) side\b|\bhow can i (?:help|support)\b|\bwhat can i do\b|\bwork(?:ing)? with you\b"
)
_INSTRUCTING = screened(
    r"\bwe both know\b|\b(?:i|we) (?:need|expect|require) (?:you|your|parents)\b|\byou (?:need to|must|have to)\b|\byour (?:part|job|responsibility) is\b|\bfamily responsibility\b|\bper (?:the|our|school|district)\b.{0,30}\b(?:policy|handbook|rules?)\b|\bno action is required\b|\bserves to notify\b|\bmandatory\b|\b(?:is|are) required to\b"
)


def _judge(page: Page) -> Opinion:
    order = None
    team: list[Span] = []
    for line in page.lines_with(_TEAM, _INSTRUCTING):
        if line.part == "signature":
            continue
        order = order or (_INSTRUCTING.search(line.low) and line) or None
        if _TEAM.search(line.low) and not _INSTRUCTING.search(line.low):
            team.append(page.line_span(line))
    instead = "Say it as one team: “Let's look at this together on ...”"
    if team:
        return met("It speaks as one team with the family.", *team[:4])
    if order is not None:
        return reconsider("This instructs the family rather than joining them.", instead, page.line_span(order))
    return reconsider("Nothing in it puts you and the family on one team.", instead)


CRITERION = Criterion(
    id="partnership",
    group="Solve",
    place=5,
    source="S2: “work as a team for the benefit of the student”; S3: “parents as essential educational partners”",
    kinds=frozenset({"concern", "reply", "follow_up", "action_plan", "conference_invite", "welcome"}),
    judge=_judge,
    flags=(
        Example("Dear Ms. Hale, Ira was late 4 times. We need you to have him here by 8:05.", given={"student": "Ira"}),
        Example("Dear Ms. Hale, Ira was late 4 times. I think we both know why.", given={"student": "Ira"}),
    ),
    clean=(
        Example("Dear Ms. Hale, Ira was late 4 times. You and I can find out what helps.", given={"student": "Ira"}),
        Example("Dear Ms. Hale, Ira was late 4 times. Let's look at it together on Friday.", given={"student": "Ira"}),
    ),
)
