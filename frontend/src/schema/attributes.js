// What HTML attributes become in the editor: each node and mark carries its own, to the letter.

import { nameOf } from "../html/parse.js";

const NAMES = new Set(
  `abbr alt cite class colspan datetime dir download headers height href hreflang id lang loading open
  rel reversed role rowspan scope sizes span src srcset start style target title translate type value
  width`.split(/\s+/),
);
const SHOWN_STYLES =
  /^(text-align|text-decoration|font-style|font-weight|list-style-type|padding(-left|-right)?|margin(-left|-right)?|direction)$/;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "page:"]);
const CARRIER = "data-wegweiser-html";

/** Whether the sanitiser could let an attribute of this name through. */
export function isKept(name) {
  return NAMES.has(name) || /^(data|aria)-[\w.-]+$/.test(name);
}

/** An element's attributes in their order, but for `left`; null when there are none. */
export function attributesOf(element, left = []) {
  return picked(Array.from(element.attributes, ({ name, value }) => [nameOf(name), value]), left);
}

/** The attributes that an element copied from this editor brings along. */
function carried(element) {
  try {
    return picked(Object.entries(JSON.parse(element.getAttribute(CARRIER) ?? "{}")));
  } catch {
    return null;
  }
}

function picked(entries, left = []) {
  const kept = entries.filter(([name, value]) => isKept(name) && !left.includes(name) && isAllowed(name, value));
  return kept.length ? Object.fromEntries(kept.map(([name, value]) => [name, String(value)])) : null;
}

function isAllowed(name, value) {
  return (name !== "href" && name !== "src") || isSafe(String(value));
}

/** Whether an address is relative or of a kind that a guide may lead to. */
export function isSafe(address) {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(address.trim());
  return !scheme || SCHEMES.has(scheme[0].toLowerCase());
}

/** The attributes under which something is shown while it is edited: no classes and no ids of the guide's. */
function shown(html) {
  if (!html) return {};
  const attributes = { [CARRIER]: JSON.stringify(html) };
  if (html.lang) attributes.lang = html.lang;
  if (html.dir) attributes.dir = html.dir;
  const style = shownStyle(html.style);
  return style ? { ...attributes, style } : attributes;
}

function shownStyle(style = "") {
  const known = style.split(";").filter((part) => SHOWN_STYLES.test(part.split(":")[0].trim()));
  return known.join(";");
}

/** The attribute that holds all HTML attributes of a node or mark. */
export const html = {
  html: { default: null, parseHTML: carried, renderHTML: ({ html: attributes }) => shown(attributes) },
};

/** An attribute that is never seen in the page being edited, nor copied from it. */
export function hidden(value = null, keepOnSplit = true) {
  return { default: value, rendered: false, parseHTML: () => null, keepOnSplit };
}

/** What the name of an element looks like. */
export const TAG = /^[a-z]{1,10}[1-6]?$/;

/** An attribute that travels in a data attribute of ours, as long as it is of the given form. */
export function travelling(name, value, form = /^/) {
  const data = `data-wegweiser-${name}`;
  const brought = (element) => element.getAttribute(data);
  return {
    default: value,
    parseHTML: (element) => (form.test(brought(element) ?? "") ? brought(element) : null),
    renderHTML: (attributes) => ({ [data]: attributes[name] }),
  };
}
