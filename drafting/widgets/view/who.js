// Who: the head of a letter. Child, adult, channel, language, and whose name stands below.
import { fresh, h, hidden } from "./dom.js";

export function section(title, lead, ...rest) {
  const id = fresh("h");
  const help = h("p", { class: "lead" }, lead || "");
  help.hidden = !lead;
  const head = h("div", { class: "head" }, h("h2", { id }, title), help);
  const el = h("section", { "aria-labelledby": id }, head, h("div", { class: "main" }, ...rest));
  return { el, head, help, title: el.querySelector("h2") };
}

function choice(label, more, onchange) {
  const id = fresh("c");
  const select = h("select", { id, onchange: () => onchange(select.value) });
  const box = h("div", { class: "choice" }, h("label", { htmlFor: id }, label, hidden(` ${more}`)), select);
  return {
    box,
    select,
    fill(options, value) {
      const now = JSON.stringify(options);
      if (select._options !== now) {
        select._options = now;
        select.replaceChildren(...options.map(([id_, text]) => h("option", { value: id_ }, text)));
      }
      select.value = value;
    },
  };
}

function field(label, props = {}) {
  const id = fresh("f");
  const input = h("input", { id, class: "field", type: "text", autocomplete: "off", maxLength: 100, ...props });
  return { box: h("div", {}, h("label", { htmlFor: id }, label), input), input };
}

const ADD = "\u0000add";
const CLASS = "\u0000class";

export function whoSection({ desk }) {
  const child = choice("About", "which child", (value) => {
    if (value === ADD) return open(null);
    adding.hidden = true;
    desk.act("about", { name: value === CLASS ? null : value });
  });
  child.box.classList.add("child");
  const adult = h("button", { class: "adult", type: "button", onclick: () => open(seen.who) });
  const to = h("div", { class: "choice plain" }, h("span", { class: "label", "aria-hidden": "true" }, "To"), adult);
  const by = choice("By", "which channel", (channel) => desk.act("choose", { channel }));
  const language = choice("In", "which language", (code) => desk.act("choose", { language: code }));
  const signed = field("Signed");
  signed.input.placeholder = "Ms. Hall";
  signed.input.addEventListener("change", () => desk.act("sign_as", { name: signed.input.value }));
  signed.box.className = "choice plain";
  const last = h("p", { class: "lead" });

  const name = field("Child's first name");
  const pronouns = field("Pronouns", { placeholder: "she/her" });
  const grown = field("Who reads it", { placeholder: "Ms. Rivera" });
  const relation = field("Who that is", { placeholder: "mother, aunt, both parents" });
  const file = h("input", { type: "file", accept: ".csv,.txt,.tsv", class: "vh", tabIndex: -1, "aria-hidden": "true", onchange: async () => {
    if (file.files[0]) desk.act("load_class", { table: await file.files[0].text() });
    file.value = "";
    adding.hidden = true;
  } });
  const close = () => {
    adding.hidden = true;
    (seen.who?.child ? adult : child.select).focus();
    child.select.value = current();
  };
  const adding = h("form", { class: "adding", hidden: true, "aria-label": "A child on your class list", onsubmit: (event) => {
    event.preventDefault();
    desk.act("add_child", { name: name.input.value, pronouns: pronouns.input.value, adult: grown.input.value, relationship: relation.input.value });
    close();
  }, onkeydown: (event) => event.key === "Escape" && close() },
    h("div", { class: "grid" }, name.box, pronouns.box, grown.box, relation.box),
    h("div", { class: "row" },
      h("button", { class: "btn", type: "submit" }, "Keep on my class list"),
      h("button", { class: "lnk", type: "button", onclick: close }, "Cancel"),
      h("button", { class: "lnk end", type: "button", onclick: () => file.click() }, "Load a class list (.csv)"), file),
    h("p", { class: "lead" }, "The class list stays on this computer."));
  const seen = {};
  const current = () => (seen.who?.child ? seen.who.child : seen.who?.class ? CLASS : "");
  function open(who) {
    adding.hidden = false;
    name.input.value = who?.child || "";
    pronouns.input.value = who?.pronouns || "";
    grown.input.value = who?.adult || "";
    relation.input.value = who?.relationship || "";
    (who?.child ? grown : name).input.focus();
  }

  const made = section("Who", "", h("div", { class: "who" }, child.box, to, by.box, language.box, signed.box), last, adding);
  return {
    el: made.el,
    show(state, changed) {
      if (!changed("who", "options")) return;
      const { who, options } = state;
      seen.who = who;
      const list = options.children.map((one) => [one.name, one.pronouns ? `${one.name}, ${one.pronouns}` : one.name]);
      if (who.child && !options.children.some((one) => one.name === who.child)) list.push([who.child, who.child]);
      child.fill([...(who.child || who.class ? [] : [["", "Choose"]]), ...list, [CLASS, "The whole class"], [ADD, "Add a child …"]], current());
      adult.textContent = who.adult ? (who.relationship ? `${who.adult}, ${who.relationship}` : who.adult) : who.class ? "All families" : "Add an adult";
      adult.setAttribute("aria-label", `To: ${adult.textContent}. Change`);
      adult.disabled = !who.child;
      by.fill(options.channels.map((one) => [one.id, one.title]), who.channel);
      language.fill(options.languages.map((one) => [one.id, one.title]), who.language);
      if (document.activeElement !== signed.input) signed.input.value = who.teacher;
      last.textContent = who.last || (who.class ? "One message for all families." : "");
      last.hidden = !last.textContent;
    },
  };
}
