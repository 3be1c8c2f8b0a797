"""``drafting kinds``: what kinds of message there are, and when to use each."""

from __future__ import annotations

import click


@click.command(short_help="List the kinds of message and when to use each.")
@click.option("--json", "as_json", is_flag=True, help="Print the kinds as JSON.")
def kinds(*, as_json: bool) -> None:
    """List the kinds of message and when to use each."""
    from drafting import prompts

    found = [prompts.load_kind(name) for name in prompts.kinds()]
    if as_json:
        from drafting.cli import files

        files.print_json(
            [
                {"kind": kind.kind, "title": kind.title, "purpose": kind.purpose, "needs": list(kind.needs)}
                for kind in found
            ]
        )
    else:
        from drafting import printing

        printing.show(printing.kinds((kind.kind, kind.purpose) for kind in found))
