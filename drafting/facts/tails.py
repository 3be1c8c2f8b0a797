"""A detail hung on a sentence by a comma ("ran the mile without walking, 11:42"), set in brackets where it belongs.

A jotting hangs things on with commas; in a message each such tail reads as a slip. A detail in brackets does not.
"""

from __future__ import annotations

import re

from drafting.facts.grammar import finite, finite_at, is_plural, tokenize, word_set
from drafting.facts.patterns import Speaking, fill
from drafting.facts.syntax import is_beside, is_phrase, is_remark, is_sentence

_FEWEST = 4
_FEW = 7
"""Words of a tail; a longer one is a thought of its own."""
_LEADING = re.compile(
    r"(?:\d|\$|about |almost |over |only |one |two |three |four |five |six |the |a |an |my (?:fault|mistake|error)\b|\{their\} |no |hardly any |even the |every single |all |both )"
)
_WAS = re.compile(
    r"(?:(?P<month>in [A-Z]\w+) )?(?:it )?(?:was|used to be|\{was/were\}) (?P<count>\d+(?:[.:]\d+)?)(?P<rest>%?(?: (?:in|at|last|the|before) [\w ]+)?)$"
)
_COUNT = re.compile(r"(?<![\w.:/-])\d+(?:[.:]\d+)?(?![\w.:/-])")
_ALONE = re.compile(r"(?:all )?(?:on (?:his|her|their|\{their\}) own|by \w+sel(?:f|ves))")
_OWN_SUBJECT = re.compile(
    r"(?:everything|everyone|everybody|nobody|nothing|it|that|this|I|we|there|the|most|both|all)\b"
)
_DESCRIBED = re.compile(r"(?P<adjective>[a-z]+) (?:[a-z]+ )?[a-z]+$")
_STEP = re.compile(
    r"(?:big|huge|real|major|great) (?:step|change|improvement|accomplishment|milestone|win|leap|jump|breakthrough)(?: for \{them\})?$"
)
_FEELING = re.compile(r"(?:so|very|really|super) [a-z]+$")
_FIGURES = re.compile(r"\d+ [a-z]+s\b(?! (?:later|ago|early|late)).*$")
_MORE = re.compile(
    r"\d+ (?:(?:on|in|at) [A-Z]|(?!inches|feet|pages|minutes|words|seconds|miles|times|pounds|days|points)[a-z]+s$)"
)


def said(pattern: str) -> str:
    """Return a pattern as a sentence about "her": a name could be a word, or stand before a noun ("Maya guesses")."""
    return fill(pattern, Speaking("Maya", "she"), voice="pronoun")


def _amount(figure: str) -> float:
    """Return a figure as a number; a time of a clock or a stop watch in its smaller unit."""
    large, colon, small = figure.partition(":")
    return float(large) * 60 + float(small) if colon else float(figure)


_NO_SUBJECT = frozenset("please and but or so then not no if when because while which who just only still also".split())


def _stands(tail: str) -> bool:
    """Say whether what follows a comma is a sentence of its own, with a subject of its own."""
    tokens = tokenize(said(tail))
    return (
        len(tokens) >= _FEWEST
        and tokens[0].low not in _NO_SUBJECT
        and ("{" in tail.split(" ", 1)[0] or not {"VBD", "VBZ", "VBG"} & set(tokens[0].tags))
        and any(finite(tokens, at) and "VBN" not in tokens[at].tags for at in range(1, len(tokens)))
        and is_sentence(said(tail))
    )


def set_apart(pattern: str, *, figures_only: bool = False) -> str:
    """Set a last detail apart, by "and", in brackets or behind a dash, where the sentence is whole without it and none with it."""
    head, _, tail = pattern.rpartition(", ")
    then = _WAS.match(tail)
    compared = then is not None and then["month"] is not None
    if not head or (is_sentence(said(pattern)) and not compared):
        return pattern
    if tail[0] == '"' == tail[-1] and is_sentence(said(head)):
        return f"{head}: {tail}"
    if _ALONE.fullmatch(tail) and is_sentence(said(head)):
        return f"{head} {tail}"
    before = _WAS.match(tail)
    now = _COUNT.findall(head)
    if before and len(now) == 1:
        rises = _amount(now[0]) > _amount(before["count"])
        return f"{head}, {'up' if rises else 'down'} from {before['count']}{before['rest']}{' ' + before['month'] if before['month'] else ''}"
    if (
        _OWN_SUBJECT.match(tail)
        and len(tail.split()) <= _FEW + 1
        and is_sentence(said(head))
        and is_sentence(said(tail))
    ):
        return f"{head} – {tail}"
    second = next((one for one in (f"the {tail}", tail) if _stands(one)), None)
    if second and is_sentence(said(head)):
        return f"{head}, and {second}"
    if _STEP.match(tail) and is_sentence(said(head)):
        return f"{head} – a {tail}"
    described = _DESCRIBED.match(tail)
    if described and described["adjective"].lower() in word_set("praise_adjectives") and is_sentence(said(head)):
        noun = tokenize(tail)[-1]
        article = "" if is_plural(noun) or noun.low in word_set("mass_nouns") else "an " if tail[0] in "aeiou" else "a "
        return f"{head}, with {article}{tail}"
    if _goes_on(head, tail):
        return f"{head} and {tail}"
    feeling = _FEELING.match(tail)
    if feeling and head.startswith("{they}") and finite(tokenize(said(head)), 1) == "past" and is_sentence(said(head)):
        return f"{head} and {{was/were}} {tail}"
    fits = (
        _LEADING.match(tail)
        and (tail[0].isdigit() or not figures_only)
        and len(tokenize(tail)) <= _FEW
        and "(" not in pattern
        and not any(finite_at(tail))
        and is_phrase(said(tail.removeprefix("even ")))
        and is_sentence(said(head))
    )
    if not fits:
        return pattern if figures_only or any(mark in head for mark in (",", "–", "(")) else _loosely_tied(head, tail)
    counted = _FIGURES.search(head) and _MORE.match(tail)
    return f"{head} and {tail}" if counted else f"{head} ({tail})"


def _goes_on(head: str, tail: str) -> bool:
    """Say whether a tail is the second thing that the child did ("listened, took notes")."""
    if not head.startswith("{they} ") or "," in head:
        return False
    second = tokenize(tail)[0]
    return (
        "VBD" in second.tags
        and not {"NN", "NNS", "JJ"} & set(second.tags)
        and finite(tokenize(said(head)), 1) == "past"
        and is_sentence(said(head))
        and is_sentence(said("{they} " + tail))
    )


def _loosely_tied(head: str, tail: str) -> str:
    """Tie what is no detail: things beside it by "with", an afterthought by a dash; else by the comma that it has."""
    whole = len(tail.split()) <= _FEW and is_sentence(said(head))
    made = bool({"VBD", "VBN"} & set(tokenize(tail)[0].tags))
    things = (
        not made and not tail[0].isdigit() and " with " not in tail and "{" not in tail and not any(finite_at(tail))
    )
    if whole and things and is_beside(said(tail)):
        best = tail.split(" ", 1)[0].endswith("est") or tail.startswith(("best ", "most "))
        return f"{head}, with {'the ' if best else ''}{tail}"
    doing = any({"VBD", "VBZ", "VBG"} & set(token.tags) for token in tokenize(tail))
    if whole and " " in tail and not doing and is_remark(said(tail)):
        return f"{head} – {tail}"
    return f"{head}, {tail}"
