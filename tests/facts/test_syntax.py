"""Whole sentences: what the grammar takes for one, what it holds, and that it never fails on a text."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.facts.syntax import is_phrase, is_sentence
from drafting.facts.syntax.notation import read
from drafting.facts.tails import set_apart


@pytest.mark.parametrize(
    "text",
    [
        "she zipped her own coat 3 days in a row with no help",
        "he has not handed in the last 4 reading responses",
        "since we moved his seat he has asked 3 questions a day, up from 0",
        "she told me she used it for paragraphs 2 and 3 because she had work until 11 the night before",
        "the bus leaves our lot at 7:45 and doors open at 8:05 am",
        "please bring a water bottle and sneakers for PE on Tuesday",
        "thank you for the calmest December I have ever had",
        "when she plays she is actually great, especially at volleyball",
        "what pleased me more was that he then spent ten minutes helping a student who had been absent",
        "could you tell me what helps him settle?",
        "he will be line leader on Monday",
        "two poems are still missing",
        "she moved from ninth chair to fourth chair",
        "I would rather you hear it from me than from the grade portal",
        "9 of the 11 are checked out already",
        "that is the kind of kid you want on a team",
        "she moved because she asked me to",
        "her comprehension is right on grade level",
        "she seems tired, head down in first period",
    ],
)
def test_sentences_of_teachers_are_sentences(text: str) -> None:
    """Plain spoken English with its figures, times, quotations and lists is let through."""
    assert is_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "the bus leaves our lot 7:45",
        "breakfast opens 7:30",
        "please send same thing to both",
        "next paper is due on 12/1",
        "only thing with a date is the science fair board",
        "she missed one, dentist",
        "he finished place value packet",
        "I will check at 2:30 daily this week, write on Friday",
        "she wakes up sweet as ever, not sick, nurse temp 98.4",
        "we start 7:50, doors 7:35, breakfast free",
        "2 weeks since we talked about his handwriting",
        "he ran the mile without walking, 11:42",
        "the plan is",
        "she is kind, patient",
        "he sat there, hands",
        "",
    ],
)
def test_jottings_are_no_sentences(text: str) -> None:
    """What lacks a small word, loses its subject after a comma or stops in the middle waits for the teacher."""
    assert not is_sentence(text)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{they} ran the mile without walking, 11:42", "{they} ran the mile without walking (11:42)"),
        ("{they} came in twice at lunch, {their} idea", "{they} came in twice at lunch ({their} idea)"),
        (
            "{they} lost 3 worksheets on Tuesday, 2 on Wednesday",
            "{they} lost 3 worksheets on Tuesday and 2 on Wednesday",
        ),
        ("{they} asked 3 questions a day, was 0", "{they} asked 3 questions a day, up from 0"),
        ("{their} mark is at 58, was 77 at the midterm", "{their} mark is at 58, down from 77 at the midterm"),
        ("{they} scraped a knee, nurse saw her", "{they} scraped a knee, and the nurse saw her"),
        (
            "please bring a water bottle, everything else is here",
            "please bring a water bottle – everything else is here",
        ),
        ("{they} was kind, patient and funny", "{they} was kind, patient and funny"),
        ("{they} missed one, dentist", "{they} missed one, dentist"),
    ],
)
def test_a_detail_behind_a_comma_is_set_apart(pattern: str, said: str) -> None:
    """A detail goes into brackets, a figure says where it came from, a second sentence is joined; the rest stays."""
    assert set_apart(pattern) == said


def test_a_figure_is_a_phrase_and_a_sentence_is_none() -> None:
    """What may stand in brackets says a thing or a figure, never a deed."""
    assert is_phrase("31 inches")
    assert is_phrase("the last of three")
    assert not is_phrase("he left early")


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_gets_an_answer(text: str) -> None:
    """No text makes the grammar fail; the same text gets the same answer."""
    assert is_sentence(text) is is_sentence(text)


@given(st.lists(st.sampled_from(["x", "y", ","]), max_size=7))
@settings(deadline=None)
def test_the_notation_means_what_it_says(words: list[str]) -> None:
    """A list of x with commas between, and a y that may follow: recognised as by going through all such lists."""
    grammar = read("whole = 'x' (',' 'x')* 'y'?\n")
    classes = [grammar.bits.get(word, 0) for word in words]
    meant = {(*("x", ",") * count, "x", *ending) for count, ending in product(range(4), [(), ("y",)])}
    ends = grammar.ends("whole", classes) if words else 0
    assert bool(ends >> len(words) & 1) is (tuple(words) in meant)
