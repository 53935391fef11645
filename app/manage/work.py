"""Machine work for machines: what runs and waits, the ledger, policies; and starting it."""

from __future__ import annotations

from typing import Any

from app.manage.documented import resource
from app.manage.door import Call, door
from app.manage.regions import region_json
from app.services import access, events
from app.services.settings import policies
from app.services.translation import dirty, ledger
from schemas.manage.region import ManagedRegionSchema
from schemas.manage.work import (
    HeapSchema,
    LedgerLineSchema,
    LedgerQuerySchema,
    MadeSchema,
    PolicySchema,
)

blueprint = resource("work", "Machine work, its money, and what a region lets machines do")


@blueprint.route("/regions/<region>/jobs/")
@door("view")
@blueprint.response(200, HeapSchema(many=True))
def jobs(call: Call) -> Any:
    """What runs, waits and is held, and why."""
    return ledger.heaps(call.session, call.region)


@blueprint.route("/regions/<region>/ledger/")
@door("view")
@blueprint.arguments(LedgerQuerySchema, location="query")
@blueprint.response(200, LedgerLineSchema(many=True))
def lines(call: Call, asked: dict[str, str]) -> Any:
    """All requests to engines, or those of one month, the oldest first."""
    return ledger.lines(call.session, call.region, asked["month"])


@blueprint.route("/regions/<region>/pages/<int:page>/reconcile/", methods=["POST"])
@door("order")
@blueprint.response(200, MadeSchema)
def reconcile(call: Call, page: int) -> dict[str, int]:
    """Look for what is missing or stale in a page, and have it translated where policy allows."""
    content = access.content(call.session, call.region, page)
    made = dirty.reconcile(call.session, content.id, call.now)
    events.record(
        call.session, call.region.id, call.who.name, "page.order", call.now, content_id=page,
        jobs=made,
    )  # fmt: skip
    return {"jobs": made}


@blueprint.route("/regions/<region>/policies/<code>/", methods=["PATCH"])
@door("settings")
@blueprint.arguments(PolicySchema)
@blueprint.response(200, ManagedRegionSchema)
def policy(call: Call, said: dict[str, Any], code: str) -> dict[str, Any]:
    """Change how a language is treated; readers have what follows from it at once."""
    policies.change(call.session, call.region, code, call.now, **said)
    events.record(
        call.session, call.region.id, call.who.name, "region.policy", call.now, language=code,
        **said,
    )  # fmt: skip
    return region_json(call.region)
