// Blocks: paragraphs, headings, quotations, rules, and boxes for every other element that holds blocks.

import { Node } from "@tiptap/core";
import { setStyle } from "../commands.js";
import { hidden, html, travelling } from "./attributes.js";

export const Document = Node.create({ name: "doc", topNode: true, content: "block+" });

export const Text = Node.create({ name: "text", group: "inline" });

/** `shape` remembers how a text stood in its parent: "bare:li" without an element, "p:li" in a paragraph. */
export const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block",
  content: "inline*",
  addAttributes: () => ({ ...html, shape: hidden(null, false) }),
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", { dir: "auto", ...HTMLAttributes }, 0],
  addKeyboardShortcuts() {
    return { "Mod-Alt-0": () => setStyle(this.editor, "paragraph") };
  },
});

export const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ ...html, level: hidden(2) }),
  parseHTML: () =>
    [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(level, 2) } })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs.level}`, { dir: "auto", ...HTMLAttributes }, 0],
  addKeyboardShortcuts() {
    const set = (level) => () => setStyle(this.editor, `heading-${level}`);
    return { "Mod-Alt-2": set(2), "Mod-Alt-3": set(3), "Mod-Alt-4": set(4) };
  },
});

export const Blockquote = Node.create({
  name: "blockquote",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => html,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
});

export const Rule = Node.create({
  name: "rule",
  group: "block",
  addAttributes: () => html,
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
});

/** An element that holds blocks and has no node of its own, such as div, section, dl, an odd list. */
export const Box = Node.create({
  name: "box",
  group: "block",
  content: "block+",
  addAttributes: () => ({ ...html, box: travelling("box", "div") }),
  parseHTML: () => [{ tag: "[data-wegweiser-box]", getAttrs: (element) => isBox(element) && null }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes, 0],
});

const BOXES = new Set(
  `a abbr address article aside b bdi bdo blockquote caption cite code dd details dfn div dl dt em
  figcaption figure footer h2 h3 h4 h5 h6 header i kbd li mark ol p q s samp section small span strong
  sub summary sup table tbody td tfoot th thead time tr u ul var`.split(/\s+/),
);

function isBox(element) {
  return BOXES.has(element.getAttribute("data-wegweiser-box"));
}
