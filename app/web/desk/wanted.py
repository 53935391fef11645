"""What a translator asks for of a queue, as it stands in the address and travels from page to page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from app.services.desk.queues import Filter
from app.services.overviews import holdings
from app.services.overviews.holdings import Holdings
from app.web.door import Visit

LONGEST = 200
MOST_DAYS = 3650


@dataclass(frozen=True)
class Wanted:
    """A section (its page), words in the German, days of waiting, whether it is mine: as asked for."""

    section: int = 0
    q: str = ""
    days: int = 0
    mine: bool = False

    def __bool__(self) -> bool:
        return bool(self.section or self.q or self.days or self.mine)

    @property
    def query(self) -> dict[str, Any]:
        """The same for an address, without what nobody asked for."""
        asked = {"section": self.section, "q": self.q, "days": self.days, "mine": int(self.mine)}
        return {name: value for name, value in asked.items() if value}


def asked() -> Wanted:
    """What the address (or a form) asks for; nonsense asks for nothing."""
    return Wanted(
        max(0, request.values.get("section", 0, int)),
        _words(request.values.get("q", "")),
        min(max(0, request.values.get("days", 0, int)), MOST_DAYS),
        request.values.get("mine", "") == "1",
    )


def _words(text: str) -> str:
    """What was typed, without what cannot be seen and no database takes."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(shown.split())[:LONGEST].strip()


def as_filter(visit: Visit, wanted: Wanted, held: Holdings | None = None) -> Filter:
    """What the queues understand; a section that is not there (any more) asks for nothing of it."""
    pages = None
    if wanted.section:
        held = held or holdings.of_region(visit.session, visit.region, languages=False)
        known = held.section(wanted.section) if wanted.section in held.pages else ()
        pages = tuple(page.id for page in known)
    mine = visit.who.id if wanted.mine else None
    return Filter(pages, wanted.q, wanted.days, mine)
