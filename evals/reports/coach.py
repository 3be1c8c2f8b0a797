"""``drafting-evals report coach``: one page that a teacher would want to read, and one for a school."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.errors import InputError
from evals.coaching.habits import load_agreement, load_habits
from evals.coaching.messages import Sent, Unread, read_messages
from evals.coaching.names import Aviary
from evals.coaching.sheets import FEWEST_TEACHERS, Sheet, school_sheet, teacher_sheet
from evals.coaching.tally import GROUPS, Period, Tallies, group_of
from evals.reports import _pages

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["COMMAND", "make_page"]

_WEEKS = dt.timedelta(weeks=6)
_HERE = Path(__file__).parent


def make_page(
    path: Path,
    *,
    kind: str | None = None,
    view: str = "auto",
    title: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    workshop: dt.date | None = None,
    class_list: Path | None = None,
    names: bool = False,
    progress: bool = False,
    only: Callable[[Sent], bool] | None = None,
    aviary: Aviary | None = None,
) -> str:
    """Return the report on a file of messages as one HTML page.

    ``view`` is "teacher" (a sheet each), "school" or "auto" (a school from five teachers on). ``workshop`` compares all
    before that day with all from it on. ``names`` leaves real names in. ``only`` chooses among the messages; ``aviary``
    keeps its birds from one page to the next. Raise InputError for a file that cannot be read.
    """
    unread = Unread()
    aviary = aviary or Aviary(real=names)
    days: list[dt.date] = []
    teachers: set[str] = set()
    latest, earliest = None, None
    total = 0
    for sent in read_messages(path, kind=kind, unread=Unread()):
        aviary.learn(sent)
        if only and not only(sent):
            continue
        teachers.add(sent.teacher)
        total += 1
        if sent.date:
            latest = max(latest or sent.date, sent.date)
            earliest = min(earliest or sent.date, sent.date)
    days = [day for day in (earliest, latest) if day]
    period = _period(days, start=start, end=end, workshop=workshop)
    if view == "auto":
        view = "school" if len(teachers) >= FEWEST_TEACHERS else "teacher"
    tallies = Tallies(period)
    with click.progressbar(
        read_messages(path, kind=kind, unread=unread), length=total, label="Reading the messages", hidden=not progress
    ) as messages:
        for sent in messages:
            if only and not only(sent):
                continue
            tallies.add(sent, keep=view == "teacher")
    listed = _listed(class_list) if class_list else []
    aviary.taken.update(part for name in listed for part in name.split())
    if not tallies.now:
        sheets: list[Sheet] = []
    elif view == "school":
        sheets = [school_sheet(tallies, title=title or "Messages home, all teachers together")]
    else:
        sheets = [teacher_sheet(tallies, name, aviary, listed=listed) for name in sorted(tallies.now)]
        if title and len(sheets) == 1:
            sheets[0].title = title
    return _template().render(
        sheets=sheets,
        title=sheets[0].title if len(sheets) == 1 else title or "Messages home",
        unread=unread,
        undated=tallies.undated,
        empty=total == 0,
        agreement=load_agreement(),
        grouped=_agreement_by_group(),
        habits=load_habits(),
        about=ABOUT,
        names=names,
        workshop=workshop,
        tone=TONE,
        made=_long_day(dt.datetime.now(dt.UTC).date()),
        version=version("kindnote"),
        labels=_labels(sheets),
        style=_raw("_style.css") + _raw("_coach.css"),
        script=_raw("_coach.js"),
    )


ABOUT = {
    "Ask": "a question first, and what the family knows",
    "Celebrate": "the win, the effort, a strength first",
    "Solve": "a next step, a promise, a day",
    "Listen": "replies that take in the parent’s point",
    "Respect": "no blame, no labels, no guesses",
    "Clear": "plain, warm, short, easy to read",
}
"""What each group asks of a message, in a few words."""

TONE = {
    "warmth": "rho 0.77 with people’s ratings of the tone of work e-mails",
    "respect": "AUC 0.89 for finding e-mail sentences that criticize the reader, 0.71 for condescending comments",
}
"""From docs/tone.md, where a test compares them."""


def _period(days: Sequence[dt.date], *, start: dt.date | None, end: dt.date | None, workshop: dt.date | None) -> Period:
    if not days:
        return Period()
    last = end or max(days)
    if workshop is not None:
        return Period(workshop, last, None)
    if start is not None:
        return Period(start, last, start - (last - start) - dt.timedelta(days=1))
    if last - min(days) <= _WEEKS:
        return Period(min(days), last, min(days))
    first = last - _WEEKS + dt.timedelta(days=1)
    return Period(first, last, first - _WEEKS)


def _listed(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{str(key).strip().lower(): value for key, value in row.items()} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"The class list {path} cannot be read: give a CSV file with a column 'student'.") from error
    names = [str(row.get("student") or row.get("name") or "").strip() for row in rows]
    if rows and not any(names):
        raise InputError(f"The class list {path} has no column 'student': name the column with the children so.")
    return sorted({name for name in names if name})


def _labels(sheets: Sequence[Sheet]) -> str:
    """Return what a label file holds of the messages shown, safe inside a script element."""
    rows = {}
    for at, sheet in enumerate(sheets):
        for number, shown in enumerate(sheet.shown):
            sent = shown.sent
            rows[f"{at}-{number}"] = {
                "id": f"report-{sent.row}", "kind": sent.kind, "channel": sent.channel, "message": sent.message,
                "student": sent.student or None, "family": sent.family or None, "parent_message": sent.parent_message,
            }  # fmt: skip
    return json.dumps(rows, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def _agreement_by_group() -> list[tuple[str, float, float]]:
    kappas = {name: kappa for name, (_, kappa) in load_agreement().items()}
    found = []
    for group in GROUPS:
        some = [kappa for name, kappa in kappas.items() if group_of()[name] == group]
        found.append((group, min(some), max(some)))
    return found


def _raw(name: str) -> Any:
    from markupsafe import Markup

    return Markup(_HERE.joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 (our own file)


def _day(day: dt.date | None) -> str:
    return f"{day:%b} {day.day}" if day else ""


def _long_day(day: dt.date | None) -> str:
    return f"{day:%b} {day.day}, {day.year}" if day else ""


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"day": _day, "long_day": _long_day, "raw": Markup, "commas": lambda number: f"{number:,}"}
    made.globals |= {"percent": _pages.percent}
    return made.get_template("_coach.html.j2")


@click.command("coach", short_help="Messages home: one sheet a teacher, or a school.")
@click.argument("messages", metavar="MESSAGES.csv|.jsonl", type=click.Path(path_type=Path))
@click.option("--out", metavar="PATH", default="report.html", show_default=True, help="The page to write; - prints it.")
@click.option("--kind", help="The kind of message, for rows that do not name one.")
@click.option(
    "--view", type=click.Choice(["auto", "teacher", "school"]), default="auto", show_default=True,
    help="A sheet for each teacher, or one for all; auto: one for all from five teachers on.",
)  # fmt: skip
@click.option("--title", help="The heading of the page.")
@click.option(
    "--from",
    "start",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day; the default is six weeks.",
)
@click.option(
    "--to",
    "end",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day; the default is the last in the file.",
)
@click.option(
    "--workshop",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Compare all before this day with all from it on.",
)
@click.option(
    "--class-list", type=click.Path(path_type=Path), help="CSV with a column 'student': who has not heard from you."
)
@click.option("--names", is_flag=True, help="Leave real names in the page (without it, birds stand for people).")
def coach_command(
    messages: Path,
    *,
    out: str,
    kind: str | None,
    view: str,
    title: str | None,
    start: dt.datetime | None,
    end: dt.datetime | None,
    workshop: dt.datetime | None,
    class_list: Path | None,
    names: bool,
) -> int:
    """Report on messages that were sent, for a coach and a teacher to read together.

    \b
    Columns read: message (needed), kind, date, teacher, student, family, language, home_language, grade, channel,
    parent_message, held (changed, not_sent or as_it_was: what became of a draft that a gate held back).

    The page needs no network, prints on one sheet for each teacher, and keeps names out unless you ask for them. The
    verdicts are about the messages, never about a teacher or a child.

    \b
    Examples:
      drafting-evals report coach sent.csv
      drafting-evals report coach sent.csv --workshop 2026-10-12 --class-list class.csv --out heron.html
    """  # noqa: D301
    page = make_page(
        messages, kind=kind, view=view, title=title, start=_date(start), end=_date(end), workshop=_date(workshop),
        class_list=class_list, names=names, progress=out != "-",
    )  # fmt: skip
    _pages.write(out, page)
    if out != "-":
        click.echo(f"Wrote {out}.", err=True)
    return 0


def _date(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


COMMAND = coach_command
