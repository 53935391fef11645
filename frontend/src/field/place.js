// Placing: a code comes to the caret or round the chosen words, or leaves the text.

import { closeHistory } from "@tiptap/pm/history";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { mendKey } from "./mend.js";
import { chipsOf, schema } from "./model.js";
import { isNested } from "./order.js";

/** Put a code where the selection is, from the tray or from its old place. */
export function place(view, code) {
  const tr = without(view.state, code.number);
  const { from, to } = view.state.selection instanceof NodeSelection ? ends(tr, "to") : ends(tr);
  if (code.kind === "pair") wrap(tr, code.number, widest(tr.doc, from, to));
  else put(tr, to, code.number, "stand");
  finish(view, tr);
}

/** Take a code out of the text. */
export function takeOut(view, number) {
  finish(view, without(view.state, number));
}

function ends(tr, only) {
  const { from, to } = tr.selection;
  return { from: only ? to : from, to };
}

function without(state, number) {
  const tr = closeHistory(state.tr);
  const chips = chipsOf(state.doc).filter((chip) => chip.number === number);
  for (const { pos } of chips.reverse()) tr.delete(pos, pos + 1);
  return tr;
}

function put(tr, pos, number, role) {
  tr.insert(pos, schema.nodes.chip.create({ number, role }));
  tr.setSelection(TextSelection.create(tr.doc, pos + 1));
}

function wrap(tr, number, [from, to]) {
  tr.insert(to, schema.nodes.chip.create({ number, role: "close" }));
  put(tr, from, number, "open");
  if (to > from) tr.setSelection(TextSelection.create(tr.doc, to + 2));
}

function finish(view, tr) {
  view.dispatch(tr.setMeta(mendKey, {}).scrollIntoView());
}

/** The largest part of a selection that crosses no pair, without blanks at its edges. */
function widest(doc, from, to) {
  const chips = chipsOf(doc).filter(({ pos }) => pos >= from && pos < to);
  const edges = [from, ...chips.flatMap(({ pos }) => [pos, pos + 1]), to];
  let best = [to, to];
  for (const start of edges) {
    for (const end of edges.filter((edge) => edge > start)) {
      const isSound = isNested(chips.filter(({ pos }) => pos >= start && pos < end));
      if (isSound && weight(doc, start, end) > weight(doc, ...best)) best = [start, end];
    }
  }
  return trimmed(doc, ...best);
}

function weight(doc, from, to) {
  return doc.textBetween(from, to).length * 1000 + (to - from);
}

function trimmed(doc, from, to) {
  let [start, end] = [from, to];
  while (start < end && /^\s$/.test(doc.textBetween(start, start + 1))) start += 1;
  while (end > start && /^\s$/.test(doc.textBetween(end - 1, end))) end -= 1;
  return [start, end];
}
