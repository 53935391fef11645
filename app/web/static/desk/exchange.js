// A download leaves its page as it was; here the list of what is out is drawn anew after it.

const name_of = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];

async function give(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  const name = name_of(answer);
  if (!answer.ok || !name) return form.submit(); // the server says on a page what is wrong
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => location.replace(location.pathname), 500); // the file is on its way by then
}

for (const form of document.querySelectorAll("form[data-gives]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    give(form).catch(() => form.submit()).finally(() => (button.disabled = false));
  });
}
