"""What the expressions of the criteria need, worked out beforehand: to read it off their parses takes a quarter of a second.

``python -m drafting.criteria._known`` writes ``needed.json`` anew. An expression that is not in it is read when it is
met, so a file that lags behind costs time and changes no answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from drafting.criteria._needed import Piece, Sets, needed

FILE = Path(__file__).parent / "needed.json"
"""The sets of each expression; a piece is its letters, after "<" where it opens a word, before ">" where it ends one."""


def sets_of(expression: str) -> Sets:
    """Return what ``needed`` says of an expression."""
    known = _table().get(expression)
    return needed(expression) if known is None else tuple([frozenset(map(_piece, each)) for each in known])


def written(expressions: Iterable[str]) -> str:
    """Return the text of the file for these expressions."""
    rows = [
        f"{json.dumps(one)}: {json.dumps([sorted(map(_text, each)) for each in needed(one)])}"
        for one in sorted(set(expressions))
    ]
    return "{\n" + ",\n".join(rows) + "\n}\n"


@cache
def _table() -> dict[str, list[list[str]]]:
    if not FILE.exists():
        return {}
    found: dict[str, list[list[str]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _text(piece: Piece) -> str:
    return f"{'<' * piece.opens} {piece.text} {'>' * piece.ends}"


@cache
def _piece(text: str) -> Piece:
    opens, letters, ends = text.split(" ")
    return Piece(letters, bool(opens), bool(ends))


if __name__ == "__main__":
    from drafting.criteria._screen import expressions

    FILE.write_text(written(expressions()), encoding="utf-8")
