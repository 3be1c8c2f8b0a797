"""The problem statement: the first clause that says something is going badly for the child, and how it says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from drafting.criteria._language import CHILD, COUNT, RATIO, WHEN
from drafting.criteria._screen import plain, remembered, screened
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

# Negative words in good news, in denials and in idioms: blanked before anything else is read.
_KIND = screened(
    r"\b(?:no longer|not once|never once|instead of|rather than|more than|no more)\b(?: \w+){1,3}|\b(?:stopped|quit) \w+ing\b"
    r"|\bwithout (?:(?:a|an|any|one|my|even|being|anyone|anybody) )*(?:word|asking|help|looking|complaining|stopping|reminders?|prompt\w*|told|asked|reminded|fuss|tears|crying|\w+ing)\b(?: \w+){0,2}"
    r"|(?:\b(?:never|not|nothing|no one|nobody)\b|n't\b)(?: \w+)? (?:give|gave|gives|giving|seen|stop(?:ped|s)? (?:smiling|trying|asking|talking about)|been (?:so |more )?(?:proud|happier)|"
    r"complain\w*|mind\w*|hesitat\w*|quit|let\w*|hurt|wrong|in trouble|accus\w+|need\w* (?:reminding|help|any|a reminder)|ask\w* (?:her|him|them)|have to|only)\b(?: up)?"
    r"|\b(?:worked|works|tried|tries|trying|working) (?:so |really |very )?hard\b|\bhard ?(?:work|-working)\b|\bhard (?:words|problems?|questions?|books?|part)\b"
    r"|\b(?:even though|although|even when|after|when|before) (?:it|the \w+|her \w+|his \w+) (?:broke|fell|failed|collapsed|cracked)\b"
    r"|\bdon't (?:worry|hesitate)\b|\bno (?:worries|need|trouble|reply|paper)\b|\b(?:can't|cannot) wait\b|\bnever (?:gives?|gave) up\b|\bbroke (?:into|out|down the|the record)\b"
    r"|\bmiss(?:ed|ing|es)? (?:only )?(?:one|1|just one|you|him|her)\b|\bhit (?:a |the |her |his )?(?:goal|target|home run|note|every)\b|\blate (?:in the|spring|fall|november)\b|\bhead down the\b"
)
_STRONG = screened(
    r"\b(?:missing|misses|missed|tardy|tardies|truant|absent|absences?|unexcused"
    r"|(?:come|came|comes|arrive[sd]?|arriving|been|was|is|were|are|running|run|in|here) (?:\w+ )?late|late (?:\d|to|for|again|on|by|(?:\w+ )?(?:times|days|mornings))|(?:is|are|was|were|been|fall|falls|fell|fallen|falling|get|getting|got|gotten|far|still|level|months?|years?|words|slipping|little|bit|and|well) behind(?! the (?:desk|scenes|curtain|story|idea|camera|counter))|below(?! (?:is|are|you|for|zero))"
    r"|off[- ]task|fell asleep|falls? asleep|falling asleep|asleep|sleeping|struggl\w+|fail(?:ed|ing|s|ures?)?|refus\w+|defian\w+|disrupt\w*|distract\w*|disrespect\w*|misbehav\w+|argu(?:ed|es|ing) (?:with|back|about|over)|arguments?"
    r"|(?:pushed|shoved|kicked|punched|slapped|(?<!a )(?<!little )bit(?! of)|hit|hits|scratched|tripped|poked|spit|spat|threw|throws|thrown|tore|ripped|stole|grabbed|yelled|shouted|screamed|swore|cursed|cheated|lied|snatched|slammed|knocked|scribbled)"
    r"|hitting|pushing|kicking|biting|fighting|yelling|shouting|swearing|bullying|teas(?:ed|ing|es)|calling out|call(?:ed|s) out|blurt\w+|interrupt\w+|talk(?:ed|s|ing) (?:back|over|during|while|out|when)|chatting"
    r"|cries|cried|crying|in tears|teary|melt(?:ed)? ?downs?|tantrums?|outbursts?|walked out|ran (?:out|away|off)|left (?:his|her|their|the) (?:seat|room|desk|class|group|line|rug|carpet|circle|table|game|building|lesson)|out of (?:his|her|their) (?:seat|chair)|under (?:his|her|the|their) (?:desk|table)"
    r"|(?:un|in)(?:complete|finished|done)\w*|not (?:in|on) (?:yet|time)|blank|empty|phone (?:was |is )?out|on (?:his|her|their|a|the) phone|phone (?:in|under)|forg[eo]t\w*|head (?:was |is )?down|head on (?:his|her|their|the) (?:desk|table|arms)|shut(?:s|ting)? down|gives? up|gave up|giving up"
    r"|withdrawn|(?:ate|eats|sat|sits|plays|played|stood|stands|alone)(?: \w+){0,2} (?:alone|by (?:him|her|them)sel(?:f|ves))|squint\w*|copied|plagiari\w+|word for word|skip(?:s|ped|ping)|cut(?:ting)? class|detention|suspen\w+|zeros?|(?:grade|average|score|scores|mark) (?:\w+ )?(?:dropped|fell|slipped|went down|has fallen|has dropped|is (?:an? )?(?:d|f|\d\d))"
    r"|dropp?(?:ed|ing) (?:from|to|by|in)|slipp?(?:ed|ing)|went down|gone down|fell (?:from|to)|fallen (?:from|to|off)|declin\w+|deficien\w+|insufficient|wander(?:ed|s|ing)|avoid(?:s|ed|ing)?|trouble|difficult(?:y|ies|ty)|hard time|hard for|(?:is|been|was|are|it's|still|very|so|too|really) hard(?:er|est)?|harder for|stuck|upset|anxious|nervous|frustrated|rush(?:es|ed|ing)|off[- ]topic"
    r"|threw (?:away|out)|throws? (?:away|out)|left (?:his|her|their) \w+ (?:at|on|in)|reversals?|reverses?|outstanding (?:work|assignments)|stops? (?:him|her|them|after|when|at)|stopped (?:him|her|after|at|when)|unable|can(?:no|')t (?:yet|seem|see|sit|read|find|finish|name|tell)|needs? (?:more |extra |a lot of |constant )?(?:help|reminders?|support|practice|time)|reminders?|hiding|hid|quarrel\w*|conflict|incident|concerning|worrying|worrisome|lost(?! (?:in (?:a|his|her|their) (?:book|story)|his first|her first|a tooth))|sent (?:out|to the (?:office|principal|nurse))|broke (?:\w+ )?(?:\w+ )?(?:rule|pencil|ruler|window|toy|crayon)s?|wet|soiled|hungry|cold|without (?:a |his |her |their )?(?:coat|jacket|lunch|breakfast|glasses|homework|pencil|book|binder|shoes)|nurse(?!'s)|stupid|shut up|hate|hates)\b"
)
_NOT = screened(
    r"\b(?:never|rarely|seldom|hardly|barely|cannot|constantly|not|none|nothing|no (?:homework|work|log|response|lunch|coat|pencil)|stops?|stopped|quits?|wait(?:s|ed) (?:for (?:help|an adult|someone|me)|until|to be))\b|n't\b"
)
_ABOUT_CHILD = plain(rf"(?:\b{CHILD}\b|\b(?:his|her|their)\b|ʘ+)[^.;!?]{{0,50}}$")
_NOT_MINE = plain(
    r"\b(?:i|we|you|nobody|no one|adults?|it|that|which|this|anyone|everyone|classmates?|others)(?: \w+)? ?$"
)
_FEW = screened(
    r"\b(?:turned|handed|brought|sent|came|completed|finished|returned|submitted|done|ate|read|got|scored|earned|met|answered|has|in)\b[^.;]{0,25}\b(?:only |just )?(?:\d+|one|two|three|four|five|six|seven|none|few) (?:out )?of (?:the |her |his |their |last |past |our )*(?:\d+|\w+)"
    r"|\b(?:only|just) (?!one (?:i|who|to|that|in|of)\b)(?:\d+|one|two|three|four|five|half|once|twice)\b(?! (?:more|day|week|month|minute))|\bnone of\b|\b(?:ate|finished|read|did|wrote) only\b|\bless than\b|\bfewer than\b"
    r"|\b(?:stop|stops|stopped|closed|closes|puts?|passed|passes)\b.{0,40}\b(?:after|before|without|unless|by (?:him|her|them)sel\w+)\b"
    r"|\b\d+(?:%| percent)?, (?:then )?\d+(?:%| percent)?,? (?:and |then )?\d+|\bfrom (?:an? )?(?:[a-d][+-]?) to (?:an? )?[b-f]\b|\b(?:left|out|late|away|asleep|without) .{0,30}\btimes\b|\b(?:expected|benchmark|passing|on track) (?:is|was|of|level|\d)|\b\d+ (?:is|was) (?:the )?(?:benchmark|expected|goal)|\b(?:is|are|still|now)(?: still| now)? at \d+ (?:out )?of \d+|\b(?:one|two|three|four|five|\d+) of (?:the |his |her |their )?(?:\w+ )?(?:\w+ )?(?:missing|late|blank|wrong|misses|unfinished|not)\b|\band \d+ (?:was|were) (?:right|correct)"
)
_CUE = screened(
    r"^\W*(?:however|but|unfortunately|that said|at the same time|lately|recently|still|yet|now|sadly|regrettably|i ask because|i'm asking because|i'm curious because|the reason i|here is (?:what|why)|here's (?:what|why))\b"
    r"|\b(?:i(?:'m| am) (?:writing|reaching out|contacting you|emailing|messaging|calling|getting in touch|concerned|worried|telling you|seeing|noticing|asking)|i (?:also )?ask(?: you)? because|my (?:concern|worry)|a concern|concerns? (?:me|about|with)|worri(?:es|ed) (?:me|about)|because"
    r"|(?:what|here is what|here's what) (?:i|we)(?:'ve| have)? (?:saw|seen|see|noticed?|am seeing|are seeing|know)|i(?:'ve| have)? (?:notic(?:e|ed)|saw|seen|counted|timed|found|wrote down|watched)|i want(?:ed)? (?:you to know|to let you know|to share|to be (?:open|honest))|i need to (?:share|tell)|need to let you know|the (?:hard|harder|tricky) part|area (?:of|for))\b"
)
_OTHER_VOICE = screened(
    r"\byou(?:'ve| have)? (?:told|wrote|said|mentioned|shared|asked|worry|worried|feel|felt|want(?:ed)? to know|described|noticed)\b|\byour (?:message|worry|concern|note|email|letter|frustration|question|words)\b"
    r"|\byou(?:'re| are| were) (?:worried|upset|angry|concerned|frustrated|afraid|right|saying|tired|frightened)\b|\bno wonder\b|\bi understand\b|\b(?:i|anyone|any parent|i'd) would be\b|\bthat must\b|\bi(?:'m| am) (?:so |very |really )?sorry\b"
)
_TEACHER_ACTS = plain(
    r"^\W*(?:(?:so|and|then|meanwhile|from \w+ on|starting \w+|on \w+|this week|next week|until then|beginning \w+|tomorrow|today),? )?(?:i|we|he and i|she and i|they and i|the team|i'll)(?:'ll|'m going to| will| am going to| mean to| plan to| have (?:moved|put|asked|given|made|cut|set|talked|spoken|already)|'ve (?:moved|put|asked|given|made|cut|set|talked|spoken)"
    r"| moved| let| gave| put| made| set| asked| paid| shared| talked| spoke)\b"
)
_PLAN = screened(
    rf"^\W*(?:(?:from|starting|on|next|beginning)\b[^,]{{0,25}},? )?(?:i|we|{CHILD}|you|let's|please|could|can|would)(?:'ll| will|'d| would| can| could|'m going to)\b|\b(?:the goal|our goal|the plan) (?:is|will)|\bi(?:'m| am) (?:giving|going|bringing|moving|keeping|putting|trying|setting)\b|\bi(?:'d| would) (?:like|love|be)\b|\bthank"
)
_ABSOLUTE = screened(
    r"\b(?:always|never|constantly|continually|continuously|all the time|every single (?:day|time|class|assignment)|nonstop|non-stop|invariably|perpetually|forever|chronic(?:ally)?|endlessly|(?:every|each) time (?:i|we)|not once|at all times|refuses to ever|(?<=with )everything|(?<=in )everything)\b"
)
_OWN_ABSOLUTE = plain(
    rf"(?:\b{CHILD}|ʘ+)(?:'s|'re| is| was| has| had| will| does| simply| just| seems to| seems| have)? (?:\w+ )?$"
)
_KIND_ABSOLUTE = plain(
    r"\s*(?:(?:been|be|being|is|so|the|a|very|one of) )*(?:first|kind|ready|happy|welcome|helps?|helping|eager|willing|smil\w+|share\w*|cheer\w*|polite|loved|there|strong|joy|bright|curious|generous|thoughtful|asks|thinks?|brings|looks|gives? up|seen|been (?:late|absent|in trouble)|says (?:please|thank)|look\w*|let|wait to|try|tries|works? hard|a pleasure|missed|fails to (?:help|make|smile|ask))"
)
_KIND_NEVER = plain(
    r"\s*(?:(?:been|be|being|once) )*(?:gives? up|gave up|seen|late|absent|in trouble|miss(?:es|ed)? (?:a|one)|complain\w*|forgets? to (?:help|smile|say|thank)|fail(?:s|ed)? to|hesitat\w*|let\w*|quit\w*|stop(?:s|ped)? (?:smiling|asking|trying)|unkind|mean|a dull|too (?:busy|tired)|so (?:proud|happy)|prouder|happier|in (?:need|a bad))"
)
_QUOTE = plain(r"\"[^\"]{2,}\"")
_VAGUE = screened(
    r"\b(?:attitude|behavio(?:u)?rs?|focus(?:ing|ed)?|effort|motivat\w+|maturity|immature|potential|choices|issues|not (?:been )?(?:him|her)self|(?:hard|rough|tough|difficult|bad|challenging|off) (?:time|day|week|morning|patch)|reluctant|hyperactive|struggling|struggles|acting out|disruptive|disrespectful\w*|unfocused|distracted|distracting|slipping|a handful|lazy|rude|defiant|lack\w*|poor|careless\w*|irresponsib\w+|inappropriate\w*|off[- ]task|not (?:living|working) up|doing (?:poorly|badly)|not doing (?:well|great)|falling behind|behind|often|a lot|frequently|too much|constant\w*|scattered|all over the place|needs to|insufficient|some gains)\b"
)
_LISTED = re.compile(
    r"^\W*(?:[a-z0-9][.)]|me|home|you|ʘ+|daily|weekly) ?[:)]|.*\bi (?!saw|noticed|counted|timed|found)\w+"
)
_MENTIONS = plain(rf"\b{CHILD}\b|\b(?:his|her|their|him|them)\b|ʘ")
_REASON = plain(r"\bbecause\b|\bsaw\b")
_CHILD = plain(rf"\b{CHILD}\b|\bhis\b|\bher\b|\btheir\b|ʘ")
_NEWS = frozenset({"concern", "follow_up", "action_plan", "iep_progress"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Where the trouble is said first; ``absolute`` is an "always" about the child; ``seen`` says a camera could see it."""

    span: Span
    start: int
    line: int
    absolute: Span | None
    seen: bool
    lines: tuple[int, ...]
    evidence: tuple[Span, ...]


class _Candidate(NamedTuple):
    score: int
    line: Line
    at: int


_BAR = 3


def find_problem(page: Page) -> Problem | None:
    """Score each statement for trouble; the first that reaches the bar is the problem, the best other one if none does."""
    candidates = [one for line in page.body if (one := _score(page, line)) is not None]
    over = [one for one in candidates if one.score >= _BAR]
    if not over and page.kind in _NEWS:
        best = max((one.score for one in candidates), default=0)
        plain = _told_plainly(page) if page.kind == "concern" and best < _BAR - 1 else []
        over = plain or [one for one in candidates if one.score == best and best >= 1][:1]
    if not over:
        return None
    first = over[0]
    start = first.line.start + _clause_start(first.line.low, first.at)
    troubled = {one.line.index for one in over}
    absolute = next((span for line in page.body if (span := _absolute(page, line, troubled)) is not None), None)
    told = [one.line for one in over if _seen(one.line.low)]
    # The count often stands in the sentence beside the one that names the trouble.
    beside = [
        line
        for line in page.body
        if line.index - 1 in troubled
        and not line.asks
        and not _PLAN.search(line.low)
        and _MENTIONS.search(line.low)
        and not _LISTED.match(line.low)
    ]
    told += [
        line
        for line in beside
        if line.index not in troubled and (RATIO.search(line.low) or WHEN.search(line.low) or COUNT.search(line.low))
    ]
    evidence = tuple(page.span(start if line is first.line else line.start, line.end) for line in told[:3])
    return Problem(
        page.span(start, first.line.end),
        start,
        first.line.index,
        absolute,
        bool(told),
        tuple(sorted(troubled)),
        evidence,
    )


def _score(page: Page, line: Line) -> _Candidate | None:
    told = None if line.asks else _trouble(line.low)
    if told is None:
        return None
    score, at, of_child = told
    return _Candidate(score + (of_child and page.kind in _NEWS), line, at)


@remembered
def _trouble(words: str) -> tuple[int, int, bool] | None:
    """Return how much trouble a statement tells of, where it begins, and whether the child is in it; None for none."""
    low = words
    if _STRONG.search(low) or _NOT.search(low) or _FEW.search(low):
        low = _KIND.sub(lambda hit: " " * len(hit.group()), low)
    strong, few = _STRONG.search(low), _FEW.search(low)
    negated = next((hit for hit in _NOT.finditer(low) if _of_the_child(low, hit.start())), None)
    counted = bool(RATIO.search(low) or COUNT.search(low) or WHEN.search(low))
    cue = _CUE.search(low) is not None
    if not (strong or few or negated) and _is_absolute(words, troubled=False):
        return _BAR, 0, False
    if not (strong or few or negated):
        return (1, 0, False) if cue and counted and not _PLAN.search(low) and not _OTHER_VOICE.search(low) else None
    if _OTHER_VOICE.search(low) or (_TEACHER_ACTS.search(low) and not _REASON.search(low)):
        return None
    at = min(hit.start() for hit in (strong, negated, few) if hit)
    plan = _PLAN.search(low)
    if plan is not None and plan.start() < at and not (few or cue):
        return None
    score = 2 * bool(strong) + 2 * bool(negated) + 2 * bool(few) + cue + counted
    return score, at, bool(_ABOUT_CHILD.search(low) or _CHILD.search(low))


def _told_plainly(page: Page) -> list[_Candidate]:
    """A concern in words that sound like none ("she ate only the orange"): what is counted or dated of the child, after the opening."""
    asked = next((line.index for line in page.lines if line.asks), -1)
    told = [
        line
        for line in page.body
        if not line.asks
        and not _PLAN.search(line.low)
        and not _TEACHER_ACTS.search(line.low)
        and _MENTIONS.search(line.low)
    ]
    counted = [line for line in told if RATIO.search(line.low) or COUNT.search(line.low) or WHEN.search(line.low)]
    later = (
        [line for line in counted if line.index > asked >= 0]
        or [line for line in told if line.index > asked >= 0]
        or counted[1:]
        or told[1:2]
    )
    return [_Candidate(1, line, 0) for line in later[:1]]


def _of_the_child(low: str, at: int) -> bool:
    """Whether a denial is said of the child: not "parts I hadn't taught yet", not "nobody told him"."""
    start = max(0, at - 60)
    return _ABOUT_CHILD.search_before(low, start, at) is not None and _NOT_MINE.search_before(low, start, at) is None


_JOINT = re.compile(
    r"[,;:] (?:but |and |yet |so |because |though |although )?|\b(?:but|because|however,?|although|since) "
)
_CLAUSE = plain(
    r"[,;: ]*(?:but |because |however,? |yet |though |although |and |so )?(?:i |he |she |they |ʘ|on |his |her |their |your |it |there |in |from |at |during |after |before )"
)


def _clause_start(low: str, at: int) -> int:
    """The start of the clause in which the trouble is said: after the last joint before it that leaves a subject."""
    start = 0
    for joint in _JOINT.finditer(low, 0, at):
        if at - joint.end() > 2 and _CLAUSE.match(low, joint.start()):
            start = joint.end()
    return start


def _absolute(page: Page, line: Line, troubled: set[int]) -> Span | None:
    if line.asks or not _is_absolute(line.low, troubled=line.index in troubled):
        return None
    return page.line_span(line)


def _is_absolute(low: str, *, troubled: bool) -> bool:
    """Whether an "always" is said of the child, in a sentence that tells of trouble or not."""
    for hit in _ABSOLUTE.finditer(low):
        kind = _KIND_NEVER if hit.group() in {"never", "not once"} else _KIND_ABSOLUTE
        if kind.match(low, hit.end()):
            continue
        own = _OWN_ABSOLUTE.search_before(low, 0, hit.start()) is not None
        near = troubled and _ABOUT_CHILD.search_before(low, 0, hit.start()) is not None
        if (own and hit.group() != "everything") or near:
            return True
    return False


def _seen(low: str) -> bool:
    """Whether a camera could have seen it: counted, dated, quoted, or an act in plain words."""
    return bool(RATIO.search(low) or WHEN.search(low) or _QUOTE.search(low) or COUNT.search(low)) or not _VAGUE.search(
        low
    )
