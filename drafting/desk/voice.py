"""Her own voice: how she greets, closes and shortens, read from a few of her past messages and kept on this computer.

The profile holds no message and no name: a greeting is kept as its pattern ("Hi {family},"), phrases only where they
came back in several messages and hold no capitalised word of somebody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from drafting.errors import InputError
from drafting.text import body, sentences, words
from drafting.types import Draft, Message, Note, Sentence
from drafting.words.lines import closes, opens
from drafting.writers.tracing import speech_act

__all__ = ["Voice", "listen", "speak", "voice_from_json", "voice_to_json"]

FEWEST, MOST = 3, 10
_GREETING = re.compile(
    r"^(?P<hello>(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening)))(?: (?P<who>[^,:!\n]{1,60}))?(?P<mark>[,:!–-]*)$"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """How she writes. ``greeting`` has the slot ``{family}``; ``thanks`` is the sentence with which she thanks.

    ``sentence_words`` is the median length of a sentence.
    """

    greeting: str | None = None
    sign_off: str | None = None
    thanks: str | None = None
    contractions: bool | None = None
    sentence_words: int | None = None
    phrases: tuple[str, ...] = ()
    messages: int = 0


def listen(messages: Sequence[str]) -> Voice:
    """Read a voice from three to ten past messages. Raise InputError for fewer or more."""
    given = [one.strip() for one in messages if one.strip()]
    if not FEWEST <= len(given) <= MOST:
        raise InputError(
            f"Paste three to ten of your messages, with a line of --- between them; there are {len(given)}."
        )
    lengths = sorted(len(words(unit.text)) for one in given for unit in body(one))
    short = sum(len(_CONTRACTED.findall(one)) for one in given)
    long = sum(len(_CONTRACTIBLE.findall(one)) for one in given)
    return Voice(
        greeting=_commonest([_greeting(one) for one in given]),
        sign_off=_commonest([_sign_off(one) for one in given]),
        thanks=_again([unit.text for one in given for unit in body(one) if _thanks(unit.text)]),
        contractions=None if short + long < 3 else short > long,
        sentence_words=lengths[len(lengths) // 2] if lengths else None,
        phrases=_phrases(given),
        messages=len(given),
    )


def speak(draft: Draft, voice: Voice, *, note: Note) -> Draft:
    """Return the draft with her greeting, closing, thanks and contractions; no fact is touched otherwise."""
    text = draft.message.body
    said: list[Sentence] = []
    for one in draft.sentences:
        new = _spoken(one, voice, note)
        if new != one.text and one.text in text:
            text = text.replace(one.text, new, 1)
            said.append(Sentence(new, one.role, one.facts))
        else:
            said.append(one)
    return Draft(Message(draft.message.subject, text), tuple(said), draft.writer, draft.notices)


def _spoken(one: Sentence, voice: Voice, note: Note) -> str:
    if one.role == "greeting":
        if not voice.greeting or note.channel == "call":
            return one.text
        if note.family.addressed_as:
            return voice.greeting.replace("{family}", note.family.addressed_as)
        return voice.greeting.replace(" {family}", " families" if note.student.name is None else "")
    if one.role == "sign_off":
        first, line, name = one.text.partition("\n")
        return f"{voice.sign_off}\n{name}" if voice.sign_off and line and first else one.text
    text = one.text
    if one.role == "thanks" and voice.thanks and not one.facts:
        mine = next((unit for unit in reversed(sentences(text)) if _thanks(unit.text)), None)
        text = text[: mine.start] + voice.thanks + text[mine.end :] if mine else text
    return contract(text) if voice.contractions else text


def _thanks(sentence: str) -> bool:
    """Whether a sentence does nothing but thank: then it may stand in any message."""
    return (
        speech_act(sentence) == "thanks"
        and sentence.split(maxsplit=1)[0] in _OPENERS
        and not re.search(r"\d|\b(?:reply|reach|write)\b", sentence)
    )


def _again(texts: Sequence[str]) -> str | None:
    """Return the text that came back most, without one that names somebody."""
    plain = [text for text in texts if not re.search(r"\s(?!I\b)[A-Z]", text)]
    best = Counter(plain).most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


_SHORT = {
    "I am": "I'm", "I will": "I'll", "I have": "I've", "I would": "I'd", "You are": "You're", "you are": "you're",
    "we will": "we'll", "We will": "We'll", "do not": "don't", "does not": "doesn't", "did not": "didn't",
    "is not": "isn't", "was not": "wasn't", "have not": "haven't", "has not": "hasn't", "cannot": "can't",
    "could not": "couldn't", "Here is": "Here's", "That is": "That's", "that is": "that's",
}  # fmt: skip
_LONG = re.compile(r"\b(?:" + "|".join(_SHORT) + r")\b(?= \w)")
_CONTRACTIBLE = re.compile(r"\b(?:" + "|".join(_SHORT) + r")\b")
_CONTRACTED = re.compile(
    r"\b(?:I|you|we|it|that|here|he|she|they)['’](?:m|ll|ve|d|re|s)\b|\b\w+n['’]t\b", re.IGNORECASE
)
# "I have seen" is "I've seen"; "I have a question" and "I have not" are not shortened so.
_HELPING = re.compile(
    r" (?:(?:also|just|already|now) )?(?:\w{2,}ed|been|seen|had|made|found|written|told|spoken|put|sent|heard)\b"
)


def contract(text: str) -> str:
    """Shorten what people shorten when they speak: "I will" becomes "I'll"."""

    def short(found: re.Match[str]) -> str:
        owns = found.group() == "I have" and not _HELPING.match(text, found.end())
        return found.group() if owns else _SHORT[found.group()]

    return _LONG.sub(short, text)


def _greeting(message: str) -> str | None:
    first = message.splitlines()[0].strip()
    found = _GREETING.match(first) if opens(first) or _GREETING.match(first) else None
    if found is None:
        return None
    return f"{found['hello']} {{family}}{found['mark'] or ','}"


def _sign_off(message: str) -> str | None:
    lines = [line.strip() for line in message.strip().splitlines() if line.strip()]
    return next((line for line in lines[-3:-1] if closes(line) and len(line.split()) <= 5), None)


def _commonest(found: Sequence[str | None]) -> str | None:
    counted = Counter(one for one in found if one)
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] * 2 >= len([one for one in found if one]) else None


# A sentence may open with a name; only these capitals are surely none.
_OPENERS = frozenset("I Thank Thanks Please We It This You Your So If Let Have Just The My What How Feel".split())


def _phrases(messages: Sequence[str]) -> tuple[str, ...]:
    """Whole sentences and runs of four to seven words that came back, without names and figures."""
    counted: Counter[str] = Counter()
    for message in messages:
        runs: set[str] = set()
        for unit in sentences(message):
            # after the first word a capital is somebody's or something's name
            text = " ".join(unit.text.rstrip(".!?,").split())
            plain = text.split()
            for size in range(7, 3, -1):
                for at in range(len(plain) - size + 1):
                    run = plain[at : at + size]
                    named = any(re.search(r"\d", word) or (word[:1].isupper() and word != "I") for word in run[1:])
                    if not named and (run[0].islower() or run[0] in _OPENERS):
                        runs.add(" ".join(run).strip(",;:"))
        counted.update(runs)
    again = [run for run, times in counted.most_common() if times >= 2]
    again.sort(key=lambda run: (-counted[run], -len(run)))
    kept: list[str] = []
    for phrase in again:
        if not any(phrase in other or other in phrase for other in kept):
            kept.append(phrase)
    return tuple(kept[:5])


def voice_to_json(voice: Voice) -> dict[str, Any]:
    """Return the profile as JSON values."""
    return asdict(voice) | {"phrases": list(voice.phrases)}


def voice_from_json(data: Mapping[str, Any]) -> Voice:
    """Read a profile that was kept, by this version or another."""
    known = {name: value for name, value in data.items() if name in {one.name for one in fields(Voice)}}
    return Voice(**{**known, "phrases": tuple(known.get("phrases", ()))})
