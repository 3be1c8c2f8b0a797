"""Say a placeholder pronoun as the record has it, with a verb that agrees.

A model is told to treat ``[THEY]`` as singular. When the child is spoken of as they, the verb after it (and those joined
to it by "and") becomes plural; when not, a plural verb that the model wrote all the same becomes singular.
"""

from __future__ import annotations

import re
from functools import cache

from drafting.facts.patterns import Speaking
from drafting.privacy.words import word_list

MARK = "\ufdd0\ufdd1"
"""Stands before each restored subject until its verb agrees: two code points that are no characters in any text."""

_PAIRS = {
    "is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't",
    "doesn't": "don't", "isn’t": "aren’t", "wasn’t": "weren’t", "hasn’t": "haven’t", "doesn’t": "don’t",
}  # fmt: skip
_BACK = {plural: single for single, plural in _PAIRS.items()}
_ADVERB = r"(?:(?:always|also|really|still|now|already|just|often|usually|sometimes|even|only|never|\w+ly)\s+)*"
_AFTER = re.compile(rf"(?P<adverbs>\s+{_ADVERB})(?P<verb>[a-z]+(?:n['’]t)?)(?![\w'’])")
_SHORT = re.compile(r"(?P<quote>['’])(?P<end>s|re|ve)(?![\w])(?P<next>\s+\w+)?")
_INVERTED = re.compile(r"(?<![\w'’])(?P<verb>is|are|was|were|has|have|does|do|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|hasn['’]t|"
                       r"haven['’]t|doesn['’]t|don['’]t)(?P<space>\s+)$", re.IGNORECASE)  # fmt: skip
_BARE_AFTER = re.compile(
    r"(?<![\w'’])(?:did|didn['’]t|can|can['’]t|could|will|would|should|shall|may|might|must|do|does|don['’]t|doesn['’]t|let|"
    r"lets|help|helps|helped|make|makes|made|see|saw|hear|heard|watch|watched)\s+$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"(?P<link>(?:,\s*(?:and|but|or|then)?|\s(?:and|but|or|&))\s+{_ADVERB})(?P<verb>[a-z]+(?:n['’]t)?)(?![\w'’])"
)
_NOT_VERBS = frozenset("always sometimes perhaps besides this its his less yes us as thus across".split())


def say(key: str, speaking: Speaking) -> str:
    """The word for THEY, THEM, THEIR, THEIRS or THEMSELF; without a pronoun on record, the name."""
    return speaking.forms[{"THEMSELF": "themself"}.get(key, key.lower())]


def agree(text: str, *, plural: bool) -> str:
    """Make the verb after (or, in a question, before) each MARK agree, and take the marks away."""
    pieces = text.split(MARK)
    done = pieces[0]
    for piece in pieces[1:]:
        inverted = _INVERTED.search(done)
        bare = bool(_BARE_AFTER.search(done)) or inverted is not None
        if inverted:
            done = done[: inverted.start()] + _turn(inverted["verb"], plural=plural) + inverted["space"]
        done += piece if bare else _after_subject(piece, plural=plural)
    return done


def _after_subject(piece: str, *, plural: bool) -> str:
    subject = re.match(r"(?:\[THEY\]|[^\W\d_][\w'’ʻ-]*?)(?=['’](?:s|re|ve|d|ll)\b|[^\w'’ʻ-]|$)", piece)
    if not subject:
        return piece
    head, tail = piece[: subject.end()], piece[subject.end() :]
    short = _SHORT.match(tail)
    if short:
        return (
            head + short["quote"] + _short(short["end"], short["next"] or "", plural=plural) + tail[short.end("end") :]
        )
    after = _AFTER.match(tail)
    if not after:
        return piece
    done = head + after["adverbs"] + _turn(after["verb"], plural=plural)
    return done + (_joined(tail[after.end() :]) if plural else tail[after.end() :])


def _short(end: str, following: str, *, plural: bool) -> str:
    if not plural:
        return "s"
    if end != "s":
        return end
    return (
        "ve"
        if re.fullmatch(r"\s+(?:been|had|got|done|gone|made|come|become|read|shown|grown|\w+ed)", following)
        else "re"
    )


def _joined(tail: str) -> str:
    """Turn the verbs that share the subject: "[THEY] reads and writes"; only as far as the clause goes."""
    stop = re.search(r"[.!?;:\n]|" + MARK, tail)
    clause, rest = (tail[: stop.start()], tail[stop.start() :]) if stop else (tail, "")

    def turn(match: re.Match[str]) -> str:
        verb = match["verb"]
        known = verb in _PAIRS or verb in _third_persons()
        return match["link"] + (_turn(verb, plural=True) if known else verb)

    return _JOINED.sub(turn, clause) + rest


@cache
def _third_persons() -> dict[str, str]:
    return {third_person(verb): verb for verb in word_list("verbs")}


def third_person(verb: str) -> str:
    """Return the -s form of a regular verb: tries, watches, reads."""
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else "s")


def _turn(verb: str, *, plural: bool) -> str:
    low = verb.lower()
    if plural:
        turned = _PAIRS.get(low) or _third_persons().get(low) or _base(low)
    else:
        turned = _BACK.get(low) or (third_person(low) if low in word_list("verbs") else low)
    return turned.capitalize() if verb[:1].isupper() else turned


def _base(verb: str) -> str:
    if verb in _NOT_VERBS or not verb.endswith("s") or verb.endswith(("ss", "us", "is")) or len(verb) < 4:
        return verb
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    return verb[:-2] if re.search(r"(?:sh|ch|ss|x|zz|o)es$", verb) else verb[:-1]
