"""The message does not assume who lives at home unless it is on record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_COUPLE = screened(
    r"\b(?:mr|mrs|ms|dr|señor|sr)\.? ?(?:and|&|y) ?(?:mr|mrs|ms|dr|señora|sra)\b\.?|\bmoms? (?:and|&|or) dads?\b|\bdads? (?:and|&) moms?\b|\b(?:mother|mommy|mama|mum) (?:and|&) (?:father|daddy|papa|dad)\b|\b(?:mr|mrs|dr)\.? ǂ+ (?:and|&) (?:mr|mrs|dr)\.? ǂ+|\b(?:mom|mommy|dad|daddy)[ /]+(?:or|and|&)?[ /]*(?:dad|daddy|mom|mommy)\b|\b(?:mamá|mama) y (?:papá|papa)\b|\bmr\.? & mrs\b|\bboth (?:of (?:his|her|their) )?(?:parents|of you at home)\b|\b(?:his|her|their|ʘ+'s) (?:mom|mother) and (?:dad|father)\b"
)
_SPOUSE = screened(
    r"\b(?:your|her|his) (?:husband|wife|spouse|hubby|better half)\b|\byou and (?:your (?:husband|wife|spouse|partner)|(?:his|her|their) (?:father|mother|dad|mom)|dad|mom)\b|\bmarried\b"
)
_KIN = screened(
    r"\b(?:his|her|their|ʘ+'s|your child's) (?P<one>mother|mom|mum|father|dad|stepfather|stepmother)\b(?!'s| tongue)|\b(?:with|ask|have|to|from|tell|let|get|by|help|hi|hello|dear|hey|thanks|and|or|at home,?) (?P<two>mom|mommy|mum|dad|daddy|mama|papa)\b(?!'s (?:day|group))|\b(?P<three>moms|dads)\b|^(?P<four>mom|dad)\b"
)
_HOUSE = screened(
    r"\b(?:a|the|an) (?:intact|broken|traditional|normal|proper|real|two-parent|single-parent|one-parent) (?:family|home|household)\b|\bman of the house\b|\bboth parents\b|\b(?:real|biological|birth) (?:mom|mother|dad|father|parents?)\b|\bsingle (?:mom|mother|dad|father|parent)\b|\bwhole family (?:around|at) the (?:dinner )?table\b"
)
_PARENTS = plain(r"parents|mom|dad|mother|father|mamá")
_MOTHERS = {"mother", "mom", "mum", "mama", "mommy"}
_FATHERS = {"father", "dad", "daddy", "papa"}


def _judge(page: Page) -> Opinion:
    known = page.relations
    record = frozenset(re.findall(r"[a-z]+", " ".join([*page.adults, page.addressed_as or ""]).lower()))
    two = (
        "fathers" in known
        or "mothers" in known
        or "two" in known
        or len(page.adults) > 1
        or bool(record & _MOTHERS and record & _FATHERS)
        or {"grandmother", "grandfather"} <= record
        or "grandparents" in record
    )
    parents = bool(record & _MOTHERS and record & _FATHERS) or bool(record & {"fathers", "mothers", "parents"})
    for line in page.lines_with(_COUPLE, _SPOUSE, _HOUSE, _KIN):
        low = line.low
        couple = _COUPLE.search(low)
        if couple and not (parents if _PARENTS.search(couple.group()) else two):
            return reconsider(
                "This assumes that there is a couple at home; none is on record.",
                "Address those on record, or say “your family”.",
                page.line_span(line),
            )
        spouse = _SPOUSE.search(low)
        if spouse and not two and not (known & {"husband", "wife", "spouse", "married"}):
            return reconsider(
                "This assumes a husband or wife; none is on record.",
                "Say “your family” or “anyone at home”.",
                page.line_span(line),
            )
        house = _HOUSE.search(low)
        if house and not parents:
            return reconsider("This assumes what a family looks like.", "Say “your family”.", page.line_span(line))
        for kin in _KIN.finditer(low):
            word = (
                next(value for value in kin.groups() if value).rstrip("s")
                if kin.lastgroup == "three"
                else next(value for value in kin.groups() if value)
            )
            if word not in known:
                return reconsider(
                    f"This assumes a {word} at home; none is on record.",
                    "Say “your family” or “the adults at home”.",
                    page.line_span(line),
                )
    return met("It assumes nothing about who lives at home.")


CRITERION = Criterion(
    id="family-neutral",
    group="Respect",
    place=3,
    source="S1: “Be mindful of different family structures”; S2: “It's important to take your families' circumstances into consideration”",
    judge=_judge,
    flags=(
        Example("Dear Moms and Dads, we planted beans.", "weekly_update"),
        Example("Dear Mr. and Mrs. Poe, Tia read a poem.", "positive_note", {"known_adults": ["grandmother"]}),
        Example("Dear Ms. Poe, you and your husband must be proud.", "positive_note"),
    ),
    clean=(
        Example("Dear Mr. and Mrs. Poe, Tia read a poem.", "positive_note", {"known_adults": ["mother", "father"]}),
        Example("Dear mom and dad of Tia, she read a poem.", "positive_note", {"known_adults": ["mother", "father"]}),
        Example("Dear families, we planted beans.", "weekly_update"),
    ),
)
