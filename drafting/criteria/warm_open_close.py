"""The message greets by name or warmly, and closes with thanks or care that sounds meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

_GREETS = re.compile(
    r"\b(?:dear|hi|hey|hello|good (?:morning|afternoon|evening|day)|greetings|hola|bonjour|buen[ao]s|namaste|sal[a]+m|assalamu|as-salamu|welcome|oh no|bom dia|boa tarde|olá|ola|shalom|merhaba|xin|konnichiwa|happy)\b|^\W*(?:mr|mrs|ms|mx|miss|dr|señora|señor|tía|auntie|nana|coach|abuela)\b|^\W*[^\s,]+(?: [^\s,]+){0,3},"
)
_COLD = re.compile(r"\b(?:parents?/guardians?|to whom|parent or guardian|parent/guardian|this letter serves|notice to|re:)\b")
_MEANT = re.compile(
    r"\b(?:thank(?:s| you)(?: you)?(?: (?:so|very) much)?(?:,? (?:again|always|truly))?,? for (?!your (?:prompt|immediate|attention|time and attention|cooperation|support on|support in|understanding|compliance|message|e-?mail|note)|(?:this|the) (?:message|e-?mail|note)|contacting|reaching out)\w+|(?:many|warm|heartfelt|big|sincere|real|my|our) thanks\b(?= \w|!|\.|,|$)|with (?:\w+ )?(?:thanks|gratitude|appreciation|care|love|affection|admiration|respect and|warm wishes|a full heart)|(?:mil|muchas) gracias|merci beaucoup|grat(?:ias|itude)|muito obrigad\w|gracias (?:por|de)|merci (?:pour|de|d')"
    r"|grateful(?:ly)?(?: yours| for| you| to)?|thankful|i appreciate (?:you|how|the|all|your (?!prompt|immediate|attention|cooperation))|we (?:all )?appreciate (?:her|him|them|you|how)|so glad|it(?:'s| is| has been| was) (?:a |such a )?(?:joy|pleasure|good|an honor|honor|privilege|delight) (?:to|being|doing|working|teaching|having)|i(?:'m| am) (?:so |very |really )?(?:glad|happy|lucky|honored|proud|sorry)\b|we(?:'re| are) (?:so |very |all )?(?:glad|happy|lucky|proud)\b"
    r"|thinking of (?:you|him|her|them)|(?:wishing|wish) (?:you|him|her|them|your)|(?:have|hope you have) an? (?:\w+ ){0,2}?(?:weekend|evening|day|week|night|break|rest|afternoon|summer|holiday)|enjoy (?:the|your|every|this|him|her|it|reading)|(?:a|big|giant|warm) hugs?|un? (?:abrazo|abraço)|con cari[ñn]o|hugs|(?:you|you're|you are) (?:raising|raise|raised|should be (?:so )?proud|can be (?:so |very )?proud|must be (?:so |very )?proud)|(?:so |very )?proud of (?:him|her|them|ʘ+|you)"
    r"|made (?:my|our) (?:day|week|month|morning|year|\w+day|afternoon)|can't wait|cannot wait|looking forward|look forward|warm(?:est)? wishes|with warm|best wishes (?:to|for) (?:you|all|the|your|him|her)|take (?:good )?care of (?:you|your)|rest (?:a little|well|up)|be well|we (?:all )?(?:love|adore|miss|care)|i (?:care|love (?:having|teaching|watching|that|how))|what a (?:joy|gift|pleasure|privilege)|(?:lucky|luckiest|happy|blessed) to (?:have|know|teach|be)|may you|you (?:and \w+ )?(?:are|aren't|won't be|will not be) (?:not )?(?:alone|in (?:my|our) thoughts)|gift to|(?:in|on) (?:my|our) (?:mind|thoughts)|smil(?:e|ing|ed)|(?:we make|you make) a (?:good|great) team|here for (?:you|her|him|them|ʘ+)|hope (?:this|it|that|the|he|she|they|you|your|tonight) \w+|feel(?:s)? better|warm (?:hello|regards to)|welcome (?:to our|aboard|home)|love to (?:you|all)|give (?:him|her|them|ʘ+) (?:a|my)|tell (?:him|her|them|ʘ+) (?:i|we|how|that))\b"
)
_PLAIN_THANKS = re.compile(r"\b(?:thank you|thanks|thx|gracias|merci|obrigad[oa]|danke|shukran|teşekkürler|arigato)\b")
_PRESUMES = re.compile(r"\bthank(?:s| you) (?:in advance|for your (?:support on this|support in this|cooperation|prompt|immediate|compliance|attention|understanding of)|for (?:ensuring|making sure|seeing|handling|addressing|taking care|dealing))\b|\bfurther questions\b|\bhope it lasts\b|\bhope (?:this|that|you)(?: \w+)? (?:clarif|clears|understand|helps clarify|find(?:s)? you)")
_COMMAND = re.compile(r"^\W*(?:make|sign|return|please (?:sign|return|make|ensure)|keep it up)\b")


def _judge(page: Page) -> Opinion:
    if page.kind == "newsletter":
        return not_asked("A newsletter is not asked for a greeting by name.")
    instead = "Greet the family by name, and close with thanks for something real: “Thank you for ...”"
    if not page.lines:
        return reconsider("There is neither a greeting nor a close.", instead)
    first = page.lines[0]
    greets = bool(_GREETS.search(first.low[:70])) and not _COLD.search(first.low[:60])
    zone = _zone(page)
    close: Line | None = None
    for line in zone:
        if line.index == first.index and line.part == "greeting":
            continue
        if _PRESUMES.search(line.low):
            continue
        if _MEANT.search(line.low) and not (line.asks and "?" in line.low[-2:]):
            close = line
            break
    if close is None and page.channel in {"text", "app"}:
        close = next((line for line in zone if line.index > 0 and _PLAIN_THANKS.search(line.low) and not _PRESUMES.search(line.low)), None)
    if greets and close is not None:
        return met("It greets warmly and closes with thanks or care.", page.line_span(close))
    if not greets and close is not None:
        return reconsider("It begins without a greeting.", "Begin with a greeting by name.", page.line_span(first))
    last = zone[-1] if zone else page.lines[-1]
    return reconsider("The close is a formula; no thanks or care is said.", "Close with thanks for something real: “Thank you for ...”", page.line_span(last))


def _zone(page: Page) -> list[Line]:
    """The end of the message: the closing lines and the last two sentences that say something."""
    said = [line for line in page.lines if line.part in {"body", "greeting"}]
    tail = said[-2:]
    closing = [line for line in page.lines if line.part in {"closing", "signature"}]
    return sorted([*tail, *closing], key=lambda line: line.index)


CRITERION = Criterion(
    id="warm-open-close",
    group="Clear",
    place=2,
    source="S2: “first impressions are warm and welcoming”; S3: “communicate genuine care for students”",
    judge=_judge,
    flags=(
        Example("Dear Ms. Tan, Leo was late 4 times.\n\nBest,\nMr. Ash", given={"student": "Leo"}),
        Example("Leo was late 4 times. Sign and return.", given={"student": "Leo"}),
    ),
    clean=(
        Example("Dear Ms. Tan,\n\nLeo read a poem.\n\nThank you for sharing him with us,\nMr. Ash", "positive_note", {"student": "Leo"}),
        Example("Hi Ms. Tan! Leo read a poem and it made my day. Mr. Ash", "positive_note", {"student": "Leo"}),
    ),
)
