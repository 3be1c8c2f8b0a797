"""Prompt files: found, checked, rendered; the words that go to a model are seen whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drafting import prompts
from drafting.errors import PromptError

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

KINDS = (
    "action_plan concern conference_invite event_invite follow_up home_learning iep_progress newsletter positive_note "
    "reply resource transition weekly_update welcome"
).split()

FACTS = (
    {"id": "f1", "type": "concern", "send": "must", "text": "[CHILD] was late 4 times in May."},
    {"id": "f2", "type": "strength", "send": "may", "text": '[CHILD] said "good morning" & smiled.'},
)

HEADER = """+++
kind = "thanks"
version = 1
title = "Thanks"
purpose = "Say thank you."
needs = ["thanks"]
words = [20, 40]
max_words = 60

[[moves]]
name = "thank"
takes = ["thanks"]
+++
Thank them for {{ facts[0].text }}.
"""


def shown(kind: str | prompts.Kind, **values: object) -> str:
    """The messages as one text."""
    messages = prompts.render(kind, **{"facts": FACTS, **values})  # type: ignore[arg-type]
    return "\n".join(f"--- {message.type}\n{message.content}" for message in messages)


def put(folder: Path, name: str, text: str) -> Path:
    """Write a kind into a folder of one's own."""
    path = folder / "kinds" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_every_kind_is_on_file() -> None:
    """The fourteen kinds of the design are there."""
    assert set(KINDS) <= set(prompts.kinds())


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_prompt_of_a_kind(kind: str, snapshot: SnapshotAssertion) -> None:
    """Every word that goes to a model for a kind is in the snapshot; a change to it is seen."""
    assert shown(kind) == snapshot


def test_the_prompt_of_a_reply(snapshot: SnapshotAssertion) -> None:
    """The family's words stand between marks, told to be no instruction."""
    assert shown("reply", parent_message="Is [CHILD] all right?").split("--- human")[1] == snapshot


def test_the_prompt_of_a_revision(snapshot: SnapshotAssertion) -> None:
    """A revision shows the earlier draft and what to change, and no example."""
    said = shown("concern", previous='{"sentences": []}', findings=["ask before you tell"], example="{}")
    assert said.split("--- human")[1] == snapshot


def test_the_prompt_for_a_text_in_another_language(snapshot: SnapshotAssertion) -> None:
    """Language, channel and length are said."""
    said = shown("positive_note", language="Spanish", channel="text", limit="200 characters", example='{"x": 1}')
    assert said.split("--- human")[1] == snapshot


@pytest.mark.parametrize("kind", KINDS)
def test_budgets_and_needs_of_a_kind(kind: str) -> None:
    """Budgets are those of the rubric: nothing over 350 words, a positive note at most 90, a concern at most 180."""
    loaded = prompts.load_kind(kind)
    most = {"positive_note": 90, "concern": 180, "reply": 180, "follow_up": 180, "newsletter": 350}.get(kind, 220)
    assert loaded.max_words == most
    assert loaded.words[0] < loaded.words[1] <= loaded.max_words


def test_every_frame_that_a_move_names_exists() -> None:
    """A move's frames are keys of the frames file."""
    frames = prompts.load_frames()
    named = {
        name
        for kind in prompts.kinds()
        for move in prompts.load_kind(kind).moves
        for name in (move.frame, move.otherwise)
        if name
    }
    assert named <= set(frames)


def test_a_kind_is_one_file(tmp_path: Path) -> None:
    """A new file in a folder of one's own is a new kind; the others stay."""
    folder = put(tmp_path, "thanks.v1.md", HEADER)
    assert "thanks" in prompts.kinds(folder=folder)
    assert "concern" in prompts.kinds(folder=folder)
    kind = prompts.load_kind("thanks", folder=folder)
    assert (kind.title, kind.words, kind.moves[0].takes) == ("Thanks", (20, 40), ("thanks",))
    assert shown("thanks", folder=folder).endswith("Thank them for [CHILD] was late 4 times in May..")


def test_a_folder_can_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DRAFTING_PROMPTS names a folder of one's own for every command."""
    monkeypatch.setenv("DRAFTING_PROMPTS", str(put(tmp_path, "thanks.v1.md", HEADER)))
    assert prompts.load_kind("thanks").purpose == "Say thank you."


def test_old_versions_stay_and_the_newest_is_the_default(tmp_path: Path) -> None:
    """``thanks@1`` still gives version 1 when there is a version 10."""
    put(tmp_path, "thanks.v1.md", HEADER)
    put(tmp_path, "thanks.v2.md", HEADER.replace("version = 1", "version = 2"))
    folder = put(tmp_path, "thanks.v10.md", HEADER.replace("version = 1", "version = 10"))
    assert prompts.load_kind("thanks", folder=folder).version == 10
    assert prompts.load_kind("thanks@2", folder=folder).version == 2
    assert prompts.load_kind("thanks", version=1, folder=folder).version == 1
    with pytest.raises(PromptError, match=r"no version 3 of thanks.*1, 2, 10"):
        prompts.load_kind("thanks@3", folder=folder)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """Editing a prompt takes effect without a restart."""
    folder = put(tmp_path, "thanks.v1.md", HEADER)
    assert prompts.load_kind("thanks", folder=folder).max_words == 60
    put(tmp_path, "thanks.v1.md", HEADER.replace("max_words = 60", "max_words = 61  # longer"))
    assert prompts.load_kind("thanks", folder=folder).max_words == 61


def test_an_unknown_kind_names_the_known_ones() -> None:
    """The error says what there is."""
    with pytest.raises(PromptError, match=r"'poem'.*concern.*welcome"):
        prompts.load_kind("poem")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "thanks"', 'kind = "thank"', "kind must be 'thanks'"),
        ("version = 1", "version = 2", "version must be 1"),
        ('title = "Thanks"', "", "title must be one line"),
        ('purpose = "Say thank you."', 'purpose = ["a"]', "purpose must be one line"),
        ('needs = ["thanks"]', 'needs = ["poem"]', "needs has 'poem'"),
        ('needs = ["thanks"]', 'needs = "thanks"', "needs must be a list"),
        ("words = [20, 40]", "words = [40, 20]", "words must be"),
        ("words = [20, 40]", "words = [20, true]", "words must be"),
        ("max_words = 60", "max_words = 30", "max_words must be a whole number of at least 40"),
        ("max_words = 60", "max_word = 60", "max_word is not a field"),
        ('takes = ["thanks"]', 'takes = ["thank"]', r"moves\[1\].takes has 'thank'"),
        ('name = "thank"', "", r"moves\[1\].name must be"),
        ('name = "thank"', 'name = "thank"\nlimit = 0', r"moves\[1\].limit"),
        ('name = "thank"', 'name = "thank"\nparagraph = "yes"', r"moves\[1\].paragraph"),
        ('name = "thank"', 'name = "thank"\nframe = 3', r"moves\[1\].frame"),
        ('name = "thank"', 'name = "thank"\nmaximum = 3', r"moves\[1\].maximum is not a field"),
        ("words = [20, 40]", "words = [20, 40", "TOML cannot be read"),
        ("+++\nkind", "kind", "header is missing"),
        ("Thank them for {{ facts[0].text }}.", "", "prompt body must be"),
    ],
)
def test_a_malformed_header_names_file_and_field(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Each fault is told in one sentence with the file and the field."""
    assert old in HEADER
    folder = put(tmp_path, "thanks.v1.md", HEADER.replace(old, new))
    with pytest.raises(PromptError, match=rf"thanks\.v1\.md: .*{told}"):
        prompts.load_kind("thanks", folder=folder)


def test_a_body_may_use_only_what_is_filled(tmp_path: Path) -> None:
    """A variable that nothing fills is refused by name, not rendered as nothing."""
    folder = put(tmp_path, "thanks.v1.md", HEADER.replace("facts[0].text", "child_name"))
    with pytest.raises(PromptError, match="child_name"):
        shown("thanks", folder=folder)


@pytest.mark.parametrize("body", ["{{ facts.__class__.__mro__ }}", "{% for %}"])
def test_templates_are_sandboxed_and_checked(tmp_path: Path, body: str) -> None:
    """A template cannot reach into Python, and a broken one is told as a prompt's fault."""
    folder = put(tmp_path, "thanks.v1.md", HEADER.replace("{{ facts[0].text }}", body))
    with pytest.raises(PromptError, match="thanks@1"):
        shown("thanks", folder=folder)


def test_a_fact_is_never_a_template() -> None:
    """Braces in a fact or in a family's message go out as they are."""
    facts = [{"id": "f1", "type": "win", "send": "must", "text": "{{ 7 * 7 }} {% if x %}"}]
    said = shown("reply", facts=facts, parent_message="{{ 6 * 6 }}")
    assert "{{ 7 * 7 }} {% if x %}" in said
    assert "{{ 6 * 6 }}" in said


def test_a_file_is_read_once_while_prompts_are_pinned(tmp_path: Path) -> None:
    """Every message of a batch is written from the same prompts, whatever happens to the files; afterwards not."""
    (tmp_path / "parts").mkdir()
    part = tmp_path / "parts" / "system.v1.md"
    part.write_text("before")
    with prompts.pinned():
        assert prompts.load_part("system", folder=tmp_path) == "before"
        part.write_text("afterwards")
        assert prompts.load_part("system", folder=tmp_path) == "before"
        assert prompts.load_part("system") not in {"before", "afterwards"}
    assert prompts.load_part("system", folder=tmp_path) == "afterwards"


def test_parts_are_put_in_and_may_be_pinned(tmp_path: Path) -> None:
    """An include takes the newest part, or the version it names; a part that includes itself is told."""
    put(
        tmp_path, "thanks.v1.md", HEADER.replace("Thank them", '{% include "tone" %} {% include "tone@1" %} Thank them')
    )
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "tone.v1.md").write_text("old tone\n", encoding="utf-8")
    (parts / "tone.v2.md").write_text("new tone\n", encoding="utf-8")
    assert prompts.load_kind("thanks", folder=tmp_path).body.startswith("new tone old tone Thank")
    (parts / "tone.v3.md").write_text('{% include "tone" %}', encoding="utf-8")
    with pytest.raises(PromptError, match="include each other"):
        prompts.load_kind("thanks", folder=tmp_path)


def test_reading_a_kind_is_cheap() -> None:
    """The offline road reads kinds and frames without LangChain, Jinja2 or pydantic."""
    code = (
        "import sys; from drafting import prompts; prompts.load_kind('concern'); prompts.load_frames();"
        "print([m for m in ('langchain_core', 'jinja2', 'pydantic', 'openai') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.strip() == "[]"
