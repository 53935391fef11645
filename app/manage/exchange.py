"""Files for translators, for machines: exports as claims, imports that are looked at before they are done."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from flask import Response, make_response
from flask.views import MethodView
from werkzeug.datastructures import FileStorage

from app.errors import NotFound
from app.exchange.translators import formats
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import exports
from app.services.exchange import applying, exporting, memory_file, previewing, told
from schemas.manage.exchange import (
    ExportSchema,
    ImportFileSchema,
    ImportQuerySchema,
    ImportSchema,
    OrderedExportSchema,
)

blueprint = resource("exchange", "Files for translators and their tools, out and in")
EXPORTS = "/regions/<region>/exports/<code>/"
BINARY = {"schema": {"type": "string", "format": "binary"}}
HEADERS = {
    "X-Export-Key": {"description": "names the export", "schema": {"type": "string"}},
    "X-Export-Until": {"description": "until when it is awaited", "schema": {"type": "string"}},
    "X-Export-Units": {"description": "how many paragraphs", "schema": {"type": "integer"}},
}


def _claim(one: exports.Claim, call: Call) -> dict[str, Any]:
    names = ("key", "language", "format", "author", "made_at", "until", "ended_at", "units")
    return {name: getattr(one, name) for name in names} | {
        "answered": one.answered, "awaited": one.holds(call.now),
    }  # fmt: skip


def _file(data: bytes, name: str, media_type: str) -> Response:
    answer = make_response(data)
    answer.content_type = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.route(EXPORTS)
class Exports(MethodView):
    """What was given out in one language."""

    @door("view")
    @blueprint.response(200, ExportSchema(many=True))
    def get(self, call: Call, code: str) -> list[dict[str, Any]]:
        """The exports into a language, the newest first, with how much of them came back."""
        found = exports.of_region(call.session, call.who, call.region.slug, code)
        return [_claim(one, call) for one in found]

    @door("translate")
    @blueprint.arguments(OrderedExportSchema)
    @blueprint.doc(
        responses={
            200: {
                "description": "the file", "headers": HEADERS,
                "content": {form.media_type: BINARY for form in formats.FORMATS.values()},
            }
        }
    )  # fmt: skip
    def post(self, call: Call, said: dict[str, Any], code: str) -> Response:
        """Give paragraphs out as a file, which is a claim on them for so many days."""
        sent = exporting.export(
            call.session, call.who, call.region.slug, code, call.now, form=said["form"],
            only=said["which"], days=said["days"], pages=said["pages"],
        )  # fmt: skip
        answer = _file(sent.data, sent.name, sent.media_type)
        answer.headers["X-Export-Key"] = sent.key
        answer.headers["X-Export-Until"] = sent.until.isoformat()
        answer.headers["X-Export-Units"] = str(sent.units)
        return answer


@blueprint.route(EXPORTS + "<key>/", methods=["DELETE"])
@door("translate")
@blueprint.response(204)
def end(call: Call, code: str, key: str) -> None:
    """Await nothing more from an export; a file of it that comes later is taken all the same."""
    known = exports.of_region(call.session, call.who, call.region.slug, code)
    if key not in {one.key for one in known}:
        raise NotFound(f"region {call.region.slug!r} has no export {key!r} into {code!r}")
    exports.end(call.session, call.who, call.region.slug, key, call.now)


@blueprint.route(EXPORTS + "memory.tmx")
@door("view")
@blueprint.doc(responses={200: {"description": "the file", "content": {"text/xml": BINARY}}})
def memory(call: Call, code: str) -> Response:
    """The translation memory of the region in a language, as TMX; it claims nothing."""
    slug = call.region.slug
    data, _ = memory_file.export(call.session, call.who, call.now, slug, code)
    return _file(data, f"{slug}-{code}-{call.now.date()}.tmx", "text/xml; charset=utf-8")


@blueprint.route("/regions/<region>/imports/<code>/", methods=["POST"])
@door("translate")
@blueprint.arguments(ImportQuerySchema, location="query")
@blueprint.arguments(ImportFileSchema, location="files")
@blueprint.response(200, ImportSchema)
def bring(call: Call, asked: dict[str, Any], sent: dict[str, FileStorage], code: str) -> Any:
    """Look at a file that came back and say what each paragraph comes to; with `dry_run=false` do it."""
    with closing(sent["file"]) as file:
        arrival = formats.read(file.read())
    slug, take = call.region.slug, asked["take"]
    if asked["dry_run"]:
        found = previewing.preview(
            call.session, call.who, slug, code, arrival, call.now, take=take
        )  # fmt: skip
    else:
        name = formats.file_name(sent["file"].filename or "")
        found = applying.apply(
            call.session, call.who, slug, code, arrival, call.now, file=name, take=take
        )  # fmt: skip
    account = told.account(found)
    return {
        "applied": not asked["dry_run"], "format": account.format, "export": account.export,
        "counts": account.counts(), "absent": account.absent, "is_late": account.is_late,
        "ignored": account.ignored, "rows": account.of(asked["state"]),
    }  # fmt: skip
