"""How a result shows itself as the last line of a notebook cell: HTML that needs no style sheet, and Markdown.

The lowest floor: it reads values by their fields and imports nothing of the project.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafting.types import Draft, FactSheet, Message, Outcome, Review

_STATES = {"sure": "will be said", "check": "please check", "left": "left out", "never": "never sent"}
_SOFT = "color: var(--jp-ui-font-color2, #555)"


def draft_html(draft: Draft) -> str:
    """The message as a family would read it, and what the teacher should know."""
    return _frame(_message(draft.message) + _listed("To know", draft.notices))


def draft_markdown(draft: Draft) -> str:
    """The same as Markdown."""
    return _quoted(draft.message) + _bullets("To know", draft.notices)


def outcome_html(outcome: Outcome) -> str:
    """The message with its review, or the questions, or why nothing was drafted."""
    parts = [_message(outcome.message)] if outcome.message else []
    parts.append(_listed("Questions to you", (one.ask for one in outcome.questions)))
    parts.append(_listed("To know", outcome.notices))
    if outcome.review:
        parts.append(_verdicts(outcome.review))
    return _frame("".join(parts) or "<p>Nothing was drafted.</p>")


def outcome_markdown(outcome: Outcome) -> str:
    """The same as Markdown."""
    return (
        (_quoted(outcome.message) if outcome.message else "")
        + _bullets("Questions to you", (one.ask for one in outcome.questions))
        + _bullets("To know", outcome.notices)
        + (review_markdown(outcome.review) if outcome.review else "")
    ) or "Nothing was drafted."


def review_html(review: Review) -> str:
    """What to reconsider, each with its words and what to say instead; what the message does well, folded."""
    return _frame(_verdicts(review))


def review_markdown(review: Review) -> str:
    """The same as Markdown."""
    again = [
        f"**{name}**{_quotes([span.text for span in one.spans])}: {one.why} {one.instead}".strip()
        for name, one in review.criteria.items()
        if one.verdict == "not_met"
    ]
    met = [name for name, one in review.criteria.items() if one.verdict == "met"]
    return (
        _bullets("To reconsider", again) or "Nothing to reconsider.\n"
    ) + f"\n{_reading(review)} Met: {', '.join(met)}.\n"


def sheet_html(sheet: FactSheet) -> str:
    """One row for each clause of the note."""
    rows = "".join(
        f"<tr><td style='text-align:start;{_SOFT}'>{escape(fact.text)}</td><td style='text-align:start'>{escape(fact.sentence or fact.why)}</td>"
        f"<td style='text-align:start;{_SOFT}'>{_STATES[fact.state]}</td></tr>"
        for fact in sheet.facts
    )
    return _frame(
        f"<table><thead><tr><th>Your words</th><th>The sentence</th><th>What happens</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def sheet_markdown(sheet: FactSheet) -> str:
    """The same as Markdown."""
    rows = (f"| {_cell(one.text)} | {_cell(one.sentence or one.why)} | {_STATES[one.state]} |" for one in sheet.facts)
    return "\n".join(["| Your words | The sentence | What happens |", "|---|---|---|", *rows]) + "\n"


def _frame(inside: str) -> str:
    return f"<div style='max-width: 46rem; line-height: 1.5'>{inside}</div>"


def _message(message: Message) -> str:
    subject = f"<p><strong>{escape(message.subject)}</strong></p>" if message.subject else ""
    paragraphs = "".join(
        f"<p dir='auto'>{escape(one).replace(chr(10), '<br>')}</p>" for one in message.body.split("\n\n")
    )
    return (
        f"<div style='border-inline-start: 3px solid #2b4c9b; padding-inline-start: 1rem'>{subject}{paragraphs}</div>"
    )


def _verdicts(review: Review) -> str:
    again = [
        f"<strong>{escape(name)}</strong>{escape(_quotes([span.text for span in one.spans]))}: {escape(one.why)} <em>{escape(one.instead)}</em>"
        for name, one in review.criteria.items()
        if one.verdict == "not_met"
    ]
    met = [f"{escape(name)}: {escape(one.why)}" for name, one in review.criteria.items() if one.verdict == "met"]
    worth = f"<p><strong>To reconsider</strong></p>{_items(again)}" if again else "<p>Nothing to reconsider.</p>"
    well = f"<details><summary>Met: {len(met)} criteria</summary>{_items(met)}</details>" if met else ""
    return f"{worth}<p style='{_SOFT}'>{escape(_reading(review))}</p>{well}"


def _reading(review: Review) -> str:
    counts = review.readability
    band = f" It reads at {counts.grade_band}." if counts.grade_band else ""
    return f"{counts.words} words in {counts.sentences} sentences.{band}"


def _quotes(texts: list[str]) -> str:
    return " " + ", ".join(f"“{text}”" for text in texts[:2]) if texts else ""


def _listed(title: str, lines: Iterable[str]) -> str:
    found = [escape(line) for line in lines]
    return f"<p><strong>{title}</strong></p>{_items(found)}" if found else ""


def _items(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _bullets(title: str, lines: Iterable[str]) -> str:
    found = [f"- {line}" for line in lines]
    return f"\n**{title}**\n\n" + "\n".join(found) + "\n" if found else ""


def _quoted(message: Message) -> str:
    lines = [*([f"**{message.subject}**", ""] if message.subject else []), *message.body.split("\n")]
    return "\n".join(f"> {line}".rstrip() + ("  " if line else "") for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
