"""The notation of ``sentence.grammar``: rules, word classes and literal words read into functions over positions.

A rule is a function of a position and a text that returns where it may end, as a set of positions held in the bits of
an integer (bit 7 set: it may end before the eighth word). That makes "one rule, then another" a union and keeps the
whole sentence at a few hundred small steps. What a rule can begin with is worked out beforehand, so that most
alternatives are left after one look at a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Ends = int
"""Positions as the bits of an integer."""

_PIECE = re.compile(r"'((?:[^'\\]|\\.)*)'|([A-Z][A-Z_]*[A-Z]|[A-Z]\b)|([a-z_]+(?:\.[A-Za-z]+)?)|([()|?*+])")
_RULE = re.compile(r"^([a-z_]+(?:\.[A-Za-z]+)?)\s*=", re.MULTILINE)
NUMBERS = ("s", "p", "i")
"""He, they and I."""
FORMS = ("Z", "D", "B", "G", "N")
"""Comes, came, come, coming, gone."""


@dataclass(slots=True)
class Text:
    """The words of a text as the classes each belongs to, and what rules found so far: ``known[rule][position]``."""

    classes: Sequence[int]
    known: list[list[Ends]]


Match = Callable[[int, Text], Ends]


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a rule: how it matches, what it can begin with (classes as bits) and whether it may be nothing."""

    kind: str  # "word", "rule", "all", "any", "maybe", "some"
    parts: tuple[Node, ...] = ()
    bit: int = 0
    name: str = ""
    """The rule, where it is one."""


@dataclass(slots=True)
class Grammar:
    """Rules by name; ``bits`` gives each word class and literal its bit."""

    rules: dict[str, Node]
    bits: dict[str, int] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def ends(self, rule: str, classes: Sequence[int]) -> Ends:
        """Return where a rule may end when it begins with the first word."""
        text = Text([*classes, 0], [[-1] * (len(classes) + 1) for _ in self.matches])
        return self.matches[self.numbers[rule]](0, text)


def read(notation: str) -> Grammar:
    """Read the notation; a rule that is used and not written raises ``KeyError`` with its name."""
    grammar = Grammar({})
    for name, body in _written(notation):
        for own, words in _instances(name, body):
            grammar.rules[own] = _Reader(words, grammar.bits).whole()
    _compile(grammar)
    return grammar


def _written(notation: str) -> Iterator[tuple[str, str]]:
    text = "\n".join(line for line in notation.splitlines() if not line.startswith("#"))
    found = list(_RULE.finditer(text))
    for rule, following in zip(found, [*found[1:], None], strict=True):
        yield rule.group(1), text[rule.end() : following.start() if following else len(text)]


def _instances(name: str, body: str) -> Iterator[tuple[str, str]]:
    """Write a rule of numbers or forms once for each."""
    for mark, values in ((".N", NUMBERS), (".F", FORMS)):
        if name.endswith(mark):
            for value in values:
                yield name[:-1] + value, body.replace(mark, "." + value).replace("_" + mark[1:], "_" + value)
            return
    yield name, body


class _Reader:
    """Reads one rule's right side."""

    def __init__(self, body: str, bits: dict[str, int]) -> None:
        self.pieces = [match.groups() for match in _PIECE.finditer(body)]
        self.at = 0
        self.bits = bits

    def whole(self) -> Node:
        return self._any()

    def _any(self) -> Node:
        parts = [self._all()]
        while self.at < len(self.pieces) and self.pieces[self.at][3] == "|":
            self.at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Node("any", tuple(parts))

    def _all(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.pieces) and self.pieces[self.at][3] not in {"|", ")"}:
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Node("all", tuple(parts))

    def _one(self) -> Node:
        literal, word_class, rule, sign = self.pieces[self.at]
        self.at += 1
        if sign == "(":
            node = self._any()
            self.at += 1  # the closing bracket
        elif rule is not None:
            node = Node("rule", name=rule)
        else:
            name = word_class if word_class is not None else literal.replace("\\'", "'")
            node = Node("word", bit=self.bits.setdefault(name, 1 << len(self.bits)))
        while self.at < len(self.pieces) and self.pieces[self.at][3] in {"?", "*", "+"}:
            sign = self.pieces[self.at][3]
            self.at += 1
            node = (
                Node("all", (node, Node("some", (node,))))
                if sign == "+"
                else Node("maybe" if sign == "?" else "some", (node,))
            )
        return node


def _compile(grammar: Grammar) -> None:
    empty, first = _beginnings(grammar.rules)
    grammar.numbers.update({name: number for number, name in enumerate(grammar.rules)})
    made = _Maker(grammar, empty, first)
    grammar.matches.extend(made.match(node) for node in grammar.rules.values())


class _Maker:
    """Makes the function of a node."""

    def __init__(self, grammar: Grammar, empty: Mapping[str, bool], first: Mapping[str, int]) -> None:
        self.grammar, self.empty, self.first = grammar, empty, first

    def match(self, node: Node) -> Match:
        """Return the function that finds where a node may end."""
        if node.kind == "word":
            return self._word(node.bit)
        if node.kind == "rule":
            return self._rule(self.grammar.numbers[node.name])
        if node.kind == "all":
            return self._all([self.match(part) for part in node.parts])
        if node.kind == "any":
            return self._any([(self._begins(part), self.match(part)) for part in node.parts])
        (part,) = node.parts
        return (self._maybe if node.kind == "maybe" else self._some)(self._begins(part), self.match(part))

    def _begins(self, node: Node) -> int:
        """What a node can begin with; all bits where it may be nothing."""
        return -1 if _empty(node, self.empty) else _first(node, self.empty, self.first)

    @staticmethod
    def _word(bit: int) -> Match:
        return lambda at, text: 2 << at if text.classes[at] & bit else 0

    def _rule(self, number: int) -> Match:
        matches = self.grammar.matches

        def match(at: int, text: Text) -> Ends:
            known = text.known[number]
            if known[at] < 0:
                known[at] = matches[number](at, text)
            return known[at]

        return match

    @staticmethod
    def _all(parts: Sequence[Match]) -> Match:
        def match(at: int, text: Text) -> Ends:
            ends = 1 << at
            for part in parts:
                ends = _from_each(ends, part, text)
                if not ends:
                    break
            return ends

        return match

    @staticmethod
    def _any(parts: Sequence[tuple[int, Match]]) -> Match:
        def match(at: int, text: Text) -> Ends:
            ends, here = 0, text.classes[at]
            for begins, part in parts:
                if begins & here or begins < 0:
                    ends |= part(at, text)
            return ends

        return match

    @staticmethod
    def _maybe(begins: int, part: Match) -> Match:
        return lambda at, text: 1 << at | (part(at, text) if begins & text.classes[at] or begins < 0 else 0)

    @staticmethod
    def _some(begins: int, part: Match) -> Match:
        def match(at: int, text: Text) -> Ends:
            ends = new = 1 << at
            while new:
                found = 0
                while new:
                    low = new & -new
                    new ^= low
                    place = low.bit_length() - 1
                    if begins & text.classes[place] or begins < 0:
                        found |= part(place, text)
                new = found & ~ends
                ends |= found
            return ends

        return match


def _from_each(ends: Ends, part: Match, text: Text) -> Ends:
    """Return where a part may end that begins where something else may have ended."""
    if not ends & (ends - 1):
        return part(ends.bit_length() - 1, text)
    found = 0
    while ends:
        low = ends & -ends
        ends ^= low
        found |= part(low.bit_length() - 1, text)
    return found


def _beginnings(rules: Mapping[str, Node]) -> tuple[dict[str, bool], dict[str, int]]:
    """Work out, for each rule, whether it may be nothing and what it can begin with."""
    empty = dict.fromkeys(rules, False)
    first = dict.fromkeys(rules, 0)
    changed = True
    while changed:
        changed = False
        for name, node in rules.items():
            now = (_empty(node, empty), _first(node, empty, first))
            if now != (empty[name], first[name]):
                empty[name], first[name] = now
                changed = True
    return empty, first


def _empty(node: Node, empty: Mapping[str, bool]) -> bool:
    if node.kind == "word":
        return False
    if node.kind == "rule":
        return empty[node.name]
    if node.kind in {"maybe", "some"}:
        return True
    told = (_empty(part, empty) for part in node.parts)
    return all(told) if node.kind == "all" else any(told)


def _first(node: Node, empty: Mapping[str, bool], first: Mapping[str, int]) -> int:
    if node.kind == "word":
        return node.bit
    if node.kind == "rule":
        return first[node.name]
    found = 0
    for part in node.parts:
        found |= _first(part, empty, first)
        if node.kind == "all" and not _empty(part, empty):
            break
    return found
