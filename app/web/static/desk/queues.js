// Ticks of a list: all of a page at once; the button says by itself whether there is anything to tick off.
const form = document.querySelector("[data-ticks]");
const ticks = form ? [...form.querySelectorAll('input[name="segment"]')] : [];
const all = form?.querySelector("[data-all]");

const show = () => {
  const chosen = ticks.filter((tick) => tick.checked).length;
  const box = all.querySelector("input");
  box.checked = chosen === ticks.length;
  box.indeterminate = chosen > 0 && chosen < ticks.length;
};

if (all) {
  all.hidden = false;
  all.addEventListener("change", (event) => {
    for (const tick of ticks) tick.checked = event.target.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
}
