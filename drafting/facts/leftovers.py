"""Adjectives, -ing forms and nouns alone: what is left when no subject and no predicate was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drafting.facts.clauses import Clause
from drafting.facts.expressions import expression
from drafting.facts.grammar import BE, POSSESSIVES, PREPOSITIONS, Token, is_noun, is_plural, tokenize, word_set
from drafting.facts.kinds import GOOD_KINDS
from drafting.facts.lexicon import past_tense
from drafting.facts.lists import practical_line
from drafting.facts.mentions import child_tokens
from drafting.facts.people import People
from drafting.facts.proposals import Reading, proposed
from drafting.facts.refer import refer
from drafting.types import Note, State

_INTENSE = frozenset(
    "so very really super extra always more most such much too still quite totally incredibly extremely "
    "never not less truly consistently".split()
)
_PAST_CUE = re.compile(
    r"\b(?:today|yesterday|this (?:morning|afternoon|week)|last \w+|on (?:Mon|Tues|Wednes|Thurs|Fri)day|"
    r"earlier|during|was|were)\b",
    re.IGNORECASE,
)
_AFTER_OPENER = frozenset("to at for after before any forward on".split())
_STRONG = frozenset("so very really super extremely incredibly much more".split())
_AFTER_DOING = frozenset("a an the more up out great well better".split())
_SEEN = re.compile(
    r"(?:(?:a|an|some|so much|much|lots of|huge|big|great|amazing|real|more|such|good|nice|wonderful|"
    r"excellent|incredible|tremendous|noticeable|steady|clear|terrific|fantastic|super)\s+)*([a-z]+)\b",
    re.IGNORECASE,
)
_SEEN_ARTICLE = re.compile(
    r"(?:a|an|some|so much|much|lots of|more|such|real|steady|great|amazing|good|excellent)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?P<rest>(?:tard(?:y|ies)|absences?|"
    r"late arrivals?|stickers?|missing assignments?|zeros?|stars|points|late assignments?|merits?)\b.*)$",
    re.IGNORECASE,
)
_PRAISED = re.compile(
    r"(?P<adjectives>(?:best|great|good|nice|beautiful|excellent|wonderful|amazing|awesome|super|fantastic|terrific|lovely|tight|clear|"
    r"careful|neat|strong|clean|steady|solid)(?: (?:tight|clear|careful|neat|strong|clean|steady|solid))?) "
    r"(?P<thing>[a-z]+) (?P<where>(?:on|in|at|for|with) (?:the|a|an|\{their\}|today's|this) [\w' ]+)$"
)
_FIRST_OR_LAST = re.compile(r"(?:first|always first|last|the first|the only)\b", re.IGNORECASE)
_TIMES = re.compile(r"\b(?:\d+ times|twice|once)\b(?! (?:a|per|each|every|weekly|daily)\b)")


@dataclass(frozen=True, slots=True)
class _Rest:
    """A leftover without the child's name in front, and without the "so" and "very" before its first full word."""

    text: str
    tokens: list[Token]
    at: int
    named: bool
    body: str
    """The words with slots, beginning small."""
    unclear: str
    whole: str
    kind: str

    @property
    def word(self) -> Token:
        """The first full word."""
        return self.tokens[self.at]

    @property
    def first(self) -> str:
        """The very first word, in lower case."""
        return self.tokens[0].low

    @property
    def praise(self) -> bool:
        """True where the note is good news, so that the child is whom it is about."""
        return self.kind in GOOD_KINDS

    @property
    def strong(self) -> bool:
        """True where the full word is strengthened ("so kind")."""
        return self.at > 0 and self.first in _STRONG

    def of_child(
        self, pattern: str, *, state: State = "sure", shape: str = "adjective", why: str = "about the child"
    ) -> Reading:
        """Return a proposal about the child."""
        return proposed(pattern, who="child", state=state, why=why, shape=shape, text=self.whole, unclear=self.unclear)


def leftover(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """Return what an adjective, an -ing form or a noun alone says, most of it for the teacher to tick."""
    rest = _rest(text, note=note, people=people)
    if rest is None:
        return None
    teacher = _of_the_teacher(rest, note=note, people=people)
    if teacher:
        return teacher
    if people.child is None:
        return practical_line(text, clause, note=note, people=people)
    return (
        _good(rest)
        or _adjective(rest)
        or _doing(rest)
        or _place(rest)
        or _seen(rest)
        or _count(rest)
        or _noun_alone(rest)
        or practical_line(text, clause, note=note, people=people)
    )


def _rest(text: str, *, note: Note, people: People) -> _Rest | None:
    tokens = tokenize(text)
    size = child_tokens(tokens, people).get(0, 0)
    named = (
        0 < size < len(tokens)
        and not tokens[size - 1].text.endswith(("'s", "’s"))
        and tokens[size].text not in {",", ":", "–", "-"}
    )
    whole = text
    text = text[tokens[size].start :] if named else text.lstrip()
    tokens = tokenize(text)
    at = 0
    while at < len(tokens) and tokens[at].low in _INTENSE:
        at += 1
    undone = len(tokens) > 1 and tokens[1].low in word_set("undone_doings") and note.kind == "concern"
    if at >= len(tokens) or (tokens[0].low == "not" and note.kind not in GOOD_KINDS and not undone):
        return None
    referred = refer(text, note=note, people=people)
    return _Rest(
        text=text,
        tokens=tokens,
        at=at,
        named=named,
        body=referred.pattern[:1].lower() + referred.pattern[1:],
        unclear=f"who is '{referred.unclear[0]}'?" if referred.unclear else "",
        whole=whole,
        kind=note.kind,
    )


_FINE = "great|good|nice|awesome|amazing|super|excellent|wonderful|fantastic|terrific|beautiful|lovely"
_SPELL = "(?:week|day|morning|afternoon|month|year|quarter|semester|start|game|practice|lesson|session|rehearsal|recital|concert)"
_AT_WHAT = r"(?:[a-z]+ing|on|with|in|at|today)\b.*"
_GOOD: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?P<a>first|last|only) (?P<b>(?:one|kid|student|person) )?(?P<c>to [a-z]+ .*|to [a-z]+)$"), "{they} {was/were} the <a> <b><c>"),
    (
        re.compile(
            r"(?P<a>best|fastest|top|kindest|loudest|strongest) (?P<b>(?:speller|reader|writer|helper|listener|worker|partner|singer|player|"
            r"runner|scientist|artist|mathematician|storyteller|leader)\b.*)$"
        ),
        "{they} {was/were} the <a> <b>",
    ),
    (re.compile(r"(?P<a>great|good|thoughtful|smart|wonderful|excellent) (?P<b>questions\b.*)$"), "{they} asked <a> <b>"),
    (re.compile(r"(?P<a>great|good|thoughtful|smart|wonderful|excellent) (?P<b>question\b.*)$"), "{they} asked <article> <a> <b>"),
    (re.compile(r"(?P<a>most) (?P<b>(?:improved|helpful|patient|creative|prepared)\b.*)$"), "{they} {was/were} the <a> <b>"),
    (re.compile(r"(?P<a>\d+ for \d+) (?P<b>on .+)$"), "{they} {was/were} <a> <b>"),
    (
        re.compile(r"(?P<a>first) (?P<b>(?:goal|basket|hit|home run|touchdown|point)\b.*)$"),
        "{they} scored {their} <a> <b>",
    ),
    (
        re.compile(
            rf"(?P<a>{_FINE}|strong|solid|huge|fabulous|happy) (?P<b>{_SPELL}(?: (?:today|yesterday|this|last|so far|at|in|with|on|all)\b.*)?)$"
        ),
        "{they} had <article> <a> <b>",
    ),
    (
        re.compile(r"(?:such )?(?:an? )?(?P<a>(?:absolute |real |complete |total )?(?:pleasure|joy|delight|treat)) (?P<b>to (?:have|teach|work|be)\b.*)$"),
        "{they} {is/are} <article> <a> <b>",
    ),
    (
        re.compile(r"such an? (?P<a>[a-z]+) (?P<b>(?:kid|child|student|friend|helper|listener|reader|writer|learner|young man|young lady)(?: .+)?)$"),
        "{they} {is/are} such <article> <a> <b>",
    ),
    (re.compile(rf"(?P<a>{_FINE}) job (?P<b>{_AT_WHAT})$", re.IGNORECASE), "{they} did <article> <a> job <b>"),
    (re.compile(rf"(?P<a>{_FINE}) work (?P<b>{_AT_WHAT})$", re.IGNORECASE), "{they} did <a> work <b>"),
    (re.compile(r"(?P<a>perfect attendance|perfect scores|straight A's)(?P<b>(?: .+)?)$", re.IGNORECASE), "{they} had <a><b>"),
    (re.compile(r"(?P<a>perfect score)(?P<b>(?: .+)?)$", re.IGNORECASE), "{they} had <article> <a><b>"),
    (re.compile(r"(?P<a>beaming|glowing|grinning|smiling)(?P<b>(?: .+)?)$"), "{they} {was/were} <a><b>"),
    (
        re.compile(rf"(?:an? )?(?P<a>(?:really |so |very |such an? )?(?:{_FINE})) (?P<b>[a-z][\w' -]{{2,40}} from) \{{\w+\}}$"),
        "I saw <article> <a> <b> {them}",
    ),
    (re.compile(r"(?P<a>up \d+ (?:reading |whole |grade )*levels?)(?P<b>(?: .+)?)$"), "{they} {is/are} <a><b>"),
    (re.compile(r"(?P<a>first time (?:since|this|all|in)\b.*)$"), "that was the <a>"),
    (re.compile(r"up to (?P<a>\d+ [a-z' ]+?)(?: now)?,? (?:from|was|up from) (?P<b>\d+)$"), "{they} {is/are} up to <a>, up from <b>"),
    (
        re.compile(r"(?P<a>calm|quiet|patient|cool|sharp|present|focused|still|gentle) (?P<b>(?:all|during|today|this|in|at|the whole)\b.*)$"),
        "{they} {was/were} <a> <b>",
    ),
)  # fmt: skip
"""Good words that jottings begin with, each with its one sentence; <a>, <b>, <c> are its parts, <article> that of <a>."""
_GRADE = re.compile(r"(?:an? )?(?P<grade>[A-C][+-]?) (?P<rest>(?:on|in|for) .+)$")
_PART = re.compile(r"<(\w+)>")


_GIFT = re.compile(
    r"(?:an? )?(?P<what>(?:great|good|wonderful|kind|lovely|beautiful|strong|big) "
    r"(?:sense of humor|heart|attitude|smile|memory|imagination|voice|work ethic|ear for music|eye for detail))(?P<rest>(?: (?:and|for|in|with) .+)?)$"
)


def _good(rest: _Rest) -> Reading | None:
    """What was good, in the words that teachers jot it in ("great job leading", "first to volunteer", "A on the quiz")."""
    if rest.unclear:
        return None
    gift = _GIFT.match(rest.body)
    if gift:
        return rest.of_child(f"{{they}} {{has/have}} a {gift['what']}{gift['rest']}", shape="noun")
    if not rest.praise:
        return None
    grade = _GRADE.match(rest.text)  # a letter, so not the words that begin small
    if grade:
        article = "an" if grade["grade"].startswith("A") else "a"
        return rest.of_child(f"{{they}} got {article} {grade['grade']} {grade['rest']}", shape="noun")
    for shape, sentence in _GOOD:
        found = shape.match(rest.body)
        if found:
            parts = {"article": "an" if found["a"][0] in "aeiou" else "a", **found.groupdict(default="")}
            return rest.of_child(_filled(sentence, parts), shape="noun")
    return None


def _filled(sentence: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda part: parts[part.group(1)], sentence)


def _of_the_teacher(rest: _Rest, *, note: Note, people: People) -> Reading | None:
    """The teacher speaks of herself: "happy to meet any morning", "glad ...", "looking forward to ..."."""
    second = rest.tokens[1].low if len(rest.tokens) > 1 else ""
    offers = (
        rest.first in {"happy", "glad", "willing", "free", "available", "looking"}
        and not rest.named
        and not rest.praise
        and second in _AFTER_OPENER
    )
    if rest.first == "calling" and second in {"about", "to", "with", "because", "home"} and not rest.named:
        said = refer(rest.text, note=note, people=people, to_family=True)
        return proposed(
            f"I am {said.pattern[:1].lower()}{said.pattern[1:]}",
            who="i",
            state="check",
            why="you speak of yourself",
            shape="adjective",
            text=rest.whole,
        )
    opens = (
        rest.first in word_set("teacher_openers")
        and not rest.named
        and rest.first not in word_set("teacher_openers_apart")
        and bool(note.kind)
    )
    if opens and not offers:
        pattern = f"I am {rest.body}" if rest.first in {"glad", "thankful", "grateful", "proud"} else None
        return proposed(
            pattern,
            who="i",
            # "so proud she told the custodian": who was so proud?
            state="sure"
            if pattern
            and ("{" in rest.body or len(rest.tokens) > 3)
            and not rest.body.startswith(f"{rest.first} {{they}}")
            else "check",
            why="you speak of yourself",
            shape="adjective",
            text=rest.whole,
            unclear=rest.unclear,
        )
    if offers or (rest.first == "looking" and second == "forward"):
        said = refer(rest.text, note=note, people=people, to_family=True)
        return proposed(
            f"I am {said.pattern[:1].lower()}{said.pattern[1:]}",
            who="i",
            state="check" if said.unclear else "sure",
            why="you speak of yourself",
            shape="adjective",
            text=rest.whole,
        )
    return None


_ATTENDANCE = re.compile(
    r"(?:late|tardy|absent|out sick) (?:(?:about )?\d+ times|twice|once|\d+ (?:days?|mornings?|of (?:the )?(?:last )?\d+ (?:school )?\w+))\b",
    re.IGNORECASE,
)


# "good at explaining", "great with the kinders": a strength; "great to see" is the teacher's
_HANDY = re.compile(
    r"(?:good|great|awesome|wonderful|amazing|fantastic|terrific) (?:at|with|on|in) (?!to\b|the whole\b|all\b|time\b)\w",
    re.IGNORECASE,
)


# "still hard at line-up time", "slower than we wanted": the matter is, not the child
_OF_TASKS = frozenset(
    "hard easy tough tricky difficult slower faster harder easier rough missing done due slow better worse higher lower".split()
)


def _adjective(rest: _Rest) -> Reading | None:
    """An adjective, as in "so kind to the new student", "excited about the play"."""
    word, after = rest.word, rest.at + 1
    counted = _ATTENDANCE.match(rest.text)
    if counted:
        return rest.of_child("{they} {was/were} " + rest.body)
    handy = _HANDY.match(rest.text[word.start :]) is not None
    if (
        not word.is_word
        or not ("JJ" in word.tags or word.low in word_set("participle_adjectives"))
        or (word.low in word_set("not_alone_adjectives") and not handy)
    ):
        return None
    if after < len(rest.tokens):
        if any(token.low in BE for token in rest.tokens[after:]):
            return None  # "solo in the concert was beautiful": its verb comes later
        following = rest.tokens[after]
        if not (
            following.low in PREPOSITIONS | {"to", "and", "that", "when", "because", "today"}
            or following.text == ","
            or expression(r"(?:\d+ times|twice|once)\b").match(rest.text[following.start :])
        ):
            return None
    be = "{was/were}" if _PAST_CUE.search(rest.whole) else "{is/are}"
    sure = (handy or _surely_adjective(rest)) and not (word.low in _OF_TASKS and not rest.praise)
    return rest.of_child("{they} " + f"{be} {rest.body}", state="sure" if sure else "check")


def _surely_adjective(rest: _Rest) -> bool:
    """Say whether the first full word can only be meant as an adjective, and of the child."""
    word = rest.word
    if len(rest.tokens) < 3 and not rest.named:
        return False
    if rest.first == "less" or (rest.named and word.low == "no") or word.low == "missing":
        return False
    if "VB" in word.tags and not rest.strong and word.low not in {"kind", "calm", "clear", "tidy", "ready"}:
        return False
    if rest.strong or word.low in {"kind", "patient", "calm"}:
        return True
    return not is_noun(word)


def _doing(rest: _Rest) -> Reading | None:
    """An -ing form, as in "staying in her seat", "calling out 3 times"."""
    word = rest.word
    if "VBG" not in word.tags or rest.at + 1 >= len(rest.tokens):
        return None
    following = rest.tokens[rest.at + 1]
    if rest.at == 0 and word.low not in {"being", "having", "missing"} and _TIMES.search(rest.whole):
        past = past_tense(word.tags["VBG"])
        if past:
            return rest.of_child("{they} " + past + rest.body[len(word.text) :])
    plain = "NN" not in word.tags or following.low in POSSESSIVES | PREPOSITIONS | _AFTER_DOING or following.is_number
    if (
        not plain
        or word.low in word_set("not_doings")
        or (word.low == "going" and not rest.praise and following.low == "to")
    ):
        return None
    either = not rest.praise and (
        word.low not in word_set("child_doings") | word_set("undone_doings") or word.low in word_set("either_doings")
    )
    return rest.of_child("{they} {is/are} " + rest.body, state="check" if either else "sure")


def _place(rest: _Rest) -> Reading | None:
    """The child, and where: "Maya in the nurse's office twice"."""
    if not rest.named or rest.first not in {"in", "on", "at", "out", "off"}:
        return None
    counted = _TIMES.search(rest.whole) and not expression(r"\b(?:on|in) (?:front|back)\b").search(rest.whole)
    return rest.of_child("{they} {was/were} " + rest.body, state="sure" if counted else "check")


def _seen(rest: _Rest) -> Reading | None:
    """What a teacher can say that she saw: "huge improvement in reading"."""
    head = _SEEN.match(rest.text)
    if not head or head.group(1).lower() not in word_set("seen_nouns") or rest.named:
        return None
    noun = head.group(1).lower()
    article = ""
    plain = not _SEEN_ARTICLE.match(rest.text) or expression(r"(?:great|good|amazing|steady)\b", re.IGNORECASE).match(
        rest.text
    )
    if plain and noun in {"improvement", "jump", "gain", "change", "attitude"}:
        article = "an " if rest.text[:1].lower() in "aeiou" else "a "
    body = rest.body if "{" in rest.body else expression(rf"\b({noun})\b").sub(r"\1 from {name}", rest.body, count=1)
    return proposed(
        f"I saw {article}{body}", who="i", why="what you saw", shape="noun", text=rest.whole, unclear=rest.unclear
    )


def _count(rest: _Rest) -> Reading | None:
    """Something counted: "3 tardies this month"."""
    if not _COUNTED.match(rest.text):
        return None
    verb = "{has/have}" if rest.kind == "follow_up" else "had"
    return rest.of_child("{they} " + f"{verb} {rest.body}", shape="score", why="a count")


_WHAT_A_CHILD_IS = frozenset(
    "kid student friend helper listener leader example reader writer worker partner classmate teammate learner thinker speaker "
    "citizen role reader sport player".split()
)
_NOT_OWNED = frozenset(
    "day days week weeks month morning afternoon year start job kid kids student one time thing things way sport friend "
    "helper listener leader example person game catch idea question news deal".split()
)


def _praised(rest: _Rest) -> str | None:
    """Turn praise about: "lovely shading on the pear" is what was lovely about her shading."""
    found = _PRAISED.match(rest.body)
    if not rest.praise or not found or rest.first == "best":
        return None
    thing = found["thing"].split()[-1]
    noun = tokenize(thing)[0]
    if thing in _NOT_OWNED or not (is_noun(noun) or "VBG" in noun.tags):
        return None
    adjectives = found["adjectives"].strip().replace(" ", " and ")
    be = "were" if is_plural(noun) else "was"
    return f"{{their}} {found['thing']} {found['where']} {be} {adjectives}"


def _noun_alone(rest: _Rest) -> Reading | None:
    """A noun phrase alone: a proposal for the teacher to tick, never sure."""
    if _FIRST_OR_LAST.match(rest.text):
        body = expression(r"^always first").sub("always the first", rest.body)
        bare = not rest.text.lower().startswith("the") and not body.startswith("always")
        return rest.of_child(
            "{they} {was/were} " + ("the " if bare else "") + body,
            state="check",
            shape="noun",
            why="is this about the child?",
        )
    if rest.first not in word_set("praise_adjectives"):
        return None
    noun = next((token for token in rest.tokens[1:4] if is_noun(token)), None)
    if noun is None:
        return None
    owned = _praised(rest)
    if owned:
        return rest.of_child(owned, shape="noun", why="about the child")
    if is_plural(noun) or noun.low in word_set("mass_nouns"):
        article = ""
    elif rest.first == "best":
        article = "the "
    else:
        article = "an " if rest.first[0] in "aeiou" else "a "
    said = "{is/are}" if noun.low in _WHAT_A_CHILD_IS else "had"
    return rest.of_child(
        "{they} " + said + " " + article + rest.body,
        state="check",
        shape="noun",
        why="a noun alone: is this the sentence you mean?",
    )
