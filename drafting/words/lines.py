"""What a line of a message is: a greeting, a closing formula, a signature or contact line, or prose."""

from __future__ import annotations

import re

from drafting.words.written import ADDRESS, EMOJIS

LONGEST_CLOSING = 60
"""Characters: no closing formula is longer."""

_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]*|[^\x00-\u024f\s]+)"
_TITLE = r"(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]x|[Dd]r|[Pp]rof|[Ss]ra?|[Ss]rta|[Mm]iss|[Mm]aestr[oa]|[Ss]eñor(?:a|ita)?|[Cc]oach|[Pp]rofessora?|[Pp]rincipal|[Tt]eacher)\.?"
OPENING = re.compile(
    r"[¡]?(?:(?i:hi|hello|hey|dear|greetings|welcome back|happy \w+day|good (?:morning|afternoon|evening|day)|hola|buen[oa]s (?:d[ií]as|tardes|noches)"
    r"|estimad[oa]s?|querid[oa]s?|salaa?m|namaste|aloha|oi|ol[áa]|bonjour))"
    rf"(?:[ ,]+(?:{_TITLE}|{_NAME}|(?i:there|again|all|every(?:one|body)|y['’]all|you|and|or|&|of|the|to|our|my|in|from|room|grade|class|dear|families|family|parents?"
    r"|guardians?|carers?|caregivers?|mom|mum|dad|moms|dads|mother|father|grandma|grandpa|grandmother|grandfather|auntie?|uncle|folks|friends|team|good|morning|afternoon|evening"
    r"|familia|padres|mam[áa]|pap[áa]|de|y|los|las|la)|[A-Za-z]+/[A-Za-z]+|\d+\w{0,2}))*"
    rf"\s*[,:!.]*[—–-]*(?:\s|{EMOJIS})*"
    r"|(?i:to (?:the (?:family|parents?|guardians?)|whom it may concern)|(?:parents?/|parents? or )?(?:parents?|guardians?|family|families) of)\b[^.!?\n]{0,40}[,:!.]*\s*"
)
_ADDRESSED = re.compile(
    rf"(?:{_TITLE}\s+{_NAME}(?:\s+{_NAME})?(?:\s+(?:and|&)\s+(?:{_TITLE}\s+)?{_NAME}(?:\s+{_NAME})?)?|{_NAME}(?:['’]s)? (?:family|mom|dad|mother|father|grandma|grandpa))"
    r"(?:,? good (?:morning|afternoon|evening))?[,:!.]?",
)
_VALEDICTION = (
    r"(?:(?:with |many |kind(?:est)? |warm(?:est)? |best |all (?:the |my )?|much |in |very |most |a )*"
    r"(?:sincerely|yours|warmly|warmth|best|regards|wishes|cheers|respectfully|cordially|gratefully|gratitude|thankfully|fondly|love|hugs?"
    r"|appreciation|appreciatively|respect|thanks|thank you|partnership|care|xo+|proudly|happily|hopefully|take (?:good )?care"
    r"|atentamente|saludos|un abrazo|abrazos|gracias|cari[ñn]osamente|cordialmente|beijos|see you soon|talk soon|have a (?:great|good|lovely|wonderful|nice) \w+)\b[^.!?\n]{0,40})"
)
_CLOSING = re.compile(rf"(?:[-–—~]\s*)?{_VALEDICTION}[,!.]?\s*(?:{EMOJIS}|\s)*", re.IGNORECASE)
_SIGNED = re.compile(
    rf"(?:[-–—~]+\s*)?(?:(?:xo+|love|your friend|from)\s+)?(?:{_TITLE}\s+{_NAME}(?:\s+{_NAME}){{0,2}}|{_NAME}(?:\s+{_NAME}){{0,3}})"
    rf"(?:\s+(?:and|&)\s+(?:{_TITLE}\s+)?{_NAME}(?:\s+{_NAME})?)?"
    r"(?:\s*[,|(–—-]\s*[^.!?]{0,80})?[.,]?(?:\s|" + EMOJIS + ")*",
)
_CONTACT = re.compile(
    rf"[^a-z\n]*\d{{3}}[-. ]\d{{4}}\W*|.*(?:{ADDRESS}).*|(?:room|rm\.?|grade|gr\.?|ext\.?|phone|tel|cell|office|email|e-mail)\b.{{0,60}}",
    re.IGNORECASE,
)
_DASHED = re.compile(rf"[-–—~]+\s*{_SIGNED.pattern}")
TITLED = re.compile(
    rf"(?:[-–—~]+\s*)?(?:(?:xo+|love|from)\s+)?{_TITLE}\s+{_NAME}(?:\s+{_NAME}){{0,2}}(?:\s*\([^)]*\))?[.,]?(?:\s|{EMOJIS})*"
)
SIGNED_INLINE = re.compile(rf"{TITLED.pattern}|{_DASHED.pattern}|(?i:{_VALEDICTION}),\s*(?:{TITLED.pattern}|{_NAME})")


def opens(line: str) -> bool:
    """Say whether a line is a greeting and nothing else."""
    return OPENING.fullmatch(line) is not None or _ADDRESSED.fullmatch(line) is not None


def closes(line: str) -> bool:
    """Say whether a line is a closing formula: "Warmly,", "Thank you for all you do,"."""
    return len(line) < LONGEST_CLOSING and line[-1:] not in "!?." and _CLOSING.fullmatch(line) is not None


def is_signature_line(line: str) -> bool:
    """Say whether a line is a name, a role or a way to reach someone."""
    if is_prose(line) or _WHEN.search(line):
        return False
    return bool(_SIGNED.fullmatch(line) or _ROLE.fullmatch(line) or _CONTACT.fullmatch(line))


_WHEN = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight)\b", re.IGNORECASE)
_ROLE = re.compile(r"(?:[A-Z0-9][\w.'’-]*|&|and|of|the|\||,)(?:[ ,|/-]+(?:[A-Z0-9][\w.'’-]*|&|and|of|the)){0,6}")


def is_prose(line: str) -> bool:
    """Say whether a line is a sentence rather than a name, a room or a number."""
    if line[-1:] in "!?":
        return True
    tokens = line.split()
    return (
        len(tokens) > 4
        and sum(token[:1].islower() and token[:1].isalpha() and "@" not in token for token in tokens)
        > len(tokens) * 0.4
    )


DATED = re.compile(
    r"(?:[A-Z]\w+day,? )?(?:[A-Z]\w+\.? \d{1,2}|\d{1,2} [A-Z]\w+|\d{1,2}/\d{1,2})(?:,? ?/?\d{2,4})?|(?:To|From|Date|Cc):.{0,60}"
)
