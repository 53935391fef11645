// The form of a page: what is typed is kept while it is typed, whatever happens to the connection.

import { Local } from "./page_local.js";

const QUIET = 2000; // milliseconds without a key before what was typed is sent
const RETRY = 15000;
const KEEPALIVE_LIMIT = 60000; // bytes that a browser sends while a page closes

const form = document.getElementById("page-form");
const status = document.getElementById("page-status");
const notice = document.getElementById("page-notice");
const labels = JSON.parse(form.dataset.labels);
const local = new Local(form.dataset.who, form.dataset.place);

const say = (name, values = {}) => labels[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const field = (name) => form.elements.namedItem(name)?.value ?? "";
const fields = () => ({
  title: field("title"),
  body: field("body").replaceAll("\r\n", "\n"),
  icon: field("icon"),
  organisation: field("organisation"),
  parent: field("parent"),
});
const print = () => JSON.stringify(fields());

const state = {
  saved: form.dataset.unsavedNow ? null : print(), // as the working copy has it
  kept: form.dataset.errors ? null : print(), // as the server has it, be it saved or kept
  basedOn: Number(field("based_on")),
  timer: 0,
  sending: null,
  going: false, // the form is about to be sent
  leaving: false,
};

// Typing ------------------------------------------------------------------

function typed() {
  if (print() === state.kept) return;
  local.write({ based_on: state.basedOn, fields: fields() });
  tell(say("typing"));
  plan(QUIET);
}

function plan(wait) {
  clearTimeout(state.timer);
  state.timer = setTimeout(send, wait);
}

function tell(text, kind = "") {
  if (status.textContent !== text) status.textContent = text;
  status.dataset.kind = kind;
}

/** Send what was typed; one request at a time, and what is typed meanwhile comes after it. */
async function send() {
  if (state.sending || state.leaving || print() === state.kept) return;
  const sent = print();
  state.sending = post(sent);
  const answer = await state.sending;
  state.sending = null;
  if (answer) accepted(sent, answer);
  if (print() !== state.kept && !state.leaving) plan(answer ? QUIET : RETRY);
}

function accepted(sent, answer) {
  state.kept = sent;
  if (print() === sent) local.clear();
  tell(sent === state.saved ? say("saved") : say("kept", { time: answer.at }));
  if (answer.number > state.basedOn) show(say("overtaken", { name: answer.by, time: answer.saved }));
}

const body = (text) => JSON.stringify({ based_on: state.basedOn, ...JSON.parse(text) });

/** The server's answer, null where it did not take the text; then a line tells why. */
async function post(text, isSecond = false) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": field("csrf_token") };
  let answer;
  try {
    answer = await fetch(form.dataset.autosave, { method: "POST", headers, body: body(text), redirect: "manual" });
  } catch {
    tell(say("offline"), "warn");
    return null;
  }
  if (answer.ok) return answer.json();
  if (isSecond) tell(say("refused"), "warn");
  else if (await renew()) return post(text, true);
  return null;
}

/** A new token for the form; false, and said, where the visitor is no longer signed in. */
async function renew() {
  let answer;
  try {
    answer = await fetch(form.dataset.token, { headers: { Accept: "application/json" }, redirect: "manual" });
  } catch {
    tell(say("offline"), "warn");
    return false;
  }
  if (!answer.ok) {
    signedOut();
    return false;
  }
  const { csrf_token: token, who } = await answer.json();
  if (String(who) !== form.dataset.who) {
    tell(say("other_user"), "warn");
    return false;
  }
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = token;
  if (!notice.hidden && notice.dataset.about === "signed_out") notice.hidden = true;
  return true;
}

function signedOut() {
  tell(say("signed_out"), "warn");
  const link = document.createElement("a");
  Object.assign(link, { href: form.dataset.signIn, target: "_blank", rel: "noopener", textContent: say("sign_in") });
  show(`${say("signed_out")} `, [link], "signed_out");
}

function show(text, actions = [], about = "") {
  notice.replaceChildren(text, ...actions);
  notice.dataset.about = about;
  notice.hidden = false;
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("focusout", () => plan(200));
window.addEventListener("online", () => plan(0));
window.addEventListener("focus", () => print() !== state.kept && plan(0));

// Leaving -----------------------------------------------------------------

/** The last words go out while the page closes; longer texts stay in this browser. */
function flush() {
  if (state.leaving || print() === state.kept) return;
  local.write({ based_on: state.basedOn, fields: fields() });
  const text = body(print());
  if (new Blob([text]).size > KEEPALIVE_LIMIT) return;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": field("csrf_token") };
  fetch(form.dataset.autosave, { method: "POST", headers, body: text, keepalive: true, redirect: "manual" }).catch(() => {});
}

window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
window.addEventListener("beforeunload", (event) => {
  if (!state.leaving && print() !== state.saved) event.preventDefault();
});

// Saving ------------------------------------------------------------------

/** Before the form goes, its token is good and the server has the text: whatever happens then, it is there. */
form.addEventListener("submit", async (event) => {
  if (state.leaving) return;
  event.preventDefault();
  if (state.going) return;
  state.going = true;
  await go(event.submitter ?? form.querySelector('[name="then"]'));
  state.going = false;
});

async function go(button) {
  clearTimeout(state.timer);
  await state.sending;
  if (!(await renew())) return;
  const sent = print();
  if (sent !== state.kept && !(await post(sent))) return;
  local.clear();
  state.leaving = true;
  form.requestSubmit(button);
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) state.leaving = false;
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  if (!state.leaving) form.requestSubmit(form.querySelector('[name="then"][value="save"]'));
});

// Coming back -------------------------------------------------------------

/** A text that never reached the server is offered; until then nothing is written over it. */
function comeBack() {
  const entry = local.read();
  if (entry && same(entry)) local.clear();
  else if (entry) local.strand(entry);
  const [first] = local.stranded().filter((one) => !same(one));
  if (first) offer(first);
}

function same(entry) {
  return JSON.stringify({ ...fields(), ...entry.fields }) === print();
}

function offer(entry) {
  const time = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  const decide = (label, deed) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button plain", textContent: label });
    made.addEventListener("click", () => {
      deed();
      local.settle(entry);
      notice.hidden = true;
      document.getElementById("title").focus();
    });
    return made;
  };
  show(say("local", { time }), [decide(say("use"), () => use(entry)), decide(say("drop"), () => {})]);
}

/** The text is kept by the server first: if somebody saved since, both are shown there. */
async function use(entry) {
  state.basedOn = entry.based_on;
  const answer = await post(JSON.stringify({ ...fields(), ...entry.fields }));
  if (!answer) return local.strand(entry);
  state.leaving = true;
  location.assign(form.dataset.unsaved);
}

comeBack();
if (form.dataset.errors) plan(QUIET);
document.querySelector('#page-form [aria-invalid="true"]')?.focus();
