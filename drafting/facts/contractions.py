"""Contractions written out ("she's", "they're", "Dominic's been"), so that the verb can agree."""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.facts.grammar import is_noun, skip_adverbs, tokenize, word_set
from drafting.facts.people import People

_OBJECT_FOLLOWS = frozenset("it the a an her his their that this them all my every".split())
_IS_OR_HAS = re.compile(
    r"\b([Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Tt]here|[Ww]hat|[Ww]ho|[Ww]here|[Hh]ow|[Nn]obody|[Ee]verybody|[Ee]veryone)['’]s\b"
)
_WILL = re.compile(r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Yy]ou|I|i)['’]ll\b")
_HAD = re.compile(
    r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|i)['’]d (?=(?:just |already |always |never )?(?:been|had|gone|done|"
    r"asked|seen|finished|made|said|told|taken|written|read|lost|left|forgotten|helped|liked|loved|wanted|used)\b)"
)
_WOULD = re.compile(
    r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|i)['’]d (?=(?:rather|prefer|let|take|do|go|help|use|love|like|be|"
    r"come|talk|want)\b)"
)


def open_contractions(text: str) -> str:
    """Write out "she's", "he'd", "they're" so that the verb can agree; 's is "has" before a participle."""
    if "'" not in text and "’" not in text:
        return text

    def has_or_is(match: re.Match[str]) -> str:
        rest = tokenize(text[match.end() : match.end() + 60])
        at = skip_adverbs(rest, 0)
        whose = match.group(1).lower() in {"everybody", "everyone", "nobody"}
        if whose and at < len(rest) and is_noun(rest[at]) and not {"JJ", "VBG", "VBN", "RB"} & set(rest[at].tags):
            return match.group()  # "everybody's name"
        if (
            at < len(rest)
            and rest[at].low in {"he", "she", "they", "it"}
            and match.group(1).lower() in {"what", "who", "where", "how"}
        ):
            at = skip_adverbs(rest, at + 1)
            if at < len(rest) and "VBN" in rest[at].tags and "VBG" not in rest[at].tags:
                return f"{match.group(1)} has"
        if at < len(rest):
            word = rest[at]
            later = rest[at + 1].low if at + 1 < len(rest) else ""
            chosen = word.low in {"picked", "chosen", "named", "selected"} and later not in {
                "for",
                "to",
                "as",
                "by",
                "on",
                "in",
                "",
            }
            if (
                "VBN" in word.tags
                and "VBG" not in word.tags
                and later in _OBJECT_FOLLOWS
                and word.low not in {"worth", "like", "left", "set"}
            ):
                return f"{match.group(1)} has"
            if (
                word.low in word_set("had_participles")
                or chosen
                or ("VBN" in word.tags and "JJ" not in word.tags and word.low not in word_set("participle_adjectives"))
            ):
                return f"{match.group(1)} has"
        return f"{match.group(1)} is"

    text = _IS_OR_HAS.sub(has_or_is, text)
    text = expression(r"\b([Tt]hey|[Ww]e|[Yy]ou)['’]re\b").sub(r"\1 are", text)
    text = expression(r"\b([Tt]hey|[Ww]e|[Yy]ou|I|i)['’]ve\b").sub(
        lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " have", text
    )
    text = expression(r"\b(I|i)['’]m\b").sub("I am", text)
    text = _WILL.sub(lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " will", text)
    text = _HAD.sub(lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " had ", text)
    return _WOULD.sub(lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " would ", text)


def name_contraction(text: str, people: People) -> str:
    """Write out "Dominic's been" as "Dominic has been" and "Joy's reading" as is; a possessive stays."""
    for form in people.child_forms:
        found = expression(rf"({re.escape(form)})['’]s\s+(\S+)(?:\s+(\S+))?", re.IGNORECASE).match(text)
        if not found or len(form) < 2:
            continue
        following = tokenize(found.group(2))
        if following and following[0].low in {"been", "got", "gotten", "had"}:
            return f"{found.group(1)} has {text[found.start(2) :]}"
        if following and (following[0].low in word_set("after_is")):
            return f"{found.group(1)} is {text[found.start(2) :]}"
    return text
