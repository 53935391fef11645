"""The application is put together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import factory


def test_processes_that_start_at_once_share_one_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secret that cookies are signed with is made once, kept, and read by nobody else."""
    monkeypatch.chdir(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        secrets = set(threads.map(lambda _: factory._kept_secret(), range(32)))
    assert 1 == len(secrets)
    assert 64 == len(secrets.pop())
    path = tmp_path / "instance" / "secret-key"
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(path.parent.iterdir())
