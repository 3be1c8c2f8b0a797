"""What a child did well, told as an action with a detail; and praise that says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafting.criteria._language import CHILD, CLASS
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

IRREGULAR = (
    r"built|led|read|reads|drew|wrote|told|taught|made|took|sang|ran|said|held|gave|chose|found|kept|spoke|stood|stayed|got|went|put|sat|brought|came|won|beat"
    r"|grew|began|drove|ate|flew|knew|caught|thought|threw|swam|rode|wore|won|met|sent|spent|left|let|lent|set|cut|dug|fed|hung|laid|lit|shot|slid|spun|stuck|swung|woke|wound|did|had|saw|heard|felt|understood|broke|rose|shook|slept|sold|showed|shone|bent|became|counted|glued"
)
_FINITE = (
    rf"(?:{IRREGULAR}|\w{{2,}}ed|(?:has|have|'s|'ve) (?:\w+ ){{0,2}}?(?:\w+ed|{IRREGULAR}|been \w+ing|gone|given|shown|taken|written|drawn|chosen|done|become|begun|grown|spoken|sung|run)"
    r"|(?:is|was|'s|are|were) (?:\w+ly )?(?!being\b)\w{2,}ing|can (?:now )?\w+|now \w+s|helps|reads|writes|draws|explains|asks|shares|leads|teaches|tells|makes|builds|finds|works|solves|notices|keeps|brings|retells|corrects|uses|plays|sings|shows|takes|gives|listens|thinks|loves|knows|manages|translates|composes|stands|raises|puts|invites|does (?:send|help|try|read|write|ask|share))"
)
_FINITE = _FINITE.replace(r"|(?:is|was|'s|are|were) (?:\w+ly )?(?!being\b)\w{2,}ing", r"|(?:is|was|'s|are|were) (?:\w+ly )?(?!being\b|missing\b|failing\b|struggling\b|doing\b|having\b|getting\b)\w{2,}ing")
_ACTION = re.compile(rf"\b(?:{CHILD}|{CLASS}|(?:his|her|their|ʘ+'s?) (?:group|team|partner|table|class))(?: and (?:\w+ ?){{1,3}})?(?:,[^,.]{{3,60}},)?(?: (?!is |was |had |has )[\w-]+){{0,2}}?(?: |(?='))(?P<verb>{_FINITE})\b")
_WORK = re.compile(
    r"(?:\bʘ+'s?|\b(?:his|her|their|our)) (?:[\w'-]+ ){0,3}(?:essay|drawing|poem|project|story|model|answer|answers|score|draft|sketch\w*|question|questions|painting|paragraph|report|idea|ideas|explanation|map|bridge|experiment|solo|speech|presentation|reading|writing|radishes|lab|design|book|notebook|work|retelling|accuracy|fluency)\b(?:[^.]{0,60}?)\b(?:was|were|is|are|has|had|made|showed|moved|went|came|carried|earned|folded|arrived|got|helped|scored|up)\b"
)
_GOT = re.compile(r"^\W*(?:got|earned|scored|turned|read|finished|helped|led|wrote|shared|won) ")
_THERE = re.compile(r"\b(?:caught|saw|watched|heard|noticed|found|overheard) (?:ʘ+|him|her|them|your (?:son|daughter|child)) [\w-]+(?:ing)?\b")
_PASSIVE = re.compile(r"\b(?:i|we|you) (?:watched|saw|heard|noticed|loved (?:how|when|that|the way)|love (?:how|when|that|the way)) [^.]{0,20}(?:ʘ|he |she |they |her |him )")
# Praise with nothing to picture.
_PRAISE = (
    r"(?:such |so |very |really |truly |absolutely |just |always |quite |simply |a |an |the |one of |my |our |all |most |always )*"
    r"(?:joy|pleasure|delight|sweetheart|star|superstar|angel|treat|rock ?star|wonderful|amazing|great|good|awesome|fantastic|terrific|lovely|sweet|nice|brilliant|smart|bright|gifted|talented|kind|special|perfect|excellent|outstanding|incredible|fabulous|super|best|delightful|polite|well[- ]behaved|pleasant|capable|creative|helpful|fun|gem|blessing|wonder|asset|pro|champ)\b"
)
_EMPTY = re.compile(
    rf"\b(?:is|was|'s|has been|are|were|being|'ve been|been|be) (?:such )?{_PRAISE}"
    r"|\b(?:had|has had|having|has|have) (?:a |an |another |such a |the )?(?:really |very |so )?(?:good|great|super|awesome|amazing|wonderful|terrific|fantastic|excellent|nice|better|fun|busy)(?: \w+){0,2} (?:day|week|month|morning|time|year|attitude|quarter|start)\b"
    r"|\b(?:did|does|doing|is doing|has done|has been doing|are doing) (?:so |very |really |just |a )*(?:well|great|good|awesome|amazing|fine|better|wonderful|fantastic|super|terrific|excellent|(?:great|good|nice|amazing|awesome|fantastic|super|wonderful) job)\b"
    r"|\b(?:worked|works|tried|tries|working|working) (?:so |really |very |super |extremely )*hard\b|\b(?:behaved|rocked|shined|shone|rocks|shines)\b|\b(?:made|makes|making) (?:good|great|nice|better|smart|wise|positive) choices\b"
    r"|\b(?:on|stayed on|was on|moved (?:up )?to|earned|got|ended on) (?:green|purple|blue|gold|pink|yellow)\b|\b(?:green|purple|blue|gold) (?:day|all week|every day|again)\b"
    r"|\blov(?:e|ed|es) (?:him|her|them|having|learning|school)\b|\bwe all\b|\b(?:light up|lights up|brighten)"
)
_FIXED = re.compile(
    r"\b(?:so|very|really|absolutely|super|naturally|truly|just|incredibly|extremely|a) (?:smart|bright|gifted|brilliant|talented|clever|intelligent)\b|\bgifted\b|\btalented\b|\bbrilliant\b|\bgenius\b|\bborn (?:\w+ ?){1,2}\b|\bnatural(?:ly)? (?:\w+)\b|\bsmart(?:est)?\b|\bbright (?:kid|boy|girl|child|student)\b|\bprodigy\b|\bcomes easily\b|\b(?:in|runs in) (?:his|her|their|the) (?:genes|blood|family)\b|\btalent\b|\bgift for\b|\bmath (?:brain|person|whiz)\b|\bso clever\b|\bhas a head for\b"
)
_DULL = re.compile(r"\b(?:thank you|thanks|please|we (?:will|continue|are|have been (?:working|learning))|i hope|reminder|i am (?:reaching|writing|contacting)|i'm (?:reaching|writing))\b")
_FUTURE = re.compile(r"^\W*(?:\w+ ){0,4}?(?:will|would|could|should|must|may|might|needs? to|has to|have to|is going to)\b|\b(?:he|she|they|ʘ+|we)(?:'ll|'d)\b")


@dataclass(frozen=True, slots=True)
class Strength:
    """A thing done, with its words and place; ``empty`` is praise without a picture."""

    span: Span
    start: int
    line: int
    empty: bool


def find_strengths(page: Page) -> tuple[Strength, ...]:
    """Read each statement that is no problem, question, plan or courtesy: what was done, or only how nice."""
    troubled = set(page.problem.lines) if page.problem else set()
    found: list[Strength] = []
    for line in page.body:
        if line.asks and line.low.count("?") == 1 and line.low.rstrip('"\' )').endswith("?"):
            continue
        first_part = None
        if line.index in troubled:
            # A win told in the same sentence before the problem still counts.
            if page.problem and page.problem.line == line.index and page.problem.start - line.start > 25:
                first_part = page.problem.start - line.start
            else:
                continue
        strength = _read(page, line, first_part)
        if strength:
            found.append(strength)
    return tuple(found)


def _read(page: Page, line: Line, until: int | None) -> Strength | None:
    low = line.low[:until] if until else line.low
    act = _ACTION.search(low) or _WORK.search(low) or _THERE.search(low) or _PASSIVE.search(low) or _GOT.search(low)
    hollow = _EMPTY.search(low)
    if not act and not hollow:
        return None
    if _FUTURE.search(low) and not re.search(r"\bwas able to\b", low):
        return None
    if act:
        after = re.findall(r"[\w'-]+", low[act.end():])
        plain = _EMPTY.sub(" ", low)
        again = _ACTION.search(plain) or _WORK.search(plain) or _THERE.search(plain) or _PASSIVE.search(plain) or _GOT.search(plain)
        if again and len(re.findall(r"[\w'-]+", plain[again.end():])) >= 2 and len(after) >= 2:
            start = line.start + act.start()
            return Strength(page.span(start, line.start + len(low)), start, line.index, empty=False)
    if hollow or act:
        return Strength(page.line_span(line), line.start, line.index, empty=True)
    return None


def fixed_talent(low: str) -> re.Match[str] | None:
    """Praise for what a child is rather than did: gifted, a natural, so smart."""
    return _FIXED.search(low)
