// The page of notebook 02: it shows the pieces of a ClassDesk that arrive and sends back what is done; no more.
const WORDS = {
  empty: "Empty row", problem: "To mend in the file", question: "A question", talk: "Better in person",
  ready: "Ready to write", failed: "Not written yet", written: "To read", approved: "Approved",
};
const VIEWS = [["", "All"], ["question", "Questions"], ["problem failed talk", "To look at"], ["ready", "Ready"], ["written", "To read"], ["approved", "Approved"]];
const FORMS = [["docx", "Letters, one page a child (.docx)"], ["csv", "Mail merge (.csv)"], ["xlsx", "Mail merge (.xlsx)"], ["txt", "A text file a child (.zip)"], ["table", "The whole class list with messages (.csv)"]];

const EXAMPLE = [["Ada Fox", "read two chapters aloud today"], ["Ben Ito", "tried again when his tower fell"]];

function make(tag, props = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

const pick = (label, options, value, onchange) => make("select", { "aria-label": label, ...(onchange && { onchange }) }, ...options.map(([key, words]) => make("option", { value: key, selected: key === value }, words)));

function later(act, wait = 400) {
  let timer = 0, pending = null;
  const run = () => { clearTimeout(timer); const now = pending; pending = null; if (now) now(); };
  return { soon: (...given) => { pending = () => act(...given); clearTimeout(timer); timer = setTimeout(run, wait); }, now: run };
}

function hand(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

let pages = 0;

function render({ model, el }) {
  const id = `kc${(pages += 1)}`;
  const seen = { order: [], columns: [], missing: [], channels: [], languages: [] };
  const cards = new Map();
  let view = "";
  const send = (what, _, buffers) => model.send(what, undefined, buffers);
  const mayReplace = () => !seen.order.some((number) => seen[`row ${number}`].edited || seen[`row ${number}`].state === "approved")
    || window.confirm("Open another list in place of this one? What you approved or edited stays for children who are in both with the same note.");
  const open = () => { if (mayReplace()) send({ do: "load", path: path.value }); };

  const told = make("div", { className: "told", role: "alert", hidden: true });
  const saved = make("p", { className: "help", role: "status" });
  const path = make("input", { type: "text", placeholder: "such as Downloads/class-5b.csv", autocomplete: "off", onkeydown: (event) => event.key === "Enter" && open() });
  const upload = make("input", { type: "file", accept: ".csv,.xlsx,.tsv,.txt", onchange: async () => {
    const [file] = upload.files;
    if (file && mayReplace()) send({ do: "upload", name: file.name }, undefined, [await file.arrayBuffer()]);
    upload.value = "";
  } });
  const listed = make("div");
  const columns = make("div");
  const chosen = make("label", { className: "file" }, make("span", {}, "Choose a file"), upload);
  const blank = make("button", { type: "button", className: "link", onclick: () => hand("class.csv", ["student,pronouns,family,note\r\n"], "text/csv") }, "Save an empty list to fill in");
  const example = make("div", { className: "example" }, make("table", {}, make("caption", {}, "Two columns are enough:"),
    make("thead", {}, make("tr", {}, ...["student", "note"].map((one) => make("th", { scope: "col" }, one)))),
    make("tbody", {}, ...EXAMPLE.map((row) => make("tr", {}, ...row.map((one) => make("td", {}, one)))))), blank);
  const teacher = make("input", { type: "text", autocomplete: "off", placeholder: "such as Ms. Hall", onchange: () => send({ do: "sign_as", name: teacher.value }) });
  const write = make("button", { type: "button", className: "main", onclick: () => send({ do: "write" }) }, "Write the messages");
  const stop = make("button", { type: "button", onclick: () => send({ do: "cancel" }) }, "Stop");
  const bar = make("progress", { max: 1, value: 0, "aria-label": "Messages written" });
  const paced = make("p", { role: "status" });
  const pace = make("div", { hidden: true }, bar, make("div", { className: "bar" }, paced, stop));
  const foretold = make("p", { className: "help" });
  const views = make("div", { className: "views", role: "group", "aria-label": "Which rows" });
  const rows = make("ol", { className: "rows" });
  const none = make("p", { className: "soft", hidden: true }, "No row is here now.");
  const channel = pick("Sent by", []), language = pick("In", []), form = pick("As", FORMS, "docx");
  const exported = make("p", { className: "help", role: "status" });
  const save = make("button", { type: "button", onclick: () => send({ do: "export", form: form.value, channel: channel.value, language: language.value }) }, "Save");
  const sections = {
    write: make("section", {}, make("h2", {}, "Write"),
      make("div", { className: "bar" }, make("label", {}, "Signed by", teacher), write), foretold, pace),
    rows: make("section", {}, make("h2", {}, "Child by child"), views, rows, none),
    save: make("section", {}, make("h2", {}, "Take away what is approved"),
      make("div", { className: "bar" }, make("label", {}, "As", form), make("label", {}, "Sent by", channel), make("label", {}, "In", language), save), exported),
    end: make("section", {}, make("button", { type: "button", className: "link", onclick: () => {
      if (window.confirm("Take this class list and its messages off this computer? Files that you saved stay.")) send({ do: "forget" });
    } }, "Take this class off the page and off this computer")),
  };
  el.append(make("div", { className: "kc", lang: "en", role: "region", "aria-label": "Good news for a whole class", "data-lm-suppress-shortcuts": "true", "data-jp-suppress-context-menu": "" },
    make("div", { className: "top" }, make("h1", {}, "Good news for a whole class"), saved),
    make("p", { className: "soft" }, "One row a child, one line of what you saw. Nothing is sent from here."),
    told,
    make("section", {}, make("h2", {}, "The class list"), listed,
      make("div", { className: "bar" }, chosen,
        make("label", {}, "or its path on this computer", path), make("button", { type: "button", onclick: open }, "Open")),
      make("p", { className: "help" }, "A .csv or .xlsx with the headings student and note; pronouns, family, channel and language if you have them."), example, columns),
    ...Object.values(sections)));

  function card(number) {
    const name = make("h3"), family = make("p", { className: "help" }), state = make("span", { className: "state" });
    const jotted = make("p", { className: "jotted" }), asks = make("div", { className: "what" }), notices = make("ul", { className: "notices" });
    const push = later(() => send({ do: "edit", number, message: body.value, subject: subject.value }));
    const subject = make("input", { type: "text", className: "subject", oninput: push.soon, onblur: push.now });
    const body = make("textarea", { oninput: push.soon, onblur: push.now, spellcheck: true });
    // what was ticked stays ticked until the desk has heard of it: the answer to an edit sent just before knows nothing of it
    let wanted = null;
    const settle = later(() => { wanted = null; tick.checked = seen[`row ${number}`].state === "approved"; }, 3000);
    const tick = make("input", { type: "checkbox", onchange: () => {
      wanted = tick.checked;
      settle.soon();
      push.now();
      send({ do: "approve", number, yes: tick.checked });
    } });
    const back = make("button", { type: "button", className: "link", onclick: () => { body.blur(); send({ do: "revert", number }); force = true; } }, "Back to what was written");
    const message = make("div", { className: "what" }, subject, body, make("div", { className: "bar" }, make("label", { className: "yes" }, tick, "Approve"), back));
    const whole = make("li", {}, make("div", { className: "who" }, name, family, state), make("div", { className: "what" }, jotted, asks, message, notices));
    let asked = "", force = false;
    const field = (input, value) => { if (force || (input !== document.activeElement && input.value !== value)) input.value = value; };
    function show(row) {
      const child = row.student || `Row ${number}`;
      name.textContent = child;
      family.textContent = [row.family, `row ${number}`].filter(Boolean).join(", ");
      state.textContent = WORDS[row.state];
      state.dataset.is = row.state;
      jotted.textContent = row.note ? `“${row.note}”` : "";
      jotted.hidden = !row.note;
      notices.replaceChildren(...row.notices.map((one) => make("li", {}, one)));
      const key = JSON.stringify(row.questions);
      if (key !== asked) {
        asked = key;
        asks.replaceChildren(...row.questions.map(([ask, leave], at) => {
          const give = () => { if (words.value.trim()) send({ do: "answer", number, question: at, words: words.value }); };
          const words = make("input", { type: "text", id: `${id}-${number}-${at}`, autocomplete: "off", onkeydown: (event) => event.key === "Enter" && give() });
          return make("div", { className: "ask" }, make("label", { htmlFor: words.id }, ask),
            make("div", { className: "bar" }, words, make("button", { type: "button", onclick: give, "aria-label": `Answer for ${child}` }, "Answer")),
            leave && make("div", {}, make("button", { type: "button", className: "link", onclick: () => send({ do: "answer", number, question: at, words: "send" }) }, "Say it so"),
              " ", make("button", { type: "button", className: "link", onclick: () => send({ do: "answer", number, question: at, words: "leave" }) }, "Leave it out")));
        }));
      }
      asks.hidden = !row.questions.length;
      message.hidden = !(row.message || row.edited);
      field(subject, row.subject);
      field(body, row.message);
      force = false;
      body.dir = subject.dir = row.rtl ? "rtl" : "ltr";
      body.lang = row.language;
      subject.hidden = !row.subject && row.channel !== "email";
      subject.setAttribute("aria-label", `Subject for ${child}`);
      body.setAttribute("aria-label", `Message for ${child}`);
      tick.setAttribute("aria-label", `Approve the message for ${child}`);
      if (wanted === null || wanted === (row.state === "approved")) {
        wanted = null;
        tick.checked = row.state === "approved";
      }
      back.hidden = !row.edited;
    }
    return { whole, show };
  }

  function sift() {
    let shown = 0;
    const kinds = view.split(" ");
    for (const number of seen.order) {
      const { whole } = cards.get(number);
      const here = !view || kinds.includes(seen[`row ${number}`].state) || whole.contains(document.activeElement);
      whole.hidden = !here;
      shown += here;
    }
    none.hidden = shown > 0;
    views.replaceChildren(...VIEWS.map(([key, words]) => {
      const count = seen.order.filter((number) => !key || key.split(" ").includes(seen[`row ${number}`].state)).length;
      return make("button", { type: "button", "aria-pressed": String(key === view), onclick: () => { view = key; sift(); } }, `${words} ${count}`);
    }));
  }

  function show(news) {
    Object.assign(seen, news);
    told.hidden = !seen.failure;
    told.replaceChildren(seen.failure || "");
    if (seen.detail) told.append(make("details", {}, make("summary", {}, "For whoever mends it"), make("pre", {}, seen.detail)));
    saved.textContent = seen.saved ? `Kept on this computer, ${seen.saved}` : "";
    const there = Boolean(seen.list) && !seen.missing.length;
    for (const part of [sections.write, sections.rows, sections.save]) part.hidden = !there;
    sections.end.hidden = !seen.list;
    example.hidden = Boolean(seen.list);
    chosen.classList.toggle("main", !seen.list);
    if ("list" in news || "order" in news) {
      listed.replaceChildren(...(seen.list ? [make("p", { className: "told" }, `${seen.list.name}: ${seen.order.length} rows.`, ...seen.list.notices.map((one) => make("span", {}, ` ${one}`)))] : []));
    }
    if ("missing" in news || "columns" in news) {
      columns.replaceChildren(...seen.missing.map((field) => make("div", { className: "bar" }, make("label", {}, field === "note" ? "Which column holds what you saw?" : "Which column holds the child's name?",
        pick(field === "note" ? "What you saw" : "The child's name", [["", "Choose"], ...seen.columns.map((one) => [one, one])], "", (event) => event.target.value && send({ do: "name_column", field, heading: event.target.value }))))));
    }
    if ("teacher" in news && teacher !== document.activeElement) teacher.value = seen.teacher || "";
    foretold.textContent = seen.foretold || "";
    foretold.hidden = !seen.foretold;
    pace.hidden = !seen.pace;
    write.disabled = Boolean(seen.pace);
    if (seen.pace) {
      bar.max = seen.pace.total || 1;
      bar.value = seen.pace.done;
      const cost = seen.pace.cost === null ? "" : `, $${seen.pace.cost.toFixed(3)} so far`;
      const failed = seen.pace.failed ? `, ${seen.pace.failed} to look at` : "";
      paced.textContent = seen.pace.cancelled ? "Stopping" : `${seen.pace.done} of ${seen.pace.total}${failed}${cost}`;
    }
    for (const [number, { whole }] of cards) if (!seen.order.includes(number)) { whole.remove(); cards.delete(number); }
    for (const number of seen.order) {
      if (!cards.has(number)) { cards.set(number, card(number)); cards.get(number).show(seen[`row ${number}`]); }
      else if (`row ${number}` in news) cards.get(number).show(seen[`row ${number}`]);
    }
    if ("order" in news) rows.append(...seen.order.map((number) => cards.get(number).whole));
    if ("channels" in news) channel.replaceChildren(...[["", "Any way"], ...seen.channels].map(([key, words]) => make("option", { value: key }, words)));
    if ("languages" in news) language.replaceChildren(...[["", "Any language"], ...seen.languages].map(([key, words]) => make("option", { value: key }, words)));
    if ("export_told" in news) exported.textContent = seen.export_told;
    exported.hidden = !exported.textContent;
    const open = seen.order.some((number) => ["ready", "failed"].includes(seen[`row ${number}`].state));
    write.classList.toggle("main", open);
    save.classList.toggle("main", !open);
    sift();
    el.firstElementChild.dataset.ready = "";
  }

  function hear(content, buffers) {
    if (content.is) show(content.is);
    if (content.file) {
      hand(content.file.name, buffers, content.file.mime);
      exported.textContent = `${content.file.name} is in your downloads.`;
      exported.hidden = false;
    }
  }
  model.on("msg:custom", hear);
  send({ do: "look" });
  return () => model.off("msg:custom", hear);
}

export default { render };
