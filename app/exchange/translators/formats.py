"""The formats by name: a parcel written in any of them, and a file read whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from app.errors import Invalid
from app.exchange.translators import archives, tables, tmx, workbooks
from app.exchange.translators.parcels import Arrival, Parcel
from app.exchange.translators.xliff import one_writing, reading, two_writing
from app.exchange.translators.xml_reading import local, parse, wrong


@dataclass(frozen=True)
class Format:
    """A format that parcels are written in: the end of a file's name, its media type, and how."""

    ending: str
    media_type: str
    write: Callable[[Parcel], bytes]


_XLIFF = ("xlf", "application/xliff+xml")
FORMATS = {
    "xliff-2.1": Format(*_XLIFF, partial(two_writing.write, version="2.1")),
    "xliff-2.0": Format(*_XLIFF, partial(two_writing.write, version="2.0")),
    "xliff-1.2": Format(*_XLIFF, one_writing.write),
    "csv": Format("csv", "text/csv; charset=utf-8", tables.write),
    "xlsx": Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbooks.write
    ),
}
USUAL = "xliff-2.1"
_XLIFF_NAMES = (".xlf", ".xliff")
LONGEST_NAME = 200
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def file_name(given: str) -> str:
    """What a file is called in lists and trails: no folders, nothing that cannot be shown, not endless."""
    name = given.replace("\\", "/").rpartition("/")[2]
    return "".join(filter(str.isprintable, name)).strip()[:LONGEST_NAME]


def write(parcel: Parcel, name: str) -> bytes:
    """The parcel as a file; Invalid names an unknown format."""
    if name not in FORMATS:
        raise Invalid(f"format {name!r} is unknown; there are {', '.join(FORMATS)}")
    return FORMATS[name].write(parcel)


def read(data: bytes) -> Arrival:
    """What a file holds; Invalid (field "file", with a kind) says why it is not taken in."""
    if not data.strip():
        raise wrong("empty", "it is empty")
    if data.startswith(archives.MAGIC):
        return _archive(data)
    if data.startswith(_OLD_EXCEL):
        raise wrong("format", "it is an old Excel file; save it as .xlsx")
    if _is_xml(data):
        root = parse(data)
        return tmx.read(root) if local(root) == "tmx" else reading.read(root)
    return tables.read(data)


def _is_xml(data: bytes) -> bool:
    start = data[:200].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")
    return start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip().startswith(b"<")


def _archive(data: bytes) -> Arrival:
    """A workbook, or several XLIFF files of integreat-cms in one archive."""
    archive = archives.opened(data)
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if not names or not all(name.lower().endswith(_XLIFF_NAMES) for name in names):
        return workbooks.read(archive)
    found = [reading.read(parse(archives.part_of(archive, name))) for name in sorted(names)]
    if any(one.key for one in found) or len({one.target_tag for one in found}) > 1:
        raise wrong("several", "it holds several exports or languages; bring them one by one")
    return replace(found[0], pages=tuple(page for one in found for page in one.pages))
