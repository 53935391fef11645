// Commands: what the buttons do, each as a function of the editor.

import { getMarkRange } from "@tiptap/core";
import { setBlockType } from "@tiptap/pm/commands";
import { Fragment } from "@tiptap/pm/model";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { isInTable } from "@tiptap/pm/tables";

const STRESS = ["bold", "italic", "underline", "strike", "inline"];

/** Make the selected lines paragraphs ("paragraph") or headings ("heading-3"); their attributes stay. */
export function setStyle(editor, value) {
  const [type, level] = value.split("-");
  const attributes = ({ attrs }) => ({ html: attrs.html ?? null, ...(level && { level: Number(level) }) });
  setBlockType(editor.schema.nodes[type], attributes)(editor.state, editor.view.dispatch);
  editor.commands.focus();
  return true;
}

/** The kind of the line the cursor is in, as setStyle takes it; "" where it cannot be changed. */
export function styleOf({ state }) {
  const { parent } = state.selection.$from;
  if (parent.type.name === "heading") return `heading-${parent.attrs.level}`;
  return parent.type.name === "paragraph" ? "paragraph" : "";
}

export function toggleList(editor, type) {
  editor.chain().focus().toggleList(type, "listItem").run();
}

export function toggleQuote(editor) {
  editor.chain().focus().toggleWrap("blockquote").run();
}

/** Take stress and looks away; links and words that are not translated stay. */
export function clearFormatting(editor) {
  editor
    .chain()
    .focus()
    .command(({ tr, state }) => {
      const { from, to } = tr.selection;
      for (const name of STRESS) tr.removeMark(from, to, state.schema.marks[name]);
      tr.doc.nodesBetween(from, to, (node, at) => plain(tr, node, at));
      return true;
    })
    .run();
}

function plain(tr, node, at) {
  const looks = node.isTextblock && (node.attrs.html?.style || node.attrs.html?.class);
  if (!looks) return;
  const { style, class: _, ...rest } = node.attrs.html;
  tr.setNodeAttribute(at, "html", Object.keys(rest).length ? rest : null);
}

/** Mark the selected words, or the word at the cursor, as not to be translated; or no longer. */
export function toggleUntranslated(editor) {
  const type = editor.schema.marks.untranslated;
  const { $from, from, to, empty } = editor.state.selection;
  const range = empty ? (getMarkRange($from, type) ?? wordAt($from)) : { from, to };
  if (!range) return;
  editor.chain().focus().setTextSelection(range).toggleMark("untranslated").setTextSelection(to).run();
}

function wordAt($at) {
  const text = $at.parent.textBetween(0, $at.parent.content.size, null, "\ufffc");
  const left = /[\p{L}\p{M}\p{N}_-]*$/u.exec(text.slice(0, $at.parentOffset))[0].length;
  const right = /^[\p{L}\p{M}\p{N}_-]*/u.exec(text.slice($at.parentOffset))[0].length;
  return left + right ? { from: $at.pos - left, to: $at.pos + right } : null;
}

export function canInsertTable({ state }) {
  return !isInTable(state) && state.selection.$from.parent.type.name !== "summary";
}

/** A table of two columns and three rows, the first one for headings. */
export function insertTable(editor) {
  const { table, tableRow, tableCell, tableHeader } = editor.schema.nodes;
  const row = (type) => tableRow.create(null, [type.createAndFill(), type.createAndFill()]);
  insertBlock(editor, table.create(null, [row(tableHeader), row(tableCell), row(tableCell)]));
}

export function insertRule(editor) {
  insertBlock(editor, editor.schema.nodes.rule.create());
}

/** Put a block in the place of an empty paragraph, or after the block with the cursor, where it may stand. */
export function insertBlock(editor, node) {
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      const { from, to } = placeFor(tr.selection.$to, node);
      tr.replaceWith(from, to, node);
      const end = node.isTextblock ? from + node.nodeSize - 1 : from + 1;
      tr.setSelection(TextSelection.near(tr.doc.resolve(end))).scrollIntoView();
      return true;
    })
    .run();
}

function placeFor($at, node) {
  const isFree = $at.parent.type.name === "paragraph" && !$at.parent.content.size;
  if (isFree) return { from: $at.before(), to: $at.after() };
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    const index = $at.indexAfter(depth - 1);
    if ($at.node(depth - 1).canReplaceWith(index, index, node.type)) return { from: $at.after(depth), to: $at.after(depth) };
  }
  return { from: $at.doc.content.size, to: $at.doc.content.size };
}

/** An accordion of the selected blocks, the first one as its line; a new one when only one is selected. */
export function insertAccordion(editor) {
  const { $from, $to, empty } = editor.state.selection;
  const range = $from.blockRange($to);
  const { accordion, summary, paragraph } = editor.schema.nodes;
  const isFit = !empty && range?.parent.canReplaceWith(range.startIndex, range.endIndex, accordion);
  if (!isFit) {
    insertBlock(editor, accordion.create(null, [summary.create(), paragraph.create()]));
    return;
  }
  const chosen = [];
  for (let at = range.startIndex; at < range.endIndex; at += 1) chosen.push(range.parent.child(at));
  const head = chosen[0].isTextblock ? chosen.shift() : null;
  if (chosen.length > 1 && chosen.at(-1).isTextblock && !chosen.at(-1).content.size) chosen.pop();
  const body = chosen.length ? chosen : [paragraph.create()];
  wrap(editor, range, accordion.create(null, [summary.create(null, head?.content), ...body]));
}

function wrap(editor, range, node) {
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      tr.replaceWith(range.start, range.end, node);
      tr.setSelection(TextSelection.near(tr.doc.resolve(range.start + 2))).scrollIntoView();
      return true;
    })
    .run();
}

/** The accordion round the cursor as a heading and what stood below it. */
export function unwrapAccordion(editor) {
  const at = around(editor.state, "accordion");
  if (!at) return;
  const heading = editor.schema.nodes.heading.create({ level: 3 }, at.node.firstChild.content);
  const body = Fragment.from(heading).append(at.node.content.cut(at.node.firstChild.nodeSize));
  editor.chain().focus().command(({ tr }) => tr.replaceWith(at.pos, at.pos + at.node.nodeSize, body)).run();
}

/** The innermost node of a type round the selection, with its position. */
export function around({ selection: { $from } }, name) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === name) return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
}

/** The innermost list round the selection, with its position. */
export function listAt(state) {
  const lists = ["bulletList", "orderedList"].map((name) => around(state, name)).filter(Boolean);
  return lists.sort((one, other) => other.pos - one.pos)[0] ?? null;
}

/** The image that is selected, with its position. */
export function selectedImage({ selection }) {
  const isImage = selection instanceof NodeSelection && selection.node.type.name === "image";
  return isImage ? { node: selection.node, pos: selection.from } : null;
}

export function putImage(editor, html) {
  const selected = selectedImage(editor.state);
  const chain = editor.chain().focus();
  if (!selected) chain.insertContent({ type: "image", attrs: { html } }).run();
  else chain.command(({ tr }) => tr.setNodeMarkup(selected.pos, null, { html }, selected.node.marks)).run();
}

/** A paragraph with one line per entry; an entry is a list of [text, href or null, is it a name]. */
export function insertLines(editor, lines) {
  const { hardBreak, paragraph } = editor.schema.nodes;
  const nodes = lines.flatMap((line, at) => [
    ...(at ? [hardBreak.create()] : []),
    ...line.map(([text, href, isName]) => editor.schema.text(text, marksFor(editor.schema, href, isName))),
  ]);
  insertBlock(editor, paragraph.create(null, nodes));
}

function marksFor({ marks }, href, isName) {
  if (href) return [marks.link.create({ html: { href } })];
  return isName ? [marks.bold.create()] : [];
}
