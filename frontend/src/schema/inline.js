// Inline nodes: line breaks, images, and symbols, which are elements without any text (icons, anchors).

import { Node } from "@tiptap/core";
import { attributesOf, html, isSafe, TAG, travelling } from "./attributes.js";

export const HardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  addAttributes: () => html,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: ({ HTMLAttributes }) => ["br", HTMLAttributes],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    const add = () =>
      this.editor.commands.first(({ commands }) => [
        () => commands.exitCode(),
        () => commands.insertContent({ type: this.name }),
      ]);
    return { "Shift-Enter": add, "Mod-Enter": add };
  },
});

/** All that an image says stands in its HTML attributes, src and alt included. */
export const Image = Node.create({
  name: "image",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => html,
  parseHTML: () => [
    { tag: "span[data-wegweiser-html][data-wegweiser-image]" },
    {
      tag: "img[src]",
      getAttrs: (img) => /^https?:/i.test(img.getAttribute("src")) && { html: attributesOf(img, ["class", "style", "id"]) },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["span", { "data-wegweiser-image": "", ...HTMLAttributes }],
  addNodeView: () => ({ node }) => ({ dom: picture(node.attrs.html ?? {}) }),
});

/** An image as it is shown: in its size, or as a field with its name where it cannot be loaded. */
function picture(attributes) {
  const frame = document.createElement("span");
  frame.className = "wge-image";
  const img = document.createElement("img");
  img.alt = attributes.alt ?? "";
  img.draggable = false;
  const [width, height] = [size(attributes, "width"), size(attributes, "height")];
  if (width) img.style.width = `${width}px`;
  if (height && width < 64) img.style.height = `${height}px`;
  if (width && width <= 40) frame.classList.add("is-small");
  if (!attributes.alt && !("alt" in attributes) && !frame.classList.contains("is-small")) frame.classList.add("lacks-alt");
  img.addEventListener("error", () => frame.classList.add("is-broken"));
  if (isSafe(attributes.src ?? "")) img.src = attributes.src ?? "";
  frame.title = attributes.alt || fileName(attributes.src);
  frame.dataset.name = frame.title;
  frame.append(img);
  return frame;
}

function size(attributes, name) {
  const styled = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*(\\d+)px`).exec(attributes.style ?? "");
  return Number.parseInt(styled ? styled[1] : (attributes[name] ?? ""), 10) || 0;
}

function fileName(address = "") {
  return address.split(/[?#]/)[0].split("/").pop();
}

/** `inner` is the HTML inside the element: nothing, blanks, or further empty elements. */
export const Symbol = Node.create({
  name: "symbol",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ ...html, tag: travelling("tag", "span", TAG), inner: travelling("inner", "") }),
  parseHTML: () => [{ tag: "span[data-wegweiser-symbol]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", { "data-wegweiser-symbol": "", ...HTMLAttributes }],
});
