"""Who is on the record of a note, and every form in which their names may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafting.facts.people import called
from drafting.privacy.words import fold, word_list
from drafting.types import Note

_PARTICLES = frozenset(
    "de del della der den da di do dos la las le los van von al el bin ibn bint ben y e and und et of the".split()
)
COURTESY = frozenset(
    "mr mrs ms miss mx dr prof sr sra srta mtra mtro mme mlle mister missus sir madam don doña family".split()
)
"""Titles that are said only before a name; others ("Grann", "Auntie") are said alone, and are then the name."""

_CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write the name of somebody on record; ``key`` is the placeholder it becomes.

    ``given`` marks a first name, which a hurried note may write in lower case even when it is a word.
    """

    folded: str
    key: str
    given: bool = False

    @property
    def is_word(self) -> bool:
        """Whether the name is also an ordinary word (Will, Grace, May), so that case and place must decide."""
        return len(self.folded) == 1 or any(
            self.folded in word_list(name)
            for name in ("name_words", "everyday", "calendar", "ordinary_capitals", "titles")
        )

    @property
    def pattern(self) -> str:
        """A regular expression for folded text: any apostrophe or none, any space, whole words only."""
        body = re.escape(self.folded).replace("'", "'?").replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]?")
        if _CASELESS.search(self.folded) and len(self.folded) > 1:
            return body
        plural = "s?" if len(self.folded) > 2 and " " not in self.folded and not self.is_word else ""
        return rf"(?<![^\W\d_]){body}{plural}(?![^\W\d_])"


def calling_name(note: Note) -> str | None:
    """Return the name by which the message calls the child, as the fact sheet has it; None for a whole class."""
    full = " ".join((note.student.name or "").split())
    return called(full, note.note) if full else None


def forms(note: Note) -> list[Form]:
    """Return every form of every name on the record, the longest first, the child before all others."""
    found: dict[str, Form] = {}
    for form in _all_forms(note):
        if form.folded and form.folded != "i":
            found.setdefault(form.folded, form)
    return sorted(found.values(), key=lambda form: -len(form.folded))


def _all_forms(note: Note) -> Iterator[Form]:
    called = calling_name(note)
    if called:
        yield Form(fold(called), "CHILD", given=True)
    if note.student.name and note.student.name.strip():
        yield Form(fold(" ".join(note.student.name.split())), "CHILD", given=True)
    for name in (note.family.addressed_as, *note.family.adults):
        yield from _adult(name, "FAMILY", note)
    yield from _adult(note.teacher.name, "TEACHER", note)
    if note.student.name:
        yield from _parts(note.student.name, "CHILD")
    for name in note.class_list:
        whole = fold(" ".join(name.split()))
        yield Form(whole, "NAME", given=True)
        yield from _parts(name, "NAME")
        words = whole.split(" ")
        if len(words) > 1:
            yield Form(f"{words[0]} {words[-1][0]}", "NAME")
            yield Form(f"{words[0]} {words[-1][0]}.", "NAME")


def _adult(name: str | None, key: str, note: Note) -> Iterator[Form]:
    """An adult's form of address, and each name in it with and without the title before it; no name of the child's."""
    if name:
        child = {fold(word) for word in _words(note.student.name or "")}
        yield from (form for form, word in _adult_forms(name, key) if word not in child)


@lru_cache(maxsize=512)
def _adult_forms(name: str, key: str) -> tuple[tuple[Form, str | None], ...]:
    """Return the forms of an adult, each with the one word it is made of, or None where it is more than that."""
    found: list[tuple[Form, str | None]] = []
    words = _words(name)
    titles = word_list("titles")
    # "Maya's family" or "the adults at home" is not a name: it says nothing that the record does not hide elsewhere.
    proper = [word for word in words if word[:1].isupper() or _CASELESS.search(word)]
    if any(fold(word).rstrip(".") not in titles | word_list("everyday") for word in proper):
        found.append((Form(fold(" ".join(name.split())), key, given=True), None))
    for before, word in zip(["", *words], words, strict=False):
        bare = fold(word).rstrip(".")
        title = fold(before).rstrip(".")
        if title in titles and bare not in titles and before:
            found += [(Form(f"{one} {bare}", key), None) for one in (fold(before), title, f"{title}.")]
    for word in words:
        base = re.sub(r"['’]s?$", "", word)
        bare = fold(base).rstrip(".")
        if word not in proper or bare in _PARTICLES | COURTESY:
            continue
        if bare in word_list("everyday") and bare not in titles:
            continue
        found.append((Form(bare, key, given=True), bare))
        found += [(Form(fold(piece), key), bare) for piece in _pieces(base)]
    return tuple(found)


def _parts(name: str, key: str) -> Iterator[Form]:
    """Every run of words of a name, and the pieces of a hyphenated one."""
    words = name.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            run = words[start:end]
            if end - start == 1 and (fold(run[0]) in _PARTICLES or len(run[0].rstrip(".")) < 2) and len(words) > 1:
                continue
            if fold(run[0]) in _PARTICLES or fold(run[-1]) in _PARTICLES:
                continue
            yield Form(fold(" ".join(run)), key, given=start == 0)
    for word in words:
        yield from (Form(fold(piece), key) for piece in _pieces(word))


def _pieces(word: str) -> list[str]:
    pieces = word.split("-")
    return [piece for piece in pieces if len(pieces) > 1 and len(piece) > 2]


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_][^\s,]*", name)
