"""What a batch costs: the year of a listed price is told, a price of one's own goes first, an unknown one is not guessed."""

from __future__ import annotations

import pytest

from drafting.batch.costs import Price, known_price
from drafting.errors import InputError


@pytest.fixture(autouse=True)
def _no_price_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAFTING_PRICE", raising=False)


def test_a_listed_price_says_of_which_year_it_is() -> None:
    """Whoever reads a cost sees that the price behind it is ours, of a year, and to be looked up."""
    price = known_price("openai:gpt-4.1-mini-2025-04-14")
    assert price is not None
    assert price.of_year.isdigit()
    assert price.of_year in price.told
    assert "look it up" in price.told


def test_a_price_of_ones_own_goes_before_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """DRAFTING_PRICE holds for any model, listed or not."""
    monkeypatch.setenv("DRAFTING_PRICE", "1 2.5")
    assert known_price("openai:gpt-4.1") == known_price("langchain:nobody:knows") == Price(1, 2.5)
    assert "your price" in Price(1, 2.5).told


@pytest.mark.parametrize("held", ["1", "one two", "1 2 3", "1,2"])
def test_a_price_that_is_none_is_told(held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with an example."""
    monkeypatch.setenv("DRAFTING_PRICE", held)
    with pytest.raises(InputError, match=r"such as '0\.40 1\.60'"):
        known_price("openai:gpt-4.1")


def test_an_unknown_price_is_not_guessed() -> None:
    """A model that only begins like a listed one is another model."""
    assert known_price("openai:gpt-4.1-enormous") is None
