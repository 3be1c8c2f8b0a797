"""What a child did well, told as an action with a detail; and praise that says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from drafting.criteria._language import CHILD, CLASS
from drafting.criteria._screen import plain, remembered, screened
from drafting.facts.lexicon import tags
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_SUBJECT = screened(
    rf"(?<![\w'])(?P<who>(?:his|her|their|our|ʘ+'s?|your (?:son|daughter|child)'s) (?P<own>[\w-]+(?: [\w-]+)?)|{CHILD}|{CLASS})"
    r"(?P<joined>,? (?:and|with) (?:his |her |their |a |the |i\b|me\b)?(?:[\w'-]+ ?){0,2})?(?=[ ',])"
)
_REST = re.compile(r"(?:, [^,.;!?]{3,70},)?(?P<words>(?: [^\s.,;!?]+|,(?= and| then| but)){1,30})")
_WORD = re.compile(r"[\w'ʘǂ-]+")
_ADVERBS = frozenset(
    "also even just now then always really both each all quietly still already again today yesterday never often usually first later soon "
    "actually once suddenly too so only recently simply truly certainly who that together alone "
    # "You know Maya better than I do": how somebody is known, never what she did.
    "better best well".split()
)
_BE = frozenset("is was are were be been being am 's 're isn't wasn't aren't weren't".split())
_HAVE = frozenset("has have had 've 'd hasn't haven't".split())
_CAN = frozenset("can could".split())
_MODAL = frozenset(
    "will would should must may might shall won't wouldn't shouldn't 'll needs need has-to going cannot can't couldn't do does did don't doesn't didn't".split()
)
_SPECIFIC_VERB_EXCEPT = frozenset(
    "be have do try work participate behave improve continue show make get keep go come seem look feel want need like love enjoy struggle remain become deserve act "
    "succeed excel shine rock impress amaze grow learn progress miss fail refuse forget know think hope stay contribute engage achieve perform brighten light receive".split()
)
_FILLER = frozenset(
    "a an the and or but so as of to in on at for with by from up out off over about into through than that this these those it its he she they him her them his their "
    "hers we our us you your me my i all every everyone everything each any some more most much many lot lots very really so too well good great nice awesome amazing fantastic "
    "wonderful terrific super excellent outstanding best better hard day days week weeks month year today morning time times way ways job work attitude effort things thing "
    "stuff class school subject subjects everywhere always forward ahead done doing being been is was are were has have had will participating improving progress gains "
    "gain learning fun engaged focused helpful kind polite kids kid students student children child others peers smile choices choice behavior behaviour expectations "
    "potential job group year far just such lately recently overall here there what when who which how not no quite both also academically socially".split()
)
_PRAISE = (
    r"(?:such |so |very |really |truly |absolutely |just |always |quite |simply |a |an |the |one of |my |our |all |most )*"
    r"(?:joy|pleasure|delight|sweetheart|star|superstar|angel|treat|rock ?star|wonderful|amazing|great|good|awesome|fantastic|terrific|lovely|sweet|nice|brilliant|smart|bright|gifted|talented|kind|special|perfect"
    r"|excellent|outstanding|incredible|fabulous|super|best|delightful|polite|well[- ]behaved|pleasant|capable|creative|helpful|fun|gem|blessing|wonder|asset|pro|champ|hard worker|leader|role model)\b"
)
_EMPTY = screened(
    rf"\b(?:is|was|'s|has been|are|were|being|'ve been|been|be) (?:such )?{_PRAISE}"
    r"|\b(?:had|has had|having|has|have) (?:a |an |another |such a |the )?(?:really |very |so )?(?:good|great|super|awesome|amazing|wonderful|terrific|fantastic|excellent|nice|better|fun|busy)(?: \w+){0,2} (?:day|week|month|morning|time|year|attitude|quarter|start)\b"
    r"|\b(?:did|does|doing|has done|do) (?:so |very |really |just |a )*(?:well|great|good|awesome|amazing|fine|better|wonderful|fantastic|super|terrific|excellent|(?:great|good|nice|amazing|awesome|fantastic|super|wonderful) job)\b"
    r"|\b(?:worked|works|tried|tries|working) (?:so |really |very |super |extremely )*hard\b|\b(?:behaved|rocked|rocks|shines|shone|shined)\b|\b(?:made|makes|making) (?:good|great|nice|better|smart|wise|positive) choices\b"
    r"|\b(?:stayed on|was on|is on|moved (?:up )?to|earned|got|ended on|on) (?:the )?(?:green|purple|blue|gold|pink|yellow)\b(?! (?:team|group|paper|paint|ribbon))|\b(?:green|purple|blue|gold) (?:day|all week|every day|again)\b"
    r"|\blov(?:e|ed|es) (?:him|her|them|having|learning|school)\b|\b(?:light up|lights up|brighten)"
)
# Praise for what a child is rather than did: gifted, a natural, so smart.
FIXED = screened(
    r"\b(?:so|very|really|absolutely|super|naturally|truly|just|incredibly|extremely|a|how|quite) (?:smart|bright|gifted|brilliant|talented|clever|intelligent)\b|\bgifted\b|\btalented\b|\bbrilliant\b|\bgenius\b|\bborn (?:to|with|\w+(?:er|or|ist))\b|\ba natural\b|\bnaturals?\b|\bnaturally (?:good|athletic|talented|gifted|bright|able|fast|strong)\b|\bsmart(?:est)?\b"
    r"|\bbright (?:kid|boy|girl|child|student)\b|\bprodigy\b|\bcomes? (?:so )?(?:easily|naturally)\b|\b(?:in|runs in) (?:his|her|their|the) (?:genes|blood|family)\b|\btalent(?:s)?\b|\b(?:a|real|true) gift\b|\bgift for\b|\b(?:math|reading|science) (?:brain|person|whiz|kid)\b|\bclever\b|\bhas a head for\b|\bbrains?\b|\bintelligent\b|\bsmarts\b"
)
_SAW = screened(
    r"\b(?:caught|saw|watched|heard|noticed|found|overheard|loved (?:how|when|that|the way)|love (?:how|when|that|the way)) [^.]{0,25}(?:ʘ+|he|she|they|him|her|them|your (?:son|daughter|child)) (?P<v>[\w-]+)"
)
_DOING = plain(r", (?:and |then )?(\w+ing)\b")
_ALONE = screened(
    r"^\W*(?:got|earned|scored|turned in|finished|helped|led|wrote|shared|won|read \d+|completed|solved|asked|built|drew) "
)
_COURTESY = screened(
    r"^\W*(?:thank you|thanks|please|i hope|we hope|reminder|we (?:will|continue)|i(?:'m| am) (?:reaching|writing|contacting|looking))\b"
)


@dataclass(frozen=True, slots=True)
class Strength:
    """A thing done, with its words and place; ``empty`` is praise without a picture."""

    span: Span
    start: int
    line: int
    empty: bool


def find_strengths(page: Page) -> tuple[Strength, ...]:
    """Read each statement that is no problem, question, plan or courtesy: what was done, or only how nice."""
    good_news = page.kind in {"positive_note", "weekly_update", "newsletter"}
    problem = None if good_news else page.problem
    troubled = set(problem.lines) if problem else set()
    found: list[Strength] = []
    for line in page.body:
        if line.asks or _COURTESY.match(line.low):
            continue
        low: str = line.low
        if line.index in troubled:
            # A win told in the same sentence before the problem still counts.
            if problem is None or problem.line != line.index or problem.start - line.start <= 25:
                continue
            low = low[: problem.start - line.start]
        told = _read(low, classwide=page.kind in {"weekly_update", "newsletter"})
        if told is not None:
            start = line.start + told
            found.append(Strength(page.span(start, line.start + len(low)), start, line.index, empty=False))
        elif _EMPTY.search(low):
            found.append(Strength(page.line_span(line), line.start, line.index, empty=True))
    return tuple(found)


@remembered
def _read(low: str, *, classwide: bool) -> int | None:
    """Return where a sentence begins to tell what was done; None where it does not."""
    hollow = _EMPTY.search(low)
    plain = _EMPTY.sub(lambda hit: " " * len(hit.group()), low) if hollow else low
    for subject in _SUBJECT.finditer(plain):
        if subject.group("who") == "we" and not classwide:
            continue
        before = plain[: subject.start()].rstrip()
        if before.endswith(
            (" to", " for", " with", " of", " that", " about", " if", " let", " help", " from", " as")
        ) and not before.endswith(
            (" say that", " you that", " share that", " know that", " is that", " tell you", " such that", " as")
        ):
            continue
        rest = _REST.match(plain, subject.end())
        if rest and _acts(_WORD.findall(rest.group("words")), subject.group("own")):
            return subject.start()
    doing = _DOING.search(plain) if hollow or _SUBJECT.match(plain) else None
    if doing and "VBG" in tags(doing.group(1)) and _detail(_WORD.findall(plain[doing.end() :])) >= 2:
        return 0
    seen = _SAW.search(plain)
    if seen and _detail(_WORD.findall(plain[seen.start("v") :])) >= 2:
        return seen.start()
    return 0 if _ALONE.match(plain) and _detail(_WORD.findall(plain)) >= 2 else None


def _acts(words: list[str], own: str | None) -> bool:
    """Whether the words after a subject are an action with a detail."""
    at = 0
    while (
        at < len(words)
        and at < 3
        and (words[at] in _ADVERBS or (words[at].endswith("ly") and "VB" not in tags(words[at])))
    ):
        at += 1
    if at >= len(words):
        return False
    verb = words[at].lstrip("'") if words[at] not in {"'s", "'re", "'ve", "'d", "'ll"} else words[at]
    rest = words[at + 1 :]
    if verb in _BE or words[at] == "'s":
        while rest and (rest[0] in _ADVERBS or rest[0] in {"been", "so", "very"}):
            rest = rest[1:]
        if not rest:
            return False
        kinds = tags(rest[0])
        if rest[:2] == ["able", "to"] and len(rest) > 2:
            return _worth(rest[2], rest[3:])
        if "VBG" in kinds or ("VBN" in kinds and "JJ" not in kinds):
            return _worth(rest[0], rest[1:])
        return own is not None and _detail(rest) >= 3
    if verb in _HAVE:
        while rest and (rest[0] in _ADVERBS or rest[0].endswith("ly") or rest[0] in {"been", "had"}):
            rest = rest[1:]
        return bool(rest) and (("VBN" in tags(rest[0]) or rest[0] == "gone") and _worth(rest[0], rest[1:]))
    if verb in _CAN:
        return bool(rest) and verb == "can" and rest[0] not in {"be", "do"} and _detail(rest) >= 2
    if verb in _MODAL:
        return verb in {"did", "does"} and bool(rest) and "VB" in tags(rest[0]) and _worth(rest[0], rest[1:])
    if own is not None and own.split()[0] in _WORKS:
        return _detail(words) >= 4
    if not (tags(verb).keys() & {"VBD", "VBZ", "VB"} or verb.endswith("ed")):
        return False
    return _worth(verb, rest)


_WORKS = frozenset(
    "essay drawing poem project story model answer answers draft sketch sketches painting paragraph report idea explanation map bridge experiment solo speech presentation lab design notebook retelling question "
    "questions diagram letter video song plan summary argument translation sculpture comic timeline graph code program solution".split()
)


def _worth(verb: str, rest: list[str]) -> bool:
    detail = _detail(rest)
    return detail >= (1 if _specific(verb) else 2)


@lru_cache(maxsize=4096)
def _specific(verb: str) -> bool:
    kinds = tags(verb)
    lemmas = {kinds[tag] for tag in ("VBD", "VBZ", "VB", "VBN", "VBG") if tag in kinds}
    return not (lemmas & _SPECIFIC_VERB_EXCEPT)


def _detail(words: list[str]) -> int:
    """How many words of a predicate carry something to picture."""
    return sum(
        1
        for word in words[:24]
        if word.strip("'-") and word not in _FILLER and not word.endswith("ly") and word not in _ADVERBS
    )
