// Chips: how a code looks and what it is called, in the text and in the tray.

import { el } from "../ui/dom.js";
import { markOf } from "./coded.js";

const HUES = 6;
const SPOKEN = { open: "opens", close: "closes" };

/** The name of a chip in words. */
export function nameOf(code, role, say) {
  return SPOKEN[role] ? say(SPOKEN[role], code) : wholeName(code);
}

/** The name of a code: what it is, its number and, of a lock, what readers will see. */
export function wholeName({ label, number, text }) {
  return text ? `${label} ${number}: ${text}` : `${label} ${number}`;
}

/** A function that draws chips into a text. */
export function chipView(codes, say) {
  return ({ attrs }) => {
    const code = codes.get(attrs.number) ?? { number: attrs.number, kind: "void", label: "" };
    const dom = el(
      "span",
      {
        class: `cf-chip is-${attrs.role} cf-hue-${hueOf(code)}`,
        "data-chip": markOf(attrs),
        title: [code.label, code.text, code.title].filter(Boolean).join(" · "),
      },
      el("span", { class: "cf-hidden", lang: pageLanguage() }, ` [${nameOf(code, attrs.role, say)}] `),
      ...face(code, attrs.role),
    );
    return { dom, ignoreMutation: () => true };
  };
}

/** What one sees of a chip: its number, what it is, and of a lock what readers will see. */
export function face(code, role) {
  const label = role === "close" ? null : el("bdi", { class: "cf-label", lang: pageLanguage(), "aria-hidden": "true" }, code.label);
  const text = code.text && role === "stand" ? el("bdi", { class: "cf-words", dir: "auto", "aria-hidden": "true" }, code.text) : null;
  return [el("span", { class: "cf-number", "aria-hidden": "true" }, String(code.number)), label, text];
}

/** One of a few colours; neighbours differ. */
export function hueOf(code) {
  return ((code.number - 1) % HUES) + 1;
}

function pageLanguage() {
  return document.documentElement.lang || "en";
}
