"""A message read once: its sentences, who is named, and what each part of it does. Criteria only look things up here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafting.criteria._language import ADULT_MARK, CHILD_MARK
from drafting.criteria._problem import Problem, find_problem
from drafting.criteria._questions import Question, find_questions
from drafting.criteria._screen import Pattern, Sentence, sentence
from drafting.criteria._steps import Step, find_steps
from drafting.criteria._strength import Strength, find_strengths
from drafting.criteria._tongue import in_english
from drafting.text import sentences
from drafting.types import Fidelity, Readability, Span


def _after_capitals(titles: str) -> str:
    """Return alternatives of capitalised words as what follows each capital, once that capital is read."""
    rest: dict[str, list[str]] = {}
    for title in titles.removeprefix("(?:").removesuffix(")").split("|"):
        rest.setdefault(title[0], []).append(title[1:])
    return "|".join(f"(?<={capital})(?:{'|'.join(each)})" for capital, each in rest.items())


_STRAIGHT = (
    ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "), ("\u202f", " "), ("–", "-"), ("—", "-"),
    ("‑", "-"),
)  # fmt: skip
TITLES = (
    r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Professora|Profesora|Maestra|Maestro|Coach|Principal|Dean|Nurse|Counselor|Señora"
    r"|Señor|Senora|Senor|Sra|Sr|Mme|Madame|Monsieur|Mlle|Auntie|Aunt|Uncle|Tía|Tia|Tío|Tio|Nana|Grandma|Grandpa|Abuela|Abuelo"
    r"|Dona|Don|Doña|Khala|Mémère|Sister|Brother|Father|Rev|Pastor|Officer|Teacher|Superintendent|Director|Librarian)"
)
# The capital comes first, so that the search skips to capitals at full speed.
_ADULT = re.compile(
    rf"[A-Z](?<!\w.)(?:{_after_capitals(TITLES)})\b\.?(?: (?:and|&) {TITLES}\b\.?)?((?:\s(?:de |da |del |la |van |von |al-)?[A-Z][\w'’-]+){{1,2}})"
)
_GREETING = re.compile(
    r"(?:(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|welcome|hola|buen[ao]s? \w+|bonjour|bonsoir|namaste"
    r"|salaam|salam|as-?salaa?m[\w' ]*|bom dia|boa tarde|ola|olá|konnichiwa|shalom|marhaba|xin chào|ni hao|oh no|happy \w+)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_FORMULA = re.compile(
    r"(?:best|best (?:regards|wishes)|regards|kind(?:est)? regards|warm(?:est)? regards|cordially|sincerely|yours \w+|yours|warmly|respectfully"
    r"|thanks|thank you|many thanks|with thanks|gratefully|appreciatively|proudly|cheers|take care|truly|thx|xx|xoxo|love|fondly|all the best"
    r"|sincerely yours|yours sincerely|yours truly|faithfully|in partnership|professionally|signed)[\s,.!]*"
)
_RELATIONS = {
    "mother": ("mother", "mom", "mum", "mama", "mommy", "madre", "mamá"),
    "father": ("father", "dad", "papa", "daddy", "padre", "papá"),
    "grandmother": ("grandmother", "grandma", "nana", "abuela", "granny", "mémère", "grandparents"),
    "grandfather": ("grandfather", "grandpa", "abuelo", "pop", "grandparents"),
    "aunt": ("aunt", "auntie", "tía", "khala"),
    "uncle": ("uncle", "tío"),
}
_RELATION_WORD = re.compile(r"[^\W\d_]+")

_BETWEEN_NAMES = re.compile(r"[\s,]+")


def _named(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a text holds one of the names as a whole word, in order; where two begin, the first of the names."""
    found: list[tuple[int, int, int]] = []
    for order, name in enumerate(names):
        at = text.find(name) if name else -1
        while at >= 0:
            end = at + len(name)
            before, after = text[at - 1 : at] if at else "", text[end : end + 1]
            if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
                found.append((at, order, end))
            at = text.find(name, at + 1)
    done = 0
    for at, _, end in sorted(found):
        if at >= done:
            yield at, end
            done = end


def flatten(text: str) -> str:
    """Lower-case with straight quotes and plain dashes, one character for one, so that offsets stay true."""
    low = text
    if not text.isascii():
        for curled, straight in _STRAIGHT:
            low = low.replace(curled, straight)
    lowered = low.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := one.lower()) == 1 else one for one in low)


def _greets(text: str, *, alone: bool) -> bool:
    """Whether the first sentence is a greeting: by its word, or by standing alone above the rest."""
    if len(text) >= 80 or len(text.split()) > 8 or len(text.partition(", ")[2].split()) > 3:
        return False
    return _GREETING.match(text) is not None or (alone and text[-1] in ",:!.-—")


def _signs(text: str, *, alone: bool) -> bool:
    """Whether a sentence at the end is a signature: nearly all capitals and figures."""
    words = text.split()
    capital = sum(1 for word in words if word[:1].isupper() or not word[:1].isalpha())
    ended = text[-1] in "?!" or (text[-1] == "." and len(words[-1]) > 3)
    if len(words) <= 6 and capital >= len(words) - 1 and not ended:
        return True
    return alone and len(words) <= 9 and capital * 2 > len(words) and text[-1] not in ".?!"


# Nobody reads a sentence of more characters than this as one; what follows is left unread, so that no input is slow.
_LONGEST = 1_200


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the message: offsets into it, its masked lower-cased words, and its part."""

    index: int
    start: int
    end: int
    low: Sentence
    part: str
    asks: bool


@dataclass(eq=False)
class Page:
    """A message, what is on record about whom it concerns, and, computed once when first asked for, what it says."""

    message: str
    kind: str
    channel: str = "email"
    language: str = "en"
    note: str | None = None
    parent_message: str | None = None
    student: str | None = None
    addressed_as: str | None = None
    adults: tuple[str, ...] = ()
    teacher: str | None = None
    class_list: tuple[str, ...] = ()
    fidelity: Fidelity | None = None
    readability: Readability | None = None
    places: Sequence[tuple[int, int]] | None = None
    """Where the sentences of the message stand, if that is known already."""

    @property
    def child(self) -> str:
        """How a suggestion speaks of the child."""
        return self.student.split()[0] if self.student and self.student.strip() else "your child"

    @cached_property
    def student_names(self) -> tuple[str, ...]:
        """The child's name as a whole and each part of it that may stand alone."""
        if not self.student:
            return ()
        parts = [part for part in _BETWEEN_NAMES.split(self.student) if len(part) > 1]
        return tuple(dict.fromkeys([self.student.strip(), *parts]))

    @cached_property
    def low(self) -> str:
        """The message flattened and masked, character for character: see drafting.criteria._language."""
        low = flatten(self.message)
        spots = [(hit.start(1) + 1, hit.end(1), ADULT_MARK) for hit in _ADULT.finditer(self.message)]
        if names := self.student_names:
            taken = {at for start, end, _ in spots for at in range(start, end)} if spots else set()
            spots += [(start, end, CHILD_MARK) for start, end in _named(self.message, names) if start not in taken]
        if not spots:
            return low
        pieces: list[str] = []
        at = 0
        for start, end, mark in sorted(spots):
            pieces += [low[at:start], mark * (end - start)]
            at = end
        return "".join([*pieces, low[at:]])

    @cached_property
    def in_english(self) -> bool:
        """Whether the message may be read as English: it is not plainly in another language."""
        return in_english(self.low)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The sentences in order, each with its part: greeting, body, closing or signature."""
        places = self.places
        if places is None:
            places = [(span.start, span.end) for span in sentences(self.message)]
        if not places:
            return ()
        last = len(places) - 1
        parts = ["body"] * len(places)
        if _greets(self.message[slice(*places[0])], alone=last > 1 and self._alone(*places[0])):
            parts[0] = "greeting"
        for at in range(last, max(0, last - 4), -1):
            text, alone = self.message[slice(*places[at])], self._alone(*places[at])
            if parts[at] != "body":
                break
            if _FORMULA.fullmatch(text.lower()) or (alone and len(text.split()) <= 12 and text[-1] == ","):
                parts[at] = "closing"
            elif (at == last or parts[at + 1] == "signature") and _signs(text, alone=alone):
                parts[at] = "signature"
            else:
                break
        low = self.low
        found: list[Line] = []
        for index, (start, end) in enumerate(places):
            words = sentence(low[start : min(end, start + _LONGEST)])
            found.append(Line(index, start, end, words, parts[index], "?" in words))
        return tuple(found)

    def _alone(self, start: int, end: int) -> bool:
        before = self.message[max(0, start - 3) : start].strip(" \t>*•-")
        after = self.message[end : end + 3].strip(" \t")
        return (not before or before[-1] in "\r\n" or start == 0) and (not after or after[0] in "\r\n")

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The sentences that say something: all but greeting, closing formula and signature."""
        return tuple(line for line in self.lines if line.part == "body")

    @cached_property
    def _held(self) -> frozenset[object]:
        """All that could hold in any sentence."""
        return frozenset().union(*[line.low.held for line in self.lines])

    def lines_with(self, *patterns: object) -> Sequence[Line]:
        """The sentences in which one of the screened patterns or phrase lists could hold."""
        asked = self._held.intersection(patterns)
        return [line for line in self.lines if not asked.isdisjoint(line.low.held)] if asked else ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the message asks, with or without a question mark."""
        return find_questions(self)

    @cached_property
    def problem(self) -> Problem | None:
        """The first clause that states something going badly for the child."""
        return find_problem(self)

    @cached_property
    def strengths(self) -> tuple[Strength, ...]:
        """What the child (or class) did, with detail, in order."""
        return find_strengths(self)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What anybody is to do next: the teacher's own commitments, the child's, what is asked of the family."""
        return find_steps(self)

    @cached_property
    def relations(self) -> frozenset[str]:
        """The words for the adults that are on record: the record, the way they are addressed, the note."""
        text = " ".join([*self.adults, self.addressed_as or "", self.note or "", self.parent_message or ""]).lower()
        words = set(_RELATION_WORD.findall(text))
        for kin in _RELATIONS.values():
            if words & set(kin):
                words |= set(kin)
        if words & {"parents", "couple"}:
            words |= set(_RELATIONS["mother"]) | set(_RELATIONS["father"])
        return frozenset(words)

    def span(self, start: int, end: int) -> Span:
        """The words of the message between two offsets, without white space at either end."""
        piece = self.message[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        return Span(start + left, start + max(left, right), piece[left:right] if right > left else "")

    def line_span(self, line: Line) -> Span:
        """The whole sentence."""
        return Span(line.start, line.end, self.message[line.start : line.end])

    def sentences_of(self, steps: Sequence[Step]) -> list[Span]:
        """The sentences that hold the steps, each once, from its first step to its end."""
        starts: dict[int, int] = {}
        for step in steps:
            starts[step.line] = min(step.start, starts.get(step.line, step.start))
        return [self.span(start, self.lines[line].end) for line, start in starts.items()]

    def hit(self, match: re.Match[str], line: Line | None = None) -> Span:
        """The words a pattern met: in the whole message, or in one sentence of it."""
        base = line.start if line else 0
        return self.span(base + match.start(), base + match.end())

    def search(self, pattern: Pattern) -> Span | None:
        """The first place in the whole message where the pattern holds."""
        match = pattern.search(self.low)
        return self.hit(match) if match else None
