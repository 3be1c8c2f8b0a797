"""Gate: no character or diagnosis label on the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._language import CHILD
from drafting.criteria._phrases import load_phrases
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_TRAIT = (
    r"(?:lazy|defiant|rude|disrespectful|manipulative|unmotivated|immature|spoiled|careless|aggressive|violent|stubborn|sneaky|dishonest|attention[- ]seeking|needy|clingy|bossy|difficult|disruptive|disorganized|scatter(?:ed|-?brained)|spacey|spacy"
    r"|flaky|hyper|wild|out of control|uncontrollable|impossible|mean|cruel|nasty|hostile|oppositional|insolent|mouthy|moody|whiny|dramatic|overly (?:sensitive|dramatic|emotional)|too sensitive|hot-?headed|impulsive|unruly|naughty|bad|irresponsible|inattentive|apathetic|selfish|self-centered|arrogant|entitled"
    r"|antisocial|weird|odd|strange|slow|dumb|stupid|dense|not bright|weak|low|below average|incapable|hopeless|helpless|unteachable|unreliable|untrustworthy|a (?:mess|problem|pain|challenge)|lacking (?:in )?(?:motivation|effort|discipline|self-control)|babyish|obnoxious|belligerent|noncompliant|non-compliant|troubled|damaged|broken|loud and|unfocused|quiet for once)"
)
_IS = screened(
    rf"\b(?P<who>{CHILD}|your (?:\w+ )?(?:child|son|daughter))(?:'s|'re| is| was| are| were| can be| has been|'s been|'s being| seems?| seemed| appears?| acts?| gets?| got| became| becomes| tends to be| has always been| has become| comes across as| remains?| continues to be| being)"
    rf"(?:,? (?:\w+ly|so|very|really|just|such|quite|rather|simply|a|an|bit|little|pretty|too|extremely|often|always|usually|generally|sometimes|being|kind|sort|of|somewhat|naturally|basically|honestly|clearly|obviously|the|most|more|less|been|lately),?){{0,5}},? (?:well, )?(?P<trait>{_TRAIT})\b"
)
_CHILD_NOUN = screened(
    rf"\b(?:a|an|such a|my|our|the) (?:\w+ )?(?P<trait>{_TRAIT}) (?:child|kid|boy|girl|student|learner|young (?:man|lady)|one)\b"
)
_HIS = screened(
    r"\b(?:ʘ+'s|his|her|their|your (?:son|daughter|child)'s) (?:\w+ )?(?:laziness|defiance|rudeness|disrespect|immaturity|bad attitude|poor attitude|attitude|carelessness|dishonesty|stubbornness|aggression|lack of (?:effort|motivation|respect|maturity|self-control|discipline|interest|character|ambition)|selfishness|meanness|sneakiness|impulsivity|hyperactivity)\b"
)
_DENIED = plain(
    r"\b(?:not|isn't|wasn't|never|n't|no|nothing|far from|hardly|anything but|don't (?:think|see|believe)|rather than|instead of)\b[^.,;]{0,25}$"
)
_THING = plain(
    r"(?:lazy|slow|wild|low|broken|bad|mean|odd|weird|strange|weak) (?:river|sunday|morning|afternoon|cooker|motion|rice|animals?|side|tide|number|numbers|day|days|time|luck|dream|weather|bone|arm|leg|and steady|down)"
)
_DIAGNOSIS = screened(
    r"\b(?:adhd|a\.d\.h\.d|autis(?:m|tic)|asperger\w*|on the spectrum|dyslexi[ac]|dysgraphia|dyscalculia|ocd|bipolar|oppositional defiant|hyperactiv\w+|tourette\w*|depress(?:ion|ed)|clinical\w*|anxiety disorder|learning disabilit\w+|processing disorder|attention deficit)\b"
)
_OTHER_CHILD = plain(
    r"\b(?:the|a|another|that|other) (?:\w+ )?(?:boy|girl|student|child|kid|classmate|one) (?:who|that|with|is|was)\b|[a-z]+, who\b"
)
_QUOTED = plain(r"\"[^\"]*$")


_PHRASES = load_phrases("no_labels")


def _judge(page: Page) -> Opinion:
    for line in page.lines_with(_IS, _CHILD_NOUN, _HIS, _DIAGNOSIS, _PHRASES):
        if line.part == "signature":
            continue
        low = line.low
        for pattern in (_IS, _CHILD_NOUN, _HIS):
            for hit in pattern.finditer(low):
                if _excused(low, hit.start(), hit.end()) or _DENIED.search(hit.group()):
                    continue
                if pattern is _IS and _THING.match(low[hit.start("trait") :]):
                    continue
                return reconsider(
                    "This says what the child is; the family can argue with that, and not with what you saw.",
                    "Say what you saw and when, without a word for it.",
                    page.line_span(line),
                )
        named = _DIAGNOSIS.search(low)
        if (
            named
            and page.kind not in {"iep_progress", "transition"}
            and not _established(page, named.group())
            and not _excused(low, named.start(), named.end())
        ):
            return reconsider(
                "A guess at a diagnosis is not yours to make, even as a hint.",
                "Describe what you see, and ask what the family has seen.",
                page.line_span(line),
            )
        for hit, phrase in _PHRASES.find(low):
            if not _excused(low, hit.start(), hit.end()):
                return reconsider(phrase.why, phrase.instead, page.line_span(line))
    return met("The child is not labelled.")


def _established(page: Page, word: str) -> bool:
    """Whether the family itself has named it, or the note records it."""
    return word in f"{page.parent_message or ''} {page.note or ''}".lower()


def _excused(low: str, start: int, end: int) -> bool:
    before = low[:start]
    quoted = _QUOTED.search(before) is not None and before.count('"') % 2 == 1
    other = _OTHER_CHILD.search(before) is not None or _OTHER_CHILD.search(low[start:end]) is not None
    return other or quoted or _DENIED.search(before) is not None or _THING.match(low[start:]) is not None


CRITERION = Criterion(
    id="no-labels",
    group="Respect",
    place=2,
    source="S3: “approach differences with curiosity rather than judgment”",
    gate=True,
    judge=_judge,
    flags=(
        Example("Dear Mr. Ito, Bea is lazy and careless.", given={"student": "Bea"}),
        Example("Dear Mr. Ito, Bea, one of my troublemakers, shared the paint.", "positive_note", {"student": "Bea"}),
        Example("Dear Mr. Ito, Bea might have a touch of ADHD.", given={"student": "Bea"}),
    ),
    clean=(
        Example("Dear Ms. Coe, Max cheered for every runner today.", "positive_note", {"student": "Max"}),
        Example(
            "Dear Mr. Ito, Bea drew the lazy river and told us about the slow cooker.",
            "positive_note",
            {"student": "Bea"},
        ),
        Example("Dear Mr. Ito, Bea said “you're stupid” to a classmate on Monday.", given={"student": "Bea"}),
        Example("Dear Mr. Ito, Bea is always first to help.", "positive_note", {"student": "Bea"}),
    ),
)
