"""Lay out a model's sentences for their channel: one line for a text, a script for a call, paragraphs else."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.prompts import load_frames
from drafting.types import Sentence

_LONGEST_PARAGRAPH = 4


def compose(sentences: Sequence[Sentence], *, channel: str) -> str:
    """Return the body. The first sentence is the greeting and the last the sign-off, where their roles say so."""
    if channel == "text":
        return " ".join(one.text.replace("\n", " ") for one in sentences)
    if channel == "call":
        return _script(sentences)
    paragraphs: list[list[str]] = [[]]
    last = ""
    for one in sentences:
        lines = paragraphs[-1]
        turn = one.role == "sign_off" or last == "greeting"
        turn = turn or ((one.role == "question") != (last == "question") and len(lines) >= 2)
        if lines and (turn or len(lines) >= _LONGEST_PARAGRAPH):
            paragraphs.append([])
        paragraphs[-1].append(one.text)
        last = one.role
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def _script(sentences: Sequence[Sentence]) -> str:
    """A call is spoken: one point a line, and room for what the family answers."""
    lines: list[str] = []
    asked = [number for number, one in enumerate(sentences) if one.role == "question"]
    for number, one in enumerate(sentences):
        if one.role in {"greeting", "sign_off"}:
            lines += [one.text, ""]
        elif one.role == "thanks" and number == len(sentences) - 1:
            lines += ["", f"Close: {one.text}"]
        else:
            lines.append(f"- {one.text}")
        if asked and number == asked[-1]:
            lines.append(f"  {load_frames()['call.family_says'][0]} ____________")
    return "\n".join(lines).strip()
