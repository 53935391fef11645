"""`wegweiser import-memory`: the memory of another program, looked at and taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import memory
from app.db import reading
from app.services import regions
from app.services.translation.memory import memory_search
from tests.cli.test_exchange import run
from tests.fixtures.office import Office

HERE = ("--region", "testdorf", "--language", "en")
TABLE = "Guten Tag;Good day\nRufen Sie an: 0821 3243210;Call us\n;x\n"


def known(office: Office) -> int:
    """How many texts the memory has."""
    with office.app.app_context(), reading() as session:
        region = regions.find(session, "testdorf")
        assert region is not None
        return len(memory_search.find(session, region.id, "en", ""))


def test_looked_at_then_taken_over(office: Office, tmp_path: Path) -> None:
    """What does not fit is named; the second time nothing is new."""
    file = tmp_path / "old.csv"
    file.write_text(TABLE, "utf-8")
    look = run(office, memory.import_memory, str(file), *HERE)
    assert 0 == look.exit_code, look.output
    assert "Nothing was changed. With --apply it is taken over." in look.output
    assert "contacts: 0821 3243210 is missing" in look.output
    assert 0 == known(office)
    done = run(office, memory.import_memory, str(file), *HERE, "--apply", "--checked")
    assert "     1 new" in done.output
    assert 1 == known(office)
    again = run(office, memory.import_memory, str(file), *HERE, "--apply")
    assert "     1 here already" in again.output
    assert 1 == known(office)


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        ("some words", (), "neither TMX nor a table"),
        (TABLE, ("--as", "nobody@example.org"), "does not exist"),
        (TABLE, ("--as", "translator@example.org"), "may not translate"),
    ],
)
def test_what_is_refused(
    office: Office, tmp_path: Path, text: str, more: tuple[str, ...], why: str
) -> None:
    """Files that are none, and people who may not; with a sentence and nothing changed."""
    file = tmp_path / "old.csv"
    file.write_text(text, "utf-8")
    told = run(office, memory.import_memory, str(file), *HERE, *more, "--apply")
    assert 0 != told.exit_code
    assert why in str(told.exception) + told.output
    assert 0 == known(office)
