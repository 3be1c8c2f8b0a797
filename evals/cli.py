"""The command ``drafting-evals``: tells whether a prompt, a model or a change is better.

``main`` is the click group. Its subcommands are the modules of ``evals/commands``, and those of ``drafting-evals report``
the modules of ``evals/reports``: each holds one click command named ``COMMAND`` and is imported when it is called, or
listed. A command returns its exit code.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

import click

import evals.commands
from drafting.errors import DraftingError

__all__ = ["Folder", "main"]

_WRONG = 2
_INTERRUPTED = 130


class Folder(click.Group):
    """A group of the commands that a package's modules hold; a leading underscore hides a module."""

    def __init__(self, *, package: ModuleType, **options: Any) -> None:
        super().__init__(**options)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the modules of the folder, and the commands that were added by hand."""
        found = {one.name.replace("_", "-") for one in pkgutil.iter_modules(self._package.__path__)}
        return sorted({name for name in found if not name.startswith("-")} | set(super().list_commands(ctx)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of that name and return its command."""
        added = super().get_command(ctx, cmd_name)
        if added is not None or cmd_name not in self.list_commands(ctx):
            return added
        module = importlib.import_module(f"{self._package.__name__}.{cmd_name.replace('-', '_')}")
        command = module.COMMAND
        assert isinstance(command, click.Command), f"{module.__name__}.COMMAND is no click command"  # noqa: S101
        return command


class _Bench(Folder):
    """The outermost group: whatever goes wrong is one plain sentence on stderr and an exit code."""

    def main(  # type: ignore[override]  # click's overloads tell of a mode that is not ours
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,
    ) -> NoReturn:
        """Run and leave with the exit code of the command."""
        extra.pop("standalone_mode", None)
        sys.exit(self._run(args, prog_name or "drafting-evals", extra))

    def _run(self, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> int:
        try:
            code = super().main(list(args) if args is not None else None, prog_name, standalone_mode=False, **extra)
            sys.stdout.flush()
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else "")
            return 0
        except click.exceptions.Exit as leave:
            return leave.exit_code
        except (click.Abort, KeyboardInterrupt):
            return _say("Stopped. What was finished is kept; the same command goes on from there.", _INTERRUPTED)
        except click.ClickException as error:
            return _say(error.format_message(), _WRONG)
        except DraftingError as error:
            return _say(str(error), error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in {"scipy", "numpy"}:
                return _say(_bug(error), _WRONG)
            return _say('The statistics need scipy: pip install "kindnote[evals]", then try again.', _WRONG)
        except OSError as error:
            return _say(f"A file could not be read or written: {error.strerror or error}.", _WRONG)
        except Exception as error:  # noqa: BLE001 (people never see a stack trace)
            return _say(_bug(error), _WRONG)
        return code if isinstance(code, int) else 0


def _bug(error: Exception) -> str:
    line = " ".join(f"{type(error).__name__}: {error}".split())
    return f"Something inside drafting-evals went wrong ({line[:200]}); please report it as a bug."


def _say(message: str, code: int) -> int:
    line = " ".join(message.split())
    click.echo(line if line.endswith((".", "!", "?")) else line + ".", err=True)
    return code


@click.group(
    cls=_Bench,
    package=evals.commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="kindnote", message="kindnote %(version)s")
def main() -> None:
    """Tell whether a prompt, a model or a change is better.

    Runs notes through Kindnote, reviews the drafts, has a model judge them if you like, compares runs and reports. The
    verdicts are about the messages, never about teachers or children.

    \b
    Exit codes: 0 fine; 1 something got worse or is to be reconsidered;
    2 wrong use, or too little to tell; 3 model unavailable.
    """  # noqa: D301
