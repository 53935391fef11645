"""What every published document depends on beside the content: the addresses of this installation."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Catalogue

FORMAT = 1  # raised when the form of fragments changes, so that all are made anew


@dataclass(frozen=True)
class Site:
    """The installation's own base address, and that of the web app that links lead to."""

    base_url: str = "http://127.0.0.1:8000"
    webapp_url: str = "https://integreat.app"
    format: int = FORMAT


def site(session: Session) -> Site:
    """The addresses that this database publishes with."""
    made_with = session.scalar(select(Catalogue.made_with).where(Catalogue.id == 1))
    return Site(**made_with) if made_with else Site()


def differs(session: Session, wanted: Site) -> bool:
    """Whether what is published was made with other settings than `wanted`."""
    made_with = session.scalar(select(Catalogue.made_with).where(Catalogue.id == 1))
    return made_with != asdict(wanted)
