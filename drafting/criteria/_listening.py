"""The parent's own words: whether they are known, and how much of them a message says back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._screen import plain

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_KNOWN = plain(
    r"\b(?:mom|mum|mother|dad|father|grandma|grandmother|grandpa|grandfather|aunt|uncle|parents?|family|guardian|foster (?:mom|mother|dad|father)|m|she|he|they)\b(?: \w+)? (?:said|says|asked|asks|wrote|told|worr(?:ied|ies)|replied|feels?|thinks?|believes?|(?:is|was|are) (?:worried|upset|angry|concerned|afraid|frustrated|scared)|upset|angry|emailed|complain\w+|mention\w+)\b"
)
_WORD = re.compile(r"[^\W_]+(?:'\w+)?")
_ENDING = re.compile(r"(?:ing|ed|es|s|ly)$")
_LITTLE = frozenset(
    "the a an and or but if of to in on at for with from by is are was were be been am i you he she it we they me him her us them my your his its our their this that these those so not no do does did has have had "
    "will would can could should just very too as what when who why how all out up about there here get got than then also".split()
)


def parent_view_known(page: Page) -> bool:
    """Whether the message answers a view that the parent has voiced: in a message of theirs, or as the note tells."""
    if page.kind == "reply" or (page.parent_message or "").strip():
        return True
    return bool(page.note and _KNOWN.search(page.note.lower()))


def words(text: str) -> list[str]:
    """The words of a text, lower-cased."""
    return _WORD.findall(text.lower().replace("’", "'"))


def stems(text: str) -> set[str]:
    """The content words of a text without their endings."""
    return {
        _ENDING.sub("", word) if len(word) > 4 else word
        for word in words(text)
        if word not in _LITTLE and len(word) > 2
    }


def copied_run(low: str, page: Page) -> int:
    """The longest run of words that a sentence shares with the parent's message, with I and you exchanged."""
    swap = {"i": "you", "my": "your", "me": "you", "am": "are", "i'm": "you're", "we": "you", "our": "your"}
    theirs = [swap.get(word, word) for word in words(page.parent_message or "")][:400]
    ours = [swap.get(word, word) for word in words(low)][:120]
    best = 0
    previous = [0] * (len(ours) + 1)
    for word in theirs:
        row = [0] * (len(ours) + 1)
        for at, own in enumerate(ours):
            if own == word:
                row[at + 1] = previous[at] + 1
                best = max(best, row[at + 1])
        previous = row
    return best
