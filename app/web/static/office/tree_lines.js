// The lines of the tree on the screen: which stands below which, and what a screen reader is told of each.

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

// A message above the page, with what to do about it if there is something.
export function say(message, kind = "ok", action = null) {
  const place = document.getElementById("messages");
  const note = document.createElement("div");
  note.className = `message ${kind}`;
  const text = document.createElement("span");
  text.textContent = message;
  note.append(text);
  if (action) {
    const holder = document.createElement("span");
    holder.className = "deed";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = action.label;
    button.addEventListener("click", () => action.act(note));
    holder.append(button);
    note.append(holder);
  }
  for (const old of document.querySelectorAll("#messages > *, .message[data-moved]")) old.remove();
  place.append(note);
  note.scrollIntoView({ block: "nearest" });
}

// What only a screen reader is told.
export function whisper(text) {
  const place = document.querySelector("[data-said]");
  if (place) place.textContent = text;
}

export class Lines {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    if (table.id !== "tree") return;
    table.setAttribute("role", "treegrid");
    table.setAttribute("aria-label", table.dataset.label);
    if (table.querySelector("input[name=page]")) table.setAttribute("aria-multiselectable", "true");
    this.describe(this.all());
    this.activate(this.wanted() ?? this.all()[0]);
  }

  all() {
    return [...this.body.rows];
  }

  wanted() {
    return location.hash.startsWith("#p") ? this.byId(location.hash.slice(2)) : null;
  }

  byId(id) {
    return id ? document.getElementById(`p${id}`) : null;
  }

  level(row) {
    return Number(row.dataset.level);
  }

  title(row) {
    return row.querySelector(".name").textContent;
  }

  parent(row) {
    return this.byId(row.dataset.parent);
  }

  siblings(row) {
    return this.all().filter((one) => one.dataset.parent === row.dataset.parent);
  }

  // The lines on the screen below a page.
  below(row) {
    const found = [];
    for (let next = row.nextElementSibling; next && this.level(next) > this.level(row); next = next.nextElementSibling) found.push(next);
    return found;
  }

  describe(rows) {
    for (const row of rows) {
      this.tellPlace(row);
      if (row.dataset.branch) this.mark(row, row.dataset.branch);
      if (row.querySelector("input[name=page]")) row.setAttribute("aria-selected", row.querySelector("input[name=page]").checked);
      row.tabIndex = -1;
      for (const part of row.querySelectorAll("a, input")) part.tabIndex = -1;
      for (const grip of row.querySelectorAll(".grip")) grip.hidden = false;
    }
  }

  tellPlace(row) {
    row.setAttribute("aria-level", row.dataset.level);
    row.setAttribute("aria-posinset", row.dataset.position);
    row.setAttribute("aria-setsize", row.dataset.siblings);
  }

  // Count again what stands below which page, after `number` pages went from below one to below another.
  recount(from, to, number) {
    for (let row = this.byId(from); row; row = this.parent(row)) this.count(row, -number);
    for (let row = this.byId(to); row; row = this.parent(row)) this.count(row, number);
    const rows = new Map();
    for (const row of this.all()) rows.set(row.dataset.parent, [...(rows.get(row.dataset.parent) ?? []), row]);
    for (const among of rows.values()) {
      among.forEach((row, at) => {
        row.dataset.position = at + 1;
        row.dataset.siblings = among.length;
        this.tellPlace(row);
      });
    }
  }

  count(row, number) {
    row.dataset.below = Number(row.dataset.below) + number;
    const shown = row.querySelector(".count");
    if (shown) shown.textContent = row.dataset.below;
  }

  mark(row, branch) {
    row.dataset.branch = branch;
    row.setAttribute("aria-expanded", branch === "open");
    row.querySelector(".toggle")?.setAttribute("aria-labelledby", `${branch === "open" ? "say-close" : "say-open"} t${row.dataset.id}`);
  }

  insertBelow(row, html) {
    const holder = document.createElement("template");
    holder.innerHTML = `<table><tbody>${html}</tbody></table>`;
    const rows = [...holder.content.querySelectorAll("tr")];
    for (const old of this.below(row)) old.remove();
    row.after(...rows);
    this.describe(rows);
  }

  // Take the lines of another rendering of this tree, keeping what is ticked and what is focused.
  replaceWith(body) {
    const ticked = new Set(this.all().filter((row) => row.querySelector("input[name=page]")?.checked).map((row) => row.dataset.id));
    const active = this.active?.dataset.id;
    const focused = this.body.contains(document.activeElement);
    this.body.replaceChildren(...body.rows);
    for (const row of this.all()) if (ticked.has(row.dataset.id)) row.querySelector("input[name=page]").checked = true;
    this.describe(this.all());
    const row = this.byId(active) ?? this.all()[0];
    if (row) (focused ? this.focus(row) : this.activate(row));
  }

  // Of all lines one can be reached with Tab, and with it the links in it.
  activate(row) {
    if (!row || row === this.active) return;
    if (this.active?.isConnected) this.reach(this.active, -1);
    this.active = row;
    this.reach(row, 0);
  }

  reach(row, index) {
    row.tabIndex = index;
    for (const part of row.querySelectorAll("a, input")) part.tabIndex = index;
  }

  focus(row) {
    this.activate(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}
