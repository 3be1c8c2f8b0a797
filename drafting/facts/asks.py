"""Questions the teacher wants to put to the family, turned from jotting into a question.

"ask what would make mornings easier" becomes "What would make mornings easier?", and where the jotted word order is
not a question's ("what evenings look like") it is kept behind "Could you tell me ...?", which is always grammatical.
"""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.facts.grammar import BE, DO, HAVE, MODALS, finite, skip_adverbs, tokenize
from drafting.facts.people import People
from drafting.facts.refer import refer
from drafting.types import Note

_ASKING = re.compile(
    r"^(?:please\s+|just\s+|want(?:s)? to\s+|need to\s+|would like to\s+|I'd like to\s+|I would like "
    r"to\s+|gonna\s+|going to\s+|can (?:we|i)\s+|then\s+)*"
    r"(?:ask(?:ing)?|find out|wondering|wonder|want to know|curious|I wonder|I am curious|I am wondering|"
    r"question(?: for (?:them|mom|dad|family|the family|parents))?:?|q:?)\b[\s:,]*"
    r"(?:gently|just|them|the family|family|parents?|mom|dad|you|her|him|folks|if you|home|"
    r"[A-Za-zÀ-ÿ]+(?= (?:what|how|which|if|whether|when|where|who|about)\b))*[\s:,]*",
    re.IGNORECASE,
)
_WH = frozenset("what how which who when where why whose".split())
_ASK_LABEL = re.compile(r"^(?:ask|q|question|questions|want .* help|for (?:mom|dad|parents|them|family))\b")
_ASKS = re.compile(
    r"(?:please |just |want(?:s)? to |need to |would like to |i(?:'d| would) like to |then )*(?:ask|find "
    r"out|wonder|want to know|curious|i wonder|i am curious|question|q\b)",
    re.IGNORECASE,
)


_OWN_WONDER = re.compile(r"I(?:'m| am)? wonder(?:ing)? (?:if|whether)\b", re.IGNORECASE)
_ABOUT_HOME = re.compile(
    r"\b(?:he|she|they|him|her|them|his|their|you|your|home|mom|dad|night|nights|sleep|mornings?|family)\b|\{",
    re.IGNORECASE,
)


def is_ask(text: str, label: str) -> bool:
    """Say whether a clause is a question for the family by its opening or its label."""
    if _ASK_LABEL.match(label):
        return True
    found = _ASKING.match(text)
    if not found or not _ASKS.match(text):
        return False
    if _OWN_WONDER.match(text) and not _ABOUT_HOME.search(text):
        return False  # "I wonder if the book is too hard": her own thought, which the family cannot answer
    rest = text[found.end() :].split(maxsplit=1)
    return bool(rest) and rest[0].lower() in _WH | {"if", "whether", "about"}


_ASKING_WORD = re.compile(r".*\b(?:ask|wonder|know|find out|curious|question|q)\b", re.IGNORECASE)
_ASKED_WHOM = re.compile(r"^(?:them|her|him|you|mom|dad)\s+(?=(?:what|how|which|if|whether|when|where|who)\b)")
_CURIOUS_TAIL = re.compile(r",?\s*(?:I'm|I am) (?:really |so )?curious.*$")


def ask(text: str, *, note: Note, people: People) -> tuple[str | None, str]:
    """Return the question as a pattern, and what is unclear about it ("" when nothing is).

    Errors: none; a jotting that cannot become a question gives (None, reason).
    """
    found = _ASKING.match(text)
    core = (
        text[found.end() :] if found and found.end() < len(text) and _ASKING_WORD.match(found.group()) else text
    ).strip()
    core = _ASKED_WHOM.sub("", core)
    core = expression(r"\b(if|whether) (all|everything) (ok|okay|fine|well)\b").sub(r"\1 \2 is \3", core)
    core = expression(r",?\s+so (?:I|we) (?:can|could|will)\b.*$").sub("", core)
    core = _CURIOUS_TAIL.sub("", core)
    parts = _parts(core)
    questions: list[str] = []
    for part in parts:
        question, why = _one(part, note=note, people=people)
        if question is None:
            return None, why
        questions.append(question)
    if not questions:
        return None, "what should be asked?"
    joined = _join(questions)
    return joined, ""


_NEXT_QUESTION = re.compile(
    r"\s*(?:,|;|\band\b|,\s*and\b)\s+(?=(?:what|how|which|who|when|where|why|if|whether)\b)", re.IGNORECASE
)


def _parts(core: str) -> list[str]:
    """Cut "what does she love, what helps" into its questions."""
    pieces = _NEXT_QUESTION.split(core)
    return [piece.strip(" ,?.") for piece in pieces if piece.strip(" ,?.")]


_IS_LIKE = re.compile(r"\b(?:is|are|was|were|been|be|\{is/are\}|\{was/were\}) like\b")
_HOW_IT_GOES = re.compile(
    r"(?:how|what|which) \w+ (?:feels?|looks?|goes|went|works?|seems?|sounds?|seemed|felt|looked)\b"
    r"|how (?:things|everything|mornings|evenings|nights|weekends|homework|it|that|mealtimes|sleep|bedtime) (?:are|is|was|were)\b",
    re.IGNORECASE,
)
_SUBJECTS_FIRST = frozenset("the a her his their you we i { your they".split())
_SUBJECT_AFTER = re.compile(r"\s+(?:\{|you|we|I|the|your|a |it|this|that)")


def _one(part: str, *, note: Note, people: People) -> tuple[str | None, str]:
    referred = refer(part, note=note, people=people, to_family=True)
    if referred.unclear:
        return None, f"who is '{referred.unclear[0]}'?"
    if referred.others:
        return None, "names another person"
    text = referred.pattern
    tokens = tokenize(text)
    if not tokens:
        return None, "what should be asked?"
    first = tokens[0].low
    if first in {"if", "whether"}:
        return f"Could you tell me whether {text[tokens[0].end :].strip()}?", ""
    if first == "about":
        return f"Could you tell me {text}?", ""
    if first not in _WH:
        if first in BE | DO | HAVE | MODALS and len(tokens) > 2:
            return text[:1].upper() + text[1:] + "?", ""
        return None, "how should this be asked?"
    if _IS_LIKE.search(text) and not expression(r"what (?:is|are|was|were)\b", re.IGNORECASE).match(text):
        return f"Could you tell me {text[:1].lower()}{text[1:]}?", ""
    if _HOW_IT_GOES.match(text) and tokens[1].low not in {"much", "many", "long", "often", "else"}:
        return f"Could you tell me {text[:1].lower()}{text[1:]}?", ""
    after = skip_adverbs(tokens, 1)
    head = tokens[1].low if len(tokens) > 1 else ""
    if after >= len(tokens):
        return None, "what should be asked?"
    # "what else / which days / how much / how many minutes" carry a noun before the verb
    steps = after
    for step in range(after, min(after + 3, len(tokens))):
        if tokens[step].text == "{" or tokens[step].low in BE | DO | HAVE | MODALS or finite(tokens, step):
            steps = step
            break
    verb = tokens[steps].low
    slot = expression(r"\{(is|was|has|does|isn't|doesn't)/").match(text[tokens[steps].start :])
    if head in _SUBJECTS_FIRST and not slot:
        return f"Could you tell me {text[:1].lower()}{text[1:]}?", ""
    if slot or verb in BE | DO | HAVE | MODALS:
        later = text[tokens[steps].end :]
        inverted = verb in DO | MODALS and _SUBJECT_AFTER.match(later)
        subject_question = verb in MODALS | {"is", "was", "has"} and not inverted
        follows = steps == after and verb in DO | HAVE
        if inverted or subject_question or follows or verb in BE or slot:
            return text[:1].upper() + text[1:] + "?", ""
    if finite(tokens, steps) in {"third", "past"} and steps == after and head not in {"much", "many", "long", "often"}:
        return text[:1].upper() + text[1:] + "?", ""
    return f"Could you tell me {text[:1].lower()}{text[1:]}?", ""


_OPEN_VERB = re.compile(
    r"\w+(?: \w+)? (?:do|does|did|\{does/do\}|is|are|was|would|can|could|will|has|have|\{is/are\}|"
    r"\{was/were\}|\{has/have\})\b(?! (?:help|make|work))"
)


def _join(questions: list[str]) -> str:
    """Say several short questions as one sentence each; "Could you tell me" only once."""
    polite = "Could you tell me "
    if len(questions) > 1 and all(question.startswith(polite) for question in questions):
        cores = [question[len(polite) : -1] for question in questions]
        return polite + (", ".join(cores[:-1]) + " and " + cores[-1]) + "?"
    if (
        len(questions) > 1
        and any(question.startswith(polite) for question in questions)
        and all(question.startswith(polite) or not _OPEN_VERB.match(question) for question in questions)
    ):
        cores = [question.removeprefix(polite)[:-1] for question in questions]
        cores = [core[:1].lower() + core[1:] for core in cores]
        return polite + (", ".join(cores[:-1]) + " and " + cores[-1]) + "?"
    if len(questions) > 1 and not any(question.startswith(polite) for question in questions):
        rest = [question[:1].lower() + question[1:-1] for question in questions[1:]]
        opening = questions[0][:-1]
        return ", ".join([opening, *rest[:-1]]) + (" and " if len(questions) == 2 else ", and ") + rest[-1] + "?"
    return " ".join(questions)
