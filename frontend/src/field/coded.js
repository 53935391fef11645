// Coded text, as app/domain/segments/codes.py has it: words with marks ⟦1⟧ … ⟦/1⟧ for pairs and ⟦2/⟧ for what stands alone.

const MARK = /⟦(\/?)(\p{Nd}+)(\/?)⟧/gu;
const LOOKALIKE = /⟦(?=\/?\p{Nd}+\/?⟧)/gu;
const DEFUSED = /⟦\u2060+(?=\/?\p{Nd}+\/?⟧)/gu;
const ZEROS = [0x30, 0x660, 0x6f0];

/** A coded text in pieces: strings of plain words, and marks { number, role } with role open, close or stand. */
export function pieces(coded) {
  const found = [];
  let end = 0;
  for (const mark of coded.matchAll(MARK)) {
    if (mark.index > end) found.push(restore(coded.slice(end, mark.index)));
    found.push({ number: valueOf(mark[2]), role: mark[1] ? "close" : mark[3] ? "stand" : "open" });
    end = mark.index + mark[0].length;
  }
  if (end < coded.length) found.push(restore(coded.slice(end)));
  return found;
}

/** How a mark is written. */
export function markOf({ number, role }) {
  if (role === "stand") return `⟦${number}/⟧`;
  return role === "open" ? `⟦${number}⟧` : `⟦/${number}⟧`;
}

/** Plain words as they stand in coded text: what only looks like a mark is kept from being read as one. */
export function defuse(text) {
  return text.replace(LOOKALIKE, "⟦\u2060");
}

function restore(text) {
  return text.replace(DEFUSED, "⟦");
}

/** The value of a run of digits; other digits than European and Arabic ones give a number that no code has. */
function valueOf(digits) {
  const values = Array.from(digits, (digit) => {
    const zero = ZEROS.find((each) => digit.codePointAt(0) >= each && digit.codePointAt(0) < each + 10);
    return zero === undefined ? NaN : digit.codePointAt(0) - zero;
  });
  return Number(values.join(""));
}
