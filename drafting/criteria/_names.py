"""Names of children in a message that are not on record: capitalised words in a place where only a person stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.criteria._page import _TITLES
from drafting.types import Span

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_CAPITAL = re.compile(r"(?<![\w.@/'’-])[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z][a-z]+)?(?: (?:[A-Z]\.|[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z][a-z]+)?))?(?![\w@])")
_TITLED = re.compile(rf"\b{_TITLES}\b\.?(?: (?:and|&) {_TITLES}\b\.?)? ?$")
_PERSON_BEFORE = re.compile(
    r"\b(?:with|and|by|to|from|for|at|like|than|that|told|helped|hit|pushed|called|named|beat|asked|taught|joined|partner(?:ed)?|friends?,?|classmates?,?|student,?|brother,?|sister,?|cousin,?|boy,?|girl,?|buddy,?|between|against|behind|unlike|beside|next to|kicked|teased|bit|shoved|punched|grabbed|thanked|invited|of|on|when|because|while|but|as|after|before|sits? (?:by|with)|seated (?:by|with|next to)|or|if|since|where|says|said|saw|let|gave|showed|lent) $"
)
_PERSON_AFTER = re.compile(
    r"^(?:'s|’s)? ?(?:,? (?:who|whom|whose)|(?:and|&) (?:ʘ+|i|he|she|they)\b|said|says|hit|hits|pushed|pushes|kicked|bit|shoved|called|told|asked|took|threw|started|grabbed|teased|is|was|has|had|were|are|does|did|didn't|would|will|can|could|never|always|won|lost|got|came|went|sat|sits|joined|helped|needed|wanted|laughed|cried|fell|left|made|ran|agreed|apologi\w+|finished|turned|wrote|read|worked|loves?|likes?|missed|sister|brother|family|mom|mother|dad|parents|desk|seat|lunch|arm|hair|backpack|in the last|,? in|,? a (?:boy|girl|classmate|student))\b"
)
_VERB_STRONG = re.compile(r"^(?:,? (?:who|whom|whose)\b| (?:said|says|hit|pushed|kicked|bit|shoved|called|told|asked|took|threw|started|grabbed|teased|would|never|won|sat|sits|needed|wanted|laughed|cried|has (?:his|her|their|a)|is (?:a|so|always|the|his|her|also)|was (?:so|the|also|a|mad|crying|talking)|didn't)\b)")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|to|from|of|near|on|about|through|called|titled|the|a|an|our|your|this|read|reading|finished|book|story|novel|poem|song|street|room|unit|chapter|module|lesson|week of|app|using|via|period|grade|per|before|after|by|until|since|for|next|last|this|every|each|state|city|country) $")
_KNOWN_WORDS = frozenset(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sep "
    "sept oct nov dec english spanish french math maths science reading writing history art music gym chinese arabic russian portuguese german italian japanese korean hindi turkish vietnamese tagalog somali american mexican african asian european "
    "indian canada america mexico africa europe asia guatemala christmas easter thanksgiving halloween hanukkah diwali eid ramadan kwanzaa god earth mars moon lego google zoom chromebook kindergarten grade room period unit chapter module lesson week team plan goal "
    "dear hi hello hey good thank thanks best warmly sincerely regards respectfully gratefully cheers yours love please congratulations welcome happy re ps mr mrs ms mx miss dr coach principal professor teacher mom mommy mum mama dad daddy papa grandma grandpa nana abuela abuelo auntie uncle aunt "
    "parent parents guardian guardians family families familia familias school elementary middle high house open fall winter spring summer back north south east west main street center no yes ok so and but or if when while what how who where why which the a an this that these those there here he she they we you it his her "
    "their our your my me us him them one two three four five six seven eight nine ten in on at by for from to with as of up down over after before since until during about all any some most both each every many much more not now then today tomorrow tonight yesterday next last first is are was were be been do does did has have "
    "had can could will would shall should may might must let just also even only still yet together between because although though however meanwhile instead starting beginning lately recently during whenever whatever home me goal step could great awesome wow see reply call text email write message tell ask come bring read sit use keep make take give find "
    "look listen try work help play think know go get send sign stop visit talk share check join maybe perhaps sure sorry buenas buenos hola bonjour merci gracias namaste salaam shabbat tía tio tío señora señor señorita madame monsieur maestra maestro professora profesora dona doña khala mémère department office special education algebra biology chemistry physics geometry english".split()
)


def other_names(page: Page) -> list[Span]:
    """Every name in the message that is a child's and not this child's: on the class list, or used as only a person is."""
    found: list[Span] = []
    on_record = _on_record(page)
    classmates = {part.lower() for name in page.class_list for part in name.split() if len(part) > 1} - {name.lower() for name in page.student_names}
    lines = [line for line in page.lines if line.part not in {"signature"}]
    last = page.lines[-1].index if page.lines else -1
    for line in lines:
        if line.part in {"greeting", "closing"}:
            continue
        text = page.message[line.start : line.end]
        for match in _CAPITAL.finditer(text):
            words = match.group().split()
            head = words[0].lower()
            if _TITLED.search(text[: match.start()]):
                continue
            span = page.span(line.start + match.start(), line.start + match.end())
            if any(word.lower().strip(".") in classmates for word in words) and head not in on_record:
                found.append(span)
                continue
            first = not text[: match.start()].strip("\"'“‘(•-*– \t")
            base = re.sub(r"['’]s$", "", head)
            if base in _KNOWN_WORDS or base in on_record or any(word.lower() in on_record for word in words):
                if not (base in _KNOWN_WORDS and len(words) == 2 and not first):
                    continue
                continue
            if line.index == last and len(text.split()) <= 6:
                continue
            before = text[: match.start()].lower()
            after = text[match.end() :].lower()
            if _quoted(before) or re.match(r"\s(?:[A-Z]|of the|street|st\b|ave|avenue|road|hall|library|park|school|day|county|center|room|app|museum|island|river|lake|test)", text[match.end() :]):
                continue
            if first:
                if _VERB_STRONG.match(text[match.end() :].lower()):
                    found.append(span)
                continue
            if re.search(r"\b(?:ms|mr|mrs|dr|dean|coach|nurse|our (?:\w+ )?(?:counselor|teacher|librarian|principal|coach|nurse|aide|secretary|psychologist|therapist|interpreter|specialist|custodian|bus driver)),? $", before):
                continue
            after_fits = _PERSON_AFTER.match(after.lstrip()) if after.strip() else None
            if _PLACE_BEFORE.search(before) and not (after_fits and _VERB_STRONG.match(after)):
                if not re.search(r"\b(?:by|for|to|from|of|before|after|since) $", before) or not re.search(r"\b(?:pushed|hit|kicked|bit|teased|talked|talking|helped|next|sit|seat|away|apologi\w+|gave|lent|explained|showed|because|shoved|called|bothered) (?:by|to|from|of) $", before):
                    continue
            if _PERSON_BEFORE.search(before) or after_fits:
                found.append(span)
    return found


def _quoted(before: str) -> bool:
    return before.replace("“", '"').replace("”", '"').count('"') % 2 == 1


def _on_record(page: Page) -> set[str]:
    names = [*page.student_names, page.addressed_as or "", *page.adults, page.teacher or ""]
    if page.lines:
        names += [page.message[line.start : line.end] for line in page.lines if line.part in {"signature", "greeting", "closing"}]
    return {part.lower().strip(".,!:;") for name in names for part in re.split(r"[\s/'’]+", name) if len(part) > 1}
