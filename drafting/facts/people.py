"""Who is who in a note: the child, the teacher, the adults at home, and everyone whose name must not travel.

Names are found through the record (child, family, teacher, class list) and through capitals inside the note, never
through a trained recogniser, which misses "aiden", "Leo" and "Hope".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafting.facts.grammar import BE, HAVE, MODALS, Token, tokenize, word_set, words
from drafting.facts.lexicon import tags
from drafting.facts.shorthand import table
from drafting.types import Note, Span

_TITLE = re.compile(
    r"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|[Dd]r|[Pp]rof|[Cc]oach|[Nn]urse|[Dd]ean|[Pp]rincipal|[Cc]ounselor|[Oo]fficer|"
    r"Sra?|[Ss]eñora?|Mtr[ao]|Mme|Madame|Pani?|Chef|Pastor|Rabbi|Imam|Captain|King|Queen|President|Auntie?|Uncle|"
    r"Grandma|Grandpa|Grandmother|Grandfather|Old|Saint|St)\b\.?\s+(?:[^\W\d_][\w'’ʻ-]*(?:\s+(?=[A-Z]))?)+"
)


@dataclass(frozen=True, slots=True)
class People:
    """The people of one note, by the names that occur in it."""

    child: str | None
    """How the child is called in the message, or None for a whole class."""
    child_forms: tuple[str, ...]
    """Every way the note may name the child, longest first."""
    family_names: tuple[str, ...]
    teacher_names: tuple[str, ...]
    others: tuple[str, ...]
    """Names that are neither the child's, the family's nor the teacher's: never sent."""
    pronoun: str | None
    """"he", "she" or "they" where the record (or the note, unmistakably) says so."""


def _parts(name: str | None) -> list[str]:
    return [part for part in re.split(r"[\s]+", name or "") if part]


def called(name: str, text: str) -> str:
    """Return the form of a full name that the note itself uses ("Khôi" of "Nguyễn Minh Khôi"), else the first name."""
    parts = _parts(name)
    for size in range(min(3, len(parts)), 0, -1):
        for at in range(len(parts) - size + 1):
            if size == len(parts) and size > 1:
                continue
            form = " ".join(parts[at : at + size])
            if len(form) > 1 and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE):
                return form
    if len(parts) > 2 and len(parts[0]) <= 2:
        return " ".join(parts[:2])
    return parts[0] if parts else name


def find_people(note: Note) -> People:
    """Sort the names on record and in the note into child, family, teacher and others."""
    text = note.note
    name = note.student.name
    child = called(name, text) if name else None
    prefers = re.search(r"\b(?:goes by|prefers|call (?:him|her|them)) ([A-Z][\w'’ʻ-]+)", text)
    if child and prefers:
        child = prefers.group(1)
    forms: list[str] = []
    if name and child:
        forms = [name, child, *[part for part in _parts(name) if len(part) > 1 and part.lower() not in {"al", "de", "la", "van", "der"}]]
        forms += [piece for part in _parts(name) if "-" in part for piece in part.split("-") if len(piece) > 2]
        initial = child[0]
        if re.search(rf"(?<![\w'.]){re.escape(initial)}(?:'s)?(?![\w'.])", text) and initial not in {"I", "A", "Q"}:
            forms.append(initial)
        if len(child) == 1:
            forms.append(child)
        nickname = re.match(r"\s*([A-Z][a-zÀ-ÿ'’ʻ]+)\s*(?:[:–—]|-\s|,\s)", text)
        if nickname and not any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) for form in forms if len(form) > 1):
            word = nickname.group(1)
            if not tags(word) and word.lower() not in _ordinary() | _FUNCTION and len(text.splitlines()) < 3:
                forms.append(word)
    forms = sorted(dict.fromkeys(forms), key=len, reverse=True)
    adults = [note.family.addressed_as or "", *note.family.adults]
    family = [part for adult in adults for part in _parts(adult) if part[:1].isupper() and len(part) > 1 and part not in forms and part.lower().strip(".,'’s") not in word_set("titles") | {"and"}]
    teacher = [part for part in _parts(note.teacher.name) if part[:1].isupper() and part.lower().strip(".") not in word_set("titles")]
    others = _others(note, forms, family, teacher)
    return People(child, tuple(forms), tuple(dict.fromkeys(family)), tuple(teacher), tuple(others), _pronoun(note))


def _pronoun(note: Note) -> str | None:
    head = (note.student.pronouns or "").replace(" ", "").lower().split("/")[0]
    if head in {"he", "she", "they"}:
        return head
    if note.student.pronouns or note.student.name is None:
        return None
    return None


def _others(note: Note, child: list[str], family: list[str], teacher: list[str]) -> list[str]:
    known = {form.lower() for form in (*child, *family, *teacher)}
    text = note.note
    found: list[str] = []
    for name in note.class_list:
        first = _parts(name)[0] if _parts(name) else name
        if name.lower() == (note.student.name or "").lower():
            continue
        for form in (name, first):
            if form.lower() not in known and len(form) > 1 and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE if not tags(form) else 0):
                found.append(form)
    titled = [(m.start(), m.end()) for m in _TITLE.finditer(text)]
    quoted = [(m.start(), m.end()) for m in re.finditer(r"\"[^\"]*\"|“[^”]*”|(?<!\w)['‘][^'’\n]+['’](?!\w)", text)]
    for match in re.finditer(r"[^\W\d_]*[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’ʻ-][^\W\d_]+)*", text):
        word = re.sub(r"['’]s$", "", match.group())
        low = word.lower()
        if len(word) < 2 or low in known or word.isupper() or low in _ordinary() or low in word_set("titles"):
            continue
        if any(start <= match.start() < end for start, end in titled + quoted):
            continue
        if any(low == form.lower() for form in found):
            continue
        if _family_word(low) or not _looks_like_name(text, match.start(), match.end(), word):
            continue
        found.append(word)
    found += _listed_beside(text, found, known)
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _listed_beside(text: str, found: list[str], known: set[str]) -> list[str]:
    """Ordinary words that are names because they stand in a list of names ("Isla, Dmitri, Penny"; "Mason 8/8")."""
    more: list[str] = []
    for name in found:
        beside = rf"(?:{re.escape(name)}\s*(?:,|and|&|\+)\s*([A-Z][a-z]+)|([A-Z][a-z]+)\s*(?:,|and|&|\+)\s*{re.escape(name)})(?!\w)"
        more += [word for pair in re.findall(beside, text) for word in pair if word]
    for shape in (r"^\W*([A-Z][\w'’-]+)[ \t]+\d", r"^\W*([A-Z][\w'’-]+)[ \t]*[-–—:][ \t]"):
        rows = re.findall(shape, text, re.MULTILINE)
        if len(rows) > 1 and any(row.lower() in known for row in rows):
            more += rows
    return [
        word
        for word in more
        if word.lower() not in known and word.lower() not in _ordinary() and word.lower() not in _FUNCTION
    ]


def _looks_like_name(text: str, start: int, end: int, word: str) -> bool:
    """A capital is a name when it is no ordinary word, or when an ordinary word is capitalised inside a sentence."""
    low = word.lower()
    before = text[:start].rstrip(" \"'“‘(*•-–—")
    starts = not before or before[-1] in ".!?:;\n,&+)" or text[:start].endswith("\n")
    if low in BE | HAVE | MODALS or low.split("'")[0] in _FUNCTION:
        return False
    after = text[end : end + 24]
    before_word = re.search(r"([A-Za-z']+)\s*$", text[:start])
    neighbour_capital = bool(re.match(r"\s+[A-Z][a-z]", after)) or bool(before_word and before_word.group(1)[:1].isupper() and not starts)
    if before_word and before_word.group(1).lower() in {"the", "a", "an"} and not re.match(r"\s*(?:['’]s\b|$)", after):
        return False
    if before_word and before_word.group(1).lower() in {"in", "from", "at", "near"} and not re.match(r"['’]s", after):
        return False
    common = bool(tags(low)) or bool(tags(low.split("-")[0]))
    if word[0].islower():
        return False
    if common:
        # "Grace and Leo", "with Hope": an ordinary word is a name only where a person stands
        return not starts and not neighbour_capital and bool(re.match(r"\s*(?:,|and|&|\+|\)|'s\b)", after)) and bool(
            before_word and before_word.group(1).lower() in {"with", "and", "w"}
        )
    if neighbour_capital and not re.match(r"\s*(?:,|and\b|&|\+)", after) and not starts:
        # a run of capitals inside a sentence is a title or a place more often than a child ("Number the Stars")
        return bool(before_word and before_word.group(1).lower() in {"with", "and", "by", "from", "told", "helped"})
    return True


_FUNCTION = frozenset(
    "the a an and but or so if when while because this that these those it its he she they we you i my his her their our your "
    "not no yes ok okay all also then now today yesterday tomorrow who what where why how which just only still never always "
    "ask tell send thank please pls let lets there here at in on for with from to of by about after before during since "
    "great good nice very really super love wow yay hi hello dear did does do has had been being both each every some any "
    "once first next last new re want wants need needs f p q hw pls thx ok idk fyi btw tmrw tday wk".split()
)


@cache
def _ordinary() -> frozenset[str]:
    """Capitalised words that are no people: days, months, subjects, and the shorthand for them."""
    written = table()
    return word_set("not_people") | {
        key for part in ("words", "units", "weekdays", "months") for key in written[part]
    } | {key.lower() for key in written["day_letters"]}


@cache
def _family_words() -> dict[str, str]:
    return {word: relation for relation, names in words()["family_words"].items() for word in names}


def _family_word(low: str) -> str | None:
    return _family_words().get(low)


def relation_of(word: str) -> str | None:
    """Return the relation a family word names ("abuela" -> "grandmother"), or None."""
    return _family_word(word.lower())


def matches_record(relation: str, relationship: str | None) -> bool:
    """Say whether a relation named in the note is the one on record for the reader of this message."""
    low = (relationship or "").lower()
    if not low:
        return False
    if re.search(rf"(?<![a-z]){relation}s?\b", low):
        return "step" not in low or relation.startswith("step")
    pairs = {"mother": ("parents", "mothers"), "father": ("parents", "fathers"), "grandmother": ("grandparents",), "grandfather": ("grandparents",), "aunt": ("aunt",), "uncle": ("uncle",), "sibling": ("brother", "sister")}
    return any(other in low for other in pairs.get(relation, ()) if relation in {"sibling", "aunt", "uncle"})


def mentions(text: str, names: tuple[str, ...]) -> list[Span]:
    """Find names in a text as whole words, with a possessive left outside the span."""
    found = [
        Span(m.start(), m.end(), m.group())
        for name in names
        for m in re.finditer(rf"(?<![\w]){re.escape(name)}(?![\w])", text)
    ]
    return sorted(found, key=lambda span: span.start)


def child_tokens(tokens: list[Token], people: People) -> dict[int, int]:
    """Map the index of each token that begins a mention of the child to the number of tokens it covers."""
    found: dict[int, int] = {}
    at = 0
    while at < len(tokens):
        size = _child_here(tokens, at, people)
        if size:
            found[at] = size
            at += size
        else:
            at += 1
    return found


def _child_here(tokens: list[Token], at: int, people: People) -> int:
    for form in people.child_forms:
        wanted = [token.text for token in tokenize(form)]
        got = [re.sub(r"['’]s?$", "", token.text) for token in tokens[at : at + len(wanted)]]
        if [word.lower() for word in got] != [word.lower() for word in wanted]:
            continue
        if got == wanted:
            if len(form) == 1 and (tokens[at].text[:1].islower() or (at and tokens[at - 1].low in {"the", "a", "an", "letter", "wrote", "level", "door", "shelf", "grade", "section", "of"}) or (at + 1 < len(tokens) and tokens[at + 1].is_word and len(people.child or "") > 1 and "NNS" in tokens[at + 1].tags)):
                continue
            if _is_word(form) and at == 0 and not _stands_as_name(tokens, at):
                continue
            return len(wanted)
        if len(form) > 1 and len(wanted) == 1 and _is_word(form):
            # a name that is a word, in lower case: a name only where a predicate follows it
            if at == 0 and _stands_as_name(tokens, at):
                return 1
            continue
        if len(form) > 1:
            return len(wanted)
    return 0


def _is_word(name: str) -> bool:
    """Say whether a name is an ordinary word too ("Will", "May", "Joy")."""
    low = name.lower()
    return bool(tags(low)) or low in MODALS or low in _ordinary() or low in _FUNCTION


def _stands_as_name(tokens: list[Token], at: int) -> bool:
    """Say whether a word-name at a clause start is the person: "will can tie", not "will be line leader"."""
    from drafting.facts.grammar import finite, skip_adverbs  # noqa: PLC0415 - avoids a long import line at the top

    if tokens[at].text.endswith(("'s", "’s")):
        return True
    after = skip_adverbs(tokens, at + 1)
    if after >= len(tokens):
        return tokens[at].text[:1].isupper()
    if tokens[at].low in MODALS:
        return finite(tokens, after) is not None
    return tokens[at].text[:1].isupper() or finite(tokens, after) is not None
