"""Put a new draft under a teacher's own edits: what she changed stays, what she left alone is brought up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from drafting.text import sentences

__all__ = ["merge", "pieces"]


def pieces(text: str) -> list[str]:
    """Cut a message into sentences, each with the white space behind it; joined they are the message again."""
    starts = [span.start for span in sentences(text)]
    if not starts:
        return [text] if text else []
    cuts = [0, *starts[1:], len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if start < end]


def merge(base: str, mine: str, theirs: str) -> str:
    """Merge by sentences: ``base`` is the last draft, ``mine`` the same after her edits, ``theirs`` the new draft.

    Where both changed the same sentence hers stays; what she added stays beside what is new.
    """
    if mine == base:
        return theirs
    if theirs in {base, mine}:
        return mine
    before, hers, new = pieces(base), pieces(mine), pieces(theirs)
    merged = "".join(_merged(before, hers, new))
    return re.sub(r"\n{3,}", "\n\n", merged).rstrip() + mine[len(mine.rstrip()) :]


def _merged(before: Sequence[str], hers: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Walk the old draft; between two sentences that all three share, one side or the other has changed something."""
    from_hers, from_new = _kept(before, hers), _kept(before, new)
    shared = [at for at in range(len(before)) if at in from_hers and at in from_new]
    old = mine = theirs = 0
    for at in [*shared, len(before)]:
        to_mine, to_theirs = from_hers.get(at, len(hers)), from_new.get(at, len(new))
        old_part, my_part, their_part = before[old:at], hers[mine:to_mine], new[theirs:to_theirs]
        yield from _spaced(_one_of(old_part, my_part, their_part))
        if at < len(before):
            # only the space behind it can differ: hers where she changed it
            yield from _spaced([new[to_theirs] if hers[to_mine] == before[at] else hers[to_mine]])
        old, mine, theirs = at + 1, to_mine + 1, to_theirs + 1


def _one_of(old: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    """Choose between two versions of a passage; what she only added stands beside what is new."""
    if _same(mine, old):
        return theirs
    left = [piece.strip() for piece in old]
    before: list[str] = []
    after: list[str] = []
    for piece in mine:
        if left and piece.strip() == left[0]:
            left.pop(0)
        else:
            (before if old and len(left) == len(old) else after).append(piece)
    return mine if left else [*before, *theirs, *after]


def _spaced(part: Sequence[str]) -> Iterator[str]:
    """A sentence that was the last of its message has no space behind it; here another may follow."""
    for piece in part:
        yield piece if piece[-1:].isspace() else piece + " "


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return [piece.strip() for piece in one] == [piece.strip() for piece in other]


def _kept(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return where each sentence of the old draft that is still there stands now."""
    matcher = SequenceMatcher(None, [one.strip() for one in before], [one.strip() for one in after], autojunk=False)
    return {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}
