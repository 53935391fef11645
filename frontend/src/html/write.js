// Writing: the document that was edited as HTML, its own attributes to the letter.

import { writeLine } from "./lines.js";
import { parse } from "./parse.js";
import { opening } from "./spelling.js";

/** The HTML of a document; an empty line at its end, which is there to type in, is left out. */
export function write(doc) {
  const nodes = childrenOf(doc);
  while (nodes.length > 0 && isSpare(nodes.at(-1))) nodes.pop();
  return nodes.map((node, at) => block(node, "", nodes, at)).join("\n");
}

function childrenOf(node) {
  return Array.from({ length: node.childCount }, (_, at) => node.child(at));
}

function isSpare(node) {
  return ["paragraph", "heading"].includes(node.type.name) && !node.content.size && !node.attrs.html;
}

function element(tag, html, inside) {
  return tag === "col" ? opening(tag, html) : `${opening(tag, html)}${inside}</${tag}>`;
}

/** All children of a node that stands in the HTML as `tag`. */
function blocks(node, tag, from = 0) {
  const nodes = childrenOf(node).slice(from);
  return nodes.map((each, at) => block(each, tag, nodes, at)).join("");
}

const WRITERS = {
  paragraph: (node, html, parent, siblings, at) =>
    isBare(node, parent, siblings, at) ? writeLine(node) : element("p", html, writeLine(node)),
  heading: (node, html) => element(`h${node.attrs.level}`, html, writeLine(node)),
  rule: (node, html) => opening("hr", html),
  blockquote: (node, html) => element("blockquote", html, blocks(node, "blockquote")),
  box: (node, html) => element(node.attrs.box, html, blocks(node, node.attrs.box)),
  bulletList: (node, html) => element("ul", html, blocks(node, "ul")),
  orderedList: (node, html) => element("ol", numbered(html, { start: node.attrs.start }), blocks(node, "ol")),
  listItem: (node, html) => element("li", html, blocks(node, "li")),
  accordion: (node, html) => element("details", html, blocks(node, "details")),
  summary: (node, html) => element("summary", html, writeLine(node)),
  table: (node) => table(node),
  captionedTable: (node) => table(node.child(1), node.child(0)),
  tableCell: (node) => element("td", spans(node), blocks(node, "td")),
  tableHeader: (node) => element("th", spans(node), blocks(node, "th")),
};

function block(node, parent, siblings, at) {
  return WRITERS[node.type.name](node, node.attrs.html, parent, siblings, at);
}

/** Whether a paragraph is written without an element: as it was read, or as guides have it in lists and cells. */
function isBare(node, parent, siblings, at) {
  if (node.attrs.html || node.attrs.shape === `p:${parent}`) return false;
  const isBeside = (other) => other?.type.name === "paragraph" && !isKeptParagraph(other, parent);
  if (isBeside(siblings[at - 1]) || isBeside(siblings[at + 1])) return false;
  if (node.attrs.shape === `bare:${parent}`) return true;
  if (parent === "td" || parent === "th") return siblings.length === 1;
  return parent === "li" && at === 0 && siblings.slice(1).every((other) => other.type.name.endsWith("List"));
}

function isKeptParagraph(node, parent) {
  return Boolean(node.attrs.html) || node.attrs.shape === `p:${parent}`;
}

/** Attributes with these numbers, each in the place it has; 1 need not be said. */
function numbered(html, numbers) {
  const all = { ...html };
  for (const [name, value] of Object.entries(numbers)) {
    if (value !== 1) all[name] = String(value);
    else if (Number(all[name]) !== 1) delete all[name];
  }
  return all;
}

function spans({ attrs: { html, colspan, rowspan } }) {
  return numbered(html, { colspan, rowspan });
}

function table(node, caption) {
  const above = caption ? element("caption", caption.attrs.html, writeLine(caption)) : "";
  return element("table", node.attrs.html, above + columns(node) + sections(node));
}

/** The colgroup, while it speaks of as many columns as there are. */
function columns(node) {
  if (!node.attrs.columns) return "";
  const columns = parse(`<table>${node.attrs.columns}</table>`);
  const groups = Array.from(columns.querySelectorAll("col, colgroup:not(:has(col))"));
  const described = groups.reduce((sum, each) => sum + (each.span || 1), 0);
  const width = childrenOf(node.child(0)).reduce((sum, cell) => sum + cell.attrs.colspan, 0);
  return described === width ? node.attrs.columns : "";
}

/** The rows in their sections; a row that was added belongs to the section it was added to. */
function sections(node) {
  const rows = childrenOf(node);
  const first = rows.find((row) => row.attrs.section)?.attrs.section ?? ["tbody", null, 0];
  let current = null;
  const groups = [];
  for (const row of rows) {
    const section = row.attrs.section ?? current ?? first;
    if (!current || section[2] !== current[2]) groups.push({ section, inside: "" });
    groups.at(-1).inside += element("tr", row.attrs.html, blocks(row, "tr"));
    current = section;
  }
  return groups.map(({ section: [tag, html], inside }) => element(tag, html, inside)).join("");
}
