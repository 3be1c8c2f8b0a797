"""The small words that a jotting leaves out before a thing: "lost first tooth", "finished essay"."""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.facts.grammar import (
    ADVERBS,
    BE,
    DETERMINED,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    TIME_WORDS,
    Token,
    finite,
    is_noun,
    is_plural,
    tokenize,
    word_set,
)
from drafting.facts.patterns import Speaking, fill

_LOST_OWN = re.compile(
    r"^(\{they\} (?:\w+ly )?(?:lost|wrote|read|finished|earned|made|got|built|drew|published|solved|"
    r"scored|won)) (first|second|third|own)\b(?= [a-z])(?! (?:in|place|time|to|of|at|on|and|prize|chair|team|string|honors)\b)"
)


def complete(pattern: str, shape: str, *, known: bool = True) -> str:
    """Put back the small words that a jotting leaves out before a thing: "lost first tooth", "finished essay"."""
    if shape not in {"clause", "predicate", "request"}:
        return pattern
    pattern = _LOST_OWN.sub(r"\1 {their} \2", pattern)
    said = fill(pattern, Speaking("Maya", "she"), voice="name")
    bare = bare_object(tokenize(said))
    if not bare:
        return pattern
    found = expression(rf"(?P<verb>[\w']+) (?P<phrase>(?:[\w'-]+ ){{0,3}}{re.escape(bare)})(?!\w)").search(pattern)
    if not found or "{" in found.group("phrase"):
        return pattern
    # the phrase begins right after the verb
    words_in = tokenize(pattern)
    start = next(
        (
            token
            for at, token in enumerate(words_in)
            if (at and token.start >= found.start("phrase") and "VBD" in words_in[at - 1].tags)
            or (at and words_in[at - 1].low in word_set("transitive_verbs"))
        ),
        None,
    )
    if start is None or start.start > found.end() or "{" in pattern[start.start : found.end()]:
        return pattern
    verb = words_in[words_in.index(start) - 1].low
    if (
        bare.lower() in word_set("child_nouns") | {"shoes", "jacket"}
        and known
        and pattern.startswith("{they}")
        and verb not in word_set("creates")
    ):
        return f"{pattern[: start.start]}{{their}} {pattern[start.start :]}"
    article = "a" if verb in word_set("creates") else "the"
    if article == "a" and start.low[0] in "aeiou":
        article = "an"
    return f"{pattern[: start.start]}{article} {pattern[start.start :]}"


_ABSTRACT = re.compile(r"(?:ness|ment|ity|ship|ance|ence|tion|sion|ism|ing|logy|graphy|cy|ery|ure|dom|hood|th)$")


def is_abstract(low: str) -> bool:
    """Say whether a noun's ending tells of something that is not counted ("kindness", "attention")."""
    return bool(_ABSTRACT.search(low))


def bare_thing(tokens: list[Token]) -> str | None:
    """Return a thing of a school day that stands without any article ("leaves last page blank", "on hook by door")."""
    for at, token in enumerate(tokens):
        if token.low not in word_set("things") or not token.is_word or token.text[:1].isupper():
            continue
        if at and "VB" in token.tags and tokens[at - 1].low in _BEFORE_VERB:
            continue  # "I answer by 8"
        if at + 1 < len(tokens) and tokens[at + 1].is_word and is_noun(tokens[at + 1]) and not finite(tokens, at + 1):
            continue  # "notebook check": the head comes later
        if at + 1 < len(tokens) and (tokens[at + 1].is_number or expression(r"[A-Z]").fullmatch(tokens[at + 1].text)):
            continue  # "page 4", "door B"
        first = at
        while first and _belongs(tokens[first - 1]):
            first -= 1
        before = tokens[first - 1] if first else None
        opens = before is not None and (before.text == "," or before.low in _BEFORE_SUBJECT)
        if opens and at + 1 < len(tokens) and finite(tokens, at + 1):
            return token.text
        if before is None or (before.is_word and (before.low in _PLACING or _acts(tokens, first - 1))):
            return token.text
        if before.low == "by" and at + 1 == len(tokens) and token.low in {"door", "window", "board"}:
            return token.text
    return None


def _belongs(token: Token) -> bool:
    """Say whether a word before a noun describes it and settles nothing ("last page", "extra clothes bag")."""
    if not token.is_word or token.low in _DETERMINING or token.text.endswith(("'s", "’s", "s'")):
        return False
    return ("JJ" in token.tags or "NN" in token.tags) and not {"VBD", "VBZ", "VB", "RB"} & set(token.tags)


def _acts(tokens: list[Token], at: int) -> bool:
    return finite(tokens, at) in {"past", "third"} or (
        "VB" in tokens[at].tags and at > 0 and tokens[at - 1].low in _BEFORE_VERB
    )


_BEFORE_SUBJECT = frozenset("whether if when because that while".split())
_BEFORE_VERB = frozenset("i we you they to please will can must".split())
_PLACING = PREPOSITIONS - frozenset("per as by of like out off up down".split())
_DETERMINING = DETERMINED | frozenset("no any which what whose enough more less".split())
_BEFORE_BASE = {"to", "and"} | MODALS | DO
_AFTER_THING = {"home", "back", "alone", "again", "and", "or", ",", ""} | PREPOSITIONS | TIME_WORDS


def bare_object(tokens: list[Token]) -> str | None:
    """Return a singular count noun that stands right after a verb or preposition without an article."""
    for at in range(1, len(tokens)):
        token = tokens[at]
        if not token.is_word or token.text[:1].isupper() or "NN" not in token.tags or "NNS" in token.tags:
            continue
        if token.low in word_set("mass_nouns") or "VBG" in token.tags or "RB" in token.tags or token.low in KNOWN:
            continue
        if "VB" in token.tags and ("JJ" in token.tags or tokens[at - 1].low in _BEFORE_BASE):
            continue
        before = tokens[at - 1]
        verb = (
            before.low in word_set("transitive_bases")
            and at > 1
            and tokens[at - 2].low in {"will", "to", "can", "i", "please", "we"}
        ) or (before.is_word and "VBD" in before.tags and "NN" not in before.tags and before.low not in {"was", "felt"})
        if not verb or "JJ" in token.tags or "VBD" in token.tags or "VBN" in token.tags:
            continue
        head = at
        while (
            head + 1 < len(tokens)
            and tokens[head + 1].is_word
            and is_noun(tokens[head + 1])
            and not finite(tokens, head + 1)
            and tokens[head + 1].low not in PREPOSITIONS
        ):
            head += 1
        if head > at and (
            is_plural(tokens[head]) or tokens[head].low in word_set("mass_nouns") or tokens[head].low in ADVERBS
        ):
            continue
        noun = tokens[head]
        following = tokens[head + 1].low if head + 1 < len(tokens) else ""
        counted = head + 1 < len(tokens) and tokens[head + 1].is_number
        if (following in _AFTER_THING or counted) and (
            noun.low in word_set("count_nouns") or not is_abstract(noun.low)
        ):
            return noun.text
    return None


KNOWN = frozenset(
    "kg lb lbs cm mm ft oz km ml mph gal min sec tv dj dna usb hiv vip asap rsvp pdf url id ok hmm shy "
    "pho bff emo spa".split()
) | frozenset(
    PREPOSITIONS
    | DETERMINERS
    | POSSESSIVES
    | ADVERBS
    | TIME_WORDS
    | BE
    | HAVE
    | DO
    | MODALS
    | set(
        "he she they it i we you him them me us and but or nor so yet if because when while that who "
        "which whom whose what how why where "
        "whether not am be been being to as than both each one ones all such own same other x pm s t d "
        "ll re ve m who's oh mr mrs ms dr until etc vs "
        "his hers theirs ours yours mine himself herself themself themselves itself myself yourself did "
        "done had having doing there their our".split()
    )
)
