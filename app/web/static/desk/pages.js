// A whole page at the desk: fields come to life when their paragraph is unfolded, drafts are kept while one
// types, Ctrl+Enter saves a paragraph and leads to the next one that is open.

const QUIET = 1500; // milliseconds without a key before what was typed is sent
const RETRY = 15000;

const form = document.getElementById("page-form");
const words = JSON.parse(form.dataset.words);
const kept = new WeakMap(); // what the server has of each field
const timers = new WeakMap();
const waiting = new Set(); // fields with something to send
const tried = new WeakSet(); // buttons that were pressed once more with a fresh token

const rowOf = (element) => element.closest(".row");
const seenOf = (field) => rowOf(field).querySelector('input[name^="seen-"]');
const token = () => form.elements.csrf_token.value;

// Fields -----------------------------------------------------------------

/** An unfolded paragraph has a field whose codes cannot break. */
function awaken(row) {
  const field = row.querySelector("textarea.chip-field-later");
  if (!field) return;
  field.classList.replace("chip-field-later", "chip-field");
  window.wegweiserField?.enhance(row);
}

/** Put the caret into the field of a paragraph, or of the next one that has something to do. */
function enter(row) {
  const field = row?.querySelector("textarea");
  if (!field) return;
  row.open = true;
  awaken(row);
  row.scrollIntoView({ block: "nearest" });
  if (field.chipField) field.chipField.focus();
  else field.focus();
}

function after(row) {
  let next = row.nextElementSibling;
  while (next && !next.matches?.(".row.is-open")) next = next.nextElementSibling;
  return next;
}

document.addEventListener("toggle", (event) => event.target.matches?.(".row") && awaken(event.target), true);

function unfoldTarget() {
  const row = /^#s\d+$/.test(location.hash) ? document.querySelector(location.hash) : null;
  if (row?.matches("details")) row.open = true;
}
addEventListener("hashchange", unfoldTarget);
unfoldTarget();

document.addEventListener("click", (event) => {
  const put = event.target.closest("[data-put]");
  if (!put) return;
  const field = document.getElementById(put.dataset.into);
  if (field.chipField) field.chipField.setCoded(put.dataset.put);
  else field.value = put.dataset.put;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  enter(rowOf(field));
});

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(".row");
  if (!row || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  row.querySelector('[data-key="save"]').click();
});

// Drafts -----------------------------------------------------------------

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("textarea[data-draft]")) return;
  if (!kept.has(field)) kept.set(field, field.defaultValue);
  if (field.value === kept.get(field)) return;
  waiting.add(field);
  plan(field, QUIET);
});

function plan(field, wait) {
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(keep, wait, field));
}

function body(field) {
  const seen = seenOf(field);
  return new URLSearchParams({ csrf_token: token(), [seen.name]: seen.value, [field.name]: field.value });
}

async function send(field) {
  try {
    return await fetch(field.dataset.draft, { method: "POST", redirect: "manual", body: body(field) });
  } catch {
    tell(field, words.offline);
    return null;
  }
}

async function keep(field) {
  if (!field.isConnected) return waiting.delete(field);
  const sent = field.value;
  let answer = await send(field);
  if (answer?.status === 400 && (await renew())) answer = await send(field);
  if (!field.isConnected) return waiting.delete(field);
  if (answer?.ok) await told(field, sent, await answer.json());
  else if (answer?.type === "opaqueredirect") signedOut();
  else if (answer) tell(field, words.refused);
  if (field.value !== sent) plan(field, QUIET);
  else if (!answer?.ok) plan(field, RETRY);
}

function told(field, sent, { at, other }) {
  kept.set(field, sent);
  if (field.value === sent) waiting.delete(field);
  tell(field, words.kept.replace("{time}", at));
  const claim = rowOf(field).querySelector("[data-claim]");
  if (other && claim.hidden) {
    claim.querySelector("span").textContent = words.held.replace("{name}", other);
    claim.hidden = false;
  }
}

function tell(field, text) {
  document.getElementById(field.getAttribute("aria-describedby").split(" ")[0]).textContent = text;
}

/** A token that is too old, since somebody signed in again meanwhile, is replaced; whether there is one. */
async function renew() {
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.dataset.token, { headers, redirect: "manual" }).catch(() => null);
  if (!answer?.ok) {
    signedOut();
    return false;
  }
  const { csrf_token: fresh } = await answer.json();
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = fresh;
  return true;
}

function notice(text, ...more) {
  const line = document.getElementById("page-notice");
  line.replaceChildren(text, ...more);
  line.hidden = false;
  line.scrollIntoView({ block: "nearest" });
}

function signedOut() {
  const link = document.createElement("a");
  Object.assign(link, { href: form.dataset.signIn, target: "_blank", rel: "noopener", textContent: words.sign_in });
  notice(`${words.signed_out} `, link);
}

/** What was typed last goes along when the page is left. */
addEventListener("pagehide", () => {
  for (const field of waiting) {
    if (field.isConnected) fetch(field.dataset.draft, { method: "POST", keepalive: true, body: body(field) });
  }
});
form.addEventListener("submit", () => waiting.clear());

// Answers ----------------------------------------------------------------

/** Only a paragraph takes the place of a paragraph; anything else leaves what was typed where it is. */
document.addEventListener("htmx:before:swap", (event) => {
  const context = event.detail?.ctx;
  if (!context?.target?.matches?.(".row") || context.text?.includes('class="row')) return;
  event.preventDefault();
  if (context.response?.raw?.redirected) signedOut();
  else if (context.response?.status === 400) again(context.sourceElement);
  else notice(words.undone);
});

/** A deed that failed for want of a fresh token is done once more. */
async function again(button) {
  if (tried.has(button)) return notice(words.undone);
  tried.add(button);
  if (await renew()) button.click();
  else tried.delete(button);
}

document.addEventListener("htmx:error", (event) => event.detail?.ctx?.target?.matches?.(".row") && notice(words.offline));

document.addEventListener("htmx:after:swap", (event) => {
  const old = event.detail?.ctx?.target;
  const row = old?.id && /^s\d+$/.test(old.id) ? document.getElementById(old.id) : null;
  if (!row) return;
  const isDone = row.dataset.told === "ok";
  const next = isDone ? after(row) : null;
  if (next) enter(next);
  else if (isDone) row.querySelector(".message")?.focus();
  else enter(row);
});
