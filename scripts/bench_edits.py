"""Measure what an edited paragraph costs beside translating its whole page anew, in characters.

    python scripts/bench_edits.py [--edits 120] [--pages 238]

The German guide of the district of Augsburg is translated into English by the fake DeepL, over HTTP.
Then, one after the other, a page is drawn by lot and one of its paragraphs changed as editors change
them: words exchanged, a sentence added, one taken away, a number changed, letters mistyped. Each edit
is saved, published, compared and worked on like any other; what the provider bills for it stands beside
the characters of all texts of the same page. Both are per target language.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.db import transactions_on
from app.domain.machines.machine import price
from app.domain.machines.machine_text import encode
from app.domain.segments.segmentation import Segment, fill, has_words, render, split
from app.engines.deepl import DeepL
from app.jobs import comparing
from app.jobs.translating import Worker, clock
from app.models import Content
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.segments.freshness import source_of
from app.services.segments.revisions import occurrences
from app.services.translation import dirty
from scripts import bench_machine as machine
from scripts import page_edits, real_guide
from scripts.bench_saving import database
from scripts.page_edits import Line, OneEdit, Stock
from tests.fakes.deepl_server import FakeDeepL

KINDS: tuple[OneEdit, ...] = (
    page_edits.reword, page_edits.lengthen, page_edits.shorten, page_edits.renumber,
    page_edits.mistype,
)  # fmt: skip
AIM = 12.0  # times fewer characters
LATER = timedelta(minutes=2)  # nothing waits for a next save then


@dataclass(frozen=True)
class Edit:
    """One edit, what it cost, and what all texts of its page would have cost."""

    kind: str
    cost: int
    page: int


class Shop:
    """The translated guide and its worker."""

    def __init__(self, engine: Engine, fake: FakeDeepL) -> None:
        self.engine, self.fake = engine, fake
        self.opened = transactions_on(engine)
        self.worker = Worker(self.opened, {"deepl": DeepL("key", fake.url)}, self.now)

    @staticmethod
    def now() -> datetime:
        """A moment at which what was just saved is due."""
        return clock() + LATER

    def work(self, which: Callable[[Session], Sequence[int]]) -> int:
        """Compare and translate; the characters that were billed."""
        before = self.fake.billed()
        comparing.reconcile(self.opened, which, clock())
        self.worker.run_dry()
        return self.fake.billed() - before

    def edit(self, content_id: int, html: str) -> int:
        """Save and publish a page, and translate what that asks for; what was billed."""
        with self.opened() as session:
            content = pages.get(session, content_id)
            working = content.working
            assert working is not None
            draft = Draft(working.title, html, working.description)
            pages.revise(
                session, content, draft, based_on=working.number, author="bench", now=clock()
            )
            releasing.publish(session, content, now=clock())
        return self.work(lambda _: [content_id])

    def texts(self, content_id: int) -> list[Segment]:
        """The texts of a page that readers of German get, title and description among them."""
        with Session(self.engine) as session:
            revision = session.get_one(Content, content_id).published_revision_id
            assert revision is not None
            return [source_of(row).segment for row in occurrences(session, revision)]

    def html(self, content_id: int) -> str:
        """The body of a page's working copy."""
        with Session(self.engine) as session:
            working = session.get_one(Content, content_id).working
            return working.html if working else ""


def whole(texts: Sequence[Segment]) -> int:
    """What an engine charges for all of these texts."""
    return sum(price(encode(s.coded, s.codes, 0, True), is_xml=True) for s in texts)


def changed(html: str, kind: OneEdit, chance: random.Random, stock: Stock) -> str | None:
    """A page with one paragraph changed; None where this kind of edit does not fit."""
    found = split(html)
    places = [n for n, s in enumerate(found.segments) if s.kind == "text" and has_words(s)]
    if not places:
        return None
    place = chance.choice(places)
    line = kind(Line(found.segments[place]), chance, stock)
    if line is None or line.segment == found.segments[place]:
        return None
    new = [line.segment if n == place else s for n, s in enumerate(found.segments)]
    return render(found.skeleton, [fill(s.coded, s.codes) for s in new])


def edits(shop: Shop, wanted: int, seed: int) -> list[Edit]:
    """So many edits on pages drawn by lot, the kinds in turn."""
    chance = random.Random(seed)
    with Session(shop.engine) as session:
        ids = list(session.scalars(select(Content.id).order_by(Content.id)))
    stock = _stock(shop, ids)
    found: list[Edit] = []
    tries = 0
    while len(found) < wanted and (tries := tries + 1) < 50 * wanted:
        kind, content_id = KINDS[len(found) % len(KINDS)], chance.choice(ids)
        html = changed(shop.html(content_id), kind, chance, stock)
        if html is not None:
            cost = shop.edit(content_id, html)
            found.append(Edit(kind.__name__, cost, whole(shop.texts(content_id))))
    return found


def _stock(shop: Shop, ids: Sequence[int]) -> Stock:
    texts = [text for id_ in ids for text in shop.texts(id_) if text.kind == "text"]
    plain = [text.coded for text in texts if not text.codes]
    sentences = [one for text in plain for one in page_edits.SENTENCE.split(text)]
    words = [word for text in plain for word in text.split()]
    return Stock(texts, sentences, words)


def report(found: Sequence[Edit]) -> None:
    """The table, and the headline."""
    rows = []
    for kind in (*(kind.__name__ for kind in KINDS), "all"):
        some = [edit for edit in found if kind in (edit.kind, "all")]
        cost, page = (sum(values) / max(1, len(some)) for values in _columns(some))
        paid = sum(edit.cost > 0 for edit in some)
        factor = f"{page / cost:.1f}" if cost else "free"
        rows.append([kind, str(len(some)), str(paid), f"{cost:.0f}", f"{page:.0f}", factor])
    heads = ["edit", "edits", "paid", "characters", "whole page", "times fewer"]
    print(machine.table(heads, rows))
    paid_edits = [edit for edit in found if edit.cost]
    for name, some in (("all edits", list(found)), ("edits that cost anything", paid_edits)):
        cost, page = (sum(values) / max(1, len(some)) for values in _columns(some))
        print(
            f"{machine.HEADLINE}edits, {name}: {cost:.0f} characters for the paragraph, {page:.0f}"
            f" for its page: {page / max(cost, 1e-9):.1f} times fewer (aim {AIM:.0f})"
        )


def _columns(some: Sequence[Edit]) -> tuple[list[int], list[int]]:
    return [edit.cost for edit in some], [edit.page for edit in some]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--edits", type=int, default=120)
    parser.add_argument("--pages", type=int, default=None, help="only the first pages of the guide")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    real_guide.check()
    with (
        tempfile.TemporaryDirectory() as folder,
        database("sqlite", Path(folder)) as engine,
        FakeDeepL() as fake,
    ):
        real_guide.fill(engine, ["en"], args.pages)
        shop = Shop(engine, fake)
        print(f"first translation into English: {shop.work(dirty.every)} characters billed")
        report(edits(shop, args.edits, args.seed))


if __name__ == "__main__":
    main()
