"""Articles put back where shorthand dropped them before a place or a thing of the school."""

from __future__ import annotations

import re

from drafting.facts.grammar import DETERMINED, PREPOSITIONS, is_noun, tokenize, word_set
from drafting.facts.lexicon import tags
from drafting.facts.people import People

_DAYS_THING = re.compile(
    r"(?:(?<=\bfor )|(?<=\bat )|(?<=\bin )|(?<=\bon ))((?:Mon|Tues|Wednes|Thurs|Fri)day) "
    r"(?=(?:test|quiz|game|concert|show|lesson|meeting|exam|match)\b)"
)
_BEFORE_PLACE = PREPOSITIONS - {"per", "as", "than", "like", "by", "of"}


_THE_LAST = re.compile(
    r"(?<!\bthe )(?<!\bhis )(?<!\bher )(?<!\bmy )(?<!\bour )(?<!\btheir )(?<!\} )(?<!\bthese )(?<!\bwithin )\b(last|past|next) "
    r"(?=(?:\d+|two|three|four|five|six|few|couple of) )",
    re.IGNORECASE,
)
_THE_WHOLE = re.compile(
    r"(?<!\bthe )(?<!\bhis )(?<!\bher )(?<!\bmy )(?<!\bour )(?<!\btheir )(?<!\} )(?<!\ba )(?<!\bthis )(?<!\bthat )\bwhole "
    r"(?=(?:time|day|week|book|page|hour|morning|afternoon|way|period|thing|unit|song|game|month|year|poem|lesson|chapter)\b)",
    re.IGNORECASE,
)
_LEFT_PLACE = re.compile(
    r"\b(leave|leaves|left|leaving|enter|entered|exit|exited) (?=(?:building|room|classroom)\b)", re.IGNORECASE
)
_HER_BAG = re.compile(
    r"\b(check|checks|checked|empty|empties|emptied) (?=(?:backpack|folder|planner|binder|agenda)\b)",
    re.IGNORECASE,
)
_NEXT_THING = re.compile(
    r"^(next|last) (?!(?:week|month|year|time|fall|spring|summer|winter|quarter|semester|period|grade|class|up|step|"
    r"night|on|to|in|\w+day|\d+)\b)(?=[a-z]+ (?:is|was|are|were|will|due|starts|began)\b)",
    re.IGNORECASE,
)


def articles(text: str, people: People) -> str:
    """Put back "the" where shorthand dropped it before a place or a thing of the school ("at front desk")."""
    if "last " in text or "next " in text or "past " in text:
        text = _THE_LAST.sub(r"the \1 ", text)
        text = _NEXT_THING.sub(lambda m: f"the {m.group(1).lower()} ", text)
    if text.startswith(("only thing", "Only thing", "only one", "Only one", "only part", "Only part")):
        text = "the o" + text[1:]
    if "day " in text:
        text = _DAYS_THING.sub(r"\1's ", text)
    if "whole " in text:
        text = _THE_WHOLE.sub("the whole ", text)
    if "t tooth" in text:
        text = text.replace("lost tooth", "lost a tooth")
    if people.child:
        text = _HER_BAG.sub(r"\1 {their} ", text)
    if "building" in text or "room" in text or "campus" in text:
        text = _LEFT_PLACE.sub(r"\1 the ", text)
    tokens = tokenize(text)
    inserts: list[int] = []
    for at, token in enumerate(tokens[:-1]):
        following = tokens[at + 1]
        if token.low not in _BEFORE_PLACE or not following.is_word:
            continue
        if following.low in DETERMINED or following.text[:1].isupper() or (token.low, following.low) == ("up", "front"):
            continue
        if (
            at + 2 < len(tokens)
            and tokens[at + 2].low == "of"
            and following.low in {"front", "back", "top", "end"}
            and token.low in {"in", "on"}
            and following.low == "front"
        ):
            continue
        two = f"{following.low} {tokens[at + 2].low}" if at + 2 < len(tokens) and tokens[at + 2].is_word else ""
        three = tokens[at + 3].low if at + 3 < len(tokens) else ""
        heads = word_set("place_nouns")
        if at + 2 < len(tokens) and tokens[at + 2].is_number:
            continue
        if (
            (two in heads and tags(tokens[at + 2].low).get("NN"))
            or (
                two
                and tokens[at + 2].low in heads
                and following.low not in heads - {"back", "front"}
                and ("JJ" in following.tags or is_noun(following))
                and following.low not in {"this", "that"}
                and tokens[at + 2].low != "class"
                and three != "time"
            )
            or (
                following.low in heads - word_set("article_unsure_places")
                and not (at + 2 < len(tokens) and tokens[at + 2].is_word and is_noun(tokens[at + 2]))
            )
            or (
                following.low in word_set("article_ends")
                and not (at + 2 < len(tokens) and is_noun(tokens[at + 2]) and tokens[at + 2].is_word)
                and token.low != "to"
            )
        ):
            inserts.append(following.start)
    for at, token in enumerate(tokens[:-1]):
        if (
            ("VBG" in token.tags or token.low in word_set("going_to_verbs"))
            and tokens[at + 1].low in {"nurse", "principal", "counselor", "librarian", "office", "custodian"}
            and token.low != "the"
        ):
            inserts.append(tokens[at + 1].start)
        if (
            token.low in {"in", "at"}
            and tokens[at + 1].low in {"pocket", "seat", "lap", "backpack", "binder"}
            and not (at and tokens[at - 1].low == "sit")
        ):
            inserts.append(-tokens[at + 1].start)
    inserts.sort(key=abs)
    for place in reversed(inserts):
        if place < 0:
            text = text[:-place] + "{their} " + text[-place:] if people.child else text
            continue
        text = text[:place] + "the " + text[place:]
    return text
