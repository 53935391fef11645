// Links: the range that a link dialog is about, what it leads to, and how it is changed.

import { getMarkRange } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";

/** The link at the cursor or the selected words: where, its present attributes, and its text if it is plain. */
export function linkRange({ state, schema }) {
  const { $from, from, to, empty } = state.selection;
  const found = getMarkRange($from, schema.marks.link);
  const range = found && (empty || to <= found.to) ? found : { from, to };
  const mark = markIn(state, range);
  return { ...range, mark, href: mark?.attrs.html?.href ?? "", text: plainText(state, range) };
}

function markIn({ doc, schema }, { from, to }) {
  let found = null;
  doc.nodesBetween(from, Math.max(to, from), (node) => {
    found ??= schema.marks.link.isInSet(node.marks) ?? null;
  });
  return found;
}

/** The text of a range, null where it is more than text in one block. */
function plainText({ doc }, { from, to }) {
  const $from = doc.resolve(from);
  if (!$from.sameParent(doc.resolve(to))) return null;
  let isPlain = true;
  doc.nodesBetween(from, to, (node) => {
    if (node.isInline && !node.isText) isPlain = false;
  });
  return isPlain ? doc.textBetween(from, to) : null;
}

/** Let a range lead to `href`; `text` takes the place of its words where it is given and differs. */
export function setLink(editor, range, href, text) {
  const { schema } = editor;
  const mark = schema.marks.link.create({ ...range.mark?.attrs, html: attributesFor(range.mark?.attrs.html, href) });
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      let { to } = range;
      if (text !== null && text !== range.text) {
        const marks = tr.doc.resolve(range.from).marksAcross(tr.doc.resolve(to)) ?? [];
        tr.replaceWith(range.from, to, schema.text(text, marks));
        to = range.from + text.length;
      }
      tr.removeMark(range.from, to, schema.marks.link).addMark(range.from, to, mark);
      tr.setSelection(TextSelection.create(tr.doc, to)).removeStoredMark(schema.marks.link);
      return true;
    })
    .run();
}

/** A link keeps its attributes; one into the guide is not marked as leading out of it. */
function attributesFor(html, href) {
  const { class: name, ...rest } = html ?? {};
  const classes = (name ?? "").split(/\s+/).filter((each) => each && !(href.startsWith("page:") && each === "link-external"));
  const kept = name === undefined ? html : classes.length ? { ...html, class: classes.join(" ") } : rest;
  return { ...kept, href };
}

export function removeLink(editor, range) {
  const remove = ({ tr }) => tr.removeMark(range.from, range.to, editor.schema.marks.link);
  editor.chain().focus().command(remove).run();
}
