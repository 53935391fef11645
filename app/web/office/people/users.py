"""People: who works in a region, who is invited, what each may do; for administrators in all regions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.access.permissions import may
from app.errors import Conflict, Invalid
from app.services import access
from app.services.accounts import accounts, grants, people
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.people.invitations import send_added, send_invitation
from app.web.office.people.role_form import Asked, choices, place_of, read
from app.web.office.people.role_words import ROLES

blueprint = Blueprint("users", __name__, url_prefix="/office/<region>/users")
everywhere = Blueprint("administration", __name__, url_prefix="/office/administration/users")
Page = Response | str | tuple[str, int]


def both(rule: str, *methods: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A view of the people of one region, and of those of all regions for administrators."""

    def hang(view: Callable[..., Any]) -> Callable[..., Any]:
        for room, alone in ((blueprint, False), (everywhere, True)):
            entered = door("users", everywhere=alone)(view)
            room.add_url_rule(rule, view.__name__, entered, methods=methods or ("GET",))
        return view

    return hang


@both("/")
def index(visit: Visit) -> str:
    """The people, found by name or address."""
    search = request.args.get("q", "")
    page = max(request.args.get("page", 1, type=int), 1)
    found, total = people.listed(visit.session, visit.region, search, page)
    return render(
        "office/users.html",
        visit,
        people=found,
        total=total,
        search=search,
        page=page,
        pages=-(-total // people.PER_PAGE),
        roles=ROLES,
        may_see_all=may(visit.who, "users", ""),
    )


@both("/invite")
def invite(visit: Visit) -> str:
    """The form of an invitation."""
    return _invite_form(visit, Asked(place=visit.slug))


@both("/invite", "POST")
def invited(visit: Visit) -> Page:
    """Somebody gets an account, or a role besides those that they have; a mail tells them."""
    asked = read(visit)
    try:
        if asked.wrong:
            raise Invalid(asked.wrong)
        user, new = accounts.invite(
            visit.session, visit.who, asked.email, asked.name, asked.place, asked.grants,
            visit.now, locale=asked.locale,
        )  # fmt: skip
    except (Invalid, Conflict) as error:
        visit.take_back()
        return _invite_form(visit, asked.because(error)), 422
    where = place_of(visit, asked.place)
    (send_invitation if accounts.is_pending(user) else send_added)(visit, user, where)
    said = (
        _("%(name)s is invited.")
        if new
        else _("%(name)s has an account already and can work here now.")
    )
    return back_to(".index", visit, said % {"name": user.name})


def _invite_form(visit: Visit, asked: Asked) -> str:
    return render("office/users_invite.html", visit, asked=asked, **choices(visit, asked.place))


@both("/<int:user>/")
def person(visit: Visit, user: int) -> str:
    """Somebody's account and roles."""
    return _person(visit, user, None)


@both("/<int:user>/", "POST")
def save(visit: Visit, user: int) -> Page:
    """Other roles in a region."""
    row, _who = people.one(visit.session, visit.region, user)
    asked = read(visit)
    try:
        if asked.wrong:
            raise Invalid(asked.wrong)
        grants.set_in(visit.session, visit.who, row, asked.place, asked.grants, visit.now)
    except (Invalid, Conflict) as error:
        visit.take_back()
        return _person(visit, user, asked.because(error)), 422
    return back_to(".index", visit, _("Saved."))


def _person(visit: Visit, user: int, asked: Asked | None) -> str:
    row, shown = people.one(visit.session, visit.region, user)
    place = asked.place if asked else visit.slug or request.args.get("place", "")
    held = access.grants(visit.session, user)
    here = [grant for grant in held if grant.region == place]
    return render(
        "office/users_person.html",
        visit,
        person=shown,
        asked=asked or Asked(place=place, grants=here),
        roles=ROLES,
        may_close=grants.may_all(visit.who, held) and user != visit.who.id,
        closed=not row.active,
        **choices(visit, place),
    )


@both("/<int:user>/close", "POST")
def close(visit: Visit, user: int) -> Page:
    """Nobody comes in with this account any more."""
    row, shown = people.one(visit.session, visit.region, user)
    try:
        accounts.close(visit.session, visit.who, row, visit.now)
    except Conflict:
        visit.take_back()
        return back_to(".index", visit, _("The last administrator stays."), "danger")
    return back_to(".index", visit, _("The account of %(name)s is closed.", name=shown.name))


@both("/<int:user>/reopen", "POST")
def reopen(visit: Visit, user: int) -> Response:
    """Its owner comes in again, with the old password and roles."""
    row, shown = people.one(visit.session, visit.region, user)
    accounts.reopen(visit.session, visit.who, row, visit.now)
    return back_to(".index", visit, _("The account of %(name)s is open again.", name=shown.name))


@both("/<int:user>/again", "POST")
def again(visit: Visit, user: int) -> Response:
    """The invitation once more; the link that was sent before is worthless then."""
    row, _shown = people.one(visit.session, visit.region, user)
    grants.check_all(visit.who, access.grants(visit.session, user), "invite this person again")
    if not accounts.is_pending(row):
        raise Conflict(f"{row.name} has come in already")
    accounts.renew_links(visit.session, row)
    send_invitation(visit, row, place_of(visit, visit.slug))
    return back_to(".index", visit, _("%(name)s is invited once more.", name=row.name))


@both("/<int:user>/withdraw", "POST")
def withdraw(visit: Visit, user: int) -> Response:
    """The invitation is taken back, and the account with it."""
    row, shown = people.one(visit.session, visit.region, user)
    accounts.withdraw(visit.session, visit.who, row, visit.now)
    return back_to(".index", visit, _("The invitation of %(name)s is withdrawn.", name=shown.name))


@both("/<int:user>/second-factor", "POST")
def drop_second_factor(visit: Visit, user: int) -> Response:
    """Somebody who lost everything comes in with the password alone."""
    row, shown = people.one(visit.session, visit.region, user)
    accounts.drop_second_factor(visit.session, visit.who, row, visit.now)
    said = _("%(name)s signs in with the password alone now.", name=shown.name)
    return back_to(".person", visit, said, user=user)
