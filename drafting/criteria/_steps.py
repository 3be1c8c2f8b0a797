"""Who will do what: the teacher's own commitments, steps for the child, what is asked of the family, and when."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from drafting.criteria._language import CHILD, CLOCK, WHEN_TEXT
from drafting.criteria._screen import plain, remembered, screened
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Page

Owner = Literal["teacher", "child", "family", "we"]

_WILL = r"(?:'ll| will| am going to|'m going to| are going to|'re going to| is going to|'s going to| mean to| plan to| intend to| promise to| shall)"
_ADVERB = r"(?:(?:also|gladly|personally|certainly|then|still|just|already|now|both|each|always|even|happily|be sure to|make sure to|continue to|keep|quietly|gently) )*"
_SCHOOL = r"(?:the (?:school|team|office|counselor|nurse|librarian|staff)|our (?:\w+ )?(?:team|counselor|nurse|librarian|coach|interpreter|office)|(?:mr|ms|mrs|mx|dr|coach|dean|nurse|principal)\.? ǂ+(?: ǂ+)?(?:,[^,]{3,40},)?)"
# The teacher's own future: "I will", "he and I will", "our counselor will".
_OWN_FUTURE = screened(
    rf"\b(?:i|we|(?:he|she|they|ʘ+|you) and i|both of us|{_SCHOOL})(?: and i)?{_WILL} {_ADVERB}(?P<do>[\w'-]+)"
)
# Done or under way: "I have moved", "I moved", "I'm keeping notes".
_OWN_DONE = screened(
    r"\b(?:i|we)(?:'ve| have)? (?:already |also |now |just )?(?P<do>moved|given|gave|put|made|set|asked|paid|added|changed|printed|started|arranged|spoken|spoke|talked|saved|held|bought|signed|scheduled|switched|placed|taken|took|found|ordered|cut|begun|began|reserved|booked|packed|marked|written|copied|called|emailed|met with|let|lent|prepared|picked|assigned|adjusted|removed|opened|planned|agreed|offered|created|shortened|reduced|replaced|corrected|fixed|excused|extended|highlighted|taped|labeled)\b(?! (?:me|us|up (?:with|to) you)\b)"
)
_OWN_NOW = screened(
    r"\b(?:i'm|i am|we're|we are)(?: now| also| already)? (?P<do>(?:giv|mov|keep|putt|bring|chang|start|sett|add|sav|hold|mak|try|offer|arrang|tak|switch|mak|read|meet|pair|work|practic|us|check|print|us|test|schedul|swap|plan|build|creat|order|sitt|teach|help|seat|assign|reserv|cutt|adjust|clear|writ|tracking|open)ing)\b"
)
_LABELLED = screened(
    r"^\W*(?:me|i|teacher|at school|school|in class|class|my part|our part|what i'?(?:ll| will) do|here at school|ms\.? ǂ+|mr\.? ǂ+|mrs\.? ǂ+)\s?[:-] ?\w+|\bmy part(?: is|:)? \w+|\b(?:which|that) i (?:write|will|read|check|keep|set|put|do)\b"
)
_HEARD = screened(
    r"\b(?:you'll|you will) (?:get|hear|have|receive|see|find)\b.{0,40}\bfrom me\b|\byou(?:'ll| will) hear from me\b|\b(?:expect|look for|watch for) (?:an? |my |the )?(?:\w+ )?(?:call|e-?mail|note|text|message|letter|update)\b|\b(?:my|a) (?:call|note|e-?mail|message|text) (?:will|is coming|comes)\b"
)
_PROMISED = screened(
    rf"\b(?:i|we) (?:write|call|phone|text|ring|send|check|meet|sit|tell|speak|help|read|practice)\b(?=[^.]{{0,60}}{WHEN_TEXT})|\b(?:shall|may|can|could|should) i (?:call|phone|ring|write|text|email|e-mail|check|send|try)\b|\blet me (?:try|check|look into|talk to|find|start|move|call|speak to)\b|\b(?:count on|leave (?:it|that) (?:to|with)) me\b|\b(?:the team|the school|we) (?:has|have) (?:developed|set|made|put|arranged|planned|agreed)\b"
)
# What the school gives the child without an "I": "she will be receiving", "he starts in a small group on Monday".
_GIVEN = screened(
    rf"\b{CHILD}{_WILL} (?:also |now )?(?:be (?:receiving|getting|given|working|meeting|sitting|joining|starting|pulled|paired|seated|moved|allowed|able to)|have (?:a|an|the|extra|ten|two|five|more|time)|get (?:a|an|the|extra|ten|two|more)|receive|sit|meet|join)\b|\b(?:was|has been|is being|is|were) (?:assigned|placed|moved|scheduled|given|paired|enrolled|signed up)(?: \w+){{0,2}} (?:to|in|with|for|tier|a|an|extra)\b|\bfrom \w+day on,? {CHILD}\b"
)
_HOLLOW = frozenset(
    "be have need want like love see work try keep hope continue think miss never not always assume expect trust remain consider monitor get address reconvene leave carry no discuss support require "
    "forced deal appreciate do improve learn rock know understand agree handle look strive endeavor reach react wait revisit believe remember enjoy celebrate go explore study cover begin find figure make".split()
)
_VAGUE = screened(
    r"\b(?:work(?:ing)? (?:on (?:it|this|that|things)|harder|hard)|try (?:harder|his best|her best|their best|hard|my best|our best|to)|do (?:better|his best|her best|their best|my best|our best|what (?:i|we) can|everything|all)|make (?:better|good|things better|it better|smart|wise|sure (?:this|it|that))(?: choices)?|get (?:organized|it together|back on track|better|there|him there|her there|them there)"
    r"|stay on top|hope (?:for|that|it)|hopefully|straightened out|carry on|be communicated|keep (?:an eye|it up|going|working|pushing|at it|trying|up|this|doing)|figure (?:it|this|things) out|improv\w+|turn (?:it|things) around|be (?:more|better)|use (?:his|her|their) time|see (?:what happens|how it goes|improvement|a change)|as needed|going forward|step (?:it )?up|continue to (?:monitor|support|work|encourage|do)|look into (?:it|this|that)|do something|help (?:him|her|them) (?:succeed|improve|do better)|support (?:him|her|them)|address (?:it|this|that)|be here for|be there for|get through)\b"
)
_THREAT = screened(
    r"\bif (?:it|this|he|she|they|ʘ+|the \w+|there)(?: \w+)? (?:happens?|continues?|does(?:n't| not)|isn't|is not|fails?|keeps?|persists?|recurs?)\b|\b(?:i|we)(?:'ll| will) (?:have (?:no choice|to)|be forced)|\b(?:no choice|zeros?|no recess|lose recess|detention|consequences?|referral|los(?:e|ing) (?:his|her|their|recess|privileges|the)|take away|write (?:him|her|them) up|refer (?:him|her|them)|not accept|count as|penalt\w+|failing grade|retain\w*|suspend\w*|suspension|truancy|refer the matter|fines?|court|call home every)\b"
)
_CONTACT = screened(
    r"\b(?:call(?:ing|ed)?|phon(?:e|ing)|ring|text(?:ing)?|e-?mail(?:ing)?|write(?: to)? (?:you|again|home|here|on|next|by|a|to|with)|messag(?:e|ing)|in touch|let you know|send (?:you|a|an|the|home|it|word|another|note|him home|her home)|check(?:ing)?[- ]?(?:in|back)|touch base|update[sd]?|see you|hear from|tell you|reconnect|follow(?:ing)? up|get back|reach out|drop you|expect|e-?mail|talk again|speak again|report back|share (?:what|how|it|the|with)|meet with you|talk with you|speak with you)\b"
)
_MEETING = screened(
    rf"\b(?:let's|let us|can|could|will|'ll|please|shall|would|may|might|to|i'd like|we|plan|is|has been|have) (?:\w+ ){{0,4}}(?:meet|meeting|conference|sit down|come (?:in|by)|stop (?:in|by)|appointment|drop in|talk|speak|call me|zoom|attend|see (?:you|me)|be here|report)\b[^.]{{0,80}}(?:{WHEN_TEXT}|{CLOCK})|(?:{WHEN_TEXT})[^.]{{0,60}}\b(?:meet|meeting|conference|come in|come by|sit down|stop by)\b"
    rf"|\b(?:meet|stop by|come (?:in|by|to)|drop by|call me|see me|conference|meeting)\b[^.]{{0,60}}(?:{WHEN_TEXT}|{CLOCK})"
)
_ORDER = screened(
    r"\b(?:please|kindly|pls)\s(?!know|tell|let|share|feel|call|text|write|reply|email|find|accept|reach|don't hesitate|do not hesitate|message|contact|join|note|bring this)\w+"
    r"|\b(?:i|we) (?:need|expect|want|require|ask|am asking|would (?:like|ask|appreciate)) (?:you|your|that you|parents|families) (?:to )?(?!because|this|that|about)|\byou (?:need to|must|should|have to|will need to|ought to|are (?:expected|required|responsible))\b"
    r"|\b(?:needs? to happen|is required|are required|require[sd]? practice|it is (?:important|essential|imperative) that)\b|\byour (?:part|job|role|responsibility)\b"
    r"|^\W*(?:read|sit|make sure|ensure|check|sign|review|practice|have (?:him|her|them|your)|talk to|remind|take away|limit|complete|return|visit|buy|bring|keep|do (?:all|the|these|this)|make (?:him|her|them))\b|\bmake (?:him|her|them) (?:read|do|redo|sit|write|practice|finish|study)\b|\b(?:at home|home|family|you)\s?: \w+|\b(?:sit with|read with|go over|review) (?:it |this |the \w+ )?(?:with )?(?:him|her|them|ʘ+) (?:every|each|for|tonight)"
)
# Telling, signing and confirming change nothing for the child.
_SAYING = plain(
    r"\b(?:talk|speak|tell|remind|sign|return|confirm|respond|reply|discuss|let)\b(?! (?:below and (?:read|help)))"
)
_OFFER = screened(
    r"\b(?:what if|could we|can we|shall we|should we|let's|would you (?:be (?:willing|open|able|up)|mind|try|want|like to)|how about|one (?:thing|idea|small thing)|i suggest|my suggestion|i recommend|i(?:'d| would) (?:suggest|like to (?:try|start|have|move|offer|give|set up|meet))|i can (?:offer|give|send|lend|meet|set|move|save|stay)|(?:the )?(?:best )?(?:fix|next step|plan)(?: is|:| at))|^\W*(?:want|like) to \w+ |\b(?:we|the (?:two|three|four) of us|you and i) (?:can|could|might) (?!see|figure|help|get|do|make it|work)\w+|\byou (?:could|might|can) (?:try|ask|send|keep|put|let|set|read|use|pack|practice)\b"
    rf"|\b{CHILD} (?:may|can|could) (?:now |also )?(?:reassess|retake|redo|finish|use|come|make up|turn|take|start|sit|pick|choose|stay|stop by|drop)|\bwe'll (?:leave|set|pick|choose|try|start|make|meet|use|build|write|walk|read|look|go|decide|plan)\b|\b(?:send|return|reply|text) the word\b|\bsign up (?:for|at|by|here)\b"
)
_CHILD_STEP = screened(
    rf"\b{CHILD}{_WILL}(?: also| now)? (?!be (?:fine|ok|happy|late|behind|failing)\b|get organized|try\b|do better|use (?:his|her|their) time|go out|improve|continue|make (?:better|good)|work (?:hard|on)|need\b|have to\b|fail|lose|receive (?:a )?(?:zero|detention)|miss|never|not\b|get there|succeed|grow)\w+ \w+"
    r"|^\W*(?:ʘ+|student|child)\s?[:-] ?\w+"
)
_WHEN = screened(WHEN_TEXT)
_LOOSE_WHEN = screened(
    r"\b(?:soon|as needed|at some point|when (?:i|we) (?:can|have time)|once the|by the time|eventually|sometime|down the road|in the future|later on|as soon as)\b"
)
_PAST = screened(
    r"\b(?:my (?:note|letter|email|message) of|i (?:wrote|called|emailed|texted|phoned|mentioned|sent|told|spoke|met|asked)|we (?:spoke|talked|met|agreed)|from our|as promised|since our|our (?:call|meeting|talk) (?:on|last)|you (?:wrote|told|said|called|emailed)|last (?:week|month|time|night)|there (?:was|were)|i(?:'m| am) (?:contacting|writing|reaching|emailing|calling|messaging)|because)\b"
)
_VERBS = (
    r"(?:call|phone|ring|text|e-?mail|write(?! the| this| about| down)|message|send|be in touch|check|update|let (?:you|me) know|tell you|get back|follow up|touch base|reach out|share|report|meet(?! (?:him|her|them|ʘ))|talk(?! (?:to|with) (?:him|her|them|ʘ))|speak(?! (?:to|with) (?:him|her|them|ʘ))|look(?! (?:into|for))"
    r"|compare|see (?:how|if|whether|what|you|where)|sit down|review|revisit|go over|decide|reconnect|have (?:news|an answer|more)|bring you|drop|reply|answer you|show you|circle|zoom|chat|catch up|hear|visit)"
)
_NEXT_CONTACT = screened(
    rf"(?:'ll|&|\b(?:will|can|could|shall|may|might|to|going|mean|plan|and|then|i|we|let's|please|or|us|you|do))(?: (?:also|then|again|both|just|all|each|personally|gladly|i|we|you|be|have))* (?:{_VERBS}|calling|e-?mailing|writing|sending|checking in|meeting|in touch)\b"
    r"|\b(?:(?:you'll|you will) (?:hear|get|have|see|receive|find)|hear from (?:me|us)|expect (?:an?|my|the|to)|talk again|speak again|check(?:ing)?[- ]?(?:in|back)s?|meet(?:ing)? (?:with )?(?:me|you|us|here|on|at|again|this|next|is)|(?:stop|come|drop) (?:by|in)|come to (?:school|see|the (?:office|school)|my room|room)|conference|meeting|appointment|call me|phone me|see me|see you"
    r"|(?:a|another|one|my|our|next|quick|short|progress|weekly) (?:quick |short |phone |video |next |second )?(?:call|note|message|text|e-?mail|update|chat|visit|talk|report|check)|news (?:on|by)|an update|voice (?:message|note)|write (?:again|to you|home)|call (?:you|again)|look (?:back|again|at it)|write you|send you|look for (?:my|a|an)|(?:review|check-?in|check-?up|conference|meeting|visit|next talk) (?:is|will be|falls|on)|i have (?:a )?\d{1,2}:\d\d|i'm free|i am free|what time)\b"
)
_CHILD_CONTACTS = plain(
    rf"\b{CHILD}(?:'ll| will| can| may|'s going to) (?:\w+ )?(?:write|call|talk|meet|share|report|look|check|see|read|send)\b"
)
_DUE = plain(r"\b(?:due|until|turn(?:ed)? in|test|quiz|missing|since|retake|was|were|left|dated|of)\b.{0,14}$")

_TOLD = re.compile(r" (?:you|about|that you)\b")
_NO_STEP = re.compile(r" (?:you|home|twice|two|out|that|him|her|them|an?|myself)\b")
_WORD = re.compile(r"[\w'-]+")
_I_WILL = plain(r"\bi(?:'ll| will)\b")
_MEET = plain(r"\bmeet|conference|call\b")
_CUT = re.compile(r"[;:](?=\s)")


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to be done: whose it is, whether it can be pictured, whether it is only a contact, whether it has a when."""

    span: Span
    start: int
    line: int
    owner: Owner
    concrete: bool
    contact: bool
    dated: bool
    threat: bool
    order: bool = False


def find_steps(page: Page) -> tuple[Step, ...]:
    """Read every commitment, step and ask, in order."""
    found: list[Step] = []
    for line in page.lines:
        if line.part == "signature" or (line.part == "greeting" and len(line.low) < 60):
            continue
        found += [
            Step(
                page.span(line.start + read.start, line.start + read.end),
                line.start + read.start,
                line.index,
                read.owner,
                read.concrete,
                read.contact,
                read.dated,
                read.threat,
                read.order,
            )
            for read in _read(line.low)
        ]
    return tuple(found)


class _Read(NamedTuple):
    """A step in its sentence."""

    start: int
    end: int
    owner: Owner
    concrete: bool
    contact: bool
    dated: bool
    threat: bool
    order: bool


@remembered
def _read(low: str) -> tuple[_Read, ...]:
    asks = "?" in low
    threat = _THREAT.search(low) is not None
    dated = _WHEN.search(low) is not None
    vague = _VAGUE.search(low) is not None
    found: list[_Read] = []

    def add(start: int, end: int, owner: Owner, *, concrete: bool, contact: bool, order: bool = False) -> None:
        found.append(_Read(start, end, owner, concrete, contact, dated, threat, order))

    for hit in _OWN_FUTURE.finditer(low):
        tail = low[hit.start() :]
        verb = hit.group("do")
        hollow = verb in _HOLLOW and (vague or not _pictured(low[hit.end() :], verb))
        add(
            hit.start(),
            len(low),
            "teacher",
            concrete=not hollow and not _VAGUE.match(low, hit.start("do")),
            contact=_CONTACT.match(tail, hit.start("do") - hit.start()) is not None,
        )
    for pattern in (_OWN_DONE, _OWN_NOW):
        for hit in pattern.finditer(low):
            if (
                asks
                or _TOLD.match(low, hit.end())
                or (
                    hit.group("do") in {"asked", "called", "emailed", "found", "took", "taken"}
                    and _NO_STEP.match(low, hit.end())
                    and hit.group("do") != "asked"
                )
            ):
                continue
            add(
                hit.start(),
                len(low),
                "teacher",
                concrete=not (vague and pattern is _OWN_NOW),
                contact=hit.group("do") in {"called", "emailed"},
            )
    for pattern in (_LABELLED, _HEARD, _PROMISED, _GIVEN):
        said = pattern.search(low)
        if said:
            add(
                said.start(),
                len(low),
                "teacher",
                concrete=not (vague and pattern is _LABELLED),
                contact=pattern in {_HEARD, _PROMISED} and "have" not in said.group(),
            )
    meeting = _MEETING.search(low)
    if meeting and not _PAST.search(low):
        add(meeting.start(), len(low), "we", concrete=True, contact=True)
    order = _ORDER.search(low)
    if order:
        add(
            order.start(),
            len(low),
            "family",
            concrete=not vague and not _SAYING.search(low) and len(low[order.start() :].split()) >= 3,
            contact=False,
            order=True,
        )
    offer = _OFFER.search(low)
    if offer and not order:
        add(
            offer.start(),
            len(low),
            "we",
            concrete=not _VAGUE.search(low, offer.start()) and len(low[offer.start() :].split()) >= 4,
            contact=_CONTACT.search(low, offer.start()) is not None,
        )
    step = _CHILD_STEP.search(low)
    if step:
        add(step.start(), len(low), "child", concrete=not vague, contact=False)
    return tuple(found)


def _pictured(rest: str, verb: str) -> bool:
    """Whether a pale verb is followed by enough to picture: "make a place for it by his cubby"."""
    words = [word for word in _WORD.findall(rest)[:14] if len(word) > 3 or word.isdigit()]
    return (
        verb in {"have", "make", "get", "keep", "work", "look", "find", "go", "begin", "try", "do", "leave", "see"}
        and len(words) >= 2
    )


def next_contacts(page: Page) -> list[Span]:
    """The words that say when family and teacher will be in touch next; a past contact or a due date is not one."""
    found: list[Span] = []
    for line in page.lines_with(_WHEN):
        if line.part == "signature" or _WHEN.search(line.low) is None:
            continue
        for start, end in _clauses(line.low):
            clause = line.low[start:end]
            contact = _NEXT_CONTACT.search(clause)
            if (
                contact is None
                or _PAST.search(clause)
                or (_CHILD_CONTACTS.search(clause) and not _I_WILL.search(clause))
            ):
                continue
            if any(not _DUE.search(clause[: when.start()]) or _MEET.search(clause) for when in _WHEN.finditer(clause)):
                found.append(page.span(line.start + start, line.start + end))
    return found


def _clauses(low: str) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons and colons."""
    if ";" not in low and ":" not in low:
        return [(0, len(low))]
    cuts = [0, *(hit.end() for hit in _CUT.finditer(low)), len(low)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if end > start]


def loosely_timed(low: str) -> bool:
    """A "soon" or "once it is over": no date."""
    return _LOOSE_WHEN.search(low) is not None
