// Pasting: what comes from Word or a web page keeps headings, lists, links and tables, and loses its looks.

import { parse, styleOf } from "./html/parse.js";
import { isSafe } from "./schema/attributes.js";

const KEPT = new Set(
  `a blockquote br details em h2 h3 h4 hr img li ol p strong sub summary sup table tbody td tfoot th thead
  tr ul`.split(/\s+/),
);
const RENAMED = { b: "strong", caption: "p", dd: "p", div: "p", dt: "p", figcaption: "p", h1: "h2", h5: "h4", h6: "h4", i: "em" };
const ATTRIBUTES = { a: ["href"], img: ["src", "alt"], ol: ["start"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] };
const SILENT = "script,style,template,title,meta,link,xml,noscript,iframe,object,svg,math,button,input,select";
const BLOCK = "p,div,h1,h2,h3,h4,h5,h6,ul,ol,li,table,blockquote,section,article,details,hr,tr,td,th";

/** Clean HTML from the clipboard; what was copied from this editor stays as it is. */
export function cleanPaste(html) {
  const body = parse(html);
  if (body.querySelector("[data-pm-slice]")) return body.innerHTML;
  for (const element of body.querySelectorAll(SILENT)) element.remove();
  wordLists(body);
  Array.from(body.childNodes).forEach(clean);
  return body.innerHTML;
}

function clean(node) {
  if (node.nodeType === Node.TEXT_NODE) return;
  if (node.nodeType !== Node.ELEMENT_NODE) {
    node.remove();
    return;
  }
  Array.from(node.childNodes).forEach(clean);
  const tag = newTag(node);
  const isLost = (tag === "img" && !/^https?:/i.test(node.getAttribute("src") ?? "")) || isEmpty(node, tag);
  if (isLost) node.remove();
  else if (tag) node.replaceWith(renamed(node, tag));
  else node.replaceWith(...node.childNodes);
}

/** The element that takes the place of this one, null where only what it holds stays. */
function newTag(element) {
  const name = element.localName;
  if (name === "div" && element.querySelector(BLOCK)) return null;
  if (name === "b" && /(^|;)\s*font-weight:\s*(normal|400)/.test(styleOf(element))) return null;
  if (name === "span" || name === "font") return stressOf(styleOf(element));
  if (name === "a" && !(element.hasAttribute("href") && isSafe(element.getAttribute("href")))) return null;
  const tag = RENAMED[name] ?? name;
  return KEPT.has(tag) ? tag : null;
}

function stressOf(style) {
  if (/(^|;)\s*font-weight:\s*(bold|[6-9]00)/.test(style)) return "strong";
  return /(^|;)\s*font-style:\s*italic/.test(style) ? "em" : null;
}

function isEmpty(element, tag) {
  if (!["p", "h2", "h3", "h4", "strong", "em", "a", "li"].includes(tag)) return false;
  return !element.textContent.trim() && !element.querySelector("img,br,table");
}

function renamed(element, tag) {
  const made = element.ownerDocument.createElement(tag);
  for (const name of ATTRIBUTES[tag] ?? []) {
    if (element.hasAttribute(name)) made.setAttribute(name, element.getAttribute(name));
  }
  if (element.dir === "rtl") made.dir = "rtl";
  made.append(...element.childNodes);
  return made;
}

/** Word writes lists as paragraphs with a bullet or number in front; they become lists again. */
function wordLists(body) {
  const open = [];
  for (const item of Array.from(body.querySelectorAll("p"))) {
    const place = /mso-list:\s*l(\d+) level(\d+)/.exec(styleOf(item));
    if (!place) {
      open.length = 0;
      continue;
    }
    const sign = bulletOf(item);
    if (open.length && !isNext(item, open[0].list)) open.length = 0;
    intoList(item, Number(place[2]), /^\(?[0-9a-z]{1,4}[.)]/i.test(sign) ? "ol" : "ul", open);
  }
}

function isNext(item, list) {
  return item.previousElementSibling === list;
}

/** Take the bullet out of an item, and say what it was. */
function bulletOf(item) {
  const ignored = Array.from(item.querySelectorAll("span")).filter((span) =>
    /mso-list:\s*ignore/i.test(styleOf(span)),
  );
  const sign = ignored.map((span) => span.textContent).join("").trim();
  for (const span of ignored) span.remove();
  return sign;
}

function intoList(item, level, tag, open) {
  const page = item.ownerDocument;
  while (open.length && open.at(-1).level > level) open.pop();
  if (!open.length || open.at(-1).level < level) {
    const list = page.createElement(tag);
    const parent = open.at(-1)?.list.lastElementChild;
    if (parent) parent.append(list);
    else item.before(list);
    open.push({ level, list });
  }
  const made = page.createElement("li");
  made.append(...item.childNodes);
  open.at(-1).list.append(made);
  item.remove();
}

/** A web address that is all of a pasted text, else null. */
export function soleAddress(text) {
  const address = text.trim();
  return /^(https?:\/\/|mailto:|tel:)\S+$/i.test(address) ? address : null;
}
