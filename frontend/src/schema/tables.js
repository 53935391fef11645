// Tables: cells, header cells and rows as prosemirror-tables wants them, with sections and a caption.

import { Node, callOrReturn, getExtensionField } from "@tiptap/core";
import { goToNextCell, tableEditing } from "@tiptap/pm/tables";
import { hidden, html } from "./attributes.js";

/** `columns` is the colgroup as HTML, written again while the number of columns is the same. */
export const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  addAttributes: () => ({ ...html, columns: hidden() }),
  parseHTML: () => [{ tag: "table" }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const go = (direction) => () => goToNextCell(direction)(this.editor.state, this.editor.view.dispatch);
    return { Tab: go(1), "Shift-Tab": go(-1) };
  },
  extendNodeSchema(extension) {
    const context = { name: extension.name, options: extension.options, storage: extension.storage };
    return { tableRole: callOrReturn(getExtensionField(extension, "tableRole", context)) };
  },
});

/** `section` is the element round the row as [tag, attributes, number]; a new row takes its neighbour's. */
export const TableRow = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)*",
  tableRole: "row",
  addAttributes: () => ({ ...html, section: hidden() }),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: ({ HTMLAttributes }) => ["tr", HTMLAttributes, 0],
});

export const TableCell = cell("tableCell", "td", "cell");
export const TableHeader = cell("tableHeader", "th", "header_cell");

function cell(name, tag, tableRole) {
  return Node.create({
    name,
    content: "block+",
    tableRole,
    isolating: true,
    addAttributes: () => ({ ...html, colspan: span("colspan"), rowspan: span("rowspan"), colwidth: hidden() }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });
}

function span(name) {
  return {
    default: 1,
    parseHTML: (element) => Math.min(Number.parseInt(element.getAttribute(name) ?? "1", 10) || 1, 100),
    renderHTML: (attributes) => (attributes[name] === 1 ? {} : { [name]: attributes[name] }),
  };
}

/** A table with a caption, which prosemirror-tables does not know: the caption stands above it. */
export const CaptionedTable = Node.create({
  name: "captionedTable",
  group: "block",
  content: "tableCaption table",
  isolating: true,
  parseHTML: () => [{ tag: "div[data-wegweiser-table]" }],
  renderHTML: () => ["div", { "data-wegweiser-table": "" }, 0],
});

export const TableCaption = Node.create({
  name: "tableCaption",
  content: "inline*",
  priority: 1100,
  addAttributes: () => html,
  parseHTML: () => [{ tag: "p[data-wegweiser-caption]" }],
  renderHTML: ({ HTMLAttributes }) => ["p", { dir: "auto", "data-wegweiser-caption": "", ...HTMLAttributes }, 0],
});
