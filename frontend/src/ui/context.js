// The context row: where the cursor is, what can be done there, and how many words the text has.

import * as tables from "@tiptap/pm/tables";
import { pageOf } from "../addresses.js";
import { around, listAt, selectedImage, unwrapAccordion } from "../commands.js";
import { linkRange, removeLink } from "../links.js";
import { titleOf } from "../search.js";
import { el } from "./dom.js";
import { button, rove, settle } from "./toolbar.js";

const PLACES = {
  accordion: "place_accordion",
  blockquote: "place_quote",
  box: "place_box",
  bulletList: "place_list",
  orderedList: "place_list",
  summary: "place_summary",
  table: "place_table",
  tableCaption: "place_caption",
};

/** The row below the toolbar; `update` to be called when the text or selection changed. */
export function contextRow(room, ask) {
  const { editor, say } = room;
  const place = el("span", { class: "wge-place" });
  const tools = el("div", { class: "wge-tools", role: "toolbar", "aria-label": say("context") });
  const words = el("span", { class: "wge-words" });
  const element = el("div", { class: "wge-context" }, place, tools, words);
  rove(tools, () => editor.commands.focus());
  const state = { ...room, ask, tools, shown: "", parts: [] };
  let timer = 0;
  const update = () => {
    place.textContent = whereabouts(editor, say);
    showTools(state);
    clearTimeout(timer);
    timer = setTimeout(() => (words.textContent = say("words", { count: countWords(editor) })), 300);
  };
  return { element, update };
}

function countWords({ state: { doc } }) {
  return doc.textBetween(0, doc.content.size, " ", " ").match(/[\p{L}\p{N}]+(?:[-.'’][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

function whereabouts({ state }, say) {
  const { $from, node } = state.selection;
  const names = [];
  for (let depth = 1; depth <= $from.depth; depth += 1) {
    const key = PLACES[$from.node(depth).type.name];
    if (key && names.at(-1) !== say(key)) names.push(say(key));
  }
  if (node?.type.name === "image" || node?.type.name === "symbol") names.push(say(`place_${node.type.name}`));
  return names.join(" › ") || say("place_text");
}

/** Make the tools for where the cursor is now, anew only when it came to another kind of place. */
function showTools(state) {
  const kinds = kindsAt(state.editor);
  const shown = kinds.map(({ name, key }) => `${name}:${key}`).join(" ");
  if (shown !== state.shown) {
    state.shown = shown;
    state.parts = kinds.map(({ name }) => GROUPS[name](state));
    state.tools.replaceChildren(...state.parts.map(({ parts, label }) => el("div", { class: "wge-group" }, label ?? null, ...parts.map((each) => each.element))));
    settle(state.tools, state.tools.querySelector("button,input"));
  }
  for (const { parts } of state.parts) for (const part of parts) part.update();
}

function kindsAt(editor) {
  const { state } = editor;
  const kinds = [];
  if (selectedImage(state)) kinds.push({ name: "image", key: selectedImage(state).pos });
  if (editor.isActive("link")) kinds.push({ name: "link", key: linkRange(editor).href });
  if (listAt(state)) kinds.push({ name: "list", key: listAt(state).node.type.name });
  if (tables.isInTable(state)) kinds.push({ name: "table", key: "" });
  if (around(state, "accordion")) kinds.push({ name: "accordion", key: "" });
  return kinds;
}

const GROUPS = { image: imageTools, link: linkTools, list: listTools, table: tableTools, accordion: accordionTools };

function imageTools({ editor, say, ask }) {
  const html = selectedImage(editor.state).node.attrs.html ?? {};
  const label = el("span", { class: "wge-what" }, html.alt || (html.alt === "" ? "" : say("image_lacks_alt")));
  const parts = [
    button({ say, key: "image_change", shape: "edit", run: ask.image, ask: true }),
    button({ say, key: "image_remove", shape: "remove", run: () => editor.chain().focus().deleteSelection().run() }),
  ];
  return { label, parts };
}

function linkTools({ editor, say, ask, searchUrl }) {
  const { href } = linkRange(editor);
  const id = pageOf(href);
  const label = el("span", { class: "wge-what", dir: "auto" }, id ? say("link_page", { id }) : href);
  if (id) titleOf(searchUrl, id).then((title) => title && (label.textContent = title));
  const parts = [
    button({ say, key: "link_change", shape: "edit", run: ask.link, ask: true }),
    button({ say, key: "link_remove", shape: "unlink", run: () => removeLink(editor, linkRange(editor)) }),
  ];
  if (/^https?:/i.test(href)) {
    parts.push(button({ say, key: "link_open", shape: "open", run: () => window.open(href, "_blank", "noopener") }));
  }
  return { label, parts };
}

function listTools({ editor, say }) {
  const parts = [
    button({ say, key: "outdent", run: () => editor.chain().focus().liftListItem("listItem").run() }),
    button({
      say,
      key: "indent",
      run: () => editor.chain().focus().sinkListItem("listItem").run(),
      usable: () => editor.can().sinkListItem("listItem"),
    }),
  ];
  return { parts: listAt(editor.state).node.type.name === "orderedList" ? [...parts, startField(editor, say)] : parts };
}

/** The number that a list starts from. */
function startField(editor, say) {
  const input = el("input", { type: "number", min: "1", max: "9999", step: "1" });
  const list = () => listAt(editor.state)?.node.attrs.start ?? 1;
  input.addEventListener("change", () => {
    const start = Math.min(Math.max(Number.parseInt(input.value, 10) || 1, 1), 9999);
    editor.chain().updateAttributes("orderedList", { start }).run();
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), input.blur(), editor.commands.focus()));
  const update = () => document.activeElement !== input && (input.value = list());
  return { element: el("label", { class: "wge-start" }, say("list_start"), input), update };
}

function tableTools({ editor, say }) {
  const tool = (key, command, shape) =>
    button({
      say,
      key,
      shape,
      run: () => (command(editor.state, editor.view.dispatch), editor.commands.focus()),
      usable: () => command(editor.state),
    });
  const mergeOrSplit = (state, dispatch) => tables.mergeCells(state, dispatch) || tables.splitCell(state, dispatch);
  const parts = [
    tool("row_above", tables.addRowBefore),
    tool("row_below", tables.addRowAfter),
    tool("row_delete", tables.deleteRow),
    tool("column_before", tables.addColumnBefore),
    tool("column_after", tables.addColumnAfter),
    tool("column_delete", tables.deleteColumn),
    tool("header_row", tables.toggleHeaderRow),
    tool("header_column", tables.toggleHeaderColumn),
    tool("cells_merge", mergeOrSplit),
    tool("table_delete", tables.deleteTable, "remove"),
  ];
  return { parts };
}

function accordionTools({ editor, say }) {
  return { parts: [button({ say, key: "accordion_unwrap", shape: "unwrap", run: () => unwrapAccordion(editor) })] };
}
