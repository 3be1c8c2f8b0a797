"""Clauses whose subject lost its article: "classwork is fine", "goal was 50", "thesis = best"."""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.facts.grammar import (
    ADVERBS,
    DETERMINED,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    Token,
    finite,
    is_noun,
    tokenize,
    word_set,
)
from drafting.facts.kin import relation_of
from drafting.facts.people import People
from drafting.facts.proposals import Reading
from drafting.facts.refer import refer
from drafting.types import Note

_PLURAL_EQUALS = re.compile(
    r"^(?:mornings|afternoons|evenings|nights|weekends|days|mondays|fridays|grades|scores)\s*=", re.IGNORECASE
)


def bare_noun(text: str, tokens: list[Token], *, note: Note, people: People) -> Reading | None:
    """A noun without article before a verb or "=": "classwork is fine", "goal was 50", "thesis = best"."""
    text = (
        expression(r"(?<=[a-z]s)\s*=\s*(?=[a-z])").sub(" are ", text, count=1) if _PLURAL_EQUALS.match(text) else text
    )
    text = (
        expression(r"\s*=\s*").sub(" is ", text, count=1)
        if "=" in text and expression(r"^[A-Za-z ]{2,30}\s*=\s*(?!\d+%? of)").match(text)
        else text
    )
    tokens = tokenize(text)
    for size in (1, 2, 3):
        if size >= len(tokens):
            break
        head = tokens[size - 1]
        if (
            tokens[0].low in ADVERBS
            or tokens[0].is_number
            or tokens[0].text.endswith(("'s", "’s"))
            or relation_of(tokens[0].text)
        ):
            break
        if (
            tokens[0].low in DETERMINED | PREPOSITIONS
            or head.low in {"one", "ones", "it"} | MODALS
            or any(token.low in DETERMINERS for token in tokens[:size])
        ):
            break
        if not head.is_word or finite(tokens, size) is None or any(token.text in {",", "("} for token in tokens[:size]):
            continue
        if finite(tokens, size) == "past" and size + 1 < len(tokens) and tokens[size + 1].low == "by":
            continue  # "planner signed by her": it was done to it
        if finite(tokens, size) in {"past", "third"} and not (head.tags.get("NN") or head.tags.get("NNS")):
            continue
        if any(finite(tokens, at) == "past" and not is_noun(tokens[at]) for at in range(size)):
            continue
        phrase = " ".join(token.low for token in tokens[:size])
        verb = tokens[size]
        if verb.low in {"does", "has"} and size > 1 and not is_noun(head):
            continue
        owner = ""
        everyones = expression(r"\b(?:everybody|everyone|all (?:kids|students|families))\b").search(text)
        if head.low in word_set("child_nouns") and people.child and note.student.name and not everyones:
            owner = "{their} "
        elif head.low in word_set("the_nouns") or phrase in word_set("the_nouns"):
            owner = "the "
        elif (
            ("NNS" in head.tags and "VBZ" not in head.tags and finite(tokens, size) in {"be", "have", "modal", "past"})
            or (head.text[:1].isupper() and (size > 1 or not head.tags))
            or head.low in word_set("no_article_subjects")
        ):
            owner = ""
        elif (
            note.kind == "positive_note"
            and people.child
            and "NN" in head.tags
            and "JJ" not in head.tags
            and head.low not in word_set("mass_nouns")
            and finite(tokens, size) in {"past", "be"}
            and not any(token.text[:1].isupper() or token.low in ADVERBS for token in tokens[:size])
            and all(is_noun(token) or "JJ" in token.tags for token in tokens[:size])
        ):
            owner = "the " if head.low in word_set("definite_persons") else "{their} "
        elif (
            "NN" in head.tags
            and tokens[size].low
            in {"starts", "begins", "opens", "closes", "ends", "runs", "leaves", "arrives", "returns", "departs"}
            and size < len(tokens) - 1
        ) or (
            note.kind != "positive_note"
            and "NN" in head.tags
            and "JJ" not in head.tags
            and (finite(tokens, size) in {"be", "third", "modal", "have"} or head.low in word_set("people_at_school"))
            and all(is_noun(token) or "JJ" in token.tags for token in tokens[:size])
            and not any(token.low in ADVERBS for token in tokens[:size])
        ):
            owner = "the "
        else:
            continue
        if not is_noun(head) and owner != "the ":
            continue
        rest = text[tokens[0].start :]
        best = expression(r"\b(is|was) (best|worst|first|last)\b").sub(r"\1 the \2", rest)
        referred = refer(best, note=note, people=people)
        if referred.unclear:
            return Reading(
                "other", owner + referred.pattern, "check", f"who is '{referred.unclear[0]}'?", "clause", "other", text
            )
        lowered = (
            referred.pattern
            if head.text[:1].isupper() and not owner
            else referred.pattern[:1].lower() + referred.pattern[1:]
        )
        return Reading("other", owner + lowered, "sure", "a full sentence", "clause", "other", text)
    return None
