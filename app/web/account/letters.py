"""What mails say: plain text in the reader's own language, from templates/mail/."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, get_locale

from app.exchange.mailing import Mail, Post
from app.web.words import SPOKEN


def letter(kind: str, to: str, name: str, locale: str = "", **values: Any) -> Mail:
    """The mail of a kind, such as "invitation", to one person; the first line of its template is the subject.

    A person who chose no language is written to in that of whoever caused the mail.
    """
    language = locale if locale in SPOKEN else asking()
    with force_locale(language):
        text = render_template(f"mail/{kind}.txt", name=name, base_url=base_url(), **values)
    subject, _, body = text.strip().partition("\n")
    return Mail(to, name, " ".join(subject.split()), body.strip() + "\n")


def asking() -> str:
    """The language of whoever asks just now."""
    found = get_locale()
    return found.language if found and found.language in SPOKEN else "de"


def base_url() -> str:
    """Where this installation is reached; links in mails begin with it, whatever a request claims."""
    return str(current_app.config["WEGWEISER"].base_url)


def post() -> Post:
    """The post office of this application."""
    found: Post = current_app.extensions["post"]
    return found
