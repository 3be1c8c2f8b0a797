// Small pieces of page-making: elements, icons, lists that keep what has not changed.

export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else if (name === "class") el.className = value;
    else if (name in el && !name.startsWith("aria") && name !== "list" && name !== "form") el[name] = value;
    else el.setAttribute(name, value === true ? "" : value);
  }
  el.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== ""));
  return el;
}

const PATHS = {
  sure: "M3 8.5l3.2 3.2L13 4.8",
  check: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M6.3 6.4c.1-2 3.4-2 3.4.1 0 1.3-1.7 1.4-1.7 2.7M8 11.4v.01",
  left: "M3.5 8h9",
  never: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M3.7 12.3l8.6-8.6",
  next: "M6 3.5L10.5 8 6 12.5",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export const hidden = (text) => h("span", { class: "vh" }, text);

// Repaint a list: an item that has not changed keeps its element, its focus and what was typed in it.
export function paint(box, items, keyOf, build) {
  const before = new Map([...box.children].map((el) => [el._key, el]));
  const active = box.getRootNode().activeElement;
  const mine = active && box.contains(active) ? active : null;
  const focus = mine ? [mine.closest("[data-item]")?._key, mine.dataset.k] : null;
  const now = items.map((item) => {
    const key = keyOf(item);
    const seen = JSON.stringify(item);
    const old = before.get(key);
    if (old && (old._seen === seen || old._busy)) return old;
    const el = build(item);
    el._key = key;
    el._seen = seen;
    el.dataset.item = "";
    return el;
  });
  if (now.length === box.children.length && now.every((el, at) => box.children[at] === el)) return;
  box.replaceChildren(...now);
  if (!focus || box.contains(box.getRootNode().activeElement)) return;
  const home = now.find((el) => el._key === focus[0]);
  const there = home?.querySelector(`[data-k="${CSS.escape(focus[1] || "")}"]`) || home?.querySelector("button, input, textarea");
  there?.focus({ preventScroll: true });
}

let count = 0;
export const fresh = (name) => `kn-${name}-${(count += 1)}`;
