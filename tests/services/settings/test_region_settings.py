"""A region's own facts: checked, kept, and known to readers at once."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Catalogue, Region
from app.services.settings import region_settings
from app.services.settings.region_settings import Facts
from tests.services.guide import day, live, shown

FACTS = Facts(
    "Testdorf", "Gemeinde", "live", "30159", (52.4, 9.7), (9.6, 52.3, 9.9, 52.5),
    {"Linden": (52.36, 9.71)}, "Europe/Berlin", frozenset({"events"}),
)  # fmt: skip


def listed(session: Session) -> list[dict[str, object]]:
    """The regions as apps get them."""
    return list(orjson.loads(session.scalars(select(Catalogue.body)).one()))


def test_apps_know_at_once(session: Session, region: Region) -> None:
    """Name, place, aliases and features stand in the list of regions; saving it again changes nothing."""
    changed = region_settings.change(session, region, FACTS, day(1))
    assert {"prefix", "postal_code", "centre", "box", "aliases", "features"} == set(changed)
    (told,) = listed(session)
    assert ("Gemeinde Testdorf", "30159", 52.4, [[9.6, 52.3], [9.9, 52.5]], True, False) == (
        told["name"], told["plz"], told["latitude"], told["bounding_box"], told["events"],
        told["pois"],
    )  # fmt: skip
    assert {"Linden": {"latitude": 52.36, "longitude": 9.71}} == told["aliases"]
    assert FACTS == region_settings.facts(region)
    assert [] == region_settings.change(session, region, FACTS, day(2))


def test_hidden_and_archived_regions(session: Session, region: Region) -> None:
    """A hidden region says that it is not live; an archived one is not listed."""
    region_settings.change(session, region, replace(FACTS, status="hidden"), day(1))
    assert [False] == [one["live"] for one in listed(session)]
    region_settings.change(session, region, replace(FACTS, status="archived"), day(1))
    assert [] == listed(session)


def test_another_time_zone_writes_the_times_anew(session: Session, region: Region) -> None:
    """Readers see when a page changed by the region's clock."""
    live(session, region)
    before = shown(session, region)[0]["last_updated"]
    region_settings.change(session, region, replace(FACTS, time_zone="Europe/Kyiv"), day(1))
    after = shown(session, region)[0]["last_updated"]
    assert (str(before)[-6:], str(after)[-6:]) == ("+01:00", "+02:00")


@pytest.mark.parametrize(
    ("wrong", "field", "kind"),
    [
        ({"name": " "}, "name", "empty"),
        ({"name": "x" * 201}, "name", "long"),
        ({"status": "gone"}, "status", "choice"),
        ({"postal_code": "3015A"}, "postal_code", "postal-code"),
        ({"centre": (91.0, 9.0)}, "centre", "latitude"),
        ({"centre": (float("nan"), 9.0)}, "centre", "latitude"),
        ({"box": (9.9, 52.3, 9.6, 52.5)}, "box", "box"),
        ({"box": (-181.0, 52.3, 9.6, 52.5)}, "box", "longitude"),
        ({"aliases": {"": (1.0, 1.0)}}, "aliases", "empty"),
        ({"aliases": {"Linden": (1.0, 181.0)}}, "aliases", "longitude"),
        ({"time_zone": "Europe/Hannover"}, "time_zone", "zone"),
    ],
)
def test_what_is_wrong_is_named(
    session: Session, region: Region, wrong: dict[str, object], field: str, kind: str
) -> None:
    """The field and the kind of fault, and nothing is changed."""
    with pytest.raises(Invalid) as caught:
        region_settings.change(session, region, replace(FACTS, **wrong), day(1))  # type: ignore[arg-type]
    assert (field, kind, "") == (caught.value.field, caught.value.kind, region.prefix)
