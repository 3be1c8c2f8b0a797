// The page: sections in the order a person thinks. It shows the desk's picture and hands verbs over; it decides nothing.
import { hidden, h } from "./dom.js";
import { line } from "./line.js";
import { factsSection, kindSection, noteSection } from "./note.js";
import { messageSection } from "./message.js";
import { moreSection, sendSection, waysSection } from "./send.js";
import { whoSection } from "./who.js";

function render({ model, el }) {
  const status = h("p", { class: "small soft saved" });
  const undo = h("button", { class: "lnk", type: "button", onclick: () => desk.act("undo") }, "Undo");
  const redo = h("button", { class: "lnk", type: "button", onclick: () => desk.act("redo") }, "Redo");
  const fresh = h("button", { class: "lnk", type: "button", onclick: () => desk.act("start_over") }, "New message");
  const back = h("button", { class: "lnk", type: "button", onclick: () => desk.act("restore", {}) }, "Restore last evening");
  const trouble = h("div", { class: "trouble", role: "alert", hidden: true });
  const silent = h("p", { class: "trouble", role: "status", hidden: true },
    "The notebook is not answering just now. What you type stays in this tab and is handed over when it is back; if it has stopped, run the page again.");
  const page = h("div", { class: "in" },
    h("div", { class: "top" }, h("h1", {}, "A message home"), h("div", { class: "row tight" }, status, undo, redo, back, fresh)),
    trouble, silent);
  const root = h("div", { class: "kn", role: "region", "aria-label": "A message home", "data-lm-suppress-shortcuts": "true", "data-jp-suppress-context-menu": "" }, page);
  // keys typed in the page are the page's, never the notebook's
  for (const kind of ["keydown", "keyup", "keypress"]) root.addEventListener(kind, (event) => event.key !== "Escape" && event.stopPropagation());

  const state = {};
  const desk = line(model, {
    onPicture(news, { settled, seq }) {
      Object.assign(state, news);
      const changed = (...names) => names.some((name) => name in news);
      for (const section of sections) section.show(state, changed, settled);
      if (settled) root.dataset.seen = seq;
      if (changed("saved")) status.textContent = state.saved ? `Saved on this computer, ${state.saved}.` : "";
      if (changed("undo")) {
        undo.hidden = !state.undo;
        undo.setAttribute("aria-label", `Undo ${state.undo}`);
      }
      if (changed("redo")) redo.hidden = !state.redo;
      if (changed("evenings", "note", "message")) {
        back.hidden = !state.evenings.length || Boolean(state.note || state.message.body);
        back.title = state.evenings[0] ? `${state.evenings[0].when}. ${state.evenings[0].what}` : "";
        fresh.hidden = !(state.note || state.message.body);
      }
      if (changed("failure", "detail")) {
        trouble.hidden = !state.failure;
        trouble.replaceChildren(
          h("p", {}, state.failure || ""),
          ...(state.detail ? [h("details", {}, h("summary", {}, "Details"), h("pre", { tabIndex: 0, "aria-label": "Details" }, state.detail))] : []));
      }
      root.dataset.ready = "";
    },
    onFile(file, buffer) {
      const url = URL.createObjectURL(new Blob([buffer], { type: file.mime }));
      const link = h("a", { href: url, download: file.name });
      root.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      page.dispatchEvent(new CustomEvent("kn-saved", { detail: file.name }));
    },
    onSilence: (quiet) => (silent.hidden = !quiet),
  });

  // The four places of one fact (note, row, sentence, margin) light up together.
  const pairs = { facts: [], lights: [], show(facts, words = "") {
    const key = facts.join() + words;
    if (key === pairs.key) return;
    pairs.key = key;
    for (const light of pairs.lights) light(facts, words);
  } };
  const given = { desk, pairs, page, state };
  const sections = [whoSection, kindSection, noteSection, factsSection, messageSection, sendSection, waysSection, moreSection].map((make) => make(given));
  page.append(...sections.map((one) => one.el), hidden(""));
  el.append(root);
  desk.act("look");
  return () => {
    for (const section of sections) section.close?.();
    desk.close();
  };
}

export default { render };
