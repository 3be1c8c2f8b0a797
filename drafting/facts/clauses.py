"""A note cut into clauses, each with its span: the rows of the fact sheet before they are read.

Cuts are made at line ends, sentence ends, semicolons and dashes, and at a comma or conjunction only where the right
side opens a predicate or a clause of its own; never inside a quotation, and after "if", "because", "when" only before
a new subject. A bracket that holds a clause of its own becomes a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from drafting.facts.grammar import (
    CONJUNCTIONS,
    DETERMINERS,
    POSSESSIVES,
    PRONOUNS,
    SUBORDINATORS,
    Token,
    finite,
    skip_adverbs,
    tokenize,
    words,
)
from drafting.facts.people import People, child_tokens
from drafting.facts.shorthand import table

_BULLET = re.compile(r"^\s*(?:[-*•–·▪◦]|\(?\d{1,2}[.)](?!\d)|[a-z]\))\s+")
_END = re.compile("(?<=[.!?…])[\"'”’)]*(?=\\s|$)|;|\\s+(?:--?|–|—)\\s+|—|\\s*\\|\\s*|\\s*[\U0001f300-\U0001faff\u2600-\u27bf]+\\ufe0f?\\s*|,?\\s+(?:[Uu]m+|[Uu]h+|[Ee]rm*)\\b,?(?:\\s+(?=okay|so|and|in|the)(?:okay|so|and)?)?\\s*")
_TITLE_DOT = re.compile(r"(?:^|[\s(])(?:mr|mrs|ms|mx|dr|prof|sr|sra|st|jr|vs|e\.g|i\.e)\.$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.$")
# After these a full stop may end the sentence; before a number, or a small letter after a point of time, it does not.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:etc|no|approx|dept|gr|rm|pp?|pg|ch|vol|fig|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|"
    r"weds|thurs?|fri|incl|esp|w|avg)\.$",
    re.IGNORECASE,
)
_CLOCK_DOT = re.compile(r"\b(?:a\.m|p\.m|u\.s)\.$", re.IGNORECASE)
_LABEL = re.compile(r"^\s*([^\W\d_][\w'’&/, ]{0,38}?)\s*(?:(?<!\d):|\s[–—-])\s+(?=\S)|^\s*([^\W\d_][\w'’ ]{0,30}?)(?<!\d):(?!\d)\s*(?=\S)")
_NUMBERED = re.compile(r"(?<![\w:/.,–-])\(?([1-9])[.)]\s*(?=[^\W\d_'\"“])")
_BARE_NUMBERED = re.compile(r"(?<![\w:/.,–-])([1-9])\s+(?=[^\W\d_])")
_FILLER = re.compile(r"^(?:(?:um+|uh+|ok|okay|so|well|anyway|oh|hmm+|yeah|let's see)\b[\s,]*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the note: ``start``/``end`` into the note, ``body`` the words to read (label and bullet off)."""

    start: int
    end: int
    body: str
    label: str = ""
    """A heading in lower case that says what the clause is for: "ask", "home", "offer", "try" ..."""
    joiner: str = "."
    """What tied it to the clause before: "." for a new sentence, else the comma or conjunction."""
    sentence: int = 0
    bracket: bool = False
    bullet: bool = False
    heading: bool = False
    title: str = ""
    """The heading as written, on the first clause that it stands before."""
    mark: str = ""
    """The mark that ended it: "?", "!" or ""."""


def split(text: str, people: People) -> list[Clause]:
    """Cut a note into clauses, in order; every letter and digit of the note lies in one of them."""
    clauses: list[Clause] = []
    sentence = 0
    section = ""
    for line_start, line in _lines(text):
        bullet = _BULLET.match(line)
        body_start = line_start + (bullet.end() if bullet else 0)
        if _is_heading(line) and not bullet:
            section = line.strip().rstrip(":").lower()
            clauses.append(_clause(text, line_start, line_start + len(line), sentence, heading=True))
            sentence += 1
            continue
        if not line.strip():
            continue
        label = section if bullet else ""
        for start, end in _sentences(text, body_start, line_start + len(line)):
            for piece in _pieces(text, start, end, sentence, people, bullet=bool(bullet)):
                if piece.label:
                    label = piece.label
                clauses.append(replace(piece, label=piece.label or label, bullet=bool(bullet)))
            # a semicolon ties two halves of one thought: what is withheld in one is withheld in both
            sentence += 0 if text[end : end + 1] == ";" else 1
            if not bullet:
                label = ""
    return _cover(text, _attach(text, [clause for clause in clauses if re.search(r"\w", text[clause.start : clause.end])]))


def _cover(text: str, clauses: list[Clause]) -> list[Clause]:
    """Let words that fell between two clauses belong to the one after (or, at the end, the one before)."""
    if not clauses:
        words_in = re.search(r"\S(?:.*\S)?", text, re.DOTALL)
        return [_clause(text, 0, len(text), 0, heading=True)] if words_in and re.search(r"\w", text) else []
    covered: list[Clause] = []
    at = 0
    for clause in clauses:
        gap = re.search(r"\w", text[at : clause.start]) if clause.start > at else None
        covered.append(replace(clause, start=at + gap.start()) if gap else clause)
        at = max(at, clause.end)
    if re.search(r"\w", text[at:]):
        end = at + max(m.end() for m in re.finditer(r"\w", text[at:]))
        covered[-1] = replace(covered[-1], end=end)
    return covered


_TAIL = re.compile(
    r"^(?:(?:for (?:the )?)?(?:1st|first|2nd|second) (?:time|one)(?: (?:ever|since|this|all|in)\b.{0,24})?|all by (?:him|her|them)sel\w+|by (?:him|her|them)sel\w+|on (?:his|her|their) own|"
    r"(?:no|without|w/o|w/out|zero) (?:reminders?|prompts?|prompting|help|hints?|tears|complaints?)|(?:on|last|this) (?:mon|tues?|wed(?:nes)?|thurs?|fri)(?:day)?|today|yesterday|tday|this (?:week|wk|morning|month)|"
    r"(?:w/|with|in|at|after|before|during) (?:[\w'’]+ ){0,3}[\w'’]+)[.!]*$",
    re.IGNORECASE,
)


def _attach(text: str, clauses: list[Clause]) -> list[Clause]:
    """Put a bare tail back on the clause it belongs to ("led morning meeting. on Wednesday.")."""
    kept: list[Clause] = []
    for clause in clauses:
        if (
            kept
            and _TAIL.match(clause.body)
            and not (clause.heading or clause.bracket or clause.bullet or clause.label or kept[-1].heading or kept[-1].bracket or kept[-1].label)
            and clause.sentence - kept[-1].sentence <= 1
            and kept[-1].mark != "?"
            and re.fullmatch(r"[\s.,;!–—-]*", text[kept[-1].end : clause.start])
            and not any(finite_at(clause.body))
            and any(finite_at(kept[-1].body))
        ):
            last = kept[-1]
            body = re.sub(r"[.!…]+$", "", last.body)
            tie = ", " if re.match(r"(?:1st|first|2nd|second|no|zero)\b", clause.body, re.IGNORECASE) else " "
            kept[-1] = replace(last, end=clause.end, body=f"{body}{tie}{clause.body}", mark=clause.mark)
            continue
        kept.append(clause)
    return kept


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _is_heading(line: str) -> bool:
    words_in = re.findall(r"[A-Za-z]+", line)
    if not words_in or len(words_in) > 6:
        return False
    bare = line.strip()
    return (bare.isupper() and len(bare) > 2 and not re.search(r"[.!?]$", bare)) or bare.endswith(":")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one line at sentence ends and dashes, outside brackets and quotations."""
    closed = _enclosed(text, start, end)
    at = start
    for match in _END.finditer(text, start, end):
        cut = match.end() if match.group() and not match.group().strip("\"'”’)") else match.start()
        if any(a < cut < b for a, b in closed):
            continue
        before = text[at:cut]
        if text[cut - 1 : cut] == "." and _ABBREVIATION.search(before) and match.end() < end:
            if text[match.end() : end].lstrip()[:1].isdigit() or re.search(r"\b(?:incl|esp|approx|vs|avg)\.$", before, re.IGNORECASE):
                continue
        if text[cut - 1 : cut] == "." and match.end() < end:
            if _TITLE_DOT.search(before) or (_INITIAL.search(before) and re.match(r"\s*[A-Z][a-z]", text[match.end() : end]) and re.search(r"[A-Z][a-z]+ [A-Z]\.$|(?:^|\s)[A-Z]\.$", before) and not re.search(r"\b(?:shelf|room|door|level|grade|section|team|group|part|act|letter|plan|vitamin) [A-Z]\.$", before, re.IGNORECASE)):
                continue
            if _CLOCK_DOT.search(before) and not text[match.end() : end].lstrip()[:1].isupper():
                continue
        if re.match(r"\s+(?:--?|–|—)\s+$", match.group()) and re.fullmatch(r"\s*[\w'’ʻ/ ,-]{1,40}", before) and len(before.split()) <= 5:
            # "Khôi – 5 wks straight": a heading, left for the label rule
            if not any(finite_at(before)):
                continue
        if re.search(r"\d\s*$", before) and re.match(r"\s*(?:--?|–)\s*", match.group()) and text[match.end() : match.end() + 1].isdigit():
            continue
        if text[at:cut].strip():
            yield at, cut
        at = match.end()
    if text[at:end].strip():
        yield at, end


def finite_at(text: str) -> Iterator[bool]:
    """Yield, for each token of a text, whether a predicate opens there."""
    tokens = tokenize(text)
    return (finite(tokens, at) is not None for at in range(len(tokens)))


def _enclosed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = [(m.start(), m.end()) for m in re.finditer(r"\([^()]*\)|\"[^\"]*\"|“[^”]*”|(?<!\w)['‘](?=\w)[^'’\n]*(?:['’]\w[^'’\n]*)*['’](?!\w)", text[start:end])]
    return [(start + a, start + b) for a, b in spans]


def _clause(text: str, start: int, end: int, sentence: int, **more: object) -> Clause:
    raw = text[start:end]
    lead = len(raw) - len(raw.lstrip(" \t,;–—-:"))
    start += lead
    trimmed = text[start:end].rstrip(" \t,;–—-")
    end = start + len(trimmed)
    mark = ""
    tail = re.search(r"([.!?…]+)[\"'”’)\s]*$", trimmed)
    if tail:
        mark = "?" if "?" in tail.group(1) else "!" if "!" in tail.group(1) else "."
    return Clause(start, end, trimmed, sentence=sentence, mark=mark, **more)  # type: ignore[arg-type]


def _pieces(text: str, start: int, end: int, sentence: int, people: People, *, bullet: bool = False) -> Iterator[Clause]:
    """Cut one sentence at brackets that hold clauses, at numbering, and at commas and conjunctions."""
    label = ""
    found = _LABEL.match(text[start:end])
    if found and _is_label(found.group(1) or found.group(2), people):
        label = re.sub(r"\s+", " ", (found.group(1) or found.group(2)).strip().lower())
        if _only_child(label, people):
            label = ""
        inner = start + found.end()
    else:
        found = None
        inner = start
    brackets = [(a, b) for a, b in _enclosed(text, inner, end) if text[a] == "(" and _own_row(text[a + 1 : b - 1], bullet=bullet)]
    numbered = _numbering(text, inner, end, labelled=bool(found))
    edges = sorted({inner, end, *(edge for pair in brackets for edge in pair), *numbered})
    first = True
    joiner = "."
    for a, b in zip(edges, edges[1:], strict=False):
        inside = any(x <= a < y for x, y in brackets)
        if inside:
            yield replace(_clause(text, a + 1, b - 1, sentence), label=label, joiner="(", bracket=True)
            joiner = ")"
            continue
        for piece_start, piece_end, piece_joiner in _cuts(text, a, b, people, bare=a in numbered):
            if not re.search(r"\w", text[piece_start:piece_end]):
                continue
            clause = _clause(text, piece_start, piece_end, sentence)
            if first and found:
                clause = replace(clause, title="" if label == "" else (found.group(1) or found.group(2)).strip(), start=start + len(text[start:inner]) - len(text[start:inner].lstrip()))
            yield replace(
                clause,
                body=_FILLER.sub("", clause.body),
                label=label,
                joiner=joiner if piece_start == a else piece_joiner,
            )
            first = False
        joiner = ","


def _is_label(text: str, people: People) -> bool:
    low = text.strip().lower()
    if len(low.split()) > 6:
        return False
    if re.match(r"what i(?:['’]d| would)? (?:like|want)", low):
        return True
    return _only_child(low, people) or not any(finite_at(text)) or low in {"said", "says", "asked", "agreed", "notes"}


def _only_child(low: str, people: People) -> bool:
    rest = low
    for form in people.child_forms:
        rest = re.sub(rf"(?<!\w){re.escape(form.lower())}(?!\w)", "", rest)
    return not re.search(r"\w", rest)


def _own_row(inner: str, *, bullet: bool = False) -> bool:
    """A bracket is a row of its own when it says something: a predicate, an aside, or several words."""
    tokens = tokenize(inner)
    low = inner.lower()
    if any(marker in low for marker in words()["withhold"]["words"]) or "?" in inner:
        return True
    names = [name for name in re.findall(r"[A-Z][a-z]+", inner) if not any(name.lower() in part for part in table().values())]
    if bullet:
        return len(names) > 1 and "," in inner
    if any(finite(tokens, at) for at in range(len(tokens))) and len(tokens) > 1:
        return True
    return len([t for t in tokens if t.is_word]) > 4 or (len(names) > 1 and "," in inner)


def _numbering(text: str, start: int, end: int, *, labelled: bool) -> list[int]:
    for pattern in (_NUMBERED, _BARE_NUMBERED) if labelled else (_NUMBERED,):
        marks = [m for m in pattern.finditer(text, start, end)]
        wanted = 1
        cuts: list[int] = []
        for mark in marks:
            if int(mark.group(1)) == wanted:
                cuts.append(mark.start())
                wanted += 1
        if len(cuts) > 1:
            return cuts
    return []


def _cuts(text: str, start: int, end: int, people: People, *, bare: bool = False) -> Iterator[tuple[int, int, str]]:
    numbered = re.match(r"\s*\(?[1-9][.)]?\s+(?=[^\W\d_'\"“])", text[start:end])
    if numbered and (bare or re.match(r"\s*\(?[1-9][.)]", numbered.group())):
        start += numbered.end()
    tokens = [replace_offsets(token, start) for token in tokenize(text[start:end])]
    children = child_tokens(tokens, people)
    at_start = start
    joiner = ","
    depth = 0
    low = text[start:end].lower()
    asking = bool(re.match(r"\s*(?:(?:just|please|then|and|also) )*(?:ask|q\b|question|wondering|want to know|find out)", low))
    at = 0
    left: list[Token] = []
    while at < len(tokens):
        token = tokens[at]
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and any(word.low not in CONJUNCTIONS | {"then"} for word in left) and (token.text in {",", "&", "+"} or token.low in CONJUNCTIONS | {"then"}):
            after = at + 1
            kind = token.low
            while after < len(tokens) and (tokens[after].low in CONJUNCTIONS | {"&", "+", "then"}) and not (tokens[after].low == "so" and after + 1 < len(tokens) and tokens[after + 1].low in {"does", "did", "do", "is", "was", "are"}):
                kind = tokens[after].low if kind in {","} else kind
                after += 1
            if after < len(tokens) and _opens(tokens, after, children, left, kind, asking=asking):
                yield at_start, token.start, joiner
                at_start = tokens[after].start if kind not in {"so"} else token.start
                joiner = {"&": "and", "+": "and", "plus": "and", "yet": "but"}.get(kind, kind)
                left = []
                at = after
                continue
        left.append(token)
        at += 1
    yield at_start, end, joiner


def replace_offsets(token: Token, by: int) -> Token:
    """Return the token with its offsets moved by ``by``."""
    return Token(token.text, token.start + by, token.end + by)


def _opens(tokens: list[Token], at: int, children: dict[int, int], left: list[Token], joiner: str, *, asking: bool) -> bool:
    """Say whether a clause or predicate of its own opens at ``at``, given what stands to its left."""
    rest = " ".join(token.low for token in tokens[at : at + 6])
    if any(rest.startswith(marker.replace("'", "'")) for marker in (*words()["withhold"]["words"], *words()["unhold"]["words"])):
        return True
    subordinate = any(
        token.low in SUBORDINATORS - {"so", "as", "once", "before", "after", "since", "until", "till"} and not (place == 0 and token.low == "that")
        for place, token in enumerate(left)
    )
    if len(left) > 26:
        subordinate = False
    opening = left[0].low in SUBORDINATORS and joiner == ","
    if asking and (joiner == "so" or tokens[at].low in SUBORDINATORS or not _new_subject(tokens, at, children)):
        return False
    if joiner == "so" and (not _new_subject(tokens, at, children) or tokens[at].low.endswith("ly") or tokens[at].low == "that"):
        return False
    if joiner == "," and tokens[at].low in {"bring", "wear", "return", "sign", "reply"} and at + 1 < len(tokens) and tokens[at + 1].low in {"nothing", "anything", "a", "an", "the", "your", "some", "and"}:
        return True
    if joiner in {"and", "&", ","} and tokens[at].low == "so" and at + 1 < len(tokens) and tokens[at + 1].low in {"does", "did", "do", "is", "was", "are"}:
        return False
    if joiner == "," and all(token.is_number or token.low in _WHEN or re.match(r"\d", token.text) for token in left):
        return False
    if joiner in {",", "and"} and tokens[at].low in {"just", "wondering"} and any(token.low == "wondering" for token in tokens[at : at + 2]):
        return True
    if joiner == "," and tokens[-1].text == "?" and tokens[at].low in {"what", "how", "which", "when", "where"} and not re.match(r"what|how|which", left[0].low) and at + 1 < len(tokens) and tokens[at + 1].low in {"should", "would", "could", "can", "do", "does", "is", "are", "else"}:
        return True
    if joiner == "," and _PRIVATE_TAIL.search(" ".join(token.low for token in tokens[at:])):
        return True
    if tokens[at].low == "thank" and joiner in {"and", ",", "&", "+"} and at + 1 < len(tokens) and tokens[at + 1].low in {"her", "him", "them", "mom", "dad", "you"}:
        return True
    if tokens[at].low == "ask" and at + 1 < len(tokens) and joiner in {"and", ",", "&", "+"}:
        return True
    if joiner == "," and not subordinate and _timed(tokens, at):
        return True
    if opening and not any(token.text == "," for token in left):
        return False
    if _new_subject(tokens, at, children):
        if subordinate and joiner in {"and", "&", "+", "or"}:
            return False
        return joiner not in {"or", "nor"}
    here = skip_adverbs(tokens, at)
    if joiner in {"or", "nor"} or here >= len(tokens):
        return False
    kind = finite(tokens, here)
    if tokens[here].low == "was" and here + 1 < len(tokens) and tokens[here + 1].is_number and any(token.is_number for token in left):
        return False
    if kind and tokens[here].low == "will" and left and left[0].low in {"i", "i'll", "i'd", "we"}:
        return True
    if kind and not subordinate and _other_subject(left, children):
        return False
    if kind and not subordinate:
        # "ran, jumped and climbed" stays whole when the left has no subject and one word
        return len([token for token in left if token.is_word or token.is_number]) > 1 or joiner == "but"
    if subordinate:
        return False
    if joiner == "but":
        return len(tokens) - at > 1
    return joiner == "," and _score_ahead(tokens, at)


def _other_subject(left: list[Token], children: dict[int, int]) -> bool:
    """A clause about a thing ("The write-up was thorough and cites ...") keeps its second predicate."""
    first = skip_adverbs(left, 0)
    if first >= len(left) or not any(finite(left, at) for at in range(len(left))):
        return False
    return left[first].low in {"the", "this", "that", "it", "there", "a", "an", "everyone", "kids"} | POSSESSIVES


_WHEN = frozenset("mon tue tues wed weds thu thur thurs fri monday tuesday wednesday thursday friday jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december on at by am pm today yesterday".split())
_PRIVATE_TAIL = re.compile(r"^(?:prob |probably |maybe |i think |sensory |some )*(?:adhd|add|autism|autistic|sensory|dyslexi\w+|anxiety|depression|ocd|odd|trauma|eating disorder|lazy)\b")


def _score_ahead(tokens: list[Token], at: int) -> bool:
    """A comma before a result of its own: "..., 17 out of 20 on facts", "..., unit test 96%"."""
    ahead = tokens[at : at + 5]
    if not ahead or not any(token.is_number and re.search(r"[/%]", token.text) for token in ahead[:4]):
        return bool(len(ahead) > 2 and ahead[0].is_number and ahead[1].low in {"out", "of"})
    return ahead[0].low not in {"up", "down", "from", "about", "nearly", "almost", "with", "at", "was", "goal"}


def _timed(tokens: list[Token], at: int) -> bool:
    """A comma before an appointment of its own: "..., kids' call time 5:15 band rm"."""
    ahead = tokens[at : at + 6]
    clock = next((i for i, token in enumerate(ahead) if re.match(r"\d{1,2}:\d{2}", token.text)), None)
    return clock is not None and clock >= 1 and all(token.is_word for token in ahead[:clock]) and ahead[0].low not in {"at", "from", "or", "and", "until", "till", "to", "by", "doors"}


def _new_subject(tokens: list[Token], at: int, children: dict[int, int]) -> bool:
    here = skip_adverbs(tokens, at)
    if here >= len(tokens):
        return False
    token = tokens[here]
    if here in children:
        after = skip_adverbs(tokens, here + children[here])
        return after < len(tokens) and finite(tokens, after) is not None
    if re.fullmatch(r"(?:i|he|she|they|we|it|you|that|there)['’](?:m|s|re|ll|ve|d)", token.low):
        return True
    if here + 1 < len(tokens) and token.is_word and ("NN" in token.tags or "NNS" in token.tags) and finite(tokens, here + 1) in {"be", "modal"} and here and tokens[here - 1].text == ",":
        return True
    if here and tokens[here - 1].text == ",":
        ahead = here
        while ahead < len(tokens) and ahead < here + 2 and tokens[ahead].is_word and "NN" in tokens[ahead].tags and "VBD" not in tokens[ahead].tags:
            ahead += 1
        if ahead > here and ahead < len(tokens) and finite(tokens, ahead) == "past" and "NN" not in tokens[ahead].tags and "JJ" not in tokens[ahead].tags:
            return True
    if token.low in PRONOUNS | {"nobody", "everyone", "everybody"}:
        after = skip_adverbs(tokens, here + 1)
        return after < len(tokens) and (finite(tokens, after) is not None or "VB" in tokens[after].tags or tokens[after].low in {"ck", "chk"})
    if token.low in DETERMINERS | POSSESSIVES:
        for after in range(here + 2, min(here + 5, len(tokens))):
            if not tokens[after - 1].is_word:
                return False
            if finite(tokens, after) in {"be", "have", "do", "modal"} or (finite(tokens, after) and "NN" not in tokens[after].tags):
                return True
    return False
