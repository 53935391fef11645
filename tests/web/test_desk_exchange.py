"""Files for translators at the desk: given out, listed, ended; brought back, looked at, taken over."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.db import reading, transaction
from app.models import Content
from app.services import exports
from app.services.accounts import accounts
from app.services.exchange import uploads
from app.services.pages import pages, releasing
from tests.exchange.translators.test_formats import packed
from tests.exchange.translators.test_xml_reading import BOMB
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office
from tests.manage.test_exchange import translated
from tests.services.exchange.agency import rows_in_tables

ROOM = "/desk/testdorf/ar/exchange/"
ARRIVAL = "الوصول"
LATER = NOW + timedelta(days=1)


def give(client: FlaskClient, **form: object) -> TestResponse:
    """A file ordered at the desk."""
    said = {"only": "open", "format": "xliff-2.1", "days": "7"} | form
    return client.post(f"{ROOM}out", data=said)


def bring(client: FlaskClient, data: bytes, name: str = "zurück.xlf") -> TestResponse:
    """A file brought back to the desk."""
    return client.post(f"{ROOM}file/", data={"file": (BytesIO(data), name)})


def text(answer: TestResponse, status: int = 200) -> str:
    """The page, in one line."""
    assert status == answer.status_code, answer.get_data(as_text=True)[:2000]
    return " ".join(answer.get_data(as_text=True).split())


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One database is enough: what stands behind the room is tried on both."""
    return str(request.param)


@pytest.fixture
def client(office: Office) -> FlaskClient:
    """A translator into Arabic, whose interface is English."""
    client = office.as_("translator")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_out_and_back(office: Office, client: FlaskClient) -> None:
    """A file is given out, listed with its end, brought back, looked at, taken over; readers have it."""
    assert "Nothing has been given out yet" in text(client.get(ROOM))
    sent = give(client)
    assert ("application/xliff+xml", True) == (
        sent.content_type, 'filename="testdorf-ar-' in sent.headers["Content-Disposition"],
    )  # fmt: skip
    room = text(client.get(ROOM))
    assert "by Translator" in room
    assert "0 of 6 paragraphs came back" in room
    assert "awaited until" in room
    look = bring(client, translated(sent.data, [ARRIVAL] * 2))
    assert 303 == look.status_code
    page = text(client.get(look.location))
    assert "Nothing has been changed yet" in page
    assert "Take over 2 paragraphs" in page
    assert 2 == page.count(f'<p class="coded" lang="ar-arb" dir="rtl">{ARRIVAL}</p>')
    assert 2 == page.count('<p class="coded" lang="de-DE" dir="ltr">Ankommen</p>')
    done = text(client.post(f"{look.location}apply", follow_redirects=True))
    assert "2 paragraphs were taken over." in done
    assert "This is what came of the file." in done
    assert "Take over" not in done
    assert "2 of 6 paragraphs came back" in text(client.get(ROOM))
    again = text(client.post(f"{look.location}apply", follow_redirects=True))
    assert "2 paragraphs were taken over." in again
    second = bring(client, translated(sent.data, [ARRIVAL] * 2)).location
    assert "This text is there already." in text(client.get(second))


def test_some_sections_only(office: Office, client: FlaskClient) -> None:
    """As a table, with a page chosen."""
    sent = give(client, format="csv", page=[office.page("Freizeit")])
    lines = list(csv.DictReader(StringIO(sent.data.decode("utf-8-sig"))))
    assert {"Freizeit"} == {line["where"] for line in lines}


def test_an_export_is_ended(office: Office, client: FlaskClient) -> None:
    """By a translator of its language; one of another language is not found here."""
    give(client)
    give_uk = client.post("/desk/testdorf/uk/exchange/out", data={"only": "open", "days": "1",
                                                                 "format": "csv"})  # fmt: skip
    assert 200 == give_uk.status_code
    with office.app.app_context(), reading() as session:
        keys = {
            one.language: one.key
            for one in exports.of_region(session, accounts.OPERATOR, "testdorf")
        }
    assert 404 == client.post(f"{ROOM}{keys['uk']}/end").status_code
    room = text(client.post(f"{ROOM}{keys['ar']}/end", follow_redirects=True))
    assert "It is awaited no longer." in room
    assert "ended on" in room
    assert "End now" not in room


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"only": "stale"}, "There is nothing of this kind"),
        ({"only": "odd"}, "Please choose one of those that are offered."),
        ({"format": "pdf"}, "Please choose one of those that are offered."),
        ({"days": "0"}, "Give a number of days from 1 to 365."),
        ({"days": "soon"}, "Give a number of days from 1 to 365."),
    ],
)
def test_orders_that_cannot_be_filled(client: FlaskClient, form: dict[str, str], told: str) -> None:
    """The reason stands at its field, and nothing is awaited."""
    assert told in text(give(client, **form), 422)
    assert "Nothing has been given out yet" in text(client.get(ROOM))


def test_the_memory_of_the_guide(client: FlaskClient) -> None:
    """As TMX, which claims nothing; without translations it is said that there is none."""
    empty = client.get(f"{ROOM}memory.tmx", follow_redirects=True)
    assert "Nothing is translated yet" in text(empty)
    look = bring(client, translated(give(client).data, [ARRIVAL])).location
    client.post(f"{look}apply")
    memory = client.get(f"{ROOM}memory.tmx")
    assert ("text/xml; charset=utf-8", True) == (
        memory.content_type, ARRIVAL.encode() in memory.data,
    )  # fmt: skip


def meeting_a_newer_text(client: FlaskClient) -> bytes:
    """A file whose first text meets one that was brought meanwhile."""
    sent, other = give(client).data, give(client).data
    client.post(f"{bring(client, translated(other, ['القدوم'])).location}apply")
    return translated(sent, [ARRIVAL, "اتصل 0821 999999"])


def test_a_newer_text_online_stays_unless_it_is_ticked(client: FlaskClient) -> None:
    """Both are shown with the German; a tick is kept from page to page and does what it says."""
    data = meeting_a_newer_text(client)
    look = bring(client, data).location
    page = text(client.get(look))
    assert "Somebody wrote a newer text meanwhile. It stays; yours is kept." in page
    assert all(f'dir="rtl">{words}</p>' in page for words in (ARRIVAL, "القدوم"))
    unit = page.partition('name="take" value="')[2].partition('"')[0]
    ticked = {"shown": [unit], "take": [unit], "go": "rejected:1"}
    next_ = client.post(f"{look}choose", data=ticked)
    assert next_.location.endswith("?state=rejected&page=1")
    page = text(client.get(look))
    assert "It goes before the newer text online, as you have chosen." in page
    assert f'value="{unit}" checked' in page
    client.post(f"{look}choose", data={"shown": [unit]})
    assert " checked" not in text(client.get(look))
    client.post(f"{look}apply", data={"shown": [unit], "take": [unit]})
    again = text(client.get(bring(client, data).location + "?state=unchanged"))
    assert "This text is there already." in again
    assert "Somebody wrote" not in again


def test_german_that_moved_on_is_shown_with_what_changed(
    office: Office, client: FlaskClient
) -> None:
    """A text for an older German is kept; the change stands beside it in words."""
    sent = give(client, page=[office.page("Ankommen")]).data
    with office.app.app_context(), transaction() as session:
        content = session.get_one(Content, office.page("Ankommen"))
        html = "<h2>Ankommen</h2><p>Das Rathaus ist nie mehr offen.</p>"
        pages.revise(
            session, content, pages.Draft("Ankommen", html), based_on=1, author="Ada", now=LATER
        )
        releasing.publish(session, content, now=LATER, author="Ada")
    back = translated(sent, [ARRIVAL, ARRIVAL, "يفتح مبنى البلدية الساعة 9 صباحا."])
    page = text(client.get(bring(client, back).location + "?state=older"))
    assert "The German has changed since. The text is kept and shown as out of date." in page
    assert '<del><span class="hidden">removed: </span>um</del>' in page
    assert '<ins><span class="hidden">added: </span>nie</ins>' in page


def test_rows_by_state(client: FlaskClient) -> None:
    """By default what happens; each state by itself; everything."""
    look = bring(client, meeting_a_newer_text(client)).location
    counted = {
        query: text(client.get(look + query)).count('<li class="panel row">')
        for query in ("", "?state=newer", "?state=rejected", "?state=unchanged", "?state=every")
    }
    assert [2, 1, 1, 4, 6] == list(counted.values())
    refused = text(client.get(f"{look}?state=rejected&page=99"))
    assert "“0821 999999” does not stand in the German." in refused
    assert 200 == client.get(f"{look}?state=odd&page=-3").status_code


def test_long_previews_come_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """With buttons that keep what is ticked."""
    monkeypatch.setattr("app.web.desk.exchanges.exchanges_files.ON_PAGE", 4)
    look = bring(client, give(client).data).location
    first, second = text(client.get(look)), text(client.get(f"{look}?page=2"))
    assert [4, 2] == [page.count('<li class="panel row">') for page in (first, second)]
    assert 'name="go" value=":2"' in first
    assert 'name="go" value=":1"' in second


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "It is empty."),
        (b"<x", "It is damaged."),
        (BOMB.encode(), "It has a DOCTYPE, a means of attacking servers."),
        (b"GIF89a", "It is neither XLIFF 1.2, 2.0 or 2.1 nor TMX, CSV or XLSX."),
        (b"id,translation\nAAAA/s1,x\n", "It answers no export that is known here."),
        (b"id,price\n1,2\n", "Its first line must name the columns"),
        (packed(a=b" " * 10_000_000), "It unpacks to far more than a guide holds"),
    ],
)
def test_files_that_are_refused(
    office: Office, client: FlaskClient, data: bytes, told: str
) -> None:
    """With the reason in words; nothing is kept, and nothing is changed."""
    before = counted(office)
    page = text(bring(client, data), 422)
    assert f"The file was not taken, and nothing was changed. {told}" in page
    assert before == counted(office)


def counted(office: Office) -> dict[str, int]:
    """How many rows every table has."""
    with office.app.app_context(), reading() as session:
        return rows_in_tables(session)


def test_too_large_a_file(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more than is taken, and one less."""
    monkeypatch.setattr(uploads, "LARGEST", 300_000)
    assert "It is larger than 0.3 MB." in text(bring(client, b" " * 300_001), 422)
    assert "It is empty." in text(bring(client, b" " * 300_000), 422)


def test_more_than_the_server_reads(office: Office, client: FlaskClient) -> None:
    """A body beyond the limit of all requests leads back with a sentence, too."""
    office.app.config["MAX_CONTENT_LENGTH"] = 1000
    room = client.get(bring(client, b"x" * 2000).location)
    assert "The file is larger than 10 MB. Nothing was changed." in text(room)


def test_no_file_at_all(client: FlaskClient) -> None:
    """The button alone."""
    assert "Please choose a file." in text(client.post(f"{ROOM}file/"), 422)


def test_files_for_elsewhere(office: Office) -> None:
    """Another language of this region, another region: by somebody who may work in all of them."""
    client = office.as_("administrator")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    for place, told in (
        ("testdorf/uk", "It is for another language."),
        ("nachbarort/ar", "It was exported from another region."),
    ):
        form = {"only": "open", "format": "xliff-2.1", "days": "7"}
        sent = client.post(f"/desk/{place}/exchange/out", data=form).data
        assert told in text(bring(client, sent), 422)
    for nowhere in ("de", "xx"):
        assert 404 == client.get(f"/desk/testdorf/{nowhere}/exchange/").status_code


def test_somebody_elses_file(office: Office, client: FlaskClient) -> None:
    """Is not here; nor is one that was forgotten."""
    look = bring(client, give(client).data).location
    other = office.as_("editor")
    other.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    for deed in ("apply", "choose", "drop"):
        page = text(other.post(look + deed, follow_redirects=True))
        assert "This file is no longer here." in page
    assert "This file is no longer here." in text(other.get(look, follow_redirects=True))
    assert 200 == client.get(look).status_code
    assert "Nothing was changed." in text(client.post(f"{look}drop", follow_redirects=True))
    assert "This file is no longer here." in text(client.get(look, follow_redirects=True))
