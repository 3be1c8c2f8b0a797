"""Fragments of plain English shared by the readers of a page: who, when, how often, by which way.

All patterns meet text that is lower-cased, with straight apostrophes, and with people masked: the child's name is a
run of ``CHILD_MARK``, a titled adult's name a run of ``ADULT_MARK``. So no name is ever read as a word, and no verdict
depends on a name.
"""

from __future__ import annotations

import re

from drafting.criteria._screen import screened

CHILD_MARK = "ʘ"
ADULT_MARK = "ǂ"

NAME = f"{CHILD_MARK}+"
CHILD = (
    rf"(?:{NAME}|he|she|they|your (?:child|son|daughter|boy|girl|student|scholar|grand(?:son|daughter|child)|nephew|niece"
    r"|kid|little (?:one|guy|girl|boy)))"
)
CLASS = r"(?:the (?:kids|children|class|students|group|whole class)|our (?:kids|children|class|students|scientists|readers)|everyone|we)"

NUMBER = (
    r"(?:\d+(?:\.\d+)?%?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|both|half|once|twice|dozen)"
)
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|saturday|sunday)s?"
DATE = (
    rf"(?:\b{WEEKDAY}\b|\b{MONTH}\.? \d{{1,2}}\b|\b\d{{1,2}}/\d{{1,2}}\b|\bthe \d{{1,2}}(?:st|nd|rd|th)\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\b)"
)
SOON = (
    r"(?:\btoday\b|\btonight\b|\btomorrow\b|\bthis (?:week|afternoon|evening|weekend|month)\b|\bthat (?:night|day|evening|afternoon)\b"
    rf"|\bnext (?:week|month)\b|\b(?:in|after|within|for|every|each|a|the next) (?:about |the next |another )?(?:{NUMBER}|a|a few|the) ?(?:school )?(?:days?|weeks?|months?)\b"
    rf"|\b{NUMBER} (?:days?|weeks?) from\b"
    r"|\b(?:at |by |before |until )?(?:the )?end of (?:the |this |next )?(?:day|week|month|school day|\w+ week)\b"
    r"|\b(?:before|after|over) (?:the |our |this |winter |spring |fall |next )*(?:long )?(?:weekend|break|vacation|recess week|holidays?)\b"
    r"|\bevery (?:week|day|morning|afternoon|other week|two weeks)\b|\bweekly(?=[.,;!]|$| on\b| by\b| calls?\b| check| notes?\b| e-?mail| message| text| update)|\beach (?:week|day|afternoon)\b"
    r"|\bat noon\b|\bnoon\b|\bthe week (?:of|after)\b|\ba week from\b|\bby (?:lunch|dinner|bedtime)\b|\bin the morning\b)"
)
WHEN_TEXT = rf"(?:{DATE}|{SOON})"
WHEN = screened(WHEN_TEXT)

CLOCK = r"(?:\b\d{1,2}:\d{2}\b|\b\d{1,2} ?(?:a\.?m|p\.?m)\b|\bat \d{1,2}\b|\bnoon\b)"

RATIO = screened(
    rf"\b{NUMBER} (?:(?:\w+ )?(?:of|out of|in|from)) (?:the |his |her |their |our |last |past |this |these )*{NUMBER}\b"
    rf"|\b\d+ ?/ ?\d+\b"
)
COUNT = screened(
    rf"\b{NUMBER} (?:\w+ )?(?:times?|days?|minutes?|mins?|pages?|assignments?|mornings?|weeks?|questions?|problems?|words?|percent|"
    rf"points?|logs?|essays?|tests?|quizzes|labs?|books?|lunches|classes|periods?|absences|tardies|reminders?|years?|missing|homeworks?|hours?)\b"
    rf"|\b(?:once|twice)\b|\b\d+\b"
)

PHONE = re.compile(
    r"\(?\b\d{3}\)?[-.\s]\d{4}\b|\(?\b\d{3}\)?[-.\s]\d{3}[-.\s]\d{4}\b|\b(?:ext(?:ension)?\.? |x)(?:is )?\d{2,5}\b"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
