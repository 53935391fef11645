// The branches of the tree: opened with the lines that the server has, closed, remembered by the browser.
import { say } from "./tree_lines.js";

// Which branches are open stays in the browser, those within closed ones too; the server reads it.
export function remember(lines) {
  const { table } = lines;
  const open = new Set(document.cookie.match(/(?:^|; )open-branches=([\d.]+)/)?.[1].split("."));
  for (const { dataset } of lines.all()) dataset.branch === "open" ? open.add(dataset.id) : open.delete(dataset.id);
  document.cookie = `open-branches=${[...open].slice(0, 500).join(".")}; path=${table.dataset.base}; max-age=31536000; samesite=lax`;
  const address = new URL(location.href);
  for (const name of ["open", "show", "hide", "moved"]) address.searchParams.delete(name);
  history.replaceState(null, "", address);
}

// Open a closed branch.
export async function open(row, lines) {
  if (row.dataset.branch !== "closed") return;
  lines.mark(row, "open");
  row.classList.add("loading");
  try {
    const answer = await fetch(`${lines.table.dataset.base}${row.dataset.id}/branch/`);
    if (!answer.ok) throw new Error(String(answer.status));
    lines.insertBelow(row, await answer.text());
    remember(lines);
  } catch {
    lines.mark(row, "closed");
    say(lines.table.dataset.sayEmpty, "danger");
  } finally {
    row.classList.remove("loading");
  }
}

export function close(row, lines) {
  if (row.dataset.branch !== "open") return;
  for (const below of lines.below(row)) below.remove();
  lines.mark(row, "closed");
  lines.activate(row);
  remember(lines);
}
