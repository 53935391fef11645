"""A real guide brought over and read back: nothing is lost on the way in or out."""

from __future__ import annotations

import re
from dataclasses import replace

import orjson
import pytest
from flask.testing import FlaskClient
from lxml import html

from app.domain.addresses.slugs import last_segment
from app.domain.segments.sanitising import clean
from app.exchange import integreat
from app.exchange.integreat import Item
from tests.fixtures.guides import AUGSBURG

COUNTS = {"de": 238, "en": 233}


def text(content: str) -> str:
    """The words of a page, blanks counted once."""
    root = html.fragment_fromstring(content, create_parent="div")
    return " ".join(str(root.text_content()).split())


def washed(item: Item, paths: dict[str, str]) -> Item:
    """An item as both sides can have it: safe HTML, languages that were imported, no history, and
    links into the guide by the page that they lead to (`paths` by slug), however they are spelled."""
    partners = {code: path for code, path in item.partners.items() if code in AUGSBURG}

    def lead(link: re.Match[str]) -> str:
        path = paths.get(last_segment(link[0]))
        return f"https://integreat.app{path}" if path else link[0]

    content = re.sub(
        rf'(?<=href=")https://integreat.app/lkaugsburg/{item.language}/[^"#?]+',
        lead,
        clean(item.content),
    )
    return replace(item, content=content, partners=partners, slug_history=())


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_item_of_the_file_comes_back(augsburg_reader: FlaskClient, language: str) -> None:
    """Paths, titles, texts, parents, order, dates, pictures and partners are those of the file."""
    path = AUGSBURG[language]
    theirs = integreat.read(path.read_bytes(), language, path.name)
    answer = augsburg_reader.get(f"/api/v3/lkaugsburg/{language}/pages/")
    ours = integreat.read(answer.data, language, "our answer")
    by_path = {item.path: item for item in ours}
    lost = [item.path for item in theirs if item.path not in by_path]
    paths = {item.slug: item.path for item in theirs}
    for item in theirs:
        assert washed(item, paths) == washed(by_path[item.path], paths)
        assert text(item.content) == text(by_path[item.path].content)
    print(f"{language}: {len(theirs)} items compared, {len(lost)} lost")
    assert (COUNTS[language], COUNTS[language], []) == (len(theirs), len(ours), lost)
    assert [item.path for item in theirs] == [item.path for item in ours]


@pytest.mark.parametrize("language", ["de", "en"])
def test_fields_that_an_import_does_not_read(augsburg_reader: FlaskClient, language: str) -> None:
    """Offers and organisations are as in the file, the excerpt is the text of the content."""
    theirs = {item["path"]: item for item in orjson.loads(AUGSBURG[language].read_bytes())}
    for page in augsburg_reader.get(f"/api/v3/lkaugsburg/{language}/pages/").get_json():
        item = theirs[page["path"]]
        assert item["embedded_offers"] == page["embedded_offers"]
        assert item["organization"] == page["organization"]
        assert item["excerpt"].split() == page["excerpt"].split() or words(item) == words(page)


def words(page: dict[str, str]) -> list[str]:
    """The words of an excerpt, its entities read."""
    return text(page["excerpt"]).split()


@pytest.mark.parametrize("language", ["de", "en"])
def test_former_and_present_slugs_lead_home(augsburg_reader: FlaskClient, language: str) -> None:
    """Each path of the file is an address of the page that was there."""
    for item in integreat.read(AUGSBURG[language].read_bytes(), language, "file"):
        found = augsburg_reader.get(
            f"/api/v3/lkaugsburg/{language}/page/",
            query_string={"url": item.path, "fields": "path"},
        )
        assert {"path": item.path} == found.get_json()
