"""Words for the adults at home, and whether the record means them."""

from __future__ import annotations

from functools import cache

from drafting.facts.expressions import expression
from drafting.facts.grammar import words


@cache
def _family_words() -> dict[str, str]:
    return {word: relation for relation, names in words()["family_words"].items() for word in names}


def family_word(low: str) -> str | None:
    """Return the relation that a word in lower case names, or None."""
    return _family_words().get(low)


def relation_of(word: str) -> str | None:
    """Return the relation a family word names ("abuela" -> "grandmother"), or None."""
    return family_word(word.lower())


def matches_record(relation: str, relationship: str | None) -> bool:
    """Say whether a relation named in the note is the one on record for the reader of this message."""
    low = (relationship or "").lower()
    if not low:
        return False
    if expression(rf"(?<![a-z]){relation}s?\b").search(low):
        return "step" not in low or relation.startswith("step")
    return relation == "sibling" and ("brother" in low or "sister" in low)
