// The two places to write: CodeMirror with marks as decorations. Tags and numbers are widgets, so they are never copied.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Annotation, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, keymap, placeholder } from "@codemirror/view";

const FromDesk = Annotation.define();
const setMarks = StateEffect.define();
const setLit = StateEffect.define();

class Tag extends WidgetType {
  constructor(kind, text, act) {
    super();
    Object.assign(this, { kind, text, act });
  }
  eq(other) {
    return other.kind === this.kind && other.text === this.text;
  }
  toDOM() {
    const el = document.createElement("span");
    el.className = this.kind;
    el.textContent = this.text;
    el.setAttribute("aria-hidden", "true");
    if (this.act) el.addEventListener("mousedown", (event) => (event.preventDefault(), this.act()));
    return el;
  }
  ignoreEvent() {
    return true;
  }
}

const field = (effect) =>
  StateField.define({
    create: () => Decoration.none,
    update(marks, change) {
      marks = marks.map(change.changes);
      for (const one of change.effects) if (one.is(effect)) marks = one.value;
      return marks;
    },
    provide: (self) => EditorView.decorations.from(self),
  });

// options: label, describedby, hint, onText(text), onPlace(offset or null), spelling, lines
export function editor(parent, options) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({
          "aria-label": options.label,
          "aria-describedby": options.describedby || null,
          spellcheck: options.spelling ? "true" : "false",
          autocapitalize: options.spelling ? "sentences" : "off",
          dir: "auto",
          tabindex: "0",
        }),
        options.hint ? placeholder(options.hint) : [],
        field(setMarks),
        field(setLit),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.annotation(FromDesk))) {
            options.onText(update.state.doc.toString());
          }
          if (update.selectionSet && view.hasFocus) options.onPlace(update.state.selection.main.head);
        }),
        EditorView.domEventHandlers({
          blur: () => options.onLeave?.(),
          pointermove: (event) => options.onPlace(view.posAtCoords({ x: event.clientX, y: event.clientY })),
          pointerleave: () => options.onPlace(null),
        }),
      ],
    }),
  });
  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    // Only what differs is replaced, so that the caret stays where it was; an undo in the editor takes it back.
    set text(text) {
      const old = view.state.doc.toString();
      if (old === text) return;
      let start = 0;
      while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
      let end = 0;
      while (end < old.length - start && end < text.length - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
      view.dispatch({
        changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
        annotations: FromDesk.of(true),
      });
    },
    // spans: {start, end, class, title}; widgets: {at, kind, text, act}
    mark(spans, widgets) {
      const size = view.state.doc.length;
      const found = [
        ...spans
          .filter((one) => one.start < one.end && one.end <= size)
          .map((one) => Decoration.mark({ class: one.class, attributes: one.title ? { title: one.title } : {} }).range(one.start, one.end)),
        ...widgets
          .filter((one) => one.at <= size)
          .map((one, at) => Decoration.widget({ widget: new Tag(one.kind, one.text, one.act), side: at + 1 }).range(one.at)),
      ];
      view.dispatch({ effects: setMarks.of(Decoration.set(found, true)) });
    },
    light(spans) {
      const size = view.state.doc.length;
      const lit = spans.filter((one) => one.start < one.end && one.end <= size);
      view.dispatch({ effects: setLit.of(Decoration.set(lit.map((one) => Decoration.mark({ class: "lit" }).range(one.start, one.end)), true)) });
    },
    turn(dir) {
      view.contentDOM.dir = dir;
    },
    select() {
      view.focus();
      view.dispatch({ selection: { anchor: 0, head: view.state.doc.length } });
    },
    destroy: () => view.destroy(),
  };
}
