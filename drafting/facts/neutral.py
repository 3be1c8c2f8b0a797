"""A note under one neutral name, so that what is read cannot depend on what a child is called.

"Will can tie his shoes" and "José Ángel can tie his shoes" are one note about one child; a name that is a word, a letter
or two words would else be read otherwise in one clause of twenty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

from drafting.facts.expressions import expression
from drafting.facts.grammar import tokenize
from drafting.facts.mentions import bare, child_tokens
from drafting.facts.patterns import Speaking
from drafting.facts.people import People
from drafting.types import Answer, Note

_NAMES = ("Kimi", "Tavo", "Runa")
_TITLES = frozenset("mr mrs ms miss mx dr sr sra señor señora ato coach prof".split())
_SEGMENT = r"[^.!?;\n]+"


@dataclass(frozen=True, slots=True)
class NeutralNote:
    """``note`` and ``people`` under the neutral name; ``back`` leads from an offset in ``note`` to the note as written."""

    note: Note
    people: People
    name: str | None
    _own: People
    _starts: tuple[int, ...] = ()
    _shifts: tuple[int, ...] = ()

    def back(self, offset: int) -> int:
        """Return the offset in the note as written."""
        at = bisect_right(self._starts, offset) - 1
        return offset + (self._shifts[at] if at >= 0 else 0)

    def answer(self, answer: Answer) -> Answer:
        """Return an answer of the teacher's under the neutral name."""
        if isinstance(answer, Mapping):
            return {key: _renamed(str(value), self._own, self.name)[0] for key, value in answer.items()}
        return _renamed(answer, self._own, self.name)[0]

    @property
    def speaking(self) -> Speaking:
        """How the child is spoken of in the message, by the own name."""
        return Speaking(self._own.child or "your child", self._own.pronoun)

    def own(self, text: str) -> str:
        """Return a text with the child's own name where the neutral one was left."""
        return text.replace(self.name, self._own.child or "") if self.name and self.name in text else text


def neutral(note: Note, people: People) -> NeutralNote:
    """Return the note with every mention of the child by name as one and the same name; a whole-class note as it is."""
    if people.child is None:
        return NeutralNote(note, people, None, people)
    name = next((one for one in _NAMES if one.lower() not in note.note.lower()), _NAMES[0])
    text, starts, shifts = _renamed(note.note, people, name)
    return NeutralNote(
        replace(note, note=text, student=replace(note.student, name=name)),
        replace(people, child=name, child_forms=(name,)),
        name,
        people,
        starts,
        shifts,
    )


def _renamed(text: str, people: People, name: str | None) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return the renamed text, and for each offset from which another shift holds, that shift."""
    if name is None:
        return text, (), ()
    out: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    cursor = length = 0
    for segment in expression(_SEGMENT).finditer(text):
        tokens = tokenize(segment.group())
        for at, size in child_tokens(tokens, people).items():
            if at and (
                tokens[at - 1].low in _TITLES
                or (tokens[at - 1].text == "." and at > 1 and tokens[at - 2].low in _TITLES)
            ):
                continue  # "Ms. Thompson" is the child's mother
            start = segment.start() + tokens[at].start
            last = tokens[at + size - 1]
            suffix = last.text[len(bare(last.text)) :]
            end = segment.start() + last.end - len(suffix)
            out += [text[cursor:start], name]
            length += start - cursor + len(name)
            cursor = end
            starts.append(length)
            shifts.append(end - length)
    out.append(text[cursor:])
    return "".join(out), tuple(starts), tuple(shifts)
