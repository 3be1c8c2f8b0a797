"""School jargon, acronyms and idioms that a message leaves unexplained, each with plainer words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from drafting.text import Piece, is_acronym, pieces
from drafting.types import Span
from drafting.words.plain import Group, Plainer, known_capitals, phrases, single, telling

NOTES: dict[Group, str] = {
    "capitals": "a set of letters that families may not know",
    "school": "a school term",
    "idiom": "a saying that does not travel",
}
_UNKNOWN = "(say it in words)"


def jargon(message: str, *, names: Sequence[str] = ()) -> list[tuple[Span, str, str]]:
    """Find unexplained school jargon, acronyms and idioms: (span in ``message``, plainer words, what it is).

    The plainer words may hold alternatives parted by " / "; in brackets they are advice rather than words to say. A
    term that the message explains anywhere - "individual education plan (IEP)", "IEP (the plan for her learning)",
    "a rubric, the list of what good work shows," - is not jargon. ``names`` keeps a child called KJ from being read as
    an acronym.
    """
    chunks = message.split()
    telling = _telling(message, chunks)
    if not telling:
        return []
    tokens = pieces(message) if _ACROSS_BLANKS.search(message) else _pieces_around(message, chunks, telling)
    return [(span, say, NOTES[group]) for span, say, group in jargon_in(message, tokens, names=names)]


# List marks and telephone numbers, of which one blank more or less makes other words.
_ACROSS_BLANKS = re.compile(r"^[^\S\n]*\(?(?:\d{1,2}|[a-eA-E])[.)]|\d{3}\)? \d{3}|No\.|@|://|www", re.MULTILINE)


@lru_cache(maxsize=1 << 12)
def could_tell(text: str) -> bool:
    """Say whether a sentence may hold a term: a quick first look."""
    return bool(_telling(text, text.split()))


def _telling(text: str, chunks: Sequence[str]) -> list[int]:
    """Return which chunks may be a term, or part of one whose other words are somewhere in the text as well."""
    found: list[int] = []
    low = ""
    for at, terms in enumerate(map(_terms, chunks)):
        if terms:
            low = low or _plain_form(text)
            if any(all(part in low for part in parts) for parts in terms):
                found.append(at)
    return found


@cache
def _reach() -> int:
    """Return how many words a term may have beside the one that tells of it."""
    return max(len(parts) for rows in phrases().values() for _, parts, _ in rows) - 1


def _pieces_around(message: str, chunks: Sequence[str], telling: Sequence[int]) -> list[Piece]:
    """Return the words of a message that tell, and as many on either side of each as a term may have."""
    near: set[int] = set(telling)
    for at in telling:
        for beside in (range(at - 1, -1, -1), range(at + 1, len(chunks))):
            words = 0
            for place in beside:
                if words >= _reach():
                    break
                near.add(place)
                words += len(_chunk_pieces(chunks[place]))
    found: list[Piece] = []
    start = 0
    for place, chunk in enumerate(chunks):
        start = message.index(chunk, start)
        if place in near:
            found += [(start + first, start + end, written) for first, end, written in _chunk_pieces(chunk)]
        start += len(chunk)
    return found


@lru_cache(maxsize=1 << 14)
def _chunk_pieces(chunk: str) -> tuple[Piece, ...]:
    return tuple((start - 1, end - 1, written) for start, end, written in pieces(f" {chunk} ", lists=False))


@lru_cache(maxsize=1 << 14)
def _terms(chunk: str) -> tuple[tuple[str, ...], ...]:
    """Return the other words of each term that a word between two blanks may be part of; () for one that stands alone."""
    found: list[tuple[str, ...]] = []
    for _, _, written in _chunk_pieces(chunk):
        if tells(written):
            lower = _plain_form(written)
            if _capitals(written) or lower in single() or lower.removesuffix("'s") in single():
                found.append(())
            found += [parts for _, parts, _ in phrases().get(lower, ())]
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def tells(written: str) -> bool:
    """Say whether a word may be jargon or part of a term: a quick first look."""
    lower = _plain_form(written)
    return lower in telling() or lower.removesuffix("'s") in telling() or _capitals(written)


def _plain_form(written: str) -> str:
    return written.lower().replace("’", "'").replace("‑", "-")


def jargon_in(message: str, tokens: Sequence[Piece], *, names: Sequence[str] = ()) -> list[tuple[Span, str, Group]]:
    """Do the same with the words already found, and the group of the entry in place of its note."""
    own = {part.lower() for name in names for part in name.split()}
    found: list[tuple[Span, Plainer]] = []
    done = 0
    for index, (start, end, written) in enumerate(tokens):
        if start < done or not tells(written):
            continue
        lower = _plain_form(written)
        entry, span = _alone(written, lower, own), (start, end)
        for place, parts, candidate in phrases().get(lower, ()):
            first, after = index - place, index - place + len(parts)
            if first >= 0 and tuple(_plain_form(word) for _, _, word in tokens[first:after]) == parts:
                entry, span = candidate, (tokens[first][0], tokens[after - 1][1])
                break
        if entry is not None and entry.group != "hard":
            while found and found[-1][0].end > span[0]:
                found.pop()  # part of this longer term
            found.append((Span(*span, message[slice(*span)]), entry))
            done = span[1]
    if not found:
        return []
    explained = {_key(span.text) for span, _ in found if _explained(message, span)}
    return [
        (span, entry.say, entry.group)
        for span, entry in found
        if entry.group == "idiom" or _key(span.text) not in explained
    ]


def _capitals(written: str) -> bool:
    letters = _letters(written)
    if len(letters) < 2 or not letters.isalpha():
        return False
    return letters.isupper() or (len(letters) > 2 and letters[:-1].isupper() and letters[-1] == "s")


def _letters(written: str) -> str:
    return written.replace(".", "").removesuffix("'s").removesuffix("’s")


def _alone(written: str, lower: str, own: set[str]) -> Plainer | None:
    lone = single()
    if _capitals(written):
        letters = _letters(written)
        key = letters.lower()
        bare = key.removesuffix("s")
        if key in own or key in known_capitals() or bare in known_capitals():
            return None
        entry = lone.get(key) or lone.get(bare)
        if entry is not None and (entry.group == "capitals" or len(letters) > 3):
            return entry
        return Plainer(written, _UNKNOWN, "capitals") if len(letters) > 2 and is_acronym(letters) else None
    entry = lone.get(lower) or lone.get(lower.removesuffix("'s"))
    return None if entry is not None and entry.group == "capitals" else entry


def _key(text: str) -> str:
    return text.lower().replace(".", "").removesuffix("s")


_OPENING_OF_GLOSS = (
    r"(?:the|an?|our|your|his|her|their|its|how|what|when|short|quick|things|words|lessons|help|extra|someone)"
)
_GLOSS_AFTER = re.compile(
    r"(?:['’]s|s)?[\"”’]?\s*(?:"
    r"\((?P<aside>[^()]{6,})\)"
    rf"|[,—–-]+\s*(?:or |that is,? |i\.e\.,? |meaning |which (?:is|means|are)|short for |in other words,? |(?P<apposed>{_OPENING_OF_GLOSS} [a-z]))"
    r"|(?:plan |meeting |score |test |check )?(?:means\b|stands for\b|is short for\b|is when\b|is how\b|is what\b|is our (?:word|name|term)\b"
    r"|is (?:just |simply |only )?an? (?:plan|check|way|list|short|quick|test|meeting|set|measure|word|name)\b)"
    r")"
)
_CALLED = re.compile(
    r"(?:\b(?:called|known as|named|nicknamed|(?:we|schools|teachers) call(?: (?:it|this|that|them|these))?|the (?:school )?(?:word|term|name)"
    r"(?: for (?:it|this|that))? is)\s+(?:an?|the|our)?\s*[\"“'‘]?)$"
)
_INSIDE = re.compile(
    r"\w[\w'’]*[\"”]?\s*\((?:also |or |sometimes )?(?:called |known as |we call it |we call this |what we call )?(?:the |an? |our |his |her |their |your )?[\"“]?$"
)
_STOP = re.compile(r"[,.;:!?()—–\n]")
_ASIDE_ENDS = re.compile(r"[\"”]?(?: \w+)?\)")
_FINITE = re.compile(
    r"\b(?:is|was|are|were|will|went|has|had|have|did|does|can|could|came|said|got|took|made|finished|asked)\b"
)
_WHEN = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day")


def _explained(message: str, span: Span) -> bool:
    after = message[span.end : span.end + 120]
    match = _GLOSS_AFTER.match(after)
    if match:
        if aside := match["aside"]:
            if len(aside.split()) >= 2 and not _WHEN.search(aside.lower()):
                return True
        elif match["apposed"]:
            clause = _STOP.split(after[match.start("apposed") :])[0]
            if not _FINITE.search(clause):
                return True
        else:
            return True
    before = message[max(0, span.start - 60) : span.start]
    if _CALLED.search(before):
        return True
    return bool(_INSIDE.search(before) and _ASIDE_ENDS.match(after))
