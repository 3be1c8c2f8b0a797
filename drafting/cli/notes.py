"""The options that describe a note, shared by ``draft`` and ``facts``, and the Note they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from drafting.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--kind", metavar="KIND", help="What the message is for, such as concern; see 'drafting kinds'."),
    click.option("--student", metavar="NAME", help="The child's name. Leave it out for a whole-class message."),
    click.option("--pronouns", metavar="he/him", help="The child's pronouns; without them the name is used instead."),
    click.option("--family", metavar="NAME", help="How you address the adults who will read it, such as 'Sra. Paz'."),
    click.option("--relationship", metavar="WORD", help="Who they are to the child, such as mother or grandparents."),
    click.option(
        "--adult", "adults", metavar="NAME", multiple=True, help="An adult on record for this child; may be repeated."
    ),
    click.option("--family-language", metavar="CODE", help="The language spoken at home, such as es."),
    click.option("--teacher", metavar="NAME", help="Your name, to sign with."),
    click.option("--subject", metavar="WORD", help="What you teach."),
    click.option("--grade", metavar="WORD", help="The grade you teach."),
    click.option("--channel", metavar="WAY", help="How it will be sent: email (default), text, app, letter or call."),
    click.option("--language", metavar="CODE", help="The language to write in. Without a model this is English, en."),
    click.option("--date", metavar="YYYY-MM-DD", help="The day of the note, so that 'today' and 'Friday' mean a date."),
    click.option("--parent-message", metavar="TEXT", help="What the family wrote to you, for a reply."),
    click.option(
        "--class-list",
        metavar="NAMES",
        multiple=True,
        help="The other children's names, with commas between them, so that none of them gets into the message.",
    ),
    click.option(
        "--answer",
        "answers",
        metavar="ROW=WORDS",
        multiple=True,
        help="Settle a row of the fact sheet: f2=child, f2=i or f2=you for who did it; f2=send; f2=leave; or f2= and "
        "the sentence in your own words. May be repeated.",
    ),
    click.option("--file", metavar="FILE", help="Read the note from a JSON file instead; '-' is standard input."),
)


def note_options(command: F) -> F:
    """Give a command the options that describe a note."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def note_fields(text: str | None, *, as_json: bool, file: str | None, **options: Any) -> object:
    """Return the Note as a dictionary, from words and options or from JSON; options win over the file.

    Raise InputError when both words and a file are given, or neither.
    """
    from drafting.cli import files

    fields: object
    if text is not None and file is not None:
        raise InputError("Give the note either in quotes or with --file, not both.")
    if text == "-":
        fields = {"note": files.read_text("-")}
    elif text is not None:
        fields = {"note": text}
    elif file is not None or as_json:
        fields = files.read_json(file)
    else:
        raise InputError("There is no note: put it in quotes after the command, or use --file or --json.")
    return merged(fields, {**flat_fields(**options), **_nested_fields(**options)})


def flat_fields(**options: Any) -> dict[str, Any]:
    """Return the fields that the given options set directly."""
    fields = {
        name: options[name]
        for name in ("kind", "channel", "language", "date", "parent_message")
        if options.get(name) is not None
    }
    if options.get("class_list"):
        fields["class_list"] = split_names(options["class_list"])
    if options.get("answers"):
        fields["answers"] = dict(map(_read_answer, options["answers"]))
    return fields


def _nested_fields(**options: Any) -> dict[str, Any]:
    parts = {
        "student": {"name": options.get("student"), "pronouns": options.get("pronouns")},
        "family": {
            "addressed_as": options.get("family"),
            "relationship": options.get("relationship"),
            "language": options.get("family_language"),
            "adults": list(options.get("adults") or ()) or None,
        },
        "teacher": {name: options.get(given) for name, given in _TEACHER.items()},
    }
    chosen = {
        part: {name: value for name, value in inner.items() if value is not None} for part, inner in parts.items()
    }
    return {part: inner for part, inner in chosen.items() if inner}


_TEACHER = {"name": "teacher", "subject": "subject", "grade": "grade"}


def merged(fields: object, given: dict[str, Any]) -> object:
    """Lay the options over what was read; whatever is not an object is left for the contract to refuse."""
    if not isinstance(fields, dict):
        return fields
    result = dict(fields)
    for name, value in given.items():
        before = result.get(name)
        result[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return result


def split_names(values: Sequence[str]) -> list[str]:
    """Return the names in one or more lists with commas between them."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _read_answer(given: str) -> tuple[str, Any]:
    row, equals, words = given.partition("=")
    if not equals or not row.strip():
        raise InputError(f"--answer needs a row and what to do with it, such as f2=child, not '{given[:40]}'.")
    return row.strip(), answer_from_words(words)


def answer_from_words(words: str, *, child: str | None = None) -> Any:
    """Read what a teacher types to settle a row: who did it, "send" or yes, "leave" or no, or her own words."""
    said = " ".join(words.split())
    first = (child or "").split()[:1]
    who = _WHO.get(said.lower().rstrip("."))
    if who is None and first and said.lower() in {first[0].lower(), str(child).lower()}:
        who = "child"
    if who is not None:
        return {"who": who}
    return _DECISION.get(said.lower().rstrip(".!"), said)


_DECISION = {
    **dict.fromkeys(("send", "yes", "y", "ok", "okay"), "send"),
    **dict.fromkeys(("leave", "no", "n", "leave it", "leave it out"), "leave"),
}
_WHO = {
    **dict.fromkeys(("child", "the child", "he", "she", "they", "student", "the student"), "child"),
    **dict.fromkeys(("i", "me", "i did", "teacher", "myself"), "i"),
    **dict.fromkeys(("you", "family", "the family", "parent", "parents", "the parents"), "you"),
}
