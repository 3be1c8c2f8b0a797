"""Bird names for the people of a report: the same bird for the same person, and never one that is on the class list."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from drafting.privacy import Mask
from drafting.types import Family, Note, Student, Teacher
from drafting.words.familiar import listed
from evals.coaching.messages import Sent

_BIRDS = (
    "Wren Robin Lark Finch Swift Heron Crane Plover Dove Starling Kestrel Linnet Siskin Thrush Martin Teal Avocet Bunting "
    "Dunlin Egret Falcon Gannet Hoopoe Ibis Jay Kite Lapwing Merlin Nightjar Oriole Osprey Petrel Quail Redstart Sandpiper "
    "Tanager Vireo Warbler Whimbrel Wigeon Blackbird Bluebird Bobolink Cardinal Chickadee Cormorant Curlew Dipper Eider "
    "Goldfinch Grebe Grosbeak Junco Kinglet Loon Magpie Nuthatch Partridge Phoebe Pintail Puffin Rail Sanderling Sparrow "
    "Swallow Tern Towhee Treecreeper Turnstone Waxwing Whinchat Woodlark Yellowhammer"
).split()
_PERSON = re.compile(r"\[(CHILD|FAMILY|TEACHER|NAME|KID|WORD|TEXT|SOMEONE)(?:_(\d+))?\]")
_CONTACT = re.compile(r"\[(PHONE|EMAIL|LINK|ADDRESS)(?:_\d+)?\]")
_TITLES = re.compile(r"^(?:(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Sr|Sra)\.?(?:\s+(?:and|&)\s+|\s+))+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_COUPLE, _PUT_BY = "Mr. and Mrs. ", "\u2063Mrs. "
_START = re.compile(r"(?:^|[.!?…:;\n,]\s*[\"“‘(]*)$")


def parts(name: str) -> list[str]:
    """Return the words of a name that could give it away: titles and single letters left out."""
    return [word for word in _WORD.findall(_TITLES.sub("", name)) if len(word.strip("'’-")) > 1]


@dataclass(slots=True)
class Aviary:
    """Who is which bird. ``real`` leaves every name as it is: only for those who ask for it."""

    real: bool = False
    taken: set[str] = field(default_factory=set)
    _known: dict[str, str] = field(default_factory=dict)

    def learn(self, sent: Sent) -> None:
        """Note the names of a row, so that no bird is one of them and none of them is ever shown."""
        for name in (sent.student, sent.family, sent.teacher):
            if name:
                self.taken.update(_parts_once(name))

    def bird(self, key: str) -> str:
        """Return the bird of a person."""
        found = self._known.get(key)
        if found is None:
            count = len(self._known)
            free = [one for one in _BIRDS if one not in self.taken]
            lap, at = divmod(count, len(free))
            found = self._known[key] = free[at] + (f" {lap + 1}" if lap else "")
        return found

    def teacher(self, name: str) -> str:
        """Return how a teacher is called on the page."""
        if self.real and name:
            return name
        return f"Teacher {self.bird('teacher ' + name)}" if name else "One teacher"

    def hide(self, sent: Sent) -> Sent:
        """Return the message with a bird for every person, and contact details left blank."""
        if self.real:
            return sent
        family = Family(addressed_as=sent.family or None)
        # The mask takes the first of two titles for a name; it is put by, and put back.
        message = sent.message.replace(_COUPLE, _PUT_BY)
        student, teacher = Student(sent.student or None), Teacher(name=sent.teacher or None)
        mask = Mask.for_note(Note(kind=sent.kind, note=message, student=student, family=family, teacher=teacher))
        child = self.bird("child " + sent.student)
        home = self._home(sent)

        def person(match: re.Match[str]) -> str:
            what, number = match.groups()
            if what == "CHILD":
                return child
            if what == "FAMILY":
                return home
            if what == "TEACHER":
                return self.teacher(sent.teacher).replace("Teacher ", "Mx. ")
            return self.bird(f"{sent.row} {what} {number}")

        hidden = _PERSON.sub(person, mask.hide(message))
        shown = mask.restore(_CONTACT.sub(lambda match: f"({match[1].lower()})", hidden)).replace(_PUT_BY, _COUPLE)
        return Sent(
            row=sent.row, message=self.scrub(shown), kind=sent.kind, date=sent.date, teacher=self.teacher(sent.teacher),
            student=child if sent.student else "", family=home if sent.family else "", language=sent.language,
            channel=sent.channel,
            parent_message=self.scrub(sent.parent_message) if sent.parent_message else None,
        )  # fmt: skip

    def scrub(self, text: str) -> str:
        """Replace whatever is left of a name of the file."""
        birds = set(self._known.values())

        def other(match: re.Match[str]) -> str:
            word = match.group()
            bare = re.sub(r"['’]s$|['’]$", "", word)
            if bare not in self.taken or bare in birds:
                return word
            if listed(bare.lower()) and _START.search(text, 0, match.start()):
                return word  # "Will you ...", "May we ...": a word of everyday that begins a sentence
            return self.bird("name " + bare) + word[len(bare) :]

        return _WORD.sub(other, text)

    def _home(self, sent: Sent) -> str:
        title = _TITLES.match(sent.family)
        bird = self.bird("family " + " ".join(parts(sent.family)[-1:]))
        return (title.group() if title else "") + bird


def _parts_once(name: str) -> Collection[str]:
    return [one for one in parts(name) if one[:1].isupper() or not one.isascii()]
