"""One paragraph after the other at the desk, over HTTP: decided on, refused, collided over, taken back."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import reading, transaction
from app.models import Comment, DeskDraft, Finding, Head, Occurrence, Target
from app.services import regions
from app.services.desk import queues
from app.services.pages import pages, releasing
from app.services.segments import targets
from app.services.settings import policies
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office

HOME = "/desk/testdorf/ar/queue"
TOWN_HALL = "Das Rathaus ist um 9 Uhr offen."
ARABIC = "تفتح دار البلدية أبوابها في الساعة 9."


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One database is enough here: the services are tried on both."""
    return str(request.param)


@pytest.fixture
def client(office: Office) -> FlaskClient:
    """A translator into Arabic whose interface is English."""
    return english(office, "translator")


def english(office: Office, who: str) -> FlaskClient:
    """One of PEOPLE, whose interface is English."""
    client = office.as_(who)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def said(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    text = re.sub(r"<script.*?</script>", " ", answer.get_data(as_text=True), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def value(page: str, name: str) -> str:
    """What a hidden field of the first form that has it holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, f"there is no field {name}"
    return found[1]


def waiting(office: Office, queue: str = "new", language: str = "ar") -> list[int]:
    """The paragraphs of a queue, the most urgent first."""
    with office.app.app_context(), reading() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        return [one.segment_id for one in queues.items(session, region, language, queue, NOW)]


def paragraph(office: Office, text: str = TOWN_HALL, queue: str = "new") -> int:
    """The first waiting paragraph that says this."""
    with office.app.app_context(), reading() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        found = queues.items(session, region, "ar", queue, NOW)
        return next(one.segment_id for one in found if one.source == text)


def rewrite(office: Office, html: str, title: str = "Ankommen") -> None:
    """The German of a page anew, live at once."""
    number = office.page(title)
    with office.app.app_context(), transaction() as session:
        content = pages.get(session, number)
        working = content.working
        assert working is not None
        pages.revise(
            session, content, pages.Draft(title, html), based_on=working.number, author="Ada",
            now=NOW,
        )  # fmt: skip
        releasing.publish(session, content, now=NOW, author="Ada")


def send(
    client: FlaskClient, segment: int, coded: str, queue: str = "new", **more: str
) -> TestResponse:
    """The form of a paragraph as it stands, with a text typed into it."""
    page = client.get(f"{HOME}/{queue}/{segment}/").get_data(as_text=True)
    seen = {name: value(page, name) for name in ("made_against", "lock_version")}
    return client.post(f"{HOME}/{queue}/{segment}/", data={"coded": coded, **seen, **more})


def served(office: Office, segment: int) -> str:
    """What readers of Arabic have of a paragraph."""
    with office.app.app_context(), reading() as session:
        head = session.get(Head, (segment, "ar"))
        return session.get_one(Target, head.target_id).coded if head else ""


def test_a_queue_is_entered_at_its_most_urgent_paragraph(
    office: Office, client: FlaskClient
) -> None:
    """Its page shows the German, a field in the direction of the language, and where one is."""
    first = waiting(office)[0]
    answer = client.get(f"{HOME}/new/first")
    assert f"{HOME}/new/{first}/" == answer.location
    page = client.get(answer.location)
    html = page.get_data(as_text=True)
    assert "Paragraph 1 of 6" in said(page)
    assert 'class="chip-field" rows="4" lang="ar-arb" dir="rtl"' in html
    assert 'dir="ltr">Ankommen</bdi>' in html


def test_what_is_accepted_is_served_and_the_next_one_comes(
    office: Office, client: FlaskClient
) -> None:
    """Without JavaScript: a form, a redirection, and what was done counts on."""
    order = waiting(office)
    client.get(f"{HOME}/new/first")
    answer = send(client, order[0], "الوصول")
    assert (303, f"{HOME}/new/{order[1]}/") == (answer.status_code, answer.location)
    assert "الوصول" == served(office, order[0])
    assert "Paragraph 2 of 6" in said(client.get(answer.location))


def test_whoever_skips_decides_nothing(office: Office, client: FlaskClient) -> None:
    """Forward to the last and round to the first again; back to where one was."""
    order = waiting(office)
    there = [client.get(f"{HOME}/new/{one}/next").location for one in order]
    assert [f"{HOME}/new/{one}/" for one in (*order[1:], order[0])] == there
    assert f"{HOME}/new/{order[1]}/" == client.get(f"{HOME}/new/{order[2]}/previous").location
    assert order == waiting(office)


def test_at_the_end_it_is_told_what_was_done(office: Office, client: FlaskClient) -> None:
    """The last paragraph leads to a page with the other queues, not into a void."""
    rewrite(office, "<p>Nur noch ein Absatz.</p>", "Freizeit")
    rewrite(office, "<p>Und hier auch nur einer.</p>")
    for segment in waiting(office)[:-1]:
        send(client, segment, "نص عربي قصير للتجربة", anyway="1")
    last = waiting(office)[0]
    answer = send(client, last, "هنا أيضا واحد فقط.", anyway="1")
    assert f"{HOME}/new/end" == answer.location
    page = said(client.get(answer.location))
    assert "This queue is done." in page
    assert "You have just decided on 4 paragraphs." in page
    assert f"{HOME}/new/end" == client.get(f"{HOME}/new/first").location


def test_a_text_that_readers_cannot_be_given_is_refused_in_words(
    office: Office, client: FlaskClient
) -> None:
    """What was typed stays in the field, and nothing is written."""
    rewrite(office, '<p>Lesen Sie <a href="https://example.org/">das Heft</a> zuerst.</p>')
    segment = paragraph(office, "Lesen Sie ⟦1⟧das Heft⟦/1⟧ zuerst.")
    answer = send(client, segment, "اقرأ الكتيب أولا.")
    page = said(answer)
    assert (422, "false") == (answer.status_code, answer.headers["HX-Push-Url"])
    assert "Readers cannot have this yet: “link 1” of the German is missing." in page
    assert "اقرأ الكتيب أولا." in page
    assert "Accept it anyway" not in page
    assert ("", True) == (served(office, segment), segment in waiting(office))


def test_an_empty_text_is_no_translation(office: Office, client: FlaskClient) -> None:
    """Neither are blanks, nor a text longer than any paragraph."""
    segment = paragraph(office)
    for coded, reason in ((" ", "There are no words."), ("و" * 20_001, "This is too long.")):
        answer = send(client, segment, coded)
        assert (422, True) == (answer.status_code, reason in said(answer))


def test_a_doubtful_text_is_asked_about_once(office: Office, client: FlaskClient) -> None:
    """A number that is another warns; who insists is believed."""
    segment = paragraph(office)
    wrong = ARABIC.replace("9", "8")
    asked = send(client, segment, wrong)
    page = said(asked)
    assert 422 == asked.status_code
    assert "Please look once more:" in page
    assert "“9 Uhr” is missing." in page
    assert "" == served(office, segment)
    assert 303 == send(client, segment, wrong, anyway="1").status_code
    assert wrong == served(office, segment)


def test_two_translators_collide_and_nothing_is_lost(office: Office, client: FlaskClient) -> None:
    """The slower one sees both texts, and chooses."""
    segment, other = paragraph(office), english(office, "editor")
    page = client.get(f"{HOME}/new/{segment}/").get_data(as_text=True)
    seen = {name: value(page, name) for name in ("made_against", "lock_version")}
    send(other, segment, ARABIC)
    slower = "البلدية مفتوحة من الساعة 9."
    answer = client.post(f"{HOME}/new/{segment}/", data={"coded": slower, **seen})
    both = client.get(answer.location)
    assert f"{HOME}/new/{segment}/" == answer.location
    assert "Somebody else saved this paragraph meanwhile. Nothing is lost." in said(both)
    assert "Editor: readers have this" in said(both)
    assert "Translator: kept beside it" in said(both)
    assert (ARABIC, [segment]) == (served(office, segment), waiting(office, "conflicts"))
    html = both.get_data(as_text=True)
    chosen = {name: value(html, name) for name in ("target", "lock_version")}
    client.post(f"{HOME}/conflicts/{segment}/take-mine", data=chosen)
    assert (slower, []) == (served(office, segment), waiting(office, "conflicts"))


def test_theirs_may_stay(office: Office, client: FlaskClient) -> None:
    """Then the other text is no longer in the way."""
    segment, other = paragraph(office), english(office, "editor")
    page = client.get(f"{HOME}/new/{segment}/").get_data(as_text=True)
    seen = {name: value(page, name) for name in ("made_against", "lock_version")}
    send(other, segment, ARABIC)
    client.post(f"{HOME}/new/{segment}/", data={"coded": "البلدية مفتوحة من الساعة 9.", **seen})
    html = client.get(f"{HOME}/conflicts/{segment}/").get_data(as_text=True)
    client.post(f"{HOME}/conflicts/{segment}/keep-theirs", data={"target": value(html, "target")})
    assert (ARABIC, []) == (served(office, segment), waiting(office, "conflicts"))


def test_a_text_for_german_of_yesterday_is_kept_and_stays_stale(
    office: Office, client: FlaskClient
) -> None:
    """The translator stays at the paragraph and sees what changed."""
    segment = paragraph(office)
    page = client.get(f"{HOME}/new/{segment}/").get_data(as_text=True)
    seen = {name: value(page, name) for name in ("made_against", "lock_version")}
    rewrite(office, "<h2>Ankommen</h2><p>Das Rathaus ist um 9 Uhr nicht offen.</p>")
    answer = client.post(f"{HOME}/new/{segment}/", data={"coded": ARABIC, **seen})
    shown = said(client.get(answer.location))
    assert "The German has changed meanwhile. Please compare once more." in shown
    assert "added: nicht" in shown
    assert (ARABIC, [segment]) == (served(office, segment), waiting(office, "now"))


def test_still_right_makes_it_fresh(office: Office, client: FlaskClient) -> None:
    """And undoing that brings it back into its queue, and its translator back to it."""
    segment = paragraph(office)
    send(client, segment, ARABIC)
    rewrite(office, "<h2>Ankommen</h2><p>Das Rathaus ist immer um 9 Uhr offen.</p>")
    queue = next(name for name in ("now", "changed", "advise") if waiting(office, name))
    html = client.get(f"{HOME}/{queue}/{segment}/").get_data(as_text=True)
    seen = {name: value(html, name) for name in ("made_against", "lock_version")}
    client.post(f"{HOME}/{queue}/{segment}/confirm", data=seen)
    assert [] == waiting(office, queue)
    back = client.post(f"{HOME}/{queue}/{segment}/undo")
    assert f"{HOME}/{queue}/{segment}/" == back.location
    assert "Your last decision was taken back." in said(client.get(back.location))
    assert [segment] == waiting(office, queue)


def test_a_first_translation_is_taken_back_and_stays_in_the_field(
    office: Office, client: FlaskClient
) -> None:
    """Readers have none again; what was typed is there to be mended; twice is told."""
    segment = paragraph(office)
    send(client, segment, ARABIC)
    answer = client.post(f"{HOME}/new/{segment}/undo")
    page = client.get(answer.location)
    assert "Your last decision was taken back." in said(page)
    assert f">{ARABIC}</textarea>" in page.get_data(as_text=True)
    assert ("", True) == (served(office, segment), segment in waiting(office, "new"))
    answer = client.post(f"{HOME}/new/{segment}/undo")
    assert "This cannot be taken back" in said(client.get(answer.location))
    send(client, segment, ARABIC)
    assert ARABIC == served(office, segment)


def test_a_draft_is_kept_shown_again_and_dropped(office: Office, client: FlaskClient) -> None:
    """For its author alone, until they accept or drop it."""
    segment = paragraph(office)
    html = client.get(f"{HOME}/new/{segment}/").get_data(as_text=True)
    seen = {name: value(html, name) for name in ("made_against", "lock_version")}
    kept = client.post(f"{HOME}/new/{segment}/draft", data={"coded": "تفتح", **seen})
    assert (200, ["at", "claim"]) == (kept.status_code, sorted(kept.get_json()))
    again = client.get(f"{HOME}/new/{segment}/")
    assert "You were writing here on" in said(again)
    assert ">تفتح</textarea>" in again.get_data(as_text=True)
    assert "You were writing" not in said(english(office, "editor").get(f"{HOME}/new/{segment}/"))
    client.post(f"{HOME}/new/{segment}/draft/drop")
    assert "You were writing" not in said(client.get(f"{HOME}/new/{segment}/"))


def test_a_draft_that_answers_nothing_is_refused(office: Office, client: FlaskClient) -> None:
    """So is one that is too long; nothing is kept."""
    segment = paragraph(office)
    html = client.get(f"{HOME}/new/{segment}/").get_data(as_text=True)
    seen = {name: value(html, name) for name in ("made_against", "lock_version")}
    strange = {**seen, "coded": "تفتح", "made_against": "1:none"}
    long = {**seen, "coded": "و" * 20_001}
    answers = [client.post(f"{HOME}/new/{segment}/draft", data=form) for form in (strange, long)]
    assert [422, 422] == [one.status_code for one in answers]
    with office.app.app_context(), reading() as session:
        assert [] == list(session.scalars(select(DeskDraft)))


def test_a_claim_is_seen_and_taken_over(office: Office, client: FlaskClient) -> None:
    """The one who lost it is told as well."""
    segment, other = paragraph(office), english(office, "editor")
    script = {"X-Requested-With": "fetch"}
    mine = client.post(f"{HOME}/new/{segment}/claim", headers=script)
    assert "" == said(mine)
    assert "Translator has had this open since" in said(other.get(f"{HOME}/new/{segment}/"))
    assert "Translator has had this open" in said(
        other.post(f"{HOME}/new/{segment}/claim", headers=script)
    )
    taken = other.post(f"{HOME}/new/{segment}/claim", data={"over": "1"})
    assert f"{HOME}/new/{segment}/" == taken.location
    lost = client.post(f"{HOME}/new/{segment}/claim", headers=script)
    assert "Editor has had this open since" in said(lost)
    other.post(f"{HOME}/new/{segment}/release")
    assert "" == said(client.post(f"{HOME}/new/{segment}/claim", headers=script))


def test_what_somebody_has_open_is_passed_over(office: Office, client: FlaskClient) -> None:
    """Two translators who begin the same queue do not meet."""
    order = waiting(office)
    client.post(f"{HOME}/new/{order[0]}/claim")
    other = english(office, "editor")
    assert f"{HOME}/new/{order[1]}/" == other.get(f"{HOME}/new/first").location
    assert f"{HOME}/new/{order[0]}/" == client.get(f"{HOME}/new/first").location


def test_who_leaves_lets_go_and_keeps_their_draft(office: Office, client: FlaskClient) -> None:
    """What was typed last goes out with the window; others may have the paragraph."""
    segment = paragraph(office)
    html = client.get(f"{HOME}/new/{segment}/").get_data(as_text=True)
    seen = {name: value(html, name) for name in ("made_against", "lock_version")}
    client.post(f"{HOME}/new/{segment}/claim")
    left = client.post(f"{HOME}/new/{segment}/draft", data={"coded": "تف", "leaving": "1", **seen})
    assert 204 == left.status_code
    assert "has had this open" not in said(english(office, "editor").get(f"{HOME}/new/{segment}/"))
    assert ">تف</textarea>" in client.get(f"{HOME}/new/{segment}/").get_data(as_text=True)


def test_a_machine_text_that_waits_is_taken_as_it_is(office: Office, client: FlaskClient) -> None:
    """It stands in the field to begin with; taken over, it counts as reviewed."""
    segment = paragraph(office)
    with office.app.app_context(), transaction() as session:
        german = session.scalars(select(Occurrence).where(Occurrence.segment_id == segment)).first()
        assert german is not None
        made = targets.write(
            session, segment, "ar", ARABIC, (), german.hash, origin="machine", quality="draft",
            now=NOW, author="deepl",
        )  # fmt: skip
        session.flush()
        number = made.id
    page = client.get(f"{HOME}/new/{segment}/")
    assert "Machine text deepl" in said(page)
    assert f">{ARABIC}</textarea>" in page.get_data(as_text=True)
    form = {"target": str(number), "lock_version": "0"}
    assert 303 == client.post(f"{HOME}/new/{segment}/take-machine", data=form).status_code
    assert (ARABIC, []) == (served(office, segment), waiting(office, "machine"))
    other = {"target": "999999", "lock_version": "1"}
    assert 404 == client.post(f"{HOME}/new/{segment}/take-machine", data=other).status_code


def test_comments_are_said_and_settled(office: Office, client: FlaskClient) -> None:
    """A word that is missing is asked for; what was typed stays."""
    segment = paragraph(office)
    url = f"{HOME}/new/{segment}/comments"
    empty = client.post(url, data={"comment": " "})
    assert (422, True) == (empty.status_code, "Please fill this in." in said(empty))
    client.post(url, data={"comment": "Heißt das täglich?", "to_all": "1"})
    page = said(client.get(f"{HOME}/new/{segment}/"))
    assert "to everybody" in page
    assert "Heißt das täglich?" in page
    with office.app.app_context(), reading() as session:
        number = session.scalars(select(Comment.id)).one()
    client.post(f"{url}/{number}/settle")
    assert "Translator called this settled." in said(client.get(f"{HOME}/new/{segment}/"))


def test_a_finding_is_dismissed_and_taken_up_again(office: Office, client: FlaskClient) -> None:
    """With the name of who judged it."""
    segment = paragraph(office)
    send(client, segment, ARABIC.replace("9", "8"), anyway="1")
    with office.app.app_context(), reading() as session:
        number = session.scalars(select(Finding.id)).first()
    assert "“9 Uhr” is missing." in said(client.get(f"{HOME}/findings/{segment}/"))
    url = f"{HOME}/findings/{segment}/findings/{number}"
    client.post(url, data={"fine": "1"})
    assert "Translator says this is fine." in said(client.get(f"{HOME}/findings/{segment}/"))
    client.post(url, data={"fine": "0"})
    assert "says this is fine" not in said(client.get(f"{HOME}/findings/{segment}/"))


def test_a_page_that_is_complete_goes_live_by_itself(office: Office, client: FlaskClient) -> None:
    """Where the region wants it so, the last paragraph brings it to readers."""
    with office.app.app_context(), transaction() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        policies.change(session, region, "ar", NOW, release="at_once")
    told = []
    for segment in waiting(office)[:3]:
        answer = send(client, segment, "نص عربي في الساعة 9", anyway="1")
        told.append(
            "the page is complete, and readers have it" in said(client.get(answer.location))
        )
    assert 1 == sum(told)
    assert "نص عربي" in client.get("/api/v3/testdorf/ar/pages/").get_data(as_text=True)


def test_what_was_asked_of_a_queue_travels_along(office: Office, client: FlaskClient) -> None:
    """A filter holds from paragraph to paragraph, to the end."""
    found = client.get(f"{HOME}/new/first?q=Rathaus").location
    page = client.get(found)
    assert "Paragraph 1 of 2" in said(page)
    html = page.get_data(as_text=True)
    seen = {name: value(html, name) for name in ("made_against", "lock_version")}
    answer = client.post(found, data={"coded": ARABIC, **seen})
    assert "?q=Rathaus" in answer.location
    assert "Paragraph 2 of 2" in said(client.get(answer.location))


@pytest.mark.parametrize(
    "address",
    ["ar/queue/nonsense/first", "ar/queue/new/999999/", f"ar/queue/new/{2**70}/",
     "xx/queue/new/first", "fa/queue/new/first"],
)  # fmt: skip
def test_what_is_not_there_is_refused(client: FlaskClient, address: str) -> None:
    """Queues and paragraphs that do not exist, and languages that are not one's own."""
    assert client.get(f"/desk/testdorf/{address}").status_code in (403, 404)


def test_a_paragraph_of_another_region_is_none_of_ours(office: Office, client: FlaskClient) -> None:
    """Its number in our address leads nowhere, whatever is done to it."""
    with office.app.app_context(), reading() as session:
        region = regions.find(session, "nachbarort")
        assert region is not None
        foreign = queues.items(session, region, "ar", "new", NOW)[0].segment_id
    url = f"{HOME}/new/{foreign}"
    asked = [client.get(f"{url}/").status_code]
    asked += [
        client.post(f"{url}/{deed}", data={"coded": ARABIC, "comment": "Hallo"}).status_code
        for deed in ("", "confirm", "claim", "release", "draft", "draft/drop", "comments", "undo")
    ]
    assert {404} == set(asked)
