// Send it yourself: copy, download, mark as sent, what left this computer; other ways to say it; her voice, who writes.
import { fresh, h, icon, paint } from "./dom.js";
import { section } from "./who.js";

const SENT = "“Mark as sent” keeps the date, family, kind, channel and language. It never keeps the words.";

export function sendSection(given) {
  const { desk, page, state } = given;
  const fine = h("p", { class: "fine", role: "status" }, SENT);
  const say = (text) => (fine.textContent = text);
  const plain = h("textarea", { class: "field all", readOnly: true, rows: 6, hidden: true, "aria-label": "The whole message, to copy by hand" });
  const whole = () => given.whole();
  const byHand = () => {
    plain.hidden = false;
    plain.value = whole();
    plain.focus();
    plain.select();
    say("The message is selected. Press Ctrl+C, or Command+C, to copy it.");
  };
  const copy = h("button", { class: "btn", type: "button", onclick: async () => {
    try {
      await navigator.clipboard.writeText(whole());
      say(`Copied. Paste it where you send it from.${state.message.open.length ? " What is still open was left out." : ""}`);
    } catch {
      byHand();
    }
  } }, "Copy the message");
  const save = (form) => h("button", { class: "btn", type: "button", onclick: () => desk.act("download", { form }) }, `Download .${form}`);
  const sent = h("button", { class: "btn", type: "button", "aria-pressed": "false", onclick: () => desk.act(state.message.sent ? "unmark_sent" : "mark_sent") }, "Mark as sent");
  const open = h("p", { class: "still", hidden: true });
  const left = h("b", {}, "nothing");
  const what = h("div", { class: "what" });
  const out = h("details", {}, h("summary", {}, icon("next"), h("span", {}, "What left this computer: ", left)), what);
  page.addEventListener("kn-saved", (event) => say(`Saved to your downloads as ${event.detail}.`));
  const made = section("Send it yourself", "",
    h("p", { class: "lead wide" }, "This page sends nothing. Copy the message, read it once more where you send it, and send it from there."),
    open, h("div", { class: "row" }, copy, save("txt"), save("docx"), sent, h("button", { class: "lnk", type: "button", onclick: byHand }, "Select all")), plain, fine, out);
  return {
    el: made.el,
    show(state_, changed) {
      if (changed("message", "writing")) {
        const { message, writing } = state_;
        const there = Boolean(message.body.trim());
        made.el.hidden = !there;
        copy.className = there && !writing.stale ? "go" : "btn";
        sent.setAttribute("aria-pressed", String(message.sent));
        const text = message.sent ? "Marked as sent. Undo" : "Mark as sent";
        if (sent.textContent !== text) {
          sent.textContent = text;
          if (message.sent) say("Kept in your list of sent messages. The words are not kept there.");
        }
        open.hidden = !message.open.length;
        open.textContent = message.open.length ? `Still open: ${message.open.slice(0, 3).map((one) => `“${one.trim()}”`).join(", ")}. It stays out of the message until you say.` : "";
        if (!plain.hidden) plain.value = whole();
      }
      if (changed("sent_out")) {
        const { to, texts } = state_.sent_out;
        left.textContent = texts.length ? `${texts.length === 1 ? "one text" : `${texts.length} texts`} to ${to}` : "nothing";
        what.replaceChildren(...(texts.length
          ? [h("p", {}, "This is exactly what the model was sent. Names stand as marks such as [CHILD]."), ...texts.map((one, at) => h("pre", { tabIndex: 0, "aria-label": `Text ${at + 1}` }, one))]
          : [h("p", {}, "The message was written here, from your own words. If you choose an online writer, the exact text it was sent stands in this place.")]));
      }
    },
  };
}

export function waysSection({ desk, state }) {
  const ids = fresh("ways");
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Other ways to say it" });
  const panel = h("div", { role: "tabpanel", id: `${ids}p`, tabIndex: -1 });
  const show = h("button", { class: "btn", type: "button", onclick: () => desk.act("vary") }, "Shorter, warmer or plainer");
  const made = section("Other ways to say it", "Side by side with yours. Every fact stays.", show, tabs, panel);
  let axis = "shorter";
  function draw(focus) {
    const all = state.variants;
    show.hidden = all.length > 0;
    tabs.hidden = panel.hidden = !all.length;
    if (!all.length) return;
    tabs.replaceChildren(...all.map((one, at) => h("button", {
      role: "tab", type: "button", id: `${ids}${one.axis}`, "aria-controls": panel.id, "aria-selected": String(one.axis === axis), tabIndex: one.axis === axis ? 0 : -1,
      onclick: () => ((axis = one.axis), draw(true)),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: all.length - 1 }[event.key];
        if (step) (event.preventDefault(), (axis = all[(at + step) % all.length].axis), draw(true));
      } }, one.title)));
    if (focus) tabs.querySelector('[aria-selected="true"]').focus();
    const one = all.find((each) => each.axis === axis);
    panel.setAttribute("aria-labelledby", `${ids}${axis}`);
    const words = (parts) => parts.map(([kind, text]) => (kind === "goes" ? h("del", {}, text) : kind === "comes" ? h("ins", {}, text) : text));
    panel.replaceChildren(
      h("p", { class: "chg" }, h("b", {}, "What changes. "), one.changes),
      ...(one.same ? [] : [
        h("div", { class: "pair" }, h("div", { class: "heads", "aria-hidden": "true" }, h("p", {}, "Now"), h("p", {}, one.title)),
          ...one.pairs.map((pair) => h("div", { class: pair.same ? "same" : "" }, h("p", { "data-l": "Now" }, ...words(pair.now)), h("p", { "data-l": one.title }, ...words(pair.then))))),
        h("button", { class: "btn", type: "button", onclick: () => desk.act("use", { axis }) }, `Use the ${axis} one`)]));
  }
  return {
    el: made.el,
    show(state_, changed) {
      if (changed("message")) made.el.hidden = !state_.message.body.trim();
      if (changed("variants")) draw(false);
    },
  };
}

export function moreSection({ desk, state }) {
  const paste = h("textarea", { class: "field", rows: 5, "aria-label": "Three to ten of your past messages", placeholder: "Hi Ms. Rivera,\n…\nThanks so much,\nMs. Hall\n---\nHi Mr. Lee,\n…" });
  const heard = h("ul", { class: "notices" });
  const file = h("input", { type: "file", accept: ".txt", multiple: true, class: "vh", tabIndex: -1, "aria-hidden": "true", onchange: async () => {
    paste.value = (await Promise.all([...file.files].map((one) => one.text()))).join("\n---\n");
    file.value = "";
  } });
  const forget = h("button", { class: "lnk", type: "button", hidden: true, onclick: () => desk.act("forget_voice") }, "Forget my voice");
  const voice = h("details", {}, h("summary", {}, icon("next"), "Your voice"),
    h("div", { class: "what" },
      h("p", {}, "Paste three to ten messages that you have sent, with a line of --- between them. How you greet, close and shorten is kept on this computer; the messages are not."),
      heard, paste, h("div", { class: "row" }, h("button", { class: "btn", type: "button", onclick: () => desk.act("learn_voice", { text: paste.value }) }, "Write in my voice"),
        h("button", { class: "lnk", type: "button", onclick: () => file.click() }, "Load files"), file, forget)));
  const specId = fresh("spec");
  const keyId = fresh("key");
  const spec = h("input", { id: specId, type: "text", class: "field", autocomplete: "off", spellcheck: false, placeholder: "offline" });
  const secret = h("input", { id: keyId, type: "password", class: "field", autocomplete: "off", placeholder: "from the environment" });
  const who = h("b", {}, "offline");
  const writer = h("details", {}, h("summary", {}, icon("next"), h("span", {}, "Who writes: ", who)),
    h("div", { class: "what" },
      h("p", {}, "Offline, the message is put together on this computer from your own words. A model sees marks instead of names; it is asked only when you press Write."),
      h("div", { class: "grid" }, h("div", {}, h("label", { htmlFor: specId }, "Model, such as openai:gpt-4.1-mini"), spec), h("div", {}, h("label", { htmlFor: keyId }, "Key (kept in memory only)"), secret)),
      h("div", { class: "row" }, h("button", { class: "btn", type: "button", onclick: () => {
        desk.act("write_with", { model: spec.value, key: secret.value });
        secret.value = "";
      } }, "Use this writer"), h("button", { class: "lnk", type: "button", onclick: () => ((spec.value = ""), desk.act("write_with", { model: "" })) }, "Stay offline"))));
  const earlier = h("ul", { class: "evenings" });
  const kept = h("details", {}, h("summary", {}, icon("next"), "Earlier evenings"), h("div", { class: "what" }, earlier,
    h("button", { class: "lnk", type: "button", onclick: () => desk.act("forget") }, "Forget all unfinished messages")));
  const made = section("Yours", "", voice, writer, kept);
  return {
    el: made.el,
    show(state_, changed) {
      if (changed("voice")) {
        forget.hidden = !state_.voice;
        heard.replaceChildren(...(state_.voice ? state_.voice.lines : []).map((one) => h("li", {}, one)));
        if (state_.voice) paste.value = "";
      }
      if (changed("writing")) {
        who.textContent = state_.writing.writer;
        if (document.activeElement !== spec) spec.value = state_.writing.writer === "offline" ? "" : state_.writing.writer;
      }
      if (changed("evenings")) {
        kept.hidden = !state_.evenings.length;
        paint(earlier, state_.evenings, (one) => one.id, (one) => h("li", {}, h("button", { class: "lnk", type: "button", onclick: () => desk.act("restore", { ident: one.id }) }, one.when), h("span", { class: "small soft" }, one.what)));
      }
    },
  };
}
