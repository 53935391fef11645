"""XLIFF 1.2 read, from our own files after other people's tools have had them."""

from __future__ import annotations

import re

from lxml import etree

from app.exchange.translators.inline import read_unit
from app.exchange.translators.parcels import OURS, Arrival, Returned
from app.exchange.translators.xliff import integreat_pages
from app.exchange.translators.xml_content import Role, content
from app.exchange.translators.xml_reading import check_count, local, namespace, words, wrong

_KEY = re.compile(rf"{OURS}:([\w-]+)")
_STATES = {
    "translated": "translated", "final": "reviewed", "signed-off": "reviewed",
    "new": "unfinished", "needs-translation": "unfinished", "needs-adaptation": "unfinished",
    "needs-l10n": "unfinished",
}  # fmt: skip
_ROLES = {
    "g": "pair", "x": "stand", "ph": "stand", "it": "stand", "bpt": "open", "bx": "open",
    "ept": "close", "ex": "close", "sub": "skip",
}  # fmt: skip


def read(root: etree._Element) -> Arrival:
    """What the file holds; Invalid if it is neither ours nor integreat-cms's."""
    core = namespace(root)
    files, units = list(root.iter(f"{core}file")), list(root.iter(f"{core}trans-unit"))
    check_count(len(units))
    tag = next((tag for file in files if (tag := file.get("target-language"))), "")
    keys = {key for file in files if (key := _key(file, core))}
    if len(keys) > 1:
        raise wrong("several", "it holds several exports; bring them one by one")
    if not keys:
        pages = integreat_pages.read(root, "trans-unit", _plain)
        return Arrival("xliff-1.2", target_tag=tag, pages=pages)
    returned = tuple(_unit(unit, core) for unit in units)
    return Arrival("xliff-1.2", keys.pop(), tag, returned)


def _key(file: etree._Element, core: str) -> str:
    """The export that a file answers: by its name, else by the notes of its header."""
    found = _KEY.search(file.get("original") or "")
    if found:
        return found[1]
    notes = (note.text or "" for note in file.iterfind(f"{core}header/{core}note"))
    return next((text[8:].strip() for text in notes if text.startswith("export: ")), "")


def _unit(unit: etree._Element, core: str) -> Returned:
    name = unit.get("id") or ""
    source, target = unit.find(f"{core}source"), unit.find(f"{core}target")
    if target is None:
        return Returned(name, "")
    state = _STATES.get(target.get("state") or "", "")
    if unit.get("approved") == "yes" and state != "reviewed":
        state = "translated"
    before = content(source, _role) if source is not None else []
    return Returned(name, *read_unit(before, content(target, _role)), state)


def _role(element: etree._Element) -> Role:
    kind = _ROLES.get(local(element), "through")
    name = element.get("id") or ""
    return kind, (element.get("rid") or name) if kind in ("open", "close") else name


def _plain(unit: etree._Element, part: str) -> str:
    """The source or target of a unit as it is written."""
    found = unit.find(namespace(unit) + part)
    return "" if found is None else words(found).strip()
