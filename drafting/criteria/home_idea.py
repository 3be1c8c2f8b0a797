"""One small, optional, doable idea for home, not an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

_IN_NOTE = plain(
    r"\b(?:home|family) (?:idea|activity|practice|try|game|tip|suggestion)|\b(?:idea|try|practice|game|tip) (?:for|at) home\b|\bat home[:,]? (?:could|can|may|might|try|ask|play|read|count|he|she)|\bask (?:him|her|them) (?:to|about|how)\b|\b(?:could|can|may|might) .{0,30}\bat home\b"
)
_INVITES = screened(
    r"\b(?:(?:you|he|she|they|ʘ+|your family) (?:could|might|may|can)|(?:should|if) (?:you|he|she|they|ʘ+|your family) (?:be|feel|feels|like|likes|want|wants|have|has|find|are)\b|in the mood|feel(?:s)? like|only if|if (?:he|she|they|ʘ+)(?:'s|'re| is| are| feels?| wants?| likes?)|if you(?:'d| would|'ve| have| happen| like| want| feel| get| pass| find| ever| are| need|r)?|feel free|one idea|an idea|a (?:fun|small|little|quick) (?:idea|game|thing)|want to try|would you like|maybe|perhaps|no need|only if|just for fun|only for fun|for fun|in a (?:free|spare|quiet) (?:moment|minute)|optional|whenever|when you (?:have|pass|cook|walk|ride|shop|are)|next time you|any time|on (?:a|the) (?:walk|bus|way)|ask (?:him|her|them|ʘ+|your child) (?:to (?:show|tell|teach|explain|read|sing)|about|how|what|which|why)|try (?:this|asking|counting|reading|it|one)|invite (?:him|her|them|ʘ+)|let (?:him|her|them|ʘ+))\b"
)
_HOME = plain(
    r"\b(?:at home|together|tonight|this (?:weekend|evening|week)|home|walk|bus|kitchen|dinner|bed(?:time)?|table|car|store|cook\w*|play|game|count|read|spot|find|hunt|look for|draw|tell|talk|story|show|ask|sing|listen|teach|weekend|sunday|saturday|house|evening|fold|guess|sort|measure|name|sound|try)\b"
)
_ORDER = screened(
    r"^\W*(?:please |and |then |so )?(?:make|sit|have|read|practice|practise|complete|do|review|check|quiz|drill|work|go over|ensure|be sure|log|sign|study|remember to|spend|set aside|finish|visit|print|correct)\b|\b(?:please|you (?:should|need to|must|have to|will need)|need(?:s)? to|must|should(?! (?:you|he|she|they|ʘ))|has to|make (?:him|her|them|ʘ+)|have your child|have (?:him|her|them|ʘ+) (?:read|practice|do|complete|write)|is required|are required|expected to|every (?:night|evening|day|single)|nightly|each (?:night|evening)|mandatory|home reading is)\b"
)
_LONG = plain(
    r"\b(?:2[5-9]|[3-9]\d|twenty-five|thirty|forty(?:-five)?|sixty) ?(?:min|mins|minutes)\b|\b(?:an?|one|two) hours?\b|\bevery (?:night|evening|day)\b|\bnightly\b"
)

_CONTACT = plain(
    r"\b(?:call|email|e-mail|reach|text me|questions|contact|let me know|reply|message me|welcome to (?:come|join|attend)|rsvp)\b"
)
_PRACTICE = plain(
    r"\b(?:home|practice|read|sit|review|night|evening|minutes|min|website|app|packet|with (?:him|her|them|ʘ+|your child))\b"
)


def _judge(page: Page) -> Opinion:
    if page.kind in {"positive_note", "concern"} and not (page.note and _IN_NOTE.search(page.note.lower())):
        return not_asked("The note has no idea for home.")
    order: Line | None = None
    for line in page.body:
        low = line.low
        invites = _INVITES.search(low)
        ordered = _ORDER.search(low)
        if invites and _HOME.search(low) and not ordered and not _LONG.search(low) and not _CONTACT.search(low):
            return met("The idea is small and may be left alone.", page.line_span(line))
        if ordered and _PRACTICE.search(low):
            order = order or line
    instead = "Offer one thing of a few minutes: “If you have a moment, you could ...”"
    if order is not None:
        return reconsider("This is an order or a long task rather than an idea.", instead, page.line_span(order))
    return reconsider("There is no idea for home.", instead)


CRITERION = Criterion(
    id="home-idea",
    group="Clear",
    place=3,
    source="S2: “engage parents in working directly with their children on learning activities in the home”",
    kinds=frozenset({"home_learning", "weekly_update", "positive_note", "concern"}),
    judge=_judge,
    flags=(
        Example("Dear families, please have your child practice for 30 minutes every evening.", "home_learning"),
        Example("Dear families, we read two stories about whales.", "weekly_update"),
    ),
    clean=(
        Example("Dear families, on a walk you might look for triangles together.", "home_learning"),
        Example("Dear Ms. Fox, Ezra read a poem.", "positive_note", {"student": "Ezra"}),
    ),
)
