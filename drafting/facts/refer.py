"""Names and pronouns of a clause turned into slots, and family words into "you".

The result is a pattern (see drafting.facts.patterns) plus whatever could not be resolved. Nothing is guessed: a "she"
that is not the child by the record is reported as unclear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.facts.grammar import BE, DO, HAVE, MODALS, Token, finite, skip_adverbs, tokenize, word_set
from drafting.facts.lexicon import third_person
from drafting.facts.people import People, child_tokens, matches_record, relation_of
from drafting.types import Note

_SETS = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
         "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they", "themself": "they"}  # fmt: skip
_SLOT_OF = {"he": "{they}", "she": "{they}", "they": "{they}", "him": "{them}", "them": "{them}", "his": "{their}",
            "their": "{their}", "hers": "{theirs}", "theirs": "{theirs}", "himself": "{themself}", "herself": "{themself}",
            "themselves": "{themself}", "themself": "{themself}"}  # fmt: skip
_PAIRS = {"is": "{is/are}", "are": "{is/are}", "was": "{was/were}", "were": "{was/were}", "has": "{has/have}", "have": "{has/have}",
          "does": "{does/do}", "do": "{does/do}", "isn't": "{isn't/aren't}", "aren't": "{isn't/aren't}", "wasn't": "{wasn't/weren't}",
          "weren't": "{wasn't/weren't}", "hasn't": "{hasn't/haven't}", "haven't": "{hasn't/haven't}", "doesn't": "{doesn't/don't}",
          "don't": "{doesn't/don't}"}  # fmt: skip
_YOU_FORMS = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't",
              "doesn't": "don't"}  # fmt: skip
_CHILD_NOUN = re.compile(r"\b(?:the|this|that|my) (?:kid|kiddo|girl|boy|young man|young lady|student|guy)\b(?!')", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Referred:
    """A clause with slots; ``unclear`` holds the words whose person is not known, ``others`` names of other people."""

    pattern: str
    unclear: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    says_child: bool = False


def agree(verb: str) -> str:
    """Return the agreeing slot of a present-tense verb after the child ("reads" -> "{reads/read}"), or it unchanged."""
    low = verb.lower()
    if low in _PAIRS:
        return _PAIRS[low]
    tokens = tokenize(low)
    if len(tokens) != 1:
        return verb
    lemma = tokens[0].tags.get("VBZ")
    if lemma and lemma != low:
        return "{" + f"{low}/{lemma}" + "}"
    return verb


def open_contractions(text: str) -> str:
    """Write out "she's", "he'd", "they're" so that the verb can agree; 's is "has" before a participle."""

    def has_or_is(match: re.Match[str]) -> str:
        rest = tokenize(text[match.end() : match.end() + 60])
        at = skip_adverbs(rest, 0)
        if at < len(rest) and rest[at].low in {"he", "she", "they", "it"} and match.group(1).lower() in {"what", "who", "where", "how"}:
            at = skip_adverbs(rest, at + 1)
            if at < len(rest) and "VBN" in rest[at].tags and "VBG" not in rest[at].tags:
                return f"{match.group(1)} has"
        if at < len(rest):
            word = rest[at]
            later = rest[at + 1].low if at + 1 < len(rest) else ""
            chosen = word.low in {"picked", "chosen", "named", "selected"} and later not in {"for", "to", "as", "by", "on", "in", ""}
            if "VBN" in word.tags and "VBG" not in word.tags and later in {"it", "the", "a", "an", "her", "his", "their", "that", "this", "them", "all", "my", "every"} and word.low not in {"worth", "like", "left", "set"}:
                return f"{match.group(1)} has"
            if word.low in {"been", "got", "gotten", "had", "become", "made", "taken"} or chosen or (
                "VBN" in word.tags and "JJ" not in word.tags and word.low not in word_set("participle_adjectives")
            ):
                return f"{match.group(1)} has"
        return f"{match.group(1)} is"

    text = re.sub(r"\b([Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Tt]here|[Ww]hat|[Ww]ho|[Ww]here|[Hh]ow)['’]s\b", has_or_is, text)
    text = re.sub(r"\b([Tt]hey|[Ww]e|[Yy]ou)['’]re\b", r"\1 are", text)
    text = re.sub(r"\b([Tt]hey|[Ww]e|[Yy]ou|I|i)['’]ve\b", lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " have", text)
    text = re.sub(r"\b(I|i)['’]m\b", "I am", text)
    text = re.sub(r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Yy]ou|I|i)['’]ll\b", lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " will", text)
    text = re.sub(r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|i)['’]d (?=(?:just |already |always |never )?(?:been|had|gone|done|asked|seen|finished|made|said|told|taken|written|read|lost|left|forgotten))", lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " had ", text)
    return re.sub(r"\b([Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|i)['’]d (?=rather|prefer|let|take|do|go|help|use|love|like|love|be|come|talk|want)", lambda m: ("I" if m.group(1) == "i" else m.group(1)) + " would ", text)


def name_contraction(text: str, people: People) -> str:
    """Write out "Dominic's been" as "Dominic has been" and "Joy's reading" as is; a possessive stays."""
    for form in people.child_forms:
        found = re.match(rf"({re.escape(form)})['’]s\s+(\S+)(?:\s+(\S+))?", text, re.IGNORECASE)
        if not found or len(form) < 2:
            continue
        following = tokenize(found.group(2))
        if following and following[0].low in {"been", "got", "gotten", "had"}:
            return f"{found.group(1)} has {text[found.start(2):]}"
        if following and (following[0].low in {"a", "an", "the", "so", "very", "not", "in", "on", "at", "always", "really", "getting", "doing", "making", "working", "trying"}):
            return f"{found.group(1)} is {text[found.start(2):]}"
    return text


def refer(text: str, *, note: Note, people: People, to_family: bool = False, several: bool = False) -> Referred:
    """Turn the child's name and pronouns into slots and the reader's family words into "you".

    ``several``: a plural noun stands just before the clause, so "they" and "them" are clear. ``to_family``: in a question to the family "they" is the family when the child's pronouns are not they/them.
    """
    text = _CHILD_NOUN.sub("{them}", text) if people.child else text
    text = _family(text, note, people)
    reader = _reader(note, people)
    tokens = tokenize(text)
    children = child_tokens(tokens, people)
    out: list[str] = []
    unclear: list[str] = []
    says_child = "{them}" in text
    at = cursor = 0
    pending = False
    again = -1
    while at < len(tokens):
        token = tokens[at]
        out.append(text[cursor : token.start])
        cursor = token.end
        if token.text == "{":
            close = next((i for i in range(at, len(tokens)) if tokens[i].text == "}"), at)
            out.append(text[token.start : tokens[close].end])
            cursor = tokens[close].end
            at = close + 1
            continue
        if at in children:
            last = tokens[at + children[at] - 1]
            if at and tokens[at - 1].low in {"by", "called", "named"} and at > 1 and tokens[at - 2].low in {"goes", "go", "went", "is", "be", "like", "prefers"}:
                out.append("{name}")
                cursor = last.end
                at += children[at]
                continue
            own = last.text.endswith(("'s", "’s")) or (last.text.endswith(("'", "’")))
            inverted = at > 0 and tokens[at - 1].low in MODALS | DO
            out.append("{their}" if own else ("{they}" if _subject_here(tokens, at + children[at]) or at == 0 else "{them}"))
            pending = not own and not inverted
            says_child = True
            cursor = last.end
            at += children[at]
            continue
        if token.low in _SETS:
            out.append(_pronoun(tokens, at, people, unclear, note, to_family=to_family, reader=reader, several=several))
            if out[-1] == "you" and token.low in {"he", "she"}:
                here = skip_adverbs(tokens, at + 1)
                base = _YOU_FORMS.get(tokens[here].low) or tokens[here].tags.get("VBZ") if here < len(tokens) and finite(tokens, here) in {"be", "have", "do", "third"} else None
                if here < len(tokens) and base:
                    out.append(text[cursor : tokens[here].start] + base)
                    cursor = tokens[here].end
                    at = here
            if out[-1].startswith("{"):
                says_child = True
                pending = out[-1] == "{they}" and not (at > 0 and tokens[at - 1].low in MODALS | DO)
            at += 1
            continue
        kind = finite(tokens, at)
        if pending and (kind in {"be", "have", "do", "third"} or (people.pronoun == "they" and "VB" in token.tags and kind is None)):
            out.append(_verb(token, people))
            again = _coordinated(tokens, at)
            pending = False
        elif at == again:
            # "comes in and gets": a second verb of the same subject agrees too
            out.append(_verb(token, people))
            again = _coordinated(tokens, at)
        else:
            pending = pending and skip_adverbs(tokens, at) > at
            out.append(token.text)
        at += 1
    out.append(text[cursor:])
    pattern = "".join(out)
    pattern = re.sub(r"\b([Dd])oes you\b", r"\1o you", pattern)
    pattern = re.sub(r"\b([Ii])s you\b", lambda m: ("A" if m.group(1) == "I" else "a") + "re you", pattern)
    pattern = re.sub(r"\b([Hh])as you\b", r"\1ave you", pattern)
    others = tuple(name for name in people.others if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return Referred(pattern, tuple(unclear), others, says_child)


def _coordinated(tokens: list[Token], at: int) -> int:
    """Return where a second present-tense verb of the same subject stands ("comes in and gets"), or -1."""
    for later in range(at + 1, min(at + 14, len(tokens))):
        if tokens[later].low in {"because", "when", "if", "that", "who", "while"}:
            return -1
        if tokens[later].text in {",", "&"} or tokens[later].low in {"and", "but"}:
            here = skip_adverbs(tokens, later + 1)
            if here < len(tokens) and finite(tokens, here) in {"third", "be", "have", "do"}:
                return here
    return -1


def _verb(token: Token, people: People) -> str:
    if token.low in _PAIRS:
        return _PAIRS[token.low]
    if "VBZ" in token.tags and token.tags["VBZ"] != token.low:
        return "{" + f"{token.low}/{token.tags['VBZ']}" + "}"
    if people.pronoun == "they" and "VB" in token.tags:
        return "{" + f"{third_person(token.low)}/{token.low}" + "}"
    return token.text


def _subject_here(tokens: list[Token], after: int) -> bool:
    here = skip_adverbs(tokens, after)
    return here < len(tokens) and finite(tokens, here) is not None


_READER = {"he": ("father", "grandfather", "uncle", "stepfather", "dad", "grandpa", "brother"), "she": ("mother", "grandmother", "aunt", "stepmother", "mom", "grandma", "sister")}


def _reader(note: Note, people: People) -> str | None:
    """Return the pronoun of the one adult who reads this, where it cannot be the child's nor another person's."""
    low = (note.family.relationship or "").lower()
    if people.others or " and " in low or note.kind == "positive_note" or re.search(r"\b(?:lady|girl|boy|woman|man|sub|nurse|friend|partner|counselor|coach|principal|bus driver|classmate|mr|mrs|ms|dr)\b", note.note, re.IGNORECASE):
        return None
    sets = [which for which, relations in _READER.items() if any(re.search(rf"(?<![a-z]){relation}\b", low) for relation in relations)]
    return sets[0] if len(sets) == 1 and sets[0] != people.pronoun and people.pronoun in {"he", "she"} else None


def _pronoun(tokens: list[Token], at: int, people: People, unclear: list[str], note: Note, *, to_family: bool, reader: str | None, several: bool = False) -> str:
    token = tokens[at]
    low = token.low
    which = _SETS[low]
    spoken_to = to_family or (at > 0 and tokens[at - 1].low in {"text", "call", "email", "tell", "write", "message", "phone", "thank", "ask", "meet", "see", "update", "hear", "show"})
    if reader and which == reader and spoken_to and not any(_person(word) for word in tokens[:at]):
        return {"he": "you", "she": "you", "him": "you", "his": "your", "hers": "yours"}.get(low, _her_as_you(tokens, at) if low == "her" else "yourself")
    if which == "they" and people.pronoun != "they" and not to_family and (several or _several_before(tokens, at)):
        return token.text
    if to_family and low == "them" and at and tokens[at - 1].low in {"on", "about", "of", "over", "with"}:
        unclear.append(token.text)
        return token.text
    if to_family and which == "they" and people.pronoun != "they":
        return {"they": "you", "them": "you", "their": "your", "theirs": "yours"}.get(low, "yourselves")
    if which == people.pronoun and note.kind in {"reply", "resource", "event_invite", "conference_invite"} and _reader_is(which, note) and _reader_spoken_of(note) and not any(re.sub(r"['’]s$", "", word.text) in people.child_forms for word in tokens):
        unclear.append(token.text)
        return token.text
    if which != people.pronoun or people.child is None:
        unclear.append(token.text)
        return token.text
    if low == "her" and at + 1 < len(tokens) and "VB" in tokens[at + 1].tags and at and tokens[at - 1].low in {"let", "made", "make", "makes", "help", "helped", "helps", "watch", "watched", "see", "saw", "heard", "hear", "have", "had"} and "NNS" not in tokens[at + 1].tags:
        return "{them}"
    if low == "her":
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        possessed = following is not None and (
            following.is_number
            or following.is_quote
            or (following.is_word and ("NN" in following.tags or "NNS" in following.tags or "JJ" in following.tags or not following.tags) and (following.low not in _AFTER_OBJECT or (following.low in {"first", "work", "second", "own"} and at + 2 < len(tokens) and tokens[at + 2].is_word and ("NN" in tokens[at + 2].tags or "NNS" in tokens[at + 2].tags or "JJ" in tokens[at + 2].tags))))
        )
        return "{their}" if possessed else "{them}"
    return _SLOT_OF[low]


def _reader_is(which: str, note: Note) -> bool:
    low = (note.family.relationship or "").lower()
    return any(re.search(rf"(?<![a-z]){relation}\b", low) for relation in _READER.get(which, ()))


def _reader_spoken_of(note: Note) -> bool:
    return any(relation_of(word) and matches_record(relation_of(word) or "", note.family.relationship) for word in re.findall(r"[^\W\d_]+", note.note)) or bool(re.match(r"\s*(?:she|he)(?:'s|’s| is| was| asked)\b", note.note, re.IGNORECASE))


def _person(token: Token) -> bool:
    return token.low in {"sub", "nurse", "coach", "boy", "girl", "friend", "partner", "classmate", "kid", "student", "principal", "counselor", "teacher", "man", "woman", "lady", "brother", "sister", "doctor"}


def _her_as_you(tokens: list[Token], at: int) -> str:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return "your" if following is not None and following.is_word and ("NN" in following.tags or "NNS" in following.tags) and following.low not in _AFTER_OBJECT else "you"


def _several_before(tokens: list[Token], at: int) -> bool:
    """A plural noun earlier in the clause is whom "they" means ("the kids ... their lockers")."""
    return any(
        ("NNS" in word.tags and "VBZ" not in word.tags) or word.low in {"kids", "students", "children", "everyone", "everybody", "classmates", "people", "friends", "others", "both", "graders", "somebody", "someone", "nobody", "anyone", "each"}
        for word in tokens[:at]
    )


_AFTER_OBJECT = frozenset(
    "to a an the in on at for with and but or so that if when what how why about today yesterday again back up out off "
    "from by as every each this these more away down over it through until after before first then get do go feel see "
    "i he she we they you who which because while though is was will can could would is has had some something more most all".split()
)


def _family(text: str, note: Note, people: People) -> str:
    """Turn the adult who reads the message into "you"; the verb after it agrees."""
    relationship = note.family.relationship
    if people.pronoun != "they":
        text = re.sub(r"\b(I (?:just |really )?(?:want|would like|hope|need)) (?:them|the family|her parents|his parents|mom|dad) to\b", r"\1 you to", text)
        text = re.sub(r"\b((?:meeting|seeing|hearing from|talking (?:to|with)|meet|working with)) them\b", r"\1 you", text)
    for name in people.family_names:
        text = re.sub(rf"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|[Ss]ra?)\.? {re.escape(name)}(?:['’]s)?(?![\w])", lambda m: "your" if m.group().endswith("s") and m.group()[-2] in "'’" else "you", text)
    for name in re.split(r"\s+", note.family.addressed_as or ""):
        if name[:1].isupper() and len(name) > 2 and not name.endswith("."):
            text = re.sub(rf"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|[Ss]ra?)\.? {re.escape(name)}(?!['’\w])", "you", text)
    text = re.sub(r"\b(mom|mum|mother|dad|father|grandma|grandpa) (?:and|&|\+) (mom|mum|mother|dad|father|grandma|grandpa)\b", lambda m: _pair(m, relationship), text, flags=re.IGNORECASE)
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
        if relation and relation not in {"other"} and matches_record(relation, relationship):
            size = 1
            if at + 1 < len(tokens) and tokens[at + 1].text in people.family_names:
                size = 2
        elif word in people.family_names and word not in people.child_forms and not relation and names and (at == 0 or tokens[at - 1].low in {"ms", "mr", "mrs", "dr", ".", "for", "tell", "ask", "thank", "to", "with", "that", "brother", "aunt", "uncle"} or _subject_here(tokens, at + 1)):
            size = 1
        if not size:
            at += 1
            continue
        start = token.start
        before = at - 1
        if before >= 0 and tokens[before].text == "." and before >= 1 and tokens[before - 1].low in {"ms", "mr", "mrs", "dr", "sra", "sr"}:
            start = tokens[before - 1].start
        elif before >= 0 and tokens[before].low in {"ms", "mr", "mrs", "dr", "his", "her", "their", "the", "our", "sra", "sr"}:
            start = tokens[before].start
        elif before >= 0 and re.sub(r"['’]s$", "", tokens[before].text) in people.child_forms and tokens[before].text.endswith(("'s", "’s")):
            start = tokens[before].start
        last = tokens[at + size - 1]
        own = last.text.endswith(("'s", "’s"))
        out.append(text[cursor:start])
        follows = tokens[at + size] if at + size < len(tokens) else None
        out.append("your" if own and follows is not None and follows.is_word and follows.low not in {"and", "but", "in", "on", "at"} else "you")
        cursor = last.end
        after = at + size
        if not own and after < len(tokens):
            here = skip_adverbs(tokens, after)
            if here < len(tokens):
                verb = tokens[here]
                changed = _YOU_FORMS.get(verb.low) or (verb.tags.get("VBZ") if finite(tokens, here) == "third" or (here == after and "VBZ" in verb.tags and out[-1] == "you") else None)
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


def base_after_you(verb: str) -> str:
    """Return the form of a present-tense verb after "you"."""
    low = verb.lower()
    if low in BE | HAVE | DO:
        return _YOU_FORMS.get(low, low)
    return tokenize(low)[0].tags.get("VBZ", low)
