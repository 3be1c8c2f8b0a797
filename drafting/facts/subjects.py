"""Clauses that say who: a subject on record before a finite verb."""

from __future__ import annotations

import re

from drafting.facts.bare_nouns import bare_noun
from drafting.facts.clauses import Clause
from drafting.facts.dates import DAY
from drafting.facts.expressions import expression
from drafting.facts.grammar import (
    ADVERBS,
    DETERMINED,
    POSSESSIVES,
    PREPOSITIONS,
    Token,
    finite,
    is_noun,
    is_past,
    skip_adverbs,
    tokenize,
    word_set,
)
from drafting.facts.kin import relation_of
from drafting.facts.kinds import LIST_KINDS
from drafting.facts.lists import practical_line
from drafting.facts.mentions import child_tokens
from drafting.facts.people import People
from drafting.facts.proposals import Reading
from drafting.facts.refer import refer
from drafting.types import Note, State, Who

_YOU_ARE = re.compile(r"(?:right|correct|upset|worried|welcome|kind|so kind)\b")


def with_subject(
    text: str, clause: Clause, *, note: Note, people: People, before: Reading | None = None
) -> Reading | None:
    """Return what a clause with a subject says; None where it has none."""
    tokens = tokenize(text)
    several = plural_before(before)
    children = child_tokens(tokens, people)
    owned = children.get(0)
    if (
        owned
        and owned < len(tokens) - 1
        and tokens[owned].low in word_set("child_nouns")
        and finite(tokens, owned + 1)
        and not tokens[owned - 1].text.endswith(("'s", "’s"))
    ):
        return bare_noun(text[tokens[owned].start :], tokens[owned:], note=note, people=people)
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
        if at and expression(rf"{DAY}\b").match(text):
            pattern = "on " + pattern
        if referred.unclear:
            state, why = "check", f"who is '{referred.unclear[0]}'?"
        if (
            who == "other"
            and finite(tokens, found[1]) == "past"
            and found[1] == len(tokens) - 1
            and "VBN" in tokens[found[1]].tags
            and tokens[found[1]].low not in word_set("intransitive")
        ):
            state, why = "check", "who did this?"
        if (
            who == "other"
            and finite(tokens, found[1]) == "past"
            and found[1] == len(tokens) - 1
            and note.kind in LIST_KINDS
            and state == "check"
        ):
            return practical_line(text, clause, note=note, people=people)
        if (
            note.kind == "reply"
            and who == "child"
            and at == 0
            and tokens[0].low in {"he", "she"}
            and _reads_as(tokens[0].low, note)
        ):
            tail = text[tokens[found[1]].end :].strip()
            if _YOU_ARE.match(tail):
                return Reading("you", f"you are {tail}", "sure", "about the reader", "clause", "you", text)
            state, why = "check", f"who is '{tokens[0].text}'?"
        if who == "unknown":
            state, why = "check", f"who is '{tokens[at].text}'?"
        if expression(r"you (?:are|were) an? ").match(referred.pattern):
            state, why = "check", "the reader knows this"
        return Reading(who, pattern, state, why or "a full sentence", "clause", who, text)
    bare = bare_noun(text, tokens, note=note, people=people)
    if bare:
        return bare
    return None


def plural_before(before: Reading | None) -> bool:
    """A plural noun in the clause before is what "them" means ("noticed two errors and corrected them")."""
    return before is not None and before.pattern is not None and _tells_several(tokenize(before.text))


def _tells_several(tokens: list[Token]) -> bool:
    """Say whether several are named: "errors", "the new glasses", "everybody"."""
    for at, token in enumerate(tokens):
        sure = "VBZ" not in token.tags or (at > 0 and (tokens[at - 1].is_number or "JJ" in tokens[at - 1].tags))
        if ("NNS" in token.tags and sure) or token.low in {"everybody", "everyone"}:
            return True
    return False


def _reads_as(pronoun: str, note: Note) -> bool:
    low = (note.family.relationship or "").lower()
    return any(
        word in low
        for word in (
            {"she": ("mother", "grandmother", "aunt", "mom"), "he": ("father", "grandfather", "uncle", "dad")}[pronoun]
        )
    )


_OTHER_SUBJECTS = frozenset(
    "it this that there everyone everybody nobody none someone nothing everything those these".split()
)

_SPEAKERS: dict[str, Who] = {"i": "i", "we": "we", "you": "you"}


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
        return (
            here if finite(tokens, here) or (person and tokens[here].is_word and "VBZ" in tokens[here].tags) else None
        )

    if at in children:
        last = tokens[at + children[at] - 1]
        if last.text.endswith(("'s", "’s")):
            return _noun_phrase(tokens, at + children[at], children)
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
            return _SPEAKERS[token.low], here
        return None
    if token.low in _OTHER_SUBJECTS:
        verb = verb_after(at + 1)
        if verb is not None:
            return "other", verb
    if token.is_number and at + 1 < len(tokens) and finite(tokens, at + 1) == "be":
        return "other", at + 1
    if (
        token.is_word
        and at == 0
        and is_noun(token)
        and at + 2 < len(tokens)
        and tokens[at + 1].is_number
        and (
            finite(tokens, at + 2) in {"be", "have", "do", "modal"}
            or ("VBZ" in tokens[at + 2].tags and "NNS" not in tokens[at + 2].tags)
            or (tokens[at + 2].low in {"takes", "leaves", "starts", "runs", "costs"} and not is_past(tokens, at))
        )
    ):
        return "other", at + 2
    if token.low in DETERMINED or token.is_number:
        found = _noun_phrase(tokens, at + 1, children)
        if found and token.is_number and "NNS" in tokens[found[1]].tags:
            return None
        return found
    if relation_of(token.text.removesuffix("'s")) or token.text in people.family_names:
        if token.text.endswith(("'s", "’s")):
            return _noun_phrase(tokens, at + 1, children)
        named = at + 1 < len(tokens) and tokens[at + 1].text in people.family_names
        verb = verb_after(at + 2 if named else at + 1)
        if verb is not None:
            return "you", verb
    return None


def _names_child(tokens: list[Token], at: int, children: dict[int, int]) -> bool:
    return at in children and not tokens[at + children[at] - 1].text.endswith(("'s", "’s"))


def _noun_phrase(tokens: list[Token], at: int, children: dict[int, int]) -> tuple[Who, int] | None:
    """Find the verb after a noun phrase that begins before ``at``; at most six words, no mark and no child in between."""
    seen_noun = False
    for here in range(at, min(at + 7, len(tokens))):
        token = tokens[here]
        if token.text in {",", "(", ":", "=", ";"} or _names_child(tokens, here, children):
            return None
        kind = finite(tokens, here)
        if kind and seen_noun and token.low not in POSSESSIVES:
            follows_noun = is_noun(tokens[here - 1]) or tokens[here - 1].is_quote or not tokens[here - 1].tags
            if kind in {"be", "have", "do", "modal"} or (
                follows_noun
                and not (
                    kind == "past" and "VBN" in token.tags and here + 1 < len(tokens) and tokens[here + 1].low == "by"
                )
            ):
                return "other", here
        if is_noun(token) or token.is_quote or (token.is_word and not token.tags) or token.is_number:
            seen_noun = True
    return None


_CLAUSE_OPENERS = frozenset("when while after before if once since because whenever although though".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TIME_OPENERS = frozenset(
    "today yesterday tomorrow this last every each now lately recently then later sometimes usually often".split()
)
_LEADS = PREPOSITIONS | _TIME_OPENERS | _DAYS


def _lead(tokens: list[Token], at: int) -> bool:
    """Say whether the tokens before ``at`` are an adverbial that may open a sentence ("On Tuesday", "at recess")."""
    if at == 0:
        return True
    first = tokens[0].low
    if first in _CLAUSE_OPENERS:
        return any(token.text == "," for token in tokens[:at]) or first in {"after", "before", "since"}
    if any(token.low in {"once", "when", "while", "if", "because"} for token in tokens[1:at]):
        return False
    return (first in _LEADS or (first in ADVERBS and at == 1) or tokens[0].low.endswith("ly")) and not any(
        finite(tokens[:at], i) in {"past", "third", "be", "have", "modal"} for i in range(1, at)
    )
