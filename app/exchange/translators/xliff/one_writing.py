"""XLIFF 1.2 written: pairs as <g>, what stands alone as <x>, the version before as <alt-trans>."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from app.domain.segments.codes import Code
from app.exchange.translators.inline import clean, data_of, shown, tokens
from app.exchange.translators.parcels import OURS, Page, Parcel, Unit
from app.exchange.translators.xml_writing import Line, child, document, root_of

CORE = "urn:oasis:names:tc:xliff:document:1.2"
_C = f"{{{CORE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {"translated": "translated", "reviewed": "signed-off"}
_PAIRS = {
    "a": "link",
    "strong": "bold",
    "b": "bold",
    "em": "italic",
    "i": "italic",
    "u": "underlined",
}


def write(parcel: Parcel) -> bytes:
    """The file of an export."""
    root = root_of(f"{_C}xliff", {"version": "1.2"}, {None: CORE})
    file = child(
        root, f"{_C}file", original=f"{OURS}:{parcel.key}", datatype="html", tool_id=OURS,
        source_language=parcel.source_tag, target_language=parcel.target_tag,
        date=parcel.made_at.isoformat(),
    )  # fmt: skip
    header = child(file, f"{_C}header")
    child(header, f"{_C}note", f"export: {parcel.key}")
    child(header, f"{_C}note", f"region: {parcel.region}")
    child(header, f"{_C}note", f"until: {parcel.until.isoformat()}")
    child(header, f"{_C}tool", tool_id=OURS, tool_name="Wegweiser")
    body = child(file, f"{_C}body")
    for page in parcel.pages:
        group = child(body, f"{_C}group", id=f"p{page.id}", resname=page.where)
        for unit in page.units:
            _unit(group, page, unit)
    return document(root)


def _unit(group: etree._Element, page: Page, unit: Unit) -> None:
    name = f"{unit.source.kind} {unit.source.element}"
    made = child(group, f"{_C}trans-unit", id=unit.name, resname=name)
    made.set(_SPACE, "preserve")
    _content(child(made, f"{_C}source"), unit.source.coded, unit.source.codes)
    if unit.target:
        state = _STATES.get(unit.state, "needs-review-translation")
        target = child(made, f"{_C}target", state=state, state_qualifier=f"x-{unit.standing}")
        _content(target, unit.target, unit.source.codes)
    facts = child(made, f"{_C}context-group", purpose="information")
    child(facts, f"{_C}context", unit.source_hash, context_type="x-source-hash")
    child(facts, f"{_C}context", str(unit.revision), context_type="x-target-revision")
    child(facts, f"{_C}context", unit.standing, context_type="x-standing")
    child(made, f"{_C}note", page.where, annotates="source", **{"from": "where"})
    if unit.change:
        child(made, f"{_C}note", unit.change, annotates="source", **{"from": "change"})
    if unit.previous is not None:
        before = child(made, f"{_C}alt-trans", alttranstype="previous-version")
        before.set(_SPACE, "preserve")
        codes = unit.previous.source.codes
        _content(child(before, f"{_C}source"), unit.previous.source.coded, codes)
        _content(child(before, f"{_C}target"), unit.previous.target, codes)


def _content(parent: etree._Element, coded: str, codes: Sequence[Code]) -> None:
    known = {str(code.number): code for code in codes}
    line = Line(parent)
    for token in tokens(coded):
        if token.role == "text":
            line.text(clean(token.value))
        elif token.role == "close":
            line.close()
        elif token.role == "open":
            line.open(f"{_C}g", _pair(known[token.value]))
        else:
            line.stand(f"{_C}x", _alone(known[token.value]))


def _pair(code: Code) -> Mapping[str, str]:
    kind = _PAIRS.get(code.tag, f"x-html-{code.tag}")
    facts = {"id": str(code.number), "ctype": kind, "clone": "no"}
    return facts | {"equiv-text": clean(data_of(code)[0])}


def _alone(code: Code) -> Mapping[str, str]:
    kind = "lb" if code.tag == "br" else "image" if code.tag == "img" else "x-html-lock"
    facts = {"id": str(code.number), "ctype": kind, "clone": "no"}
    return facts | {"equiv-text": clean(shown(code))}
