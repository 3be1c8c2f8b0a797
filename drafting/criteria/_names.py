"""Names of other children in a message: on the class list, or a capitalised word where only a person stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from drafting.criteria._page import TITLES
from drafting.criteria._screen import remembered
from drafting.facts.lexicon import tags
from drafting.readability.names import opens_as_name, ordinary_capital
from drafting.types import Span
from drafting.words.familiar import familiar

if TYPE_CHECKING:
    from drafting.criteria._page import Page

# Languages, brands, games and festivals that no word list holds.
_NO_PERSON = frozenset(
    "merci gracias obrigado obrigada danke mahalo shukran salaam salam namaste arigato grazie xièxie cảm teşekkürler spasibo familia familias señor señora arabic somali hmong urdu dari pashto farsi hindi punjabi bengali nepali burmese karen tagalog vietnamese korean japanese chinese mandarin cantonese russian ukrainian polish portuguese french german italian "
    "haitian creole amharic tigrinya swahili yoruba igbo twi wolof k'iche quechua navajo lakota turkish kurdish armenian greek hebrew spanish español english zoom google youtube scrabble uno monopoly jenga lego minecraft "
    "scratch desmos kahoot quizlet canvas schoology seesaw classdojo dojo remind talkingpoints parentsquare bloomz epic lexia ixl khan nowruz juneteenth lunar purim passover holi vesak tet chromebook ipad whatsapp kindergarten pre-k "
    "wi-fi latino latina hispanic muslim christian jewish asian african native american internet covid sat act stem steam".split()
)
_CAPITAL = re.compile(
    r"(?<![\w.@/'’&-])[^\W\d_a-zà-öø-ÿ][a-zà-öø-ÿ]+(?:['’-][A-Z][a-zà-öø-ÿ]+)?(?: (?:[A-Z]\.|[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z][a-z]+)?))?(?![\w@])"
)
_TITLE = re.compile(rf"{TITLES}\.?")
_TITLED = re.compile(rf"\b{TITLES}\b\.?(?: (?:and|&) {TITLES}\b\.?)? ?$")
# An adult by their work: "our counselor, Theo", "Ana Ruiz in the library".
_ROLE_BEFORE = re.compile(
    r"\b(?:counselor|teacher|librarian|principal|coach|nurse|aide|secretary|psychologist|therapist|interpreter|specialist|custodian|driver|tutor|assistant|author|poet|president|queen|king|saint|st|chef|dean|director|partner teacher|co-teacher|colleague|volunteer|grandpa|grandma|aunt|uncle|cousin|dog|cat|hamster|puppy|pet|rabbit|fish|character|hero|named after),? $"
)
_ROLE_AFTER = re.compile(
    r"^,? (?:our|the|who (?:teaches|runs|works|leads|coaches|drives)|from the (?:office|library)|in the (?:office|library|kitchen))\b(?: \w+)? ?(?:counselor|teacher|librarian|principal|coach|nurse|aide|secretary|psychologist|therapist|interpreter|specialist|custodian|driver|office|library|art|music|choir|team)\b"
)
_BEFORE = re.compile(
    r"\b(?:with|and|told|helped|hit|pushed|called|beat|asked|taught|joined|friends?,?|classmates?,?|brother,?|sister,?|boy,?|girl,?|buddy,?|between|against|behind|unlike|beside|next to|kicked|teased|bit|shoved|punched|grabbed|thanked|invited|near|partner,?|partnered with|like|than|gave|showed|lent|saw|let|(?:pushed|hit|kicked|bit|teased|bothered|shoved|called|upset|bullied|scratched) by|(?:apologi\w+|talk\w*|next|mean|kind|close|spoke|read|explained it|listened|lost|sorry) to|(?:away|moved|seat|papers?|pencil|cop\w+) from|(?:sits?|sat|seated|table) (?:by|with)|while|because|that|when) $"
)
_WEAK_BEFORE = frozenset({"while", "because", "that", "when", "like", "than", "and", "with"})
_NOT_PERSON_BEFORE = re.compile(
    r"\b(?:in|at|of|on|about|through|called|titled|the|a|an|our|your|this|reading|finished|book|books|story|novel|poem|song|street|room|unit|chapter|module|lesson|app|using|use|via|period|per|until|since|for|next|last|every|each|in lake|mount|fort|port|speak|speaks|speaking|learn|learning|play|plays|playing|playing|celebrate|celebrates|during|character|by|as|from|to) $"
)
# "finished her first chapter book cover to cover (Mercy Watson)": two capitals that fill the brackets behind a book.
_TITLE_IN_BRACKETS = re.compile(
    r"\b(?:book|novel|story|series|poem|song|play|piece|film|movie|game|comic|tale)\b(?: (?!with\b|and\b|a\b|another\b)[a-z']+){0,4} \($"
)
_THING_AFTER = re.compile(
    r"^(?:'s|’s)?\s(?:[A-Z]|of the|street|st\b|ave|avenue|road|hall|library|park|school|county|center|room|app|museum|island|river|lake|test|interpreter|class|book|club|team|festival|language|food|music|dance|week|day|unit|project|method|time|style|words?)"
)

# What is looked for before a name ends right before it: a search need not begin farther back than this.
_REACH = 80
_SEVERAL = re.compile(r"\s(?:twins|boys|girls|brothers|sisters|kids)\b")
_NEXT = re.compile(r"\W*(\w*)")
_FIGURE = re.compile(r"\s?\d")
_WILL = re.compile(r",? (?:and|will|can|could)\b")
_DOES = re.compile(r"(?:'s|’s)?,? (?:also |both |really |always |never )?([\w']+)")
_APART = re.compile(r"[\s/'’]+")


def other_names(page: Page) -> list[Span]:
    """Every name in the message that is a child's and not this child's."""
    found: list[Span] = []
    record = _on_record(page)
    own = {name.lower() for name in page.student_names}
    classmates = {part.lower() for name in page.class_list for part in name.split() if len(part) > 1} - own
    arranging = page.kind in _ARRANGING
    for line in page.lines:
        if line.part in {"signature", "greeting", "closing"}:
            continue
        text = page.message[line.start : line.start + len(line.low)]
        for start, end, head, second, settled in _capitals(text):
            if head in record:
                continue
            known_classmate = head in classmates or second in classmates
            if settled and (not known_classmate or _titled(text, start, end)):
                continue
            if _nickname(head, own):
                continue
            if known_classmate or _is_person(text, start, end, last=line is page.lines[-1], arranging=arranging):
                found.append(page.span(line.start + start, line.start + end))
    return found


@remembered
def _capitals(text: str) -> tuple[tuple[int, int, str, str, bool], ...]:
    """Return the capitalised words of a sentence: where they stand, the first and the second of two in lower case.

    The last says that, whatever stands around it, the word is no child's name: Monday, or a word that opens the sentence.
    Of the others, titles and who bears them are left out.
    """
    found = []
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        first, _, second = match.group().lower().partition(" ")
        settled = _ordinary_opening(first) if start == 0 else ordinary_capital(first)
        if settled or not _titled(text, start, end):
            found.append((start, end, first, second, settled))
    return tuple(found)


def _titled(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word is a title or stands after one: an adult's."""
    return bool(
        _TITLE.fullmatch(text[start:end].partition(" ")[0]) or _TITLED.search(text, max(0, start - _REACH), start)
    )


@remembered
def _is_person(text: str, start: int, end: int, *, last: bool, arranging: bool) -> bool:
    words, before, after = text[start:end], text[:start], text[end:]
    head = words.partition(" ")[0].lower()
    low_before, low_after = before.lower(), after.lower()
    near = max(0, len(low_before) - _REACH)
    if _unknown(head) and _SEVERAL.match(after):
        return True
    if _quoted(before) or (last and len(text.split()) <= 6) or _THING_AFTER.match(after):
        return False
    if words.count(" ") and _TITLE_IN_BRACKETS.search(low_before, near) and low_after[:1] == ")":
        return False
    if _ROLE_BEFORE.search(low_before, near) or (words.count(" ") and _ROLE_AFTER.match(low_after)):
        return False
    verb = _acts(low_after)
    if not before.strip("\"'“‘(•-*–— \t"):
        following = _NEXT.match(low_after)
        next_word = following.group(1) if following else ""
        if tags(head) and "NNS" in tags(next_word):  # "Long names still stop her"
            return False
        return verb and _unknown(head) and opens_as_name(head, next_word)
    person = _BEFORE.search(low_before, near)
    weak = person is not None
    strong = person is not None and person.group().strip() not in _WEAK_BEFORE
    if not _unknown(head):
        two = words.count(" ") == 1 and "." not in words
        return (
            (strong or (weak and two and verb))
            and not ordinary_capital(head)
            and (two or verb)
            and not _FIGURE.match(after)
        )
    if strong:
        return True
    if _NOT_PERSON_BEFORE.search(low_before, near):
        return verb and not _TITLE_BEFORE.search(low_before, near) and _WILL.match(low_after) is None
    # In a message about arrangements a lone capital is a place, a game or a language far more often than a child.
    return verb or weak or not arranging or _LISTED.match(low_after) is not None


def _acts(low_after: str) -> bool:
    """Whether what follows a capitalised word is what a person does or has."""
    following = _DOES.match(low_after)
    if following is None:
        return False
    word = following.group(1)
    return word in _PERSON_VERBS or "VBD" in tags(word) or "VBZ" in tags(word)


_PERSON_VERBS = frozenset(
    "is was has had were are does did didn't doesn't isn't wasn't would wouldn't can can't could will who whose whom and".split()
)
_ARRANGING = frozenset(
    {"conference_invite", "home_learning", "event_invite", "newsletter", "welcome", "resource", "transition"}
)
_LISTED = re.compile(r"(?:'s|’s)\b|,? (?:and|&) (?:ʘ|[a-z]+ (?:are|were|both))|, (?:who|whose|a|another)\b|,? too\b")
_TITLE_BEFORE = re.compile(
    r"\b(?:the|a|an|our|your|in|at|of|book|novel|story|character|unit|by|called|titled|on|through|via|app|using) $"
)


@lru_cache(maxsize=4096)
def _unknown(word: str) -> bool:
    """Whether a capitalised word is no word of the language, or a name that is also one (Hope, Grace, Will)."""
    base = word.removesuffix("'s")
    if ordinary_capital(base) or base in _NO_PERSON:
        return False
    return opens_as_name(base, "was") or not (tags(base) or familiar(base))


@lru_cache(maxsize=4096)
def _ordinary_opening(word: str) -> bool:
    """Whether a capitalised word that opens a sentence is nobody's name, whatever follows it."""
    return ordinary_capital(word) or not _unknown(word)


def _nickname(head: str, own: set[str]) -> bool:
    """Whether the name is short for the child's own: Gabi for Gabriela, Alex for Alejandro."""
    return any(
        len(head) >= 3 and (name.startswith(head[:3]) or head.startswith(name[:3])) for name in own if len(name) >= 3
    )


def _quoted(before: str) -> bool:
    return before.replace("“", '"').replace("”", '"').count('"') % 2 == 1


def _on_record(page: Page) -> set[str]:
    names = [*page.student_names, page.addressed_as or "", *page.adults, page.teacher or ""]
    names += [
        page.message[line.start : line.end] for line in page.lines if line.part in {"signature", "greeting", "closing"}
    ]
    return {part.lower().strip(".,!:;—()") for name in names for part in _APART.split(name) if len(part) > 1}
