// Moving a page: dragged by its grip, with the arrow keys after M, or with the form. The tree shows at once
// what is meant; if the server refuses, everything is back where it was.
import { open, remember } from "./tree_branches.js";
import { fill, say, whisper } from "./tree_lines.js";

const HOVER = 700; // milliseconds until a closed branch opens under what is dragged

export function installMoving(table, lines) {
  const mover = new Mover(table, lines);
  installDragging(table, lines, mover);
  installArrows(table, lines, mover);
  installForm(table, lines, mover);
}

class Mover {
  constructor(table, lines) {
    Object.assign(this, { table, lines });
  }

  // A page with the lines below it, and how the whole tree looks now.
  lift(row) {
    const group = [row, ...this.lines.below(row)];
    return { row, group, order: this.lines.all(), levels: group.map((one) => one.dataset.level), parent: row.dataset.parent };
  }

  // Put what was lifted before or after another line, or below it as its first or last.
  place(lifted, target, where) {
    const { row, group } = lifted;
    const isBelow = where === "first" || where === "last";
    const shift = this.lines.level(target) + (isBelow ? 1 : 0) - this.lines.level(row);
    const last = this.lines.below(target).filter((one) => !group.includes(one)).at(-1) ?? target;
    if (isBelow && target.dataset.branch === "closed") for (const one of group) one.remove();
    else if (where === "before") target.before(...group);
    else (where === "first" ? target : last).after(...group);
    row.dataset.parent = isBelow ? target.dataset.id : target.dataset.parent;
    for (const one of group) one.dataset.level = this.lines.level(one) + shift;
    lifted.placed = true;
  }

  putBack(lifted) {
    this.lines.body.replaceChildren(...lifted.order);
    lifted.group.forEach((one, at) => (one.dataset.level = lifted.levels[at]));
    lifted.row.dataset.parent = lifted.parent;
  }

  // Where the page stands on the screen now, as the server wants to be told.
  spot(row) {
    const before = this.lines.siblings(row);
    const at = before.indexOf(row);
    if (at > 0) return { where: "after", target: before[at - 1].dataset.id };
    if (before.length > 1) return { where: "before", target: before[1].dataset.id };
    return { where: "first", target: row.dataset.parent };
  }

  async send(lifted, { where, target }) {
    const { row } = lifted;
    const answer = await this.post(`${this.table.dataset.base}${row.dataset.id}/move/`, { where, target, seen: lifted.parent });
    if (answer.ok) {
      say(answer.message, "ok", answer.undo ? { label: this.table.dataset.sayUndo, act: () => this.undo(answer.undo) } : null);
      await this.settle(lifted);
    } else {
      this.putBack(lifted);
      this.lines.focus(row);
      say(answer.message ?? fill(this.table.dataset.sayOffline, { title: this.lines.title(row) }), "danger");
      if (answer.status === 409) await this.refresh(row.dataset.id);
    }
    return answer.ok;
  }

  // The lines are where they belong; if a branch came to be or ceased to be one, the server draws it all anew.
  async settle(lifted) {
    const { row, parent } = lifted;
    const isBranch = (id) => !id || this.lines.byId(id)?.dataset.branch === "open";
    const isLeft = !parent || this.lines.all().some((one) => one.dataset.parent === parent);
    if (!row.isConnected || !lifted.placed || !isLeft || !isBranch(row.dataset.parent)) return this.refresh(row.dataset.id);
    this.lines.recount(parent, row.dataset.parent, Number(row.dataset.below) + 1);
    this.show(row);
  }

  show(row) {
    this.lines.focus(row);
    row.classList.add("just-moved");
    setTimeout(() => row.classList.remove("just-moved"), 2500);
  }

  async undo(url) {
    const answer = await this.post(url, {});
    say(answer.message ?? this.table.dataset.sayEmpty, answer.ok ? "ok" : "danger");
    await this.refresh(url.match(/(\d+)\/back\/$/)[1]);
  }

  async post(url, values) {
    const body = new URLSearchParams({ ...values, csrf_token: document.querySelector("#pages input[name=csrf_token]").value });
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      return { ...said, ok: answer.ok, status: answer.status };
    } catch {
      return { ok: false, status: 0 };
    }
  }

  // The tree as it is now, with the branches that are open here; a moved page is brought into sight.
  async refresh(id) {
    remember(this.lines);
    const answer = await fetch(`${this.table.dataset.base}?moved=${id}`).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.lines.replaceWith(page.getElementById("tree").tBodies[0]);
    remember(this.lines);
    const row = this.lines.byId(id);
    if (row) this.show(row);
  }
}

function installDragging(table, lines, mover) {
  let lifted = null, over = null, where = "", timer = 0;
  const clear = () => {
    over?.classList.remove("drop-before", "drop-after", "drop-below");
    clearTimeout(timer);
    over = null;
  };
  table.addEventListener("dragstart", (event) => {
    const row = event.target.closest?.("tbody tr");
    if (!row || !event.target.matches(".grip")) return;
    lifted = mover.lift(row);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", lines.title(row));
    event.dataTransfer.setDragImage(row, 20, 15);
    requestAnimationFrame(() => lifted?.group.forEach((one) => one.classList.add("dragged")));
  });
  table.addEventListener("dragover", (event) => {
    const row = event.target.closest("tbody tr");
    if (!lifted || !row || lifted.group.includes(row)) return clear();
    event.preventDefault();
    const box = row.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    const aim = share < 0.28 ? "before" : share <= 0.72 ? "last" : row.dataset.branch === "open" ? "first" : "after";
    if (row === over && aim === where) return;
    clear();
    [over, where] = [row, aim];
    row.classList.add({ before: "drop-before", last: "drop-below" }[aim] ?? "drop-after");
    if (aim === "last") timer = setTimeout(() => open(row, lines), HOVER);
  });
  table.addEventListener("drop", (event) => {
    if (!lifted || !over) return;
    event.preventDefault();
    const target = over.dataset.id;
    mover.place(lifted, over, where);
    mover.send(lifted, { where, target });
  });
  table.addEventListener("dragend", () => {
    lifted?.group.forEach((one) => one.classList.remove("dragged"));
    clear();
    lifted = null;
  });
}

// M takes a line up; the arrows change its place among the lines that are shown; Enter puts it there.
function installArrows(table, lines, mover) {
  let lifted = null;
  const words = table.dataset;
  const tell = (row) => {
    const among = lines.siblings(row);
    const parent = lines.parent(row);
    const place = fill(words.sayPlace, { level: row.dataset.level, position: among.indexOf(row) + 1, siblings: among.length });
    whisper(parent ? `${place}, ${fill(words.sayPlaceBelow, { title: lines.title(parent) })}` : place);
  };
  const end = () => {
    lifted.row.classList.remove("moving");
    lifted = null;
  };
  table.addEventListener("keydown", (event) => {
    const row = event.target;
    if (row.tagName !== "TR" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!lifted) {
      if (event.key.toLowerCase() !== "m") return;
      event.preventDefault();
      lifted = mover.lift(row);
      row.classList.add("moving");
      return whisper(fill(words.sayMoving, { title: lines.title(row) }));
    }
    const step = { ArrowUp: up, ArrowDown: down, ArrowLeft: out, ArrowRight: into }[event.key];
    if (!step && !["Enter", "Escape", "Tab"].includes(event.key)) return;
    event.preventDefault();
    if (step) {
      lifted.busy = true; // a line that is put elsewhere loses the keyboard for a moment
      step(lifted, lines, mover);
      lines.focus(row);
      lifted.busy = false;
      return tell(row);
    }
    const kept = lifted;
    end();
    const moved = row.dataset.parent !== kept.parent || lines.all().indexOf(row) !== kept.order.indexOf(row);
    if (event.key === "Enter" && moved) return mover.send(kept, mover.spot(row));
    mover.putBack(kept);
    lines.focus(row);
    whisper(fill(words.sayStays, { title: lines.title(row) }));
  });
  table.addEventListener("focusout", (event) => {
    if (!lifted || lifted.busy || table.contains(event.relatedTarget)) return;
    const kept = lifted;
    end();
    mover.putBack(kept);
    whisper(fill(words.sayStays, { title: lines.title(kept.row) }));
  });
}

function neighbours(lifted, lines) {
  const among = lines.siblings(lifted.row);
  const at = among.indexOf(lifted.row);
  return [among[at - 1], among[at + 1]];
}

function up(lifted, lines, mover) {
  const [before] = neighbours(lifted, lines);
  if (before) mover.place(lifted, before, "before");
}

function down(lifted, lines, mover) {
  const [, after] = neighbours(lifted, lines);
  if (after) mover.place(lifted, after, "after");
}

function out(lifted, lines, mover) {
  const parent = lines.parent(lifted.row);
  if (parent) mover.place(lifted, parent, "after");
}

// Below the page before it: only where its branch is open, or where there is nothing in it yet.
function into(lifted, lines, mover) {
  const [before] = neighbours(lifted, lines);
  if (before && before.dataset.branch !== "closed") mover.place(lifted, before, "last");
}

// The form in a dialog, with a field to find the page in question.
function installForm(table, lines, mover) {
  const dialog = document.getElementById("mover");
  table.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-move]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href).catch(() => null);
    if (!answer?.ok) return (location.href = link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog.replaceChildren(page.querySelector("[data-mover]"));
    prepare(dialog, link.closest("tr"));
    dialog.showModal();
  });

  function prepare(dialog, row) {
    const form = dialog.querySelector("form");
    installFinding(form);
    form.querySelector("[data-cancel]").addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const values = new FormData(form);
      dialog.close();
      lines.focus(row);
      await mover.send(mover.lift(row), { where: values.get("where"), target: values.get("target") ?? "" });
    });
  }
}

function installFinding(form) {
  const holder = form.querySelector("[data-find]");
  const field = holder.querySelector("input");
  const select = form.querySelector("select");
  const options = [...select.options];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  holder.hidden = false;
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const fits = options.filter((one) => words.every((word) => plain(one.textContent).includes(word)));
    select.replaceChildren(...fits);
    if (fits.length && !fits.some((one) => one.selected)) fits[0].selected = true;
  });
}
