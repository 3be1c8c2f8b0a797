"""Other children in a proposed sentence: "a classmate" where that is safe, else the row waits."""

from __future__ import annotations

import re
from dataclasses import replace

from drafting.facts.expressions import expression
from drafting.facts.names import named_in
from drafting.facts.proposals import Reading, left_unnamed
from drafting.types import Note

_NAME_OF_A_THING = re.compile(r"\b(?:the|a|an|in|at|from|of|on|called|named) $")

# "asked Tyler how he studies": what is asked about is the classmate's own way, not the child's.
_OTHERS_OWN_WAY = re.compile(r"(a classmate (?:how|what|where|when)) \{they\} \{\w+/(\w+)\}")


def hide_others(reading: Reading, others: list[str], *, note: Note) -> Reading:
    """In good news another child becomes "a classmate"; in anything else the row waits for the teacher."""
    pattern = reading.pattern or ""
    if len(others) == 1 and note.kind == "positive_note":
        beside = expression(
            rf"\b(buddy|friend|partner|tablemate|classmate|teammate|neighbor|cousin) {re.escape(others[0])}(?!['’\w])"
        )
        if len(beside.findall(pattern)) == pattern.count(others[0]):
            return replace(reading, pattern=beside.sub(r"\1", pattern))
    bracketed = expression(r"\s*\([^()]*\)").sub("", pattern)
    if bracketed != pattern and not named_in(bracketed, others):
        return replace(reading, pattern=bracketed)
    if (
        len(others) == 1
        and note.kind == "positive_note"
        and reading.shape in {"clause", "predicate"}
        and reading.who in {"child", "other", "i"}
    ):
        name = re.escape(others[0])
        mentions = list(expression(rf"(?<!\w){name}(?!['’\w])").finditer(pattern))
        if (
            len(mentions) == 1
            and mentions[0].start() > 0
            and not _NAME_OF_A_THING.search(pattern[: mentions[0].start()])
            and not expression(rf"(?:\band|,) {name}(?!\w)|{name} (?:and|,)").search(pattern)
        ):
            hidden = pattern[: mentions[0].start()] + "a classmate" + pattern[mentions[0].end() :]
            return replace(reading, pattern=_OTHERS_OWN_WAY.sub(r"\1 they \2", hidden))
    if len(others) == 1 and note.kind == "positive_note" and reading.shape in {"clause", "predicate"}:
        name = re.escape(others[0])
        hidden, count = expression(
            rf"\b(with|and|to|for|asked|helped|helping|taught|told|showed|invited|comforted|from|shared|"
            rf"cheered|at|paired|thanked|welcomed|partner|of|by|gave|let) {name}(?!['\w])"
        ).subn(r"\1 a classmate", pattern)
        hidden, owned = expression(rf"(?<!\w){name}['’]s\b").subn("a classmate's", hidden)
        if count + owned == 1 and not expression(rf"(?<!\w){name}(?!\w)").search(hidden):
            return replace(reading, pattern=hidden)
    if (
        note.kind != "positive_note"
        and len(others) == 1
        and reading.shape in {"clause", "predicate"}
        and reading.who == "child"
    ):
        hidden = expression(rf"(?<!\w){re.escape(others[0])}(?!['\w])").sub(
            "a classmate", expression(rf"(?<!\w){re.escape(others[0])}['’]s\b").sub("a classmate's", pattern)
        )
        return replace(reading, pattern=hidden, state="check", why="another child stays unnamed")
    if reading.shape == "ask" or "{" in pattern or reading.who == "child":
        return left_unnamed(reading.text, "wanted")
    return left_unnamed(reading.text, reading.shape)
