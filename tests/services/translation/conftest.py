"""A fake DeepL and a shop on it for each test of the pipeline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from tests.fakes.deepl_server import FakeDeepL
from tests.services.translation.shop import Shop


@pytest.fixture
def fake() -> Iterator[FakeDeepL]:
    """A fake DeepL of the test's own."""
    with FakeDeepL() as server:
        yield server


@pytest.fixture
def shop(engine: Engine, fake: FakeDeepL) -> Shop:
    """A region that is translated into English by machine, and published at once."""
    return Shop(engine, fake)
