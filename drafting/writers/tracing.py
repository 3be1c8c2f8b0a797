"""Which facts does a sentence say? By the words, numbers and placeholders that it shares with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_WORD = re.compile(r"\[[A-Z_0-9]+\]|\d[\d.,:/%]*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_EMPTY = frozenset(
    "a an the and or but so to of in on at for with from by as is are was were be been am it its this that these those i we you "
    "they he she me my our your their them us has have had do does did will would can could may also very please about "
    "if when what how who which there here up out not no [they] [them] [their] [theirs] [themself] [child]".split()
)
_NUMBERS = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "twice": "2", "once": "1"}


@lru_cache(maxsize=1024)
def terms(text: str) -> frozenset[str]:
    """The words of a text that carry its sense, without endings; numbers as digits."""
    words = [word for raw in _WORD.findall(text) if (word := raw.lower().replace("’", "'").strip(".,:"))]
    telling = [word for word in words if word not in _EMPTY]
    # "I can have it here." has only small words: then they are what it says.
    return frozenset(_stem(_NUMBERS.get(word, word)) for word in telling or words)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A word without its ending: mornings and morning, tries and tried and try come out the same."""
    if word[:1].isdigit() or word.startswith("[") or len(word) < 3:
        return word
    bare = re.sub(r"'s?$", "", word)
    bare = re.sub(r"(?<=(?:ss|sh|ch|.x|.z))es$|(?<![suio])s$", "", re.sub(r"ies$", "y", bare))
    bare = re.sub(r"ying$|ied$", "y", bare)
    return re.sub(r"(?<=\w{3})(?:ing|ed|e)$", "", bare).removesuffix("y")


def overlap(sentence: Iterable[str], fact: Iterable[str]) -> float:
    """The share of a fact's terms that are in a sentence's; a number counts three times."""
    said, wanted = set(sentence), set(fact)
    weight = {term: 3.0 if term[:1].isdigit() else 1.0 for term in wanted}
    total = sum(weight.values())
    return sum(weight[term] for term in wanted & said) / total if total else 0.0


def trace(
    sentence: str, *, facts: Mapping[str, str], claimed: Iterable[str] = (), enough: float = 0.6
) -> tuple[str, ...]:
    """Return the ids of the facts (id -> text) that a sentence says, in the order of ``facts``.

    A claimed id stays when the sentence shares anything of weight with that fact; any other counts from ``enough`` on.
    A sentence that does not speak of the child says no fact about the child, whatever words it shares ("I got 6 kids to
    help" does not say "[CHILD] got 6 kids to help"), and one without I or we says nothing that the teacher does.
    """
    said = terms(sentence)
    claims = set(claimed)
    return tuple(
        identifier
        for identifier, fact in facts.items()
        if _speaks_of(sentence, fact) and overlap(said, terms(fact)) >= (0.2 if identifier in claims else enough)
    )


_CHILD = re.compile(r"\[(?:CHILD|THEY|THEM|THEIR|THEIRS|THEMSELF)(?:_\d+)?\]|\byour child\b", re.IGNORECASE)
_TEACHER = re.compile(r"\b(?:I|me|my|mine|we|us|our)\b|\b(?:I|we)['’]", re.IGNORECASE)


def _speaks_of(sentence: str, fact: str) -> bool:
    if _CHILD.search(fact):
        return _CHILD.search(sentence) is not None
    return not re.match(r"I\b", fact) or _TEACHER.search(sentence) is not None


def match_ids(claimed: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Read ids as models write them ("F1", "1", "fact 1", "f1 (win)") as ids on the sheet; unknown ones are dropped."""
    by_name = {identifier.lower(): identifier for identifier in known}
    by_number: dict[str, str] = {}
    for identifier in by_name.values():
        digits = re.search(r"\d+", identifier)
        if digits:
            by_number.setdefault(digits.group().lstrip("0") or "0", identifier)
    found: list[str] = []
    for claim in claimed:
        for part in re.split(r"[,;\s]+(?=[A-Za-z]?\d)", claim.strip()):
            digits = re.search(r"\d+", part)
            one = by_name.get(part.lower()) or (by_number.get(digits.group().lstrip("0") or "0") if digits else None)
            if one and one not in found:
                found.append(one)
    return tuple(found)


_ACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("question", re.compile(r"\?[\"'”’)]*$")),
    ("thanks", re.compile(r"\b(?:thank(?:s| you)|grateful|i appreciate)\b", re.IGNORECASE)),
    (
        "validation",
        re.compile(
            r"\b(?:i (?:understand|hear you|hear that|can see|am (?:so )?sorry|know (?:how|that|this)|would (?:feel|worry) )|that (?:sounds|must)|"
            r"it makes sense|you are right|you(?:'re| are) right to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "offer",
        re.compile(
            r"\b(?:reply|write back|reach (?:me|out)|let me know|call me|e-?mail me|message me|get in touch|tell me|i(?:'d| would) (?:love|like) to hear|"
            r"i am (?:here|happy to)|i'm (?:here|happy to)|if you (?:like|would like|wish|have (?:any )?questions)|no need to (?:reply|answer|write)|you can answer)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "frame",
        re.compile(
            r"^(?:here (?:is|are)\b|let me\b|i (?:am|'m) writing\b|i (?:want(?:ed)?|(?:would|'d) like) to (?:share|tell|let|say|ask|write|talk|check|work|find|think|plan)|i have (?:some )?good news|"
            r"(?:some |only )?good news\b|a (?:quick|short|small|good)\b|you know (?:your child|\[CHILD\]|\[THEM\]) best\b|i (?:wonder|noticed)\b.{0,12}$|"
            r"please (?:tell|share|pass|say)\b|this is (?:just |only )?(?:a|about)\b|(?:together|as a team),? we\b|we can\b|i hope (?:this|you)\b|"
            r"(?:one|two|a few) (?:more )?things?\b|what (?:i|we) (?:can|will|plan)\b.{0,20}:?$|i (?:also )?have a question\b|that is all\b|before that\b)",
            re.IGNORECASE,
        ),
    ),
)


_THANKS_FOR = terms(
    "thank thanks grateful appreciate time help support writing write message note reply working work thinking think talking "
    "talk together team everything all sharing share letting let know partner partnership patience patient care trust "
    "listening listen question questions asking ask telling tell kind words family much always today again advance child "
    "home hear back part home school doing"
) | {"[child]", "[them]", "[their]"}


def speech_act(text: str) -> str | None:
    """The kind of a sentence that states no fact: question, thanks, validation, offer, frame; None when it is none.

    A number makes a claim of any sentence but a question, and so does thanking for what nobody said was done ("Thank
    you for reading every night").
    """
    act = next((name for name, pattern in _ACTS if pattern.search(text.strip())), None)
    if act == "question":
        return act
    if act == "thanks" and not re.search(r"for reading(?: this)?\W*$", text) and not terms(text) <= _THANKS_FOR:
        return None
    return None if re.search(r"\d", text) else act
