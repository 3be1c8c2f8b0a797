"""What a message may rest on: the note without what must not be sent, the answers, the parent's words, the record."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from drafting.facts.patterns import pronoun_set
from drafting.facts.polarity import Change, changes
from drafting.facts.shorthand import expand
from drafting.facts.tokens import language_of, tokens
from drafting.facts.values import Support, Value
from drafting.fidelity.reading import Clause, Reading, read, skim
from drafting.fidelity.vocabulary import fold, keys, known_word, vocabulary
from drafting.types import Fact, FactSheet, Note, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻ][^\W\d_]+)*")
_STOP = re.compile(r"(?<=[a-z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMx)(?<!\bSt)(?<!\bMrs)(?<!\bSra)\.(?=\s+[A-Za-z])")
_DIGITS = re.compile(r"\d+")
_QUOTED = re.compile(r"['\"“‘]([^'\"”’]+)['\"”’]")
_CORRECTED = re.compile(  # "41 cans... wait no 141 cans": the first figure is taken back
    r"\S*\d\S*(?=[^\n\d]{0,30}?\b(?:wait,? no|no,? wait|i mean|scratch that|make that)\b[^\n\d]{0,12}\d)", re.IGNORECASE
)
_GENDERED = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "son": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she", "daughter": "she",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leak:
    """A fact that must not be sent: the keys and names that nothing else in the note supports.

    ``enough`` is how many of the keys in one sentence of a message give it away.
    """

    keys: frozenset[str]
    names: frozenset[str]
    enough: int


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """All that can be known of a note before any message is seen.

    ``language`` is that of the note ("en" or "es"). ``support`` knows the values of note, answers, parent's words and
    record; ``words`` their folded words; ``keys`` their content. ``index`` leads from a key
    to clauses of the note, ``valued`` from the key of a value.
    """

    note: Note
    language: str
    reading: Reading
    support: Support
    values: tuple[Value, ...]
    words: frozenset[str]
    keys: frozenset[str]
    heads: frozenset[str]
    index: Mapping[str, tuple[Clause, ...]]
    valued: Mapping[str, tuple[Clause, ...]]
    changes: tuple[Change, ...]
    digits: frozenset[str]
    gendered: frozenset[str]
    child: frozenset[str]
    adults: frozenset[str]
    others: frozenset[str]
    protected: frozenset[str]
    relations: frozenset[str]
    pronoun: str | None
    leaks: tuple[Leak, ...]


def source_of(sheet: FactSheet) -> Source:
    """Read a sheet; the last few are remembered, because a message is reviewed more than once."""
    note = sheet.note
    never = tuple(_withheld(fact) for fact in sheet.facts if fact.send == "never")
    answers = tuple(text for text in map(_said, note.answers.values()) if text)
    return _source(_Key(note, never, answers))


def _withheld(fact: Fact) -> _Never:
    """Return where a fact stands that must not be sent, and of a judgement the word that judges.

    A judgement is withheld by its word alone ("'lazy': a judgement of the child"): what was seen may be sent.
    """
    word = _QUOTED.match(fact.why) if fact.type == "judgement" else None
    taken_back = "corrected" in fact.why
    enough = 9 if taken_back else {"other_child": 2, "aside": 3}.get(fact.type, 1)
    beside = fact.type if fact.type in {"other_child", "aside"} and not taken_back else ""
    return _Never(fact.start, fact.end, word.group(1) if word else "", beside, enough)


def _said(answer: object) -> str:
    if isinstance(answer, str):
        return "" if answer in {"send", "leave"} else answer
    if isinstance(answer, Mapping):
        return str(answer.get("sentence") or "")
    return ""


class _Never(NamedTuple):
    """Where a fact stands that must not be sent; ``word`` if that alone judges; ``beside`` another child, or in an aside.

    ``enough`` of its words in one sentence give it away: what was only corrected, or stands in an aside or beside
    another child's name, may well be said without it.
    """

    start: int
    end: int
    word: str
    beside: str
    enough: int


class _Key:
    """A note as a key of the memory: its answers are a mapping, so the note itself cannot be one."""

    __slots__ = ("_parts", "answers", "never", "note")

    def __init__(self, note: Note, never: tuple[_Never, ...], answers: tuple[str, ...]) -> None:
        self.note, self.never, self.answers = note, never, answers
        self._parts = (
            note.note, note.kind, note.language, note.student, note.family, note.teacher, note.parent_message,
            note.class_list, note.date, never, answers,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self._parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._parts == other._parts


def _parts(*names: str | None) -> frozenset[str]:
    return frozenset(word for name in names if name for word in _WORD.findall(name))


def _folded(*texts: str | None) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        for word in _WORD.findall(text or ""):
            low = fold(word)
            found.add(low)
            if low.endswith("'s"):
                found.add(low[:-2])
    return frozenset(found)


@functools.lru_cache(maxsize=64)
def _source(key: _Key) -> Source:
    note = key.note
    family, student, teacher = note.family, note.student, note.teacher
    protected = _parts(student.name, family.addressed_as, teacher.name, *note.class_list, *family.adults)
    kept = note.note
    for start, end, word, *_ in sorted(key.never, reverse=True):
        rest = re.sub(re.escape(word), " . ", kept[start:end], flags=re.IGNORECASE) if word else " . "
        kept = f"{kept[:start]} {rest} {kept[end:]}"
    record = " . ".join(
        part
        for part in (
            student.name, family.addressed_as, family.relationship, *family.adults, teacher.name, teacher.subject,
            note.date, note.kind.replace("_", " "),
        )
        if part
    )  # fmt: skip
    said = _CORRECTED.sub("", "\n".join((kept, *key.answers)))
    pieces = tokens(said)
    spoken = language_of(pieces)
    plain = read(_written_out(said, protected) if spoken == "en" else said, names=protected, language=spoken)
    raw = skim(said, names=protected, language=spoken, pieces=pieces)
    around = skim("\n".join((note.parent_message or "", record)), names=protected)
    # The teacher's own address is hers to give.
    own = [word for word in _folded(teacher.name) if len(word) > 3]
    mine = [
        value for each in key.never if "@" in note.note[each.start : each.end]
        for value in skim(note.note[each.start : each.end]).values
        if value.kind == "email" and any(word in value.keys[0] for word in own)
    ]  # fmt: skip
    beside = [value for each in key.never if each.beside for value in skim(note.note[each.start : each.end]).values]
    values = (
        *mine,
        *beside,
        *raw.values,
        *plain.values,
        *around.values,
        *_weekday_of_dates(note, raw.values),
        *_grade(note),
    )
    index: dict[str, list[Clause]] = {}
    valued: dict[str, list[Clause]] = {}
    for clause in plain.clauses:
        for content_word in clause.words:
            for each in content_word.keys:
                index.setdefault(each, []).append(clause)
        for value in clause.values:
            for each in (*value.keys, *value.lends):
                valued.setdefault(each, []).append(clause)
    asides = [skim(expand(note.note[each.start : each.end])) for each in key.never if each.beside == "aside"]
    content = frozenset(index) | around.keys | raw.keys
    names = _folded(said, note.parent_message, record)
    leaks = tuple(_leaks(key, names, content))
    content = content.union(*(aside.keys for aside in asides))
    names |= _folded(*(aside.text for aside in asides))
    child = _folded(student.name)
    adults = _folded(family.addressed_as, *family.adults, teacher.name)
    everyone = _folded(said, note.parent_message)
    return Source(
        note=note,
        language=spoken,
        reading=plain,
        support=Support(values),
        values=(*plain.values,),
        words=names,
        keys=content,
        heads=frozenset(each[:6] for each in index if len(each) > 6 and each[0] != "~"),
        index={each: tuple(clauses) for each, clauses in index.items()},
        valued={each: tuple(clauses) for each, clauses in valued.items()},
        changes=(*changes(plain.text, plain.values), *changes(raw.text, raw.values)),
        digits=frozenset(_DIGITS.findall(said + " " + record + " " + (note.parent_message or ""))),
        gendered=frozenset(_GENDERED[word] for word in everyone if word in _GENDERED),
        child=child,
        adults=adults,
        others=_folded(*note.class_list) - child - adults,
        protected=protected,
        relations=_relations(names),
        pronoun=pronoun_set(student.pronouns),
        leaks=leaks,
    )


def _written_out(text: str, names: frozenset[str]) -> str:
    # The full stop of "no school Fri. library books" may belong to the abbreviation; here it ends a clause.
    return expand(_STOP.sub("\n", text), names=names)


def _weekday_of_dates(note: Note, values: tuple[Value, ...]) -> list[Value]:
    """Return the weekdays of the note's dates, when the year is known from the date of the note."""
    if not note.date:
        return []
    written = dt.date.fromisoformat(note.date)
    found: list[Value] = []
    for value in values:
        for each in value.keys:
            if not each.startswith("date:"):
                continue
            month, day = (int(part) for part in each[5:].split("-"))
            year = written.year + (month + 6 < written.month) - (month > written.month + 6)
            try:
                weekday = dt.date(year, month, day).isoweekday()
            except ValueError:
                continue
            found.append(Value("weekday", (f"weekday:{weekday}",), value.span))
    return found


def _grade(note: Note) -> tuple[Value, ...]:
    """Return the grade on record: it supports "7th graders" and "grade 7", not any other 7."""
    grade = note.teacher.grade or ""
    return (Value("ordinal", (f"ord:{grade}",), Span(0, 0, "")),) if grade.isdigit() else ()


def relation_known(low: str, source: Source) -> bool:
    """Tell whether a family member is in the note or on record, by this word or one like it ("mom", "mother")."""
    return low in source.words or any(group in source.relations for group in keys(low) if group[0] == "~")


def _relations(words: frozenset[str]) -> frozenset[str]:
    """Return the groups of family members that are known: "mother" lets a message say "mom"."""
    known = {group for word in words for group in keys(_singular(word)) if group[0] == "~"}
    if {"parents", "parent"} & words:
        known |= {"~mother", "~father"}
    if {"grandparents", "grandparent"} & words:
        known |= {"~grandmother", "~grandfather"}
    return frozenset(known)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in vocabulary().relations else word


def _leaks(key: _Key, names: frozenset[str], content: frozenset[str]) -> list[Leak]:
    found: list[Leak] = []
    for start, end, word, beside, enough in key.never:
        text = word or key.note.note[start:end]
        held = skim(expand(text))
        # A frame word ("help", "home") says nothing on its own, whoever says it.
        own = {
            each.keys[0] for each in held.words
            if not each.frame and content.isdisjoint(each.keys[:1])
        }  # fmt: skip
        called = {
            fold(each) for each in _WORD.findall(text)
            if beside != "aside" and each[0].isupper() and len(each) > 1 and (not known_word(each.lower()) or each.lower() in vocabulary().wordnames)
        } - names  # fmt: skip
        found.append(Leak(frozenset(own), frozenset(called), enough))
    return found
