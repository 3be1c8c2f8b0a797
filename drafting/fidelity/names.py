"""Names and family members of a message that nobody on record is called by."""

from __future__ import annotations

from drafting.facts.lexicon import tags
from drafting.fidelity.pronouns import PLAIN_CAPITALS, TITLES
from drafting.fidelity.reading import Line, Reading
from drafting.fidelity.source import Source, relation_known
from drafting.fidelity.vocabulary import fold, keys, known_word, plain, vocabulary
from drafting.types import Span

_OPENERS = frozenset(
    {
        ":",
        "-",
        "–",
        "—",
        "•",
        "*",
        "·",
        "(",
        '"',
        "“",
        "”",
        "'",
        "‘",
        "/",
        "[",
        "…",
        "!",
        "?",
        ".",
        "|",
        "#",
        "+",
        ">",
        "_",
    }
)
_VERB_TAGS = frozenset({"VBD", "VBZ"})
_VERB_TAGS = frozenset({"VBD", "VBZ"})
_HELPING = frozenset(
    "is was has had will would can could did does isn't wasn't hasn't didn't doesn't won't can't".split()
)


def unknown_names(reading: Reading, source: Source) -> list[Span]:
    """Return the names and family members that are nowhere in the note or the record, and other children's names."""
    found: list[Span] = []
    pieces, known = reading.pieces, vocabulary()
    valued = {value.span.start for value in reading.values}
    signature = reading.signature if source.note.teacher.name is None else len(reading.text)
    unaddressed = source.note.family.addressed_as is None and not source.note.family.adults
    for number, line in enumerate(reading.lines):
        if line.span.start >= signature:
            continue  # nothing is on record to hold the name against
        greeting = -1
        if unaddressed and number == 0 and reading.greets(line):
            greeting = next((at for at in line.tokens if pieces[at].low in ",!:"), line.tokens.stop)
        titled = _is_heading(line, reading)
        for at in line.tokens:
            token = pieces[at]
            if token.kind != "word" or at < greeting:
                continue
            if not token.text[0].isupper():
                if token.low in known.relations and not line.asks and not relation_known(token.low, source):
                    found.append(reading.span(at, at))
                continue
            if token.start in valued or len(token.low) < 2 or token.low.endswith("n't"):
                continue
            low = plain(token.low)
            folded = fold(low)
            first = titled or _opens(line, at, reading)
            if number == 0 and pieces[at - 1].low == "," and reading.greets(line):
                first = True  # "Hello Ammu, Good news"
            if folded in source.others and not (first and known_word(low)) and _named(at, reading, first=first):
                found.append(reading.span(at, at))
                continue
            if folded in source.words or low in known.stop or (not first and low in PLAIN_CAPITALS):
                continue
            if low in known.relations:
                if not line.asks and not relation_known(low, source):
                    found.append(reading.span(at, at))
                continue
            if low in TITLES or low in PLAIN_CAPITALS or (token.text.isupper() and len(low) > 1 and known_word(low)):
                continue
            if _part_of_known(folded, source):
                continue
            if not first or not known_word(low) or (low in known.wordnames and _named(at, reading, first=True)):
                if first and _looks_made(low):
                    continue
                found.append(reading.span(at, at))
    return found


def _is_heading(line: Line, reading: Reading) -> bool:
    """Tell whether every longer word of a short line has a capital ("This Week in Room 8")."""
    words = [reading.pieces[at].text for at in line.tokens if reading.pieces[at].kind == "word"]
    long = [word for word in words if len(word) > 3]
    return (
        1 < len(words) <= 8
        and len(long) > 1
        and all(word[0].isupper() for word in long)
        and line.span.text[-1] not in ".,!?"
    )


def _opens(line: Line, at: int, reading: Reading) -> bool:
    if at == line.clauses[0].first:
        return True
    before = reading.pieces[at - 1].low if at else ""
    if before == "." and at > 1 and reading.pieces[at - 2].low in TITLES:
        return False
    return before in _OPENERS or reading.pieces[at].start == line.span.start


def _named(at: int, reading: Reading, *, first: bool) -> bool:
    """Tell whether a capitalised word is used as a name: always inside a sentence, at its head before a verb or 's."""
    if not first:
        return True
    token, pieces = reading.pieces[at], reading.pieces
    if token.low.endswith("'s"):
        return True
    after = pieces[at + 1].low if at + 1 < len(pieces) else ""
    if after and pieces[at + 1].text[0].isupper() and not known_word(after):
        return True
    return after in _HELPING or bool(_VERB_TAGS & set(tags(after)))


def _looks_made(low: str) -> bool:
    """Tell whether an unknown word at the head of a sentence is a compound of ordinary words ("Schoolwork")."""
    return any(tags(low[:cut]) and tags(low[cut:]) for cut in range(4, len(low) - 3))


def _part_of_known(folded: str, source: Source) -> bool:
    """Tell whether the note knows the word in another form: a plural, a language, a written-out abbreviation."""
    if keys(folded) and not set(keys(folded)).isdisjoint(source.keys):
        return True
    return folded.rstrip("s") in source.words or (
        len(folded) > 4 and any(word.startswith(folded[:5]) for word in source.words)
    )
