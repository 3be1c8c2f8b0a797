"""The command ``drafting``: what a teacher types, what she sees, and what goes wrong said in one plain sentence."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from drafting.cli import batch, draft, export, facts, kinds, notebook, review
from drafting.errors import DraftingError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["commands", "main"]

_INTERRUPTED = 130
_WRONG = 2


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, invoke_without_command=True
)
@click.version_option(package_name="kindnote", message="kindnote %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Turn a rough note into a warm, true message to a child's family.

    Kindnote never sends anything: you read the message, change what you like, and send it yourself. Without a model it
    works on this computer alone, with no key and no network.

    \b
    Exit codes: 0 fine; 1 something to reconsider (in a message, or a line that
    could not be done); 2 wrong use or unreadable input; 3 model unavailable.
    """  # noqa: D301 (click's mark for lines that stay as they are)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for _command in (
    draft.draft,
    batch.batch,
    export.export,
    facts.facts,
    review.review,
    kinds.kinds,
    notebook.lab,
    notebook.app,
):
    commands.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code; whatever goes wrong is one sentence on stderr."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        _prepare_streams()
        code = commands.main(arguments, prog_name="drafting", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("Stopped; nothing was written.", _INTERRUPTED)
    except click.ClickException as error:
        return _say(_sentence(error.format_message()), _WRONG)
    except DraftingError as error:
        return _say(str(error), error.exit_code)
    except BrokenPipeError:
        # Whoever was reading has seen enough; closing stdout again at exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _silence_stdout()
        return _say(f"The result could not be written: {error.strerror or error}.", _WRONG)
    except Exception as error:  # noqa: BLE001 (a teacher never sees a stack trace)
        return _say(f"Something inside drafting went wrong ({_shown(error)}); please report it as a bug.", _WRONG)
    return code if isinstance(code, int) else 0


def _prepare_streams() -> None:
    """Speak UTF-8 wherever we run, into the void where nobody listens, and tidy up when asked to stop."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    except ValueError:
        return  # not in the main thread: whoever started us decides about signals


def _silence_stdout() -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _say(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _sentence(message: str) -> str:
    line = " ".join(message.split())
    return line if line.endswith((".", "!", "?")) else line + "."


def _shown(error: Exception) -> str:
    line = " ".join(f"{type(error).__name__}: {error}".split())
    return line if len(line) <= 200 else line[:199] + "…"
