"""A whole real guide out and in again: every paragraph unchanged."""

from __future__ import annotations

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from app.db import open_engine
from app.exchange.translators import formats
from app.services.accounts import accounts
from app.services.exchange import exporting, previewing
from tests.exchange.translators.test_xliff import schema
from tests.services.guide import day

AUGSBURG = ("lkaugsburg", "en")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_guide_of_augsburg_there_and_back(augsburg_url: str) -> None:
    """All 4,603 paragraphs with words of 238 pages, from German into English, as valid XLIFF 2.1."""
    engine = open_engine(augsburg_url)
    with Session(engine) as session:
        sent = exporting.export(session, accounts.OPERATOR, *AUGSBURG, day(1), only="all")
        found = previewing.preview(
            session, accounts.OPERATOR, *AUGSBURG, formats.read(sent.data), day(1)
        )
    engine.dispose()
    assert (238, 4603) == (sent.pages, sent.units)
    assert (0, {"unchanged": 4603}) == (
        found.absent, {state: count for state, count in found.counts().items() if count},
    )  # fmt: skip
    schema("xliff-core-2.0.xsd").assertValid(etree.fromstring(sent.data))
