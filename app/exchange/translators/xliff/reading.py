"""Any XLIFF read: the version says how."""

from __future__ import annotations

from lxml import etree

from app.exchange.translators.parcels import Arrival
from app.exchange.translators.xliff import one_reading, two_reading
from app.exchange.translators.xml_reading import local, wrong


def read(root: etree._Element) -> Arrival:
    """What an XLIFF file holds; Invalid if it is none, or of a version that nobody here speaks."""
    if local(root) != "xliff":
        raise wrong("format", f"its first element is <{local(root)}>, not <xliff>")
    version = (root.get("version") or "").strip()
    if version.startswith("2."):
        return two_reading.read(root)
    if version.startswith("1."):
        return one_reading.read(root)
    raise wrong(
        "version", f"it is XLIFF {version or 'without a version'}; 1.2, 2.0 and 2.1 are known"
    )
