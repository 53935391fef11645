// What every room needs of JavaScript: the menu on narrow screens, one open list at a time, htmx's CSRF token.
const token = () => document.querySelector('input[name="csrf_token"]')?.value ?? "";

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail?.ctx?.request;
  if (request?.headers) request.headers["X-CSRFToken"] = token();
});

const menu = document.querySelector("[data-menu]");
menu?.addEventListener("toggle", () => document.body.classList.toggle("menu-open", menu.open));

document.addEventListener("click", (event) => {
  for (const pick of document.querySelectorAll("details.pick[open]")) {
    if (!pick.contains(event.target)) pick.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details.pick[open]") ?? document.querySelector("details.pick[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
