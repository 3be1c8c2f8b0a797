"""``drafting draft``: one note, or a file of notes, becomes messages."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

import click

from drafting.cli import notes
from drafting.errors import DraftingError, InputError, ModelError

if TYPE_CHECKING:
    from drafting.pipeline import Pipeline
    from drafting.types import Answer, Note, Outcome

_RECONSIDER = 1
_NO_MODEL = 3
_ROUNDS = 3
_PATIENCE = 3


@click.command(short_help="Write a message to the family from your rough words.")
@click.argument("note", required=False)
@notes.note_options
@click.option(
    "--model",
    metavar="SPEC",
    envvar="DRAFTING_MODEL",
    show_envvar=True,
    help="Who writes: offline (default), openai:MODEL (any OpenAI-compatible server through OPENAI_BASE_URL) or "
    "langchain:PROVIDER:MODEL. Names and contact details are hidden from it.",
)
@click.option("--no-ask", is_flag=True, help="Ask nothing: write what is sure, and say what is left out.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number varies the linking sentences.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON; without words, read a JSON note.")
@click.option("--jsonl", metavar="IN", help="Do many: a file with one JSON note a line; needs --out.")
@click.option("--out", metavar="OUT", help="Where the results of --jsonl go, one a line, in the same order.")
@click.option("--verbose", is_flag=True, help="Show every criterion of the review, and what was tried.")
def draft(
    note: str | None,
    *,
    model: str | None,
    no_ask: bool,
    seed: int,
    as_json: bool,
    jsonl: str | None,
    out: str | None,
    verbose: bool,
    **options: Any,
) -> int:
    """Write a message to the family from NOTE, your rough words in quotes.

    Your words are kept and shorthand is spelled out; nothing is invented. What cannot be read surely becomes a
    question to you, and you see which of your words each sentence rests on.

    \b
    Examples:
      drafting draft --kind positive_note --student Ada --pronouns she/her \\
          "8/10 spelling, up from 5/10"
      drafting draft --json < note.json
      drafting draft --jsonl notes.jsonl --out messages.jsonl
    """  # noqa: D301
    ask = not no_ask
    if jsonl is not None or out is not None:
        source, target = _both(jsonl, out, note=note, **options)
        return _many(_Road(model, seed=seed, ask=ask), source, target)
    from drafting.contract import note_from_json, outcome_to_json

    asked = note_from_json(notes.note_fields(note, as_json=as_json, **options))
    road = _Road(model, seed=seed, ask=ask)
    interactive = ask and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    outcome = _conversation(road, asked) if interactive else road.run(asked)
    if as_json:
        from drafting.cli import files

        files.print_json(outcome_to_json(outcome))
    else:
        from drafting import printing

        printing.show(printing.outcome(outcome, kind=asked.kind, verbose=verbose))
    return road.exit_code(outcome)


class _Road:
    """The pipeline and its model; when the model is out of reach the offline writer takes over, and it is told."""

    def __init__(self, spec: str | None, *, seed: int, ask: bool) -> None:
        from drafting.pipeline import Pipeline

        self.unavailable = False
        self._misses = 0
        self._told: set[str] = set()
        self.offline = Pipeline(seed=seed, ask=ask)
        self._model: Pipeline | None = None
        if spec is None or spec.strip().lower() in {"", "offline"}:
            return
        from drafting.models import open_model

        try:
            self._model = Pipeline(open_model(spec.strip()), seed=seed, ask=ask)
        except (ModelError, InputError) as error:  # a spec that opens nothing is a model that is not there
            self._miss(error)

    def run(self, note: Note) -> Outcome:
        """Take one note down the road; after a few misses in a row the model is not tried again."""
        if self._model is not None and self._misses < _PATIENCE:
            try:
                outcome = self._model.run(note)
            except ModelError as error:
                self._miss(error)
            else:
                self._misses = 0
                return outcome
        outcome = self.offline.run(note)
        if not self.unavailable:
            return outcome
        return dataclasses.replace(outcome, notices=(_WITHOUT_MODEL, *outcome.notices))

    def exit_code(self, outcome: Outcome) -> int:
        """Return what the command says of one outcome."""
        if self.unavailable:
            return _NO_MODEL
        return _RECONSIDER if _to_reconsider(outcome) else 0

    def _miss(self, error: DraftingError) -> None:
        self.unavailable = True
        self._misses += 1
        if str(error) not in self._told:
            self._told.add(str(error))
            click.echo(str(error), err=True)


_WITHOUT_MODEL = "The model could not be reached: this is the draft written without it, and your note is unchanged."


def _to_reconsider(outcome: Outcome) -> bool:
    return outcome.review is not None and not outcome.review.gates.passed


def _both(source: str | None, out: str | None, **options: Any) -> tuple[str, str]:
    """Return the two files of --jsonl; a note or an option beside them would be ignored, so it is refused."""
    if source is None or out is None:
        raise InputError("--jsonl IN and --out OUT belong together: the notes to read and the file for the results.")
    given = sorted(name for name, value in options.items() if value)
    if given:
        raise InputError(f"With --jsonl the notes come from the file alone: leave out {', '.join(given)}.")
    return source, out


def _many(road: _Road, source: str, out: str) -> int:
    """Do a file of notes, one JSON object a line."""
    from drafting.cli import files
    from drafting.contract import note_from_json, outcome_to_json

    reconsider = False

    def convert(data: object) -> dict[str, Any]:
        nonlocal reconsider
        outcome = road.run(note_from_json(data))
        reconsider = reconsider or _to_reconsider(outcome)
        return outcome_to_json(outcome)

    failed = files.convert_lines(source, out, convert)
    if road.unavailable:
        return _NO_MODEL
    return _RECONSIDER if failed or reconsider else 0


def _conversation(road: _Road, note: Note) -> Outcome:
    """Ask the road's questions one by one; Enter skips. Asking costs no model: the facts are read without one."""
    seen: set[str] = set()
    for _ in range(_ROUNDS):
        new = [question for question in road.offline.run(note).questions if (question.fact or question.ask) not in seen]
        answers: dict[str, Answer] = {}
        for question in new:
            seen.add(question.fact or question.ask)
            click.echo(question.ask)
            words = click.prompt("  Your answer (Enter skips)", default="", show_default=False)
            if words.strip():
                answers[question.fact or question.ask] = notes.answer_from_words(words, child=note.student.name)
        if not answers:
            break
        note = dataclasses.replace(note, answers={**note.answers, **answers})
    click.echo()
    return road.run(note)
