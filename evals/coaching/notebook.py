"""The coach's report in a notebook: the same page inline with filters, rating blind, and the file to take away.

Needs the extra ``notebook``. What is shown is the page of ``drafting-evals report coach``; nothing is counted here.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from drafting.criteria import load_criteria
from drafting.errors import DraftingError
from evals.coaching.habits import load_habits
from evals.coaching.messages import Sent, Unread, read_messages
from evals.coaching.names import Aviary
from evals.coaching.tally import GROUPS
from evals.reports._pages import write
from evals.reports.coach import make_page

__all__ = ["open_report"]

_ANSWERS = (("It does", "met"), ("It does not", "not_met"), ("Does not apply", "na"))
_HEIGHT = "900px"


def open_report(path: str | Path = "", *, labels: str | Path = "labels.jsonl") -> widgets.Widget:
    """Return the report on a file or folder of messages; as the last line of a cell it shows itself.

    ``labels`` is where blind ratings go, one after the other; ``drafting-evals agree --labels`` reads it.
    """
    return _Report(Path(path) if str(path) else None, Path(labels)).view


class _Report:
    """The widgets and what they do; every mistake is told in one sentence on the page, because a notebook hides it."""

    def __init__(self, path: Path | None, labels: Path) -> None:
        self._aviary = Aviary()
        self._labels = labels
        self._page = ""
        self._asked: Iterator[tuple[Sent, str]] = iter(())
        self._question: tuple[Sent, str] | None = None
        self.path = widgets.Text(
            value=str(path or ""), description="Messages", placeholder="a .csv or .jsonl file, or a folder", continuous_update=False,
        )  # fmt: skip
        self.teacher = widgets.Dropdown(description="Teacher", options=[("Each, or all together", None)])
        self.kind = widgets.Dropdown(description="Kind", options=[("All kinds", None)])
        self.view_as = widgets.Dropdown(
            description="Show",
            options=[("What fits", "auto"), ("A sheet a teacher", "teacher"), ("One for all", "school")],
        )
        self.start = widgets.DatePicker(description="From")
        self.end = widgets.DatePicker(description="To")
        self.workshop = widgets.DatePicker(description="Workshop")
        self.told = widgets.HTML()
        self.frame = widgets.HTML()
        self.out = widgets.Text(value="report.html", description="Save as")
        load = self._button("Load", self._load)
        save = self._button("Save the page", self._save)
        self.asked = widgets.HTML()
        self.answers = widgets.HBox(
            [self._button(words, self._answer(value)) for words, value in _ANSWERS] + [self._button("Skip", self._next)]
        )
        how = widgets.HTML(
            "<p>One message and one question at a time, before you see what the page says of it. Your answers go into "
            f"<code>{html.escape(str(labels))}</code>; <code>drafting-evals agree</code> compares them.</p>"
        )
        rate = widgets.VBox([how, self._button("Begin, or begin again", self._begin), self.asked, self.answers])
        filters = widgets.HBox(
            [self.teacher, self.kind, self.view_as, self.start, self.end, self.workshop],
            layout=widgets.Layout(flex_flow="row wrap"),
        )
        report = widgets.VBox([filters, self.frame, widgets.HBox([self.out, save])])
        tabs = widgets.Tab([report, rate], titles=("Report", "Rate blind"))
        self.view = widgets.VBox([widgets.HBox([self.path, load]), self.told, tabs])
        self.answers.layout.display = "none"
        for one in (self.teacher, self.kind, self.view_as, self.start, self.end, self.workshop):
            one.observe(lambda _: self._told(self._draw), "value")
        self.path.observe(lambda _: self._told(self._load), "value")
        if path:
            self._told(self._load)
        else:
            self.told.value = (
                "<p>Name a file or folder of sent messages above and press Enter. Nothing leaves this computer.</p>"
            )

    def _told(self, do: Callable[[], object]) -> None:
        try:
            self.told.value = ""
            do()
        except DraftingError as error:
            self.told.value = f"<p role='alert'>{html.escape(str(error))}</p>"
        except OSError as error:
            self.told.value = (
                f"<p role='alert'>The file could not be written: {html.escape(error.strerror or str(error))}.</p>"
            )

    def _load(self) -> None:
        """Read who is in the file, and draw the page."""
        self._aviary = Aviary()
        teachers, kinds = set(), set()
        for sent in self._messages():
            self._aviary.learn(sent)
            teachers.add(sent.teacher)
            kinds.add(sent.kind)
        with self.teacher.hold_trait_notifications(), self.kind.hold_trait_notifications():
            self.teacher.options = [
                ("Each, or all together", None),
                *((self._aviary.teacher(one), one) for one in sorted(teachers) if one),
            ]
            self.kind.options = [("All kinds", None), *((one.replace("_", " "), one) for one in sorted(kinds))]
        self._draw()

    def _messages(self) -> Iterator[Sent]:
        return read_messages(Path(self.path.value), kind=None, unread=Unread())

    def _chosen(self, sent: Sent) -> bool:
        return self.teacher.value in {None, sent.teacher} and self.kind.value in {None, sent.kind}

    def _draw(self) -> None:
        self._page = make_page(
            Path(self.path.value), view=self.view_as.value, start=self.start.value, end=self.end.value,
            workshop=self.workshop.value, only=self._chosen, aviary=self._aviary,
        )  # fmt: skip
        # A frame keeps the page's style and script apart from the notebook's.
        self.frame.value = (
            f'<iframe title="The report" sandbox="allow-scripts allow-downloads" srcdoc="{html.escape(self._page)}" '
            f'style="width:100%;height:{_HEIGHT};border:1px solid #ddd4c8"></iframe>'
        )

    def _save(self) -> None:
        write(self.out.value, self._page)
        self.told.value = f"<p role='status'>Saved {html.escape(self.out.value)}.</p>"

    # --- rating blind: the coach sees a message and a question, and no verdict --------------------------------------------

    def _begin(self) -> None:
        self._asked = self._questions()
        self._next()

    def _questions(self) -> Iterator[tuple[Sent, str]]:
        criteria = [one for one in load_criteria() if one.group in GROUPS]
        for at, sent in enumerate(
            one for one in self._messages() if self._chosen(one) and one.language.startswith("en")
        ):
            able = [one.id for one in criteria if one.kinds is None or sent.kind in one.kinds]
            # Another question with every message, so that all come up; the order is that of the file, not of a verdict.
            yield self._aviary.hide(sent), able[at % len(able)]

    def _next(self) -> None:
        self._question = next(self._asked, None)
        self.answers.layout.display = "none" if self._question is None else ""
        if self._question is None:
            self.asked.value = "<p>That was the last message.</p>"
            return
        sent, name = self._question
        self.asked.value = (
            f"<p style='white-space:pre-line;max-width:62ch;font:17px/1.6 Georgia,serif'>{html.escape(sent.message)}</p>"
            f"<p><b>{html.escape(load_habits()[name].title)}.</b> Does this message do it?</p>"
        )

    def _answer(self, value: str) -> Callable[[], None]:
        def answer() -> None:
            if self._question is None:
                return
            sent, name = self._question
            row: dict[str, Any] = {
                "id": f"rated-{sent.row}", "kind": sent.kind, "channel": sent.channel, "message": sent.message,
                "student": sent.student or None, "family": sent.family or None, "parent_message": sent.parent_message,
                "labels": {name: {"v": value, "span": None, "firm": True}},
            }  # fmt: skip
            with self._labels.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            self._next()

        return answer

    def _button(self, words: str, do: Callable[[], object]) -> widgets.Button:
        button = widgets.Button(description=words, layout=widgets.Layout(width="auto", align_self="flex-start"))
        button.on_click(lambda _: self._told(do))
        return button
