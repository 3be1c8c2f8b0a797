"""Everyday jottings of one or two clauses: written without a question, in the sentence a teacher would write."""

from __future__ import annotations

import pytest

from drafting.pipeline import Pipeline
from drafting.types import Family, Note, Student, Teacher


@pytest.mark.parametrize(
    ("jotted", "said"),
    [
        ("3 wks w no tardies!! walked himself in this am", ["had 3 weeks with no tardies and walked himself in this morning."]),
        ("wrote a thank you card to the custodian, nobody asked", ["wrote a thank you card to the custodian without being asked."]),
        ("didnt stop on the mile even w/ a side stitch. 11:42", ["didn't stop on the mile even with a side stitch (11:42)."]),
        ("lovely shading on the pear", ["shading on the pear was lovely."]),
        ("20/20 spelling!! first perfect one this yr", ["scored 20/20 in spelling.", "first perfect one this year."]),
        ("Spelling 8/10. Was 3/10 two weeks ago.", ["scored 8/10 in spelling, up from 3/10 two weeks ago."]),
        ("spelling test 9/10 (was 6)", ["scored 9/10 on the spelling test, up from 6."]),
        ("mile time 11:20 in Sept, 10:40 today", ["mile time was 11:20 in September and 10:40 today."]),
        ("ran the mile in 9:42. was 11:05 in sept.", ["ran the mile in 9:42, down from 11:05 in September."]),
        ("Great week! read 3 chapters", ["had a great week and read 3 chapters."]),
        ("7 times tables done!! only the 8s and 9s left", ["7 times tables are done.", "Only the 8s and 9s are left."]),
        ("Pleasure to have in class.", ["is a pleasure to have in class."]),
        ("Quiz 87, last one 61", ["scored 87 on the quiz, up from 61 on the last one."]),
        ("read his poem at open mic, hands shaking the whole time", ["read his poem at the open mic, hands shaking the whole time."]),
        ("explains his thinking out loud, better than on paper", ["explains his thinking out loud – better than on paper."]),
        ("ran the mile in 7:42, down from 8:30 in sept", ["ran the mile in 7:42, down from 8:30 in September."]),
        ("92 on fractions, up from 71", ["scored 92", "up from 71."]),
        ("explained the proof so well that I just sat down", ["explained the proof so well that I just sat down."]),
        ("said sorry first. big deal for him and he meant it", ["said sorry first.", "That was a big deal for him.", "He meant it."]),
        ("told the class about his baby sister's naming ceremony", ["told the class about his baby sister's naming ceremony."]),
        ('used his R sound in a whole sentence, "the red rabbit ran"', ['used his R sound in a whole sentence: "the red rabbit ran".']),
        ("found the bug, one missing bracket on line 212. took him two days", ["found the bug (one missing bracket on line 212).", "It took him two days."]),
        ("wrote four sentences, spaces between every word", ["wrote four sentences, with spaces between every word."]),
        ("got stuck on one problem, didn't give up, got it", ["didn't give up and got it."]),
        ("counted by 5s to 200. Kids were clapping along by the end", ["The kids were clapping along by the end."]),
        ("jumped rope 41 in a row", ["jumped rope 41 times in a row."]),
        ("made first chair clarinet. practiced every day for 6 wks", ["made first chair clarinet and practiced every day for 6 weeks."]),
        ("finished the birdhouse, cleanest joints in 3rd period", ["finished the birdhouse, with the cleanest joints in third period."]),
        ("shared his snack w/ a kid who forgot hers. nobody told him to", ["who forgot hers.", "Nobody told him to."]),
        ("great question in science re why the moon doesn't fall", ["asked a great question in science about why the moon doesn't fall."]),
        ("wrote 2 full pgs w/out stopping. used to give me 3 lines", ["He used to give me 3 lines."]),
        ("quiz today was a 17/20, last one was 9", ["scored 17/20 on the quiz today, up from 9 on the last one."]),
        ("14 books since jan. just finished Charlotte's Web", ["has read 14 books since January."]),
        ("came right in, hung up his coat and waved. would love for him to join choir", ["I would love for him to join choir."]),
        ("raised his grade from a D to a B-", ["raised his grade from a D to a B-."]),
        ("worked for 25 min straight on his essay Thurs, in Sept it was 5", ["up from 5 in September."]),
        ("got the part of Lysander!", ["got the part of Lysander."]),
        ("read the whole story to his buddy Sam", ["read the whole story to his buddy."]),
        ("used his calm down card twice on his own", ["used his calm down card twice on his own."]),
        ("self portrait picked for the district show", ["self portrait was picked for the district show."]),
        ("C+ to a B+ this qtr", ["grade went from a C+ to a B+ this quarter."]),
        ("essay on The Giver: 46/50", ["scored 46/50 on the essay on The Giver."]),
        ("has read 31 bks since Sept", ["has read 31 books since September."]),
        ("listened all period, took notes", ["listened all period and took notes."]),
        ("passed his 7s! only 2 more to go", ["passed his 7s.", "There are only 2 more to go."]),
        ("no time outs all week", ["There were no time outs all week."]),
        ("grew the tallest bean in the class, 31 inches", ["grew the tallest bean in the class (31 inches)."]),
        ("moved from 9th chair to 4th chair", ["moved from ninth chair to fourth chair."]),
        ("reading level went from H to K this fall", ["reading level went from H to K this fall."]),
        ("best speller in the class this week, 24 of 25", ["was the best speller in the class this week (24 of 25)."]),
        ("chose to read during free time. twice this week", ["chose to read during free time twice this week."]),
        ("great questions in history today about the railroad", ["asked great questions in history today about the railroad."]),
        ("first goal of the season on Saturday", ["scored his first goal of the season on Saturday."]),
        ("helped a first grader tie her shoes", ["helped a first grader tie her shoes."]),
        ("Great job leading the morning meeting", ["did a great job leading the morning meeting."]),
        ("perfect attendance in October", ["had perfect attendance in October."]),
        ("A on the science quiz", ["got an A on the science quiz."]),
        ("calm all day, used his words w/ table 3", ["was calm all day.", "used his words with table 3."]),
        ("asked for help today instead of shutting down, big step", ["instead of shutting down – a big step."]),
        ("drew the most detailed map of the neighborhood I have ever seen", ["drew the most detailed map of the neighborhood I have ever seen."]),
    ],
)  # fmt: skip
def test_an_everyday_note_needs_no_question(jotted: str, said: list[str]) -> None:
    """A small win is written at once and says what the note says, in whole sentences."""
    note = Note(
        "positive_note",
        jotted,
        student=Student("Tobias", "he/him"),
        family=Family("Ms. Adler"),
        teacher=Teacher("Ms. Hart"),
    )
    outcome = Pipeline().run(note)
    assert outcome.status == "drafted", [question.ask for question in outcome.questions]
    assert outcome.message is not None
    assert all(sentence in outcome.message.body for sentence in said), outcome.message.body


def test_the_good_of_a_concern_comes_first() -> None:
    """Two sentences of a note, one good and one hard, are not run together; the good one opens the message."""
    note = Note(
        "concern",
        "has been late 6 times this month and misses the morning work. He is cheerful once he is here. "
        "Is there something that makes mornings hard?",
        student=Student("Noah", "he/him"),
        family=Family("Ms. Ray"),
        teacher=Teacher("Mr. Cole"),
    )
    outcome = Pipeline().run(note)
    assert outcome.message is not None
    body = outcome.message.body
    assert body.index("is cheerful once he is here.") < body.index(
        "late 6 times this month and misses the morning work."
    )


@pytest.mark.parametrize(
    "jotted",
    [
        "still owes me the ch 3 workbook but not for this note. finished his whole poem",
        "finished his whole poem. I am so done with phones",
    ],
)
def test_what_a_teacher_keeps_to_herself_stays_out(jotted: str) -> None:
    """What she marks as not for this note, and what she only sighs to herself, is never said."""
    note = Note("positive_note", jotted, student=Student("Tobias", "he/him"), teacher=Teacher("Ms. Hart"))
    outcome = Pipeline().run(note)
    assert outcome.message is not None
    assert "poem" in outcome.message.body
    assert "workbook" not in outcome.message.body
    assert "phones" not in outcome.message.body


@pytest.mark.parametrize(
    ("kind", "jotted", "said"),
    [
        (
            "concern",
            "Three times this week he left the room without asking. What helps him when he is upset?",
            ["What helps him when he is upset?", "Three times this week Abel left the room without asking."],
        ),
        (
            "concern",
            "grades dropped from B to D in science since October. now he is quiet. Have you noticed anything?",
            ["Abel's grades dropped from B to D in science since October.", "Have you noticed anything?"],
        ),
        (
            "reply",
            "yes he can retake the test. Thursday after school in room 12. No cost",
            ["can retake the test Thursday after school in room 12.", "There is no cost."],
        ),
        (
            "follow_up",
            "since we moved his seat he has asked 3 questions a day, was 0. I will write again on Friday.",
            ["asked 3 questions a day, up from 0.", "I will write again on Friday."],
        ),
        (
            "concern",
            "He says his stomach hurts before every math test. What have you seen at home?",
            ["Abel says his stomach hurts before every math test.", "What have you seen at home?"],
        ),
        (
            "concern",
            "phone out in class 4 times this week. great sense of humor. Can we agree on a plan?",
            ["had his phone out in class 4 times this week.", "has a great sense of humor.", "Can we agree on a plan?"],
        ),
        (
            "reply",
            "He can wear his hat outside but not in class. Let me talk to the principal and call you on Friday.",
            ["can wear his hat outside, but not in class.", "I will talk to the principal and call you on Friday."],
        ),
        (
            "action_plan",
            "At school I will listen to him read on Monday. We will check in on March 3.",
            ["At school I will listen to Abel read on Monday.", "We will check in on March 3."],
        ),
        (
            "home_learning",
            "working on telling time. ask what time it is when you cook. 2 min is enough",
            ["We are working on telling time.", "Please ask Abel what time it is when you cook."],
        ),
        (
            "event_invite",
            "Science night is Thursday May 7 from 6 to 7:30 in the gym. siblings welcome, snacks provided",
            ["May 7 from 6 to 7:30 in the gym.", "Siblings are welcome and snacks are provided."],
        ),
        (
            "welcome",
            "joins us Monday Jan 12. room 8. bring a water bottle, everything else is here",
            ["We are in room 8.", "Please bring a water bottle – everything else is here."],
        ),
        (
            "transition",
            "visit day June 4 9:00. moves up in August",
            ["visit day is on June 4 at 9:00."],
        ),
    ],
)
def test_everyday_notes_of_other_kinds(kind: str, jotted: str, said: list[str]) -> None:
    """What a teacher jots for a concern, a reply or an invitation comes out in whole sentences that say it."""
    note = Note(kind, jotted, student=Student("Abel", "he/him"), family=Family("Ms. Ray"), teacher=Teacher("Mr. Cole"))
    outcome = Pipeline().run(note)
    assert outcome.message is not None, [question.ask for question in outcome.questions]
    assert all(sentence in outcome.message.body for sentence in said), outcome.message.body


def test_good_news_tells_no_hurt() -> None:
    """What was done to somebody waits, also where the rest of the note is praise."""
    note = Note("positive_note", "read 5 books this week. also hit Mia at recess", student=Student("Dario", "he/him"))
    outcome = Pipeline(ask=False).run(note)
    assert outcome.message is not None
    assert "5 books" in outcome.message.body
    assert "hit" not in outcome.message.body


def test_goals_with_their_figures_are_lines_of_a_list() -> None:
    """An IEP update keeps the goals as the teacher's own short lines, written out, in their order."""
    note = Note(
        "iep_progress",
        "Goal 1 reading comp: 65% w/ prompts, target 80, progressing. Goal 2 written expr - 3 sentences indep., was 1, on "
        "track. Next review Jan 24.",
        student=Student("Levi", "he/him"),
        family=Family("Ms. Ro"),
    )
    outcome = Pipeline().run(note)
    assert outcome.status == "drafted", outcome.questions
    assert outcome.message is not None
    body = outcome.message.body
    assert "\n- Goal 1, reading comprehension: 65% with prompts, target 80, progressing\n" in body
    assert "\n- Goal 2, written expression: 3 sentences independently (was 1), on track\n" in body
    assert "The next review is on January 24." in body
