// The keys of the desk. They go by the place of a key, so that they are the same on an Arabic or Cyrillic keyboard.

const LETTERS = "desk-letter-keys"; // whether keys without Alt or Ctrl work: "off", or nothing

const WITH_ALT = {
  KeyS: "confirm",
  KeyZ: "undo",
  KeyM: "machine",
  KeyC: "copy",
  ArrowDown: "next",
  ArrowUp: "previous",
};
const LONE = { KeyJ: "next", KeyK: "previous" };

let focusField = () => {};

/** Begin to listen; `focus` brings the focus back into the field. */
export function listen(focus) {
  focusField = focus;
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("change", (event) => {
    if (event.target.id === "letter-keys") localStorage.setItem(LETTERS, event.target.checked ? "" : "off");
  });
}

function pressed(event) {
  if (event.defaultPrevented && !["Enter", "Escape"].includes(event.key)) return; // the field takes these from the browser
  if (!document.querySelector("#segment, #segment-end") || event.isComposing) return;
  const name = nameOf(event);
  if (!name || (document.querySelector("dialog[open]") && name !== "help")) return;
  if (act(name)) event.preventDefault();
}

/** What a key means here; "" for keys that are not ours. */
function nameOf(event) {
  const { code, altKey, shiftKey, repeat } = event;
  const withCtrl = event.ctrlKey || event.metaKey;
  if (event.getModifierState("AltGraph") || repeat) return "";
  if (code === "F1" && !withCtrl && !altKey) return "help";
  if (withCtrl && !altKey && (code === "Enter" || code === "NumpadEnter")) return shiftKey ? "confirm" : "accept";
  if (withCtrl) return "";
  if (altKey) return shiftKey ? "" : (WITH_ALT[code] ?? /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1] ?? "");
  if (code === "Escape") return isTyping(event.target) ? "leave" : "";
  return isTyping(event.target) || localStorage.getItem(LETTERS) === "off" ? "" : lone(event);
}

function lone({ code, key, shiftKey }) {
  if (key === "?" || key === "؟") return "help";
  if (key === "/" || (code === "Slash" && !shiftKey && key !== "-")) return "find";
  return shiftKey ? "" : (LONE[code] ?? "");
}

const isTyping = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type='checkbox'], [type='radio'], [type='submit'])");

function act(name) {
  if (name === "help") return help();
  if (name === "leave") return leave();
  if (name === "find") return find();
  const button = document.querySelector(`[data-key="${name === "accept" && isUnchanged() ? "anyway" : name}"]`) ??
    document.querySelector(`[data-key="${name}"]`);
  if (button && button.getAttribute("aria-disabled") !== "true") button.click();
  return true;
}

/** Whoever accepts the same text again, after they were asked, means it. */
function isUnchanged() {
  const field = document.getElementById("coded");
  return Boolean(field) && field.value === field.defaultValue;
}

function help() {
  const card = document.getElementById("keys");
  if (!card) return false;
  document.getElementById("letter-keys").checked = localStorage.getItem(LETTERS) !== "off";
  if (card.open) card.close();
  else card.showModal();
  if (card.open) card.querySelector("form button").focus();
  return true;
}

/** Escape leaves the field for the buttons, so that single letters work. */
function leave() {
  document.getElementById("main").focus();
  return true;
}

function find() {
  const box = document.getElementById("find");
  box?.focus();
  return Boolean(box);
}

function clicked(event) {
  const button = event.target.closest?.("button");
  if (button?.dataset.key === "help") help();
  if (button?.dataset.insert !== undefined) insert(button);
}

/** Put a text into the field: the whole of it, or words at the caret. */
function insert(button) {
  const field = document.getElementById("coded");
  const text = button.dataset.insert;
  const isWhole = "whole" in button.dataset;
  if (field.chipField) {
    if (isWhole) field.chipField.setCoded(text);
    else field.chipField.insertText(text);
  } else if (isWhole) field.value = text;
  else field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  focusField();
}
