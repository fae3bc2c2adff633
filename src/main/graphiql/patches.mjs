// Where GraphiQL's markup misleads a screen reader: a text in one of its files, and what takes its place. The build fails when
// a text is not there exactly once, so that a new GraphiQL is looked at again.
export const patches = {
  // A tab that holds buttons is no tab to a screen reader: they are a list of buttons, one of them current.
  '@graphiql/react/dist/components/tabs/index.js': [
    ['"aria-selected": isActive,', ''],
    ['role: "tab",', ''],
    ['role: "tablist",', ''],
  ],
  'graphiql/dist/GraphiQL.js': [
    ['"aria-controls": "graphiql-session", id:', '"aria-current": index_1 === activeTabIndex ? "true" : void 0, id:'],
    ['role: "tabpanel"', 'role: "region"'],
  ],
  // What its settings do not offer here.
  'graphiql/dist/ui/sidebar.js': [
    ['lets you adjust header persistence, interface theme, and clear', 'lets you choose the interface theme and clear'],
  ],
  // Its keys are bound to Ctrl on a Mac and, elsewhere, to the Windows key. Then: colours of the editors with too little contrast.
  '@graphiql/react/dist/constants.js': [
    ...['P', 'M', 'C'].map((key) => [`KeyMod.WinCtrl | KeyCode.Key${key}]`, `(isMacOs ? KeyMod.WinCtrl : KeyMod.CtrlCmd) | KeyCode.Key${key}]`]),
    ['foreground: "#908aff"\n\t\t}', 'foreground: "#a39eff" }, { token: "comment", foreground: "#8fbf73" }, { token: "keyword", foreground: "#6cabe0" }'],
    ['foreground: "#6c69ce"\n\t\t}', 'foreground: "#5a57c0" }, { token: "number", foreground: "#08683f" }, { token: "type", foreground: "#007070" }'],
  ],
  // A label in the place of the text that it labels, and none where there is no text.
  '@graphiql/plugin-history/dist/components.js': [
    ['"aria-label": "Set active", children: displayName', 'children: displayName'],
    ['onClick: handleClose, children:', 'onClick: handleClose, "aria-label": "Cancel", children:'],
    ['placeholder: "Type a label"', 'placeholder: "Type a label", "aria-label": "Label"'],
  ],
  // Its fields and arguments are texts with a click: the keyboard reaches and presses them, a screen reader says what they are.
  'graphiql-explorer/dist/Explorer.js': [
    ["'use strict';", `$&
      var pressed = function (event) {
        if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) {
          event.preventDefault();
          event.currentTarget.click();
        }
      };`],
    ['onClick: this._handleUpdateSelections,', 'role: "checkbox", "aria-checked": Boolean(selection), tabIndex: 0, onKeyDown: pressed, $&'],
    ["style: { cursor: 'pointer' },\n            onClick: function onClick(event) {", 'role: "checkbox", "aria-checked": Boolean(argValue), tabIndex: 0, onKeyDown: pressed, $&'],
    ['onChange: function onChange(event) {\n                return _this15._setAddOperationType', '"aria-label": "Kind of operation to add", $&'],
  ],
};

/** An esbuild plugin that applies them. */
export const patched = (readFile) => ({
  name: 'patched',
  setup({ onLoad }) {
    for (const [file, replacements] of Object.entries(patches)) {
      onLoad({ filter: new RegExp(`node_modules/${file.replaceAll('.', '\\.')}$`) }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const [from, to] of replacements) {
          if (contents.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`);
          contents = contents.replace(from, to);
        }
        return { contents, loader: 'js' };
      });
    }
  },
});
