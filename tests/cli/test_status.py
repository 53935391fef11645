"""`wegweiser status`: how fresh a region is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.main import wegweiser
from app.models import Region, Status
from tests.fixtures.guides import app_on
from tests.services.paragraph_guide import COURSE, edit, english


@pytest.fixture
def told(session: Session, region: Region, database_url: str) -> Iterator[Flask]:
    """The application on a region with one page, half of it missing in English."""
    page = english(session, region, "a" * 50, "b" * 50)
    edit(session, page, "a" * 50, "Ganz anders, " + "c" * 37)
    english(session, region, COURSE)
    session.commit()
    with app_on(database_url) as app:
        yield app


def run(app: Flask, *arguments: str) -> Result:
    """The command on an application."""
    return CliRunner().invoke(wegweiser, ["status", *arguments], obj=lambda: app)


def test_a_table_of_languages(told: Flask) -> None:
    """Each target language has a line with its pages and its share of fresh text."""
    result = run(told, "--region", "testdorf")
    assert 0 == result.exit_code
    rows = {line.split()[1]: line for line in result.output.splitlines() if line.startswith("│")}
    assert ["en", "ar", "fa", "ru", "tr", "uk"] == list(rows)
    assert "59 %" in rows["en"]
    assert "0 %" in rows["ar"]


def test_json_of_languages(told: Flask) -> None:
    """The same for machines."""
    document = json.loads(run(told, "--region", "testdorf", "--json").output)
    assert "testdorf" == document["region"]
    assert {
        "language": "en", "fresh": 59, "pages": 2, "states": {"incomplete": 1, "current": 1},
    } == document["languages"][0]  # fmt: skip


def test_one_language_by_page(told: Flask) -> None:
    """Named alone, a language tells of each of its pages."""
    result = run(told, "--region", "testdorf", "--language", "en")
    assert 0 == result.exit_code
    assert "Freshness in en: 59 %" in result.output
    document = json.loads(run(told, "--region", "testdorf", "--language", "en", "--json").output)
    first, second = document["languages"][0]["page_list"]
    assert ("incomplete", 50) == (first["state"], first["fresh"])
    assert 1 == len(first["paragraphs"]["missing"])
    assert ("current", 100) == (second["state"], second["fresh"])
    assert first["since"].startswith("2026-11-23T12:00")


def test_rebuild_gives_the_same_answer(told: Flask) -> None:
    """Comparing everything anew changes nothing where nothing is wrong."""
    plain = run(told, "--region", "testdorf", "--json")
    rebuilt = run(told, "--region", "testdorf", "--json", "--rebuild")
    assert json.loads(plain.output) == json.loads(rebuilt.stdout)
    assert "Compared anew: 0 stored states were different." in rebuilt.stderr


def test_rebuild_mends(told: Flask, engine: Engine) -> None:
    """A spoiled cache is mended, and how much of it was wrong is told."""
    right = json.loads(run(told, "--region", "testdorf", "--json").output)
    with Session(engine) as session:
        wrong = Status.language == "en"
        session.execute(update(Status).where(wrong).values(state="stale", severity=1))
        session.commit()
    assert right != json.loads(run(told, "--region", "testdorf", "--json").output)
    result = run(told, "--region", "testdorf", "--rebuild")
    assert "Compared anew: 5 stored states were different." in result.stdout
    assert right == json.loads(run(told, "--region", "testdorf", "--json").output)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["--region", "nirgends"],
            1,
            "Error: region 'nirgends' does not exist; there are: testdorf",
        ),
        (["--region", "testdorf", "--language", "xx"], 1, "is not translated into 'xx'"),
        (["--region", "testdorf", "--language", "de"], 1, "is not translated into 'de'"),
        ([], 2, "Missing option '--region'"),
    ],
)
def test_what_is_wrong_is_told(told: Flask, arguments: list[str], code: int, words: str) -> None:
    """A sentence and an exit code, no traceback."""
    result = run(told, *arguments)
    assert code == result.exit_code
    assert words in result.output
