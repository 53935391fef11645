"""A fake DeepL as a process, and a region with work for machines on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import plant as plants
from tests.faults.plant import Plant, Provider
from tests.fixtures.databases import Templates, copied


@pytest.fixture(scope="session")
def deepl() -> Iterator[Provider]:
    """One fake DeepL for all tests; `plant` makes it forget."""
    with plants.provider() as found:
        yield found


@pytest.fixture
def plant(
    templates: Templates, database_kind: str, tmp_path: Path, deepl: Provider
) -> Iterator[Plant]:
    """Four pages of four texts that are to be translated into two languages."""
    deepl.forget()
    for url in copied(templates, database_kind, tmp_path, "plant", plants.fill):
        found = Plant(url, deepl)
        yield found
        found.engine.dispose()
