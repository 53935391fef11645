"""The demo guide's files: one HTML file per page and language, with a few header lines on top."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.quality import term_entry
from app.domain.quality.glossary import Term
from app.errors import Invalid

FOLDER = Path(__file__).parent.parent / "demo"


@dataclass(frozen=True)
class DemoText:
    """A page in one language as its file says it."""

    title: str
    html: str
    icon: str = ""


@dataclass(frozen=True)
class DemoPage:
    """One page of the demo guide: the German now, the German that translations answer, and those."""

    key: str
    parent: str | None
    german: DemoText
    before: DemoText | None
    translations: dict[str, DemoText]


@dataclass(frozen=True)
class DemoGuide:
    """All of a demo guide: facts on the region, its pages, parents first, and its glossary."""

    facts: dict[str, Any]
    pages: tuple[DemoPage, ...]
    terms: tuple[Term, ...] = ()


def read_text(path: Path) -> DemoText:
    """One file: `name: value` lines, an empty line, HTML. Invalid names the file."""
    head, _, html = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if "title" not in fields:
        raise Invalid(f"{path.name}: no title in its first line")
    return DemoText(fields["title"], html.strip(), fields.get("icon", ""))


def read(name: str = "hannover") -> DemoGuide:
    """The demo guide in the folder `name`."""
    folder = FOLDER / name
    facts = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))
    keys = (folder / "order.txt").read_text(encoding="utf-8").split()
    pages = tuple(_page(folder, key, facts["languages"]) for key in keys)
    return DemoGuide(facts, pages, _terms(folder / "glossary.toml"))


def _terms(path: Path) -> tuple[Term, ...]:
    """The terms of a glossary file, none if there is no such file."""
    if not path.exists():
        return ()
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("term", [])
    return tuple(map(term_entry.read, entries))


def _page(folder: Path, key: str, languages: list[str]) -> DemoPage:
    before = folder / "de-before" / f"{key}.html"
    found = {
        code: read_text(path)
        for code in languages[1:]
        if (path := folder / code / f"{key}.html").exists()
    }
    return DemoPage(
        key,
        key.rpartition("/")[0] or None,
        read_text(folder / "de" / f"{key}.html"),
        read_text(before) if before.exists() else None,
        found,
    )
