"""XLIFF: valid against the schemas of OASIS, and read again whatever tools have made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from app.errors import Invalid
from app.exchange.translators import formats
from app.exchange.translators.parcels import Arrival, Unit
from tests.exchange.translators.parcels import (
    CODED,
    CODES,
    KEY,
    LINK,
    PHONE,
    again,
    parcel,
    stale,
    text,
    unit,
)

SCHEMAS = Path(__file__).parents[2] / "fixtures" / "xliff"
CORE = {"x": "urn:oasis:names:tc:xliff:document:2.0", "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
        "mda": "urn:oasis:names:tc:xliff:metadata:2.0"}  # fmt: skip
OLD = {"x": "urn:oasis:names:tc:xliff:document:1.2"}


class Beside(etree.Resolver):
    """What a schema imports is the copy beside it; nothing is fetched."""

    def resolve(self, url: str, public_id: str, context: object) -> object:
        """The schema of the XML namespace, whatever its address."""
        if url.endswith("xml.xsd"):
            return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context)  # type: ignore[attr-defined]
        return None


def schema(name: str) -> etree.XMLSchema:
    """A schema of OASIS."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name), parser))


def everything() -> tuple[Unit, ...]:
    """A paragraph of each kind."""
    plain, full = text("Hallo & <b>willkommen</b>"), text(CODED, *CODES)
    return (
        unit(1, plain), unit(2, full, CODED), stale(3),
        unit(4, plain, "Hello", state="reviewed", standing="current"),
        unit(5, plain, "Hello", state="initial", standing="machine"),
        unit(6, text("⟦1⟧A\x0bB⟦/1⟧", LINK), "⟦1⟧A⟦/1⟧"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("xliff-2.1", "xliff-core-2.0.xsd"),  # 2.1 has the namespace and core of 2.0
        ("xliff-2.0", "xliff-core-2.0.xsd"),
        ("xliff-1.2", "xliff-core-1.2-strict.xsd"),
    ],
)
@pytest.mark.parametrize(("direction", "tag"), [("ltr", "en-GB"), ("rtl", "ar-arb")])
def test_output_is_valid(form: str, name: str, direction: str, tag: str) -> None:
    """Every kind of paragraph, in either direction."""
    data = formats.write(parcel(*everything(), direction=direction, tag=tag), form)
    schema(name).assertValid(etree.fromstring(data))


def root(*units: Unit, form: str = "xliff-2.1", direction: str = "ltr") -> etree._Element:
    """The tree of a written file."""
    tag = "ar-arb" if direction == "rtl" else "en-GB"
    return etree.fromstring(formats.write(parcel(*units, direction=direction, tag=tag), form))


def test_who_reads_it_knows_what_it_is() -> None:
    """Version, languages, direction, export and region; nobody may cut paragraphs anew."""
    found = root(*everything(), direction="rtl")
    facts = (found.get("version"), found.get("srcLang"), found.get("trgLang"))
    assert ("2.1", "de-DE", "ar-arb") == facts
    file = found.find("x:file", CORE)
    assert file is not None
    assert ("rtl", "no", f"wegweiser:{KEY}") == (
        file.get("trgDir"), file.get("canResegment"), file.get("original"),
    )  # fmt: skip
    metas = {m.get("type"): m.text for m in file.iterfind("mda:metadata//mda:meta", CORE)}
    assert (KEY, "testdorf", "ar-arb") == tuple(metas[n] for n in ("export", "region", "language"))
    units = found.findall(".//x:unit", CORE)
    assert {"no"} == {one.get("canResegment") for one in units}
    assert [1] * len(units) == [len(one.findall("x:segment", CORE)) for one in units]


def test_links_and_locks_cannot_be_deleted_or_doubled() -> None:
    """Emphasis may be left out; what leads somewhere may not."""
    found = root(unit(2, text(CODED, *CODES), CODED))
    for side in ("source", "target"):
        part = found.find(f".//x:{side}", CORE)
        assert part is not None
        hints = {
            e.get("id"): (e.get("canDelete"), e.get("canCopy")) for e in part.iter() if e.get("id")
        }
        assert {"1": ("no", "no"), "2": (None, "no"), "3": ("no", "no"), "4": ("no", "no"),
                "5": ("no", "no")} == hints  # fmt: skip


def test_the_version_before_stands_beside() -> None:
    """Old German and old translation with their own codes, the change in words, no target to keep."""
    found = root(stale(9))
    match = found.find(".//mtc:match", CORE)
    assert match is not None
    assert "#segment" == match.get("ref")
    said = ["".join(match.find(f"x:{side}", CORE).itertext()) for side in ("source", "target")]
    assert ["Alt hier", "Old here"] == said
    notes = {note.get("category"): note.text for note in found.iterfind(".//x:note", CORE)}
    assert {"where": "Ankommen › Ämter & Co.", "change": "[-Alt-]{+Neu+} hier"} == notes
    segment = found.find(".//x:segment", CORE)
    assert segment is not None
    assert ("initial", "wegweiser:stale") == (segment.get("state"), segment.get("subState"))
    assert segment.find("x:target", CORE) is None


def test_the_version_before_in_xliff_1() -> None:
    """As alt-trans of its own type."""
    found = root(stale(9), form="xliff-1.2")
    before = found.find(".//x:alt-trans", OLD)
    assert before is not None
    assert "previous-version" == before.get("alttranstype")
    assert ["Alt hier", "Old here"] == ["".join(side.itertext()) for side in before]


def mangled(*changes: tuple[str, str], form: str = "xliff-2.1") -> Arrival:
    """A written paragraph after a tool had its file."""
    data = formats.write(parcel(unit(3, text(CODED, *CODES), CODED)), form).decode()
    for old, new in changes:
        assert old in data, old
        data = data.replace(old, new)
    return formats.read(data.encode())


TARGET = '<target><pc id="1"'


@pytest.mark.parametrize(
    "changes",
    [
        [("<target>", "\n  <target>\n   "), ("</target>", "\n </target>\n")],
        [('xmlns="urn:oasis:names:tc:xliff:document:2.0"',
          'xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:memo" m:a="1"')],
        [("<target>", '<target><mrk id="m1" type="term">'), ("</target>", "</mrk></target>")],
        [("<target>", '<target><sm id="m1"/>'), ("</target>", '<em startRef="m1"/></target>')],
        [("Tel. <ph", "<![CDATA[Tel. ]]><ph")],
        [("<target>", "<!-- checked --><?tool x?><target>")],
        [(' canDelete="no"', ""), (' dataRefStart="d1"', "")],
        [('state="translated"', 'state="translated" x:y="1" xmlns:x="urn:x"')],
    ],
)  # fmt: skip
def test_what_tools_do_does_no_harm(changes: list[tuple[str, str]]) -> None:
    """Blanks, further namespaces, marks, CDATA, comments, hints that were dropped."""
    assert [CODED] == [one.target for one in mangled(*changes).units]


def test_prefixes_are_only_names() -> None:
    """A tool that writes every element with a prefix."""
    data = formats.write(parcel(unit(3, text(CODED, *CODES), CODED)), "xliff-2.1")
    tree = etree.fromstring(data)
    copied = etree.Element(tree.tag, dict(tree.attrib), nsmap={"q": CORE["x"], "a": CORE["mda"]})
    copied.extend(list(tree))
    etree.cleanup_namespaces(copied)
    assert b"<q:target" in etree.tostring(copied)
    assert CODED == formats.read(etree.tostring(copied)).units[0].target


def test_pairs_taken_apart_are_pairs() -> None:
    """Start and end codes in place of one that wraps."""
    one = unit(3, text("⟦1⟧Hier⟦/1⟧ ist es", LINK), "It is ⟦1⟧here⟦/1⟧")
    tree = etree.fromstring(formats.write(parcel(one), "xliff-2.1"))
    target = tree.find(".//x:target", CORE)
    assert target is not None
    core = f"{{{CORE['x']}}}"
    target.remove(target[0])
    etree.SubElement(target, f"{core}sc", {"id": "1"}).tail = "here"
    etree.SubElement(target, f"{core}ec", {"startRef": "1"})
    assert one.target == formats.read(etree.tostring(tree)).units[0].target


def test_units_in_another_order() -> None:
    """The name of a unit counts, not its place."""
    one, other = unit(3, text("A"), "a"), unit(4, text("B"), "b")
    data = formats.write(parcel(one, other), "xliff-2.1")
    tree = etree.fromstring(data)
    group = tree.find(".//x:group", CORE)
    assert group is not None
    group.append(group[0])
    found = formats.read(etree.tostring(tree))
    assert [("s4", "b"), ("s3", "a")] == [(u.unit, u.target) for u in found.units]


def test_a_paragraph_cut_anew_is_told() -> None:
    """Its parts cannot be trusted to be whole."""
    cut = mangled(("</segment>", "</segment><segment><source>x</source></segment>"))
    assert ["resegmented"] == [one.fault for one in cut.units]


@pytest.mark.parametrize(
    ("said", "state"),
    [("initial", ""), ("translated", "translated"), ("reviewed", "reviewed"), ("final", "reviewed"),
     ("odd", "")],
)  # fmt: skip
def test_states(said: str, state: str) -> None:
    """What a tool says of its work."""
    changed = mangled(('state="translated"', f'state="{said}"'))
    assert [state] == [one.state for one in changed.units]


@pytest.mark.parametrize(
    ("said", "state"),
    [("needs-translation", "unfinished"), ("new", "unfinished"), ("final", "reviewed"),
     ("needs-review-translation", ""), ("signed-off", "reviewed")],
)  # fmt: skip
def test_states_of_xliff_1(said: str, state: str) -> None:
    """The older words for it."""
    changed = mangled(('state="translated"', f'state="{said}"'), form="xliff-1.2")
    assert [state] == [one.state for one in changed.units]


def test_xliff_1_cut_by_marks_is_whole() -> None:
    """Segments of 1.2 are marks in the text, which is whole without them."""
    cut = mangled(
        ("<target ", "<seg-source><mrk mtype='seg' mid='0'>x</mrk></seg-source><target "),
        ("> dort.", "><mrk mtype='seg' mid='0'> dort.</mrk>"),
        form="xliff-1.2",
    )
    assert [CODED] == [one.target for one in cut.units]


def test_codes_counted_anew_are_told_by_their_order() -> None:
    """A tool that numbers all codes of a file: the source's own order says which is which."""
    counted = mangled(('id="1"', 'id="x81"'), ('id="4"', 'id="x84"'))
    assert (CODED, (1, 2, 3, 4, 5)) == (counted.units[0].target, counted.units[0].order)


def test_a_dropped_lock_is_seen() -> None:
    """What the file lacks is not made up."""
    source = text("Ruf ⟦1/⟧", PHONE.__class__(1, "lock", "", text="112", html="112"))
    data = formats.write(parcel(unit(3, source, "Call ⟦1/⟧")), "xliff-2.1")
    tree = etree.fromstring(data)
    target = tree.find(".//x:target", CORE)
    assert target is not None
    target.remove(target[0])
    assert "Call" == formats.read(etree.tostring(tree)).units[0].target


def test_the_key_is_found_in_the_metadata() -> None:
    """A tool that gives files names of its own."""
    assert KEY == mangled((f'original="wegweiser:{KEY}"', 'original="C:\\in.html"')).key
    assert KEY == mangled((f'original="wegweiser:{KEY}"', 'original="x"'), form="xliff-1.2").key


PAGE_1 = """<?xml version="1.0" ?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="77" datatype="plaintext" source-language="de" target-language="en-GB">
    <header><skl><external-file href="https://example.org/testdorf/de/kurs/"/></skl></header>
    <body>
      <trans-unit id="title" resname="title" restype="string" datatype="html">
        <source><![CDATA[Kurs]]></source><target><![CDATA[Course]]></target>
      </trans-unit>
      <trans-unit id="body" resname="body" restype="string" datatype="html">
        <source><![CDATA[<p>Im Mai &amp; Juni.</p>]]></source>
        <target>
          <![CDATA[<p>In May &amp; June.</p>]]>
        </target>
      </trans-unit>
    </body>
  </file>
</xliff>"""
PAGE_2 = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="de" trgLang="en-GB">
  <file original="77">
    <unit id="title" resname="title"><segment><source>Kurs</source><target>Course</target></segment></unit>
    <unit id="content" resname="content"><segment>
      <source><![CDATA[<p>Im Mai.</p>]]></source><target><![CDATA[<p>In May.</p>]]></target>
    </segment></unit>
  </file>
</xliff>"""


def test_pages_of_integreat_cms() -> None:
    """Two units of HTML, in both of its versions."""
    first, second = formats.read(PAGE_1.encode()), formats.read(PAGE_2.encode())
    assert ("", "en-GB", "/testdorf/de/kurs/") == (first.key, first.target_tag, first.pages[0].path)
    assert ("Kurs", "<p>Im Mai &amp; Juni.</p>", "Course", "<p>In May &amp; June.</p>") == (
        first.pages[0].title, first.pages[0].html,
        first.pages[0].target_title, first.pages[0].target_html,
    )  # fmt: skip
    assert ("Course", "<p>In May.</p>") == (
        second.pages[0].target_title, second.pages[0].target_html,
    )  # fmt: skip


def test_a_foreign_file_is_refused() -> None:
    """Neither an export of ours nor integreat-cms's."""
    foreign = PAGE_1.replace('"title"', '"heading"')
    with pytest.raises(Invalid, match="neither by an export of this guide nor by integreat-cms"):
        formats.read(foreign.encode())


def test_files_of_two_exports_are_refused() -> None:
    """One at a time."""
    data = formats.write(parcel(unit(3, text("A"), "a")), "xliff-2.1").decode()
    start, end = data.index("<file"), data.index("</xliff>")
    twice = data[:end] + data[start:end].replace(KEY, "other") + data[end:]
    with pytest.raises(Invalid, match="several exports"):
        formats.read(twice.encode())


def test_what_xml_cannot_write_survives() -> None:
    """As a code point of its own."""
    assert "A\x0bB" == again(unit(3, text("x"), "A\x0bB"), form="xliff-2.1")[0].target
