"""Translations for machines: paragraph by paragraph, whole pages, and how fresh everything is."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.views import MethodView
from flask_smorest import abort
from werkzeug.http import quote_etag

from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import access, events
from app.services.desk import release
from app.services.pages import paragraph_facts, paragraphs, releasing, takeover, translations
from app.services.pages.paragraph_facts import ParagraphFacts
from app.services.segments import statuses
from schemas.manage.translation import (
    LanguageStatusSchema,
    ManagedParagraphSchema,
    SavedSchema,
    TakenSchema,
    TargetSchema,
    WholePageSchema,
)

blueprint = resource("translations", "Translations of pages, and how fresh they are")
PAGE = "/regions/<region>/pages/<int:page>/translations/<code>"
PARAGRAPH = PAGE + "/paragraphs/<int:segment>"


ETAG = {
    "ETag": {
        "description": "version of the translation and its source",
        "schema": {"type": "string"},
    }
}
IF_MATCH = {
    "name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"},
    "description": "the ETag that the paragraph had when it was read",
}  # fmt: skip


def _noted(call: Call, page: int, code: str, action: str) -> None:
    events.record(
        call.session, call.region.id, call.who.name, action, call.now, content_id=page,
        language=code,
    )  # fmt: skip


@blueprint.route(PAGE + "/")
class Translation(MethodView):
    """A page in one language."""

    @door("view")
    @blueprint.response(200, ManagedParagraphSchema(many=True))
    def get(self, call: Call, page: int, code: str) -> list[ParagraphFacts]:
        """All paragraphs of the published page, with what is served for each."""
        content = access.content(call.session, call.region, page)
        return paragraph_facts.of_content(call.session, content, code)

    @door("translate")
    @blueprint.arguments(WholePageSchema)
    @blueprint.response(200, TakenSchema)
    def put(self, call: Call, said: dict[str, Any], page: int, code: str) -> Any:
        """Hand in a whole page; while the language is live it is a draft until it is published."""
        content = access.content(call.session, call.region, page)
        by = takeover.Origin("human", "translated", call.who.name)
        told = translations.save_page(
            call.session, content, code, said["title"], said["html"], by=by, now=call.now,
            slug=said["slug"],
        )  # fmt: skip
        _noted(call, page, code, "translation.save")
        return told


@blueprint.route(PAGE + "/publish/", methods=["POST"])
@door("translate")
@blueprint.response(204)
def publish(call: Call, page: int, code: str) -> None:
    """Show the page to the readers of the language.

    Where the language leaves that to editors, this takes the right to publish.
    """
    content = access.content(call.session, call.region, page)
    release.publish(call.session, call.who, call.region, content, code, call.now)


@blueprint.route(PAGE + "/withdraw/", methods=["POST"])
@door("publish")
@blueprint.response(204)
def withdraw(call: Call, page: int, code: str) -> None:
    """Take the page away from the readers of the language; nothing is lost."""
    content = access.content(call.session, call.region, page)
    releasing.withdraw(call.session, content, code, now=call.now)
    _noted(call, page, code, "translation.withdraw")


@blueprint.route(PARAGRAPH + "/")
class Paragraph(MethodView):
    """One paragraph in one language."""

    @door("view")
    @blueprint.response(200, ManagedParagraphSchema, headers=ETAG)
    def get(self, call: Call, page: int, code: str, segment: int) -> Any:
        """The paragraph; a PUT has to name its ETag, of the version that is served and the source."""
        content = access.content(call.session, call.region, page)
        found = paragraph_facts.one(call.session, content, segment, code)
        return found, 200, {"ETag": _tag(found)}

    @door("translate")
    @blueprint.doc(parameters=[IF_MATCH])
    @blueprint.arguments(TargetSchema)
    @blueprint.alt_response(
        412, description="Somebody was quicker: errors.theirs is what stands there"
    )
    @blueprint.alt_response(428, description="If-Match is missing")
    @blueprint.response(200, SavedSchema, headers=ETAG)
    def put(self, call: Call, said: dict[str, Any], page: int, code: str, segment: int) -> Any:
        """Save a translation.

        If only the source moved on meanwhile, the outcome is "behind": kept and served, but stale.
        """
        content = access.content(call.session, call.region, page)
        _check(paragraph_facts.one(call.session, content, segment, code), said["target"])
        by = takeover.Origin("human", "translated", call.who.name)
        saved = paragraphs.save(
            call.session, segment, code, said["target"], made_against=said["made_against"],
            lock_version=_seen_version(), by=by, now=call.now,
        )  # fmt: skip
        _noted(call, page, code, "paragraph.save")
        after = paragraph_facts.one(call.session, content, segment, code)
        return {**vars(saved), "paragraph": after}, 200, {"ETag": _tag(after)}


@blueprint.route(PARAGRAPH + "/confirm/", methods=["POST"])
@door("translate")
@blueprint.response(200, ManagedParagraphSchema)
def confirm(call: Call, page: int, code: str, segment: int) -> ParagraphFacts:
    """Say that the served text is still right for the source of now."""
    content = access.content(call.session, call.region, page)
    paragraph_facts.one(call.session, content, segment, code)
    paragraphs.confirm(call.session, segment, code, author=call.who.name, now=call.now)
    _noted(call, page, code, "paragraph.confirm")
    return paragraph_facts.one(call.session, content, segment, code)


@blueprint.route("/regions/<region>/status/")
@door("view")
@blueprint.response(200, LanguageStatusSchema(many=True))
def status(call: Call) -> list[dict[str, Any]]:
    """How fresh each language of the region is, page by page."""
    return [
        {"language": line.language, "fresh": line.fresh, "by_state": line.by_state,
         "pages": [_page(one) for one in line.pages]}
        for line in statuses.of_region(call.session, call.region)
    ]  # fmt: skip


def _page(one: statuses.PageLine) -> dict[str, Any]:
    found = one.status
    return {
        "id": one.content_id, "title": one.title, "state": found.state, "fresh": found.fresh,
        "since": found.since, "stale": found.by_state.get("stale", ()),
        "missing": found.by_state.get("missing", ()),
    }  # fmt: skip


def _tag(found: ParagraphFacts) -> str:
    return quote_etag(f"{found.lock_version}-{found.source_hash}")


def _seen_version() -> int:
    """The version that the caller has seen, by the first tag of If-Match; -1 if it is none of ours."""
    first = next(iter(request.if_match.as_set()), "")
    version = first.partition("-")[0]
    return int(version) if version.isdecimal() else -1


def _check(now: ParagraphFacts, yours: str) -> None:
    """428 without If-Match; 412, with what stands there, unless the caller has seen that."""
    if not request.if_match:
        abort(428, message="send If-Match with the ETag of the paragraph")
    if _seen_version() != now.lock_version:
        told = ManagedParagraphSchema().dump(now)
        abort(412, message="somebody was quicker", errors={"theirs": told, "yours": yours})
