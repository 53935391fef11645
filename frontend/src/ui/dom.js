// DOM: elements made without HTML strings, so that a strict content security policy has nothing to refuse.

const SVG = "http://www.w3.org/2000/svg";
let count = 0;

/** An element with properties (as attributes), listeners (as onClick …) and children; null leaves one out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(made, name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else element.setAttribute(name, value === true ? "" : value);
}

/** An id that nothing else on the page has. */
export function freshId(name) {
  count += 1;
  return `wegweiser-editor-${name}-${count}`;
}

/** An icon of 20 by 20 units from path data; drawn in lines, or filled where a path begins with "!". */
export function icon(...paths) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 20 20", class: "wge-icon", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  for (const data of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", data.replace("!", ""));
    if (data.startsWith("!")) path.setAttribute("class", "is-filled");
    svg.append(path);
  }
  return svg;
}
