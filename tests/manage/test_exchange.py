"""Files for translators over the manage API: out as claims, in as a preview first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from werkzeug.test import TestResponse

from schemas.manage import exchange as schemas
from tests.exchange.translators.test_xliff import schema
from tests.manage.conftest import ROOT, Machine

Made = Callable[..., Machine]
EXPORTS, IMPORTS = "/regions/testdorf/exports/ar/", "/regions/testdorf/imports/ar/"
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
OPEN = "يفتح مبنى البلدية الساعة 9 صباحا."


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One database is enough: what stands behind the calls is tried on both."""
    return str(request.param)


def bring(call: Machine, data: bytes, query: str = "", name: str = "back.xlf") -> TestResponse:
    """A file sent in."""
    return call.office.app.test_client().post(
        ROOT + IMPORTS + query, data={"file": (BytesIO(data), name)},
        headers={"Authorization": f"Bearer {call.secret}"},
    )  # fmt: skip


def translated(data: bytes, texts: Sequence[str], state: str = "translated") -> bytes:
    """An XLIFF 2 with these texts in its first units."""
    root = etree.fromstring(data)
    for segment, text in zip(root.iter(f"{CORE}segment"), texts, strict=False):
        etree.SubElement(segment, f"{CORE}target").text = text
        segment.set("state", state)
    return etree.tostring(root)


def states(answer: TestResponse) -> list[tuple[str, str]]:
    """State and reason of each row."""
    assert 200 == answer.status_code, answer.get_data(as_text=True)
    return [(row["state"], row["reason"]) for row in answer.json["rows"]]


def test_out_and_in(machine: Made) -> None:
    """A file is ordered, worked on, looked at, and taken over; each step can be followed."""
    call = machine("translator")
    sent = call("POST", EXPORTS, {"days": 7, "pages": [call.office.page("Ankommen")]})
    assert (200, "application/xliff+xml", "3") == (
        sent.status_code, sent.content_type, sent.headers["X-Export-Units"],
    )  # fmt: skip
    schema("xliff-core-2.0.xsd").assertValid(etree.fromstring(sent.data))
    (told,) = call("GET", EXPORTS).json
    assert (sent.headers["X-Export-Key"], "Translator (test)", 3, 0, True) == tuple(
        told[name] for name in ("key", "author", "units", "answered", "awaited")
    )
    back = translated(sent.data, ["الوصول", "الوصول", OPEN])
    looked = bring(call, back)
    assert [("applied", "")] * 3 == states(looked)
    assert (False, 0) == (looked.json["applied"], call("GET", EXPORTS).json[0]["answered"])
    done = bring(call, back, "?dry_run=false")
    assert (True, 3) == (done.json["applied"], done.json["counts"]["applied"])
    assert [("unchanged", "same")] * 3 == states(bring(call, back, "?dry_run=false"))
    told = call("GET", EXPORTS).json[0]
    assert (3, False) == (told["answered"], told["awaited"])
    assert b"<seg>" + OPEN.encode() in call("GET", EXPORTS + "memory.tmx").data


def test_rows_say_what_and_why(machine: Made) -> None:
    """German, both texts, the reason; only the states that are asked for, counts of all."""
    call = machine("translator")
    sent = call("POST", EXPORTS, {}).data
    answer = bring(call, translated(sent, ["الوصول", "اتصل 0821 999999"]), "?state=rejected")
    assert {"applied": 1, "unchanged": 4, "older": 0, "newer": 0, "rejected": 1, "unknown": 0} == (
        answer.json["counts"]
    )
    (row,) = answer.json["rows"]
    assert ("rejected", "checks", "Ankommen", "Ankommen", "اتصل 0821 999999", "", False) == tuple(
        row[name] for name in ("state", "reason", "where", "german", "text", "online", "served")
    )
    assert "contacts: tel 0821 999999 is not in the source" in row["problems"]


def test_a_newer_text_online_stays_unless_it_is_taken(machine: Made) -> None:
    """Row by row, by the unit's name."""
    call = machine("translator")
    back = translated(call("POST", EXPORTS, {}).data, ["الوصول"])
    other = translated(call("POST", EXPORTS, {}).data, ["القدوم"])
    assert 1 == bring(call, other, "?dry_run=false").json["counts"]["applied"]
    (row,) = bring(call, back, "?state=newer").json["rows"]
    assert ("online", "الوصول", "القدوم") == (row["reason"], row["text"], row["online"])
    taken = bring(call, back, f"?dry_run=false&take={row['unit']}&state=applied")
    assert [("applied", "taken")] == states(taken)


def test_exports_end(machine: Made) -> None:
    """By those who may translate into their language, and only there."""
    call = machine("editor")
    key = call("POST", EXPORTS, {}).headers["X-Export-Key"]
    assert 404 == call("DELETE", f"/regions/testdorf/exports/uk/{key}/").status_code
    assert 404 == call("DELETE", EXPORTS + "unknown/").status_code
    assert 204 == call("DELETE", f"{EXPORTS}{key}/").status_code
    assert [False] == [one["awaited"] for one in call("GET", EXPORTS).json]
    assert [] == call("GET", "/regions/testdorf/exports/uk/").json


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "it has a DOCTYPE"),
        (b"<html/>", "this file cannot be read"),
        (b"id,translation\nAAAA/s1,x\n", "its export is not known here"),
    ],
)
def test_files_that_are_refused(machine: Made, data: bytes, told: str) -> None:
    """With 422 and a sentence, looked at or not."""
    call = machine("translator")
    for query in ("", "?dry_run=false"):
        answer = bring(call, data, query)
        assert (422, True) == (answer.status_code, told in answer.json["message"])


def test_a_file_for_elsewhere_is_refused(machine: Made) -> None:
    """Another language, and another region by somebody who works in both."""
    call = machine("administrator")
    for path, why in (
        ("/regions/testdorf/exports/uk/", "it is a translation into uk"),
        ("/regions/nachbarort/exports/ar/", "it was exported from another region"),
    ):
        answer = bring(call, call("POST", path, {}).data, "?dry_run=false")
        assert (422, True) == (answer.status_code, why in answer.json["message"])


@pytest.mark.parametrize(
    ("body", "field"),
    [({"format": "pdf"}, "format"), ({"only": "some"}, "only"), ({"days": 0}, "days"),
     ({"days": 366}, "days"), ({"pages": ["x"]}, "pages")],
)  # fmt: skip
def test_orders_that_nobody_can_fill(machine: Made, body: dict[str, Any], field: str) -> None:
    """The field is named, and nothing is claimed."""
    call = machine("translator")
    answer = call("POST", EXPORTS, body)
    assert (422, True) == (answer.status_code, field in str(answer.json["errors"]))
    assert [] == call("GET", EXPORTS).json


def test_a_token_needs_the_scope(machine: Made) -> None:
    """Reading lists and previews nothing: looking at a file asks for the right to translate."""
    sent = machine("translator")("POST", EXPORTS, {}).data
    reading = machine("translator", ("read",))
    assert 1 == len(reading("GET", EXPORTS).json)
    assert 403 == bring(reading, sent).status_code
    assert 403 == reading("POST", EXPORTS, {}).status_code


def test_what_is_offered_is_what_there_is() -> None:
    """Formats, choices and states of the schemas are those of the house."""
    from app.domain.exchange.row_states import STATES
    from app.exchange.translators import formats
    from app.services.exchange import exporting, selecting

    assert list(formats.FORMATS) == schemas.FORMATS
    assert list(selecting.ONLY) == schemas.ONLY
    assert list(STATES) == schemas.STATES
    order = schemas.OrderedExportSchema().load({})
    assert (formats.USUAL, exporting.DAYS) == (order["form"], order["days"])
