"""The desk does everything the page does, and loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from drafting.desk import Desk
from drafting.errors import ModelError
from drafting.models.scripted import ScriptedModel, say_the_facts
from tests.desk.conftest import NOTE, Clock

if TYPE_CHECKING:
    import pytest

Open = Callable[..., Desk]


def row(desk: Desk, words: str) -> Any:
    """The row whose words hold these."""
    assert desk.seen.sheet is not None
    return next(fact for fact in desk.seen.sheet.facts if words in fact.text)


def test_the_fact_sheet_lives_under_the_note(desk: Desk) -> None:
    """Each clause of the note becomes a row as she types, with its sentence or the reason why there is none."""
    desk.jot(NOTE)
    assert (row(desk, "missed 3").sentence or "").startswith("Maya missed 3 ")
    assert row(desk, "works nights").state == "never"
    assert row(desk, "works nights").why
    desk.jot(NOTE.replace(". mom works nights", ""))
    assert desk.seen.sheet is not None
    assert not [fact for fact in desk.seen.sheet.facts if "nights" in fact.text]


def test_writing_gives_the_message_with_marks_and_origins(desk: Desk) -> None:
    """The draft stands in the message with marks over its own words, and each sentence knows what it rests on."""
    desk.jot(NOTE)
    desk.write()
    assert desk.text.startswith(("Dear Ms. Rivera", "Hello Ms. Rivera"))
    assert desk.text.endswith("Ms. Hall")
    assert "nights" not in desk.text
    assert {mark.label for mark in desk.seen.marks} >= {"starts with a strength", "asks before telling"}
    assert all(0 <= mark.start < mark.end <= len(desk.page.body) for mark in desk.seen.marks)
    helped = next(one for one in desk.seen.said if "fractions" in one.sentence.text)
    assert helped.sentence.facts == (row(desk, "fractions").id,)
    assert desk.page.body[helped.start : helped.end] == helped.sentence.text


def test_one_click_settles_who(desk: Desk) -> None:
    """Who did it is one click, and the message that is written already follows."""
    desk.jot("will check in fri. she missed 3 hw this wk")
    desk.write()
    assert "I will check in" in desk.text
    desk.settle(row(desk, "check in").id, "child")
    assert "I will check in" not in desk.text
    assert "Maya will check in" in desk.text


def test_what_is_settled_stays_with_its_words(desk: Desk) -> None:
    """A line typed above does not move her answers to other rows: they are kept by their words."""
    desk.jot("will check in fri")
    desk.settle(row(desk, "check in").id, "child")
    desk.jot("she helped sam on tues. will check in fri")
    assert row(desk, "check in").sentence == "Maya will check in on Friday."
    assert "check" not in (row(desk, "helped").sentence or "")


def test_leaving_out_and_sending_are_one_click_and_undone(desk: Desk) -> None:
    """A row that is left out is out of the message at once; undo brings both back."""
    desk.jot(NOTE)
    desk.write()
    before = desk.text
    desk.leave(row(desk, "fractions").id)
    assert "fractions" not in desk.text
    assert desk.undoable == "leaving out"
    desk.undo()
    assert desk.text == before
    desk.redo()
    assert "fractions" not in desk.text


def test_retyped_words_are_checked_for_names(desk: Desk) -> None:
    """A sentence of her own is said as she typed it, unless it names another child of the list."""
    desk.jot(NOTE)
    desk.write()
    ident = row(desk, "fractions").id
    desk.retype(ident, "Maya and Jo explained fractions to the class.")
    assert "Jo" in desk.failure
    assert "Jo" not in desk.text
    desk.retype(ident, "Maya explained fractions to the class.")
    assert desk.failure == ""
    assert "Maya explained fractions to the class." in desk.text


def test_her_own_edits_stay(desk: Desk) -> None:
    """Settling a row or writing again never takes away a sentence that she typed into the message."""
    desk.jot(NOTE)
    desk.write()
    mine = "I keep a seat for her at the front."
    desk.edit(
        desk.text.replace("\n\nHere is", f" {mine}\n\nHere is", 1)
        if "\n\nHere is" in desk.text
        else desk.text + f" {mine}"
    )
    desk.leave(row(desk, "fractions").id)
    assert mine in desk.text
    desk.jot(NOTE + ". she read 2 books")
    desk.write()
    assert mine in desk.text
    assert "2 books" in desk.text


def test_questions_come_when_she_pauses_and_their_answers_count(desk: Desk) -> None:
    """Nothing is asked while she types; then what the kind needs is asked, answered in a few words, and said."""
    desk.choose(kind="positive_note")
    desk.jot("she was great today")
    assert desk.seen.questions == ()
    desk.look_over()
    assert len(desk.seen.questions) == 1
    assert "Maya" in desk.seen.questions[0].ask
    desk.answer(0, "she read two pages aloud")
    assert desk.seen.questions == ()
    desk.write()
    assert "read two pages aloud" in desk.text


def test_a_skipped_question_is_not_asked_again(desk: Desk) -> None:
    """Skipping is an answer; the message goes without."""
    desk.choose(kind="positive_note")
    desk.jot("she was great today")
    desk.look_over()
    desk.skip(0)
    assert desk.seen.questions == ()
    desk.write()
    assert desk.seen.questions == ()
    desk.undo()
    desk.undo()
    assert len(desk.seen.questions) == 1


def test_a_suggestion_is_applied_kept_or_undone(desk: Desk) -> None:
    """One tap changes the words, undo brings hers back, and "keep mine" is not asked again."""
    desk.jot(NOTE)
    desk.write()
    desk.edit(desk.text.replace("\n\nKind", " She is lazy.\n\nKind") + "\n\nMaya is lazy.")
    mine = desk.text
    found = [one for one in desk.seen.suggestions if one.criterion == "no-labels"]
    assert found[0].change is not None
    desk.apply(found[0].id)
    assert desk.text.count("lazy") == mine.count("lazy") - 1
    desk.undo()
    assert desk.text == mine
    desk.keep_mine(found[0].id)
    assert found[0].id not in {one.id for one in desk.seen.suggestions}


def test_what_is_missing_is_offered_as_a_plain_sentence_and_helps(desk: Desk) -> None:
    """A missing question comes with the words of one; after a tap the review no longer misses it."""
    desk.edit(
        "Hello Ms. Rivera,\n\nMaya missed 3 homework assignments this week. I will help her on Friday.\n\nMs. Hall"
    )
    missing = next(one for one in desk.seen.suggestions if one.criterion == "lead-with-question")
    assert missing.change is not None
    desk.apply(missing.id)
    assert desk.seen.review is not None
    assert desk.seen.review.criteria["lead-with-question"].verdict == "met"
    assert desk.seen.review.gates.passed


def test_other_ways_keep_every_fact(desk: Desk) -> None:
    """Shorter, warmer and plainer say what changes; all facts stay, and one tap takes one, another gives mine back."""
    desk.jot(NOTE)
    desk.write()
    mine = desk.text
    desk.vary()
    facts = [one.sentence.text for one in desk.seen.said if one.sentence.facts]
    assert [one.axis for one in desk.variants] == ["shorter", "warmer", "plainer"]
    for variant in desk.variants:
        assert variant.changes
        assert all(fact in variant.body for fact in facts)
    assert len(desk.variants[0].body.split()) < len(mine.split())
    met = _met(desk)
    for axis in ("shorter", "warmer", "plainer"):
        desk.vary()
        wanted = next(one.body.strip() for one in desk.variants if one.axis == axis)
        desk.use(axis)
        assert desk.text == wanted
        assert _met(desk) >= met, f"{axis}: nothing that was met is lost"
        if wanted != mine:
            desk.undo()
        assert desk.text == mine


def _met(desk: Desk) -> set[str]:
    assert desk.seen.review is not None
    return {name for name, one in desk.seen.review.criteria.items() if one.verdict == "met"}


def test_work_is_back_after_the_kernel_died(desk: Desk, open_desk: Open) -> None:
    """A new desk over the same drawer lies as the old one was left, to the last keystroke."""
    desk.jot(NOTE)
    desk.write()
    desk.edit(desk.text + " And one more word.")
    again = open_desk()
    assert again.page == desk.page
    assert [fact.text for fact in again.seen.sheet.facts] == [fact.text for fact in desk.seen.sheet.facts]  # type: ignore[union-attr]
    assert again.seen.marks == desk.seen.marks


def test_last_evening_is_offered_not_forced(desk: Desk, open_desk: Open, clock: Clock) -> None:
    """The next day the desk is clear, and last evening's work is one tap away."""
    desk.jot(NOTE)
    clock.now = clock.now.replace(day=11)
    again = open_desk()
    assert again.page.words == ""
    assert len(again.evenings) == 1
    again.restore()
    assert again.page.words == NOTE


def test_a_new_message_loses_nothing(desk: Desk) -> None:
    """Starting over puts the old message away; it can be opened again."""
    desk.jot(NOTE)
    desk.start_over()
    assert desk.page.words == ""
    assert desk.page.teacher == "Ms. Hall"
    desk.restore()
    assert desk.page.words == NOTE


def test_marking_as_sent_is_remembered_for_this_family(desk: Desk, open_desk: Open, clock: Clock) -> None:
    """The ledger keeps that it was sent, and the next message to the family knows."""
    desk.jot(NOTE)
    desk.write()
    desk.mark_sent()
    desk.mark_sent()
    desk.start_over()
    desk.about("Maya")
    entry = desk.last_sent
    assert entry is not None
    assert (entry.day, entry.child, entry.kind, entry.channel) == ("2026-03-10", "Maya", "concern", "email")
    clock.now = clock.now.replace(day=12)
    other = open_desk()
    other.about("Jo")
    assert other.last_sent is None


def test_marking_as_sent_can_be_taken_back(desk: Desk) -> None:
    """A mistaken tap leaves no entry."""
    desk.jot(NOTE)
    desk.write()
    desk.mark_sent()
    desk.unmark_sent()
    assert desk.page.sent is None
    assert desk.last_sent is None


def test_a_model_writes_in_its_own_thread_and_what_left_is_kept(open_desk: Open) -> None:
    """While a model is asked the desk answers; afterwards the exact texts that left are there, without a name."""
    asked, go = threading.Event(), threading.Event()

    def slow(messages: Any) -> Any:
        asked.set()
        assert go.wait(20)
        return say_the_facts(messages)

    desk = open_desk(model=ScriptedModel(slow, name="slow"))
    desk.add_child("Maya", pronouns="she/her", adult="Ms. Rivera")
    desk.jot("she read 2 chapters aloud today")
    desk.write()
    assert asked.wait(20)
    assert desk.busy
    desk.jot("she read 2 chapters aloud today and smiled")
    assert desk.seen.sheet is not None
    go.set()
    desk.wait()
    assert not desk.busy
    assert "2 chapters" in desk.text
    assert desk.page.stale
    assert desk.sent_to == "slow"
    assert desk.sent_out
    assert not [text for text in desk.sent_out if "Maya" in text or "Rivera" in text]
    assert "[CHILD]" in desk.sent_out[0]


def test_a_model_can_be_stopped(open_desk: Open) -> None:
    """Stop means stop: the answer that comes later is not laid on the page."""
    asked, go = threading.Event(), threading.Event()

    def slow(messages: Any) -> Any:
        asked.set()
        assert go.wait(20)
        return say_the_facts(messages)

    desk = open_desk(model=ScriptedModel(slow, name="slow"))
    desk.jot("she read 2 chapters aloud today")
    desk.write()
    assert asked.wait(20)
    desk.cancel()
    assert not desk.busy
    go.set()
    desk.wait()
    assert desk.text == ""
    assert desk.page.words == "she read 2 chapters aloud today"


def test_a_model_out_of_reach_leaves_the_offline_draft(open_desk: Open) -> None:
    """A failing model costs nothing: the note is there, the draft is there, and one sentence says why."""
    desk = open_desk(model=ScriptedModel([ModelError("The model did not answer; try again later.")], name="gone"))
    desk.add_child("Maya", pronouns="she/her")
    desk.jot("she read 2 chapters aloud today")
    desk.write()
    desk.wait()
    assert desk.failure == "The model did not answer; try again later."
    assert "2 chapters" in desk.text
    assert desk.page.writer == "offline"
    assert any("without it" in notice for notice in desk.page.notices)


def test_a_fault_inside_is_one_sentence_with_the_detail_folded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks in a verb is told, never swallowed, and her words stay."""
    desk.jot(NOTE)

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("drafting.desk.session.Pipeline", broken)
    desk.write()
    assert desk.failure.startswith("Something inside Kindnote went wrong.")
    assert "ZeroDivisionError" in desk.detail
    assert desk.page.words == NOTE


def test_her_voice_is_in_the_message(desk: Desk) -> None:
    """Her greeting, closing and contractions replace ours, in what is written from then on."""
    past = [
        f"Hi Ms. {name},\n\nI'll see you Friday and I'm glad. Don't worry.\n\nThanks so much,\nMs. Hall"
        for name in ("Ito", "Wu", "Ali")
    ]
    desk.jot(NOTE)
    desk.write()
    desk.learn_voice("\n---\n".join(past))
    assert desk.voice is not None
    assert desk.text.startswith("Hi Ms. Rivera,")
    assert "Thanks so much,\nMs. Hall" in desk.text
    assert "I'll check in" in desk.text
    desk.forget_voice()
    assert not desk.text.startswith("Hi Ms. Rivera,")


def test_some_notes_get_a_checklist_instead(desk: Desk) -> None:
    """A note about harm is not drafted; the page says what to do first, and keeps the note."""
    desk.jot("maya has bruises on her arms and says her uncle hits her")
    desk.write()
    assert desk.text == ""
    assert desk.page.status == "not_drafted"
    assert desk.page.notices


def test_too_long_a_paste_is_refused_in_one_sentence(desk: Desk) -> None:
    """20,000 characters are taken; one more is refused and nothing is lost."""
    desk.jot("ok " * 6_666)
    assert desk.failure == ""
    desk.jot("x" * 20_001)
    assert "20,000" in desk.failure
    assert desk.page.words.startswith("ok ok")


def test_the_keys_of_a_model_are_kept_nowhere(desk: Desk, tmp_path: Any) -> None:
    """A key lives in memory: no file of the drawer holds it."""
    desk.write_with("openai:tiny", key="sk-secret-1234")
    desk.jot(NOTE)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"sk-secret-1234" not in held


def test_a_desk_speaks_to_the_whole_class(desk: Desk) -> None:
    """Without a child the message is for all families."""
    desk.about(None)
    desk.choose(kind="weekly_update")
    desk.jot("we learned about volcanoes. field trip on fri, bring a lunch")
    desk.write()
    assert "families" in desk.text.splitlines()[0]


def test_downloads_hold_exactly_the_message(desk: Desk) -> None:
    """The text file is the subject and the body; the Word file has the same paragraphs."""
    import io

    import docx

    desk.jot(NOTE)
    desk.write()
    plain = desk.download("txt")
    assert plain.content.decode() == f"{desk.page.subject}\n\n{desk.text}\n"
    word = docx.Document(io.BytesIO(desk.download("docx").content))
    assert [one.text for one in word.paragraphs] == [desk.page.subject, *desk.text.split("\n\n")]


def test_a_note_that_cannot_be_read_is_kept_and_told(
    desk: Desk, open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When reading itself breaks, her words are saved all the same, and the page says so."""

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("drafting.desk.settled.read", broken)
    desk.jot(NOTE)
    assert desk.failure.startswith("Something inside Kindnote went wrong.")
    assert "ZeroDivisionError" in desk.detail
    monkeypatch.undo()
    assert open_desk().page.words == NOTE


def test_channel_and_language_are_remembered_for_the_child(desk: Desk) -> None:
    """The next message about a child goes the way that the last one went."""
    desk.choose(channel="text", language="es")
    desk.about("Jo")
    assert (desk.page.channel, desk.page.language) == ("email", "en")
    desk.about("Maya")
    assert (desk.page.channel, desk.page.language) == ("text", "es")


def test_a_plainer_word_fits_where_it_stands(desk: Desk) -> None:
    """One tap says "use" for "utilize"; a word of another form is never put in ("3 task")."""
    desk.edit("Hello Ms. Rivera,\n\nMaya missed 3 assignments. Could she utilize her planner?\n\nMs. Hall")
    changes = {one.quote: one.change.text for one in desk.seen.suggestions if one.change and one.quote}
    assert changes.get("utilize") == "use"
    assert "assignments" not in changes
    desk.vary()
    plainer = desk.variants[2]
    assert "3 assignments" in plainer.body
    assert "use her planner" in plainer.body


def test_a_reply_has_what_the_family_wrote(desk: Desk, open_desk: Open) -> None:
    """Their message is kept beside the note, is part of what is judged, and comes back with it."""
    desk.choose(kind="reply")
    desk.hear("Why did nobody tell us about the test? We are upset.")
    desk.jot("sorry i should have told you. test is on fri, study guide goes home tmrw")
    desk.write()
    assert desk.text
    assert desk.seen.sheet is not None
    assert desk.seen.sheet.note.parent_message == "Why did nobody tell us about the test? We are upset."
    assert open_desk().page.parent_message == desk.page.parent_message
