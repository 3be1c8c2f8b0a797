"""What the teacher says to herself, and her own speech acts: asides, thanks, apologies."""

from __future__ import annotations

import re

from drafting.facts.expressions import expression
from drafting.facts.people import People
from drafting.facts.proposals import Reading, left
from drafting.facts.refer import refer
from drafting.types import Note

_META = re.compile(
    r"^(?:I (?:just )?(?:need|want|have|wanted|would like|am trying|am supposed) to (?:write|get the tone|"
    r"e-?mail|send|let|tell|make sure|say this|word this)|"
    r"here is everything|(?:he|she|they|[A-Z]\w+) goes by \w+|goes by \w+|(?:it is |that is )?(?:okay|ok|fine) to (?:say|mention|share|tell|write)|(?:please )?pick (?:what|whatever)|(?:can|could) you (?:write|help|make|word|"
    r"draft)|help me\b|how do I\b|what do I\b|"
    r"only .{0,30}\b(?:msg|message|note|email)\b|this (?:one|msg|message|note|email) is\b|(?:positive|"
    r"good news|happy|quick|concern|welcome|weekly|thank you|follow-up) (?:note|call|update|letter|"
    r"message|email|text)\b|"
    r".{0,30}\b(?:update|newsletter|conference invite|data|notes?) (?:for|on|about)? ?(?:all the families|"
    r"families|parents|the class)?$|"
    r"(?:okay |ok )?(?:that is it )?(?:thanks|thank you|bye)$|no (?:need to )?reply(?: needed| "
    r"necessary)?$|no need to reply|that is it\b|that is all\b|thank you$|thanks$|(?:they|families|"
    r"parents) (?:are|is) (?:busy|lovely|great)|I (?:am|was) (?:really |so )?curious$|that is the thing$|"
    r"that is (?:it|all|huge|big|a sentence)$|does that make sense)",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"^(?:I (?:do not|don't|dont) want to (?:alarm|upset|scare|worry|blame|accuse|make)\b|send (?:the "
    r")?same (?:thing|note|message|letter)|send (?:it |this )?to both|(?:just )?want(?:ed)? (?:you|her|"
    r"his|their|the|mom|dad|grandma|them)[\w ]{0,14} to (?:know|hear)$|I am done$|(?:do not|don't|dont) "
    r"(?:get in|guess|make)\b|(?:his|her|the) (?:mom|dad) (?:is|was) worried$)",
    re.IGNORECASE,
)
CARRY = re.compile(
    r"^(?:I (?:just |really )?(?:wish|want|wanted|would like|need) )?(?:to )?(?:let|have) (?:you|them|"
    r"[A-Z]\w+['’]s (?:you|parents|family|mom|dad|grandmother|grandma)|the family|families|parents|mom|"
    r"dad|everyone) (?:to )?know (?:that )?(?=\S)|^I (?:just |really )?(?:wish|want|wanted|would like) "
    r"(?:you|them|mom|dad|grandma|grandpa|the family|parents|families) to know (?:that )?(?=\S)|"
    r"^(?:please |just )*(?:tell|remind|let) (?:them|her|him|mom|dad|the family|families|parents|grandma|"
    r"grandpa|you)(?: know)?(?: that)? (?=\S)|^(?:please |just )*(?:mention|say|note|add)(?: that)? "
    r"(?=(?:I|he|she|they|we|the|it|there)\b)",
    re.IGNORECASE,
)
_DICTATING = re.compile(r"(?:I am )?(?:just )?dictating (?:this|it|from|in)\b", re.IGNORECASE)
_SORRY_ASIDE = re.compile(r"(?:sorry|so sorry) (?!for|about|that|it|to hear|you|we|i\b|if)", re.IGNORECASE)
_FINE = re.compile(r"(?:it is|its|it's) (?:all )?(?:fine|okay|ok)$", re.IGNORECASE)
_DO_NOT = re.compile(r"(?:do not|don't|dont) (?:want|think|know|need|assume)\b", re.IGNORECASE)


def aside(text: str) -> Reading | None:
    """What is said to whoever writes, or to oneself; nothing of it is for the family."""
    if (_META.match(text) or _SELF.match(text)) and not CARRY.match(text):
        return left("a word to yourself, not for the family", text, "command")
    if _SORRY_ASIDE.match(text):
        return left("an aside, not an apology to the family", text, "command")
    if _FINE.match(text) or _DICTATING.match(text):
        return left("a word to yourself, not for the family", text, "command")
    if "don't" in text.lower().split()[:1] or _DO_NOT.match(text):
        return left("a word to yourself, not for the family", text, "command")
    return None


_THANKS = re.compile(
    r"(?:please )?(?:say )?(?:thank you|thank|thanks) ?(?:them|her|him|mom|dad|you|the family|parents|"
    r"grandma|grandpa|everyone|families)?(?: so much)? for (.+)$"
)
_THANKS_TO = re.compile(
    r"(?:a (?:big|huge) )?(?:thank you|thanks) to (?P<whom>(?:all |everyone|the |our |each |\d).+)$", re.IGNORECASE
)
_SORRY = re.compile(r"(?:so |very |really |I am (?:so |very |really )?|say )?sorry\b", re.IGNORECASE)
_SORRY_WORDS = re.compile(r"^(?:say\s+)?(?:I am\s+)?(?:(?:so|very|really)\s+)?sorry\b", re.IGNORECASE)


def speech(text: str, *, note: Note, people: People) -> Reading | None:
    """Return the teacher's thanks or apology to the family; None where the clause is neither."""
    low = text.lower()
    found = _THANKS.match(low)
    to_many = _THANKS_TO.match(text)
    if to_many and people.child is None:
        return Reading("i", f"Thank you to {to_many['whom']}", "sure", "your thanks", "thanks", "i", text)
    if found:
        rest = text[len(text) - len(found.group(1)) :]
        referred = refer(rest, note=note, people=people, to_family=True)
        pattern = "Thank you for " + referred.pattern
        return Reading("i", pattern, "check" if referred.unclear else "sure", "your thanks", "thanks", "i", text)
    if _SORRY.match(low):
        rest = _SORRY_WORDS.sub("", text).strip()
        if expression(r"to\b").match(rest):
            return None
        referred = refer(rest, note=note, people=people, to_family=True)
        if referred.unclear:
            return Reading("i", None, "check", f"who is '{referred.unclear[0]}'?", "apology", "i", text)
        so = "so " if expression(r"(?:i am )?so\b").match(low) or low.startswith("say so") else ""
        said = f"I am {so}sorry {referred.pattern}".rstrip().replace(" ,", ",")
        return Reading("i", said, "sure", "your apology", "apology", "i", text)
    if expression(r"my (?:fault|bad|mistake)$").match(low):
        return Reading("i", "That was my mistake", "sure", "your apology", "apology", "i", text)
    return None
