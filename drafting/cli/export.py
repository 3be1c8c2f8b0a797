"""``drafting export``: finished messages out of a table, ready for printing or mail merge."""

from __future__ import annotations

import click


@click.command(short_help="Put finished messages into letters, mail merge or text files.")
@click.argument("notes", metavar="NOTES")
@click.option("--to", "target", metavar="FILE", required=True, help="letters.docx, merge.csv, merge.xlsx, or a folder.")
@click.option("--channel", metavar="WAY", help="Only those sent this way: email, text, app, letter or call.")
@click.option("--language", metavar="CODE", help="Only those in this language, such as es.")
@click.option("--sheet", metavar="NAME", help="The sheet to read, in an .xlsx file with several.")
def export(notes: str, *, target: str, channel: str | None, language: str | None, sheet: str | None) -> int:
    """Take the messages that are ready out of NOTES, the table that 'drafting batch' wrote and you have looked over.

    A .docx has one page a child, a .csv or .xlsx one row a child for mail merge, and a folder one text file a child.
    With a column 'approved' in NOTES, only the rows that say yes there are taken. Nothing is sent.

    \b
    Examples:
      drafting export notes.csv --to letters.docx --channel letter
      drafting export notes.csv --to merge.csv --channel email --language en
      drafting export notes.csv --to messages/
    """  # noqa: D301
    from drafting.batch.export import letters, save
    from drafting.batch.table import open_table

    found = letters(open_table(notes, sheet=sheet), channel=channel, language=language)
    save(found, target)
    click.echo(f"{len(found):,} messages are in {target}.", err=True)
    return 0
