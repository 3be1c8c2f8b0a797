"""Says a clean message in other words without changing what it says: the controls of the mutation bench."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from drafting.text import sentences

_EXPANDED = {
    "isn't": "is not", "wasn't": "was not", "didn't": "did not", "doesn't": "does not", "don't": "do not", "hasn't": "has not",
    "haven't": "have not", "can't": "cannot", "won't": "will not", "I'll": "I will", "we'll": "we will", "it's": "it is",
    "you're": "you are", "I'm": "I am", "she's": "she is", "he's": "he is", "there's": "there is", "I'd": "I would",
}  # fmt: skip
_CONTRACTED = {
    "is not": "isn't",
    "was not": "wasn't",
    "did not": "didn't",
    "does not": "doesn't",
    "do not": "don't",
    "has not": "hasn't",
    "have not": "haven't",
    "cannot": "can't",
    "I will": "I'll",
    "We will": "We'll",
}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SYNONYMS = {
    "children": "students", "homework assignments": "homework assignments", "test": "test", "starts": "begins",
    "helped": "helped", "talk": "speak", "great": "wonderful", "good news": "nice news", "begin": "start", "also": "too, ",
}  # fmt: skip


def _swap(table: dict[str, str]) -> Callable[[str], str]:
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in table))
    return lambda message: pattern.sub(lambda match: table[match.group()], message.replace("’", "'"))


def _spelled(message: str) -> str:
    """Write small bare numbers as words: "6 children" becomes "six children"."""
    return re.sub(
        r"(?<![\d:/.$#,-])(?<!Room )(?<!room )\b([2-9]|1[0-2])\b(?= [a-z]{3,})(?! (?:of|out|to|pm|am|through|until))",
        lambda match: _NUMBERS[int(match.group())],
        message,
    )


def _turned_round(message: str) -> str:
    """Swap the second and third sentence of the longest paragraph, where neither leans on the one before it."""
    paragraphs = message.split("\n\n")
    at = max(range(len(paragraphs)), key=lambda n: len(paragraphs[n]))
    spans = sentences(paragraphs[at])
    if len(spans) < 3 or "\n" in paragraphs[at] or len(paragraphs) < 2:
        return message
    texts = [span.text for span in spans]
    texts[-1], texts[-2] = texts[-2], texts[-1]
    paragraphs[at] = " ".join(texts)
    return "\n\n".join(paragraphs)


REWORDINGS: dict[str, Callable[[str], str]] = {
    "contractions written out": _swap(_EXPANDED),
    "contractions made": _swap(_CONTRACTED),
    "score in words": lambda message: re.sub(r"\b(\d+)/(\d+)\b(?!/)", r"\1 out of \2", message),
    "out of": lambda message: re.sub(r"\b(\d+) of (?:the |her |his )?(\d+)\b", r"\1 out of \2", message),
    "score as a fraction": lambda message: re.sub(r"\b(\d+) (?:out )?of (\d+)\b", r"\1/\2", message),
    "percent in words": lambda message: re.sub(r"(\d)%", r"\1 percent", message),
    "on the weekday": lambda message: re.sub(
        r"(?<!on )(?<!, )(?<![a-z] )\b((?:Mon|Tues|Wednes|Thurs|Fri)day)\b(?=[.,])", r"on \1", message
    ),
    "small numbers in words": _spelled,
    "synonyms": _swap({word: other for word, other in _SYNONYMS.items() if word != other and not other.endswith(" ")}),
    "another greeting": lambda message: re.sub(r"^(Dear|Hello|Hi) ", "Good afternoon, ", message, count=1),
    "a warm opening": lambda message: re.sub(
        r"^(.+?[,!]\n\n)", r"\1I hope you are having a good week. ", message, count=1
    ),
    "thanks at the end": lambda message: re.sub(
        r"\n\n(?=[^\n]+\n[^\n]+$|[^\n]+$)", "\n\nThank you for your help with this.\n\n", message, count=1
    ),
    "an offer to talk": lambda message: re.sub(
        r"\n\n(?=[^\n]+\n[^\n]+$)", "\n\nPlease call or write to me any time with questions.\n\n", message, count=1
    ),
    "sentences in another order": _turned_round,
    "sentences merged": lambda message: re.sub(
        r"(?<=[a-z])\. (He|She|They|It) (?=[a-z])", lambda m: f", and {m.group(1).lower()} ", message, count=1
    ),
    "sentences split": lambda message: re.sub(
        r", and (he|she|they|it) ", lambda m: f". {m.group(1).capitalize()} ", message, count=1
    ),
}
"""The rewordings by name; each returns the message unchanged where it has no place."""


def reword(message: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every rewording that changes the message."""
    for name, change in REWORDINGS.items():
        changed = change(message)
        if changed != message:
            yield name, changed
