"""``drafting facts``: the fact sheet of a note, before anything is written."""

from __future__ import annotations

from typing import Any

import click

from drafting.cli import notes


@click.command(short_help="Show how a note is understood, before anything is written.")
@click.argument("note", required=False)
@notes.note_options
@click.option("--json", "as_json", is_flag=True, help="Print the sheet as JSON; without words, read a JSON note.")
def facts(note: str | None, *, as_json: bool, **options: Any) -> None:
    """Show how NOTE is understood: each piece of it, who it is about, and the sentence it would become.

    A row is sure (goes into the message by itself), check or left (waits for you: see --answer), or never (stays
    with you: another child, a diagnosis, a private matter).

    \b
    Example:
      drafting facts --kind concern --student Ada "late 3x this wk, moved seat"
    """  # noqa: D301
    from drafting import facts as reading
    from drafting.contract import fact_to_json, note_from_json

    asked = note_from_json(notes.note_fields(note, as_json=as_json, **options))
    sheet = reading.read(asked)
    if as_json:
        from drafting.cli import files

        files.print_json({"id": asked.id, "facts": [fact_to_json(fact) for fact in sheet.facts]})
    else:
        from drafting import printing

        printing.show(printing.sheet(sheet))
