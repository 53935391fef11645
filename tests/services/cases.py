"""Staleness cases for tests: the shared ones, where they are, and our own for what those leave out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchange import cases
from app.exchange.cases import Case
from app.services.importing import replaying
from tests.fixtures.guides import SHARED

OWN_FILE = Path(__file__).with_name("cases.json")
SHARED_FILE = SHARED / "staleness-cases.json"


def read(file: Path) -> list[Case]:
    """The executable cases of a file; none if it is not there."""
    if not file.exists():
        return []
    return [case for case in cases.read(file.read_bytes(), file.name) if case.executable]


OWN = read(OWN_FILE)
SHARED_CASES = read(SHARED_FILE)


def failing(session: Session, wanted: Iterable[Case]) -> dict[str, list[str]]:
    """What differed, by the id of each case that did not come to what it wants."""
    results = [replaying.replay(session, case) for case in wanted]
    return {result.id: result.differences for result in results if not result.passed}
