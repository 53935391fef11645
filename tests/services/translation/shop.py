"""A region whose texts a machine translates: a worker, a fake DeepL over HTTP, a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.db import transactions_on
from app.domain.quality.glossary import Term, Wording
from app.engines.deepl import DeepL
from app.jobs import comparing
from app.jobs.translating import Worker
from app.models import (
    Budget,
    Content,
    EngineState,
    Fragment,
    Head,
    Job,
    MachineCall,
    Region,
    Snapshot,
    Target,
)
from app.services import regions
from app.services.pages import releasing
from app.services.publishing import catalogue
from app.services.quality import glossary
from app.services.settings import policies
from app.services.translation import dirty, usage
from app.services.translation.engines import Engine as Machine
from app.services.translation.planning import Plan
from tests.fakes.deepl_server import FakeDeepL
from tests.fixtures.guides import NOW
from tests.services.guide import EDITOR, live, revise
from tests.services.paragraph_guide import html_of, judged, publish_language, say

SLUG = "testdorf"
MINUTE = timedelta(seconds=61)


class Shop:
    """The region "testdorf", its worker and its machines; every method is a transaction of its own."""

    def __init__(
        self, engine: Engine, fake: FakeDeepL, languages: Collection[str] = ("en",)
    ) -> None:
        self.fake, self.now = fake, NOW
        self.transaction = transactions_on(engine)
        self.told: list[str] = []
        self.machines: dict[str, Machine] = {"deepl": DeepL("key", fake.url, timeout=0.5)}
        self.worker = self.another_worker()
        with self.transaction() as session:
            regions.ensure_languages(session)
            region = regions.create(session, SLUG, "Testdorf", ["de", *languages], NOW)
            catalogue.publish_catalogue(session, NOW)
            self.region_id = region.id
        self.policy(*languages, machine="publish")

    def another_worker(self) -> Worker:
        """One more worker of the same machines."""
        return Worker(self.transaction, self.machines, lambda: self.now, self.told.append)

    def policy(self, *languages: str, **wanted: Any) -> None:
        """Change how the region treats languages; English if none is named."""
        with self.transaction() as session:
            region = regions.get(session, SLUG)
            for code in languages or ("en",):
                policies.change(session, region, code, self.now, **wanted)

    def limit(self, characters: int | None) -> None:
        """What the region may spend in a month."""
        with self.transaction() as session:
            policies.limit(session, regions.get(session, SLUG), characters, self.now)

    def page(self, *texts: str, title: str = "1", html: str = "") -> int:
        """A page that readers of German get; its id."""
        with self.transaction() as session:
            region = session.get_one(Region, self.region_id)
            content = live(session, region, title, html or html_of(*texts))
            self._date(session, content)
            return content.id

    def _date(self, session: Session, content: Content) -> None:
        """The first revision was made at NOW; here it is as old as the clock says."""
        revision = content.published
        assert revision is not None
        revision.at = revision.published_at = self.now

    def edit(self, page: int, *texts: str, title: str = "", html: str = "") -> None:
        """The page saved and published again."""
        with self.transaction() as session:
            content = session.get_one(Content, page)
            revise(session, content, html or html_of(*texts), title, self.now)
            releasing.publish(session, content, now=self.now, author=EDITOR)

    def human(self, page: int, said: Mapping[str, str], language: str = "en") -> None:
        """A person translates paragraphs, named by their German."""
        with self.transaction() as session:
            content = session.get_one(Content, page)
            for paragraph in judged(session, content, language):
                text = paragraph.source.segment.coded
                if text in said:
                    say(session, paragraph, said[text], language, self.now)

    def publish(self, page: int, language: str = "en") -> None:
        """A person shows the page to readers of a language."""
        with self.transaction() as session:
            publish_language(session, session.get_one(Content, page), language, self.now)

    def reconcile(self) -> int:
        """What the schedule does; how many jobs are new."""
        return comparing.reconcile(self.transaction, dirty.every, self.now)

    def reconcile_page(self, page: int) -> int:
        """Compare one page; how many jobs are new."""
        with self.transaction() as session:
            return dirty.reconcile(session, page, self.now)

    def region(self, session: Session) -> Region:
        """The region, in a transaction of the caller's."""
        return session.get_one(Region, self.region_id)

    def other_region(self) -> Region:
        """A second region that publishes what machines translate."""
        with self.transaction() as session:
            made = regions.create(session, "anderswo", "Anderswo", ["de", "en"], NOW)
            policies.change(session, made, "en", NOW, machine="publish")
            session.expunge(made)
            return made

    def term(self, german: str, english: str) -> None:
        """A term of the region's glossary."""
        with self.transaction() as session:
            term = Term(german, {"en": (Wording(english),)})
            glossary.add(session, self.region(session), term, self.now)

    def work(self) -> int:
        """The worker does what it can do now; how many requests that took."""
        return self.worker.run_dry(100)

    def plan(self) -> Plan:
        """The next request, planned and claimed as by a worker that then stops."""
        self.worker.learn()
        plan = self.worker.plan()
        assert plan is not None
        return plan

    def wait(self, by: timedelta = MINUTE) -> None:
        """Time passes; by default, more than the minute that is waited for a next save."""
        self.now += by

    def round(self) -> int:
        """Compare, wait the minute, work; how many requests that took."""
        self.reconcile()
        self.wait()
        return self.work()

    def shown(self, page: int, language: str = "en") -> dict[str, Any] | None:
        """What readers of a language get of a page; None if it is not there for them."""
        with self.transaction() as session:
            body = session.scalar(
                select(Fragment.body).where(
                    Fragment.content_id == page, Fragment.language == language
                )
            )
        return None if body is None else dict(orjson.loads(body))

    def text(self, page: int, language: str = "en") -> str:
        """The body that readers get, "" if the page is not there for them."""
        found = self.shown(page, language)
        return str(found["content"]) if found else ""

    def states(self, page: int, language: str = "en") -> list[str]:
        """The state of each paragraph of the body, by comparing."""
        with self.transaction() as session:
            found = judged(session, session.get_one(Content, page), language)
            return [paragraph.verdict.state for paragraph in found]

    def jobs(self) -> list[tuple[str, str]]:
        """State and reason of each job, oldest first."""
        with self.transaction() as session:
            rows = session.execute(select(Job.state, Job.reason).order_by(Job.id))
            return [(state, reason) for state, reason in rows]

    def counted(self) -> dict[str, int]:
        """How many jobs are in each state."""
        with self.transaction() as session:
            rows = session.execute(select(Job.state, func.count()).group_by(Job.state))
            return {row[0]: row[1] for row in rows}

    def calls(self) -> list[tuple[str, int]]:
        """Outcome and billed characters of each request in the ledger, oldest first."""
        with self.transaction() as session:
            rows = session.execute(
                select(MachineCall.outcome, MachineCall.billed).order_by(MachineCall.id)
            )
            return [(outcome, billed) for outcome, billed in rows]

    def targets(self, language: str = "en") -> list[tuple[str, str]]:
        """Origin and quality of each translation ever made, oldest first."""
        with self.transaction() as session:
            rows = session.execute(
                select(Target.origin, Target.quality)
                .where(Target.language == language)
                .order_by(Target.id)
            )
            return [(origin, quality) for origin, quality in rows]

    def heads(self, language: str = "en") -> list[str]:
        """What is served, by segment."""
        with self.transaction() as session:
            return list(
                session.scalars(
                    select(Target.coded)
                    .join(Head, Head.target_id == Target.id)
                    .where(Head.language == language)
                    .order_by(Head.segment_id)
                )
            )

    def state(self, name: str = "deepl") -> EngineState:
        """What is known of an engine."""
        with self.transaction() as session:
            found = session.get_one(EngineState, name)
            session.expunge(found)
            return found

    def money(self) -> tuple[int, int]:
        """What the budgets of all months say: spent, reserved."""
        with self.transaction() as session:
            row = session.execute(
                select(
                    func.coalesce(func.sum(Budget.spent), 0),
                    func.coalesce(func.sum(Budget.reserved), 0),
                )
            ).one()
            return int(row[0]), int(row[1])

    def booked(self) -> tuple[int, int]:
        """What the ledger says: the sum of what was billed, and what open calls still hold."""
        with self.transaction() as session:
            billed = session.scalar(select(func.coalesce(func.sum(MachineCall.billed), 0)))
            held = session.scalar(
                select(func.coalesce(func.sum(MachineCall.reserved), 0)).where(
                    MachineCall.outcome.in_(("sent", "unknown"))
                )
            )
            return int(billed or 0), int(held or 0)

    def one_text_per_request(self) -> None:
        """Let each request have one paragraph."""
        self.worker.learn()
        with self.transaction() as session:
            session.get_one(EngineState, "deepl").largest = 1

    def compare(self) -> int:
        """Our count beside the provider's; how many requests were settled."""
        self.now += timedelta(seconds=1)
        return usage.compare_all(self.transaction, self.machines, lambda: self.now)

    def night(self) -> int:
        """What the nightly task makes anew; how many contents it looked at."""
        return comparing.publish_due(self.transaction, self.now)

    def version(self, language: str = "en") -> int:
        """The version of the document that readers get."""
        with self.transaction() as session:
            return session.scalars(
                select(Snapshot.version).where(Snapshot.language == language)
            ).one()

    def human_rows(self, language: str = "en") -> list[dict[str, Any]]:
        """What people wrote, column by column."""
        with self.transaction() as session:
            rows = session.execute(
                select(Target.__table__)
                .where(Target.origin == "human", Target.language == language)
                .order_by(Target.id)
            )
            return [dict(row) for row in rows.mappings()]

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.now = moment
