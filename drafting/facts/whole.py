"""Clauses no shape fits that are whole sentences all the same, or would be with one small word more.

The shapes know the jottings they were written for; the grammar knows sentences. "Mr. Hale came down the hall to tell
me." needs no rule of its own, "snack at 10:15 seems to do it" only its "the".
"""

from __future__ import annotations

from drafting.facts.grammar import finite_at, tokenize
from drafting.facts.people import People
from drafting.facts.proposals import Reading, proposed
from drafting.facts.refer import refer
from drafting.facts.syntax import is_sentence
from drafting.facts.tails import said
from drafting.types import Note

_FEWEST = 4
"""Words; fewer ("labs fine") are more often a label than a sentence."""
_OPENERS = frozenset("what when once while if after before since whenever as until".split())
_NOT_FIRST = frozenset("please not no only some like ask stop let leave tell keep and or but i'd id".split())


def whole_sentence(text: str, *, note: Note, people: People) -> Reading | None:
    """Return a clause that is a sentence as it stands or with "the" before it; it waits for a tick.

    It is sure only where it is about the child, behind an opening ("Once she is settled she works well").
    """
    tokens = tokenize(text)
    first = tokens[0].low if tokens else ""
    if len(tokens) < _FEWEST or first in _NOT_FIRST or not any(list(finite_at(text))[1:]):
        return None
    referred = refer(text, note=note, people=people)
    if referred.others:
        return None
    pattern = referred.pattern
    unclear = f"who is '{referred.unclear[0]}'?" if referred.unclear else ""
    bare = bool(tokens[0].tags) and "{" not in pattern.split(" ", 1)[0] and first not in _OPENERS
    if not bare and is_sentence(said(pattern)):
        child = "{they}" in pattern and first in _OPENERS
        return proposed(
            pattern,
            who="child" if child else "other",
            why="a full sentence" if child else "is this for the family?",
            shape="clause",
            text=text,
            unclear=unclear,
            state="sure" if child else "check",
        )
    small = pattern if tokens[0].text.isupper() else pattern[:1].lower() + pattern[1:]
    if bare and not {"VBD", "VBZ"} & set(tokens[0].tags) and is_sentence(said(f"the {small}")):
        return proposed(
            f"the {small}",
            who="other",
            why="a small word was missing: is this what you mean?",
            shape="clause",
            text=text,
            unclear=unclear,
            state="check",
        )
    return None
