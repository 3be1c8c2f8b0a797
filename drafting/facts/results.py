"""Results and events as rows: scores, rates, due dates and appointments, each in its one fixed sentence."""

from __future__ import annotations

import re

from drafting.facts.people import People


def bracket_off(text: str) -> tuple[str, str]:
    found = re.match(r"^(.*\S)\s+(\([^()]*\))$", text)
    return (
        (found.group(1), found.group(2))
        if found and not re.match(r"\((?:up|down|was)\b", found.group(2))
        else (text, "")
    )


_GOT = re.compile(r"^(?:he|she|they) (?:got|scored) (?:an? )?(?=\d)", re.IGNORECASE)


def without_child(text: str, people: People) -> str:
    """Take the child's name off the front of a result ("pa houa 52 wpm")."""
    for form in people.child_forms:
        found = re.match(rf"{re.escape(form)}(?:['’]s)?[ :,–-]+(?:got |scored |had )?(?=\S)", text, re.IGNORECASE)
        if found and len(form) > 1:
            rest = text[found.end() :]
            if rest[:1].isdigit() or re.match(r"(?:an? )?\d", rest):
                return re.sub(r"^an? ", "", rest)
            if found.group().strip().endswith(("'s", "’s")) and re.search(r"\d", rest):
                return rest
    return _GOT.sub("", text)
