"""Where a text mentions the child or anybody by name."""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.facts.expressions import expression
from drafting.facts.grammar import MODALS, Token, finite, skip_adverbs, tokenize, without_s
from drafting.facts.lexicon import tags
from drafting.facts.names import FUNCTION, ordinary
from drafting.facts.people import People
from drafting.types import Span


def mentions(text: str, names: tuple[str, ...]) -> list[Span]:
    """Find names in a text as whole words, with a possessive left outside the span."""
    found = [
        Span(m.start(), m.end(), m.group())
        for name in names
        for m in expression(rf"(?<![\w]){re.escape(name)}(?![\w])").finditer(text)
    ]
    return sorted(found, key=lambda span: span.start)


def child_tokens(tokens: list[Token], people: People) -> dict[int, int]:
    """Map the index of each token that begins a mention of the child to the number of tokens it covers."""
    found: dict[int, int] = {}
    starts = _starts(people.child_forms)
    at = 0
    while at < len(tokens):
        size = _child_here(tokens, at, people) if bare(tokens[at].low) in starts else 0
        if size:
            found[at] = size
            at += size
        else:
            at += 1
    return found


_LETTER_BEFORE = frozenset("the a an letter wrote level door shelf grade section of".split())


@lru_cache(maxsize=512)
def _forms(forms: tuple[str, ...]) -> tuple[tuple[str, list[str], list[str]], ...]:
    """Each form of the child's name with its words, as written and in lower case."""
    split = ((form, [token.text for token in tokenize(form)]) for form in forms)
    return tuple((form, written, [word.lower() for word in written]) for form, written in split)


@lru_cache(maxsize=512)
def _starts(forms: tuple[str, ...]) -> frozenset[str]:
    """The words that a mention of the child can begin with."""
    return frozenset(low[0] for _, _, low in _forms(forms))


def bare(word: str) -> str:
    """Return a word without the ending of possession ("Maya's", "James'")."""
    return without_s(word).rstrip("'’")


def _child_here(tokens: list[Token], at: int, people: People) -> int:
    first = bare(tokens[at].low)
    for form, wanted, low in _forms(people.child_forms):
        if low[0] != first:
            continue
        got = [bare(token.text) for token in tokens[at : at + len(wanted)]]
        if [word.lower() for word in got] != low:
            continue
        if got == wanted:
            if len(form) == 1 and (
                tokens[at].text[:1].islower()
                or (at and tokens[at - 1].low in _LETTER_BEFORE)
                or (
                    at + 1 < len(tokens)
                    and tokens[at + 1].is_word
                    and len(people.child or "") > 1
                    and "NNS" in tokens[at + 1].tags
                )
            ):
                continue
            if _is_word(form) and at == 0 and not _stands_as_name(tokens, at):
                continue
            return len(wanted)
        if len(form) > 1 and len(wanted) == 1 and _is_word(form):
            # a name that is a word, in lower case: a name only where a predicate follows it
            if at == 0 and _stands_as_name(tokens, at):
                return 1
            continue
        if len(form) > 1:
            return len(wanted)
    return 0


def _is_word(name: str) -> bool:
    """Say whether a name is an ordinary word too ("Will", "May", "Joy")."""
    low = name.lower()
    return bool(tags(low)) or low in MODALS or low in ordinary() or low in FUNCTION


def _base_follows(tokens: list[Token], at: int) -> bool:
    """Say whether a verb's base follows, or a figure: "Will be line leader" and "May 4" are no child's."""
    at += tokens[at].low == "not" and at + 1 < len(tokens)
    return tokens[at].is_number or "VB" in tokens[at].tags or tokens[at].low in {"be", "have", "do"}


def _stands_as_name(tokens: list[Token], at: int) -> bool:
    """Say whether a word-name at a clause start is the person: "will can tie", not "will be line leader"."""
    if tokens[at].text.endswith(("'s", "’s")):
        return True
    after = skip_adverbs(tokens, at + 1)
    if after >= len(tokens):
        return tokens[at].text[:1].isupper()
    if tokens[at].low in MODALS:
        return finite(tokens, after) is not None or (tokens[at].text[:1].isupper() and not _base_follows(tokens, after))
    return tokens[at].text[:1].isupper() or finite(tokens, after) is not None
