"""Facts travel: what readers of the other languages get when German is published."""

from datetime import date

import pytest
from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Region, Target
from app.services.pages import releasing
from app.services.segments import freshness
from app.services.wording import locale, say
from tests.services.guide import day, live, revise, texts, titles
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    ENGLISH,
    edit,
    english,
    html_of,
    judged,
    page_of,
    policy,
    publish_language,
    states,
    words,
)
from tests.services.paragraph_guide import say as translate

SIX = ("en", "ar", "fa", "ru", "tr", "uk")
TEXTS = {
    "phone": {
        "de": "Rufen Sie 0821 1234567 an.", "en": "Call ⟦1/⟧.", "ar": "اتصل على ⟦1/⟧.",
        "fa": "با ⟦1/⟧ تماس بگیرید.", "ru": "Позвоните по номеру ⟦1/⟧.",
        "tr": "⟦1/⟧ numarasını arayın.", "uk": "Зателефонуйте за номером ⟦1/⟧.",
    },
    "mail": {
        "de": "Schreiben Sie an alt@amt.de heute.", "en": "Write to ⟦1/⟧ today.",
        "ar": "اكتب إلى ⟦1/⟧ اليوم.", "fa": "امروز به ⟦1/⟧ بنویسید.",
        "ru": "Напишите на ⟦1/⟧ сегодня.", "tr": "Bugün ⟦1/⟧ adresine yazın.",
        "uk": "Напишіть на ⟦1/⟧ сьогодні.",
    },
    "link": {
        "de": 'Mehr <a href="https://alt.example/x">lesen Sie hier</a> dazu.',
        "en": "Read more ⟦1⟧here⟦/1⟧ now.", "ar": "اقرأ المزيد ⟦1⟧هنا⟦/1⟧ الآن.",
        "fa": "بیشتر ⟦1⟧اینجا⟦/1⟧ بخوانید.", "ru": "Подробнее ⟦1⟧здесь⟦/1⟧ об этом.",
        "tr": "Daha fazlası ⟦1⟧burada⟦/1⟧ var.", "uk": "Докладніше ⟦1⟧тут⟦/1⟧ про це.",
    },
    "date": {
        "de": "Frist: 3. März 2026", "en": "Deadline: 3 March 2026",
        "ar": "الموعد النهائي: 3 مارس 2026", "fa": "مهلت: ۳ مارس ۲۰۲۶", "ru": "Срок: 3 марта 2026",
        "tr": "Son tarih: 3 Mart 2026", "uk": "Термін: 3 березня 2026",
    },
    "time": {
        "de": "Das Amt öffnet um 14:00 Uhr.", "en": "The office opens at 2 pm.",
        "ar": "يفتح المكتب الساعة 14:00.", "fa": "اداره ساعت ۱۴:۰۰ باز می‌شود.",
        "ru": "Ведомство открывается в 14:00.", "tr": "Dairenin açılış saati 14:00.",
        "uk": "Відомство відкривається о 14:00.",
    },
    "price": {
        "de": "Die Karte kostet 5 Euro.", "en": "The card costs 5 euros.",
        "ar": "تكلف البطاقة 5 يورو.", "fa": "قیمت کارت ۵ یورو است.", "ru": "Карта стоит 5 евро.",
        "tr": "Kart 5 avro.", "uk": "Картка коштує 5 євро.",
    },
}  # fmt: skip
CHANGES = {
    "phone": ("0821 1234567", "0821 7654321", dict.fromkeys(SIX, "0821 7654321")),
    "mail": ("alt@amt.de", "neu@amt.de", dict.fromkeys(SIX, "neu@amt.de")),
    "link": ("alt.example/x", "neu.example/y", dict.fromkeys(SIX, 'href="https://neu.example/y"')),
    "date": (
        "3. März 2026", "15. April 2026",
        {"en": "15 April 2026", "ar": "15 أبريل 2026", "fa": "۱۵ آوریل ۲۰۲۶",
         "ru": "15 апреля 2026", "tr": "15 Nisan 2026", "uk": "15 квітня 2026"},
    ),
    "time": (
        "14:00", "15:30",
        {"en": "3:30 pm", "ar": "15:30", "fa": "۱۵:۳۰", "ru": "15:30", "tr": "15:30", "uk": "15:30"},
    ),
    "price": (
        "5 Euro", "7 Euro",
        {"en": "7 euros", "ar": "7 يورو", "fa": "۷ یورو", "ru": "7 евро", "tr": "7 avro",
         "uk": "7 євро"},
    ),
}  # fmt: skip
STALE = "Sie müssen zum Amt gehen."
NOTE_REVISED = "The German text changed on {date}. This translation is being revised."
NOTE_CHANGED = "This information changed on {date}. Only the German text is up to date:"


def dated(note: str, language: str, moment: date) -> str:
    """A note of ours as readers of a language get it."""
    return say(language, note, date=format_date(moment, "long", locale=locale(language)))


@pytest.mark.parametrize("fact", sorted(TEXTS))
def test_a_fact_reaches_all_six_languages_at_once(
    session: Session, region: Region, fact: str
) -> None:
    """When German is published, readers of every language have the new value; nobody has work."""
    old, new, wanted = CHANGES[fact]
    german = TEXTS[fact]["de"]
    page = page_of(session, region, german, COURSE)
    for language in SIX:
        translate(session, judged(session, page, language)[0], TEXTS[fact][language], language)
        publish_language(session, page, language)
    report = edit(session, page, german.replace(old, new), COURSE)
    assert ["carried"] == [change.outcome for change in report.changes]
    for language in SIX:
        (body,) = texts(session, region, language)
        assert wanted[language] in body
        assert "wegweiser-note" not in body
        assert "current" == states(session, page, language)[0]


def test_a_carried_target_keeps_its_quality_and_names_its_ground(
    session: Session, region: Region
) -> None:
    """The new target is of origin rule, based on the old one, and answers the German of now."""
    page = page_of(session, region, "Sie haben 3 Monate Zeit.")
    translate(session, judged(session, page)[0], "You have 3 months.")
    edit(session, page, "Sie haben 6 Monate Zeit.")
    old, new = session.scalars(
        select(Target).where(Target.coded.contains("months")).order_by(Target.id)
    )
    assert ("rule", "reviewed", old.id, "You have 6 months.") == (
        new.origin, new.quality, new.based_on, new.coded,
    )  # fmt: skip
    assert judged(session, page)[0].source.hash == new.made_against


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_value_that_cannot_be_carried(session: Session, region: Region, language: str) -> None:
    """Readers get the old text, a dated warning in their language, and the German paragraph."""
    old = {"en": "You have three months.", "ar": "لديك ثلاثة أشهر."}[language]
    page = page_of(session, region, "Sie haben 3 Monate Zeit.")
    translate(session, judged(session, page, language)[0], old, language)
    publish_language(session, page, language)
    edit(session, page, "Sie haben 6 Monate Zeit.")
    (body,) = texts(session, region, language)
    note = dated(NOTE_CHANGED, language, day(1).date())
    german = '<span class="wegweiser-stale" lang="de" dir="ltr" data-lang="de"'
    assert body.index(old) < body.index(note) < body.index(german) < body.index("6 Monate")
    assert NOTE_CHANGED.split("{")[0] not in body or language == "en"


@pytest.mark.parametrize("language", SIX)
def test_a_stale_text_has_a_dated_line(session: Session, region: Region, language: str) -> None:
    """Readers keep the old translation, and are told in their language since when it is old."""
    page = page_of(session, region, COURSE)
    translate(session, judged(session, page, language)[0], "Alt", language)
    publish_language(session, page, language)
    edit(session, page, "Der Kurs beginnt mit einem Fest.")
    (body,) = texts(session, region, language)
    assert "Alt" in body
    assert dated(NOTE_REVISED, language, day(1).date()) in body
    assert f'data-since="{day(1).date().isoformat()}"' in body
    assert "Fest" not in body


def test_the_line_tells_when_german_first_differed(session: Session, region: Region) -> None:
    """A second change does not make the translation younger."""
    page = english(session, region, COURSE)
    edit(session, page, "Der Kurs beginnt mit einem Fest.", now=day(1))
    edit(session, page, "Der Kurs beginnt mit einem großen Fest.", now=day(5))
    assert f'data-since="{day(1).date().isoformat()}"' in texts(session, region, "en")[0]


def test_a_grave_change_is_shown_with_the_german(session: Session, region: Region) -> None:
    """A text whose guard words changed never stands alone."""
    page = english(session, region, STALE)
    edit(session, page, "Sie müssen nicht zum Amt gehen.")
    (body,) = texts(session, region, "en")
    assert f"EN {STALE}" in body
    assert "Sie müssen nicht zum Amt gehen." in body
    assert dated(NOTE_CHANGED, "en", day(1).date()) in body


def test_a_missing_paragraph_is_german(session: Session, region: Region) -> None:
    """With its language and direction, for readers and for the Integreat apps, which drop lang."""
    page = english(session, region, COURSE)
    edit(session, page, COURSE, "Neu und noch nicht übersetzt.")
    assert (
        '<span class="wegweiser-missing" lang="de" dir="ltr" data-lang="de" data-state="missing">'
        "Neu und noch nicht übersetzt.</span>" in texts(session, region, "en")[0]
    )


@pytest.mark.parametrize(
    ("stale", "missing", "there", "not_there"),
    [
        ("marked", "source", [f"EN {COURSE}", "being revised", "Neuer Absatz"], ["am Mittwoch"]),
        ("source", "source", ["am Mittwoch", "Neuer Absatz"], [f"EN {COURSE}", "being revised"]),
        ("marked", "omit", [f"EN {COURSE}", "being revised"], ["am Mittwoch", "Neuer Absatz"]),
        ("source", "omit", ["am Mittwoch"], [f"EN {COURSE}", "Neuer Absatz"]),
    ],
)
def test_the_region_chooses(
    session: Session,
    region: Region,
    stale: str,
    missing: str,
    there: list[str],
    not_there: list[str],
) -> None:
    """Old text marked or German in its place; missing paragraphs in German or left out."""
    chosen = policy(region)
    chosen.stale_policy, chosen.missing_policy = stale, missing
    page = english(session, region, COURSE)
    edit(session, page, "Der Kurs beginnt am Mittwoch.", "Neuer Absatz hier.")
    (body,) = texts(session, region, "en")
    assert [] == [text for text in there if text not in body]
    assert [] == [text for text in not_there if text in body]
    assert "<p></p>" not in body


def test_what_german_removes_is_gone_at_once(session: Session, region: Region) -> None:
    """No language keeps a paragraph that German has no more."""
    page = english(session, region)
    edit(session, page, BOOK)
    (body,) = texts(session, region, "en")
    assert (False, True) == (
        f"EN {COURSE}" in body or ENGLISH[COURSE] in body,
        ENGLISH[BOOK] in body,
    )


def test_order_and_images_are_those_of_german(session: Session, region: Region) -> None:
    """The served page is the German skeleton of now with the targets in it."""
    page = english(session, region)
    html = f'<h2>{BOOK}</h2><figure><img src="https://a.de/b.png" alt=""></figure><p>{COURSE}</p>'
    revise(session, page, html, now=day(1))
    releasing.publish(session, page, now=day(1))
    (body,) = texts(session, region, "en")
    assert (
        f'<h2>{ENGLISH[BOOK]}</h2><figure><img src="https://a.de/b.png" alt=""></figure>'
        f"<p>{ENGLISH[COURSE]}</p>"
    ) == body


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_phone_numbers_are_isolated_in_right_to_left_text(
    session: Session, region: Region, language: str
) -> None:
    """A number keeps its order between Arabic letters; other languages need no such thing."""
    page = page_of(session, region, TEXTS["phone"]["de"])
    for code in ("en", language):
        translate(session, judged(session, page, code)[0], TEXTS["phone"][code], code)
        publish_language(session, page, code)
    assert '<bdi dir="ltr">0821 1234567</bdi>' in texts(session, region, language)[0]
    assert "bdi" not in texts(session, region, "en")[0]


def test_a_changed_title_that_is_stale_gives_way(session: Session, region: Region) -> None:
    """A title cannot be marked: a slightly old one stays, one with a wrong fact is German."""
    page = page_of(session, region, COURSE, title="Kurse im Rathaus")
    title = "Courses at the town hall"
    revision = page.published_revision_id
    assert revision is not None
    found = freshness.judge_content(session, page, revision, ["en"])["en"]
    translate(session, found[0], title)
    translate(session, found[1], ENGLISH[COURSE])
    publish_language(session, page)
    edit(session, page, COURSE, title="Beratung im Rathaus")
    assert title == _title(session, region)
    edit(session, page, COURSE, title="Keine Kurse im Rathaus", now=day(2))
    assert "Keine Kurse im Rathaus" == _title(session, region)


def _title(session: Session, region: Region) -> str:
    (found,) = titles(session, region, "en")
    return found


def test_a_draft_reaches_no_reader(session: Session, region: Region) -> None:
    """A saved working copy leaves every language as it was."""
    page = english(session, region)
    before = [texts(session, region, code) for code in ("de", "en")]
    revise(session, page, html_of("Etwas ganz anderes."), now=day(1))
    assert before == [texts(session, region, code) for code in ("de", "en")]


def test_publishing_twice_writes_nothing(session: Session, region: Region) -> None:
    """Carrying is a comparison: done again, it finds nothing to do."""
    page = page_of(session, region, "Sie haben 3 Monate Zeit.")
    translate(session, judged(session, page)[0], "You have 3 months.")
    edit(session, page, "Sie haben 6 Monate Zeit.")
    count = len(session.scalars(select(Target.id)).all())
    releasing.publish(session, page, now=day(2))
    releasing.settle(session, page, day(3))
    assert count == len(session.scalars(select(Target.id)).all())


def test_an_emphasis_taken_away_is_taken_away_everywhere(session: Session, region: Region) -> None:
    """Codes that the German has no more go from the targets."""
    page = page_of(session, region, "Das ist <b>neu</b> hier.")
    translate(session, judged(session, page)[0], "This is ⟦1⟧new⟦/1⟧ here.")
    publish_language(session, page)
    edit(session, page, "Das ist neu hier.")
    assert ["<p>This is new here.</p>"] == texts(session, region, "en")


def test_equal_contact_data_keeps_its_spelling(session: Session, region: Region) -> None:
    """A number only written otherwise changes nothing for anybody."""
    page = page_of(session, region, TEXTS["phone"]["de"])
    translate(session, judged(session, page)[0], TEXTS["phone"]["en"])
    publish_language(session, page)
    edit(session, page, "Rufen Sie 0821/123 45 67 an.")
    assert [("carry", "cosmetic")] == words(session, page)
    assert ["<p>Call 0821 1234567.</p>"] == texts(session, region, "en")


def test_live_pages_without_translation_are_not_shown(session: Session, region: Region) -> None:
    """A language has a page when somebody has begun it there."""
    live(session, region)
    assert [] == texts(session, region, "ru")
