"""The guide of the district of Augsburg in a throw-away database, for machines to translate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.exchange import integreat
from app.services import regions
from app.services.importing import importing
from scripts.bench_machine import DATA

SLUG, NAME = "lkaugsburg", "Landkreis Augsburg"
LANGUAGES = ("en", "ar", "fa", "ru", "tr", "uk")
MISSING = 3  # exit status of a part that lacks something
LONG_AGO = timedelta(hours=1)  # since it was saved, so that nothing waits for a next save


def check(english: bool = False) -> None:
    """Leave with a word on what is missing, if the guide's files are not there."""
    for code in ("de", "en") if english else ("de",):
        if not _path(code).exists():
            print(f"{_path(code)} is not there")
            sys.exit(MISSING)


def fill(
    engine: Engine,
    languages: Sequence[str] = LANGUAGES,
    pages: int | None = None,
    *,
    english: bool = False,
) -> None:
    """The guide in German (`pages` of it), with its own English if wanted, in a region that publishes
    what machines translate into `languages`."""
    then = datetime.now(UTC) - LONG_AGO
    codes = ("de", "en") if english else ("de",)
    files = {
        code: integreat.read(_path(code).read_bytes(), code, _path(code).name)[:pages]
        for code in codes
    }
    with Session(engine) as session:
        importing.import_guide(session, SLUG, NAME, files, then)
        home = regions.get(session, SLUG)
        known = regions.codes(home)
        regions.add_languages(session, home, [code for code in languages if code not in known])
        for entry in home.languages:
            entry.machine = "publish"
        session.commit()


def _path(code: str) -> Path:
    return DATA / f"{SLUG}-{code}.json"
