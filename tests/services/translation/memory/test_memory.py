"""The translation memory: exact, in context, other values, similar; this region's and others'."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.memory_scores import text_of
from app.domain.segments.segmentation import Segment, split
from app.models import Content, Occurrence, Region, Status, Target
from app.services import regions
from app.services.pages import releasing
from app.services.segments import targets
from app.services.translation.memory.memory import Match, exact, lookup, usable
from app.services.translation.memory.memory_index import index_of
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, live_in_english, revise

OPEN = "Die Beratungsstelle ist am Montag und am Dienstag geöffnet."
OPEN_EN = "The advice centre is open on Monday and Tuesday."


def segment(text: str) -> Segment:
    """The only paragraph of a piece of HTML."""
    (found,) = split(f"<p>{text}</p>").segments
    return found


def page(session: Session, home: Region, title: str, *pairs: tuple[str, str]) -> Content:
    """A page live in German and English, from pairs of paragraphs."""
    german = "".join(f"<p>{one}</p>" for one, _ in pairs)
    english = "".join(f"<p>{other}</p>" for _, other in pairs)
    content = live(session, home, title, german)
    live_in_english(session, content, f"{title} EN", english)
    return content


def paragraph(session: Session, content: Content, number: int = 0) -> int:
    """The segment of a body paragraph as it is published."""
    found = session.scalar(
        select(Occurrence.segment_id).where(
            Occurrence.revision_id == content.published_revision_id,
            Occurrence.position == 2 + number,
        )
    )
    assert found is not None
    return found


def told(found: list[Match]) -> list[tuple[int, str, str]]:
    """Score, main reason and text of each match."""
    return [(match.score, match.reasons[0].name, match.coded) for match in found]


def another(session: Session) -> Region:
    """A second region."""
    return regions.create(session, "nebendorf", "Nebendorf", ["de", "en"], NOW)


def test_an_equal_text_elsewhere_is_100(session: Session, region: Region) -> None:
    """The region's own translation of the same words is found, and may be used."""
    page(session, region, "Beratung", (OPEN, OPEN_EN))
    found = lookup(session, region.id, "en", segment(OPEN))
    assert [(100, "equal", OPEN_EN)] == told(found)
    best = usable(found)
    assert best is not None
    assert (OPEN_EN, "testdorf", False, True) == (
        best.coded, best.region, best.is_elsewhere, best.is_whole,
    )  # fmt: skip


def test_the_paragraphs_own_earlier_text_is_101(session: Session, region: Region) -> None:
    """What this very paragraph was called when it said the same is the best there is."""
    content = page(session, region, "Beratung", (OPEN, OPEN_EN))
    own = paragraph(session, content)
    found = lookup(session, region.id, "en", segment(OPEN), segment_id=own)
    assert [(101, "same paragraph", OPEN_EN)] == told(found)


def test_equal_text_between_the_same_neighbours_is_101(session: Session, region: Region) -> None:
    """Two translations of equal text: that between the same neighbours is better; neither is unasked."""
    around = (("Erst kommt das hier.", "First this."), ("Dann kommt noch das.", "Then that."))
    page(session, region, "Eins", around[0], (OPEN, OPEN_EN), around[1])
    page(session, region, "Zwei", (OPEN, "We open on Monday and Tuesday."))
    third = live(
        session, region, "Drei", f"<p>{around[0][0]}</p><p>{OPEN}</p><p>{around[1][0]}</p>"
    )
    place = paragraph(session, third, 1)
    found = lookup(session, region.id, "en", segment(OPEN), segment_id=place)
    assert [
        (101, "same neighbours", OPEN_EN),
        (100, "equal", "We open on Monday and Tuesday."),
    ] == told(found)
    assert usable(found) is None


def test_other_values_are_rewritten(session: Session, region: Region) -> None:
    """The same sentence about another sum comes with our sum, for a person to accept."""
    page(session, region, "Kurs", ("Der Kurs kostet 20 Euro.", "The course costs 20 euros."))
    found = lookup(session, region.id, "en", segment("Der Kurs kostet 35 Euro."))
    assert [(96, "other values", "The course costs 35 euros.")] == told(found)
    assert usable(found) is None


def test_a_similar_text_is_shown_with_its_german(session: Session, region: Region) -> None:
    """A paragraph with one word changed finds the old one, and what it answered."""
    page(session, region, "Beratung", (OPEN, OPEN_EN))
    (found,) = lookup(session, region.id, "en", segment(OPEN.replace("Dienstag", "Mittwoch")))
    assert ("similar", OPEN_EN, OPEN) == (found.reasons[0].name, found.coded, found.source.coded)
    assert 85 < found.score < 96


def test_nothing_like_it_gives_nothing(session: Session, region: Region) -> None:
    """An unheard-of text has no match, and neither has another language."""
    page(session, region, "Beratung", (OPEN, OPEN_EN))
    assert [] == lookup(session, region.id, "en", segment("Ganz etwas anderes steht hier."))
    assert [] == lookup(session, region.id, "ar", segment(OPEN))


def test_other_regions_are_marked(session: Session, region: Region) -> None:
    """A neighbour's translation is offered at 98, and never used without asking."""
    page(session, region, "Beratung", (OPEN, OPEN_EN))
    found = lookup(session, another(session).id, "en", segment(OPEN))
    assert [(98, "equal", OPEN_EN)] == told(found)
    assert ("testdorf", True, None) == (found[0].region, found[0].is_elsewhere, usable(found))


def test_a_title_is_worth_three_points_less_as_a_paragraph(
    session: Session, region: Region
) -> None:
    """Equal words of another kind of place are found too."""
    page(session, region, "Beratung und Hilfe", (OPEN, OPEN_EN))
    found = lookup(session, region.id, "en", segment("Beratung und Hilfe"))
    assert [(97, "equal", "Beratung und Hilfe EN")] == told(found)


@pytest.mark.parametrize(
    ("origin", "quality", "score"),
    [("machine", "draft", 85), ("machine", "reviewed", 90), ("human", "draft", 95)],
)
def test_machine_texts_and_drafts_are_worth_less(
    session: Session, region: Region, origin: str, quality: str, score: int
) -> None:
    """They are shown with what was taken off, and never used without asking."""
    content = live(session, region, "Beratung", f"<p>{OPEN}</p>")
    source = text_of(segment(OPEN))
    targets.write(
        session, paragraph(session, content), "en", OPEN_EN, (), source.full,
        origin=origin, quality=quality, now=NOW,
    )  # fmt: skip
    found = lookup(session, region.id, "en", segment(OPEN))
    assert [score] == [match.score for match in found]
    assert usable(found) is None
    assert {} == exact(session, region.id, "en", [source.full])


def test_what_rules_made_of_a_machine_text_is_a_machine_text(
    session: Session, region: Region
) -> None:
    """A carried value does not make a machine's sentence a person's."""
    content = live(session, region, "Beratung", f"<p>{OPEN}</p>")
    full, place = text_of(segment(OPEN)).full, paragraph(session, content)
    first = targets.write(
        session, place, "en", "Open.", (), full, origin="machine", quality="translated", now=NOW
    )
    targets.write(
        session, place, "en", OPEN_EN, (), full, origin="rule", quality="translated", now=NOW,
        based_on=first.id,
    )  # fmt: skip
    found = {match.coded: match.maker for match in lookup(session, region.id, "en", segment(OPEN))}
    assert {"Open.": "machine", OPEN_EN: "machine"} == found
    assert {} == exact(session, region.id, "en", [full])


def test_a_translation_that_went_stale_is_worth_less(session: Session, region: Region) -> None:
    """Where the other page's German has moved on, its translation is offered at 85."""
    content = page(session, region, "Beratung", (OPEN, OPEN_EN))
    revise(session, content, "<p>Die Beratungsstelle hat leider nicht mehr geöffnet.</p>")
    releasing.publish(session, content, now=day(1))
    assert "stale" in session.scalars(select(Status.state).where(Status.language == "en")).all()
    found = lookup(session, region.id, "en", segment(OPEN))
    assert [85] == [match.score for match in found]


def test_exact_finds_a_lone_translation_only(session: Session, region: Region) -> None:
    """By hash; with a second, different translation there is none."""
    page(session, region, "Eins", (OPEN, OPEN_EN))
    full = text_of(segment(OPEN)).full
    assert {full: OPEN_EN} == {
        name: found.coded for name, found in exact(session, region.id, "en", [full, "1:0"]).items()
    }
    page(session, region, "Zwei", (OPEN, "We are open."))
    assert {} == exact(session, region.id, "en", [full])
    assert {} == exact(session, region.id, "en", [])


def test_new_translations_are_found_at_once(session: Session, region: Region) -> None:
    """The index learns what came since it was made, and forgets what was rolled back."""
    almost = segment(OPEN.replace("Dienstag", "Mittwoch"))
    assert [] == lookup(session, region.id, "en", almost)
    session.commit()
    page(session, region, "Beratung", (OPEN, OPEN_EN))
    assert 1 == len(lookup(session, region.id, "en", almost))
    session.rollback()
    assert [] == lookup(session, region.id, "en", almost)
    assert 0 == len(session.scalars(select(Target)).all())
    page(session, region, "Sprechzeit", (OPEN, "Another one."))
    assert ["Another one."] == [m.coded for m in lookup(session, region.id, "en", almost)]


def test_each_database_has_an_index_of_its_own(session: Session, region: Region) -> None:
    """Sessions on one database share it."""
    with Session(session.get_bind()) as other:
        assert index_of(session) is index_of(other)


def test_the_best_are_few(session: Session, region: Region) -> None:
    """No more than asked for, the best first."""
    for number in range(6):
        page(session, region, f"Seite {number}", (OPEN, f"Translation {number}."))
    found = lookup(session, region.id, "en", segment(OPEN), 3)
    assert [100, 100, 100] == [match.score for match in found]
