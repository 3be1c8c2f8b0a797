"""What a judge answered, and what of it counts: only a verdict in the form asked, on a question asked, with real words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

__all__ = ["Opinion", "read_verdicts", "schema"]

_VERDICTS = ("met", "not_met", "not_applicable", "cannot_tell")
_SAID = {"met": "met", "not_met": "not_met", "not_applicable": "na", "cannot_tell": "unsure"}
_FENCE = re.compile(r"\A```(?:json)?\s*\n(.*?)\n?```\Z", re.DOTALL)
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Opinion:
    """One verdict of a judge: met, not_met, na, unsure, or unscored with the reason in ``why_unscored``."""

    verdict: str
    quote: str = ""
    reason: str = ""
    why_unscored: str = ""

    @property
    def scored(self) -> bool:
        """Whether it counts at all."""
        return self.verdict != "unscored"


class _Verdict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    criterion: str
    evidence: str = Field(max_length=4000)
    reason: str = Field(min_length=1, max_length=4000)
    verdict: Literal["met", "not_met", "not_applicable", "cannot_tell"]


def schema(criteria: Sequence[str]) -> dict[str, Any]:
    """Return the JSON Schema of an answer; the order of the fields is the order to think in.

    A field a criterion: a small model behind a server that keeps to the schema can neither repeat nor forget one.
    """
    verdict = {
        "type": "object",
        "properties": {
            "evidence": {"type": "string"},
            "reason": {"type": "string"},
            "verdict": {"type": "string", "enum": list(_VERDICTS)},
        },
        "required": ["evidence", "reason", "verdict"],
        "additionalProperties": False,
    }
    verdicts = {
        "type": "object",
        "properties": dict.fromkeys(criteria, verdict),
        "required": list(criteria),
        "additionalProperties": False,
    }
    return {
        "title": "verdicts",
        "type": "object",
        "properties": {"verdicts": verdicts},
        "required": ["verdicts"],
        "additionalProperties": False,
    }


def read_verdicts(answer: str, *, asked: Mapping[str, str], message: str) -> dict[str, Opinion]:
    """Return an opinion for each criterion asked; ``asked`` maps it to the verdict that needs a quote.

    ``message`` is the text the judge was shown. Whatever is not exactly as asked is unscored, with the reason.
    """
    items = _items(answer)
    if items is None:
        return dict.fromkeys(asked, Opinion("unscored", why_unscored="the answer is not in the form asked for"))
    named = Counter(str(item.get("criterion")) for item in items)
    found: dict[str, Opinion] = {}
    for criterion, due in asked.items():
        own = [item for item in items if item.get("criterion") == criterion]
        if named[criterion] != 1:
            why = "answered more than once" if own else "not answered"
            found[criterion] = Opinion("unscored", why_unscored=why)
            continue
        found[criterion] = _opinion(own[0], due, message)
    return found


def _items(answer: str) -> list[dict[str, Any]] | None:
    """The verdicts of an answer, each with its criterion: a field a criterion, or a list, as models without a schema do."""
    text = answer.strip()
    fenced = _FENCE.match(text)
    try:
        value = json.loads(fenced[1] if fenced else text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    items = value.get("verdicts") if isinstance(value, dict) and set(value) == {"verdicts"} else None
    if isinstance(items, dict):
        if not all(isinstance(item, dict) and "criterion" not in item for item in items.values()):
            return None
        items = [{"criterion": name, **item} for name, item in items.items()]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    return items


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says nothing twice: the last of two answers would count in silence."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a field is there twice")
    return made


def _opinion(item: Mapping[str, Any], due: str, message: str) -> Opinion:
    try:
        verdict = _Verdict.model_validate(item)
    except ValidationError:
        return Opinion("unscored", why_unscored="the verdict is not in the form asked for")
    quote = verdict.evidence.strip().strip("\"“”'").strip()
    if quote and (len(quote) < _LEAST or quote not in message):
        return Opinion("unscored", quote, verdict.reason, "its quote is not in the message")
    if not quote and verdict.verdict == due:
        return Opinion("unscored", "", verdict.reason, "it gives no words of the message")
    return Opinion(_SAID[verdict.verdict], quote, verdict.reason)
