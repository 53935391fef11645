"""XML from strangers: no DTD, no entities, nothing fetched, within limits; else a sentence why not."""

from __future__ import annotations

import re

from lxml import etree

from app.errors import Invalid

LARGEST = 64_000_000  # bytes
MOST_UNITS = 60_000
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BARE = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*?\?>", re.ASCII)
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_HARMLESS = re.compile(
    r"\A<!DOCTYPE\s+(?:tmx|martif)\s+SYSTEM\s+[\"'][\w.]*[\"']\s*>\s*"
)  # never looked up
_BEFORE_ROOT = re.compile(r"(?:\s++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)


def parse(data: bytes) -> etree._Element:
    """The root of a document; Invalid (field "file") says what kept it from being read.

    Kinds: large, encoding, declared, doctype, xml.
    """
    if len(data) > LARGEST:
        raise wrong("large", f"it is larger than {LARGEST // 1_000_000} MB")
    text = _decoded(data)
    rest = text[_end_of_prolog(text) :]
    rest = _HARMLESS.sub("", rest, count=1)
    if rest[:2] == "<!":
        raise wrong("doctype", "it has a DOCTYPE, through which files are attacked; none is needed")
    try:
        root = etree.fromstring(rest.encode(), _parser())
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError) as error:
        raise wrong("xml", f"it is no well-formed XML ({_said(error)})") from error
    if not isinstance(root.tag, str):
        raise wrong("xml", "it is no well-formed XML")
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, dtd_validation=False,
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _decoded(data: bytes) -> str:
    """The text, in UTF-8 or UTF-16, if it is in what it says it is in."""
    real = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "")
    real = real or _BARE.get(data[:2], "utf-8")
    try:
        text = data.decode(real).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        told = _declared(data[:200].decode("latin-1"))
        known = told if told and not told.lower().startswith("utf") else "something else"
        raise wrong(
            "encoding", f"it is not in UTF-8 or UTF-16 but in {known}; save it as UTF-8"
        ) from error
    told = _declared(text[:400]).lower().replace("_", "-")
    if told and told not in _names(real) and not (real == "utf-8" and text.isascii()):
        raise wrong(
            "declared", f"it says that it is in {told}, but it is in {real[:6].rstrip('-')}"
        )
    return text


def _names(real: str) -> tuple[str, ...]:
    return ("utf-8", "utf8") if real == "utf-8" else ("utf-16", "utf16", real)


def _declared(text: str) -> str:
    """The encoding that an XML declaration names, "" without any."""
    declaration = _DECLARATION.match(text.removeprefix("\ufeff"))
    found = _ENCODING.search(declaration[0]) if declaration else None
    return found[1] if found else ""


def _end_of_prolog(text: str) -> int:
    """Where the DOCTYPE or the first element begins."""
    before = _BEFORE_ROOT.match(text)
    return before.end() if before else 0


def _said(error: Exception) -> str:
    return str(error).split("\n")[0].removesuffix(" (<string>, line 0)")[:200]


def wrong(kind: str, why: str) -> Invalid:
    """The error of a file that cannot be taken in, with the kind of fault for forms."""
    return Invalid(f"this file cannot be read: {why}", "file", kind, why)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """An element's namespace in braces, "" if it has none."""
    head, brace, _ = str(element.tag).rpartition("}")
    return head + brace


def words(element: etree._Element) -> str:
    """All the text in an element."""
    return "".join(map(str, element.itertext()))


def check_count(count: int) -> None:
    """Invalid if a file has more units than anybody's guide."""
    if count > MOST_UNITS:
        raise wrong("many", f"it has {count} units, {MOST_UNITS} are allowed")
