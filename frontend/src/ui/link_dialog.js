// The link dialog: one field that finds pages and understands addresses.

import { addressOf, pageOf } from "../addresses.js";
import { linkRange, removeLink, setLink } from "../links.js";
import { titleOf } from "../search.js";
import { pageField } from "./page_field.js";
import { field, openDialog } from "./dialog.js";
import { el } from "./dom.js";

/** Ask where the selected words, or the link at the cursor, lead to. */
export function openLinkDialog({ editor, say, searchUrl }) {
  const range = linkRange(editor);
  const text = range.text === null ? null : field(say("link_text"), { value: range.text });
  const target = pageField({ say, searchUrl, onChoose: (chosen) => suggest(text, chosen) });
  const remove = () => (removeLink(editor, range), dialog.close());
  const dialog = openDialog({
    say,
    title: say("link_title"),
    body: [target.box, text?.box],
    apply: say("apply"),
    onApply: () => apply({ editor, say, range, target, text }),
    onClose: () => editor.commands.focus(),
    more: range.mark ? el("button", { type: "button", class: "wge-danger", onClick: remove }, say("link_remove")) : null,
  });
  fill(target, range.href, say, searchUrl);
  target.input.focus();
  target.input.select();
}

/** Where no words were selected, the title of the page is a good text. */
function suggest(text, { title, href }) {
  if (text && !text.input.value.trim()) text.input.value = title ?? href.replace(/^(mailto|tel):|^https?:\/\//, "");
}

async function fill(target, href, say, searchUrl) {
  const id = pageOf(href);
  if (!id) {
    target.input.value = href.replace(/^(mailto|tel):/, "");
    return;
  }
  target.choose({ href, title: say("link_page", { id }) });
  const title = await titleOf(searchUrl, id);
  if (title && target.chosen()?.href === href) target.choose({ href, title });
}

function apply({ editor, say, range, target, text }) {
  const typed = target.input.value.trim();
  const isUntouched = range.href && typed === range.href.replace(/^(mailto|tel):/, "");
  const chosen = target.chosen() ?? (isUntouched ? { href: range.href } : addressOf(typed));
  if (!chosen) {
    target.warn(say("link_missing"), true);
    return false;
  }
  const words = text?.input.value.trim() || (range.text === "" ? typed : range.text);
  setLink(editor, range, chosen.href, text ? words : null);
  return true;
}
