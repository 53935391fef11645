// The image dialog: an address, and what the image shows.

import { putImage, selectedImage } from "../commands.js";
import { field, openDialog } from "./dialog.js";
import { el, freshId } from "./dom.js";

export function openImageDialog({ editor, say }) {
  const html = selectedImage(editor.state)?.node.attrs.html ?? null;
  const address = field(say("image_address"), { value: html?.src ?? "", type: "url", inputmode: "url", required: true });
  const alt = field(say("image_alt"), { value: html?.alt ?? "", required: true }, say("image_alt_hint"));
  const decorative = checkbox(say("image_decorative"), html?.alt === "", (isOn) => {
    alt.input.disabled = isOn;
    alt.warn("");
  });
  alt.input.disabled = decorative.input.checked;
  openDialog({
    say,
    title: say("image_title"),
    body: [address.box, alt.box, decorative.box],
    apply: say(html ? "apply" : "insert"),
    onApply: () => apply({ editor, say, html, address, alt, decorative }),
    onClose: () => editor.commands.focus(),
  });
  address.input.focus();
}

function checkbox(label, checked, onChange) {
  const id = freshId("field");
  const input = el("input", { id, type: "checkbox", checked, onChange: () => onChange(input.checked) });
  return { input, box: el("div", { class: "wge-check" }, input, el("label", { for: id }, label)) };
}

function apply({ editor, say, html, address, alt, decorative }) {
  const src = address.input.value.trim();
  const isKept = html && src === html.src;
  const words = decorative.input.checked ? "" : alt.input.value.trim();
  address.warn("");
  alt.warn("");
  if (!isKept && !/^(https:\/\/[^\s/]+\/\S*|\/[^/\s]\S*)$/i.test(src)) {
    address.warn(say("image_bad_address"), true);
    return false;
  }
  if (!words && !decorative.input.checked) {
    alt.warn(say("image_alt_hint"), true);
    return false;
  }
  putImage(editor, { ...html, src, alt: words });
  return true;
}
