"""The problem statement: the first clause that says something is going badly for the child, and how it says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafting.criteria._language import CHILD, COUNT, RATIO, WHEN
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

# Negative words in good news, in denials and in idioms: blanked before anything else is read.
_KIND = re.compile(
    r"\b(?:no longer|not once|never once|instead of|rather than|more than|no more)\b(?: \w+){1,3}|\b(?:stopped|quit) \w+ing\b"
    r"|\bwithout (?:being|anyone|anybody|a word|any|asking|help|looking|grabbing|complaining|stopping|reminders?|\w+ing)\b(?: \w+){0,2}"
    r"|\b(?:never|not|n't|nothing|no one|nobody)(?: \w+)? (?:give|gave|gives|giving|seen|stop(?:ped|s)? (?:smiling|trying|asking|talking about)|been (?:so |more )?(?:proud|happier)|"
    r"complain\w*|mind\w*|hesitat\w*|quit|let\w*|hurt|wrong|in trouble|accus\w+|need\w* (?:reminding|help|any|a reminder)|ask\w* (?:her|him|them))\b(?: up)?"
    r"|\b(?:worked|works|tried|tries|trying|working) (?:so |really |very )?hard\b|\bhard ?(?:work|-working)\b|\bhard (?:words|problems?|questions?|books?|part)\b"
    r"|\b(?:even though|although|even when|after|when|before) (?:it|the \w+|her \w+|his \w+) (?:broke|fell|failed|collapsed|cracked)\b"
    r"|\bdon't (?:worry|hesitate)\b|\bno (?:worries|need|trouble|reply|paper)\b|\b(?:can't|cannot) wait\b|\bnever (?:gives?|gave) up\b|\bbroke (?:into|out|down the|the record)\b"
    r"|\bmiss(?:ed|ing|es)? (?:only )?(?:one|1|just one|you|him|her)\b|\bhit (?:a |the |her |his )?(?:goal|target|home run|note|every)\b|\blate (?:in the|spring|fall|november)\b"
)
_STRONG = re.compile(
    r"\b(?:missing (?:\w+ )*(?:work|homework|assignments?|essays?|logs?|labs?|problems?|pages?|\d)|is missing|are missing|misses|missed|tardy|tardies|truant|absent|absences|unexcused"
    r"|(?:come|came|comes|arrive[sd]?|arriving|been|was|is|were|has been) (?:\w+ )?late|late \d|late (?:to|for) (?:class|school|first)|fall(?:en|ing|s)? behind|fell behind|(?:is|are|was|well|still|far|words|level|grade|months?|weeks?) (?:\w+ )?(?:behind|below)\b|below (?:the |grade|benchmark|level|where|average|same)"
    r"|off[- ]task|fell asleep|falls asleep|asleep|sleeping in class|struggl\w+|fail(?:ed|ing|s)\b|refus\w+|defian\w+|disrupt\w+|distract\w+|disrespect\w*"
    r"|(?:pushed|shoved|kicked|punched|slapped|bit|hit|hits|scratched|tripped|poked|spit|spat|threw|throws|thrown|tore|ripped|stole|grabbed|yelled|shouted|screamed|swore|cursed|cheated|lied)\b"
    r"|hitting|pushing|kicking|biting|fighting|yelling|shouting|swearing|bullying|teasing|calling out|call(?:ed|s) out|blurt\w+|interrupt\w+|talk(?:ed|s|ing) (?:back|over|through|during|while)"
    r"|cries|cried|crying|in tears|melt(?:ed)? ?downs?|meltdowns?|tantrums?|outbursts?|walked out|ran out|left (?:his|her|their|the) (?:seat|room|desk|class)|out of (?:his|her|their) seat"
    r"|not (?:turned|handed|completed?|finish\w*|return\w*|submitt\w*|done|doing|listening|following|paying|reading|passing|meeting|been)|(?:un|in)complete\w*|unfinished|not (?:in|on) (?:yet|time)"
    r"|phone (?:was |is )?out|on (?:his|her|their) phone|forg[eo]ts?|forgot\w*|forgets|head (?:was )?down|head on (?:his|her|their|the) (?:desk|table)|shut(?:s|ting)? down|gives? up|gave up|withdrawn|alone\b|squint\w*"
    r"|copied|plagiari\w+|word for word|skipp\w+|cut class|detention|suspen\w+|zeros?\b|dropp\w+ (?:from|to|by)|slipp\w+|went down|gone down|fell (?:from|to)|fallen (?:from|to)|declin\w+|deficien\w+|insufficient"
    r"|wander\w*|avoid\w*|trouble (?:with|\w+ing)|difficult(?:y|ies)|hard time|(?:has|have|had|is|been|it's|it is|was) (?:been )?(?:\w+ )?hard for|stuck\b|upset|anxious|frustrated|rushes|rushed|blank\b|off[- ]topic"
    r"|(?:her|his|their) (?:hands|sleeves) (?:over|on)|threw (?:away|out)|throws (?:away|out)|left (?:\w+ )?(?:glasses|lunch|book|binder|chromebook)|called (?:a|another|one) \w+|reversals?|reverses?|outstanding (?:work|assignments))\b"
)
_CHILD_NOT = re.compile(
    rf"\b(?:{CHILD}|(?:his|her|their|ʘ+'s) [\w-]+(?: \w+)?)(?: \w+){{0,2}}? ?(?:\b(?:never|rarely|seldom|hardly|barely|cannot|always (?:leaves|forgets|waits|has to|needs)|constantly|only|stops?|stopped|quits?|waits?|waited|still|loses?|lost)\b|n't\b|\bnot\b)"
)
_FEW = re.compile(
    r"\b(?:turned|handed|brought|sent|came|completed|finished|returned|submitted|done|ate|read|got|scored|earned|met|answered)\b[^.;]{0,20}\b(?:only |just )?(?:\d+|one|two|three|four|five|six|seven|none|few) (?:out )?of (?:the |her |his |their |last |past )*(?:\d+|\w+)"
    r"|\b(?:only|just) (?:\d+|one|two|three|four|five|half|once|twice)\b|\bnone of\b"
    r"|\b(?:stop|stops|stopped|closed|closes|put|puts|went|goes|passed|passes|ate|sat)\b.{0,40}\b(?:after|before|without|unless|by (?:him|her|them)sel\w+)\b"
    r"|\b\d+(?:%| percent)?, (?:then )?\d+(?:%| percent)?,? (?:and |then )?\d+|\bfrom (?:an? )?(?:[a-d][+-]?) to (?:an? )?[b-f]\b|\b(?:left|out|late|away|asleep|without) .{0,30}\btimes\b"
)
_CUE = re.compile(
    r"^\W*(?:however|but|unfortunately|that said|at the same time|lately|recently|still|yet|now|sadly|regrettably|i ask because|i'm asking because|i'm curious because|the reason i)\b"
    r"|\b(?:i(?:'m| am) (?:writing|reaching out|contacting you|emailing|messaging|calling|getting in touch|concerned|worried|telling you|seeing|noticing|asking)|i ask(?: you)? because|my concern|a concern|concerns? (?:me|about|with)|worri(?:es|ed) (?:me|about)"
    r"|(?:what|here is what|here's what) (?:i|we)(?:'ve| have)? (?:saw|seen|see|noticed?|am seeing|are seeing|know)|i(?:'ve| have)? notic(?:e|ed)|i want(?:ed)? (?:you to know|to let you know|to share|to be (?:open|honest))|i need to (?:share|tell)|need to let you know|the (?:hard|harder|tricky) part|one thing|area (?:of|for|to))\b"
)
_OTHER_VOICE = re.compile(
    r"\byou(?:'ve| have|r)? (?:told|wrote|said|mentioned|shared|asked|worry|worried|feel|felt|want(?:ed)? to know|described|noticed|message|worry|concern|note|email|letter|frustration|question|words)\b"
    r"|\byou(?:'re| are| were) (?:worried|upset|angry|concerned|frustrated|afraid|right|saying|tired|frightened)\b|\bno wonder\b|\bi understand\b|\b(?:i|anyone|any parent|i'd) would be\b|\bthat must\b|\bi(?:'m| am) (?:so |very |really )?sorry\b"
)
_TEACHER_ACTS = re.compile(
    r"^\W*(?:(?:so|and|then|meanwhile|from \w+ on|starting \w+|on \w+|this week|next week|until then|beginning \w+|tomorrow|today),? )?(?:i|we|he and i|she and i|they and i|the team|i'll)(?:'ll|'m going to| will| am going to| mean to| plan to| have (?:moved|put|asked|given|made|cut|set|talked|spoken|already)|'ve (?:moved|put|asked|given|made|cut|set|talked|spoken)"
    r"| moved| let| gave| put| made| set| asked| paid| shared)\b"
)
_ABSOLUTE = re.compile(r"\b(?:always|never|constantly|continually|continuously|all the time|every single (?:day|time|class)|nonstop|non-stop|invariably|perpetually|forever|everything|any(?:thing)? at all|chronic(?:ally)?|endlessly|repeatedly)\b")
_QUOTE = re.compile(r"\"[^\"]{2,}\"")
_VAGUE = re.compile(
    r"\b(?:attitude|behavio(?:u)?r(?:s|al)? (?:issues?|problems?|concerns?|has been|is)|focus|effort|motivation|maturity|potential|choices|lately|issues|not (?:been )?(?:him|her)self|having a (?:hard|rough|tough) time|struggling|acting out|disruptive|disrespectful|unfocused|distracted|slipping|a handful)\b"
)
_SEEN = re.compile(
    r"\b(?:during|at (?:lunch|recess|drop-off|the|noon|dismissal)|in (?:line|the (?:hall\w*|cafeteria|gym|line|bathroom)|math|science|reading|class|art|music|second period|first period)|when (?:it's|we|the|i|she|he|they|her|his)|after (?:one|two|lunch|recess|about)|on (?:his|her|their) (?:desk|lap|paper)|between|minutes|hands?|pencil|page|seat|door|table|floor|window|desk|chair)\b"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Where the trouble is said first; ``absolute`` is an "always" about the child; ``seen`` says a camera could see it."""

    span: Span
    start: int
    line: int
    absolute: Span | None
    seen: bool
    lines: tuple[int, ...]


def find_problem(page: Page) -> Problem | None:
    """Score each statement for trouble; the first that reaches the bar is the problem, the best other one if none does."""
    scores: list[tuple[int, int, Line, int]] = []
    for line in page.body:
        score, at = _score(page, line)
        if score:
            scores.append((score, -line.index, line, at))
    bar = [one for one in scores if one[0] >= _BAR]
    if not bar:
        if page.kind not in {"concern"} or not scores:
            return None
        bar = [max(scores)]
        if bar[0][0] < _BAR - 1:
            return None
    first = bar[0][2]
    start = _clause_start(first.low, bar[0][3])
    where = [one[2] for one in bar]
    near = {index for line in where for index in (line.index, line.index + 1)}
    absolute = None
    for line in page.body:
        if line.index in near or line.index in {one[2].index for one in scores}:
            absolute = absolute or _absolute(page, line)
    evidence = [line for line in page.body if line.index in near or line.index == first.index - 1]
    seen = any(_seen(line.low) for line in evidence if not line.asks)
    best = next((line for line in where if _seen(line.low)), first)
    begin = start if best is first else 0
    return Problem(
        page.span(best.start + begin, best.end), first.start + start, first.index, absolute, seen, tuple(line.index for line in where)
    )


_BAR = 3


def _score(page: Page, line: Line) -> tuple[int, int]:
    low = _KIND.sub(lambda hit: " " * len(hit.group()), line.low)
    if line.asks or _OTHER_VOICE.search(low):
        return 0, 0
    strong = _STRONG.search(low)
    negated = _CHILD_NOT.search(low)
    few = _FEW.search(low)
    if not (strong or negated or few):
        return (1, 0) if _CUE.search(low) and (COUNT.search(low) or WHEN.search(low)) else (0, 0)
    at = min(hit.start() for hit in (strong, negated, few) if hit)
    if _TEACHER_ACTS.search(low) and not re.search(r"\bbecause\b|\bsaw\b", low):
        return 0, 0
    score = 2 * bool(strong) + 2 * bool(negated) + 2 * bool(few) + bool(_CUE.search(low)) + bool(RATIO.search(low) or COUNT.search(low) or WHEN.search(low))
    if page.kind in {"concern", "action_plan"}:
        score += bool(re.search(rf"\b{CHILD}\b|\bhis\b|\bher\b|\btheir\b", low))
    return score, at


def _clause_start(low: str, at: int) -> int:
    """The start of the clause in which the trouble is said: after the last joint before it that leaves a subject."""
    start = 0
    for joint in re.finditer(r"[,;:] (?:but|and|yet|so|because|though|although)? ?|\b(?:but|because|however,?|although|since) ", low[:at]):
        if at - joint.end() > 2:
            start = joint.end() if re.match(r"\W*(?:but|because|however|yet|though|although|i |he |she |they |ʘ|on |his |her )", low[joint.start():].lstrip(",;: ")) else start
    return start


def _absolute(page: Page, line: Line) -> Span | None:
    if line.asks:
        return None
    for hit in _ABSOLUTE.finditer(_KIND.sub(lambda one: " " * len(one.group()), line.low)):
        before = line.low[: hit.start()]
        if re.search(rf"\b(?:{CHILD}|ʘ+'s|his|her|their)\b[^.;]*$", before) and not re.search(r"\b(?:you|i|we)(?: can| will|'ll|'m| am|'re| are)?\s*$", before):
            rest = line.low[hit.end() : hit.end() + 30]
            if not re.match(r"\s*(?:first|kind|ready to|happy|welcome|helps?|eager|willing|smil|share|cheer|polite|loved|there for|been (?:a )?(?:kind|strong|joy|bright))", rest):
                return page.line_span(line)
    return None


def _seen(low: str) -> bool:
    return bool(RATIO.search(low) or WHEN.search(low) or _QUOTE.search(low) or COUNT.search(low) or (_SEEN.search(low) and not _VAGUE.search(low)))
