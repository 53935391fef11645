"""The mails that follow a deed of a manager: sent after its transaction, and told of when they fail."""

from __future__ import annotations

from typing import Any

from flask import Response, after_this_request, flash
from flask_babel import gettext as _

from app.exchange.mailing import Mail
from app.web.account.letters import letter, post
from app.web.account.passwords import link_for
from app.web.door import Visit


def send_invitation(visit: Visit, user: Any, where: str) -> None:
    """A link with which somebody chooses their first password."""
    _after(
        letter(
            "invitation", user.email, user.name, user.locale,
            link=link_for(user), who=visit.who.name, where=where,
        )
    )  # fmt: skip


def send_added(visit: Visit, user: Any, where: str) -> None:
    """A note to somebody who has an account that they can work somewhere else, too."""
    _after(letter("added", user.email, user.name, user.locale, who=visit.who.name, where=where))


def _after(mail: Mail) -> None:
    @after_this_request
    def send(answer: Response) -> Response:
        if answer.status_code == 303 and not post().send(mail):
            flash(
                _("The mail to %(to)s could not be sent. Try “Send again” later.", to=mail.to),
                "warn",
            )
        return answer
