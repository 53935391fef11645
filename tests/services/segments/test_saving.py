"""What an editor is told on saving, and what a minor edit may be."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Equivalence, Region
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.regions import SEVEN
from tests.services.guide import EDITOR, day, revise, rows
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    ENGLISH,
    edit,
    english,
    html_of,
    judged,
    page_of,
    publish_language,
    say,
    served,
    states,
    words,
)

CALL = "Rufen Sie 0821 1234567 an."
SLIP = "Die Anmedung ist einfach."
SIX = ("en", "ar", "fa", "ru", "tr", "uk")


def in_six(session: Session, region: Region, *texts: str) -> pages.Content:
    """A page that is translated into all six languages."""
    page = page_of(session, region, *texts)
    for language in SIX:
        for paragraph in judged(session, page, language):
            number = len(paragraph.source.segment.codes)
            codes = "".join(f" ⟦{n}/⟧" for n in range(1, number + 1))
            say(session, paragraph, f"Text {language}{codes}", language)
        publish_language(session, page, language)
    return page


def test_the_report_in_words(session: Session, region: Region) -> None:
    """One sentence: what was carried, what is spelling, what costs how much, what is gone."""
    page = in_six(session, region, CALL, SLIP, COURSE, BOOK)
    new = "Der Kurs beginnt mit einem Fest."
    report = edit(
        session, page, CALL.replace("1234567", "7654321"), SLIP.replace("Anmed", "Anmeld"), new
    )
    cost = 6 * len(new)
    assert [("carried", 0), ("spelling", 0), ("work", 6)] == [
        (change.outcome, len(change.languages)) for change in report.changes
    ]
    assert (6, cost, (BOOK,)) == (report.translations, report.characters, report.gone)
    assert (
        "Paragraphs changed: 3: 1 carried everywhere, 1 spelling,"
        f" 1 in need of 6 translations (about {cost} characters), 1 removed."
    ) == report.summary("en")
    assert (
        "Geänderte Absätze: 3: 1 überall übernommen, 1 nur Rechtschreibung,"
        f" 1 mit 6 fehlenden Übersetzungen (etwa {cost} Zeichen), 1 entfernt."
    ) == report.summary("de")


def test_a_save_that_changes_nothing(session: Session, region: Region) -> None:
    """Editors are told so, in their language."""
    page = page_of(session, region, COURSE)
    report = edit(session, page, f"{COURSE} ")
    assert ("No paragraph changed.", "Kein Absatz hat sich geändert.") == (
        report.summary("en"), report.summary("de"),
    )  # fmt: skip


def test_every_language_has_the_words(session: Session, region: Region) -> None:
    """The report speaks each of the seven languages."""
    page = english(session, region)
    report = edit(session, page, "Der Kurs beginnt mit einem Fest.")
    assert 7 == len({report.summary(facts.code) for facts in SEVEN})


def test_a_change_is_named_with_its_class(session: Session, region: Region) -> None:
    """Each changed paragraph has its texts before and after, and whether it may be minor."""
    page = english(session, region)
    report = edit(session, page, COURSE, "Sie müssen ein Heft kaufen.", "Ein neuer Absatz.")
    changed, new = report.changes
    assert (BOOK, "Sie müssen ein Heft kaufen.", "critical", False, False) == (
        changed.before, changed.text, changed.klass, changed.may_be_minor, changed.preset_minor,
    )  # fmt: skip
    assert ("", "new", False) == (new.before, new.klass, new.may_be_minor)


@pytest.mark.parametrize(
    ("old", "new", "klass", "preset"),
    [
        ("Das rote kreuz hilft.", "Das Rote Kreuz hilft.", "wording", True),
        ("Das ist neu hier.", "Das ist <b>neu</b> hier.", "markup", True),
        (COURSE, "Der Kurs startet im Mai.", "semantic", False),
    ],
)
def test_minor_is_preset_by_class(
    session: Session, region: Region, old: str, new: str, klass: str, preset: bool
) -> None:
    """Small things are proposed to be minor, other words are not."""
    page = page_of(session, region, old)
    (change,) = edit(session, page, new).changes
    assert (klass, True, preset) == (change.klass, change.may_be_minor, change.preset_minor)


def test_a_minor_edit_is_a_hint(session: Session, region: Region) -> None:
    """What the author calls minor leaves the translation in force, with a hint to translators."""
    page = english(session, region, COURSE)
    edit(session, page, "Der Kurs startet im Mai.", minor=None)
    assert [("advise", "semantic")] == words(session, page)
    assert 0 == len(judged(session, page)[0].verdict.reason)


def test_minor_holds_for_the_ticked_paragraph_only(session: Session, region: Region) -> None:
    """The author ticks paragraph by paragraph."""
    page = english(session, region)
    ticked = judged(session, page)[0].segment_id
    edit(session, page, "Der Kurs startet im Mai.", "Sie brauchen ein Buch.", minor=[ticked])
    assert ["advise", "stale"] == states(session, page)


@pytest.mark.parametrize(
    ("old", "new", "klass"),
    [
        ("Sie haben drei Fotos und 3 Monate.", "Sie haben drei Fotos und 6 Monate.", "value"),
        ("Sie müssen kommen.", "Sie können kommen.", "critical"),
        ("Der Kurs kostet 5 Euro.", "Ein Kurs kostet 7 Euro.", "semantic"),
    ],
)
def test_minor_is_refused_for_facts_and_guard_words(
    session: Session, region: Region, old: str, new: str, klass: str
) -> None:
    """A tick there is not even kept."""
    page = english(session, region, old)
    edit(session, page, new, minor=None)
    assert [("stale", klass)] == words(session, page)
    assert [] == session.scalars(select(Equivalence.id)).all()


def test_minor_major_minor_stays_stale(session: Session, region: Region) -> None:
    """Two minor edits do not hide the major one between them."""
    page = english(session, region, "Das Büro liegt im Zentrum der Stadt.")
    edit(session, page, "Das Büro liegt mitten in der Stadt.", minor=None)
    edit(session, page, "Das Büro liegt am Rand der Stadt.", now=day(2))
    edit(session, page, "Das Büro liegt ganz am Rand der Stadt.", now=day(3), minor=None)
    assert ["stale"] == states(session, page)


def test_a_minor_edit_ends_with_the_way_back(session: Session, region: Region) -> None:
    """Back at the text that was translated there is nothing to hint at."""
    page = english(session, region, COURSE)
    edit(session, page, "Der Kurs startet im Mai.", minor=None)
    edit(session, page, COURSE, now=day(2))
    assert [("carry", "restored")] == words(session, page)


def test_an_edge_is_kept_once(session: Session, region: Region) -> None:
    """Going to and fro with ticks does not pile up rows."""
    page = english(session, region, COURSE)
    for number in range(1, 5):
        text = COURSE if number % 2 == 0 else "Der Kurs startet im Mai."
        edit(session, page, text, now=day(number), minor=None)
    assert 2 == len(session.scalars(select(Equivalence.id)).all())


def test_a_preview_changes_nothing(session: Session, region: Region) -> None:
    """An editor may ask what publishing would mean; the database is as before."""
    page = english(session, region)
    before = rows(session)
    draft = Draft("1", html_of(COURSE, "Sie brauchen ein Buch."))
    report = releasing.preview(session, page, draft, now=day(1), author=EDITOR)
    assert ["work"] == [change.outcome for change in report.changes]
    assert before == rows(session)
    assert ["current", "current"] == states(session, page)


def test_a_preview_says_what_publishing_says(session: Session, region: Region) -> None:
    """The report of the preview is the report of the save."""
    page = english(session, region)
    html = html_of("Der Kurs beginnt mit einem Fest.")
    shown = releasing.preview(session, page, Draft("1", html), now=day(1))
    revise(session, page, html, now=day(1))
    done = releasing.publish(session, page, now=day(1))
    assert (shown.changes, shown.gone) == (done.changes, done.gone)


def test_a_merged_paragraph_is_not_removed(session: Session, region: Region) -> None:
    """What lives on in another paragraph is not told to be gone."""
    page = english(session, region)
    assert () == edit(session, page, f"{COURSE} {BOOK}").gone


def test_a_merge_is_never_minor(session: Session, region: Region) -> None:
    """A tick must not let half a translation pass for the whole."""
    page = english(session, region)
    report = edit(session, page, f"{COURSE} {BOOK}", minor=None)
    assert [False] == [change.may_be_minor for change in report.changes]
    assert [("carry", "none")] == words(session, page)
    assert [f"{ENGLISH[COURSE]} {ENGLISH[BOOK]}"] == served(session, page)


def test_a_split_is_never_minor(session: Session, region: Region) -> None:
    """The old text covers both halves, ticked or not."""
    page = english(session, region, f"{COURSE} {BOOK}")
    edit(session, page, COURSE, BOOK, minor=None)
    assert [("carry_group", "split")] * 2 == words(session, page)
