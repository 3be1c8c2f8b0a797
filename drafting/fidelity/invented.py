"""Whole sentences, promises, feelings and conditions that rest on nothing, and what must not be sent but was."""

from __future__ import annotations

import re

from drafting.fidelity.reading import Line, Reading, Word
from drafting.fidelity.source import Source
from drafting.fidelity.vocabulary import fold, keys, lemma, plain, vocabulary
from drafting.types import Span

_SPEECH = re.compile(
    r"(?:and |but |so |also,? |again,? |as always,? )?(?:"
    r"thank(?:s| you)|many thanks|dear\b|hi\b|hello\b|hey\b|good (?:morning|afternoon|evening|day)|greetings|"
    r"(?:i|we) (?:can |could |do |really |completely |truly |so |very much |would |'d )*"
    r"(?:hear|understand|imagine|appreciate|realize|want to thank|am grateful|wonder|know (?:this|that|how|it)|would love|look forward|value|welcome)"
    r"|i'd love|i would love|i'm (?:so )?(?:grateful|sorry|here|happy to|glad to|always)|i am (?:so |very |truly )?(?:grateful|sorry|here|happy to|glad to|always)"
    r"|that (?:must|sounds|makes|is (?:completely |so )?(?:understandable|fair|hard))|it (?:must|sounds|makes|means|is (?:completely )?understandable|is hard)"
    r"|you(?:'re| are) (?:so |absolutely |quite |completely )?(?:right|not alone|always welcome|welcome)|you know (?:him|her|them|\w+) best"
    r"|(?:please )?(?:feel free|let me know|call me|call|email|text|reply|write back|write|reach|contact|send me|tell me|share)"
    r"|(?:if|whenever|when|any ?time) (?:you|that|there|this|it|anything|another|a different|something)\b"
    r"|(?:with|warm|kind|best|all my|take care|sincerely|yours|have a|see you|looking forward|wishing|until then|talk soon|many)\b"
    r"|what|how|which|who|when|where|could you|can you|would you|do you|does|is there|are there|may i)"
)
_PROMISE = re.compile(
    r"\b(?:i|we)(?:'ll| will| am going to|'m going to|'re going to| are going to| plan to| promise)\b", re.IGNORECASE
)
_SAID_TO_FEEL = frozenset("is was are were feels felt feel seems seemed seem looks looked look became gets got".split())
_SOFT = frozenset(
    "so very really a bit little quite also always often just too still been feeling feel be more".split()
)


def invented_sentences(reading: Reading, source: Source) -> list[Span]:
    """Return the sentences, and the longer clauses of a sentence, of which the note holds nothing."""
    found: list[Span] = []
    signature = reading.signature
    for number, line in enumerate(reading.lines):
        if number == 0 and _is_address(line):
            continue
        if line.asks or line.span.start >= signature:
            continue
        speech = _SPEECH.match(line.span.text.lower().replace("’", "'"))
        claims = [
            word
            for clause in line.clauses
            for word in clause.words
            if not word.frame and not _is_name(word, reading, source)
        ]
        held = [word for word in claims if covered(word, source)]
        if _PROMISE.search(line.span.text) and claims and not held:
            found.append(line.span)
            continue
        if speech:
            continue
        # A synonym is half a proof: "table" for "group" may be chance.
        weight = sum(1.0 if firmly(word, source) else 0.5 for word in held)
        if len(claims) >= 2 and weight * 4 <= len(claims):
            found.append(line.span)
            continue
        if len(claims) == 1 and not held and _about_child(line, reading, source) and not _has_support(line, source):
            found.append(line.span)
            continue
        found.extend(_invented_clauses(line, reading, source))
    return found


def _invented_clauses(line: Line, reading: Reading, source: Source) -> list[Span]:
    found: list[Span] = []
    if len(line.clauses) < 2:
        return found
    for clause in line.clauses:
        claims = [word for word in clause.words if not word.frame and not _is_name(word, reading, source)]
        if len(claims) >= 2 and clause.last - clause.first >= 3 and not any(covered(word, source) for word in claims):
            found.append(reading.span(clause.first, clause.last))
    return found


def covered(word: Word, source: Source) -> bool:
    """Tell whether the note, the answers, the parent's words or the record hold the word or one like it."""
    if not source.keys.isdisjoint(word.keys):
        return True
    root = word.keys[0]
    return len(root) > 6 and root[:6] in source.heads


def firmly(word: Word, source: Source) -> bool:
    """Tell whether the very word is held, not only one like it."""
    return word.keys[0] in source.keys


def _has_support(line: Line, source: Source) -> bool:
    if any(source.support.holds(value) for clause in line.clauses for value in clause.values):
        return True
    words = [word for clause in line.clauses for word in clause.words]
    return sum(1 for word in words if covered(word, source)) * 2 >= len(words) + 1


def _is_name(word: Word, reading: Reading, source: Source) -> bool:
    """Tell whether a word is a name, which is judged on its own."""
    token = reading.pieces[word.at]
    if fold(token.low.removesuffix("'s")) in source.child:
        return True
    return token.text[0].isupper() and word.at > 0 and reading.pieces[word.at - 1].kind == "word"


def _about_child(line: Line, reading: Reading, source: Source) -> bool:
    first = reading.pieces[line.clauses[0].first] if line.clauses else None
    return first is not None and (first.low in {"he", "she", "they", "everyone"} or fold(first.low) in source.child)


def _is_address(line: Line) -> bool:
    return line.span.text.rstrip().endswith((",", ":")) or len(line.span.text.split()) <= 6


def invented_feelings(reading: Reading, source: Source) -> list[Span]:
    """Return the feelings that a message gives the child and the note does not."""
    feelings = vocabulary().feelings
    found: list[Span] = []
    for line in reading.lines:
        if line.asks:
            continue
        for clause in line.clauses:
            for at in range(clause.first, clause.last):
                if not _is_child(reading.pieces[at].low, source):
                    continue
                verb = at + 1
                if reading.pieces[at].low.endswith("'s"):
                    verb = at
                elif reading.pieces[verb].low not in _SAID_TO_FEEL:
                    continue
                word = verb + 1
                while word <= clause.last and reading.pieces[word].low in _SOFT:
                    word += 1
                if word <= clause.last and reading.pieces[word].low in feelings:
                    low = reading.pieces[word].low
                    if source.keys.isdisjoint((*keys(low), lemma(low))) and low not in source.words:
                        found.append(reading.span(word, word))
    return found


def _is_child(low: str, source: Source) -> bool:
    bare = low.removesuffix("'s")
    return bare in {"he", "she"} or (bare == "they" and source.pronoun == "they") or fold(bare) in source.child


def invented_conditions(reading: Reading, source: Source) -> list[Span]:
    """Return the words for a diagnosis or treatment that the note, as far as it may be sent, does not hold."""
    known = vocabulary()
    return [
        Span(piece.start, piece.end, piece.text)
        for piece in reading.pieces
        if piece.kind == "word"
        and (piece.low.removesuffix("'s") in known.diagnoses or piece.text in known.acronyms)
        and fold(piece.low.removesuffix("'s")) not in source.words
        and (source.keys.isdisjoint(keys(piece.low)[:1]) or piece.text in known.acronyms)
    ]


def leaked(reading: Reading, source: Source) -> list[Span]:
    """Return the words that stand only in facts that must not be sent."""
    if not source.leaks:
        return []
    names = frozenset().union(*(leak.names for leak in source.leaks))
    found: list[Span] = []
    for line in reading.lines:
        words = [word for clause in line.clauses for word in clause.words if len(word.keys[0]) > 2]
        for leak in source.leaks:
            hits = [word for word in words if word.keys[0] in leak.keys]
            if len({word.keys[0] for word in hits}) >= leak.enough:
                found.extend(reading.span(word.at, word.at) for word in hits)
        if names:
            found.extend(
                reading.span(at, at)
                for clause in line.clauses
                for at in range(clause.first, clause.last + 1)
                if reading.pieces[at].text[0].isupper() and fold(plain(reading.pieces[at].low)) in names
            )
    return found
