// Marks: stress, links, words that nobody translates, and every other inline element by its name.

import { Mark } from "@tiptap/core";
import { hidden, html, isSafe, TAG, travelling } from "./attributes.js";

/* `depth` is how deep the element stood among inline elements and `apart` tells two equal neighbours from one;
   without these two, a text that nobody changed would not come out as it went in. */
const place = { depth: hidden(), apart: hidden() };

export const Bold = stress("bold", "strong", ["strong", "b"], "Mod-b");
export const Italic = stress("italic", "em", ["em", "i"], "Mod-i");
export const Underline = stress("underline", "u", ["u"]);
export const Strike = stress("strike", "s", ["s"]);

function stress(name, tag, tags, key) {
  return Mark.create({
    name,
    addAttributes: () => ({ ...html, ...place, tag: hidden(tag) }),
    parseHTML: () => tags.map((each) => ({ tag: each, attrs: { tag: each } })),
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    addKeyboardShortcuts() {
      return key ? { [key]: () => this.editor.commands.toggleMark(name) } : {};
    },
  });
}

export const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ ...html, ...place }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (a) => isSafe(a.getAttribute("href")) && { html: { href: a.getAttribute("href") } },
    },
  ],
  renderHTML: ({ mark, HTMLAttributes }) => {
    const href = mark.attrs.html?.href ?? "";
    return ["a", { ...HTMLAttributes, href: isSafe(href) ? href : "", title: href }, 0];
  },
});

/** Words that stay as they are in every language. */
export const Untranslated = Mark.create({
  name: "untranslated",
  inclusive: false,
  addAttributes: () => ({ ...html, ...place }),
  parseHTML: () => [{ tag: 'span[translate="no"]' }, { tag: "span.notranslate" }],
  renderHTML: ({ HTMLAttributes }) => ["span", { ...HTMLAttributes, translate: "no", class: "wge-untranslated" }, 0],
  addKeyboardShortcuts() {
    return { "Mod-Shift-u": () => this.editor.commands.toggleMark(this.name) };
  },
});

const SHOWN = new Set("abbr bdi bdo cite code dfn kbd mark q samp small sub sup var".split(" "));

/** Any other inline element; several may lie round the same words. */
export const Inline = Mark.create({
  name: "inline",
  excludes: "",
  addAttributes: () => ({ ...html, ...place, tag: travelling("tag", "span", TAG) }),
  parseHTML: () => [
    { tag: "[data-wegweiser-tag]:not([data-wegweiser-symbol])", priority: 60 },
    { tag: "sub", attrs: { tag: "sub" } },
    { tag: "sup", attrs: { tag: "sup" } },
  ],
  renderHTML: ({ mark, HTMLAttributes }) => [SHOWN.has(mark.attrs.tag) ? mark.attrs.tag : "span", HTMLAttributes, 0],
});
