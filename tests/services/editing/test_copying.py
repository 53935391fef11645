"""Copies of pages and sections: drafts with the same text, look and translations."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Content, Head, Occurrence, Region, Target
from app.services import events, outlines
from app.services.editing import copying
from app.services.pages import pages, releasing, translations
from app.services.pages.pages import Draft
from app.services.segments import looks
from app.services.segments.freshness import judge_content
from tests.fixtures.guides import NOW
from tests.services.guide import (
    EDITOR,
    begun,
    day,
    live,
    live_in_english,
    revise,
    shown,
    texts,
    titles,
)


def copy(
    session: Session, page: Content, title: str = "Schule (Kopie)", below: bool = False
) -> Content:
    """Ada's copy, a day later."""
    return copying.copy(session, page, title, below=below, by="Ada", now=day(1))


def outline(session: Session, region: Region) -> list[str]:
    """The titles of a region, indented."""
    return [
        "  " * len(spot.above) + spot.title for spot in outlines.read(session, region.id).values()
    ]


def served(session: Session, page: Content) -> list[tuple[str, str, str]]:
    """Text, origin and quality of what is served in English of the working copy, in order."""
    rows = session.execute(
        select(Target.coded, Target.origin, Target.quality)
        .join(Head, Head.target_id == Target.id)
        .join(Occurrence, Occurrence.segment_id == Target.segment_id)
        .where(Occurrence.revision_id == page.working_revision_id, Target.language == "en")
        .order_by(Occurrence.position)
    )
    return [(coded, origin, quality) for coded, origin, quality in rows]


def test_a_copy_is_a_draft_behind_its_original(session: Session, region: Region) -> None:
    """With the text and look of the working copy; no reader gets it, the original is untouched."""
    page = live(session, region)
    live(session, region, "Amt")
    draft = Draft("Schule", "<p>Neu.</p>", "Kurz", looks.Look("/static/icons/school.svg"))
    pages.revise(session, page, draft, based_on=1, author=EDITOR, now=NOW)
    before = shown(session, region)
    made = copy(session, page)
    assert made.working is not None
    assert (1, "Schule (Kopie)", "<p>Neu.</p>", "Kurz", "/static/icons/school.svg", "Ada") == (
        made.working.number, made.working.title, made.working.html, made.working.description,
        made.working.icon, made.working.author,
    )  # fmt: skip
    source = pages.translation(session, made, "de")
    assert ("draft", None, "schule-kopie") == (source.state, source.live_since, source.slug)
    assert ["Schule", "Schule (Kopie)", "Amt"] == outline(session, region)
    assert before == shown(session, region)
    (event,) = events.newest(session, content_id=made.id)
    assert ("Ada", "page.copy", {"copied": page.id, "pages": 1}) == (
        event.actor, event.action, event.detail,
    )  # fmt: skip


def test_a_section_is_copied_with_all_below(session: Session, region: Region) -> None:
    """In its order; what was put away stays behind; alone a page is copied alone."""
    top = live(session, region, "Bildung")
    school = live(session, region, "Schule", parent=top)
    live(session, region, "Grundschule", parent=school)
    away = live(session, region, "Abendschule", parent=top)
    live(session, region, "Kurse", parent=away)
    live(session, region, "Kita", parent=top)
    pages.archive(session, away, now=NOW)
    copy(session, top, "Bildung 2", below=True)
    assert [
        "Bildung", "  Schule", "    Grundschule", "  Abendschule", "    Kurse", "  Kita",
        "Bildung 2", "  Schule", "    Grundschule", "  Kita",
    ] == outline(session, region)  # fmt: skip
    made = copy(session, school, "Schule 2")
    assert "    Grundschule" not in outline(session, region)[4:6]
    assert (top.id,) == outlines.read(session, region.id)[made.id].above


def test_links_within_a_section_lead_to_the_copies(session: Session, region: Region) -> None:
    """Links to pages that are not copied lead where they led."""
    outside = live(session, region, "Amt")
    top = live(session, region, "Bildung")
    page = live(session, region, "Schule", parent=top)
    html = (
        f'<p><a href="page:{page.id}">Schule</a>, <a href="page:{outside.id}">Amt</a>,'
        f' <a href="page:{page.id}#zeiten">Zeiten</a></p>'
    )
    revise(session, top, html)
    made = copy(session, top, "Bildung 2", below=True)
    twin = next(
        spot.id for spot in outlines.read(session, region.id).values() if spot.parent == made.id
    )
    assert made.working is not None
    assert html.replace(f"page:{page.id}", f"page:{twin}") == made.working.html
    alone = copy(session, top, "Bildung 3")
    assert alone.working is not None
    assert html == alone.working.html


def test_translations_come_along(session: Session, region: Region) -> None:
    """A copy whose title was translated anew can be published at once; nothing else is to do."""
    page = live(session, region, html="<p>Die Schule ist offen.</p><p>Sie kostet nichts.</p>")
    live_in_english(session, page, "School", "<p>The school is open.</p><p>It is free.</p>")
    made = copy(session, page)
    assert [
        ("The school is open.", "memory", "reviewed"),
        ("It is free.", "memory", "reviewed"),
    ] == served(session, made)
    assert [] == titles(session, region, "en")[1:]
    releasing.publish(session, made, now=day(2))
    assert made.published_revision_id is not None
    judged = judge_content(session, made, made.published_revision_id, ["en"])["en"]
    assert ["missing", "current", "current"] == [p.verdict.state for p in judged]


def test_pages_below_can_be_published_as_they_are(session: Session, region: Region) -> None:
    """Their titles are the same, so even those are translated; links that lead elsewhere now do no
    harm."""
    top = live(session, region, "Bildung")
    page = live(
        session, region, html=f'<p>Mehr bei <a href="page:{top.id}">Bildung</a>.</p>', parent=top
    )
    live_in_english(session, top, "Education", "<p>The school is open.</p>")
    live_in_english(
        session, page, "School", f'<p>More at <a href="page:{top.id}">Education</a>.</p>'
    )
    made = copy(session, top, "Bildung 2", below=True)
    twin = pages.get(
        session,
        next(s.id for s in outlines.read(session, region.id).values() if s.parent == made.id),
    )
    for one in (made, twin):
        releasing.publish(session, one, now=day(2))
    assert [("School", "memory", "reviewed")] == served(session, twin)[:1]
    assert twin.published_revision_id is not None
    judged = judge_content(session, twin, twin.published_revision_id, ["en"])["en"]
    assert ["current", "current"] == [p.verdict.state for p in judged]
    translations.begin(session, twin, "en", "School", day(2))
    translations.publish(session, twin, "en", now=day(2))


def test_what_is_old_stays_old(session: Session, region: Region) -> None:
    """A paragraph whose translation has gone stale is stale in the copy too, and a change that was
    declared minor is minor there."""
    page = live(session, region, html="<p>Die Schule ist offen.</p><p>Sie kostet nichts.</p>")
    live_in_english(session, page, "School", "<p>The school is open.</p><p>It is free.</p>")
    revise(session, page, "<p>Die Schule ist am Abend offen.</p><p>Sie kostet dich nichts.</p>")
    told = releasing.preview_of(session, page, page.working, now=NOW)  # type: ignore[arg-type]
    minor = [change.segment_id for change in told.changes if "dich" in change.text]
    releasing.publish(session, page, now=day(1), minor=minor)
    made = copy(session, page)
    releasing.publish(session, made, now=day(2))
    for one in (page, made):
        assert one.published_revision_id is not None
        judged = judge_content(session, one, one.published_revision_id, ["en"])["en"]
        assert ["stale", "advise"] == [p.verdict.state for p in judged[1:]]


def test_a_copy_needs_a_title(session: Session, region: Region) -> None:
    """Without one nothing is copied."""
    page = begun(session, region)
    with pytest.raises(Invalid, match="title"):
        copy(session, page, " ")
    assert ["Schule"] == outline(session, region)


def test_later_work_on_a_copy_is_its_own(session: Session, region: Region) -> None:
    """Editing and publishing the copy leaves the original as it is, in every language."""
    page = live(session, region)
    live_in_english(session, page)
    made = copy(session, page)
    revise(session, made, "<p>Das Amt ist zu.</p>", title="Amt")
    releasing.publish(session, made, now=day(2))
    assert ["<p>Die Schule ist offen.</p>", "<p>Das Amt ist zu.</p>"] == texts(session, region)
    assert ["<p>The school is open.</p>"] == texts(session, region, "en")
