"""The near-misses that a word list gets wrong, in both directions. All people here are invented."""

from __future__ import annotations

from typing import Any

import pytest

from drafting.review import review

HELLO = "Dear Ms. Alder,\n\n"
TROUBLE = "Rowan has missed 4 of 6 reading logs since October 2."


def verdict(criterion: str, message: str, kind: str = "concern", **given: Any) -> str:
    """What a criterion says of a message about an invented child."""
    given.setdefault("student", "Rowan")
    return review(HELLO + message, kind=kind, **given).criteria[criterion].verdict


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How does Rowan talk about reading at home?", "met"),
        ("What have you noticed in the evenings?", "met"),
        ("I'd love to hear how evenings go for Rowan.", "met"),
        ("I wonder what Rowan has told you about it.", "met"),
        ("Why didn't you sign the log?", "not_met"),
        ("Do you even look at the folder?", "not_met"),
        ("Can we meet on Thursday at 4?", "not_met"),
        ("It is not hard to read ten minutes, is it?", "not_met"),
        ("Did you get a chance to talk to him like you said you would?", "not_met"),
    ],
)
def test_a_question_leads_only_when_it_asks(question: str, expected: str) -> None:
    """A question that accuses, decorates or only sets a time does not lead; one without its mark does."""
    assert verdict("lead-with-question", f"{question} {TROUBLE}") == expected


def test_a_question_after_the_problem_does_not_lead() -> None:
    """The same question counts before the problem and not after it."""
    question = "What have you noticed at home?"
    assert verdict("lead-with-question", f"{question} {TROUBLE}") == "met"
    assert verdict("lead-with-question", f"{TROUBLE} {question}") == "not_met"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tell me about the stories Rowan likes.", "met"),
        ("I'd love to hear how Rowan reads with you.", "met"),
        ("What helps when Rowan is stuck?", "met"),
        ("Is Rowan reading at home?", "not_met"),
        ("What time suits you?", "not_met"),
    ],
)
def test_an_open_question_needs_no_mark(sentence: str, expected: str) -> None:
    """An invitation to tell is open; yes-or-no and "what time" are not."""
    assert verdict("open-question", f"{sentence} {TROUBLE}") == expected


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("Rowan finally turned in his homework.", "positive_note", "not_met"),
        ("As I already told you, Rowan needs a folder.", "concern", "not_met"),
        ("We need you to check his folder.", "concern", "not_met"),
        ("Homework is not being checked at home.", "concern", "not_met"),
        ("Please make sure he gets to bed on time from now on.", "concern", "not_met"),
        ("Please see to it that his things are packed.", "concern", "not_met"),
        ("I think we both know why he is late.", "concern", "not_met"),
        ("You have not answered my two notes.", "concern", "not_met"),
        ("Please make sure library books are in backpacks on Monday.", "weekly_update", "met"),
        ("I have never seen him so proud.", "positive_note", "met"),
        ("Rowan finally beat his own time on the mile after three weeks of running.", "positive_note", "met"),
        ("You told me that you are worried about reading.", "reply", "met"),
        ("You don't need to send anything.", "concern", "met"),
    ],
)
def test_blame_hides_in_praise_and_passives_and_logistics_are_no_blame(sentence: str, kind: str, expected: str) -> None:
    """Blame wrapped in courtesy is found; the same words used kindly are left alone."""
    assert verdict("no-blame", sentence, kind) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rowan is lazy.", "not_met"),
        ("Rowan has been rather defiant lately.", "not_met"),
        ("Rowan, one of my troublemakers, helped today.", "not_met"),
        ("He might have a touch of ADHD.", "not_met"),
        ("I'm no doctor, but I suspect dyslexia.", "not_met"),
        ("He sits like most normal kids.", "not_met"),
        ("Rowan is not lazy; he stopped after one page on Monday.", "met"),
        ("Rowan drew the lazy river and a slow cooker.", "met"),
        ("Rowan is always first to help.", "met"),
        ("On Monday Rowan said “you're stupid” to a classmate.", "met"),
    ],
)
def test_a_label_is_what_the_child_is_called(sentence: str, expected: str) -> None:
    """Character and diagnosis, hedged or joking, are labels; rivers, cookers, quotations and denials are not."""
    assert verdict("no-labels", sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "adults", "expected"),
    [
        ("Please ask Mom and Dad to read this.", None, "not_met"),
        ("Please ask Mom and Dad to read this.", ["mother", "father"], "met"),
        ("You and your husband must be proud.", ["mother"], "not_met"),
        ("Your family must be proud.", None, "met"),
    ],
)
def test_a_couple_is_named_only_when_on_record(sentence: str, adults: list[str] | None, expected: str) -> None:
    """The same words are right for one family and wrong for another."""
    assert verdict("family-neutral", sentence, "positive_note", known_adults=adults) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I will sit with him on Monday.", "met"),
        ("You'll get a call from me Thursday.", "met"),
        ("From Monday on he and I will read the first page together.", "met"),
        ("I have moved his seat to the front.", "met"),
        ("Someone should do something.", "not_met"),
        ("If it happens again, I will have no choice.", "not_met"),
        ("You will have to watch him.", "not_met"),
    ],
)
def test_a_commitment_is_the_writers_own(sentence: str, expected: str) -> None:
    """With or without "I will"; a threat is none, nor is what the family will have to do."""
    assert verdict("teacher-commits", f"{TROUBLE} {sentence}") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I'll write again before the long weekend.", "met"),
        ("Let's talk on the 9th.", "met"),
        ("Expect a note from me on Friday.", "met"),
        ("I'll be in touch soon.", "not_met"),
        ("The logs are due on Friday.", "not_met"),
        ("As I said on the phone last Friday, he reads well.", "not_met"),
    ],
)
def test_a_date_is_the_date_of_the_next_contact(sentence: str, expected: str) -> None:
    """A due date, a past call and "soon" are no dates for the next contact."""
    assert verdict("follow-up-date", f"{TROUBLE} {sentence}") == expected


def test_a_strength_counts_before_the_concern_and_when_it_is_specific() -> None:
    """After the concern, or only in general, it is a cushion."""
    win = "On Tuesday Rowan explained his map to the whole table."
    assert verdict("strength-first", f"{win} {TROUBLE}") == "met"
    assert verdict("strength-first", f"{TROUBLE} {win}") == "not_met"
    assert verdict("strength-first", f"Rowan is a great kid! {TROUBLE}") == "not_met"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rowan is so smart!", "not_met"),
        ("Math just comes naturally to him.", "not_met"),
        ("Rowan no longer cries at drop-off.", "met"),
        ("He rewrote the ending three times until it sounded right.", "met"),
        ("His score went from 5 to 8.", "met"),
    ],
)
def test_growth_is_change_and_not_talent(sentence: str, expected: str) -> None:
    """Fixed talent is no growth; negative words in good news are."""
    assert verdict("growth", sentence, "positive_note") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No wonder you are upset; I would be too. I have moved his seat.", "met"),
        ("I understand your concern, but the policy is clear.", "not_met"),
        ("I can see why you are worried. However, these are the rules.", "not_met"),
        ("The policy is ten minutes a grade.", "not_met"),
    ],
)
def test_validation_taken_back_is_none(sentence: str, expected: str) -> None:
    """A "but" undoes the acceptance."""
    asked = "He is being teased every day and I am upset."
    assert verdict("validates", sentence, "reply", parent_message=asked) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rowan never turns in his logs.", "not_met"),
        ("Rowan constantly interrupts.", "not_met"),
        (TROUBLE, "met"),
        ("On Monday Rowan left his seat nine times in one lesson.", "met"),
        (f"{TROUBLE} I have never seen him so proud as on Friday.", "met"),
    ],
)
def test_what_is_seen_has_no_always(sentence: str, expected: str) -> None:
    """Always and never about the child are no observation; "never so proud" is not about the concern."""
    assert verdict("observable", sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rowan was pushed by Tyler at recess.", "not_met"),
        ("Rowan sat with the boy who came from Peru last month.", "not_met"),
        ("His older sister was never late.", "not_met"),
        ("Rowan helped a classmate who had dropped her books.", "met"),
        ("Ms. Adair and Dean Ortiz watched Rowan read.", "met"),
        ("Rowan read Charlotte's Web in Room 12 on Tuesday, in English and Somali.", "met"),
        ("Little brothers and sisters are welcome on Friday.", "met"),
    ],
)
def test_another_child_is_found_without_a_name_and_adults_are_none(sentence: str, expected: str) -> None:
    """A description can point to one child; teachers, books, days and languages are no children."""
    assert verdict("no-other-child", sentence) == expected


def test_a_class_list_settles_who_is_a_child() -> None:
    """A name that is also a word is another child when the class list says so."""
    sentence = "Rowan and Faith built a bridge."
    assert verdict("no-other-child", sentence, class_list=["Rowan Alder", "Faith Moss"]) == "not_met"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rowan starts in advisory (our homeroom time) on Monday.", "met"),
        ("Rowan scored below benchmark on the DRA.", "not_met"),
        ("He is behind the eight ball.", "not_met"),
    ],
)
def test_jargon_that_is_explained_is_plain(sentence: str, expected: str) -> None:
    """A school word put into everyday words right there is fine."""
    assert verdict("plain-language", sentence) == expected


def test_hard_news_told_kindly_meets_the_respect_criteria() -> None:
    """An injury, a copied page or a fall asleep, told with care, is no blame and no label (VADER rates it down)."""
    message = (
        "Rowan got a hard bump on his head at recess today and cried for a few minutes. The nurse put ice on it. "
        "How is he feeling tonight? I will check on him in the morning and call you at noon. Thank you for picking him up so fast."
    )
    for criterion in ("no-blame", "no-labels", "no-other-child", "family-neutral", "no-assumptions"):
        assert verdict(criterion, message) == "met", criterion


@pytest.mark.parametrize(
    "message",
    [
        "Thank you so much! As we kindly mentioned many times before, it would be lovely if someone at home could check his folder.",
        "We appreciate you! I am sure you are doing your best, but other families manage to read every night.",
    ],
)
def test_blame_in_polite_words_is_still_blame(message: str) -> None:
    """Sentiment rates these high; they fault the family."""
    assert verdict("no-blame", message) == "not_met"


def test_the_childs_name_changes_nothing() -> None:
    """Names that are words ("Hope", "Late", "Will") are read as names: every verdict is the same."""
    template = (
        "Dear Ms. Alder,\n\nOn Tuesday {n} explained the map to the whole table. What does {n} say about reading at home? "
        "{n} has missed 4 of 6 reading logs. I will read the first page with {n} from Monday on, and I'll call you on Friday.\n\n"
        "Thank you for your patience with all of us,\nMr. Ash"
    )
    said = {
        name: {
            key: one.verdict
            for key, one in review(template.format(n=name), kind="concern", student=name).criteria.items()
        }
        for name in ("Maya", "Hope", "Will", "Xochitl", "Oluwaseun", "Grace", "Late")
    }
    assert all(verdicts == said["Maya"] for verdicts in said.values())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rowan read a whole chapter book by himself (Mercy Watson).", "met"),
        ("Rowan shared a book with a friend (Mercy Watson).", "not_met"),
        ("Rowan read a whole chapter book with Mercy Watson.", "not_met"),
    ],
)
def test_a_title_in_brackets_is_no_child(sentence: str, expected: str) -> None:
    """Two capitals that fill the brackets behind a book are its title; behind a friend they are the friend."""
    assert verdict("no-other-child", sentence, "positive_note") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("You know Rowan better than I do.", "not_met"),
        ("No one knows Rowan better than you.", "not_met"),
        ("You know your son best, and I value that.", "not_met"),
        ("You know Rowan well.", "not_met"),
        ("You know Rowan finished his essay on Monday.", "met"),
        ("Rowan better explained his second proof today.", "met"),
    ],
)
def test_how_well_the_family_knows_the_child_is_no_win(said: str, expected: str) -> None:
    """A comparison with the family as its subject says nothing of what the child did."""
    assert verdict("specific-win", said) == expected


SPANISH = (
    "Estimada familia Alder:\n\nRowan leyó dos capítulos en voz alta hoy y ayudó a un compañero con su dibujo. ¿Qué le "
    "gusta leer en casa? Gracias por todo lo que hace.\n\nCordialmente,\nMs. Vance"
)


def test_what_reads_english_is_unsure_of_spanish() -> None:
    """A message in Spanish fails no gate for words that nobody here can read; what is counted is still said."""
    for language in ("es", "en"):
        judged = review(SPANISH, kind="positive_note", student="Rowan", language=language)
        found = {name: one.verdict for name, one in judged.criteria.items()}
        assert found["no-other-child"] == found["specific-win"] == found["no-blame"] == "unsure"
        assert "not in English" in judged.criteria["no-blame"].why
        assert found["length-fits"] == "met"
        assert judged.gates.passed


def test_a_greeting_in_spanish_is_no_message_in_spanish() -> None:
    """English with a Spanish greeting and close is read as English."""
    message = f"Hola, familia Alder:\n\n{TROUBLE} Why didn't you sign the log?\n\nGracias por todo,\nMs. Vance"
    assert review(message, kind="concern", student="Rowan").criteria["no-blame"].verdict == "not_met"
