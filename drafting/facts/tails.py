"""A detail hung on a sentence by a comma ("ran the mile without walking, 11:42"), set in brackets where it belongs.

A jotting hangs things on with commas; in a message each such tail reads as a slip. A detail in brackets does not.
"""

from __future__ import annotations

import re

from drafting.facts.grammar import finite_at, tokenize
from drafting.facts.patterns import Speaking, fill
from drafting.facts.syntax import is_phrase, is_sentence

_FEW = 7
"""Words of a tail; a longer one is a thought of its own."""
_LEADING = re.compile(r"(?:\d|\$|about |almost |over |the |a |an |my (?:fault|mistake|error)\b|\{their\} |no |all |both )")
_FIGURES = re.compile(r"\d+ [a-z]+s\b(?! (?:later|ago|early|late)).*$")
_MORE = re.compile(r"\d+ (?:(?:on|in|at) [A-Z]|(?!inches|feet|pages|minutes|words|seconds|miles|times|pounds|days|points)[a-z]+s$)")


def said(pattern: str) -> str:
    """Return a pattern as a sentence about a girl called Maya, so that no word of a real name is read as a word."""
    return fill(pattern, Speaking("Maya", "she"), voice="name")


def set_apart(pattern: str, *, figures_only: bool = False) -> str:
    """Join a short last detail by "and", or put it in brackets, where the sentence is whole without it and none with it."""
    if ", " not in pattern or is_sentence(said(pattern)):
        return pattern
    head, _, tail = pattern.rpartition(", ")
    fits = (
        _LEADING.match(tail)
        and (tail[0].isdigit() or not figures_only)
        and len(tokenize(tail)) <= _FEW
        and "(" not in pattern
        and not any(finite_at(tail))
        and is_phrase(said(tail))
        and is_sentence(said(head))
    )
    if not fits:
        return pattern
    counted = _FIGURES.search(head) and _MORE.match(tail)
    return f"{head} and {tail}" if counted else f"{head} ({tail})"
