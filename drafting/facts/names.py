"""Names as written: their parts, whether a text holds them, and the capitalised words that are no names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from drafting.facts.expressions import expression
from drafting.facts.grammar import word_set
from drafting.facts.shorthand import table


def name_parts(name: str | None) -> list[str]:
    """Return the words of a full name, none for None."""
    return [part for part in expression(r"[\s]+").split(name or "") if part]


def written_in(text: str, name: str, *, any_case: bool = False) -> bool:
    """Say whether a text holds a name as a whole word, as spelled or in any case.

    A pattern for each name met would be compiled anew for nearly every note.
    """
    if any_case:
        text, name = text.lower(), name.lower()
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(name) : at + len(name) + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            return True
        at = text.find(name, at + 1)
    return False


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Return those of the names that a text holds as whole words, as spelled."""
    return [name for name in names if written_in(text, name)]


FUNCTION = frozenset(
    "the a an and but or so if when while because this that these those it its he she they we you i my "
    "his her their our your "
    "not no yes ok okay all also then now today yesterday tomorrow who what where why how which just "
    "only still never always "
    "ask tell send thank please pls let lets there here at in on for with from to of by about after "
    "before during since "
    "great good nice very really super love wow yay hi hello dear did does do has had been being both "
    "each every some any "
    "one two three four five six seven eight nine ten eleven twelve twenty thirty twice half "
    "once first next last new re want wants need needs f p q hw pls thx ok idk fyi btw tmrw tday wk".split()
)
"""Words that are no names, however they are written."""


@cache
def ordinary() -> frozenset[str]:
    """Capitalised words that are no people: days, months, subjects, and the shorthand for them."""
    written = table()
    return (
        word_set("not_people")
        | {key for part in ("words", "units", "weekdays", "months") for key in written[part]}
        | {key.lower() for key in written["day_letters"]}
    )
