"""TMX 1.4b, the format of translation memories: texts with their translations, whatever their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from app.domain.segments.codes import Code
from app.exchange.translators.inline import clean, data_of, read_unit, tokens
from app.exchange.translators.parcels import OURS, Arrival, Pair, Remembered
from app.exchange.translators.xml_content import Role, content
from app.exchange.translators.xml_reading import check_count, local, namespace, wrong
from app.exchange.translators.xml_writing import Line, child

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROLES = {"bpt": "open", "ept": "close", "ph": "stand", "it": "stand", "ut": "skip", "sub": "skip"}


def write(found: Iterable[Remembered], source_tag: str, now: datetime) -> bytes:
    """The file of a memory, unit by unit, so that a large one needs little room."""
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("tmx", {"version": "1.4"}):
            file.write(_header(source_tag, now))
            with file.element("body"):
                for one in found:
                    file.write(_unit(one, source_tag))
    return out.getvalue()


def _header(source_tag: str, now: datetime) -> etree._Element:
    return etree.Element("header", {
        "creationtool": OURS, "creationtoolversion": "1", "segtype": "paragraph",
        "o-tmf": OURS, "adminlang": "en", "srclang": source_tag, "datatype": "html",
        "creationdate": _date(now),
    })  # fmt: skip


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _unit(one: Remembered, source_tag: str) -> etree._Element:
    made = etree.Element("tu", {"tuid": str(one.id), "changedate": _date(one.at)})
    for name, value in (
        ("origin", one.origin), ("quality", one.quality), ("region", one.region),
    ):  # fmt: skip
        child(made, "prop", value, type=f"x-{name}")
    for tag, coded in ((source_tag, one.source.coded), (one.target_tag, one.target)):
        part = etree.SubElement(made, "tuv", {_LANG: tag})
        _content(etree.SubElement(part, "seg"), coded, one.source.codes)
    return made


def _content(seg: etree._Element, coded: str, codes: Sequence[Code]) -> None:
    known = {str(code.number): code for code in codes}
    line = Line(seg)
    for token in tokens(coded):
        name = token.value
        if token.role == "text":
            line.text(clean(name))
            continue
        before, after = (clean(html) for html in data_of(known[name]))
        if token.role == "open":
            line.stand("bpt", {"i": name, "x": name}, before)
        elif token.role == "close":
            line.stand("ept", {"i": name}, after)
        else:
            line.stand("ph", {"x": name}, before)


def read(root: etree._Element) -> Arrival:
    """The pairs of a file; Invalid if it is no TMX."""
    if local(root) != "tmx":
        raise wrong("format", f"its first element is <{local(root)}>, not <tmx>")
    core = namespace(root)
    header = root.find(f"{core}header")
    told = (header.get("srclang") if header is not None else "") or ""
    units = list(root.iter(f"{core}tu"))
    check_count(len(units))
    pairs = [pair for at, unit in enumerate(units, 1) for pair in _pairs(unit, core, told, at)]
    check_count(len(pairs))
    return Arrival("tmx", pairs=tuple(pairs))


def _pairs(unit: etree._Element, core: str, told: str, at: int) -> Iterable[Pair]:
    """The source text with each of its translations; German is the source where nothing says."""
    name = unit.get("tuid") or str(at)
    wanted = _base(unit.get("srclang") or told)
    wanted = "de" if wanted in ("", "*all*") else wanted
    parts = [
        (part.get(_LANG) or part.get("lang") or "", seg)
        for part in unit.iterfind(f"{core}tuv")
        if (seg := part.find(f"{core}seg")) is not None
    ]
    told, source = next(((tag, seg) for tag, seg in parts if _base(tag) == wanted), ("", None))
    if source is None:
        return
    before = content(source, _role)
    text, maker = read_unit(before, before)[0], _maker(unit, core)
    for tag, seg in parts:
        if seg is not source:
            target, order = read_unit(before, content(seg, _role))
            yield Pair(f"tu {name}", text, target, tag, order, told, maker)


def _maker(unit: etree._Element, core: str) -> str:
    """Whether the unit says that a machine wrote its translation, as ours do."""
    facts = {prop.get("type"): prop.text for prop in unit.iterfind(f"{core}prop")}
    return "machine" if facts.get("x-origin") == "machine" else ""


def _base(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


def _role(element: etree._Element) -> Role:
    kind = _ROLES.get(local(element), "through")
    return kind, element.get("x" if kind == "stand" else "i") or ""
