"""Sentence patterns: a proposed sentence with slots for the child, filled only when its place in the message is known.

Slots: ``{name}`` the name always; ``{they}`` name or subject pronoun; ``{them}``, ``{their}``, ``{theirs}``,
``{themself}``; and a verb pair such as ``{was/were}`` or ``{reads/read}`` that agrees with how the last ``{they}`` or
``{name}`` was said. Because a pattern holds no name and no gender, it can be sent to a model as it is, with
placeholders in the slots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Voice = Literal["name", "pronoun"]

_SLOT = re.compile(r"\{([^{}]+)\}")
_FORMS: dict[str, dict[str, str]] = {
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his", "themself": "himself"},
    "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers", "themself": "herself"},
    "they": {"they": "they", "them": "them", "their": "their", "theirs": "theirs", "themself": "themself"},
}


@dataclass(frozen=True, slots=True)
class Speaking:
    """How the child is spoken of: the name, and the pronoun set on record ("he", "she", "they") or None.

    Without a set on record the subject and the object are always the name, and possessives are the name's.
    """

    name: str
    pronoun: str | None = None

    @property
    def forms(self) -> dict[str, str]:
        """The words for each slot when the child is spoken of by pronoun."""
        if self.pronoun in _FORMS:
            return _FORMS[self.pronoun]
        own = possessive(self.name)
        return {"they": self.name, "them": self.name, "their": own, "theirs": own, "themself": self.name}


def possessive(name: str) -> str:
    """Return the possessive of a name: "Maya's", "Chris's", "the Ortizes'"."""
    return name + ("'" if name.endswith("s'") else "'s")


def pronoun_set(pronouns: str | None) -> str | None:
    """Read "she/her", "He / Him", "they/them" as the key of a pronoun set; anything else is None."""
    head = (pronouns or "").replace(" ", "").lower().split("/")[0]
    return head if head in _FORMS else None


def fill(pattern: str, speaking: Speaking, *, voice: Voice = "name") -> str:
    """Fill the slots; with voice "name" the first subject, object or possessive is the name, the rest pronouns."""
    named = voice == "pronoun"
    plural = named and speaking.pronoun == "they"

    def say(match: re.Match[str]) -> str:
        nonlocal named, plural
        slot = match.group(1)
        if "/" in slot:
            single, _, several = slot.partition("/")
            return several if plural else single
        if slot == "name":
            named, plural = True, False
            return speaking.name
        if slot not in _FORMS["they"]:
            return match.group()
        if named or slot == "themself":
            if slot == "they":
                plural = speaking.pronoun == "they"
            return speaking.forms[slot]
        named = True
        if slot == "they":
            plural = False
        return possessive(speaking.name) if slot in {"their", "theirs"} else speaking.name

    filled = _SLOT.sub(say, pattern)
    if filled.startswith("- "):
        return "- " + filled[2:3].upper() + filled[3:]
    return filled[:1].upper() + filled[1:]
