"""``drafting batch``: the same rows out, nothing invented, nothing lost, nothing paid for twice."""

from __future__ import annotations

import asyncio
import itertools
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.batch.results import Result
from drafting.batch.twins import overlap, shingles
from drafting.journal import Journal
from evals.bench._fault_server import Faults, Running, running
from tests.batch.conftest import Ran, children, environment, read_out, write_class

Batch = Callable[..., Ran]
SLOW = Faults(delay=0.03)


def test_the_same_rows_come_back_in_the_same_order(batch: Batch) -> None:
    """One row in, one row out, with everything that was in it and what was written."""
    rows = [row | {"room": f"R{at}"} for at, row in enumerate(children(12))]
    ran = batch(rows)
    assert ran.code == 0
    assert [{name: row[name] for name in rows[0]} for row in ran.rows] == rows
    assert list(ran.rows[0])[5:] == ["status", "subject", "message", "writer", "notices", "question", "answer"]
    assert {row["status"] for row in ran.rows} == {"drafted"}
    for row in ran.rows:
        assert row["student"].split()[0] in row["message"]
    assert "12 rows: 12 ready." in ran.err


def test_no_fact_no_note_and_an_answer_completes_it(batch: Batch, tmp_path: Path) -> None:
    """A thin or empty row comes back with its question; answered in the file, the next run writes it."""
    rows = children(3)
    rows[1]["note"] = "good day"
    rows[2]["note"] = ""
    ran = batch(rows)
    assert [row["status"] for row in ran.rows] == ["drafted", "needs_answers", "needs_answers"]
    assert [bool(row["message"]) for row in ran.rows] == [True, False, False]
    assert all(row["question"] for row in ran.rows[1:])
    assert "These families would hear nothing yet: Ben Fox (row 3), Cleo Fox (row 4)." in ran.err
    answered = ran.rows
    answered[1]["answer"] = "He helped a friend tie his shoes."
    answered[2]["answer"] = "She read two chapters aloud."
    again = batch(write_class(tmp_path / "answered.csv", answered))
    assert [row["status"] for row in again.rows] == ["drafted"] * 3
    assert "helped a friend tie his shoes" in again.rows[1]["message"]
    assert "read two chapters aloud" in again.rows[2]["message"]
    assert again.rows[0]["message"] == ran.rows[0]["message"]
    third = batch(write_class(tmp_path / "third.csv", again.rows))
    assert third.data == again.data


def test_a_message_speaks_of_its_own_child_only(batch: Batch) -> None:
    """A classmate in the note never appears, and two children of one first name are not mixed."""
    rows = [
        {"student": "Maya Rivera", "pronouns": "she/her", "family": "Ms. Rivera", "note": "read 2 chapters to Leo"},
        {"student": "Maya Torres", "pronouns": "she/her", "family": "Mr. Torres", "note": "Maya solved the puzzle"},
        {"student": "Leo Park", "pronouns": "he/him", "family": "Mr. Park", "note": "helped Maya T. w/ the map"},
    ]
    ran = batch(rows)
    first, second, third = (row["message"] for row in ran.rows)
    assert "Leo" not in first
    assert "Torres" not in first
    assert "Rivera" not in second
    assert "Maya" not in third
    assert all(row["status"] == "drafted" or not row["message"] for row in ran.rows)


def test_bad_rows_are_told_by_number_and_the_rest_goes_on(batch: Batch, tmp_path: Path) -> None:
    """A wrong channel, a lost comma, an empty row, a twin, a formula, a huge cell: each is told, none costs another."""
    path = tmp_path / "bad.csv"
    path.write_text(
        "student,pronouns,channel,note\n"
        "Ada,she/her,email,read 2 chapters aloud\n"
        "Ben,he/him,pigeon,read 2 chapters aloud\n"
        "Cleo,she/her,email,read, then sang\n"
        ",,,\n"
        "Ada,she/her,email,read 2 chapters aloud\n"
        'Dario,he/him,email,"=HYPERLINK(""http://x"")"\n'
        f"Esme,she/her,email,{'x' * 25_000}\n"
        ",she/her,email,read aloud\n"
        f"Farid,he/him,email,{'built a bridge of paper. ' * 60}\n"
        "Gia,she/her,email,read aloud to the class\n",
        encoding="utf-8",
    )
    ran = batch(path)
    assert ran.code == 1
    status = [row["status"] for row in ran.rows]
    assert status[:7] == ["drafted", "failed", "failed", "skipped", "drafted", "needs_answers", "failed"]
    assert status[7] == "needs_answers"
    assert status[9] == "drafted"
    assert "Row 3: 'pigeon' is not a known channel" in ran.err
    assert "Row 4 has 5 cells under 4 headings" in ran.err
    assert "Row 5 is empty." in ran.err
    assert "Row 6 says the same of the same child as row 2." in ran.rows[4]["notices"]
    assert ran.rows[5]["note"].startswith("'=HYPERLINK")
    assert "Row 8:" in ran.err
    assert "Which child is this about?" in ran.rows[7]["question"]


def test_a_child_who_is_not_on_the_list_is_asked_about(batch: Batch) -> None:
    """A misspelled name would write to the wrong family: it comes back with the nearest name."""
    rows = children(2)
    rows[1]["student"] = "Bem Fox"
    ran = batch(rows, "--class-list", "Ada Fox, Ben Fox")
    assert ran.rows[1]["status"] == "needs_answers"
    assert "Bem Fox is not on the class list: is it Ben Fox?" in ran.rows[1]["question"]


@pytest.mark.parametrize("spec", [None, "openai:m"])
def test_no_two_twins(batch: Batch, server: Running, spec: str | None) -> None:
    """Parents compare: over a class of 28 no two messages share much, and most open differently, with both writers."""
    rows = children(28)
    ran = batch(rows, *(("--model", spec, "--concurrency", "16") if spec else ()), url=server.url if spec else None)
    assert [row["status"] for row in ran.rows] == ["drafted"] * 28
    runs = [shingles(row["message"], names=[row["student"], row["family"]]) for row in ran.rows]
    assert max(overlap(one, other) for one, other in itertools.combinations(runs, 2)) <= 0.15
    openers = {row["message"].split("\n\n")[1].split(".")[0].replace(row["student"].split()[0], "") for row in ran.rows}
    assert len(openers) >= 19


def test_starting_again_makes_no_second_call(batch: Batch, server: Running) -> None:
    """What is stored is not paid for again, and the output is the same byte for byte."""
    rows = children(10)
    first = batch(rows, "--model", "openai:m", url=server.url)
    calls = server.stats()["asked"]
    again = batch(rows, "--model", "openai:m", url=server.url)
    assert again.data == first.data
    assert server.stats()["asked"] == calls
    rows[3]["note"] = "sang a song for the class"
    changed = batch(rows, "--model", "openai:m", url=server.url)
    assert 1 <= server.stats()["asked"] - calls <= 3
    assert [one == other for one, other in zip(changed.rows, first.rows, strict=True)].count(False) == 1


def test_another_prompt_or_model_is_asked_anew(
    batch: Batch, server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model and the version of the prompt belong to the key of an answer."""
    rows = children(2)
    batch(rows, "--model", "openai:m", url=server.url)
    calls = server.stats()["asked"]
    batch(rows, "--model", "openai:n", url=server.url)
    assert server.stats()["asked"] > calls
    calls = server.stats()["asked"]
    from drafting.prompts import load_kind

    own = tmp_path / "prompts" / "kinds"
    own.mkdir(parents=True)
    kind = load_kind("positive_note")
    (own / "positive_note.v2.md").write_text(
        '+++\nkind = "positive_note"\nversion = 2\ntitle = "Good news"\npurpose = "Share it."\nneeds = ["win", "growth"]\n'
        'words = [25, 60]\nmax_words = 90\n\n[[moves]]\nname = "good"\ntakes = ["win", "growth"]\n+++\n' + kind.body,
        encoding="utf-8",
    )
    monkeypatch.setenv("DRAFTING_PROMPTS", str(own.parent))
    batch(rows, "--model", "openai:m", url=server.url)
    assert server.stats()["asked"] > calls


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path, batch: Batch) -> None:
    """Killed (-9) again and again: nothing lost, nothing stored asked again, and the output of an undisturbed run."""
    source = write_class(tmp_path / "class.csv", children(16))
    target, record = tmp_path / "wild.csv", tmp_path / "wild.csv.journal"
    command = [sys.executable, "-m", "drafting", "batch", source, "--out", target, "--model", "openai:m"]
    wide = 4
    draw = random.Random(3)  # noqa: S311 (moments to be killed at)
    with running(SLOW) as server:
        kills = 0
        while not target.exists():
            with subprocess.Popen([*command, "--concurrency", str(wide)], env=environment(server.url)) as running_one:
                before = len_of(record)
                while running_one.poll() is None and len_of(record) < before + draw.randint(2, 12) and kills < 3:
                    time.sleep(0.005)
                if kills < 3 and running_one.poll() is None:
                    running_one.kill()
                    kills += 1
        assert kills == 3
        assert server.stats()["repeated"] <= kills * wide
        calm = batch(source, "--model", "openai:m", "--concurrency", str(wide), url=server.url, out="calm.csv")
        assert target.read_bytes() == calm.data
        assert not [one for one in tmp_path.iterdir() if one.name.endswith(".part") and one.stat().st_size > 10**6]


def len_of(record: Path) -> int:
    """How far a running batch has got, as its journal grows (it cannot be opened meanwhile): pages of the log."""
    log = record.with_name(record.name + "-wal")
    return log.stat().st_size // 4096 if log.exists() else 0


def test_failed_rows_keep_their_reason_until_asked_to_try_again(batch: Batch, tmp_path: Path) -> None:
    """A row that the server refuses stays failed without a new call; --retry-failed tries it again."""
    rows = children(3)
    journal = ("--journal", str(tmp_path / "j"), "--model", "openai:m")
    with running(Faults(delay=0.01, status=422)) as server:
        first = batch(rows, *journal, url=server.url)
        assert first.code == 1
        assert {row["status"] for row in first.rows} == {"failed"}
        assert all("refused the request" in row["notices"] for row in first.rows)
        calls = server.stats()["asked"]
        second = batch(rows, *journal, url=server.url)
        assert second.data == first.data
        assert server.stats()["asked"] == calls
        batch(rows, *journal, "--retry-failed", url=server.url)
        assert server.stats()["asked"] == 2 * calls


def test_a_second_run_on_one_journal_is_refused(batch: Batch, tmp_path: Path) -> None:
    """Two at once would pay twice: the second is told so in one sentence and writes nothing."""
    with Journal(tmp_path / "notes.csv.journal"):
        ran = batch(children(2))
    assert ran.code == 2
    assert ran.err.strip().endswith("is in use by another run; wait for it to end, or choose another --journal.")
    assert not ran.data


def test_the_limit_of_the_cost_stops_cleanly(batch: Batch, server: Running, tmp_path: Path) -> None:
    """--max-cost sends nothing that could go beyond it, keeps what is done, and goes on when allowed more."""
    rows = children(12)
    spare = ("--model", "openai:gpt-4.1-mini", "--concurrency", "2")
    ran = batch(rows, *spare, "--max-cost", "0.004", url=server.url)
    assert ran.code == 1
    assert "12 of 12 rows to write with openai:gpt-4.1-mini: 12 to 36 calls" in ran.err
    assert "The limit of $0.004 is reached" in ran.err
    status = [row["status"] for row in ran.rows]
    assert "waiting" in status
    assert 0.0 < server.stats()["asked"] < 12
    none = batch(rows, *spare, "--max-cost", "0", "--journal", str(tmp_path / "other"), url=server.url)
    assert none.code == 1
    assert {row["status"] for row in none.rows} == {"waiting"}
    again = batch(rows, *spare, url=server.url)
    assert [row["status"] for row in again.rows] == ["drafted"] * 12
    assert server.stats()["repeated"] == 0


def test_a_price_that_is_not_known_is_said(batch: Batch, server: Running) -> None:
    """No price is guessed: it is said before the first call, and a limit needs one."""
    ran = batch(children(2), "--model", "openai:m", url=server.url)
    assert "the price of this model is not known here" in ran.err
    refused = batch(children(2), "--model", "openai:m", "--max-cost", "1", url=server.url)
    assert refused.code == 2
    assert "give --price IN OUT" in refused.err
    priced = batch(children(3), "--model", "openai:m", "--max-cost", "1", "--price", "1", "2", url=server.url)
    assert "about $" in priced.err
    assert "by your price" in priced.err


def test_a_model_out_of_reach_is_exit_3(batch: Batch) -> None:
    """Nobody answers: one sentence, exit code 3, no file that looks finished."""
    with running(Faults(status=401, delay=0.01)) as server:
        ran = batch(children(4), "--model", "openai:m", url=server.url)
    assert ran.code == 3
    assert "refused the key" in ran.err
    assert not ran.data


def test_standard_input_and_output_are_csv() -> None:
    """A class list can come and go through a pipe."""
    given = "student;note\nAda;read 2 chapters aloud\n"
    ran = subprocess.run(
        [sys.executable, "-m", "drafting", "batch"], input=given, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[0] == "student,note,status,subject,message,writer,notices,question,answer"
    assert "Ada read 2 chapters aloud" in ran.stdout


def test_it_costs_no_import_of_a_vendor_to_write_offline(tmp_path: Path) -> None:
    """Offline, a class list needs neither openai nor LangChain nor a network."""
    source = write_class(tmp_path / "class.csv", children(2))
    code = (
        "import sys\nfrom drafting.cli import _run\n"
        f"code = _run(['batch', {str(source)!r}, '--out', {str(tmp_path / 'out.csv')!r}])\n"
        "print(code, [name for name in ('openai', 'langchain', 'httpx2', 'distributed') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "0 []"
    assert len(read_out(tmp_path / "out.csv")) == 2


def test_shards_make_the_output_of_one_machine(batch: Batch, server: Running, tmp_path: Path) -> None:
    """--shard i/n leaves journals; --merge n puts them together without a call, to the same bytes."""
    rows = children(18)
    source = write_class(tmp_path / "class.csv", rows)
    model = ("--model", "openai:m")
    for part in (1, 2, 3):
        ran = batch(source, *model, "--shard", f"{part}/3", url=server.url)
        assert ran.code == 0
        assert not ran.data
    calls = server.stats()["asked"]
    merged = batch(source, *model, "--merge", "3", url=server.url)
    assert server.stats()["asked"] == calls
    whole = batch(source, *model, url=server.url, out="whole.csv")
    assert merged.data == whole.data


@pytest.mark.parametrize("options", [("--shard", "4/3"), ("--shard", "x"), ("--column", "note"), ("--kind", "nope")])
def test_wrong_use_is_one_sentence(batch: Batch, options: tuple[str, ...]) -> None:
    """What cannot be meant is said, and nothing is written."""
    ran = batch(children(2), *options)
    assert ran.code in {1, 2}
    assert "Traceback" not in ran.err


def test_the_parts_work_in_python_and_beside_a_running_loop(tmp_path: Path) -> None:
    """The example of the package runs as written, also in a notebook, where an event loop is running already."""
    source = write_class(tmp_path / "class.csv", children(3))

    async def cell() -> list[str]:
        from drafting.batch import Batch, open_table, read_rows

        rows, names = read_rows(open_table(source), defaults={"kind": "positive_note"})
        assert len(names) == 3
        found: list[str] = []
        with Journal(tmp_path / "notes.journal") as journal:
            Batch(journal).run(rows, lambda row, result: found.append(f"{row.student}: {result.status}"))
        return found

    assert asyncio.run(cell()) == ["Ada Fox: drafted", "Ben Fox: drafted", "Cleo Fox: drafted"]


def test_it_can_be_cancelled_from_outside(tmp_path: Path) -> None:
    """Cancelled from another thread, a batch sends nothing more, says so, and keeps what it has."""
    from drafting.batch import Batch, open_table, read_rows
    from drafting.models.openai import OpenAIModel

    rows, _ = read_rows(
        open_table(write_class(tmp_path / "class.csv", children(28))), defaults={"kind": "positive_note"}
    )
    with running(Faults(delay=0.1)) as server, Journal(tmp_path / "j") as journal:
        batch = Batch(journal, OpenAIModel("m", base_url=server.url), most=2)
        statuses: list[str] = []

        def write(_: object, result: Result) -> None:
            statuses.append(result.status)
            batch.cancel.set()

        batch.run(rows, write)
        assert batch.stopped == "Stopped."
        assert len(statuses) == 28
        assert set(statuses) == {"drafted", "waiting"}
        assert server.stats()["asked"] < 28


def test_once_cancelled_no_call_begins(tmp_path: Path) -> None:
    """Not even one that was already waiting for its turn."""
    from drafting.batch import Batch, open_table, read_rows
    from drafting.models.scripted import ScriptedModel

    def answer(_: object) -> str:
        batch.cancel.set()
        return "{}"

    model = ScriptedModel(answer)
    rows, _ = read_rows(
        open_table(write_class(tmp_path / "class.csv", children(12))), defaults={"kind": "positive_note"}
    )
    with Journal(tmp_path / "j") as journal:
        batch = Batch(journal, model, most=1)
        batch.run(rows, lambda *_: None)
    assert len(model.calls) == 1
    assert batch.stopped == "Stopped."


def test_a_journal_that_is_full_ends_the_batch(tmp_path: Path) -> None:
    """Answers that cannot be kept are not bought: the run ends with one sentence, and goes on when there is room."""
    from drafting.batch import Batch, open_table, read_rows
    from drafting.errors import InputError
    from drafting.models.openai import OpenAIModel

    table = open_table(write_class(tmp_path / "class.csv", children(28)))
    with running(Faults(delay=0.05)) as server, Journal(tmp_path / "j") as journal:
        pages = journal._base.execute("PRAGMA page_count").fetchone()[0]
        journal._base.execute(f"PRAGMA max_page_count = {pages + 2}")
        batch = Batch(journal, OpenAIModel("m", base_url=server.url), most=2)
        with pytest.raises(InputError, match="the disk is full"):
            batch.run(read_rows(table, defaults={"kind": "positive_note"})[0], lambda *_: None)
        assert server.stats()["asked"] - len(journal) <= 4
        journal._base.execute("PRAGMA max_page_count = 1000000")
        statuses: list[str] = []
        rows = read_rows(table, defaults={"kind": "positive_note"})[0]
        batch.run(rows, lambda _, result: statuses.append(result.status))
        assert statuses == ["drafted"] * 28


def test_the_journal_is_private(batch: Batch, tmp_path: Path) -> None:
    """The record beside the output holds messages with names: only its owner may read it."""
    batch(children(1))
    assert (tmp_path / "notes.csv.journal").stat().st_mode & 0o077 == 0
