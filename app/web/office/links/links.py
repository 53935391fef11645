"""The links of a region: what was found, a person's word on it, and another address everywhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.domain.links.standing import STATES
from app.errors import Invalid, NotFound
from app.services import regions
from app.services.links import link_checking, link_replacing, links
from app.services.links.link_replacing import Done
from app.web import tongues
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.links import link_words

blueprint = Blueprint("links", __name__, url_prefix="/office/<region>/links")
Answer = Response | tuple[str, int] | str


@blueprint.get("/")
@door("view")
def index(visit: Visit) -> str:
    """The addresses in one state, with where they stand."""
    query = request.args.get("q", "").strip()[:200]
    state = request.args.get("state", "")
    number = max(request.args.get("page", 1, int), 1)
    listing = links.of_region(
        visit.session, visit.region, state if state in STATES else "", query, number
    )
    return render(
        "office/links.html", visit, listing=listing, state=listing.state, query=query,
        number=number, pages=max(1, -(-listing.found // links.PER_PAGE)), counts=listing.counts,
        words=link_words, **_spoken(visit),
    )  # fmt: skip


@blueprint.post("/vouch")
@door("links")
def vouch(visit: Visit) -> Response:
    """Somebody looked: the address is right."""
    links.vouch(visit.session, visit.region, _url(visit), by=visit.who.name, now=visit.now)
    return _back(visit, _("Thank you. Nobody is bothered with this address any more."))


@blueprint.post("/unvouch")
@door("links")
def unvouch(visit: Visit) -> Response:
    """The word is taken back."""
    links.unvouch(visit.session, visit.region, _url(visit), by=visit.who.name, now=visit.now)
    return _back(visit, _("The address is in the list again."))


@blueprint.post("/look-again")
@door("links")
def look_again(visit: Visit) -> Response:
    """An address is looked at again soon."""
    if link_checking.look_again(visit.session, visit.region, _url(visit), visit.now):
        return _back(visit, _("It is looked at within the next minutes."))
    return _back(
        visit, _("There is nothing to look at: this address is judged by its form."), "warn"
    )


@blueprint.get("/replace")
@door("links")
def plan(visit: Visit) -> str:
    """Where an address stands, and what another one would change."""
    return _plan(visit, _url(visit), request.args.get("new", ""))


@blueprint.post("/replace")
@door("links")
def replace(visit: Visit) -> Answer:
    """Another address on the chosen pages; nothing is done if it is none that a text may have."""
    old, new = _url(visit), request.form.get("new", "")
    chosen = request.form.getlist("chosen", int)
    try:
        done = link_replacing.replace(
            visit.session, visit.region, old, new, chosen,
            publish=visit.may("publish"), by=visit.who.name, now=visit.now,
        )  # fmt: skip
    except (Invalid, NotFound) as error:
        visit.take_back()
        return _plan(visit, old, new, error, chosen), 422
    return _back(visit, _said(done))


def _plan(
    visit: Visit, old: str, new: str, error: Exception | None = None, chosen: Any = None
) -> str:
    affected = link_replacing.affected(visit.session, visit.region, old)
    places = links.where(visit.session, visit.region, [old]).get(old, [])
    ours = {page.content_id for page in affected}
    wrong = link_words.fault(error) if isinstance(error, Invalid) else str(error or "")
    return render(
        "office/links_replace.html", visit, old=old, new=new, affected=affected, wrong=wrong,
        chosen=ours if chosen is None else set(chosen), **_spoken(visit),
        elsewhere=[place for place in places if place.content_id not in ours],
    )  # fmt: skip


def _spoken(visit: Visit) -> dict[str, Any]:
    """The languages of the region, and the one that it writes in."""
    known = tongues.of(visit)
    return {"tongues": known, "source": known[regions.source_code(visit.region)]}


def _said(done: Done) -> str:
    said = []
    if done.published:
        said.append(
            ngettext(
                "%(num)s page is online with the new address.",
                "%(num)s pages are online with the new address.",
                len(done.published),
            )
        )
    if done.waiting:
        said.append(
            ngettext(
                "%(num)s draft has it, too; it waits to be published.",
                "%(num)s drafts have it, too; they wait to be published.",
                len(done.waiting),
            )
        )
    return " ".join(said)


def _url(visit: Visit) -> str:
    """The address that is meant; NotFound if none is named."""
    url = request.values.get("url", "").strip()
    if not url:
        raise NotFound(f"no address of region {visit.slug!r} is named")
    return url


def _back(visit: Visit, message: str, kind: str = "ok") -> Response:
    state = request.form.get("state", "")
    return back_to("links.index", visit, message, kind, **({"state": state} if state else {}))
