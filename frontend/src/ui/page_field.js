// The page field: a combobox that lists the pages found, and the address that was typed.

import { addressOf } from "../addresses.js";
import { findPages } from "../search.js";
import { field } from "./dialog.js";
import { el, freshId } from "./dom.js";

const PATIENCE = 160; // milliseconds without a key before the server is asked

/** A field with a list; `chosen()` is {href, title} once something was chosen from it. */
export function pageField({ say, searchUrl, onChoose }) {
  const list = el("ul", { class: "wge-options", role: "listbox", id: freshId("list"), "aria-label": say("link_results"), hidden: true });
  const status = el("p", { class: "wge-hidden", role: "status" });
  const combo = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", spellcheck: "false" };
  const made = field(say("link_target"), combo, say("link_hint"));
  made.input.after(list);
  made.box.append(status);
  const state = { say, searchUrl, onChoose, list, status, ...made, options: [], active: -1, chosen: null, asked: null };
  made.input.addEventListener("input", () => typed(state));
  made.input.addEventListener("keydown", (event) => pressed(state, event));
  made.input.addEventListener("blur", ({ relatedTarget }) => relatedTarget?.localName === "input" && show(state, []));
  return { ...made, chosen: () => state.chosen, choose: (option) => choose(state, option, false) };
}

function typed(state) {
  state.chosen = null;
  state.box.classList.remove("is-chosen");
  state.asked?.abort();
  clearTimeout(state.timer);
  const text = state.input.value.trim();
  const address = addressOf(text);
  state.warn(address?.note ? state.say(address.note) : "");
  show(state, address ? [addressOption(state, address)] : []);
  if (text && !address && state.searchUrl) state.timer = setTimeout(() => search(state, text), PATIENCE);
}

function addressOption({ say }, address) {
  return { href: address.href, title: address.href, path: say(`link_${address.kind}`), isAddress: true };
}

async function search(state, text) {
  state.asked = new AbortController();
  const { signal } = state.asked;
  try {
    const pages = await findPages(state.searchUrl, text, signal);
    if (signal.aborted) return;
    show(state, pages.map((page) => ({ ...page, href: `page:${page.id}` })));
    tell(state, pages.length ? state.say("link_found", { count: pages.length }) : state.say("link_none"), pages.length);
  } catch {
    if (!signal.aborted) tell(state, state.say("link_failed"), 0);
  }
}

/** Say what was found; where nothing was, also to those who see. */
function tell(state, text, count) {
  state.status.textContent = count ? text : "";
  state.warn(count ? "" : text);
}

function show(state, options) {
  state.options = options;
  state.list.replaceChildren(...options.map((option, at) => row(state, option, at)));
  state.list.hidden = !options.length;
  state.input.setAttribute("aria-expanded", String(options.length > 0));
  move(state, options.length ? 0 : -1);
}

function row(state, option, at) {
  const isHidden = option.state && option.state !== "published";
  return el(
    "li",
    {
      role: "option",
      id: `${state.list.id}-${at}`,
      onMousedown: (event) => (event.preventDefault(), choose(state, option)),
    },
    el("span", { class: "wge-option-title", dir: "auto" }, option.title),
    isHidden ? el("span", { class: "wge-badge" }, state.say("unpublished")) : null,
    option.path ? el("span", { class: "wge-option-path", dir: "auto" }, option.path) : null,
  );
}

function move(state, at) {
  state.active = at;
  Array.from(state.list.children, (item, number) => item.setAttribute("aria-selected", String(number === at)));
  const item = state.list.children[at];
  item?.scrollIntoView({ block: "nearest" });
  if (item) state.input.setAttribute("aria-activedescendant", item.id);
  else state.input.removeAttribute("aria-activedescendant");
}

function choose(state, option, isNew = true) {
  state.chosen = { href: option.href, title: option.isAddress ? null : option.title };
  state.input.value = option.title;
  state.box.classList.add("is-chosen");
  show(state, []);
  if (isNew) state.onChoose(state.chosen);
}

function pressed(state, event) {
  const count = state.options.length;
  if (!count) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) move(state, (state.active + steps[event.key] + count) % count);
  else if (event.key === "Enter") choose(state, state.options[state.active]);
  else if (event.key === "Escape") show(state, []);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
