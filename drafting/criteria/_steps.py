"""Who will do what: the teacher's own commitments, steps for the child, what is asked of the family, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from drafting.criteria._language import CLOCK, DATE, WHEN_TEXT
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

_ADVERB = r"(?:(?:also|gladly|personally|certainly|then|still|just|already|now|both|each|always|even|happily|continue to|be sure to|make sure to) )?"
_OWN = re.compile(
    rf"\b(?:i|we|(?:he|she|they|ʘ+) and i|ʘ+ and i|both of us|our (?:team|counselor|school)|the (?:school|team|office|counselor|nurse)|ms\.? ǂ+|mr\.? ǂ+|mrs\.? ǂ+)(?:'ll| will| am going to|'m going to| are going to|'re going to| mean to| plan to| intend to| promise to| shall)(?: {_ADVERB}|\s)(?P<do>\w+)"
    r"|\bi(?:'ve| have) (?:already |also |now )?(?P<done>\w+(?:ed|en|ut|et|aid|ade|ept|ound)|put|set|cut|made|told|set up|begun|bought|found|sent|got)\b"
    r"|\bi (?:have )?(?P<did>moved|gave|put|made|set|asked|paid|added|changed|printed|started|arranged|spoke|talked|shared|saved|held|told|wrote|bought|signed|scheduled|checked|cut|let|switched|placed|took|found|ordered|called|emailed|met)\b"
    rf"|\b(?:i'm|i am|we're|we are)(?: now| also| already)? (?P<ing>(?!writing\b|reaching\b|contacting\b|hoping\b|looking\b|asking\b|wondering\b|concerned\b|sorry\b|emailing\b|telling\b|seeing\b|worr|messaging\b|calling (?:about|because)|noticing\b|thinking\b|having\b|getting\b|being\b|not\b|sharing\b|expecting\b|requesting\b|saying\b|accusing\b|trying\b|doing my\b|inviting\b|feeling\b|letting\b|struggling\b|sending (?:this|you this)|learning\b|excited|proud)\w+ing)\b"
    r"|^\W*(?:me|i|teacher|at school|school|(?:in )?(?:class|my part|our part)|here)\s?[:-] ?(?P<part>\w+)"
    r"|\bmy part(?: is|:) (?P<mine>\w+)|\b(?:which|that) i (?:write|will|read|check|keep|set|put|do)\b"
    r"|\b(?:you'll|you will) (?:get|hear|have|receive|see|find) .{0,30}\bfrom me\b|\byou(?:'ll| will) hear from me\b|\bexpect (?:an? |my )?.{0,20}\b(?:from me|call|e-?mail|note|text)\b"
    r"|\b(?:he|she|ʘ+|they|your (?:son|daughter|child))(?:'ll| will|'s going to) (?:be (?:receiving|getting|given|working|meeting|sitting)|have|get|receive|sit|work|start|do|write|meet|use|join|check|find|read) (?P<childs>[^.]{6,})"
    r"|\b(?:the team|the school|we) (?:has|have) (?:developed|set|made|put|arranged|planned|agreed)\b|\b(?:count on|leave it (?:to|with)) me\b|\b(?:i|we) (?:write|call|phone|text|ring|send|check|meet|sit|tell|speak|help)\b(?= .{0,40}\b" + WHEN_TEXT + r")"
    r"|\b(?:shall|may|can|could|should) i (?:call|phone|ring|write|text|email|e-mail|check|send|try)\b|\bmy (?:promise|plan|next step)\b|\blet me (?:try|check|look|talk|find|start|move|call|ask|speak)\b"
)
_HOLLOW_DO = re.compile(
    r"(?:have|be|need|want|like|love|see|work|try|keep|hope|continue|think|let|miss|never|not|always|assume|expect|trust|remain|consider|monitor|get|address|reconvene|leave|carry|do my|no|discuss|support|require|forced|deal|appreciate)$"
)
_THREAT = re.compile(
    r"\b(?:if (?:it|this|he|she|they|ʘ+|the \w+|there)(?: \w+)? (?:happens?|continues?|does(?:n't| not)|doesn't|isn't|is not|fails?|keeps?|persists?)(?: again)?|have to|forced|no choice|zero|recess|detention|consequences?|referral|lose|losing|loss of|take away|write (?:him|her|them) up|refer (?:him|her|them)|not accept|count as|penalt\w+|failing grade|retain\w*|suspend\w*)\b"
)
_CONTACT = re.compile(
    r"\b(?:call(?:ing|ed)?|phon(?:e|ing)|ring|text(?:ing)?|e-?mail(?:ing)?|write|writing|message|messaging|in touch|let you know|send (?:you|a|an|the|home|it|word|him|her|another|note)|sending you|meet(?:ing)?|met|check(?:ing)?[- ]?(?:in|back)|touch base|talk(?:ing)?|speak|chat|look (?:at|back|over)|compare|update[sd]?|share|report|see you|sit down|voice (?:message|note|mail)|hear from|tell you|reconnect|follow(?:ing)? up|get back|reach out|revisit|review|come (?:in|by)|stop (?:in|by)|drop in|visit|conference|zoom|expect|reply|note home|catch up|decide together|see (?:how|if|whether|what)|go over|conversation|circle back|be back|ping|drop you)\b"
)
_PAST_CONTACT = re.compile(r"\b(?:my (?:note|letter|email|message) of|i (?:wrote|called|emailed|texted|phoned|mentioned|sent|told|spoke|met)|we (?:spoke|talked|met|agreed)|from our|as promised|since our|our (?:call|meeting|talk) (?:on|last)|you (?:wrote|told|said|called|emailed)|last (?:week|month|time)|already)\b")
_WHEN = re.compile(WHEN_TEXT)
_LOOSE_WHEN = re.compile(r"\b(?:soon|as needed|at some point|when (?:i|we) (?:can|have time)|once the|by the time|eventually|sometime|down the road|in the future|later on|as soon as)\b")
_ORDER = re.compile(
    r"\b(?:please|kindly|pls)\s(?!know|tell|let|share|feel|call|text|write|reply|email|find|accept|reach|don't hesitate|do not hesitate|message|contact|join|note)(?P<a>\w+)"
    r"|\b(?:i|we) (?:need|expect|want|require|ask|am asking|would (?:like|ask|appreciate)) (?:you|your|that you|parents|families) (?:to )?|\byou (?:need to|must|should|have to|will need to|ought to|are (?:expected|required|responsible))\b"
    r"|\b(?:needs? to happen|is required|are required|require[sd]? practice|it is (?:important|essential|imperative) that)\b|\byour (?:part|job|role|responsibility)\b"
    r"|^\W*(?:read|sit|make sure|ensure|check|sign|review|practice|have (?:him|her|them|your)|talk to|remind|take away|limit|stay on|complete|return|visit|make (?:him|her|them))\b"
    r"|\b(?:at home|home|family|you)\s?: (?P<b>\w+)"
)
_TRY = re.compile(
    r"\b(?:what if|could we|can we|shall we|should we|let's|we (?:can|could|might)|you (?:could|can|might|may)|would you (?:be (?:willing|open|able|up)|like|mind|try|want)|want to|if you (?:like|want|wish|happen|have|get)|how about|one (?:thing|idea|small thing)|maybe|i suggest|my suggestion|i recommend|i'd (?:suggest|like to (?:try|start|have|move|offer|give|meet|set up))|(?:the )?(?:best )?(?:fix|next step|plan|goal)(?: is|:| at)|(?:he|she|ʘ+|they) (?:may|can|could) (?:now |also )?(?:reassess|retake|redo|finish|use|come|make up|turn|take|start|sit|work|pick|choose)|we'll (?:leave|set|pick|choose|try|start|make|meet|use|look|build|write|walk|talk|go))\b"
)
_CHILD_STEP = re.compile(
    r"\b(?:he|she|ʘ+|they)(?:'ll| will|'s going to| is going to| can| may)(?: also| now)? (?!be (?:fine|ok|happy|late|behind|failing)|get organized|try|do better|use (?:his|her|their) time|go out|improve|continue|make (?:better|good)|work (?:hard|on)|need|have to|fail|lose|receive a zero|miss|never|not)(?P<do>\w+)"
    r"|^\W*(?:ʘ+|student|child|you|home|family|me|teacher|at (?:home|school))\s?[:-] ?\w+"
)
_MEETING = re.compile(
    rf"\b(?:meet|meeting|conference|sit down|come (?:in|by)|stop (?:in|by)|appointment|drop in|visit|join (?:us|me)|talk|speak|call me|zoom|hearing|attend|see (?:you|me))\b[^.]{{0,80}}(?:{WHEN_TEXT}|{CLOCK})|(?:{WHEN_TEXT})[^.]{{0,60}}\b(?:meet|meeting|conference|come in|come by|sit down|stop by)\b"
)
_VAGUE_STEP = re.compile(
    r"\b(?:work (?:on (?:it|this|that|things)|harder|together on (?:it|this))|try (?:harder|his best|her best|their best|hard)|do (?:better|his best|her best|their best)|make (?:better|good|things better) ?(?:choices)?|get (?:organized|it together|back on track)|stay on top|going forward|hope (?:for|that|it)|hopefully|straightened out|carry on|be communicated|keep (?:an eye|it up|going|working|pushing)|figure (?:it|this) out|improve|turn (?:it|things) around|be (?:more|better)|use (?:his|her|their) time)\b"
)

Owner = Literal["teacher", "child", "family", "we"]


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to be done: whose it is, whether a picture of it is possible, whether it is a contact, whether it has a when."""

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
    """Read every commitment, step and ask of the body, in order."""
    found: list[Step] = []
    for line in page.lines:
        if line.part == "signature" or (line.part == "greeting" and len(line.low) < 60):
            continue
        found.extend(_read(page, line))
    return tuple(found)


def _read(page: Page, line: Line) -> list[Step]:
    low = line.low
    threat = _THREAT.search(low) is not None
    when = _WHEN.search(low) is not None
    contact = _CONTACT.search(low) is not None
    vague = _VAGUE_STEP.search(low) is not None
    found: list[Step] = []
    for hit in _OWN.finditer(low):
        verb = next((value for value in (hit.group(name) for name in ("do", "ing", "part", "mine")) if value), "")
        hollow = bool(verb and _HOLLOW_DO.match(verb)) or (vague and not when)
        tail = low[hit.start() :]
        if re.match(r"i(?:'ve| have) (?:already |also )?(?:told you|mentioned|explained|said|noticed|seen|tried|attempted|asked you|heard|wondered|sent (?:you|two|three|several|multiple)|emailed you|called you|received|enjoyed|loved|worked|learned|taught)", tail):
            continue
        if re.match(r"(?:we|i) (?:will|'ll|are going to)? ?(?:continue|be (?:doing|learning|studying|rocking|reading|starting))", tail) and not when:
            hollow = True
        found.append(
            Step(page.span(line.start + hit.start(), line.end), line.start + hit.start(), line.index, "teacher", not hollow,
                 _CONTACT.search(tail) is not None, when, threat)
        )
    meeting = _MEETING.search(low)
    if meeting and not _PAST_CONTACT.search(low):
        found.append(Step(page.hit(meeting, line), line.start + meeting.start(), line.index, "we", True, True, True, threat))
    order = _ORDER.search(low)
    if order:
        found.append(
            Step(page.span(line.start + order.start(), line.end), line.start + order.start(), line.index, "family", not vague and len(low[order.start():].split()) >= 4, contact, when, threat, order=True)
        )
    offer = _TRY.search(low)
    if offer and not order:
        concrete = not vague and len(low[offer.start():].split()) >= 4
        found.append(Step(page.span(line.start + offer.start(), line.end), line.start + offer.start(), line.index, "we", concrete, contact, when, threat))
    step = _CHILD_STEP.search(low)
    if step:
        found.append(Step(page.span(line.start + step.start(), line.end), line.start + step.start(), line.index, "child", not vague, contact, when, threat))
    return found


def next_contact(page: Page) -> Span | None:
    """The words that say when family and teacher will be in touch next; a past contact or a due date is not one."""
    for line in page.lines:
        if line.part == "signature":
            continue
        low = line.low
        for when in _WHEN.finditer(low):
            clause_start = max(low.rfind(";", 0, when.start()), low.rfind(":", 0, when.start()) if ":" in low else -1) + 1
            clause_end = low.find(";", when.end())
            clause = low[clause_start : clause_end if clause_end > 0 else len(low)]
            if _CONTACT.search(clause) and not _PAST_CONTACT.search(clause) and not re.search(r"\b(?:due|until|homework|test|quiz)\b.{0,12}$", low[: when.start()]):
                return page.span(line.start + clause_start, line.start + (clause_end if clause_end > 0 else len(low)))
    return None


def loosely_timed(low: str) -> bool:
    """A "soon" or "once it is over": no date."""
    return _LOOSE_WHEN.search(low) is not None
