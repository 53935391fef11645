// Accordions: a line that readers see, and what opens below it. While it is edited, all of it is open.

import { Node } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { html } from "./attributes.js";

export const Accordion = Node.create({
  name: "accordion",
  group: "block",
  content: "summary block+",
  defining: true,
  addAttributes: () => html,
  parseHTML: () => [{ tag: "details" }, { tag: "div[data-wegweiser-accordion]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", { "data-wegweiser-accordion": "", ...HTMLAttributes }, 0],
});

export const Summary = Node.create({
  name: "summary",
  content: "inline*",
  priority: 1100,
  defining: true,
  addAttributes: () => html,
  parseHTML: () => [{ tag: "summary" }, { tag: "p[data-wegweiser-summary]" }],
  renderHTML: ({ HTMLAttributes }) => ["p", { dir: "auto", "data-wegweiser-summary": "", ...HTMLAttributes }, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.command(intoBody),
      Backspace: () => this.editor.commands.command(dropEmpty),
    };
  },
});

/** From the summary to the text below it, with what stood after the cursor. */
function intoBody({ tr, dispatch, state }) {
  const { $from, $to } = state.selection;
  if ($from.parent.type.name !== "summary" || !$from.sameParent($to)) return false;
  if (!dispatch) return true;
  const rest = $from.parent.slice($to.parentOffset).content;
  tr.delete($from.pos, $from.end());
  const body = tr.mapping.map($from.after());
  const first = tr.doc.nodeAt(body);
  const isFree = first.type.name === "paragraph" && !first.content.size && !rest.size;
  if (!isFree) tr.insert(body, state.schema.nodes.paragraph.create(null, rest));
  tr.setSelection(TextSelection.create(tr.doc, body + 1)).scrollIntoView();
  return true;
}

/** Backspace in an empty accordion takes it away. */
function dropEmpty({ tr, dispatch, state }) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== "summary" || $from.parentOffset > 0) return false;
  const accordion = $from.node(-1);
  if (accordion.textContent || accordion.childCount > 2) return false;
  if (!dispatch) return true;
  const before = $from.before(-1);
  tr.replaceWith(before, before + accordion.nodeSize, state.schema.nodes.paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, before + 1));
  return true;
}
