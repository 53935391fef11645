"""Pages found by what somebody asks for: where they stand, their languages, words, age, who waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.domain.addresses.title_search import rank
from app.domain.freshness.page_status import WORST_FIRST
from app.domain.revisions.standing import AWAY, STANDINGS
from app.domain.segments.text_search import searcher
from app.models import Content, Region, Revision
from app.services.overviews.glances import WORK
from app.services.overviews.page_tree import Leaf, Tree

NEEDS_WORK = "work"
STATES = (NEEDS_WORK, *WORST_FIRST)
DAYS_A_MONTH = 30.44
LONGEST_TEXT = 200
Test = Callable[[Leaf], bool]


@dataclass(frozen=True)
class Wanted:
    """What is asked for; all of it must hold.

    `state` is one of STATES: of the page in `language`, or in any language if none is named; a
    language alone asks for what needs work in it. `months` since the last change; `waiting` for
    approval in any language; `mine`: with a revision of mine; `planned`: to be published or to leave
    at a set time; `due`: to be looked at by today.
    """

    text: str = ""
    standing: str = ""
    language: str = ""
    state: str = ""
    months: int = 0
    waiting: bool = False
    mine: bool = False
    planned: bool = False
    due: bool = False

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    def within(self, languages: list[str]) -> Wanted:
        """This as far as there is such a thing: unknown words ask for nothing."""
        language = self.language if self.language in languages else ""
        state = self.state if self.state in STATES else NEEDS_WORK if language else ""
        return Wanted(
            self.text.strip()[:LONGEST_TEXT],
            self.standing if self.standing in STANDINGS else "",
            language, state, max(0, min(self.months, 1200)), self.waiting, self.mine,
            self.planned, self.due,
        )  # fmt: skip


def find(
    session: Session,
    region: Region,
    tree: Tree,
    wanted: Wanted,
    who: str,
    today: date,
    now: datetime,
) -> list[Leaf]:
    """The pages that fit, in the order of the tree; those whose title holds the words come first.

    What was put away is found only when that is asked for. `who` is the name that revisions of mine bear.
    """
    tests = [*_plain(wanted, today, now), *_languages(wanted)]
    found = [leaf for leaf in tree.leaves.values() if all(test(leaf) for test in tests)]
    if wanted.text or wanted.mine:
        fits = _fitting(session, region, wanted, who)
        found = [leaf for leaf in found if leaf.id in fits]
    if wanted.text:
        found.sort(key=lambda leaf: rank(wanted.text, leaf.title) is None)
    return found


def _plain(wanted: Wanted, today: date, now: datetime) -> list[Test]:
    tests: list[Test] = [lambda leaf: leaf.is_away == (wanted.standing in AWAY)]
    if wanted.standing:
        tests.append(lambda leaf: leaf.standing == wanted.standing)
    if wanted.months:
        before = now - timedelta(days=wanted.months * DAYS_A_MONTH)
        tests.append(lambda leaf: leaf.changed_at < before)
    if wanted.waiting:
        tests.append(lambda leaf: bool(leaf.waits_in))
    if wanted.planned:
        tests.append(lambda leaf: bool(leaf.publish_at or leaf.expires_at))
    if wanted.due:
        tests.append(lambda leaf: leaf.due_on is not None and leaf.due_on <= today)
    return tests


def _languages(wanted: Wanted) -> list[Test]:
    if not wanted.state:
        return []
    states = WORK if wanted.state == NEEDS_WORK else {wanted.state}

    def fits(leaf: Leaf) -> bool:
        found = leaf.glances.items()
        return any(
            glance.state in states for code, glance in found if wanted.language in ("", code)
        )

    return [fits]


def _fitting(session: Session, region: Region, wanted: Wanted, who: str) -> set[int]:
    """The contents whose working copy holds the words in its title or text, and those with a revision
    of mine, as far as that is asked for."""
    holds = searcher(wanted.text)
    mine = select(Revision.content_id).where(Revision.author == who)
    rows = session.execute(
        select(Content.id, Revision.title, Revision.description, Revision.html)
        .join(Revision, Revision.id == Content.working_revision_id)
        .where(Content.region_id == region.id)
        .where(Content.id.in_(mine) if wanted.mine else true())
    )
    return {id_ for id_, title, lead, html in rows if holds(f"{title} {lead}", html)}
