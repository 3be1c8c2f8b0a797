"""The published formulas, from one set of counts.

Each is named as textstat names it, so that the two can be laid side by side; on prose without names, digits and the
other traps they agree within 0.2. Sources: Flesch 1948; Kincaid et al. 1975; McLaughlin 1969 (SMOG); Gunning 1952;
Chall and Dale 1995 as textstat computes it; Senter and Smith 1967 (ARI); Coleman and Liau 1975; Szigriszt Pazos 1993
with the INFLESZ bands of Barrio-Cantalejo et al. 2008; Fernández Huerta 1959.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt


@dataclass(slots=True)
class Counts:
    """What the formulas need. Names and addresses are words of a sentence, but weigh nothing otherwise.

    ``plain`` are the words that are neither name nor address; syllables, letters and characters are theirs.
    """

    sentences: int = 0
    words: int = 0
    plain: int = 0
    syllables: int = 0
    letters: int = 0
    characters: int = 0
    long: int = 0
    unlisted: int = 0
    long_unlisted: int = 0

    @classmethod
    def total(cls, each: list[Counts]) -> Counts:
        """Return the sum of the counts of sentences."""
        return cls(
            len(each),
            sum([one.words for one in each]),
            sum([one.plain for one in each]),
            sum([one.syllables for one in each]),
            sum([one.letters for one in each]),
            sum([one.characters for one in each]),
            sum([one.long for one in each]),
            sum([one.unlisted for one in each]),
            sum([one.long_unlisted for one in each]),
        )


ENGLISH = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "smog_index",
    "gunning_fog",
    "dale_chall_readability_score",
    "automated_readability_index",
    "coleman_liau_index",
)


def english(counts: Counts, *, familiar_list: bool = True) -> dict[str, float | None]:
    """Compute the English indices; all None without words, and the list-based ones None without the list."""
    if not counts.plain or not counts.sentences:
        return dict.fromkeys(ENGLISH)
    length = counts.words / counts.sentences
    beats = counts.syllables / counts.plain
    unlisted = 100 * counts.unlisted / counts.words
    return {
        "flesch_reading_ease": 206.835 - 1.015 * length - 84.6 * beats,
        "flesch_kincaid_grade": 0.39 * length + 11.8 * beats - 15.59,
        "smog_index": 1.043 * sqrt(30 * counts.long / counts.sentences) + 3.1291,
        "gunning_fog": 0.4 * (length + 100 * counts.long_unlisted / counts.words) if familiar_list else None,
        "dale_chall_readability_score": (
            0.1579 * unlisted + 0.0496 * length + (3.6365 if unlisted > 5 else 0.0) if familiar_list else None
        ),
        "automated_readability_index": 4.71 * counts.characters / counts.plain + 0.5 * length - 21.43,
        "coleman_liau_index": 5.8 * counts.letters / counts.plain - 29.6 * counts.sentences / counts.words - 15.8,
    }


def grade(counts: Counts) -> float | None:
    """Return the mean of the five formulas that give a US grade; None without words."""
    return next(grades_without(counts, (Counts(),)), None)


def grades_without(counts: Counts, parts: Iterable[Counts]) -> Iterator[float]:
    """Yield the mean grade of what is left when one part after another is taken away; nothing where no word is left.

    That is how much the grade hangs on single sentences, and the cost of a band: hence the arithmetic in one place.
    """
    for less in parts:
        sentences = counts.sentences - less.sentences
        plain = counts.plain - less.plain
        if plain <= 0 or sentences <= 0:
            continue
        words = counts.words - less.words
        length = words / sentences
        kincaid = 0.39 * length + 11.8 * (counts.syllables - less.syllables) / plain - 15.59
        smog = 1.043 * sqrt(30 * (counts.long - less.long) / sentences) + 3.1291
        fog = 0.4 * (length + 100 * (counts.long_unlisted - less.long_unlisted) / words)
        ari = 4.71 * (counts.characters - less.characters) / plain + 0.5 * length - 21.43
        coleman = 5.8 * (counts.letters - less.letters) / plain - 29.6 / length - 15.8
        yield (kincaid + smog + fog + ari + coleman) / 5


def spanish(counts: Counts) -> dict[str, float | None]:
    """Compute the Spanish indices; higher is easier, and neither is a grade."""
    if not counts.plain or not counts.sentences:
        return {"szigriszt_pazos": None, "fernandez_huerta": None}
    length = counts.words / counts.sentences
    beats = counts.syllables / counts.plain
    return {
        "szigriszt_pazos": 206.835 - 62.3 * beats - length,
        "fernandez_huerta": 206.84 - 60 * beats - 1.02 * length,
    }


INFLESZ = (
    (40.0, "muy difícil (very hard)"),
    (55.0, "algo difícil (rather hard)"),
    (65.0, "normal (ordinary)"),
    (80.0, "bastante fácil (fairly easy)"),
    (float("inf"), "muy fácil (very easy)"),
)


def inflesz(score: float) -> str:
    """Name the INFLESZ band of a Szigriszt-Pazos score; 80 itself is still "bastante fácil"."""
    return next(name for top, name in INFLESZ if score < top or score == top == 80.0)
