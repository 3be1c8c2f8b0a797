"""Effort, progress or change is credited, rather than fixed talent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._screen import plain, screened
from drafting.criteria._strength import FIXED

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_CHANGE = screened(
    r"\bfrom (?:an? )?[\w.%+-]+(?: [\w.]+){0,4} to (?:an? )?[\w.%+-]+|\b(?:first|second) time\b|\bused to\b|\bno longer\b|\bmore (?:each|every) (?:day|week|month)\b|\beach (?:day|week) (?:more|a little)\b"
    r"|\b(?:by|for) (?:him|her|them)sel(?:f|ves)\b|\bon (?:his|her|their) own\b|\bwithout (?:being (?:asked|told|reminded)|help|a reminder|reminders|any help|prompting|an adult)\b"
    r"|\b(?:over|for|took|after) (?:\w+ )?(?:\d+|two|three|four|five|six|several|many) (?:\w+ )?(?:days|weeks|months|tries|drafts|attempts|mornings|times|nights|afternoons)\b"
    r"|\b(?:practic|rehears|revis|rewrot|re-?read|redid|edited|reworked|correct(?:s|ed) (?:him|her|them)sel|kept (?:trying|going|at|working|asking|practicing|reading)|keeps? (?:trying|going|at)|tr(?:ied|ying) (?:again|\w+ ways|another|a different|until|and)|tried\b|persist|persever|stuck with|didn't (?:give up|quit)|(?:did not|never) (?:give|gave) up|again and again|until (?:it|he|she|they)|started over|start(?:ed)? again|worked (?:it|that|through|his|her|\w+ \w+ out|on|at)|working on|put in|effort|patien\w+|determin\w+|hard work|worked (?:so |really |very )?hard|asked for help|brave\w*|courage|risk)"
    r"|\b(?:improv\w+|progress\w*|grew|grown|growing|growth|gain(?:ed|s)?|climb\w+|jumped|moved up|rose|risen|doubled|tripled|better than|sooner than|faster than|further than|earlier than|longer than|more than (?:last|in|before|he|she|they)|stronger|more (?:\w+ly|often|confident\w*)|getting (?:better|stronger|faster)|comes? (?:so )?far|came (?:so )?far|new for (?:him|her|them))\b"
    r"|\b(?:\w+ )?(?:days?|weeks?|months?|years?) ago\b|\b(?:his|her|their|the) first (?:plan|try|draft|version|report|attempt|score|answer|time|sketch|paragraph|week)\b|\b(?:did|does|do|walked|came|read|tied|finished|worked)\b[^.]{0,30}\balone\b|\b(?:him|her|them)sel(?:f|ves)\b|\b(?:after|for|over) (?:\w+ )?(?:weeks|days|months) of\b|\bbraver\b|\b(?:last (?:month|week|year|fall|spring|time|quarter)|in (?:september|october|november|january|february|march|april|august)|a (?:month|week|year) ago|back in|at the start|in the fall|earlier (?:this|in)|before,|up from|down (?:to|from)|compared|(?:october|september|august|november|january) (?:was|it was))\b"
    r"|\b(?:hardly|could(?:n't| not)|would(?:n't| not)|barely)\b.{0,50}\b(?:now|today|this|on \w+day)\b|\b(?:and|but|;|,) now\b|\bnow (?:he|she|they|ʘ+)\b|\b(?:he|she|they|ʘ+) (?:\w+ )?(?:\w+s )?now\b|\b(?:kept|keeps|keep)\w* (?:at (?:it|his|her)|going|trying|asking|working|reading|practicing|rebuilding|writing|counting)\b|\b(?:three|four|five|six|seven) times\b(?! (?:this|in|since|today))|\b(?:took|takes|taking) (?:his|her|their) time\b|\b(?:slowed down|slows down|went back|goes back|figured (?:it|out)|fixed|changed (?:his|her|their) (?:mind|answer|plan|draft)|erased|redrew|rebuilt|retried|proud of (?:himself|herself|themselves)|all by (?:himself|herself|themselves))\b|\bsince (?:\w+ )?(?:we started|september|october|august|january|november|the plan|our|last)\b|\b(?:times|days|mornings|visits) out of\b"
)

_BY_COUNT = plain(r"\b(?:from|up|now|to)\b[^.]{0,30}\d")


def _judge(page: Page) -> Opinion:
    talent = next(
        (line for line in page.lines_with(FIXED) if line.part == "body" and not line.asks and FIXED.search(line.low)),
        None,
    )
    changes = [
        line
        for line in page.lines_with(_CHANGE)
        if line.part == "body" and not line.asks and line.low.find(" ") > 0 and _CHANGE.search(line.low)
    ]
    if page.kind == "iep_progress" and page.problem:
        changes = [line for line in changes if line.index not in page.problem.lines or _BY_COUNT.search(line.low)]
    if talent is not None:
        changes = [line for line in changes if line.index != talent.index]
    instead = f"Credit what {page.child} did to get there, or what has changed: “A month ago ..., and now ...”"
    if talent is not None and not changes:
        return reconsider(
            "This praises what a child is, and talent cannot be practiced.", instead, page.line_span(talent)
        )
    if changes:
        return met("It credits effort or change.", *(page.line_span(line) for line in changes[:4]))
    return reconsider("It says nothing of effort, progress or change.", instead)


CRITERION = Criterion(
    id="growth",
    group="Celebrate",
    place=2,
    source="S1: “Highlight moments of growth, no matter how small”",
    kinds=frozenset({"positive_note", "follow_up", "iep_progress"}),
    judge=_judge,
    flags=(
        Example("Dear Mr. Sato, Emi is so smart. She got 98 on the quiz.", "positive_note", {"student": "Emi"}),
        Example("Dear Mr. Sato, Emi is a natural, the most gifted reader here.", "positive_note", {"student": "Emi"}),
    ),
    clean=(
        Example("Dear Mr. Sato, Emi no longer cries at drop-off.", "positive_note", {"student": "Emi"}),
        Example(
            "Dear Mr. Sato, Emi rewrote her ending three times until it sounded right.",
            "positive_note",
            {"student": "Emi"},
        ),
    ),
)
