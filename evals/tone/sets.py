"""The public sets of human ratings that the tone scales are fitted on, or only checked against.

Each is read from a folder given on the command line and never copied here. ``FITTED`` are those whose licence (CC BY 4.0
or MIT) lets weights computed from them be shipped; the others (CC BY-NC, CC BY-NC-SA) are for checking only.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.errors import InputError

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

FITTED = ("stanford_wikipedia", "stanford_stackexchange", "receptiveness", "warm_tough", "support", "tutor")


@dataclass(frozen=True, slots=True)
class Rated:
    """Texts with what people said of them (higher is warmer, or more respectful); ``groups`` are drawn together.

    ``against`` holds the weaker text of each pair where people compared two; ``ratings`` are then all 1.
    """

    name: str
    texts: tuple[str, ...]
    ratings: tuple[float, ...]
    groups: tuple[str, ...]
    against: tuple[str, ...] = ()
    licence: str = ""
    citation: str = ""


def read_sets(folder: Path) -> Iterator[Rated]:
    """Give every set that the folder holds; raise InputError when it holds none of them."""
    found = False
    for reader in (_stanford, _receptiveness, _support, _tutor, _emails, _holistic, _condescension):
        for rated in reader(folder):
            found = True
            yield rated
    if not found:
        raise InputError(
            f"{folder} holds none of the sets: give the folder with stanford_politeness and the others in it."
        )


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rated(
    name: str, rows: Sequence[dict[str, str]], text: str, ratings: Sequence[float], **more: str
) -> Iterator[Rated]:
    if rows:
        group = more.pop("group", "")
        groups = tuple(row[group] for row in rows) if group else tuple(str(number) for number in range(len(rows)))
        yield Rated(name, tuple(row[text] for row in rows), tuple(ratings), groups, (), **more)


def _stanford(folder: Path) -> Iterator[Rated]:
    rows = _rows(folder / "stanford_politeness" / "politeness.csv")
    for source in ("wikipedia", "stackexchange"):
        some = [row for row in rows if row["source"] == source]
        yield from _rated(
            f"stanford_{source}", some, "Request", [float(row["Normalized Score"]) for row in some],
            licence="CC BY 4.0", citation="Danescu-Niculescu-Mizil et al. 2013",
        )  # fmt: skip


def _receptiveness(folder: Path) -> Iterator[Rated]:
    rows = _rows(folder / "receptiveness" / "receptive_train.csv")
    yield from _rated(
        "receptiveness",
        rows,
        "text",
        [float(row["receptive"]) for row in rows],
        licence="MIT",
        citation="Yeomans et al. 2020",
    )
    rows = _rows(folder / "receptiveness" / "warm_vs_tough.csv")
    yield from _rated(
        "warm_tough",
        rows,
        "message",
        [float(row["condition"]) for row in rows],
        licence="MIT",
        citation="Jeong et al. 2019",
    )
    phone = [row for row in rows if row["study"] == "phone"]
    yield from _rated(
        "warm_tough_phone", phone, "message", [float(row["condition"]) for row in phone], licence="MIT", citation="Jeong et al. 2019"
    )  # fmt: skip


def _support(folder: Path) -> Iterator[Rated]:
    for name in ("train.csv", "test.csv"):
        if rows := _rows(folder / "offmychest_support" / name):
            yield from _rated(
                "support", rows, "full_text", [float(row["Emo_support"]) for row in rows], licence="CC BY 4.0", citation="Jaidka et al. 2020"
            )  # fmt: skip
            return


def _tutor(folder: Path) -> Iterator[Rated]:
    rows = _rows(folder / "bridge_tutor" / "bridge_pairs.csv")
    if rows:
        yield Rated(
            "tutor",
            tuple(row["expert"] for row in rows),
            (1.0,) * len(rows),
            tuple(row["c_id"].partition("_")[0] for row in rows),
            tuple(row["novice"] for row in rows),
            "MIT",
            "Wang et al. 2024",
        )


def _emails(folder: Path) -> Iterator[Rated]:
    rows = _rows(folder / "email_politeness" / "emails.csv")
    tone = [float(row["Tone_and_Overall_Consideration__GOLD"]) for row in rows]
    yield from _rated(
        "email_tone", rows, "text_email", tone, group="seed", licence="CC BY-NC-SA 4.0", citation="2026, in review"
    )
    rows = _rows(folder / "email_politeness" / "face_acts.csv")
    kept = [float("HPos-" not in row["GoldFaceAct"]) for row in rows]
    yield from _rated(
        "email_criticism",
        rows,
        "covered_text",
        kept,
        group="seed",
        licence="CC BY-NC-SA 4.0",
        citation="2026, in review",
    )


def _holistic(folder: Path) -> Iterator[Rated]:
    rows = _rows(folder / "holistic_politeness_en_es" / "english.csv")
    yield from _rated(
        "holistic_en", rows, "Utterance", [float(row["labels"]) for row in rows], licence="CC BY-NC 2.0", citation="Havaldar et al. 2023"
    )  # fmt: skip


def _condescension(folder: Path) -> Iterator[Rated]:
    rows = _rows(folder / "unhealthy_comments" / "ucc_val_test.csv")
    level = [1.0 - float(row["condescending"]) for row in rows]
    yield from _rated("condescension", rows, "comment", level, licence="CC BY-NC-SA 4.0", citation="Price et al. 2020")
