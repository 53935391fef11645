"""A region's languages: added hidden and judged at once, ordered, switched off without loss."""

from __future__ import annotations

import orjson
import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.db import transactions_on
from app.errors import Conflict, Invalid
from app.jobs import comparing
from app.models import Catalogue, Region, Status
from app.services import regions
from app.services.segments import statuses
from app.services.settings import policies, region_languages
from tests.fixtures.guides import NOW
from tests.services.guide import live, live_in_english, texts, titles


def codes(session: Session) -> list[str]:
    """The languages that apps list, in their order."""
    (told,) = orjson.loads(session.scalars(select(Catalogue.body)).one())
    return [one["code"] for one in told["languages"]]


@pytest.mark.parametrize(
    ("tag", "code", "name", "direction"),
    [
        ("pl", "pl", "Polski", "ltr"), ("zh-Hans", "zh", "中文 (简体)", "ltr"),
        ("fr_FR", "fr", "Français", "ltr"), ("ckb", "ckb", "کوردیی ناوەندی", "rtl"),
        ("prs", "prs", "دری", "rtl"), ("de-x-leicht", "de", "Deutsch", "ltr"),
    ],
)  # fmt: skip
def test_much_is_known_of_a_language_by_its_tag(
    tag: str, code: str, name: str, direction: str
) -> None:
    """Its own name and the direction in which it is written."""
    found = region_languages.suggested(tag)
    assert (code, name, direction) == (found.code, found.native_name, found.direction)


@pytest.mark.parametrize("tag", ["", "polnisch", "p", "../x", "pl PL"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    """A name or an address is no tag."""
    with pytest.raises(Invalid):
        region_languages.suggested(tag)


def test_a_new_language_is_hidden_and_counted(session: Session, region: Region) -> None:
    """Apps do not list it; each paragraph is missing in it, as rebuilding would say too."""
    live(session, region)
    made = region_languages.add(session, region, "pl", NOW)
    assert (True, False, "Polski") == (made.active, made.visible, made.language.native_name)
    assert "pl" not in codes(session)
    assert ["missing", "missing"] == session.scalars(
        select(Status.state).where(Status.language == "pl")
    ).all()
    assert 0 == statuses.rebuild(session, region)
    with pytest.raises(Conflict):
        region_languages.add(session, region, "pl", NOW)
    easy = region_languages.add(session, region, "de-x-leicht", NOW, name="Leichte Sprache")
    assert ("de-x-leicht", "Leichte Sprache") == (easy.language.code, easy.language.native_name)


def test_the_worker_judges_what_was_not(engine: Engine, session: Session, region: Region) -> None:
    """A language that came to a large region has its states soon after; twice is once."""
    live(session, region)
    live(session, region, "Amt", "<p>Das Amt ist zu.</p>")
    regions.ensure_languages(session, [region_languages.suggested("pl")])
    regions.add_languages(session, region, ["pl"])
    session.commit()
    transaction = transactions_on(engine)
    assert [2, 0] == [comparing.judge_new(transaction), comparing.judge_new(transaction)]
    counted = select(func.count()).select_from(Status).where(Status.language == "pl")
    assert 4 == session.scalar(counted)


def test_order_and_visibility_reach_readers(session: Session, region: Region) -> None:
    """Up, down, hidden, off: the list of regions says so, and nothing is lost."""
    content = live(session, region)
    live_in_english(session, content)
    region_languages.move(session, region, "ar", -1, NOW)
    region_languages.move(session, region, "de", -1, NOW)
    assert ["de", "ar", "en"] == codes(session)[:3]
    region_languages.show(session, region, "en", NOW, active=True, visible=False)
    assert ("en" in codes(session), ["School"]) == (False, titles(session, region, "en"))
    region_languages.show(session, region, "en", NOW, active=False, visible=False)
    assert [] == titles(session, region, "en")
    region_languages.show(session, region, "en", NOW, active=True, visible=True)
    assert (True, ["School"]) == ("en" in codes(session), titles(session, region, "en"))
    with pytest.raises(Invalid):
        region_languages.show(session, region, "de", NOW, active=False, visible=True)


def test_a_policy_changes_what_its_own_readers_see(session: Session, region: Region) -> None:
    """A paragraph without a translation is German, then left out."""
    content = live(session, region, html="<p>Die Schule ist offen.</p><p>Bringen Sie ein Heft.</p>")
    live_in_english(session, content, html="<p>The school is open.</p>")
    assert "wegweiser-missing" in texts(session, region, "en")[0]
    policies.change(session, region, "en", NOW, missing="omit", machine="publish")
    assert "wegweiser-missing" not in texts(session, region, "en")[0]


def test_a_new_region_is_hidden(session: Session, region: Region) -> None:
    """Named and with its languages; a slug that is reserved or in use is refused."""
    made = region_languages.found(session, "neustadt", "Neustadt", ["de", "en"], NOW)
    assert ("hidden", ["de", "en"]) == (made.status, regions.codes(made))
    for slug, error in (("api", Invalid), ("Neu Stadt", Invalid), ("testdorf", Conflict)):
        with pytest.raises(error):
            region_languages.found(session, slug, "X", ["de"], NOW)
