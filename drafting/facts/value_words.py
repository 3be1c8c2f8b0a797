"""What a typed value is, and the words that carry one (values.toml)."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.types import Span


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where it stands.

    ``kind`` is number, ratio, percent, money, count, ordinal, time, date, month, weekday, relative, code, phone, email
    or url. ``keys`` are its readings; ``lends`` are further keys that a note with this value supports ("Dec 9" lends
    the month and the day), and the parts of a score. ``unit`` is a unit of measure ("minute") or "". ``half`` is "am",
    "pm" or "". A ``weak`` value ("one", "first", "today") is too common a word to be held against a message.
    """

    kind: str
    keys: tuple[str, ...]
    span: Span
    lends: tuple[str, ...] = ()
    unit: str = ""
    half: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, each with what it stands for; ``triggers`` are all of them."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    counts: Mapping[str, int]
    relative: Mapping[str, str]
    triggers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Data:
    """All the tables of values.toml."""

    languages: Mapping[str, Words]
    codes: Mapping[str, int]
    company: frozenset[str]
    company_after: frozenset[str]
    weak: frozenset[str]
    units: Mapping[str, str]
    places: frozenset[str]
    fillers: frozenset[str]
    things: frozenset[str]
    before_clock: frozenset[str]


@functools.cache
def data() -> Data:
    """Read values.toml once."""
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_name("values.toml").read_text(encoding="utf-8"))
    extra = {"en": ("noon", "midnight", "half", "quarter", "couple"), "es": ("mediodía",)}

    def words(language: str) -> Words:
        names = ("weekdays", "months", "numbers", "ordinals", "counts", "relative")
        tables: dict[str, Any] = {name: dict(raw[language][name]) for name in names}
        triggers = frozenset(word for table in tables.values() for word in table) | set(extra[language])
        return Words(**tables, triggers=triggers)

    weak = raw["weak"]
    return Data(
        languages={"en": words("en"), "es": words("es")},
        codes=raw["codes"],
        company=frozenset(raw["company"]["words"]),
        company_after=frozenset(raw["company"]["after"]),
        weak=frozenset(weak["relative"] + weak["ordinals"] + weak["numbers"]),
        units=raw["units"],
        places=frozenset(raw["places"]["words"]),
        fillers=frozenset(raw["ratio"]["fillers"]),
        things=frozenset(raw["ratio"]["things"]),
        before_clock=frozenset(raw["clock"]["before"]),
    )
