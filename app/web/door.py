"""The door of each room: who comes in, for which region, with which right; one transaction per visit."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Response, make_response, redirect, request, url_for
from flask_babel import get_locale
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app.db import reading, transaction
from app.domain.access.permissions import Actor, may
from app.errors import NotFound
from app.services import access, regions

View = Callable[..., Any]
NO_REGION: Any = None
TRANSLATE = "translate"


@dataclass
class Visit:
    """One request of somebody who was let in.

    `region` is the region's row, None in rooms that belong to none; `language` is the interface's.
    """

    session: Session
    who: Actor
    region: Any
    now: datetime
    language: str

    @property
    def slug(self) -> str:
        """The region's slug, "" in rooms that belong to none."""
        return self.region.slug if self.region is not None else ""

    def may(self, action: str, code: str = "") -> bool:
        """Whether a button for `action` (in a content language `code`) makes sense here."""
        return may(self.who, action, self.slug, code)

    def check(self, action: str, code: str = "") -> None:
        """NotAllowed unless the visitor may do `action` too."""
        access.check(self.who, action, self.slug, code)

    def take_back(self) -> None:
        """Undo what this visit has written so far, to show a form again with what is wrong."""
        self.session.rollback()


def door(action: str, *, everywhere: bool = False, writes: bool = False) -> Callable[[View], View]:
    """Let a view be entered by those who may do `action` in the region of its address.

    `everywhere`: its address has no region, and the right is needed without one ("" lets in everybody
    who is signed in). A GET reads; a POST (or `writes`) is one transaction, which is taken back if the
    answer is an error (400 or more). An address with a content language calls it `code`.
    """

    def hung(view: View) -> View:
        @functools.wraps(view)
        def enter(region: str = "", **rest: Any) -> AnyResponse:
            if not current_user.is_authenticated:
                return _to_sign_in()
            writing = writes or request.method not in ("GET", "HEAD")
            with (transaction if writing else reading)() as session:
                visit = _visit(session, action, region, everywhere, rest.get("code", ""))
                answer = make_response(view(visit, **rest))
                if writing and answer.status_code >= 400:
                    session.rollback()
            return answer

        enter.needs = action  # type: ignore[attr-defined]
        enter.everywhere = everywhere  # type: ignore[attr-defined]
        return enter

    return hung


def _visit(session: Session, action: str, slug: str, everywhere: bool, code: str) -> Visit:
    who = access.actor(session, current_user.id)
    found = NO_REGION
    if everywhere:
        if action:
            access.check(who, action, "")
    else:
        found = access.region(session, who, action, slug, code)
        if action == TRANSLATE and code and code not in regions.target_codes(found):
            raise NotFound(f"region {slug!r} is not translated into {code!r}")
    return Visit(session, who, found, datetime.now(UTC), _language())


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "de"


def _to_sign_in() -> Response | AnyResponse:
    """To the sign-in page, and from there back to where the visitor wanted to go."""
    back = request.full_path.rstrip("?") if request.method == "GET" else "/office/"
    return redirect(url_for("security.login", next=back), 303)
