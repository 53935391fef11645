"""Tables brought to a version of the house, up and down, on both databases."""

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from app.models import Base
from app.services import migrating


def tables(engine: Engine) -> set[str]:
    """The tables that there are, Alembic's own aside."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def shape(connection: Connection) -> dict[str, object]:
    """Columns, keys and indexes of every table."""
    look = inspect(connection)
    return {
        name: (
            sorted(str((c["name"], str(c["type"]), c["nullable"])) for c in look.get_columns(name)),
            sorted(str(index["name"]) for index in look.get_indexes(name)),
            sorted(str(key["name"]) for key in look.get_unique_constraints(name)),
            sorted(str(key["name"]) for key in look.get_foreign_keys(name)),
            sorted(str(check["name"]) for check in look.get_check_constraints(name)),
        )
        for name in look.get_table_names()
    }


def test_tables_go_up_down_and_up(engine: Engine) -> None:
    """Down takes all tables away and leaves none behind; up again makes the same ones."""
    head = migrating.version(engine)
    with engine.connect() as connection:
        before = shape(connection)
    assert set(Base.metadata.tables) == tables(engine)
    migrating.downgrade(engine)
    assert (None, set()) == (migrating.version(engine), tables(engine))
    migrating.upgrade(engine)
    assert head == migrating.version(engine)
    with engine.connect() as connection:
        assert before == shape(connection)


def test_each_version_can_be_left_and_come_back_to(engine: Engine) -> None:
    """One step down and one up, from the newest version to the oldest."""
    steps = 0
    while migrating.version(engine) is not None:
        here = migrating.version(engine)
        migrating.downgrade(engine, "-1")
        migrating.upgrade(engine, "+1")
        assert here == migrating.version(engine)
        migrating.downgrade(engine, "-1")
        steps += 1
    assert steps >= 1


def test_migrating_twice_is_migrating_once(engine: Engine) -> None:
    """An up-to-date database is left alone."""
    head = migrating.version(engine)
    migrating.upgrade(engine)
    assert head == migrating.version(engine)


def test_a_failed_migration_leaves_the_tables(engine: Engine) -> None:
    """A version that does not exist changes nothing."""
    before = tables(engine)
    with pytest.raises(Exception, match="nowhere"):
        migrating.downgrade(engine, "nowhere")
    assert before == tables(engine)


def test_data_survive_an_upgrade_that_is_not_needed(engine: Engine) -> None:
    """What stands in the tables stands there after migrating."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO language (code, tag, native_name, direction)"
                " VALUES ('so', 'so-SO', 'Soomaali', 'ltr')"
            )
        )
    migrating.upgrade(engine)
    with engine.connect() as connection:
        assert "Soomaali" == connection.scalar(text("SELECT native_name FROM language"))
