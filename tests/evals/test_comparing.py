"""A comparison says what got better and worse, how sure that is, and never averages a gate away."""

from __future__ import annotations

import csv
import html.parser
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from drafting.errors import InputError
from evals.cli import main
from evals.comparing import compare, value_of
from evals.reports import _comparison
from evals.runs import Run, read_run

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

MANIFEST = {
    "row": "manifest", "key": "k", "model": "offline", "prompt": None, "judge": None, "seed": 0, "cases_hash": "aaaaaaaaaa",
    "rubric_hash": "bbbbbbbbbb", "prompts_hash": "cccccccccc", "code_hash": "dddddddddd", "kindnote": "0.1.0",
}  # fmt: skip
END = {"row": "end", "whole": True}


def run(verdicts: dict[str, str], *, name: str = "offline", judge: dict[str, str] | None = None, **more: Any) -> Run:
    """A run with a letter a note and criterion: m met, n not met, a not asked, u unsure or unscored."""
    said = {"m": "met", "n": "not_met", "a": "na", "u": "unsure"}
    rows = []
    for place in range(len(next(iter(verdicts.values())))):
        row: dict[str, Any] = {
            "row": "draft", "place": place, "case": f"c{place:03}", "repeat": 0, "kind": "concern", "channel": "email",
            "cluster": f"t{place}", "status": "drafted", "writer": name, "subject": None, "note": f"note {place}",
            "message": f"Dear family,\n\nThis is <b>message</b> {place} by {name}.", "lacking": [], "said_wrongly": [],
            "usage": {"calls": 0, "tokens_in": 0, "tokens_out": 0}, "first": None,
            "verdicts": {
                key: {"v": said[letters[place]], "quotes": [f"message</b> {place}"], "why": "It says so."}
                for key, letters in verdicts.items()
            },
        }  # fmt: skip
        if judge:
            row["judge"] = {
                key: {
                    "v": {"u": "unscored"}.get(letters[place], said[letters[place]]),
                    "quote": "",
                    "reason": "",
                    "votes": 1,
                }
                for key, letters in judge.items()
            }
        rows.append({**row, **more})
    return Run(f"{name}.jsonl", {**MANIFEST, "model": name, "judge": "openai:gpt-x" if judge else None}, rows, END)


def save(one: Run, folder: Path, *, end: bool = True) -> str:
    """Write a run as a file."""
    path = folder / one.path
    rows = [one.manifest, *one.rows, *([END] if end else [])]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def line(found: Any, name: str) -> Any:
    """The line of one criterion."""
    return next(one for one in found.lines if one.criterion == name)


def test_the_same_run_twice_passes() -> None:
    """Where nothing changed and there are enough notes, every line holds and the exit code is 0."""
    one = run({"next-step": "m" * 30 + "n" * 10, "no-blame": "m" * 40})
    found = compare(one, one)
    assert (found.verdict, found.exit_code) == ("pass", 0)
    told = line(found, "next-step")
    assert (told.fixed, told.broken, told.holm, told.verdict) == (0, 0, 1.0, "pass")
    assert found.flips == []


def test_a_clear_fall_is_a_regression() -> None:
    """Fixed and broken are counted over the same notes; a clear fall exits with 1, a clear rise is told as such."""
    before = run({"next-step": "m" * 38 + "nn", "growth": "n" * 40})
    after = run({"next-step": "n" * 12 + "m" * 28, "growth": "m" * 20 + "n" * 20}, name="scripted")
    found = compare(before, after)
    told = line(found, "next-step")
    assert (told.fixed, told.broken, told.verdict) == (2, 12, "regression")
    assert told.holm is not None
    assert told.p == pytest.approx(0.00647, abs=1e-4)
    assert told.p_unconditional < told.p
    assert told.holm == pytest.approx(2 * told.p_unconditional)
    assert line(found, "growth").rose
    assert (found.verdict, found.exit_code) == ("regression", 1)
    assert len(found.flips) == 34


def test_too_little_is_not_a_pass() -> None:
    """A few changed notes of a few are neither a regression nor a pass: exit code 2."""
    found = compare(
        run({"next-step": "m" * 31}), run({"next-step": "nnnn" + "m" * 27}, name="other"), only=["next-step"]
    )
    assert line(found, "next-step").verdict == "inconclusive"
    assert found.exit_code == 2
    few = compare(run({"next-step": "mmm"}), run({"next-step": "mmm"}))
    assert line(few, "next-step").verdict == "too few"
    assert few.exit_code == 2


def test_one_message_against_a_gate_is_enough() -> None:
    """Gates are not tested, not averaged and not traded: one message is a regression; none is told with its bound."""
    before = run({"next-step": "m" * 60, "grounded": "m" * 60})
    after = run({"next-step": "m" * 60, "grounded": "m" * 59 + "n"})
    found = compare(before, after)
    assert found.exit_code == 1
    assert "grounded" in found.why
    assert [one.criterion for one in found.lines if one.criterion == "grounded"] == []
    (gate,) = compare(before, before).gates
    assert (gate.after, gate.bound) == (0, 0.05)


def test_what_was_not_told_is_not_counted() -> None:
    """Unsure, not asked and unscored are no verdicts; only notes that both runs answered are pairs."""
    before, after = run({"next-step": "mmnnaauu"}), run({"next-step": "mnmnmumu"})
    told = line(compare(before, after), "next-step")
    assert (told.n, told.fixed, told.broken) == (4, 1, 1)


def test_a_note_written_several_times_counts_once() -> None:
    """Repeats of a note make it surer, not more notes."""

    def doubled(one: Run) -> Run:
        rows = [{**row, "repeat": repeat} for row in one.rows for repeat in (0, 1, 2)]
        return Run(one.path, one.manifest, rows, one.end)

    before, after = run({"next-step": "m" * 20}), run({"next-step": "n" * 6 + "m" * 14})
    once, thrice = (line(compare(*pair), "next-step") for pair in ((before, after), (doubled(before), doubled(after))))
    assert (thrice.n, thrice.fixed, thrice.broken, thrice.p) == (once.n, once.fixed, once.broken, once.p)
    assert thrice.change == once.change


def test_only_repeats_that_both_runs_have_are_paired() -> None:
    """One draft of a note against the mean of three would fall more often than rise where nothing changed; it is told."""
    once = run({"next-step": "m" * 20})
    rows = [
        {**row, "repeat": repeat, "verdicts": {"next-step": {"v": "not_met" if repeat == 2 else "met"}}}
        for row in once.rows
        for repeat in (0, 1, 2)
    ]
    found = compare(once, Run("thrice.jsonl", once.manifest, rows, END))
    told = line(found, "next-step")
    assert (told.n, told.fixed, told.broken, told.after.figure) == (20, 0, 0, 1.0)
    assert any("once before and 3 times after" in warning for warning in found.warnings)


def test_only_what_the_change_is_about_is_tested() -> None:
    """Criteria named beforehand are tested alone, the others shown; a name that is none is refused with those there are."""
    names = "growth observable partnership validates reflects open-question parent-expertise teacher-commits".split()
    noise = dict.fromkeys(names, "m" * 30 + "n" * 10)
    other = dict.fromkeys(noise, "n" * 10 + "m" * 30)
    before = run({**noise, "next-step": "m" * 40})
    after = run({**other, "next-step": "n" * 6 + "m" * 34})
    assert line(compare(before, after), "next-step").verdict != "regression"
    named = compare(before, after, only=["next-step"])
    assert line(named, "next-step").verdict == "regression"
    assert line(named, "growth").verdict == "not tested"
    assert line(named, "growth").drop is None
    alone, among = (line(one, "next-step").drop for one in (named, compare(before, after)))
    assert alone < among
    with pytest.raises(InputError, match="no criterion"):
        compare(before, after, only=["niceness"])


def test_the_judge_may_be_the_witness() -> None:
    """By the judge the same notes say otherwise; too much unscored is no result, and one family is warned of."""
    before = run({"next-step": "m" * 40}, judge={"next-step": "m" * 40})
    after = run({"next-step": "m" * 40}, name="openai:gpt-y", judge={"next-step": "n" * 20 + "m" * 20})
    assert compare(before, after).exit_code == 0
    assert compare(before, after, witness="judge").exit_code == 1
    silent = run({"next-step": "m" * 40}, name="openai:gpt-y", judge={"next-step": "u" * 8 + "m" * 32})
    found = compare(before, silent, witness="judge")
    assert (found.exit_code, round(found.unscored, 2)) == (2, 0.2)
    assert any("of one family" in warning for warning in found.warnings)
    with pytest.raises(InputError, match="--judge"):
        compare(run({"next-step": "m"}), after, witness="judge")


def test_what_cannot_be_compared_is_said() -> None:
    """Runs over other notes, or made with other criteria, are not compared in silence."""
    one = run({"next-step": "mm"})
    other = Run("b.jsonl", {**one.manifest, "rubric_hash": "x"}, one.rows[:1], None)
    warnings = " ".join(compare(one, other).warnings)
    assert "not finished" in warnings
    assert "different criteria" in warnings
    assert "Only the 1 note that" in warnings
    apart = Run("c.jsonl", one.manifest, [{**row, "case": "z"} for row in one.rows], END)
    with pytest.raises(InputError, match="no note in common"):
        compare(one, apart)


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [str(value) for name, value in attrs if name in {"src", "href", "srcset", "data"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_needs_nothing_from_a_network() -> None:
    """One file without scripts, links or fonts from elsewhere; what a draft says stays text; both drafts are there."""
    before = run({"next-step": "m" * 12, "grounded": "m" * 12})
    after = run({"next-step": "n" * 6 + "m" * 6, "grounded": "m" * 12}, name="scripted")
    page = _comparison.as_html(compare(before, after), command="drafting-evals compare a b")
    seen = _Page()
    seen.feed(page)
    assert seen.links == []
    assert not {"script", "link", "iframe", "img", "object"} & set(seen.tags)
    assert "url(" not in page
    assert "http" not in page
    assert "&lt;b&gt;" in page
    text = "".join(seen.words)
    assert "message</b> 3 by offline" in text
    assert "Dear family,\n\nThis is <b>message</b> 3 by scripted" in text
    assert "svg" in seen.tags
    assert page.count("<mark>") >= 6


def test_the_command_writes_every_form(tmp_path: Path) -> None:
    """Text, a page, Markdown and CSV say the same figures; the exit code is the verdict."""
    a = save(run({"next-step": "m" * 38 + "nn"}), tmp_path)
    b = save(run({"next-step": "n" * 12 + "m" * 28}, name="scripted"), tmp_path)
    paths = [str(tmp_path / name) for name in ("c.html", "c.md", "c.csv")]
    told = CliRunner().invoke(main, ["compare", a, b, "--html", paths[0], "--markdown", paths[1], "--csv", paths[2]])
    assert told.exit_code == 1
    assert "clear fall" in told.output
    rows = list(csv.DictReader(io.StringIO(Path(paths[2]).read_text(encoding="utf-8"))))
    (row,) = (row for row in rows if row["criterion"] == "next-step")
    assert (row["fixed"], row["broken"], row["verdict"]) == ("2", "12", "regression")
    assert "| `next-step` | 40 |" in Path(paths[1]).read_text(encoding="utf-8")
    assert "next-step" in Path(paths[0]).read_text(encoding="utf-8")


def test_markdown_reads_as_settled(snapshot: SnapshotAssertion) -> None:
    """What a pull request shows."""
    before = run({"next-step": "m" * 38 + "nn", "grounded": "m" * 40})
    after = run({"next-step": "mmnn" + "m" * 36, "grounded": "m" * 40}, name="scripted")
    assert _comparison.as_markdown(compare(before, after), flips=2) == snapshot


def test_what_is_no_run_is_told_by_line(tmp_path: Path) -> None:
    """A file that is no run, or damaged, is named with its line; a torn last line is a killed run and read without it."""
    one = run({"next-step": "mmm"})
    path = Path(save(one, tmp_path, end=False))
    with path.open("ab") as file:
        file.write(b'{"row": "dra')
    read = read_run(path)
    assert (len(read.rows), read.end) == (3, None)
    path.write_text('{"row": "manifest"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_run(path)
    path.write_text(path.read_text(encoding="utf-8") + "oops\n\n{}\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["compare", str(path), str(path)])
    assert told.exit_code == 2
    assert told.output.count("\n") == 1


def test_values_of_a_row() -> None:
    """A case's own expectations are lines like any other."""
    (row,) = run({"next-step": "m"}, lacking=["5"], status="needs_answers").rows
    assert value_of(row, "next-step") == 1.0
    assert value_of(row, "facts-kept") == 0.0
    assert value_of(row, "nothing-wrong") == 1.0
    assert value_of(row, "drafted") == 0.0
    assert value_of({**row, "message": None}, "facts-kept") is None
    assert value_of(row, "growth") is None
