"""The folder is the registry: a file dropped in is a criterion, and a file that is none says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import drafting.criteria as registry
from drafting.errors import InputError
from drafting.review import review

SHOUTING = """
from drafting.criteria import Criterion, Example, met, reconsider


def _judge(page):
    if page.message.isupper():
        return reconsider("All capitals read as shouting.", "Use small letters.", page.span(0, len(page.message)))
    return met("Nobody shouts.")


CRITERION = Criterion(
    id="no-shouting", group="Respect", place=99, source="S2: warm and welcoming", judge=_judge,
    flags=(Example("HELLO"),), clean=(Example("Hello"),),
)
"""


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder of criteria, seen as part of the first."""
    monkeypatch.setattr(registry, "__path__", [*registry.__path__, str(tmp_path)])
    registry.load_criteria.cache_clear()
    yield tmp_path
    registry.load_criteria.cache_clear()
    for name in [name for name in sys.modules if name.startswith("drafting.criteria.extra_")]:
        del sys.modules[name]


def test_a_file_dropped_in_adds_a_criterion(extra: Path) -> None:
    """Nothing but the new file changes, and every review has its verdict."""
    (extra / "extra_shouting.py").write_text(SHOUTING, encoding="utf-8")
    found = review("HELLO ALL", kind="newsletter").criteria
    assert found["no-shouting"].verdict == "not_met"
    assert found["no-shouting"].source.startswith("S2")
    assert list(found)[-1] == "right-language"


def test_a_file_without_a_criterion_is_named(extra: Path) -> None:
    """The error says which file, and what to do."""
    (extra / "extra_empty.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"extra_empty\.py has no CRITERION"):
        registry.load_criteria()


def test_an_id_cannot_be_taken_twice(extra: Path) -> None:
    """Two files with one id are refused by name."""
    (extra / "extra_first.py").write_text(SHOUTING, encoding="utf-8")
    (extra / "extra_second.py").write_text(SHOUTING, encoding="utf-8")
    with pytest.raises(InputError, match="no-shouting"):
        registry.load_criteria()
