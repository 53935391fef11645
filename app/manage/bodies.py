"""From request bodies to what services take, and from their reports to what is answered."""

from __future__ import annotations

from typing import Any

from app.services.pages.pages import Draft
from app.services.segments.looks import Look, look
from app.services.segments.saving import Report


def draft_of(said: dict[str, Any], content: Any = None) -> Draft:
    """The working copy that a body describes; what it does not say of icon and organisation stays."""
    before = look(content) if content is not None else Look()
    icon, organisation = said["icon"], said["organisation_id"]
    wanted = Look(
        before.icon if icon is None else icon,
        before.organisation_id if organisation is None else organisation,
    )
    return Draft(said["title"], said["html"], said["description"], wanted)


def report_json(report: Report) -> dict[str, Any]:
    """A save report with its sums."""
    return {
        "changes": report.changes,
        "gone": report.gone,
        "translations": report.translations,
        "characters": report.characters,
    }
