// A plan is weighed anew as soon as something is chosen; without this, a button does it.
const form = document.querySelector("[data-plan]");
if (form) {
  const show = form.querySelector("#show");
  if (show) show.hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
