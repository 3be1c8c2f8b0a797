"""The words that a regular expression cannot match without, read off its parse.

``needed`` answers with sets of pieces of words; of each set at least one piece stands in every match. It may answer with
fewer or wider sets than is true, never with a stronger claim: what it does not know it passes over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

# The library's own parser is the one reader of expressions that is never wrong about them. It is not public: where it
# is missing, nothing is known to be needed, and every pattern runs.
parser: Any
code: Any
try:
    parser, code = import_module("re._parser"), import_module("re._constants")
except ImportError:  # pragma: no cover - a later Python
    parser = code = None


class Piece(NamedTuple):
    """Letters that stand in a match; ``opens`` and ``ends``: no letter a-z comes before them, or after.

    "0" stands for any figure; another sign stands for itself; what follows "^" begins the first word of the text.
    """

    text: str
    opens: bool
    ends: bool


_GROUPED = re.compile(r"(?<!\\)\((?!\?)|\(\?P|\(\?[a-z]|\\[1-9]")
_WRAPPED = re.compile(r"((?:\\b)?)\(\?:")


def alternatives(expression: str) -> list[str]:
    """Return the alternatives of an expression in order, a bracket around them opened; itself where it has groups."""
    return [expression] if _GROUPED.search(expression) else _alternatives(expression)


def _alternatives(expression: str) -> list[str]:
    depth, start, at = 0, 0, 0
    cuts: list[tuple[int, int]] = []
    opened = closed = -1  # where the first bracket of the outermost level opens, and where it closes
    while at < len(expression):
        sign = expression[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = expression.index("]", at + 2 + (expression[at + 1] == "^"))
        elif sign == "(":
            opened = at if opened < 0 and not depth else opened
            depth += 1
        elif sign == ")":
            depth -= 1
            closed = at if closed < 0 and not depth else closed
        elif sign == "|" and not depth:
            cuts.append((start, at))
            start = at + 1
        at += 1
    if cuts:
        return [one for low, high in [*cuts, (start, at)] for one in _alternatives(expression[low:high])]
    before = _WRAPPED.match(expression)
    if before is None or before.end() != opened + 3 or expression[closed + 1 :] not in {"", "\\b"}:
        return [expression]
    inner = _alternatives(expression[before.end() : closed])
    after = expression[closed + 1 :]
    return [f"{before.group(1)}(?:{one}){after}" for one in inner] if len(inner) > 1 else [expression]


_Items = Sequence[tuple[Any, Any]]
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
if code is not None:
    _REPEATS = frozenset({code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT})
    _APART = frozenset({code.CATEGORY_SPACE, code.CATEGORY_NOT_WORD, code.CATEGORY_DIGIT})
    _EDGES = frozenset({code.AT_BEGINNING, code.AT_BEGINNING_STRING, code.AT_BOUNDARY, code.AT_END, code.AT_END_STRING})

# The commonest words of the messages, commonest first, so that a rarer word is preferred.
_COMMON = (
    "the and to a i in of you for is his her with s on he she that it at we this was my have your will me be ll our or if "
    "from they what by has as an are so week about before can not but day when class would not m t out had all do how their "
    "school one first read home after up time reading him more help us work thank"
).split()
_COMMONNESS = {word: 0.45 / (place + 1) ** 0.7 for place, word in enumerate(_COMMON)}


Sets = tuple[frozenset[Piece], ...]
"""Sets of pieces, the rarest first: every match holds a piece of each."""

MOST = 3
"""Sets kept of an expression; a fourth would hold back next to nothing more."""


@cache
def needed(expression: str) -> Sets:
    """Return sets of pieces of which every match holds one each; none when there is nothing that it must hold."""
    if parser is None:
        return ()
    parsed = parser.parse(expression)
    if parsed.state.flags & ~re.UNICODE:
        return ()
    items = list(parsed)
    if len(items) > 1 and items[0] == (code.AT, code.AT_BEGINNING) and _skipped(items[1]):
        first = _first_words(items[2:])
        if first:
            return (first, *_of_sequence(items, opens=False, ends=False))[:MOST]
    return _of_sequence(items, opens=False, ends=False)


def _skipped(item: tuple[Any, Any]) -> bool:
    """Whether an item is whatever may stand before the first word."""
    kind, value = item
    return kind is code.MAX_REPEAT and list(value[2]) == [(code.IN, [(code.CATEGORY, code.CATEGORY_NOT_WORD)])]


def _first_words(items: _Items) -> frozenset[Piece] | None:
    """Return how the first word of a match begins, where a sequence begins with it; None where that is not known."""
    items = _flat(items)
    if not items:
        return None
    (kind, value), rest = items[0], items[1:]
    if kind is code.LITERAL and chr(value) in _LETTERS:
        run, at = "", 0
        while at < len(items) and items[at][0] is code.LITERAL and chr(items[at][1]) in _LETTERS:
            run += chr(items[at][1])
            at += 1
        return frozenset({Piece("^" + run, opens=True, ends=_begins_apart(items[at:], ends=False))})
    each: list[frozenset[Piece] | None]
    if kind is code.BRANCH:
        each = [_first_words([*branch, *rest]) for branch in value[1]]
    elif kind in _REPEATS and value[:2] == (0, 1):
        each = [_first_words([*value[2], *rest]), _first_words(rest)]
    elif kind is code.ASSERT_NOT:
        return _first_words(rest)
    else:
        return None
    return frozenset().union(*each) if all(each) else None  # type: ignore[arg-type]


def _of_sequence(items: _Items, *, opens: bool, ends: bool) -> Sets:
    """Return the rarest of what the parts of a sequence need; ``opens`` and ``ends``: what surely is around it."""
    items = _flat(items)
    found: set[frozenset[Piece]] = set()
    run, run_opens, apart = "", False, opens
    for at, (kind, value) in enumerate(items):
        if kind is code.LITERAL and chr(value) in _LETTERS:
            if not run:
                run_opens = apart
            run += chr(value)
            apart = False
            continue
        if kind in {code.ASSERT, code.ASSERT_NOT} and not _bounds(kind, value):
            if kind is code.ASSERT:
                found.update(_of_sequence(value[1], opens=False, ends=False))
            continue  # of no width
        if run:
            found.add(frozenset({Piece(run, run_opens, _begins_apart(items[at:], ends=ends))}))
            run = ""
        if kind is code.LITERAL and (sign := _sign(value)):
            found.add(frozenset({Piece(sign, opens=True, ends=True)}))
        elif kind is code.IN and all(_figure(one) for one in value):
            found.add(frozenset({Piece("0", opens=True, ends=True)}))
        elif kind is code.IN and all(one is code.LITERAL and _sign(what) for one, what in value):
            found.add(frozenset(Piece(_sign(what), opens=True, ends=True) for _, what in value))
        elif kind is code.BRANCH:
            after = _begins_apart(items[at + 1 :], ends=ends)
            each = [_of_sequence(branch, opens=apart, ends=after) for branch in value[1]]
            found.update(frozenset().union(*sets) for sets in zip(*each, strict=False))
        elif kind in _REPEATS and value[0] > 0:
            single = value[1] == 1
            after = single and _begins_apart(items[at + 1 :], ends=ends)
            found.update(_of_sequence(value[2], opens=single and apart, ends=after))
        apart = _ends_apart((kind, value), before=apart)
    if run:
        found.add(frozenset({Piece(run, run_opens, ends)}))
    return tuple(sorted(found, key=lambda pieces: (_share(pieces), sorted(pieces)))[:MOST])


def _flat(items: _Items) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for kind, value in items:
        if kind is code.SUBPATTERN:
            found += [(code.ANY, None)] if value[1] or value[2] else _flat(value[3])  # flags of its own: unknown
        elif kind is code.ATOMIC_GROUP:
            found += _flat(value)
        else:
            found.append((kind, value))
    return found


def _begins_apart(items: _Items, *, ends: bool) -> bool:
    """Whether what begins here surely begins with no letter a-z; ``ends``: whether what follows it does."""
    items = _flat(items)
    for at, (kind, value) in enumerate(items):
        if kind in {code.ASSERT, code.ASSERT_NOT}:
            if _bounds(kind, value):
                return True
            continue
        if kind is code.BRANCH:
            rest = items[at + 1 :]
            return all(_begins_apart([*branch, *rest], ends=ends) for branch in value[1])
        if kind in _REPEATS:
            if not _begins_apart(list(value[2]), ends=False):
                return False
            if value[0] > 0:
                return True
            continue
        return _apart(kind, value)
    return ends


def _ends_apart(item: tuple[Any, Any], *, before: bool) -> bool:
    """Whether no letter a-z surely stands last once an item is read; ``before``: whether that held before it."""
    kind, value = item
    if kind in {code.ASSERT, code.ASSERT_NOT}:
        return True  # only a bound of a word comes here
    if kind is code.BRANCH:
        return all(_sequence_ends_apart(branch, before=before) for branch in value[1])
    if kind in _REPEATS:
        return (value[0] > 0 or before) and _sequence_ends_apart(value[2], before=before and value[1] == 1)
    return _apart(kind, value)


def _sequence_ends_apart(items: _Items, *, before: bool) -> bool:
    for kind, value in _flat(items):
        if kind in {code.ASSERT, code.ASSERT_NOT} and not _bounds(kind, value):
            continue
        before = _ends_apart((kind, value), before=before)
    return before


def _apart(kind: Any, value: Any) -> bool:
    """Whether a part of the expression is a sign that is no letter a-z, or a bound of words."""
    if kind is code.LITERAL:
        return chr(value) not in _LETTERS
    if kind is code.AT:
        return value in _EDGES
    if kind is code.IN:
        return all(
            (one is code.LITERAL and chr(what) not in _LETTERS) or (one is code.CATEGORY and what in _APART)
            for one, what in value
        )
    return False


def _bounds(kind: Any, value: Any) -> bool:
    """Whether a look-around says that no letter of a word stands there, as a bound of words does on one side."""
    inner = list(value[1])
    return (
        kind is code.ASSERT_NOT
        and len(inner) == 1
        and inner[0][0] is code.IN
        and (code.CATEGORY, code.CATEGORY_WORD) in inner[0][1]
        and (code.NEGATE, None) not in inner[0][1]
    )


def _sign(value: int) -> str:
    """Return the piece for a sign that is no letter: itself, or "0" for a figure; "" for what is not looked up."""
    sign = chr(value)
    if sign.isdecimal():
        return "0"
    return sign if sign in "ʘǂ" or not (sign.isalnum() or sign.isspace() or sign == "_") else ""


def _figure(one: tuple[Any, Any]) -> bool:
    kind, value = one
    if kind is code.RANGE:
        return chr(value[0]).isdecimal() and chr(value[1]).isdecimal() and value[1] < 128
    return (kind is code.LITERAL and chr(value).isdecimal()) or (kind, value) == (code.CATEGORY, code.CATEGORY_DIGIT)


def _share(pieces: frozenset[Piece]) -> float:
    """Guess in what share of sentences one of the pieces stands."""
    return sum(_common(piece) for piece in pieces)


@lru_cache(maxsize=1 << 13)
def _common(piece: Piece) -> float:
    text = piece.text.removeprefix("^")
    if not text.isalpha() or text in "ʘǂ":
        return {"0": 0.25, "ʘ": 0.4}.get(text, 0.1)
    whole = piece.opens and piece.ends
    share: float = sum(
        weight
        for word, weight in _COMMONNESS.items()
        if (
            word == text
            if whole
            else word.startswith(text)
            if piece.opens
            else word.endswith(text)
            if piece.ends
            else text in word
        )
    )
    rare = (
        0.003
        if whole
        else (0.01 if piece.opens or piece.ends else 0.03) * 30 / (1, 4, 16, 64, 256, 1024)[min(len(text), 5)]
    )
    return share + rare + 0.003
