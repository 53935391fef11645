"""XML from strangers: what attacks, misleads or is damaged is refused with a sentence."""

from __future__ import annotations

import pytest

from app.errors import Invalid
from app.exchange.translators import xml_reading
from app.exchange.translators.xml_reading import local, parse

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>'
FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
FETCH = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'
HIDDEN = "<!-- <x> --> <?p <x ?>\n<!doctype x [<!ENTITY a 'b'>]><x>&a;</x>"


@pytest.mark.parametrize("text", [BOMB, FILE, FETCH, FETCH.lower()])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_doctypes_are_refused(text: str, encoding: str) -> None:
    """Billion laughs, files of the server, addresses: in any encoding, before anything is parsed."""
    with pytest.raises(Invalid, match="DOCTYPE") as caught:
        parse(text.replace('<?xml version="1.0"?>', "").encode(encoding))
    assert ("file", "doctype") == (caught.value.field, caught.value.kind)


def test_doctypes_cannot_hide_behind_comments() -> None:
    """Comments and instructions may stand before them."""
    with pytest.raises(Invalid, match="DOCTYPE"):
        parse(HIDDEN.encode())


def test_the_one_that_memories_carry_is_left_aside() -> None:
    """It is never looked up, and without it few memories could be read."""
    memory = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"/>'
    assert "tmx" == local(parse(memory.encode()))
    with pytest.raises(Invalid, match="DOCTYPE"):
        parse(memory.replace("tmx14.dtd", "http://a/tmx14.dtd").encode())
    with pytest.raises(Invalid, match="DOCTYPE"):
        parse(memory.replace('"tmx14.dtd"', '"tmx14.dtd" []').encode())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<x>Straße</x>".encode("latin-1"), "encoding"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><x>ß</x>'.encode("latin-1"), "encoding"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><x>ß</x>'.encode(), "declared"),
        ('<?xml version="1.0" encoding="utf-16"?><x>ß</x>'.encode(), "declared"),
        ('<?xml version="1.0" encoding="utf-8"?><x>ß</x>'.encode("utf-16"), "declared"),
        (b"<x>&odd;</x>", "xml"),
        (b"<x><y></x>", "xml"),
        (b"<p:x/>", "xml"),
        (b"<x>\x00</x>", "xml"),
        (b"<x/><x/>", "xml"),
        (b"<x>" * 5_000, "xml"),
        (("<x>" * 5_000 + "</x>" * 5_000).encode(), "xml"),
        (b"<?xml version='1.0'?>", "xml"),
    ],
)
def test_damage_is_told(data: bytes, kind: str) -> None:
    """Encodings that are not what they say, references to nothing, what is no XML."""
    with pytest.raises(Invalid, match="this file cannot be read") as caught:
        parse(data)
    assert ("file", kind) == (caught.value.field, caught.value.kind)


@pytest.mark.parametrize(
    "data",
    [
        "<x>ß</x>".encode(),
        "<x>ß</x>".encode("utf-8-sig"),
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><x>ß</x>'.encode(),
        '<?xml version="1.0" encoding="utf-16"?><x>ß</x>'.encode("utf-16"),
        '<?xml version="1.0"?><x>ß</x>'.encode("utf-16-le"),
        b'<?xml version="1.0" encoding="iso-8859-1"?><x>&#223;</x>',
    ],
)
def test_what_is_right_is_read(data: bytes) -> None:
    """UTF-8 and UTF-16, with and without their marks."""
    assert "ß" == parse(data).text


def test_a_large_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one with more units than anybody's guide."""
    monkeypatch.setattr(xml_reading, "LARGEST", 10)
    with pytest.raises(Invalid, match="larger than"):
        parse(b"<x>too much</x>")
    with pytest.raises(Invalid, match="60001 units, 60000 are allowed"):
        xml_reading.check_count(60_001)
