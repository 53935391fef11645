// Order: which marks may stand one after another, so that each pair is whole and none crosses another.

/** The roles that a code of this kind has in a text. */
export function rolesOf(kind) {
  return kind === "pair" ? ["open", "close"] : ["stand"];
}

/** Whether pairs open before they close, and lie within or beside one another. */
export function isNested(marks) {
  const open = [];
  for (const { number, role } of marks) {
    if (role === "open") open.push(number);
    else if (role === "close" && open.pop() !== number) return false;
  }
  return open.length === 0;
}

/** Of the marks of a text those that fit: known codes, each whole, once, and crossing none that came before. */
export function fitting(marks, codes) {
  let kept = new Set();
  for (const number of new Set(marks.map((mark) => mark.number))) {
    const parts = partsOf(number, marks, codes);
    if (!parts) continue;
    const trial = new Set([...kept, ...parts]);
    if (isNested(marks.filter((mark) => trial.has(mark)))) kept = trial;
  }
  return kept;
}

/** The first mark for each role of a code; null where the code is unknown or a role has none. */
function partsOf(number, marks, codes) {
  const code = codes.get(number);
  if (!code) return null;
  const parts = rolesOf(code.kind).map((role) => marks.find((mark) => mark.number === number && mark.role === role));
  return parts.every(Boolean) ? parts : null;
}
