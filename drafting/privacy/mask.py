"""Hide the people of one note behind placeholders, and put them back, exactly.

A placeholder is a key in square brackets: ``[CHILD]`` for the name by which the message calls the child, ``[THEY]``,
``[THEM]``, ``[THEIR]``, ``[THEIRS]``, ``[THEMSELF]`` for the pronouns on record, ``[FAMILY]`` and ``[TEACHER]``. A
number marks another way to write the same thing (``[CHILD_2]`` is "maya" where the name is "Maya"), or tells apart what
is not on record (``[NAME_1]``, ``[PHONE_1]``); the mask remembers the words for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from drafting.facts.patterns import Speaking, possessive, pronoun_set
from drafting.privacy import finding
from drafting.privacy.finding import Hit, Record
from drafting.privacy.people import calling_name, forms
from drafting.privacy.pronouns import MARK, agree, say
from drafting.privacy.words import fold, without_instructions, word_list
from drafting.types import Note

_PRONOUNS = ("THEY", "THEM", "THEIR", "THEIRS", "THEMSELF")
_PEOPLE = ("CHILD", "FAMILY", "TEACHER")
_THINGS = ("NAME", "PHONE", "EMAIL", "LINK", "ADDRESS", "SOMEONE", "KID", "WORD", "TEXT")
_ALIASES = {
    "STUDENT": "CHILD", "HE/SHE": "THEY", "SHE/HE": "THEY", "THEY/THEM": "THEY", "HIM/HER": "THEM", "HIS/HER": "THEIR",
    "HER/HIS": "THEIR", "PARENT": "FAMILY", "PARENTS": "FAMILY", "GUARDIAN": "FAMILY", "YOUR NAME": "TEACHER",
}  # fmt: skip
_KEYS = "|".join(sorted((*_PRONOUNS, *_PEOPLE, *_THINGS, *(re.escape(one) for one in _ALIASES)), key=len, reverse=True))
_NUMBER = r"(?:[ _#-]?(?P<number{n}>\d+))?"
_PLACEHOLDER = re.compile(
    # What models make of a placeholder: "[child]", "**[CHILD]**", "[[CHILD]]", "{CHILD_1}", "[CHILD's]", "CHILD's".
    rf"(?P<stars>\*{{1,3}})?(?:\[|\{{|<){{1,2}}\s*(?:the |your )?(?P<key1>{_KEYS})(?P<own1>['’]S)?(?:[ _-](?:FULL )?NAME)?{_NUMBER.format(n=1)}"
    r"\s*(?:\]|\}|>){1,2}(?(stars)\*{1,3})"
    rf"|(?<![\w\[])(?P<key2>(?-i:{_KEYS}))(?-i:{_NUMBER.format(n=2)})(?![\w\]])",
    re.IGNORECASE,
)
_EXACT = re.compile(rf"\[(?:{'|'.join((*_PRONOUNS, *_PEOPLE, *_THINGS))})(?:_\d+)?\]")
_SLOT = re.compile(r"\{([^{}]+)\}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…][\"'”’)\]]*\s+|\n\s*(?:[-*•]\s*)?)[\"'“‘(\[*]*$")
_STYLE = Literal["exact", "literal", "plain", "pattern"]


@dataclass(slots=True)
class Mask:
    """The people of one note, and the words that have been hidden so far. Make one with ``Mask.for_note``."""

    name: str | None
    pronoun: str | None
    family: str | None
    teacher: str | None
    _record: Record
    _letters: frozenset[str]
    _ordinary: frozenset[str]
    _strangers: frozenset[str]
    _words: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def for_note(cls, note: Note) -> Mask:
        """Learn who is on the record of this note (child, family, teacher, class list) and how the note writes them."""
        known = forms(note)
        name = calling_name(note)
        names = {form.folded for form in known}
        lower = {fold(word) for word in re.findall(r"(?<![\w'’ʻ-])[^\W\d_][\w'’ʻ-]*", note.note) if word[:1].islower()}
        ordinary = frozenset(lower - names - word_list("given_names"))
        capitals = finding.other_names(note.note, known=ordinary)
        strangers = {fold(word) for hit in capitals for word in note.note[hit.start : hit.end].split() if len(word) > 2}
        return cls(
            name=name,
            pronoun=pronoun_set(note.student.pronouns),
            family=note.family.addressed_as,
            teacher=note.teacher.name,
            _record=Record.of(known),
            _letters=frozenset({fold(name)[:1]} - {"i", ""}) if name else frozenset(),
            _ordinary=ordinary,
            _strangers=frozenset(strangers - lower - names - word_list("everyday") - word_list("titles")),
        )

    def hide(self, text: str) -> str:
        """Replace every name, contact detail and gendered pronoun; ``restore`` gives back exactly ``text``."""
        hits = self._hits(text)
        for style in ("exact", "literal"):
            hidden = self._encode(text, hits, style)
            if self.restore(hidden) == text:
                return hidden
        return self._numbered("TEXT", text)

    def outgoing(self, text: str) -> str:
        """The text as it may leave for a model: one placeholder a person, however the text writes it.

        Sentences that address a writing machine are taken out. The bytes do not depend on the child's name or gender
        nor on the names of family and teacher.
        """
        clean = without_instructions(text)
        hidden = self._encode(clean, self._hits(clean), "plain")
        # "they were" of a child spoken of as they is sent as "[THEY] was", like everybody's.
        return agree(hidden.replace("[THEY]", f"{MARK}[THEY]"), plural=False)

    def pattern(self, pattern: str) -> str:
        """A fact's pattern as it may leave: slots become placeholders, names in the rest of it are hidden.

        The first slot for the child is ``[CHILD]``, the later ones are pronouns; verb pairs are singular. A gendered
        pronoun outside the slots is somebody else's and becomes ``[SOMEONE_n]``.
        """
        text = _with_placeholders(pattern)
        kept = [Hit(match.start(), match.end(), "KEPT") for match in _EXACT.finditer(text)]
        return self._encode(text, self._hits(text, kept=kept, plural=False), "pattern")

    def restore(self, text: str) -> str:
        """Put the people back, with agreeing verbs; forgiving of what models do to placeholders.

        A placeholder that stands for nothing known (``[NAME_7]``) stays as it is: see ``leftovers``.
        """
        done: list[str] = []
        position = 0
        for match in _PLACEHOLDER.finditer(text):
            word = self._word(match, "".join([*done, text[position : match.start()]])[-80:])
            if word is None:
                continue
            done.append(text[position : match.start()])
            done.append(word)
            position = match.end()
            if (
                (match["key1"] or match["key2"]).upper() in {"CHILD", "STUDENT"}
                and not match["number1"]
                and not match["number2"]
            ):
                position = self._possessive(text, position, done)
        done.append(text[position:])
        restored = "".join(done)
        return agree(restored, plural=self.pronoun == "they") if MARK in restored else restored

    def leftovers(self, text: str) -> tuple[str, ...]:
        """The placeholders still in a restored text: words that the model made up, not fit for a family."""
        return tuple(match.group() for match in re.finditer(r"\[[^\]\n]{1,40}\]|\{[A-Za-z_ ]{1,20}\}", text))

    def settle(self, text: str) -> str:
        """Put a model's own way of naming the child right: mangled placeholders, pronouns it chose, "your son"."""
        tidy = _PLACEHOLDER.sub(self._tidy, text)
        kept = [Hit(match.start(), match.end(), "KEPT") for match in _PLACEHOLDER.finditer(tidy)]
        your = re.compile(r"\byour (?:son|daughter|(?:little )?(?:boy|girl))\b", re.IGNORECASE)
        hits = [Hit(match.start(), match.end(), "CHILD") for match in your.finditer(tidy)]
        # A model never sees the child's gender: any pronoun for one person is a guess about the child.
        hits += [hit for hit in finding.gendered(tidy) if hit.key != "KID"]
        found = finding.resolve([*kept, *hits])
        return self._encode(tidy, [hit for hit in found if hit.key != "KEPT"], "plain")

    def _tidy(self, match: re.Match[str]) -> str:
        """The placeholder as it was sent, or as near as can be."""
        key = (match["key1"] or match["key2"]).upper()
        key = _ALIASES.get(key, key)
        number = match["number1"] or match["number2"]
        if key in {*_PEOPLE, *_PRONOUNS}:
            known = number and 0 <= int(number) - 2 < len(self._words.get(key, []))
            bare = f"[{key}_{number}]" if known else f"[{key}]"
        else:
            bare = f"[{key}_{number}]" if number else f"[{key}]"
        return bare + ("'s" if match["own1"] else "")

    def _hits(self, text: str, *, kept: Sequence[Hit] = (), plural: bool = True) -> list[Hit]:
        record = list(finding.on_record(text, record=self._record))
        names = finding.other_names(text, known=self._ordinary, strangers=self._strangers)
        # "Ms. Thompson" before "Thompson": of two that begin together the longer is surer, else the one on record.
        people = sorted([*record, *names], key=lambda hit: (hit.key == "NAME", hit.start))
        longer = [hit for hit in names if any(hit.start < other.start and other.end <= hit.end for other in record)]
        titled = [
            hit
            for hit in longer
            if fold(text[hit.start : hit.end].split(maxsplit=1)[0]).rstrip(".") in word_list("titles")
        ]
        found = [
            *kept,
            *finding.contacts(text),
            *titled,
            *people,
            *finding.initials(text, letters=self._letters),
            *finding.gendered(text, plural=plural and self.pronoun == "they"),
        ]
        return [hit for hit in finding.resolve(found) if hit.key != "KEPT"]

    def _encode(self, text: str, hits: Iterable[Hit], style: _STYLE) -> str:
        done: list[str] = []
        position = 0
        for hit in hits:
            done.append(self._between(text[position : hit.start], style))
            surface = text[hit.start : hit.end]
            if style == "pattern" and hit.key in _PRONOUNS:
                done.append(self._numbered("SOMEONE", surface))
            elif style in {"plain", "pattern"} and hit.key == "KID":
                done.append("child")
            elif hit.key in {*_PEOPLE, *_PRONOUNS} and (
                style in {"plain", "pattern"} or self._is_default(hit, text, style)
            ):
                done.append(f"[{hit.key}]")
            else:
                done.append(self._numbered(hit.key, surface))
            position = hit.end
        done.append(self._between(text[position:], style))
        return "".join(done)

    def _between(self, text: str, style: _STYLE) -> str:
        """What is not hidden; in a text that must come back exactly, words that look like placeholders are."""
        if style != "literal":
            return text
        looks = re.compile(rf"{_PLACEHOLDER.pattern}|[\[\]{{}}<>*]+|{MARK}", re.IGNORECASE)
        return looks.sub(lambda match: self._numbered("WORD", match.group()), text)

    def _is_default(self, hit: Hit, text: str, style: _STYLE) -> bool:
        return style == "exact" and text[hit.start : hit.end] == self._default(hit.key, text[: hit.start])

    def _default(self, key: str, before: str) -> str:
        """The words for a placeholder without a number; a pronoun is capitalised where a sentence begins."""
        if key in _PRONOUNS:
            word = say(key, Speaking(self.name or "your child", self.pronoun if self.name else None))
            starts = _SENTENCE_START.search(before) is not None
            return word[:1].upper() + word[1:] if starts else word
        if key == "CHILD":
            word = self.name or "your child"
            return word[:1].upper() + word[1:] if _SENTENCE_START.search(before) and not self.name else word
        return (self.family if key == "FAMILY" else self.teacher) or ("you" if key == "FAMILY" else "me")

    def _numbered(self, key: str, surface: str) -> str:
        words = self._words.setdefault(key, [])
        if surface not in words or key == "SOMEONE":
            words.append(surface)
        number = len(words) if key == "SOMEONE" else words.index(surface) + 1
        # The first number of a person or pronoun is 2: models write [CHILD_1] when they mean [CHILD].
        return f"[{key}_{number + (key in {*_PEOPLE, *_PRONOUNS})}]"

    def _word(self, match: re.Match[str], before: str) -> str | None:
        key = (match["key1"] or match["key2"]).upper()
        key = _ALIASES.get(key, key)
        number = match["number1"] or match["number2"]
        people = key in {*_PEOPLE, *_PRONOUNS}
        if number:
            words = self._words.get(key, [])
            at = int(number) - 1 - people
            if 0 <= at < len(words):
                return words[at] + ("'s" if match["own1"] else "")
        if not people:
            words = self._words.get(key, [])
            if key == "KID":
                return "child"
            return words[0] if len(words) == 1 and not number else None
        if match["key2"] and key in {"FAMILY", "TEACHER"}:
            return None
        word = self._default(key, before)
        if match["own1"]:
            return possessive(word) if key == "CHILD" else word
        return MARK + word if key == "THEY" else word

    def _possessive(self, text: str, position: int, done: list[str]) -> int:
        """After a name: "'s" as the name takes it, also where the model forgot the apostrophe."""
        own = re.match(r"(?:['’]s|s)(?![\w'’])", text[position:], re.IGNORECASE)
        if not own or not done[-1]:
            return position
        if own.group()[0] == "s":
            done[-1] = possessive(done[-1])
        else:
            done.append(own.group() if not done[-1].endswith("s'") else own.group()[0])
        return position + own.end()


def _with_placeholders(pattern: str) -> str:
    """Fill the slots of a fact's pattern with placeholders: the child first by name, then by pronoun."""
    named = False

    def put(match: re.Match[str]) -> str:
        nonlocal named
        slot = match.group(1)
        if "/" in slot:
            return slot.partition("/")[0]
        if slot == "name":
            named = True
            return "[CHILD]"
        key = slot.upper()
        if key not in _PRONOUNS:
            return match.group()
        if named or key == "THEMSELF":
            return f"[{key}]"
        named = True
        return "[CHILD]'s" if key in {"THEIR", "THEIRS"} else "[CHILD]"

    filled = _SLOT.sub(put, pattern)
    return filled[:1].upper() + filled[1:]
