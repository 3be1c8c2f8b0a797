// The line to the desk: verbs go out in order, pictures come in. What has not been taken yet waits here, and in the tab.
const WAITING = "kindnote.waiting";
const PATIENCE = 2500;

function unheard() {
  try {
    return JSON.parse(sessionStorage.getItem(WAITING) || "{}");
  } catch {
    return {};
  }
}

export function line(model, { onPicture, onFile, onSilence }) {
  let seq = 0; // the last text handed over
  let taken = 0; // the last text that the desk has answered
  let timer = 0;
  let left = unheard();
  const due = {}; // texts typed since: verb -> message
  const flying = {}; // texts handed over and not answered yet

  const store = () => {
    const words = { ...left, ...flying, ...due };
    try {
      if (Object.keys(words).length) sessionStorage.setItem(WAITING, JSON.stringify(words));
      else sessionStorage.removeItem(WAITING);
    } catch {
      // a browser without storage: the words are still in the page
    }
  };
  const send = (message) => {
    clearTimeout(timer);
    timer = setTimeout(() => onSilence(true), PATIENCE);
    try {
      model.send(message);
    } catch {
      onSilence(true);
    }
  };
  // One text at a time: the next goes out when the last is answered, so the desk is never behind by more than one.
  const pump = (all = false) => {
    if (!all && taken < seq) return;
    for (const verb of Object.keys(due)) {
      seq += 1;
      flying[verb] = due[verb];
      send({ ...due[verb], do: verb, seq });
      delete due[verb];
    }
    store();
  };
  const hear = (message, buffers) => {
    clearTimeout(timer);
    onSilence(false);
    if (message.file) return onFile(message.file, buffers[0]);
    if (!message.is) return;
    // words that were typed while nobody listened (a dead kernel, a reload) are handed over now
    for (const [verb, words] of Object.entries(left)) due[verb] ??= words;
    left = {};
    taken = Math.max(taken, message.seq || 0);
    if (taken >= seq) for (const verb of Object.keys(flying)) delete flying[verb];
    store();
    const settled = taken >= seq && !Object.keys(due).length;
    onPicture(message.is, { settled, seq: taken });
    pump();
  };
  model.on("msg:custom", hear);
  return {
    type(verb, message) {
      due[verb] = message;
      store();
      pump();
      return seq;
    },
    act(verb, message = {}) {
      pump(true);
      send({ ...message, do: verb });
    },
    get clean() {
      return taken >= seq && !Object.keys(due).length;
    },
    get seq() {
      return seq;
    },
    close() {
      clearTimeout(timer);
      model.off("msg:custom", hear);
    },
  };
}
