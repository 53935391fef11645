// Keys: what a field does about keys and clicks, and about what browsers do by themselves.

import { deleteSelection } from "@tiptap/pm/commands";
import { redo, undo } from "@tiptap/pm/history";
import { keydownHandler } from "@tiptap/pm/keymap";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { schema } from "./model.js";
import { place } from "./place.js";
import { KEYS } from "./tray.js";

const COMMANDS = keydownHandler({
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  "Mod-a": chooseAll,
  Backspace: deleteSelection,
  "Mod-Backspace": deleteSelection,
  Delete: deleteSelection,
  "Mod-Delete": deleteSelection,
  Enter: () => true,
  "Shift-Enter": () => true,
  ArrowLeft: (state, dispatch, view) => pass(state, dispatch, isRtl(view)),
  ArrowRight: (state, dispatch, view) => pass(state, dispatch, !isRtl(view)),
});
const NATIVE = { historyUndo: undo, historyRedo: redo, insertParagraph: null, insertLineBreak: null };

/** What ProseMirror asks about keys and clicks. */
export function keyProps(codes) {
  return {
    handleKeyDown(view, event) {
      catchUp(view);
      return placeByKey(view, event, codes) || COMMANDS(view, event);
    },
    handleDoubleClickOn: choose,
    handleTripleClickOn: choose,
    handleDOMEvents: { beforeinput: refuseFormats },
  };
}

/** Read where the caret is: browsers tell of it a moment later, and the next key may be quicker. */
export function catchUp(view) {
  if (!view.composing) view.domObserver.flush();
}

/** Alt, Shift and a digit, wherever the layout of the keyboard has it. */
function placeByKey(view, event, codes) {
  const digit = Number(/^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? 0);
  const isOurs = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
  if (!isOurs || digit < 1 || digit > KEYS || !view.editable) return false;
  const code = codes.get(digit);
  if (code) place(view, code);
  return true;
}

/** Bold, new lines and the browser's own undo have no place in a field. */
function refuseFormats(view, event) {
  if (!event.inputType?.startsWith("format") && !(event.inputType in NATIVE)) return false;
  event.preventDefault();
  NATIVE[event.inputType]?.(view.state, view.dispatch);
  return true;
}

/** Further clicks on a chip choose it as the first one did. */
function choose(view, _pos, node, nodePos, event) {
  if (node.type !== schema.nodes.chip) return false;
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, nodePos)));
  event.preventDefault();
  return true;
}

function chooseAll(state, dispatch) {
  dispatch(state.tr.setSelection(TextSelection.create(state.doc, 1, state.doc.content.size - 1)));
  return true;
}

/** Let the caret pass a chip in one step. */
function pass(state, dispatch, isForward) {
  const { selection } = state;
  if (!selection.empty && !(selection instanceof NodeSelection)) return false;
  const { $from, from, to } = selection;
  const next = isForward ? $from.nodeAfter : $from.nodeBefore;
  if (selection.empty && next?.type !== schema.nodes.chip) return false;
  const pos = selection.empty ? from + (isForward ? 1 : -1) : isForward ? to : from;
  dispatch(state.tr.setSelection(TextSelection.create(state.doc, pos)).scrollIntoView());
  return true;
}

function isRtl(view) {
  return getComputedStyle(view.dom).direction === "rtl";
}
