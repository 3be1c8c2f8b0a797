"""At most three short questions to the teacher: what the kind cannot do without, then what matters and is not sure.

Nothing is ever inferred instead of asking; told not to ask, the road goes on without the answer and says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from drafting.facts.expressions import expression
from drafting.types import Fact, FactSheet, Note, Question

__all__ = ["LIMIT", "ask", "serving", "thin", "torso"]

LIMIT = 3
UNFIT = "held back after review: not for a message"
"""Why a fact waits that names another child, labels or blames: it is asked for only where little else is left."""
_FIGURE = re.compile(r"\d|\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b|\b(?:mon|tues?|wed|thurs?|fri)\b", re.IGNORECASE)
_WORDS_FOR = {
    "win": "one thing the child did, as you saw it",
    "growth": "one thing that has changed, as you saw it",
    "concern": "what you saw, when, and how often",
    "plan": "what you will try",
    "commitment": "what you will do",
    "home_idea": "one small thing to do at home",
    "event": "what it is, on which day and at what time",
    "logistics": "what the family needs to know",
    "news": "what the news is",
    "ask": "what you want to ask the family",
    "number": "a figure from your records, then and now",
    "apology": "what you want to say sorry for",
    "contact": "how to reach the help you have in mind",
}
_VAGUE = re.compile(
    r"^\{they\} (?:\{[^}]*\}|had|did|got|worked|tried|seemed|have|has) ?(?:been |a |an |so |such |very |really |super |just |always |doing |being |the )*"
    r"(?:great|good|well|kind|nice|sweet|awesome|amazing|wonderful|fantastic|fabulous|excellent|terrific|joy|pleasure|sweetheart|gem|delight|angel|blessing|star|best|hard|helpful|polite|better|improving|"
    r"lovely|respectful|super|fine|okay|delight|treat|rockstar|champ|smart|bright|happy|brave|patient)\b ?(?:kid|student|day|week|job|work|boy|girl|person|listener|helper|friend|today|this week|"
    r"in class|to have|to teach|on|all|day|all week|every day|lately|now|and|great|good|kind|nice|sweet|helpful|year|month|morning|afternoon|time|in|at|recess|lunch|math|reading|school|everyone|to|it|me|us|with|others|the)*[.!]?$",
    re.IGNORECASE,
)


def thin(fact: Fact) -> bool:
    """Say whether a good word names nothing that was done ("Sky was so kind today")."""
    return bool(fact.pattern and _VAGUE.match(fact.pattern)) or bool(
        fact.pattern
        and expression(r"I am (?:so |very |really )?(?:proud|glad|happy|grateful|thankful)\b").match(fact.pattern)
        and len(fact.pattern.split()) < 7
    )


_WITH_GOOD = frozenset({"concern", "conference_invite"})
_GOOD_WORDS = frozenset({"strength", "win", "growth", "number"})
_ENDS = re.compile(r"[.!?\n]")
_BEFORE_A_CONCERN = frozenset({"strength", "win", "growth"})
"""A concern that is told without the good that the note holds is half of the note: what waits of it is asked for."""


def ask(sheet: FactSheet, *, needs: Sequence[str], name: str | None) -> tuple[Question, ...]:
    """Return the questions for the teacher, the most important first, at most three.

    ``needs`` are the fact types of which the kind wants at least one; a held row that carries a concern, a number, a
    date, a question or what the kind needs is asked for too.
    """
    questions: list[Question] = []
    answered = set(sheet.note.answers)
    sure = [fact for fact in sheet.facts if fact.state == "sure"]
    held = [
        fact
        for fact in sheet.facts
        if fact.state in {"check", "left"} and fact.send != "never" and fact.id not in answered
    ]
    whose = name or "the class"
    have = {fact.type for fact in sure if not thin(fact)}
    if needs and not have & serving(needs, sheet):
        candidates = [fact for fact in held if fact.type in serving(needs, sheet) and fact.send == "must"]
        if not candidates and not any(fact.start == fact.end for fact in sheet.facts):
            wanted = next((_WORDS_FOR[need] for need in needs if need in _WORDS_FOR), "what happened")
            lead = (
                "What did " + whose + " do?"
                if needs[0] in {"win", "growth"}
                else f"What should the message say about {whose}?"
                if name
                else "What should the message say?"
            )
            questions.append(
                Question(f"{lead} A few words are enough: {wanted}.", None, "the message itself: this kind needs it")
            )
    heavy = {fact.id for fact in held if fact.send == "must"} if _mostly_held(sheet, held) else set()
    held = [fact for fact in held if fact.why != UNFIT or fact.id in heavy]
    lacking = _BEFORE_A_CONCERN if sheet.note.kind in _WITH_GOOD and not have & _BEFORE_A_CONCERN else frozenset()

    torn = {fact.id for fact in held if sheet.note.kind == "positive_note" and _torn(fact, sheet)}

    def weight(fact: Fact) -> int:
        least = 4 if fact.type in lacking else 5 if fact.id in heavy | torn else 9
        return min(_weight(fact, sheet.note), least)

    for fact in sorted(held, key=lambda one: (weight(one), -len(one.text))):
        if len(questions) >= LIMIT:
            break
        # what would not be worth a question of its own is asked along where there are questions anyway
        if (weight(fact) < 9 or questions) and fact.send == "must" and fact.type not in {"instruction", "aside"}:
            questions.append(Question(_words(fact, whose), fact.id, f"the sentence about “{_short(fact.text)}”"))
    return tuple(questions[:LIMIT])


def _torn(fact: Fact, sheet: FactSheet) -> bool:
    """Say whether a good word waits whose other half is said ("lost a tooth and wrote his last name")."""
    if fact.send != "must" or fact.type not in _GOOD_WORDS:
        return False
    at = sheet.facts.index(fact)
    beside = [one for one in sheet.facts[max(0, at - 1) : at + 2] if one is not fact and one.state == "sure"]
    note = sheet.note.note
    return any(not _ENDS.search(note[min(one.end, fact.end) - 1 : max(one.start, fact.start)]) for one in beside)


def torso(sheet: FactSheet, said: Collection[str], *, needs: Sequence[str]) -> bool:
    """Say whether a message would lack its matter: nothing of what its kind is for, or less than half of the note.

    ``said`` are the ids of the facts that it tells. Such a message is not shown before the questions are answered.
    """
    told = [fact for fact in sheet.facts if fact.id in said]
    if needs and not {fact.type for fact in told} & serving(needs, sheet):
        return True
    held = [fact for fact in sheet.facts if fact.state in {"check", "left"} and fact.send != "never"]
    return _length(held) > _length(told)


def _length(facts: Iterable[Fact]) -> int:
    return sum(len(fact.text) for fact in facts if fact.send == "must" and fact.type not in {"instruction", "aside"})


def _mostly_held(sheet: FactSheet, held: Sequence[Fact]) -> bool:
    """Say whether more of the note waits than can be said: then a draft alone would be too thin to send."""
    said = sum(
        len(fact.text) for fact in sheet.facts if fact.state == "sure" and fact.send != "never" and not thin(fact)
    )
    return 2 * _length(held) > said


def serving(needs: Sequence[str], sheet: FactSheet) -> set[str]:
    """A good word of any type serves a kind that wants a good word."""
    wide = set(needs)
    if sheet.note.kind == "positive_note":
        wide |= {"win", "growth", "strength", "number", "news"}
    if sheet.note.kind == "concern":
        wide |= {"number"}
    if "event" in wide:
        wide |= {"logistics"}
    if sheet.note.kind in {"resource", "iep_progress", "follow_up", "action_plan"}:
        wide |= {"context", "plan", "strength", "logistics"}
    return wide


def _weight(fact: Fact, note: Note) -> int:
    """Order of importance of a held row; 9 is not worth a question."""
    if fact.type in {"instruction", "aside"}:
        return 9
    if fact.type == "concern":
        return 0
    if fact.type == "ask":
        return 1
    if _FIGURE.search(fact.text):
        return 2
    if fact.type in {"commitment", "plan", "home_idea", "event"}:
        return 3
    if fact.type in {"apology", "thanks", "validation"} or (note.kind == "reply" and fact.send == "must"):
        return 4
    return 9


def _words(fact: Fact, whose: str) -> str:
    quoted = f"“{_short(fact.text)}”"
    who = expression(r"who (?!am\b)(?P<verb>[\w' ]+)\?$").match(fact.why)
    if who:
        return f"{quoted}: who {who['verb']}, {whose}, you, or someone else?"
    person = expression(r"who is '(?P<word>[^']+)'\?").match(fact.why)
    if person:
        return f"{quoted}: who is “{person['word']}”? Please write the sentence with the person in it."
    if fact.why == UNFIT:
        return f"{quoted}: how would you say this to the family? It seems to name another child, or to judge."
    if fact.sentence and fact.state == "check":
        return f"{quoted}: shall it say “{fact.sentence}”? ({fact.why})"
    if fact.type == "ask":
        return f"{quoted}: how would you put this question to the family?"
    return f"{quoted}: how would you say this to the family, in one short sentence?"


def _short(text: str) -> str:
    text = expression(r"\s+").sub(" ", text).strip(" .,;")
    return text if len(text) <= 70 else text[:67].rsplit(" ", 1)[0] + " ..."
