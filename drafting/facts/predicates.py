"""Predicates without a subject: "helped a classmate", "will send the form"."""

from __future__ import annotations

import re

from drafting.facts.agreement import agree
from drafting.facts.clauses import Clause
from drafting.facts.doers import doer
from drafting.facts.expressions import expression
from drafting.facts.grammar import DETERMINED, Token, finite, skip_adverbs, tokenize, word_set
from drafting.facts.kinds import GOOD_KINDS
from drafting.facts.people import People
from drafting.facts.proposals import Reading, left, proposed
from drafting.facts.refer import refer
from drafting.facts.subjects import plural_before
from drafting.types import Note, State, Who

_SUBJECTS: dict[Who, str] = {"i": "I", "we": "We", "you": "You"}
_PLURAL_VERBS = frozenset("do don't have are were aren't weren't haven't".split())
_ONE_OF_HERS = re.compile(
    r"^ (first|second|third|own|favorite) (?=[a-z]+)(?!(?:time|to|in|of|at|on|from|place|with|for|chair|team|string|honors|prize)\b)"
)


def predicate(text: str, clause: Clause, *, note: Note, people: People, before: Reading | None) -> Reading | None:
    """Return what a predicate without a subject says, with the child, the teacher or nobody as its doer."""
    tokens = tokenize(text)
    here = skip_adverbs(tokens, 0)
    if here >= len(tokens):
        return None
    kind = finite(tokens, here)
    verb = tokens[here]
    if kind == "be" and here and tokens[0].low in {"today", "yesterday", "tomorrow"}:
        return Reading("other", None, "check", f"what or who {verb.low}?", "noun", text=text)
    joined = clause.joiner in {",", "and", "but", "then", "so", ")"} and before is not None
    if (
        kind == "past"
        and verb.low in word_set("invariant_past")
        and note.kind not in GOOD_KINDS
        and not (before and joined and before.subject == "child")
        and not (verb.low in {"hit", "hurt", "cut", "shut", "quit"} and note.kind in {"concern", "follow_up"})
    ):
        if note.kind == "home_learning" or expression(r"(?:home|at home)").match(clause.label):
            referred = refer(text, note=note, people=people, to_family=True)
            return proposed(
                "please " + referred.pattern[:1].lower() + referred.pattern[1:],
                who="you",
                state="check" if referred.unclear else "sure",
                why="a request to the family",
                shape="request",
                text=text,
            )
        return left("done already, or still to do? please write who and when", text)
    if kind is None:
        label = clause.label
        if (
            "VB" in verb.tags
            and (verb.low in word_set("teacher_doings") | word_set("plan_verbs") or "NN" not in verb.tags)
            and expression(r"(?:me|i|teacher|school|at school|we)$").match(label)
        ):
            referred = refer(text, note=note, people=people)
            who: Who = "we" if label in {"school", "at school", "we"} else "i"
            return proposed(
                ("We will " if who == "we" else "I will ") + referred.pattern,
                who=who,
                state="check" if referred.unclear else "sure",
                why="what you will do",
                shape="predicate",
                text=text,
            )
        return None
    if clause.label in {"me", "i"} and kind in {"third", "past"}:
        return None
    who, why = doer(tokens, here, kind, note=note, people=people, before=before if joined else None, label=clause.label)
    if (
        kind == "be"
        and here + 1 < len(tokens)
        and (tokens[here + 1].is_number or expression(r"[A-Z]").fullmatch(tokens[here + 1].text))
    ):
        return Reading("unknown", None, "check", "what was it? please write it with the one before", "noun", text=text)
    if (
        here + 1 < len(tokens)
        and verb.low == "does"
        and "VB" not in tokens[here + 1].tags
        and "NN" in tokens[here + 1].tags
        and "JJ" not in tokens[here + 1].tags
        and "RB" not in tokens[here + 1].tags
    ):
        return None
    if verb.low in _PLURAL_VERBS and who == "child" and not (before and joined) and people.pronoun != "they":
        return left("could not be made a sentence; put it in a few words with who and what", text)
    if here + 1 < len(tokens) and tokens[here + 1].text == ":":
        return None
    referred = refer(text, note=note, people=people, several=plural_before(before if joined else None))
    pattern: str | None
    state: State = "sure"
    lead, rest = referred.pattern[: verb.start], referred.pattern[verb.end :]
    if who == "child":
        adverbs = text[: verb.start]
        said = agree(verb.low) if kind in {"be", "have", "do", "third"} else verb.text[:1].lower() + verb.text[1:]
        rest = _second_verbs(rest, kind)
        rest = _ONE_OF_HERS.sub(r" {their} \1 ", rest) if kind == "past" else rest
        pattern = "{they} " + adverbs[:1].lower() + adverbs[1:] + said + rest
        if kind == "past" and _object_missing(tokens, here):
            state, why = "check", "what exactly? a word seems to be missing"
        if expression(r"\bitself\b").search(rest):
            state, why = "check", f"who {verb.text}?"
    elif who in _SUBJECTS:
        subject = _SUBJECTS[who]
        said = "am" if who == "i" and verb.low in {"am", "is"} else verb.low
        if kind == "third":
            return None
        pattern = f"{subject} {lead[:1].lower() + lead[1:]}{said}{rest}"
    else:
        pattern, state = None, "check"
    if referred.unclear and state == "sure":
        state, why = "check", f"who is '{referred.unclear[0]}'?"
    return Reading(who, pattern, state, why, "predicate", who, text)


_NO_OBJECT = frozenset("to at on in after before during by".split())


def _object_missing(tokens: list[Token], at: int) -> bool:
    """A verb that needs an object and has none: "taped to the door", "gave back at dismissal"."""
    if (
        at + 1 < len(tokens)
        and tokens[at + 1].low == "already"
        and (at + 2 >= len(tokens) or tokens[at + 2].text == ",")
    ):
        return True
    chose = tokens[at].low == "chose" and at + 1 < len(tokens) and tokens[at + 1].low == "to"
    if tokens[at].low not in word_set("needs_object") or chose:
        return False
    after = at + 1
    if tokens[after:] and tokens[after].low == "in" and _thing(tokens, after + 1) and tokens[at].low == "brought":
        return False  # "brought in a beetle", not "brought in at noon"
    while after < len(tokens) and tokens[after].low in {"back", "away", "out", "up", "down"}:
        after += 1
    particle = after > at + 1
    if after >= len(tokens):
        return not particle or tokens[at].low in {"gave", "took", "put", "brought", "sent"}
    if tokens[at].low in word_set("particle_verbs") and not particle:
        return False
    return tokens[after].low in _NO_OBJECT and not (
        particle and tokens[at].low in {"got", "left", "made", "hung", "picked"}
    )


def _thing(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in DETERMINED or tokens[at].text == "{")


def _second_verbs(rest: str, kind: str) -> str:
    """Let a second verb after "and" agree as well ("comes in and gets")."""
    if kind not in {"third", "be", "have"}:
        return rest
    tokens = tokenize(rest)
    for at in range(len(tokens) - 1):
        if tokens[at].low == "and":
            here = skip_adverbs(tokens, at + 1)
            if (
                here < len(tokens)
                and finite(tokens, here) in {"third", "be", "have"}
                and tokens[here - 1].text != "{"
                and "/" not in rest[tokens[here].start - 1 : tokens[here].end + 1]
            ):
                return rest[: tokens[here].start] + agree(tokens[here].low) + rest[tokens[here].end :]
    return rest
