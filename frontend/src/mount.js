// Mounting: an editor in the place of a textarea, which keeps the text that is sent.

import { Editor } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import { soleAddress, cleanPaste } from "./paste.js";
import { extensions } from "./schema/index.js";
import { linkRange, setLink } from "./links.js";
import { read } from "./html/read.js";
import { write } from "./html/write.js";
import { openContactDialog } from "./ui/contact_dialog.js";
import { contextRow } from "./ui/context.js";
import { el, freshId } from "./ui/dom.js";
import { openImageDialog } from "./ui/image_dialog.js";
import { labelsOf, speaker } from "./ui/labels.js";
import { openLinkDialog } from "./ui/link_dialog.js";
import { toolbar } from "./ui/toolbar.js";

/** Make an editor in `root` for the textarea that it names; null where there is none. */
export function mount(root) {
  const name = root.dataset.editorInput;
  const textarea = document.getElementById(name) ?? document.querySelector(`textarea[name="${CSS.escape(name)}"]`);
  if (!textarea) return null;
  const say = speaker(labelsOf(root));
  const isEditable = !textarea.readOnly && !textarea.disabled;
  const area = el("div");
  const room = { say, searchUrl: root.dataset.searchUrl ?? "", editor: null };
  room.editor = create(room, area, textarea, isEditable);
  const bridge = connect(room.editor, textarea);
  root.classList.add("wge");
  if (isEditable) root.append(head(room));
  root.append(area, el("p", { class: "wge-hidden", id: room.editor.options.helpId }, say("help")));
  takeOver(room.editor, textarea);
  return { ...bridge, editor: room.editor, destroy: () => dismantle(root, room.editor, textarea) };
}

function create(room, area, textarea, isEditable) {
  const helpId = freshId("help");
  const label = labelOf(textarea);
  const described = [textarea.getAttribute("aria-describedby"), helpId].filter(Boolean).join(" ");
  return new Editor({
    element: { mount: area },
    helpId,
    injectCSS: false,
    editable: isEditable,
    extensions: extensions(room.say("placeholder")),
    content: read(textarea.value),
    editorProps: {
      attributes: definite({
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label?.id,
        "aria-label": label ? null : (textarea.getAttribute("aria-label") ?? textarea.name),
        "aria-describedby": described,
        "aria-required": textarea.required ? "true" : null,
        "aria-readonly": isEditable ? null : "true",
        lang: textarea.lang || "de",
        dir: textarea.dir || "auto",
        class: "wge-text",
      }),
      transformPastedHTML: cleanPaste,
      handlePaste: (_, event) => pasteAddress(room.editor, event),
      handleDOMEvents: { keydown: (_, event) => pressed(room, event) },
    },
  });
}

function definite(attributes) {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value));
}

function labelOf(textarea) {
  const label = textarea.labels?.[0] ?? null;
  if (label && !label.id) label.id = freshId("label");
  return label;
}

function head(room) {
  const { editor, say, searchUrl } = room;
  const ask = {
    link: () => openLinkDialog({ editor, say, searchUrl }),
    image: () => openImageDialog({ editor, say }),
    contact: () => openContactDialog({ editor, say }),
  };
  room.ask = ask;
  const bars = [toolbar(room, ask), contextRow(room, ask)];
  const update = () => bars.forEach((bar) => bar.update());
  editor.on("transaction", update);
  editor.on("focus", () => (room.isLeaving = false));
  update();
  room.toolbar = bars[0].element;
  return el("div", { class: "wge-head" }, ...bars.map((bar) => bar.element));
}

/** Keys of the whole editor: the link dialog, the way to the toolbar, and the way out past lists and tables.
    True keeps the text from doing anything about a key. */
function pressed(room, event) {
  const { isLeaving } = room;
  room.isLeaving = event.key === "Escape" || (isLeaving && event.key === "Shift");
  if (event.key === "Tab" && isLeaving) return true;
  const isPlain = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (isPlain && event.key.toLowerCase() === "k" && room.ask) room.ask.link();
  else if (event.altKey && event.key === "F10" && room.toolbar) room.toolbar.querySelector('[tabindex="0"]').focus();
  else return false;
  event.preventDefault();
  return true;
}

/** An address that is pasted becomes a link, on the selected words where there are some. */
function pasteAddress(editor, event) {
  const address = soleAddress(event.clipboardData?.getData("text/plain") ?? "");
  if (!address) return false;
  const range = linkRange(editor);
  setLink(editor, range, address, range.text || range.text === null ? range.text : address);
  return true;
}

/** Keep the textarea equal to the text; what nobody changed stays as it came, to the letter. */
function connect(editor, textarea) {
  let original = textarea.value;
  let untouched = write(editor.state.doc);
  let last = untouched;
  editor.on("update", () => {
    const html = write(editor.state.doc);
    if (html === last) return;
    last = html;
    textarea.value = html === untouched ? original : html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return {
    getHTML: () => write(editor.state.doc),
    setHTML(html) {
      editor.commands.setContent(read(html));
    },
    /** Show the textarea's present value, as the text that nobody has changed yet. */
    reload() {
      original = textarea.value;
      const doc = editor.schema.nodeFromJSON(read(original));
      editor.view.updateState(EditorState.create({ doc, plugins: editor.state.plugins }));
      untouched = last = write(doc);
      editor.view.dispatch(editor.state.tr);
    },
  };
}

/** Hide the textarea; its label leads to the text, and a form need not wait for it to be filled. */
function takeOver(editor, textarea) {
  textarea.hidden = true;
  textarea.required = false;
  const label = labelOf(textarea);
  label?.addEventListener("click", () => textarea.hidden && editor.commands.focus());
}

function dismantle(root, editor, textarea) {
  editor.destroy();
  root.replaceChildren();
  root.classList.remove("wge");
  textarea.hidden = false;
}
