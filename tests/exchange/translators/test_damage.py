"""Damaged files: whatever happened to them, they are read or refused with a sentence, never a fault."""

from __future__ import annotations

import random

import pytest

from app.errors import Invalid
from app.exchange.translators import formats
from app.exchange.translators.parcels import Arrival
from tests.exchange.translators.parcels import CODED, CODES, parcel, stale, text, unit
from tests.exchange.translators.test_tmx import FOREIGN
from tests.exchange.translators.test_xliff import PAGE_1, PAGE_2

UNITS = (unit(1, text("Hallo")), unit(2, text(CODED, *CODES), CODED), stale())
FILES = {form: formats.write(parcel(*UNITS), form) for form in formats.FORMATS} | {
    "tmx": FOREIGN.encode(), "pages 1.2": PAGE_1.encode(), "pages 2.0": PAGE_2.encode(),
}  # fmt: skip
ODD = (b"\x00", b"\xff", b"<", b">", b'"', b"'", b"&", b"]]>", b"\xed\xa0\x80", b"&#0;", b"9" * 40,
       b"=", b",", b"\n", b"id", b"<x>", b"</", b"%00", b"http://[", b"\xef\xbb\xbf")  # fmt: skip
ROUNDS = 150


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes with pieces cut out, put in, exchanged or said twice."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(data) + 1)
        to = min(len(data), at + dice.choice((0, 1, 2, 8, 40, 400)))
        middle = dice.choice((b"", dice.choice(ODD), data[at:to] * 2, bytes(reversed(data[at:to]))))
        data = data[:at] + middle + data[to:]
    return data


def outcome(data: bytes) -> Arrival | Invalid:
    """What a file holds, or why it is refused."""
    try:
        return formats.read(data)
    except Invalid as error:
        return error


@pytest.mark.parametrize("name", list(FILES))
def test_damage_is_no_fault(name: str) -> None:
    """Each file damaged in many ways."""
    dice = random.Random(name)
    found = [outcome(damaged(FILES[name], dice)) for _ in range(ROUNDS)]
    refused = [one for one in found if isinstance(one, Invalid)]
    assert {"file"} >= {one.field for one in refused}
    assert all(one.kind for one in refused)
