"""The adults who read the message: told from other adults, and turned into "you"."""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.facts.agreement import YOU_FORMS, subject_here
from drafting.facts.expressions import expression
from drafting.facts.grammar import DETERMINED, Token, finite, skip_adverbs, tokenize, without_s
from drafting.facts.kin import matches_record, relation_of
from drafting.facts.names import named_in
from drafting.facts.people import People
from drafting.types import Note

_READER = {
    "he": ("father", "grandfather", "uncle", "stepfather", "dad", "grandpa", "brother"),
    "she": ("mother", "grandmother", "aunt", "stepmother", "mom", "grandma", "sister"),
}


_SOMEBODY = re.compile(
    r"\b(?:lady|girl|boy|woman|man|sub|nurse|friend|partner|counselor|coach|principal|bus driver|"
    r"classmate|mr|mrs|ms|dr)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def _speaks_of_somebody(text: str) -> bool:
    """Say whether a note speaks of another person; remembered, because each of its clauses asks."""
    return _SOMEBODY.search(text) is not None


def sole_reader(note: Note, people: People) -> str | None:
    """Return the pronoun of the one adult who reads this, where it cannot be the child's nor another person's."""
    low = (note.family.relationship or "").lower()
    if people.others or " and " in low or note.kind == "positive_note" or _speaks_of_somebody(note.note):
        return None
    sets = [which for which in _READER if reader_is(which, note)]
    return sets[0] if len(sets) == 1 and sets[0] != people.pronoun and people.pronoun in {"he", "she"} else None


def reader_is(which: str, note: Note) -> bool:
    """Say whether a pronoun ("he", "she") can mean the reader by the relationship on record."""
    low = (note.family.relationship or "").lower()
    return any(expression(rf"(?<![a-z]){relation}\b").search(low) for relation in _READER.get(which, ()))


def reader_spoken_of(note: Note) -> bool:
    """Say whether a note speaks of its reader, by a family word or by opening with "he" or "she"."""
    return any(
        relation_of(word) and matches_record(relation_of(word) or "", note.family.relationship)
        for word in expression(r"[^\W\d_]+").findall(note.note)
    ) or bool(expression(r"\s*(?:she|he)(?:'s|’s| is| was| asked)\b", re.IGNORECASE).match(note.note))


_WANT_THEM_TO = re.compile(
    r"\b(I (?:just |really )?(?:want|would like|hope|need)) (?:them|the family|her parents|his parents|mom|dad) to\b"
)
_MEETING_THEM = re.compile(r"\b((?:meeting|seeing|hearing from|talking (?:to|with)|meet|working with)) them\b")
_BOTH = re.compile(
    r"\b(mom|mum|mother|dad|father|grandma|grandpa) (?:and|&|\+) (mom|mum|mother|dad|father|grandma|grandpa)\b",
    re.IGNORECASE,
)
_BEFORE_FAMILY_NAME = frozenset("ms mr mrs dr . for tell ask thank to with that brother aunt uncle".split())
_TITLES = frozenset("ms mr mrs dr sra sr".split())
_BEFORE_FAMILY = _TITLES | frozenset("his her their the our".split())
_NOT_OWNED = frozenset("and but in on at".split())
_TITLED = r"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|[Ss]ra?)\.?"


def family_as_you(text: str, note: Note, people: People) -> str:
    """Turn the adult who reads the message into "you"; the verb after it agrees."""
    text = _titled_as_you(text, note, people)
    text = _BOTH.sub(lambda m: _pair(m, note.family.relationship), text)
    tokens = tokenize(text)
    out: list[str] = []
    cursor = at = 0
    while at < len(tokens):
        size = _reader_words(tokens, at, note=note, people=people)
        if not size:
            at += 1
            continue
        after = at + size
        last = tokens[after - 1]
        own = last.text.endswith(("'s", "’s"))
        owned = after < len(tokens) and tokens[after].is_word and tokens[after].low not in _NOT_OWNED
        you = "your" if own and owned else "you"
        out += [text[cursor : _mention_start(tokens, at, people)], you]
        cursor = last.end
        here = len(tokens) if own else skip_adverbs(tokens, after)
        if here < len(tokens):
            verb = tokens[here]
            agreed = YOU_FORMS.get(verb.low)
            if not agreed and (finite(tokens, here) == "third" or (here == after and you == "you")):
                agreed = verb.tags.get("VBZ")
            if agreed:
                out.append(text[cursor : verb.start] + agreed)
                cursor = verb.end
        at = after
    out.append(text[cursor:])
    return "".join(out)


def _titled_as_you(text: str, note: Note, people: People) -> str:
    """Turn "Ms. Rivera" into "you", and "them" where only the family can be meant."""
    if people.pronoun != "they":
        text = _WANT_THEM_TO.sub(r"\1 you to", text)
        text = _MEETING_THEM.sub(r"\1 you", text)
    for name in named_in(text, people.family_names):
        text = expression(rf"{_TITLED} {re.escape(name)}(?:['’]s)?(?![\w])").sub(
            lambda m: "your" if m.group().endswith("s") and m.group()[-2] in "'’" else "you", text
        )
    for name in expression(r"\s+").split(note.family.addressed_as or ""):
        if name[:1].isupper() and len(name) > 2 and not name.endswith(".") and name in text:
            text = expression(rf"{_TITLED} {re.escape(name)}(?!['’\w])").sub("you", text)
    return text


def _reader_words(tokens: list[Token], at: int, *, note: Note, people: People) -> int:
    """Return how many tokens from ``at`` mean the reader: a family word, with or without a name, or a name alone."""
    word = tokens[at].text
    if "'" in word or "’" in word:
        word = expression(r"['’]s$|(?<=s)['’]$").sub("", word)
    relation = relation_of(word)
    if relation and relation != "other" and matches_record(relation, note.family.relationship):
        return 2 if at + 1 < len(tokens) and tokens[at + 1].text in people.family_names else 1
    alone = word in people.family_names and word not in people.child_forms and not relation
    if alone and (at == 0 or tokens[at - 1].low in _BEFORE_FAMILY_NAME or subject_here(tokens, at + 1)):
        return 1
    return 0


def _mention_start(tokens: list[Token], at: int, people: People) -> int:
    """Return the offset where a mention of the reader begins: at its title, article or owner ("Maya's mom")."""
    if at == 0:
        return tokens[at].start
    before = tokens[at - 1]
    if before.text == "." and at > 1 and tokens[at - 2].low in _TITLES:
        return tokens[at - 2].start
    owner = before.text != without_s(before.text) in people.child_forms
    return before.start if before.low in _BEFORE_FAMILY or owner else tokens[at].start


def _pair(match: re.Match[str], relationship: str | None) -> str:
    low = (relationship or "").lower()
    first, second = relation_of(match.group(1)), relation_of(match.group(2))
    if {first, second} == {"mother", "father"} and "parent" in low and "grand" not in low:
        return "you"
    if {first, second} == {"grandmother", "grandfather"} and "grandparent" in low:
        return "you"
    return match.group()


_OWN_FAMILY = frozenset({"grandmother", "grandfather", "aunt", "uncle", "sibling"})
_ALREADY_OWNED = DETERMINED | frozenset(
    {"older", "little", "big", "younger", "great", "baby", "twin", "step", "}", "brother", "sister"}
)


def own_family(text: str, note: Note, people: People) -> str:
    """Give a bare family word that is not the reader its owner: "abuelo's flash cards" are the child's abuelo's."""
    readers = (note.family.relationship or "").lower()
    if people.child is None or "grandparent" in readers:
        return text
    tokens = tokenize(text)
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        word = without_s(token.text)
        if token.text[:1].isupper() or relation_of(word) not in _OWN_FAMILY or word in people.family_names:
            continue
        before = tokens[at - 1] if at else None
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        owned = before is not None and (before.low in _ALREADY_OWNED or before.text.endswith(("'s", "’s")))
        named = follows is not None and follows.text[:1].isupper()
        if not owned and not named:
            text = text[: token.start] + "{their} " + text[token.start :]
    return text


def family_left(pattern: str) -> list[str]:
    """Return family words still standing in a pattern: adults who are not on record as the readers."""
    said = (without_s(token.text) for token in tokenize(pattern))
    return [word for word in said if relation_of(word) not in {None, "other"}]
