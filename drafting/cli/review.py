"""``drafting review``: a finished message, whoever wrote it, held against the rubric."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from drafting.cli import notes
from drafting.errors import InputError

if TYPE_CHECKING:
    from drafting.contract import ReviewRequest
    from drafting.types import Review


@click.command(short_help="Say what to reconsider in a finished message.")
@click.argument("message", required=False)
@click.option("--kind", metavar="KIND", help="What the message is for, such as concern; see 'drafting kinds'.")
@click.option("--channel", metavar="WAY", help="How it will be sent: email (default), text, app, letter or call.")
@click.option("--note", metavar="TEXT", help="The note behind the message, to see whether every fact is in it.")
@click.option("--parent-message", metavar="TEXT", help="What the family wrote, when the message is a reply.")
@click.option("--student", metavar="NAME", help="The child's name.")
@click.option("--pronouns", metavar="he/him", help="The child's pronouns.")
@click.option("--family", metavar="NAME", help="How you address the family.")
@click.option("--adult", "known_adults", metavar="NAME", multiple=True, help="An adult on record; may be repeated.")
@click.option("--class-list", metavar="NAMES", multiple=True, help="The other children's names, with commas.")
@click.option("--language", metavar="CODE", help="The language the message should be in: en (default) or es.")
@click.option("--file", metavar="FILE", help="Read the message and its record from a JSON file; '-' is standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print the review as JSON; without words, read a JSON message.")
@click.option("--jsonl", metavar="IN", help="Do many: a file with one JSON message a line; needs --out.")
@click.option("--out", metavar="OUT", help="Where the reviews of --jsonl go, one a line, in the same order.")
@click.option("--dask", metavar="ADDRESS", help="Have a Dask cluster do the lines of --jsonl (extra 'scale').")
@click.option("--verbose", is_flag=True, help="Show every criterion, not only the first three to reconsider.")
def review(
    message: str | None,
    *,
    file: str | None,
    as_json: bool,
    jsonl: str | None,
    out: str | None,
    dask: str | None,
    verbose: bool,
    **options: Any,
) -> int:
    """Say what to reconsider in MESSAGE, a finished message in quotes, before you send it.

    The verdicts are about the message, never about you or the child. MESSAGE may be '-' to read it from standard
    input.

    \b
    Examples:
      drafting review --kind concern --student Ada "Dear Ms. Lee, ..."
      drafting review --kind reply - < message.txt
      drafting review --jsonl messages.jsonl --out reviews.jsonl
    """  # noqa: D301
    if jsonl is not None or out is not None:
        return _many(jsonl, out, dask, message=message, file=file, **options)
    if dask is not None:
        raise InputError("--dask is for many messages: give --jsonl IN and --out OUT with it.")
    from drafting.contract import request_from_json, review_to_json

    request = request_from_json(_fields(message, file=file, as_json=as_json, **options))
    result = _review(request)
    if as_json:
        from drafting.cli import files

        files.print_json(_kept_id(request, review_to_json(result)))
    else:
        from drafting import printing

        printing.show(printing.reviewed(request.message, result, verbose=verbose))
    return 0 if result.gates.passed else 1


def _fields(message: str | None, *, file: str | None, as_json: bool, **options: Any) -> object:
    from drafting.cli import files

    fields: object
    if message is not None and file is not None:
        raise InputError("Give the message either in quotes or with --file, not both.")
    if message is not None:
        fields = {"message": files.read_text("-") if message == "-" else message}
    elif file is not None or as_json:
        fields = files.read_json(file)
    else:
        raise InputError("There is no message to review: put it in quotes after the command, or use --file or --json.")
    given = notes.flat_fields(**options)
    given |= {name: options[name] for name in ("note", "family") if options.get(name) is not None}
    student = {name: options[given] for name, given in _STUDENT.items() if options.get(given) is not None}
    if student:
        given["student"] = student
    if options.get("known_adults"):
        given["known_adults"] = list(options["known_adults"])
    return notes.merged(fields, given)


_STUDENT = {"name": "student", "pronouns": "pronouns"}


def _review(request: ReviewRequest) -> Review:
    from drafting.review import review as judge

    return judge(
        request.message,
        kind=request.kind,
        channel=request.channel,
        note=request.note,
        parent_message=request.parent_message,
        student=request.student,
        family=request.family,
        known_adults=request.known_adults,
        language=request.language,
        teacher=request.teacher,
        class_list=request.class_list,
    )


def _kept_id(request: ReviewRequest, review: dict[str, Any]) -> dict[str, Any]:
    return review if request.id is None else {"id": request.id, **review}


_TOGETHER = 100
"""Lines that go to a worker in one piece."""


def _many(source: str | None, out: str | None, dask: str | None, **options: Any) -> int:
    """Do a file of messages, one JSON object a line."""
    if source is None or out is None:
        raise InputError("--jsonl IN and --out OUT belong together: the messages to read and the file for the reviews.")
    given = sorted(name for name, value in options.items() if value)
    if given:
        raise InputError(f"With --jsonl the messages come from the file alone: leave out {', '.join(given)}.")
    from drafting.cli import files

    if dask is not None:
        return _on_dask(source, out, dask)
    reconsider = False

    def convert(data: object) -> dict[str, Any]:
        nonlocal reconsider
        row = _reviewed(data)
        reconsider = reconsider or not row["gates"]["passed"]
        return row

    failed = files.convert_lines(source, out, convert)
    return 1 if failed or reconsider else 0


def _reviewed(data: object) -> dict[str, Any]:
    from drafting.contract import request_from_json, review_to_json

    request = request_from_json(data)
    return {"id": request.id, **review_to_json(_review(request))}


def _on_dask(source: str, out: str, address: str) -> int:
    """Spread the lines over a cluster and write the reviews in their order."""
    from drafting.batch.shards import connected
    from drafting.cli import files

    lines = files.numbered_lines(source)
    parts = [lines[at : at + _TOGETHER] for at in range(0, len(lines), _TOGETHER)]
    with connected(address) as client:
        # A review is paid by nobody, so a worker that dies only has its lines done again elsewhere.
        pieces = client.map(review_lines, parts, called=source, pure=False, retries=3)
        converted = [one for piece in pieces for one in piece.result()]
    failed = files.write_lines(converted, source, out)
    reconsider = any(row and not json.loads(row)["gates"]["passed"] for row, _ in converted)
    return 1 if failed or reconsider else 0


def review_lines(lines: list[tuple[int, bytes]], *, called: str) -> list[tuple[str | None, str]]:
    """Review some lines on a worker of a cluster."""
    from drafting.cli import files

    return [files.converted_line(number, raw, called, _reviewed) for number, raw in lines]
