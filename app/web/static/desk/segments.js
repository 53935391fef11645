// A paragraph of a queue: drafts are kept while one types, the paragraph is held open, what is decided brings the next one.

import { listen } from "./segments_keys.js";

const QUIET = 1500; // milliseconds without a key before what was typed is sent
const RETRY = 15000;
const RENEW = 5 * 60 * 1000; // a claim lasts 15 minutes
const IN_USE = 10 * 60 * 1000; // so long after the last key or click a window counts as used

const state = {
  timer: 0,
  sending: null,
  kept: "", // the text as the server has it
  used: Date.now(), // when somebody last did something here
  open: null, // the paragraph on the screen
  again: false, // a form whose token was too old went out once more
};

const root = () => document.getElementById("segment");
const field = () => document.getElementById("coded");
const form = () => document.getElementById("segment-form");
const words = () => JSON.parse(root().dataset.words);
const token = () => document.querySelector('input[name="csrf_token"]')?.value ?? "";

// Drafts -----------------------------------------------------------------

function typed() {
  state.used = Date.now();
  if (field().value !== state.kept) plan(QUIET);
}

function plan(wait) {
  clearTimeout(state.timer);
  state.timer = setTimeout(keep, wait);
}

/** Send what was typed; one request at a time, and what is typed meanwhile comes after it. */
async function keep() {
  const at = root();
  if (!at || state.sending || field().value === state.kept) return;
  const sent = field().value;
  state.sending = post(at.dataset.draft, { coded: sent, ...seen() });
  const answer = await state.sending;
  state.sending = null;
  if (root() !== at) return;
  if (answer) {
    const told = await answer.json();
    state.kept = sent;
    tell(words().kept.replace("{time}", told.at));
    showClaim(told.claim);
  }
  if (field().value !== state.kept) plan(answer ? QUIET : RETRY);
}

function seen() {
  const { made_against: answers, lock_version: version } = form().elements;
  return { made_against: answers.value, lock_version: version.value };
}

function tell(text) {
  const line = document.getElementById("draft-status");
  if (line && line.textContent !== text) line.textContent = text;
}

/** Send a form's values; null, and said, where they were not taken. A token that is too old is renewed once. */
async function post(url, values = {}, again = true) {
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "X-Requested-With": "fetch" },
      body: new URLSearchParams({ csrf_token: token(), ...values }),
    });
  } catch {
    notice(words().offline);
    return null;
  }
  if (answer.ok) return unsay(answer);
  if (answer.type === "opaqueredirect") signedOut();
  else if (answer.status === 400 && again && (await renew())) return post(url, values, false);
  else tell(words().refused);
  return null;
}

async function renew() {
  const headers = { Accept: "application/json" };
  const answer = await fetch(root().dataset.token, { headers, redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return signedOut();
  const { csrf_token: fresh } = await answer.json();
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = fresh;
  return true;
}

function notice(text, ...more) {
  const line = document.getElementById("segment-notice");
  if (!line) return;
  line.replaceChildren(text, ...more);
  line.hidden = false;
}

function unsay(answer) {
  const line = document.getElementById("segment-notice");
  if (line) line.hidden = true;
  return answer;
}

function signedOut() {
  const link = document.createElement("a");
  Object.assign(link, { href: root().dataset.signIn, target: "_blank", rel: "noopener", textContent: words().sign_in });
  notice(`${words().signed_out} `, link);
  return false;
}

// Claims -----------------------------------------------------------------

async function hold() {
  const at = root();
  if (!at || document.visibilityState === "hidden" || Date.now() - state.used > IN_USE) return;
  const answer = await post(at.dataset.claim);
  if (answer && root() === at) showClaim(await answer.text());
}

/** The line that tells who has the paragraph open; drawn anew only if it says something else. */
function showClaim(html) {
  const line = document.getElementById("claim");
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("claim");
  if (!line || !fresh || line.textContent.trim() === fresh.textContent.trim()) return;
  line.replaceChildren(...fresh.childNodes);
}

/** Whoever leaves lets go, and what they typed last is kept. */
function leave() {
  const at = root();
  if (!at) return;
  const text = field().value;
  const said = text === state.kept ? {} : { coded: text, leaving: 1, ...seen() };
  const url = text === state.kept ? at.dataset.release : at.dataset.draft;
  navigator.sendBeacon(url, new URLSearchParams({ csrf_token: token(), ...said }));
  state.kept = text;
}

// Opening ----------------------------------------------------------------

/** A paragraph is on the screen: the field has the focus, and who listens hears where they are. */
function opened() {
  clearTimeout(state.timer);
  const at = root();
  const end = document.getElementById("end-head");
  if (state.open) say((at ?? document.getElementById("segment-end"))?.dataset.told ?? "");
  if (!at) {
    end?.focus();
    return;
  }
  state.open = at.dataset.segment;
  state.again = false;
  state.kept = field().value;
  state.used = Date.now();
  focusField();
  hold();
}

/** The field has the focus; where fingers type, not before somebody touches it: a keyboard would cover the German. */
function focusField() {
  if (document.querySelector("dialog[open]") || matchMedia("(pointer: coarse)").matches) return;
  if (field().chipField) field().chipField.focus();
  else field().focus();
}

function say(text) {
  const messages = [...document.querySelectorAll("#messages .message span")].map((one) => one.textContent);
  announcer.textContent = [...messages, text].join(" ");
}

const announcer = Object.assign(document.createElement("p"), { className: "hidden" });
announcer.setAttribute("role", "status");
document.body.append(announcer);

// What htmx brings -------------------------------------------------------

/** Only a page of the desk takes the place of another: with any other answer, what was typed stays where it is. */
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail ?? {};
  if (!root() || !ctx?.response || /id="segment(-end)?"/.test(ctx.text)) return;
  event.preventDefault();
  refused(ctx);
});
document.addEventListener("htmx:before:history:update", (event) => {
  if (root() && !event.detail?.response?.raw?.url?.includes("/desk/")) event.preventDefault();
  if (event.detail?.response?.status >= 400) event.preventDefault();
});

async function refused({ response, sourceElement }) {
  if (new URL(response.raw.url).pathname.startsWith("/account/")) signedOut();
  else if (response.status !== 400) notice(words().undone);
  else if ((await renew()) && !state.again) {
    state.again = true;
    sourceElement.requestSubmit?.();
  } else if (state.again) notice(words().undone);
}

document.addEventListener("htmx:error", () => root() && notice(words().offline));
document.addEventListener("htmx:before:request", (event) => {
  clearTimeout(state.timer);
  if (event.target.matches("a[data-key]")) leave();
});
document.addEventListener("htmx:after:swap", () => {
  if (document.getElementById("segment")?.dataset.live) return;
  if (root()) root().dataset.live = "1";
  opened();
  if (root() && !document.querySelector("#coded-error")) scrollTo({ top: 0 });
});

document.addEventListener("input", (event) => event.target === field() && typed());
document.addEventListener("pointerdown", () => (state.used = Date.now()), { passive: true });
document.addEventListener("toggle", preview, true);
addEventListener("pagehide", leave);
addEventListener("online", () => root() && plan(0));
setInterval(hold, RENEW);

/** The page as readers see it is fetched when somebody wants to see it. */
function preview(event) {
  const within = event.target;
  if (!within.matches?.("details[data-preview]") || !within.open || within.querySelector("iframe")) return;
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: within.dataset.preview, title: within.querySelector("summary").textContent });
  within.append(frame);
}

listen(focusField);
opened();
