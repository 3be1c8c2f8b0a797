"""What the report says about each criterion, and a rewrite that invents nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from drafting.text import body
from drafting.types import Span

_GOODBYE = re.compile(
    r"thank|let me know|please|see you|have a|grateful|gratefully|warm|best|kind(?:est)? regards|sincerely|yours"
    r"|with (?:thanks|care|gratitude|respect|love)|(?:i |we )?look(?:ing)? forward|take care|cheers",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\[[^\]]+\]")


@dataclass(frozen=True, slots=True)
class Habit:
    """A criterion in plain words; ``line`` is None where no sentence could be offered."""

    id: str
    does: str
    title: str
    line: str | None = None
    place: str = "end"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a rewrite: kept, taken out ("out"), put in ("in") or to be filled by the teacher ("blank")."""

    what: str
    text: str


class _Habits(dict[str, Habit]):
    """The words by criterion; one that has none yet is called by its id, so that adding a criterion stays one file."""

    def __missing__(self, name: str) -> Habit:
        title = name.replace("-", " ").capitalize()
        return Habit(name, f"met “{title.lower()}”", title)


@lru_cache(maxsize=1)
def load_habits() -> Mapping[str, Habit]:
    """Read the words for each criterion once."""
    data = tomllib.loads(resources.files(__package__).joinpath("habits.toml").read_text(encoding="utf-8"))
    return _Habits(
        (name, Habit(name, row["does"], row["title"], row.get("line"), row.get("place", "end")))
        for name, row in data.items()
    )


@lru_cache(maxsize=1)
def load_agreement() -> Mapping[str, tuple[int, float]]:
    """Read how far the detectors agree with people's labels: how many, and kappa."""
    data = tomllib.loads(resources.files(__package__).joinpath("agreement.toml").read_text(encoding="utf-8"))
    return {name: (int(n), float(kappa)) for name, (n, kappa) in data["kappa"].items()}


def rewrite(message: str, habit: Habit, spans: tuple[Span, ...]) -> list[Piece] | None:
    """Return the message with one line of the habit put in, as pieces; None where no line could be offered."""
    if habit.line is None:
        return None
    units = body(message)
    if not units:
        return None
    if habit.place == "span":
        if not spans:
            return None
        start, end = spans[0].start, spans[0].end
    elif habit.place == "start":
        start = end = units[0].start
    else:
        # Before a last sentence of thanks or a line of good-bye, after what the message has to say.
        last = units[-1]
        start = end = last.start if len(units) > 1 and _GOODBYE.match(last.text) else last.end
    pieces = [Piece("kept", message[:start])]
    if end > start:
        pieces.append(Piece("out", message[start:end]))
    pieces.append(Piece("kept", " " if start and not message[start - 1].isspace() else ""))
    pieces += filled(habit.line)
    rest = message[end:]
    pieces += [Piece("kept", " " if rest and not rest[0].isspace() and rest[0].isalnum() else ""), Piece("kept", rest)]
    return [piece for piece in pieces if piece.text]


def filled(line: str) -> list[Piece]:
    """Split a line into its words and its blanks."""
    pieces: list[Piece] = []
    at = 0
    for match in _BLANK.finditer(line):
        pieces += [Piece("in", line[at : match.start()]), Piece("blank", match.group()[1:-1])]
        at = match.end()
    pieces.append(Piece("in", line[at:]))
    return [piece for piece in pieces if piece.text]
