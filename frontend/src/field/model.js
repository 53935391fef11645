// The model of a field: one line of words and chips, read from coded text and written as such.

import { Schema } from "@tiptap/pm/model";
import { defuse, markOf, pieces } from "./coded.js";
import { fitting } from "./order.js";

const LINE_BREAKS = /[\n\r\u2028\u2029]+/g;

export const schema = new Schema({
  nodes: {
    doc: { content: "line" },
    line: { content: "(text | chip)*", selectable: false, toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }] },
    chip: {
      inline: true,
      atom: true,
      draggable: true,
      attrs: { number: {}, role: {} },
      toDOM: (node) => ["span", { "data-chip": markOf(node.attrs) }],
      parseDOM: [{ tag: "[data-chip]", getAttrs: (element) => markIn(element) ?? false }],
    },
    text: {},
  },
});

/** The mark that an element of a field stands for; undefined where it is none. */
export function markIn(element) {
  return pieces(element.getAttribute("data-chip") ?? "").find((piece) => typeof piece !== "string");
}

/** Words and marks as nodes. */
export function nodesOf(found) {
  return found
    .filter((piece) => piece !== "")
    .map((piece) => (typeof piece === "string" ? schema.text(piece) : schema.nodes.chip.create(piece)));
}

/** A text as a document: codes that do not fit are left out, line breaks are blanks. */
export function read(coded, codes) {
  const found = pieces(coded.replace(LINE_BREAKS, " "));
  const kept = fitting(found.filter((piece) => typeof piece !== "string"), codes);
  const line = nodesOf(found.filter((piece) => typeof piece === "string" || kept.has(piece)));
  return schema.node("doc", null, schema.node("line", null, line));
}

/** A document as coded text. */
export function write(doc) {
  const parts = [];
  doc.firstChild.forEach((node) => parts.push(node.isText ? defuse(node.text) : markOf(node.attrs)));
  return parts.join("").replace(LINE_BREAKS, " ");
}

/** The chips of a document in order, each { pos, number, role }. */
export function chipsOf(doc) {
  const found = [];
  doc.firstChild.forEach((node, offset) => {
    if (node.type === schema.nodes.chip) found.push({ pos: offset + 1, ...node.attrs });
  });
  return found;
}

/** The chip that is selected, and nothing beside it; null where there is none. */
export function chosenChip({ doc, selection }) {
  const { from, to } = selection;
  return (to - from === 1 && chipsOf(doc).find(({ pos }) => pos === from)) || null;
}

/** The codes that are not in the text. */
export function missing(doc, codes) {
  const there = new Set(chipsOf(doc).map((chip) => chip.number));
  return Array.from(codes.values()).filter((code) => !there.has(code.number));
}
