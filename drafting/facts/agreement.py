"""Verbs that agree: with the child by a slot, with the reader as "you"."""

from __future__ import annotations

from drafting.facts.grammar import Token, finite, skip_adverbs, tokenize
from drafting.facts.lexicon import third_person
from drafting.facts.people import People

_PAIRS = {
    "is": "{is/are}",
    "are": "{is/are}",
    "was": "{was/were}",
    "were": "{was/were}",
    "has": "{has/have}",
    "have": "{has/have}",
    "does": "{does/do}",
    "do": "{does/do}",
    "isn't": "{isn't/aren't}",
    "aren't": "{isn't/aren't}",
    "wasn't": "{wasn't/weren't}",
    "weren't": "{wasn't/weren't}",
    "hasn't": "{hasn't/haven't}",
    "haven't": "{hasn't/haven't}",
    "doesn't": "{doesn't/don't}",
    "don't": "{doesn't/don't}",
}

YOU_FORMS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}


def agree(verb: str) -> str:
    """Return the agreeing slot of a present-tense verb after the child ("reads" -> "{reads/read}"), or it unchanged."""
    low = verb.lower()
    if low in _PAIRS:
        return _PAIRS[low]
    tokens = tokenize(low)
    if len(tokens) != 1:
        return verb
    lemma = tokens[0].tags.get("VBZ")
    if lemma and lemma != low:
        return "{" + f"{low}/{lemma}" + "}"
    return verb


def agreeing(token: Token, people: People) -> str:
    """Return the agreeing slot of a verb whose subject is the child, or the verb unchanged."""
    if token.low in _PAIRS:
        return _PAIRS[token.low]
    if "VBZ" in token.tags and token.tags["VBZ"] != token.low:
        return "{" + f"{token.low}/{token.tags['VBZ']}" + "}"
    if people.pronoun == "they" and "VB" in token.tags:
        return "{" + f"{third_person(token.low)}/{token.low}" + "}"
    return token.text


def coordinated(tokens: list[Token], at: int) -> int:
    """Return where a second present-tense verb of the same subject stands ("comes in and gets"), or -1."""
    for later in range(at + 1, min(at + 14, len(tokens))):
        if tokens[later].low in {"because", "when", "if", "that", "who", "while"}:
            return -1
        if tokens[later].text in {",", "&"} or tokens[later].low in {"and", "but"}:
            here = skip_adverbs(tokens, later + 1)
            if here < len(tokens) and finite(tokens, here) in {"third", "be", "have", "do"}:
                return here
    return -1


def subject_here(tokens: list[Token], after: int) -> bool:
    """Say whether what stands before ``after`` is a subject: a predicate opens there, adverbs apart."""
    here = skip_adverbs(tokens, after)
    return here < len(tokens) and finite(tokens, here) is not None
