"""Who a message speaks of: names and family members that nobody mentioned, pronouns of the child, who did what."""

from __future__ import annotations

from drafting.facts.lexicon import tags
from drafting.fidelity.reading import Line, Reading
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import fold, keys, known_word, lemma, plain, vocabulary
from drafting.types import Span

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sr sra srta señor señora señorita coach principal dean nurse officer madan misye "
    "pani pan daw u w ro bà ông cô thầy auntie uncle aunt grandma grandpa tía tío abuela abuelo madame monsieur maestra maestro "
    "mtra mtro profe".split()
)
_HE_TITLES = frozenset("mr sr señor misye pan monsieur uncle grandpa tío abuelo mtro maestro".split())
_SHE_TITLES = frozenset("mrs ms miss sra srta señora madan pani daw auntie aunt grandma tía abuela madame mtra maestra".split())
_RELATION_GENDER = {
    **dict.fromkeys("mom mum mommy mother mama grandma grandmother granny nana sister aunt auntie wife girl woman lady".split(), "she"),
    **dict.fromkeys("dad daddy father papa grandpa grandfather brother uncle husband boy man".split(), "he"),
}
_PRONOUNS = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she"}
_CHILD_WORDS = {"son": "he", "grandson": "he", "nephew": "he", "daughter": "she", "granddaughter": "she", "niece": "she"}
_PERSONS = frozenset(
    "driver friend partner buddy neighbor baby cousin custodian librarian doctor substitute counselor teammate classmate "
    "student child kid author character person adult helper volunteer winner player somebody someone parent tutor".split()
)
_PLAIN_CAPITALS = frozenset(
    "i ok okay ps fyi am pm re god tv usa us u.s english spanish internet google i'm i'll i've i'd mom mum dad grandma grandpa "
    "kindergarten pto pta iep team parents parent family families guardian caregivers student students teacher".split()
)
_OPENERS = frozenset({":", "-", "–", "—", "•", "*", "·", "(", '"', "“", "”", "'", "‘", "/", "[", "…", "!", "?", ".", "|", "#", "+", ">", "_"})
_VERB_TAGS = frozenset({"VBD", "VBZ"})
_HELPING = frozenset("is was has had will would can could did does isn't wasn't hasn't didn't doesn't won't can't".split())


def unknown_names(reading: Reading, source: Source) -> list[Span]:
    """Return the names and family members that are nowhere in the note or the record, and other children's names."""
    found: list[Span] = []
    pieces, known = reading.pieces, vocabulary()
    valued = {value.span.start for value in reading.values}
    signature = reading.signature if source.note.teacher.name is None else len(reading.text)
    unaddressed = source.note.family.addressed_as is None and not source.note.family.adults
    for number, line in enumerate(reading.lines):
        if line.span.start >= signature or (unaddressed and number == 0 and line.clauses and _greets(line, reading)):
            continue  # nothing is on record to hold the name against
        titled = _is_heading(line, reading)
        for at in _tokens_of(line, reading):
            token = pieces[at]
            if token.kind != "word":
                continue
            if not token.text[0].isupper():
                if token.low in known.relations and not line.asks and not _relation_known(token.low, source):
                    found.append(reading.span(at, at))
                continue
            if token.start in valued or len(token.low) < 2 or token.low.endswith("n't"):
                continue
            low = plain(token.low)
            folded = fold(low)
            first = titled or _opens(line, at, reading)
            if folded in source.others and not (first and known_word(low)) and _named(at, reading, first=first):
                found.append(reading.span(at, at))
                continue
            if folded in source.words or low in known.stop or (not first and low in _PLAIN_CAPITALS):
                continue
            if low in known.relations:
                if not line.asks and not _relation_known(low, source):
                    found.append(reading.span(at, at))
                continue
            if low in _TITLES or low in _PLAIN_CAPITALS or (token.text.isupper() and len(low) > 1 and known_word(low)):
                continue
            if _part_of_known(folded, source):
                continue
            if not first or not known_word(low) or (low in known.wordnames and _named(at, reading, first=True)):
                if first and _looks_made(low):
                    continue
                found.append(reading.span(at, at))
    return found


def _tokens_of(line: Line, reading: Reading) -> range:
    if not line.clauses:
        return range(0)
    return range(line.clauses[0].first, line.clauses[-1].last + 1)


def _is_heading(line: Line, reading: Reading) -> bool:
    """Tell whether every longer word of a short line has a capital ("This Week in Room 8")."""
    words = [reading.pieces[at].text for at in _tokens_of(line, reading) if reading.pieces[at].kind == "word"]
    long = [word for word in words if len(word) > 3]
    return 1 < len(words) <= 8 and len(long) > 1 and all(word[0].isupper() for word in long) and line.span.text[-1] not in ".,!?"


def _opens(line: Line, at: int, reading: Reading) -> bool:
    if at == line.clauses[0].first:
        return True
    before = reading.pieces[at - 1].low if at else ""
    if before == "." and at > 1 and reading.pieces[at - 2].low in _TITLES:
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
    return folded.rstrip("s") in source.words or (len(folded) > 4 and any(word.startswith(folded[:5]) for word in source.words))


def _relation_known(low: str, source: Source) -> bool:
    return low in source.words or any(group in source.relations for group in keys(low) if group[0] == "~")


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
        spoken_to = number == 0 and _greets(line, reading)
        for at in _tokens_of(line, reading):
            low = reading.pieces[at].low
            if not spoken_to and (other := _antecedent(at, line, reading, source)):
                here.add(other)
            said = _PRONOUNS.get(low)
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


def _greets(line: Line, reading: Reading) -> bool:
    first = reading.pieces[line.clauses[0].first].low if line.clauses else ""
    return first in {"dear", "hi", "hello", "hey", "good", "greetings", "hola", "estimada", "estimado", "querida", "querido"}


def _antecedent(at: int, line: Line, reading: Reading, source: Source) -> str | None:
    """Return the pronoun that the person named by a token may have: "he", "she", "any", or None for no person."""
    token = reading.pieces[at]
    if token.kind != "word":
        return None
    if token.low in _RELATION_GENDER:
        return _RELATION_GENDER[token.low]
    if token.low in _PERSONS:
        return "any"
    if not token.text[0].isupper():
        return None
    if token.low in _HE_TITLES:
        return "he"
    if token.low in _SHE_TITLES:
        return "she"
    if token.low in _TITLES:
        return "any"
    low = plain(token.low)
    strange = at != line.clauses[0].first and not known_word(low) and fold(low) not in source.child
    return "any" if strange and len(low) > 2 and not token.text.isupper() else None


def _told_alike(line: Line, said: str, source: Source) -> bool:
    """Tell whether a sentence of the note with that pronoun shares content with this one."""
    words = {form for form, group in _PRONOUNS.items() if group == said}
    for known in source.reading.lines:
        low = known.span.text.lower().split()
        if words.intersection(low) and len(known.keys & line.keys) >= 1:
            return True
    return False


def turned_roles(reading: Reading, source: Source) -> list[Span]:
    """Return the verbs whose doer is another one in the note: "I apologized to Jamal", "Jamal apologized to me"."""
    found: list[Span] = []
    theirs: dict[str, list[tuple[str, Line]]] = {}
    for line in source.reading.lines:
        for who, verb, _ in _roles(line, source.reading, source, note=True):
            theirs.setdefault(verb, []).append((who, line))
    for line in reading.lines:
        if line.asks:
            continue
        for who, verb, at in _roles(line, reading, source, note=False):
            known = theirs.get(verb)
            if not known or who == "?" or any(other in {who, "?"} for other, _ in known):
                continue
            if who != "child" and all(other == "not child" for other, _ in known):
                continue
            if any(len(line.keys & told.keys) >= 2 for _, told in known):
                found.append(reading.span(at, at))
    return found


_ADDRESSING = frozenset({"tell", "ask", "thank", "call", "invite", "remind", "teach", "show", "apologize"})
_LIGHT = frozenset(
    "be have do get go come make take give see know think say want need let keep try feel look mean use like love hope help "
    "ask work read start find put call talk tell".split()
)
_BETWEEN = frozenset(
    "also really just still even then now never always not already often has have had is was did does do will would can could "
    "may might should 's 've 'll 'd didn't doesn't isn't wasn't hasn't haven't won't can't am are were".split()
)


def _roles(line: Line, reading: Reading, source: Source, *, note: bool) -> list[tuple[str, str, int]]:
    """Return who (child, i, you, other), the verb, and the verb's token, for verbs right after their subject."""
    found: list[tuple[str, str, int]] = []
    for at in _tokens_of(line, reading):
        who = _who(at, line, reading, source, note=note)
        if who is None:
            continue
        verb = at + 1
        passive = False
        while verb < len(reading.pieces) and reading.pieces[verb].low in _BETWEEN and verb < at + 5:
            passive = passive or reading.pieces[verb].low in {"is", "was", "were", "are", "'s", "been", "be"}
            verb += 1
        if verb >= len(reading.pieces) or passive:
            continue
        forms = tags(reading.pieces[verb].low)
        if not {"VB", "VBD", "VBZ", "VBN"} & set(forms):
            continue
        base = lemma(reading.pieces[verb].low)
        if base not in _LIGHT:
            found.append((who, base, verb))
        elif base in {"ask", "tell", "call", "help", "give", "talk"}:
            found.append((who, base, verb))
    for at in _tokens_of(line, reading) if note else ():
        low = reading.pieces[at].low
        if at > line.clauses[0].first and (fold(low) in source.child or low in {"him", "her", "them"}):
            back = 2 if reading.pieces[at - 1].low == "to" else 1
            before = lemma(reading.pieces[at - back].low)
            if before in _ADDRESSING:  # "told Kofi": whoever did it, it was not the child
                found.append(("not child", before, at - back))
    if note and line.clauses:
        # A clause without a subject may be anyone's: its first verb takes part in no contradiction.
        for clause in line.clauses:
            low = reading.pieces[clause.first].low
            ahead = [piece.low for piece in reading.pieces[clause.first + 1 : clause.last + 1] if piece.low != "to"]
            after = ahead[0] if ahead else ""
            if lemma(low) in _ADDRESSING and (fold(after) in source.child or after in {"him", "them"}):
                continue
            if {"VBD", "VBZ", "VB", "VBG", "VBN"} & set(tags(low)):
                found.append(("?", lemma(low), clause.first))
            found.extend(("?", lemma(reading.pieces[n].low), n) for n in range(clause.first, clause.last + 1)
                         if reading.pieces[n].low.endswith("ing"))
    return found


def _who(at: int, line: Line, reading: Reading, source: Source, *, note: bool) -> str | None:
    token = reading.pieces[at]
    if token.kind != "word":
        return None
    low = token.low
    if low in {"i", "i've", "i'll", "i'd"}:
        return "i"
    if low == "you":
        return "you"
    if low in _PRONOUNS and low in {"he", "she"}:
        if note and source.note.kind == "reply":
            return "?"
        others = any(_antecedent(n, line, reading, source) for n in range(line.clauses[0].first, at))
        return "child" if source.pronoun == low and not others else "?"
    if token.text[0].isupper() and fold(low) in source.child:
        return "child"
    if note and low in _RELATION_GENDER:
        return "you" if _relation_known(low, source) else "?"
    if note and low in {"they", "we"}:
        return "?"
    return None
