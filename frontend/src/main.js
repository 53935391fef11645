// The editor for page texts: every [data-editor] of a page, and those that htmx brings in later.

import { mount } from "./mount.js";

const editors = new Map();

function mountAll(within) {
  const roots = Array.from(within.querySelectorAll("[data-editor]"));
  if (within.matches?.("[data-editor]")) roots.push(within);
  for (const root of roots) if (!editors.has(root)) start(root);
}

function start(root) {
  const made = mount(root);
  if (made) editors.set(root, made);
}

/** Let go of editors that are no longer on the page. */
function tidy() {
  for (const [root, made] of editors) {
    if (root.isConnected) continue;
    editors.delete(root);
    made.destroy();
  }
}

/** The editor of a textarea by its name or id, the first one when none is named. */
function of(name) {
  const found = Array.from(editors).find(([root]) => !name || root.dataset.editorInput === name);
  if (!found) throw new Error(`there is no editor for "${name ?? ""}"`);
  return found[1];
}

window.wegweiserEditor = {
  mount: (within = document) => mountAll(within),
  getHTML: (name) => of(name).getHTML(),
  setHTML: (html, name) => of(name).setHTML(html),
  reload: (name) => of(name).reload(),
  focus: (name) => of(name).editor.commands.focus(),
};

document.addEventListener("htmx:after:process", ({ target }) => {
  tidy();
  mountAll(target);
});
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => mountAll(document));
else mountAll(document);
