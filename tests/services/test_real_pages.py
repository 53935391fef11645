"""What must hold for any page, on real ones: identity, noise, order, reverts."""

from __future__ import annotations

import random
import re
from functools import cache

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.segments.segmentation import split
from app.models import Content, Head, Region, Target
from app.services.pages import releasing
from app.services.segments import targets
from app.services.segments.freshness import is_work
from tests.fixtures.guides import AUGSBURG
from tests.services.guide import day, live, revise
from tests.services.paragraph_guide import judged, publish_language, states

HANDFUL = 6
TEXT = re.compile(r">[^<]+<")


@cache
def real_pages() -> list[str]:
    """Some real German pages: the longest with at least five paragraphs, and some by chance."""
    if not AUGSBURG["de"].exists():
        return []
    everything = orjson.loads(AUGSBURG["de"].read_bytes())
    cut = {page["content"]: len(split(page["content"]).segments) for page in everything}
    fit = sorted(html for html, segments in cut.items() if 5 <= segments <= 60)
    return random.Random(7).sample(fit, HANDFUL)


@pytest.fixture(params=range(HANDFUL))
def html(request: pytest.FixtureRequest) -> str:
    """A real page."""
    if not real_pages():
        pytest.skip("the Augsburg files are not there")
    return real_pages()[request.param]


def translated(session: Session, region: Region, html: str) -> Content:
    """The page with a translation of each paragraph, whose words are those of the German."""
    page = live(session, region, "1", html)
    for paragraph in judged(session, page):
        segment = paragraph.source.segment
        targets.answer(
            session, paragraph.segment_id, "en", f"{segment.coded} ", paragraph.source.hash,
            origin="human", quality="reviewed", now=day(0),
        )  # fmt: skip
    publish_language(session, page)
    return page


def publish(session: Session, page: Content, html: str, number: int) -> set[str]:
    """The page rewritten; the outcomes of what changed."""
    revise(session, page, html, now=day(number))
    report = releasing.publish(session, page, now=day(number))
    return {change.outcome for change in report.changes if "en" in change.languages}


def heads(session: Session) -> dict[int, str]:
    """The served English text of each segment."""
    rows = session.execute(
        select(Head.segment_id, Target.coded)
        .join(Target, Target.id == Head.target_id)
        .where(Head.language == "en")
    )
    return {row.segment_id: row.coded for row in rows}


def noisy(html: str) -> str:
    """The page as another editor would save it: other blanks, other quotes, invisible signs."""

    def disturb(text: re.Match[str]) -> str:
        words = text[0].replace(" ", "  ").replace(" - ", " – ").replace("„", "»")
        return words.replace("ung ", "ung\u00ad ").replace("ä", "a\u0308")

    return TEXT.sub(disturb, html).replace("</p>", "</p>\r\n")


def test_identity_noise_order_and_revert(session: Session, region: Region, html: str) -> None:
    """A save without change, noise, and the blocks turned round leave nobody any work; half of the
    page deleted and brought back, and words changed and changed back, restore every text."""
    page = translated(session, region, html)
    before, count = heads(session), len(session.scalars(select(Target.id)).all())
    assert set() == publish(session, page, html + "\n", 1)
    assert set() == publish(session, page, noisy(html), 2)
    assert {"current"} == set(states(session, page))
    blocks = split_blocks(html)
    assert set() == publish(session, page, "".join(blocks[::-1]), 3)
    assert {"current"} == set(states(session, page))
    publish(session, page, "".join(blocks[: len(blocks) // 2]), 4)
    publish(session, page, html.replace(" die ", " keine ").replace("er ", "es "), 5)
    assert set() == publish(session, page, html, 6)
    assert {"current"} == set(states(session, page))
    assert before == {segment: heads(session)[segment] for segment in before}
    rules = [t for t in session.scalars(select(Target)) if t.origin not in ("human",)]
    assert count == len(session.scalars(select(Target.id)).all()) - len(rules)
    assert not any(is_work(paragraph.verdict) for paragraph in judged(session, page))


def split_blocks(html: str) -> list[str]:
    """The top-level blocks of a page, as far as lines tell; wrapped so that none can break out."""
    parts = re.split(r"(?<=</p>)|(?<=</ul>)|(?<=</h2>)|(?<=</h3>)", html)
    return [part for part in parts if part.strip()]
