"""Applying: a reply that is whole and still fits is served, any other is kept, and nothing is paid twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from app.domain.segments.codes import problems
from app.models import Finding, Head, Job, Target
from app.services.desk import queues
from app.services.segments.revisions import codes_from_json
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.faults import Fault
from tests.services.translation.machines import Meanwhile
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
NEW = "Die Schule ist im Sommer für alle Kinder zu."
BOOK = "Sie brauchen ein Heft."
LINK = '<p>Fragen Sie im <a href="https://amt.example/">Amt für Schule</a> nach einem Platz.</p>'
TWO_LINKS = (
    '<p>Erst zum <a href="https://a.example/">Amt</a>, dann in die '
    '<a href="https://b.example/">Schule</a> gehen.</p>'
)
MACHINE = '<span class="wegweiser-machine" data-origin="machine">'


def test_G01_the_german_moves_while_deepl_works(shop: Shop) -> None:
    """The reply is kept as a translation of the older text and not called current; the next comparison
    makes work for the newer one; both requests are paid."""
    page = shop.page(OPEN)
    shop.machines["deepl"] = Meanwhile(shop.fake.url, lambda: shop.edit(page, NEW))
    assert 1 == shop.round()
    assert ["stale"] == shop.states(page)
    assert [("machine", "translated")] == shop.targets()[:1]
    assert 1 == shop.reconcile()
    shop.wait()
    assert 1 == shop.work()
    assert ["current"] == shop.states(page)
    assert [("ok", len(OPEN)), ("ok", len(NEW))] == shop.calls()
    assert (len(OPEN) + len(NEW), 0) == shop.money()
    assert "Sómmér" in shop.text(page)


def test_the_reply_to_an_older_text_is_memory(shop: Shop) -> None:
    """When the German goes back to what was sent first, that translation serves again, unpaid."""
    page = shop.page(OPEN)
    shop.machines["deepl"] = Meanwhile(shop.fake.url, lambda: shop.edit(page, NEW))
    shop.round()
    shop.round()
    shop.wait()
    shop.edit(page, OPEN)
    assert ["current"] == shop.states(page)
    assert 0 == shop.round()
    assert "óffén" in shop.text(page)


def test_a_person_is_quicker_than_deepl(shop: Shop) -> None:
    """What a person wrote while DeepL worked is served; the machine's text is kept and paid."""
    page = shop.page(OPEN)
    mine = {OPEN: "The school is open."}
    shop.machines["deepl"] = Meanwhile(shop.fake.url, lambda: shop.human(page, mine))
    assert 1 == shop.round()
    assert ["The school is open."] == shop.heads()[1:]
    assert [("human", "reviewed"), ("machine", "translated")] == shop.targets()[:2]
    assert [("ok", len(OPEN))] == shop.calls()


def test_publish_marks_what_a_machine_wrote(engine: Engine, fake: FakeDeepL) -> None:
    """A page that a language did not have appears, each paragraph marked, with a note in that language."""
    shop = Shop(engine, fake, ["en", "ar"])
    page = shop.page(OPEN, title="Schule")
    assert None is shop.shown(page, "ar")
    assert 2 == shop.round()
    assert shop.text(page).startswith(f"<p>{MACHINE}")
    assert "Parts of this page were translated by a machine." in shop.text(page)
    assert 'lang="ar" dir="rtl"' in shop.text(page, "ar")
    assert "Parts of this page" not in shop.text(page, "ar")
    assert "machine" not in shop.text(page, "de")


def test_a_page_appears_with_title_and_body(shop: Shop) -> None:
    """With the title alone it is not there yet; with the first paragraph it is, the rest in German."""
    page = shop.page(OPEN, BOOK, title="Schule")
    shop.reconcile()
    shop.wait()
    shop.one_text_per_request()
    shown = []
    while shop.worker.step() is not None:
        shown.append(shop.text(page))
    assert [False, True, True] == [bool(text) for text in shown]
    assert BOOK in shown[1]
    assert BOOK not in shown[2]


def test_a_page_without_words_in_its_title_appears_too(shop: Shop) -> None:
    """A number is its own translation: such a page is not kept back for its title."""
    page = shop.page(OPEN, title="112")
    shop.round()
    found = shop.shown(page)
    assert found is not None
    assert "112" == found["title"]


def test_a_page_that_appears_is_led_to(engine: Engine, fake: FakeDeepL) -> None:
    """Readers of the other languages, German among them, find their way to the new one."""
    shop = Shop(engine, fake, ["en", "tr"])
    page = shop.page(OPEN, title="Schule")
    shop.round()
    for code, others in {"de": {"en", "tr"}, "en": {"de", "tr"}, "tr": {"de", "en"}}.items():
        found = shop.shown(page, code)
        assert found is not None
        assert others == set(found["available_languages"])


def test_hold_makes_drafts_only(shop: Shop) -> None:
    """Nothing is served, the drafts wait for review, and are not paid again."""
    shop.policy(machine="hold")
    page = shop.page(OPEN, BOOK)
    assert 1 == shop.round()
    assert [("machine", "draft")] * 2 == shop.targets()
    assert [("done", "waits for review")] * 2 == shop.jobs()
    with shop.transaction() as session:
        region = shop.region(session)
        assert 2 == queues.counts(session, region, "en", shop.now)["machine"]
    assert [] == shop.heads()
    assert None is shop.shown(page)
    assert 0 == shop.round()
    assert (len(OPEN) + len(BOOK), 0) == shop.money()


def test_a_persons_text_is_never_overwritten(shop: Shop) -> None:
    """Next to a person's text of another meaning the machine's stands by: the row is as it was, and
    served, with a dated line."""
    page = shop.page(OPEN)
    shop.human(page, {OPEN: "The school is open."})
    shop.publish(page)
    before = shop.human_rows()
    shop.edit(page, NEW)
    assert 1 == shop.round()
    assert before == shop.human_rows()
    assert "The school is open." in shop.heads()
    assert "The school is open." in shop.text(page)
    assert "being revised" in shop.text(page)
    assert "Sómmér" not in shop.text(page)
    assert ["stale"] == shop.states(page)
    assert 0 == shop.round()


def test_after_a_fortnight_the_machines_text_goes_first(shop: Shop) -> None:
    """Nobody saves anything: the nightly look lets readers have it on the fourteenth day, marked."""
    page = shop.page(OPEN)
    shop.human(page, {OPEN: "The school is open."})
    shop.publish(page)
    shop.edit(page, NEW)
    shop.round()
    shop.wait(timedelta(days=13))
    assert 0 == shop.night()
    assert "The school is open." in shop.text(page)
    shop.wait(timedelta(days=1))
    assert 1 == shop.night()
    assert "The school is open." not in shop.text(page)
    assert "Sómmér" in shop.text(page)
    assert MACHINE in shop.text(page)
    assert "The school is open." in shop.heads()
    version = shop.version()
    shop.night()
    assert version == shop.version()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sie müssen den Antrag stellen.", "Sie müssen den Antrag nicht stellen."),
        ("Die Karte kostet etwa 10 Euro im Monat.", "Die Karte kostet etwa 12 Euro im Monat."),
    ],
)
def test_what_would_do_harm_is_replaced_at_once(shop: Shop, before: str, after: str) -> None:
    """A machine's text takes the place of a person's that names another fact or says the contrary."""
    page = shop.page(before)
    shop.human(page, {before: "You must apply. It costs some money."})
    shop.publish(page)
    rows = shop.human_rows()
    shop.edit(page, after)
    assert "You must apply" in shop.text(page)
    assert after in shop.text(page)  # the German beside it, until the machine has answered
    assert 1 == shop.round()
    assert "You must apply" not in shop.text(page)
    assert MACHINE in shop.text(page)
    assert rows == shop.human_rows()


def test_a_machines_own_text_is_replaced_at_once(shop: Shop) -> None:
    """No fortnight is waited for: what a machine wrote gives way to a newer machine's text."""
    page = shop.page(OPEN)
    shop.round()
    shop.edit(page, NEW)
    shop.round()
    assert "Sómmér" in shop.text(page)
    assert ["current"] == shop.states(page)


def test_G06_only_the_missing_batches_run_again(shop: Shop) -> None:
    """The worker stops after three of five batches; another one does the other two, and no more."""
    page = shop.page(
        *[f"Das ist der {word} Absatz." for word in ("eine", "andere", "dritte")], OPEN, BOOK
    )
    shop.reconcile()
    shop.wait()
    shop.one_text_per_request()
    assert 3 == shop.worker.run_dry(3)
    shop.plan()  # claimed and never sent
    sent = [call["body"]["text"] for call in shop.fake.translated()]
    shop.wait(timedelta(minutes=11))
    other = shop.another_worker()
    assert 2 == other.run_dry(10)
    again = [call["body"]["text"] for call in shop.fake.translated()][3:]
    assert [] == [text for text in again if text in sent]
    assert 5 == len(sent) + len(again)
    assert ["current"] * 5 == shop.states(page)
    assert 5 == len([one for one in shop.targets() if one[0] == "machine"]) - 1  # and the title
    assert shop.fake.billed() == shop.money()[0]


@pytest.mark.parametrize("kind", ["drop", "double"])
def test_G11_codes_are_lost_or_doubled(shop: Shop, kind: str) -> None:
    """The reply is not taken; the next rungs send less of the codes, until the answer is whole."""
    page = shop.page(html=LINK)
    shop.fake.set(Fault(kind))
    assert 2 == shop.round()
    first, second = shop.fake.translated()
    assert ['Fragen Sie im <g i="1">Amt für Schule</g> nach einem Platz.'] == first["body"]["text"]
    assert ["Fragen Sie im", "Amt für Schule", "nach einem Platz."] == second["body"]["text"]
    assert 1 == shop.text(page).count('href="https://amt.example/"')
    assert (shop.fake.billed(), 0) == shop.money()


def test_G11_two_links_become_one(shop: Shop) -> None:
    """Both links are there in the end, each once."""
    page = shop.page(html=TWO_LINKS)
    shop.fake.set(Fault("merge"))
    shop.round()
    assert [1, 1] == [shop.text(page).count(f"https://{name}.example/") for name in "ab"]


def test_G11_what_stays_broken_is_held_and_never_published(shop: Shop) -> None:
    """When no rung gives a whole answer, the paragraph waits for a person, who is told why."""
    page = shop.page(html=LINK + f"<p>{OPEN}</p>")
    shop.fake.set(Fault("torn", only="Amt"), Fault("empty", only="Amt für Schule"))
    shop.round()
    held = [(state, reason.partition(":")[0]) for state, reason in shop.jobs()]
    assert [("held", "codes broken"), ("done", "")] == held
    assert "missing" == shop.states(page)[0]
    assert '<span lang="de"' in shop.text(page) or 'data-lang="de"' in shop.text(page)
    assert 0 == shop.round()
    assert (shop.fake.billed(), 0) == shop.money()


def test_the_last_rung_is_a_draft(shop: Shop) -> None:
    """Plain text with its links listed after it is not published, whatever the policy."""
    shop.page(html=LINK)
    shop.reconcile()
    with shop.transaction() as session:
        session.scalars(select(Job)).one().rung = 3
    shop.wait()
    shop.work()
    assert [("done", "waits for review")] == shop.jobs()
    assert [("machine", "draft")] == shop.targets()


def test_a_blocking_check_holds(engine: Engine, fake: FakeDeepL) -> None:
    """Arabic in Greek letters is kept with its finding, held with its reason, and shown to nobody."""
    shop = Shop(engine, fake, ["ar"])
    page = shop.page(OPEN, BOOK)
    fake.set(Fault("script", only=OPEN))
    shop.round()
    states = dict(zip((OPEN, BOOK), shop.jobs(), strict=True))
    assert "held" == states[OPEN][0]
    assert states[OPEN][1].startswith("checks: ")
    assert ("done", "") == states[BOOK]
    assert "λ" not in shop.text(page, "ar")
    with shop.transaction() as session:
        found = session.scalars(select(Finding.check_name).where(Finding.level == "block")).all()
    assert ["script"] == list(found)


@pytest.mark.parametrize("seed", range(6))
def test_damage_never_reaches_readers(shop: Shop, seed: int) -> None:
    """Replies spoilt at random: what is served has the codes of its German, whole, whatever came."""
    html = LINK + TWO_LINKS + "<p>Rufen Sie <b>heute</b> an: 0511 168-0.</p>"
    shop.page(html=html)
    shop.fake.set(Fault("damage", seed=seed, share=0.7))
    shop.round()
    with shop.transaction() as session:
        served = session.scalars(select(Target).join(Head, Head.target_id == Target.id)).all()
        assert [] == [p for one in served for p in problems(one.coded, codes_from_json(one.codes))]
    assert {"sent": 0, "waiting": 0} == {
        "sent": [outcome for outcome, _ in shop.calls()].count("sent"),
        "waiting": shop.counted().get("waiting", 0),
    }
    assert (shop.fake.billed(), 0) == shop.money()


def test_a_reply_that_comes_too_late_changes_nothing(shop: Shop) -> None:
    """Two workers have the same paragraph, because the claim of the first ran out: one translation,
    one head, and both requests are booked."""
    page = shop.page(OPEN)
    shop.reconcile()
    shop.wait()
    slow = shop.plan()
    shop.wait(timedelta(minutes=11))
    assert 1 == shop.work()
    shop.worker.apply(slow, shop.worker.call(slow))
    assert ["current"] == shop.states(page)
    assert 1 == len([one for one in shop.targets() if one == ("machine", "translated")]) - 1
    assert [("ok", len(OPEN))] * 2 == shop.calls()
    assert (shop.fake.billed(), 0) == shop.money()
