"""What a batch costs: prices are data of a year that is told, yours go first, and one that is not known is not guessed."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from drafting.batch.scheduler import Counts
from drafting.errors import InputError

__all__ = ["Price", "known_price"]

OWN = "DRAFTING_PRICE"
"""The environment variable with a price of one's own: "IN OUT"."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens. ``of_year``: where it is a listed one, the year that it is from."""

    tokens_in: float
    tokens_out: float
    of_year: str = ""

    @property
    def told(self) -> str:
        """What price that is, for people."""
        figures = f"${self.tokens_in:.2f} in and ${self.tokens_out:.2f} out for a million tokens"
        return (
            f"by our list of {self.of_year}, {figures}: please look it up"
            if self.of_year
            else f"by your price, {figures}"
        )

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """Return what so many tokens cost, in US dollars."""
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / 1_000_000

    def so_far(self, counts: Counts) -> float:
        """Return what the answers that arrived have cost, in US dollars."""
        return self.of(counts.tokens_in, counts.tokens_out)


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(files("drafting.batch").joinpath("prices.toml").read_text(encoding="utf-8"))


def known_price(model: str) -> Price | None:
    """Return the price of a model by its name ("openai:gpt-4.1-mini-2025-04-14"); None when none is known.

    DRAFTING_PRICE goes before the list. Raises InputError when it holds no two numbers.
    """
    own = os.environ.get(OWN, "").split()
    if own:
        try:
            tokens_in, tokens_out = map(float, own)
        except ValueError:
            raise InputError(
                f"{OWN} wants two numbers, dollars for a million tokens in and out, such as '0.40 1.60'."
            ) from None
        return Price(tokens_in, tokens_out)
    name = model.rpartition(":")[2].rpartition("/")[2]
    prices: dict[str, list[float]] = _listed()["prices"]
    fits = [one for one in prices if name == one or name.startswith((f"{one}-2", f"{one}-latest"))]
    if not fits:
        return None
    tokens_in, tokens_out = prices[max(fits, key=len)]
    return Price(tokens_in, tokens_out, _listed()["as_of"])
