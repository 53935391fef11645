"""The glossary at the desk: read by translators, who say how their own language puts each term."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from app.db import reading, transaction
from app.domain.quality.glossary import Term, Wording
from app.exchange import glossary_csv, glossary_tbx
from app.models import Content
from app.services import regions
from app.services.desk import queues
from app.services.pages import paragraph_facts, paragraphs, translations
from app.services.pages.takeover import Origin
from app.services.quality import glossary
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office
from tests.web.test_desk_memory import seen, text

ROOM = "/desk/testdorf/ar/glossary/"
TOWN_HALL, MAYOR = "البلدية", "دار البلدية"
AGREED = {"en": (Wording("town hall"),), "ar": (Wording(TOWN_HALL),)}


def add(office: Office, term: Term) -> int:
    """A term of the village, by its number."""
    with office.app.app_context(), transaction() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        return glossary.add(session, region, term, NOW).id


def said(office: Office, number: int) -> dict[str, list[str]]:
    """The wordings of a term by language."""
    with office.app.app_context(), reading() as session:
        found = glossary.get(session, number).wordings
        return {code: [one.text for one in wordings] for code, wordings in found.items()}


def translate(office: Office, title: str, german: str, arabic: str) -> None:
    """A paragraph of a page in Arabic, and the page live there."""
    page = office.page(title)
    with office.app.app_context(), transaction() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        content = session.get_one(Content, page)
        translations.begin(session, content, "ar", f"s{page}", NOW)
        for item in queues.items(session, region, "ar", "new", NOW):
            if item.content_id == page:
                one = paragraph_facts.one(session, content, item.segment_id, "ar")
                paragraphs.save(
                    session, one.id, "ar", arabic if one.source == german else "نص عربي هنا",
                    made_against=one.source_hash, lock_version=0,
                    by=Origin("human", "translated", "Amal"), now=NOW,
                )  # fmt: skip


@pytest.fixture
def client(office: Office) -> FlaskClient:
    """A translator into Arabic, whose interface is English."""
    client = office.as_("translator")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_terms_are_searched_and_shown(office: Office, client: FlaskClient) -> None:
    """By German, form, wording or note; what lacks a wording is found too."""
    assert "The glossary is empty" in text(client.get(ROOM))
    add(office, Term("Rathaus", AGREED, ("Stadthaus",), "block", "das Haus, nicht das Amt"))
    add(office, Term("Kaution", {"en": (Wording("deposit"),)}))
    for typed in ("rathaus", "STADTHAUS", TOWN_HALL, "nicht das Amt"):
        page = seen(text(client.get(ROOM, query_string={"q": typed})))
        assert "1 term of 2" in page
        assert TOWN_HALL in page
        assert "must be said so" in page
    assert "Kaution" in seen(text(client.get(f"{ROOM}?mode=missing")))
    assert "Rathaus" not in seen(text(client.get(f"{ROOM}?mode=missing"))).replace("Testdorf", "")
    assert "No term fits" in text(client.get(f"{ROOM}?q=Polizei"))
    assert "Glossary of all languages" not in text(client.get(ROOM))


def test_a_wording_is_looked_at_and_kept(office: Office, client: FlaskClient) -> None:
    """What it would touch is listed with its price first; other languages stay as they are."""
    german = "Das Rathaus ist um 9 Uhr offen."
    translate(office, "Ankommen", german, f"تفتح {TOWN_HALL} الساعة 9.")
    number = add(office, Term("Rathaus", AGREED))
    form = {"preferred-ar": "قصر المدينة", "others-ar": "", "seen": TOWN_HALL}
    assert "Every translation that readers see says it as agreed." in text(
        client.get(f"{ROOM}{number}/")
    )
    look = seen(text(client.post(f"{ROOM}{number}/", data=form | {"look": "1"})))
    assert "1 paragraph says it otherwise." in look
    assert f"A machine would be paid for {len(german)} characters" in look
    assert german in look
    assert [TOWN_HALL] == said(office, number)["ar"]
    done = client.post(f"{ROOM}{number}/", data=form)
    assert "Nothing was sent to a machine." in text(client.get(done.location))
    assert {"ar": ["قصر المدينة"], "en": ["town hall"]} == said(office, number)


def test_what_is_wrong_is_said_with_what_was_typed(office: Office, client: FlaskClient) -> None:
    """A wording twice; the last wording of all; somebody who was quicker."""
    number = add(office, Term("Rathaus", {"ar": (Wording(TOWN_HALL),)}))
    twice = {"preferred-ar": MAYOR, "others-ar": MAYOR, "seen": TOWN_HALL}
    page = text(client.post(f"{ROOM}{number}/", data=twice), 422)
    assert f"“{MAYOR}” is given twice." in page
    assert f'value="{MAYOR}"' in page
    none = {"preferred-ar": "", "seen": TOWN_HALL}
    assert "At least one language needs a wording." in text(
        client.post(f"{ROOM}{number}/", data=none), 422
    )
    late = {"preferred-ar": MAYOR, "seen": "شيء آخر"}
    page = text(client.post(f"{ROOM}{number}/", data=late), 409)
    assert "Somebody has changed these wordings meanwhile." in page
    assert TOWN_HALL in seen(page)
    assert [TOWN_HALL] == said(office, number)["ar"]


def test_only_ones_own_languages_and_region(office: Office, client: FlaskClient) -> None:
    """A translator into Arabic neither says how Persian puts a term nor what the terms are."""
    number = add(office, Term("Rathaus", AGREED))
    form = {"preferred-fa": "شهرداری", "seen": ""}
    assert 403 == client.post(f"/desk/testdorf/fa/glossary/{number}/", data=form).status_code
    assert 403 == client.get(f"/office/testdorf/glossary/{number}/").status_code
    assert 404 == client.get(f"{ROOM}{2**70}/").status_code
    neighbour = office.as_("neighbour")
    where = f"/desk/nachbarort/ar/glossary/{number}/"
    assert 404 == neighbour.post(where, data={"preferred-ar": MAYOR}).status_code
    client.post(
        f"{ROOM}{number}/", data={"preferred-fa": "x", "preferred-ar": MAYOR, "seen": TOWN_HALL}
    )
    assert {"ar": [MAYOR], "en": ["town hall"]} == said(office, number)


def test_files_go_out_and_come_back(office: Office, client: FlaskClient) -> None:
    """As a table or TBX, with this language alone; what came back unchanged is the same."""
    number = add(office, Term("Rathaus", AGREED))
    add(office, Term("Kaution", {"en": (Wording("deposit"),)}))
    table, tbx = client.get(f"{ROOM}terms.csv").data, client.get(f"{ROOM}terms.tbx").data
    rows = glossary_csv.read(table, ["ar"])
    assert ["Kaution", "Rathaus"] == sorted(row.lemma for row in rows)
    assert b"town hall" not in table + tbx
    for data in (table, tbx):
        page = seen(text(client.post(f"{ROOM}import/", data={"file": (BytesIO(data), "x")})))
        assert "the same here." in page
        assert "would change" not in page
    changed = tbx.replace(TOWN_HALL.encode(), MAYOR.encode())
    page = text(client.post(f"{ROOM}import/", data={"file": (BytesIO(changed), "x.tbx")}))
    assert f"<del>{TOWN_HALL}</del> <ins>{MAYOR}</ins>" in page
    assert [TOWN_HALL] == said(office, number)["ar"]
    done = client.post(f"{ROOM}import/", data={"table": changed.decode(), "take": "1"})
    assert "1 term was taken over." in text(client.get(done.location))
    assert {"ar": [MAYOR], "en": ["town hall"]} == said(office, number)


def test_lines_that_do_not_fit_are_named(office: Office, client: FlaskClient) -> None:
    """Terms that are not here, and files that are none."""
    add(office, Term("Rathaus", AGREED))
    table = f"term,ar\nBahnhof,محطة\nRathaus,{MAYOR} | {MAYOR}\n".encode()
    page = seen(text(client.post(f"{ROOM}import/", data={"file": (BytesIO(table), "x.csv")})))
    assert "2 lines are not taken over." in page
    assert "The glossary does not have this term. Editors can add it." in page
    for data, words in (
        (b"<xliff/>", "neither a table (CSV) nor TBX"),
        (b"<tbx>", "It is damaged."),
    ):
        answer = client.post(f"{ROOM}import/", data={"file": (BytesIO(data), "x.tbx")})
        assert words in text(answer, 422)


def test_the_office_takes_and_gives_tbx(office: Office) -> None:
    """All languages, and new terms too."""
    editor = office.as_("editor")
    editor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    data = glossary_tbx.write([Term("Rathaus", AGREED)], "de", {"en": "en", "ar": "ar"})
    room = "/office/testdorf/glossary/"
    page = text(editor.post(f"{room}import/", data={"file": (BytesIO(data), "x.tbx")}))
    assert "1 term is new or changed" in page
    editor.post(f"{room}import/", data={"table": glossary_tbx.text_of(data), "take": "1"})
    sent = editor.get(f"{room}glossary.tbx")
    assert "application/x-tbx" == sent.mimetype
    (row,) = glossary_tbx.read(sent.data, "de", {"en": "en", "ar": "ar"})
    assert AGREED == row.wordings


def test_the_office_lists_what_a_term_touches(office: Office) -> None:
    """Language by language, with the paragraph, its translation and the way to its page."""
    german = "Das Rathaus ist um 9 Uhr offen."
    translate(office, "Ankommen", german, f"تفتح {TOWN_HALL} الساعة 9.")
    number = add(office, Term("Rathaus", {"ar": (Wording(MAYOR),)}))
    editor = office.as_("editor")
    editor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = text(editor.get(f"/office/testdorf/glossary/{number}/"))
    assert "Arabic: 1 paragraph" in seen(page)
    assert german in seen(page)
    assert f"تفتح {TOWN_HALL} الساعة 9." in seen(page)
    assert f"/office/testdorf/pages/{office.page('Ankommen')}/" in page
