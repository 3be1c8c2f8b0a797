"""The detectors on texts of other kinds that people rated: how far what they measure carries over.

None of the public sets holds messages from teachers to families, so agreement on them is evidence of transfer only. They
are read from a folder and never copied. The published baselines stand beside each figure.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafting.criteria import Criterion, load_criteria
from drafting.criteria._page import Page
from drafting.readability import figures
from evals.readability_agreement import LOAD, first_words
from evals.statistics import Interval, auc, bootstrap, spearman

__all__ = ["SETS", "PublicSet", "Transfer", "measure", "present"]

_MOST = 1500


@dataclass(frozen=True, slots=True)
class PublicSet:
    """One set: its file, what people rated, which of our detectors is laid beside it, and published baselines.

    ``read`` yields text, rating and cluster; ``score`` is higher where our detector sees more of what was rated. Ratings
    that are true or false are judged by AUC (0.5 is chance), others by Spearman's rho.
    """

    name: str
    file: str
    rated: str
    detector: str
    baselines: str
    read: Callable[[Iterable[Mapping[str, str]]], Iterator[tuple[str, float | bool, str]]]
    score: Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Transfer:
    """How one detector agrees with one set."""

    of: PublicSet
    statistic: str
    found: Interval


def present(folder: str | Path) -> list[PublicSet]:
    """Return the sets that the folder holds."""
    return [one for one in SETS if (Path(folder) / one.file).is_file()]


def measure(one: PublicSet, folder: str | Path, *, resamples: int = 300) -> Transfer:
    """Score the texts of a set (spread over the file, at most 1,500) and lay them beside the people's ratings."""
    csv.field_size_limit(10_000_000)
    with (Path(folder) / one.file).open(encoding="utf-8", newline="") as file:
        items = list(one.read(csv.DictReader(file)))
    if len(items) > _MOST:
        items = [items[index * len(items) // _MOST] for index in range(_MOST)]
    rated = [(rating, one.score(text)) for text, rating, _ in items]
    clusters = [cluster for _, _, cluster in items]
    if all(isinstance(rating, bool) for rating, _ in rated):
        labelled = [(bool(rating), score) for rating, score in rated]
        return Transfer(one, "AUC", bootstrap(auc, labelled, clusters, resamples=resamples))
    ranked = [(float(rating), score) for rating, score in rated]
    return Transfer(one, "rho", bootstrap(spearman, ranked, clusters, resamples=resamples))


@cache
def _criterion(name: str) -> Criterion:
    return next(one for one in load_criteria() if one.id == name)


def _seen(name: str, verdict: str, *, kind: str = "concern") -> Callable[[str], float]:
    """A score from one detector: how many places it marks where its verdict is the one looked for, else 0."""

    def score(text: str) -> float:
        told = _criterion(name).verdict(Page(message=text, kind=kind, channel="email"))
        return float(max(1, len(told.spans))) if told.verdict == verdict else 0.0

    return score


def _load(text: str) -> float:
    _, indices = figures(text)
    return indices.get(LOAD) or 0.0


def _criticism(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, bool, str]]:
    for row in rows:
        yield row["covered_text"], row["GoldFaceAct"] == "HPos-", row["seed"]


def _condescension(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, bool, str]]:
    for row in rows:
        yield row["comment"], row["condescending"].strip() in {"1", "1.0"}, row["_unit_id"]


def _warmth(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, bool, str]]:
    for number, row in enumerate(rows):
        if row["study"] == "phone":
            yield row["message"], row["condition"].startswith("1"), str(number)


def _receptive(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, float, str]]:
    for number, row in enumerate(rows):
        yield row["text"], float(row["receptive"]), str(number)


def _tutors(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, bool, str]]:
    for row in rows:
        conversation = row["c_id"].rpartition("_")[0] or row["c_id"]
        yield row["novice"], False, conversation
        yield row["expert"], True, conversation


def _emails(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, float, str]]:
    for row in rows:
        yield row["text_email"], float(row["Tone_and_Overall_Consideration__GOLD"]), row["seed"]


def _excerpts(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, float, str]]:
    for row in rows:
        yield first_words(row["Excerpt"], 200), -float(row["BT_easiness"]), row["ID"]


def _sentences(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, float, str]]:
    for number, row in enumerate(rows):
        yield row["text"], (float(row["cefr_a"]) + float(row["cefr_b"])) / 2, str(number)


SETS: Sequence[PublicSet] = (
    PublicSet(
        "work e-mail, sentences", "email_politeness/face_acts.csv", "criticises the reader", "`no-blame` not met",
        "VADER .815, 21 regular expressions .875, tf-idf trained on it .913", _criticism, _seen("no-blame", "not_met"),
    ),
    PublicSet(
        "comments", "unhealthy_comments/ucc_val_test.csv", "condescending", "`no-blame` not met",
        "VADER .470, tf-idf trained on it .638, regular expressions .682, published .72", _condescension, _seen("no-blame", "not_met"),
    ),
    PublicSet(
        "offers by phone", "receptiveness/warm_vs_tough.csv", "written to be warm", "`warm-open-close` met",
        "VADER .798, regular expressions .870, tf-idf trained on it .940", _warmth, _seen("warm-open-close", "met"),
    ),
    PublicSet(
        "work e-mail", "email_politeness/emails.csv", "tone and consideration", "`warm-open-close` met",
        "VADER .729, regular expressions .742, tf-idf trained on it .838, one person .755", _emails, _seen("warm-open-close", "met"),
    ),
    PublicSet(
        "replies of dissent", "receptiveness/receptive_train.csv", "receptive", "`open-question` met",
        "VADER .149, regular expressions .357, tf-idf trained on it .440", _receptive, _seen("open-question", "met"),
    ),
    PublicSet(
        "tutors' turns", "bridge_tutor/bridge_pairs.csv", "by an expert, not a novice", "`open-question` met",
        "none published", _tutors, _seen("open-question", "met"),
    ),
    PublicSet(
        "excerpts (CLEAR)", "clear/clear.csv", "harder, by teachers' comparisons", "reading load",
        "Flesch-Kincaid .533, SMOG .556, New Dale-Chall .597", _excerpts, _load,
    ),
    PublicSet(
        "sentences (CEFR-SP)", "cefr_sp/cefr_sp.csv", "level, by two teachers", "reading load",
        "Flesch-Kincaid .734, ARI .749", _sentences, _load,
    ),
)  # fmt: skip
