"""``%parent_message`` and ``%%parent_message`` for people who live in notebooks.

    %load_ext drafting.widgets

    %%parent_message concern --student Maya --pronouns she/her --family "Ms. Rivera"
    maya missed 3 hw this wk. she helped her table group tues

What is typed in a cell is saved with the notebook, names and all; the page of ``open_desk()`` keeps them out of it.
"""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click
from IPython.core.magic import Magics, line_cell_magic, magics_class

from drafting.errors import DraftingError

if TYPE_CHECKING:
    from drafting.types import Outcome

__all__ = ["MessageMagics"]


@magics_class
class MessageMagics(Magics):
    """Adds parent_message as a line magic and a cell magic."""

    @line_cell_magic
    def parent_message(self, line: str, cell: str | None = None) -> Outcome | None:
        """Write a message from the cell, or from the words behind the options; ``--help`` shows the options."""
        told = ""
        try:
            found: Outcome | None = _command.main(
                shlex.split(line), prog_name="%parent_message", standalone_mode=False, obj=cell
            )
            # --help and the like leave with a number
            return found if not isinstance(found, int) else None
        except ValueError as error:
            told = f"The line cannot be read ({error}): put names with spaces in quotes."
        except click.ClickException as error:
            told = error.format_message()
        except DraftingError as error:
            told = str(error)
        print(told, file=sys.stderr)  # noqa: T201 - a notebook shows it under the cell
        return None


@click.command(
    short_help="Write a message to the family from a cell.", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.argument("kind")
@click.argument("words", nargs=-1)
@click.option("--student", help="The child's first name.")
@click.option("--pronouns", help="Such as she/her.")
@click.option("--family", help="Whom the message greets, such as 'Ms. Rivera'.")
@click.option("--teacher", help="Who signs.")
@click.option("--channel", help="email, text, app, letter or call.")
@click.option("--language", help="A code such as es; writing in it needs a model.")
@click.option("--model", help="Who writes; offline unless you name a model.")
@click.pass_context
def _command(
    context: click.Context,
    *,
    kind: str,
    words: tuple[str, ...],
    student: str | None,
    pronouns: str | None,
    family: str | None,
    teacher: str | None,
    channel: str | None,
    language: str | None,
    model: str | None,
) -> Outcome:
    """Write a message of KIND from the words of the cell, or from WORDS on the line."""
    from drafting.contract import note_from_json
    from drafting.pipeline import Pipeline

    note = note_from_json(
        {
            "kind": kind,
            "note": context.obj or " ".join(words),
            "channel": channel,
            "language": language,
            "student": {"name": student, "pronouns": pronouns},
            "family": {"addressed_as": family},
            "teacher": {"name": teacher},
        }
    )
    return Pipeline(None if model in {None, "", "offline"} else model).run(note)
