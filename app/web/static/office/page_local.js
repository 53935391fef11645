// What this browser keeps of a text until the server has it: one entry per person and page.

const PREFIX = "wegweiser:typed:";

export class Local {
  constructor(who, place) {
    this.key = `${PREFIX}${who}:${place}`;
  }

  /** The text that is being typed now, null where the server has it. */
  read() {
    return parse(this.key);
  }

  write(entry) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...entry, at: new Date().toISOString() }));
    } catch {
      // Full or forbidden: the server keeps it all the same.
    }
  }

  clear() {
    localStorage.removeItem(this.key);
  }

  /** Texts of earlier visits that never reached the server, and that nobody has decided about. */
  stranded() {
    return parse(`${this.key}:stranded`) ?? [];
  }

  /** Put what is there aside, so that new typing does not write over it. */
  strand(entry) {
    this.#keep([...this.stranded(), entry]);
    this.clear();
  }

  settle(entry) {
    this.#keep(this.stranded().filter((one) => one.at !== entry.at));
  }

  #keep(entries) {
    if (entries.length) localStorage.setItem(`${this.key}:stranded`, JSON.stringify(entries));
    else localStorage.removeItem(`${this.key}:stranded`);
  }
}

function parse(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
