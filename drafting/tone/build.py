"""Tone that stands in how a sentence is built: orders, questions, shouting, a kind word taken back by a no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from drafting.types import Span

if TYPE_CHECKING:
    from drafting.tone.reading import Mark, Passage, Token

_VERBS = frozenset(
    "accept act add address adjust allow answer apply ask assume attend avoid be behave begin bring buy call cease change "
    "check clarify clean click come complete comply confirm consider contact continue correct cut deal delete deliver "
    "discuss do don't dont email ensure explain expect face fill find finish fix focus follow forget get give go grow have "
    "help hold improve include inform keep know learn leave let listen look maintain make mind move never note offer open "
    "order pay pick prepare present prioritize provide pull push put quit rather read reconsider rectify refrain reflect "
    "remember remind remove reply report request resolve respond return review revise rework schedule see sell send set "
    "show sign sit speak start state stay step stop submit take talk tell think treat try turn understand update use wait "
    "wake watch work write".split()
)
_SIGNS = re.compile(
    r"\?[?!]+|![!?]+|[?!]|\.\.\.+|…|[“\"][^“”\"\n]{1,25}[”\"]|[:;]-?[)D]|[\u2600-\u27bf\U0001f300-\U0001faff]|:-?[(/](?!/)"
)
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
_TAG = re.compile(
    r",\s*(?:huh|eh|right|ok|okay|no|yes|correct|hmm?"
    r"|(?:are|is|do|does|did|was|were|can|could|would|will|should|have|has)(?:n['’]t)? (?:you|it|they|he|she|we|i|there|that)(?: not)?)\s*\?",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno|\bnor|\bwithout|\bhardly|\bdont|\bisnt|\bcannot)\W+(?:\w+\W+){0,2}$", re.IGNORECASE
)
_SENTENCE = 5  # words; a shorter one is a greeting or a cry
_CLOSE = 3  # words; a shorter last sentence is a signature
_ECHO = 3  # words; a question so short takes up one that was said
_REACH = 30  # characters in which a no can still mean the word

_KIND = frozenset({"praise", "agreement", "gladness", "thanks", "care", "acknowledge", "your_point"})
_HARSH = frozenset({"criticism", "insult", "blame", "dismissal", "hard_news", "threat"})
_HURTFUL = frozenset({"insult", "dismissal", "criticism", "label", "irony"})
_INVITING = _KIND | {"partnership", "offer", "wishes", "curiosity", "choice"}
_ASKED_KINDLY = _INVITING | {"request", "request_plain", "hedges", "please", "greeting", "your_point"}
_TAKEN_IN = frozenset({"acknowledge", "your_point", "agreement", "thanks"})
_OPEN = frozenset("what how which when tell any".split())
_YOU = frozenset("you your you're you've you'll you'd yours yourself yourselves u ur".split())
_READER = re.compile(r"\b(?:you(?:['’](?:re|ve|ll|d)|r|rs|rself|rselves)?|ur?)\b", re.IGNORECASE)


def find_build(text: str, unit: Span, tokens: Sequence[Token], found: Sequence[Mark]) -> Iterator[Mark]:
    """Give what the build of one sentence carries, beside the phrases ``found`` in it."""
    from drafting.tone.reading import Mark

    asks = False
    for match in _SIGNS.finditer(text, unit.start, unit.end):
        feature = _sign(match.group())
        asks = asks or feature in {"question", "doubled"}
        yield Mark(feature, match.start(), match.end())
    if tokens and not asks and _orders(tokens, found):
        yield Mark("order", tokens[0][0], tokens[1][1])
    if asks and (tag := _TAG.search(text, unit.start, unit.end)):
        yield Mark("tag_question", tag.start() + 1, tag.end())
    for match in _CAPITALS.finditer(text, unit.start, unit.end):
        yield Mark("shouting", match.start(), match.end())
    to_reader = any(_plain(token) in _YOU for token in tokens)
    if asks and not any(mark.feature in _ASKED_KINDLY for mark in found):
        if to_reader and _OPEN.isdisjoint(_plain(token) for token in tokens):
            yield Mark("bare_question", unit.end - 1, unit.end)
        elif not to_reader and 0 < len(tokens) < _ECHO:
            yield Mark("echo_question", tokens[0][0], tokens[-1][1])
    for mark in found:
        if to_reader and mark.feature in _HURTFUL:
            yield Mark("harsh_to_you", mark.start, mark.end)
        if mark.feature in _KIND or mark.feature in _HARSH:
            if _NO.search(text, max(unit.start, mark.start - _REACH), mark.start):
                yield Mark("kind_denied" if mark.feature in _KIND else "harsh_denied", mark.start, mark.end)
        elif mark.feature == "negation":
            before = [_plain(token) for token in tokens if mark.start - _REACH < token[0] < mark.start][-2:]
            if not _YOU.isdisjoint(before):
                yield Mark("you_denied", mark.start, mark.end)


def find_opening(passages: Iterable[Passage]) -> Mark | None:
    """Give what the first sentence of more than a greeting does with the reader's side, where it takes it in."""
    from drafting.tone.reading import Mark

    first = next((passage for passage in passages if passage.words >= _SENTENCE), None)
    for mark in first.marks if first else ():
        if mark.feature in _TAKEN_IN:
            return Mark("opening_kind", mark.start, mark.end)
    return None


def find_close(text: str, passages: Sequence[Passage]) -> Mark | None:
    """Give the reader's place in the last sentence, where it is talked to without a kind or asking word."""
    from drafting.tone.reading import Mark

    last = next((passage for passage in reversed(passages) if passage.words >= _CLOSE), None)
    if last is None or any(mark.feature in _ASKED_KINDLY for mark in last.marks):
        return None
    reader = _READER.search(text, last.span.start, last.span.end)
    return Mark("last_word", reader.start(), reader.end()) if reader else None


def _plain(token: Token) -> str:
    return token[2].lower().replace("’", "'")


def _orders(tokens: Sequence[Token], found: Sequence[Mark]) -> bool:
    if len(tokens) < 2 or _plain(tokens[0]) not in _VERBS:
        return False
    return not (found and found[0].start == tokens[0][0] and found[0].feature in _INVITING)


def _sign(sign: str) -> str:
    if sign == "?":
        return "question"
    if sign == "!":
        return "exclamation"
    if sign[0] in "?!":
        return "doubled"
    if sign[0] in ".…":
        return "trailing"
    if sign[0] in '“"':
        return "quoted"
    return "sad_face" if sign[-1] in "(/" else "smiley"
