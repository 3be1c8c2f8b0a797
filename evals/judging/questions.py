"""The judges' prompt files: ``prompts/judges/<group>.v<version>.md``, at most five criteria each.

The header says for which verdict of each criterion a quote is due; the body has a section a criterion. The words are a
rendering of the rubric for a model: which criteria there are, and of which kinds they are asked, is the product's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drafting import prompts
from drafting.criteria import load_criteria
from drafting.errors import PromptError

__all__ = ["Questions", "asked_of", "load_questions"]

MOST = 5
_FIELDS = {"judge", "version", "title", "quotes"}
_FILE = re.compile(r"^(?P<name>[a-z][a-z0-9_-]*)\.v[1-9]\d*$")
_SECTION = re.compile(r"^## (?P<id>[a-z-]+)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Questions:
    """One group of questions: criterion -> what a model is told of it, and criterion -> the verdict that needs a quote."""

    name: str
    title: str
    texts: Mapping[str, str]
    quotes: Mapping[str, str]


def load_questions() -> tuple[Questions, ...]:
    """Read the newest version of every judge. Raise PromptError, naming the file, for what is not right in it."""
    names = sorted(
        {
            found["name"]
            for place in prompts.places()
            for path in (place / "judges").glob("*.md")
            if (found := _FILE.match(path.stem))
        }
    )
    return tuple(_read(prompts.path_of(name, group="judges")) for name in names)


def asked_of(kind: str) -> frozenset[str]:
    """Return the criteria that are asked of this kind of message."""
    return frozenset(one.id for one in load_criteria() if one.kinds is None or kind in one.kinds)


def _read(path: Path) -> Questions:
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    parts = re.split(r"^\+\+\+\n", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise PromptError(f"{path.name}: the header is missing; start the file with TOML between two lines of +++.")
    try:
        header = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"{path.name}: the TOML cannot be read ({error}); mend that line.") from None
    unknown = sorted(set(header) - _FIELDS)
    quotes = header.get("quotes")
    if unknown or not isinstance(header.get("title"), str) or not isinstance(quotes, dict):
        wrong = f"{unknown[0]} is not a field" if unknown else "title and [quotes] are needed"
        raise PromptError(f"{path.name}: {wrong}; the fields are {', '.join(sorted(_FIELDS))}.")
    texts = {found["id"]: found["text"].strip() for found in _SECTION.finditer(parts[2])}
    known = {one.id for one in load_criteria()}
    if not 1 <= len(texts) <= MOST or set(texts) != set(quotes) or not set(texts) <= known:
        raise PromptError(
            f"{path.name}: the body needs a '## criterion' section for each criterion in [quotes], at most {MOST}, "
            "and each must be a criterion of the review."
        )
    if any(value not in {"met", "not_met"} for value in quotes.values()):
        raise PromptError(
            f"{path.name}: in [quotes] each criterion says for which verdict a quote is due, met or not_met."
        )
    return Questions(str(header.get("judge", path.stem)), header["title"], texts, quotes)
