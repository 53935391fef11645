// Addresses: what somebody means who types a web address, an e-mail address or a telephone number.

const MAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}$/;
const PHONE = /^\+?[\d\s()/.–-]+$/;
const DOMAIN = /^([\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[a-z]{2,}(:\d+)?([/?#]\S*)?$/iu;
const SHORT = /^(110|112|115|116\d{3})$/;

/** An address as {kind, href, note}, null when the text is none; `note` is the key of a warning. */
export function addressOf(text) {
  const typed = text.trim();
  if (/^https:\/\/[^\s/]+\S*$/i.test(typed)) return { kind: "web", href: typed };
  if (/^http:\/\/[^\s/]+\S*$/i.test(typed)) return { kind: "web", href: typed, note: "link_insecure" };
  if (/^mailto:\S+@\S+$/i.test(typed)) return { kind: "mail", href: typed };
  if (MAIL.test(typed)) return { kind: "mail", href: `mailto:${typed}` };
  if (/^tel:/i.test(typed)) return phone(typed.slice(4));
  if (PHONE.test(typed)) return phone(typed);
  return DOMAIN.test(typed) ? { kind: "web", href: `https://${typed}`, note: "link_without_scheme" } : null;
}

/** A telephone number as it is dialled from anywhere; those with an area code are German ones. */
function phone(typed) {
  const number = typed.replace("(0)", "").replace(/[^\d+]/g, "");
  if (number.length < 3) return null;
  if (number.startsWith("+") || SHORT.test(number)) return { kind: "phone", href: `tel:${number}` };
  if (number.startsWith("00")) return { kind: "phone", href: `tel:+${number.slice(2)}` };
  return { kind: "phone", href: `tel:${number.replace(/^0/, "+49")}` };
}

/** The number of the page that an internal link leads to, else null. */
export function pageOf(href) {
  return /^page:(\d+)$/.exec(href)?.[1] ?? null;
}
