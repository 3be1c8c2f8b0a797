"""The same note about other children: what a model sees, what is written and how it is judged must not depend on a name.

Each case is told again for 40 first names from many cultures, each with she, he and, where the note has no pronoun, they.
Whatever then differs from the first telling is a finding: the payload for a model, the fact sheet, the draft (with the
child masked), or any verdict or figure of the review.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from drafting.facts import read
from drafting.models.scripted import ScriptedModel, say_the_facts
from drafting.pipeline import Pipeline
from drafting.privacy import Mask, calling_name
from drafting.types import Note, Outcome, Student
from drafting.writers.model import ModelWriter
from evals.casebook import Case

__all__ = ["NAMES", "Difference", "Result", "audit", "retold"]

NAMES = tuple(
    "Aaliyah Aarav Aiyana Akira Amara Ananya Anders Beatriz Callum Chidi Dilnoza Emre Fatima Giang Hana Hye-jin Ibrahim"
    " Ingrid Isabella Jamal Jia José Kalani Katarzyna Kofi Lakshmi Lucía Malik Maria Mateo Mohammed Ngozi Nia O'Shea"
    " Oluwaseun Priya Quỳnh Siobhán Tomasz Xochitl".split()
)
PRONOUNS = ("she/her", "he/him", "they/them")
_SETS = {"he": ("he", "him", "his", "his", "himself"), "she": ("she", "her", "her", "hers", "herself")}
_KEYS = ("THEY", "THEM", "THEIR", "THEIRS", "THEMSELF")
_PLACE = re.compile(r"\[(?P<key>[A-Z]+)(?:_\d+)?\]")
"""Has one group, so that splitting by it gives text and key in turn."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same when the child has another name or pronoun."""

    case: str
    name: str
    pronouns: str
    what: str
    first: str
    other: str


@dataclass(frozen=True, slots=True)
class Result:
    """What an audit found: how many tellings of how many cases were compared, and what differed."""

    cases: int
    tellings: int
    differences: Sequence[Difference]


def audit(
    cases: Sequence[Case], *, names: Sequence[str] = NAMES, progress: Callable[[int, int], None] | None = None
) -> Result:
    """Compare all tellings of each case with its first; cases about nobody, or whose child has no pronouns, as they can."""
    found: list[Difference] = []
    tellings = compared = 0
    for number, case in enumerate(cases, 1):
        told = list(_tellings(case.note, names))
        if told:
            compared += 1
            first = _seen(told[0])
            for note in told:
                tellings += 1
                found += _differences(case.id, note, first, _seen(note))
        if progress:
            progress(number, len(cases))
    return Result(compared, tellings, found)


def retold(note: Note, name: str, pronouns: str) -> Note | None:
    """Return the note about a child with another first name and pronouns; None where it cannot be told that way.

    A surname stays, so that the family is the same. "They" is told only where the note has no pronoun, for its verbs
    would have to change too; a note that speaks of others as she or he is told with the child's own pronouns only.
    """
    full = note.student.name
    if not full:
        return None
    mask = Mask.for_note(note)
    called = calling_name(note) or full.split()[0]
    rest = full.split()[1:]
    own = (note.student.pronouns or "").partition("/")[0]
    said: set[str] = set()

    def put(key: str, surface: str) -> str:
        if key == "CHILD":
            return _as_written(surface, called, name)
        if key in _KEYS:
            said.add(next((gender for gender, words in _SETS.items() if surface.lower() in words), "they"))
            words = _SETS.get(pronouns.partition("/")[0])
            return _cased(words[_KEYS.index(key)], surface) if words else surface
        return surface

    texts = {}
    for field in ("note", "parent_message"):
        text = getattr(note, field)
        texts[field] = None if text is None else _with(text, mask.hide(text), put)
    if said and pronouns == PRONOUNS[2]:
        return None
    if said - {own} and pronouns != note.student.pronouns:
        return None  # somebody else is "she" or "he" in this note, and would change with the child
    class_list = tuple(
        " ".join([name, *one.split()[1:]]) if one.split()[:1] == [called] else one for one in note.class_list
    )
    family = note.family
    if family.addressed_as and called in family.addressed_as:
        family = replace(family, addressed_as=family.addressed_as.replace(called, name))
    return replace(
        note,
        note=str(texts["note"]),
        parent_message=texts["parent_message"],
        student=Student(" ".join([name, *rest]), pronouns),
        class_list=class_list,
        family=family,
    )


def _with(text: str, hidden: str, put: Callable[[str, str], str]) -> str:
    """Put other words in the places that the mask hid; what was hidden there is found in the text itself."""
    between = _PLACE.split(hidden)[::2]
    keys = [place["key"] for place in _PLACE.finditer(hidden)]
    found = re.fullmatch("(.+?)".join(re.escape(piece) for piece in between), text, re.DOTALL)
    if found is None:
        return text
    done = [between[0]]
    for key, surface, piece in zip(keys, found.groups(), between[1:], strict=True):
        done += [put(key, surface), piece]
    return "".join(done)


def _tellings(note: Note, names: Sequence[str]) -> Iterator[Note]:
    for name in names:
        for pronouns in PRONOUNS:
            told = retold(note, name, pronouns)
            if told is not None:
                yield told


def _as_written(surface: str, called: str, name: str) -> str:
    """The new name as the old one was written: its case, a possessive, a surname left where it stood."""
    low = surface.casefold()
    if not low.startswith(called.casefold()):
        return surface
    ending = surface[len(called) :]
    return _cased(name, surface[: len(called)]) + ending


def _cased(word: str, like: str) -> str:
    if like.islower():
        return word.lower()
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _seen(note: Note) -> Mapping[str, str]:
    """Everything that must not depend on the child, as texts that can be compared."""
    sheet = read(note)
    mask = Mask.for_note(note)
    payload = ModelWriter(_SILENT).messages(sheet)
    outcome = Pipeline(ask=False).run(note)
    modelled = Pipeline(ScriptedModel(say_the_facts), ask=False).run(note)
    return {
        "payload": "\n".join(message["content"] for message in payload),
        "fact sheet": "\n".join(f"{fact.type} {fact.who} {fact.send} {fact.state}" for fact in sheet.facts),
        "draft": _masked(outcome, mask),
        "draft of a model": _masked(modelled, mask),
        "verdicts": _verdicts(outcome),
        "verdicts on a model's draft": _verdicts(modelled),
        "reading figures": _figures(outcome),
    }


_SILENT = ScriptedModel([])


def _masked(outcome: Outcome, mask: Mask) -> str:
    if outcome.message is None:
        return outcome.status
    return mask.outgoing(f"{outcome.message.subject or ''}\n{outcome.message.body}")


def _verdicts(outcome: Outcome) -> str:
    verdicts = outcome.review.criteria.items() if outcome.review else ()
    return "\n".join([outcome.status, *(f"{name}: {verdict.verdict}" for name, verdict in verdicts)])


def _figures(outcome: Outcome) -> str:
    if outcome.review is None:
        return outcome.status
    level = outcome.review.readability
    indices = [f"{name}: {value}" for name, value in level.indices.items()]
    return "\n".join([f"{level.words} words", f"{level.sentences} sentences", f"band {level.grade_band}", *indices])


def _differences(case: str, note: Note, first: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Difference]:
    for what, text in first.items():
        if other[what] == text:
            continue
        old, new = text.splitlines(), other[what].splitlines()
        lines = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]] or [
            (f"{len(old)} lines", f"{len(new)} lines")
        ]
        yield Difference(case, (note.student.name or "").split()[0], note.student.pronouns or "", what, *lines[0])
