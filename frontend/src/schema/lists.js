// Lists: bulleted and numbered, nested, with the number they start from.

import { BulletList as Bullets, ListItem as Item, ListKeymap as Keys, OrderedList as Numbers } from "@tiptap/extension-list";
import { html } from "./attributes.js";

export const BulletList = Bullets.extend({ addAttributes: () => html });

export const OrderedList = Numbers.extend({
  addAttributes: () => ({
    ...html,
    start: { default: 1, parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1 },
  }),
  renderHTML({ HTMLAttributes: { start, ...rest } }) {
    return ["ol", start === 1 ? rest : { start, ...rest }, 0];
  },
});

export const ListItem = Item.extend({ content: "block+", addAttributes: () => html });

/** Tab belongs to list items alone: anywhere else it leads out of the editor. */
export const ListKeymap = Keys.extend({
  addKeyboardShortcuts() {
    const { Tab, ...keys } = this.parent();
    return keys;
  },
});
