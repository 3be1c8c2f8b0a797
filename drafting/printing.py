"""What a person sees in a terminal: messages, fact sheets, reviews and kinds as plain text with a little colour.

Every function returns text with terminal colours in it; ``show`` leaves them out where nobody would see them. No
message is wrapped or decorated: what is printed can be copied as it is.
"""

from __future__ import annotations

import os
import shutil
import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drafting.types import Fact, FactSheet, Message, Outcome, Question, Readability, Review, Sentence, Span, Verdict

_MOST = 3
_WIDEST = 100
_COLOURS = {"sure": "green", "check": "yellow", "left": "yellow", "never": "red"}
_ROLES = {"sign_off": "sign-off", "frame": "linking words"}
_WHO = {"child": "the child", "i": "you, the teacher", "you": "the family", "we": "you and the family"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def show(text: str) -> None:
    """Print to standard output, without colours when it is no terminal or NO_COLOR is set."""
    click.echo(text, color=False if os.environ.get("NO_COLOR") else None)


def outcome(found: Outcome, *, kind: str, verbose: bool = False) -> str:
    """Return the whole result for a person: message, review, where each sentence comes from, what waits."""
    parts = [_message(found.message)] if found.message is not None else [_heading(_without_message(found))]
    if found.message is not None and found.status == "needs_answers":
        waiting = "it waits for your answer" if found.questions else "look at it once more"
        parts += [_heading(f"This message is not ready yet: {waiting}.")]
    if found.status == "not_drafted":
        parts += [_plain_lines(found.notices)]
    elif found.notices:
        parts += [_section("Please note", found.notices)]
    if found.questions:
        parts += [_questions(found.questions)]
    if found.review is not None:
        parts += [verdicts(found.review, verbose=verbose)]
    if found.sentences:
        parts += [_origins(found.sentences, found.facts)]
    unused = _unused(found)
    if unused and found.status == "not_drafted":
        parts += [_section("Your note, kept as it is", [f"“{fact.text}”" for fact in unused])]
    elif unused:
        parts += [_section("Not in the message", [_row_of_note(fact) for fact in unused])]
    if verbose and found.trace:
        parts += [_section(f"What was tried ({kind}, writer: {found.writer})", found.trace)]
    return "\n\n".join(parts)


def sheet(found: FactSheet) -> str:
    """Return the fact sheet, a row a clause: its id and state, the words of the note, the sentence, the reason."""
    if not found.facts:
        return "The note holds nothing that could be read as a fact."
    rows = [_fact_row(fact) for fact in found.facts]
    waiting = sum(fact.state in {"check", "left"} for fact in found.facts)
    summary = f"{len(rows)} row{'s' * (len(rows) != 1)}"
    if waiting:
        summary += f", {waiting} waiting for you: settle a row with --answer (see drafting facts --help)"
    return "\n\n".join([_heading(summary), *rows])


def verdicts(review: Review, *, verbose: bool = False) -> str:
    """Return a review in a few lines: the gates, how hard it is to read, at most three things to reconsider."""
    gates = review.gates
    lines = [
        click.style("Review: ", bold=True)
        + (
            click.style("the gates pass", fg="green")
            if gates.passed
            else click.style(f"reconsider before sending: {', '.join(gates.not_met)}", fg="red")
        )
        + ". "
        + _reading(review.readability)
    ]
    found = _to_reconsider(review)
    shown = found if verbose else found[:_MOST]
    for number, (name, verdict) in enumerate(shown, start=1):
        lines.append(_wrapped(f"{number}. {_advice(name, verdict)}", indent=3))
    if len(found) > len(shown):
        lines.append(f"   {len(found) - len(shown)} more with --verbose.")
    if verbose:
        lines += _the_rest(review)
    return "\n".join(lines)


def reviewed(message: str, review: Review, *, verbose: bool = False) -> str:
    """Return the message with the words to reconsider marked and numbered, and the review under it."""
    found = _to_reconsider(review)
    shown = dict(found if verbose else found[:_MOST])
    numbered = [(span, number) for number, verdict in enumerate(shown.values(), start=1) for span in verdict.spans]
    parts = [_marked(message, numbered).strip("\n"), verdicts(review, verbose=verbose)]
    if review.fidelity is not None and review.fidelity.missing and "covers-note" not in shown:
        parts.append(_section("In the note, but not in the message", [f"“{text}”" for text in review.fidelity.missing]))
    return "\n\n".join(parts)


def kinds(found: Iterable[tuple[str, str]]) -> str:
    """Return the kinds of message, each with when to use it."""
    rows = list(found)
    width = max((len(kind) for kind, _ in rows), default=0) + 2
    return "\n".join(_wrapped(f"{kind:<{width}}{purpose}", indent=width) for kind, purpose in rows)


def _message(message: Message) -> str:
    subject = [click.style("Subject: ", bold=True) + message.subject, ""] if message.subject else []
    return "\n".join([*subject, message.body.strip("\n")])


def _without_message(found: Outcome) -> str:
    if found.status == "not_drafted":
        return "No message was drafted: this is better said in another way."
    return "There is no message yet: the note does not say enough."


def _questions(questions: Sequence[Question]) -> str:
    return _section("Questions to you", [question.ask + _answer_with(question) for question in questions])


def _answer_with(question: Question) -> str:
    return f" [--answer {question.fact}=...]" if question.fact else ""


def _to_reconsider(review: Review) -> list[tuple[str, Verdict]]:
    """List what is not met, the gates first, otherwise in the order of the rubric."""
    found = [(name, verdict) for name, verdict in review.criteria.items() if verdict.verdict == "not_met"]
    return sorted(found, key=lambda item: item[0] not in review.gates.not_met)


def _the_rest(review: Review) -> list[str]:
    """Say of every other criterion how it stands, and which words have a plainer one."""
    by_verdict: dict[str, list[str]] = {}
    for name, verdict in review.criteria.items():
        by_verdict.setdefault(verdict.verdict, []).append(name)
    lines = [
        _wrapped(f"{title}: {', '.join(by_verdict[value])}.", indent=3)
        for value, title in (("met", "Met"), ("na", "Does not apply"), ("unsure", "Could not tell"))
        if value in by_verdict
    ]
    plainer = [f"{word}: {' or '.join(said.split(' / '))}" for word, said in review.readability.plainer.items()]
    if plainer:
        lines.append(_wrapped(f"Plainer words: {'; '.join(plainer)}.", indent=3))
    if review.readability.note:
        lines.append(_wrapped(review.readability.note, indent=3))
    return lines


def _advice(name: str, verdict: Verdict) -> str:
    parts = [f"{name}: {verdict.why}".rstrip(" :")]
    if verdict.instead:
        parts.append(f"Say instead: {verdict.instead}")
    return " ".join(part if part.endswith((".", "?", "!", "”", '"')) else part + "." for part in parts)


def _reading(readability: Readability) -> str:
    words = f"{readability.words} word{'s' * (readability.words != 1)}"
    band = f"Reads at {readability.grade_band}, {words}" if readability.grade_band else words
    if readability.long_sentences:
        count = len(readability.long_sentences)
        band += f", {count} long sentence{'s' * (count != 1)}"
    return band + "."


def _origins(sentences: Sequence[Sentence], facts: Sequence[Fact]) -> str:
    words = {fact.id: fact.text for fact in facts}
    lines = [click.style("Where each sentence comes from", bold=True)]
    for sentence in sentences:
        said = " ".join(sentence.text.split())
        known = [words[name] for name in sentence.facts if name in words]
        if known:
            lines.append(_wrapped(said, indent=2, first="  "))
            lines.append(_wrapped("← " + " + ".join(f"“{text}”" for text in known), indent=6, first="    ", fg="cyan"))
        else:
            lines.append(_wrapped(f"{said} ({_ROLES.get(sentence.role, sentence.role)})", indent=2, first="  "))
    return "\n".join(lines)


def _unused(found: Outcome) -> list[Fact]:
    """List the rows that are in no sentence and that no notice tells of."""
    used = {name for sentence in found.sentences for name in sentence.facts}
    told = "\n".join(found.notices)
    return [fact for fact in found.facts if fact.id not in used and f"“{fact.text}”" not in told]


def _row_of_note(fact: Fact) -> str:
    return f"{fact.id} “{fact.text}”" + (f": {fact.why}" if fact.why else "")


def _fact_row(fact: Fact) -> str:
    state = click.style(f"{fact.state:<6}", fg=_COLOURS.get(fact.state), bold=True)
    about = f"{fact.type.replace('_', ' ')}" + (f", {_WHO[fact.who]}" if fact.who in _WHO else "")
    lines = [f"{fact.id:<4}{state} “{fact.text}”  ({about})"]
    if fact.sentence:
        lines.append(_wrapped("→ " + fact.sentence, indent=12, first=" " * 10))
    if fact.why and fact.state != "sure":
        lines.append(_wrapped(fact.why, indent=10, first=" " * 10, fg="cyan"))
    return "\n".join(lines)


def _marked(message: str, numbered: Sequence[tuple[Span, int]]) -> str:
    """Put ⟦ ⟧ and a number around each span; marks inside marks and marks that overlap stay readable."""
    opens = sorted({span.start for span, _ in numbered})
    pieces: list[str] = []
    for place in sorted({0, len(message), *opens, *(span.end for span, _ in numbered)}):
        ending = [(span, number) for span, number in numbered if span.end == place]
        for _, number in sorted(ending, key=lambda item: -item[0].start):
            pieces.append(click.style("⟧" + str(number).translate(_SUPERSCRIPT), fg="yellow", bold=True))
        starting = [span for span, _ in numbered if span.start == place]
        pieces += [click.style("⟦", fg="yellow", bold=True)] * len(starting)
        following = [edge for edge in (*opens, *(span.end for span, _ in numbered), len(message)) if edge > place]
        pieces.append(message[place : min(following, default=len(message))])
    return "".join(pieces)


def _heading(text: str) -> str:
    return click.style(_wrapped(text, indent=0), bold=True)


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([click.style(title, bold=True), *(_wrapped("- " + line, indent=4, first="  ") for line in lines)])


def _plain_lines(lines: Iterable[str]) -> str:
    return "\n".join(_wrapped(piece, indent=0) for line in lines for piece in line.splitlines())


def _wrapped(text: str, *, indent: int, first: str = "", fg: str | None = None) -> str:
    width = max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    lines = textwrap.fill(
        text, width=width, initial_indent=first, subsequent_indent=" " * indent, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    return click.style(lines, fg=fg) if fg else lines
