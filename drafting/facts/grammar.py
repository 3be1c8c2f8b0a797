"""The words of a clause and what each can be: just enough grammar to say who did what, and when not to be sure.

A clause here is text with its shorthand already written out. Parts of speech are looked up, never guessed; where a
word can be several things the neighbours decide, and where they do not, the caller is told (``Token.tags``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from drafting.facts.lexicon import tags as look_up

_TOKEN = re.compile(
    r"\"[^\"]*\"|(?<!\w)'(?=\w)[^'\n]+(?:'(?=\w)[^'\n]+)*'(?!\w)"  # a quotation is one token
    r"|\d+(?:[.,:/]\d+)*(?:%|(?:st|nd|rd|th)\b)?(?:[–-]\d+(?:[.,:/]\d+)*%?)?(?:-[a-z]+)*"
    r"|[^\W\d_]+(?:['’ʻ-][^\W\d_]+)*['’]?(?=\W|$)|[^\W_]+|[^\w\s]",
)
QUOTATION = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)['‘](?=\w)[^'’\n]*(?:['’]\w[^'’\n]*)*['’](?!\w)")
"""What somebody said, or a title, in any of the marks that notes use."""

PRONOUNS = frozenset("he she they it i we you".split())
POSSESSIVES = frozenset("his her their my our your its".split())
DETERMINERS = frozenset(
    "a an the this that these those each every some any no all both another several many most few one two three four "
    "five six seven eight nine ten eleven twelve half lots".split()
)
BE = frozenset("is are was were am isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had hasn't haven't hadn't".split())
DO = frozenset("does do did doesn't don't didn't".split())
MODALS = frozenset(
    "can could will would may might should must can't cannot couldn't won't wouldn't shouldn't mustn't".split()
)
DETERMINED = DETERMINERS | POSSESSIVES
"""What settles which thing a noun means; a noun behind it lacks nothing."""

PREPOSITIONS = frozenset(
    "about above across after against along among around at before behind below beneath beside besides between beyond "
    "by despite down during except for from in inside into like near of off on onto out outside over past per since "
    "through throughout till to toward towards under until up upon with within without as than".split()
)
SUBORDINATORS = frozenset(
    "if because when while that who which whom whose although though since unless until till before after where how "
    "what why whether as once so".split()
)
ADVERBS = frozenset(
    "also even still just now then again too already always never often sometimes usually really very so almost only "
    "today yesterday tomorrow tonight today's later soon here there together alone back away twice once quietly "
    "finally actually honestly currently recently lately independently ever yet probably definitely especially "
    "mostly nearly right well first next maybe perhaps quite rather".split()
)
TIME_WORDS = frozenset(
    "today yesterday tomorrow tonight this last next every each on in at during since after before by monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december now currently lately recently earlier later week month year".split()
)
CONJUNCTIONS = frozenset("and but or nor so yet plus".split())


@cache
def words() -> Mapping[str, Any]:
    """Return the reviewed word lists of words.toml."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one list of words.toml as a set."""
    return frozenset(words()[name]["words"])


@cache
def school_forms() -> Mapping[str, Mapping[str, str]]:
    """Return words of a school that the baked table lacks: form -> {part of speech: lemma}."""
    forms: Mapping[str, Mapping[str, str]] = words()["school_forms"]
    return forms


class Token(NamedTuple):
    """A word, number, quotation or mark of a clause; offsets are into the clause text."""

    text: str
    start: int
    end: int
    low: str  # the word in lower case

    @property
    def is_word(self) -> bool:
        """True for letters (not a number, a mark or a quotation)."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """True for a token that begins with a digit."""
        return self.text[0].isdigit()

    @property
    def is_quote(self) -> bool:
        """True for a whole quotation, marks included."""
        return self.text[0] in "\"'" and len(self.text) > 1

    @property
    def tags(self) -> Mapping[str, str]:
        """Parts of speech of the open classes."""
        return _tags_of(self.low)


@lru_cache(maxsize=8192)
def _tags_of(low: str) -> Mapping[str, str]:
    found = school_forms().get(low) or look_up(low)
    if not found and low.startswith("re") and len(low) > 4:  # "redraws", "reglued": again what it was
        found = {tag: "re" + lemma for tag, lemma in look_up(low[2:]).items() if tag.startswith("VB")}
    if not found and low.endswith(("lled", "lling")):  # "labelled", as the British write it
        found = look_up(low.replace("lled", "led").replace("lling", "ling"))
    return found


def tokenize(text: str) -> list[Token]:
    """Split a clause into tokens; quotations stay whole."""
    return list(_tokens(text))


@lru_cache(maxsize=2048)
def _tokens(text: str) -> tuple[Token, ...]:
    """Remember the tokens: a clause is split a dozen times while it is read."""
    return tuple(Token(m.group(), m.start(), m.end(), m.group().lower()) for m in _TOKEN.finditer(text))


def without_s(word: str) -> str:
    """Return a word without the 's of possession or contraction."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


_AFTER_CHOSEN = frozenset("for on up out a the her his their him them it one this that two my our me us".split())
_AFTER_MADE = frozenset("a an the her his their all every it them our two".split())
_OWN_BASE_PASTS = frozenset("found saw fell felt ground bound lay wound".split())


def is_past(tokens: list[Token], at: int) -> bool:
    """Say whether the token opens a predicate in the past tense ("wrote", "helped", "read")."""
    token = tokens[at]
    if not token.is_word:
        return False
    tags = token.tags
    if token.low == "stuck" and at + 1 < len(tokens) and tokens[at + 1].low in {"with", "to"}:
        return True
    if token.low in word_set("participle_adjectives"):
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if token.low == "picked":
            # "Eli picked trombone", but "portrait picked for the show" was picked by somebody
            person = at > 0 and (tokens[at - 1].low in PRONOUNS or tokens[at - 1].text[:1].isupper())
            return following not in {"", "for", "as", "to", "by"} and (following in _AFTER_CHOSEN or person)
        if token.low in {"organized", "prepared"}:
            return following in _AFTER_MADE
        return token.low == "focused" and following in _AFTER_CHOSEN
    if token.low in word_set("invariant_past"):
        return not (at + 1 < len(tokens) and tokens[at + 1].low in {"of", "is", "was"})
    if token.low == "left":
        return (
            at + 1 < len(tokens)
            and tokens[at + 1].low not in {"over", "hand", "side"}
            and not (at and (tokens[at - 1].is_number or tokens[at - 1].text[0].isdigit()))
        )
    if "VBD" not in tags:
        return False
    if "VB" in tags and tags["VB"] != tags["VBD"] and token.low in _OWN_BASE_PASTS:
        return token.low in {"found", "saw", "fell", "felt"}
    if "VB" in tags:
        return False
    if "NN" in tags and not token.low.endswith("ed"):
        return token.low in word_set("past_not_noun")
    return not ("JJ" in tags and tags.get("JJ") == token.low and not token.low.endswith("ed"))


_AFTER_THIRD = frozenset(
    "asleep upset quiet calm angry frustrated tired sick late behind nervous sad scared stuck lost like the a an her his their to up out every when it me everyone".split()
)


def is_third(tokens: list[Token], at: int) -> bool:
    """Say whether the token opens a predicate as a third-person verb ("loves", "comes")."""
    token = tokens[at]
    tags = token.tags
    if "VBZ" not in tags or token.low in {"is", "was", "has", "does"}:
        return False
    if "NNS" not in tags and "NN" not in tags:
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low not in word_set("third_person"):
        return (
            at == 0
            and following is not None
            and (following.low in _AFTER_THIRD or (following.low.endswith("ly") and "RB" in following.tags))
        )
    return following is None or not (
        following.low in BE | HAVE | MODALS or following.low in {"from", "of", "went", "came"}
    )


_BEFORE_AM = frozenset("tomorrow monday tuesday wednesday thursday friday this".split())
_AFTER_NAMED_MODAL = frozenset("tomorrow today tonight monday friday soon later".split())


def finite(tokens: list[Token], at: int) -> str | None:
    """Return how a predicate opens at a token: past, third, be, have, do, modal; None where it does not."""
    low = tokens[at].low
    if low == "am" and at and (tokens[at - 1].is_number or tokens[at - 1].low in _BEFORE_AM):
        return None
    if low in BE:
        return "be"
    if low in HAVE:
        return "have"
    if low in DO:
        return "do"
    if low in MODALS:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if low in {"may", "will", "might"} and (following is None or not following.is_word):
            return None
        if following is not None and (following.low in _AFTER_NAMED_MODAL or following.text in {",", "."}):
            return None
        return "modal"
    if is_past(tokens, at):
        return "past"
    if is_third(tokens, at):
        return "third"
    return None


def skip_adverbs(tokens: list[Token], at: int) -> int:
    """Return the index after any adverbs at ``at``."""
    while (
        at < len(tokens)
        and tokens[at].is_word
        and (tokens[at].low in ADVERBS or ("RB" in tokens[at].tags and tokens[at].low.endswith("ly")))
    ):
        at += 1
    return at


def is_noun(token: Token) -> bool:
    """Say whether a word can be a noun."""
    return "NN" in token.tags or "NNS" in token.tags


def is_plural(token: Token) -> bool:
    """Say whether a word can only be the plural of a noun, among nouns."""
    return "NNS" in token.tags and "NN" not in token.tags


def finite_at(text: str) -> Iterator[bool]:
    """Yield, for each token of a text, whether a predicate opens there."""
    tokens = tokenize(text)
    return (finite(tokens, at) is not None for at in range(len(tokens)))
