"""Greeting, sign-off and paragraphs of a model's message: the parts in which a name is needed and a model is not."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.prompts import load_frames
from drafting.privacy import calling_name
from drafting.types import Note, Sentence

_LONGEST_PARAGRAPH = 4


def greeting_and_sign_off(note: Note, *, seed: int = 0) -> tuple[Sentence, Sentence]:
    """The first and last lines of the message, from the frames and the record."""
    frames = load_frames()
    family, child = note.family.addressed_as, calling_name(note)
    if family or child:
        opening = _one(frames["greeting"], seed).replace("{family}", family or f"{child}'s family")
    else:
        opening = _one(frames.get("greeting_class", ("Dear families,",)), seed)
    closing = _one(frames["sign_off"], seed).replace("{teacher}", "")
    closing = "\n".join(line for line in (closing.strip(), note.teacher.name or "") if line)
    return Sentence(opening.strip(), "greeting"), Sentence(closing, "sign_off")


def subject_for(note: Note, *, seed: int = 0) -> str | None:
    """The frame's subject for the kind, without a name where a channel shows subjects to others; None without one."""
    frames = load_frames().get(f"subject.{note.kind}", ())
    child = calling_name(note)
    fit = [frame for frame in frames if child or "{name}" not in frame]
    return _one(fit, seed).replace("{name}", child or "") if fit else None


def _one(frames: Sequence[str], seed: int) -> str:
    return frames[seed % len(frames)]


def compose(sentences: Sequence[Sentence], *, channel: str) -> str:
    """Put the sentences into paragraphs: a new one before the first question, for thanks at the end, and when it is long."""
    if channel == "text":
        return " ".join(one.text.replace("\n", " ") for one in sentences)
    paragraphs: list[list[str]] = [[]]
    last = ""
    for one in sentences:
        lines = paragraphs[-1]
        turn = one.role in {"greeting", "sign_off"} or last in {"greeting"}
        turn = turn or (one.role == "question") != (last == "question") and len(lines) >= 2
        if lines and (turn or len(lines) >= _LONGEST_PARAGRAPH):
            paragraphs.append([])
        paragraphs[-1].append(one.text)
        last = one.role
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)
