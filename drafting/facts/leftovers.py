"""Adjectives, -ing forms and nouns alone: what is left when no subject and no predicate was found."""

from __future__ import annotations

import re

from drafting.facts.clauses import Clause
from drafting.facts.grammar import POSSESSIVES, PREPOSITIONS, Token, is_noun, tokenize, word_set
from drafting.facts.kinds import GOOD_KINDS
from drafting.facts.lexicon import past_tense
from drafting.facts.lists import practical_line
from drafting.facts.mentions import child_tokens
from drafting.facts.people import People
from drafting.facts.proposals import Reading
from drafting.facts.refer import refer
from drafting.types import Note, State

_INTENSE = frozenset(
    "so very really super extra always more most such much too still quite totally incredibly extremely never not less truly consistently".split()
)

_PAST_CUE = re.compile(
    r"\b(?:today|yesterday|this (?:morning|afternoon|week)|last \w+|on (?:Mon|Tues|Wednes|Thurs|Fri)day|earlier|during|was|were)\b",
    re.IGNORECASE,
)


_AFTER_OPENER = frozenset("to at for after before any forward on".split())
_STRONG = frozenset("so very really super extremely incredibly much more".split())
_AFTER_DOING = frozenset("a an the more up out great well better".split())
_SEEN = re.compile(
    r"(?:(?:a|an|some|so much|much|lots of|huge|big|great|amazing|real|more|such|good|nice|wonderful|excellent|incredible|tremendous|noticeable|steady|clear|terrific|fantastic|super)\s+)*([a-z]+)\b",
    re.IGNORECASE,
)
_SEEN_ARTICLE = re.compile(
    r"(?:a|an|some|so much|much|lots of|more|such|real|steady|great|amazing|good|excellent)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?P<rest>(?:tard(?:y|ies)|absences?|late arrivals?|stickers?|missing assignments?|zeros?|stars|points|late assignments?|merits?)\b.*)$",
    re.IGNORECASE,
)


def leftover(text: str, clause: Clause, *, note: Note, people: People) -> Reading | None:
    tokens = tokenize(text)
    here = 0
    children = child_tokens(tokens, people)
    if (
        0 in children
        and not tokens[children[0] - 1].text.endswith(("'s", "’s"))
        and children[0] < len(tokens)
        and tokens[children[0]].text not in {",", ":", "–", "-"}
    ):
        here = children[0]
    rest_text = text[tokens[here].start :] if here < len(tokens) else text
    rest = tokenize(rest_text)
    at = 0
    while at < len(rest) and rest[at].low in _INTENSE:
        at += 1
    if at >= len(rest) or (rest[0].low == "not" and note.kind not in GOOD_KINDS):
        return None
    word = rest[at]
    first = rest[0].low
    referred = refer(rest_text, note=note, people=people)
    body = referred.pattern[:1].lower() + referred.pattern[1:]
    unclear = f"who is '{referred.unclear[0]}'?" if referred.unclear else ""
    if (
        first in {"happy", "glad", "willing", "free", "available", "looking"}
        and not here
        and note.kind not in GOOD_KINDS
        and len(rest) > 1
        and rest[1].low in _AFTER_OPENER
    ):
        addressed = refer(rest_text, note=note, people=people, to_family=True)
        return Reading(
            "i",
            f"I am {addressed.pattern[:1].lower()}{addressed.pattern[1:]}",
            "check" if addressed.unclear else "sure",
            "you speak of yourself",
            "adjective",
            "i",
            text,
        )
    if (
        first in word_set("teacher_openers")
        and not here
        and first not in word_set("teacher_openers_apart")
        and note.kind
    ):
        child_in = "{" in body
        pattern = f"I am {body}" if first in {"glad", "thankful", "grateful", "proud"} else None
        return Reading(
            "i",
            pattern,
            "sure" if pattern and (child_in or len(rest) > 3) and not unclear else "check",
            unclear or "you speak of yourself",
            "adjective",
            "i",
            text,
        )
    if first == "looking" and len(rest) > 1 and rest[1].low == "forward":
        addressed = refer(rest_text, note=note, people=people, to_family=True)
        return Reading(
            "i",
            f"I am {addressed.pattern[:1].lower()}{addressed.pattern[1:]}",
            "check" if addressed.unclear else "sure",
            "you speak of yourself",
            "adjective",
            "i",
            text,
        )
    if people.child is None:
        return practical_line(text, clause, note=note, people=people)
    intense = at > 0 and rest[0].low in _STRONG
    be = "{was/were}" if _PAST_CUE.search(text) else "{is/are}"
    if (
        word.is_word
        and ("JJ" in word.tags or word.low in word_set("participle_adjectives"))
        and word.low not in word_set("not_alone_adjectives")
        and (
            at + 1 >= len(rest)
            or rest[at + 1].low in PREPOSITIONS | {"to", "and", "that", "when", "because", "today"}
            or rest[at + 1].text == ","
            or re.match(r"(?:\d+ times|twice|once)\b", rest_text[rest[at + 1].start :])
        )
    ):
        state: State = "sure" if intense or not is_noun(word) or word.low in {"kind", "patient", "calm"} else "check"
        if len(rest) < 3 and not here:
            state = "check"
        if (
            ("VB" in word.tags and not intense and word.low not in {"kind", "calm", "clear", "tidy", "ready"})
            or rest[0].low == "less"
            or (here and rest[at].low == "no")
        ):
            state = "check"
        if word.low == "missing" or (
            note.kind not in GOOD_KINDS
            and "NN" in word.tags
            and not intense
            and word.low not in {"kind", "patient", "calm"}
        ):
            state = "check"
        return Reading(
            "child",
            "{they} " + f"{be} {body}",
            "check" if unclear else state,
            unclear or "about the child",
            "adjective",
            "child",
            text,
        )
    if "VBG" in word.tags and at + 1 < len(rest):
        following = rest[at + 1]
        counted = re.search(r"\b(?:\d+ times|twice|once)\b", text)
        if counted and at == 0 and word.low not in {"being", "having", "missing"}:
            past = past_tense(word.tags["VBG"])
            if past:
                return Reading(
                    "child",
                    "{they} " + past + body[len(word.text) :],
                    "check" if unclear else "sure",
                    unclear or "about the child",
                    "adjective",
                    "child",
                    text,
                )
        plain = (
            "NN" not in word.tags or following.low in POSSESSIVES | PREPOSITIONS | _AFTER_DOING or following.is_number
        )
        if (
            plain
            and word.low not in word_set("not_doings")
            and not (word.low == "going" and note.kind not in GOOD_KINDS and following.low == "to")
        ):
            return Reading(
                "child",
                "{they} {is/are} " + body,
                "check"
                if unclear
                or (note.kind not in GOOD_KINDS and word.low not in word_set("child_doings"))
                or (word.low in word_set("either_doings") and note.kind != "positive_note")
                else "sure",
                unclear or "about the child",
                "adjective",
                "child",
                text,
            )
    if here and rest and rest[0].low in PREPOSITIONS and rest[0].low in {"in", "on", "at", "out", "off"}:
        counted = re.search(r"\b(?:\d+ times|twice|once)\b", text) and not re.search(
            r"\b(?:on|in) (?:front|back)\b", text
        )
        return Reading(
            "child",
            "{they} {was/were} " + body,
            "check" if unclear else ("sure" if counted else "check"),
            unclear or "about the child",
            "adjective",
            "child",
            text,
        )
    head = _SEEN.match(rest_text)
    if head and head.group(1).lower() in word_set("seen_nouns") and not here:
        noun = head.group(1).lower()
        article = ""
        if not _SEEN_ARTICLE.match(rest_text) and noun in {"improvement", "jump", "gain", "change", "attitude"}:
            article = "an " if rest_text[:1].lower() in "aeiou" else "a "
        if "{" not in body and people.child:
            body = re.sub(rf"\b({noun})\b", r"\1 from {name}", body, count=1)
        return Reading(
            "i", f"I saw {article}{body}", "check" if unclear else "sure", unclear or "what you saw", "noun", "i", text
        )
    counted = _COUNTED.match(rest_text)
    if counted:
        return Reading(
            "child",
            "{they} {has/have} " + body if note.kind == "follow_up" else "{they} had " + body,
            "check" if unclear else "sure",
            unclear or "a count",
            "score",
            "child",
            text,
        )
    return _noun_fragment(rest_text, rest, body, unclear, text) or practical_line(
        text, clause, note=note, people=people
    )


_FIRST_OR_LAST = re.compile(r"(?:first|always first|last|the first|the only)\b", re.IGNORECASE)


def _noun_fragment(rest_text: str, rest: list[Token], body: str, unclear: str, text: str) -> Reading | None:
    """A noun phrase alone: a proposal for the teacher to tick, never sure."""
    if _FIRST_OR_LAST.match(rest_text):
        article = "" if rest_text.lower().startswith("the") else "the "
        body = re.sub(r"^always first", "always the first", body)
        return Reading(
            "child",
            "{they} {was/were} " + (article if not body.startswith("always") else "") + body,
            "check",
            unclear or "is this about the child?",
            "noun",
            "child",
            text,
        )
    if rest[0].low in word_set("praise_adjectives") and len(rest) > 1:
        noun = next((token for token in rest[1:4] if is_noun(token)), None)
        if noun:
            article = (
                ""
                if ("NNS" in noun.tags and "NN" not in noun.tags) or noun.low in word_set("mass_nouns")
                else ("the " if rest[0].low == "best" else "a" + ("n " if rest[0].low[0] in "aeiou" else " "))
            )
            return Reading(
                "child",
                "{they} had " + article + body,
                "check",
                unclear or "a noun alone: is this the sentence you mean?",
                "noun",
                "child",
                text,
            )
    return None
