"""Gate: no other child is named or made identifiable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._names import other_names

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_OTHER = r"(?:another|the other|a|an|one|that|this|the) (?:\w+ ){0,2}?(?:boy|girl|child|kid|student|classmate|friend|neighbor|partner|new (?:boy|girl|child|kid|student|one)|one)s?"
_DESCRIBED = re.compile(
    rf"\b{_OTHER},? (?:who|that|whose|with|from|in) (?!(?:needed|was (?:hurt|sad|crying|new|alone|upset|absent|sitting alone|looking|stuck|lost|having|struggling)|is new|had (?:dropped|lost|forgotten|fallen)|looked|felt|the (?:class|group|back|line|hall\w*|next)|him|her|them|tears|a (?:question|problem|kind)|(?:his|her|their) (?:group|class|table|team)\b|our (?:class|room)|line|class|need|fell|couldn't|didn't|did not|wanted|sat alone|asked|helped|the room|math|science|reading|art|music|gym|whom|everyone))[^.;!?]{{3,}}"
    r"|\bthe (?:boy|girl|one|kid|child|student) (?:who|that) (?:did (?:it|this)|hit|pushed|started|sits|has|is|lives|came|wears|rides|just (?:came|moved)|moved|uses|goes|comes|got|used|speaks|always|was (?:suspended|held|retained|in the news))[^.;!?]*"
    r"|\b(?:he|she|they)'?s? (?:is |are )?the one (?:with|who|in|from)\b[^.;!?]*|\bthe one with (?:the|his|her)\b[^.;!?]*|\bthe only (?:boy|girl|child|student|kid|one) (?:in|with|who|from)\b[^.;!?]*"
    r"|\bour (?:new|only|exchange|wheelchair|deaf|blind|hearing[- ]impaired|autistic|special) (?:boy|girl|student|child|kid)s?\b[^.;!?]*|\b(?:boy|girl|child|student|kid|classmate) (?:from|in) (?:the (?:self-contained|resource|special|esl|ell)|room \d+|(?:mr|ms|mrs)\.? ǂ+'s)\b[^.;!?]*"
    r"|\b(?:boy|girl|child|student|kid|classmate|friend|partner|buddy),? who (?:has|is (?:autistic|deaf|blind|in foster|an? |on a |homeless|the |our |adhd|dyslexic|always)|lives|lost (?:his|her|their) (?:mom|mother|dad|father|home)|came (?:from|here)|takes|uses a|stutters|wears|repeats|just (?:moved|arrived|came)|as you)[^.;!?]*"
    r"|\b(?:boy|girl|child|student|kid|classmate|partner|buddy|friend) (?:on|with) (?:a |an |the )?(?:behavior plan|iep|aide|autism|adhd|stutter|wheelchair|walker|hearing aid\w*|down syndrome|braces|red hair|headphones|limp|inhaler|feeding tube|disabilit\w+|anger|issues|challenges)[^.;!?]*"
    r"|\b(?:whose|who's) (?:mother|mom|father|dad|parents|brother|sister|family|house)\b[^.;!?]*|\bthe (?:twins|principal's (?:son|daughter)|coach's (?:son|daughter)|neighbor's (?:son|daughter|kid|boy|girl))\b|\byour neighbor'?s (?:son|daughter|kid|boy|girl)\b"
)
_SIBLING = re.compile(
    r"\b(?:(?:his|her|their|your|ʘ+'s) )?(?:(?:older|younger|big|little|twin|other|oldest|eldest) )?(?:brother|sister|sibling|cousin|twin|other (?:son|daughter|child|children|kids))s?\b[^.;!?]{0,80}\b(?:never|always|was (?:so|such|one|never|always|much|a|the)|were|would(?:n't| never| have)|had|did(?:n't)?|used to|better|harder|smarter|easier|easy|such a|star|strong|excelled|sailed|easily|perfect|quicker|faster)\b"
    r"|\b(?:unlike|like|compared (?:to|with)|as (?:\w+ )?as|than|just like|nothing like|so different from|same as) (?:his|her|their|your|ʘ+'s|an?|the) (?:(?:older|younger|big|little|twin|other|oldest) )?(?:brother|sister|sibling|cousin|twin)s?\b"
    r"|\bi (?:had|taught) (?:his|her|their|your) (?:(?:older|younger|big|little|twin) )?(?:brother|sister|sibling|cousin)\b"
)
_INVITED = re.compile(r"\b(?:welcome|invited|bring|come along|child ?care|may join|are free)\b")


def _judge(page: Page) -> Opinion:
    for name in other_names(page):
        return reconsider("Another child is named here.", "Say “a classmate” or leave the other child out.", name)
    for line in page.lines:
        hit = _SIBLING.search(line.low)
        if hit and not _INVITED.search(line.low):
            return reconsider("This measures the child against another child in the family.", "Compare the child only with the same child earlier.", page.hit(hit, line))
        found = _DESCRIBED.search(line.low)
        if found:
            return reconsider("Another child can be recognized from this.", "Say “a classmate” and leave out what would point to one child.", page.hit(found, line))
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
        Example("Dear Ms. Wu, Ari helped a classmate on Monday. Dean Ortiz and Ms. Adair saw it too.", "positive_note", {"student": "Ari"}),
        Example("Dear Ms. Wu, Ari read Charlotte's Web in Room 12 on Tuesday.", "positive_note", {"student": "Ari"}),
    ),
)
