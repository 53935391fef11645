// The toolbar: groups of buttons, one of them in the tab order, the arrow keys leading to the others.

import * as commands from "../commands.js";
import { el, icon } from "./dom.js";
import { ICONS } from "./icons.js";

/** Keep one control in the tab order and move among all by arrow keys, Home and End. */
export function rove(bar, leave) {
  bar.addEventListener("keydown", (event) => {
    const all = controls(bar);
    const at = all.indexOf(document.activeElement);
    const isRtl = getComputedStyle(bar).direction === "rtl";
    const steps = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 };
    if (event.key === "Escape") leave();
    else if (event.target.type === "number" || at < 0) return;
    else if (event.key in steps) focus(all, (at + steps[event.key] + all.length) % all.length);
    else if (event.key === "Home" || event.key === "End") focus(all, event.key === "Home" ? 0 : all.length - 1);
    else return;
    event.preventDefault();
  });
  bar.addEventListener("focusin", ({ target }) => settle(bar, target));
  settle(bar, controls(bar)[0]);
}

function controls(bar) {
  return Array.from(bar.querySelectorAll("button,select,input"));
}

function focus(all, at) {
  all[at].focus();
  all[at].scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The control that Tab leads to. */
export function settle(bar, chosen) {
  for (const control of controls(bar)) control.tabIndex = control === chosen ? 0 : -1;
}

/** A button with an icon; `pressed` and `usable` are asked whenever something has changed. */
export function button({ say, key, shape = key, keys = "", run, pressed = null, usable = null, ask }) {
  const name = say(key);
  const made = el(
    "button",
    {
      type: "button",
      class: "wge-button",
      "aria-label": name,
      "aria-keyshortcuts": ariaKeys(keys) || null,
      "aria-pressed": pressed ? "false" : null,
      "aria-haspopup": ask ? "dialog" : null,
      title: keys ? `${name} (${shownKeys(keys)})` : name,
      onMousedown: (event) => event.preventDefault(),
      onClick: () => made.getAttribute("aria-disabled") !== "true" && run(),
    },
    icon(...ICONS[shape]),
  );
  const update = () => {
    if (pressed) made.setAttribute("aria-pressed", String(pressed()));
    if (usable) made.setAttribute("aria-disabled", String(!usable()));
  };
  return { element: made, update };
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

function ariaKeys(keys) {
  return keys.replace("Mod", isMac ? "Meta" : "Control");
}

function shownKeys(keys) {
  const control = document.documentElement.lang.startsWith("de") ? "Strg" : "Ctrl";
  const shift = document.documentElement.lang.startsWith("de") ? "Umschalt" : "Shift";
  return isMac ? keys.replace("Mod+", "⌘").replace("Shift+", "⇧") : keys.replace("Mod", control).replace("Shift", shift);
}

/** The toolbar of an editor: its element, and `update` to be called when the text or selection changed. */
export function toolbar(room, ask) {
  const { editor, say } = room;
  const make = (definition) => button({ say, ...definition });
  const groups = definitions(editor, ask).map((group) => group.map(make));
  const style = styleChooser(room);
  const element = el(
    "div",
    { class: "wge-toolbar", role: "toolbar", "aria-label": say("toolbar") },
    el("div", { class: "wge-group" }, style.element),
    ...groups.map((group) => el("div", { class: "wge-group" }, ...group.map((each) => each.element))),
  );
  rove(element, () => editor.commands.focus());
  const all = [style, ...groups.flat()];
  return { element, update: () => all.forEach((each) => each.update()) };
}

function definitions(editor, ask) {
  const mark = (key, keys) => ({ key, keys, run: () => editor.chain().focus().toggleMark(key).run(), pressed: () => editor.isActive(key) });
  const list = (key, type, keys) => ({ key, keys, run: () => commands.toggleList(editor, type), pressed: () => commands.listAt(editor.state)?.node.type.name === type });
  const insert = (key, run, usable) => ({ key, run: () => run(editor), usable });
  return [
    [
      mark("bold", "Mod+B"),
      mark("italic", "Mod+I"),
      { key: "link", keys: "Mod+K", run: ask.link, pressed: () => editor.isActive("link"), ask: true },
      { key: "untranslated", keys: "Mod+Shift+U", run: () => commands.toggleUntranslated(editor), pressed: () => editor.isActive("untranslated") },
    ],
    [
      list("bullet_list", "bulletList", "Mod+Shift+8"),
      list("ordered_list", "orderedList", "Mod+Shift+7"),
      { key: "blockquote", run: () => commands.toggleQuote(editor), pressed: () => editor.isActive("blockquote") },
    ],
    [
      insert("table", commands.insertTable, () => commands.canInsertTable(editor)),
      insert("accordion", commands.insertAccordion),
      { key: "contact", run: ask.contact, ask: true },
      { key: "image", run: ask.image, ask: true },
      insert("rule", commands.insertRule),
    ],
    [
      insert("clear", commands.clearFormatting),
      { key: "undo", keys: "Mod+Z", run: () => editor.chain().focus().undo().run(), usable: () => editor.can().undo() },
      { key: "redo", keys: "Mod+Y", run: () => editor.chain().focus().redo().run(), usable: () => editor.can().redo() },
    ],
  ];
}

const STYLES = ["paragraph", "heading-2", "heading-3", "heading-4"];

/** The kind of paragraph as a choice; headings of the fifth and sixth level only where a text has them. */
function styleChooser({ editor, say }) {
  const name = (value) => (value === "paragraph" ? say(value) : say("heading", { level: value.split("-")[1] }));
  const option = (value) => el("option", { value }, name(value));
  const element = el(
    "select",
    { class: "wge-style", "aria-label": say("style"), title: say("style"), onChange: () => commands.setStyle(editor, element.value) },
    ...STYLES.map(option),
  );
  element.addEventListener("keydown", (event) => /^Arrow(Left|Right)$/.test(event.key) && event.preventDefault());
  const update = () => {
    const value = commands.styleOf(editor);
    if (value && !Array.from(element.options).some((each) => each.value === value)) element.append(option(value));
    element.value = value;
    element.setAttribute("aria-disabled", String(!value));
  };
  return { element, update };
}
