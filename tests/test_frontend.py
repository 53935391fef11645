"""The editor and the chip field that are committed are what their sources make."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from app.web.desk.chip_words import FIELD
from app.web.editor_labels import labels

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "frontend"
STATIC = ROOT / "app" / "web" / "static"
LONGEST = {"editor": 450_000, "field": 230_000}


def test_what_is_committed_was_built_from_these_sources() -> None:
    """Whoever changes the sources also builds; this shows without npm, too."""
    names = ["build.mjs", "package-lock.json", "package.json"]
    names += [str(path.relative_to(SOURCES)) for path in (SOURCES / "src").rglob("*.*")]
    digest = sha256()
    for name in sorted(names):
        digest.update(f"{name}\n".encode() + (SOURCES / name).read_bytes())
    for built in ("editor/editor.js", "editor/editor.css", "field/field.js", "field/field.css"):
        first = (STATIC / built).read_text(encoding="utf-8").splitlines()[0]
        assert first.endswith(f"Sources: {digest.hexdigest()[:16]} */")


def test_building_again_makes_the_same_files() -> None:
    """The committed bundles are what scripts/frontend builds, byte for byte."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing (Debian: apt-get install npm)")
    done = subprocess.run(
        [ROOT / "scripts" / "frontend", "--check"], capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", LONGEST)
def test_the_scripts_are_small_enough(name: str) -> None:
    """They come over a slow line in a village hall, too."""
    assert (STATIC / name / f"{name}.js").stat().st_size < LONGEST[name]


@pytest.mark.parametrize("name", LONGEST)
def test_the_licences_of_what_is_inside_come_along(name: str) -> None:
    """Each bundle names the packages in it with their licences."""
    said = (STATIC / name / "LICENCES.txt").read_text(encoding="utf-8")
    assert "prosemirror-view" in said
    assert said.count("Permission is hereby granted") == len(
        re.findall(r"^\S+ [\d.]+ \(", said, re.M)
    )


def test_the_packages_of_the_editor_are_of_one_version_and_name_no_registry() -> None:
    """All of Tiptap is one version; the lock says what, not from where."""
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    packages = lock["packages"]
    tiptap = {one["version"] for name, one in packages.items() if "/@tiptap/" in name}
    wanted = packages[""]["dependencies"] | packages[""]["devDependencies"]
    assert 1 == len(tiptap)
    assert [] == [name for name, version in wanted.items() if not re.fullmatch(r"[\d.]+", version)]
    assert "http" not in json.dumps(lock)


def test_every_word_of_the_editor_is_translated_by_the_page() -> None:
    """The script's English words and the ones given to the translators are the same."""
    source = (SOURCES / "src" / "ui" / "labels.js").read_text(encoding="utf-8")
    assert labels() == dict(re.findall(r'^  (\w+): "(.*)",$', source, re.MULTILINE))


def test_every_word_of_the_chip_field_is_translated_by_the_page() -> None:
    """The field's English words and the ones given to the translators are the same."""
    source = (SOURCES / "src" / "field" / "words.js").read_text(encoding="utf-8")
    said = {key: str(words) for key, words in FIELD.items()}
    assert said == dict(re.findall(r'^  (\w+): "(.*)",$', source, re.MULTILINE))
