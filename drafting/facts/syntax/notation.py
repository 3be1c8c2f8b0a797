"""The notation of ``sentence.grammar``: rules, word classes and literal words read into functions over positions.

A rule is a function of a position and a text that returns where it may end, as a set of positions held in the bits of
an integer (bit 7 set: it may end before the eighth word). That makes "one rule, then another" a union and keeps the
whole sentence at a few hundred small steps. What a rule can begin with is worked out beforehand, so that most
alternatives are left after one look at a word; a rule that comes down to a choice of words is one look itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

Ends = int
"""Positions as the bits of an integer."""

_PIECE = re.compile(r"'((?:[^'\\]|\\.)*)'|([A-Z][A-Z_]*[A-Z]|[A-Z]\b)|([a-z_]+(?:\.[A-Za-z]+)?)|([()|?*+])")
_RULE = re.compile(r"^([a-z_]+(?:\.[A-Za-z]+)?)\s*=", re.MULTILINE)
NUMBERS = ("s", "p", "i")
"""He, they and I."""
FORMS = ("Z", "D", "B", "G", "N")
"""Comes, came, come, coming, gone."""


Known = dict[int, Ends]
"""What rules found so far in a text, by the number of the rule and the position."""

Match = Callable[[int, Sequence[int], Known], Ends]
"""(position, the classes of each word, what is known) -> where it may end."""

NOTHING = 1
"""The bit that every word has, and the end of the text: what may be nothing can begin with it."""


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
        marked = [one | NOTHING for one in classes]
        return self.matches[self.numbers[rule]](0, [*marked, NOTHING], {})


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
            node = Node("word", bit=self.bits.setdefault(name, NOTHING << 1 + len(self.bits)))
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
    rules = _shortened(grammar.rules)
    empty, first = _beginnings(rules)
    grammar.numbers.update({name: number for number, name in enumerate(rules)})
    made = _Maker(grammar, empty, first)
    grammar.matches.extend(map(made.rule, range(len(rules))))
    made.bodies.extend(map(made.match, rules.values()))


def _shortened(rules: Mapping[str, Node]) -> dict[str, Node]:
    """Write choices of words, and rules that are no more than that, as one word of several classes."""
    done = dict(rules)
    changed = True
    while changed:
        changed = False
        for name, node in done.items():
            short = _short(node, done)
            if short != node:
                done[name] = short
                changed = True
    return done


def _short(node: Node, rules: Mapping[str, Node]) -> Node:
    if node.kind == "rule":
        meant = rules[node.name]
        return meant if meant.kind == "word" else node
    parts = [_short(part, rules) for part in node.parts]
    if node.kind == "any":
        bits = 0
        for part in parts:
            bits |= part.bit if part.kind == "word" else 0
        others = [part for part in parts if part.kind != "word"]
        parts = [*([Node("word", bit=bits)] if bits else []), *others]
        if len(parts) == 1:
            return parts[0]
    return replace(node, parts=tuple(parts))


@dataclass(frozen=True, slots=True)
class _Step:
    """A part of a sequence: the classes of a word, or what it can begin with and its function; whether it may lack."""

    word: int
    begins: int
    match: Match
    optional: bool


class _Maker:
    """Makes the function of a node."""

    def __init__(self, grammar: Grammar, empty: Mapping[str, bool], first: Mapping[str, int]) -> None:
        self.grammar, self.empty, self.first = grammar, empty, first
        self.bodies: list[Match] = []

    def rule(self, number: int) -> Match:
        """Return the function of a rule, which looks at a position once; its body may be made later."""
        bodies, rules = self.bodies, len(self.grammar.numbers)

        def match(at: int, classes: Sequence[int], known: Known) -> Ends:
            key = at * rules + number
            ends = known.get(key)
            if ends is None:
                ends = known[key] = bodies[number](at, classes, known)
            return ends

        return match

    def match(self, node: Node) -> Match:
        """Return the function that finds where a node may end."""
        if node.kind == "word":
            return self._word(node.bit)
        if node.kind == "rule":
            return self.grammar.matches[self.grammar.numbers[node.name]]
        if node.kind == "some":
            (part,) = node.parts
            return self._some(self._begins(part), self.match(part))
        if node.kind == "any":
            return self._any([(self._begins(part), self.match(part)) for part in node.parts])
        return self._all([self._step(part) for part in (node.parts if node.kind == "all" else (node,))])

    def _step(self, node: Node) -> _Step:
        optional = node.kind == "maybe"
        (part,) = node.parts if optional else (node,)
        return _Step(part.bit if part.kind == "word" else 0, self._begins(part), self.match(part), optional)

    def _begins(self, node: Node) -> int:
        """What a node can begin with; what every word has where it may be nothing."""
        return NOTHING if _empty(node, self.empty) else _first(node, self.empty, self.first)

    @staticmethod
    def _word(bit: int) -> Match:
        return lambda at, classes, _: 2 << at if classes[at] & bit else 0

    @staticmethod
    def _all(steps: Sequence[_Step]) -> Match:
        parts = [(step.word, step.begins, step.match, step.optional) for step in steps]

        def match(at: int, classes: Sequence[int], known: Known) -> Ends:
            ends = 1 << at
            for word, begins, part, optional in parts:
                found = ends if optional else 0
                while ends:
                    low = ends & -ends
                    ends ^= low
                    place = low.bit_length() - 1
                    if word:
                        if classes[place] & word:
                            found |= low << 1
                    elif classes[place] & begins:
                        found |= part(place, classes, known)
                if not found:
                    return 0
                ends = found
            return ends

        return match

    @staticmethod
    def _any(parts: Sequence[tuple[int, Match]]) -> Match:
        possible: dict[int, tuple[Match, ...]] = {}  # by the classes of a word

        def match(at: int, classes: Sequence[int], known: Known) -> Ends:
            here = classes[at]
            if (each := possible.get(here)) is None:
                each = possible[here] = tuple([part for begins, part in parts if begins & here])
            ends = 0
            for part in each:
                ends |= part(at, classes, known)
            return ends

        return match

    @staticmethod
    def _some(begins: int, part: Match) -> Match:
        def match(at: int, classes: Sequence[int], known: Known) -> Ends:
            ends = new = 1 << at
            while new:
                found = 0
                while new:
                    low = new & -new
                    new ^= low
                    place = low.bit_length() - 1
                    if begins & classes[place]:
                        found |= part(place, classes, known)
                new = found & ~ends
                ends |= found
            return ends

        return match


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
