"""The XLIFF of integreat-cms: a file for each page, with two units of HTML, title and content.

Version 1.2 calls the second one "body" where it keeps the names of an older system. The page's number
over there says nothing here; its address does, where the file has one.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from lxml import etree

from app.exchange.translators.parcels import WholePage
from app.exchange.translators.xml_reading import local, namespace, wrong

TITLE, BODY = ("title",), ("content", "body")


def read(
    root: etree._Element, unit: str, words: Callable[[etree._Element, str], str]
) -> tuple[WholePage, ...]:
    """The pages of a file whose units are called `unit`; Invalid if it was made by something else.

    `words` gives the source or the target of a unit as it is written.
    """
    core = namespace(root)
    pages = tuple(_page(file, core + unit, words) for file in root.iter(f"{core}file"))
    found = [page for page in pages if page is not None]
    if not found or len(found) < len(pages):
        raise wrong(
            "foreign", "it was made neither by an export of this guide nor by integreat-cms"
        )
    return tuple(found)


def _page(
    file: etree._Element, unit: str, words: Callable[[etree._Element, str], str]
) -> WholePage | None:
    fields = {one.get("resname") or one.get("id") or "": one for one in file.iter(unit)}
    title = next((fields[name] for name in TITLE if name in fields), None)
    body = next((fields[name] for name in BODY if name in fields), None)
    if title is None or body is None or len(fields) != 2:
        return None
    return WholePage(
        f"page {file.get('original') or ''}".strip(), _path(file),
        words(title, "source"), words(body, "source"),
        words(title, "target"), words(body, "target"),
    )  # fmt: skip


def _path(file: etree._Element) -> str:
    """The address of the page, if the file refers to it."""
    for element in file.iter():
        if isinstance(element.tag, str) and local(element) == "external-file":
            return _path_of(element.get("href") or "")
    return ""


def _path_of(address: str) -> str:
    try:
        return unquote(urlsplit(address).path).replace("\0", "")
    except ValueError:
        return ""
