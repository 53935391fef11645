"""Readers while somebody publishes: each page is of one revision, in every language, at any moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import orjson
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.models import Region
from app.services.pages import pages
from app.services.reading import Shelf
from tests.services.guide import day
from tests.services.paragraph_guide import edit, judged, page_of, publish_language, say

VERSIONS = 12
NUMBER = re.compile(r"(?<![\w-])\d{3}(?!\d)")
READERS = 3


def texts(number: int) -> list[str]:
    """A German page that names its version in each paragraph."""
    return [f"Der Kurs hat {number} Plätze.", "Immer gleich.", f"Es sind <b>{number}</b> Hefte da."]


def versions(shelf: Shelf, language: str) -> tuple[set[str], set[str]]:
    """The versions that a reader sees in the page's text, and in its freshness per paragraph."""
    document = shelf.document("testdorf", language)
    assert document is not None
    (entry,) = document.entries
    content = orjson.loads(entry.body)["content"]
    told = [one["text"] for one in orjson.loads(entry.status)["segments"]]
    return set(NUMBER.findall(content)), set(NUMBER.findall(" ".join(told)))


def read(engine: Engine, done: Event) -> Iterator[tuple[set[str], set[str]]]:
    """All that one reader sees until the editor is done, and once after that."""
    shelf, last = Shelf(engine, 0), False
    while not last:
        last = done.is_set()
        for language in ("de", "en", "fa"):
            yield versions(shelf, language)


def test_no_reader_gets_a_page_mixed_from_two_revisions(
    engine: Engine, session: Session, region: Region
) -> None:
    """While twelve revisions are published one after the other, with numbers carried into English
    and not into Persian, every answer is of one revision; the last one is the newest."""
    page = page_of(session, region, *texts(100))
    for paragraph, text in zip(
        judged(session, page),
        ["The course has 100 places.", "Always the same.", "There are ⟦1⟧100⟦/1⟧ exercise books."],
        strict=True,
    ):
        say(session, paragraph, text)
    publish_language(session, page)
    say(session, judged(session, page, "fa")[1], "همیشه همین.", "fa")
    publish_language(session, page, "fa")
    page_id = page.id
    session.commit()
    done = Event()
    with ThreadPoolExecutor(READERS) as threads:
        readers = [threads.submit(lambda: list(read(engine, done))) for _ in range(READERS)]
        try:
            for number in range(101, 101 + VERSIONS):
                with Session(engine) as own:
                    edit(own, pages.get(own, page_id), *texts(number), now=day(number))
                    own.commit()
        finally:
            done.set()
        seen = [one for reader in readers for one in reader.result(60)]
    assert [] == [one for one in seen if len(one[0]) != 1 or one[0] != one[1]]
    assert {str(100 + VERSIONS)} == seen[-1][0]
