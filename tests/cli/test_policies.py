"""`wegweiser policy`: how a region treats its languages, shown and changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.cli.policies import policy
from app.config import complete
from app.db import db
from app.factory import create_app
from app.models import Region
from app.services.settings import policies
from tests.fakes.deepl_server import FakeDeepL
from tests.services.translation.shop import Shop


@pytest.fixture
def counter(engine: Engine) -> Iterator[Shop]:
    """The region "testdorf" in English and Turkish."""
    with FakeDeepL() as server:
        yield Shop(engine, server, ["en", "tr"])


@pytest.fixture
def policy_app(database_url: str, counter: Shop) -> Iterator[Flask]:
    """The application on that region."""
    app = create_app(complete({"database_url": database_url}))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, *arguments: str) -> Result:
    """The command's result."""
    return CliRunner().invoke(policy, ["--region", "testdorf", *arguments], obj=lambda: app)


def entry(session: Session, code: str) -> dict[str, object]:
    """The policy of a language as it is stored."""
    region = session.scalars(select(Region)).one()
    one = policies.entry(region, code)
    return {
        "machine": one.machine, "engines": one.engines, "stale": one.stale_policy,
        "missing": one.missing_policy, "days": one.machine_after_days, "release": one.release,
    }  # fmt: skip


def test_shown(policy_app: Flask) -> None:
    """A table of all languages, and the limit."""
    said = run(policy_app).output
    assert "No monthly limit." in said
    assert ["en", "tr"] == [line.split()[1] for line in said.splitlines() if "publish" in line]
    assert "all" in said


def test_changed(policy_app: Flask, engine: Engine) -> None:
    """Only the languages and the fields that are named change."""
    result = run(
        policy_app, "--language", "en", "--machine", "hold", "--engines", "libretranslate,deepl",
        "--stale", "source", "--missing", "omit", "--days", "7", "--monthly-limit", "500000",
        "--release", "editor",
    )  # fmt: skip
    assert 0 == result.exit_code, result.output
    assert "500000 characters a month." in result.output
    with Session(engine) as session:
        assert {
            "machine": "hold", "engines": ["libretranslate", "deepl"], "stale": "source",
            "missing": "omit", "days": 7, "release": "editor",
        } == entry(session, "en")  # fmt: skip
        other = entry(session, "tr")
        assert ("publish", 14, "complete") == (other["machine"], other["days"], other["release"])


def test_several_languages_and_back(policy_app: Flask, engine: Engine) -> None:
    """`all` is the usual order again, `none` no limit, and no days are days, too."""
    run(policy_app, "--language", "en", "--engines", "deepl", "--monthly-limit", "5")
    result = run(
        policy_app, "--language", "en", "--language", "tr", "--engines", "all", "--days", "0",
        "--monthly-limit", "none",
    )  # fmt: skip
    assert "No monthly limit." in result.output
    with Session(engine) as session:
        assert ([], 0) == (entry(session, "en")["engines"], entry(session, "en")["days"])
        assert ([], 0) == (entry(session, "tr")["engines"], entry(session, "tr")["days"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--language", "fr", "--machine", "off"], "fr"),
        (["--language", "de", "--machine", "off"], "de"),
        (["--language", "en", "--engines", "babelfish"], "babelfish"),
        (["--language", "en", "--machine", "maybe"], "maybe"),
        (["--language", "en", "--days", "-1"], "-1"),
        (["--language", "en", "--release", "never"], "never"),
        (["--monthly-limit", "many"], "many"),
        (["--monthly-limit", "-5"], "-5"),
    ],
)
def test_mistakes_are_named(
    policy_app: Flask, engine: Engine, arguments: list[str], told: str
) -> None:
    """What cannot be is told with what was written, and nothing is changed."""
    result = run(policy_app, *arguments)
    assert 0 != result.exit_code
    assert told in result.output
    assert "Traceback" not in result.output
    with Session(engine) as session:
        assert "publish" == entry(session, "en")["machine"]
        assert None is session.scalars(select(Region.monthly_limit)).one()


def test_readers_get_what_follows(policy_app: Flask, counter: Shop) -> None:
    """A paragraph without a translation is German, or left out, as soon as the policy says so."""
    page = counter.page("Die Schule ist offen.", "Sie brauchen ein Heft.")
    counter.human(page, {"Die Schule ist offen.": "The school is open."})
    counter.publish(page)
    assert "Sie brauchen ein Heft." in counter.text(page)
    run(policy_app, "--language", "en", "--missing", "omit")
    assert "Sie brauchen ein Heft." not in counter.text(page)


def test_more_money_goes_at_once(policy_app: Flask, counter: Shop) -> None:
    """Work that waited for money is looked at again when the limit is raised."""
    counter.limit(1)
    counter.page("Die Schule ist offen.")
    assert 0 == counter.round()
    run(policy_app, "--monthly-limit", "1000")
    with counter.transaction() as session:
        assert 1000 == session.scalars(select(Region.monthly_limit)).one()
    counter.at(datetime.now(UTC) + timedelta(seconds=1))
    assert 2 == counter.work()
