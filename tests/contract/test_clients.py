"""What the Integreat apps must have, for each page in each language of the demo and of a real guide."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.api.asking import raw
from tests.contract.sanitising import TAGS, sent, shown
from tests.fixtures.guides import AUGSBURG, SHARED, _import, _seed
from tests.fixtures.readers import Readers

Page = dict[str, Any]
WEB_APP = "https://integreat.app"
BASE = "http://127.0.0.1:8000"
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
SCHEMES = {"http", "https", "mailto", "tel"}
RESERVED_PAGES = {"search", "imprint", "events", "news", "places", "locations"}
RESERVED_REGIONS = {
    "regions", "main-imprint", "not-found", "consent", "licenses", "recommend", "landing",
}  # fmt: skip
RIGHT_TO_LEFT = {"ar", "ckb", "pes", "prs", "ps", "ur", "fa"}
KNOWN_LANGUAGES = RIGHT_TO_LEFT | {"de", "en", "ru", "tr", "uk"}


@dataclass(frozen=True)
class Guide:
    """A guide as a client sees it."""

    client: FlaskClient
    region: str

    def get(self, rest: str, query: str = "") -> Any:
        """JSON, as the app asks for it: slashes missing or not, what stands in the query unencoded."""
        answer = raw(self.client, f"/api/v3/{rest}", query)
        if answer.status_code == 301:
            answer = raw(self.client, *answer.headers["Location"].split("?"))
        assert 200 == answer.status_code, (rest, query, answer.data)
        return answer.get_json()

    def languages(self) -> list[str]:
        """The codes that the region lists."""
        return [entry["code"] for entry in self.get(f"regions/{self.region}/")["languages"]]

    def pages(self, language: str) -> list[Page]:
        """All pages in a language."""
        found: list[Page] = self.get(f"{self.region}/{language}/pages/")
        return found

    def all_pages(self) -> Iterator[tuple[str, Page]]:
        """Each page in each language."""
        for language in self.languages():
            for page in self.pages(language):
                yield language, page


@pytest.fixture(params=["demo", "augsburg"])
def guide(request: pytest.FixtureRequest, readers: Readers, database_kind: str) -> Guide:
    """The demo guide in seven languages, the imported one in two."""
    if request.param == "demo":
        return Guide(readers.get(database_kind, "demo", _seed), "hannover")
    if not all(path.exists() for path in AUGSBURG.values()):
        pytest.skip(f"{SHARED} has no Augsburg files")
    return Guide(readers.get(database_kind, "augsburg", _import), "lkaugsburg")


def normal(path: str) -> str:
    """A path as the clients compare it: decoded, single slashes, none at the end, lower case."""
    return re.sub("/+", "/", unquote(path, errors="strict")).rstrip("/").lower()


def tree(pages: list[Page]) -> dict[str | None, list[Page]]:
    """The pages by their parent's path, as the client builds its categories."""
    found: dict[str | None, list[Page]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: page["order"]):
        above = page["parent"]["path"]
        found[normal(above) if above is not None else None].append(page)
    return found


def below(children: dict[str | None, list[Page]], page: Page, levels: int) -> set[str]:
    """The paths of a page and of its descendants down to `levels` below it."""
    found = {page["path"]}
    if levels:
        for child in children[normal(page["path"])]:
            found |= below(children, child, levels - 1)
    return found


def test_a_region_has_what_no_client_can_do_without(guide: Guide) -> None:
    """One wrong value here loses the whole list of regions, or the guide."""
    (region,) = guide.get("regions/")
    assert region == guide.get(f"regions/{guide.region}/")
    assert guide.region == region["path"]
    assert region["path"] not in RESERVED_REGIONS
    assert re.fullmatch("[-a-z0-9_]+", region["path"])
    assert all(isinstance(region[f], str) and region[f] for f in ("name", "name_without_prefix"))
    assert isinstance(region["prefix"], str | None)
    (west, south), (east, north) = region["bounding_box"]
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    flags = ("live", "events", "pois", "push_notifications", "external_news", "tunews",
             "is_chat_enabled", "extras", "contacts")  # fmt: skip
    assert {bool} == {type(region[flag]) for flag in flags}
    assert all(isinstance(region[f], float | int | None) for f in ("latitude", "longitude"))
    assert all({"latitude", "longitude"} == set(place) for place in region["aliases"].values())
    assert region["zammad_privacy_policy"] is None


def test_languages_are_known_to_the_clients(guide: Guide) -> None:
    """By a code in lower case; the direction that we send is the one that the client takes."""
    for language in guide.get(f"regions/{guide.region}/")["languages"]:
        assert language["code"] == language["code"].lower()
        assert language["code"] in KNOWN_LANGUAGES
        assert language["native_name"]
        assert (language["code"] in RIGHT_TO_LEFT) == (language["dir"] == "RIGHT_TO_LEFT")


def test_each_page_has_its_fields_in_their_types(guide: Guide) -> None:
    """A null or a bad date in one page loses the whole list in the apps."""
    number = 0
    for language, page in guide.all_pages():
        number += 1
        where = (language, page["path"])
        assert isinstance(page["title"], str), where
        assert page["title"].strip(), where
        assert isinstance(page["content"], str), where
        assert isinstance(page["excerpt"], str), where
        assert int is type(page["order"]), where
        assert int is type(page["id"]), where
        assert isinstance(page["embedded_offers"], list), where
        assert isinstance(page["parent"], dict), where
        assert {"id", "url", "path"} == set(page["parent"]), where
        assert isinstance(page["available_languages"], dict), where
        assert page["thumbnail"] is None or is_absolute(page["thumbnail"]), where
        organisation = page["organization"]
        assert organisation is None or is_absolute(organisation["website"]), where
    print(f"{number} pages of {guide.region} have all fields")
    assert {"hannover": 63 * 2 + 53 * 5, "lkaugsburg": 238 + 233}[guide.region] == number


def is_absolute(address: str) -> bool:
    """Whether an address leads to a host of the web."""
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def test_dates_parse_and_have_an_offset(guide: Guide) -> None:
    """As luxon's fromISO wants them."""
    for language, page in guide.all_pages():
        for name in ("last_updated", "modified_gmt", "published_at"):
            assert ISO.fullmatch(page[name]), (language, page["path"], page[name])
            assert datetime.fromisoformat(page[name]).tzinfo is not None


def test_paths_survive_what_clients_do_with_them(guide: Guide) -> None:
    """Lower case, composed letters, none of the signs that mean something in an address."""
    for language, page in guide.all_pages():
        path = page["path"]
        assert path.startswith(f"/{guide.region}/{language}/")
        assert normal(path) + "/" == path
        assert unicodedata.normalize("NFC", path) == path
        assert not re.search(r"[&#?+%\s\\\"'<>]", path)
        assert BASE + path == page["url"]
        first = path.split("/")[3]
        assert first not in RESERVED_PAGES


def test_each_path_stands_for_one_page(guide: Guide) -> None:
    """Search drops what has the path of another."""
    for language in guide.languages():
        known = [normal(page["path"]) for page in guide.pages(language)]
        assert len(known) == len(set(known))


def test_every_page_can_be_reached_from_the_root(guide: Guide) -> None:
    """Each parent's path is that of a page in the same list, and siblings are in order."""
    for language in guide.languages():
        pages = guide.pages(language)
        children = tree(pages)
        reached: list[str] = []
        waiting = children[None][::-1]
        while waiting:
            page = waiting.pop()
            reached.append(page["path"])
            waiting += children[normal(page["path"])][::-1]
        assert [page["path"] for page in pages] == reached


def test_the_dashboard_has_the_root_pages(guide: Guide) -> None:
    """children/?depth=1 without url: exactly the pages whose parent has no path."""
    for language in guide.languages():
        roots = tree(guide.pages(language))[None]
        assert roots
        assert roots == guide.get(f"{guide.region}/{language}/children/", "depth=1")


def test_the_children_of_every_page(guide: Guide) -> None:
    """The page itself first, then two levels below it; asked for as the web app asks."""
    for language in guide.languages():
        pages = guide.pages(language)
        children = tree(pages)
        for page in pages:
            found = guide.get(
                f"{guide.region}/{language}/children/", f"depth=2&url={normal(page['path'])}"
            )
            assert page == found[0]
            assert below(children, page, 2) == {one["path"] for one in found}
            assert len(found) == len({one["path"] for one in found})


def test_the_parents_of_every_page(guide: Guide) -> None:
    """All ancestors without the page; by the length of their parents' paths they are the breadcrumb."""
    for language in guide.languages():
        by_path = {normal(page["path"]): page for page in guide.pages(language)}
        for path, page in by_path.items():
            wanted: list[Page] = []
            above = page["parent"]["path"]
            while above is not None:
                wanted.insert(0, by_path[normal(above)])
                above = wanted[0]["parent"]["path"]
            found = guide.get(f"{guide.region}/{language}/parents/", f"url={path}")
            assert wanted == sorted(found, key=lambda one: len(one["parent"]["path"] or ""))
            assert wanted == found


def test_the_same_page_is_found_in_the_other_languages(guide: Guide) -> None:
    """Each address named there is a page that names this one in return."""
    known = {
        language: {normal(page["path"]): page for page in guide.pages(language)}
        for language in guide.languages()
    }
    for language, pages in known.items():
        for path, page in pages.items():
            assert language not in page["available_languages"]
            for other, entry in page["available_languages"].items():
                partner = known[other][normal(entry["path"])]
                assert (entry["id"], entry["url"]) == (partner["id"], partner["url"])
                assert path == normal(partner["available_languages"][language]["path"])


def test_links_in_content_are_absolute(guide: Guide) -> None:
    """A relative link would lead to the web app's host, in a new tab."""
    for language, page in guide.all_pages():
        seen = sent(page["content"])
        for address in seen.attributes("href") + seen.attributes("src"):
            parts = urlsplit(address)
            assert parts.scheme in SCHEMES, (language, page["path"], address)
            assert parts.netloc or parts.scheme in ("mailto", "tel"), (page["path"], address)


def test_links_to_pages_lead_to_the_web_app_and_resolve(
    readers: Readers, database_kind: str
) -> None:
    """On its host, to a page that is there in that language."""
    guide = Guide(readers.get(database_kind, "demo", _seed), "hannover")
    number = 0
    for language, page in guide.all_pages():
        for address in sent(page["content"]).attributes("href"):
            parts = urlsplit(address)
            if unquote(parts.path).startswith("/hannover/"):
                number += 1
                assert WEB_APP == f"{parts.scheme}://{parts.netloc}"
                to = parts.path.split("/")[2]
                found = guide.get(f"hannover/{to}/page/", f"url={normal(parts.path)}")
                assert unquote(parts.path) == found["path"], (language, page["path"])
    print(f"{number} links to pages in content resolve")
    assert number > 50


def test_content_survives_the_clients_sanitiser(guide: Guide) -> None:
    """All tags and words, all addresses, and what tells direction and language of a piece."""
    number = 0
    for language, page in guide.all_pages():
        number += 1
        before, after = sent(page["content"]), shown(page["content"])
        where = (language, page["path"])
        assert [tag for tag, _ in before.starts] == [tag for tag, _ in after.starts], where
        assert {tag for tag, _ in after.starts} <= TAGS, where
        assert before.text == after.text, where
        for name in ("href", "src", "alt", "dir", "class", "data-lang", "data-state"):
            assert before.attributes(name) == after.attributes(name), (*where, name)
    print(f"{number} pages of {guide.region} survive the sanitiser")


def test_the_language_of_a_piece_does_not_hang_on_lang_alone(guide: Guide) -> None:
    """The clients drop lang: what we marked says it by dir and data-lang too."""
    for language, page in guide.all_pages():
        for tag, pairs in sent(page["content"]).starts:
            values = dict(pairs)
            if "wegweiser-" in values.get("class", "") and "lang" in values:
                assert values["lang"] == values.get("data-lang"), (language, page["path"], tag)
                assert values["dir"] == ("rtl" if values["lang"] in RIGHT_TO_LEFT else "ltr")


def test_the_sanitiser_of_these_tests_takes_things_out() -> None:
    """It would notice what does not get through."""
    seen = shown(
        '<p lang="de" dir="ltr" onclick="x">A<del>B</del><script>C</script><a href="page:1">D</a></p>'
    )
    assert "ABD" == seen.text
    assert [("p", (("dir", "ltr"),)), ("a", ())] == seen.starts


def test_pictures_of_pages_can_be_fetched(guide: Guide) -> None:
    """The dashboard loads them by fetch(): from another origin, with the right type."""
    ours = {p["thumbnail"] for _, p in guide.all_pages() if (p["thumbnail"] or "").startswith(BASE)}
    assert (guide.region == "hannover") == bool(ours)
    for address in ours:
        with guide.client.get(address.removeprefix(BASE)) as answer:
            assert (200, "image/svg+xml", "*") == (
                answer.status_code, answer.mimetype,
                answer.headers["Access-Control-Allow-Origin"],
            )  # fmt: skip
            assert answer.data.startswith(b"<svg")


def test_everything_that_a_native_app_loads_at_once(guide: Guide) -> None:
    """One failing list and a fresh install is unusable: all answer 200 with a list."""
    assert isinstance(guide.get("regions/"), list)
    for language in guide.languages():
        for code in {language, "de"}:
            lists = ("pages/", "events/?combine_recurring=True", "locations/?on_map=1", "news")
            for rest in lists:
                path, _, query = rest.partition("?")
                assert isinstance(guide.get(f"{guide.region}/{code}/{path}", query), list)


def test_old_apps_are_served_too(guide: Guide) -> None:
    """Those from before 2026.8 ask for news, imprint and pages under older names."""
    assert [] == guide.get(f"{guide.region}/de/fcm/", "channel=news")
    old = raw(guide.client, f"/{guide.region}/de/wp-json/extensions/v3/pages/")
    assert guide.pages("de") == old.get_json()
    for name in ("imprint", "disclaimer"):
        answer = raw(guide.client, f"/api/v3/{guide.region}/de/{name}/")
        assert (404, ["error"]) == (answer.status_code, list(answer.get_json()))
