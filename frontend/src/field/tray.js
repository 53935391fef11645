// The tray: a row above the text with the codes that are still to place.

import { el, freshId } from "../ui/dom.js";
import { face, hueOf, wholeName } from "./chip_view.js";
import { chosenChip, missing } from "./model.js";
import { place, takeOut } from "./place.js";

/** The highest number that has a key of its own. */
export const KEYS = 9;

/** A tray for a field; null where the text has no codes. `room` has codes, say and, later, view. */
export function tray(room) {
  if (!room.codes.size) return null;
  const head = el("span", { class: "cf-tray-head", id: freshId("tray") });
  const row = el("span", { class: "cf-tray-codes", role: "group", "aria-labelledby": head.id });
  let shown = null;
  return {
    element: el("div", { class: "cf-tray" }, head, row),
    update(state) {
      const wanted = listed(state, room);
      if (JSON.stringify(wanted) === shown) return;
      shown = JSON.stringify(wanted);
      head.textContent = room.say(wanted.missing.length ? "tray" : "done");
      row.replaceChildren(...wanted.missing.map((number) => placing(room, number)), ...taking(room, wanted.chosen));
    },
  };
}

/** The numbers of the codes that are missing, and of the one that is chosen in the text. */
function listed(state, room) {
  const chosen = chosenChip(state)?.number ?? null;
  return { missing: missing(state.doc, room.codes).map((code) => code.number), chosen };
}

function placing(room, number) {
  const code = room.codes.get(number);
  const hasKey = number <= KEYS;
  return button(room, () => place(room.view, code), {
    class: `cf-place cf-hue-${hueOf(code)}`,
    "aria-label": wholeName(code),
    "aria-keyshortcuts": hasKey ? `Alt+Shift+${number}` : null,
    title: [code.title, hasKey ? room.say("keys", code) : ""].filter(Boolean).join(" · "),
  }, ...face(code, code.kind === "pair" ? "open" : "stand"));
}

function taking(room, number) {
  if (number === null) return [];
  const code = room.codes.get(number);
  const words = room.say("take_out", { label: wholeName(code) });
  return [button(room, () => takeOut(room.view, number), { class: "cf-take" }, words)];
}

/** A button that leaves the selection in the text as it is, and the caret there afterwards. */
function button(room, act, attributes, ...children) {
  const onClick = () => {
    act();
    room.view.focus();
  };
  const onMousedown = (event) => event.preventDefault();
  return el("button", { type: "button", onClick, onMousedown, ...attributes }, ...children);
}
