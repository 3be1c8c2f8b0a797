"""A clause of the note read: what it is, who did it, the sentence proposed, and how sure that is.

"Sure" is a decision about the shape of the clause: a subject that is on record and a finite verb, a score, a date, a
question. Everything that could be read two ways is "check" (a proposal waits for a tick) or "left" (no proposal).
"""

from __future__ import annotations

import re
from dataclasses import replace

from drafting.facts import asks
from drafting.facts.clauses import Clause
from drafting.facts.commands import command, open_question
from drafting.facts.dates import days_need_on, when
from drafting.facts.doubts import doubt
from drafting.facts.expressions import expression
from drafting.facts.grammar import finite_at, tokenize
from drafting.facts.kinds import GOOD_KINDS, LIST_KINDS
from drafting.facts.leftovers import leftover
from drafting.facts.lists import ROLE_LABELS, goal_line, list_item
from drafting.facts.mentions import child_tokens
from drafting.facts.names import named_in
from drafting.facts.people import People
from drafting.facts.predicates import predicate
from drafting.facts.proposals import Reading, left, left_unnamed
from drafting.facts.results import result
from drafting.facts.speech import aside, speech
from drafting.facts.stock import stock
from drafting.facts.subjects import with_subject
from drafting.facts.tidy import tidy
from drafting.facts.whole import whole_sentence
from drafting.types import Note

_PLAN_IS = re.compile(
    r"^((?:the )?(?:plan|goal|idea|deal) (?:is|was)) (?=(?:read|practice|try|keep|use|work|write|sit|walk|"
    r"check|take|ask|start|finish|bring|do|go|meet|count)\b)"
)


_MARKED = re.compile(r"(?:essay|quiz|test|project|report|lab|presentation|exam|paper|poster|speech)\b", re.IGNORECASE)
_BARE_SCORE = re.compile(r"\d+/\d+|\d+%|\d+ (?:of|out of) \d+")


def read_clause(clause: Clause, *, note: Note, people: People, before: Reading | None) -> Reading:
    """Read one clause; ``before`` is the reading of the clause before it in the same sentence, if any."""
    if clause.heading:
        return left("a heading, not a sentence", clause.body, "heading")
    text = tidy(clause.body, people)
    text = days_need_on(when(text))
    text = _PLAN_IS.sub(r"\1 to ", text)
    if note.kind in GOOD_KINDS and people.child and _BARE_SCORE.fullmatch(text):
        marked = _MARKED.match(clause.title) if clause.title else None
        if marked or not clause.title:
            text = f"scored {text}" + (f" on the {clause.title[:1].lower()}{clause.title[1:]}" if marked else "")
    if not expression(r"[^\W\d_]").search(text):
        return left("only a number: say what it counts", text)
    if _foreign(text) and note.kind:
        return left("not in English: please put it in the message's language", text)
    reading = _shape(clause, text, note=note, people=people, before=before)
    return doubt(reading, note=note, people=people)


_CAN_SHE = re.compile(r"(?:can|could|would|will|should) (?:we|she|he|they|you|mom|dad|grandma|grandpa) [a-z]+ ")


_PLEASE_DO_NOT = re.compile(
    r"(?:don't|dont|do not) (?!want|think|know|need|assume|say|tell|mention|send this|use|include|name|write|put|guess|quote)[a-z]+ [a-z]+",
    re.IGNORECASE,
)
_QUESTIONS_TO = re.compile(
    r"(?:any )?questions?\W+(?:to )?(?P<how>email|call|text|message) me(?: any ?time)?$", re.IGNORECASE
)
_ASKS_FAMILY = re.compile(
    r"ask (?:what|which|how|if|whether)\b.*\b(?:they|the family|families|mom|dad|parents)\b", re.IGNORECASE
)
_ANYTHING = re.compile(
    r"any (?:(?P<what>changes)|(?P<yours>ideas|thoughts|concerns|tips|questions|worries))\b|any(?:thing|body|one) (?:(?P<who>we|I|you|that|else)|[a-z]+ing|new|different|wrong|up)\b",
    re.IGNORECASE,
)


def _shape(clause: Clause, text: str, *, note: Note, people: People, before: Reading | None) -> Reading:
    """Try the shapes in their order: what cannot be mistaken comes first, what is left over comes last."""
    if expression(r"or\b", re.IGNORECASE).match(text):
        return left("belongs to what came before: please write it as a sentence of its own", text)
    if (
        (
            asks.is_ask(text, clause.label)
            and not (note.kind == "home_learning" and text[:4].lower() == "ask " and not _ASKS_FAMILY.match(text))
        )
        or (_CAN_SHE.match(text) and child_tokens(tokenize(text), people).get(0) is None)
        or (clause.mark == "?" and open_question(text))
    ):
        pattern, why = asks.ask(text, note=note, people=people)
        if pattern is None:
            return replace(left(why, text, "ask"), state="check" if "who is" in why else "left")
        return Reading("you", pattern.rstrip("?"), "sure", "a question for the family", "ask", text=text)
    anything = _ANYTHING.match(text) if clause.mark == "?" and "," not in text else None
    if anything:
        be = "are there" if anything["what"] else "is there" if anything["who"] else "is"
        be = "do you have" if anything["yours"] else be
        return Reading(
            "you",
            f"{be} {text[:1].lower()}{text[1:].rstrip('?')}",
            "sure",
            "a question for the family",
            "ask",
            text=text,
        )
    if clause.mark == "?":
        return left("a question of your own, not yet a fact", text, "wondering")
    if note.kind in LIST_KINDS and people.child is None and _PLEASE_DO_NOT.match(text):
        return Reading(
            "you", f"please {text[:1].lower()}{text[1:]}", "sure", "a request to the families", "request", "you", text
        )
    reach = _QUESTIONS_TO.match(text)
    if reach:
        pattern = f"please {reach['how'].lower()} me any time with questions"
        return Reading("you", pattern, "sure", "a request to the family", "request", "you", text)
    found = (
        aside(text)
        or speech(text, note=note, people=people)
        or stock(text, clause, note=note, people=people)
        or command(text, clause, note=note, people=people)
    )
    if found:
        return found
    named = named_in(text, people.others)
    if named and not any(finite_at(text)):
        return left_unnamed(text, "wanted" if child_tokens(tokenize(text), people) else "noun")
    goal = goal_line(text, clause, note=note, people=people)
    if goal:
        return goal
    if clause.bullet and people.child is None:
        return list_item(text, clause, note=note, people=people)
    if (
        clause.title
        and note.kind in LIST_KINDS
        and not ROLE_LABELS.match(clause.title.strip())
        and not child_tokens(tokenize(clause.title), people)
        and len(clause.title.split()) <= 3
    ):
        line = list_item(text, clause, note=note, people=people)
        if line.pattern and "{" not in line.pattern and line.state == "sure" and len(text.split()) <= 16:
            return line
    found = None if named else result(text, clause, note=note, people=people)
    if found:
        return found
    if clause.title and any(clause.title.strip().lower() == name.lower() for name in people.others):
        return left_unnamed(text, "noun")
    return (
        with_subject(text, clause, note=note, people=people, before=before)
        or predicate(text, clause, note=note, people=people, before=before)
        or leftover(text, clause, note=note, people=people)
        or whole_sentence(text, note=note, people=people)
        or _unread(clause, text, people)
    )


_HEADING_WORDS = 6
_HEADS = re.compile(
    r"\b(?:plan|conf|conference|inv|invite|invitation|update|data|f/u|follow-?up|call|ring|message|msg|e-?mail|letter|"
    r"resource|re|qtr|quarter|ideas|welcome|iep|meeting|note|to (?:middle|high|hs|\d+th))\b|→",
    re.IGNORECASE,
)


def _unread(clause: Clause, text: str, people: People) -> Reading:
    """What no shape fits; at the head of a note a few words with the child's name are its heading ("Xiulan conf invite")."""
    opening = clause.start == 0 and clause.joiner == "." and len(text.split()) <= _HEADING_WORDS
    children = child_tokens(tokenize(text), people)
    alone = sum(children.values()) == len(tokenize(text))
    if opening and children and not any(finite_at(text)) and (alone or _HEADS.search(clause.body)):
        return left("a heading, not a sentence", text, "heading")
    return left("could not be made a sentence; put it in a few words with who and what", text)


_SPANISH = re.compile(
    r"\b(?:el|la|los|las|que|en|de|con|por|para|una|un|su|sus|muy|está|esta|hoy|ha|no|se|le|al|del|ayer|clase)\b",
    re.IGNORECASE,
)
_SPANISH_SURE = re.compile(r"\b(?:el|la|los|las|que|en|de|con|por|para|su|sus|muy|hoy|del)\b", re.IGNORECASE)
_ENGLISH_SURE = re.compile(r"\b(?:the|and|is|was|with|to|of|for|he|she)\b", re.IGNORECASE)
_SMALL_WORDS = 0.28
"""The share of small words in a Spanish sentence, at the least."""


def _foreign(text: str) -> bool:
    """Say whether a clause is Spanish, the one other language whose small words we know."""
    words = expression(r"[^\W\d_]+").findall(text)
    if len(words) < 3:
        return False
    return (
        len(_SPANISH.findall(text)) >= max(2, len(words) * _SMALL_WORDS)
        and bool(_SPANISH_SURE.search(text))
        and len(_ENGLISH_SURE.findall(text)) == 0
    )
