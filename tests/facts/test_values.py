"""Typed values: what is written differently and means the same gets a common key, and what differs does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.facts.values import Support, Value, agree, find

SAME = [
    ("8/10", "8 out of 10"),
    ("8/10", "eight of ten"),
    ("6 of 8", "six of the last eight mornings"),
    ("17/20", "17 right out of 20"),
    ("11 nights of 14", "11 out of the last 14 nights"),
    ("85%", "85 percent"),
    ("ninety-six percent", "96%"),
    ("Tues", "Tuesday"),
    ("weds", "on Wednesdays"),
    ("2x", "twice"),
    ("2 times", "twice"),
    ("~40x", "about 40 times"),
    ("1st", "first"),
    ("3rd", "third"),
    ("12/9", "Dec 9"),
    ("12/9", "December 9th"),
    ("the 9th of December", "Dec. 9"),
    ("2026-12-09", "December 9"),
    ("the 17th", "the seventeenth"),
    ("6:00 pm", "6 p.m."),
    ("6:00", "6:00 pm"),
    ("nine fifteen", "9:15"),
    ("half past three", "3:30"),
    ("quarter to four", "3:45"),
    ("crackers at 2", "2:00"),
    ("at 2", "two o'clock"),
    ("eight hundred and twelve minutes", "812 minutes"),
    ("up from six forty", "640"),
    ("twenty-one", "21"),
    ("1,250", "1250"),
    ("10 min", "ten minutes"),
    ("a 5-minute talk", "5 min"),
    ("half an hour", "30 minutes"),
    ("a dozen eggs", "12 eggs"),
    ("5th period", "period 5"),
    ("9th graders", "grade 9"),
    ("rm K2", "room k2"),
    ("$50", "$50.00"),
    ("808-555-0142", "(808) 555-0142"),
    ("Level J", "level J"),
    ("tday", "today"),
]

DIFFERENT = [
    ("8/10", "7/10"),
    ("8/10", "8/12"),
    ("Tues", "Thurs"),
    ("12/9", "12/8"),
    ("Dec 9", "Nov 9"),
    ("6:00 pm", "6:00 am"),
    ("6:00", "6:30"),
    ("10 min", "10 hours"),
    ("2x", "three times"),
    ("3rd", "2nd"),
    ("812", "821"),
    ("in September", "in October"),
    ("level J", "level G"),
    ("555-0142", "555-0124"),
    ("tomorrow", "yesterday"),
]


def supports(note: str, message: str) -> bool:
    """Whether every value of the message is in the note, and there is one."""
    known = Support(find(note))
    values = find(message)
    return bool(values) and all(known.holds(value) for value in values)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_written_differently_means_the_same(one: str, other: str) -> None:
    """A value is found in its other spelling, in both directions."""
    assert supports(one, other)
    assert supports(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_changed_value_is_told_apart(one: str, other: str) -> None:
    """A change of a figure, unit, half of the day, weekday or month is seen in both directions."""
    assert not supports(one, other)
    assert not supports(other, one)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("M/W/F", {"weekday:1", "weekday:3", "weekday:5"}),
        ("T/Th 1:00–3:00", {"weekday:2", "weekday:4", "time:1:00", "time:3:00"}),
        ("T–F", {"weekday:2", "weekday:5"}),
        ("20-30 min", {"n:20", "n:30"}),
        ("9:00 to 11:30", {"time:9:00", "time:11:30"}),
        ("Oct 20-24", {"date:10-20", "date:10-24"}),
        ("Thurs Dec 11 6:00 pm", {"weekday:4", "date:12-11", "time:6:00"}),
        (
            "martes o jueves, de las 3:20 a las 4:10, el 20 de octubre",
            {"weekday:2", "weekday:4", "time:3:20", "time:4:10", "date:10-20"},
        ),
    ],
)
def test_rows_and_ranges_give_each_value(text: str, keys: set[str]) -> None:
    """Lists of days and both ends of a range are values of their own."""
    assert {value.keys[0] for value in find(text)} == keys


def test_days_between_support_a_message() -> None:
    """A range of weekdays supports the days inside it and no others."""
    known = Support(find("drop in T–F"))
    assert known.holds(find("Wednesday")[0])
    assert not known.holds(find("Monday")[0])


@pytest.mark.parametrize(
    "text",
    [
        "may move it",
        "she sat on the rug",
        "May read to us",
        "once she starts, she keeps going",
        "march in line",
        "the sun",
        "open 24/7",
    ],
)
def test_words_that_only_look_like_values(text: str) -> None:
    """Modal may, past sat, a child called May and the sun in the sky are no dates."""
    assert find(text) == ()


def test_names_on_record_are_never_dates() -> None:
    """A child called April keeps her name."""
    assert find("in April", names={"April"}) == ()
    assert find("in April")[0].keys == ("month:4",)


def test_parts_of_a_score_and_a_date_are_supported() -> None:
    """A message may say less than the note: the day of a date, the parts of a score."""
    known = Support(find("Gurpreet 6 of 8, due Dec 9"))
    assert all(known.holds(value) for value in find("6 of her last 8"))
    assert known.holds(find("in December")[0])
    assert known.holds(find("the 9th")[0])
    assert Support(find("last 8: Gurpreet 6")).holds(find("6 of 8")[0])


def test_either_reading_will_do() -> None:
    """11/14 is a score or a date, whichever the other text says."""
    (value,) = find("11/14")
    assert agree(value, find("November 14")[0])
    assert agree(value, find("11 out of 14")[0])


def test_little_words_are_weak() -> None:
    """One, first and today are too common to be held against a message; second place is not first place."""
    assert [value.weak for value in find("one of them came first today")] == [True, True, True]
    assert not find("third place")[0].weak


@given(st.text(max_size=200))
def test_spans_are_the_words_they_name(text: str) -> None:
    """Every span is the text it stands on, in order and inside the text."""
    before = 0
    for value in find(text):
        assert text[value.span.start : value.span.end] == value.span.text
        assert value.span.start >= before
        before = value.span.start


@given(st.integers(0, 99), st.integers(1, 12), st.integers(0, 59), st.integers(1, 28))
def test_figures_are_read_in_any_company(number: int, hour: int, minute: int, day: int) -> None:
    """Whatever the figures, a score, a time and a date are read back exactly."""
    text = f"scored {number}% at {hour}:{minute:02d} on March {day}"
    keys = [value.keys[0] for value in find(text)]
    assert keys == [f"percent:{number}", f"time:{hour}:{minute:02d}", f"date:3-{day}"]


def test_values_are_values() -> None:
    """A value can be kept in a set."""
    assert len({*find("8/10"), *find("8/10")}) == 1
    assert isinstance(find("8/10")[0], Value)
