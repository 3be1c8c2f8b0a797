"""The classes a word of a sentence may belong to, as ``sentence.grammar`` names them.

A word belongs to every class it could stand for ("run": VERB_B, VERB_N, ONE_NOUN), and to a class of its own. Whether a
noun can stand without "a" or "the" is the one thing the table of forms does not tell; the lists are in
``word_classes.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from drafting.facts.gaps import is_abstract
from drafting.facts.grammar import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    Token,
    word_set,
)

_CLOCK = re.compile(r"\d{1,2}:\d\d(?:[–-]\d{1,2}:\d\d)?")
_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?")
_SCORE = re.compile(r"\d+[–-]\d+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_JOINED = re.compile(
    r"(?:i|you|he|she|it|we|they|that|there|who|what|here|this|everyone|everybody|nobody)'(s|m|re|ve|ll|d)"
)
_OWNING = ("'s", "s'")


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    with (Path(__file__).parent / "word_classes.toml").open("rb") as file:
        return {name: frozenset(text.split()) for name, text in tomllib.load(file).items()}


def classes_of(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Return the names of all classes, and the word itself in lower case, that a token may stand for."""
    token = tokens[at]
    return _classes(token.text, opens=at == 0)


@lru_cache(maxsize=8192)
def _classes(text: str, *, opens: bool) -> frozenset[str]:
    token = Token(text, 0, len(text), text.lower())
    found = {token.low, "INSIDE"} if text != ")" else {token.low}
    if token.is_quote:
        return frozenset({*found, "QUOTE"})
    if not token.is_word:
        return frozenset({*found, *(_number(token) if token.is_number else ("STOP",) if text in ".!?…" else ())})
    found.update(_closed(token.low))
    found.update(_joined(token.low))
    found.update(name.upper() for name, words in _lists().items() if token.low in words)
    if text.endswith(_OWNING):
        found.update({"OWNED", "OWNING"} if text[:1].isupper() else {"OWNED"})
        return frozenset(found)
    name = text[:1].isupper() and token.low != "i"
    if name and not (opens and _is_closed(token.low)):
        found.add("NAME")
        if len(text) == 1:
            found.add("LETTER")
    if not name or opens:
        found.update(_open(token))
    return frozenset(found)


def _number(token: Token) -> Iterator[str]:
    low = token.low
    if _CLOCK.fullmatch(low):
        yield "CLOCK_NUMBER"
        return
    if _DATE.fullmatch(low):
        yield "DATE"
    if _SCORE.fullmatch(low):
        yield "SCORE"
    if _ORDINAL.fullmatch(low):
        yield "ORDER"
    elif re.search(r"[a-z]", low):
        yield from ("ADJ", "ONE_NOUN")
    else:
        yield "NUMBER"
        if low == "1":
            yield "ONE"


def _is_closed(low: str) -> bool:
    return (
        low
        in (
            PREPOSITIONS
            | SUBORDINATORS
            | BE
            | HAVE
            | DO
            | MODALS
            | CONJUNCTIONS
            | PRONOUNS
            | POSSESSIVES
            | DETERMINERS
            | ADVERBS
        )
        or low in _lists()["closed"]
    )


_NUMBERED = {
    "BE": {
        "is": "s",
        "isn't": "s",
        "was": "si",
        "wasn't": "si",
        "are": "p",
        "aren't": "p",
        "were": "p",
        "weren't": "p",
        "am": "i",
    },
    "HAVE": {"has": "s", "hasn't": "s", "have": "p", "haven't": "p", "had": "sp", "hadn't": "sp"},
    "DO": {"does": "s", "doesn't": "s", "do": "p", "don't": "p", "did": "sp", "didn't": "sp"},
}
_ASKING = {"BE": "IS", "HAVE": "HAVE_ANY", "DO": "DO_ANY"}


def _closed(low: str) -> Iterator[str]:
    for name, forms in _NUMBERED.items():
        if low in forms:
            yield _ASKING[name]
            yield from (f"{name}_{number.upper()}" for number in forms[low])
    if low in MODALS or low == "cannot":
        yield "MODAL"
    if low in POSSESSIVES:
        yield "THE"
        yield "OWNING"
    if low in PREPOSITIONS:
        yield "PREP"


def _joined(low: str) -> Iterator[str]:
    found = _JOINED.fullmatch(low)
    if found:
        ending = found.group(1)
        if ending in {"s", "m", "re"}:
            yield "IS_JOINED"
        if ending in {"s", "ve", "d"}:
            yield "HAVE_JOINED"
        if ending in {"ll", "d"}:
            yield "WILL_JOINED"


_FORM_OF = {"VBZ": "Z", "VBD": "D", "VB": "B", "VBG": "G", "VBN": "N"}


def _open(token: Token) -> Iterator[str]:
    """Nouns, verbs, adjectives and adverbs."""
    low, tags, lists = token.low, token.tags, _lists()
    if _is_closed(low) and low not in lists["open_too"]:
        if low in ADVERBS or "RB" in tags:
            yield from _adverb(low)
        return
    if low in lists["no_word"]:
        return
    if not tags:
        yield from _unknown(low)
    for tag, form in _FORM_OF.items():
        if tag in tags and low not in lists["no_verb"]:
            yield from _verb(tags[tag], form)
    if "VBD" in tags and tags["VBD"] == low:  # "put", "read": the table may give the past alone
        yield from _verb(low, "D")
    if "NNS" in tags and low not in lists["no_noun"]:
        yield "MANY_NOUN"
    if "NN" in tags and low not in lists["no_noun"]:
        uncounted = low in word_set("mass_nouns") or is_abstract(low)
        if low in lists["mass"] or (uncounted and low not in lists["count_nouns"]):
            yield "MASS"
        yield "ONE_NOUN"
    if ("JJ" in tags or "VBN" in tags or "VBG" in tags) and low not in lists["order"]:
        yield "ADJ"
        if low.endswith("est"):
            yield "SUPERLATIVE"
    if low in ADVERBS or "RB" in tags or low in lists["adv"]:
        yield from _adverb(low)


def _verb(lemma: str, form: str) -> Iterator[str]:
    yield f"VERB_{form}"
    for name in ("say", "tell", "report", "give", "let", "try", "go"):
        if lemma in _lists()[f"{name}_verbs"]:
            yield f"{name.upper()}_{form}"


def _adverb(low: str) -> Iterator[str]:
    yield "ADV"
    if low not in _lists()["late_adverbs"] | SUBORDINATORS:
        yield "PREADV"


def _unknown(low: str) -> Iterator[str]:
    """A word of no table: a name of a thing, or what joins two words ("line-up", "split-screen")."""
    if low.endswith("s") and not low.endswith("ss"):
        yield "MANY_NOUN"
    else:
        yield from ("ONE_NOUN", "MASS")
    if "-" in low:
        yield "ADJ"
