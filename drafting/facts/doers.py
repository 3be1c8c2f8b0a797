"""Who did what a predicate without a subject tells; in doubt the teacher is asked."""

from __future__ import annotations

from drafting.facts.expressions import expression
from drafting.facts.grammar import Token, finite, is_noun, tokenize, word_set
from drafting.facts.kinds import GOOD_KINDS
from drafting.facts.mentions import child_tokens
from drafting.facts.people import People
from drafting.facts.proposals import Reading
from drafting.types import Note, Who

_NOT_ABOUT_THE_CHILD = frozenset("over about because for due from only like every nearly almost".split())

_CALLS = frozenset({"call", "email", "text", "phone"})


def doer(
    tokens: list[Token], at: int, kind: str, *, note: Note, people: People, before: Reading | None, label: str = ""
) -> tuple[Who, str]:
    """Say who did what a predicate without a subject tells, and why; "unknown" asks the teacher."""
    verb = tokens[at]
    following = tokens[at + 1 :]
    habit = len(following) > 1 and following[0].low == "to" and "VB" in following[1].tags
    if verb.low == "used" and any(token.low in {"me", "us"} for token in following[:4]) and not habit:
        return "unknown", "who or what used to be?"
    if verb.low in {"comes", "came", "goes"} and [token.low for token in following[:2]] in (
        ["out", "in"],
        ["out", "on"],
    ):
        return "unknown", f"what {verb.low} out?"  # a magazine, not the child
    if people.child is None:
        if before and before.subject in {"we", "i"}:
            return before.subject, "you go on about yourself"
        return "unknown", f"who {verb.low}?"
    if expression(r"(?:me|i|doing)$").match(label):
        return "i", "what you did"
    if (
        before
        and before.subject in {"child", "i", "we"}
        and before.shape in {"clause", "predicate", "score", "adjective"}
    ):
        if before.subject == "child" and _object_is_child(following, people) and kind == "past":
            return ("i", "what you did") if verb.low in word_set("teacher_verbs") else ("unknown", f"who {verb.low}?")
        if before.subject == "child" and note.kind not in GOOD_KINDS and kind == "past" and _teachers(verb, following):
            return "unknown", f"who {verb.low}?"
        return before.subject, "goes on from the clause before"
    if kind == "past" and verb.low in word_set("teacher_verbs") and _object_is_child(following, people):
        return "i", "what you did"  # "moved him to row 1": who else
    if note.kind in {"reply", "weekly_update", "newsletter", "event_invite", "resource"} and not (
        before and before.subject == "child"
    ):
        return "unknown", f"who {verb.low}?"
    if before and before.subject == "unknown" and before.shape in {"predicate", "clause"}:
        return "unknown", f"who {verb.low}?"
    if before and before.why.startswith("names another"):
        return "unknown", f"who {verb.low}?"
    if (
        before
        and (before.shape == "clause" or (before.state in {"left", "check"} and _has_verb(before.text)))
        and before.subject in {"other", "you", "unknown"}
    ):
        return "unknown", f"who {verb.low}?"
    if kind == "modal" and verb.low in {"could", "can"} and note.kind == "home_learning":
        return "you", "an idea for the family"
    if (
        kind == "modal"
        and note.kind == "concern"
        and (verb.low == "won't" or (verb.low == "will" and following and following[0].low == "not"))
    ):
        return "child", "about the child"
    if kind == "modal":
        base = following[0].low if following else ""
        if verb.low == "would" and base in {"love", "like"}:
            return (
                ("i", "what you would like")
                if _object_is_child(following[1:], people)
                else ("unknown", f"who would {base}?")
            )
        if (
            verb.low in {"will", "can", "could"}
            and (base in word_set("teacher_doings") or (base == "do" and note.kind == "conference_invite"))
            and base not in {"be", "have"}
            and note.kind not in GOOD_KINDS
        ):
            return ("i", "you will do it") if verb.low == "will" else ("unknown", f"who {verb.low} {base}?")
        if verb.low == "will" and (base in _CALLS or (base == "check" and following[1:] and following[1].low == "in")):
            return "i", "you will do it"
        if verb.low == "will" and note.kind not in GOOD_KINDS and base not in {"be", "have"}:
            return "unknown", f"who will {base}?"
        if verb.low in {"could", "would", "should", "might", "must"} and note.kind not in GOOD_KINDS:
            return "unknown", f"who {verb.low} {base}?"
        return "child", "about the child"
    if verb.low == "am":
        return "i", "you speak of yourself"
    if verb.low in {"have", "do", "haven't", "don't"} and people.pronoun in {"he", "she"}:
        return "unknown", f"who {verb.low}?"  # of one child it would be "has"
    if kind in {"third", "have", "do"}:
        if note.kind == "event_invite" or (note.kind == "home_learning" and verb.low in word_set("activity_verbs")):
            return "unknown", f"who {verb.low}?"
        return "child", "about the child"
    if kind == "be":
        if following and following[0].low in _NOT_ABOUT_THE_CHILD:
            return "unknown", f"what {verb.text}?"
        if (
            following
            and following[0].low in {"in", "on", "under", "behind", "inside"}
            and note.kind in {"reply", "follow_up"}
        ):
            return "unknown", f"who or what {verb.text}?"
        return "child", "about the child"
    low = verb.low
    if (
        low in {"called", "talked", "gave", "spoke", "sent"}
        and following
        and following[0].low in {"out", "over", "back", "up"}
    ):
        return "child", "about the child"
    if _object_is_child(following, people):
        return ("i", "what you did") if low in word_set("teacher_verbs") else ("unknown", f"who {verb.low}?")
    if any(token.low in {"me", "my"} for token in following[:8]):
        return "child", "about the child"
    if note.kind in GOOD_KINDS:
        if low in word_set("adult_verbs"):
            return "unknown", f"who {verb.low}?"
        if low in word_set("needs_someone") and not following:
            return "unknown", f"who {verb.low}?"
        return "child", "about the child"
    if low in word_set("ambiguous_doer") | word_set("teacher_verbs"):
        return "unknown", f"who {verb.low}?"
    return "child", "about the child"


def _teachers(verb: Token, following: list[Token]) -> bool:
    """Say whether a deed in a concern is a teacher's as likely as the child's ("moved his seat", "moved back up front")."""
    on = {token.low for token in following[:3]}
    return verb.low in word_set("teacher_verbs") and bool(
        on & {"seat", "seats", "back", "up", "desk", "home", "mom", "dad", "front", "row", "closer"}
    )


def _has_verb(text: str) -> bool:
    tokens = tokenize(text)
    return any(finite(tokens, at) for at in range(1, len(tokens)))


def _may_be_hers(token: Token) -> bool:
    """Say whether "her" goes with the word behind it ("her R sound", "her poem"), and not with the verb."""
    return is_noun(token) or "JJ" in token.tags or (token.text[:1].isupper() and token.is_word) or token.is_number


def _object_is_child(following: list[Token], people: People) -> bool:
    children = child_tokens(following, people)
    objects = {"he": "him", "she": "her", "they": "them"}.get(people.pronoun or "", "him")
    for at, token in enumerate(following[:3]):
        if at in children and not following[at + children[at] - 1].text.endswith(("'s", "’s")):
            return True
        owned = objects == "her" and at + 1 < len(following) and _may_be_hers(following[at + 1])
        if token.low == objects and not owned:
            return True
    return False
