"""The coach's report: sensible whatever the file holds, and no name of the file on the page."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from drafting.criteria import load_criteria
from drafting.errors import InputError
from evals.agreement import read_gold
from evals.cli import main
from evals.coaching.habits import load_agreement, load_habits
from evals.coaching.names import Aviary
from evals.coaching.sheets import _cells
from evals.coaching.tally import GROUPS
from evals.reports.coach import TONE, make_page

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

GOOD = (
    "Dear {family}, how has homework felt at home this week? {child} solved five of six word problems out loud on Friday. "
    "The math page came back blank on Monday. I will sit with {child} on Tuesday to start it, and I will write to you that "
    "afternoon. You can reach me by e-mail after three. Thank you for thinking about this with me. {teacher}"
)
BLUNT = (
    "Dear {family}, {child} did not turn in the math page on Monday and on Wednesday. Reading was fine. {child} can finish it "
    "at home. Let me know if you have questions. {teacher}"
)
NEWS = "Dear {family}, {child} read a whole page aloud today and helped a friend find the line. Thank you! {teacher}"
PEOPLE = [
    ("Maya Rivera", "Ms. Rivera"), ("Will Park", "Mr. and Mrs. Park"), ("Grace Okoye", "Dr. Okoye"), ("Nguyễn Minh Khôi", "Mr. Nguyễn"),
    ("DeShawn O'Neil", "Mrs. O'Neil"), ("Wren Hale", "Mx. Hale"), ("Robin Adeyemi", "Ms. Adeyemi"),
]  # fmt: skip


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """Write rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        names = list(dict.fromkeys(name for row in rows for name in row))
        table = csv.DictWriter(file, names)
        table.writeheader()
        table.writerows(rows)
    return path


def sent(number: int, *, teacher: str = "Ms. Lund", text: str = "", **more: object) -> dict[str, object]:
    """Make one row about one of the people."""
    child, family = PEOPLE[number % len(PEOPLE)]
    pattern = text or (GOOD, BLUNT, NEWS)[number % 3]
    return {
        "message": pattern.format(child=child.split()[0], family=family, teacher=teacher),
        "kind": "positive_note" if pattern == NEWS else "concern",
        "date": f"2026-{9 + number % 3}-{1 + number % 28:02d}" if number % 3 else f"2026-09-{1 + number % 28:02d}",
        "student": child, "family": family, "teacher": teacher, **more,
    }  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A term of one teacher."""
    return write(tmp_path / "sent.csv", [sent(number) for number in range(60)])


def words(page: str) -> str:
    """Return what a reader, or anybody who searches the file, can find on it besides style and script."""
    return re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.DOTALL)


def test_no_name_of_the_input_is_in_the_file(file: Path) -> None:
    """Neither child nor family nor teacher stands on the page, not even where a name is a word or a bird."""
    page = words(make_page(file))
    found = [
        part
        for name, family in PEOPLE
        for part in [*name.split(), family.split()[-1]]
        if re.search(rf"(?<!\w){part}(?!\w)", page)
    ]
    assert found == []
    assert "Lund" not in page
    assert "Bird names stand in" in page


def test_names_are_there_when_asked_for(file: Path) -> None:
    """With --names the coach reads what was sent."""
    assert "Lund" in make_page(file, names=True)


def test_a_bird_is_never_on_the_class_list() -> None:
    """A child called Robin keeps every bird from being called Robin."""
    aviary = Aviary(taken={"Robin", "Wren"})
    assert not {aviary.bird(str(number)).split()[0] for number in range(200)} & {"Robin", "Wren"}


class _Checked(HTMLParser):
    """Note tags that are never closed, and elements that could run or load anything."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in {"img", "iframe", "link", "object"} or any(
            name.startswith("on") or name in {"src", "href"} for name, _ in attrs
        ):
            self.wrong.append(tag)
        if tag not in {"meta", "br", "line", "circle", "rect", "path"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in {"line", "circle", "rect", "path"}:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def test_script_in_a_message_stays_words(tmp_path: Path) -> None:
    """Tags in messages and names are text on the page; nothing is loaded, nothing runs, every tag is closed."""
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    rows = [sent(number, text=GOOD + evil, teacher=f"Lund {evil}") for number in range(9)]
    page = make_page(write(tmp_path / "evil.csv", rows))
    checked = _Checked()
    checked.feed(page)
    assert checked.wrong == []
    assert checked.open == []
    assert page.count("<script") == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("empty.csv", "", "no message in this file"),
        ("head.csv", "message,kind\n", "no message in this file"),
        ("empty.jsonl", "\n", "no message in this file"),
        ("long.csv", f"message,kind\n{'word ' * 21_000},concern\n", "too many for a message"),
        ("odd.jsonl", "nonsense\n", "line 1 is no JSON object"),
        ("kind.csv", "message,kind\nHello there,poem\n", "a kind that is not known"),
        ("one.csv", f'message,kind\n"{NEWS}",positive_note\n', "too few to count by"),
        ("es.csv", 'message,kind,language\n"Hola, gracias por todo.",reply,es\n', "never checked with people"),
    ],
)
def test_odd_files_make_a_sensible_page(tmp_path: Path, name: str, text: str, said: str) -> None:
    """Empty files, monstrous messages, other languages and one message only: a page that says so."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert said in make_page(path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "a,b\n1,2\n", "no column 'message'"),
        ("a.txt", "x", "neither a .csv nor a .jsonl"),
        ("none.csv", None, "cannot be read"),
    ],
)
def test_what_is_no_file_of_messages_is_one_sentence(tmp_path: Path, name: str, text: str | None, said: str) -> None:
    """A file that cannot be read is refused with what to do."""
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        make_page(path)


def test_under_five_messages_there_are_no_percentages(tmp_path: Path) -> None:
    """Four messages are four messages."""
    page = make_page(write(tmp_path / "few.csv", [sent(number) for number in range(4)]))
    sheet = words(page).partition('<h2 id="h0-trust"')[0]
    assert not re.search(r"likely \d", sheet)


def test_before_and_after_a_workshop(tmp_path: Path) -> None:
    """What changed clearly is said to have; what did not is said to be not clear."""
    rows = [
        sent(number, text=BLUNT if number < 40 else GOOD)
        | {"date": f"2026-{9 if number < 40 else 10}-{1 + number % 20:02d}"}
        for number in range(80)
    ]
    page = make_page(write(tmp_path / "shop.csv", rows), workshop=dt.date(2026, 10, 1))
    assert "before the workshop of Oct 1" in page
    assert "clear rise" in page
    assert "no clear change" in page


def test_two_files_of_a_folder_are_one_report(tmp_path: Path) -> None:
    """A folder may hold the same rows twice; a row without a date among rows with one is said to be left out."""
    rows = [sent(number, date="2026-10-12") for number in range(12)]
    write(tmp_path / "a.csv", rows)
    write(tmp_path / "b.csv", [*rows, sent(1, date="")])
    page = words(make_page(tmp_path))
    assert "24 messages" in page
    assert "Without a date:</b> 1 row " in page


def test_a_school_names_and_ranks_nobody(tmp_path: Path) -> None:
    """From five teachers on there is one sheet for all, in clusters, with small cells hidden."""
    rows = [
        sent(number, teacher=f"Mr. Quill{number % 12}", grade="K-2" if number % 12 < 9 else "3-5", date="2026-10-12")
        for number in range(240)
    ]
    page = words(make_page(write(tmp_path / "school.csv", rows)))
    assert "12 teachers" in page
    assert "Quill" not in page
    assert "Hidden:" in page
    assert page.count("<article") == 1


def test_a_hidden_cell_hides_a_second() -> None:
    """One small cell alone could be worked out from the total, so the next smallest goes too."""
    cells = {"a": (20, {}), "b": (12, {}), "c": (3, {})}
    some = {name: (of, {group: {"t": (5, 10)} for group in GROUPS}) for name, (of, _) in cells.items()}
    rows, hidden = _cells(some, 10)
    assert [row.name for row in rows] == ["A"]
    assert hidden == 2


def test_the_label_file_is_one_that_agree_reads(file: Path, tmp_path: Path) -> None:
    """What the page holds for a label file has all that a labelled message needs."""
    page = make_page(file)
    held = json.loads(re.search(r'id="messages">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    assert held
    labels = tmp_path / "labels.jsonl"
    labels.write_text("".join(json.dumps({**row, "labels": {}}) + "\n" for row in held.values()), encoding="utf-8")
    assert len(read_gold(labels)) == len(held)


def test_every_criterion_has_its_words() -> None:
    """A new criterion needs its words for the report; the agreement shown is that of docs/agreement.md."""
    shown = {one.id for one in load_criteria() if one.group in GROUPS}
    assert shown == set(load_habits())
    docs = Path(__file__).parents[3].joinpath("docs", "agreement.md").read_text(encoding="utf-8")
    rows = {
        name: (int(n), float(kappa))
        for name, n, kappa in re.findall(r"^\| `([\w-]+)` \| (\d+) \| [^|]+ \| ([\d.]+) \|", docs, re.MULTILINE)
    }
    assert dict(load_agreement()) == rows


def test_a_criterion_without_words_is_called_by_its_id() -> None:
    """Adding a criterion stays one file: the report shows it by its id until it has words of its own."""
    assert load_habits()["calm-marks"].title == "Calm marks"


def test_the_command_writes_the_page(file: Path, tmp_path: Path) -> None:
    """The command says what it wrote; a wrong file is one sentence and exit code 2."""
    out = tmp_path / "report.html"
    done = CliRunner().invoke(main, ["report", "coach", str(file), "--out", str(out)])
    assert done.exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    wrong = CliRunner().invoke(main, ["report", "coach", str(tmp_path / "none.csv")])
    assert wrong.exit_code == 2
    assert "cannot be read" in wrong.output


def test_a_school_sees_who_is_written_to_in_the_language_of_the_home(tmp_path: Path) -> None:
    """A language counts by families, spelled as name or code; few families stand together, and no page of a teacher has it."""
    rows = [
        sent(
            number,
            teacher=f"Mr. Quill{number % 6}",
            student=f"Child {number}",
            date="2026-09-10",
            home_language=home,
            language=language,
        )
        for number, (home, language) in enumerate(
            [("Spanish", "es-MX")] * 8 + [("Spanish", "en")] * 22 + [("so", "so")] * 5 + [("Arabic", "en")] * 6
        )
    ]
    page = make_page(write(tmp_path / "school.csv", rows), view="school")
    shown = page[page.index("Heard in their own language") :].partition("</section>")[0]
    assert re.findall(r"<span>([^<]+)</span>|num\">([^<]+)<", shown) == [
        ("Spanish", ""), ("", "8 of 30"), ("2 others", ""), ("", "5 of 11"),
    ]  # fmt: skip
    assert "Heard in their own language" not in make_page(tmp_path / "school.csv", view="teacher")


def test_every_point_stands_behind_its_group(file: Path) -> None:
    """The table behind the strips holds each point once, with its count."""
    page = make_page(file)
    table = page[page.index("points behind the six groups") :].partition("</table>")[0]
    points = re.findall(r'<th scope="row">([^<]+)</th><td class="n">(\d+) of (\d+)', table)
    assert f"The {len(points)} points" in page
    assert len({name for name, *_ in points}) == len(points) > 10
    assert all(int(hits) <= int(of) for _, hits, of in points)


def test_the_agreement_shown_beside_tone_is_the_measured_one() -> None:
    """What a sheet says of the scales is what docs/tone.md measured, rounded to two places."""
    docs = Path(__file__).parents[3].joinpath("docs", "tone.md").read_text(encoding="utf-8")
    figures = {
        name: f"{float(value):.2f}"
        for name, value in re.findall(r"^\| (\w+): [^|]+\|[^|]+\|[^|]+\| \w+ ([\d.]+) \|", docs, re.MULTILINE)
    }
    assert figures["email_tone"] in TONE["warmth"]
    assert figures["email_criticism"] in TONE["respect"]
    assert figures["condescension"] in TONE["respect"]


def test_help_of_the_report_reads_as_settled(snapshot: SnapshotAssertion) -> None:
    """The help is documentation: a change to it is looked at."""
    assert CliRunner().invoke(main, ["report", "coach", "--help"]).output == snapshot
