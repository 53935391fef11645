"""The tree of pages in the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.db import db, reading, transaction
from app.models import Content, Event
from app.services import regions
from app.services.pages import pages
from scripts.wide_guide import filled
from tests.fixtures.databases import Templates, copied
from tests.fixtures.guides import NOW, app_on
from tests.fixtures.office import Office, _people

PAGES = "/office/testdorf/pages/"


def text(client: FlaskClient, path: str = PAGES, **asked: str) -> str:
    """A page of the office."""
    answer = client.get(path, query_string=asked)
    assert 200 == answer.status_code, answer.get_data(as_text=True)[:1500]
    return answer.get_data(as_text=True)


def titles(shown: str) -> list[str]:
    """The titles of the pages that are shown, in their order."""
    return re.findall(r'<a class="name"[^>]*>([^<]*)</a>', shown)


def make(office: Office, title: str, parent: str = "", html: str = "<p>Text</p>") -> int:
    """A draft in Testdorf, at the end of the tree or of what stands below a page."""
    above = office.page(parent) if parent else None
    with office.app.app_context(), transaction() as session:
        region = regions.get(session, "testdorf")
        draft = pages.Draft(title, html)
        return pages.create(session, region, draft, author="Ada", now=NOW, parent_id=above).id


def order(office: Office) -> list[tuple[str, str]]:
    """The pages of Testdorf with what they stand below, as the editor sees them."""
    shown = text(office.as_("editor"), open="all")
    rows = re.findall(r'<tr id="p(\d+)" data-id="\d+" data-parent="(\d*)"', shown)
    named = dict(zip([id_ for id_, _ in rows], titles(shown), strict=True))
    return [(named[id_], named.get(parent, "")) for id_, parent in rows]


def test_branches_open_and_close_by_links_and_stay_so(office: Office) -> None:
    """Without any script; the browser remembers what is open."""
    kita = make(office, "Kita", "Ankommen")
    make(office, "Gebühren", "Kita")
    editor, ankommen = office.as_("editor"), office.page("Ankommen")
    assert ["Ankommen", "Freizeit"] == titles(text(editor))
    shown = text(editor, show=str(ankommen))
    assert f'href="{PAGES}?hide={ankommen}#p{ankommen}"' in shown
    assert ["Ankommen", "Kita", "Freizeit"] == titles(text(editor))
    text(editor, show=str(kita))
    assert ["Ankommen", "Kita", "Gebühren", "Freizeit"] == titles(text(editor))
    text(editor, hide=str(ankommen))
    assert ["Ankommen", "Freizeit"] == titles(text(editor))
    assert 4 == len(titles(text(editor, open="all")))
    assert 2 == len(titles(text(editor, open="")))


def test_a_branch_comes_alone_for_a_tree_that_is_there(office: Office) -> None:
    """Its lines only, with their level; of a page that is elsewhere, nothing."""
    make(office, "Kita", "Ankommen")
    editor = office.as_("editor")
    lines = text(editor, f"{PAGES}{office.page('Ankommen')}/branch/")
    assert ["Kita"] == titles(lines)
    assert 'data-level="2"' in lines
    assert "<html" not in lines
    foreign = office.page("Ankommen", "nachbarort")
    assert 404 == editor.get(f"{PAGES}{foreign}/branch/").status_code


def test_each_language_is_told_in_words_too(office: Office) -> None:
    """A shape with a title per language, the legend, and the percentage that is fresh."""
    shown = text(office.as_("observer"))
    marks = re.findall(r'<svg class="mark is-([a-z-]+)" role="img"><title>([^<]*)<', shown)
    assert 14 == len(marks)
    assert ("current", "missing") == (marks[0][0], marks[1][0])
    assert "Deutsch" in marks[0][1] or "German" in marks[0][1]
    assert 8 == len(re.findall(r'<symbol id="mark-', shown))
    assert "0 %" in shown


def test_everybody_sees_the_buttons_of_their_rights(office: Office) -> None:
    """What may not be done is not offered."""
    for who, buttons in {
        "editor": {"publish", "submit", "review", "order", "move", "archive"},
        "author": {"submit", "review"},
        "translator": set(),
        "observer": set(),
    }.items():
        shown = text(office.as_(who))
        assert buttons == set(re.findall(r'formaction="[^"]*/bulk/([a-z-]+)/"', shown)), who
        assert ("publish" in buttons) == (" data-move " in shown), who
        assert bool(buttons) == (f'href="{PAGES}new"' in shown), who
        assert bool(buttons) == ('name="page"' in shown), who


def test_filters_stand_in_the_address(office: Office) -> None:
    """Results are a flat list with the way to each page, and can be passed on as a link."""
    make(office, "Kita", "Ankommen", "<p>Gebühren und Plätze</p>")
    editor = office.as_("editor")
    shown = text(editor, text="gebuhren platze")
    assert ["Kita"] == titles(shown)
    assert re.search(r'class="trail"[^>]*>Ankommen<', shown)
    assert ["Kita"] == titles(text(editor, standing="draft"))
    assert ["Ankommen", "Freizeit"] == titles(text(editor, state="work", language="uk"))
    assert [] == titles(text(editor, months="1", mine="1"))
    assert ["Ankommen", "Freizeit"] == titles(text(editor, standing="nonsense", months="x"))


def test_long_lists_have_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for stays in the links to them."""
    monkeypatch.setattr("app.web.office.tree.tree.PER_PAGE", 2)
    for number in range(5):
        make(office, f"Seite {number}")
    shown = text(office.as_("editor"), standing="draft", page="3")
    assert ["Seite 4"] == titles(shown)
    assert "?standing=draft&amp;page=2" in shown


# --- moving


def test_a_page_is_moved_with_a_form_and_back_again(office: Office) -> None:
    """The answer leads to where the page is now, with a button to take it back."""
    make(office, "Kita", "Ankommen")
    editor, kita = office.as_("editor"), office.page("Kita")
    form = text(editor, f"{PAGES}{kita}/move/")
    assert f'<option value="{office.page("Freizeit")}"' in form
    assert f'<option value="{kita}"' not in form
    answer = editor.post(
        f"{PAGES}{kita}/move/",
        data={"where": "last", "target": office.page("Freizeit"), "seen": office.page("Ankommen")},
    )
    assert 303 == answer.status_code
    shown = editor.get(answer.location).get_data(as_text=True)
    assert f'action="{PAGES}{kita}/back/"' in shown
    assert ["Ankommen", "Freizeit", "Kita"] == titles(shown)
    assert 303 == editor.post(f"{PAGES}{kita}/back/").status_code
    assert ("Kita", "Ankommen") in order(office)


def test_scripts_are_answered_in_json(office: Office) -> None:
    """A message in words, how to take it back, and why something was refused."""
    make(office, "Kita", "Ankommen")
    editor, kita, ankommen = office.as_("editor"), office.page("Kita"), office.page("Ankommen")
    json = {"Accept": "application/json"}

    def move(page: int, **data: object) -> tuple[int, str]:
        answer = editor.post(f"{PAGES}{page}/move/", data=data, headers=json)
        assert answer.json["message"]
        return answer.status_code, answer.json.get("undo", "")

    assert (422, "") == move(ankommen, where="last", target=kita)
    assert (422, "") == move(kita, where="before", target=kita)
    assert (409, "") == move(kita, where="last", target=987654)
    assert (409, "") == move(kita, where="last", target="", seen="")
    assert (200, "") == move(kita, where="last", target=ankommen)
    assert (200, f"{PAGES}{kita}/back/") == move(
        kita, where="after", target=ankommen, seen=ankommen
    )
    assert [("Ankommen", ""), ("Kita", ""), ("Freizeit", "")] == order(office)
    assert 200 == editor.post(f"{PAGES}{kita}/back/", headers=json).status_code
    assert 409 == editor.post(f"{PAGES}{ankommen}/back/", headers=json).status_code


def test_a_refused_move_shows_the_form_again(office: Office) -> None:
    """With the reason in words; a made-up place or number is nobody's wish."""
    kita, page = make(office, "Kita", "Ankommen"), office.page("Ankommen")
    editor = office.as_("editor")
    answer = editor.post(f"{PAGES}{page}/move/", data={"where": "last", "target": kita})
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert ("Kita", "Ankommen") in order(office)
    for data in ({"where": "inside", "target": ""}, {"where": "last", "target": "1; drop"}):
        assert 422 == editor.post(f"{PAGES}{page}/move/", data=data).status_code


# --- several pages at once


def test_a_deed_for_several_pages_is_shown_before_it_is_done(office: Office) -> None:
    """What would happen to each, what is left out and why; nothing has happened yet."""
    draft = make(office, "Kita")
    editor, live = office.as_("editor"), office.page("Ankommen")
    answer = editor.post(f"{PAGES}bulk/publish/", data={"page": [draft, live]})
    shown = answer.get_data(as_text=True)
    assert (200, [str(draft)]) == (
        answer.status_code, re.findall(r'type="hidden" name="page" value="(\d+)"', shown)
    )  # fmt: skip
    assert re.search(r"12 (translations|Übersetzungen)", shown)
    with office.app.app_context(), reading() as session:
        assert session.get_one(Content, draft).published_revision_id is None


def test_each_page_is_told_what_came_of_it(office: Office) -> None:
    """One that fails leaves the others as they are; each deed is noted by itself."""
    draft = make(office, "Kita")
    editor, live = office.as_("editor"), office.page("Ankommen")
    foreign = office.page("Freizeit", "nachbarort")
    data = {"page": [draft, live, foreign, 987654], "go": "1"}
    shown = editor.post(f"{PAGES}bulk/publish/", data=data).get_data(as_text=True)
    assert ["done", "not-done", "not-done", "not-done"] == re.findall(
        r'<li class="([a-z-]+)">', shown
    )
    with office.app.app_context(), reading() as session:
        assert session.get_one(Content, draft).published_revision_id is not None
        noted = session.execute(select(Event.content_id, Event.action, Event.actor)).all()
    assert [(draft, "page.publish", "Editor")] == [tuple(row) for row in noted]


def test_every_deed_can_be_shown_and_done(office: Office) -> None:
    """Also when nothing is to be asked."""
    editor, draft = office.as_("editor"), make(office, "Kita")
    data = {"page": [draft, office.page("Freizeit")], "target": office.page("Ankommen")}
    for deed in ("submit", "publish", "move", "review", "order", "archive", "bring-back"):
        for go in ({}, {"go": "1", "due_on": "2027-03-31", "every_days": "365"}):
            answer = editor.post(f"{PAGES}bulk/{deed}/", data=data | go)
            assert 200 == answer.status_code, deed
        assert 'class="done"' in answer.get_data(as_text=True), deed


def test_what_was_archived_comes_back_from_the_archive(office: Office) -> None:
    """The archive lists it with what stands below it; the tree does not."""
    make(office, "Kita", "Ankommen")
    editor, page = office.as_("editor"), office.page("Ankommen")
    editor.post(f"{PAGES}bulk/archive/", data={"page": page, "go": "1"})
    assert ["Freizeit"] == titles(text(editor, open="all"))
    shown = text(editor, f"{PAGES}archive/")
    assert ["Ankommen", "Kita"] == titles(shown)
    assert 1 == shown.count("bulk/bring-back/") - shown.count("data-bulk")
    editor.post(f"{PAGES}bulk/bring-back/", data={"page": page, "go": "1"})
    assert ["Ankommen", "Kita", "Freizeit"] == titles(text(editor, open="all"))


def test_what_is_wrong_is_asked_for_again(office: Office) -> None:
    """A day that is none is shown with the form; nothing ticked leads back to the tree."""
    editor = office.as_("editor")
    data = {"page": office.page("Ankommen"), "go": "1", "due_on": "31.3."}
    answer = editor.post(f"{PAGES}bulk/review/", data=data)
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)
    answer = editor.post(f"{PAGES}bulk/archive/", data={"page": "x"})
    assert (303, PAGES) == (answer.status_code, answer.location)


def test_what_takes_too_long_is_left_for_a_further_step(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that no request runs into the server's patience; the form of that step says all again."""
    monkeypatch.setattr("app.web.office.tree.bulk.PATIENCE", 0.0)
    first, second = make(office, "Kita"), make(office, "Hort")
    data = {"page": [first, second], "go": "1", "target": office.page("Ankommen")}
    shown = office.as_("editor").post(f"{PAGES}bulk/move/", data=data).get_data(as_text=True)
    assert [str(second)] == re.findall(r'name="page" value="(\d+)"', shown)
    assert f'name="target" value="{office.page("Ankommen")}"' in shown
    assert [("Kita", "Ankommen"), ("Hort", "")] == [
        one for one in order(office) if one[0][0] in "KH"
    ]


# --- a thousand pages


def _wide(session: Session) -> None:
    regions.ensure_languages(session)
    codes = ["de", "en", "ar", "fa", "ru", "tr", "uk"]
    region = regions.create(session, "testdorf", "Testdorf", codes, NOW)
    filled(session, region, 1000, NOW, paragraphs=2)
    _people(session)


@pytest.fixture
def wide(templates: Templates, database_kind: str, tmp_path: Path) -> Iterator[Office]:
    """A region of 1,000 pages in seven languages."""
    for url in copied(templates, database_kind, tmp_path, "wide", _wide):
        with app_on(url) as app:
            app.config.update(WTF_CSRF_ENABLED=False)
            yield Office(app)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that the application sends meanwhile."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_a_thousand_pages_take_at_most_ten_queries(wide: Office) -> None:
    """The whole request, signing in included: the tree, all of it opened, and what is asked for."""
    editor = wide.as_("editor")
    text(editor)
    for asked, lines in (
        ({}, 12),
        ({"open": "all"}, 1000),
        ({"state": "machine", "language": "uk"}, 100),
        ({"text": "kita ausweis", "state": "work"}, 100),
        ({"text": "kita ausweis", "mine": "1"}, 0),
    ):
        with counted(wide.app) as sent:
            shown = text(editor, **asked)
        assert lines == len(titles(shown)), asked
        asked_for = [one for one in sent if not one.startswith("BEGIN")]
        assert 10 >= len(asked_for), "\n".join(asked_for)
