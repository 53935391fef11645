// The schema: all that a page's text may be made of, and how it is edited.

import { Dropcursor, Gapcursor, Placeholder, TrailingNode, UndoRedo } from "@tiptap/extensions";
import { Accordion, Summary } from "./accordion.js";
import { Blockquote, Box, Document, Heading, Paragraph, Rule, Text } from "./blocks.js";
import { HardBreak, Image, Symbol } from "./inline.js";
import { BulletList, ListItem, ListKeymap, OrderedList } from "./lists.js";
import { Bold, Inline, Italic, Link, Strike, Underline, Untranslated } from "./marks.js";
import { CaptionedTable, Table, TableCaption, TableCell, TableHeader, TableRow } from "./tables.js";

/** All extensions of one editor; `placeholder` is shown while there is no text. */
export function extensions(placeholder) {
  return [
    ...[Document, Text, Paragraph, Heading, Blockquote, Rule, Box],
    ...[BulletList, OrderedList, ListItem, ListKeymap],
    ...[Table, TableRow, TableCell, TableHeader, CaptionedTable, TableCaption, Accordion, Summary],
    ...[HardBreak, Image, Symbol],
    ...[Link, Untranslated, Bold, Italic, Underline, Strike, Inline],
    ...[UndoRedo, Gapcursor, Dropcursor.configure({ color: false, class: "wge-drop" }), TrailingNode],
    Placeholder.configure({ placeholder }),
  ];
}
