// The clipboard: words for others, words with marks for fields; what comes in are plain words and codes that are still to place.

import { closeHistory } from "@tiptap/pm/history";
import { Fragment, Slice } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import { pieces } from "./coded.js";
import { catchUp } from "./keys.js";
import { markIn, missing, nodesOf, schema } from "./model.js";
import { rolesOf } from "./order.js";
import { place } from "./place.js";

const LINE_BREAK = /[ \t]*(?:\r\n?|\n|\u2028|\u2029)\s*/;

/** What ProseMirror asks about copying, and what is done in its place about pasting and dropping. */
export function clipboardProps(codes) {
  return {
    transformCopied: (slice) => whole(slice, codes),
    clipboardTextSerializer: (slice) => wordsOf(slice, codes),
    handleDOMEvents: { paste: (view, event) => pasted(view, event, codes), drop: (view, event) => dropped(view, event, codes) },
  };
}

/** While an input method is at work browsers paste by themselves; that is mended like any other change. */
function pasted(view, event, codes) {
  if (view.composing || !view.editable) return false;
  event.preventDefault();
  catchUp(view);
  bring(view, codes, contentOf(event.clipboardData), "paste");
  return true;
}

/** What is dragged within the field is ProseMirror's to move. */
function dropped(view, event, codes) {
  if (view.dragging || !view.editable) return false;
  event.preventDefault();
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  const $at = view.state.doc.resolve(at?.pos ?? view.state.selection.head);
  view.dispatch(view.state.tr.setSelection(TextSelection.near($at)));
  bring(view, codes, contentOf(event.dataTransfer), "drop");
  view.focus();
  return true;
}

/** Put words and marks in the place of the selection; a code alone goes round it. */
export function bring(view, codes, content, uiEvent) {
  const tray = missing(view.state.doc, codes);
  const alone = tray.find((code) => content.length && content.every((piece) => piece.number === code.number));
  if (alone) return place(view, alone);
  const line = nodesOf(withBreaks(content, tray));
  const slice = new Slice(Fragment.from(line), 0, 0);
  const tr = closeHistory(view.state.tr).replaceSelection(slice);
  view.dispatch(tr.setMeta("uiEvent", uiEvent).scrollIntoView());
}

/** In place of one end of a pair, copied alone, both ends. */
function whole(slice, codes) {
  let chip = null;
  slice.content.descendants((node) => void (chip = node.type === schema.nodes.chip ? node : chip));
  if (slice.size !== 1 || !chip) return slice;
  const { number } = chip.attrs;
  const marks = rolesOf(codes.get(number).kind).map((role) => ({ number, role }));
  return new Slice(Fragment.from(nodesOf(marks)), 0, 0);
}

/** What a clipboard holds: from another field its chips, from anywhere else its plain words. */
function contentOf(data) {
  const html = data?.getData("text/html") ?? "";
  const text = data?.getData("text/plain") ?? "";
  const isOurs = html.includes("data-chip=");
  if (text && !isOurs) return pieces(text);
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return isOurs ? contentIn(body) : pieces(body.textContent);
}

function contentIn(node) {
  const found = [];
  for (const child of node.childNodes) {
    const mark = child.nodeType === Node.ELEMENT_NODE ? markIn(child) : undefined;
    if (mark) found.push(mark);
    else if (child.nodeType === Node.TEXT_NODE && child.data) found.push(child.data);
    else found.push(...contentIn(child));
  }
  return found;
}

/** Line breaks within pasted words are blanks, or codes for a new line as long as there are such to place. */
function withBreaks(content, tray) {
  const given = new Set(content.filter((piece) => typeof piece !== "string").map((mark) => mark.number));
  const breaks = tray.filter((code) => code.breaks && !given.has(code.number));
  return content.flatMap((piece, index) => {
    if (typeof piece !== "string") return [piece];
    const lines = (index === content.length - 1 ? piece.replace(/[\r\n]+$/, "") : piece).split(LINE_BREAK);
    return lines.flatMap((line, at) => (at ? [breakOr(breaks.shift()), line] : [line]));
  });
}

function breakOr(code) {
  return code ? { number: code.number, role: "stand" } : " ";
}

/** What readers would see of a part of the text. */
function wordsOf(slice, codes) {
  return slice.content.textBetween(0, slice.content.size, " ", (node) => codes.get(node.attrs.number)?.text ?? "");
}
