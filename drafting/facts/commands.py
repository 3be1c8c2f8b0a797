"""Orders in a note: to whoever writes ("tell mom ..."), or to the family ("bring a towel")."""

from __future__ import annotations

import re

from drafting.facts.clauses import Clause
from drafting.facts.expressions import expression
from drafting.facts.grammar import DETERMINERS, PREPOSITIONS, Token, finite, tokenize, word_set
from drafting.facts.people import People
from drafting.facts.proposals import Reading, left
from drafting.facts.refer import refer
from drafting.facts.speech import CARRY
from drafting.facts.subjects import with_subject
from drafting.types import Note, State

_COMMANDS = re.compile(
    r"^(?:please |pls |just |only |can you |could you )*(?:tell|let|mention|say|send (?:this |it )?(?:to|"
    r"home|separately)|remind|include|explain|welcome|keep (?:it|this) |"
    r"make (?:it|this|sure this)|write|draft|address|start with|end with|lead with|sign off|use|avoid|be "
    r"sure|sign(?:ed)?:? (?:it )?(?:all|both|from|as|off)|focus on|add|put|note that|"
    r"correction|congratulate|emphasize|stress|apologize|reply|respond|thank|invite|want (?:them|her|him|"
    r"mom|dad|parents)? ?to know|not too|nothing too|short|tone)\b",
    re.IGNORECASE,
)
_JUST = re.compile(r"^just (?=(?:bring|wear|send|come|reply|call)\b)", re.IGNORECASE)
_ASK_AT_HOME = re.compile(
    r"^(?:please )?ask (?:her |him |them )?(?=(?:what|how|which|who|where|when|why|if|whether)\b)", re.IGNORECASE
)
_ASKING_KINDS = frozenset(
    "newsletter weekly_update event_invite resource home_learning reply welcome transition".split()
)
_ASKED_NOT_TO = re.compile(r"(?:please )?(?:do not|don't|no need to|never) (\w+)", re.IGNORECASE)
_AFTER_THING = frozenset("to of from day days night time hours date week window".split())
"""Behind these "visit", "reply" or "drop" is a thing ("visit day is June 4")."""
_AFTER_CALL = frozenset("me us the if to by or any".split())


def command(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    """An instruction to whoever writes, or a request of the family."""
    text = _JUST.sub("", text)
    asked = _ASK_AT_HOME.match(text) if note.kind == "home_learning" and people.child else None
    if asked:
        question = refer(text[asked.end() :], note=note, people=people, to_family=True)
        if not question.unclear and not question.others:
            return Reading(
                "you", f"please ask {{them}} {question.pattern}", "sure", "an idea for home", "request", "you", text
            )
    carried = CARRY.match(text)
    if carried:
        inner = expression(r"^that ").sub("", text[carried.end() :])
        found = with_subject(inner, clause, note=note, people=people)
        if found and found.pattern:
            return found
        return left("tells what to say; please put the words themselves", text, "command")
    tokens = tokenize(text)
    first = tokens[0]
    here = 1 if first.low == "please" and len(tokens) > 1 else 0
    if (
        first.low == "please"
        or (clause.bullet and note.student.name is None)
        or note.kind in _ASKING_KINDS
        or expression(r"(?:home|at home|help|reminders?|bring)\b").match(clause.label)
    ):
        verb = tokens[here]
        negative = _ASKED_NOT_TO.match(text)
        word = tokenize(negative.group(1))[0] if negative else verb
        if word.low == "call" and here + 1 < len(tokens) and tokens[here + 1].low not in _AFTER_CALL:
            return None
        wanted = (
            word_set("requests") | word_set("home_doings")
            if note.kind == "home_learning" or expression(r"(?:home|at home|try at home)").match(clause.label)
            else word_set("requests")
        )
        named_thing = "NN" in word.tags and here + 1 < len(tokens) and tokens[here + 1].low in _AFTER_THING
        if (
            not named_thing
            and "VB" in word.tags
            and finite(tokens, here) in {None, "do"}
            and word.low in wanted
            and (negative is None or not text.lower().startswith("no need"))
        ):
            referred = refer(text, note=note, people=people, to_family=True)
            if not referred.unclear and not referred.others and not _COMMANDS.match(text):
                acronym = referred.pattern[:2].isupper()
                body = referred.pattern if acronym else referred.pattern[:1].lower() + referred.pattern[1:]
                body = body if body.startswith("please") else f"please {body}"
                state: State = (
                    "sure"
                    if len(tokens) > 2 and not expression(r"[=#]").search(text) and not _bare_request(tokens, here)
                    else "check"
                )
                return Reading(
                    "you", body[:1].upper() + body[1:], state, "a request to the family", "request", "you", text
                )
    if _COMMANDS.match(text) and not _past_reading(tokens):
        return left("an instruction to yourself, not a sentence for the family", text, "command")
    return None


def _bare_request(tokens: list[Token], at: int) -> bool:
    """A request whose object lost its article ("bring blanket")."""
    if at + 1 >= len(tokens):
        return True
    thing = tokens[at + 1]
    if tokens[at].low in _NEEDS_OBJECT and thing.low in _NO_OBJECT:
        return True
    return (
        "NN" in thing.tags
        and "NNS" not in thing.tags
        and thing.low not in word_set("mass_nouns")
        and "JJ" not in thing.tags
        and "RB" not in thing.tags
        and thing.low not in PREPOSITIONS | DETERMINERS
        and not (at + 2 < len(tokens) and "NNS" in tokens[at + 2].tags)
    )


_NEEDS_OBJECT = frozenset("drop put bring send return sign leave label wear pack drop-off".split())
_NO_OBJECT = frozenset("at by in on to with from before".split())


def _past_reading(tokens: list[Token]) -> bool:
    return tokens[0].low in {"put", "let", "read"} and len(tokens) > 2


_QUESTION_VERBS = frozenset("would could can do does is are have did has".split())


def open_question(text: str) -> bool:
    """Say whether a clause that ends in a question mark can be put to the family as it is."""
    tokens = tokenize(text)
    if not tokens:
        return False
    return (tokens[0].low in {"what", "how", "which", "when", "where", "who"} and len(tokens) > 2) or (
        tokens[0].low in _QUESTION_VERBS
        and len(tokens) > 3
        and tokens[1].low in {"you", "we", "they", "there", "he", "she", "anything", "something", "everything"}
    )
