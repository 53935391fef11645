"""Whole pages pushed from elsewhere."""

from __future__ import annotations

from typing import Any

from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import access, events
from app.services.desk import release
from app.services.importing import pushing
from schemas.manage.page import PushedSchema, PushSchema

blueprint = resource("pushing", "Whole pages from elsewhere")


@blueprint.route("/regions/<region>/push/", methods=["POST"])
@door("view")
@blueprint.arguments(PushSchema)
@blueprint.response(200, PushedSchema)
def push(call: Call, said: dict[str, Any]) -> pushing.Pushed:
    """Save a page's whole text in one language, found by id or path, and publish it if told so.

    The source language needs the right to write (and to publish), another one that to translate
    (and, where its pages go live by an editor's word, to publish).
    """
    content = pushing.find(call.session, call.region, said["id"], said["path"])
    code = said["language"]
    is_source = code == content.source_language
    access.check(call.who, "write" if is_source else "translate", call.region.slug, code)
    if said["publish"] and is_source:
        access.check(call.who, "publish", call.region.slug)
    elif said["publish"]:
        release.check(call.who, call.region, code)
    told = pushing.push(
        call.session, content, code, said["title"], said["html"], publish=said["publish"],
        author=call.who.name, now=call.now,
    )  # fmt: skip
    events.record(
        call.session, call.region.id, call.who.name, "page.push", call.now, content_id=content.id,
        language=code,
    )  # fmt: skip
    return told
