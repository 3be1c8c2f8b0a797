"""Names as written: their parts, whether a text holds them, and the capitalised words that are no names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from drafting.facts.expressions import expression
from drafting.facts.grammar import word_set
from drafting.facts.shorthand import table


def name_parts(name: str | None) -> list[str]:
    """Return the words of a full name, none for None."""
    return [part for part in expression(r"[\s]+").split(name or "") if part]


@lru_cache(maxsize=256)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Return those of the names that a text holds as whole words, as spelled."""
    return [name for name in names if _whole(name).search(text)]


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
