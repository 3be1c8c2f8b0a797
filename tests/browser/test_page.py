"""The page in a real browser: the whole evening, in JupyterLab and in Voila."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Served, Visit, serve
from tests.models.server import Reply, says, serving, streams

Open = Callable[..., Visit]
NOTE = "maya missed 3 hw this wk. she helped her table group w fractions tues. mom works nights. will check in fri"


def _about_maya(visit: Visit) -> None:
    page = visit.page
    visit.clear()
    child = page.get_by_label("About")
    if page.locator(".child option", has_text="Maya").count():
        child.select_option("Maya")
    else:
        child.select_option(label="Add a child …")
        page.get_by_label("Child's first name").fill("Maya")
        page.get_by_label("Pronouns").fill("she/her")
        page.get_by_label("Who reads it").fill("Ms. Rivera")
        page.get_by_role("button", name="Keep on my class list").click()
    page.get_by_role("button", name="To: Ms. Rivera").wait_for()
    page.get_by_label("Signed").fill("Ms. Hall")
    page.get_by_label("Signed").press("Tab")


def _write_concern(visit: Visit) -> None:
    _about_maya(visit)
    visit.page.get_by_role("radio", name="Concern", exact=True).check(force=True)
    visit.note.click()
    visit.page.keyboard.type(NOTE)
    visit.row("check in").wait_for()
    visit.page.get_by_role("button", name="Write the message").click()
    visit.page.locator(".body .m").first.wait_for()


def _at_the_end_of(visit: Visit, words: str) -> None:
    """Put the caret behind the last word of the line of the message that holds these words."""
    visit.page.locator(".body .cm-line", has_text=words).first.click()
    visit.page.keyboard.press("End")


def test_the_whole_evening(served: Served, visit: Open, tmp_path: Path) -> None:  # noqa: PLR0915 - an evening is long
    """Note, rows, who, write, question, suggestion, edit, marks, undo, copy, download, reload, restart: all on one page."""
    one = visit(served)
    page = one.page
    assert page.locator(".jp-InputArea-editor:visible").count() == 0, "no code in sight"
    _write_concern(one)

    # rows with a quiet mark each
    assert one.row("works nights").locator(".mark").inner_text() == "Never sent"
    assert one.row("missed 3").locator(".mark").inner_text() == "Will be said"
    assert "nights" not in one.text()

    # one click settles who, and the message follows
    one.row("check in").get_by_text("Maya", exact=True).click()
    page.wait_for_function("document.querySelector('.body').textContent.includes('Maya will check in')")
    one.row("check in").get_by_text("I", exact=True).click()
    page.wait_for_function("document.querySelector('.body').textContent.includes('I will check in')")

    # a double click retypes, undo brings the proposal back
    one.row("fractions").locator(".said").dblclick()
    own = one.row("fractions").get_by_role("textbox")
    own.fill("Maya explained fractions to her group.")
    own.press("Enter")
    page.wait_for_function("document.querySelector('.body').textContent.includes('explained fractions')")
    page.get_by_role("button", name="Undo retyping").click()
    page.wait_for_function("!document.querySelector('.body').textContent.includes('explained fractions')")

    # a sentence lights the words that it rests on, and the row lights the sentence
    page.locator(".body .cm-line", has_text="fractions").locator(".carry", has_text="fractions").hover()
    page.wait_for_function("document.querySelector('.note:not(.theirs) .lit')?.textContent.includes('fractions')")
    assert "she helped her table group" in page.locator(".rests").inner_text()
    one.row("missed 3").hover()
    page.wait_for_function("document.querySelector('.body .lit')?.textContent.includes('missed 3')")

    # her own words, the marks move with them, and a suggestion is one tap there and one back
    _at_the_end_of(one, "check in")
    page.keyboard.type(" Maya is lazy.")
    mark = page.locator(".body .think", has_text="lazy")
    mark.wait_for()
    page.locator(".notes li", has_text="lazy").get_by_role("button", name="Take this sentence out").click()
    page.wait_for_function("!document.querySelector('.body').textContent.includes('lazy')")
    page.get_by_role("button", name="Undo the suggestion").click()
    mark.wait_for()
    page.get_by_role("button", name="Undo typing").click()
    page.wait_for_function("!document.querySelector('.body').textContent.includes('lazy')")

    # copy, download, sent
    page.get_by_role("button", name="Copy the message").click()
    page.get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(("Dear Ms. Rivera,", "Hello Ms. Rivera,"))
    assert copied == one.text().strip()
    for form in ("txt", "docx"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Download .{form}").click()
        waiting.value.save_as(tmp_path / f"message.{form}")
        assert (tmp_path / f"message.{form}").stat().st_size > 100
    assert copied in (tmp_path / "message.txt").read_text()

    # a reload, and then a dead kernel: everything is back
    one.settled()
    page.reload()
    one.ready()
    page.wait_for_function("document.querySelector('.body')?.textContent.includes('fractions')")
    assert one.text().strip() == copied
    if served.command == "lab":
        page.evaluate("document.querySelector('.kn').dataset.old = ''")
        page.get_by_role("menuitem", name="Kernel").click()
        page.locator(".lm-Menu-itemLabel", has_text="Restart Kernel…").first.click()
        page.locator(".jp-Dialog .jp-mod-accept").click()
        page.wait_for_selector(".kn[data-ready]:not([data-old])", timeout=60_000)
    else:
        assert served.kill_kernels() > 0
        one.message.click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" P.S. typed to nobody")
        page.reload()
        one.ready()
        page.wait_for_function("document.querySelector('.body').textContent.includes('P.S. typed to nobody')")
        one.settled()
        page.get_by_role("button", name="Undo typing").click()
    page.wait_for_function("document.querySelector('.body')?.textContent.includes('fractions')")
    page.wait_for_function("!document.querySelector('.body').textContent.includes('P.S.')")
    assert one.text().strip() == copied

    # marked as sent, and the next message to this family knows it
    page.get_by_role("button", name="Mark as sent").click()
    page.get_by_role("button", name="Marked as sent. Undo").wait_for()
    page.get_by_role("button", name="New message").click()
    page.get_by_label("About").select_option("Maya")
    page.get_by_text("last heard from you").wait_for()
    page.get_by_role("button", name="Restore last evening").click()
    page.wait_for_function("document.querySelector('.body').textContent.includes('fractions')")
    assert one.text().strip() == copied

    # nothing of a child is in the notebook that was saved, nor in its checkpoint
    if served.command == "lab":
        # the checkpoint is made last, once the file itself is whole
        with page.expect_response(lambda it: it.request.method == "POST" and "/checkpoints" in it.url):
            page.keyboard.press("Control+s")
        page.wait_for_function("!document.title.startsWith('*')")
    saved = [path.read_text() for path in served.folder.rglob("*.ipynb")]
    assert saved
    assert not [text for text in saved if any(word in text for word in ("Maya", "maya", "Rivera", "fractions"))]
    assert all(
        not cell["outputs"] or "Maya" not in json.dumps(cell["outputs"])
        for text in saved
        for cell in json.loads(text)["cells"]
    )


def test_a_question_is_answered_on_the_page(served: Served, visit: Open) -> None:
    """A positive note without a win asks for one; a few words are enough, and the message has them."""
    one = visit(served)
    _about_maya(one)
    one.page.get_by_role("radio", name="Good news").check(force=True)
    one.note.click()
    one.page.keyboard.type("she was great today")
    one.page.get_by_role("button", name="Write the message").click()
    answer = one.page.get_by_role("textbox", name="What did Maya do?")
    answer.fill("she read two pages aloud")
    answer.press("Enter")
    one.page.get_by_role("button", name="Write the message").click()
    one.page.wait_for_function("document.querySelector('.body').textContent.includes('two pages aloud')")
    assert answer.count() == 0


def test_keys_alone_are_enough(app: Served, visit: Open) -> None:
    """With the keyboard only: kind, note, who, write, edit, copy."""
    one = visit(app)
    page = one.page
    _about_maya(one)

    def tab_to(name: str, *, limit: int = 80) -> None:
        for _ in range(limit):
            page.keyboard.press("Tab")
            if page.evaluate(
                "(n) => { const e = document.activeElement; return e !== document.body && (e.ariaLabel || e.textContent || '').includes(n) || (e.labels?.[0]?.textContent || '').includes(n); }",
                name,
            ):
                return
        raise AssertionError(f"Tab does not reach {name}")

    page.get_by_label("Signed").focus()
    tab_to("Good news")
    page.keyboard.press("ArrowRight")
    page.get_by_text("Raise something that is going badly").wait_for()
    tab_to("Your note")
    page.keyboard.type("she missed 3 assignments this wk. will check in fri")
    one.row("check in").wait_for()
    tab_to("Write the message")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.body').textContent.includes('Maya missed')")
    tab_to("The message")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Bye")
    tab_to("Copy the message")
    page.keyboard.press("Space")
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("Bye")


def _axe(one: Visit, when: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(one.page, context=".kn").response["violations"]
    told = [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]
    assert told == [], when


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(app: Served, visit: Open, width: int, scheme: str) -> None:
    """axe-core finds nothing to mend in the page: empty, written, with everything open; and it fits at 140 % text."""
    one = visit(app, width=width, color_scheme=scheme)
    page = one.page
    page.evaluate(
        "(dark) => { document.body.dataset.jpThemeLight = String(!dark); if (dark) { document.body.style.setProperty('--jp-layout-color0', '#111'); document.body.style.setProperty('--jp-ui-font-color1', '#e6e6e6'); } }",
        scheme == "dark",
    )
    one.clear()
    _axe(one, "empty")
    _write_concern(one)
    _at_the_end_of(one, "check in")
    page.keyboard.type(" Maya is lazy. Please utilize the planner.")
    page.locator(".body .think").first.wait_for()
    page.get_by_role("button", name="Shorter, warmer or plainer").click()
    page.get_by_role("tabpanel").wait_for()
    page.evaluate("document.querySelectorAll('.kn details').forEach(one => { one.open = true; })")
    page.get_by_role("button", name="More", exact=True).click()
    one.row("missed 3").get_by_role("button", name="Retype").click()
    page.get_by_label("About").select_option(label="Add a child …")
    _axe(one, "with everything open")
    page.evaluate("document.documentElement.style.fontSize = '140%'")
    assert page.evaluate("document.querySelector('.kn').scrollWidth <= document.querySelector('.kn').clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_right_to_left_and_a_long_paste_break_nothing(app: Served, visit: Open) -> None:
    """An Arabic message stands on the right; 20,000 characters are taken, more are refused in one sentence."""
    one = visit(app, width=390)
    page = one.page
    _about_maya(one)
    page.get_by_label("In which language").select_option("ar")
    paste = "(text) => { const data = new DataTransfer(); data.setData('text/plain', text); document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }"
    one.message.click()
    page.evaluate(paste, "مرحبا، قرأت مايا صفحتين اليوم. شكرا لكم.")
    one.settled()
    line = page.locator(".body .cm-line").first
    assert line.evaluate("(el) => getComputedStyle(el.closest('.cm-content')).direction") == "rtl"
    page.keyboard.press("Control+a")
    page.evaluate(paste, ("Maya read two pages aloud today. " * 610)[:20_000])
    page.wait_for_function("!sessionStorage.getItem('kindnote.waiting')", timeout=60_000)
    assert page.locator(".trouble:visible").count() == 0
    page.keyboard.press("Control+End")
    page.keyboard.type("xx")
    page.get_by_text("20,000 is the most").wait_for(timeout=60_000)
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.wait_for_function("!document.querySelector('.trouble:not([hidden])')", timeout=60_000)
    page.get_by_label("In which language").select_option("en")


def test_a_model_that_takes_its_time_freezes_nothing(chromium: Any, visit: Open, tmp_path: Path) -> None:
    """While the server of a model waits, the page answers; its text streams in; what was sent is shown, without a name."""
    asked, go = threading.Event(), threading.Event()
    sentence = json.dumps(
        {
            "subject": "Good news",
            "sentences": [{"text": "[CHILD] read 2 chapters aloud today.", "role": "fact", "facts": ["f1"]}],
        }
    )

    def answer(body: dict[str, Any]) -> Any:
        asked.set()
        assert go.wait(60)
        return (
            Reply(events=streams(*[sentence[at : at + 9] for at in range(0, len(sentence), 9)]))
            if body.get("stream")
            else says(sentence)
        )

    with serving(answer) as model:
        server = serve(
            "app", tmp_path / "w", OPENAI_BASE_URL=model.url, OPENAI_API_KEY="sk-test", DRAFTING_MODEL="openai:tiny"
        )
        try:
            one = visit(next(server))
            page = one.page
            _about_maya(one)
            one.note.click()
            page.keyboard.type("she read 2 chapters aloud today")
            one.row("chapters").wait_for()
            page.get_by_role("button", name="Write the message").click()
            page.get_by_text("openai:tiny is writing. You can go on").wait_for()
            assert asked.wait(30)
            # the kernel is free: rows still follow what she types
            one.note.click()
            page.keyboard.press("Control+End")
            page.keyboard.type(". she smiled")
            one.row("smiled").wait_for()
            go.set()
            page.wait_for_function("document.querySelector('.body').textContent.includes('2 chapters')")
            page.get_by_text("What left this computer").click()
            shown = page.locator("details pre").all_inner_texts()
            assert shown
            assert "[CHILD]" in " ".join(shown)
            assert "Maya" not in " ".join(shown)
            assert {message["content"] for body in model.requests for message in body["messages"]} >= {
                message["content"] for text in shown for message in json.loads(text)
            }
            # out of reach: the offline draft, and one sentence
            go.clear()
            asked.clear()
            page.get_by_role("button", name="Write the message").click()
            assert asked.wait(30)
            page.get_by_role("button", name="Stop", exact=True).click()
            page.get_by_text("is writing. You can go on").wait_for(state="detached")
            go.set()
            assert "2 chapters" in one.text()
        finally:
            go.set()
            server.close()


def test_marks_follow_the_keys_within_a_blink(served: Served, visit: Open, capsys: pytest.CaptureFixture[str]) -> None:
    """From a keystroke to the marks of the new text, for 150 words: measured here and printed, not judged."""
    one = visit(served)
    page = one.page
    _write_concern(one)
    _at_the_end_of(one, "check in")
    filler = " Maya read two pages aloud today and then helped at the board. I will call you on Friday after school."
    while len(one.text().split()) < 150:
        page.keyboard.insert_text(filler)
    one.settled()
    page.wait_for_timeout(300)
    page.evaluate("""() => {
      const root = document.querySelector('.kn');
      window.spans = [];
      root.addEventListener('keydown', () => { window.from = performance.now(); }, true);
      new MutationObserver(() => requestAnimationFrame(() => window.spans.push(performance.now() - window.from))).observe(root, { attributes: true, attributeFilter: ['data-seen'] });
    }""")
    for number in range(25):
        page.keyboard.press("abcde"[number % 5])
        page.wait_for_function("(n) => window.spans.length >= n", arg=number + 1)
    spans = page.evaluate("window.spans")
    ranked = sorted(spans)
    middle, most = ranked[len(ranked) // 2], ranked[len(ranked) * 9 // 10]
    words = len(one.text().split())
    with capsys.disabled():
        print(  # noqa: T201 - the figure is the point
            f"\n{served.command}: key to marks, {words} words: median {middle:.0f} ms, 9 of 10 within {most:.0f} ms, the first key {spans[0]:.0f} ms"
        )
