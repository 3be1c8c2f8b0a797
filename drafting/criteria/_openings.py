"""The words that a phrase pattern can begin with, read off its expression.

Knows what our lists use: letters, spaces, groups (?:a|b), look-arounds, classes, escapes and the quantifiers ? * +.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """A possible first word: the whole of it, or only how it begins."""

    text: str
    whole: bool

    def fits(self, word: str) -> bool:
        """Whether a phrase with this opening can begin with the word."""
        return word == self.text if self.whole else word.startswith(self.text)


# A beginning under construction: the letters so far, and whether the word goes on ("open"), has ended or is unknown.
_State = tuple[str, str]
_OPEN, _ENDED, _LOOSE = "open", "ended", "loose"


def openings(pattern: str) -> frozenset[Opening]:
    """Every first word of a pattern; Opening("", False) fits all words."""
    states, at = _alternatives(pattern, 0)
    if at != len(pattern):
        states = {("", _LOOSE)}
    # A pattern that ends within its first word may be followed by nothing of that word: the list asks for a word end.
    return frozenset(Opening(text, how != _LOOSE) for text, how in states)


def _alternatives(pattern: str, at: int) -> tuple[set[_State], int]:
    """Read alternatives up to a closing bracket or the end."""
    found: set[_State] = set()
    while True:
        states, at = _sequence(pattern, at)
        found |= states
        if at >= len(pattern) or pattern[at] == ")":
            return found, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[set[_State], int]:
    states: set[_State] = {("", _OPEN)}
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _atom(pattern, at)
        repeat = pattern[at] if at < len(pattern) and pattern[at] in "?*+{" else ""
        if repeat == "{":
            at = pattern.index("}", at) + 1
        elif repeat:
            at += 1
        if at < len(pattern) and repeat and pattern[at] == "?":
            at += 1
        if piece is None:
            continue
        if repeat in {"?", "*", "{"}:
            piece = piece | {("", _OPEN)}
        if repeat in {"*", "+", "{"}:
            piece = {(text, _LOOSE if how == _OPEN and text else how) for text, how in piece}
        states = {joined for state in states for joined in _join(state, piece)}
    return states, at


def _join(state: _State, piece: set[_State]) -> set[_State]:
    text, how = state
    if how != _OPEN:
        return {state}
    return {(text + more, then) for more, then in piece}


def _atom(pattern: str, at: int) -> tuple[set[_State] | None, int]:
    """One letter, class, escape or group; None for what has no width."""
    letter = pattern[at]
    if letter == "(":
        if pattern.startswith(("(?!", "(?=", "(?<"), at):
            return None, _closing(pattern, at) + 1
        inner = at + 3 if pattern.startswith("(?:", at) else at + 1
        states, end = _alternatives(pattern, inner)
        return states, end + 1
    if letter == "[":
        return {("", _LOOSE)}, pattern.index("]", at + 2) + 1
    if letter == "\\":
        escaped = pattern[at + 1]
        if escaped in "bB":
            return None, at + 2
        return {("", _LOOSE)} if escaped in "wdDWsS" else {("", _ENDED)}, at + 2
    if letter == ".":
        return {("", _LOOSE)}, at + 1
    if letter.isalnum() or letter == "_":
        return {(letter, _OPEN)}, at + 1
    return {("", _ENDED)}, at + 1


def _closing(pattern: str, at: int) -> int:
    """Where the bracket that opens at ``at`` closes."""
    depth = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "(":
            depth += 1
        elif pattern[at] == ")":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return at
