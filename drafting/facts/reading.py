"""A clause of the note read: what it is, who did it, the sentence proposed, and how sure that is.

"Sure" is a decision about the shape of the clause: a subject that is on record and a finite verb, a score, a date, a
question. Everything that could be read two ways is "check" (a proposal waits for a tick) or "left" (no proposal).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from drafting.facts import asks, fragments
from drafting.facts.lexicon import past_tense
from drafting.facts.clauses import Clause
from drafting.facts.grammar import (
    ADVERBS,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    TIME_WORDS,
    Token,
    finite,
    is_noun,
    skip_adverbs,
    tokenize,
    word_set,
)
from drafting.facts.patterns import Speaking, fill
from drafting.facts.people import People, child_tokens, relation_of
from drafting.facts.refer import agree, family_left, refer
from drafting.facts.tidy import tidy
from drafting.types import Note, State, Who


@dataclass(frozen=True, slots=True)
class Reading:
    """What one clause says. ``pattern`` has no final mark; ``subject`` is what a following predicate inherits."""

    who: Who
    pattern: str | None
    state: State
    why: str
    shape: str
    """"clause", "predicate", "score", "event", "ask", "adjective", "noun", "list", "heading", "command", "thanks"."""
    subject: Who = "unknown"
    text: str = ""


def _left(why: str, text: str, shape: str = "noun") -> Reading:
    return Reading("unknown", None, "left", why, shape, text=text)


def read_clause(clause: Clause, *, note: Note, people: People, before: Reading | None) -> Reading:
    """Read one clause; ``before`` is the reading of the clause before it in the same sentence, if any."""
    if clause.heading:
        return _left("a heading, not a sentence", clause.body, "heading")
    text = tidy(clause.body, people)
    text = fragments.days_need_on(fragments.when(text))
    text = re.sub(r"^((?:the )?(?:plan|goal|idea|deal) (?:is|was)) (?=(?:read|practice|try|keep|use|work|write|sit|walk|check|take|ask|start|finish|bring|do|go|meet|count)\b)", r"\1 to ", text)
    if not re.search(r"[^\W\d_]", text):
        return _left("only a number: say what it counts", text)
    if _foreign(text) and note.kind:
        return _left("not in English: please put it in the message's language", text)
    reading = _dispatch(clause, text, note=note, people=people, before=before)
    return _doubt(reading, clause, note=note, people=people)


def _dispatch(clause: Clause, text: str, *, note: Note, people: People, before: Reading | None) -> Reading:
    if re.match(r"or\b", text, re.IGNORECASE):
        return _left("belongs to what came before: please write it as a sentence of its own", text)
    if asks.is_ask(text, clause.label) or re.match(r"(?:can|could|would|will) (?:she|he|they|you|mom|dad|grandma|grandpa) [a-z]+ ", text) and child_tokens(tokenize(text), people).get(0) is None or (clause.mark == "?" and _open_question(text)):
        pattern, why = asks.ask(text, note=note, people=people)
        if pattern is None:
            return replace(_left(why, text, "ask"), state="check" if "who is" in why else "left")
        return Reading("you", pattern.rstrip("?"), "sure", "a question for the family", "ask", text=text)
    if clause.mark == "?":
        return _left("a question of your own, not yet a fact", text, "wondering")
    for shape in (_aside, _speech, _stock, _command):
        found = shape(text, clause, note=note, people=people)
        if found:
            return found
    named = [name for name in people.others if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    if named and not any(finite(tokenize(text), at) for at in range(len(tokenize(text)))):
        return Reading("other", None, "left", "names another child: say it without the name", "wanted" if child_tokens(tokenize(text), people) else "noun", "other", text)
    if clause.bullet and people.child is None:
        return _list_item(text, clause, note=note, people=people)
    if clause.title and note.kind in LIST_KINDS and not _ROLE_LABELS.match(clause.title.strip()) and not child_tokens(tokenize(clause.title), people) and len(clause.title.split()) <= 3:
        line = _list_item(text, clause, note=note, people=people)
        if line.pattern and "{" not in line.pattern and line.state == "sure" and len(text.split()) <= 16:
            return line
    for build, name in () if named else ((fragments.score, "score"), (fragments.reading, "score"), (fragments.due, "event"), (fragments.event, "event")):
        if name == "score" and people.child is None:
            continue
        plain, bracket = _bracket_off(_without_child(text, people))
        pattern = build(plain)
        if pattern and bracket:
            pattern += f" {bracket}"
        if pattern and name == "score" and clause.title and not _ROLE_LABELS.match(clause.title.strip()) and "on" not in pattern.split() and len(clause.title.split()) <= 4 and not child_tokens(tokenize(clause.title), people):
            pattern = f"in {tidy(clause.title, people).lower()}, {pattern}"
        if pattern and (name != "event" or not child_tokens(tokenize(text), people)):
            referred = refer(pattern, note=note, people=people)
            return Reading("child" if name == "score" else "other", referred.pattern, "sure", "a result" if name == "score" else "an event", name, "child" if name == "score" else "other", text)
    if clause.title and any(clause.title.strip().lower() == name.lower() for name in people.others):
        return Reading("other", None, "left", "names another child: say it without the name", "noun", "other", text)
    if clause.bullet and people.child is None:
        return _list_item(text, clause, note=note, people=people)
    return (
        _with_subject(text, clause, note=note, people=people, before=before)
        or _predicate(text, clause, note=note, people=people, before=before)
        or _fragment(text, clause, note=note, people=people)
        or _left("could not be made a sentence; put it in a few words with who and what", text)
    )


def _bracket_off(text: str) -> tuple[str, str]:
    found = re.match(r"^(.*\S)\s+(\([^()]*\))$", text)
    return (found.group(1), found.group(2)) if found and not re.match(r"\((?:up|down|was)\b", found.group(2)) else (text, "")


def _without_child(text: str, people: People) -> str:
    """Take the child's name off the front of a result ("pa houa 52 wpm")."""
    for form in people.child_forms:
        found = re.match(rf"{re.escape(form)}(?:['’]s)?[ :,–-]+(?:got |scored |had )?(?=\S)", text, re.IGNORECASE)
        if found and len(form) > 1:
            rest = text[found.end() :]
            if rest[:1].isdigit() or re.match(r"(?:an? )?\d", rest):
                return re.sub(r"^an? ", "", rest)
            if found.group().strip().endswith(("'s", "’s")) and re.search(r"\d", rest):
                return rest
    return re.sub(r"^(?:he|she|they) (?:got|scored) (?:an? )?(?=\d)", "", text, flags=re.IGNORECASE)


_META = re.compile(
    r"^(?:I (?:just )?(?:need|want|have|wanted|would like|am trying|am supposed) to (?:write|get the tone|e-?mail|send|let|tell|make sure|say this|word this)|"
    r"here is everything|(?:please )?pick (?:what|whatever)|(?:can|could) you (?:write|help|make|word|draft)|help me\b|how do I\b|what do I\b|"
    r"only .{0,30}\b(?:msg|message|note|email)\b|this (?:one|msg|message|note|email) is\b|(?:positive|good news|happy|quick|concern|welcome|weekly|thank you|follow-up) (?:note|call|update|letter|message|email|text)\b|"
    r".{0,30}\b(?:update|newsletter|conference invite|data|notes?) (?:for|on|about)? ?(?:all the families|families|parents|the class)?$|"
    r"(?:okay |ok )?(?:that is it )?(?:thanks|thank you|bye)$|no (?:need to )?reply(?: needed| necessary)?$|no need to reply|that is it\b|that is all\b|thank you$|thanks$|(?:they|families|parents) (?:are|is) (?:busy|lovely|great)|I (?:am|was) (?:really |so )?curious$|that is the thing$|that is (?:it|all|huge|big|a sentence)$|does that make sense)",
    re.IGNORECASE,
)


_SELF = re.compile(r"^(?:I (?:do not|don't|dont) want to (?:alarm|upset|scare|worry|blame|accuse|make)\b|send (?:the )?same (?:thing|note|message|letter)|send (?:it |this )?to both|(?:just )?want(?:ed)? (?:you|her|his|their|the|mom|dad|grandma|them)[\w ]{0,14} to (?:know|hear)$|I am done$|(?:do not|don't|dont) (?:get in|guess|make)\b|(?:his|her|the) (?:mom|dad) (?:is|was) worried$)", re.IGNORECASE)


def _aside(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """What is said to whoever writes, or to oneself; nothing of it is for the family."""
    if (_META.match(text) or _SELF.match(text)) and not _CARRY.match(text):
        return _left("a word to yourself, not for the family", text, "command")
    if re.match(r"(?:sorry|so sorry) (?!for|about|that|it|to hear|you|we|i\b|if)", text, re.IGNORECASE):
        return _left("an aside, not an apology to the family", text, "command")
    if re.match(r"(?:it is|its|it's) (?:all )?(?:fine|okay|ok)$", text, re.IGNORECASE):
        return _left("a word to yourself, not for the family", text, "command")
    if "don't" in text.lower().split()[:1] or re.match(r"(?:do not|don't|dont) (?:want|think|know|need|assume)\b", text, re.IGNORECASE):
        return _left("a word to yourself, not for the family", text, "command")
    return None


_FINISHED = re.compile(r"^(?:nothing (?:to|has to|needs to)|nobody (?:has|needs) to)\b", re.IGNORECASE)


def _stock(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """Shapes that teachers jot again and again, each with its one sentence."""
    low = text.lower()

    def made(pattern: str, who: Who = "other", *, kind: str = "clause", sure: bool = True, why: str = "") -> Reading:
        referred = refer(pattern, note=note, people=people)
        state: State = "sure" if sure and not referred.unclear else "check"
        return Reading(who, referred.pattern, state, why or ("a full sentence" if state == "sure" else "please check"), kind, who, text)

    found = re.match(r"(?P<how>great|good|super|wonderful|fantastic|hard|rough|tough|awesome|amazing) (?P<what>day|week|month|morning|afternoon|quarter) for (?:her|him|them|[A-Z]\w+)$", text, re.IGNORECASE)
    if found and people.child:
        return made("it was a " + found.group("how").lower() + f" {found.group('what')} for " + "{name}")
    found = re.match(r"no two (?P<what>\w+s) (?:(?:were|are) )?(?:alike|the same)$", low)
    if found:
        return made(f"no two {found.group('what')} are alike")
    found = re.match(r"(?P<what>\d+ (?:of|out of) (?:the |her |his |their )?(?:last )?\d+ (?:\w+ )?\w+s) (?P<how>done|in|complete|completed|finished|turned in)\b(?P<rest>.*)$", text)
    if found:
        return made(f"{found.group('what')} are {found.group('how')}{found.group('rest')}", kind="score")
    found = re.match(r"(?P<what>(?:\w+ )?(?:grade|average|score|fluency|mark))(?: is)? now (?:at )?(?P<now>\d+(?:\.\d+)?%?),? (?:was|up from|from) (?P<was>\d+(?:\.\d+)?%?)$", low)
    if found and people.child:
        now, was = float(found.group("now").rstrip("%")), float(found.group("was").rstrip("%"))
        return made("{their} " + f"{found.group('what')} is now {found.group('now')}, {'up' if now > was else 'down'} from {found.group('was')}", kind="score")
    found = re.match(r"(?:want|would love|'d love|would like|hoping|hope) to (?P<rest>(?:hear|know|talk|see|learn|meet|invite|share|show)\b.+)$", text, re.IGNORECASE)
    if found and not re.match(r"(?:talk to|tell|know (?:if|what|how))", found.group("rest")) and note.kind not in _GOOD_KINDS:
        return made(f"I {'would love' if 'love' in low[:14] else 'want'} to {found.group('rest')}", "i")
    if re.match(r"nothing to \w+", low):
        return made(f"there is {text[:1].lower()}{text[1:]}")
    found = re.match(r"(?:no|zero) (?P<what>(?:\w+ )?(?:tears|reminders|prompts|complaints|mistakes|errors|accidents|meltdowns|tardies|absences|arguments|interruptions|outbursts|squeaks|missing assignments|late assignments|office calls))\b(?P<rest>.*)$", text, re.IGNORECASE)
    if found and "," not in found.group("rest"):
        return made(f"there were no {found.group('what').lower()}{found.group('rest')}", kind="clause")
    found = re.match(r"no (?P<what>homework|school|classes|class|quiz|test|cost|late penalty|spelling test)(?P<rest>(?: (?:over|on|this|next|during|for|tonight|today|tomorrow)\b.*)?)$", text, re.IGNORECASE)
    if found:
        verb = "are" if found.group("what").lower() == "classes" else "is"
        article = "" if found.group("what").lower() in {"homework", "school", "classes"} else ""
        return made(f"there {verb} no {article}{found.group('what').lower()}{found.group('rest')}")
    text = re.sub(r"^keep (?=(?:until|through|for|up to)\b)", "keep this going ", text, flags=re.IGNORECASE)
    found = re.match(r"(?:keep|continue|check in|meet|review|try|practice|start|stick)\b \S+ ?\S*", low)
    if re.match(r"following up (?:from|on|after|about|with)\b", low):
        said = re.sub(r"\b(from|on|after|about) (?=(?:Mon|Tues|Wednes|Thurs|Fri)day(?:'s)? (?:phone call|call|meeting|talk|chat|conference|note|message))", r"\1 our ", text)
        return made(f"I am {said[:1].lower()}{said[1:]}", "i")
    if re.match(r"thank (?:him|her|them|you|mom|dad|the family|everyone|families)$", low):
        return Reading("i", "Thank you", "sure", "your thanks", "thanks", "i", text)
    if re.match(r"(?:please )?(?:let me know|call me|text me|e-?mail me|reply|rsvp|sign up)\b(?! to her| to him)", low):
        return made(f"please {re.sub('^please ', '', text[:1].lower() + text[1:])}", "you", kind="request", sure=len(text.split()) > 2)
    if found and note.kind in {"follow_up", "action_plan", "iep_progress"} and not re.match(r"(?:home|at home|me$|i$)", clause.label) and not re.match(r"(?:review|practice|start) (?:session|day|date|meeting|test|sheet|time|packet|game)", low):
        joined = re.sub(r", (?=(?:check in|meet|review|try|see|look)\b)", " and ", text)
        return made(f"I would like us to {joined[:1].lower()}{joined[1:]}", "we", kind="plan")
    found = re.match(r"(?:a )?(?P<what>correction|update|follow-up|reply|answer) (?P<rest>(?:to|on|from|about)\b.+)$", text, re.IGNORECASE)
    if found:
        article = "an" if found.group("what")[0].lower() in "aeiou" else "a"
        return made(f"this is {article} {found.group('what').lower()} {found.group('rest')}", "i")
    found = re.match(r"(?:log|chart|tracker|data|calendar|record|diary|tally)$", clause.label)
    if found and re.match(r"\d+ (?:of|out of) (?:the last )?\d+ \w+$|\d+/\d+ \w+$", text):
        return made(f"the {clause.label} shows {text}")
    found = re.match(r"(?:want|need|would like) to (?P<rest>(?:say sorry|apologi[sz]e|thank|congratulate)\b.+)$", text, re.IGNORECASE)
    if found:
        return made(f"I want to {found.group('rest')}", "i", kind="apology" if "sorry" in low or "apolog" in low else "thanks")
    if re.match(r"offer", clause.label) and not finite(tokenize(text), 0) and is_noun(tokenize(text)[0]):
        first = tokenize(text)[0]
        article = "" if first.low in word_set("mass_nouns") or "NNS" in first.tags else ("an " if first.low[0] in "aeiou" else "a ")
        return made(f"I can offer {article}{text[:1].lower()}{text[1:]}", "i", kind="commitment")
    found = re.match(r"(?:took|takes) (?:about )?\d+ (?:minutes|hours|days|tries|weeks)$", low)
    if found:
        return made(f"it {text}", sure=False, why="what took so long?")
    found = re.match(r"(?:mon|tues|wednes|thurs|fri)day (?:is|=) (?P<rest>(?:the )?\d+(?:st|nd|rd|th) .+)$", low)
    if found or re.match(rf"{_DAY_NAME} = ", text):
        day, _, rest = re.sub(r"\s*=\s*", " is ", text).partition(" is ")
        return made(f"{day} is {'' if re.match('the |our ', rest) else 'the ' if re.match(r'[0-9]+(?:st|nd|rd|th)', rest) else ''}{rest}", kind="event")
    found = re.match(r"(?P<what>mile|mile run|500|lap|swim|race|mile time|5k)(?: run| time)? (?:was |in |: ?)?(?P<time>\d{1,2}:\d{2})(?:,? (?:was|down from|from) (?P<was>\d{1,2}:\d{2})(?P<when>(?: (?:in|last|at) \w+)?))?$", text, re.IGNORECASE)
    if found and people.child and found.group("was"):
        down = _minutes(found.group("time")) < _minutes(found.group("was"))
        return made("{they} ran the mile in " + f"{found.group('time')}, {'down' if down else 'up'} from {found.group('was')}{found.group('when') or ''}" if "mile" in found.group("what").lower() else "{their} " + f"{found.group('what').lower()} time was {found.group('time')}, {'down' if down else 'up'} from {found.group('was')}{found.group('when') or ''}", "child")
    if found and people.child:
        return made("{they} ran the mile in " + found.group("time") if "mile" in found.group("what") else "{their} " + f"{found.group('what')} time was {found.group('time')}", "child", sure="mile" in found.group("what"))
    return None


def _minutes(clock: str) -> float:
    first, _, second = clock.partition(":")
    return int(first) + int(second) / 60


_DAY_NAME = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


_ROLE_LABELS = re.compile(r"(?:ask|q|qs|question|questions|home|at home|offer|me|i|try|agreed|doing|plan|idea|strength|strengths|try at home|what's up|thx|news|wkly|weekly|dates?|total)$", re.IGNORECASE)


def _title(clause: Clause, people: People) -> str:
    """The heading that belongs to a line of a list ("Textbook: shelf B")."""
    if not clause.title or _ROLE_LABELS.match(clause.title.strip()) or len(clause.title.split()) > 4:
        return ""
    title = fragments.when(tidy(clause.title, people))
    return title[:1].upper() + title[1:].lower().replace("monday", "Monday") + ": " if title.isupper() else f"{title[:1].upper()}{title[1:]}: "


def _list_item(text: str, clause: Clause, *, note: Note, people: People) -> Reading:
    """A bullet of a whole-class note stays a bullet, written out."""
    if re.match(r"(?:if|or|it|and|but|because|so|not)\b", text, re.IGNORECASE):
        return _left("belongs to the line before", text)
    referred = refer(text, note=note, people=people)
    return Reading("other", "- " + _title(clause, people) + referred.pattern, "check" if referred.unclear or re.search(r"[=?]", text) else "sure", "a line of a list", "list", "other", text)


# --- speech acts of the teacher -----------------------------------------------------------------------------------


def _speech(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    low = text.lower()
    found = re.match(r"(?:please )?(?:say )?(?:thank you|thank|thanks) ?(?:them|her|him|mom|dad|you|the family|parents|grandma|grandpa|everyone|families)?(?: so much)? for (.+)$", low)
    if found:
        rest = text[len(text) - len(found.group(1)) :]
        referred = refer(rest, note=note, people=people, to_family=True)
        pattern = "Thank you for " + referred.pattern
        return Reading("i", pattern, "check" if referred.unclear else "sure", "your thanks", "thanks", "i", text)
    if re.match(r"(?:so |very |really |I am (?:so |very |really )?|say )?sorry\b", low, re.IGNORECASE):
        rest = re.sub(r"^(?:say\s+)?(?:I am\s+)?(?:(?:so|very|really)\s+)?sorry\b", "", text, flags=re.IGNORECASE).strip()
        if re.match(r"to\b", rest):
            return None
        referred = refer(rest, note=note, people=people, to_family=True)
        if referred.unclear:
            return Reading("i", None, "check", f"who is '{referred.unclear[0]}'?", "apology", "i", text)
        so = "so " if re.match(r"(?:i am )?so\b", low) or low.startswith("say so") else ""
        return Reading("i", f"I am {so}sorry {referred.pattern}".rstrip(), "sure", "your apology", "apology", "i", text)
    if re.match(r"my (?:fault|bad|mistake)$", low):
        return Reading("i", "That was my mistake", "sure", "your apology", "apology", "i", text)
    return None


_COMMANDS = re.compile(
    r"^(?:please |pls |just |only |can you |could you )*(?:tell|let|mention|say|send (?:this |it )?(?:to|home|separately)|remind|include|explain|welcome|keep (?:it|this) |"
    r"make (?:it|this|sure this)|write|draft|address|start with|end with|lead with|sign off|use|avoid|be sure|focus on|add|put|note that|"
    r"correction|congratulate|emphasize|stress|apologize|reply|respond|thank|invite|want (?:them|her|him|mom|dad|parents)? ?to know|not too|nothing too|short|tone)\b",
    re.IGNORECASE,
)
_CARRY = re.compile(r"^(?:I (?:just |really )?(?:wish|want|wanted|would like|need) )?(?:to )?(?:let|have) (?:you|them|[A-Z]\w+['’]s (?:you|parents|family|mom|dad|grandmother|grandma)|the family|families|parents|mom|dad|everyone) (?:to )?know (?:that )?(?=\S)|^I (?:just |really )?(?:wish|want|wanted|would like) (?:you|them|mom|dad|grandma|grandpa|the family|parents|families) to know (?:that )?(?=\S)|^(?:please |just )*(?:tell|remind|let) (?:them|her|him|mom|dad|the family|families|parents|grandma|grandpa|you)(?: know)?(?: that)? (?=\S)|^(?:please |just )*(?:mention|say|note|add)(?: that)? (?=(?:I|he|she|they|we|the|it|there)\b)", re.IGNORECASE)
_HOME_DOINGS = frozenset("find trace use play sing measure draw write talk cook walk point name try spend keep pick choose go watch listen say retell clap build sort match roll make share show start stop sound spell tell".split())
_REQUESTS = frozenset("bring send sign return pack wear check reply call email rsvp come join help donate save read practice count look label drop pick reach let please remember remind visit click use see email".split())


def _command(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """An instruction to whoever writes, or a request of the family."""
    text = re.sub(r"^just (?=(?:bring|wear|send|come|reply|call)\b)", "", text, flags=re.IGNORECASE)
    carried = _CARRY.match(text)
    if carried:
        inner = re.sub(r"^that ", "", text[carried.end() :])
        found = _with_subject(inner, clause, note=note, people=people)
        if found and found.pattern:
            return found
        return _left("tells what to say; please put the words themselves", text, "command")
    tokens = tokenize(text)
    first = tokens[0]
    here = 1 if first.low == "please" and len(tokens) > 1 else 0
    if first.low == "please" or (clause.bullet and note.student.name is None) or note.kind in {"newsletter", "weekly_update", "event_invite", "resource", "home_learning", "reply", "welcome", "transition"} or re.match(r"(?:home|at home|help|reminders?|bring)\b", clause.label):
        verb = tokens[here]
        negative = re.match(r"(?:please )?(?:do not|don't|no need to|never) (\w+)", text, re.IGNORECASE)
        word = tokenize(negative.group(1))[0] if negative else verb
        if word.low == "call" and here + 1 < len(tokens) and tokens[here + 1].low not in {"me", "us", "the", "if", "to", "by", "or", "any"}:
            return None
        wanted = _REQUESTS | _HOME_DOINGS if note.kind == "home_learning" or re.match(r"(?:home|at home|try at home)", clause.label) else _REQUESTS
        if "VB" in word.tags and finite(tokens, here) in {None, "do"} and word.low in wanted and (negative is None or not text.lower().startswith("no need")):
            referred = refer(text, note=note, people=people, to_family=True)
            if not referred.unclear and not referred.others and not _COMMANDS.match(text):
                body = referred.pattern[:1].lower() + referred.pattern[1:]
                body = body if body.startswith("please") else f"please {body}"
                state: State = "sure" if len(tokens) > 2 and not re.search(r"[=#]", text) and not _bare_request(tokens, here) else "check"
                return Reading("you", body[:1].upper() + body[1:], state, "a request to the family", "request", "you", text)
    if _COMMANDS.match(text) and not _past_reading(tokens):
        return _left("an instruction to yourself, not a sentence for the family", text, "command")
    return None


def _bare_request(tokens: list[Token], at: int) -> bool:
    """A request whose object lost its article ("bring blanket")."""
    if at + 1 >= len(tokens):
        return True
    thing = tokens[at + 1]
    return "NN" in thing.tags and "NNS" not in thing.tags and thing.low not in word_set("mass_nouns") and "JJ" not in thing.tags and "RB" not in thing.tags and thing.low not in PREPOSITIONS | DETERMINERS and not (at + 2 < len(tokens) and "NNS" in tokens[at + 2].tags)


def _past_reading(tokens: list[Token]) -> bool:
    return tokens[0].low in {"put", "let", "read"} and len(tokens) > 2


def _open_question(text: str) -> bool:
    tokens = tokenize(text)
    if not tokens:
        return False
    return tokens[0].low in {"what", "how", "which", "when", "where", "who"} and len(tokens) > 2 or (
        tokens[0].low in {"would", "could", "can", "do", "does", "is", "are", "have", "did", "has"} and len(tokens) > 3 and tokens[1].low in {"you", "they", "there", "he", "she", "anything"}
    )


# --- clauses with a subject ---------------------------------------------------------------------------------------


def _subject_at(tokens: list[Token], at: int, children: dict[int, int], people: People) -> tuple[Who, int] | None:
    """Return who the subject at a token is, and the index of the finite verb after it."""
    if at >= len(tokens):
        return None
    token = tokens[at]

    def verb_after(after: int, *, person: bool = False) -> int | None:
        here = skip_adverbs(tokens, after)
        if here >= len(tokens):
            return None
        # after a person any third-person form is a verb ("Lucia squints at the board")
        return here if finite(tokens, here) or (person and tokens[here].is_word and "VBZ" in tokens[here].tags) else None

    if at in children:
        last = tokens[at + children[at] - 1]
        if last.text.endswith(("'s", "’s")):
            return _noun_phrase(tokens, at + children[at], "other")
        after = at + children[at]
        if after + 1 < len(tokens) and tokens[after].text == "(":
            close = next((i for i in range(after, len(tokens)) if tokens[i].text == ")"), None)
            after = close + 1 if close else after
        verb = verb_after(after, person=True)
        return ("child", verb) if verb is not None else None
    if token.low in {"he", "she", "they"}:
        here = skip_adverbs(tokens, at + 1)
        verb = verb_after(at + 1, person=True)
        if verb is None and token.low == "they" and here < len(tokens) and "VB" in tokens[here].tags:
            verb = here
        who: Who = "child" if token.low == people.pronoun and people.child else "unknown"
        return (who, verb) if verb is not None else None
    if token.low in {"i", "we", "you"}:
        here = skip_adverbs(tokens, at + 1)
        if here < len(tokens) and (finite(tokens, here) or "VB" in tokens[here].tags):
            return ({"i": "i", "we": "we", "you": "you"}[token.low], here)  # type: ignore[return-value]
        return None
    if token.low in {"it", "this", "that", "there", "everyone", "everybody", "nobody", "none", "someone", "nothing", "everything", "those", "these"}:
        verb = verb_after(at + 1)
        if verb is not None:
            return "other", verb
    if token.is_number and at + 1 < len(tokens) and finite(tokens, at + 1) == "be":
        return "other", at + 1
    if token.is_word and at == 0 and is_noun(token) and at + 2 < len(tokens) and tokens[at + 1].is_number and (finite(tokens, at + 2) in {"be", "have", "do", "modal"} or "VBZ" in tokens[at + 2].tags):
        return "other", at + 2
    if token.low in POSSESSIVES | DETERMINERS or token.is_number:
        found = _noun_phrase(tokens, at + 1, "other")
        if found and token.is_number and "NNS" in tokens[found[1]].tags:
            return None
        return found
    if relation_of(token.text.removesuffix("'s")) or token.text in people.family_names:
        if token.text.endswith(("'s", "’s")):
            return _noun_phrase(tokens, at + 1, "other")
        named = at + 1 < len(tokens) and tokens[at + 1].text in people.family_names
        verb = verb_after(at + 2 if named else at + 1)
        if verb is not None:
            return "you", verb
    return None


def _noun_phrase(tokens: list[Token], at: int, who: Who) -> tuple[Who, int] | None:
    """Find the verb after a noun phrase that begins before ``at``; at most six words, no mark in between."""
    seen_noun = False
    for here in range(at, min(at + 7, len(tokens))):
        token = tokens[here]
        if token.text in {",", "(", ":", "=", ";"}:
            return None
        kind = finite(tokens, here)
        if kind and seen_noun and token.low not in POSSESSIVES:
            follows_noun = is_noun(tokens[here - 1]) or tokens[here - 1].is_quote or not tokens[here - 1].tags
            if kind in {"be", "have", "do", "modal"} or (follows_noun and not (kind == "past" and "VBN" in token.tags and here + 1 < len(tokens) and tokens[here + 1].low == "by")):
                return who, here
        if is_noun(token) or token.is_quote or (token.is_word and not token.tags) or token.is_number:
            seen_noun = True
    return None


def _lead(tokens: list[Token], at: int) -> bool:
    """Say whether the tokens before ``at`` are an adverbial that may open a sentence ("On Tuesday", "at recess")."""
    if at == 0:
        return True
    first = tokens[0].low
    if first in {"when", "while", "after", "before", "if", "once", "since", "because", "whenever", "although", "though"}:
        return any(token.text == "," for token in tokens[:at]) or first in {"after", "before", "since"}
    days = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    return (
        first in PREPOSITIONS | {"today", "yesterday", "tomorrow", "this", "last", "every", "each", "now", "lately", "recently", "then", "later", "sometimes", "usually", "often"} | days
        or (first in ADVERBS and at == 1)
        or tokens[0].low.endswith("ly")
    ) and not any(finite(tokens[:at], i) in {"past", "third", "be", "have", "modal"} for i in range(1, at))


def _with_subject(text: str, clause: Clause, *, note: Note, people: People, before: Reading | None = None) -> Reading | None:
    tokens = tokenize(text)
    several = _several(before)
    children = child_tokens(tokens, people)
    owned = children.get(0)
    if owned and owned < len(tokens) - 1 and tokens[owned].low in word_set("child_nouns") and finite(tokens, owned + 1) and not tokens[owned - 1].text.endswith(("'s", "’s")):
        return _bare_noun(text[tokens[owned].start :], tokens[owned:], note=note, people=people)
    for at in range(min(8, len(tokens))):
        found = _subject_at(tokens, at, children, people)
        if not found:
            continue
        if not _lead(tokens, at):
            break
        who, _ = found
        referred = refer(text, note=note, people=people, several=several)
        why = ""
        state: State = "sure"
        pattern = referred.pattern
        if at and re.match(rf"{_DAY_NAME}\b", text):
            pattern = "on " + pattern
        if referred.unclear:
            state, why = "check", f"who is '{referred.unclear[0]}'?"
        if who == "other" and finite(tokens, found[1]) == "past" and found[1] == len(tokens) - 1 and "VBN" in tokens[found[1]].tags and tokens[found[1]].low not in _INTRANSITIVE:
            state, why = "check", "who did this?"
        if who == "other" and finite(tokens, found[1]) == "past" and found[1] == len(tokens) - 1 and note.kind in LIST_KINDS and state == "check":
            return _line(text, clause, note=note, people=people)
        if note.kind == "reply" and who == "child" and at == 0 and tokens[0].low in {"he", "she"} and _reads_as(tokens[0].low, note):
            tail = text[tokens[found[1]].end :].strip()
            if re.match(r"(?:right|correct|upset|worried|welcome|kind|so kind)\b", tail):
                return Reading("you", f"you are {tail}", "sure", "about the reader", "clause", "you", text)
            state, why = "check", f"who is '{tokens[0].text}'?"
        if who == "unknown":
            state, why = "check", f"who is '{tokens[at].text}'?"
        if re.match(r"you (?:are|were) an? ", referred.pattern):
            state, why = "check", "the reader knows this"
        return Reading(who, pattern, state, why or "a full sentence", "clause", who, text)
    bare = _bare_noun(text, tokens, note=note, people=people)
    if bare:
        return bare
    return None


_INTRANSITIVE = frozenset("came went worked helped improved fell rose broke laughed smiled cried ran slept waited stood sat talked listened arrived stayed left began started ended finished agreed cheered clapped danced sang played lost won passed failed happened changed grew jumped stopped returned counted saw knew noticed watched".split())


def _several(before: Reading | None) -> bool:
    """A plural noun in the clause before is what "them" means ("noticed two errors and corrected them")."""
    return before is not None and before.pattern is not None and any("NNS" in token.tags and "VBZ" not in token.tags for token in tokenize(before.text))


def _reads_as(pronoun: str, note: Note) -> bool:
    low = (note.family.relationship or "").lower()
    return any(word in low for word in ({"she": ("mother", "grandmother", "aunt", "mom"), "he": ("father", "grandfather", "uncle", "dad")}[pronoun]))


def _bare_noun(text: str, tokens: list[Token], *, note: Note, people: People) -> Reading | None:
    """A noun without article before a verb or "=": "classwork is fine", "goal was 50", "thesis = best"."""
    text = re.sub(r"(?<=[a-z]s)\s*=\s*(?=[a-z])", " are ", text, count=1) if re.match(r"^(?:mornings|afternoons|evenings|nights|weekends|days|mondays|fridays|grades|scores)\s*=", text, re.IGNORECASE) else text
    text = re.sub(r"\s*=\s*", " is ", text, count=1) if "=" in text and re.match(r"^[A-Za-z ]{2,30}\s*=\s*(?!\d+%? of)", text) else text
    tokens = tokenize(text)
    for size in (1, 2, 3):
        if size >= len(tokens):
            break
        head = tokens[size - 1]
        if tokens[0].low in ADVERBS or tokens[0].is_number or tokens[0].text.endswith(("'s", "’s")) or relation_of(tokens[0].text):
            break
        if tokens[0].low in DETERMINERS | POSSESSIVES | PREPOSITIONS or head.low in {"one", "ones", "it"} or any(token.low in DETERMINERS for token in tokens[:size]):
            break
        if not head.is_word or finite(tokens, size) is None or any(token.text in {",", "("} for token in tokens[:size]):
            continue
        if finite(tokens, size) in {"past", "third"} and not (head.tags.get("NN") or head.tags.get("NNS")):
            continue
        if any(finite(tokens, at) in {"past"} and not is_noun(tokens[at]) for at in range(size)):
            continue
        phrase = " ".join(token.low for token in tokens[:size])
        verb = tokens[size]
        if verb.low in {"does", "has"} and size > 1 and not is_noun(head):
            continue
        owner = ""
        if head.low in word_set("child_nouns") and people.child and note.student.name:
            owner = "{their} "
        elif head.low in word_set("the_nouns") or phrase in word_set("the_nouns"):
            owner = "the "
        elif "NNS" in head.tags and "VBZ" not in head.tags and finite(tokens, size) in {"be", "have", "modal", "past"}:
            owner = ""
        elif (head.text[:1].isupper() and (size > 1 or not head.tags)) or head.low in {"homework", "school", "math", "science", "reading", "writing", "music", "art", "lunch", "breakfast", "attendance", "class", "practice", "recess", "history", "english", "everyone", "help", "spelling", "phonics", "vocabulary", "library", "choir", "band", "gym", "pe"}:
            owner = ""
        elif note.kind == "positive_note" and people.child and "NN" in head.tags and "JJ" not in head.tags and head.low not in word_set("mass_nouns") and finite(tokens, size) in {"past", "be"} and not any(token.text[:1].isupper() or token.low in ADVERBS for token in tokens[:size]) and all(is_noun(token) or "JJ" in token.tags for token in tokens[:size]):
            owner = "the " if head.low in _PEOPLE_NOUNS else "{their} "
        elif "NN" in head.tags and tokens[size].low in {"starts", "begins", "opens", "closes", "ends", "runs"} and size < len(tokens) - 1:
            owner = "the "
        elif note.kind != "positive_note" and "NN" in head.tags and "JJ" not in head.tags and (finite(tokens, size) in {"be", "third", "modal", "have"} or head.low in {"aide", "nurse", "sub", "coach", "principal", "librarian", "counselor", "driver"}) and all(is_noun(token) or "JJ" in token.tags for token in tokens[:size]) and not any(token.low in ADVERBS for token in tokens[:size]):
            owner = "the "
        else:
            continue
        if not is_noun(head) and owner != "the ":
            continue
        rest = text[tokens[0].start :]
        best = re.sub(r"\b(is|was) (best|worst|first|last)\b", r"\1 the \2", rest)
        referred = refer(best, note=note, people=people)
        if referred.unclear:
            return Reading("other", owner + referred.pattern, "check", f"who is '{referred.unclear[0]}'?", "clause", "other", text)
        lowered = referred.pattern if head.text[:1].isupper() and not owner else referred.pattern[:1].lower() + referred.pattern[1:]
        return Reading("other", owner + lowered, "sure", "a full sentence", "clause", "other", text)
    return None


_PEOPLE_NOUNS = frozenset("sub substitute principal coach nurse librarian custodian teacher class group partner counselor bus crowd team audience judge bell jury dog cat hamster kid boy girl student".split())

# --- predicates without a subject -----------------------------------------------------------------------------------

_GOOD_KINDS = frozenset({"positive_note"})
_PLAN_VERBS = frozenset("walk practice read greet pair seat use track start sit do help review remind stand count play work watch listen pick choose take make put go come".split())
_I_WILL = frozenset("show bring add post tell confirm check send call email text follow meet let keep write share get bring update post print try save set move talk give offer be have see make find ask reach contact loan lend touch look".split())


def _predicate(text: str, clause: Clause, *, note: Note, people: People, before: Reading | None) -> Reading | None:
    tokens = tokenize(text)
    here = skip_adverbs(tokens, 0)
    if here >= len(tokens):
        return None
    kind = finite(tokens, here)
    verb = tokens[here]
    joined = clause.joiner in {",", "and", "but", "then", "so", ")"} and before is not None
    if kind == "past" and verb.low in word_set("invariant_past") and note.kind not in _GOOD_KINDS and not (before and joined and before.subject == "child"):
        if note.kind == "home_learning" or re.match(r"(?:home|at home)", clause.label):
            referred = refer(text, note=note, people=people, to_family=True)
            return Reading("you", "please " + referred.pattern[:1].lower() + referred.pattern[1:], "check" if referred.unclear else "sure", "a request to the family", "request", "you", text)
        return _left("done already, or still to do? please write who and when", text)
    if kind is None:
        label = clause.label
        if "VB" in verb.tags and (verb.low in _I_WILL | _PLAN_VERBS or "NN" not in verb.tags) and re.match(r"(?:me|i|teacher|school|at school|we)$", label):
            referred = refer(text, note=note, people=people)
            who: Who = "we" if label in {"school", "at school", "we"} else "i"
            return Reading(who, ("We will " if who == "we" else "I will ") + referred.pattern, "check" if referred.unclear else "sure", "what you will do", "predicate", who, text)
        return None
    if clause.label in {"me", "i"} and kind in {"third", "past"}:
        return None
    who, why = _doer(tokens, here, kind, note=note, people=people, before=before if joined else None, label=clause.label)
    if kind == "be" and here + 1 < len(tokens) and (tokens[here + 1].is_number or re.fullmatch(r"[A-Z]", tokens[here + 1].text)):
        return Reading("unknown", None, "check", "what was it? please write it with the one before", "noun", text=text)
    if here + 1 < len(tokens) and verb.low == "does" and "VB" not in tokens[min(here + 1, len(tokens) - 1)].tags and "NN" in tokens[here + 1].tags and "JJ" not in tokens[here + 1].tags and "RB" not in tokens[here + 1].tags:
        return None
    if verb.low in {"do", "don't", "have", "are", "were", "aren't", "weren't", "haven't"} and who == "child" and not (before and joined) and people.pronoun != "they":
        return _left("could not be made a sentence; put it in a few words with who and what", text)
    if here + 1 < len(tokens) and tokens[here + 1].text == ":":
        return None
    referred = refer(text, note=note, people=people, several=_several(before if joined else None))
    pattern: str | None
    state: State = "sure"
    lead, rest = referred.pattern[: tokens[here].start], None
    if who == "child":
        adverbs, after = text[: verb.start], referred.pattern
        if not after.startswith(text[: verb.end]):
            after = text[: verb.end] + referred.pattern[len(text[: verb.end]) :] if referred.pattern[: verb.end] == text[: verb.end] else after
        rest = after[verb.end :] if after.startswith(text[: verb.end]) else after[len(adverbs) + len(verb.text) :]
        said = agree(verb.low) if kind in {"be", "have", "do", "third"} else verb.text[:1].lower() + verb.text[1:]
        rest = _second_verbs(rest, kind)
        rest = re.sub(r"^ (first|second|third|own|favorite) (?=[a-z]+)(?!(?:time|to|in|of|at|on|from|place|with|for)\b)", r" {their} \1 ", rest) if kind == "past" else rest
        pattern = "{they} " + adverbs[:1].lower() + adverbs[1:] + said + rest
        if kind == "past" and _object_missing(tokens, here):
            state, why = "check", "what exactly? a word seems to be missing"
        if re.search(r"\bitself\b", rest):
            state, why = "check", f"who {verb.text}?"
    elif who in {"i", "we"}:
        subject = "I" if who == "i" else "We"
        if verb.low in {"am", "is", "was"}:
            said = "am" if verb.low in {"am", "is"} and who == "i" else verb.low
        else:
            said = verb.low
        if kind == "third":
            return None
        pattern = f"{subject} {lead[:1].lower() + lead[1:]}{said}{referred.pattern[verb.end:]}"
    else:
        pattern, state = None, "check"
    if referred.unclear and state == "sure":
        state, why = "check", f"who is '{referred.unclear[0]}'?"
    return Reading(who, pattern, state, why, "predicate", who, text)


_NEEDS_OBJECT = frozenset("taped glued pinned stapled posted attached made written given taken built placed corrected signed printed copied gave took put brought sent hung found held kept left chose picked got".split())


def _object_missing(tokens: list[Token], at: int) -> bool:
    """A verb that needs an object and has none: "taped to the door", "gave back at dismissal"."""
    if at + 1 < len(tokens) and tokens[at + 1].low == "already" and (at + 2 >= len(tokens) or tokens[at + 2].text == ","):
        return True
    if tokens[at].low not in _NEEDS_OBJECT:
        return False
    after = at + 1
    while after < len(tokens) and tokens[after].low in {"back", "away", "out", "up", "down"}:
        after += 1
    particle = after > at + 1
    if after >= len(tokens):
        return not particle or tokens[at].low in {"gave", "took", "put", "brought", "sent"}
    if tokens[at].low in {"left", "got", "held", "put", "found", "kept", "picked", "took"} and not particle:
        return False
    return tokens[after].low in {"to", "at", "on", "in", "after", "before", "during", "by"} and not (particle and tokens[at].low in {"got", "left", "made", "hung", "picked"})


def _second_verbs(rest: str, kind: str) -> str:
    """Let a second verb after "and" agree as well ("comes in and gets")."""
    if kind not in {"third", "be", "have"}:
        return rest
    tokens = tokenize(rest)
    for at in range(len(tokens) - 1):
        if tokens[at].low == "and":
            here = skip_adverbs(tokens, at + 1)
            if here < len(tokens) and finite(tokens, here) in {"third", "be", "have"} and tokens[here - 1].text != "{" and "/" not in rest[tokens[here].start - 1 : tokens[here].end + 1]:
                return rest[: tokens[here].start] + agree(tokens[here].low) + rest[tokens[here].end :]
    return rest


def _doer(tokens: list[Token], at: int, kind: str, *, note: Note, people: People, before: Reading | None, label: str = "") -> tuple[Who, str]:
    """Say who did what a predicate without a subject tells, and why; "unknown" asks the teacher."""
    verb = tokens[at]
    following = tokens[at + 1 :]
    if people.child is None:
        if before and before.subject in {"we", "i"}:
            return before.subject, "you go on about yourself"
        return "unknown", f"who {verb.text}?"
    if re.match(r"(?:me|i|doing)$", label):
        return "i", "what you did"
    if before and before.subject in {"child", "i", "we"} and before.shape in {"clause", "predicate", "score", "adjective"}:
        if before.subject == "child" and _object_is_child(following, people) and kind == "past":
            return "unknown", f"who {verb.text}?"
        return before.subject, "goes on from the clause before"
    if note.kind in {"reply", "weekly_update", "newsletter", "event_invite", "resource"} and not (before and before.subject == "child"):
        return "unknown", f"who {verb.text}?"
    if before and before.subject == "unknown" and before.shape in {"predicate", "clause"}:
        return "unknown", f"who {verb.text}?"
    if before and before.why.startswith("names another"):
        return "unknown", f"who {verb.text}?"
    if before and (before.shape == "clause" or before.state in {"left", "check"} and _has_verb(before.text)) and before.subject in {"other", "you", "unknown"}:
        return "unknown", f"who {verb.text}?"
    if kind == "modal":
        base = following[0].low if following else ""
        if verb.low in {"will", "can", "could"} and base in _I_WILL and base not in {"be", "have"} and note.kind not in _GOOD_KINDS:
            return ("i", "you will do it") if verb.low == "will" else ("unknown", f"who {verb.text} {base}?")
        if verb.low == "will" and note.kind not in _GOOD_KINDS and base not in {"be", "have"}:
            return "unknown", f"who will {base}?"
        if verb.low in {"could", "would", "should", "might", "must"} and note.kind not in _GOOD_KINDS:
            return "unknown", f"who {verb.text} {base}?"
        return "child", "about the child"
    if verb.low == "am":
        return "i", "you speak of yourself"
    if kind in {"third", "have", "do"}:
        if note.kind == "event_invite" or (note.kind == "home_learning" and verb.low in {"works", "takes", "helps", "needs", "counts", "has", "does"}):
            return "unknown", f"who {verb.text}?"
        return "child", "about the child"
    if kind == "be":
        if following and following[0].low in {"over", "about", "because", "for", "due", "from", "only"}:
            return "unknown", f"what {verb.text}?"
        return "child", "about the child"
    low = verb.low
    if _object_is_child(following, people):
        return ("i", "what you did") if low in word_set("teacher_verbs") else ("unknown", f"who {verb.text}?")
    if any(token.low in {"me", "my"} for token in following[:8]):
        return "child", "about the child"
    if note.kind in _GOOD_KINDS:
        if low in {"called", "emailed", "e-mailed", "texted", "conferenced", "pulled", "tallied", "assigned", "announced", "contacted", "met"}:
            return "unknown", f"who {verb.text}?"
        if low in {"gave", "let", "sent", "moved", "told", "talked", "spoke", "reminded", "switched", "offered"} and not following:
            return "unknown", f"who {verb.text}?"
        return "child", "about the child"
    if low in word_set("ambiguous_doer") | word_set("teacher_verbs"):
        return "unknown", f"who {verb.text}?"
    return "child", "about the child"


def _has_verb(text: str) -> bool:
    tokens = tokenize(text)
    return any(finite(tokens, at) for at in range(1, len(tokens)))


def _object_is_child(following: list[Token], people: People) -> bool:
    children = child_tokens(following, people)
    objects = {"he": "him", "she": "her", "they": "them"}.get(people.pronoun or "", "him")
    for at, token in enumerate(following[:3]):
        if at in children and not following[at + children[at] - 1].text.endswith(("'s", "’s")):
            return True
        if token.low == objects and (objects != "her" or at + 1 >= len(following) or not is_noun(following[at + 1])):
            return True
    return False


_CHILD_DOING = frozenset("making doing getting reading writing learning struggling improving growing becoming losing falling crying hitting pushing hiding refusing leaving wandering talking interrupting calling playing sitting sleeping rushing forgetting coming going missing avoiding arguing participating speaking asking answering sounding counting decoding mastering showing finishing completing staying".split())

# --- fragments ------------------------------------------------------------------------------------------------------

_INTENSE = frozenset("so very really super extra always more most such much too still quite totally incredibly extremely never not less truly consistently".split())
_PAST_CUE = re.compile(r"\b(?:today|yesterday|this (?:morning|afternoon|week)|last \w+|on (?:Mon|Tues|Wednes|Thurs|Fri)day|earlier|during|was|were)\b", re.IGNORECASE)


def _fragment(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    tokens = tokenize(text)
    here = 0
    children = child_tokens(tokens, people)
    if 0 in children and not tokens[children[0] - 1].text.endswith(("'s", "’s")) and children[0] < len(tokens) and tokens[children[0]].text not in {",", ":", "–", "-"}:
        here = children[0]
    rest_text = text[tokens[here].start :] if here < len(tokens) else text
    rest = tokenize(rest_text)
    at = 0
    while at < len(rest) and rest[at].low in _INTENSE:
        at += 1
    if at >= len(rest) or (rest[0].low == "not" and note.kind not in _GOOD_KINDS):
        return None
    word = rest[at]
    first = rest[0].low
    referred = refer(rest_text, note=note, people=people)
    body = referred.pattern[:1].lower() + referred.pattern[1:]
    unclear = f"who is '{referred.unclear[0]}'?" if referred.unclear else ""
    if first in {"happy", "glad", "willing", "free", "available", "looking"} and not here and note.kind not in _GOOD_KINDS and len(rest) > 1 and rest[1].low in {"to", "at", "for", "after", "before", "any", "forward", "on"}:
        addressed = refer(rest_text, note=note, people=people, to_family=True)
        return Reading("i", f"I am {addressed.pattern[:1].lower()}{addressed.pattern[1:]}", "check" if addressed.unclear else "sure", "you speak of yourself", "adjective", "i", text)
    if first in word_set("teacher_openers") and not here and first not in {"free", "available", "happy", "ready", "willing", "sorry", "am", "i'm"} and note.kind:
        child_in = "{" in body
        pattern = f"I am {body}" if first in {"glad", "thankful", "grateful", "proud"} else None
        return Reading("i", pattern, "sure" if pattern and (child_in or len(rest) > 3) and not unclear else "check", unclear or "you speak of yourself", "adjective", "i", text)
    if first == "looking" and len(rest) > 1 and rest[1].low == "forward":
        addressed = refer(rest_text, note=note, people=people, to_family=True)
        return Reading("i", f"I am {addressed.pattern[:1].lower()}{addressed.pattern[1:]}", "check" if addressed.unclear else "sure", "you speak of yourself", "adjective", "i", text)
    if people.child is None:
        return _line(text, clause, note=note, people=people)
    intense = at > 0 and rest[0].low in {"so", "very", "really", "super", "extremely", "incredibly", "much", "more"}
    be = "{was/were}" if _PAST_CUE.search(text) else "{is/are}"
    if word.is_word and ("JJ" in word.tags or word.low in word_set("participle_adjectives")) and word.low not in {"best", "first", "last", "next", "own", "right", "full", "total", "new", "good", "great", "nice", "huge", "big", "little", "small", "more", "much", "late", "early"} and (at + 1 >= len(rest) or rest[at + 1].low in PREPOSITIONS | {"to", "and", "that", "when", "because", "today"} or rest[at + 1].text == "," or re.match(r"(?:\d+ times|twice|once)\b", rest_text[rest[at + 1].start :])):
        state: State = "sure" if intense or not is_noun(word) or word.low in {"kind", "patient", "calm"} else "check"
        if len(rest) < 3 and not here:
            state = "check"
        if "VB" in word.tags and not intense and word.low not in {"kind", "calm", "clear", "tidy", "ready"} or rest[0].low in {"less"} or (here and rest[at].low in {"no"}):
            state = "check"
        if word.low == "missing" or (note.kind not in _GOOD_KINDS and "NN" in word.tags and not intense and word.low not in {"kind", "patient", "calm"}):
            state = "check"
        return Reading("child", "{they} " + f"{be} {body}", "check" if unclear else state, unclear or "about the child", "adjective", "child", text)
    if "VBG" in word.tags and at + 1 < len(rest):
        following = rest[at + 1]
        counted = re.search(r"\b(?:\d+ times|twice|once)\b", text)
        if counted and at == 0 and word.low not in {"being", "having", "missing"}:
            past = past_tense(word.tags["VBG"])
            if past:
                return Reading("child", "{they} " + past + body[len(word.text) :], "check" if unclear else "sure", unclear or "about the child", "adjective", "child", text)
        plain = "NN" not in word.tags or following.low in POSSESSIVES | PREPOSITIONS | {"a", "an", "the", "more", "up", "out", "great", "well", "better"} or following.is_number
        if plain and word.low not in {"during", "including", "regarding", "according", "morning", "evening", "wedding", "being", "meeting", "something", "nothing", "looking"} and not (word.low == "going" and note.kind not in _GOOD_KINDS and following.low == "to"):
            return Reading("child", "{they} {is/are} " + body, "check" if unclear or (note.kind not in _GOOD_KINDS and word.low not in _CHILD_DOING) or word.low in {"accusing", "trying", "telling", "letting", "keeping", "moving", "calling", "emailing", "hoping", "planning", "offering", "sending", "working", "having", "giving", "wondering", "asking"} and note.kind != "positive_note" else "sure", unclear or "about the child", "adjective", "child", text)
    if here and rest and rest[0].low in PREPOSITIONS and rest[0].low in {"in", "on", "at", "out", "off"}:
        counted = re.search(r"\b(?:\d+ times|twice|once)\b", text) and not re.search(r"\b(?:on|in) (?:front|back)\b", text)
        return Reading("child", "{they} {was/were} " + body, "check" if unclear else ("sure" if counted else "check"), unclear or "about the child", "adjective", "child", text)
    head = re.match(r"(?:(?:a|an|some|so much|much|lots of|huge|big|great|amazing|real|more|such|good|nice|wonderful|excellent|incredible|tremendous|noticeable|steady|clear|terrific|fantastic|super)\s+)*([a-z]+)\b", rest_text, re.IGNORECASE)
    if head and head.group(1).lower() in word_set("seen_nouns") and not here:
        noun = head.group(1).lower()
        article = ""
        if not re.match(r"(?:a|an|some|so much|much|lots of|more|such|real|steady|great|amazing|good|excellent)\b", rest_text, re.IGNORECASE) and noun in {"improvement", "jump", "gain", "change", "attitude"}:
            article = "an " if rest_text[:1].lower() in "aeiou" else "a "
        if "{" not in body and people.child:
            body = re.sub(rf"\b({noun})\b", r"\1 from {name}", body, count=1)
        return Reading("i", f"I saw {article}{body}", "check" if unclear else "sure", unclear or "what you saw", "noun", "i", text)
    counted = re.match(r"^(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?P<rest>(?:tard(?:y|ies)|absences?|late arrivals?|stickers?|missing assignments?|zeros?|stars|points|late assignments?|merits?)\b.*)$", rest_text, re.IGNORECASE)
    if counted:
        return Reading("child", "{they} {has/have} " + body if note.kind in {"follow_up"} else "{they} had " + body, "check" if unclear else "sure", unclear or "a count", "score", "child", text)
    return _noun_fragment(rest_text, rest, body, unclear, text) or _line(text, clause, note=note, people=people)


LIST_KINDS = frozenset({"welcome", "weekly_update", "newsletter", "conference_invite", "transition", "event_invite", "resource", "action_plan"})


def _line(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """A short practical jotting that is good as a line of a list ("Lunch 11:20", "Breakfast free, 7:30")."""
    if note.kind not in LIST_KINDS or clause.bracket:
        return None
    tokens = tokenize(text)
    if len(tokens) > 16 or len([token for token in tokens if token.is_word]) < 1 or any(finite(tokens, at) == "past" and not is_noun(tokens[at]) for at in range(len(tokens))):
        return None
    first = tokens[0]
    if (first.low in {"tell", "ask", "send", "check", "thank", "mention", "remind", "text", "email", "call"} and not clause.title) or first.low in {"not", "or", "and", "but", "because", "so", "if", "her", "his", "their", "she", "he", "they"} or first.low in word_set("teacher_openers"):
        return None
    if not (is_noun(first) or first.is_number or first.text[:1].isupper() or "JJ" in first.tags):
        return None
    if any(token.low in {"because", "if", "since"} or re.sub(r"['’]s$", "", token.text) in people.family_names or relation_of(re.sub(r"['’]s$", "", token.text)) for token in tokens):
        return None
    if not any(is_noun(token) for token in tokens) or re.search(r"[=?]", text):
        return None
    referred = refer(text, note=note, people=people)
    if referred.unclear or "{" in referred.pattern:
        return None
    plan = note.kind == "action_plan" or re.match(r"(?:try|plan|agreed|doing)", clause.label)
    practical = bool(re.search(r"\d", text)) or bool(clause.label) or plan
    return Reading("other", "- " + _title(clause, people) + referred.pattern, "sure" if practical else "check", "a line of a list", "list", "other", text)


def _noun_fragment(rest_text: str, rest: list[Token], body: str, unclear: str, text: str) -> Reading | None:
    """A noun phrase alone: a proposal for the teacher to tick, never sure."""
    if re.match(r"(?:first|always first|last|the first|the only)\b", rest_text, re.IGNORECASE):
        article = "" if rest_text.lower().startswith("the") else "the "
        body = re.sub(r"^always first", "always the first", body)
        return Reading("child", "{they} {was/were} " + (article if not body.startswith("always") else "") + body, "check", unclear or "is this about the child?", "noun", "child", text)
    if rest[0].low in {"best", "great", "good", "nice", "beautiful", "excellent", "wonderful", "amazing", "awesome", "super", "fantastic", "terrific"} and len(rest) > 1:
        noun = next((token for token in rest[1:4] if is_noun(token)), None)
        if noun:
            article = "" if "NNS" in noun.tags and "NN" not in noun.tags or noun.low in word_set("mass_nouns") else ("the " if rest[0].low == "best" else "a" + ("n " if rest[0].low[0] in "aeiou" else " "))
            return Reading("child", "{they} had " + article + body, "check", unclear or "a noun alone: is this the sentence you mean?", "noun", "child", text)
    return None


# --- doubts ---------------------------------------------------------------------------------------------------------

_SPANISH = re.compile(r"\b(?:el|la|los|las|que|en|de|con|por|para|una|un|su|sus|muy|está|esta|hoy|ha|no|se|le|al|del|ayer|clase)\b", re.IGNORECASE)
_GUESS = re.compile(r"\b(?:i think|i guess|probably|maybe|prob|perhaps|not sure|idk|i suspect|i wonder|seems like|must be|apparently|heard that|kids say|kids saying|supposedly)\b", re.IGNORECASE)
_ODD = re.compile(r"[=<>#*~^|\\@→]|\?\?|(?<![\d\w])/|/(?![\d\w])|[A-Za-z]/[A-Za-z]")


def _foreign(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < 3:
        return False
    return len(_SPANISH.findall(text)) >= max(2, len(words) * 0.28) and bool(re.search(r"\b(?:el|la|los|las|que|en|de|con|por|para|su|sus|muy|hoy|del)\b", text, re.IGNORECASE)) and len(re.findall(r"\b(?:the|and|is|was|with|to|of|for|he|she)\b", text, re.IGNORECASE)) == 0


def _doubt(reading: Reading, clause: Clause, *, note: Note, people: People) -> Reading:
    """Take back sureness where something in the clause could be misread, and say what."""
    if reading.pattern is None or reading.state in {"left", "never"}:
        return reading
    reading = replace(reading, pattern=_complete(reading.pattern, reading.shape, known=people.pronoun is not None))
    assert reading.pattern is not None
    pattern = fill(reading.pattern, Speaking(people.child or "Maya", "she"), voice="name")

    def held(why: str) -> Reading:
        return replace(reading, state="check", why=why) if reading.state == "sure" else reading

    others = [name for name in people.others if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", pattern)]
    if others:
        return _hide_others(reading, others, note=note)
    kin = [name for name in people.family_names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", pattern)]
    if kin and reading.shape != "thanks":
        return held(f"names {kin[0]}, who reads this: please say “you”, or leave it out")
    adults = family_left(re.sub(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)", "", reading.pattern))
    if adults and reading.shape != "ask":
        own = re.search(r"\{their\} (?:\w+ )?(?:" + "|".join(re.escape(a) for a in adults) + r")(?!\w)", reading.pattern)
        if not own or note.kind not in {"positive_note", "home_learning", "follow_up"}:
            reading = held(f"'{adults[0]}' is not on record as the reader")
            return reading
    if reading.shape != "ask" and _GUESS.search(re.sub(r"\"[^\"]*\"", "", reading.text)):
        return held("a guess, not something you saw")
    if _ODD.search(re.sub(r"\{[^}]*\}|\d+/\d+|\"[^\"]*\"|and/or", "", pattern)) or re.search(r"\$(?!\d)", pattern):
        return held("a sign or slash that could be read two ways")
    if re.search(r"\{they\} (?:\S+ )?\S+ \{them\}(?! (?:self|own))", reading.pattern):
        return held("who is 'him' or 'her' here?")
    if re.search(r"\breads? (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\d+th) grade$", pattern):
        return held("at which level?")
    plain = tokenize(pattern)
    initial = re.search(r"\b(?:for|with|and|to|from|by|at|told|helped|asked|hit|bit) ([B-HJ-Z])\b(?![.'’\w])", pattern)
    if initial and not re.search(r"\b(?:level|door|row|plan|section|room|letter|grade|vitamin|part|step) [A-Z]\b", pattern) and reading.shape in {"clause", "predicate"}:
        return held(f"who is '{initial.group(1)}'?")
    if reading.who == "i" and re.search(r", (?:still )?\w+ing\b(?!.*\b(?:to|for) (?:her|him|them)\b)", pattern):
        return held("who does the second half?")
    if re.search(r"\b(?:slept|cried|waited|worked|practiced|walked|ran|did|stayed|rested|read) (?:about )?\d+$", pattern):
        return held("how much of what? the unit is missing")
    if re.match(r"(?:the |\{their\} )?goal met\b", reading.pattern):
        return held("met, or not yet?")
    if re.search(r", (?:either|it|that|he|she|this)(?:'s|s| is)\b", pattern) and reading.shape == "clause":
        return held("two sentences run together")
    if re.fullmatch(r"\{they\} \{is/are\} in (?:the )?\w+ grade", reading.pattern):
        return held("the family knows this")
    if len(plain) > 26 and pattern.count(",") > 2:
        return held("several thoughts in one: please check")
    if len(plain) > 34:
        return held("long: please check the whole sentence")
    if pattern.count('"') % 2 or pattern.count("(") != pattern.count(")"):
        return held("a quotation or bracket that does not close")
    strange = _strange(plain, people)
    if strange:
        return held(f"'{strange}' may be shorthand")
    return _grammar_doubt(reading, plain) or reading


def _complete(pattern: str, shape: str, *, known: bool = True) -> str:
    """Put back the small words that a jotting leaves out before a thing: "lost first tooth", "finished essay"."""
    if shape not in {"clause", "predicate", "request"}:
        return pattern
    pattern = re.sub(r"^(\{they\} (?:\w+ly )?(?:lost|wrote|read|finished|earned|made|got|built|drew|published|solved|scored|won)) (first|second|third|own)\b(?= [a-z])(?! (?:in|place|time|to|of|at|on|and|prize)\b)", r"\1 {their} \2", pattern)
    said = fill(pattern, Speaking("Maya", "she"), voice="name")
    bare = _bare_object(tokenize(said))
    if not bare:
        return pattern
    found = re.search(rf"(?P<verb>[\w']+) (?P<phrase>(?:[\w'-]+ ){{0,3}}{re.escape(bare)})(?!\w)", pattern)
    if not found or "{" in found.group("phrase"):
        return pattern
    # the phrase begins right after the verb
    words_in = tokenize(pattern)
    start = next((token for at, token in enumerate(words_in) if at and token.start >= found.start("phrase") and "VBD" in words_in[at - 1].tags or at and words_in[at - 1].low in {"bring", "send", "finish", "write", "give", "make", "use", "keep", "read", "gives", "brings"}), None)
    if start is None or start.start > found.end() or "{" in pattern[start.start : found.end()]:
        return pattern
    verb = words_in[words_in.index(start) - 1].low
    if bare.lower() in word_set("child_nouns") | {"shoes", "jacket"} and known and pattern.startswith("{they}") and verb not in _CREATES:
        return f"{pattern[: start.start]}{{their}} {pattern[start.start :]}"
    article = "a" if verb in _CREATES else "the"
    if article == "a" and start.low[0] in "aeiou":
        article = "an"
    return f"{pattern[: start.start]}{article} {pattern[start.start :]}"


_CREATES = frozenset("wrote drew made built painted composed created told got earned had gave asked found sang invented designed won received bring write make give sent sewed baked knitted planted".split())


def _hide_others(reading: Reading, others: list[str], *, note: Note) -> Reading:
    """In good news another child becomes "a classmate"; in anything else the row waits for the teacher."""
    pattern = reading.pattern or ""
    bracketed = re.sub(r"\s*\([^()]*\)", "", pattern)
    if bracketed != pattern and not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", bracketed) for name in others):
        return replace(reading, pattern=bracketed)
    if len(others) == 1 and note.kind == "positive_note" and reading.shape in {"clause", "predicate"} and reading.who in {"child", "other", "i"}:
        name = re.escape(others[0])
        mentions = list(re.finditer(rf"(?<!\w){name}(?!['’\w])", pattern))
        if len(mentions) == 1 and mentions[0].start() > 0 and not re.search(r"\b(?:the|a|an|in|at|from|of|on|called|named) $", pattern[: mentions[0].start()]) and not re.search(rf"(?:\band|,) {name}(?!\w)|{name} (?:and|,)", pattern):
            return replace(reading, pattern=pattern[: mentions[0].start()] + "a classmate" + pattern[mentions[0].end() :])
    if len(others) == 1 and note.kind in {"positive_note"} and reading.shape in {"clause", "predicate"}:
        name = re.escape(others[0])
        hidden, count = re.subn(rf"\b(with|and|to|for|asked|helped|helping|taught|told|showed|invited|comforted|from|shared|cheered|at|paired|thanked|welcomed|partner|of|by|gave|let) {name}(?!['\w])", r"\1 a classmate", pattern)
        hidden, owned = re.subn(rf"(?<!\w){name}['’]s\b", "a classmate's", hidden)
        if count + owned == 1 and not re.search(rf"(?<!\w){name}(?!\w)", hidden):
            return replace(reading, pattern=hidden)
    if note.kind != "positive_note" and len(others) == 1 and reading.shape in {"clause", "predicate"} and reading.who == "child":
        hidden = re.sub(rf"(?<!\w){re.escape(others[0])}(?!['\w])", "a classmate", re.sub(rf"(?<!\w){re.escape(others[0])}['’]s\b", "a classmate's", pattern))
        return replace(reading, pattern=hidden, state="check", why="another child stays unnamed")
    if reading.shape == "ask" or "{" in pattern or reading.who == "child":
        return Reading("other", None, "left", "names another child: say it without the name", "wanted", "other", reading.text)
    return Reading("other", None, "left", "names another child: say it without the name", reading.shape, "other", reading.text)


def _strange(tokens: list[Token], people: People) -> str | None:
    """Return a word that looks like shorthand nobody wrote out."""
    for token in tokens:
        if not token.is_word or token.tags or not token.text.isalpha() or not token.text.islower():
            continue
        if token.low in _KNOWN or token.low in {form.lower() for form in people.child_forms}:
            continue
        if len(token.text) <= 3 or not re.search(r"[aeiouy]", token.low):
            return token.text
    return None


_KNOWN = frozenset("kg lb lbs cm mm ft oz km ml mph gal min sec tv dj dna usb hiv vip asap rsvp pdf url id ok hmm shy pho bff emo spa".split()) | frozenset(
    PREPOSITIONS | DETERMINERS | POSSESSIVES | ADVERBS | TIME_WORDS | BE | HAVE | DO | MODALS
    | set("he she they it i we you him them me us and but or nor so yet if because when while that who which whom whose what how why where "
          "whether not am be been being to as than both each one ones all such own same other x pm s t d ll re ve m who's oh mr mrs ms dr until etc vs "
          "his hers theirs ours yours mine himself herself themself themselves itself myself yourself did done had having doing there their our".split())
)


def _grammar_doubt(reading: Reading, plain: list[Token]) -> Reading | None:
    """The finished-sentence gate: two verbs in a row, a bare count noun, a sentence that stops in the middle."""
    last = plain[-1]
    if last.low in {"the", "a", "an", "and", "or", "of", "because", "but", "his", "my", "is", "was", "are", "than"} and reading.shape != "ask":
        return replace(reading, state="check", why="stops in the middle") if reading.state == "sure" else reading
    if reading.shape in {"clause", "predicate", "event"} and reading.state == "sure" and not any(finite(plain, at) or (at and {"VBZ", "VBD"} & set(plain[at].tags)) for at in range(len(plain))) and not re.search(r"\bplease\b", reading.pattern or "", re.IGNORECASE) and not any(token.low in {"i", "we", "you"} for token in plain):
        return replace(reading, state="check", why="no verb: please say it as a sentence")
    if re.search(r"(?<!that)(?<!and)(?<!but)(?<!because)(?<!if)(?<!when)(?<!so)(?<!think)(?<!know)(?<!as)(?<!says)(?<!said)(?<!sure)(?<!hope)(?<!until)(?<!while)(?<!where)(?<!what)(?<!how)(?<!than)(?<!since)(?<!although)(?<!though)(?<!before)(?<!after)(?<!whether)(?<!once)(?<!means)(?<![,:;.\"']) (?:it|there) (?:is|was) (?!\w*$)", reading.pattern or "") and reading.state == "sure" and not re.match(r"(?:\w+ )?(?:it|there) (?:is|was)", reading.pattern or "", re.IGNORECASE):
        return replace(reading, state="check", why="two sentences run together")
    if reading.shape in {"clause", "predicate"} and reading.state == "sure":
        bare = _bare_object(plain)
        if bare:
            return replace(reading, state="check", why=f"a word seems to be missing before '{bare}'")
        if re.search(r"\b(?:now|then) \d", reading.text) and re.search(r"\bwas \d", reading.text):
            return replace(reading, state="check", why="two figures: which came first?")
        run_on = _run_on(plain)
        if run_on:
            return replace(reading, state="check", why="two sentences run together")
    return None


def _bare_object(tokens: list[Token]) -> str | None:
    """Return a singular count noun that stands right after a verb or preposition without an article."""
    for at in range(1, len(tokens) - 0):
        token = tokens[at]
        if not token.is_word or token.text[:1].isupper() or "NN" not in token.tags or "NNS" in token.tags:
            continue
        if token.low in word_set("mass_nouns") or "VBG" in token.tags or "RB" in token.tags or token.low in _KNOWN:
            continue
        if "VB" in token.tags and ("JJ" in token.tags or tokens[at - 1].low in {"to", "and"} | MODALS | DO):
            continue
        before = tokens[at - 1]
        verb = (before.low in {"send", "bring", "finish", "write", "give", "make", "use", "keep", "read"} and at > 1 and tokens[at - 2].low in {"will", "to", "can", "i", "please", "we"}) or before.is_word and "VBD" in before.tags and "NN" not in before.tags and before.low not in {"was", "felt"}
        if not verb or "JJ" in token.tags or "VBD" in token.tags or "VBN" in token.tags:
            continue
        head = at
        while head + 1 < len(tokens) and tokens[head + 1].is_word and is_noun(tokens[head + 1]) and not finite(tokens, head + 1) and tokens[head + 1].low not in PREPOSITIONS:
            head += 1
        if head > at:
            if "NNS" in tokens[head].tags and "NN" not in tokens[head].tags or tokens[head].low in word_set("mass_nouns") or tokens[head].low in ADVERBS:
                continue
            at, token = head, tokens[head]
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if following in {"home", "back", "alone", "again"} or following in {"and", "or", ",", ""} | PREPOSITIONS | TIME_WORDS:
            if token.low in _COUNT_NOUNS or not re.search(r"(?:ness|ment|ity|ship|ance|ence|tion|sion|ism|ing|logy|graphy|cy|ery|ure|dom|hood|th)$", token.low):
                return token.text
    return None


_COUNT_NOUNS = frozenset("song action question section".split())


def _run_on(tokens: list[Token]) -> bool:
    """Two finite verbs of one tense with nothing to join them ("comes in quietly gets right to work")."""
    last_verb: int | None = None
    for at, token in enumerate(tokens):
        if token.text in {",", ";", ":", "—", "–", "("} or token.low in {"and", "but", "or", "so", "because", "when", "while", "that", "who", "which", "if", "than", "as", "what", "how", "where", "until", "before", "after", "since", "though", "although", "once", "whether", "why", "then", "unless", "it", "he", "she", "they", "i", "we", "you", "x"}:
            last_verb = None
            continue
        kind = finite(tokens, at)
        if kind in {"past", "third"} and token.low not in {"used", "let", "left"}:
            if last_verb is not None and at - last_verb > 1 and not is_noun(token) and tokens[at - 1].low not in {"got", "get", "had", "have", "has", "been", "being", "without", "was", "were", "is", "are", "not", "the", "a", "her", "his", "my", "more", "most", "very"}:
                return True
            last_verb = at
    return False
