"""What takes sureness back from a proposed sentence, and the finished-sentence gate."""

from __future__ import annotations

import re
from dataclasses import replace

from drafting.facts.classmates import hide_others
from drafting.facts.dates import times_need_at
from drafting.facts.expressions import expression
from drafting.facts.gaps import KNOWN, bare_object, bare_thing, complete
from drafting.facts.grammar import Token, finite, is_noun, tokenize
from drafting.facts.kinds import GOOD_KINDS
from drafting.facts.lexicon import tags
from drafting.facts.names import named_in
from drafting.facts.patterns import Speaking, fill
from drafting.facts.people import People
from drafting.facts.proposals import Reading
from drafting.facts.readers import family_left
from drafting.facts.syntax import is_sentence
from drafting.facts.tails import said, set_apart
from drafting.types import Note

_GUESS = re.compile(
    r"\b(?:i think|i guess|fairly sure|pretty sure|i'd say|(?<!what real )(?<!what )(?<!science )looks like|seems to me|probably|maybe(?! \d)|prob|perhaps|not sure|idk|i suspect|i wonder|seems like|must be|"
    r"apparently|heard that|kids say|kids saying|supposedly)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"(?<!n't )(?<!not )(?<!never )\b(?:hit|hits|bit|kicked|pushed|shoved|punched|slapped|tripped|teased|bullied|(?:yelled|cursed|swore|spat|spit|screamed) at|"
    r"fought with|was mean to|threw \w+ at) (?:a classmate|another (?:child|student|kid)|(?:some|two|other|his|her|their) \w+|\{them\}|me|someone|the teacher)\b"
)
"""A deed against somebody, which no good news tells."""
_OWN_STATE = re.compile(r"I am (?!glad|sorry|happy|proud|grateful|thankful|free|available|here|sure|hopeful)\w+")
_ANYBODYS = re.compile(
    r"(?:\w+ )?(?:siblings|families|grandparents|parents|brothers|sisters|cousins|grandmothers|grandfathers|grandmas|grandpas)(?: (?:and|or) \w+)? "
    r"are (?:welcome|invited|included)\b",
    re.IGNORECASE,
)
_ODD = re.compile(r"[=<>#*~^|\\@→]|\?\?|(?<![\d\w])/|/(?![\d\w])|[A-Za-z]/[A-Za-z]")
_THEY_THEM = re.compile(r"\{they\} (?:\S+ )?\S+ \{them\}(?! (?:self|own))")
_TURNS_IN = re.compile(r"\b(?:turn|turns|hand|hands|turned|handed) in (?:late|by|on|before|after|through|until)\b")
_READS_GRADE = re.compile(r"\breads? (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\d+th) grade$")
_INITIAL = re.compile(r"\b(?:for|with|and|to|from|by|at|told|helped|asked|hit|bit) ([B-HJ-Z])\b(?![.'’\w])")
_GRADES = re.compile(r"\bfrom (?:an? )?[A-Z][+-]? to (?:an? )?[A-Z][+-]?(?!\w)")
_LETTERED = re.compile(r"\b(?:level|door|row|plan|section|room|letter|grade|vitamin|part|step) [A-Z]\b")
_DANGLING_DOING = re.compile(r", (?:still )?\w+ing\b(?!.*\b(?:to|for) (?:her|him|them)\b)")
_BARE_COUNT = re.compile(r"\b(?:slept|cried|waited|worked|practiced|walked|ran|did|stayed|rested|read) (?:about )?\d+$")
_SECOND_SENTENCE = re.compile(r", (?:either|it|that|he|she|this)(?:'s|s| is)\b|\bnot \w+day I \w+")
_PAUSE = re.compile(r"[,.;:!?()\"–—]")
_ONE_BREATH = 25  # words between two marks
_MANY_WORDS = 26
_TOO_MANY_WORDS = 34
"""More words and marks than a family reads in one breath; such a sentence is looked at first."""


# "..., didn't see the sheet", "..., have to ask", "..., doors 8:10": a second sentence that lost its subject
_COMMA_TAIL = re.compile(
    r"[\w%)}], (?:(?:just|still|also|then|now) )?"
    r"(?:(?:didn't|doesn't|don't|wasn't|isn't|aren't|won't|can't|couldn't|hasn't|haven't|have to|has to|had to|need to|needs to|"
    r"looked|looks|seemed|seems|send|apologize|please|tell me|let me|email me|call me)\b(?! (?:and|or) )"
    r"|[a-z]+ (?:on|in|at|by) (?:the|my|your) \w+$|(?:[a-z]+ ){1,2}(?:okay|fine|optional|welcome|needed)$|the other \d+ (?:got|are|were|have|had)\b|(?:new|old|other|next) [a-z]+ (?:[a-z]+s|is|are) "
    r"|(?:(?!(?:at|from|to|until|and|on|by|in|about|around|for|room|pages?|chapters?|grades?|up|down|now|score|level|or)\b)[a-z]+ ){1,3}\d{1,2}:\d\d)"
)
_FINITE = r"(?:is|was|are|were|has|had|have|can|could|will|would|did|does|do|didn't|doesn't|don't|isn't|wasn't|haven't|hasn't|\w+ed|built|went|told|said|got|came|ran|made|gave|sat|stood|knew|took|wrote|read|found|left|kept|must|just)"
# "it was lovely she built the camel", "never got tired of it the principal stopped": nothing joins the two
_RUNS_ON = re.compile(
    rf"\b(?:is|was|isn't|wasn't|are|were) (?:just |so |really |very )?(?:lovely|great|good|nice|fine|sad|hard|easy|fun|funny|late|here|there|back|done|it|wonderful|amazing|beautiful|perfect) (?:I|he|she|we|they|it|[A-Z]\w+|the \w+) {_FINITE}\b"
    rf"|\b(?:anymore|today|yesterday|again|either|too|at all|already|tomorrow|now|itself|himself|herself|tired of it|of it|about it|with it|A's|B's) (?:I|he|she|we|they|her|his|it|the|my) (?:\w+ )?{_FINITE}\b"
    rf"|\b(?:anything|nothing|everything|something) just \w+"
    rf"|\b(?:was just it|I don't know|you know|I mean|like (?:ten|five|two|three|\d+))\b(?! (?:if|how|what|whether|why|when|where|who|yet))"
    rf"|\b(?:with|at|in|on|for|to|of|from) (?:the |a |his |her |my )?\w+s (?:I|we|she|he) (?:haven't|hasn't|didn't|don't|asked|told|think|know)\b"
)
_PIECE = re.compile(
    r"^\S+ comes in$|^(?:the |a )?(?:\w+est|best|worst|most \w+) (?:\w+ )?\w+ (?:I|we|you|\{they\}|she|he|they) (?:have|has|had|ever)\b"
    r"|^(?:the |a |\w+'s )?\w+ (?:\w+ )?which (?:is|was|are|were)\b[^,]*$"
    r"|^(?:by|at|in|on|after|before|until|since) (?:[\w:'’{}/]+ ){0,4}(?:once|when|if|while|because) [^,]*$|^to \w+, | or I (?:have|can|will|could)\b|, \w+ the \d+(?:st|nd|rd|th)$"
    r"|\bno \w+ing just \w+|^(?:we|I) said:|, then (?:unpack|eat|sit|go|do|read|line|pack|wash|start|talk|come|get|take|put|clean|write)\b(?! to)"
    r"|\b(?:just|used to be me|so we|so that)[.!]?$",
    re.IGNORECASE,
)
_MOOD = re.compile(
    r"\b[Yy]ou (?:are|were|seem|seemed|sounded|got) (?:\w+ )?(?:heated|mad|angry|upset|furious|livid|annoyed|steamed|salty|nervous|difficult|rude|defensive)\b"
)
_SAYS_PIECE = re.compile(
    r"\b(?:says|said) (?!(?:\w+ ){0,12}?(?:to|hi|hello|sorry|please|thank|thanks|yes|no|good|goodbye|nothing$|it|so|that|the word|a word|she|he|they|I|we|you|{)\b)"
)
_SAYS_WHOLE = re.compile(
    r"\b(?:says|said) (?:\w+ ){0,8}?(?:is|are|was|were|has|have|had|can|will|would|\w+ed|\w+n't|helps?|likes?|feels?|wants?|needs?)\b|\b(?:says|said) (?:hi|hello|sorry|good|thank|please|yes|no|sure|ok|okay|fine)\b|\b(?:says|said)[,:]? [\"“']|\b(?:says|said) \w+ (?:to|about)\b|\b(?:says|said)$|\b(?:she|he|they|I) (?:says|said)$"
)
_THE_DAY = re.compile(r"the (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?:not|or|and|but|then)\b", re.IGNORECASE)


_REMARK = re.compile(
    r"\s*\((?=[^()\d]*\))(?!in |on |at |for |with |the |a |an |and |not |or |from |her |his |their |\{)[^()\d]*?\b\w+ \w+ \w+[^()\d]*\)"
)


_HABIT = re.compile(r"^\{they\} \{(?!is/|was/|has/|does/)\w+s/\w+\}")
_ON_DAYS = re.compile(r"\bon (\w+day)((?:, \w+day)*) and (\w+day)\b")
"""What a child does on two days of the week she does on them every week."""
_DONE_TO = re.compile(
    r"^(\{they\}) (?=(?:suspended|expelled|excused|benched|promoted|hospitalized|waitlisted|accepted|admitted|recommended|placed|transferred)"
    r"(?:$| (?:for|from|to|into|in|on|until|as|by|at)\b| \d+ (?:days?|weeks?|games?|classes)\b))"
)
"""Deeds that a school does to a child where nothing follows that the child could have done them to."""


def _no_person(pattern: str) -> bool:
    """Say whether "a classmate" stands where no person can: "regionals in chemistry a classmate" was an Olympiad."""
    found = expression(r"(\w+) a classmate\b").search(pattern)
    parts = set(tags(found.group(1).lower())) if found else set()
    return bool(parts) and parts <= {"NN", "NNS", "JJ"}


def _without_remark(pattern: str) -> str:
    """Leave out a remark in brackets that holds no figure: an aside as often as a part of the sentence."""
    return _REMARK.sub("", pattern)


def _unquoted(text: str) -> str:
    return expression(r"\"[^\"]*\"|\([^()]*\)").sub("", text)


def doubt(reading: Reading, *, note: Note, people: People) -> Reading:
    """Take back sureness where something in the clause could be misread, and say what."""
    if reading.pattern is None or reading.state in {"left", "never"}:
        return reading
    reading = replace(reading, pattern=_finished(reading, people))
    others = named_in(_named(reading, people), people.others)
    if others:
        reading = hide_others(reading, others, note=note)
    if reading.pattern is None or reading.state != "sure":
        return reading
    pattern = _named(reading, people)
    why = (
        _persons_doubt(reading, pattern, note=note, people=people)
        or _matter_doubt(reading, pattern, note=note)
        or _form_doubt(reading, pattern)
        or _length_doubt(pattern)
    )
    if why:
        return replace(reading, state="check", why=why)
    plain = tokenize(pattern)
    strange = _strange(plain, people)
    if strange:
        return replace(reading, state="check", why=f"'{strange}' may be shorthand")
    doubted = _grammar_doubt(reading, plain)
    if doubted:
        return doubted
    if reading.shape in _SAID_AS_SENTENCES and not _whole(reading.pattern or ""):
        return replace(reading, state="check", why="not quite a sentence yet: is this how you would say it?")
    return reading


_TWO = re.compile(r"(?<=\w)(?<!\bMs)(?<!\bMr)(?<!\bDr)(?<!\bMx)(?<!\bMrs)(?<!\bSt)(?<!\bSra)(?<!\bSr)\. (?=[A-Z])")


def _whole(pattern: str) -> bool:
    return all(is_sentence(part) for part in _TWO.split(said(pattern)))


def _named(reading: Reading, people: People) -> str:
    return fill(reading.pattern or "", Speaking(people.child or "Maya", "she"), voice="name")


def _finished(reading: Reading, people: People) -> str:
    """Return the pattern with the small words put back, and its last detail set apart."""
    slotted = reading.pattern or ""
    if not is_sentence(said(slotted)):
        slotted = complete(slotted, reading.shape, known=people.pronoun is not None)
    if reading.shape in {"clause", "predicate"}:
        slotted = _DONE_TO.sub(r"\1 {was/were} ", _without_remark(times_need_at(slotted)))
        if _HABIT.search(slotted):
            slotted = _ON_DAYS.sub(r"on \1s\2 and \3s", slotted)
    if reading.shape in _SAID_AS_SENTENCES:
        slotted = set_apart(slotted, figures_only=reading.shape == "request")
    return slotted


def _persons_doubt(reading: Reading, pattern: str, *, note: Note, people: People) -> str | None:
    """Say which person of the sentence is not clear, or is not the teacher's to speak of."""
    slotted = reading.pattern or ""
    kin = named_in(pattern, people.family_names)
    if kin and reading.shape != "thanks":
        return f"names {kin[0]}, who reads this: please say “you”, or leave it out"
    readers = {name.lower() for name in people.family_names}
    called = [token.low for token in tokenize(slotted) if token.low in readers and token.is_word and not token.tags]
    if called and reading.shape != "thanks":
        return f"'{called[0]}' reads this: please say “you”"
    adults = family_left(expression(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)").sub("", slotted))
    if adults and reading.shape != "ask" and not _ANYBODYS.match(slotted):
        own = expression(r"\{their\} (?:\w+ )?(?:" + "|".join(re.escape(a) for a in adults) + r")(?!\w)").search(
            slotted
        )
        if not own or note.kind not in {"positive_note", "home_learning", "follow_up"}:
            return f"'{adults[0]}' is not on record as the reader"
    if _THEY_THEM.search(slotted):
        return "who is 'him' or 'her' here?"
    initial = _INITIAL.search(_GRADES.sub("", pattern))
    if initial and not _LETTERED.search(pattern) and reading.shape in {"clause", "predicate"}:
        return f"who is '{initial.group(1)}'?"
    if reading.who == "i" and _DANGLING_DOING.search(pattern):
        return "who does the second half?"
    if _no_person(pattern):
        return "is this a person?"
    if reading.who != "i" and _MOOD.search(pattern):
        return "how the reader feels is not yours to say"
    if (
        reading.shape == "request" and expression(r"\b(?:check with|ask|tell|call|text|email) you\b").search(pattern)
    ) or _OWN_STATE.fullmatch(pattern):
        return "a word to yourself, or to the family?"
    return None


def _matter_doubt(reading: Reading, pattern: str, *, note: Note) -> str | None:
    """Say what the sentence leaves open: a guess, a level, a unit, a goal met or not."""
    slotted = reading.pattern or ""
    if note.kind in GOOD_KINDS and _HURT.search(pattern):
        return "is this for the good news?"
    if reading.shape != "ask" and _GUESS.search(expression(r"\"[^\"]*\"").sub("", reading.text)):
        return "a guess, not something you saw"
    if _ODD.search(expression(r"\{[^}]*\}|\d+/\d+|#\d+|\"[^\"]*\"|and/or").sub("", pattern)) or expression(
        r"\$(?!\d)"
    ).search(pattern):
        return "a sign or slash that could be read two ways"
    if expression(r"\{they\} used to be (?:only |about )?\d").match(slotted):
        return "what used to be so many?"
    if _TURNS_IN.search(pattern):
        return "turn in what?"
    if _READS_GRADE.search(pattern):
        return "at which level?"
    if _BARE_COUNT.search(pattern):
        return "how much of what? the unit is missing"
    if expression(r"(?:the |\{their\} )?goal met\b").match(slotted):
        return "met, or not yet?"
    if expression(r"\{they\} \{is/are\} in (?:the )?\w+ grade").fullmatch(slotted):
        return "the family knows this"
    return None


def _says_sentence(reading: Reading) -> bool:
    """Say whether what somebody says is a sentence of its own ("her stomach hurts before every test")."""
    found = expression(r"\b(?:says|said|says/say\}) (?P<rest>.+)$").search(reading.pattern or "")
    return found is not None and is_sentence(said(found["rest"]))


_SPOKEN = re.compile(
    r"\b(?:let me (?:think|see)|no wait|wait no|i mean|you know (?:he|she|they|I)|what do you call)\b", re.IGNORECASE
)


def _form_doubt(reading: Reading, pattern: str) -> str | None:
    """Say where two sentences run into one, or a piece stands for a whole."""
    if reading.shape in {"clause", "predicate", "request", "event"} and _COMMA_TAIL.search(_unquoted(pattern)):
        return "a second thought after the comma: please make it a sentence of its own"
    if _SPOKEN.search(pattern):
        return "said as it came to mind: please write it as you would send it"
    if (
        reading.shape != "ask"
        and _SAYS_PIECE.search(pattern)
        and not (_SAYS_WHOLE.search(pattern) or _says_sentence(reading))
    ):
        return "what was said is not a whole sentence"
    if reading.shape in {"clause", "predicate", "event", "score"} and _RUNS_ON.search(_unquoted(pattern)):
        return "two sentences run together"
    if reading.shape == "ask" and bare_thing(tokenize(pattern)):
        return "a word seems to be missing"
    if _PIECE.search(pattern):
        return "a piece of a sentence: please write it out"
    if _THE_DAY.match(pattern):
        return "could not be made a sentence; put it in a few words with who and what"
    if _SECOND_SENTENCE.search(pattern) and reading.shape == "clause":
        return "two sentences run together"
    if pattern.count('"') % 2 or pattern.count("(") != pattern.count(")"):
        return "a quotation or bracket that does not close"
    return None


def _length_doubt(pattern: str) -> str | None:
    """Say where a sentence is more than a family reads in one breath."""
    size = len(tokenize(pattern))
    if size > _MANY_WORDS and pattern.count(",") > 2:
        return "several thoughts in one: please check"
    if max(len(run.split()) for run in _PAUSE.split(pattern)) > _ONE_BREATH:
        return "dictated without a stop: please put one in"
    return "long: please check the whole sentence" if size > _TOO_MANY_WORDS else None


_SAID_AS_SENTENCES = frozenset({"clause", "predicate", "event", "request", "adjective", "noun", "score"})
"""Shapes that become a sentence of their own; a question, a heading or a line of a list need not be one."""


def _strange(tokens: list[Token], people: People) -> str | None:
    """Return a word that looks like shorthand nobody wrote out."""
    for token in tokens:
        if not token.is_word or token.tags or not token.text.isalpha() or not token.text.islower():
            continue
        if token.low in KNOWN or token.low in {form.lower() for form in people.child_forms}:
            continue
        if len(token.text) <= 3 or not expression(r"[aeiouy]").search(token.low):
            return token.text
    return None


_ASKING_WORDS = frozenset("where what who how when which whose".split())
_UNFINISHED = frozenset(
    "just the a an and or of because but his my is was are than does did can will would whos".split()
)
_JOINED = (
    "that and but because if when so think know as says said sure hope until "
    "while where what how than since although though before after whether once means"
).split()
_RUN_ON_IT = re.compile(
    "".join(f"(?<!{word})" for word in _JOINED) + r"(?<![,:;.\"']) (?:it|there) (?:is|was) (?!\w*$)"
)


def _grammar_doubt(reading: Reading, plain: list[Token]) -> Reading | None:
    """The finished-sentence gate: two verbs in a row, a bare count noun, a sentence that stops in the middle."""
    last = plain[-1]
    opens = plain[0]
    if (
        reading.shape in {"clause", "predicate"}
        and reading.state == "sure"
        and "VBG" in opens.tags
        and not any(finite(plain, at) in {"be", "have", "past", "third"} for at in range(1, len(plain)))
    ):
        return replace(reading, state="check", why="who is doing this?")
    asked = last.low in {"is", "are", "was", "were"} and any(token.low in _ASKING_WORDS for token in plain[:-1])
    if last.low in _UNFINISHED and reading.shape != "ask" and not asked:
        return replace(reading, state="check", why="stops in the middle") if reading.state == "sure" else reading
    if (
        reading.shape in {"clause", "predicate", "event"}
        and reading.state == "sure"
        and not any(finite(plain, at) or (at and {"VBZ", "VBD"} & set(plain[at].tags)) for at in range(len(plain)))
        and not expression(r"\bplease\b", re.IGNORECASE).search(reading.pattern or "")
        and not any(token.low in {"i", "we", "you"} for token in plain)
    ):
        return replace(reading, state="check", why="no verb: please say it as a sentence")
    if (
        _RUN_ON_IT.search(reading.pattern or "")
        and reading.state == "sure"
        and not (any(token.low in _ASKING_WORDS for token in plain) and is_sentence(said(reading.pattern or "")))
        and not expression(r"(?:\w+ )?(?:it|there) (?:is|was)", re.IGNORECASE).match(reading.pattern or "")
    ):
        return replace(reading, state="check", why="two sentences run together")
    if reading.shape in {"clause", "predicate"} and reading.state == "sure":
        bare = bare_object(plain) or bare_thing(plain)
        if bare and not is_sentence(said(reading.pattern or "")):
            return replace(reading, state="check", why=f"a word seems to be missing before '{bare}'")
        if expression(r"\b(?:now|then) \d").search(reading.text) and expression(r"\bwas \d").search(reading.text):
            return replace(reading, state="check", why="two figures: which came first?")
        if _run_on(plain):
            return replace(reading, state="check", why="two sentences run together")
    return None


_JOINS = frozenset(
    "and but or so because when while that who which if than as what how where until before after since "
    "though although once whether why then unless it he she they i we you x".split()
)
_NO_SECOND_VERB = frozenset(
    "got get had have has been being without was were is are not the a her his my more most very".split()
)


_BEFORE_A_CLAUSE = frozenset("found said says knew thought noticed saw hoped felt wished realized guessed".split())
"""Verbs a clause may follow without "that" ("found the balance wasn't zeroed")."""


def _describes(tokens: list[Token], at: int) -> bool:
    """Say whether a form in -ed describes ("a real retired farmworker", "comes in flustered") and tells no second deed."""
    before = tokens[at - 1]
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return "VBN" in tokens[at].tags and (
        "JJ" in before.tags
        or before.low in {"in", "out", "back", "home", "away", "up"}
        or (is_noun(before) and following in {"like", "of", "by", "from", "with"})
    )


def _run_on(tokens: list[Token]) -> bool:
    """Two finite verbs of one tense with nothing to join them ("comes in quietly gets right to work")."""
    last_verb: int | None = None
    for at, token in enumerate(tokens):
        if token.text in {",", ";", ":", "—", "–", "("} or token.low in _JOINS:
            last_verb = None
            continue
        kind = finite(tokens, at)
        if kind in {"past", "third"} and token.low not in {"used", "let", "left"}:
            if (
                last_verb is not None
                and tokens[last_verb].low not in _BEFORE_A_CLAUSE
                and at - last_verb > 1
                and not is_noun(token)
                and not _describes(tokens, at)
                and tokens[at - 1].low not in _NO_SECOND_VERB
            ):
                return True
            last_verb = at
    return False
