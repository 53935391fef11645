// Lines: the inline content of a block as HTML, its marks nested as they were read, or as few times as possible.

import { opening, text } from "./spelling.js";

const TAGS = { link: "a", untranslated: "span" };
const NO_TRANSLATION = { translate: "no", class: "notranslate" };

/** The HTML inside a block of inline content. */
export function writeLine(block) {
  const nodes = Array.from({ length: block.childCount }, (_, at) => block.child(at));
  let open = [];
  let out = "";
  nodes.forEach((node, at) => {
    const kept = stillOpen(open, node.marks);
    const next = [...kept, ...ordered(without(node.marks, kept), nodes, at)];
    out += closing(open.slice(kept.length)) + next.slice(kept.length).map(start).join("") + inline(node);
    open = next;
  });
  return out + closing(open);
}

function inline(node) {
  const { html, tag, inner } = node.attrs;
  if (node.isText) return text(node.text);
  if (node.type.name === "hardBreak") return opening("br", html);
  if (node.type.name === "image") return opening("img", html);
  return `${opening(tag, html)}${inner}</${tag}>`;
}

function tagOf(mark) {
  return TAGS[mark.type.name] ?? mark.attrs.tag;
}

function start(mark) {
  const isNew = mark.type.name === "untranslated" && !mark.attrs.html;
  return opening(tagOf(mark), isNew ? NO_TRANSLATION : mark.attrs.html);
}

function closing(marks) {
  return marks.map((mark) => `</${tagOf(mark)}>`).reverse().join("");
}

/** Whether two marks are one element; of what was read, only at the same depth. */
function isSame(one, other) {
  const [a, b] = [one.attrs, other.attrs];
  if (one.type !== other.type || tagOf(one) !== tagOf(other) || a.apart !== b.apart) return false;
  const isLevel = a.depth === null || b.depth === null || a.depth === b.depth;
  return isLevel && JSON.stringify(a.html) === JSON.stringify(b.html);
}

function stillOpen(open, marks) {
  const end = open.findIndex((mark) => !marks.some((other) => isSame(mark, other)));
  return end < 0 ? open : open.slice(0, end);
}

function without(marks, kept) {
  return marks.filter((mark) => !kept.some((other) => isSame(other, mark)));
}

/** Marks from the outside in: by depth as they were read; a new one goes outside of those that end before it. */
function ordered(marks, nodes, at) {
  const read = marks.filter((mark) => mark.attrs.depth !== null).sort((a, b) => a.attrs.depth - b.attrs.depth);
  const fresh = marks.filter((mark) => mark.attrs.depth === null);
  for (const mark of fresh.sort((a, b) => run(b, nodes, at) - run(a, nodes, at))) {
    const place = read.findIndex((other) => run(other, nodes, at) < run(mark, nodes, at));
    read.splice(place < 0 ? read.length : place, 0, mark);
  }
  return read;
}

/** Over how many of the following nodes a mark reaches. */
function run(mark, nodes, at) {
  const rest = nodes.slice(at);
  const end = rest.findIndex((node) => !node.marks.some((other) => isSame(mark, other)));
  return end < 0 ? rest.length : end;
}
