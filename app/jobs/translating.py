"""Machine translation in the background: plan, call, apply, with no transaction round the call."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.domain.machines.machine import Reply
from app.errors import TranslationFailed
from app.services import regions
from app.services.quality import glossary_sync
from app.services.quality.glossary_sync import KeepsGlossaries
from app.services.quality.glossary_sync import Plan as GlossaryPlan
from app.services.translation import applying, engines, failing, planning, reconciling, usage
from app.services.translation.applying import Applied
from app.services.translation.engines import Engine, Engines
from app.services.translation.planning import Plan

LOG = logging.getLogger(__name__)
Open = Callable[[], AbstractContextManager[Session]]
Clock = Callable[[], datetime]


def clock() -> datetime:
    """The time now."""
    return datetime.now(UTC)


@dataclass
class Worker:
    """One worker: how it opens transactions, its engines, its clock."""

    transaction: Open
    engines: Engines
    now: Clock = clock
    tell: Callable[[str], None] = field(default=LOG.info)

    def step(self) -> Applied | None:
        """One request from plan to end; None when there was nothing to do."""
        self.learn()
        plan = self.plan()
        if plan is None:
            return None
        try:
            reply = self.call(plan)
        except TranslationFailed as failure:
            return self.give_back(plan, failure)
        return self.apply(plan, reply)

    def plan(self) -> Plan | None:
        """The next request, claimed and its money reserved; work of workers that died comes back."""
        with self.transaction() as session:
            reconciling.recover(session, self.now())
            return planning.plan(session, self.engines, self.now())

    def call(self, plan: Plan) -> Reply:
        """What the engine answers, outside of any transaction; TranslationFailed says why not."""
        reply = plan.engine.translate(plan.request)
        if len(reply.texts) != len(plan.request.texts):
            count = f"{len(reply.texts)} texts came back for {len(plan.request.texts)}"
            raise TranslationFailed("malformed", count)
        return reply

    def give_back(self, plan: Plan, failure: TranslationFailed) -> Applied:
        """Book a request that failed; its work waits for another try, or for a person."""
        ends = _period_end(plan.engine) if failure.kind == "quota" else None
        with self.transaction() as session:
            failing.fail(session, plan, failure, self.now(), ends)
        self.tell(f"{plan.engine.name}, {plan.request.target}: {failure}")
        return Applied(again=len(plan.items))

    def apply(self, plan: Plan, reply: Reply) -> Applied:
        """Keep a reply, and book it."""
        with self.transaction() as session:
            applied = applying.apply(session, plan, reply, self.now())
        self.tell(
            f"{plan.engine.name}, {plan.request.target}: {applied.served} served,"
            f" {applied.drafts} for review, {applied.again} again, {applied.held} held"
        )
        return applied

    def tell_terms(self) -> int:
        """Let engines that keep glossaries know the terms that changed; how many were sent."""
        sent = 0
        for name, engine in self.engines.items():
            if not isinstance(engine, KeepsGlossaries):
                continue
            with self.transaction() as session:
                plans = glossary_sync.outstanding(session, name, self.now())
            for planned in plans:
                sent += self._tell_terms(planned, engine)
        return sent

    def _tell_terms(self, planned: GlossaryPlan, engine: KeepsGlossaries) -> bool:
        try:
            remote_id = glossary_sync.send(planned, engine)
        except TranslationFailed as failure:
            self.tell(f"{planned.engine}: the glossary was not taken: {failure}")
            return False
        with self.transaction() as session:
            glossary_sync.store(session, planned, remote_id, self.now())
        return True

    def run_dry(self, most: int = 1_000_000) -> int:
        """Work until there is nothing that can be done now; how many requests that took."""
        done = 0
        while done < most and self.step() is not None:
            done += 1
        return done

    def learn(self) -> None:
        """Ask engines what they can do, where nobody knows yet or it is a day old."""
        with self.transaction() as session:
            codes = regions.all_target_codes(session)
            wanted = engines.stale_capabilities(session, self.engines, codes, self.now())
        for name, languages in wanted.items():
            self._ask(self.engines[name], languages)

    def _ask(self, engine: Engine, languages: list[str]) -> None:
        try:
            found = {code: engine.capabilities(code) for code in languages}
            if not any(can.translates for can in found.values()):
                raise TranslationFailed(
                    "unavailable", f"{engine.name} offers none of our languages"
                )
            counted = engine.usage() if engine.paid else None
        except TranslationFailed as failure:
            self.tell(f"{engine.name}: {failure}")
            with self.transaction() as session:
                failing.pause(session, engine.name, failure, self.now())
            return
        with self.transaction() as session:
            engines.keep_capabilities(session, engine.name, found, self.now())
            if counted is not None:
                usage.begin(session, engine.name, counted.used, self.now())


def _period_end(engine: Engine) -> datetime | None:
    """When a provider's period ends, if it says so."""
    try:
        counted = engine.usage()
    except TranslationFailed:
        return None
    return counted.ends if counted else None
