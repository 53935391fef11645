"""Our own words: every language says everything, with the same places to fill in."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from app.services.regions import SEVEN
from app.services.wording import say

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations"
LANGUAGES = [facts.code for facts in SEVEN]
ROOMS = [("de", "office"), *((code, "desk") for code in ("ar", "fa", "ru", "tr", "uk"))]
EXTRACT = [
    "--mapping-file", "translations/babel.cfg", "--no-default-keywords",
    "--keyword", "say:2", "--keyword", "words:1", "--keyword", "N_:1",
]  # fmt: skip


@cache
def said() -> frozenset[str]:
    """All words that app/ says, as scripts/messages gathers them."""
    return frozenset(map(str, _extracted(EXTRACT)))


@cache
def rooms(domain: str) -> frozenset[str | tuple[str, ...]]:
    """All words of the office, or those of the desk."""
    keywords = [
        "_",
        "gettext",
        "lazy_gettext",
        "ngettext:1,2",
        "lazy_ngettext:1,2",
        "pgettext:1c,2",
    ]
    return _extracted(
        ["--mapping-file", f"translations/{domain}.cfg", "--no-default-keywords"]
        + [part for keyword in keywords for part in ("--keyword", keyword)]
    )


def _extracted(options: list[str]) -> frozenset[str | tuple[str, ...]]:
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", *options]
    with tempfile.NamedTemporaryFile(suffix=".pot") as file:
        subprocess.run([*command, "--output-file", file.name, "."], cwd=ROOT, check=True)
        return frozenset(message.id for message in read_po(file) if message.id)


def catalogue(language: str, domain: str = "messages") -> Catalog:
    """One language's catalogue as its file says it."""
    with (FOLDER / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language)


def places(text: str) -> list[str]:
    """The {names} that are filled in, in the order of the alphabet."""
    return sorted(re.findall(r"\{\w*\}", text))


def test_there_is_a_catalogue_for_each_language_and_for_no_other() -> None:
    """The seven languages of the guide are the languages of our own words."""
    assert sorted(LANGUAGES) == sorted(path.parent.name for path in FOLDER.glob("*/LC_MESSAGES"))


def test_words_are_gathered_from_code_and_templates() -> None:
    """A constant marked with N_ and a text of a template are both found."""
    assert "One page" in said()
    assert any(message.startswith("The German text changed on {date}.") for message in said())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_everything_and_nothing_else(language: str) -> None:
    """No word is untranslated or uncertain, and none is left over from an older version."""
    messages = [message for message in catalogue(language) if message.id]
    known = {str(m.id) for m in messages}
    done = {str(m.id) for m in messages if m.string and not m.fuzzy}
    hint = f"{language}: run scripts/messages and translate what it adds"
    assert [] == sorted(said() - done), hint
    assert [] == sorted(known - said()), hint


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_its_english_does(language: str) -> None:
    """{date} and its like stand in each translation as often as in the English."""
    different = {
        m.id: m.string
        for m in catalogue(language)
        if m.id and places(str(m.id)) != places(str(m.string))
    }
    assert {} == different


def test_english_is_what_the_code_says() -> None:
    """The English catalogue repeats the words of the code."""
    assert {} == {m.id: m.string for m in catalogue("en") if m.id and m.id != m.string}


def test_a_language_without_catalogue_speaks_english() -> None:
    """Unknown languages fall back to English, and a variant to its language."""
    assert "For apps" == say("sw", "For apps")
    assert "Für Apps" == say("de-si", "For apps")


@pytest.mark.parametrize(("language", "domain"), ROOMS)
def test_rooms_speak_their_languages_completely(language: str, domain: str) -> None:
    """No word of the office is untranslated in German, none of the desk in the others, none is left over."""
    messages = [message for message in catalogue(language, domain) if message.id]
    done = {
        m.id for m in messages if not m.fuzzy and (all(m.string) if m.pluralizable else m.string)
    }
    assert [] == sorted(map(str, rooms(domain) - done)), (
        "run scripts/messages and translate what it adds"
    )
    assert [] == sorted(map(str, {m.id for m in messages} - rooms(domain)))


def filled(text: str | tuple[str, ...]) -> set[str]:
    """The %(names)s that a text fills in, in any of its forms."""
    return set(re.findall(r"%\(\w+\)[sd]", text if isinstance(text, str) else " ".join(text)))


@pytest.mark.parametrize(("language", "domain"), ROOMS)
def test_rooms_fill_in_what_their_english_does(language: str, domain: str) -> None:
    """%(count)s and its like stand in the translation too."""
    different = [
        m.id for m in catalogue(language, domain) if m.id and filled(m.id) != filled(m.string)
    ]
    assert [] == different


def test_the_desk_speaks_no_word_that_the_office_does_not_gather() -> None:
    """German says the desk's words in the office's catalogue, so that each is translated once."""
    assert frozenset() == rooms("desk") - rooms("office")
