"""People beside the machine: labelling blind, agreement, and children of other names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from drafting.errors import InputError
from drafting.types import Family, Note, Student
from evals import fairness, transfer
from evals.casebook import Case, load
from evals.cli import main
from evals.labelling import in_order, questions_for, read_messages
from tests.models.server import refuses, says, serving

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

MESSAGES = [
    {
        "id": "x1",
        "kind": "positive_note",
        "message": "Dear Ms. Ito,\n\nAda read 2 books.\n\nThank you,\nMr. Lee",
        "labels": {},
    },
    {"id": "x2", "kind": "positive_note", "message": "Hi,\n\nAda was great.\n\nBest,\nMr. Lee"},
    {"id": "x3", "kind": "positive_note", "message": "Dear Ms. Ito,\n\nAda helped twice.\n\nMr. Lee"},
]


def bench(*arguments: str, typed: str | None = None) -> Any:
    """Run ``drafting-evals`` in this process."""
    return CliRunner().invoke(main, list(arguments), input=typed)


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """A file of messages to label."""
    path = tmp_path / "messages.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in MESSAGES), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    [[], ["run"], ["compare"], ["report"], ["report", "runs"], ["agree"], ["label"], ["fairness"], ["simulate"]],
)
def test_help_reads_as_settled(command: list[str], snapshot: SnapshotAssertion) -> None:
    """Each help text is as it was agreed; the outermost lists what there is."""
    ran = bench(*command, "--help")
    assert ran.exit_code == 0
    assert (ran.output if command else "Commands:" in ran.output) == snapshot


def test_without_a_command_the_help_is_shown() -> None:
    """Whoever types only ``drafting-evals`` learns what there is."""
    assert bench().output == bench("--help").output
    assert bench().exit_code == 0


def test_what_was_said_is_kept_and_labelling_goes_on(messages: Path, tmp_path: Path) -> None:
    """Stopping in the middle of a message loses nothing; the next time goes on there; back, skip and read do as they say."""
    out = tmp_path / "wren.jsonl"
    asked = ("label", str(messages), "--rater", "wren", "--out", str(out))
    two = (*asked, "--criterion", "specific-win", "--criterion", "growth")
    first = bench(*two, typed="m\nn\nm\nq\n")
    assert first.exit_code == 0
    assert "1 of 3 messages are labelled" in first.output
    second = bench(*two, typed="b\nn\nb\nm\n")  # one question is left of that message, so there is no back
    assert "2 of 3 messages are waiting" in second.output
    assert "first question" in second.output
    assert second.output.count("growth (1 of 1)") == 2
    kept = {row["id"]: row for row in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    assert [len(row["labels"]) for row in kept.values()] == [2, 2, 1]  # the input ended there, as with Ctrl-C
    last = bench(*two, typed="what\nr\ns\n")
    assert last.output.count("Message 1 of 1") == 2
    assert "0 of 3 messages are waiting" in bench(*two).output
    assert "3 of 3 messages are waiting" in bench(*asked, typed="q\n").output


def test_a_message_labelled_in_two_sittings_counts_once(messages: Path, tmp_path: Path) -> None:
    """What agree reads of a message is its last line, which holds all of it."""
    out = tmp_path / "wren.jsonl"
    asked = ("label", str(messages), "--rater", "wren", "--out", str(out))
    bench(*asked, "--criterion", "specific-win", typed="m\nm\nm\n")
    bench(*asked, "--criterion", "growth", typed="m\nn\nm\n")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 6
    table = bench("agree", "--labels", str(out)).output
    assert "3 messages, firm labels only" in table
    assert "| `specific-win` | 3 |" in table
    assert "| `growth` | 3 |" in table


def test_a_sheet_in_a_notebook_keeps_the_same_file(messages: Path, tmp_path: Path) -> None:
    """Answers are kept at each step, can be gone back to and taken away; the message stays text; a mistake is told."""
    sheets = pytest.importorskip("evals.label_sheet", reason="ipywidgets is not installed")
    files = [tmp_path / "wren.jsonl", tmp_path / "lark.jsonl"]
    two = {"criteria": ["specific-win", "growth"]}
    bench("label", str(messages), "--rater", "wren", "--out", str(files[0]), typed="m\n" * 60)
    sheet = sheets.LabelSheet(messages, rater="lark", out=files[1], other=files[0], **two)
    assert set(sheet.answers) == {"specific-win", "growth"}
    for value in ("met", "met", "na"):
        sheet.answers["growth"].value = value
        sheet.forward.click()
    assert "3 of 3 messages are labelled" in sheet.told.value
    assert "kappa" in sheet.told.value
    sheet.back.click()
    assert sheet.answers["growth"].value == "met"
    sheet.answers["growth"].value = ""
    sheet.forward.click()
    kept = {row["id"]: row for row in map(json.loads, files[1].read_text(encoding="utf-8").splitlines())}
    assert sorted(label["v"] for row in kept.values() for label in row["labels"].values()) == ["met", "na"]
    assert sheets.LabelSheet(messages, rater="lark", out=files[1]).answers["growth"].value in {"", "met", "na"}
    files[1].unlink()
    files[1].mkdir()
    sheet.forward.click()
    assert "cannot be written" in sheet.told.value
    odd = tmp_path / "odd.jsonl"
    odd.write_text(json.dumps({"id": "x", "kind": "concern", "message": "<script>1</script>"}), encoding="utf-8")
    assert (
        "<script>" not in sheets.LabelSheet(odd, rater="jay", out=tmp_path / "jay.jsonl").children[0].children[0].value
    )


def test_raters_are_blind_and_see_only_how_they_agree(messages: Path, tmp_path: Path) -> None:
    """No verdict and no label of the other rater is shown; kappa is, as they go; agree reads both files."""
    files = [tmp_path / "wren.jsonl", tmp_path / "lark.jsonl"]
    common = ("label", str(messages), "--criterion", "specific-win")
    bench(*common, "--rater", "wren", "--out", str(files[0]), typed="m\nm\nm\n")
    told = bench(*common, "--rater", "lark", "--out", str(files[1]), "--other", str(files[0]), typed="m\nn\nm\n")
    assert "kappa" in told.output
    assert "3 labels of both" in told.output
    table = bench("agree", "--labels", str(files[0]), "--labels", str(files[1]))
    assert table.exit_code == 0, table.output
    assert "wren and lark" in table.output
    assert "| `specific-win` | 3 | 67% |" in table.output
    stolen = bench(*common, "--rater", "jay", "--out", str(files[0]))
    assert stolen.exit_code == 2
    assert "labels of wren" in stolen.output


def judging(request: dict[str, Any]) -> dict[str, Any]:
    """A server's answer: two known questions right, the first of the others with words of the message, the rest invented."""
    prompt = request["messages"][-1]["content"]
    word = re.search(r"has the word “(.+?)”", prompt)
    told = {}
    for name in re.findall(r"^## (\S+)$", prompt, flags=re.MULTILINE):
        known = name.startswith(("has-", "mentions-"))
        quote = word[1] if word and (name.startswith("has-") or name == "specific-win") else ""
        verdict = "not_met" if name.startswith("mentions-") else "cannot_tell" if name == "no-labels" else "met"
        told[name] = {"evidence": quote if known or quote else "not in it", "reason": "r", "verdict": verdict}
        if name == "no-labels" or name.startswith("mentions-"):
            told[name]["evidence"] = ""
    return says(json.dumps({"verdicts": told}))


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Twelve messages with labels, one of them not firm."""
    path = tmp_path / "gold.jsonl"
    labels = {name: {"v": "met", "firm": True} for name in ("specific-win", "growth", "no-labels", "length-fits")}
    labels["no-blame"] = {"v": "met", "firm": False}
    text = "Dear Ms. Ito,\n\nAda read {} books.\n\nThank you,\nMr. Lee"
    rows = [
        {"id": f"g{number}", "kind": "positive_note", "message": text.format(number), "labels": labels}
        for number in range(12)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_judge_is_measured_on_a_draw_of_messages(
    labelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draw is told and repeats; a larger one asks only for what is new; what is unscored is counted with its reason."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    common = ("agree", "--labels", str(labelled), "--judge", "openai:tiny", "--journal", str(tmp_path / "j"))
    with serving(judging) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        told = bench(*common, "--limit", "3", "--seed", "7")
        assert told.exit_code == 0, told.output
        assert "--judge openai:tiny --limit 3 --seed 7" in told.output
        assert "3 messages of 12, drawn by seed 7" in told.output
        # a message: one verdict scored, growth with invented words, no-labels cannot be told, no-blame not asked
        assert "Of 9 verdicts 3 could not be scored (3 its quote is not in the message)" in told.output
        assert "and 3 say that it cannot tell" in told.output
        assert "| `specific-win` | 3 | 100% |" in told.output
        asked = len(server.requests)
        assert bench(*common, "--limit", "3", "--seed", "7").output == told.output
        assert len(server.requests) == asked
        bench(*common, "--limit", "5", "--seed", "7")
        assert len(server.requests) == asked * 5 // 3


def test_a_judge_that_says_nothing_of_use_is_told(
    labelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a single scored verdict the counts and reasons still stand; one that gives no answer is left for next time."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    common = ("agree", "--labels", str(labelled), "--judge", "openai:tiny", "--limit", "4")

    def prose(_: dict[str, Any]) -> dict[str, Any]:
        return says("All met!")

    with serving(prose) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        told = bench(*common, "--journal", str(tmp_path / "prose"))
    assert told.exit_code == 0, told.output
    assert "12 could not be scored (12 the answer is not in the form asked for)" in told.output
    assert "nothing to compare" in told.output

    def seldom(request: dict[str, Any]) -> Any:
        return says("x") if len(shy.requests) > 1 else refuses("gone", 404)

    with serving(seldom) as shy:
        monkeypatch.setenv("OPENAI_BASE_URL", shy.url)
        told = bench(*common, "--journal", str(tmp_path / "shy"))
    assert told.exit_code == 0, told.output
    assert "On 1 of the messages it gave no answer" in told.output


def test_each_rater_has_an_order_of_their_own(messages: Path) -> None:
    """The same rater meets the messages in the same order every time, another in another."""
    rows = [{"id": f"m{number}"} for number in range(30)]
    assert in_order(rows, "wren") == in_order(rows, "wren") != in_order(rows, "lark")
    read = read_messages(messages)
    assert all("labels" not in row for row in read)
    assert {name for name, _ in questions_for(read[0])} >= {"specific-win", "no-blame"}
    messages.write_text('{"id": "a", "kind": "concern"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_messages(messages)


def test_a_run_can_be_labelled(tmp_path: Path) -> None:
    """The drafts of a run are messages to label; so is the queue of a report."""
    out = tmp_path / "run.jsonl"
    assert bench("run", "--limit", "3", "--out", str(out)).exit_code == 0
    assert read_messages(out)
    queue = tmp_path / "queue.jsonl"
    assert bench("report", "runs", str(out), "--queue", str(queue)).exit_code == 0
    assert queue.read_text(encoding="utf-8") == ""


def test_agreement_with_public_sets_is_read_from_a_folder(tmp_path: Path) -> None:
    """Sets are found by their files; a figure comes with its interval and the published baselines; no set is a sentence."""
    folder = tmp_path / "receptiveness"
    folder.mkdir()
    warm = "Hi, I hope you are well! I would love to buy it. Thank you so much for your time,\nJo"
    rows = [
        f'phone,{number % 2}.0,"{warm if number % 2 else "I give 50. Take it or leave it."}"' for number in range(20)
    ]
    (folder / "warm_vs_tough.csv").write_text("study,condition,message\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (one,) = transfer.present(tmp_path)
    told = transfer.measure(one, tmp_path, resamples=50)
    assert (told.statistic, told.found.n) == ("AUC", 20)
    assert told.found.figure > 0.9
    assert "VADER .798" in bench("agree", "--data", str(tmp_path)).output
    refused = bench("agree", "--data", str(folder))
    assert refused.exit_code == 2
    assert bench("agree").exit_code == 2


NOTE = Note(
    kind="positive_note",
    note="Tavio read to the class. he was proud and his voice was clear",
    student=Student("Tavio Brandt", "he/him"),
    family=Family("Tavio's family"),
    class_list=("Tavio Brandt", "Ada Li"),
)


def test_a_note_is_retold_about_another_child() -> None:
    """Name, pronouns and their case change; surname, other children and everything else stay."""
    told = fairness.retold(NOTE, "Nia", "she/her")
    assert told is not None
    assert told.note == "Nia read to the class. she was proud and her voice was clear"
    assert (told.student.name, told.family.addressed_as) == ("Nia Brandt", "Nia's family")
    assert told.class_list == ("Nia Brandt", "Ada Li")
    assert fairness.retold(NOTE, "Tavio", "he/him") == NOTE
    assert fairness.retold(NOTE, "Nia", "they/them") is None
    other = Note(kind="concern", note="Tavio hit Ada, she cried", student=Student("Tavio", "he/him"))
    assert fairness.retold(other, "Nia", "she/her") is None
    assert fairness.retold(Note(kind="newsletter", note="Fair on Friday"), "Nia", "she/her") is None


def test_a_plain_note_does_not_depend_on_the_child() -> None:
    """Payload, fact sheet, drafts and verdicts are the same for forty names."""
    case = Case(
        "c", Note(kind="positive_note", note="Tavio read 2 chapters to the class.", student=Student("Tavio", "he/him"))
    )
    result = fairness.audit([case], names=fairness.NAMES[::5])
    assert result.tellings == 24
    assert [one for one in result.differences if one.what != "reading figures"] == []


def test_what_differs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A review that favours a name is caught, with the name and both sides, and the command exits with 1."""
    honest = fairness._verdicts

    def partial(outcome: Any) -> str:
        told = honest(outcome)
        liked = outcome.message is not None and any(name in outcome.message.body for name in ("Nia", "Aarav"))
        return told + "\nliked: met" if liked else told

    monkeypatch.setattr(fairness, "_verdicts", partial)
    case = Case(
        "c", Note(kind="positive_note", note="Tavio read 2 chapters to the class.", student=Student("Tavio", "he/him"))
    )
    found = fairness.audit([case], names=("Emre", "Nia")).differences
    assert {(one.name, one.what) for one in found} >= {("Nia", "verdicts")}
    told = bench("fairness", "--limit", "1", "--names", "2")
    assert told.exit_code == 1
    assert "Aarav" in told.output


def test_forty_names_of_many_cultures() -> None:
    """The audit's names are forty, and no one twice."""
    assert len(set(fairness.NAMES)) == 40
    assert load()
