"""The mails that Flask-Security asks for: in our words, and sent when its transaction is over."""

from __future__ import annotations

from typing import Any

from flask_security import MailUtil

from app.web.account.letters import letter, post

KINDS = {"security/email/change_notice": "password-changed"}


class Letters(MailUtil):
    """Sends those of Flask-Security's mails that we know a text for."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        """Write the mail anew from our template, and hand it over."""
        user, office = context["user"], post()
        mail = letter(KINDS[template], user.email, user.name, user.locale)
        office.later(lambda: office.send(mail))
