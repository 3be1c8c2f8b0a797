"""A clause of a note made presentable before it is read: shorthand written out, shouting lowered, tails attached.

Only form changes here: no word of substance is added but the small ones that shorthand leaves out ("the", "with").
"""

from __future__ import annotations

import re

from drafting.facts.articles import articles
from drafting.facts.contractions import name_contraction, open_contractions
from drafting.facts.expressions import expression
from drafting.facts.grammar import QUOTATION, finite_at, tokenize, word_set
from drafting.facts.lexicon import tags
from drafting.facts.people import People
from drafting.facts.shorthand import expand, single_blanks, straight

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d❤]+")
_LAUGH = re.compile(
    r"[\s,]*\b(?:lol|lmao|rofl|ha(?:ha)+|haha|hehe|xd|tbh|imo|imho|ngl|(?<= )ha(?=[.! ]*$))\b[.!]*", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:also|and|but|so|plus|then|oh|wow|yay|yes|yep|omg|btw|by the way|anyway|ps|p\.s\.|well|ok|hi|hello|"
    r"okay|um+|hey|woohoo|hooray|"
    r"good news|update|fyi|for your information|apparently|honestly|basically|literally)\b\s*[,:;!–—-]*\s*)+",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:wait,? no|no,? wait|scratch that|oops|make that|sorry,? i mean|i mean)[\s,:]+", re.IGNORECASE
)
_ASIDE = re.compile(r"\((?:both|all|yes|really|wow|finally|again)!*\)\s*")
_NO_THEN = re.compile(r"^[Nn]o (?=(?:I|he|she|they|it|we|you)\b)")
_THAT_IS_ALL = re.compile(r",? (?:and )?(?:that is it|that's it|thats it|that's all|thats all)$")
_AT_LAST = re.compile(r"(?:^|(?<=\s))(?:[Ff]inally|[Ss]adly|at last|for once)\s+(?=[a-z])")
_NEW_CLASSMATE = re.compile(r"\bthe new (?:girl|boy|kid|student|classmate)(?: from [A-Z]\w+)?(?: [A-Z]\w+)?")
_EQUALS_MARK = re.compile(r"(?<=\w) = (\d+%? of) (?:the )?(grade|final grade|mark)\b")
_AVERAGE = re.compile(r",? (?:avg|average) (about )?(\d+(?:\.\d+)? \w+)$")
_MINUTES = re.compile(
    r"\b(\d+) minutes (?=(?:conference|video|talk|break|walk|game|stretch|check-in|meeting|call|lesson|"
    r"run|timer|clip|presentation|speech|chat)\b)"
)
_AT_THE_DOOR = {"drop off": "drop-off", "pick up": "pickup"}
_AT_DOOR = re.compile(
    r"\b(at|before|after|during|since|morning) (drop off|pick up)\b(?! (?:the|my|his|her|their|a|an)\b)", re.IGNORECASE
)
_LANGUAGE = re.compile(
    r"\b(?:english|spanish|french|german|chinese|mandarin|cantonese|arabic|russian|portuguese|japanese|korean|american|african|mexican|indian)\b"
)
_REPEATED = re.compile(r".*\b(?:jump(?:ed)?(?: rope)?|hopped|skipped|dribbled|juggled)\b", re.IGNORECASE)
_LETTER_GRADE = re.compile(r"(?:^|\s)[A-D]-$")
_SMILE = re.compile(r"\s*[:;]-?[)D(](?=\s|$)")
_OF_WEEKDAYS = re.compile(r"\b(\d+ of [1-6]) ((?:Mon|Tues|Wednes|Thurs|Fri)day)\b")


def unframed(text: str) -> str:
    """Return a text without the commas and dashes around it; the minus of a grade ("to a B-") is none."""
    text = text.strip().strip(",;–—").strip()
    return text.lstrip("-").strip() if _LETTER_GRADE.search(text) else text.strip("-").strip()


def tidy(body: str, people: People) -> str:
    """Return the clause written out in ordinary English orthography, without its final mark."""
    text, quoted = _set_aside(_EMOJI.sub(" ", body))
    text = _LAUGH.sub("", text)
    text = _SMILE.sub("", unframed(text.strip()))
    if "(" in text:
        text = expression(r"(?<=\w)[!?]+\s*\((.*?)[!?]*\)").sub(r" (\1)", text)
        text = expression(r"\(\s*[!?]+\s*\)").sub("", text)
    text = expression(r"[.!?…]+$").sub("", text).strip()
    if text[:6].lower() == "please":
        text = expression(r",? (?:please|pls)$", re.IGNORECASE).sub("", text)
    text = _quiet(text, people)
    text = expand(text, names=people.child_forms + people.family_names + people.teacher_names)
    if "last min" in text:
        text = expression(r"\blast min\b").sub("last minute", text)
    text = expression(r"(?<![\w'-])i(?![\w'.-])").sub("I", text)
    if " kid" in text:
        text = expression(r"\b(to|at|by|hit|with) kid\b").sub(r"\1 another child", text)
    text = _CORRECTION.sub("", text)
    before = None
    while before != text:
        before = text
        text = _LEAD.sub("", text).strip()
    text = _small_words(text)
    if "(" in text:
        text = _ASIDE.sub(lambda m: "" if "both" not in m.group() else "(both) ", text).strip()
    for form in people.child_forms:
        if len(form) > 1 and text.endswith(form):
            text = expression(rf"(?<=\w), {re.escape(form)}$").sub("", text)
    text = _THAT_IS_ALL.sub("", text)
    text = _NO_THEN.sub("no, ", text)
    text = name_contraction(text, people)
    text = _WHOSE.sub(r"\1\2's ", open_contractions(text))
    text = _AT_LAST.sub("", text)
    if "the new " in text:
        text = _NEW_CLASSMATE.sub("a new classmate", text)
    if " = " in text:
        text = _EQUALS_MARK.sub(r", which is \1 the \2", text)
    if "av" in text:
        text = _AVERAGE.sub(r", \1\2 on average", text)
    text = expression(r",? (?:though|tho)$").sub("", text)
    if "," in text or " ok" in text or "first time" in text:
        text = _tails(text)
    text = articles(text, people)
    if "minute" in text:
        text = _MINUTES.sub(lambda m: f"{m.group(1)}-minute ", text)
        text = expression(r"\b(for|a|with|take|have) (\d+-minute)").sub(
            lambda m: f"{m.group(1)} {'' if m.group(1) == 'a' else 'a '}{m.group(2)}", text
        )
    if "day" in text:
        text = _OF_WEEKDAYS.sub(r"\1 \2s", text)
    text = expression(r"\s+([,.;:!?)])").sub(r"\1", text)
    text = unframed(single_blanks(text))
    if not quoted:
        return text
    return expression("\ue000(\\d+)\ue001").sub(lambda m: quoted[int(m.group(1))], text)


_ITS = re.compile(r"\bits (?=([a-z]+)(?:$|[,.;(!]| [(]| (?:and|but|in|at|when|on|for|with|to|here|there|today|now)\b))")


def _it_is(match: re.Match[str]) -> str:
    """Its" before a word that can only describe is "it's": "when its loud", not "in its place"."""
    found = tags(match.group(1))
    return "it is " if "JJ" in found and not {"NN", "NNS", "VB"} & set(found) else match.group()


_MOVED_TO = re.compile(
    r"\bmoved (?!from\b)(?=(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)?|[A-Za-z]+ \w+) ?(\w*) to "
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)?)\b)"
)


_WHOSE = re.compile(r"\b(every|any|some|no)(one|body)s (?=[a-z])")
_ONES_OWN = re.compile(r"\b([Aa]n?|another) ([a-z]+s) (?=[a-z])")


def _owned_by_one(match: re.Match[str]) -> str:
    """A kindergartners coat" is a kindergartner's: one cannot have the plural."""
    found = tokenize(match.group(2))[0].tags
    own = "NNS" in found and not {"NN", "VBZ", "JJ"} & set(found)
    return f"{match.group(1)} {match.group(2)[:-1]}'s " if own else match.group()


_IN_FORCE = re.compile(
    r"\b((?:\w*work|forms?|slips?|snacks?|lunch(?:es)?|breakfast|volunteers?|payments?|cash|checks?|visitors|donations?|retakes?|"
    r"revisions?|corrections?|notes|calculators?|phones?|pizza|childcare|parking|supplies|shirts?|food)) "
    r"(accepted|provided|needed|required|offered|served|allowed|collected|graded|included|cancell?ed|covered)(?= (?!by\b)|$)"
)


def _in_force(match: re.Match[str]) -> str:
    """Late work accepted until Friday": it is; a thing accepts nothing."""
    if any(finite_at(match.string[: match.start()])):
        return match.group()
    thing = match.group(1)
    return f"{thing} {'are' if thing.endswith('s') else 'is'} {match.group(2)}"


def _small_words(text: str) -> str:
    """Put back the small words that a jotting swallows: "went 91 to 74", "when its loud", "is week of", and hyphens."""
    if "went " in text:
        text = expression(r"\bwent (?=\d+%? to \d)").sub("went from ", text)
    text = _ONES_OWN.sub(_owned_by_one, text)
    if "ed" in text:
        text = _IN_FORCE.sub(_in_force, text)
    if "moved " in text:
        text = _MOVED_TO.sub("moved from ", text)
    if "its " in text:
        text = _ITS.sub(_it_is, text)
    if " off" in text or " up" in text:
        text = _AT_DOOR.sub(lambda m: f"{m.group(1)} {_AT_THE_DOOR[m.group(2).lower()]}", text)
    if " in a row" in text:
        text = expression(r"\b(\d+) in a row$").sub(r"\1 times in a row", text) if _REPEATED.match(text) else text
    if "reading comp" in text:
        text = expression(r"\b(reading) comp\b\.?").sub(r"\1 comprehension", text)
    if ", quote," in text:
        text = text.replace(", quote,", "")
    text = _LANGUAGE.sub(lambda m: m.group().capitalize(), text)
    if "'s got " in text:
        text = expression(r"(?<=[Hh]e)'s got (?=(?:a|an|the|such|so|real|great|his|her)\b)").sub(" has ", text)
    if "week of " in text:
        text = expression(r"\b(is|are|on|for|starts?|starting) week of\b").sub(r"\1 the week of", text)
    return text


def _set_aside(text: str) -> tuple[str, list[str]]:
    """Take quotations out while the rest is written out: what somebody said stays as it was said."""
    quoted: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quoted.append(straight(match.group()))
        return f"\ue000{len(quoted) - 1}\ue001"

    return QUOTATION.sub(keep, text), quoted


_CAPITALISED = frozenset("english spanish french monday tuesday wednesday thursday friday".split())


def _quiet(text: str, people: People) -> str:
    """Lower-case words written in capitals for emphasis; acronyms, labels of rooms and names stay."""
    names = {part for form in (*people.child_forms, *people.others, *people.family_names) for part in form.split()}

    def lower(match: re.Match[str]) -> str:
        word = match.group()
        if word in word_set("acronyms") or word in names or expression(r"\d").search(word):
            return word
        low = word.lower()
        if low in _CAPITALISED:
            return low.capitalize()
        if tags(low) or low in word_set("shouted") or expression(r"n't$|'s$").sub("", low) in word_set("shouted"):
            return low
        return word

    return expression(r"(?<![\w'-])[A-Z][A-Z']+(?![\w'-])").sub(lower, text)


_NTH_TIME = re.compile(
    r",\s*(?:for\s+)?(?:the\s+|his\s+|her\s+|their\s+)?(first|second|third|1st) time\b(?=\s*(?:$|,|since|"
    r"ever|this|all|in\b))"
)
_FIRST_ONE = re.compile(r",\s*(?:the )?(first|second) one (?=this|since|all|in\b|ever)")
_NO_HELP = re.compile(
    r",\s*(no (?:reminders?|prompts?|prompting|help|hints?|complaints?|complaining|mistakes|errors|fuss|"
    r"tears|arguing|problem|problems)\b)"
)
_WITHOUT = re.compile(
    r",\s*((?:zero|no|not one|without any|without a) (?:mistakes?|errors?|squeaks?|tears|complaints?|"
    r"reminders?|help|pauses?|notes?|peeking|hesitat\w+|hesitation)\b)"
)
_UNASKED = re.compile(
    r",? (?:and )?(?:nobody|no one|no-one|noone) (?:even )?(asked|told|reminded|prompted)(?: (?:him|her|them))?(?: to)?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(r"(?<=\w) (?:okay|ok) (?:thanks|thank you|that is it|bye|thx).*$")
_EXCLAIMED = re.compile(
    r",\s*(?:done|cute|so cute|genius|brilliant|perfect|funny|sweet|so sweet|adorable|all of it|boom|wow|period|the end|yay|so proud|love it|love that|amazing|awesome|full marks)$"
)


_FROM_TO = re.compile(r",\s*(?:from )?(\d+%?) to (\d+%?)$")


def _from_to(match: re.Match[str]) -> str:
    """Retook the quiz, 61 to 88": behind a deed it went so; behind a thing alone it is only from where."""
    deed = any(finite_at(match.string[: match.start()]))
    return f"{' and went' if deed else ','} from {match.group(1)} to {match.group(2)}"


def _tails(text: str) -> str:
    """Attach a trailing fragment: ", 1st time since Sept" -> "for the first time"; ", no reminders" -> "with no"."""
    text = _NTH_TIME.sub(lambda m: f" for the {m.group(1).replace('1st', 'first')} time", text)
    text = _FIRST_ONE.sub(r", the \1 one ", text)
    text = expression(r"\bfor first time\b").sub("for the first time", text)
    text = _NO_HELP.sub(r" with \1", text)
    text = _WITHOUT.sub(lambda m: " " + ("with " if not m.group(1).startswith("without") else "") + m.group(1), text)
    text = _UNASKED.sub(r" without being \1", text)
    text = _SIGN_OFF.sub("", text)
    text = _EXCLAIMED.sub("", text)
    text = _FROM_TO.sub(_from_to, text)
    return expression(r",\s*(without (?:being|any|a)\b)").sub(r" \1", text)
