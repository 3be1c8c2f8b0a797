"""Labelling in a notebook: one message at a time with all its questions, blind; the same files as the command.

from evals.label_sheet import LabelSheet
LabelSheet("queue.jsonl", rater="wren", out="wren.jsonl", other="lark.jsonl")
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from drafting.errors import DraftingError
from evals.agreement import read_gold
from evals.labelling import Labels, in_order, questions_for, read_messages, shared

__all__ = ["LabelSheet"]

_CHOICES = (("met", "met"), ("not met", "not_met"), ("does not apply", "na"), ("pass over", ""))


class LabelSheet(widgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """A rater's sheet over a file of messages; what was labelled is on disk when the next message is shown.

    ``other`` is the other rater's file: it shows how far the two agree, never their labels. Raises InputError for files
    that cannot be read, or a file that is another rater's.
    """

    def __init__(
        self,
        messages: str | Path,
        *,
        rater: str,
        out: str | Path,
        other: str | Path | None = None,
        criteria: Sequence[str] = (),
    ) -> None:
        self._criteria = tuple(criteria)
        self._messages = [row for row in in_order(read_messages(messages), rater) if any(questions_for(row, criteria))]
        self._labels = Labels(out, rater)
        self._other = other
        self._at = next((at for at, row in enumerate(self._messages) if self._labels.left(row, criteria)), 0)
        self.answers: dict[str, Any] = {}
        # Side by side where there is room: the message stays in sight while its questions go by.
        self._message = widgets.HTML(layout={"flex": "1 1 340px"})
        self._questions = widgets.VBox()
        self.told = widgets.HTML()
        self.back = widgets.Button(description="Back")
        self.forward = widgets.Button(description="Keep and go on", button_style="primary")
        self.back.on_click(lambda _: self._go(-1))
        self.forward.on_click(lambda _: self._keep())
        rolling = {"flex": "1 1 380px", "display": "block", "max_height": "620px", "overflow": "hidden auto"}
        beside = widgets.Box([self._questions], layout=rolling)
        sheet = widgets.HBox([self._message, beside], layout={"flex_flow": "row wrap", "grid_gap": "24px"})
        super().__init__([sheet, widgets.HBox([self.back, self.forward]), self.told])
        self._show()

    def _show(self) -> None:
        row = self._messages[self._at]
        given = self._labels.given.get(str(row["id"]), {}).get("labels", {})
        self.answers = {}
        lines = []
        for name, text in questions_for(row, self._criteria):
            value = str(given[name]["v"]) if name in given else ""
            self.answers[name] = widgets.ToggleButtons(
                options=_CHOICES, value=value, style={"button_width": "auto"}, tooltips=[text] * len(_CHOICES)
            )
            title = f"<b>{escape(name)}</b><br>" + escape(text).replace("\n", "<br>")
            lines.append(
                widgets.VBox([widgets.HTML(f"<div style='line-height:1.4'>{title}</div>"), self.answers[name]])
            )
        self._message.value = self._letter(row)
        self._questions.children = lines
        self.back.disabled = self._at == 0

    def _letter(self, row: Any) -> str:
        kind, channel = str(row["kind"]).replace("_", " "), row.get("channel") or "email"
        titles = (("The family wrote", "parent_message"), ("The teacher's note", "note"))
        known = [str(row[name]) for name in ("student", "family") if isinstance(row.get(name), str)]
        known += [f"adults known: {', '.join(row['known_adults'])}"] if row.get("known_adults") else []
        beside = [f"{title}: {row[name]}" for title, name in titles if row.get(name)]
        beside += [f"On record: {'; '.join(known)}"] if known else []
        return (
            f"<h3>Message {self._at + 1} of {len(self._messages)}: {escape(kind)}, by {escape(str(channel))}</h3>"
            + "".join(f"<p style='margin:4px 0;line-height:1.4'>{escape(line)}</p>" for line in beside)
            + "<div style='white-space:pre-wrap;max-width:65ch;line-height:1.5;margin:12px 0;padding-left:12px;"
            f"border-left:2px solid currentColor'>{escape(str(row['message']))}</div>"
        )

    def _keep(self) -> None:
        labels = {name: one.value for name, one in self.answers.items() if one.value}
        try:
            self._labels.add(self._messages[self._at], labels, asked=self.answers)
            self._tell()
        except DraftingError as error:  # a callback's exception would be swallowed
            self.told.value = f"<p role='alert'>{escape(str(error))}</p>"
            return
        self._go(1)

    def _go(self, step: int) -> None:
        self._at = min(max(0, self._at + step), len(self._messages) - 1)
        self._show()

    def _tell(self) -> None:
        done = sum(not self._labels.left(row, self._criteria) for row in self._messages)
        said = f"{done} of {len(self._messages)} messages are labelled."
        if self._other is not None:
            told = shared(self._labels.given, {str(row["id"]): row for row in read_gold(self._other)})
            if told.n:
                said += (
                    f" You and the other rater: kappa {told.kappa:.2f}, AC1 {told.ac1:.2f}, {told.n} labels of both."
                )
        self.told.value = f"<p role='status'>{said}</p>"
