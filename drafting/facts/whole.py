"""Clauses no shape fits that are whole sentences all the same, or would be with one small word more.

The shapes know the jottings they were written for; the grammar knows sentences. "Mr. Hale came down the hall to tell
me." needs no rule of its own, "snack at 10:15 seems to do it" only its "the".
"""

from __future__ import annotations

from drafting.facts.grammar import BE, finite_at, tokenize
from drafting.facts.kinds import GOOD_KINDS, LIST_KINDS
from drafting.facts.people import People
from drafting.facts.proposals import Reading, proposed
from drafting.facts.refer import refer
from drafting.facts.syntax import is_sentence
from drafting.facts.tails import said
from drafting.types import Note

_FEWEST = 4
"""Words; fewer ("labs fine") are more often a label than a sentence."""
_OPENERS = frozenset("what when once while if after before since whenever as until".split())
_COUNTS = frozenset(
    "one two three four five six seven eight nine ten twice once every each most several many today yesterday".split()
)
_CLASS = frozenset("kids students".split())
_DATED = frozenset("next last first final only".split())
_NOT_FIRST = frozenset("please not no only some like ask stop let leave tell keep and or but i'd id".split())


def whole_sentence(text: str, *, note: Note, people: People) -> Reading | None:
    """Return a clause that is a sentence as it stands or with "the" before it; it waits for a tick.

    It is sure only where it is about the child, behind an opening ("Once she is settled she works well").
    """
    tokens = tokenize(text)
    first = tokens[0].low if tokens else ""
    if len(tokens) < (2 if first in _CLASS else _FEWEST) or first in _NOT_FIRST or not any(list(finite_at(text))[1:]):
        return None
    referred = refer(text, note=note, people=people)
    if referred.others:
        return None
    pattern = referred.pattern
    unclear = f"who is '{referred.unclear[0]}'?" if referred.unclear else ""
    itself = is_sentence(said(pattern))
    about_child = "{they}" in pattern and (first in _OPENERS | _COUNTS or tokens[0].is_number)
    practical = note.kind in LIST_KINDS and any(token.low in {"is", "are"} for token in tokens)
    bare = bool(tokens[0].tags) and "{" not in pattern.split(" ", 1)[0] and not about_child
    if itself and (about_child or practical or not bare):
        sure = about_child or practical
        return proposed(
            pattern,
            who="child" if about_child else "other",
            why="a full sentence" if sure else "is this for the family?",
            shape="clause",
            text=text,
            unclear=unclear,
            state="sure" if sure else "check",
        )
    small = pattern if tokens[0].text.isupper() else pattern[:1].lower() + pattern[1:]
    if bare and (first in _CLASS or not {"VBD", "VBZ"} & set(tokens[0].tags)) and is_sentence(said(f"the {small}")):
        dated = (first in _DATED and any(token.low in BE for token in tokens)) or (
            first in _CLASS and note.kind in GOOD_KINDS | LIST_KINDS
        )
        return proposed(
            f"the {small}",
            who="other",
            why="a full sentence" if dated else "a small word was missing: is this what you mean?",
            shape="clause",
            text=text,
            unclear=unclear,
            state="sure" if dated else "check",
        )
    return None
