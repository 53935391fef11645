"""XLIFF 2 read, from our own files after other people's tools have had them."""

from __future__ import annotations

import re

from lxml import etree

from app.exchange.translators.inline import read_unit
from app.exchange.translators.parcels import OURS, Arrival, Returned
from app.exchange.translators.xliff import integreat_pages
from app.exchange.translators.xml_content import Role, content
from app.exchange.translators.xml_reading import check_count, local, namespace, words, wrong

_KEY = re.compile(rf"{OURS}:([\w-]+)")
_STATES = {"translated": "translated", "reviewed": "reviewed", "final": "reviewed"}
_HEX = re.compile(r"[0-9A-Fa-f]{1,6}")


def read(root: etree._Element) -> Arrival:
    """What the file holds; Invalid if it is neither ours nor integreat-cms's."""
    core = namespace(root)
    tag, version = root.get("trgLang") or "", f"xliff-{root.get('version')}"
    units = list(root.iter(f"{core}unit"))
    check_count(len(units))
    keys = {key for file in root.iter(f"{core}file") if (key := _key(file))}
    if len(keys) > 1:
        raise wrong("several", "it holds several exports; bring them one by one")
    if not keys:
        pages = integreat_pages.read(root, "unit", _plain)
        return Arrival(version, target_tag=tag, pages=pages)
    return Arrival(version, keys.pop(), tag, tuple(_unit(unit, core) for unit in units))


def _key(file: etree._Element) -> str:
    """The export that a file answers: by its name, else by its metadata."""
    found = _KEY.search(file.get("original") or "")
    if found:
        return found[1]
    for child in file:
        if local(child) == "metadata":
            for meta in child.iter():
                if isinstance(meta.tag, str) and meta.get("type") == "export":
                    return (meta.text or "").strip()
    return ""


def _unit(unit: etree._Element, core: str) -> Returned:
    name = unit.get("id") or ""
    parts = [part for part in unit if part.tag in (f"{core}segment", f"{core}ignorable")]
    if len(parts) != 1 or parts[0].tag != f"{core}segment":
        return Returned(name, "", fault="resegmented")
    source, target = parts[0].find(f"{core}source"), parts[0].find(f"{core}target")
    state = _STATES.get(parts[0].get("state") or "", "")
    if target is None:
        return Returned(name, "", state=state)
    before = content(source, _role) if source is not None else []
    return Returned(name, *read_unit(before, content(target, _role)), state)


def _role(element: etree._Element) -> Role:
    name, id_ = local(element), element.get("id") or ""
    if name == "pc":
        return "pair", id_
    if name == "ph":
        return "stand", id_
    if name == "sc":
        return "open", id_
    if name == "ec":
        return "close", element.get("startRef") or id_
    if name == "cp":
        return "text", _character(element.get("hex") or "")
    return ("skip", "") if name in ("sm", "em") else ("through", "")


def _character(hex_: str) -> str:
    number = int(hex_, 16) if _HEX.fullmatch(hex_) else 0xFFFD
    return chr(number) if number < 0x110000 else "\ufffd"


def _plain(unit: etree._Element, part: str) -> str:
    """The source or target of a unit as it is written, all its segments in a row."""
    core = namespace(unit)
    found = (one for segment in unit.iter(f"{core}segment") for one in segment.iter(core + part))
    return "".join(map(words, found)).strip()
