"""Pronouns of a message against those on record; and who else a pronoun may stand for."""

from __future__ import annotations

from drafting.facts.pronouns import PERSONS_OF
from drafting.fidelity.reading import Line, Reading
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import fold, known_word, plain
from drafting.types import Span

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sr sra srta señor señora señorita coach principal dean nurse officer madan misye "
    "pani pan daw u w ro bà ông cô thầy auntie uncle aunt grandma grandpa tía tío abuela abuelo madame monsieur maestra maestro "
    "mtra mtro profe".split()
)
_HE_TITLES = frozenset("mr sr señor misye pan monsieur uncle grandpa tío abuelo mtro maestro".split())
_SHE_TITLES = frozenset(
    "mrs ms miss sra srta señora madan pani daw auntie aunt grandma tía abuela madame mtra maestra".split()
)
RELATION_GENDER = {
    **dict.fromkeys(
        "mom mum mommy mother mama grandma grandmother granny nana sister aunt auntie wife girl woman lady".split(),
        "she",
    ),
    **dict.fromkeys("dad daddy father papa grandpa grandfather brother uncle husband boy man".split(), "he"),
}
PRONOUNS = {word: person for word, person in PERSONS_OF.items() if person != "they"}
_CHILD_WORDS = {
    "son": "he",
    "grandson": "he",
    "nephew": "he",
    "daughter": "she",
    "granddaughter": "she",
    "niece": "she",
}
_PERSONS = frozenset(
    "driver friend partner buddy neighbor baby cousin custodian librarian doctor substitute counselor teammate classmate "
    "student child kid author character person adult helper volunteer winner player somebody someone parent tutor".split()
)
PLAIN_CAPITALS = frozenset(
    "i ok okay ps fyi am pm re god tv usa us u.s english spanish internet google i'm i'll i've i'd mom mum dad grandma grandpa "
    "kindergarten pto pta iep team parents parent family families guardian caregivers student students teacher".split()
)
"""Words that are written with a capital and name nobody."""
_NO_PERSONS = PLAIN_CAPITALS | frozenset(
    "french german arabic somali chinese mandarin hindi urdu russian portuguese vietnamese korean japanese polish "
    "ukrainian tagalog swahili creole".split()
)


def wrong_pronouns(reading: Reading, source: Source) -> tuple[list[Span], list[Span]]:
    """Return the pronouns that contradict the child's, and those used where none is on record.

    A pronoun of another person is let be when that person is named just before it, or when the note uses it too.
    """
    if source.note.student.name is None:
        return [], []
    contrary: list[Span] = []
    unfounded: list[Span] = []
    own = source.pronoun
    antecedents: set[str] = set()
    for number, line in enumerate(reading.lines):
        here: set[str] = set()
        spoken_to = number == 0 and reading.greets(line)
        for at in line.tokens:
            low = reading.pieces[at].low
            if not spoken_to and (other := antecedent(at, line, reading, source)):
                here.add(other)
            said = PRONOUNS.get(low)
            if said is None:
                said = _CHILD_WORDS.get(low)
                if said is not None and low in source.words:
                    continue
            if said is None or said == own or said in here or said in antecedents or "any" in here:
                continue
            if own is None:
                if said not in source.gendered:
                    unfounded.append(reading.span(at, at))
            elif said not in source.gendered or not _told_alike(line, said, source):
                contrary.append(reading.span(at, at))
        antecedents = here - {"any"}
    return contrary, unfounded


def antecedent(at: int, line: Line, reading: Reading, source: Source) -> str | None:
    """Return the pronoun that the person named by a token may have: "he", "she", "any", or None for no person."""
    token = reading.pieces[at]
    if token.kind != "word":
        return None
    low = plain(token.low)
    if low in RELATION_GENDER:
        return RELATION_GENDER[low]
    if low in _PERSONS:
        return "any"
    if not token.text[0].isupper():
        return None
    if token.low in _HE_TITLES:
        return "he"
    if token.low in _SHE_TITLES:
        return "she"
    if token.low in TITLES:
        return "any"
    strange = at != line.clauses[0].first and not (known_word(low) or low in _NO_PERSONS or fold(low) in source.child)
    return "any" if strange and len(low) > 2 and not token.text.isupper() else None


def _told_alike(line: Line, said: str, source: Source) -> bool:
    """Tell whether a clause of the note with that pronoun shares content with this sentence."""
    words = {form for form, group in PRONOUNS.items() if group == said}
    pieces = source.reading.pieces
    for clause in source.reading.clauses:
        if any(pieces[at].low in words for at in range(clause.first, clause.last + 1)) and any(
            not line.keys.isdisjoint(word.keys) for word in clause.words
        ):
            return True
    return False
