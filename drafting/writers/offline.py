"""The offline writer: a careful editor. It arranges the sure sentences of a fact sheet along the kind's moves.

It adds nothing but the plain frames of prompts/parts/frames: no fact, no feeling, no promise. What varies between two
messages is chosen from the seed and the content, never from a name, so that the same note reads the same for any child.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.facts.expressions import expression
from drafting.facts.grammar import tokenize
from drafting.facts.names import ordinary
from drafting.facts.patterns import Speaking, fill
from drafting.facts.pointing import asks_about_before, points_back
from drafting.facts.sheet import finish, speaking_of
from drafting.prompts import Kind, Move, load_frames, load_kind
from drafting.types import Draft, Fact, FactSheet, Message, Note, Sentence

__all__ = ["fits", "greeting", "sign_off", "subject_line", "write"]

WRITER = "offline"
_TEXT_LIMIT = 320
_MERGE_WORDS = 24
_A_LINE = 40  # words that one line of a list may take
_SHORT = 9
_A_ROW_AT_MOST = 40  # words that one row of the sheet may take


@dataclass(slots=True)
class _Page:
    """A message in the making: paragraphs of sentences, and how the child was last spoken of."""

    paragraphs: list[list[Sentence]] = field(default_factory=list)
    named: bool = False

    def turn(self) -> None:
        """Begin a new paragraph; the child is named again in it."""
        if not self.paragraphs or self.paragraphs[-1]:
            self.paragraphs.append([])
        self.named = False

    def add(self, sentence: Sentence) -> None:
        """Put a sentence at the end of the last paragraph."""
        if not self.paragraphs:
            self.paragraphs.append([])
        self.paragraphs[-1].append(sentence)


class _Choice:
    """Deterministic picks: one digest of the seed, the kind and the name-free content."""

    def __init__(self, sheet: FactSheet, seed: int) -> None:
        content = "|".join(fact.pattern or fact.type for fact in sheet.facts)
        self._key = f"{seed}|{sheet.note.kind}|{content}"

    def pick(self, key: str, options: Sequence[str]) -> str:
        """Return one of the options, the same for the same seed, content and key."""
        if not options:
            return ""
        digest = hashlib.sha256(f"{self._key}|{key}".encode()).digest()
        return options[int.from_bytes(digest[:8], "big") % len(options)]


def write(sheet: FactSheet, *, seed: int = 0, unsaid: Collection[str] = (), kind: Kind | None = None) -> Draft:
    """Write the message that the sure rows of the sheet carry.

    ``unsaid`` are plain frames not to use (the review marked them); ``kind`` spares reading the kind's file again. Rows that are not sure are never said; rows that do not fit the channel's length are left out, least important
    first, and named in the notices.
    """
    kind = kind or load_kind(sheet.note.kind)
    usable = [fact for fact in sheet.facts if fact.state == "sure" and fact.send != "never" and fact.pattern]
    ready = usable
    usable = _drop_dangling(usable, sheet)
    notices: list[str] = []
    short: set[str] = set()
    plain = False
    while True:
        draft = _compose(sheet, kind, usable, seed=seed, plain=plain, unsaid=unsaid)
        if fits(draft.message.body, sheet.note, kind):
            break
        if not plain:
            plain = True
            continue
        # far over, several go at once: a very long note must not be written anew for each of its rows
        over = len(draft.message.body.split()) - kind.max_words
        spare = None
        for _ in range(max(1, over // _A_ROW_AT_MOST)):
            spare = _least(usable)
            if spare is None:
                break
            usable = [fact for fact in usable if fact is not spare]
            short.add(spare.id)
            notices.append(f"Left out to keep the message short: “{spare.text}”.")
        if spare is None:
            break
    told = short.union(*(sentence.facts for sentence in draft.sentences))
    notices += [
        f"Not said yet: “{fact.text}” (it rests on words that are said elsewhere, or not at all)."
        for fact in ready
        if fact.id not in told
    ]
    return replace(draft, notices=(*draft.notices, *notices))


def fits(body: str, note: Note, kind: Kind) -> bool:
    """Say whether a message has the length its channel and kind allow."""
    if note.channel == "text":
        return len(body) <= _TEXT_LIMIT
    return len(body.split()) <= kind.max_words


def _least(facts: Sequence[Fact]) -> Fact | None:
    """Return the row that is missed least: optional ones first, then background, from the end; one always stays."""
    if len(facts) < 2:
        return None
    order = {"context": 0, "news": 1, "strength": 3, "number": 4, "logistics": 5, "win": 4, "growth": 5, "event": 6, "home_idea": 6, "plan": 6,
             "commitment": 7, "ask": 8, "concern": 9}  # fmt: skip
    return min(
        enumerate(facts),
        key=lambda pair: (
            (pair[1].send == "must" and order.get(pair[1].type, 5) + 10) or order.get(pair[1].type, 5),
            -pair[0],
        ),
    )[1]


def _drop_dangling(facts: list[Fact], sheet: FactSheet) -> list[Fact]:
    """Keep a sentence that opens with "It" or "That" only right after the row that it points back to."""
    kept: list[Fact] = []
    ids = [fact.id for fact in sheet.facts]
    for fact in facts:
        if points_back(fact):
            at = ids.index(fact.id)
            if not kept or at == 0 or kept[-1].id != ids[at - 1]:
                continue
        kept.append(fact)
    return kept


# --- composing ------------------------------------------------------------------------------------------------------


def _compose(
    sheet: FactSheet, kind: Kind, facts: Sequence[Fact], *, seed: int, plain: bool, unsaid: Collection[str]
) -> Draft:
    note = sheet.note
    speaking = speaking_of(note)
    choice = _Choice(sheet, seed)
    if note.channel == "call":
        return _call(sheet, kind, facts, choice, speaking)
    page = _Page()
    frames = load_frames()
    left = list(facts)
    for move in kind.moves:
        last = move is kind.moves[-1]
        taken = _take(left, move, sheet, last=last)
        left = [fact for fact in left if fact not in taken]
        if not taken and not (move.otherwise or (move.frame and not move.takes)):
            continue
        if plain and not taken and move.name != "close":
            continue
        if plain and note.channel == "text" and not taken:
            continue
        if move.paragraph:
            page.turn()
        if last:
            # a question that waited for its matter, and what no step took, come before the farewell
            _say(page, taken, sheet, speaking)
            _say(page, [fact for fact in left if not points_back(fact)], sheet, speaking)
            taken = []
        key = move.frame if _opens(move, taken) or not move.takes else None if taken else move.otherwise
        frame = choice.pick(move.name, frames.get(key, ())) if key else ""
        twice = frame.startswith("Thank you") and any((fact.pattern or "").startswith("Thank you") for fact in facts)
        if frame and not (plain and taken) and not (twice and move.name == "thanks"):
            text = _frame(frame, speaking, note, page)
            if text in unsaid:
                text = next(
                    (
                        other
                        for other in (_frame(one, speaking, note, page) for one in frames[key or ""] if one)
                        if other not in unsaid
                    ),
                    "",
                )
            if text:
                page.add(Sentence(text, _frame_role(text, move)))
        _say(page, taken, sheet, speaking)
    body, sentences = _lay_out(page, note, choice, speaking)
    return Draft(
        Message(subject_line(note, choice.pick("subject", frames.get(f"subject.{note.kind}", ())), speaking), body),
        sentences,
        WRITER,
    )


def _opens(move: Move, taken: Sequence[Fact]) -> bool:
    """Say whether a step with facts is opened by its frame: "Here is why I ask" needs a concern or a figure behind it."""
    if "concern" in move.takes[:1]:
        return any(fact.type in {"concern", "number"} for fact in taken)
    return bool(taken)


_COMPANIONS = frozenset({"context", "number", "news", "validation"})
"""Types of fact that explain the one before them in the note, and stay with it."""


def _explains(fact: Fact, before: Fact) -> bool:
    """Say whether a fact explains the one before it; what the teacher did explains no strength."""
    return fact.type in _COMPANIONS and not (fact.who == "i" and before.type in {"strength", "win", "growth"})


def _take(left: Sequence[Fact], move: Move, sheet: FactSheet, *, last: bool = False) -> list[Fact]:
    """Return the facts that a step tells, in the order of the note; what explains a fact goes where that fact goes."""
    place = {fact.id: at for at, fact in enumerate(sheet.facts)}
    waiting = {place[fact.id]: fact for fact in left}
    taken: list[Fact] = []
    for fact in left:
        before = waiting.get(place[fact.id] - 1)
        together = (
            before is not None
            and before.type != "ask"
            and (points_back(fact) or _explains(fact, before) or asks_about_before(fact))
        )
        if together:
            if taken and taken[-1] is before:
                taken.append(fact)
        elif (fact.type in move.takes and not points_back(fact) and not asks_about_before(fact)) or (
            last and fact.type == "ask"
        ):
            taken.append(fact)
    return taken[: move.limit] if move.limit else taken


def _frame(frame: str, speaking: Speaking, note: Note, page: _Page) -> str:
    text = frame.replace("{teacher}", note.teacher.name or "your child's teacher").replace(
        "{family}", note.family.addressed_as or ""
    )
    says = "{name}" in text or "{they}" in text or "{them}" in text or "{their}" in text
    said = fill(text, speaking, voice="name")
    page.named = page.named or ("{name}" in text)
    if says and "{name}" not in text and page.named and speaking.pronoun:
        said = fill(text, speaking, voice="pronoun")
    return said


def _frame_role(text: str, move: Move) -> str:
    if text.endswith("?"):
        return "question"
    if expression(r"\b(?:thank|thanks)\b", re.IGNORECASE).search(text):
        return "thanks"
    return "offer" if expression(r"\breply|reach me|write again\b").search(text) and move.name == "close" else "frame"


_ROLES = {"ask": "question", "thanks": "thanks", "apology": "validation", "validation": "validation"}


def _say(page: _Page, facts: Sequence[Fact], sheet: FactSheet, speaking: Speaking) -> None:
    for group in _groups(facts, sheet):
        pattern = _merged(group, sheet)
        voice = "pronoun" if page.named and speaking.pronoun else "name"
        text = finish(fill(pattern, speaking, voice=voice), question=group[0].type == "ask")  # type: ignore[arg-type]
        page.named = page.named or "{" in pattern
        page.add(Sentence(text, _ROLES.get(group[0].type, "fact"), tuple(fact.id for fact in group)))


def _groups(facts: Sequence[Fact], sheet: FactSheet) -> Iterable[list[Fact]]:
    """Put together what is one sentence of the note, or two short ones about the child."""
    group: list[Fact] = []
    for fact in facts:
        if group and _joins(group, fact, sheet):
            group.append(fact)
            continue
        if group:
            yield group
        group = [fact]
    if group:
        yield group


_PRESENT = re.compile(r"^\{they\} (?:\w+ly |also |still |always |never |now |just )*(?:\{|can\b|will\b)")
_CHILD_VERB = re.compile(r"^\{they\} (?!will be\b)")


def _joins(group: Sequence[Fact], fact: Fact, sheet: FactSheet) -> bool:
    last = group[-1]
    words = sum(len((one.pattern or "").split()) for one in group) + len((fact.pattern or "").split())
    lines = [(one.pattern or "").startswith("- ") for one in (last, fact)]
    if any(lines):
        return all(lines) and words <= _A_LINE and _one_line(last, fact, sheet.note.note)
    if len(group) >= 3 or words > _MERGE_WORDS or last.type == "ask" or fact.type == "ask":
        return False
    if not (_CHILD_VERB.match(fact.pattern or "") and _CHILD_VERB.match(group[0].pattern or "")):
        return False
    if bool(_PRESENT.match(fact.pattern or "")) != bool(_PRESENT.match(group[0].pattern or "")):
        return False
    if any((one.pattern or "").startswith("{they} used to ") for one in (*group, fact)):
        return False  # what was is set beside what is, not added to it
    if any(expression(r"[.?!;]|, (?:and|but) ").search(one.pattern or "") for one in (*group, fact)) or any(
        "," in (one.pattern or "") for one in group
    ):
        return False
    between = sheet.note.note[last.end : fact.start]
    if expression(r"[.!?]$").search(last.text.strip()):
        between = "." + between  # a sentence ended
    same = bool(expression(r"[\s,&+]*(?:and|but|then|&|\+)?\s*").fullmatch(between)) and not expression(r"\n").search(
        between
    )
    if same:
        return True
    short = all(len((one.pattern or "").split()) <= _SHORT for one in (*group, fact))
    return (
        short
        and len(group) == 1
        and {fact.type, last.type} <= {"win", "growth", "strength"}
        and between.strip(" .!\n") == ""
        and "\n" not in between
        and not _goes_on(fact, sheet)
    )


def _goes_on(fact: Fact, sheet: FactSheet) -> bool:
    """Say whether the sentence of the note that a fact opens has more to it; then it stays whole."""
    after = next((one for one in sheet.facts if one.start >= fact.end), None)
    return after is not None and not expression(r"[.!?\n]").search(sheet.note.note[fact.start : after.start])


def _one_line(last: Fact, fact: Fact, note: str) -> bool:
    """Say whether two pieces stand on one line of a list in the note, and the second has no heading of its own."""
    start = note.rfind("\n", 0, last.start) + 1
    listed = expression(r"\s*[-*•–·]").match(note[start:])
    headed = expression(r"- [A-Z][\w &]{0,24}: ").match(fact.pattern or "")
    return bool(listed) and not headed and "\n" not in note[last.end : fact.start]


def _inside(piece: str) -> str:
    """Begin small what goes on in a line of a list; a name, a day or an acronym keeps its capital."""
    first = tokenize(piece)[0] if piece else None
    plain = first is not None and first.text[1:].islower() and first.tags and first.low not in ordinary()
    return piece[:1].lower() + piece[1:] if plain else piece


def _merged(group: Sequence[Fact], sheet: FactSheet) -> str:
    first = group[0].pattern or ""
    if first.startswith("- "):
        return "; ".join([first, *(_inside((fact.pattern or "").removeprefix("- ")) for fact in group[1:])])
    rest = [expression(r"^\{they\} ").sub("", fact.pattern or "") for fact in group[1:]]
    if not rest:
        return first
    parts = [first.rstrip("."), *(part.rstrip(".") for part in rest)]
    between = sheet.note.note[group[-2].end : group[-1].start]
    last = "but" if expression(r"\bbut\b|^but\b", re.IGNORECASE).search(between + " " + group[-1].text[:4]) else "and"
    return ", ".join(parts[:-1]) + (", " if last == "but" and len(parts) == 2 else " ") + last + " " + parts[-1]


# --- the outside of the message ---------------------------------------------------------------------------------------


def greeting(note: Note, pick: str) -> str:
    """Return the first line: the adult as on record, the class's families, or a plain hello."""
    return pick.replace("{family}", expression(r"^the (?=[A-Z])").sub("", note.family.addressed_as or ""))


def sign_off(note: Note, speaking: Speaking, closing: str) -> str:
    """Return the last lines: the closing and the teacher, or whose teacher it is."""
    name = note.teacher.name or (f"{speaking.name}'s teacher" if note.student.name else "Your child's teacher")
    return f"– {name}" if note.channel in {"text", "app"} else f"{closing}\n{name}"


def subject_line(note: Note, pick: str, speaking: Speaking) -> str | None:
    """Return the subject of an e-mail; other channels have none."""
    if note.channel != "email":
        return None
    if note.student.name is None:
        pick = expression(r" (?:about|for) \{name\}").sub("", pick).replace("{name}", "our class")
    return fill(pick, speaking) if pick else None


def _greeting(note: Note, choice: _Choice, frames: Mapping[str, tuple[str, ...]]) -> str:
    if note.family.addressed_as:
        return greeting(note, choice.pick("greeting", frames["greeting"]))
    key = "greeting_class" if note.student.name is None else "greeting_nobody"
    return choice.pick("greeting", frames[key])


def _lay_out(page: _Page, note: Note, choice: _Choice, speaking: Speaking) -> tuple[str, tuple[Sentence, ...]]:
    frames = load_frames()
    hello = Sentence(_greeting(note, choice, frames), "greeting")
    bye = Sentence(sign_off(note, speaking, choice.pick("sign_off", frames["sign_off"])), "sign_off")
    paragraphs = [paragraph for paragraph in page.paragraphs if paragraph]
    if note.channel in {"text", "app"}:
        flow = [sentence for paragraph in paragraphs for sentence in paragraph]
        if note.channel == "text":
            flow = _after_comma(hello.text, _noted(flow))
            return " ".join([hello.text, *(sentence.text for sentence in flow), bye.text]), (hello, *flow, bye)
    paragraphs = [
        _noted(sorted(paragraph, key=_is_line)) if _one_loose_line(paragraph) else paragraph for paragraph in paragraphs
    ]
    blocks = [hello.text, *(_paragraph(paragraph) for paragraph in paragraphs), bye.text]
    return "\n\n".join(blocks), (hello, *(sentence for paragraph in paragraphs for sentence in paragraph), bye)


def _noted(flow: list[Sentence]) -> list[Sentence]:
    """In a text message the lines of a list become one sentence: "Please note: locker 88; lunch 11:20."."""
    lines = [one for one in flow if one.text.startswith("- ")]
    if not lines:
        return flow
    said = [
        one.text[2:]
        if expression(r"[A-Z][A-Z]|[A-Z]\w+(?:day|ber|ary|ch|il|ust)\b").match(one.text[2:])
        else one.text[2:3].lower() + one.text[3:]
        for one in lines
    ]
    note = Sentence(
        "Please note: " + "; ".join(said) + ".", "fact", tuple(ident for one in lines for ident in one.facts)
    )
    at = flow.index(lines[0])
    return [*(one for one in flow[:at]), note, *(one for one in flow[at:] if one not in lines)]


_OPENS_SMALL = re.compile(r"(?:This|Here|Good|Some|Something|Just|One|First|These|There|The|We|You|What|How|Could)\b")


def _after_comma(hello: str, flow: list[Sentence]) -> list[Sentence]:
    """In a text message the first sentence goes on behind the greeting's comma ("Hello Ms. Eze, this is ...")."""
    if not flow or not hello.endswith(",") or not _OPENS_SMALL.match(flow[0].text):
        return flow
    return [replace(flow[0], text=flow[0].text[:1].lower() + flow[0].text[1:]), *flow[1:]]


def _is_line(sentence: Sentence) -> bool:
    return sentence.text.startswith("- ")


def _one_loose_line(paragraph: Sequence[Sentence]) -> bool:
    """Say whether a paragraph has a single line of a list, behind running text that does not lead up to it."""
    lines = [one for one in paragraph if one.text.startswith("- ")]
    lead = expression(_LIST_FOLLOWS, re.IGNORECASE)
    running = [one.text for one in paragraph if not one.text.startswith("- ")]
    led = any(lead.search(text) or text.endswith(":") for text in running)
    return len(lines) == 1 and bool(running) and not led


_LIST_FOLLOWS = r"\b(?:here is|this is)[^.]*\.$"


def _paragraph(sentences: Sequence[Sentence]) -> str:
    """Join sentences with spaces; lines of a list stand on lines of their own, after the running text."""
    running = " ".join(one.text for one in sentences if not one.text.startswith("- "))
    lines = [one.text for one in sentences if one.text.startswith("- ")]
    if not lines:
        return running
    if len(sentences) > len(lines) + 1 and expression(_LIST_FOLLOWS, re.IGNORECASE).search(sentences[0].text):
        rest = " ".join(one.text for one in sentences[1:] if not one.text.startswith("- "))
        return "\n".join([sentences[0].text.rstrip(".") + ":", *lines]) + f"\n\n{rest}"
    return "\n".join(
        [
            running.rstrip(".") + ":" if expression(_LIST_FOLLOWS, re.IGNORECASE).search(running) else running,
            *lines,
        ]
    ).strip()


def _call(sheet: FactSheet, kind: Kind, facts: Sequence[Fact], choice: _Choice, speaking: Speaking) -> Draft:
    """A call is a script to speak from: opening, points, questions to ask, a line for the family's answer."""
    note = sheet.note
    frames = load_frames()
    who = note.teacher.name or f"{speaking.name}'s teacher"
    opening = f"Hello{' ' + note.family.addressed_as if note.family.addressed_as and not note.family.addressed_as.endswith('family') else ''}, this is {who}. {frames['ready_to_talk'][0]}"
    sentences: list[Sentence] = [Sentence(opening, "greeting")]
    page = _Page()
    before: list[Sentence] = []
    asked: list[Sentence] = []
    left = list(facts)
    points: list[Sentence] = []
    for move in kind.moves:
        taken = _take(left, move, sheet)
        left = [fact for fact in left if fact not in taken]
        if "ask" in move.takes:
            questions = [fact for fact in taken if fact.type == "ask"]
            page.named = False
            into = _Page()
            _say(into, questions, sheet, speaking)
            asked += [sentence for paragraph in into.paragraphs for sentence in paragraph]
            if not questions and move.otherwise:
                asked.append(
                    Sentence(
                        _frame(choice.pick(move.name, frames.get(move.otherwise, ())), speaking, note, _Page()),
                        "question",
                    )
                )
            taken = [fact for fact in taken if fact.type != "ask"]
        into = _Page()
        _say(into, taken, sheet, speaking)
        said = [sentence for paragraph in into.paragraphs for sentence in paragraph]
        (before if move.name in {"strength", "good"} and not asked else points).extend(said)
    lines = [opening]
    if before:
        lines += ["", "Begin with:", *(f"- {sentence.text}" for sentence in before)]
    ask_first = note.kind in {"concern", "action_plan", "reply", "welcome", "conference_invite", "follow_up"}
    blocks = (
        [("Questions to ask:", asked), ("Points to make:", points)]
        if ask_first
        else [("Points to make:", points), ("Questions to ask:", asked)]
    )
    for title, block in blocks:
        if block:
            lines += ["", title, *(f"- {sentence.text.removeprefix('- ')}" for sentence in block)]
            sentences += block if block is not before else []
        if title.startswith("Questions") and asked:
            lines += ["", f"{frames['call.family_says'][0]} ____________"]
    closing = Sentence("Thank you for talking with me.", "thanks")
    lines += ["", f"Close: {closing.text}"]
    ordered = [sentences[0], *before, *sentences[1:], closing]
    return Draft(Message(None, "\n".join(lines)), tuple(ordered), WRITER)
