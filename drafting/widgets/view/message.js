// The message: an editor with marks in the text, what it rests on below it, and what is worth another look beside it.
import { fresh, h, hidden, paint } from "./dom.js";
import { editor } from "./editors.js";
import { section } from "./who.js";

const REST = "Choose a sentence to see which of your words it rests on.";

export function messageSection(given) {
  const { desk, pairs, page, state } = given;
  const subjectId = fresh("subject");
  const spoken = h("p", { class: "vh", id: fresh("marks") });
  const subject = h("input", { id: subjectId, type: "text", autocomplete: "off", maxLength: 300, oninput: () => typed() });
  const head = h("div", { class: "subj" }, h("label", { htmlFor: subjectId }, "Subject"), subject);
  const box = h("div", { class: "body" });
  const rests = h("p", { class: "rests", role: "status" }, REST);
  const coming = h("div", { class: "coming", hidden: true, "aria-live": "off" });
  const sheet = h("div", { class: "sheet" }, head, coming, box, rests);
  const notes = h("ol", { class: "notes", "aria-label": "Worth another look" });
  const later = h("ol", { class: "later", "aria-label": "Not there yet" });
  const laterBox = h("details", { class: "laterbox" }, h("summary", {}, "More to consider"), later);
  const size = h("p", {});
  const longest = h("p", {});
  const notices = h("ul", { class: "notices" });
  const show = h("input", { type: "checkbox", checked: true, onchange: () => sheet.classList.toggle("plain", !show.checked) });
  const key = h("div", { class: "key" },
    h("span", {}, h("span", { class: "m carry" }, "solid line"), " carries the message"),
    h("span", {}, h("span", { class: "m think" }, "dashed"), " worth another look"),
    h("span", {}, h("span", { class: "gap" }, "dotted box"), " yours to settle"),
    h("label", { class: "sw" }, show, "Show marks"));
  const checklist = h("div", { class: "checklist", hidden: true });
  const desk_ = h("div", { class: "desk" }, sheet, notes, h("div", { class: "len small soft" }, size, longest, notices, laterBox));
  const made = section("The message", "Type in it as you like.", checklist, desk_, spoken);
  made.head.append(key);

  const text = editor(box, {
    label: "The message",
    describedby: spoken.id,
    hint: "The message will stand here. You can also paste one of yours and see how it reads.",
    spelling: true,
    onText: () => typed(),
    onPlace(at) {
      if (at === null) return pairs.show([]);
      const one = (state.said || []).find((each) => each.start <= at && at <= each.end);
      pairs.show(one ? one.facts : [], one && !one.facts.length ? one.origin : "");
    },
  });
  // what is copied is what stands in the editor, even before the desk has answered
  given.whole = () => text.text.trim();
  function typed() {
    desk.type("edit", { body: text.text, subject: subject.value });
  }

  pairs.lights.push((facts, words) => {
    const rows = (state.rows || []).filter((one) => facts.includes(one.id));
    text.light((state.said || []).filter((one) => one.facts.some((fact) => facts.includes(fact))));
    rests.replaceChildren(...(rows.length ? ["Rests on your words: ", h("b", {}, rows.map((one) => `“${one.mine}”`).join(" "))] : [words ? `Not from your note: ${words}. It states no fact.` : REST]));
  });

  const note = (one) => {
    const id = fresh("note");
    return h("li", { class: one.gate ? "gate" : "" },
      h("p", { class: "t", id }, one.number ? h("span", { class: "num" }, String(one.number)) : null, h("span", {}, one.quote ? `“${one.quote}”` : one.why)),
      one.quote ? h("p", { class: "why" }, one.why) : null,
      one.instead ? h("p", { class: "say" }, h("span", { class: "soft" }, one.quote ? "Say instead: " : ""), one.instead) : null,
      h("div", { class: "row" },
        one.button ? h("button", { class: "btn", type: "button", "data-k": "use", "aria-describedby": id, onclick: () => desk.act("apply", { suggestion: one.id }) }, one.button) : null,
        h("button", { class: "lnk", type: "button", "data-k": "keep", "aria-describedby": id, onclick: () => desk.act("keep_mine", { suggestion: one.id }) }, one.quote ? "Keep mine" : "Not now")));
  };

  // In a wide cell a note stands beside its mark.
  function place() {
    const wide = notes.firstElementChild && getComputedStyle(notes).position === "relative" && getComputedStyle(notes.firstElementChild).position === "absolute";
    let y = 0;
    for (const li of notes.children) {
      li.style.top = "";
      if (!wide) continue;
      const one = state.suggestions.find((each) => each.id === li._key);
      const mark = (state.marks || []).find((each) => each.number === one?.number && each.role === "reconsider");
      const spot = mark && text.view.coordsAtPos(Math.min(mark.start, text.view.state.doc.length));
      const top = Math.max(y, spot ? spot.top - notes.getBoundingClientRect().top - 4 : 0);
      li.style.top = `${top}px`;
      y = top + li.offsetHeight + 20;
    }
    notes.style.minHeight = wide ? `${y}px` : "";
  }
  const watch = new ResizeObserver(() => place());
  watch.observe(sheet);

  function mark() {
    const spans = [];
    const widgets = [];
    for (const one of state.marks) {
      spans.push({ start: one.start, end: one.end, class: one.role === "carries" ? "m carry" : "m think", title: one.label });
      if (one.role === "carries" && one.tagged) widgets.push({ at: one.end, kind: "tag", text: one.label });
      if (one.role === "reconsider") widgets.push({ at: one.end, kind: "num", text: String(one.number) });
    }
    for (const one of state.gaps) widgets.push({ at: one.at, kind: "gap", text: one.label, act: () => page.dispatchEvent(new CustomEvent("kn-settle", { detail: one.fact })) });
    text.mark(spans, widgets);
    const tags = state.marks.filter((one) => one.role === "carries").map((one) => one.label);
    const looks = state.suggestions.filter((one) => one.number).map((one) => `“${one.quote}”`);
    spoken.textContent = [tags.length ? `Marked in the message: ${tags.join(", ")}.` : "", looks.length ? `Worth another look: ${looks.join(", ")}.` : "", state.gaps.length ? `Yours to settle: ${state.gaps.map((one) => one.label).join(", ")}.` : ""].join(" ").trim();
  }

  return {
    el: made.el,
    show(state_, changed, settled) {
      const { message, suggestions, reading, writing } = state_;
      const refused = message.status === "not_drafted" && !message.body;
      if (changed("message") && settled) {
        text.text = message.body;
        if (document.activeElement !== subject) subject.value = message.subject;
        text.turn(message.dir);
      }
      if (changed("message")) {
        head.hidden = !message.has_subject;
        made.el.classList.toggle("none", !message.written && !writing.busy);
        checklist.hidden = !refused;
        desk_.hidden = refused;
        if (refused) checklist.replaceChildren(...message.notices.map((one) => h("p", {}, one)));
        notices.replaceChildren(...(refused ? [] : message.notices).map((one) => h("li", {}, one)));
      }
      if (changed("writing")) {
        coming.hidden = !writing.busy;
        coming.replaceChildren(...(writing.busy ? [h("p", { class: "small soft" }, `${writing.writer} is writing …`), h("p", { class: "stream" }, writing.arriving)] : []));
        sheet.classList.toggle("busy", writing.busy);
      }
      if (changed("message", "marks", "gaps", "suggestions") && settled) mark();
      if (changed("suggestions")) {
        paint(notes, suggestions.filter((one) => one.number), (one) => one.id, note);
        const rest = suggestions.filter((one) => !one.number);
        paint(later, rest, (one) => one.id, note);
        laterBox.hidden = !rest.length;
        laterBox.querySelector("summary").textContent = rest.length === 1 ? "One more thing to consider" : `${rest.length} more things to consider`;
      }
      if (changed("reading")) {
        size.textContent = reading.line;
        longest.textContent = reading.longest;
      }
      place();
    },
    close() {
      watch.disconnect();
      text.destroy();
    },
  };
}
