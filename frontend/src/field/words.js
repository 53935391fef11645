// Words: every text of the field in English; the page brings those of its own language in data-words.

const ENGLISH = {
  tray: "Still to place:",
  done: "All marks are in the text.",
  take_out: "Take “{label}” out of the text",
  keys: "Alt, Shift and {number}",
  opens: "{label} {number} begins",
  closes: "{label} {number} ends",
  kept: "Marks stay in the text. To move one, cut it and paste it elsewhere.",
  dropped: "Marks that the text has already or does not know were left out.",
  help: "Marks stand for links and formats of the German text. Alt, Shift and its number put a mark at the cursor or round the chosen words.",
};

/** A function that says a text: the page's own words before the English ones, {values} filled in. */
export function speaker(own) {
  const words = { ...ENGLISH, ...own };
  return (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** What an attribute of JSON says; `otherwise` where it is broken or missing. */
export function jsonOf(text, otherwise) {
  try {
    return JSON.parse(text ?? "") ?? otherwise;
  } catch {
    return otherwise;
  }
}
