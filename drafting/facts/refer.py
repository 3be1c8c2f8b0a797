"""Names and pronouns of a clause turned into slots, and family words into "you".

The result is a pattern (see drafting.facts.patterns) plus whatever could not be resolved. Nothing is guessed: a "she"
that is not the child by the record is reported as unclear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.facts.agreement import YOU_FORMS, agreeing, coordinated, subject_here
from drafting.facts.expressions import expression
from drafting.facts.grammar import DO, MODALS, finite, skip_adverbs, tokenize
from drafting.facts.mentions import child_tokens
from drafting.facts.names import named_in
from drafting.facts.people import People
from drafting.facts.pronouns import PERSONS_OF, pronoun_slot
from drafting.facts.readers import family_as_you, own_family, sole_reader
from drafting.types import Note

_CHILD_NOUN = re.compile(
    r"\b(?:the|this|that|my) (?:kid|kiddo|girl|boy|young man|young lady|student|guy)\b(?!')", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Referred:
    """A clause with slots; ``unclear`` holds the words whose person is not known, ``others`` names of other people."""

    pattern: str
    unclear: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    says_child: bool = False


_PRESENT = frozenset({"be", "have", "do", "third"})
_INVERTED = {"does": "{does/do}", "doesn't": "{doesn't/don't}"}
_NAMING = frozenset("goes go went is be like prefers".split())


def refer(text: str, *, note: Note, people: People, to_family: bool = False, several: bool = False) -> Referred:
    """Turn the child's name and pronouns into slots and the reader's family words into "you".

    ``several``: a plural noun stands just before the clause, so "they" and "them" are clear. ``to_family``: in a
    question to the family "they" is the family when the child's pronouns are not they/them.
    """
    text = _CHILD_NOUN.sub("{them}", text) if people.child else text
    text = family_as_you(text, note, people)
    text = own_family(text, note, people)
    said = _Said(text, note=note, people=people, to_family=to_family, several=several)
    at = 0
    while at < len(said.tokens):
        at = said.say(at)
    pattern = "".join((*said.out, text[said.cursor :]))
    if "s you" in pattern:
        pattern = expression(r"\b([Dd])oes you\b").sub(r"\1o you", pattern)
        pattern = expression(r"\b([Ii])s you\b").sub(lambda m: ("A" if m.group(1) == "I" else "a") + "re you", pattern)
        pattern = expression(r"\b([Hh])as you\b").sub(r"\1ave you", pattern)
    return Referred(pattern, tuple(said.unclear), tuple(named_in(text, people.others)), said.says_child)


class _Said:
    """A clause said again token by token, with slots; ``pending`` waits for the verb of a subject that is the child."""

    def __init__(self, text: str, *, note: Note, people: People, to_family: bool, several: bool) -> None:
        self.text = text
        self.note = note
        self.people = people
        self.to_family = to_family
        self.several = several
        self.reader = sole_reader(note, people)
        self.tokens = tokenize(text)
        self.children = child_tokens(self.tokens, people)
        self.out: list[str] = []
        self.unclear: list[str] = []
        self.says_child = "{them}" in text
        self.cursor = 0
        self.pending = False
        self.again = -1

    def say(self, at: int) -> int:
        """Say the token at ``at``; return the index of the token to go on from."""
        token = self.tokens[at]
        self.out.append(self.text[self.cursor : token.start])
        self.cursor = token.end
        if token.text == "{":
            return self._slot(at)
        if at in self.children:
            return self._child(at)
        if token.low in PERSONS_OF:
            return self._pronoun(at)
        return self._word(at)

    def _slot(self, at: int) -> int:
        """Copy a slot that is there already."""
        close = next((i for i in range(at, len(self.tokens)) if self.tokens[i].text == "}"), at)
        self.cursor = self.tokens[close].end
        self.out.append(self.text[self.tokens[at].start : self.cursor])
        return close + 1

    def _child(self, at: int) -> int:
        """Put a slot for a mention of the child by name; a name that is told as a name stays one."""
        tokens, after = self.tokens, at + self.children[at]
        last = tokens[after - 1]
        self.cursor = last.end
        if at > 1 and tokens[at - 1].low in {"by", "called", "named"} and tokens[at - 2].low in _NAMING:
            self.out.append("{name}")
            return after
        own = last.text.endswith(("'s", "’s", "'", "’"))
        if own:
            self.out.append("{their}")
        else:
            subject = at == 0 or subject_here(tokens, after) or self._inverted(at)
            if self._inverted(at):
                # "how does Sky like ...": the verb before agrees too, should the name become "they"
                before = next((i for i in (-1, -2) if self.out[i:][:1] in (["does"], ["doesn't"])), None)
                if before is not None:
                    self.out[before] = _INVERTED[self.out[before]]
            self.out.append("{they}" if subject else "{them}")
        self.pending = not own and not self._inverted(at)
        self.says_child = True
        return after

    def _pronoun(self, at: int) -> int:
        """Put a slot or "you" for a pronoun, and let the verb after "you" agree."""
        token = self.tokens[at]
        slot = pronoun_slot(
            self.tokens,
            at,
            self.people,
            self.unclear,
            self.note,
            to_family=self.to_family,
            reader=self.reader,
            several=self.several,
        )
        if slot == "{them}" and any(later > at for later in self.children):
            self.unclear.append(token.text)  # "show him the map Faisal made": somebody else than Faisal
        self.out.append(slot)
        if slot == "you" and token.low in {"he", "she"}:
            at = self._verb_of_you(at)
        elif slot.startswith("{"):
            self.says_child = True
            self.pending = slot == "{they}" and not self._inverted(at)
        return at + 1

    def _verb_of_you(self, at: int) -> int:
        """Let the verb after "you" agree; return its index, or ``at`` where there is none to change."""
        here = skip_adverbs(self.tokens, at + 1)
        if here >= len(self.tokens) or finite(self.tokens, here) not in _PRESENT:
            return at
        verb = self.tokens[here]
        base = YOU_FORMS.get(verb.low) or verb.tags.get("VBZ")
        if not base:
            return at
        self.out.append(self.text[self.cursor : verb.start] + base)
        self.cursor = verb.end
        return here

    def _word(self, at: int) -> int:
        """Copy a word, or say it as a verb that agrees with the child."""
        token = self.tokens[at]
        kind = finite(self.tokens, at)
        first = self.pending and (
            kind in _PRESENT or (self.people.pronoun == "they" and "VB" in token.tags and kind is None)
        )
        if first or at == self.again:
            # "comes in and gets": a second verb of the same subject agrees too
            self.out.append(agreeing(token, self.people))
            self.again = coordinated(self.tokens, at)
            self.pending = self.pending and not first
        else:
            self.out.append(token.text)
            self.pending = self.pending and skip_adverbs(self.tokens, at) > at
        return at + 1

    def _inverted(self, at: int) -> bool:
        """Say whether the subject at ``at`` follows its verb ("does she")."""
        return at > 0 and self.tokens[at - 1].low in MODALS | DO
