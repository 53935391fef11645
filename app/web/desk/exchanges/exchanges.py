"""Files for translators' tools: what goes out, as a claim with an end; and the way back in."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as AnyResponse

from app.errors import Invalid, NotFound
from app.services import exports
from app.services.exchange import exporting, memory_file, offering, uploads
from app.web import paging
from app.web.desk.exchanges import exchanges_words as words
from app.web.desk.layout import back_to, render
from app.web.door import Visit, door

blueprint = Blueprint("exchanges", __name__, url_prefix="/desk/<region>/<code>/exchange")
ON_PAGE = 20
"""Exports on one page of their list."""


@blueprint.route("/")
@door("translate")
def index(visit: Visit, code: str) -> str:
    """What can go out, what has gone out, and where files come back in."""
    return page(visit, code)


@blueprint.route("/out", methods=["POST"])
@door("translate")
def give(visit: Visit, code: str) -> Response | tuple[str, int]:
    """A file with what was chosen; from now on it is awaited."""
    form = request.form
    try:
        sent = exporting.export(
            visit.session, visit.who, visit.slug, code, visit.now, form=form.get("format", ""),
            only=form.get("only", ""), days=form.get("days", 0, type=int),
            pages=form.getlist("page", type=int),
        )  # fmt: skip
    except Invalid as error:
        visit.take_back()
        return page(visit, code, {error.field: words.order_refusal(error)}), 422
    return _file(sent.data, sent.name, sent.media_type)


@blueprint.route("/memory.tmx")
@door("translate")
def memory(visit: Visit, code: str) -> AnyResponse:
    """The translations of this guide as a memory for other tools."""
    try:
        data, _ = memory_file.export(visit.session, visit.who, visit.now, visit.slug, code)
    except Invalid:
        said = gettext("Nothing is translated yet, so there is no memory.")
        return back_to("exchanges.index", visit, code, said, "warn")
    return _file(data, f"{visit.slug}-{code}-{visit.now.date()}.tmx", "text/xml; charset=utf-8")


@blueprint.route("/<key>/end", methods=["POST"])
@door("translate")
def end(visit: Visit, code: str, key: str) -> AnyResponse:
    """Await nothing more from an export."""
    known = exports.of_region(visit.session, visit.who, visit.slug, code)
    if key not in {one.key for one in known}:
        raise NotFound(f"region {visit.slug!r} has no export {key!r} into {code!r}")
    exports.end(visit.session, visit.who, visit.slug, key, visit.now)
    said = gettext("It is awaited no longer. If it comes back all the same, it is taken.")
    return back_to("exchanges.index", visit, code, said)


def page(visit: Visit, code: str, problems: dict[str, str] | None = None) -> str:
    """The room, with what is wrong in a form, by its field."""
    found = exports.of_region(visit.session, visit.who, visit.slug, code)
    leaf = paging.asked(len(found), ON_PAGE)
    return render(
        "desk/exchange.html", visit, code, said=request.form, problems=problems or {},
        offer=offering.offer(visit.session, visit.region, code), only=_only,
        formats=list(words.FORMATS.items()),
        exports=leaf.of(found), format_name=words.FORMATS.get,
        page=leaf.number, pages=leaf.pages, pages_url=_pages_url(visit, code), came_back=_came_back,
        days=exporting.DAYS, most_days=exporting.MOST_DAYS, largest=uploads.LARGEST // 1_000_000,
    )  # fmt: skip


def _only(offer: offering.Offer) -> list[tuple[str, str]]:
    """The choices of what goes out, with how many paragraphs each is."""
    return [(name, str(said % {"num": offer.counts[name]})) for name, said in words.ONLY.items()]


def _pages_url(visit: Visit, code: str) -> Callable[[int], str]:
    return lambda number: url_for("exchanges.index", region=visit.slug, code=code, page=number)


def _came_back(one: exports.Claim) -> str:
    said = ngettext(
        "%(back)s of %(num)s paragraph came back", "%(back)s of %(num)s paragraphs came back",
        one.units, back=one.answered,
    )  # fmt: skip
    return str(said)


def _file(data: bytes, name: str, media_type: str) -> Response:
    answer = make_response(data)
    answer.content_type = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
