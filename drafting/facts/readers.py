"""The adults who read the message: told from other adults, and turned into "you"."""

from __future__ import annotations

import re

from drafting.facts.agreement import YOU_FORMS, subject_here
from drafting.facts.grammar import finite, skip_adverbs, tokenize
from drafting.facts.kin import matches_record, relation_of
from drafting.facts.people import People
from drafting.types import Note

_READER = {
    "he": ("father", "grandfather", "uncle", "stepfather", "dad", "grandpa", "brother"),
    "she": ("mother", "grandmother", "aunt", "stepmother", "mom", "grandma", "sister"),
}


_SOMEBODY = re.compile(
    r"\b(?:lady|girl|boy|woman|man|sub|nurse|friend|partner|counselor|coach|principal|bus driver|classmate|mr|mrs|ms|dr)\b",
    re.IGNORECASE,
)


def sole_reader(note: Note, people: People) -> str | None:
    """Return the pronoun of the one adult who reads this, where it cannot be the child's nor another person's."""
    low = (note.family.relationship or "").lower()
    if people.others or " and " in low or note.kind == "positive_note" or _SOMEBODY.search(note.note):
        return None
    sets = [
        which
        for which, relations in _READER.items()
        if any(re.search(rf"(?<![a-z]){relation}\b", low) for relation in relations)
    ]
    return sets[0] if len(sets) == 1 and sets[0] != people.pronoun and people.pronoun in {"he", "she"} else None


def reader_is(which: str, note: Note) -> bool:
    low = (note.family.relationship or "").lower()
    return any(re.search(rf"(?<![a-z]){relation}\b", low) for relation in _READER.get(which, ()))


def reader_spoken_of(note: Note) -> bool:
    return any(
        relation_of(word) and matches_record(relation_of(word) or "", note.family.relationship)
        for word in re.findall(r"[^\W\d_]+", note.note)
    ) or bool(re.match(r"\s*(?:she|he)(?:'s|’s| is| was| asked)\b", note.note, re.IGNORECASE))


_WANT_THEM_TO = re.compile(
    r"\b(I (?:just |really )?(?:want|would like|hope|need)) (?:them|the family|her parents|his parents|mom|dad) to\b"
)
_MEETING_THEM = re.compile(r"\b((?:meeting|seeing|hearing from|talking (?:to|with)|meet|working with)) them\b")
_BOTH = re.compile(
    r"\b(mom|mum|mother|dad|father|grandma|grandpa) (?:and|&|\+) (mom|mum|mother|dad|father|grandma|grandpa)\b",
    re.IGNORECASE,
)
_BEFORE_FAMILY_NAME = frozenset("ms mr mrs dr . for tell ask thank to with that brother aunt uncle".split())
_BEFORE_FAMILY = frozenset("ms mr mrs dr his her their the our sra sr".split())


def family_as_you(text: str, note: Note, people: People) -> str:
    """Turn the adult who reads the message into "you"; the verb after it agrees."""
    relationship = note.family.relationship
    if people.pronoun != "they":
        text = _WANT_THEM_TO.sub(r"\1 you to", text)
        text = _MEETING_THEM.sub(r"\1 you", text)
    for name in people.family_names:
        text = re.sub(
            rf"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|[Ss]ra?)\.? {re.escape(name)}(?:['’]s)?(?![\w])",
            lambda m: "your" if m.group().endswith("s") and m.group()[-2] in "'’" else "you",
            text,
        )
    for name in re.split(r"\s+", note.family.addressed_as or ""):
        if name[:1].isupper() and len(name) > 2 and not name.endswith("."):
            text = re.sub(rf"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|[Ss]ra?)\.? {re.escape(name)}(?!['’\w])", "you", text)
    text = _BOTH.sub(lambda m: _pair(m, relationship), text)
    names = [re.escape(name) for name in people.family_names]
    out: list[str] = []
    cursor = 0
    tokens = tokenize(text)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        word = re.sub(r"['’]s$|(?<=s)['’]$", "", token.text)
        relation = relation_of(word)
        size = 0
        if relation and relation != "other" and matches_record(relation, relationship):
            size = 1
            if at + 1 < len(tokens) and tokens[at + 1].text in people.family_names:
                size = 2
        elif (
            word in people.family_names
            and word not in people.child_forms
            and not relation
            and names
            and (at == 0 or tokens[at - 1].low in _BEFORE_FAMILY_NAME or subject_here(tokens, at + 1))
        ):
            size = 1
        if not size:
            at += 1
            continue
        start = token.start
        before = at - 1
        if (
            before >= 0
            and tokens[before].text == "."
            and before >= 1
            and tokens[before - 1].low in {"ms", "mr", "mrs", "dr", "sra", "sr"}
        ):
            start = tokens[before - 1].start
        elif (before >= 0 and tokens[before].low in _BEFORE_FAMILY) or (
            before >= 0
            and re.sub(r"['’]s$", "", tokens[before].text) in people.child_forms
            and tokens[before].text.endswith(("'s", "’s"))
        ):
            start = tokens[before].start
        last = tokens[at + size - 1]
        own = last.text.endswith(("'s", "’s"))
        out.append(text[cursor:start])
        follows = tokens[at + size] if at + size < len(tokens) else None
        out.append(
            "your"
            if own and follows is not None and follows.is_word and follows.low not in {"and", "but", "in", "on", "at"}
            else "you"
        )
        cursor = last.end
        after = at + size
        if not own and after < len(tokens):
            here = skip_adverbs(tokens, after)
            if here < len(tokens):
                verb = tokens[here]
                changed = YOU_FORMS.get(verb.low) or (
                    verb.tags.get("VBZ")
                    if finite(tokens, here) == "third" or (here == after and "VBZ" in verb.tags and out[-1] == "you")
                    else None
                )
                if changed:
                    out.append(text[cursor : verb.start] + changed)
                    cursor = verb.end
        at = after
    out.append(text[cursor:])
    return "".join(out)


def _pair(match: re.Match[str], relationship: str | None) -> str:
    low = (relationship or "").lower()
    first, second = relation_of(match.group(1)), relation_of(match.group(2))
    if {first, second} == {"mother", "father"} and "parent" in low and "grand" not in low:
        return "you"
    if {first, second} == {"grandmother", "grandfather"} and "grandparent" in low:
        return "you"
    return match.group()


def family_left(pattern: str) -> list[str]:
    """Return family words still standing in a pattern: adults who are not on record as the readers."""
    found: list[str] = []
    for token in tokenize(pattern):
        word = re.sub(r"['’]s$", "", token.text)
        relation = relation_of(word)
        if relation and relation != "other":
            found.append(word)
    return found
