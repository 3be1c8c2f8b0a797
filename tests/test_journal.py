"""The journal: what has been paid for is there again, whatever happens to the process."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.errors import InputError
from drafting.journal import Journal, content_key, request_key
from drafting.models import Completion

MESSAGES = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Ada read aloud."}]
ANSWER = Completion("Dear family, Ada read aloud.", 11, 7)
_ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal may be."""
    return tmp_path / "notes.journal"


@given(
    st.dictionaries(
        _ANY_TEXT, st.builds(Completion, _ANY_TEXT, st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 9))
    )
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_put_is_got(tmp_path_factory: pytest.TempPathFactory, answers: dict[str, Completion]) -> None:
    """Every answer comes back as it was, also after closing and opening again."""
    path = tmp_path_factory.mktemp("journal") / "j"
    with Journal(path) as journal:
        for key, answer in answers.items():
            journal.put(key, answer)
    with Journal(path) as journal:
        assert {key: journal.get(key) for key in answers} == answers
        assert len(journal) == len(answers)


def test_a_key_holds_all_that_changes_the_answer() -> None:
    """Another model, endpoint, prompt, schema, option, word or repeat is another request; the order of fields is not."""
    base = {"model": "openai:m", "endpoint": "http://a", "prompt": "concern@1", "schema": {"a": 1, "b": 2}}
    key = request_key(MESSAGES, **base)
    assert key == request_key(
        [{"content": m["content"], "role": m["role"]} for m in MESSAGES], **base | {"schema": {"b": 2, "a": 1}}
    )
    others = [
        request_key(MESSAGES, **base | change)
        for change in (
            {"model": "openai:n"},
            {"endpoint": "http://b"},
            {"prompt": "concern@2"},
            {"schema": None},
            {"options": {"temperature": 0}},
            {"repeat": 1},
        )
    ]
    others.append(request_key(MESSAGES[::-1], **base))
    assert len({key, *others}) == 8


def test_a_failure_keeps_its_reason_until_it_is_answered_or_forgotten(path: Path) -> None:
    """A failed request is told with its reason; an answer, or asking to try again, ends that."""
    with Journal(path) as journal:
        journal.fail("a", "The server was too slow.")
        journal.fail("b", "The server refused it.")
    with Journal(path) as journal:
        assert journal.failure("a") == "The server was too slow."
        journal.put("a", ANSWER)
        assert journal.failures() == {"b": "The server refused it."}
        assert journal.forget_failures() == 1
        assert journal.failure("b") is None


def test_a_failure_is_known_to_whoever_opens_or_takes_in(tmp_path: Path) -> None:
    """A failure noted by another run, or on another machine, holds here; an answer put later makes it void."""
    with Journal(tmp_path / "one") as one:
        one.fail("k", "It was refused.")
    with Journal(tmp_path / "one") as one:
        assert one.failure("k") == "It was refused."
    with Journal(tmp_path / "two") as two:
        two.take_in(tmp_path / "one")
        assert two.failure("k") == "It was refused."
        two.put("k", ANSWER)
        assert two.failure("k") is None
        assert two.failures() == {}


def test_a_second_process_is_refused_in_one_sentence(path: Path) -> None:
    """One writer: whoever comes second is told so, and the first is not disturbed."""
    code = "import sys; from drafting.journal import Journal; Journal(sys.argv[1])"
    with Journal(path) as journal:
        second = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
        assert (
            second.stderr.strip()
            .splitlines()[-1]
            .endswith(f"The journal {path} is in use by another run; wait for it to end, or choose another --journal.")
        )
        with pytest.raises(InputError, match="in use by another run"):
            Journal(path)
        journal.put("a", ANSWER)
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 0


def test_a_killed_process_loses_nothing_that_was_put(path: Path) -> None:
    """After kill -9 every put that had returned is there, and the file opens at once."""
    code = (
        "import sys; from drafting.journal import Journal; from drafting.models import Completion\n"
        "journal = Journal(sys.argv[1])\n"
        "for number in range(10**6):\n"
        "    journal.put(str(number), Completion('x' * 200)); print(number, flush=True)\n"
    )
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            told = [int(writer.stdout.readline()) for _ in range(50)]
            writer.kill()
            told += [int(line) for line in writer.stdout.read().splitlines()[:-1]]
        with Journal(path) as journal:
            assert all(str(number) in journal for number in told)


def test_threads_may_share_it(path: Path) -> None:
    """Puts and gets of several threads do not get in each other's way."""
    with Journal(path) as journal:

        def fill(which: int) -> None:
            for number in range(50):
                journal.put(f"{which}-{number}", Completion(str(number)))
                assert journal.get(f"{which}-{number}") == Completion(str(number))

        threads = [threading.Thread(target=fill, args=(which,)) for which in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(journal) == 200


def test_results_are_kept_and_journals_can_be_put_together(tmp_path: Path) -> None:
    """Shards are merged: answers, results and open failures come over; what is known already stays."""
    with Journal(tmp_path / "one") as one:
        one.put("a", ANSWER)
        one.put("b", Completion("kept"))
        one.put_result("row", {"status": "drafted", "names": ["Zoë"]})
        one.fail("c", "too slow")
        one.fail("d", "too slow")
    with Journal(tmp_path / "all") as whole:
        whole.put("b", Completion("mine"))
        whole.put("c", Completion("answered here"))
        assert whole.take_in(tmp_path / "one") == 1
        assert whole.get("a") == ANSWER
        assert whole.get("b") == Completion("mine")
        assert whole.result("row") == {"status": "drafted", "names": ["Zoë"]}
        assert whole.failures() == {"d": "too slow"}


def test_it_is_the_owners_alone(path: Path) -> None:
    """The file holds messages with names: nobody else on the machine may read it."""
    with Journal(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("found", ["words", "database", "folder", "nowhere"])
def test_what_is_no_journal_is_refused_and_left_alone(tmp_path: Path, found: str) -> None:
    """A wrong --journal is one sentence, and the file that was there is unchanged."""
    path = tmp_path / "other"
    if found == "words":
        path.write_text("Dear diary, " * 100)
    elif found == "database":
        with sqlite3.connect(path) as base:
            base.execute("CREATE TABLE grades (name TEXT)")
        base.close()
    elif found == "folder":
        path.mkdir()
    else:
        path = path / "no" / "such" / "folder"
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(InputError, match="journal") as told:
        Journal(path)
    assert str(told.value).count("\n") == 0
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_full_disk_is_one_sentence_and_keeps_what_there_is(path: Path) -> None:
    """When nothing more can be written, what was stored stays readable, and room made later is used."""
    with Journal(path) as journal:
        journal.put("a", ANSWER)
        pages = journal._base.execute("PRAGMA page_count").fetchone()[0]
        journal._base.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(InputError, match="the disk is full"):
            journal.put("b", Completion("x" * 100_000))
        assert journal.get("a") == ANSWER
        assert journal.get("b") is None
        journal._base.execute("PRAGMA max_page_count = 1000000")
        journal.put("b", ANSWER)
        assert journal.get("b") == ANSWER


def test_equal_values_have_equal_keys() -> None:
    """The key of a value does not depend on the order of its fields, and differs with any of them."""
    assert content_key({"a": 1, "b": [1, 2]}) == content_key({"b": [1, 2], "a": 1})
    assert content_key({"a": 1}) != content_key({"a": "1"})
