"""Organisations: kept, named by pages, and shown to their readers."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.models import Region
from app.services import regions
from app.services.publishing import publication
from app.services.settings import organisations
from app.services.settings.organisations import Facts
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, shown

FACTS = Facts("Caritas  Hannover", "https://caritas.example", "/static/icons/heart.svg")


def test_readers_see_a_change_at_once(session: Session, region: Region) -> None:
    """The page that names it carries its name, logo and website."""
    row = organisations.add(session, region, FACTS)
    content = live(session, region)
    content.organisation = row
    publication.publish_texts(session, content, NOW)
    organisations.change(session, row, Facts("Diakonie", "https://diakonie.example"), day(1))
    told = shown(session, region)[0]["organization"]
    assert ("caritas-hannover", "Diakonie", "") == (told["slug"], told["name"], told["logo"])
    assert [("Diakonie", 1)] == [
        (line.row.name, line.pages) for line in organisations.of_region(session, region)
    ]
    with pytest.raises(Conflict):
        organisations.remove(session, row)


def test_one_that_nobody_names_can_go(session: Session, region: Region) -> None:
    """It is gone, and another region never had it."""
    row = organisations.add(session, region, FACTS)
    other = regions.create(session, "nebendorf", "Nebendorf", ["de"], NOW)
    assert None is organisations.get(session, other, row.id)
    organisations.remove(session, row)
    assert [] == organisations.of_region(session, region)


@pytest.mark.parametrize(
    ("facts", "field", "kind"),
    [
        (Facts("", "https://a.example"), "name", "empty"),
        (Facts("x" * 201, "https://a.example"), "name", "long"),
        (Facts("A", "a.example"), "website", "address"),
        (Facts("A", "javascript:alert(1)"), "website", "address"),
        (Facts("A", "https://a.example", "data:image/png;base64,AA"), "logo", "address"),
        (Facts("A", "https://[a"), "website", "address"),
        (Facts("Caritas Hannover", "https://a.example"), "name", "taken"),
    ],
)
def test_what_is_wrong_is_named(
    session: Session, region: Region, facts: Facts, field: str, kind: str
) -> None:
    """The field and the kind of fault."""
    organisations.add(session, region, FACTS)
    with pytest.raises(Invalid) as caught:
        organisations.add(session, region, facts)
    assert (field, kind) == (caught.value.field, caught.value.kind)
