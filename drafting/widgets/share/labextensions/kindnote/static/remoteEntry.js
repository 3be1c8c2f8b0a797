// A JupyterLab extension by hand: `drafting lab` opens a page, not code. Only notebooks whose metadata say
// {"kindnote": {"open": "run"}} are run, and only in a Lab that was started by `drafting lab`.
const style = `
.kindnote-page .jp-Cell .jp-InputPrompt, .kindnote-page .jp-Cell .jp-OutputPrompt, .kindnote-page .jp-OutputArea-promptOverlay { display: none; }
.kindnote-page .jp-Cell-inputWrapper:has(.jp-Placeholder), .kindnote-page > .jp-Toolbar { display: none; }
.kindnote-page .jp-Cell-inputCollapser, .kindnote-page .jp-Cell-outputCollapser { visibility: hidden; }
.kindnote-page .jp-Notebook-footer { display: none; }
.kindnote-page .jp-OutputArea-output { overflow: visible; }
`;

function openPages(app) {
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const seen = new WeakSet();
  const open = async (panel) => {
    if (!panel?.context || !panel.content?.widgets || seen.has(panel)) return;
    seen.add(panel);
    await panel.context.ready;
    const about = panel.context.model.getMetadata?.("kindnote");
    if (about?.open !== "run") return;
    panel.addClass("kindnote-page");
    const session = panel.context.sessionContext;
    await session.ready;
    const run = () => {
      app.shell.activateById(panel.id);
      return app.commands.execute("notebook:run-all-cells");
    };
    let restarted = false;
    session.statusChanged.connect((_, status) => {
      if (status === "restarting" || status === "autorestarting" || status === "starting") restarted = true;
      if (status === "idle" && restarted) {
        restarted = false;
        run();
      }
    });
    await session.session?.kernel?.info;
    restarted = false;
    await run();
  };
  const look = () => open(app.shell.currentWidget);
  app.restored.then(() => {
    app.shell.currentChanged?.connect(look);
    look();
  });
}

const plugin = { id: "kindnote:open", autoStart: true, activate: openPages };
window._JUPYTERLAB = window._JUPYTERLAB || {};
window._JUPYTERLAB.kindnote = {
  init: async () => {},
  get: async () => () => ({ __esModule: true, default: plugin }),
};
