// Parsing: HTML text as elements of a document that is never shown.

const ASIDE = "data-wegweiser-aside-";

/** The body of an HTML text. Attributes that a security policy refuses (style, onclick …) stand aside under another name. */
export function parse(html) {
  const aside = html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, ` ${ASIDE}$1=`));
  return new DOMParser().parseFromString(`<!doctype html><body>${aside}`, "text/html").body;
}

/** The style attribute of a parsed element, "" where it has none. */
export function styleOf(element) {
  return element.getAttribute(`${ASIDE}style`) ?? "";
}

/** The name that a parsed attribute has in the text; "" for one that does something. */
export function nameOf(attribute) {
  if (!attribute.startsWith(ASIDE)) return attribute;
  return attribute === `${ASIDE}style` ? "style" : "";
}
