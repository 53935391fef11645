"""A worker that kills itself at a step, as a process of its own:

    python -m tests.faults.dying STEP DATABASE_URL SERVER_URL

STEP is "planned" (claimed and reserved, nothing sent), "answered" (the reply is here, nothing kept),
"applying" (all is written, nothing committed), "applied" (committed).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.db import open_engine, transactions_on
from app.domain.machines.machine import Reply
from app.engines.deepl import DeepL
from app.jobs.translating import Open, Worker
from app.services.translation.applying import Applied
from app.services.translation.engines import Engines
from app.services.translation.planning import Plan

STEPS = ("planned", "answered", "applying", "applied")


class Dying(Worker):
    """A worker that ends, as by kill -9, when it comes to a step."""

    def __init__(self, transaction: Open, engines: Engines, dies_at: str) -> None:
        super().__init__(transaction, engines)
        self.dies_at = dies_at

    def _reached(self, step: str) -> None:
        if step == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def plan(self) -> Plan | None:
        """Claims, then perhaps dies."""
        plan = super().plan()
        if plan is not None:
            self._reached("planned")
        return plan

    def call(self, plan: Plan) -> Reply:
        """Asks, then perhaps dies."""
        reply = super().call(plan)
        self._reached("answered")
        return reply

    def apply(self, plan: Plan, reply: Reply) -> Applied:
        """Applies, and perhaps dies right before the commit, or after it."""
        whole = self.transaction

        @contextmanager
        def until_commit() -> Iterator[Session]:
            with whole() as session:
                yield session
                session.flush()
                self._reached("applying")

        self.transaction = until_commit
        try:
            applied = super().apply(plan, reply)
        finally:
            self.transaction = whole
        self._reached("applied")
        return applied


if __name__ == "__main__":
    step, database, server = sys.argv[1:]
    opened = transactions_on(open_engine(database))
    Dying(opened, {"deepl": DeepL("key", server)}, step).run_dry()
