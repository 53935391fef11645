// Dialogs: a form over the page, which closes by Escape and gives the focus back to the text.

import { el, freshId } from "./dom.js";

/** Open a dialog; `onApply` returns false to keep it open. `more` stands at the left of its foot. */
export function openDialog({ say, title, body, apply, onApply, onClose, more = null }) {
  const id = freshId("dialog");
  const submit = (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (onApply() !== false) dialog.close();
  };
  const dialog = el(
    "dialog",
    { class: "wge-dialog", "aria-labelledby": id, onClose: () => (dialog.remove(), onClose()) },
    el(
      "form",
      { method: "dialog", novalidate: true, onSubmit: submit },
      el("h2", { id }, title),
      el("div", { class: "wge-dialog-body" }, ...body),
      el(
        "div",
        { class: "wge-dialog-foot" },
        more,
        el("button", { type: "button", class: "wge-quiet", onClick: () => dialog.close() }, say("cancel")),
        el("button", { type: "submit", class: "wge-main" }, apply),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A labelled field with room for a hint and an error. */
export function field(label, attributes = {}, hint = null) {
  const id = freshId("field");
  const notes = `${id}-notes`;
  const input = el("input", { id, "aria-describedby": notes, autocomplete: "off", ...attributes });
  const note = el("p", { class: "wge-hint", id: notes, "aria-live": "polite" }, hint);
  const box = el("div", { class: "wge-field" }, el("label", { for: id }, label), input, note);
  return { box, input, note, warn: (text, isError) => warn({ input, note, hint, box }, text, isError) };
}

function warn({ input, note, hint, box }, text, isError = false) {
  note.textContent = text || hint || "";
  box.classList.toggle("is-wrong", Boolean(text) && isError);
  box.classList.toggle("is-warned", Boolean(text) && !isError);
  if (isError && text) {
    input.setAttribute("aria-invalid", "true");
    input.focus();
  } else input.removeAttribute("aria-invalid");
}
