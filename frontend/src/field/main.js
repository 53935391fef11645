// The chip field: every textarea.chip-field of a page, and those that come later, become fields whose codes cannot break.

import { mount } from "./mount.js";

const CHOSEN = "textarea.chip-field";
const fields = new Set();

/** Make fields of the textareas within an element that are none yet. */
function enhance(within = document) {
  const found = Array.from(within.querySelectorAll(CHOSEN));
  if (within.matches?.(CHOSEN)) found.push(within);
  for (const textarea of found) if (!textarea.chipField) start(textarea);
}

function start(textarea) {
  while (textarea.nextElementSibling?.matches(".cf")) textarea.nextElementSibling.remove(); // a copy without life
  textarea.chipField = mount(textarea);
  fields.add(textarea);
  textarea.dispatchEvent(new CustomEvent("chip-field:ready", { bubbles: true }));
}

/** Let go of fields that are no longer on the page. */
function tidy() {
  for (const textarea of fields) {
    if (textarea.isConnected) continue;
    fields.delete(textarea);
    textarea.chipField.destroy();
    delete textarea.chipField;
  }
}

function watch(changes) {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE && node.isConnected) enhance(node);
  }
  if (changes.some(({ removedNodes }) => removedNodes.length)) tidy();
}

/** A form that is reset, or filled by the browser on the way back, has its fields follow. */
function follow() {
  for (const textarea of fields) textarea.chipField.setCoded(textarea.value);
}

function begin() {
  enhance();
  new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
}

window.wegweiserField = { enhance };
addEventListener("pageshow", follow);
document.addEventListener("reset", () => setTimeout(follow));
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
