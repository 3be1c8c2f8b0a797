"""All that can be said of a finished message: every criterion, how hard it reads, how true it is to the note."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.criteria import load_criteria
from drafting.criteria._page import Page
from drafting.readability import mask, measure_masked
from drafting.types import FactSheet, Family, Fidelity, Gates, Note, Review, Student, Teacher, Verdict


def review(
    message: str,
    *,
    kind: str,
    channel: str = "email",
    note: Note | str | None = None,
    parent_message: str | None = None,
    student: Student | str | None = None,
    family: Family | str | None = None,
    known_adults: Sequence[str] | None = None,
    language: str = "en",
    teacher: Teacher | None = None,
    class_list: Sequence[str] = (),
    sheet: FactSheet | None = None,
) -> Review:
    """Judge a message by every criterion of the rubric; nothing is sent anywhere and nothing is averaged.

    ``note`` may be the whole Note or only its words; what it records (student, family, parent's message, class list)
    is used wherever the argument of that name is not given. Without a note or a sheet the fidelity criteria are ``na``.
    """
    jotted = _noted(note, sheet)
    if jotted is not None:
        student = student if student is not None else jotted.student
        family = family if family is not None else jotted.family
        teacher = teacher if teacher is not None else jotted.teacher
        parent_message = parent_message if parent_message is not None else jotted.parent_message
        class_list = class_list or jotted.class_list
    child = student if isinstance(student, Student) else Student(name=student)
    home = family if isinstance(family, Family) else Family(addressed_as=family)
    adults = (*(known_adults or ()), *home.adults, *((home.relationship,) if home.relationship else ()))
    words = note if isinstance(note, str) else jotted.note if jotted is not None else None
    if sheet is None and words is not None:
        from drafting.facts import read

        known = Family(
            home.addressed_as, home.relationship, home.language, tuple(dict.fromkeys([*home.adults, *adults]))
        )
        sheet = read(
            jotted
            or Note(
                kind=kind,
                note=words,
                language=language,
                student=child,
                family=known,
                teacher=teacher or Teacher(),
                parent_message=parent_message,
                class_list=tuple(class_list),
            )
        )
    on_record = (child.name, home.addressed_as, teacher.name if teacher else None, *class_list)
    masked = mask(message, [name for name in on_record if name])
    places = masked.places()
    measured = measure_masked(masked, language=language, channel=channel)
    page = Page(
        message=message,
        kind=kind,
        channel=channel,
        language=language,
        note=words,
        parent_message=parent_message,
        student=child.name,
        addressed_as=home.addressed_as,
        adults=tuple(adults),
        teacher=teacher.name if teacher else None,
        class_list=tuple(class_list),
        fidelity=_compare(message, sheet, places),
        readability=measured,
        places=places,
    )
    criteria = {criterion.id: criterion.verdict(page) for criterion in load_criteria()}
    gates = tuple(one.id for one in load_criteria() if one.gate and criteria[one.id].verdict == "not_met")
    return Review(criteria, measured, page.fidelity, Gates(passed=not gates, not_met=gates))


def judge_gates(message: str, *, note: Note, sheet: FactSheet, language: str = "en") -> dict[str, Verdict]:
    """Judge a message by the gates alone, with the verdicts that ``review`` of the same note and sheet gives them.

    For a draft that is not shown, only written from: half the work of a review.
    """
    home = note.family
    on_record = (note.student.name, home.addressed_as, note.teacher.name, *note.class_list)
    places = mask(message, [name for name in on_record if name]).places()
    page = Page(
        message=message,
        kind=note.kind,
        channel=note.channel,
        language=language,
        note=note.note,
        parent_message=note.parent_message,
        student=note.student.name,
        addressed_as=home.addressed_as,
        adults=(*home.adults, *((home.relationship,) if home.relationship else ())),
        teacher=note.teacher.name,
        class_list=note.class_list,
        fidelity=_compare(message, sheet, places),
        places=places,
    )
    return {one.id: one.verdict(page) for one in load_criteria() if one.gate}


def _noted(note: Note | str | None, sheet: FactSheet | None) -> Note | None:
    if isinstance(note, Note):
        return note
    return sheet.note if sheet is not None else None


def _compare(message: str, sheet: FactSheet | None, places: Sequence[tuple[int, int]]) -> Fidelity | None:
    if sheet is None:
        return None
    from drafting.fidelity import compare

    return compare(message, sheet=sheet, places=places)
