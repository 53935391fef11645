// Reading: a page's HTML as the document that is edited, with nothing left out.

import { attributesOf } from "../schema/attributes.js";
import { parse } from "./parse.js";
import { inner, outer } from "./spelling.js";

const INLINE = new Set(
  `a abbr b bdi bdo br cite code del dfn em font i img ins kbd mark q s samp small span strong sub sup time
  u var`.split(/\s+/),
);
const BLOCKS = new Set(
  `address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h1
  h2 h3 h4 h5 h6 header hr li ol p section summary table tbody td tfoot th thead tr ul`.split(/\s+/),
);
const SILENT = "script,style,template,title,noscript,iframe,object,svg,math,textarea,select";
const RENAMED = { del: "s", font: "span", h1: "h2", ins: "u" };
const MARKS = { a: "link", b: "bold", em: "italic", i: "italic", s: "strike", strong: "bold", u: "underline" };
const BLANK = /^[ \t\n\r\f]*$/;
const INVISIBLE = /^[\s\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]*$/;

/** The document, as JSON, that an HTML text is. */
export function read(html) {
  const body = parse(html);
  for (const element of body.querySelectorAll(SILENT)) element.remove();
  return { type: "doc", content: blocks(body, "") };
}

function tagOf(element) {
  return RENAMED[element.localName] ?? element.localName;
}

function isElement(node) {
  return node.nodeType === Node.ELEMENT_NODE;
}

function isKnown(element) {
  return INLINE.has(element.localName) || BLOCKS.has(element.localName);
}

/** The children that say something, those of unknown elements in the place of these. */
function children(element) {
  return Array.from(element.childNodes).flatMap((node) => {
    if (!isElement(node)) return node.nodeType === Node.TEXT_NODE ? [node] : [];
    return isKnown(node) ? [node] : children(node);
  });
}

function isInline(node) {
  if (!isElement(node)) return true;
  return INLINE.has(node.localName) && children(node).every(isInline);
}

function isBlank(node) {
  return node.nodeType === Node.TEXT_NODE && BLANK.test(node.data);
}

/** What an element holds as blocks, at least one; runs of inline content become bare paragraphs. */
function blocks(element, tag, held = children(element)) {
  const found = [];
  let run = [];
  const close = () => {
    if (!run.every(isBlank)) found.push(paragraph(run, `bare:${tag}`));
    run = [];
  };
  for (const child of held) {
    if (isInline(child)) {
      run.push(child);
      continue;
    }
    close();
    found.push(block(child, tag));
  }
  close();
  return found.length ? found : [paragraph([], `bare:${tag}`)];
}

function paragraph(nodes, shape, html = null) {
  return { type: "paragraph", attrs: { html, shape }, content: line(nodes) };
}

function block(element, parent) {
  const tag = tagOf(element);
  const html = attributesOf(element);
  const held = children(element);
  const isLine = held.every(isInline);
  if (tag === "p" && isLine) return paragraph(held, `p:${parent}`, html);
  if (/^h[2-6]$/.test(tag) && isLine) {
    return { type: "heading", attrs: { html, level: Number(tag[1]) }, content: line(held) };
  }
  if (tag === "hr") return { type: "rule", attrs: { html } };
  return list(element, tag) ?? table(element, tag) ?? accordion(element, tag) ?? holder(element, tag);
}

/** A block that holds blocks: a quotation, or a box for any element without a node of its own. */
function holder(element, tag) {
  const html = attributesOf(element);
  const content = blocks(element, tag);
  if (tag === "blockquote") return { type: "blockquote", attrs: { html }, content };
  return { type: "box", attrs: { html, box: tag }, content };
}

function list(element, tag) {
  const items = children(element).filter((node) => !isBlank(node));
  const isList = (tag === "ul" || tag === "ol") && items.length && items.every((item) => item.localName === "li");
  if (!isList) return null;
  const content = items.map((item) => ({
    type: "listItem",
    attrs: { html: attributesOf(item) },
    content: blocks(item, "li"),
  }));
  if (tag === "ul") return { type: "bulletList", attrs: { html: attributesOf(element) }, content };
  const start = Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1;
  return { type: "orderedList", attrs: { html: attributesOf(element), start }, content };
}

function accordion(element, tag) {
  const held = children(element);
  const [first, ...more] = held.filter(isElement);
  const isFirst = first && held.slice(0, held.indexOf(first)).every(isBlank);
  if (tag !== "details" || !isFirst || first.localName !== "summary" || !children(first).every(isInline)) return null;
  if (more.some((node) => node.localName === "summary")) return null;
  const summary = { type: "summary", attrs: { html: attributesOf(first) }, content: line(children(first)) };
  const body = blocks(element, tag, held.slice(held.indexOf(first) + 1));
  return { type: "accordion", attrs: { html: attributesOf(element) }, content: [summary, ...body] };
}

/** A table with at least one cell; a caption stands above it, and sections are remembered by their rows. */
function table(element, tag) {
  if (tag !== "table" || !Array.from(element.rows).some((each) => each.cells.length)) return null;
  const groups = Array.from(element.children);
  const captions = groups.filter((group) => group.localName === "caption");
  if (captions.length > 1 || !captions.flatMap(children).every(isInline)) return null;
  const columns = groups.filter((group) => group.localName === "colgroup").map(outer).join("");
  const content = groups.flatMap((group, number) =>
    Array.from(group.rows ?? [], (each) => row(each, [group.localName, attributesOf(group), number])),
  );
  const made = { type: "table", attrs: { html: attributesOf(element), columns: columns || null }, content };
  const above = captions.map((each) => ({
    type: "tableCaption",
    attrs: { html: attributesOf(each) },
    content: line(children(each)),
  }));
  return above.length ? { type: "captionedTable", content: [...above, made] } : made;
}

function row(element, section) {
  return { type: "tableRow", attrs: { html: attributesOf(element), section }, content: Array.from(element.cells, cell) };
}

function cell(element) {
  const attrs = { html: attributesOf(element), colspan: element.colSpan, rowspan: element.rowSpan || 1 };
  const type = element.localName === "th" ? "tableHeader" : "tableCell";
  return { type, attrs, content: blocks(element, element.localName) };
}

/** Inline content without the blanks at its ends and round line breaks. */
function line(nodes) {
  const found = inlines(nodes, []);
  found.forEach((node, at) => {
    if (node.type !== "text" || node.marks.length) return;
    if (isEdge(found[at - 1])) node.text = node.text.replace(/^ /, "");
    if (isEdge(found[at + 1])) node.text = node.text.replace(/ $/, "");
  });
  return found.filter((node) => node.type !== "text" || node.text);
}

function isEdge(node) {
  return !node || (node.type === "hardBreak" && !node.marks.length);
}

function inlines(nodes, marks) {
  const found = [];
  let previous = null;
  for (const node of nodes) {
    const made = inline(node, marks, previous);
    if (made.length) previous = node;
    found.push(...made);
  }
  return found;
}

function inline(node, marks, previous) {
  if (!isElement(node)) return [{ type: "text", text: node.data.replace(/[ \t\n\r\f]+/g, " "), marks }];
  const tag = tagOf(node);
  const html = attributesOf(node);
  if (tag === "br") return [{ type: "hardBreak", attrs: { html }, marks }];
  if (tag === "img") return [{ type: "image", attrs: { html }, marks }];
  if (isSymbol(node, html)) return [{ type: "symbol", attrs: { html, tag, inner: inner(node) }, marks }];
  return inlines(children(node), [...marks, mark(tag, html, marks, isApart(previous, node))]);
}

/* Of equal elements side by side, every second one is set apart. */
const apart = new WeakSet();

function isApart(previous, element) {
  const isTwin = previous && isElement(previous) && previous.cloneNode(false).isEqualNode(element.cloneNode(false));
  if (isTwin && !apart.has(previous)) apart.add(element);
  return apart.has(element) || null;
}

/** An element without text that is there for its class, its name or the like: an icon, an anchor. */
function isSymbol(element, html) {
  const isNamed = Object.keys(html ?? {}).some((name) => /^(class|id|role|translate|(aria|data)-.*)$/.test(name));
  return isNamed && INVISIBLE.test(element.textContent) && !element.querySelector("img,br");
}

function mark(tag, html, around, apart) {
  const attrs = { html, depth: around.length, apart };
  const type = markType(tag, html);
  const isTaken = around.some((other) => other.type === type);
  if (!type || isTaken) return { type: "inline", attrs: { ...attrs, tag } };
  return { type, attrs: type === "link" || type === "untranslated" ? attrs : { ...attrs, tag } };
}

function markType(tag, html) {
  if (tag === "a" && !html?.href) return null;
  if (tag === "span" && html?.translate === "no" && html.class === "notranslate" && Object.keys(html).length === 2) {
    return "untranslated";
  }
  return MARKS[tag] ?? null;
}
