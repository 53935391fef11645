"""The overview and approvals, as their rooms answer."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from app.db import db
from tests.fixtures.office import Office

ENGLISH = {"Accept-Language": "en"}
MOST_QUERIES = 15


def page(client: FlaskClient, path: str, **headers: str) -> str:
    """The text of a page that must be there."""
    answer = client.get(path, headers={**ENGLISH, **headers})
    assert 200 == answer.status_code, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


@pytest.fixture
def reader(office_demo: Office) -> FlaskClient:
    """An observer of the demo guide."""
    return office_demo.as_("observer")


def test_the_demo_guide_at_a_glance(reader: FlaskClient) -> None:
    """Freizeit is live in two of seven languages, critical paragraphs are old, fifty pages wait."""
    text = page(reader, "/office/hannover/")
    assert "Freizeit is live in 2 of 7 languages." in text
    assert "It is translated and waits for approval in Arabic, Persian, Russian, Turkish" in text
    assert "Freizeit, Arabic: 242 fresh, 0 to be looked at, 0 old, 0 missing" in text
    assert "Schreiben Sie in die Kündigung" in text
    assert "style=" not in text


def test_the_overview_is_quick(office_demo: Office) -> None:
    """Whatever the size of the guide, it takes no more than fifteen questions to the database."""
    client = office_demo.as_("observer")
    page(client, "/office/hannover/")
    asked: list[str] = []
    with office_demo.app.app_context():
        engine = db.engine

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    page(client, "/office/hannover/")
    event.remove(engine, "before_cursor_execute", count)
    selects = [statement for statement in asked if statement.startswith(("SELECT", "WITH"))]
    assert len(selects) <= MOST_QUERIES, "\n".join(one[:160] for one in selects)


def test_news_come_as_a_part_or_as_a_page(reader: FlaskClient) -> None:
    """htmx gets the part, everybody else a whole page."""
    assert "<html" in page(reader, "/office/hannover/news/")
    part = page(reader, "/office/hannover/news/", **{"HX-Request": "true"})
    assert ("<html" in part, "To be looked at again" in part) == (False, True)


def test_the_paragraphs_of_a_section(office_demo: Office, reader: FlaskClient) -> None:
    """Those that are old in Arabic, with what German says; a language that is none is not there."""
    section = office_demo.page("Wohnen", "hannover")
    assert "Vergessen Sie Ihre Unterschrift nicht." in page(
        reader, f"/office/hannover/sections/{section}/ar/"
    )
    assert 404 == reader.get(f"/office/hannover/sections/{section}/pl/").status_code
    assert 404 == reader.get("/office/hannover/sections/99999/ar/").status_code


def test_the_ledger_is_a_table(reader: FlaskClient) -> None:
    """One line for each request of a month, for a spreadsheet."""
    answer = reader.get("/office/hannover/ledger.csv?month=2026-11")
    assert ("text/csv", "id,sent_at,month") == (
        answer.mimetype, answer.get_data(as_text=True)[:16]
    )  # fmt: skip
    assert "hannover-2026-11.csv" in answer.headers["Content-Disposition"]


def test_an_editor_lets_readers_have_what_waits(office_demo: Office) -> None:
    """The chosen pages of Freizeit go live in Turkish; an observer sees no button for that."""
    path = "/office/hannover/approvals/?language=tr"
    assert "Let readers of" not in page(office_demo.as_("observer"), path)
    editor = office_demo.as_("editor")
    assert "Let readers of Turkish" in page(editor, path)
    top, sport = (office_demo.page(name, "hannover") for name in ("Freizeit", "Sport"))
    data = {"page": [top, sport]}
    answer = editor.post("/office/hannover/approvals/tr/", data=data, headers=ENGLISH)
    assert 303 == answer.status_code
    assert "2 pages are now read in Turkish." in page(editor, path)
    told = office_demo.app.test_client().get("/api/v3/hannover/tr/children/?depth=1").get_json()
    assert 9 == len(told)
