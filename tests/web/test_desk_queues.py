"""The translators' desk: the way in, queues, assignments, and what rules carried."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.db import reading, transaction
from app.models import Content, Head, Occurrence, Region, Status, Target, User
from app.services.desk import digests, queues
from app.services.pages import pages, releasing
from app.services.pages import translations as translating
from app.services.pages.takeover import Origin
from app.services.segments import targets
from tests.fixtures.office import Office

DESK = "/desk/testdorf/ar/"
BY = Origin("human", "translated", "Amal")
HTML = "<p>Die Schule ist schön.</p><p>Die Gebühr beträgt 10 Euro.</p>"
ARABIC = "<p>المدرسة جميلة.</p><p>الرسوم 10 يورو.</p>"
LATER = "<p>Die Schule ist schön!</p><p>Die Gebühr beträgt 12 Euro.</p>"


@pytest.fixture
def desk(office: Office) -> Office:
    """Testdorf with a page in Arabic whose German changed since: a mark, and a fee that a rule carried."""
    now = datetime.now(UTC)
    with office.app.app_context(), transaction() as session:
        region = session.scalars(select(Region).where(Region.slug == "testdorf")).one()
        page = pages.create(session, region, pages.Draft("Schule", HTML), author="Ada", now=now)
        releasing.publish(session, page, now=now, author="Ada")
        translating.save_page(session, page, "ar", "المدرسة", ARABIC, by=BY, now=now)
        translating.publish(session, page, "ar", now=now)
        draft = pages.Draft("Schule", LATER)
        pages.revise(session, page, draft, based_on=1, author="Ada", now=now)
        releasing.publish(session, page, now=now, author="Ada")
    return office


def text(client: FlaskClient, url: str, status: int = 200) -> str:
    """A page in English, as its source."""
    answer = client.get(url, headers={"Accept-Language": "en"})
    assert status == answer.status_code, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def follow(client: FlaskClient, url: str, **data: object) -> str:
    """The page that a deed leads to."""
    answer = client.post(url, data=data, headers={"Accept-Language": "en"}, follow_redirects=True)
    assert 200 == answer.status_code, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def states(desk: Office) -> dict[str, str]:
    """The German paragraphs of the school's page, with their state in Arabic."""
    with desk.app.app_context(), reading() as session:
        rows = session.execute(
            select(Occurrence.coded, Status.state)
            .join(Content, Content.published_revision_id == Occurrence.revision_id)
            .join(Status, Status.segment_id == Occurrence.segment_id)
            .where(Status.language == "ar", Content.id == desk.page("Schule"))
        )
        return {row.coded: row.state for row in rows}


def user_id(desk: Office, who: str) -> int:
    """The number of somebody's account."""
    with desk.app.app_context(), reading() as session:
        return session.scalars(select(User.id).where(User.email == f"{who}@example.org")).one()


def test_translators_come_to_their_desks(office: Office) -> None:
    """After signing in, past the office: two languages to choose from; editors stay in the office and
    have a way to the desk."""
    translator = office.as_("translator")
    assert "/desk/" == translator.get("/office/").location
    page = text(translator, "/desk/")
    assert ["/desk/testdorf/ar/", "/desk/testdorf/uk/"] == re.findall(
        r'class="card" href="([^"]+)"', page
    )
    editor = office.as_("editor")
    assert "/office/testdorf/" == editor.get("/office/").location
    assert '/desk/?region=testdorf"' in text(editor, "/office/testdorf/")
    assert 6 == text(editor, "/desk/?region=testdorf").count('class="card"')
    assert "There is nothing for you to translate" in text(office.as_("observer"), "/desk/")


def test_the_only_desk_is_entered_at_once(office: Office) -> None:
    """Nobody chooses from one."""
    with office.app.app_context(), transaction() as session:
        user = session.scalars(select(User).where(User.email == "translator@example.org")).one()
        user.grants[0].languages = ["ar"]
    assert DESK == office.as_("translator").get("/desk/").location


def test_a_mail_is_chosen_and_left_again(office: Office) -> None:
    """Daily, weekly, never; nothing else."""
    client = office.as_("translator")
    kept = []
    for every in ("day", "week", "hour", ""):
        follow(client, "/desk/mail", every=every)
        with office.app.app_context(), reading() as session:
            kept.append(digests.chosen(session, user_id(office, "translator")))
    assert ["day", "week", "week", ""] == kept
    for asked, leads in (("testdorf", f"{DESK}#mail"), ("nachbarort", "/desk/"), ("", "/desk/")):
        answer = client.post("/desk/mail", data={"every": "", "region": asked, "code": "ar"})
        assert leads == answer.location


def test_the_overview_tells_what_waits(desk: Office) -> None:
    """Queues with their numbers, the state of the language, what a rule carried today."""
    page = text(desk.as_("translator"), DESK)
    counts = re.findall(r'queue-count is-\w+"><b>(\d+)</b>', page)
    assert ["0", "0", "6", "0", "0", "0", "0", "1"] == counts
    assert "1 change was carried by rule today" in page
    assert "You have not decided anything yet today." in page
    assert 3 == page.count('class="section-name"')


def test_a_queue_lists_its_paragraphs_with_their_reasons(desk: Office) -> None:
    """Where they stand, why they wait, who has them open; nonsense in the address asks for nothing."""
    client = desk.as_("translator")
    page = text(client, f"{DESK}queue/advise/?days=x&section=9999x&page=77")
    assert [".", "!"] == re.findall(r"</span>(.)</(?:del|ins)>", page)  # the sign that changed
    assert "المدرسة جميلة." in page
    assert "The spelling of a word or two changed." in page
    assert "since today" in page
    text(client, f"{DESK}queue/tomorrow/", 404)
    assert "Nothing waits here." in text(client, f"{DESK}queue/now/")


def test_a_queue_tells_who_is_at_a_paragraph(desk: Office) -> None:
    """Who has it open and until when, who is to look after its page; to others, not to oneself."""
    client, editor = desk.as_("translator"), desk.as_("editor")
    follow(editor, f"{DESK}assigned/give", page=desk.page("Freizeit"))
    first = editor.get(f"{DESK}queue/new/first").location.partition("?")[0]
    follow(editor, f"{first}claim")
    assert re.search(r"Editor has it open until \d\d:\d\d", text(client, f"{DESK}queue/new/"))
    page = text(editor, f"{DESK}queue/new/?mine=1")
    assert "has it open" not in page
    assert 3 == page.count("<bdi>Editor</bdi>")


def test_a_queue_is_narrowed(desk: Office) -> None:
    """By section, by words, by age, by what is mine; a section that is not there has nothing."""
    client = desk.as_("translator")
    section = desk.page("Freizeit")
    shown = {
        asked: text(client, f"{DESK}queue/new/?{asked}").count('class="line"')
        for asked in (
            "",
            f"section={section}",
            "section=9999",
            "q=%00Rathaus",
            "days=3650",
            "mine=1",
        )
    }
    assert [6, 3, 0, 2, 0, 0] == list(shown.values()), shown


def test_small_changes_are_ticked_off_and_taken_back(desk: Office) -> None:
    """At once, with a way back; another language's paragraphs and nobody's are left alone."""
    client = desk.as_("translator")
    page = text(client, f"{DESK}queue/advise/")
    ids = re.findall(r'name="segment" value="(\d+)"', page)
    assert 1 == len(ids)
    assert "Choose at least one" in follow(client, f"{DESK}queue/advise/tick")
    assert "advise" == states(desk)["Die Schule ist schön!"]
    page = follow(client, f"{DESK}queue/advise/tick", segment=ids)
    assert "1 paragraph is ticked off." in page
    assert "current" == states(desk)["Die Schule ist schön!"]
    assert "1 translation found right" in text(client, DESK)
    assert "1 paragraph is back." in follow(client, f"{DESK}queue/advise/untick")
    assert "advise" == states(desk)["Die Schule ist schön!"]
    assert "nothing to take back" in follow(client, f"{DESK}queue/advise/untick")
    assert 404 == client.post(f"{DESK}queue/new/tick", data={"segment": ids}).status_code


def test_a_draft_of_a_machine_is_shown_and_not_ticked_off(desk: Office) -> None:
    """It waits among the machine's texts, and has to be opened; ticking it by force leaves it."""
    with desk.app.app_context(), transaction() as session:
        region = session.scalars(select(Region).where(Region.slug == "testdorf")).one()
        item = queues.items(session, region, "ar", "new", datetime.now(UTC))[0]
        content = session.get_one(Content, item.content_id)
        german = session.scalars(
            select(Occurrence.hash).where(Occurrence.segment_id == item.segment_id)
        ).one()
        targets.write(
            session, item.segment_id, "ar", "مسودة", (), german, origin="machine",
            quality="draft", now=datetime.now(UTC), author="deepl",
        )  # fmt: skip
        releasing.settle(session, content, datetime.now(UTC))
    client = desk.as_("translator")
    page = text(client, f"{DESK}queue/machine/")
    assert ("مسودة" in page, "a draft: readers get it once" in page) == (True, True)
    assert (False, False) == ('name="segment"' in page, "tick-bar" in page)
    left = follow(client, f"{DESK}queue/machine/tick", segment=[item.segment_id])
    assert "1 paragraph was left" in left


def test_ticking_off_elsewhere_does_nothing(desk: Office) -> None:
    """A paragraph of another region, one that was never there, one that has no translation."""
    client = desk.as_("translator")
    with desk.app.app_context(), reading() as session:
        strange = session.scalars(
            select(Status.segment_id)
            .join(Content, Content.id == Status.content_id)
            .join(Region, Region.id == Content.region_id)
            .where(Region.slug == "nachbarort", Status.language == "ar")
        ).first()
    before = states(desk)
    page = follow(client, f"{DESK}queue/advise/tick", segment=[strange, 9999])
    assert "2 paragraphs were left" in page
    assert "ticked off." not in page
    assert before == states(desk)


def test_what_a_rule_carried_is_shown_and_taken_back(desk: Office) -> None:
    """From the old fee to the new one; then readers have the old one, and it waits at once."""
    client = desk.as_("translator")
    page = text(client, f"{DESK}carried/")
    assert "10 Euro" in page
    assert "12 Euro" in page
    (url,) = re.findall(r'action="([^"]+/carried/\d+/undo)"', page)
    page = follow(client, url, page="1")
    assert "It is taken back." in page
    assert "taken back</span>" in page
    assert "stale" == states(desk)["Die Gebühr beträgt 12 Euro."]
    assert "This cannot be taken back any more" in follow(client, url)
    assert "Sum:" in text(client, f"{DESK}queue/now/")
    with desk.app.app_context(), reading() as session:
        served = session.scalars(
            select(Target.coded)
            .join(Head, Head.target_id == Target.id)
            .where(Head.language == "ar")
        ).all()
    assert "الرسوم 10 يورو." in served


def test_an_editor_assigns_and_a_translator_gives_back(desk: Office) -> None:
    """With a day, shown on the translator's overview; a wrong day is refused beside its field."""
    editor, translator = desk.as_("editor"), desk.as_("translator")
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    form = {"page": desk.page("Freizeit"), "person": user_id(desk, "translator"), "due_on": day}
    for wrong in ("2020-01-01", "soon"):
        answer = editor.post(f"{DESK}assigned/give", data=form | {"due_on": wrong})
        assert 422 == answer.status_code
        assert 'id="due_on-error"' in answer.get_data(as_text=True)
    assert "1 page is assigned." in follow(editor, f"{DESK}assigned/give", **form)
    assert "Freizeit" in text(translator, DESK)
    assert "Nobody looks after this page" in follow(
        translator, f"{DESK}assigned/{form['page']}/back"
    )
    assert "It is nobody’s already." in follow(translator, f"{DESK}assigned/{form['page']}/back")


def test_translators_take_for_themselves_only(desk: Office) -> None:
    """What is free; not for somebody else, and not what is somebody else's."""
    translator, editor = desk.as_("translator"), desk.as_("editor")
    page = desk.page("Freizeit")
    other = translator.post(
        f"{DESK}assigned/give", data={"page": page, "person": user_id(desk, "editor")}
    )
    assert 403 == other.status_code
    assert "1 page is assigned." in follow(editor, f"{DESK}assigned/give", page=page)
    taken = translator.post(f"{DESK}assigned/give", data={"page": page})
    assert (403, 403) == (
        taken.status_code, translator.post(f"{DESK}assigned/{page}/back").status_code,
    )  # fmt: skip


def test_a_language_that_the_region_does_not_have_has_no_desk(office: Office) -> None:
    """Neither the source, nor one that nobody speaks."""
    editor = office.as_("editor")
    assert [404, 404] == [
        editor.get(f"/desk/testdorf/{code}/").status_code for code in ("de", "xx")
    ]
