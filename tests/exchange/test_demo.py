"""The demo guide's files: complete, well built, and without anybody's real number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.domain.facts import tokens
from app.domain.segments.sanitising import clean
from app.domain.segments.segmentation import split
from app.errors import Invalid
from app.exchange import demo
from app.exchange.demo import DemoGuide, DemoText

TARGETS = ["en", "ar", "fa", "ru", "tr", "uk"]
# The city's public switchboard, and the short numbers that are the same in all of Germany.
NUMBERS = {"+495111680", "110", "112", "115", "116117", "116016"}
SECTIONS = {
    "ankommen", "arbeit", "beratung", "deutsch-lernen", "freizeit", "gesundheit",
    "kita-und-schule", "mitmachen", "wohnen",
}  # fmt: skip
IMPLIED = re.compile("</?tbody>")
LINK = re.compile(r'href="([^"]*)"')


@pytest.fixture(scope="module")
def guide() -> DemoGuide:
    """The guide as its files say it."""
    return demo.read()


def texts(guide: DemoGuide) -> Iterator[tuple[str, str, DemoText]]:
    """Every text with its language and key."""
    for page in guide.pages:
        yield "de", page.key, page.german
        if page.before:
            yield "de", page.key, page.before
        for language, text in page.translations.items():
            yield language, page.key, text


def test_the_guide_is_a_real_guide(guide: DemoGuide) -> None:
    """At least 40 pages in at least 8 sections, three levels deep."""
    keys = [page.key for page in guide.pages]
    levels = Counter(key.count("/") for key in keys)
    assert len(keys) >= 40
    assert {key for key in keys if "/" not in key} == SECTIONS
    assert {0, 1, 2} == set(levels)


def test_parents_come_before_children(guide: DemoGuide) -> None:
    """Each page stands once, after the page that it is below."""
    seen: set[str | None] = {None}
    for page in guide.pages:
        assert page.parent in seen
        assert page.key not in seen
        seen.add(page.key)


def test_every_page_is_in_seven_languages(guide: DemoGuide) -> None:
    """Nothing is left out in any language, and no translated title is the German one by accident."""
    assert ["de", *TARGETS] == guide.facts["languages"]
    for page in guide.pages:
        assert TARGETS == list(page.translations), page.key
        scripts = {code: page.translations[code].title for code in ("ar", "fa", "ru", "uk")}
        assert page.german.title not in scripts.values()


def test_every_file_is_in_the_guide(guide: DemoGuide) -> None:
    """No file lies about that order.txt does not name."""
    keys = {page.key for page in guide.pages}
    for folder in ("de", "de-before", *TARGETS):
        base = demo.FOLDER / "hannover" / folder
        found = {str(path.relative_to(base).with_suffix("")) for path in base.rglob("*.html")}
        assert set() == found - keys


def test_what_changed_has_changed(guide: DemoGuide) -> None:
    """Where there is an older German, it differs, and what was translated again is among it."""
    changed = [page for page in guide.pages if page.before]
    assert len(changed) >= 5
    assert all(page.before != page.german for page in changed)
    renewed = {key for keys in guide.facts["renewed"].values() for key in keys}
    assert renewed <= {page.key for page in changed}


def test_every_text_is_clean(guide: DemoGuide) -> None:
    """Sanitising changes nothing but the tbody that HTML implies: what the files say, readers get."""
    for language, key, text in texts(guide):
        assert IMPLIED.sub("", clean(text.html)).replace("&nbsp;", "\u00a0") == text.html, (
            f"{language}/{key}"
        )
        assert text.title == text.title.strip() != ""


def test_translations_are_built_like_their_german(guide: DemoGuide) -> None:
    """Each translation has the paragraphs, lists and tables of the German that it answers."""
    for page in guide.pages:
        for language, text in page.translations.items():
            renewed = page.key in guide.facts["renewed"].get(language, [])
            german = page.german if renewed or page.before is None else page.before
            assert split(german.html).skeleton == split(text.html).skeleton, (
                f"{language}/{page.key}"
            )


def test_links_lead_to_pages_of_the_guide(guide: DemoGuide) -> None:
    """No internal link is dead, in any language."""
    keys = {f"page:{page.key}" for page in guide.pages}
    for language, key, text in texts(guide):
        internal = {link for link in LINK.findall(text.html) if link.startswith("page:")}
        assert set() == internal - keys, f"{language}/{key}"


def test_nobody_is_called_by_mistake(guide: DemoGuide) -> None:
    """Phone numbers are the public switchboard or nationwide short numbers; nothing invented."""
    found = set()
    for _, _, text in texts(guide):
        found |= {link[4:] for link in LINK.findall(text.html) if link.startswith("tel:")}
        words = re.sub(r"<[^>]*>", " ", text.html)
        found |= {str(token.value) for token in tokens.find(words) if token.kind == "tel"}
    assert found <= NUMBERS


def test_no_address_is_a_real_one(guide: DemoGuide) -> None:
    """Websites and mail addresses end in .example, which is nobody's."""
    for language, key, text in texts(guide):
        for link in LINK.findall(text.html):
            parts = urlsplit(link)
            host = parts.netloc if parts.scheme in ("http", "https") else ""
            host = parts.path.partition("@")[2] if parts.scheme == "mailto" else host
            assert not host or host.endswith(".example"), f"{language}/{key}: {link}"
            assert parts.scheme in ("http", "https", "mailto", "tel", "page")


def test_a_file_is_read(tmp_path: Path) -> None:
    """Header lines, an empty line, HTML."""
    path = tmp_path / "a.html"
    path.write_text("title: Arbeit: finden\nicon: work\n\n<p>Text</p>\n", encoding="utf-8")
    assert DemoText("Arbeit: finden", "<p>Text</p>", "work") == demo.read_text(path)


def test_a_file_without_a_title_is_named(tmp_path: Path) -> None:
    """Who forgets the title is told the file."""
    path = tmp_path / "arbeit.html"
    path.write_text("<p>Text</p>", encoding="utf-8")
    with pytest.raises(Invalid, match=r"arbeit\.html: no title"):
        demo.read_text(path)
