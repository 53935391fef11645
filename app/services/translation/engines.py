"""Engines by name: which are set up, what each can do, and which is next for a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.config import Config
from app.domain.machines.machine import CANNOT, Capability, Reply, Request, Usage
from app.engines.deepl import DeepL
from app.engines.libretranslate import LibreTranslate
from app.engines.pseudo import Pseudo
from app.models import EngineState, Job

ORDER = ("deepl", "libretranslate", "pseudo")
KNOWN_FOR = timedelta(days=1)
CONCURRENCY = 4  # requests at once
LARGEST = 50  # texts in a request


class Engine(Protocol):
    """A machine that translates; `paid` engines cost the region's characters."""

    name: str
    paid: bool

    def translate(self, request: Request) -> Reply:
        """The translations; TranslationFailed says why not."""
        ...

    def capabilities(self, target: str) -> Capability:
        """What it can do for a target language."""
        ...

    def usage(self) -> Usage | None:
        """What the provider has counted in its period; None if it does not count."""
        ...


Engines = Mapping[str, Engine]


def configured(config: Config) -> dict[str, Engine]:
    """The engines that the settings name; the pseudo engine only where there is no real one."""
    found: dict[str, Engine] = {}
    if config.deepl_auth_key:
        found["deepl"] = DeepL(config.deepl_auth_key, config.deepl_server_url)
    if config.libretranslate_url:
        found["libretranslate"] = LibreTranslate(
            config.libretranslate_url, config.libretranslate_key
        )
    if not found:
        found["pseudo"] = Pseudo()
    return found


def state(session: Session, name: str) -> EngineState:
    """What was learnt of an engine, for this transaction alone; made when it is first asked for."""
    row = session.get(EngineState, name, with_for_update=True)
    if row is None:
        insert = postgresql.insert if _is_postgres(session) else sqlite.insert
        new = {"engine": name, "capabilities": {}, "failures": 0}
        pace = {"reason": "", "concurrency": CONCURRENCY, "largest": LARGEST}
        statement = insert(EngineState).on_conflict_do_nothing(index_elements=["engine"])
        session.execute(statement, new | pace)
        row = session.get_one(EngineState, name, with_for_update=True)
    return row


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def well(session: Session, name: str) -> None:
    """An engine has answered: its failures are no longer in a row."""
    session.execute(
        update(EngineState)
        .where(EngineState.engine == name, EngineState.failures != 0)
        .values(failures=0)
    )


def stale_capabilities(
    session: Session, engines: Engines, languages: Sequence[str], now: datetime
) -> dict[str, list[str]]:
    """By engine, the languages whose capabilities have to be asked for (over the network)."""
    wanted = {}
    for name in engines:
        row = session.get(EngineState, name)
        if row is not None and row.paused_until is not None and row.paused_until > now:
            continue
        old = row is None or row.capabilities_at is None or now - row.capabilities_at > KNOWN_FOR
        known = {} if row is None or old else row.capabilities
        if missing := [code for code in languages if code not in known]:
            wanted[name] = missing
    return wanted


def keep_capabilities(
    session: Session, name: str, found: Mapping[str, Capability], now: datetime
) -> None:
    """Remember for a day what an engine can do, and let it go at full pace again."""
    row = state(session, name)
    row.concurrency, row.largest = CONCURRENCY, LARGEST
    row.capabilities = dict(row.capabilities) | {code: asdict(can) for code, can in found.items()}
    row.capabilities_at = now
    session.flush()


def capability(row: EngineState | None, language: str) -> Capability:
    """What an engine is known to do for a language."""
    known = row.capabilities.get(language) if row else None
    return Capability(**known) if known else CANNOT


def choose(
    session: Session, engines: Engines, wanted: Sequence[str], language: str, now: datetime
) -> tuple[Engine | None, str]:
    """The first usable engine in the region's order, or None and why there is none."""
    reasons = []
    for name in [name for name in (wanted or ORDER) if name in engines]:
        row = session.get(EngineState, name)
        if row is not None and row.paused_until is not None and row.paused_until > now:
            reasons.append(f"{name}: {row.reason}")
        elif not capability(row, language).translates:
            reasons.append(f"{name} does not translate into {language}")
        else:
            return engines[name], ""
    return None, "; ".join(reasons) or "no engine is set up"


def likely(
    session: Session, engines: Engines, wanted: Sequence[str], language: str, now: datetime
) -> tuple[Engine | None, str]:
    """The engine that work planned now would go to, or None and what is in the way: none, paused, cannot.

    Where nobody has asked an engine yet what it can do, it is taken to be able.
    """
    trouble = "none"
    for name in [name for name in (wanted or ORDER) if name in engines]:
        row = session.get(EngineState, name)
        if row is not None and row.paused_until is not None and row.paused_until > now:
            trouble = "paused"
        elif row is not None and language in row.capabilities:
            if capability(row, language).translates:
                return engines[name], ""
            trouble = "cannot" if trouble == "none" else trouble
        else:
            return engines[name], ""
    return None, trouble


def resume(session: Session, name: str, now: datetime) -> bool:
    """Let a paused engine go on, with the work that waits for it; whether it was paused."""
    row = session.scalar(select(EngineState).where(EngineState.engine == name))
    if row is None or row.paused_until is None or row.paused_until <= now:
        return False
    row.paused_until, row.reason, row.failures = None, "", 0
    session.execute(
        update(Job)
        .where(Job.state == "waiting", Job.reason.contains(f"{name}:", autoescape=True))
        .values(not_before=now)
    )
    session.flush()
    return True
