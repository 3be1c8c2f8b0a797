"""Days of school life that notes tell without a verb: a plan that works, days on time, what comes home, what was picked."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafting.facts.clauses import Clause
from drafting.facts.dates import DAY, MONTH
from drafting.facts.expressions import expression
from drafting.facts.grammar import PRONOUNS, Token, finite, is_noun, tokenize, word_set
from drafting.facts.kinds import GOOD_KINDS, LIST_KINDS
from drafting.facts.names import named_in
from drafting.facts.people import People
from drafting.facts.tidy import tidy
from drafting.types import Note, Who

_NOT_A_TRIAL = re.compile(
    r"not a (?:disciplinary|discipline|bad news|behavior) (?:meeting|talk|call|conference|matter|thing|problem)$"
)
_NOT_TAKING = re.compile(
    r"not (?:reducing|cutting|changing|ending|dropping|removing) (?:{their}|his|her|their|any|the|[A-Z])", re.IGNORECASE
)
_TAKES_GUTS = re.compile(
    r"(?:takes|took) (?:real |a lot of |so much |some |lots of )?(?:guts|courage|heart|bravery|patience|nerve)$"
)
_NONE_DONE = re.compile(
    r"no (?P<what>(?:\w+ )?(?:classwork|homework|work|assignments?|essays?|reading logs?|labs?|projects?|forms?)) "
    r"(?P<how>turned in|handed in|done|completed|submitted|returned|finished)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_WORKING = re.compile(
    r"(?:the |our |this |{their} )?(?P<what>(?:\w+ )?(?:plan|chart|timer|system|routine|checklist|calendar|seat|"
    r"schedule|breaks|strategy|planner|folder|log|agenda)) (?:is |are )?(?P<still>still )?(?P<how>working|helping)"
    r"(?P<rest>(?: (?:well|great|so far|a lot|now))*)$",
    re.IGNORECASE,
)
_STILL_HELPING = re.compile(
    r"(?P<what>[a-z]\w*(?: \w+){0,2} (?:with|at|before|after|in) (?:\w+ ){0,2}\w+) still (?P<how>helping|working)"
    r"(?P<rest>(?: \w+){0,3})$",
    re.IGNORECASE,
)
_SO_MANY_DAYS = re.compile(
    r"(?P<days>(?P<n>\d+) (?:of|out of) (?:the )?(?:last )?(?P<m>\d+) (?:days|mornings|times|classes|afternoons)) "
    r"(?P<how>on time|prepared|ready|present|on task)(?P<rest>(?: (?:this|last) (?:week|month|quarter))?)"
    r"(?:, (?:it )?(?:was|up from|from|down from) (?P<was>(?P<i>\d+) (?:of|out of) (?P<j>\d+))"
    r"(?P<when>(?: (?:last|the) \w+(?: before)?)?))?$"
)
_COMING_HOME = re.compile(
    r"(?P<what>(?!i\b|he\b|she\b|they\b|we\b)[a-z]\w+(?: \w+)?) (?P<how>coming|going|headed) home\b(?P<rest>.*)$"
)
_WAS_PICKED = re.compile(
    r"(?P<what>.{3,60}?) (?P<how>picked|chosen|selected|accepted|nominated) (?P<rest>(?:for|as|to|into) .+)$"
)
_NO_TWO = re.compile(r"no two (?P<what>\w+s) (?:(?:were|are) )?(?:alike|the same)$")
_FROM_TO = re.compile(
    r"(?P<what>missing (?:homework|work|assignments)|tardies|late arrivals|absences|office visits|call-outs|interruptions|"
    r"meltdowns|reminders|accidents|nurse visits) (?:is |are )?(?:now )?(?P<how>down|up) (?:from )?(?P<a>\d+) to (?P<b>\d+)"
    r"(?P<rest>(?: (?:a|this|per|since) \w+)?)$",
    re.IGNORECASE,
)
_SUITS = re.compile(
    r"^(?:any|either|\w+day|the \d|tomorrow|next|this)\b.{0,40}\bworks? (?:for me|best for me|well for me)$"
)
_LET_ME = re.compile(r"[Ll]et me (?P<rest>(?!know\b|tell\b|see\b|be\b|say\b)[a-z]+ .+)$")
_PHONE_OUT = re.compile(
    r"(?:had )?(?:her |his |their )?phone (?:was )?out(?P<rest>(?: (?:again|in|during|at|\d|for|all|today|this|every)\b.*)?)$"
)
_BOTH_SPEAK = frozenset({"concern", "reply", "conference_invite", "follow_up", "action_plan"})
_SINCE = re.compile(
    r"(?:about |almost |over )?(?:\d+|one|two|three|four|five|six|a|a few|a couple of) (?:day|week|month)s? since (?:we|I|our|the|my)\b",
    re.IGNORECASE,
)
_TO_GO = re.compile(
    r"(?:only |just )?(?:\d+|two|three|four|five) (?:more|left)(?: \w+)? to (?:go|learn|finish)$", re.IGNORECASE
)
_ARE_LEFT = re.compile(
    r"(?P<only>only |just )(?P<what>(?:the )?[\w' ,]+?) (?P<how>left|to go)(?: now)?$", re.IGNORECASE
)
_IS_DONE = re.compile(
    r"(?P<own>(?:the |his |her |their )?)(?P<what>[\w'-]+(?: [\w'-]+){0,3}) (?P<how>done|finished|complete|completed|memorized|mastered)(?P<rest>(?: (?:today|now|already|by \w+|on \w+day))?)$",
    re.IGNORECASE,
)
_THEN_THE_LAST = re.compile(
    r"(?P<what>(?:\w+ ){0,3}(?:quiz|test|exam|check|essay|project))(?P<day> today| yesterday)?,?(?: was(?: an?)?)? (?P<a>\d+(?:%|/\d+)?)(?:, | \()(?:the )?last (?:one|time),? (?:was )?(?P<b>\d+%?)\)?$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?P<what>(?:mid-year |middle-of-year |end-of-year |fall |spring |winter )?reading)(?: level)?(?:[:,]| at)? level (?P<level>[A-Z]|\d+)$",
    re.IGNORECASE,
)
_TIME_ON = re.compile(
    r"(?P<time>(?:about |almost |over )?\d+ (?:minutes|hours)) (?P<what>on (?!the (?:phone|bus|clock|timer)\b).+)$",
    re.IGNORECASE,
)
_TOOK_TIME = re.compile(
    r"took (?P<who>him|her|them) (?P<time>(?:about |almost |over |only )?(?:\d+|a|an|one|two|three|four|five|six) (?:minutes|hours?|days?|weeks?|tries|attempts)\b.*)$",
    re.IGNORECASE,
)
_TOOK_SO_LONG = re.compile(
    r"took (?:about |almost |over |only )?(?:\d+|a|an|one|two|three|four|five|six) (?:minutes|hours?|days?|weeks?|tries|attempts)$",
    re.IGNORECASE,
)
_BIG_FOR = re.compile(
    r"(?:a |such a )?(?P<what>(?:really |very )?(?:big|huge|major) (?:deal|step|moment|day|win|change|leap|thing)) for (?:him|her|them)$",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(
    rf"(?P<what>(?:next|annual|final|first) (?:\w+ )?(?:review|meeting|check-in|conference|report))(?: is)? (?P<when>in {MONTH}|(?:on )?(?:{DAY}, )?{MONTH} \d{{1,2}}|(?:on )?\d{{1,2}}/\d{{1,2}})$",
    re.IGNORECASE,
)
_BOOKS = re.compile(
    r"(?:already )?(?:\d+|two|three|four|five|six) (?:books|novels|chapters) (?:since|this|so far|already|in)\b.*$",
    re.IGNORECASE,
)
_GRADES = re.compile(
    r"(?:grade )?(?:(?:up |went )?from )?(?:an? )?(?P<a>[A-F][+-]?) to (?:an? )?(?P<b>[A-F][+-]?)(?P<rest>(?: (?:this|in|on|since)\b.*)?)$"
)
_MARK_ON = re.compile(r"(?P<mark>[6-9]\d|100) on (?P<what>(?:the|his|her|their) [^\W\d_]+(?: [^\W\d_]+){0,2})$")
_MARK_OF = re.compile(r"(?P<what>(?:\w+ )?(?:quiz|test|exam)):? (?P<mark>[6-9]\d|100)$", re.IGNORECASE)
_HAD_NONE = re.compile(
    r"no (?P<what>[\w' ]+?) (?P<often>(?:twice|once|\d+ times|\d+ of (?:the )?(?:last )?\d+ \w+)(?: (?:this|last) \w+)?)$",
    re.IGNORECASE,
)
_IS_FINE = re.compile(
    r"(?P<what>participation|effort|behavior|attitude|work|classwork|attendance|focus|homework|reading|math) "
    r"(?P<how>(?:otherwise |mostly |generally |still )?(?:fine|good|great|strong|okay|solid|better))$",
    re.IGNORECASE,
)
_FIGURE = r"(?:\d{1,2}:\d\d|\d+(?:\.\d+)?%?|\d+/\d+)"
_THEN_AND_NOW = re.compile(
    rf"(?P<what>[A-Za-z]+(?: [A-Za-z]+)?) (?P<a>{_FIGURE}) (?P<then>in [A-Z]\w+|last \w+|\w+ weeks ago|a month ago),? (?:and |then |now )?"
    rf"(?P<b>{_FIGURE}) (?P<now>today|now|this week|yesterday|on \w+day)$"
)
_FIRST_ONE = re.compile(
    r"(?:the |his |her |their )?(?:first|second|third|highest|best) (?:\w+ )?(?:one|score|grade|hundred|100)"
    r"(?: (?:this|since|all|so far|ever|in) ?[\w ]*)?$"
)
_OFFERED = r"(?!no\b|not\b)[a-z]+(?: [a-z]+)? (?:available|welcome|provided|included|optional|required|needed|invited)"
_AT_HAND = re.compile(rf"{_OFFERED}(?:(?:, (?:and )?| and ){_OFFERED})*$", re.IGNORECASE)
_ROOM = re.compile(r"room [A-Z]?\d+[A-Za-z]?$", re.IGNORECASE)
_AT_WORK_ON = re.compile(r"(?:working on|learning (?:about|to|how)|practicing|reviewing|studying) \w", re.IGNORECASE)
_WITHOUT_FOR = re.compile(
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?(?:days|weeks|months|mornings|classes|lessons)"
    r"(?: in a row)? (?:with (?:no|zero|only)|without)\b",
    re.IGNORECASE,
)
_LESS_IS_NOT_TOLD = frozenset({"iep_progress", "conference_invite", "transition"})


class Told(NamedTuple):
    """A pattern for the clause, whose it is, and its shape."""

    pattern: str
    who: Who = "other"
    shape: str = "clause"
    plain: bool = False
    """True where family words mean anybody's ("siblings are welcome")."""


def routine(text: str, clause: Clause, *, note: Note, people: People) -> Told | None:
    """Return what a clause of these shapes says; None where it has none of them."""
    low = text.lower()
    if _NOT_A_TRIAL.match(low):
        return Told(f"this is {low}", "i")
    if _NOT_TAKING.match(low) and note.kind in _LESS_IS_NOT_TOLD:
        return Told(f"we are not{text[3:]}", "we")
    if _TAKES_GUTS.match(low):
        return Told(f"that {low}")
    found = _NO_TWO.match(low)
    if found:
        return Told(f"no two {found['what']} are alike")
    found = _NONE_DONE.match(text)
    if found and people.child:
        what = found["what"].lower()
        return Told(f"no {what} {'have' if _several(what) else 'has'} been {found['how']}{found['rest']}")
    found = _FROM_TO.match(text)
    if found:
        be = "are" if _several(found["what"]) else "is"
        return Told(f"{found['what'].lower()} {be} {found['how']} from {found['a']} to {found['b']}{found['rest']}")
    found = _SO_MANY_DAYS.match(text)
    if found and people.child:
        plan = _WORKING.match(tidy(clause.title, people)) if clause.title else None
        lead = f"the {plan['what'].lower()} is {plan['how'].lower()}: " if plan else ""
        return Told(
            f"{lead}{{they}} {{was/were}} {found['how']} {found['days']}{found['rest']}{_since(found)}", "child"
        )
    found = _WORKING.match(text)
    if found:
        what = found["what"].lower()
        be = "are" if what.endswith("s") else "is"
        return Told(f"the {what} {be} {found['still'] or ''}{found['how'].lower()}{found['rest']}")
    found = _STILL_HELPING.match(text)
    if found and not _told_already(found["what"]):
        be = "are" if "NNS" in tokenize(found["what"])[0].tags else "is"
        return Told(f"{found['what']} {be} still {found['how']}{found['rest']}")
    found = _COMING_HOME.match(text)
    if found and is_noun(_last(found["what"])) and people.child not in found["what"].split():
        be = "are" if _several(found["what"]) else "is"
        return Told(f"the {found['what']} {be} {found['how']} home{found['rest']}", shape="event")
    if _SUITS.match(low) and note.kind in _BOTH_SPEAK:
        return Told(text, "i")
    found = _LET_ME.match(text)
    if found:
        return Told(f"I will {found['rest']}", "i")
    found = _PHONE_OUT.match(text)
    if found and people.child:
        return Told(f"{{they}} had {{their}} phone out{found['rest']}", "child")
    if _SINCE.match(text):
        return Told(f"it has been {text[:1].lower()}{text[1:]}")
    found = _AT_HAND.match(text)
    if found and note.kind in LIST_KINDS:
        said = [_there(part) for part in expression(r", (?:and )?| and ").split(text)]
        return Told(" and ".join(said), shape="event", plain=True)
    if _ROOM.match(text) and note.kind in LIST_KINDS:
        return Told(f"we are in {text[:1].lower()}{text[1:]}", "we", "event")
    if _AT_WORK_ON.match(text) and note.kind in {"home_learning", "weekly_update", "newsletter"}:
        return Told(f"we are {text[:1].lower()}{text[1:]}", "we")
    if _TO_GO.match(text):
        return Told(f"there are {text[:1].lower()}{text[1:]}")
    found = _IS_FINE.match(text)
    if people.child and found:
        return Told(f"{{their}} {found['what'].lower()} is {found['how']}")
    standing = _standing(text, note=note, people=people) if people.child else None
    if standing:
        return standing
    if people.child and note.kind in GOOD_KINDS and _FIRST_ONE.match(text):
        return Told(f"that is {{their}} {expression('^(?:the|his|her|their) ').sub('', text)}", "child")
    if people.child and note.kind in GOOD_KINDS and _WITHOUT_FOR.match(text):
        return Told(f"{{they}} had {text}", "child")
    found = _WAS_PICKED.match(text)
    if (
        found
        and note.kind in GOOD_KINDS
        and people.child
        and _may_be_done(found["what"])
        and not _a_thing(found["what"], people)
    ):
        what = _small(found["what"])
        return Told(f"{{their}} {what} {'were' if _several(what) else 'was'} {found['how']} {found['rest']}")
    if found and not _told_already(found["what"]) and _a_thing(found["what"], people):
        return Told(f"{found['what']} {'were' if _several(found['what']) else 'was'} {found['how']} {found['rest']}")
    return None


def _standing(text: str, *, note: Note, people: People) -> Told | None:
    """Where the child stands: what is done and what is left, a mark beside the last one, a level."""
    found = _THEN_AND_NOW.match(text)
    if found:
        return Told(
            f"{{their}} {found['what'].lower()} was {found['a']} {found['then']} and {found['b']} {found['now']}",
            "child",
            "score",
        )
    found = _NEXT_MEETING.match(text)
    if found:
        on = "" if found["when"].lower().startswith(("in ", "on ")) else "on "
        return Told(f"the {_small(found['what'])} is {on}{found['when']}", shape="event")
    found = _ARE_LEFT.match(text)
    if found and not _told_already(found["what"]):
        be = "are" if _several(found["what"]) or " and " in found["what"] else "is"
        return Told(f"{found['only'].lower()}{found['what']} {be} {found['how'].lower()}")
    found = _IS_DONE.match(text) if note.kind in GOOD_KINDS else None
    if found and _may_be_done(found["what"]):
        what = _small(found["what"])
        return Told(f"{{their}} {what} {'are' if _several(what) else 'is'} {found['how'].lower()}{found['rest']}")
    found = _THEN_THE_LAST.match(text)
    if found and not named_in(text, people.child_forms):
        trend = "up" if int(found["a"].rstrip("%").split("/")[0]) > int(found["b"].rstrip("%")) else "down"
        pattern = f"{{they}} scored {found['a']} on the {_small(found['what'])}{found['day'] or ''}, {trend} from {found['b']} on the last one"
        return Told(pattern, "child", "score")
    found = _GRADES.match(text)
    if found and note.kind in GOOD_KINDS:
        return Told(f"{{their}} grade went from {_graded(found['a'])} to {_graded(found['b'])}{found['rest']}", "child")
    found = _MARK_ON.match(text) or _MARK_OF.match(text) if note.kind in GOOD_KINDS else None
    if found and not named_in(text, people.child_forms):
        what = (
            found["what"]
            if found["what"].split()[0].lower() in {"the", "his", "her", "their"}
            else f"the {_small(found['what'])}"
        )
        return Told(f"{{they}} scored {found['mark']} on {what}", "child", "score")
    found = _TIME_ON.match(text) if note.kind in GOOD_KINDS else None
    if found:
        return Told(f"{{they}} spent {found['time'].lower()} {found['what']}", "child")
    found = _BOOKS.match(text) if note.kind in GOOD_KINDS else None
    if found:
        return Told(f"{{they}} {{has/have}} read {text[:1].lower()}{text[1:]}", "child")
    found = _HAD_NONE.match(text) if note.kind in {"concern", "follow_up"} else None
    if found and not _told_already(found["what"]):
        return Told(f"{{they}} had no {found['what']} {found['often']}", "child")
    found = _TOOK_TIME.match(text)
    if found and found["who"].lower() == {"he": "him", "she": "her", "they": "them"}.get(people.pronoun or ""):
        return Told(f"it took {{them}} {found['time']}")
    found = _TOOK_SO_LONG.match(text)
    if found:
        return Told(f"it {text[:1].lower()}{text[1:]}")
    found = _BIG_FOR.match(text) if people.pronoun else None
    if found:
        return Told(f"that was a {found['what'].lower()} for {{them}}")
    found = _LEVEL.match(text)
    if found:
        return Told(f"{{their}} {found['what'].lower()} is at level {found['level'].upper()}", "child", "score")
    return None


def _graded(grade: str) -> str:
    return f"{'an' if grade[0] in 'AF' else 'a'} {grade}"


def _may_be_done(what: str) -> bool:
    """Say whether a phrase is a thing ("birdhouse", "7 times tables"), and no "they", no "good job"."""
    first, last = tokenize(what)[0], _last(what)
    if first.low in word_set("praise_adjectives") or last.low in {"job", "part", "work"}:
        return False
    thing = not last.tags or {"NN", "NNS"} & set(last.tags)
    return bool(thing) and first.low not in PRONOUNS | {"not", "all", "almost", "when"} and not _told_already(what)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _last(what: str) -> Token:
    return tokenize(what)[-1]


def _there(part: str) -> str:
    """Say that something is to hand: "interpreter available", "siblings welcome"."""
    if expression(r"\b(?:is|are)\b").search(part):
        return part[:1].lower() + part[1:]
    thing, _, state = part.rpartition(" ")
    thing = thing[:1].lower() + thing[1:]
    if _several(thing):
        return f"{thing} are {state}"
    mass = _last(thing).low in word_set("mass_nouns") or _last(thing).low in _UNCOUNTED
    article = "" if mass else "an " if thing[0] in "aeiou" else "a "
    return f"{article}{thing} is {state}"


_UNCOUNTED = frozenset("childcare parking transportation pizza popcorn food coffee rsvp registration admission".split())


def _several(what: str) -> bool:
    return "NNS" in _last(what).tags and "NN" not in _last(what).tags


def _told_already(what: str) -> bool:
    tokens = tokenize(what)
    return any(finite(tokens, at) for at in range(len(tokens)))


def _a_thing(what: str, people: People) -> bool:
    """Say whether a phrase names a thing somebody owns ("Amara's portrait of her grandfather", "her poem")."""
    first = tokenize(what)[0]
    owned = first.text.endswith(("'s", "’s")) or first.low in {"his", "her", "their", "the"}
    return owned and people.child is not None and len(tokenize(what)) > 1


def _since(found: re.Match[str]) -> str:
    """Say from where it came: ", up from 1 of 5"."""
    if not found["was"]:
        return ""
    rises = int(found["n"]) * int(found["j"]) > int(found["i"]) * int(found["m"])
    return f", {'up' if rises else 'down'} from {found['was']}{found['when'] or ''}"
