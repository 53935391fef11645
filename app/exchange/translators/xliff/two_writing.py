"""XLIFF 2.0 and 2.1 written: one unit per paragraph that nobody may cut anew, codes with their HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from app.domain.segments.codes import Code
from app.exchange.translators.inline import FORMATTING, NO_XML, clean, data_of, shown, tokens
from app.exchange.translators.parcels import OURS, Page, Parcel, Previous, Unit
from app.exchange.translators.xml_writing import Line, child, document, root_of

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_NAMES: dict[str | None, str] = {None: CORE, "mda": METADATA, "mtc": MATCHES}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_C, _M, _T = f"{{{CORE}}}", f"{{{METADATA}}}", f"{{{MATCHES}}}"
_SEGMENT = "segment"


def write(parcel: Parcel, version: str) -> bytes:
    """The file of an export, as `version` 2.0 or 2.1."""
    facts = {"version": version, "srcLang": parcel.source_tag, "trgLang": parcel.target_tag}
    root = root_of(f"{_C}xliff", facts, _NAMES)
    file = child(root, f"{_C}file", id="guide", original=f"{OURS}:{parcel.key}", canResegment="no")
    file.set("srcDir", "ltr")
    file.set("trgDir", parcel.direction)
    file.set(_SPACE, "preserve")
    _metadata(file, {
        "export": parcel.key, "region": parcel.region, "language": parcel.target_tag,
        "made-at": parcel.made_at.isoformat(), "until": parcel.until.isoformat(),
    })  # fmt: skip
    for page in parcel.pages:
        group = child(file, f"{_C}group", id=f"p{page.id}", name=page.where)
        for unit in page.units:
            _unit(group, page, unit)
    return document(root)


def _metadata(parent: etree._Element, facts: Mapping[str, str]) -> None:
    holder = child(child(parent, f"{_M}metadata"), f"{_M}metaGroup", category=OURS)
    for name, value in facts.items():
        child(holder, f"{_M}meta", value, type=name)


def _unit(group: etree._Element, page: Page, unit: Unit) -> None:
    name = f"{unit.source.kind} {unit.source.element}"
    made = child(group, f"{_C}unit", id=unit.name, name=name, canResegment="no")
    _metadata(made, {"source-hash": unit.source_hash, "target-revision": str(unit.revision)})
    if unit.previous is not None:
        _match(made, unit.previous)
    notes = child(made, f"{_C}notes")
    child(notes, f"{_C}note", page.where, category="where", appliesTo="source")
    if unit.change:
        child(notes, f"{_C}note", unit.change, category="change", appliesTo="source")
    _data(made, unit.source.codes)
    facts = {"id": _SEGMENT, "canResegment": "no", "state": unit.state}
    facts["subState"] = f"{OURS}:{unit.standing}"
    segment = etree.SubElement(made, f"{_C}segment", facts)
    _texts(segment, unit.source.coded, unit.target, unit.source.codes)


def _match(unit: etree._Element, previous: Previous) -> None:
    """The version before: what the source said, and how it was translated."""
    holder = child(unit, f"{_T}matches")
    match = child(holder, f"{_T}match", ref=f"#{_SEGMENT}", type="tm", origin="previous version")
    _data(match, previous.source.codes)
    _texts(match, previous.source.coded, previous.target, previous.source.codes)


def _data(parent: etree._Element, codes: Sequence[Code]) -> None:
    """The HTML of the codes, where tools keep it out of people's way."""
    if not codes:
        return
    holder = child(parent, f"{_C}originalData")
    for code in codes:
        for suffix, html in zip(("", "e"), data_of(code), strict=True):
            if html or not suffix:
                _words(Line(child(holder, f"{_C}data", id=f"d{code.number}{suffix}")), html)


def _texts(parent: etree._Element, source: str, target: str, codes: Sequence[Code]) -> None:
    known = {str(code.number): code for code in codes}
    _content(child(parent, f"{_C}source"), source, known)
    if target:
        _content(child(parent, f"{_C}target"), target, known)


def _content(parent: etree._Element, coded: str, known: Mapping[str, Code]) -> None:
    line = Line(parent)
    for token in tokens(coded):
        if token.role == "text":
            _words(line, token.value)
        elif token.role == "close":
            line.close()
        elif token.role == "open":
            line.open(f"{_C}pc", _pair(known[token.value]))
        else:
            line.stand(f"{_C}ph", _alone(known[token.value]))


def _words(line: Line, text: str) -> None:
    """Text; what XML has no way to write as <cp/>."""
    at = 0
    for odd in NO_XML.finditer(text):
        line.text(text[at : odd.start()])
        line.stand(f"{_C}cp", {"hex": f"{ord(odd[0]):04X}"})
        at = odd.end()
    line.text(text[at:])


def _pair(code: Code) -> dict[str, str]:
    number = str(code.number)
    facts = {"id": number, "canCopy": "no", "canOverlap": "no"}
    if code.tag == "a":
        facts |= {"canDelete": "no", "type": "link"}
        facts |= {"dispStart": clean(code.get("href"))} if code.get("href") else {}
    else:
        facts["type"] = "fmt"
        if code.tag in FORMATTING:
            facts["subType"] = f"xlf:{FORMATTING[code.tag]}"
    return facts | {"dataRefStart": f"d{number}", "dataRefEnd": f"d{number}e"}


def _alone(code: Code) -> dict[str, str]:
    facts = {"id": str(code.number), "canCopy": "no", "canDelete": "no", "disp": clean(shown(code))}
    if code.kind == "lock":
        facts |= {"equiv": clean(code.text), "type": "link" if code.tag in ("", "a") else "other"}
    elif code.tag == "br":
        facts |= {"type": "fmt", "subType": "xlf:lb"}
    else:
        facts["type"] = "image" if code.tag == "img" else "other"
    return facts | {"dataRef": f"d{code.number}"}
