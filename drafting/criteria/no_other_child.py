"""Gate: no other child is named or made identifiable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._language import CHILD
from drafting.criteria._names import other_names
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_CHILDREN = r"(?:boy|girl|child|kid|student|classmate|friend|partner|buddy|neighbor|teammate|one|peer)"
# Words that point to one child: where from, what plan, what looks, what family, what happened, where the seat is.
_POINTS = (
    r"(?:(?:just |recently |only |who )*(?:came|comes|moved|arrived|transferred|immigrated|is) (?:here |over |in |to us )?(?:from|last|two|three|this|in (?:september|october|november|december|january|february|march))|(?:is|was|has been|seems|might be|may be) (?:\w+ )?(?:autistic|deaf|blind|adhd|dyslexic|homeless|adopted|in foster|on the spectrum|on (?:a|an) |in (?:our|the|a) (?:self|special|resource)|suspended|expelled|retained|held back|known for|always in|always the|often in|repeating|undocumented|new from|from )"
    r"|has (?:a |an |some |his |her |their )?(?:\w+ )?(?:plan|iep|504|aide|autism|adhd|stutter|wheelchair|seizures?|allerg\w+|disabilit\w+|challenges|issues|problems|trouble at|anger|history|diabetes|diagnosis|father|mother|the (?:seat|desk|locker))|lives|sits (?:next|behind|beside|in|by|near|at)|wears|rides|uses a|takes (?:medic|the (?:short|small))|goes to (?:speech|the resource)|lost (?:his|her|their) (?:mom|mother|dad|father|home|brother|sister)|stutters|repeats|can't really help|started (?:it|the)|did (?:it|this)|hit (?:him|her|ʘ)|was (?:in the news|sent to|suspended|arrested)|as you (?:may |probably )?know|you(?:'ve| have)? (?:probably |may |might )?(?:know|seen|met|remember))"
)
_DESCRIBED = screened(
    rf"\b(?:the|a|an|another|one|that|this|our|same) (?:other |new |certain |same |particular |little |older |younger )?(?:\w+ )?{_CHILDREN}s?,? (?:(?:who|that|which)(?:'s|'d|'ve)? (?:\w+ly )?)?{_POINTS}[^.;!?]*"
    rf"|\b{_CHILDREN}s? (?:(?:from|in) (?:the self-contained|the resource|special ed\w*|esl|ell|room \d+|(?:mr|ms|mrs)\.? ǂ+'s|[a-z]+ street)|(?:on|with) (?:a |an |the )?(?:\w+ )?(?:plan|iep|504|aide|autism|adhd|stutter|wheelchair|walker|hearing aids?|down syndrome|red hair|curly hair|headphones|limp|inhaler|feeding tube|disabilit\w+|issues|challenges|glasses|accent))\b[^.;!?]*"
    rf"|\b(?:he|she|they)(?:'s|'re| is| are) the one (?:with|who|in|from)\b[^.;!?]*|\bthe one (?:with|who|from|in) (?:the|his|her|a)\b[^.;!?]*|\bthe only (?:other )?{_CHILDREN} (?:in|with|who|from|on)\b[^.;!?]*|\b{_CHILDREN},? whose (?:mother|mom|father|dad|parents|brother|sister|family|house|birthday|name)\b[^.;!?]*"
    r"|\bour (?:only|exchange|wheelchair|deaf|blind|hearing[- ]impaired|autistic|special|one) (?:boy|girl|student|child|kid)s?\b[^.;!?]*|\bthe (?:twins|(?:principal|coach|mayor|pastor|neighbor|librarian|secretary|nurse|custodian)'s (?:son|daughter|kid|boy|girl|grandson|nephew))\b|\byour (?:neighbor|nephew|niece|cousin|friend|sister|brother)'?s? (?:son|daughter|kid|boy|girl)\b|\byou know (?:who|which one|the one)\b"
    r"|\b(?:a|the|our|that) (?:non-?verbal|autistic|deaf|blind|homeless|foster|adopted|disabled|refugee|\w+-speaking|guatemalan|mexican|haitian|syrian|chinese|somali|ukrainian|new immigrant) (?:boy|girl|student|child|kid|classmate)\b[^.;!?]*"
)
_SIBLING = screened(
    r"\b(?:(?:his|her|their|your|ʘ+'s) )?(?:(?:older|younger|big|little|twin|other|oldest|eldest) )?(?:brother|sister|sibling|cousin|twin|other (?:son|daughter|child|children|kids))s?\b[^.;!?]{0,80}\b(?:never|always|was (?:so|such|one|never|always|much|a|the)|were|would(?:n't| never| have)|had|did(?:n't)?|used to|better|harder|smarter|easier|easy|such a|star|strong|excelled|sailed|easily|perfect|quicker|faster)\b"
    r"|\b(?:unlike|like|compared (?:to|with)|as (?:\w+ )?as|than|just like|nothing like|so different from|same as) (?:his|her|their|your|ʘ+'s|an?|the) (?:(?:older|younger|big|little|twin|other|oldest) )?(?:brother|sister|sibling|cousin|twin)s?\b"
    r"|\bi (?:had|taught) (?:his|her|their|your) (?:(?:older|younger|big|little|twin) )?(?:brother|sister|sibling|cousin)\b"
)
_INVITED = plain(r"\b(?:welcome|invited|bring|come along|child ?care|may join|are free)\b")

_CHILD_IS = plain(rf"(?:\b{CHILD}|ʘ+)(?:'s| is| was| has been)? (?:always |also |such |really )?$")


def _judge(page: Page) -> Opinion:
    for name in other_names(page):
        return reconsider("Another child is named here.", "Say “a classmate” or leave the other child out.", name)
    for line in page.lines_with(_SIBLING, _DESCRIBED):
        hit = _SIBLING.search(line.low)
        if hit and not _INVITED.search(line.low):
            return reconsider(
                "This measures the child against another child in the family.",
                "Compare the child only with the same child earlier.",
                page.hit(hit, line),
            )
        found = _DESCRIBED.search(line.low)
        if found and not _CHILD_IS.search(line.low[: found.start()]):
            return reconsider(
                "Another child can be recognized from this.",
                "Say “a classmate” and leave out what would point to one child.",
                page.hit(found, line),
            )
    return met("No other child is named or can be recognized.")


CRITERION = Criterion(
    id="no-other-child",
    group="Respect",
    place=5,
    source="S1: “following privacy policies”; S3: “maintain confidentiality”",
    gate=True,
    judge=_judge,
    flags=(
        Example("Dear Ms. Wu, Ari was pushed by Tyler at recess.", given={"student": "Ari"}),
        Example("Dear Ms. Wu, Ari was pushed by the boy who came from Peru last month.", given={"student": "Ari"}),
        Example("Dear Ms. Wu, his sister was never late.", given={"student": "Ari"}),
    ),
    clean=(
        Example(
            "Dear Ms. Wu, Ari helped a classmate on Monday. Dean Ortiz and Ms. Adair saw it too.",
            "positive_note",
            {"student": "Ari"},
        ),
        Example("Dear Ms. Wu, Ari read Charlotte's Web in Room 12 on Tuesday.", "positive_note", {"student": "Ari"}),
    ),
)
