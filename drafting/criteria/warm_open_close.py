"""The message greets by name or warmly, and closes with thanks or care that sounds meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Line, Page

_GREETS = plain(
    r"\bnews\W*[!:]|\b(?:oi|salut|selam|ciao|aloha|kia ora|sawubona|konnichiwa|annyeong|namaskar|vanakkam|anh|chào|ahlan)\b|\b(?:dear|hi|hey|hello|good (?:morning|afternoon|evening|day)|greetings|hola|bonjour|buen[ao]s|namaste|sal[a]+m|assalamu|as-salamu|welcome|oh no|bom dia|boa tarde|olá|ola|shalom|merhaba|xin|konnichiwa|happy)\b|^\W*(?:mr|mrs|ms|mx|miss|dr|señora|señor|tía|auntie|nana|coach|abuela)\b|^\W*[^\s,]+(?: [^\s,]+){0,3},"
)
_COLD = plain(
    r"\b(?:parents?/guardians?|to whom|parent or guardian|parent/guardian|this letter serves|notice to|re:)\b"
)
_FORMAL = r"(?:prompt|immediate|attention|cooperation|co-operation|compliance|understanding(?! of (?:him|her))|assistance|consideration|anticipated|message\b|e-?mail\b|note\b|inquiry|continued (?:support|cooperation)|support (?:on|in|with|of) th)"
_MEANT = screened(
    # Thanks for something, or thanks that carry a word of their own.
    rf"\b(?:thank(?:s| you)(?: all| both| again| so much| very much| always| truly)*,? (?:for (?!(?:your |the |this )?{_FORMAL}|contacting|reaching|ensuring|making sure|seeing|handling|addressing|taking care|dealing|in advance|this)|to (?!(?:call|sign|return|make))|(?:mrs|mr|ms|dr|señora|family|ʘ+|ǂ+)\b)\w*"
    r"|(?:many|warm|heartfelt|big|sincere|real|my|our|all my|so much|so many|with|yours with|huge|deepest) thanks|(?:regards|wishes|respect) and (?:\w+ )?thanks|with (?:\w+ ){0,3}(?:thanks|gratitude|appreciation|care|love|affection|admiration|much respect|deep respect|great respect|respect and|wishes|warmth|hope|heart|joy|pride|hugs|smiles?)|(?:mil|muchas|mille|tante) (?:gracias|merci\w*|grazie)|merci beaucoup|muito obrigad\w|gracias (?:por|de|a)|merci (?:pour|de|d')|grateful(?:ly)?|gratitude|thankful"
    r"|(?:i|we)(?: all| so| really| do| truly| sure)* (?:appreciate|love|adore|miss|care|enjoy|treasure|cherish|admire|value)(?:d)? (?:you|him|her|them|having|how|the|all|that|about|every|teaching|watching|your (?!prompt|immediate|attention|cooperation))"
    # Feelings of the writer about the child, the family, the work together.
    r"|(?:i'm|i am|we're|we are|am|feel|i was|it's|it is|it has been|it was)(?: all| so| very| really| truly| just| also| always| such)*(?: a| an)?(?: real| true)? (?:glad|happy|lucky|honou?red|proud|sorry|delighted|pleased|excited|beaming|rooting|cheering|thinking|thrilled|touched|moved|blessed|grateful|thankful|joy|pleasure|honou?r|privilege|delight|good to|lovely to|here for|on (?:your|her|his|their) side|in (?:this|it) (?:with|together))"
    r"|so (?:pleased|glad|happy|proud|grateful|thankful)|here's to|thinking of (?:you|him|her|them)|looking forward|look forward|can't wait|cannot wait|(?:wishing|wish) (?:you|him|her|them|your)|warm(?:est)? (?:wishes|thoughts|hugs)|(?:all )?(?:my|our|good|best|kind|warm) (?:wishes|best) (?:to|for) (?:you|all|the|your|him|her|ʘ)|(?:have|hope you(?: all)? have) (?:a|an|some) (?:\w+ ){0,3}?(?:weekend|evening|day|week|night|break|rest|afternoon|summer|holiday|time|morning)"
    r"|(?:a|big|giant|warm) hugs?|hugs|un? (?:\w+ )?(?:abrazo|abraço|saludo)|con (?:\w+ )?(?:cari[ñn]o|afecto|aprecio)|abrazos|beijos|besos|bisous|saludos cariñosos|enjoy \w+|made (?:my|our|the) (?:\w+ )?(?:day|week|month|morning|year|\w+day|afternoon|class)|made (?:me|us) (?:smile|laugh|proud|happy)|(?:best|nicest|favorite) (?:part|moment) of (?:my|our)|smil(?:e|ing) (?:all|on|about|for)"
    r"|you(?:'re|'ve| are| have| should| must| can| may| will)?(?: all| both| so| be| are| also| clearly| really)* (?:raising|raised|raise|(?:so |very )?proud|doing (?:a |so )|making a|make a (?:good|great|wonderful)|made)|you have (?:a|an|such) \w+|proud of (?:him|her|them|ʘ+|you|this|all)|(?:lucky|luckiest|fortunate|blessed) to|what a (?:joy|gift|pleasure|privilege|treat|kid|wonderful|lovely)|(?:wish you could|you would|you'd) have (?:seen|heard|loved|laughed|been)|wanted (?:you|someone|the family) to (?:know|hear|have|see)|thought you(?:'d| would| should| might) (?:like|want|love|know|enjoy|be)"
    r"|may (?:you|your|he|she|they|the|it)|rest (?:a little|well|up|easy)|be well|sleep well|stay (?:well|warm|safe|healthy)|feel(?:s)? better|take (?:good )?care of (?:you|your|each)|take care,|you (?:and \w+ )?(?:are|aren't|won't be|will not be) (?:not )?(?:alone|in (?:my|our))|(?:in|on) (?:my|our) (?:mind|thoughts|heart)s?|here for (?:you|her|him|them|ʘ+)|hope (?:you|your (?:week|weekend|day|evening|family|whole)|tonight|the (?:week|weekend|evening|baby|move)|everyone|she feels|he feels|this (?:makes|made|finds|brings|gives) )|(?:welcome|love) to (?:our|the|you|all|have)|so (?:does|do) (?:he|she|i|we)|give (?:him|her|them|ʘ+) (?:a|my|our)|tell (?:him|her|them|ʘ+) (?:i|we|how|that (?:i|we)|well done)|high five|congratulations|bravo|see you (?:soon|there|then|on|at|tomorrow|in)|happy (?:birthday|new|friday|weekend|reading))\b"
)
# In a text or an app a bare thanks, or a heart, is a close; in a letter it is a formula.
_BRIEF = re.compile(
    r"\bthank(?:s| you) (?:again|so much|very much|a million|both|all|ever so)\b|\bthank(?:s| you)\W*!|\bthank you\W*$|[❤💛💕💙💚💜🧡🥰🤗💗💖🫶]|\b(?:thank you|thanks|thx|gracias|merci|obrigad[oa]|danke|shukran|teşekkürler|arigato)\b"
)
_EXCLAIMED = plain(
    r"\bthank(?:s| you) (?:again|so (?:very )?much|very much|a million|both|all|ever so)\b|\bthank(?:s| you)\W*!"
)
_AT_HOME = plain(r"at home,? ")
_STOCK = plain(
    r"\b(?:regards|sincerely|truly|faithfully|cordially|respectfully|wishes|all the best|on behalf|thank(?:s| you)|the (?:team|office|department)|for the|your cooperation|professionally|until then|love)\b"
)
_PRESUMES = screened(
    r"\bthank(?:s| you) (?:in advance|for your (?:support on this|support in this|cooperation|prompt|immediate|compliance|attention|understanding of)|for (?:ensuring|making sure|seeing|handling|addressing|taking care|dealing))\b|\bfurther questions\b|\bhope it lasts\b|\bhope (?:this|that|you)(?: \w+)? (?:clarif|clears|understand|helps clarify|find(?:s)? you)"
)


def _judge(page: Page) -> Opinion:
    if page.kind == "newsletter":
        return not_asked("A newsletter is not asked for a greeting by name.")
    instead = "Greet the family by name, and close with thanks for something real: “Thank you for ...”"
    if not page.lines:
        return reconsider("There is neither a greeting nor a close.", instead)
    first = page.lines[0]
    greets = bool(_GREETS.search(first.low[:70])) and not _COLD.search(first.low[:60])
    zone = _zone(page)
    closes: list[Line] = []
    for line in zone:
        if line.index == first.index and line.part == "greeting":
            continue
        if _PRESUMES.search(line.low):
            continue
        if (_MEANT.search(line.low) and not (line.asks and "?" in line.low[-2:])) or _own_words(page, line):
            closes.append(line)
    close = closes[0] if closes else None
    brief = _BRIEF if page.channel in {"text", "app"} else _EXCLAIMED
    if close is None and not any(
        step.threat or (step.order and not _AT_HOME.search(page.message[step.start :].lower())) for step in page.steps
    ):
        closes = [line for line in zone if line.index > 0 and brief.search(line.low) and not _PRESUMES.search(line.low)]
        close = closes[0] if closes else None
    if greets and close is not None:
        return met("It greets warmly and closes with thanks or care.", *(page.line_span(line) for line in closes[:3]))
    if not greets and close is not None:
        return reconsider("It begins without a greeting.", "Begin with a greeting by name.", page.line_span(first))
    last = zone[-1] if zone else page.lines[-1]
    return reconsider(
        "The close is a formula; no thanks or care is said.",
        "Close with thanks for something real: “Thank you for ...”",
        page.line_span(last),
    )


def _own_words(page: Page, line: Line) -> bool:
    """Whether the line above the signature is a close of the writer's own making: "Yours in sawdust and hope,"."""
    if line.part != "closing" or _STOCK.search(line.low):
        return False
    return len(line.low.split()) >= 3 and page.message[line.start : line.end].endswith(",")


def _zone(page: Page) -> list[Line]:
    """The end of the message: the closing lines and the last two sentences that say something."""
    said = [line for line in page.lines if line.part == "body"]
    tail = said[-3:]
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
        Example(
            "Dear Ms. Tan,\n\nLeo read a poem.\n\nThank you for sharing him with us,\nMr. Ash",
            "positive_note",
            {"student": "Leo"},
        ),
        Example("Hi Ms. Tan! Leo read a poem and it made my day. Mr. Ash", "positive_note", {"student": "Leo"}),
    ),
)
