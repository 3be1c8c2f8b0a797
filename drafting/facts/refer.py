"""Names and pronouns of a clause turned into slots, and family words into "you".

The result is a pattern (see drafting.facts.patterns) plus whatever could not be resolved. Nothing is guessed: a "she"
that is not the child by the record is reported as unclear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.facts.agreement import YOU_FORMS, agreeing, coordinated, subject_here
from drafting.facts.grammar import DO, MODALS, finite, skip_adverbs, tokenize
from drafting.facts.mentions import child_tokens
from drafting.facts.names import named_in
from drafting.facts.people import People
from drafting.facts.pronouns import _SETS, pronoun_slot
from drafting.facts.readers import family_as_you, sole_reader
from drafting.types import Note

_CHILD_NOUN = re.compile(
    r"\b(?:the|this|that|my) (?:kid|kiddo|girl|boy|young man|young lady|student|guy)\b(?!')", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Referred:
    """A clause with slots; ``unclear`` holds the words whose person is not known, ``others`` names of other people."""

    pattern: str
    unclear: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    says_child: bool = False


_NAMING = frozenset("goes go went is be like prefers".split())


def refer(text: str, *, note: Note, people: People, to_family: bool = False, several: bool = False) -> Referred:
    """Turn the child's name and pronouns into slots and the reader's family words into "you".

    ``several``: a plural noun stands just before the clause, so "they" and "them" are clear. ``to_family``: in a question to the family "they" is the family when the child's pronouns are not they/them.
    """
    text = _CHILD_NOUN.sub("{them}", text) if people.child else text
    text = family_as_you(text, note, people)
    reader = sole_reader(note, people)
    tokens = tokenize(text)
    children = child_tokens(tokens, people)
    out: list[str] = []
    unclear: list[str] = []
    says_child = "{them}" in text
    at = cursor = 0
    pending = False
    again = -1
    while at < len(tokens):
        token = tokens[at]
        out.append(text[cursor : token.start])
        cursor = token.end
        if token.text == "{":
            close = next((i for i in range(at, len(tokens)) if tokens[i].text == "}"), at)
            out.append(text[token.start : tokens[close].end])
            cursor = tokens[close].end
            at = close + 1
            continue
        if at in children:
            last = tokens[at + children[at] - 1]
            if at and tokens[at - 1].low in {"by", "called", "named"} and at > 1 and tokens[at - 2].low in _NAMING:
                out.append("{name}")
                cursor = last.end
                at += children[at]
                continue
            own = last.text.endswith(("'s", "’s")) or (last.text.endswith(("'", "’")))
            inverted = at > 0 and tokens[at - 1].low in MODALS | DO
            out.append(
                "{their}" if own else ("{they}" if subject_here(tokens, at + children[at]) or at == 0 else "{them}")
            )
            pending = not own and not inverted
            says_child = True
            cursor = last.end
            at += children[at]
            continue
        if token.low in _SETS:
            out.append(
                pronoun_slot(tokens, at, people, unclear, note, to_family=to_family, reader=reader, several=several)
            )
            if out[-1] == "you" and token.low in {"he", "she"}:
                here = skip_adverbs(tokens, at + 1)
                base = (
                    YOU_FORMS.get(tokens[here].low) or tokens[here].tags.get("VBZ")
                    if here < len(tokens) and finite(tokens, here) in {"be", "have", "do", "third"}
                    else None
                )
                if here < len(tokens) and base:
                    out.append(text[cursor : tokens[here].start] + base)
                    cursor = tokens[here].end
                    at = here
            if out[-1].startswith("{"):
                says_child = True
                pending = out[-1] == "{they}" and not (at > 0 and tokens[at - 1].low in MODALS | DO)
            at += 1
            continue
        kind = finite(tokens, at)
        if pending and (
            kind in {"be", "have", "do", "third"} or (people.pronoun == "they" and "VB" in token.tags and kind is None)
        ):
            out.append(agreeing(token, people))
            again = coordinated(tokens, at)
            pending = False
        elif at == again:
            # "comes in and gets": a second verb of the same subject agrees too
            out.append(agreeing(token, people))
            again = coordinated(tokens, at)
        else:
            pending = pending and skip_adverbs(tokens, at) > at
            out.append(token.text)
        at += 1
    out.append(text[cursor:])
    pattern = "".join(out)
    pattern = re.sub(r"\b([Dd])oes you\b", r"\1o you", pattern)
    pattern = re.sub(r"\b([Ii])s you\b", lambda m: ("A" if m.group(1) == "I" else "a") + "re you", pattern)
    pattern = re.sub(r"\b([Hh])as you\b", r"\1ave you", pattern)
    others = tuple(named_in(text, people.others))
    return Referred(pattern, tuple(unclear), others, says_child)
