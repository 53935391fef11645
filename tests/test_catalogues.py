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
EXTRACT = [
    "--mapping-file", "translations/babel.cfg", "--no-default-keywords",
    "--keyword", "say:2", "--keyword", "words:1", "--keyword", "N_:1",
]  # fmt: skip


@cache
def said() -> frozenset[str]:
    """All words that app/ says, as scripts/messages gathers them."""
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", *EXTRACT]
    with tempfile.NamedTemporaryFile(suffix=".pot") as file:
        subprocess.run([*command, "--output-file", file.name, "."], cwd=ROOT, check=True)
        return frozenset(str(message.id) for message in read_po(file) if message.id)


def catalogue(language: str) -> Catalog:
    """One language's catalogue as its file says it."""
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
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
