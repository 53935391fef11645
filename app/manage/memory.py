"""The translation memory for machines: searched, taken out of use, brought in from other programs."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from werkzeug.datastructures import FileStorage

from app.exchange.translators import formats
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import regions
from app.services.exchange import memory_import
from app.services.translation.memory import memory_entries, memory_search, memory_vetoes
from schemas.manage.memory import (
    MemoryEntrySchema,
    MemoryFileSchema,
    MemoryImportQuerySchema,
    MemoryImportSchema,
    MemoryQuerySchema,
)

blueprint = resource("memory", "The translation memory: what was ever said for a German text")
MEMORY = "/regions/<region>/memory/<code>/"


@blueprint.route(MEMORY)
class Memory(MethodView):
    """The memory of a region in one language."""

    @door("view")
    @blueprint.arguments(MemoryQuerySchema, location="query")
    @blueprint.response(200, MemoryEntrySchema(many=True))
    @blueprint.paginate(max_page_size=200)
    def get(
        self, call: Call, asked: dict[str, Any], code: str, pagination_parameters: Any
    ) -> list[memory_entries.Entry]:
        """The texts that have the words asked for, the newest first, each pair once."""
        regions.check_target(call.region, code)
        found = memory_search.find(call.session, call.region.id, code, asked["q"], asked["shown"])
        pagination_parameters.item_count = len(found)
        first, last = pagination_parameters.first_item, pagination_parameters.last_item
        return memory_entries.entries(call.session, call.region, found[first : last + 1])

    @door("translate")
    @blueprint.arguments(MemoryImportQuerySchema, location="query")
    @blueprint.arguments(MemoryFileSchema, location="files")
    @blueprint.response(200, MemoryImportSchema)
    def post(
        self, call: Call, asked: dict[str, Any], sent: dict[str, FileStorage], code: str
    ) -> dict[str, Any]:
        """Look at a memory of another program; with `dry_run=false` take it over."""
        data = sent["file"].read()
        pairs = memory_import.pairs_of(call.session, call.region, code, data)
        found = memory_import.preview(call.session, call.region, code, pairs)
        if not asked["dry_run"]:
            memory_import.take_over(
                call.session, call.region, code, found, is_checked=asked["checked"],
                who=call.who.name, now=call.now,
                file=formats.file_name(sent["file"].filename or ""),
            )  # fmt: skip
        rows = [row for row in found.rows if row.state in asked["state"]]
        return {"applied": not asked["dry_run"], "counts": found.counts(), "rows": rows}


@blueprint.route(MEMORY + "<int:number>/veto")
class Veto(MethodView):
    """Whether the memory offers a text."""

    @door("translate")
    @blueprint.response(204)
    def put(self, call: Call, code: str, number: int) -> None:
        """Offer a text no more, wherever it was written; 409 while readers get it."""
        who = call.who.name
        memory_vetoes.withdraw(call.session, call.region, code, number, who=who, now=call.now)

    @door("translate")
    @blueprint.response(204)
    def delete(self, call: Call, code: str, number: int) -> None:
        """Offer it again."""
        who = call.who.name
        memory_vetoes.offer_again(call.session, call.region, code, number, who=who, now=call.now)
