"""What the reports share: figures in words, and HTML pages that need nothing from a network."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.cli.files import replacing
from evals.statistics import Interval

if TYPE_CHECKING:
    from jinja2 import Environment

    from evals.runs import Run

__all__ = ["change", "detectable", "once", "percent", "ranged", "render", "share", "small", "write"]

_HERE = Path(__file__).parent


def percent(value: float) -> str:
    """Return a share as people read it; a dash where there is none."""
    return "–" if math.isnan(value) else f"{100 * value:.0f}%"


def share(one: Interval, counted: bool = True) -> str:  # noqa: FBT001, FBT002 (a word in a template)
    """Return "18 of 24", or the percentage where notes were written several times and count by parts."""
    if math.isnan(one.figure):
        return "–"
    hits = one.figure * one.n
    return f"{round(hits)} of {one.n}" if counted and abs(hits - round(hits)) < 1e-6 else percent(one.figure)


def once(*runs: Run) -> bool:
    """Whether each note was written once in all runs, so that shares are counts of notes."""
    return not any(row["repeat"] for run in runs for row in run.rows)


def ranged(one: Interval) -> str:
    """Return a share with its interval."""
    return "–" if math.isnan(one.figure) else f"{percent(one.figure)} ({100 * one.low:.0f}–{100 * one.high:.0f})"


def change(one: Interval) -> str:
    """Return a difference of shares in points, with its interval."""
    if math.isnan(one.figure):
        return "–"
    low, middle, high = (_signed(value) for value in (one.low, one.figure, one.high))
    return f"{middle} ({low} to {high})"


def small(p: float | None) -> str:
    """Return a p value; a dash where nothing was tested."""
    if p is None:
        return "–"
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def detectable(drop: float | None) -> str:
    """Return the smallest detectable fall in points; a dash where nothing was tested."""
    if drop is None:
        return "–"
    return "none" if drop >= 1 else f"{100 * drop:.0f} points"


def _signed(value: float) -> str:
    points = round(100 * value)
    return "0" if points == 0 else f"{points:+d}".replace("-", "−")


def marked(text: str, quote: str) -> Any:
    """Return the text with the quote marked, safe to put into a page."""
    from markupsafe import Markup, escape

    at = text.find(quote) if quote else -1
    if at < 0:
        return escape(text)
    before, after = text[:at], text[at + len(quote) :]
    return Markup("{}<mark>{}</mark>{}").format(before, quote, after)


def render(template: str, *, title: str, **values: Any) -> str:
    """Return a whole page from one of the templates beside this file."""
    environment = _environment()
    body = environment.get_template(template).render(values)
    page = environment.get_template("_marks.html.j2").make_module({"style": _style()}).page  # type: ignore[attr-defined]
    from markupsafe import Markup

    return str(page(title, Markup(body))).strip() + "\n"  # noqa: S704 (made by our own template)


def write(path: str, text: str) -> None:
    """Write a report whole, or not at all; "-" is standard output."""
    with replacing(path) as out:
        out.write(text)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {
        "share": share, "ranged": ranged, "change": change, "small": small, "detectable": detectable, "percent_of": percent,
        "marked": marked, "file": lambda path: Path(path).name,
    }  # fmt: skip
    return made


def _style() -> Any:
    from markupsafe import Markup

    return Markup(_HERE.joinpath("_style.css").read_text(encoding="utf-8"))  # noqa: S704 (our own file)


def table(head: list[str], rows: list[list[str]], *, right: Mapping[int, bool] | None = None) -> str:
    """Return a Markdown table."""
    sides = ["---:" if (right or {}).get(index) else "---" for index in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, sides, *rows))
