// The contact dialog: an office with its address, numbers and hours, as lines of one paragraph.

import { addressOf } from "../addresses.js";
import { insertLines } from "../commands.js";
import { field, openDialog } from "./dialog.js";

/* These words become part of the page, so they are in its language, German, whatever the interface speaks. */
const LINES = [
  ["name", ""],
  ["address", ""],
  ["phone", "Telefon: ", "tel"],
  ["mail", "E-Mail: ", "email"],
  ["web", "Internet: ", "url"],
  ["hours", "Öffnungszeiten: "],
];

export function openContactDialog({ editor, say }) {
  const fields = LINES.map(([name, , type]) => field(say(`contact_${name}`), { inputmode: type }));
  openDialog({
    say,
    title: say("contact_title"),
    body: fields.map(({ box }) => box),
    apply: say("insert"),
    onApply: () => apply({ editor, say, fields }),
    onClose: () => editor.commands.focus(),
  });
  fields[0].input.focus();
}

function apply({ editor, say, fields }) {
  const lines = LINES.map(([name, before], at) => line(name, before, fields[at].input.value.trim())).filter(Boolean);
  if (!lines.length) {
    fields[0].warn(say("contact_missing"), true);
    return false;
  }
  insertLines(editor, lines);
  return true;
}

function line(name, before, value) {
  if (!value) return null;
  const address = ["phone", "mail", "web"].includes(name) ? addressOf(value) : null;
  const said = [value, address?.href ?? null, name === "name"];
  return before ? [[before, null, false], said] : [said];
}
