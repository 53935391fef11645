// Mounting: a line of words and chips in the place of a textarea, which keeps the coded text that is sent.

import { closeHistory, history } from "@tiptap/pm/history";
import { EditorState } from "@tiptap/pm/state";
import { EditorView } from "@tiptap/pm/view";
import { el, freshId } from "../ui/dom.js";
import { chipView } from "./chip_view.js";
import { bring, clipboardProps } from "./clipboard.js";
import { pieces } from "./coded.js";
import { keyProps } from "./keys.js";
import { mendKey, mending } from "./mend.js";
import { read, write } from "./model.js";
import { tray } from "./tray.js";
import { jsonOf, speaker } from "./words.js";

/** Make a field of a textarea. What comes back is for others to use: setCoded, insertText, focus; destroy ends it. */
export function mount(textarea) {
  const codes = new Map(jsonOf(textarea.dataset.chips, []).map((code) => [code.number, code]));
  const room = { textarea, codes, say: speaker(jsonOf(textarea.dataset.words, {})), view: null };
  room.isEditable = !textarea.readOnly && !textarea.disabled;
  room.tray = room.isEditable ? tray(room) : null;
  const area = el("div", { class: "cf-area" });
  const help = el("p", { class: "cf-hidden", id: freshId("help") }, room.say("help"));
  room.hint = el("p", { class: "cf-hint", role: "status" });
  room.root = el("div", { class: "cf" }, room.tray?.element, area, room.hint, codes.size ? help : null);
  room.view = show(room, area, codes.size ? help.id : null);
  takeOver(room);
  return handle(room);
}

function show(room, area, helpId) {
  const { textarea, codes, say } = room;
  const doc = read(textarea.value, codes);
  const view = new EditorView({ mount: area.appendChild(el("div")) }, {
    state: EditorState.create({ doc, plugins: [mending(codes), history()] }),
    editable: () => room.isEditable,
    attributes: (state) => attributesOf(room, helpId, state),
    nodeViews: { chip: chipView(codes, say) },
    dispatchTransaction: (tr) => change(room, tr),
    ...propsOf(codes),
  });
  room.tray?.update(view.state);
  if (write(doc) !== textarea.value) {
    room.hint.textContent = say("dropped");
    textarea.value = write(doc);
  }
  return view;
}

function propsOf(codes) {
  const [keys, clipboard] = [keyProps(codes), clipboardProps(codes)];
  return { ...keys, ...clipboard, handleDOMEvents: { ...keys.handleDOMEvents, ...clipboard.handleDOMEvents } };
}

function attributesOf(room, helpId, state) {
  const { textarea } = room;
  const label = labelOf(textarea);
  const isEmpty = state.doc.firstChild.childCount === 0;
  const given = {
    class: isEmpty ? "cf-text is-empty" : "cf-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": textarea.getAttribute("aria-labelledby") ?? label?.id,
    "aria-label": label ? null : (textarea.getAttribute("aria-label") ?? textarea.name),
    "aria-describedby": [textarea.getAttribute("aria-describedby"), helpId].filter(Boolean).join(" "),
    "aria-invalid": textarea.getAttribute("aria-invalid"),
    "aria-required": room.isRequired ? "true" : null,
    "aria-readonly": room.isEditable ? null : "true",
    "aria-placeholder": textarea.placeholder,
    "data-placeholder": textarea.placeholder,
    lang: textarea.lang,
    dir: textarea.dir || "auto",
    spellcheck: String(textarea.spellcheck),
    tabindex: room.isEditable ? null : "0",
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

function labelOf(textarea) {
  const label = textarea.labels?.[0] ?? null;
  if (label && !label.id) label.id = freshId("label");
  return label;
}

/** Take a change over into the textarea, and say what became of codes. */
function change(room, tr) {
  const { view, textarea, say } = room;
  const { state, transactions } = view.state.applyTransaction(tr);
  view.updateState(state);
  room.tray?.update(state);
  const mended = transactions.map((one) => one.getMeta(mendKey)).find((found) => found?.kept || found?.dropped);
  if (mended) tell(room, say(mended.dropped ? "dropped" : "kept"));
  else if (tr.docChanged) tell(room, "");
  const coded = write(state.doc);
  if (coded === textarea.value) return;
  textarea.value = coded;
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A word below the text on what just became of codes. */
function tell(room, text) {
  if (room.hint.textContent !== text) room.hint.textContent = text;
}

/** Stand where the textarea stood, with its label and its focus. */
function takeOver(room) {
  const { textarea, root, view } = room;
  const hadFocus = textarea.autofocus || document.activeElement === textarea;
  room.isRequired = textarea.required;
  textarea.required = false;
  textarea.hidden = true;
  textarea.after(root);
  room.onLabel = () => view.focus();
  labelOf(textarea)?.addEventListener("click", room.onLabel);
  view.setProps({});
  if (hadFocus) view.focus();
}

function handle(room) {
  const { textarea, codes, root, view } = room;
  return {
    setCoded(coded) {
      const { doc } = view.state;
      if (coded === write(doc)) return;
      const line = read(coded, codes).firstChild;
      const tr = closeHistory(view.state.tr).replaceWith(0, doc.content.size, line);
      view.dispatch(tr.setMeta(mendKey, {}));
    },
    insertText: (text) => bring(view, codes, pieces(text), "insert"),
    focus: () => view.focus(),
    destroy() {
      view.destroy();
      root.remove();
      labelOf(textarea)?.removeEventListener("click", room.onLabel);
      textarea.hidden = false;
      textarea.required = room.isRequired;
    },
  };
}
