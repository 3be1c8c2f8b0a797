// What kind, the note, and the fact sheet that lives under it.
import { fresh, h, hidden, icon, paint } from "./dom.js";
import { editor } from "./editors.js";
import { section } from "./who.js";

export function pills(name, options, value, onpick, label) {
  const group = fresh(name);
  return options.map((one) =>
    h("label", {}, h("input", { type: "radio", name: group, value: one.id, checked: one.id === value, "data-k": `${label || name}-${one.id}`, onchange: () => onpick(one.id) }), one.title));
}

export function kindSection({ desk }) {
  const when = h("p", { class: "lead", "aria-live": "polite" });
  const list = h("div", { class: "pick" });
  let all = false;
  const made = section("What kind", "", h("fieldset", {}, h("legend", { class: "vh" }, "What kind of message"), list), when);
  const more = h("button", { class: "pill", type: "button", "aria-expanded": "false", onclick: () => {
    all = true;
    draw(made.state);
    list.querySelectorAll("input")[made.state.options.first]?.focus();
  } }, "More");
  function draw(state) {
    const { kinds, first } = state.options;
    const known = kinds.findIndex((one) => one.id === state.kind) < first;
    const shown = all || !known ? kinds : kinds.slice(0, first);
    const key = shown.map((one) => one.id).join();
    if (list._key !== key) {
      list._key = key;
      list.replaceChildren(...pills("kind", shown, state.kind, (kind) => desk.act("choose", { kind })), ...(shown.length < kinds.length ? [more] : []));
    }
    for (const input of list.querySelectorAll("input")) input.checked = input.value === state.kind;
    when.textContent = kinds.find((one) => one.id === state.kind)?.when || "";
  }
  return {
    el: made.el,
    show(state, changed) {
      made.state = state;
      if (changed("kind", "options")) draw(state);
    },
  };
}

export function noteSection({ desk, pairs, state }) {
  const help = fresh("help");
  const box = h("div", { class: "paper note" });
  const theirs = h("div", { class: "paper note theirs" });
  const heardBox = h("div", { class: "heard", hidden: true }, h("h3", {}, "What they wrote"), theirs);
  const mine = h("h3", { class: "vh" }, "Your note");
  const made = section("Your note", "Jot it as you would for yourself.", heardBox, mine, box);
  made.help.id = help;
  const note = editor(box, {
    label: "Your note",
    describedby: help,
    hint: "For example: read 2 chapters aloud today, was shy at first, will send the book home fri",
    onText: (words) => desk.type("jot", { words }),
    onLeave: () => state.note && desk.act("look_over"),
    onPlace(at) {
      const row = at === null ? null : (state.rows || []).find((one) => one.start <= at && at <= one.end && !one.added);
      pairs.show(row ? [row.id] : []);
    },
  });
  const heard = editor(theirs, { label: "What the family wrote", hint: "Paste the message that you answer.", onText: (words) => desk.type("hear", { words }), onPlace() {} });
  pairs.lights.push((facts) => note.light((state.rows || []).filter((one) => facts.includes(one.id) && !one.added)));
  return {
    el: made.el,
    show(state_, changed, settled) {
      if (changed("note") && settled) note.text = state_.note;
      if (changed("heard") && settled) heard.text = state_.heard;
      if (changed("kind", "heard")) {
        heardBox.hidden = state_.kind !== "reply" && !state_.heard;
        mine.className = heardBox.hidden ? "vh" : "";
      }
    },
    close() {
      note.destroy();
      heard.destroy();
    },
  };
}

export function factsSection({ desk, pairs, page, state }) {
  const list = h("ol", { class: "facts" });
  const asks = h("div", { class: "asks", role: "group", hidden: true });
  const told = h("p", { class: "small soft", id: fresh("asks") });
  const questions = h("div", { class: "questions" });
  asks.append(told, questions);
  asks.setAttribute("aria-labelledby", told.id);
  const write = h("button", { class: "go", type: "button", onclick: () => desk.act("write") }, "Write the message");
  const stop = h("button", { class: "btn", type: "button", hidden: true, onclick: () => desk.act("cancel") }, "Stop");
  const said = h("p", { class: "small soft", "aria-live": "polite" });
  const empty = h("p", { class: "lead nothing" }, "Each thing you jot becomes a row here, with the sentence it would be. You settle what is open with one tap.");
  const made = section("What it will say", "", empty, list, asks, h("div", { class: "row write" }, write, stop, said));

  const row = (one) => {
    const id = fresh("row");
    const sentence = h("p", { class: "said", id: `${id}s`, ondblclick: () => retype() }, one.sentence || one.why);
    const mid = h("div", { class: "mid" }, sentence);
    if (one.sentence && one.why) mid.append(h("p", { class: "lead" }, one.why));
    const li = h("li", { id, "data-fact": one.id, class: `${one.state === "check" && !one.settled ? "open " : ""}${one.state === "sure" ? "" : "out"}` });
    const link = (label, k, act) => h("button", { class: "lnk", type: "button", "data-k": k, "aria-describedby": `${id}m`, onclick: act }, label);
    if (one.who !== null) {
      const name = state.who?.child || "The child";
      mid.append(h("fieldset", { class: "wq pick" }, h("legend", { class: "vh" }, `Who? ${one.mine}`), h("span", { class: "q", "aria-hidden": "true" }, "Who?"),
        ...pills("who", [{ id: "child", title: name }, { id: "i", title: "I" }, { id: "you", title: "You" }], one.who, (who) => desk.act("settle", { fact: one.id, who }), "who")));
    }
    const acts = h("div", { class: "acts" });
    if (one.state === "sure") acts.append(link("Leave out", "send", () => desk.act("leave", { fact: one.id })));
    if (one.state !== "sure" && one.sentence) acts.append(link("Say it", "send", () => desk.act("send", { fact: one.id })));
    if (one.state === "check") acts.append(link("Leave out", "leave", () => desk.act("leave", { fact: one.id })));
    acts.append(link(one.state === "never" ? "Say it another way" : one.sentence ? "Retype" : "Say it in your words", "retype", () => retype()));
    if (one.settled) acts.append(link("Take back", "reopen", () => desk.act("reopen", { fact: one.id })));
    function retype() {
      if (li._busy) return;
      li._busy = true;
      const input = h("textarea", { class: "field retype", rows: 1, "aria-label": `Your sentence for: ${one.mine}`, "data-k": "retype" });
      input.value = one.sentence;
      const keep = h("button", { class: "btn", type: "button" }, "Keep");
      const box = h("div", { class: "row retyping" }, input, keep, h("button", { class: "lnk", type: "button", onclick: () => end(false) }, "Cancel"));
      const end = (kept) => {
        li._busy = false;
        const words = input.value.trim();
        box.replaceWith(sentence);
        li.querySelector('[data-k="retype"]')?.focus({ preventScroll: true });
        if (kept && words && words !== one.sentence) desk.act("retype", { fact: one.id, sentence: words });
      };
      keep.addEventListener("click", () => end(true));
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey) (event.preventDefault(), end(true));
        if (event.key === "Escape") (event.preventDefault(), end(false));
      });
      sentence.replaceWith(box);
      input.focus();
    }
    li.append(h("p", { class: "mine", id: `${id}m`, dir: "auto" }, one.mine), mid, h("p", { class: `mark ${one.state}` }, icon(one.state), h("span", {}, one.label)), acts);
    li.addEventListener("pointerenter", () => pairs.show([one.id]));
    li.addEventListener("pointerleave", () => pairs.show([]));
    li.addEventListener("focusin", () => pairs.show([one.id]));
    return li;
  };

  const question = (one) => {
    const id = fresh("q");
    const input = h("input", { id, type: "text", class: "field", autocomplete: "off", "data-k": "words", onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), add()) });
    const add = () => desk.act("answer", { question: one.at, words: input.value });
    return h("div", { class: "ask" },
      h("label", { class: "ql", htmlFor: id }, one.ask),
      ...(one.choices.length ? [h("div", { class: "pick" }, ...one.choices.map((each) => h("button", { class: "pill", type: "button", "data-k": each.say, onclick: () => desk.act("answer", { question: one.at, words: each.say }) }, each.label)))] : []),
      h("div", { class: "fill" }, input, h("button", { class: "btn", type: "button", "aria-describedby": id, onclick: add }, "Add"),
        h("button", { class: "lnk", type: "button", "aria-label": `Skip: ${one.ask}`, onclick: () => desk.act("skip", { question: one.at }) }, "Skip")));
  };

  pairs.lights.push((facts) => {
    for (const li of list.children) li.classList.toggle("on", facts.includes(li.dataset.fact));
  });
  page.addEventListener("kn-settle", (event) => {
    const li = [...list.children].find((one) => one.dataset.fact === event.detail);
    li?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    li?.querySelector("input, button")?.focus({ preventScroll: true });
  });

  return {
    el: made.el,
    show(state_, changed) {
      const { rows, questions: asked, writing, message } = state_;
      if (changed("rows", "who")) {
        paint(list, rows, (one) => one.id + one.mine, row);
        empty.hidden = rows.length > 0;
        list.hidden = !rows.length;
        const open = rows.filter((one) => one.state === "check" && !one.settled).length;
        made.help.textContent = `One row for each thing you jotted. ${open === 0 ? "All are settled." : open === 1 ? "One is open." : `${open} are open.`}`;
        made.help.hidden = !rows.length;
      }
      if (changed("questions")) {
        paint(questions, asked, (one) => one.ask, question);
        asks.hidden = !asked.length;
        told.textContent = asked.length === 1 ? "One question. You can skip it; the message then goes without." : `${["", "", "Two", "Three"][asked.length] || asked.length} questions. You can skip them; the message then goes without.`;
      }
      if (changed("writing", "message", "note")) {
        const first = !message.written || writing.stale;
        write.className = first ? "go" : "btn";
        write.textContent = message.written ? (first ? "Write the message" : "Write the message again") : "Write the message";
        write.disabled = writing.busy;
        stop.hidden = !writing.busy;
        said.textContent = writing.busy ? `${writing.writer} is writing. You can go on; nothing waits.` : writing.stale ? "Your note has changed. Your own edits to the message stay." : message.written ? "Written from your note. Your own edits stay." : "";
      }
    },
  };
}
