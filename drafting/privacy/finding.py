"""Find in a text what must not leave: contact details, names on record, names not on record, gendered words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from drafting.facts.lexicon import tags
from drafting.privacy.people import COURTESY, Form
from drafting.privacy.words import fold, fold_with_offsets, word_list


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of the text to hide: half-open offsets and the placeholder's key."""

    start: int
    end: int
    key: str


_SUFFIX = r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|terrace|circle|cir|highway|hwy|square|sq)"
_FIGURE = re.compile(r"\d")
_DATE = re.compile(r"\d{4}[-.]\d{1,2}[-.]\d{1,2}")
_INSIDE = re.compile(r"\.\w")


def _addressed(text: str) -> bool:
    return "@" in text


def _linked(text: str) -> bool:
    return "://" in text or "www." in text.lower()


def _dotted(text: str) -> bool:
    return _INSIDE.search(text) is not None


def _figures(least: int) -> Callable[[str], bool]:
    return lambda text: len(_FIGURE.findall(text)) >= least


_CONTACTS: tuple[tuple[str, Callable[[str], bool], re.Pattern[str]], ...] = (
    # The key, what a text needs for one to be in it (asked first, being quick), and what it looks like.
    ("EMAIL", _addressed, re.compile(r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")),
    ("LINK", _linked, re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]", re.IGNORECASE)),
    (
        "LINK",
        _dotted,
        re.compile(
            r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|us|info|app)\b(?:/[^\s<>\"')\]]*[^\s<>\"')\].,;:!?])?",
            re.IGNORECASE,
        ),
    ),
    ("LINK", _addressed, re.compile(r"(?<![\w@])@[A-Za-z_][\w.]*\w")),
    ("PHONE", _figures(2), re.compile(r"(?<!\d)\+\d[\d\s().-]{6,}\d(?!\d)")),
    (
        "PHONE",
        _figures(10),
        re.compile(
            r"(?<!\d)(?:\(\d{3}\)|\d{3})[\s.-]?\d{3}[\s.-]\d{4}(?!\d)(?:\s?(?:x|ext\.?)\s?\d{2,5})?", re.IGNORECASE
        ),
    ),
    (
        "PHONE",
        _figures(7),
        re.compile(r"(?<![\d./-])\d{3}[.-]\d{4}(?![\d/-])(?:\s?(?:x|ext\.?)\s?\d{2,5})?", re.IGNORECASE),
    ),
    (
        "PHONE",
        _figures(8),
        re.compile(
            r"(?<![\d-])\d{2,4}(?:[ .]\d{2,4}){3,}(?!\d)|(?<!\d)\d{3,4} \d{3,4} \d{3,4}(?!\d)|(?<!\d)\d{9,}(?!\d)"
        ),
    ),
    (
        "ADDRESS",
        _figures(1),
        re.compile(
            rf"\d(?<!\w\d)\d{{0,4}}\s+(?:[NSEW]\.?\s+)?(?:[^\W\d_a-z][\w'’-]*\.?\s+){{1,3}}(?i:{_SUFFIX})\b\.?(?:,?\s*(?:[Aa]pt\.?|[Uu]nit|#)\s*\w+)?"
        ),
    ),
    (
        "ADDRESS",
        _figures(1),
        re.compile(
            r"\d(?<!\w\d)\d{0,4}\s+\w+\s+(?:street|avenue|ave|road|rd|blvd|boulevard)\b\.?(?:,?\s*(?:apt\.?|unit|#)\s*\w+)?",
            re.IGNORECASE,
        ),
    ),
    ("ADDRESS", _figures(1), re.compile(r"\bP\.?\s?O\.? Box \d+|\b[A-Z]{2} \d{5}(?:-\d{4})?\b")),
)
_PRONOUNS = {
    "he": "THEY", "she": "THEY", "hes": "THEY", "shes": "THEY", "s/he": "THEY", "he/she": "THEY", "she/he": "THEY",
    "him": "THEM", "him/her": "THEM", "her/him": "THEM", "his/her": "THEIR", "her/his": "THEIR",
    "hers": "THEIRS", "himself": "THEMSELF", "herself": "THEMSELF", "ella": "THEY", "él": "THEY",
}  # fmt: skip
_PLURAL = {
    "they": "THEY", "them": "THEM", "their": "THEIR", "theirs": "THEIRS", "themself": "THEMSELF", "themselves": "THEMSELF",
}  # fmt: skip
_GENDERED = re.compile(
    r"(?<![^\W\d_])(?:s/he|he/she|she/he|him/her|her/him|his/her|her/his|he|she|hes|shes|him|his|her|hers|himself|herself|ella|él)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_THEY = re.compile(r"(?<![^\W\d_])(?:they|them|their|theirs|themself|themselves)(?![^\W\d_])", re.IGNORECASE)
_KIN = re.compile(
    r"(?<![^\W\d_])(?:(?:grand|step|god)?(?:son|daughter)|niece|nephew|(?:little )?(?:boy|girl)|niñ[oa]|hij[oa]|hijit[oa]|niet[oa])"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_LETTERS = r"[\w'’‘ʻʼ\u0300-\u036f\u200b-\u200d]*"
_WORD = re.compile(rf"[^\W\d_]{_LETTERS}(?:-(?=\w){_LETTERS})*")
_START = re.compile(r"(?:^|[.!?…:;\n][\"'”’)\]]*|[–—•*]|(?:^|\n)\s*[-\d.)]+)\s*[\"'“‘(\[*]*$")
_GLUE = re.compile(r" (?:of the |the |of |de |del |la |van |von |der |al-)?|-")
_OBJECT_AFTER = frozenset("a an the some extra more two three another this that it one time help to".split())
_GIVING = frozenset(
    "give gave given giving offer offered tell told ask asked show showed let make made help helped see saw watch watched "
    "hear heard send sent hand handed get got".split()
)
_FUNCTION = frozenset(
    "a an the to and or but for with at in on by from of if when that because after before about how what who why where so "
    "as is was up out off over down back again too today yesterday tomorrow tonight now then here there also i we you he she "
    "they it not this last every each during since until til till very well more some best better so".split()
)
_NOT_A_NAME_AFTER = frozenset(
    "i we you he she they it my your our his her their the a an to that this be not everyone".split()
)
_DATE_BEFORE = re.compile(
    r"(?:\b(?:in|on|until|till|til|by|since|next|last|this|every|early|late|mid|through|thru|from|before|after|end of|of|"
    r"mon|tues?|weds?|thurs?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?,?\s+|\d(?:st|nd|rd|th)?\s+)$",
    re.IGNORECASE,
)
_MODAL_BEFORE = re.compile(
    r"(?:^|[^\w])(?:i|we|you|he|she|they|it|who|that|which|this|and|or|not|\w+s)\s+$", re.IGNORECASE
)


def contacts(text: str) -> Iterator[Hit]:
    """Telephone numbers, e-mail addresses, links, handles and street addresses."""
    for key, possible, pattern in _CONTACTS:
        if not possible(text):
            continue
        for match in pattern.finditer(text):
            if not _DATE.fullmatch(match.group()):
                yield Hit(match.start(), match.end(), key)


@dataclass(frozen=True, slots=True)
class Record:
    """All forms of all names on record, as ``on_record`` looks for them: each beside letters that it cannot do without."""

    forms: tuple[tuple[str, Form], ...]
    by_letters: Mapping[str, Form]

    @classmethod
    def of(cls, forms: Sequence[Form]) -> Record:
        """Take the forms, the longest first: of two that begin together the earlier is found."""
        by_letters: dict[str, Form] = {}
        for form in forms:
            by_letters.setdefault(_key(form.folded), form)
        return cls(tuple((max(_LOOSE.split(form.folded), key=len), form) for form in forms), by_letters)

    def pattern(self, folded: str) -> re.Pattern[str] | None:
        """Return what finds the names in folded text. Only what can be there is compiled: mostly nobody, or one child."""
        there = [f"(?:{form.pattern})" for letters, form in self.forms if letters in folded]
        return _compiled("|".join(there)) if there else None

    def form(self, found: str) -> Form | None:
        """Return the form that stands behind the words found, whatever their spaces and hyphens."""
        return self.by_letters.get(_key(found)) or self.by_letters.get(_key(found.removesuffix("s")))


_LOOSE = re.compile(r"[' -]")
"""What a text may write in another way, or leave out: the pieces between are there as they are."""


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def on_record(text: str, *, record: Record) -> Iterator[Hit]:
    """Names on the record, in any case and with or without accents; a name that is a word only where it is the name."""
    pattern = record.pattern(fold(text))
    if pattern is None:
        return
    folded, offsets = fold_with_offsets(text)
    for match in pattern.finditer(folded):
        start, end = offsets[match.start()], offsets[match.end()]
        while end > start and text[end - 1].isspace():
            end -= 1
        form = record.form(match.group())
        if form and (not form.is_word or _is_the_name(text, start, end, form)):
            yield Hit(start, end, form.key)


def _key(folded: str) -> str:
    return _BETWEEN.sub("", folded)


_BETWEEN = re.compile(r"[\s'-]+")


def _is_the_name(text: str, start: int, end: int, form: Form) -> bool:
    """Whether a word that is also somebody's name is the name here; in doubt it is."""
    surface, before = text[start:end], text[:start]
    following = re.match(r"\s+([^\W\d_]+)", text[end:])
    after = fold(following.group(1)) if following else ""
    if len(fold(surface)) == 1:
        return _is_initial(text, start, end) if surface.isascii() else surface[:1].isupper() or not surface.isascii()
    capital = surface[:1].isupper() and not (surface.isupper() and len(surface) > 1)
    if form.folded in word_list("calendar") and (
        _DATE_BEFORE.search(before) or re.match(r"\.?\s+\d|\s*,?\s*\d", text[end:])
    ):
        return False
    if surface.isupper() and len(surface) > 1:
        return not _MODAL_BEFORE.search(before)
    starts = bool(_START.search(before))
    if capital:
        return not (starts and after in _NOT_A_NAME_AFTER and form.folded in word_list("everyday"))
    if not form.given or form.folded in word_list("titles"):
        return False
    if re.match(r"['’]s\b", text[end:]):
        return True
    called = re.search(r"(?:\bw/|[&+]|\b(?:told|tell|ask|asked|with|and))\s*$", before, re.IGNORECASE)
    return bool(starts or called) and after not in _NOT_A_NAME_AFTER


def _is_initial(text: str, start: int, end: int) -> bool:
    """Whether a capital letter stands for a person: "P says", "talked w/ S", not "level J", "T/Th" or "goal A"."""
    surface = text[start:end]
    if not surface.isupper() or surface == "I":
        return False
    if text[end : end + 1] in {"/", "-", "+", "%", "&"} or text[start - 1 : start] in {"-", "+", "&", "#"}:
        return False
    if text[start - 1 : start] == "/" and text[start - 2 : start - 1].lower() != "w":
        return False
    before = text[:start].rstrip()
    if re.search(
        r"(?:level|goal|grade|gr|room|rm|group|part|section|unit|plan|team|vitamin|act|bus|period|an|a|got|form)$",
        before,
        re.IGNORECASE,
    ):
        return False
    if re.match(r"['’]s\b", text[end:]):
        return True
    if surface == "A":
        return False
    return bool(re.match(r"\s+[a-z]|\s*[,.;!?)]|\s*$", text[end:]))


def initials(text: str, *, letters: frozenset[str]) -> Iterator[Hit]:
    """The child's initial used as a name."""
    for match in re.finditer(r"(?<![\w.'’])[^\W\d_](?![\w.])", text):
        if fold(match.group()) in letters and match.group().isascii() and _is_initial(text, match.start(), match.end()):
            yield Hit(match.start(), match.end(), "CHILD")


class _Ordinary:
    """Words that are no names here: those known, and, looked up when it comes to that, what the text itself shows.

    That is a word of the text that the table of English forms knows.
    """

    def __init__(self, known: frozenset[str], text: str) -> None:
        self._known = known
        self._text = text

    def __contains__(self, word: str) -> bool:
        return word in self._known or word in self._shown

    @cached_property
    def _shown(self) -> frozenset[str]:
        return frozenset(
            low
            for word in _PLAIN.findall(self._text)
            if (low := fold(word)) and tags(low) and low not in word_list("name_words")
        )


_PLAIN = re.compile(r"(?<![\w'’ʻ-])[^\W\d_]+(?![\w-])")


def other_names(text: str, *, known: frozenset[str], strangers: frozenset[str] = frozenset()) -> list[Hit]:
    """Capitalised words that are no ordinary word, titles with what follows, and common given names in any case.

    ``known`` are words known to be no names (the note writes them in lower case elsewhere); ``strangers`` are words
    known to be names (the note capitalises them), in any case. In doubt it is a name.
    """
    ordinary = _Ordinary(known, text)
    found: list[Hit] = []
    words = list(_WORD.finditer(text))
    sure = _sure_names()
    for number, match in enumerate(words):
        base = _OWNED.sub("", match.group().rstrip("-"))
        if not base:
            continue
        end = match.start() + len(base)
        bare = fold(base)
        if not (base[0].isupper() or bare in sure or bare in strangers or bare in COURTESY):
            continue
        following = words[number + 1].group().rstrip("'’-") if number + 1 < len(words) else ""
        titled = bare in COURTESY or (base[:1].isupper() and bare in word_list("titles") and len(following) > 1)
        if titled and following[:1].isupper():
            gap = text[match.end() : words[number + 1].start()]
            if re.fullmatch(r"\.?\s+", gap):
                if len(following) == 1:
                    found.append(Hit(match.start(), words[number + 1].start() + 1, "NAME"))
                    continue
                found.append(Hit(match.start(), end, "TITLE"))
                continue
        stranger = bare in strangers
        if stranger or _looks_like_a_name(
            base, bare, before=text[: match.start()], after=fold(following), ordinary=ordinary
        ):
            # "Sam R": the letter goes with the name
            letter = re.match(r" [A-Z]\b(?!['’/])\.?", text[end:])
            found.append(
                Hit(match.start(), end + (letter.end() if letter and letter.group().strip() != "I" else 0), "NAME")
            )
    return _joined(text, found)


_OWNED = re.compile(r"['’ʼ]s?$")


@cache
def _sure_names() -> frozenset[str]:
    """Given names that are no everyday words: names in any case."""
    return word_list("given_names") - word_list("everyday")


def _looks_like_a_name(base: str, bare: str, *, before: str, after: str, ordinary: _Ordinary) -> bool:
    if bare in _sure_names():
        return True
    if not base[:1].isupper():
        return False
    if bare in word_list("calendar") or bare in word_list("ordinary_capitals") or len(base) == 1:
        return False
    everyday = word_list("everyday")
    halves = [half for half in bare.split("-") if half]
    if bare in everyday or (len(halves) > 1 and all(half in everyday or half in ordinary for half in halves)):
        return False
    if base.isupper():
        return len(bare) > 3 and bare not in ordinary and bare not in word_list("name_words")
    if not _START.search(before):
        return True
    if bare in word_list("name_words"):
        return not (after in _NOT_A_NAME_AFTER or bare in ordinary)
    return bare not in ordinary


def _joined(text: str, hits: list[Hit]) -> list[Hit]:
    """Neighbouring capitals are one name: "Mercy Watson", "Mr. Whitfield", "Number the Stars"."""
    joined: list[Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        gap = text[last.end : hit.start] if last else ""
        if last and (_GLUE.fullmatch(gap) or (last.key == "TITLE" and re.fullmatch(r"\.?\s+", gap))):
            joined[-1] = Hit(last.start, hit.end, "NAME" if hit.key == "NAME" else "TITLE")
        else:
            joined.append(hit)
    return [Hit(hit.start, hit.end, "NAME") for hit in joined if hit.key == "NAME"]


def gendered(text: str, *, plural: bool = False) -> Iterator[Hit]:
    """Pronouns that tell a gender (and, for a child spoken of as they, the forms of they) and words such as "son"."""
    for match in _GENDERED.finditer(text):
        word = match.group().lower()
        key = _PRONOUNS.get(word) or _her_or_his(text, match.start(), match.end(), word)
        yield Hit(match.start(), match.end(), key)
    if plural:
        for match in _THEY.finditer(text):
            yield Hit(match.start(), match.end(), _PLURAL[match.group().lower()])
    for match in _KIN.finditer(text):
        yield Hit(match.start(), match.end(), "KID")


def _her_or_his(text: str, start: int, end: int, word: str) -> str:
    """Which form "her" or "his" is: before a noun the possessive, else the object or the possessive that stands alone."""
    following = re.match(r"\s+(\w[\w'’-]*)", text[end:])
    after = following.group(1).lower() if following else ""
    alone = not after or after in _FUNCTION or after in word_list("calendar")
    if word == "his":
        return "THEIRS" if alone else "THEIR"
    before = re.search(r"([^\W\d_]+)\s+$", text[:start])
    giving = before is not None and before.group(1).lower() in _GIVING
    return "THEM" if alone or (giving and after in _OBJECT_AFTER) else "THEIR"


def resolve(hits: Sequence[Hit]) -> list[Hit]:
    """Keep of overlapping hits the earlier in ``hits`` (the surer), in the order of the text."""
    kept: list[Hit] = []
    starts: list[int] = []
    for hit in hits:
        at = bisect_left(starts, hit.start)
        if (
            hit.end <= hit.start
            or (at and kept[at - 1].end > hit.start)
            or (at < len(kept) and kept[at].start < hit.end)
        ):
            continue
        kept.insert(at, hit)
        starts.insert(at, hit.start)
    return kept
