// What is left of a deed done to many pages goes on by itself, and its results join the list.
const list = document.querySelector("[data-outcomes]");

async function goOn() {
  const form = document.querySelector("[data-rest]");
  if (!form) return;
  form.querySelector("button").disabled = true;
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  if (!answer?.ok) {
    form.querySelector("button").disabled = false;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.append(...page.querySelectorAll("[data-outcomes] > li"));
  const rest = page.querySelector("[data-rest]");
  if (rest) form.replaceWith(rest);
  else form.remove();
  await goOn();
}

goOn();
