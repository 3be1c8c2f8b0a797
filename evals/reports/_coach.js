// Answers stay in this page until saved; the file is what `drafting-evals agree --labels` reads.
(() => {
  const rows = JSON.parse(document.getElementById("messages").textContent), answers = new Map();
  const opposite = {met: "not_met", not_met: "met"};
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-v]");
    if (button) {
      const id = button.dataset.m + " " + button.dataset.c, on = button.getAttribute("aria-pressed") !== "true";
      for (const other of button.parentElement.children) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", String(on));
      on ? answers.set(id, button.dataset) : answers.delete(id);
      for (const save of document.querySelectorAll(".save")) save.disabled = !answers.size;
      for (const said of document.querySelectorAll(".said"))
        said.textContent = answers.size === 1 ? "1 note answered. Not saved yet." : answers.size + " notes answered. Not saved yet.";
    } else if (event.target.closest(".save")) {
      const lines = new Map();
      for (const {m, c, v, met} of answers.values()) {
        if (!lines.has(m)) lines.set(m, {...rows[m], labels: {}});
        lines.get(m).labels[c] = {v: v === "agree" ? met : opposite[met], span: null, firm: true};
      }
      const text = [...lines.values()].map(row => JSON.stringify(row)).join("\n") + "\n";
      const link = Object.assign(document.createElement("a"), {
        href: URL.createObjectURL(new Blob([text], {type: "application/jsonl"})), download: "labels.jsonl",
      });
      link.click();
      URL.revokeObjectURL(link.href);
      for (const said of document.querySelectorAll(".said")) said.textContent = "Saved to labels.jsonl: " + answers.size + (answers.size === 1 ? " answer." : " answers.");
    }
  });
})();
