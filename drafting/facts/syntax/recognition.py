"""Whether a text is a sentence of the grammar."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from drafting.facts.grammar import tokenize
from drafting.facts.syntax.notation import Grammar, read
from drafting.facts.syntax.word_classes import classes_of

_MOST_WORDS = 60
"""Longer texts are held for their length elsewhere; no time is spent on them here."""


@lru_cache(maxsize=2048)
def is_sentence(text: str) -> bool:
    """Say whether a text is one whole English sentence, or several joined by "and", "but" or "so".

    The text has its shorthand written out and names people with a capital. A text of more than 60 words is taken for
    none. What stands in quotation marks or brackets is not looked into.
    """
    return _is("sentence", text)


@lru_cache(maxsize=512)
def is_phrase(text: str) -> bool:
    """Say whether a text is a thing, a figure or a place in time, and no sentence ("31 inches", "the last of three")."""
    return _is("detail", text)


@lru_cache(maxsize=512)
def is_remark(text: str) -> bool:
    """Say whether a text can follow a sentence as an afterthought ("fine now", "not late to PE once")."""
    return _is("remark", text)


@lru_cache(maxsize=512)
def is_beside(text: str) -> bool:
    """Say whether a text is things and where they are ("spaces between every word"), as "with" can bring them in."""
    return _is("beside", text)


def _is(rule: str, text: str) -> bool:
    tokens = tokenize(text.replace("’", "'"))
    if not tokens or len(tokens) > _MOST_WORDS:
        return False
    grammar = _grammar()
    classes = [sum({grammar.bits.get(name, 0) for name in classes_of(tokens, at)}) for at in range(len(tokens))]
    return bool(grammar.ends(rule, classes) >> len(tokens) & 1)


@cache
def _grammar() -> Grammar:
    return read((Path(__file__).parent / "sentence.grammar").read_text(encoding="utf-8"))
