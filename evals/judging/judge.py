"""The judge: a second witness beside the detectors, believed only as far as it can be checked.

It is shown the message without its formatting, the people masked, and the facts that may be sent. Among its questions
are two whose answers are known; who gets those wrong (a judge that says "met" to everything, say) is not heard on the
others. A message that speaks to a judge is not judged at all. Where the judge and a detector see a thing differently it
is asked once more, and counts only when it says the same again; either way a person should look.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from drafting import prompts
from drafting.facts import read
from drafting.models import Message
from drafting.privacy import Mask, without_instructions
from drafting.types import Note
from evals.judging.questions import Questions, asked_of, load_questions
from evals.judging.reading import Opinion, read_verdicts, schema
from evals.recording import RecordedModel

__all__ = ["Judge", "family_of", "plain_text", "same_family"]

_ABSENT = ("a lighthouse", "a violin", "a volcano", "a submarine", "a telescope", "a penguin", "a glacier", "a circus")
_SPEAKS_TO_A_JUDGE = re.compile(
    r"\b(?:mark|score|rate|grade|judge|label|return|answer|output|treat|count|consider|evaluate)\b[^.!?\n]{0,60}"
    r"\b(?:not_met|as met|be met|(?:criteri\w*|verdicts?|everything|every (?:question|point)|all (?:questions|points|of (?:it|them)))"
    r"\b[^.!?\n]{0,30}\b(?:met|pass|passed|yes|true|positive))\b"
    r"|\b(?:answers?|verdicts?|scores?|mark(?:ed)?|say|return|output)\s*(?:is|are|as|with|:|=)?\s*[\"“'`]?(?:met|not[ _]met|not_applicable)\b"
    r"|\b(?:no-blame|no-labels|no-other-child|not-reversed|lead-with-question|strength-first|warm-open-close|family-neutral)\b"
    r"|\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,40}\b(?:instruction|rule|prompt|above|previous|question|rubric)\w*"
    r"|\b(?:to|dear|hello|hey|attention|note (?:to|for))[,:]? (?:the |any )?(?:judge|grader|evaluator|reviewer|model|assistant)\s*[:,–—-]"
    r"|\bas (?:an?|the) (?:judge|grader|evaluator|language model)\b|\"verdict\"|\bsystem (?:prompt|message|note)\b",
    re.IGNORECASE,
)
_MARKS = (
    (re.compile(r"<[a-z/][^<>]{0,200}>", re.IGNORECASE), ""),
    (re.compile(r"(?m)^[ \t]{0,3}(?:#{1,6}|>+)[ \t]+"), ""),
    (re.compile(r"(?m)^[ \t]*(?:[-*•‣◦▪–]|\d{1,2}[.)])[ \t]+"), ""),
    (re.compile(r"(\*\*\*|\*\*|\*|___|__|~~|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r" ?\n ?"), "\n"),
    (re.compile(r"\n{3,}"), "\n\n"),
)


class Judge:
    """Judges drafts with a chat model behind a journal."""

    def __init__(self, chat: RecordedModel) -> None:
        self._chat = chat
        self._questions = load_questions()

    def judge(
        self,
        note: Note,
        message: str,
        detected: Mapping[str, Mapping[str, Any]],
        *,
        only: Collection[str] | None = None,
    ) -> dict[str, dict[str, Any]]:
        """Return criterion -> {"v", "quote", "reason", "unscored", "votes"} for all that a judge is asked of this kind.

        ``detected`` holds the detectors' verdicts ({"v": ...}); they decide only whether there is a second vote.
        ``only`` asks less.
        """
        mask = Mask.for_note(note)
        shown = mask.hide(plain_text(message))
        wanted = asked_of(note.kind) if only is None else asked_of(note.kind).intersection(only)
        found: dict[str, dict[str, Any]] = {}
        for questions in self._questions:
            names = [name for name in questions.texts if name in wanted]
            if not names:
                continue
            if _speaks_to_a_judge(message):
                told = Opinion("unscored", why_unscored="the message speaks to whoever judges it")
                found |= {name: _told(told, votes=0, mask=mask) for name in names}
                continue
            first = self._ask(questions, names, note, mask, shown, purpose="judge")
            differing = [
                name for name in names if _differ(first[name].verdict, str(detected.get(name, {}).get("v", "")))
            ]
            second = (
                self._ask(questions, differing, note, mask, shown, purpose="judge, second vote") if differing else {}
            )
            for name in names:
                agreed = name not in second or second[name].verdict == first[name].verdict
                opinion = first[name] if agreed else replace(first[name], verdict="unscored", why_unscored=_TWO_VOTES)
                found[name] = _told(opinion, votes=2 if name in second else 1, mask=mask)
        return found

    def messages(self, questions: Questions, names: Sequence[str], note: Note, message: str) -> list[Message]:
        """Return exactly what would be sent, for whoever wants to see it."""
        mask = Mask.for_note(note)
        return self._prompt(questions, names, note, mask, mask.hide(plain_text(message)))[0]

    def _ask(
        self, questions: Questions, names: Sequence[str], note: Note, mask: Mask, shown: str, *, purpose: str
    ) -> dict[str, Opinion]:
        prompt, known = self._prompt(questions, names, note, mask, shown)
        every = [*known, *names]
        answer = self._chat.again(purpose=purpose).complete(prompt, schema=schema(every)).text
        asked = {**dict.fromkeys(known, "met"), **{name: questions.quotes[name] for name in names}}
        found = read_verdicts(answer, asked=asked, message=shown)
        wrong = [name for name, verdict in known.items() if not _right(found[name].verdict, verdict)]
        if wrong and any(found[name].scored for name in names):
            why = "it got a question wrong whose answer is known"
            return {name: replace(found[name], verdict="unscored", why_unscored=why) for name in names}
        return {name: found[name] for name in names}

    def _prompt(
        self, questions: Questions, names: Sequence[str], note: Note, mask: Mask, shown: str
    ) -> tuple[list[Message], dict[str, str]]:
        known = _known_answers(shown)
        texts = [f"## {name}\n{text}" for name, (text, _) in known.items()]
        texts += [f"## {name}\n{questions.texts[name]}" for name in names]
        mark = hashlib.sha256(shown.encode()).hexdigest()[:8]
        pieces = [
            f"The message is a {note.kind.replace('_', ' ')} from a teacher to a family.",
            _fenced("facts that the teacher noted", mark, "\n".join(_facts(note, mask))),
        ]
        if note.parent_message:
            pieces.append(_fenced("what the family wrote", mark, mask.outgoing(plain_text(note.parent_message))))
        pieces += [_fenced("the message", mark, shown), "Questions:", "\n\n".join(texts)]
        pieces.append("Answer these, each once: " + ", ".join([*known, *names]) + ".")
        return (
            [
                {"role": "system", "content": prompts.load_part("judging")},
                {"role": "user", "content": "\n\n".join(pieces)},
            ],
            {name: verdict for name, (_, verdict) in known.items()},
        )


_TWO_VOTES = "its two votes differ"


def plain_text(message: str) -> str:
    """Return a message without its formatting: no bold, bullets, headings, markup, emoji or unseen characters."""
    text = "".join(
        character
        for character in message
        if unicodedata.category(character) not in {"Cf", "So", "Sk", "Cs", "Co", "Cn"} or character == "^"
    )
    text = text.replace("\ufe0f", "").replace("\r\n", "\n").replace("\u00a0", " ")
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return text.strip()


def family_of(spec: str) -> str:
    """Return the family of a model by its name: gpt, claude, qwen, llama; "" for none."""
    name = re.split(r"[/:]", spec.strip().lower())[-1]
    known = re.search(r"gpt|claude|qwen|llama|mistral|mixtral|gemini|gemma|deepseek|phi|command|grok", name)
    if known:
        return {"mixtral": "mistral", "gemma": "gemini"}.get(known[0], known[0])
    if re.match(r"o\d\b|chatgpt", name):
        return "gpt"
    return re.split(r"[\d._-]", name)[0]


def same_family(writer: str, judge: str) -> bool:
    """Whether writer and judge are so near that the one may favour the other (no verdict without a name)."""
    return bool(family_of(writer)) and family_of(writer) == family_of(judge)


def _told(opinion: Opinion, *, votes: int, mask: Mask) -> dict[str, Any]:
    told: dict[str, Any] = {"v": opinion.verdict, "quote": mask.restore(opinion.quote), "reason": opinion.reason}
    if not opinion.scored:
        told["unscored"] = opinion.why_unscored
    return {**told, "votes": votes}


def _differ(judged: str, detected: str) -> bool:
    """Whether two witnesses contradict each other; who cannot tell contradicts nobody."""
    firm = {"met", "not_met", "na"}
    return judged in firm and detected in firm and judged != detected


def _right(said: str, known: str) -> bool:
    return said == "met" if known == "met" else said in {"not_met", "na"}


def _speaks_to_a_judge(message: str) -> bool:
    text = " ".join(plain_text(message).split())
    return bool(_SPEAKS_TO_A_JUDGE.search(text)) or " ".join(without_instructions(text).split()) != text


def _known_answers(shown: str) -> dict[str, tuple[str, str]]:
    """Two questions with a sure answer, made from the message: something it has not, and a word that it has."""
    low = shown.lower()
    turn = int(hashlib.sha256(shown.encode()).hexdigest(), 16)
    absent = [thing for thing in _ABSENT if thing.split()[1] not in low]
    thing = absent[turn % len(absent)] if absent else "a flying carpet"
    words = sorted(set(re.findall(r"(?<![\[\w])[a-z]{4,}(?![\w\]])", shown)), key=lambda word: (-len(word), word))
    known = {
        f"mentions-{thing.split()[-1]}": (
            f"met when the message mentions {thing}.\nnot_met when it does not.", "not_met",
        )
    }  # fmt: skip
    if words:
        word = words[turn % min(3, len(words))]
        known[f"has-{word}"] = (f"met when the message has the word “{word}”.\nnot_met when it has not.", "met")
    return known


def _facts(note: Note, mask: Mask) -> Iterable[str]:
    """The rows that may be sent, masked; what the teacher withholds is not a judge's business either."""
    for fact in read(note).facts:
        if fact.send != "never":
            yield f"- {mask.outgoing(plain_text(fact.text))}"


def _fenced(what: str, mark: str, text: str) -> str:
    return f"<<< {what} ({mark})\n{text}\n>>> ({mark})"
