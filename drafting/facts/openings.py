"""Where a clause of its own opens after a comma or a conjunction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafting.facts.expressions import expression
from drafting.facts.grammar import (
    CONJUNCTIONS,
    DETERMINED,
    POSSESSIVES,
    PRONOUNS,
    SUBORDINATORS,
    Token,
    finite,
    skip_adverbs,
    tokenize,
    words,
)
from drafting.facts.mentions import child_tokens
from drafting.facts.people import People
from drafting.facts.shorthand import table

_ASKS = re.compile(r"\s*(?:(?:just|please|then|and|also) )*(?:ask|q\b|question|wondering|want to know|find out)")


_TIES = CONJUNCTIONS | {"then"}
_TIED = CONJUNCTIONS | {"&", "+", "then"}


def cuts(text: str, start: int, end: int, people: People, *, bare: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces of a sentence as (start, end, what ties the piece to the one before)."""
    numbered = expression(r"\s*\(?[1-9][.)]?\s+(?=[^\W\d_'\"“])").match(text[start:end])
    if numbered and (bare or expression(r"\s*\(?[1-9][.)]").match(numbered.group())):
        start += numbered.end()
    tokens = [replace_offsets(token, start) for token in tokenize(text[start:end])]
    children = child_tokens(tokens, people)
    at_start = start
    joiner = ","
    depth = 0
    low = text[start:end].lower()
    asking = bool(_ASKS.match(low))
    at = 0
    left: list[Token] = []
    while at < len(tokens):
        token = tokens[at]
        depth += (token.text == "(") - (token.text == ")")
        if (
            depth == 0
            and (token.text in {",", "&", "+"} or token.low in _TIES)
            and any(word.low not in _TIES for word in left)
        ):
            after = at + 1
            kind = token.low
            while (
                after < len(tokens)
                and (tokens[after].low in _TIED)
                and not (
                    tokens[after].low == "so"
                    and after + 1 < len(tokens)
                    and tokens[after + 1].low in {"does", "did", "do", "is", "was", "are"}
                )
            ):
                kind = tokens[after].low if kind == "," else kind
                after += 1
            lively = after < len(tokens) and tokens[after - 1].low == "so" and "JJ" in tokens[after].tags
            if lively and after - at > 1:
                # "... & so proud he told everyone": what it was like, not what came of it
                yield at_start, token.start, joiner
                at_start, joiner, left, at = tokens[after - 1].start, "and", [], after - 1
                continue
            if after < len(tokens) and _opens(tokens, after, children, left, kind, asking=asking):
                yield at_start, token.start, joiner
                at_start = tokens[after].start if kind != "so" else token.start
                joiner = {"&": "and", "+": "and", "plus": "and", "yet": "but"}.get(kind, kind)
                left = []
                at = after
                continue
        left.append(token)
        at += 1
    yield at_start, end, joiner


def replace_offsets(token: Token, by: int) -> Token:
    """Return the token with its offsets moved by ``by``."""
    return Token(token.text, token.start + by, token.end + by, token.low)


_FIRM_SUBORDINATORS = SUBORDINATORS - frozenset("so as once before after since until till".split())
_REQUEST_OBJECTS = frozenset("nothing anything a an the your some and".split())
_QUESTION_VERBS = frozenset("should would could can do does is are else".split())


@cache
def _holding() -> tuple[str, ...]:
    """What opens a clause about what to leave out, or to say after all."""
    return (*words()["withhold"]["words"], *words()["unhold"]["words"])


def _opens(
    tokens: list[Token], at: int, children: dict[int, int], left: list[Token], joiner: str, *, asking: bool
) -> bool:
    """Say whether a clause or predicate of its own opens at ``at``, given what stands to its left."""
    if " ".join(token.low for token in tokens[at : at + 6]).startswith(_holding()):
        return True
    subordinate = any(
        token.low in _FIRM_SUBORDINATORS and not (place == 0 and token.low == "that")
        for place, token in enumerate(left)
    )
    if len(left) > 26:
        subordinate = False
    opening = left[0].low in SUBORDINATORS and joiner == ","
    if asking and (joiner == "so" or tokens[at].low in SUBORDINATORS or not _new_subject(tokens, at, children)):
        return False
    if joiner == "so" and len(left) > 2 and "VBG" in tokens[at].tags and not {"NN", "JJ"} & set(tokens[at].tags):
        return True  # "still rushing, so trying a card": somebody else does it
    if joiner == "so" and (
        not _new_subject(tokens, at, children)
        or tokens[at].low.endswith("ly")
        or "that" in {token.low for token in tokens[at : at + 2]}
    ):
        return False
    if (
        joiner == ","
        and tokens[at].low in {"bring", "wear", "return", "sign", "reply"}
        and at + 1 < len(tokens)
        and tokens[at + 1].low in _REQUEST_OBJECTS
    ):
        return True
    if (
        joiner in {"and", "&", ","}
        and tokens[at].low == "so"
        and at + 1 < len(tokens)
        and tokens[at + 1].low in {"does", "did", "do", "is", "was", "are"}
    ):
        return False
    if joiner == "," and all(
        token.is_number or token.low in _WHEN or expression(r"\d").match(token.text) for token in left
    ):
        return False
    if (
        joiner in {",", "and"}
        and tokens[at].low in {"just", "wondering"}
        and any(token.low == "wondering" for token in tokens[at : at + 2])
    ):
        return True
    if (
        joiner == ","
        and tokens[-1].text == "?"
        and tokens[at].low in {"what", "how", "which", "when", "where"}
        and not expression(r"what|how|which").match(left[0].low)
        and at + 1 < len(tokens)
        and tokens[at + 1].low in _QUESTION_VERBS
    ):
        return True
    if [token.low for token in tokens[at : at + 2]] == ["it", "shows"]:
        return False
    if joiner == "," and _PRIVATE_TAIL.search(" ".join(token.low for token in tokens[at:])):
        return True
    if (
        tokens[at].low == "thank"
        and joiner in {"and", ",", "&", "+"}
        and at + 1 < len(tokens)
        and tokens[at + 1].low in {"her", "him", "them", "mom", "dad", "you"}
    ):
        return True
    if tokens[at].low == "ask" and at + 1 < len(tokens) and joiner in {"and", ",", "&", "+"}:
        return True
    if joiner == "," and not subordinate and _timed(tokens, at):
        return True
    if opening and not any(token.text == "," for token in left):
        return False
    if _new_subject(tokens, at, children):
        if subordinate and joiner in {"and", "&", "+", "or"}:
            return False
        return joiner not in {"or", "nor"}
    here = skip_adverbs(tokens, at)
    if joiner in {"or", "nor"} or here >= len(tokens):
        return False
    kind = finite(tokens, here)
    if (
        tokens[here].low == "was"
        and here + 1 < len(tokens)
        and tokens[here + 1].is_number
        and any(token.is_number for token in left)
    ):
        return False
    if kind and tokens[here].low == "will" and left and left[0].low in {"i", "i'll", "i'd", "we"}:
        return True
    if kind and not subordinate and _other_subject(left):
        return False
    if kind and not subordinate:
        # "ran, jumped and climbed" stays whole when the left has no subject and one word
        return len([token for token in left if token.is_word or token.is_number]) > 1 or joiner == "but"
    if subordinate:
        return False
    if joiner == "but":
        # "ate all his lunch but the peas": an exception is no clause
        rest = range(at, len(tokens))
        exception = len(rest) <= 3 and tokens[at].low in DETERMINED and not any(finite(tokens, i) for i in rest)
        return len(tokens) - at > 1 and not exception
    return joiner == "," and _score_ahead(tokens, at)


_THINGS = POSSESSIVES | frozenset("the this that it there a an everyone kids".split())


def _other_subject(left: list[Token]) -> bool:
    """A clause about a thing ("The write-up was thorough and cites ...") keeps its second predicate."""
    first = skip_adverbs(left, 0)
    if first >= len(left) or not any(finite(left, at) for at in range(len(left))):
        return False
    return left[first].low in _THINGS


_WHEN = frozenset(
    "mon tue tues wed weds thu thur thurs fri monday tuesday wednesday thursday friday jan feb mar apr "
    "may jun jul aug sep sept oct nov dec january february march april june july august september "
    "october november december on at by am pm today yesterday".split()
)
_PRIVATE_TAIL = re.compile(
    r"^(?:prob |probably |maybe |i think |sensory |some )*(?:adhd|add|autism|autistic|sensory|dyslexi\w+|"
    r"anxiety|depression|ocd|odd|trauma|eating disorder|lazy)\b"
)
_GOES_ON = frozenset("up down from about nearly almost with at was goal".split())


def _score_ahead(tokens: list[Token], at: int) -> bool:
    """A comma before a result of its own: "..., 17 out of 20 on facts", "..., unit test 96%"."""
    ahead = tokens[at : at + 5]
    if not ahead or not any(token.is_number and expression(r"[/%]").search(token.text) for token in ahead[:4]):
        return bool(len(ahead) > 2 and ahead[0].is_number and ahead[1].low in {"out", "of"})
    return ahead[0].low not in _GOES_ON


_TIME_GOES_ON = frozenset("at from or and until till to by doors".split())


def _timed(tokens: list[Token], at: int) -> bool:
    """A comma before an appointment of its own: "..., kids' call time 5:15 band rm"."""
    ahead = tokens[at : at + 6]
    clock = next((i for i, token in enumerate(ahead) if expression(r"\d{1,2}:\d{2}").match(token.text)), None)
    return (
        clock is not None
        and clock >= 1
        and all(token.is_word for token in ahead[:clock])
        and ahead[0].low not in _TIME_GOES_ON | _GOES_ON
    )


_PERSONS = PRONOUNS | {"nobody", "everyone", "everybody"}
_CONTRACTED = re.compile(r"(?:i|he|she|they|we|it|you|that|there)['’](?:m|s|re|ll|ve|d)")


def _new_subject(tokens: list[Token], at: int, children: dict[int, int]) -> bool:
    here = skip_adverbs(tokens, at)
    if here >= len(tokens):
        return False
    token = tokens[here]
    if here in children:
        after = skip_adverbs(tokens, here + children[here])
        return after < len(tokens) and finite(tokens, after) is not None
    if _CONTRACTED.fullmatch(token.low):
        return True
    if (
        here + 1 < len(tokens)
        and token.is_word
        and ("NN" in token.tags or "NNS" in token.tags)
        and finite(tokens, here + 1) in {"be", "modal"}
        and here
        and tokens[here - 1].text == ","
    ):
        return True
    if here and tokens[here - 1].text == ",":
        ahead = here
        while (
            ahead < len(tokens)
            and ahead < here + 2
            and tokens[ahead].is_word
            and "NN" in tokens[ahead].tags
            and "VBD" not in tokens[ahead].tags
        ):
            ahead += 1
        if (
            ahead > here
            and ahead < len(tokens)
            and finite(tokens, ahead) == "past"
            and "NN" not in tokens[ahead].tags
            and "JJ" not in tokens[ahead].tags
        ):
            return True
    if (
        token.is_number
        and here
        and tokens[here - 1].text == ","
        and here + 2 < len(tokens)
        and ("NNS" in tokens[here + 1].tags or tokens[here + 1].low in table()["units"])
        and finite(tokens, here + 2) in {"be", "modal"}
    ):
        return True  # "..., 5 minutes is plenty"
    if token.low in _PERSONS:
        after = skip_adverbs(tokens, here + 1)
        return after < len(tokens) and (
            finite(tokens, after) is not None or "VB" in tokens[after].tags or tokens[after].low in {"ck", "chk"}
        )
    if token.low in DETERMINED:
        for after in range(here + 2, min(here + 5, len(tokens))):
            if not tokens[after - 1].is_word:
                return False
            if finite(tokens, after) in {"be", "have", "do", "modal"} or (
                finite(tokens, after) and "NN" not in tokens[after].tags
            ):
                return True
    return False
