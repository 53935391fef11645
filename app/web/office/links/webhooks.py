"""Webhooks: set up, tried out, switched off; what was sent, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import Blueprint, current_app, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.exchange import fetching
from app.services.webhooks import webhooks
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.links import webhook_words

blueprint = Blueprint("webhooks", __name__, url_prefix="/office/<region>/webhooks")
Answer = Response | tuple[str, int] | str


@blueprint.get("/")
@door("connect")
def index(visit: Visit) -> str:
    """Who is told what in this region."""
    hooks = webhooks.of_region(visit.session, visit.region)
    newest = {hook.id: webhooks.deliveries(visit.session, hook, per_page=1)[0] for hook in hooks}
    return render("office/webhooks.html", visit, hooks=hooks, newest=newest, words=webhook_words)


@blueprint.route("/new/", methods=["GET", "POST"])
@door("connect")
def add(visit: Visit) -> Answer:
    """A new webhook; its secret is shown this once."""
    if request.method == "GET":
        return _form(visit, "", list(webhooks.EVENTS))
    url, events = request.form.get("url", ""), request.form.getlist("events")
    try:
        hook = webhooks.create(
            visit.session, visit.region, url, events, by=visit.who.name, now=visit.now,
            inner_hosts=_inner_hosts(),
        )  # fmt: skip
    except Invalid as error:
        visit.take_back()
        return _form(visit, url, events, webhook_words.fault(error)), 422
    return render("office/webhook_secret.html", visit, hook=hook, is_new=True)


@blueprint.route("/<int:number>/", methods=["GET", "POST"])
@door("connect")
def change(visit: Visit, number: int) -> Answer:
    """One webhook: where it is told what, and the messages so far."""
    hook = webhooks.get(visit.session, visit.region, number)
    if request.method == "GET":
        return _one(visit, number, hook.url, hook.events)
    url, events = request.form.get("url", ""), request.form.getlist("events")
    try:
        webhooks.change(
            visit.session, hook, url, events, by=visit.who.name, now=visit.now,
            inner_hosts=_inner_hosts(),
        )  # fmt: skip
    except Invalid as error:
        visit.take_back()
        return _one(visit, number, url, events, webhook_words.fault(error)), 422
    return _back(visit, number, _("Saved."))


@blueprint.post("/<int:number>/test")
@door("connect")
def say_hello(visit: Visit, number: int) -> Response:
    """A message that says nothing, to see whether it arrives."""
    hook = webhooks.get(visit.session, visit.region, number)
    try:
        webhooks.say_hello(visit.session, hook, visit.region, visit.now)
    except Invalid:
        return _back(visit, number, _("Switch the webhook on first."), "warn")
    return _back(visit, number, _("A test message goes out within a minute."))


@blueprint.post("/<int:number>/messages/<int:message>/resend")
@door("connect")
def resend(visit: Visit, number: int, message: int) -> Response:
    """A message once more."""
    hook = webhooks.get(visit.session, visit.region, number)
    try:
        webhooks.resend(visit.session, hook, message, visit.now)
    except Invalid:
        return _back(visit, number, _("Switch the webhook on first."), "warn")
    return _back(visit, number, _("The message goes out again within a minute."))


@blueprint.post("/<int:number>/switch")
@door("connect")
def switch(visit: Visit, number: int) -> Response:
    """On or off."""
    hook = webhooks.get(visit.session, visit.region, number)
    active = request.form.get("active") == "1"
    webhooks.switch(visit.session, hook, active, by=visit.who.name, now=visit.now)
    said = _("The webhook is on.") if active else _("The webhook is off. Nothing is sent any more.")
    return _back(visit, number, said)


@blueprint.post("/<int:number>/secret")
@door("connect")
def renew_secret(visit: Visit, number: int) -> str:
    """Another secret, shown this once."""
    hook = webhooks.get(visit.session, visit.region, number)
    webhooks.renew_secret(visit.session, hook, by=visit.who.name, now=visit.now)
    return render("office/webhook_secret.html", visit, hook=hook, is_new=False)


@blueprint.get("/<int:number>/remove")
@door("connect")
def ask(visit: Visit, number: int) -> str:
    """Is it to be taken away?"""
    hook = webhooks.get(visit.session, visit.region, number)
    return render("office/webhook_remove.html", visit, hook=hook)


@blueprint.post("/<int:number>/remove")
@door("connect")
def remove(visit: Visit, number: int) -> Response:
    """Take it away, with its messages."""
    hook = webhooks.get(visit.session, visit.region, number)
    webhooks.remove(visit.session, hook, by=visit.who.name, now=visit.now)
    return back_to("webhooks.index", visit, _("The webhook is gone, and its messages with it."))


def _form(
    visit: Visit, url: str, events: Collection[str], wrong: Mapping[str, str] | None = None
) -> str:
    return render(
        "office/webhook_new.html", visit, url=url, events=events, wrong=wrong or {},
        words=webhook_words,
    )  # fmt: skip


def _one(
    visit: Visit,
    number: int,
    url: str,
    events: Collection[str],
    wrong: Mapping[str, str] | None = None,
) -> str:
    hook = webhooks.get(visit.session, visit.region, number)
    page = max(request.args.get("page", 1, int), 1)
    messages, count = webhooks.deliveries(visit.session, hook, page)
    return render(
        "office/webhook.html", visit, hook=hook, url=url, events=events, wrong=wrong or {},
        messages=messages, page=page, pages=max(1, -(-count // 50)), words=webhook_words,
    )  # fmt: skip


def _back(visit: Visit, number: int, message: str, kind: str = "ok") -> Response:
    return back_to("webhooks.change", visit, message, kind, number=number)


def _inner_hosts() -> frozenset[str]:
    return fetching.names(current_app.config["WEGWEISER"].inner_hosts)
