// The tree of pages with a keyboard and without reloading: branches, selection, and the ways to move a page.
import { close, open, remember } from "./tree_branches.js";
import { Lines, fill } from "./tree_lines.js";
import { installMoving } from "./tree_moves.js";

const OF_ROWS = new Set(["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Home", "End"]);
const form = document.getElementById("pages");
const table = form?.querySelector("table.tree");

if (table) {
  const lines = new Lines(table);
  watchSelection(form, table);
  tellTimes(table);
  if (table.id === "tree") {
    remember(lines);
    installToggles(table, lines);
    installKeys(table, lines);
    if (table.hasAttribute("data-arrange")) installMoving(table, lines);
    for (const keys of document.querySelectorAll("[data-keys]")) keys.hidden = false;
  }
}

function installToggles(table, lines) {
  table.addEventListener("click", (event) => {
    const toggle = event.target.closest(".toggle");
    if (!toggle || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const row = toggle.closest("tr");
    lines.activate(row);
    (row.dataset.branch === "open" ? close : open)(row, lines);
  });
}

// The keys of a treegrid whose rows are what is focused.
function installKeys(table, lines) {
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (!row || row.classList.contains("moving") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target !== row && !OF_ROWS.has(event.key)) return; // a link or a box in the row keeps its own keys
    const act = keyed(event.key, row, lines);
    if (!act) return;
    event.preventDefault();
    act();
  });
  table.addEventListener("focusin", (event) => {
    const row = event.target.closest("tbody tr");
    if (row) lines.activate(row);
  });
}

function keyed(key, row, lines) {
  const all = lines.all();
  const at = all.indexOf(row);
  const go = (to) => to && (() => lines.focus(to));
  switch (key) {
    case "ArrowDown": return go(all[at + 1]);
    case "ArrowUp": return go(all[at - 1]);
    case "Home": return go(all[0]);
    case "End": return go(all.at(-1));
    case "ArrowRight":
      if (row.dataset.branch === "closed") return () => open(row, lines);
      return row.dataset.branch === "open" ? go(all[at + 1]) : null;
    case "ArrowLeft":
      if (row.dataset.branch === "open") return () => close(row, lines);
      return go(lines.parent(row));
    case "Enter": return () => row.querySelector(".name").click();
    case " ": return () => row.querySelector("input[name=page]")?.click();
    case "*": return () => lines.siblings(row).forEach((one) => open(one, lines));
    default: return null;
  }
}

// How many pages are ticked; what can be done with them stays in sight while there are any.
function watchSelection(form, table) {
  const bulk = form.querySelector("[data-bulk]");
  const all = table.querySelector("[data-all]");
  if (!bulk) return;
  const ticks = () => [...table.querySelectorAll("input[name=page]")];
  const show = () => {
    const boxes = ticks();
    const number = boxes.filter((box) => box.checked).length;
    bulk.hidden = number === 0;
    bulk.querySelector("[data-chosen]").textContent = fill(table.dataset.sayChosen, { count: number });
    for (const box of boxes) if (table.id === "tree") box.closest("tr").setAttribute("aria-selected", box.checked);
    if (!all) return;
    all.checked = number > 0 && number === boxes.length;
    all.indeterminate = number > 0 && number < boxes.length;
  };
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of ticks()) box.checked = all.checked;
      show();
    });
  }
  bulk.classList.add("sticks");
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

// When exactly a page was changed, and by whom, is worked out for those that somebody points at.
function tellTimes(table) {
  const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  table.addEventListener("mouseover", (event) => {
    const time = event.target.closest("time");
    if (time && !time.title) time.title = [form.format(new Date(time.dateTime)), time.dataset.by].filter(Boolean).join(", ");
  });
}
