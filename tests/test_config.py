"""Settings: what is taken, and what stops the start with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import config
from app.errors import Invalid


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("sqlite:////srv/guide.db", "sqlite:////srv/guide.db"),
        ("postgres://u:p@db/guide", "postgresql://u:p@db/guide"),
        ("postgresql+psycopg:///guide", "postgresql+psycopg:///guide"),
    ],
)
def test_an_address_of_a_database(given: str, taken: str) -> None:
    """SQLite with a file, and PostgreSQL in each of its spellings, password and all."""
    assert taken == config.read({"DATABASE_URL": given}).database_url


def test_a_relative_file_lies_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not where the program is installed."""
    monkeypatch.chdir(tmp_path)
    url = config.read({"DATABASE_URL": "sqlite:///data/guide.db"}).database_url
    assert f"sqlite:///{tmp_path}/data/guide.db" == url


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://x", "sqlite:", "sqlite://", "sqlite:///:memory:", "sqlite://here/x.db",
     "postgresql:", "postgresql://127.0.0.1:abc/x", "postgresql://[::1/x"],
)  # fmt: skip
def test_no_address_of_a_database(url: str) -> None:
    """What cannot be a database, or would be forgotten at the end, is named."""
    with pytest.raises(Invalid) as caught:
        config.read({"DATABASE_URL": url})
    assert str(caught.value).startswith(f"DATABASE_URL={url!r}: ")


def test_a_password_is_not_told() -> None:
    """A mistyped address stands in terminals and logs; its password does not."""
    with pytest.raises(Invalid) as caught:
        config.read({"DATABASE_URL": "postgresq://me:secret@db/guide"})
    assert (
        "DATABASE_URL='postgresq://me:***@db/guide': sqlite:///… or postgresql://… is needed"
    ) == str(caught.value)


@pytest.mark.parametrize(
    "value",
    ["foo", "ftp://a", "http://", "http://a:99999", "http://[::1", "http://a b.org", "http://a/?x=1"],
)  # fmt: skip
def test_no_address_of_a_server(value: str) -> None:
    """An address that no app could call is named."""
    with pytest.raises(Invalid) as caught:
        config.read({"DATABASE_URL": "sqlite:///x.db", "WEGWEISER_BASE_URL": value})
    assert str(caught.value).startswith(f"WEGWEISER_BASE_URL={value!r}: ")


def test_hosts_of_the_inside() -> None:
    """Names with commas, in lower case; ports, schemes and blanks are no part of them."""
    given = {"DATABASE_URL": "sqlite:///x.db", "WEGWEISER_INNER_HOSTS": "Hooks.example, 127.0.0.1"}
    assert "hooks.example,127.0.0.1" == config.read(given).inner_hosts
    for wrong in ("a:80", "http://a", "a b", "a,,b"):
        with pytest.raises(Invalid, match="WEGWEISER_INNER_HOSTS="):
            config.read(given | {"WEGWEISER_INNER_HOSTS": wrong})


def test_every_mistake_is_named() -> None:
    """One start tells of all of them, unknown names too."""
    given = {
        "WEGWEISER_BASEURL": "x", "PORT": "0", "WEGWEISER_MAX_BODY_BYTES": "1e9",
        "WEGWEISER_SNAPSHOT_CHECK_MS": "99999999999",
    }  # fmt: skip
    with pytest.raises(Invalid) as caught:
        config.read(given)
    lines = str(caught.value).splitlines()
    assert ["WEGWEISER_BASEURL", "PORT='0'", "WEGWEISER_SNAPSHOT_CHECK_MS='99999999999'",
            "WEGWEISER_MAX_BODY_BYTES='1e9'"] == [line.split(":")[0] for line in lines]  # fmt: skip


def test_an_empty_setting_is_none() -> None:
    """As settings files write it when a value is left out."""
    assert 8000 == config.read({"DATABASE_URL": "sqlite:///x.db", "PORT": ""}).port


def test_a_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default database needs a folder; what is in its way is told."""
    (tmp_path / "instance").write_text("a file")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Invalid, match="instance: this folder cannot be made: File exists"):
        config.read({})
