"""What a batch costs: prices are data, and a price that is not known is not guessed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from drafting.batch.scheduler import Counts

__all__ = ["Price", "known_price"]


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    tokens_in: float
    tokens_out: float

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """Return what so many tokens cost, in US dollars."""
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / 1_000_000

    def so_far(self, counts: Counts) -> float:
        """Return what the answers that arrived have cost, in US dollars."""
        return self.of(counts.tokens_in, counts.tokens_out)


@cache
def _table() -> dict[str, list[float]]:
    return tomllib.loads(files("drafting.batch").joinpath("prices.toml").read_text(encoding="utf-8"))


def known_price(model: str) -> Price | None:
    """Return the listed price of a model by its name ("openai:gpt-4.1-mini-2025-04-14"); None when none is listed."""
    name = model.rpartition(":")[2].rpartition("/")[2]
    fits = [one for one in _table() if name == one or name.startswith((f"{one}-2", f"{one}-latest"))]
    return Price(*_table()[max(fits, key=len)]) if fits else None
