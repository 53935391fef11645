"""What holds for each paragraph as German pages and their translations are edited."""

import pytest
from sqlalchemy.orm import Session

from app.models import Region
from app.services.pages import pages, paragraphs, releasing
from app.services.segments import freshness
from tests.services.guide import PERSON, day, live, revise
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    ENGLISH,
    edit,
    english,
    html_of,
    judged,
    page_of,
    say,
    served,
    states,
    targets,
    translate_all,
    words,
)

BOTH = f"{COURSE} {BOOK}"
BOTH_ENGLISH = " ".join(ENGLISH.values())


def test_a_new_page_is_missing(session: Session, region: Region) -> None:
    """Nobody has translated it yet."""
    page = page_of(session, region, COURSE, BOOK)
    assert ["missing", "missing"] == states(session, page)


def test_a_translated_page_is_current(session: Session, region: Region) -> None:
    """What answers the German of now is current."""
    page = english(session, region)
    assert ["current", "current"] == states(session, page)
    assert list(ENGLISH.values()) == served(session, page)


def test_only_the_changed_paragraph_is_stale(session: Session, region: Region) -> None:
    """The others stay current; the stale one keeps its old text."""
    page = english(session, region)
    edit(session, page, COURSE, "Sie brauchen ein Buch.")
    assert [("carry", "none"), ("stale", "semantic")] == words(session, page)
    assert list(ENGLISH.values()) == served(session, page)


def test_split_shows_the_old_target_once(session: Session, region: Region) -> None:
    """One old target covers both halves; no language has anything to do."""
    page = page_of(session, region, BOTH)
    translate_all(session, page, {BOTH: BOTH_ENGLISH})
    report = edit(session, page, COURSE, BOOK)
    assert [("carry_group", "split")] * 2 == words(session, page)
    assert [BOTH_ENGLISH, ""] == served(session, page)
    assert 0 == sum("en" in change.languages for change in report.changes)


def test_split_then_one_half_edited(session: Session, region: Region) -> None:
    """Then the group is stale as a whole, and the edited half is missing."""
    page = page_of(session, region, BOTH)
    translate_all(session, page, {BOTH: BOTH_ENGLISH})
    edit(session, page, COURSE, BOOK)
    edit(session, page, COURSE, "Sie brauchen kein Heft.", now=day(2))
    assert [("stale", "critical"), ("missing", "new")] == words(session, page)


def test_split_confirmed_half_by_half(session: Session, region: Region) -> None:
    """A translator may say that the old text of all is right for the first half."""
    page = page_of(session, region, BOTH)
    translate_all(session, page, {BOTH: BOTH_ENGLISH})
    edit(session, page, COURSE, "Sie brauchen ein Buch.")
    assert [("stale", "semantic"), ("missing", "new")] == words(session, page)
    first, second = judged(session, page)
    paragraphs.confirm(session, first.segment_id, "en", author="t", now=day(2))
    say(session, second, "You need a book.", now=day(2))
    assert ["current", "current"] == states(session, page)


def test_split_then_each_half_translated(session: Session, region: Region) -> None:
    """Each half has its own text from then on."""
    page = page_of(session, region, BOTH)
    translate_all(session, page, {BOTH: BOTH_ENGLISH})
    edit(session, page, COURSE, BOOK)
    for paragraph in judged(session, page):
        say(session, paragraph, ENGLISH[paragraph.source.segment.coded], now=day(2))
    assert [("carry", "none")] * 2 == words(session, page)
    assert list(ENGLISH.values()) == served(session, page)


def test_merge_joins_the_targets(session: Session, region: Region) -> None:
    """Two paragraphs put together take both targets, written as one."""
    page = english(session, region)
    report = edit(session, page, BOTH)
    assert [("carry", "none")] == words(session, page)
    assert [BOTH_ENGLISH] == served(session, page)
    assert BOTH_ENGLISH == targets(session)[-1]
    assert () == report.gone


def test_merge_keeps_codes_apart(session: Session, region: Region) -> None:
    """The codes of both parts are numbered anew."""
    bold, link = "Der <b>Kurs</b> beginnt.", 'Hier <a href="https://a.de">mehr</a> dazu.'
    page = page_of(session, region, bold, link)
    for paragraph, text in zip(
        judged(session, page), ["The ⟦1⟧course⟦/1⟧ starts.", "Here is ⟦1⟧more⟦/1⟧."], strict=True
    ):
        say(session, paragraph, text)
    edit(session, page, f"{bold} {link}")
    assert ["The ⟦1⟧course⟦/1⟧ starts. Here is ⟦2⟧more⟦/2⟧."] == served(session, page)


def test_merge_where_one_part_is_stale(session: Session, region: Region) -> None:
    """Readers keep both old texts, and the whole is stale."""
    page = english(session, region)
    edit(session, page, COURSE, "Sie brauchen ein Buch.")
    edit(session, page, f"{COURSE} Sie brauchen ein Buch.", now=day(2))
    assert [("stale", "semantic")] == words(session, page)
    assert [BOTH_ENGLISH] == served(session, page)


def test_merge_where_one_part_was_never_translated(session: Session, region: Region) -> None:
    """Half a translation is no translation of the whole."""
    page = page_of(session, region, COURSE, BOOK)
    translate_all(session, page, {COURSE: ENGLISH[COURSE]})
    edit(session, page, BOTH)
    assert ["stale"] == states(session, page)


def test_delete_and_bring_back(session: Session, region: Region) -> None:
    """A paragraph that comes back word for word has its old translation, and nobody any work."""
    page = english(session, region)
    before = targets(session)
    edit(session, page, COURSE)
    assert 1 == len(judged(session, page))
    report = edit(session, page, BOOK, COURSE, now=day(2))
    assert [("carry", "restored"), ("carry", "none")] == words(session, page)
    assert before == targets(session)
    assert all("en" not in change.languages for change in report.changes)


def test_revert_restores_with_quality(session: Session, region: Region) -> None:
    """The reviewed text is served again, though a newer one was written in between."""
    page = english(session, region)
    edit(session, page, COURSE, "Sie brauchen ein Buch.")
    say(session, judged(session, page)[1], "You need a book.", now=day(2))
    count = len(targets(session))
    edit(session, page, COURSE, BOOK, now=day(3))
    verdict = judged(session, page)[1].verdict
    assert verdict.answer is not None
    assert ("carry", "restored", ENGLISH[BOOK], "reviewed") == (
        verdict.word, verdict.klass, verdict.coded, verdict.answer.quality,
    )  # fmt: skip
    assert count == len(targets(session))


def test_a_confirmed_text_is_restored_too(session: Session, region: Region) -> None:
    """Back at a German text for which the old translation was confirmed, it is current again."""
    page = english(session, region, COURSE)
    edit(session, page, "Der Kurs startet im Mai.")
    segment = judged(session, page)[0].segment_id
    paragraphs.confirm(session, segment, "en", author="t", now=day(1))
    edit(session, page, "Der Kurs endet im Mai.", now=day(2))
    say(session, judged(session, page)[0], "The course ends in May.", now=day(2))
    edit(session, page, "Der Kurs startet im Mai.", now=day(3))
    assert ["current"] == states(session, page)
    assert [f"EN {COURSE}"] == served(session, page)


def test_still_right_holds_in_one_language(session: Session, region: Region) -> None:
    """A translator's word counts for that translator's language only."""
    page = english(session, region, COURSE)
    translate_all(session, page, {COURSE: "Kurs mayısta başlıyor."}, "tr")
    edit(session, page, "Der Kurs startet im Mai.")
    segment = judged(session, page)[0].segment_id
    paragraphs.confirm(session, segment, "en", author="t", now=day(2))
    assert (["current"], ["stale"]) == (states(session, page), states(session, page, "tr"))


def test_still_right_is_a_path_to_one_text_only(session: Session, region: Region) -> None:
    """After the next change of words the paragraph is stale again."""
    page = english(session, region, COURSE)
    edit(session, page, "Der Kurs startet im Mai.")
    paragraphs.confirm(session, judged(session, page)[0].segment_id, "en", author="t", now=day(2))
    edit(session, page, "Ein ganz neuer Kurs startet im Mai.", now=day(3))
    assert ["stale"] == states(session, page)


def test_equal_text_with_one_translation_is_filled(session: Session, region: Region) -> None:
    """A new paragraph with the words of another gets its translation, without asking."""
    page = english(session, region, COURSE)
    edit(session, page, COURSE, "Etwas ganz anderes.", COURSE)
    assert [("carry", "none"), ("missing", "new"), ("carry", "none")] == words(session, page)
    assert f"EN {COURSE}" == served(session, page)[2]


def test_equal_text_with_two_translations_is_not_filled(session: Session, region: Region) -> None:
    """Nobody can tell which one is meant."""
    page = page_of(session, region, "Bank", COURSE, "Bank")
    for paragraph, text in zip(judged(session, page), ["Bank", "Course", "Bench"], strict=True):
        say(session, paragraph, text)
    edit(session, page, "Bank", COURSE, "Bank", BOOK, "Bank")
    assert ["current", "current", "current", "missing", "missing"] == states(session, page)


def test_a_corrected_translation_is_one_candidate(session: Session, region: Region) -> None:
    """The slip that a translator mended does not count as another translation."""
    page = page_of(session, region, "Bank", COURSE)
    say(session, judged(session, page)[0], "Benhc")
    say(session, judged(session, page)[0], "Bench", now=day(1))
    edit(session, page, "Bank", COURSE, "Bank", now=day(2))
    assert ["Bench", "Bench"] == [served(session, page)[0], served(session, page)[2]]


def test_title_and_description_are_judged_alike(session: Session, region: Region) -> None:
    """A changed title is stale, an equal description current."""
    page = english(session, region, COURSE)
    working = page.working
    assert working is not None
    draft = pages.Draft("Kurse und Beratung", working.html, "Was es gibt")
    pages.revise(session, page, draft, based_on=working.number, author="", now=day(1))
    releasing.publish(session, page, now=day(1))
    revision_id = page.published_revision_id
    assert revision_id is not None
    found = freshness.judge_content(session, page, revision_id, ["en"])["en"]
    kinds = {p.source.segment.kind: p.verdict.state for p in found}
    assert {"title": "stale", "description": "missing", "text": "current"} == kinds


def test_an_attribute_is_a_segment(session: Session, region: Region) -> None:
    """The alternative text of an image is translated, and stale, on its own."""
    image = '<p>Plan der Stadt <img src="/a.png" alt="{}"> zum Mitnehmen</p>'
    page = live(session, region, "1", image.format("Stadtplan im Rathaus"))
    for paragraph, text in zip(
        judged(session, page), ["Map ⟦1/⟧ to take", "City map in the town hall"], strict=True
    ):
        say(session, paragraph, text)
    revise(session, page, image.format("Stadtplan im neuen Rathaus"), now=day(1))
    releasing.publish(session, page, now=day(1))
    assert ["current", "stale"] == states(session, page)


def test_a_draft_changes_no_status(session: Session, region: Region) -> None:
    """As long as a change is not published, nothing is stale."""
    page = english(session, region)
    revise(session, page, html_of(COURSE, "Sie müssen ein Heft kaufen."), now=day(1))
    assert ["current", "current"] == states(session, page)


def test_several_drafts_are_published_at_once(session: Session, region: Region) -> None:
    """What counts is the text that was translated and the text of now, not the drafts between."""
    page = english(session, region)
    revise(session, page, html_of(COURSE), now=day(1))
    revise(session, page, html_of(COURSE, "Sie müssen nichts mitbringen."), now=day(2))
    revise(session, page, html_of(COURSE, BOOK), now=day(3))
    report = releasing.publish(session, page, now=day(4))
    assert ["current", "current"] == states(session, page)
    assert all("en" not in change.languages for change in report.changes)


def test_saying_something_about_a_draft_changes_nothing(session: Session, region: Region) -> None:
    """A translation that answers an older text is kept, served and stale."""
    page = english(session, region, COURSE)
    old = judged(session, page)[0]
    edit(session, page, "Der Kurs endet im Mai.")
    saved = paragraphs.save(
        session, old.segment_id, "en", "The course begins in May.", made_against=old.source.hash,
        lock_version=1, by=PERSON, now=day(2),
    )  # fmt: skip
    assert "behind" == saved.outcome
    assert (["stale"], ["The course begins in May."]) == (
        states(session, page), served(session, page),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar", "fa", "ru", "tr", "uk"])
def test_words_without_letters_are_nobodys_work(
    session: Session, region: Region, language: str
) -> None:
    """A paragraph that is only a phone number is never missing."""
    page = page_of(session, region, "0821 1234567", "2026")
    assert ["current", "current"] == states(session, page, language)
