// Spelling: text and attributes as HTML, written as the server's sanitiser writes them.

import { attributesOf } from "../schema/attributes.js";

const TEXT = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;" };
const VALUE = { ...TEXT, '"': "&quot;" };

export function text(words) {
  return words.replace(/[&<>\u00a0]/g, (sign) => TEXT[sign]);
}

/** An opening tag. */
export function opening(tag, html) {
  const values = Object.entries(html ?? {}).map(
    ([name, value]) => ` ${name}="${value.replace(/[&<>\u00a0"]/g, (sign) => VALUE[sign])}"`,
  );
  return `<${tag}${values.join("")}>`;
}

/** What an element of a parsed page holds, by the attributes that are kept. */
export function inner(element) {
  return Array.from(element.childNodes, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return text(node.data);
    return node.nodeType === Node.ELEMENT_NODE ? outer(node) : "";
  }).join("");
}

/** An element of a parsed page with all it holds. */
export function outer(element) {
  const start = opening(element.localName, attributesOf(element));
  return element.localName === "col" ? start : `${start}${inner(element)}</${element.localName}>`;
}
