// Search: pages of the guide by their title, asked of the server.

const titles = new Map();

/** The pages that fit a text; rejects when the server does not answer, or when `signal` says so. */
export async function findPages(url, text, signal) {
  const pages = await ask(url, { q: text }, signal);
  for (const page of pages) titles.set(String(page.id), page.title);
  return pages;
}

/** The title of a page, null while nobody knows it. */
export async function titleOf(url, id) {
  if (!titles.has(id) && url) {
    const pages = await ask(url, { q: "", id }).catch(() => []);
    titles.set(id, pages.find((page) => String(page.id) === id)?.title ?? null);
  }
  return titles.get(id) ?? null;
}

async function ask(url, values, signal) {
  const address = new URL(url, document.baseURI);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} ${address.pathname}`);
  return answer.json();
}
