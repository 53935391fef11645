// Mending: after whatever was done to a text, each of its codes stands in it whole, once and nested, as it did before.

import { isHistoryTransaction } from "@tiptap/pm/history";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Mapping } from "@tiptap/pm/transform";
import { chipsOf, chosenChip, schema } from "./model.js";
import { isNested, rolesOf } from "./order.js";

/** Marks changes of our own, which are whole already; on a mended one it says what was { kept, dropped }. */
export const mendKey = new PluginKey("mend");

/** A plugin that mends each change in the same breath. */
export function mending(codes) {
  return new Plugin({
    key: mendKey,
    appendTransaction(transactions, before, after) {
      if (transactions.some((one) => one.getMeta(mendKey) || isHistoryTransaction(one))) return null;
      return mend(transactions, before, after, codes);
    },
  });
}

function mend(transactions, before, after, codes) {
  const mapping = new Mapping(transactions.flatMap((one) => one.mapping.maps));
  const { kept, gone, come } = compare(before, after, mapping);
  if (!gone.length && !come.length) return null;
  const freed = takenOut(transactions, before, gone, kept);
  const ghosts = gone.filter((chip) => !freed.has(chip.number)).map((chip) => ghostOf(chip, before, after, mapping));
  const stand = new Set(arrange({ kept, ghosts, come, freed, codes }));
  const lost = kept.concat(come).filter((chip) => !stand.has(chip));
  const back = ghosts.filter((ghost) => stand.has(ghost));
  if (!lost.length && !back.length) return null;
  const tr = change(after, lost, back);
  if (after.selection.empty) settle(tr, { before, after, mapping, lost, back });
  const isLeftOut = (chip) => !stand.has(chip) && !ghosts.some((ghost) => ghost.number === chip.number);
  return tr.setMeta(mendKey, { kept: back.length > 0, dropped: come.some(isLeftOut) });
}

/** The chips that stayed (`kept`, where they stand now), those that were deleted (`gone`, where they stood)
    and those that were put in (`come`). */
function compare(before, after, mapping) {
  const kept = [];
  const gone = [];
  chipsOf(before.doc).forEach((chip, rank) => {
    const { deletedAfter, pos } = mapping.mapResult(chip.pos, 1);
    if (deletedAfter) gone.push({ ...chip, rank });
    else kept.push({ ...chip, pos });
  });
  const places = new Set(kept.map((chip) => chip.pos));
  return { kept, gone, come: chipsOf(after.doc).filter((chip) => !places.has(chip.pos)) };
}

/** The codes that may leave the text: what is cut as a whole, and both ends of a pair of which one end was chosen and cut. */
function takenOut(transactions, before, gone, kept) {
  if (!transactions.some((one) => one.getMeta("uiEvent") === "cut")) return new Set();
  const stay = new Set(chosenChip(before) ? [] : kept.map((chip) => chip.number));
  return new Set(gone.map((chip) => chip.number).filter((number) => !stay.has(number)));
}

/** Where a deleted chip comes back: chips at the beginning of what was replaced stay before the new words, others after. */
function ghostOf(chip, before, after, mapping) {
  const isLeading = leads(chip.pos, before.doc, mapping);
  const pos = mapping.map(chip.pos, isLeading ? -1 : 1);
  const last = after.doc.content.size - 1;
  return { ...chip, isGhost: true, isLeading, pos: Math.min(Math.max(pos, 1), last) };
}

function leads(pos, doc, mapping) {
  if (!mapping.mapResult(pos, -1).deletedBefore) return true;
  return doc.resolve(pos).nodeBefore?.type === schema.nodes.chip && leads(pos - 1, doc, mapping);
}

/** The chips that shall stand. At first all where they were; then, code by code, those put in where that is sound. */
function arrange({ kept, ghosts, come, freed, codes }) {
  const old = kept.concat(ghosts).filter((chip) => !freed.has(chip.number));
  let standing = old;
  for (const number of new Set(come.map((chip) => chip.number))) {
    const choices = [kept.filter((chip) => !freed.has(chip.number)), come, ghosts];
    const parts = rolesOf(codes.get(number)?.kind).map((role) => pick(choices, number, role));
    if (!codes.has(number) || !parts.every(Boolean)) continue;
    const trial = standing.filter((chip) => chip.number !== number).concat(parts).sort(inOrder);
    if (isNested(trial)) standing = trial;
  }
  return standing;
}

function pick(choices, number, role) {
  return choices.flat().find((chip) => chip.number === number && chip.role === role);
}

function inOrder(one, other) {
  if (one.pos !== other.pos) return one.pos - other.pos;
  return (one.isGhost ? one.rank : Infinity) - (other.isGhost ? other.rank : Infinity);
}

function change(after, lost, back) {
  const { tr } = after;
  for (const chip of lost.concat(back).sort(inOrder).reverse()) {
    if (chip.isGhost) tr.insert(chip.pos, schema.nodes.chip.create({ number: chip.number, role: chip.role }));
    else tr.delete(chip.pos, chip.pos + 1);
  }
  return tr;
}

/** Put the caret where one expects it among chips that came back: past them after Delete, before them after
    Backspace, and inside a pair after typing over it. */
function settle(tr, { before, after, mapping, lost, back }) {
  const caret = after.selection.head;
  const start = mapping.mapResult(before.selection.head);
  const isForward = before.selection.empty && start.deletedAfter && !start.deletedBefore;
  const isRange = !before.selection.empty;
  const isPassed = (chip) => chip.pos < caret || (chip.pos === caret && (isForward || (isRange && chip.isLeading)));
  const shift = back.filter(isPassed).length - lost.filter((chip) => chip.pos < caret).length;
  tr.setSelection(TextSelection.create(tr.doc, caret + shift));
}
