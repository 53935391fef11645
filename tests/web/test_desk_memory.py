"""The memory room of the desk: searched, corrected, taken out of use; files of other programs."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import reading, transaction
from app.domain.segments.segmentation import split
from app.exchange.translators.parcels import Pair
from app.models import Content, Target
from app.services import regions
from app.services.exchange import memory_import
from app.services.translation.memory import memory
from tests.exchange.translators.test_xml_reading import BOMB
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office

ROOM = "/desk/testdorf/ar/memory/"
CALL, CALL_AR = "Rufen Sie uns an: 0821 3243210.", "اتصل بنا: 0821 3243210."
TABLE = (
    f"Deutsch;ar\n{CALL};{CALL_AR}\nGuten Tag;نهارك سعيد\nGuten Tag;Good morning\n{CALL};اتصل\n;x\n"
)


def text(answer: TestResponse, status: int = 200) -> str:
    """The page, in one line."""
    assert status == answer.status_code, answer.get_data(as_text=True)[:2000]
    return " ".join(answer.get_data(as_text=True).split())


def seen(page: str) -> str:
    """What stands in the main part of a page, without tags."""
    return " ".join(re.sub("<[^>]+>", " ", page[page.index("<main") :]).split())


def bring(client: FlaskClient, data: bytes, name: str = "alt.csv") -> TestResponse:
    """A file brought to the room."""
    return client.post(f"{ROOM}import/", data={"file": (BytesIO(data), name)})


def remember(office: Office, *pairs: tuple[str, str], language: str = "ar") -> list[int]:
    """Texts that came from a file, by their numbers."""
    with office.app.app_context(), transaction() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        found = [Pair("1", german, said, language, (), "de") for german, said in pairs]
        memory_import.apply(
            session, region, language, found, is_checked=True, who="Ada", now=NOW, file="alt.tmx"
        )
        return list(session.scalars(select(Target.id).order_by(Target.id)))


def offered(office: Office, german: str) -> list[tuple[int, str]]:
    """What the desk would offer for a German text: scores and texts."""
    with office.app.app_context(), reading() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        (source,) = split(f"<p>{german}</p>").segments
        found = memory.lookup(session, region.id, "ar", source)
        return [(match.score, match.coded) for match in found]


@pytest.fixture
def client(office: Office) -> FlaskClient:
    """A translator into Arabic, whose interface is English."""
    client = office.as_("translator")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_a_memory_is_brought_looked_at_and_searched(office: Office, client: FlaskClient) -> None:
    """A table is looked at with nothing changed, its faults are said, and what is new is offered."""
    assert "The memory is empty" in text(client.get(ROOM))
    kept = bring(client, TABLE.encode())
    assert 303 == kept.status_code
    look = text(client.get(kept.location))
    for label, count in (("New", 2), ("Does not fit", 2), ("Without words", 1)):
        assert f'{label} <span class="count">{count}</span>' in look
    faulty = seen(text(client.get(kept.location + "?state=faulty")))
    assert "Too few letters are those of this language." in faulty
    assert "“0821 3243210” is missing." in faulty
    assert [] == offered(office, CALL)
    done = client.post(kept.location + "apply", data={"checked": "1"})
    assert "2 texts were taken into the memory." in text(client.get(done.location))
    assert [(100, "اتصل بنا: ⟦1/⟧.")] == offered(office, CALL)
    found = text(client.get(f"{ROOM}?q=RUFEN"))
    assert "<mark>Rufen</mark> Sie uns an" in found
    assert "From a file brought by Translator" in found
    assert "<mark>نهارك</mark> سعيد" in text(client.get(f"{ROOM}?q=نهارك"))
    assert "Nothing fits" in text(client.get(f"{ROOM}?q=Rathausplatz"))


def test_a_file_is_taken_over_once(office: Office, client: FlaskClient) -> None:
    """Whoever presses the button again is told that the file is no longer here."""
    kept = bring(client, TABLE.encode())
    client.post(kept.location + "apply")
    again = client.post(kept.location + "apply")
    assert "This file is no longer here" in text(client.get(again.location))
    assert [(95, "اتصل بنا: ⟦1/⟧.")] == offered(office, CALL)
    kept = bring(client, TABLE.encode())
    assert "Nothing in this file is new and fits." in text(client.get(kept.location))
    gone = client.post(kept.location + "drop")
    assert "The file is forgotten" in text(client.get(gone.location))


def test_a_file_belongs_to_the_one_who_brought_it(office: Office, client: FlaskClient) -> None:
    """Nobody else sees it, and it is none in another language."""
    kept = bring(client, TABLE.encode())
    manager = office.as_("manager")
    assert 303 == manager.get(kept.location).status_code
    assert 303 == client.get(kept.location.replace("/ar/", "/uk/")).status_code
    assert 200 == client.get(kept.location).status_code


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Please choose a file."),
        (b" ", "It is empty."),
        (b"some words", "It is neither TMX nor a table"),
        (BOMB.encode(), "It has a DOCTYPE"),
        (b"PK\x03\x04x", "It is damaged."),
        (b"<xliff version='2.1'/>", "It is neither TMX nor a table"),
        ("Straße;x".encode("latin-1"), "It is not in UTF-8"),
        (b"Amt;x\n" * 20_001, "It has more than 20000 texts."),
    ],
)
def test_a_file_that_is_none_is_refused(client: FlaskClient, data: bytes, words: str) -> None:
    """In a sentence at the field, with nothing changed."""
    assert words in text(bring(client, data, "x.tmx" if data else ""), 422)


def test_a_text_is_corrected(office: Office, client: FlaskClient) -> None:
    """Codes that are torn are named; a text that fits takes the place of the old one."""
    number = remember(office, (CALL, CALL_AR))[-1]
    page = text(client.get(f"{ROOM}{number}/"))
    assert re.search(r"""name="coded" lang="ar[^"]*" dir="rtl" """, page)
    wrong = text(client.post(f"{ROOM}{number}/", data={"coded": "اتصل الآن"}), 422)
    assert "“phone 0821 3243210” of the German is missing." in seen(wrong).replace("&#34;", '"')
    assert "اتصل الآن" in wrong
    german = text(client.post(f"{ROOM}{number}/", data={"coded": "Call us now: ⟦1/⟧"}), 422)
    assert "Too few letters are those of this language." in german
    assert "Please fill this in." in text(client.post(f"{ROOM}{number}/", data={"coded": " "}), 422)
    done = client.post(f"{ROOM}{number}/", data={"coded": "هاتفنا: ⟦1/⟧."})
    assert "هاتفنا" in text(client.get(done.location))
    assert [(100, "هاتفنا: ⟦1/⟧.")] == offered(office, CALL)


def test_a_text_is_taken_out_of_use_and_back(office: Office, client: FlaskClient) -> None:
    """The list shows it where one asks for it; the way back stands beside it."""
    number = remember(office, (CALL, CALL_AR))[-1]
    gone = client.post(f"{ROOM}{number}/withdraw")
    page = text(client.get(gone.location))
    assert "Translator took it out of use on" in page
    assert 'name="coded"' not in page
    assert [] == offered(office, CALL)
    assert "Nothing fits" in text(client.get(f"{ROOM}?q=rufen"))
    assert "no longer offered" in text(client.get(f"{ROOM}?shown=gone"))
    client.post(f"{ROOM}{number}/offer")
    assert 1 == len(offered(office, CALL))


def test_a_text_whose_german_stands_is_changed_at_the_desk(
    office: Office, client: FlaskClient
) -> None:
    """The room leads there, and keeps no correction of its own."""
    number = remember(office, ("Das Rathaus ist um 9 Uhr offen.", "تفتح البلدية الساعة 9."))[-1]
    page = text(client.get(f"{ROOM}{number}/"))
    assert "/desk/testdorf/ar/queue/changed/" in page
    assert 'name="coded"' not in page
    refused = client.post(f"{ROOM}{number}/", data={"coded": "تفتح البلدية الساعة 9"})
    assert "The German stands in a page." in text(client.get(refused.location))


def test_numbers_of_others_are_none(office: Office, client: FlaskClient) -> None:
    """Another language's text, and numbers that no database counts to."""
    number = remember(office, (CALL, "Dzwoń: 0821 3243210."), language="en")[-1]
    for where in (f"{ROOM}{number}/", f"{ROOM}99999999999999999999/"):
        assert 404 == client.get(where).status_code
    assert 404 == client.post(f"{ROOM}{number}/withdraw").status_code
    assert 303 == client.get(f"{ROOM}import/{2**70}/").status_code
    assert 200 == client.get(f"{ROOM}?page=-3&shown=x&q=%25_%00").status_code
    assert 403 == client.get(f"/desk/testdorf/en/memory/{number}/").status_code


def test_readers_lists_know_nothing_of_it(office: Office, client: FlaskClient) -> None:
    """The content that holds the memory is no page of the office."""
    remember(office, (CALL, CALL_AR))
    with office.app.app_context(), reading() as session:
        number = session.scalars(select(Content.id).where(Content.kind == "memory")).one()
    assert 404 == office.as_("manager").get(f"/office/testdorf/pages/{number}/").status_code
