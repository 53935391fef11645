"""Whole pages at the translators' desk."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import reading, transaction
from app.models import DeskDraft, Event, User
from app.services import regions
from app.services.pages import pages as guide_pages
from app.services.pages import paragraph_facts, releasing
from app.services.pages.paragraph_facts import ParagraphFacts
from app.services.segments import targets
from app.services.settings import policies
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office

DESK = "/desk/testdorf/ar"
TITLE, HEAD, TEXT = "الوصول", "الوصول إلى هنا", "مبنى البلدية مفتوح الساعة 9."
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def page(office: Office) -> str:
    """The address of a page at the Arabic desk."""
    return f"{DESK}/pages/{office.page('Ankommen')}/"


def english(office: Office, who: str = "translator") -> FlaskClient:
    """A browser in which one of the people is signed in and reads English."""
    client = office.as_(who)
    client.get("/office/", query_string={"ui": "en"})
    return client


def shown(client: FlaskClient, path: str, status: int = 200, **asked: str) -> str:
    """A page of the desk."""
    return body(client.get(path, query_string=asked), status)


def body(answer: TestResponse, status: int = 200) -> str:
    """What was answered."""
    text = answer.get_data(as_text=True)
    assert status == answer.status_code, text[:1500]
    return text


def seen(html: str) -> dict[int, str]:
    """What the form says of each paragraph, in their order."""
    found = re.findall(r'name="seen-(\d+)" value="([^"]*)"', html)
    return {int(segment): value for segment, value in found}


def filled(html: str, *texts: str) -> dict[str, str]:
    """The form as it goes back with these texts, paragraph by paragraph."""
    form = {}
    for (segment, value), text in zip(seen(html).items(), texts, strict=True):
        form |= {f"seen-{segment}": value, f"text-{segment}": text}
    return form


def facts(office: Office, title: str = "Ankommen") -> list[ParagraphFacts]:
    """What is served in Arabic."""
    with office.app.app_context(), reading() as session:
        content = guide_pages.get(session, office.page(title))
        return paragraph_facts.of_content(session, content, "ar")


def test_the_outline_leads_to_each_page(office: Office) -> None:
    """With its state in this language and what is to do; filters narrow it."""
    client = english(office)
    html = shown(client, f"{DESK}/pages/")
    assert f'href="{DESK}/pages/{office.page("Ankommen")}/"' in html
    assert 2 == html.count("3 to translate")
    assert "0 %" in html
    assert "Freizeit" not in shown(client, f"{DESK}/pages/", q="ankommen").split("<tbody>")[1]
    assert "No page fits" in shown(client, f"{DESK}/pages/", state="current")
    assert "No page fits" in shown(client, f"{DESK}/pages/", mine="1")
    assert "Freizeit" in shown(client, f"{DESK}/pages/", state="?", section="x", page="99")


def test_a_page_stands_side_by_side(office: Office, page: str) -> None:
    """German left, a field of the translation's direction right, for each paragraph."""
    html = shown(english(office), page)
    assert 3 == html.count('<textarea id="t')
    assert 3 == html.count('lang="ar-arb" dir="rtl" data-draft=')
    for word in ("Title", "Heading 2", "Paragraph", "Das Rathaus ist um 9 Uhr offen."):
        assert word in html
    assert "Readers can have the page once its title is translated." in html
    assert "Let readers have it" not in html


def test_all_paragraphs_are_saved_at_once_and_given_to_readers(office: Office, page: str) -> None:
    """Readers have it when the translator lets them, and the outline says so."""
    client = english(office)
    answer = client.post(page, data=filled(shown(client, page), TITLE, HEAD, TEXT))
    assert 303 == answer.status_code
    html = shown(client, page)
    assert "3 paragraphs were saved." in html
    assert [TITLE, HEAD, TEXT] == [one.target for one in facts(office)]
    assert "Everything is translated." in html
    address = {"slug": "ankunft"}
    assert 303 == client.post(f"{page}address", data=address).status_code
    assert 303 == client.post(f"{page}publish").status_code
    html = shown(client, page)
    assert "Readers of Arabic have had this page since" in html
    assert "/testdorf/ar/ankunft" in html
    found = client.get("/api/v3/testdorf/ar/pages/").get_json()
    assert [TITLE] == [one["title"] for one in found]
    assert "100 %" in shown(client, f"{DESK}/pages/", state="current")
    client.post(f"{page}address", data={"slug": "other"})
    assert "only editors change its address" in shown(client, page)


def test_what_is_refused_costs_the_others_nothing(office: Office, page: str) -> None:
    """It comes back in its field with what is wrong; the others are saved."""
    client = english(office)
    form = filled(shown(client, page), TITLE, "⟦7⟧broken", "Only English words here")
    html = body(client.post(page, data=form))
    assert "1 paragraph was saved. 2 paragraphs need another look." in html
    assert ">⟦7⟧broken</textarea>" in html
    assert ">Only English words here</textarea>" in html
    assert [TITLE, "", ""] == [one.target for one in facts(office)]
    assert 1 == html.count("Accept it anyway")
    third = list(seen(html))[2]
    again = filled(html, TITLE, "⟦7⟧broken", "Only English words here") | {f"insist-{third}": "1"}
    html = body(client.post(f"{page}{third}/", data=again, headers=SCRIPT))
    assert "Saved." in html
    assert f'id="s{third}"' in html
    assert "<html" not in html
    assert "Only English words here" == facts(office)[2].target


def test_nothing_typed_is_lost_without_scripts(office: Office, page: str) -> None:
    """Saving one paragraph keeps what stands in the other fields as drafts."""
    client = english(office)
    html = shown(client, page)
    second = list(seen(html))[1]
    html = body(client.post(f"{page}{second}/", data=filled(html, "ال", HEAD, "")))
    assert ">ال</textarea>" in html
    assert ["", HEAD, ""] == [one.target for one in facts(office)]
    assert "You were writing here on" in html
    first = next(iter(seen(html)))
    html = body(
        client.post(f"{page}{first}/drop", data=filled(html, "ال", HEAD, ""), headers=SCRIPT)
    )
    assert "ال</textarea>" not in html


def test_two_who_write_at_once_see_both_texts(office: Office, page: str) -> None:
    """The later text is kept beside; one of them chooses."""
    mine, theirs = english(office), english(office, "editor")
    html = shown(mine, page)
    body(theirs.post(page, data=filled(shown(theirs, page), "وصول", "", "")), 303)
    late = body(mine.post(page, data=filled(html, TITLE, "", "")))
    assert "Somebody else saved this paragraph meanwhile." in late
    assert f">{TITLE}</textarea>" in late
    assert "وصول" in late
    first = next(iter(seen(late)))
    kept = re.findall(r'name="target" value="(\d+)"', late)[0]
    form = filled(late, TITLE, "", "") | {"target": kept}
    taken = body(mine.post(f"{page}{first}/take-mine", data=form, headers=SCRIPT))
    assert "Readers have this text now." in taken
    assert TITLE == facts(office)[0].target
    assert "Take this text" not in shown(theirs, page)


def test_the_other_text_can_be_set_aside(office: Office, page: str) -> None:
    """Readers keep what they have."""
    client = english(office)
    html = shown(client, page)
    client.post(page, data=filled(html, "وصول", "", ""))
    late = body(client.post(page, data=filled(html, TITLE, "", "")))
    kept = re.findall(r'name="target" value="(\d+)"', late)[0]
    first = next(iter(seen(late)))
    form = filled(late, "وصول", "", "") | {"target": kept}
    told = body(client.post(f"{page}{first}/keep-theirs", data=form, headers=SCRIPT))
    assert "Readers keep the text that they have." in told
    assert "وصول" == facts(office)[0].target


def test_old_paragraphs_can_be_called_right(office: Office, page: str) -> None:
    """What changed is shown word by word; "still right" makes it fresh, and old forms do nothing."""
    client = english(office)
    client.post(page, data=filled(shown(client, page), TITLE, HEAD, TEXT))
    old_form = filled(shown(client, page), TITLE, HEAD, TEXT)
    with office.app.app_context(), transaction() as session:
        content = guide_pages.get(session, office.page("Ankommen"))
        draft = guide_pages.Draft(
            "Ankommen", "<h2>Ankommen</h2><p>Das Rathaus ist um 9 Uhr für alle Menschen offen.</p>"
        )
        guide_pages.revise(session, content, draft, based_on=1, author="Ada", now=NOW)
        releasing.publish(session, content, now=NOW, author="Ada")
    html = shown(client, page)
    third = list(seen(html))[2]
    assert '<span class="hidden">added: </span>' in html
    late = body(client.post(f"{page}{third}/confirm", data=old_form, headers=SCRIPT))
    assert "The German has changed meanwhile." in late
    assert "stale" == facts(office)[2].state
    form = filled(html, TITLE, HEAD, TEXT)
    told = body(client.post(f"{page}{third}/confirm", data=form, headers=SCRIPT))
    assert "the translation is still right" in told
    assert "current" == facts(office)[2].state


def test_a_machines_text_is_taken_over(office: Office, page: str) -> None:
    """As it is, by one button."""
    one = facts(office)[2]
    with office.app.app_context(), transaction() as session:
        waiting = targets.write(
            session, one.id, "ar", TEXT, (), one.source_hash, origin="machine", quality="draft",
            now=NOW, author="deepl",
        ).id  # fmt: skip
    client = english(office)
    html = shown(client, page)
    assert "Machine text" in html
    form = filled(html, "", "", "") | {"target": str(waiting)}
    told = body(client.post(f"{page}{one.id}/take-machine", data=form, headers=SCRIPT))
    assert "Readers have this text now." in told
    after = facts(office)[2]
    assert (TEXT, "machine", "reviewed") == (after.target, after.origin, after.quality)


def test_an_editor_decides_where_the_language_wants_that(office: Office, page: str) -> None:
    """A translator hands in; the editor's button lets readers have the page."""
    with office.app.app_context(), transaction() as session:
        region = regions.get(session, "testdorf")
        policies.change(session, region, "ar", NOW, release="editor")
    client = english(office)
    client.post(page, data=filled(shown(client, page), TITLE, HEAD, TEXT))
    html = shown(client, page)
    assert "Let readers have it" not in html
    client.post(f"{page}publish")
    assert "An editor decides when readers get pages" in shown(client, page)
    client.post(f"{page}hand-in")
    assert "An editor looks at it and lets readers have it." in shown(client, page)
    editor = english(office, "editor")
    assert "Let readers have it" in shown(editor, page)
    editor.post(f"{page}publish")
    assert "Readers of Arabic have had this page since" in shown(client, page)


def test_an_address_must_be_free(office: Office, page: str) -> None:
    """Nonsense and other pages' addresses are refused in words."""
    client = english(office)
    client.post(f"{page}address", data={"slug": "///"})
    assert "none that is in use or reserved" in shown(client, page)


def test_drafts_are_kept_and_shown_in_the_preview(office: Office, page: str) -> None:
    """Only to whoever types; the screen runs nothing."""
    client, other = english(office), english(office, "editor")
    client.post(page, data=filled(shown(client, page), TITLE, HEAD, TEXT))
    html = shown(client, page)
    third = list(seen(html))[2]
    form = filled(html, TITLE, HEAD, "البلدية مغلقة اليوم.")
    told = client.post(f"{page}{third}/draft", data=form).get_json()
    assert "" == told["other"]
    assert "translator" in other.post(f"{page}{third}/draft", data=form).get_json()["other"].lower()
    with office.app.app_context(), transaction() as session:
        user = session.scalars(select(User).where(User.email == "editor@example.org")).one()
        session.delete(session.get_one(DeskDraft, (user.id, third, "ar")))
    screen = client.get(f"{page}preview/screen", query_string={"segment": third})
    assert "البلدية مغلقة اليوم." in body(screen)
    assert 'id="wegweiser-here"' in body(screen)
    assert "sandbox" in screen.headers["Content-Security-Policy"]
    assert "script" not in screen.headers["Content-Security-Policy"]
    assert "مغلقة" not in shown(client, f"{page}preview/screen", text="saved")
    assert "مغلقة" not in shown(other, f"{page}preview/screen")
    assert "With 1 text that you are writing" in shown(client, f"{page}preview")
    assert TEXT == facts(office)[2].target


def test_earlier_texts_come_back(office: Office, page: str) -> None:
    """A list of what was served, each to be served again."""
    client = english(office)
    for text in ("نص قديم هنا", TEXT):
        client.post(page, data=filled(shown(client, page), "", "", text))
    segment = facts(office)[2].id
    path = f"{DESK}/paragraphs/{segment}/history"
    html = shown(client, path)
    assert 1 == html.count("Serve this again")
    action, version = re.findall(
        r'action="(/desk[^"]*/history/\d+)".*?lock_version" value="(\d+)"', html
    )[0]
    client.post(action, data={"lock_version": "1"})
    assert "Somebody else was quicker." in shown(client, path)
    client.post(action, data={"lock_version": version})
    assert "Readers have this text again." in shown(client, path)
    assert "نص قديم هنا" == facts(office)[2].target


def test_paragraphs_and_pages_of_others_stay_closed(office: Office, page: str) -> None:
    """Another page's paragraph, another region's page, a language that is not the translator's, and
    forms that say nothing."""
    client = english(office)
    strange = facts(office, "Freizeit")[0]
    form = {
        f"seen-{strange.id}": f"0.{strange.source_hash}.000000000000", f"text-{strange.id}": "x",
    }  # fmt: skip
    for deed in ("/", "/confirm", "/draft", "/drop", "/take-mine"):
        body(client.post(f"{page}{strange.id}{deed}", data=form), 404)
    body(client.post(page, data=form), 404)
    next_door = office.page("Ankommen", "nachbarort")
    body(client.get(f"{DESK}/pages/{next_door}/"), 404)
    body(client.get(f"{DESK}/pages/{10**12}/"), 404)
    body(client.get(f"{DESK}/paragraphs/{10**12}/history"), 404)
    body(client.get(page.replace("/ar/", "/ru/")), 403)
    body(english(office, "editor").get(page.replace("/ar/", "/xx/")), 404)
    own = facts(office)[0].id
    body(client.post(f"{page}{own}/confirm"), 422)
    with office.app.app_context(), reading() as session:
        assert not session.scalars(select(Event).where(Event.language == "ar")).all()
