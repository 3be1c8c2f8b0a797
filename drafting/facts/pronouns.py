"""Pronouns of a clause: whose they are by the record, and the slot or "you" they become."""

from __future__ import annotations

from drafting.facts.grammar import Token, is_noun, without_s, word_set
from drafting.facts.people import People
from drafting.facts.readers import reader_is, reader_spoken_of
from drafting.types import Note

PERSONS_OF = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
    "they": "they",
    "them": "they",
    "their": "they",
    "theirs": "they",
    "themselves": "they",
    "themself": "they",
}

_SLOT_OF = {
    "he": "{they}",
    "she": "{they}",
    "they": "{they}",
    "him": "{them}",
    "them": "{them}",
    "his": "{their}",
    "their": "{their}",
    "hers": "{theirs}",
    "theirs": "{theirs}",
    "himself": "{themself}",
    "herself": "{themself}",
    "themselves": "{themself}",
    "themself": "{themself}",
}


def pronoun_slot(
    tokens: list[Token],
    at: int,
    people: People,
    unclear: list[str],
    note: Note,
    *,
    to_family: bool,
    reader: str | None,
    several: bool = False,
) -> str:
    """Return the slot, the form of "you", or the pronoun itself; what is not clear is added to ``unclear``."""
    token = tokens[at]
    low = token.low
    which = PERSONS_OF[low]
    spoken_to = to_family or (at > 0 and tokens[at - 1].low in word_set("spoken_to_verbs"))
    if reader and which == reader and spoken_to and not any(_person(word) for word in tokens[:at]):
        return {"he": "you", "she": "you", "him": "you", "his": "your", "hers": "yours"}.get(
            low, _her_as_you(tokens, at) if low == "her" else "yourself"
        )
    if which == "they" and people.pronoun != "they" and not to_family and (several or _several_before(tokens, at)):
        return token.text
    if to_family and low == "them" and at and tokens[at - 1].low in {"on", "about", "of", "over", "with"}:
        unclear.append(token.text)
        return token.text
    if to_family and which == "they" and people.pronoun != "they":
        return {"they": "you", "them": "you", "their": "your", "theirs": "yours"}.get(low, "yourselves")
    if (
        which == people.pronoun
        and note.kind in {"reply", "resource", "event_invite", "conference_invite"}
        and reader_is(which, note)
        and (reader_spoken_of(note) or _said_to(tokens, at) or _asked_of(tokens, at))
        and not any(without_s(word.text) in people.child_forms for word in tokens)
    ):
        unclear.append(token.text)
        return token.text
    if (
        which in {"he", "she"}
        and people.pronoun in {"he", "she"}
        and which != people.pronoun
        and _one_before(tokens, at)
    ):
        return token.text  # "helped a first grader tie her shoes": the grader's, where the child is a he
    if which != people.pronoun or people.child is None:
        unclear.append(token.text)
        return token.text
    if (
        low == "her"
        and at + 1 < len(tokens)
        and "VB" in tokens[at + 1].tags
        and at
        and tokens[at - 1].low in word_set("bare_infinitive_verbs")
        and "NNS" not in tokens[at + 1].tags
        and not ("NN" in tokens[at + 1].tags and tokens[at - 1].low.startswith("help"))
    ):
        return "{them}"
    if (
        low == "her"
        and at > 1
        and tokens[at - 2].low in _PERCEIVED
        and tokens[at - 1].low == "to"
        and _bare_verb(tokens, at + 1)
    ):
        return "{them}"  # "listen to her read"
    if low == "her":
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is not None and following.low == "best" and at and tokens[at - 1].low in {"know", "knows", "knew"}:
            return "{them}"
        given = at > 0 and tokens[at - 1].low in _GAVE  # "showed her 2 videos"
        possessed = following is not None and (
            (following.is_number and not given)
            or (following.is_quote and not given)
            or ("VBN" in following.tags and at + 2 < len(tokens) and is_noun(tokens[at + 2]))
            or (
                following.is_word
                and ("NN" in following.tags or "NNS" in following.tags or "JJ" in following.tags or not following.tags)
                and (
                    following.low not in _AFTER_OBJECT
                    or (
                        following.low in {"first", "work", "second", "own"}
                        and at + 2 < len(tokens)
                        and tokens[at + 2].is_word
                        and ("NN" in tokens[at + 2].tags or "NNS" in tokens[at + 2].tags or "JJ" in tokens[at + 2].tags)
                    )
                )
            )
        )
        return "{their}" if possessed else "{them}"
    return _SLOT_OF[low]


_ONE = frozenset("a an another one".split())
_PEOPLE = word_set("persons") | frozenset(
    "grader kindergartner neighbor buddy teammate child cousin baby toddler senior junior".split()
)


def _one_before(tokens: list[Token], at: int) -> bool:
    """Say whether one unnamed person was spoken of before ("a friend who missed her mom")."""
    return any(
        token.low in _PEOPLE and any(word.low in _ONE for word in tokens[max(0, here - 3) : here])
        for here, token in enumerate(tokens[:at])
    )


_PERCEIVED = frozenset("listen listened listens listening".split())


def _bare_verb(tokens: list[Token], at: int) -> bool:
    """Say whether a verb without ending follows, and no noun phrase ("her read on Monday", not "her reading log")."""
    if at >= len(tokens) or "VB" not in tokens[at].tags:
        return False
    return at + 1 >= len(tokens) or not is_noun(tokens[at + 1])


# "show her the writing", "what does she want to talk about": the mother who is invited as easily as the girl
_SAID_TO = frozenset("show tell give ask invite let".split())
_GIVEN = frozenset("the a an some how what this that these it".split())


def _said_to(tokens: list[Token], at: int) -> bool:
    return (
        at > 0
        and tokens[at - 1].low in _SAID_TO
        and tokens[at].low in {"her", "him"}
        and (at + 1 == len(tokens) or tokens[at + 1].low in _GIVEN)
    )


def _asked_of(tokens: list[Token], at: int) -> bool:
    ahead = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return (
        at > 0
        and tokens[at - 1].low in {"does", "would", "can", "if", "when", "what"}
        and ahead in {"want", "wants", "prefer", "prefers", "like", "need", "needs"}
    )


def _person(token: Token) -> bool:
    return token.low in word_set("persons")


def _her_as_you(tokens: list[Token], at: int) -> str:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        "your"
        if following is not None
        and following.is_word
        and ("NN" in following.tags or "NNS" in following.tags)
        and following.low not in _AFTER_OBJECT
        else "you"
    )


def _several_before(tokens: list[Token], at: int) -> bool:
    """A plural noun earlier in the clause is whom "they" means ("the kids ... their lockers")."""
    return any(
        ("NNS" in word.tags and "VBZ" not in word.tags) or word.low in word_set("plural_persons")
        for word in tokens[:at]
    )


_GAVE = frozenset(
    "showed gave told taught sent lent handed offered read asked made help helped give show see meet".split()
)
_AFTER_OBJECT = frozenset(
    "to a an the in on at for with and but or so that if when what how why about today yesterday again back up out off "
    "from by as every each this these more away down over it through until after before first then get do go feel see "
    "i he she we they you who which because while though is was will can could would is has had some "
    "something more most all".split()
)
