"""A guide of another Integreat backend brought over."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.db import open_engine
from app.errors import Invalid, WegweiserError
from app.exchange import integreat
from app.exchange.integreat import Item
from app.models import Content, Page, Region, Target, Translation
from app.services import regions
from app.services.importing import importing
from app.services.importing.importing import Outcome
from app.services.pages import pages, releasing, takeover, translations
from tests.fixtures.guides import AUGSBURG, NOW
from tests.services.guide import EDITOR, day, rows, shown, titles

Value = dict[str, Any]


def item(path: str, title: str, order: int = 1, parent: str = "", **other: Any) -> Value:
    """A page as the other backend gives it; `en` or `de` is the path of its partner."""
    partners = {code: {"id": 1, "path": other.pop(code)} for code in ("de", "en") if code in other}
    return {
        "path": path,
        "title": title,
        "content": f"<p>{title}.</p>",
        "last_updated": "2026-03-01T10:00:00+01:00",
        "parent": {"id": 1 if parent else 0, "path": parent or None},
        "order": order,
        "available_languages": partners,
    } | other


def guide() -> dict[str, list[Value]]:
    """A guide of three German pages, two of them in English too."""
    return {
        "de": [
            item("/dorf/de/bildung/", "Bildung", 20, en="/dorf/en/education/"),
            item("/dorf/de/bildung/schule/", "Schule", 10, "/dorf/de/bildung/",
                 en="/dorf/en/education/school/"),
            item("/dorf/de/arbeit/", "Arbeit", 10),
        ],
        "en": [
            item("/dorf/en/education/", "Education", 20, de="/dorf/de/bildung/"),
            item("/dorf/en/education/school/", "School", 10, "/dorf/en/education/",
                 de="/dorf/de/bildung/schule/"),
        ],
    }  # fmt: skip


def read(values: dict[str, list[Value]]) -> dict[str, list[Item]]:
    """The items of a guide, by language."""
    return {
        code: integreat.read(orjson.dumps(items), code, f"{code}.json")
        for code, items in values.items()
    }


def bring(session: Session, values: dict[str, list[Value]]) -> Outcome:
    """The guide imported into the region “dorf”."""
    return importing.import_guide(session, "dorf", "Dorf", read(values), NOW)


def test_a_guide_comes_over_whole(session: Session) -> None:
    """Tree, order, titles, texts, addresses, dates and the pairing of languages are as they were."""
    outcome = bring(session, guide())
    assert (3, 5, 0, 0) == (
        outcome.pages_new,
        outcome.texts_new,
        outcome.texts_changed,
        outcome.texts_unchanged,
    )
    region = regions.get(session, "dorf")
    german, english = shown(session, region), shown(session, region, "en")
    assert ["/dorf/de/arbeit/", "/dorf/de/bildung/", "/dorf/de/bildung/schule/"] == [
        page["path"] for page in german
    ]
    assert ["<p>Education.</p>", "<p>School.</p>"] == [page["content"] for page in english]
    assert [10, 20, 10] == [page["order"] for page in german]
    assert {"2026-03-01T10:00:00+01:00"} == {page["last_updated"] for page in german + english}
    assert german[2]["available_languages"]["en"]["path"] == "/dorf/en/education/school/"
    assert ("Dorf", "live") == (region.name, region.status)


def test_importing_again_changes_nothing(session: Session) -> None:
    """The second run says that all was there, and not one row is new."""
    bring(session, guide())
    before = rows(session), shown(session, regions.get(session, "dorf"))
    outcome = bring(session, guide())
    assert (False, 0, 5) == (outcome.changed(), outcome.texts_new, outcome.texts_unchanged)
    assert before == (rows(session), shown(session, regions.get(session, "dorf")))


def test_only_what_changed_is_written(session: Session) -> None:
    """A text that changed over there becomes a revision; the rest is told as unchanged."""
    bring(session, guide())
    values = guide()
    values["de"][2]["content"] = "<p>Arbeit gibt es hier.</p>"
    outcome = bring(session, values)
    assert (0, 0, 1, 4) == (
        outcome.pages_new,
        outcome.texts_new,
        outcome.texts_changed,
        outcome.texts_unchanged,
    )
    assert (
        "<p>Arbeit gibt es hier.</p>" == shown(session, regions.get(session, "dorf"))[0]["content"]
    )


def test_a_second_language_comes_later(session: Session) -> None:
    """English imported after German joins the pages that are there."""
    bring(session, {"de": guide()["de"]})
    outcome = bring(session, guide())
    assert (0, 2) == (outcome.pages_new, outcome.texts_new)
    assert ["Education", "School"] == titles(session, regions.get(session, "dorf"), "en")


def test_an_older_translation_is_not_trusted(session: Session) -> None:
    """A translation that is older than its German is counted and kept as unverified."""
    values = guide()
    values["de"][0]["last_updated"] = "2026-06-01T10:00:00+02:00"
    assert 1 == bring(session, values).unverified
    found = session.scalars(select(Target.quality).where(Target.coded == "Education."))
    assert ["unverified"] == list(found)


def test_a_page_in_english_only(session: Session) -> None:
    """A page without German is written in English, below the partner of its parent."""
    values = guide()
    values["en"].append(item("/dorf/en/education/visa/", "Visa", 20, "/dorf/en/education/"))
    bring(session, values)
    region = regions.get(session, "dorf")
    assert ["Education", "School", "Visa"] == titles(session, region, "en")
    (visa,) = session.scalars(select(Content).where(Content.source_language == "en"))
    bildung = session.scalars(select(Translation.content_id).where(Translation.slug == "bildung"))
    assert bildung.one() == session.get_one(Page, visa.id).parent_id
    assert not bring(session, values).changed()


def test_parents_come_first_whatever_the_paths(session: Session) -> None:
    """A page is put below its parent even where its path is shorter, and before its parent's item."""
    values = {
        "de": [
            item("/dorf/de/kurz/", "Kurz", 1, "/dorf/de/sehr/lang/"),
            item("/dorf/de/sehr/lang/", "Lang", 1),
        ]
    }
    bring(session, values)
    assert ["Lang", "Kurz"] == titles(session, regions.get(session, "dorf"))


def test_encoded_paths_are_understood(session: Session) -> None:
    """Slugs come over decoded and in lower case, and parents are found by them."""
    values = {
        "de": [
            item("/dorf/de/%C3%9Cber/", "Über", 1),
            item("/dorf/de/%C3%9Cber/Uns/", "Uns", 1, "/dorf/de/%C3%9Cber/"),
        ]
    }
    bring(session, values)
    region = regions.get(session, "dorf")
    assert ["/dorf/de/über/", "/dorf/de/über/uns/"] == [p["path"] for p in shown(session, region)]
    assert not bring(session, values).changed()


def test_a_pair_named_on_one_side_is_a_pair(session: Session) -> None:
    """Files fetched at different moments may name a partner in one of them only."""
    values = guide()
    for page in values["de"]:
        page["available_languages"] = {}
    assert 3 == bring(session, values).pages_new


def test_old_slugs_come_over(session: Session) -> None:
    """The slugs that a page had over there lead to it here."""
    values = guide()
    values["de"][2]["slug_history"] = ["jobs", "arbeit"]
    bring(session, values)
    history = shown(session, regions.get(session, "dorf"))[0]["slug_history"]
    assert {"jobs", "arbeit"} == set(history)
    assert not bring(session, values).changed()


def test_a_renamed_page_stays_the_same_page(session: Session) -> None:
    """A page that got another address over there is recognised by its partner, not doubled."""
    bring(session, guide())
    values = guide()
    values["de"][1]["path"] = "/dorf/de/bildung/lernen/"
    values["en"][1]["available_languages"]["de"]["path"] = "/dorf/de/bildung/lernen/"
    outcome = bring(session, values)
    assert (0, True) == (outcome.pages_new, outcome.changed())
    region = regions.get(session, "dorf")
    assert "/dorf/de/bildung/lernen/" == shown(session, region)[2]["path"]
    assert ["schule", "lernen"] == shown(session, region)[2]["slug_history"]
    assert not bring(session, values).changed()


def test_work_done_here_is_kept(session: Session) -> None:
    """A paragraph translated here since the import is not overwritten by importing the same again."""
    bring(session, guide())
    content_id = session.scalars(
        select(Translation.content_id).where(Translation.slug == "school")
    ).one()
    content = pages.get(session, content_id)
    by = takeover.Origin("human", "reviewed", EDITOR)
    translations.save_page(
        session, content, "en", "School", "<p>The school.</p>", by=by, now=day(1)
    )
    translations.publish(session, content, "en", now=day(1))
    assert not bring(session, guide()).changed()
    region = regions.get(session, "dorf")
    assert "<p>The school.</p>" == shown(session, region, "en")[1]["content"]


def test_progress_is_told(session: Session) -> None:
    """Whoever waits learns how many pages of how many are done."""
    told: list[tuple[int, int]] = []
    importing.import_guide(
        session, "dorf", "Dorf", read(guide()), NOW, lambda done, of: told.append((done, of))
    )
    assert [(1, 3), (2, 3), (3, 3)] == told


def stolen() -> dict[str, list[Value]]:
    """Two German pages that claim one English partner."""
    values = guide()
    values["de"][2]["available_languages"] = {"en": {"path": "/dorf/en/education/"}}
    return values


def clashing() -> dict[str, list[Value]]:
    """A page whose old slug is another page's slug."""
    values = guide()
    values["de"][2]["slug_history"] = ["schule"]
    return values


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        (stolen(), Invalid, "de: item /dorf/de/arbeit/: field 'available_languages.en' names"),
        (clashing(), Invalid, "field 'slug_history': slug 'schule' belongs to page"),
        ({"de": guide()["en"]}, Invalid, "en.json|de.json"),
        ({"xx": []}, WegweiserError, "language 'xx' is unknown"),
    ],
)
def test_nothing_is_half_imported(
    engine: Engine, values: dict[str, list[Value]], kind: type[WegweiserError], words: str
) -> None:
    """After an error the database is as it was, whatever was brought before the error."""
    with Session(engine) as session:
        before = rows(session)
        with pytest.raises(kind, match=words):
            bring(session, values)
        session.rollback()
        assert before == rows(session)


def test_a_region_that_writes_in_another_language(session: Session, region: Region) -> None:
    """The source language of an existing region comes first; nothing is guessed."""
    with pytest.raises(Invalid, match="'testdorf' is written in 'de': name that language first"):
        importing.import_guide(session, "testdorf", "", read({"en": []}), NOW)


def test_an_import_joins_what_is_there(session: Session, region: Region) -> None:
    """Pages that were written here stay, with their places and addresses."""
    draft = pages.Draft("Arbeit", "<p>Von hier.</p>")
    releasing.publish(
        session, pages.create(session, region, draft, author=EDITOR, now=NOW), now=NOW
    )
    importing.import_guide(
        session, "testdorf", "", read({"de": [item("/dorf/de/wohnen/", "Wohnen", 1)]}), NOW
    )
    assert {"Arbeit", "Wohnen"} == set(titles(session, region))


def test_the_real_guide_twice(augsburg_url: str) -> None:
    """All 238 German and 233 English pages of Augsburg: the second import changes nothing."""
    engine = open_engine(augsburg_url)
    files = {
        code: integreat.read(path.read_bytes(), code, path.name) for code, path in AUGSBURG.items()
    }
    with Session(engine) as session:
        before = rows(session)
        outcome = importing.import_guide(session, "lkaugsburg", "", files, NOW)
        assert (False, 238 + 233) == (outcome.changed(), outcome.texts_unchanged)
        assert before == rows(session)
    engine.dispose()
