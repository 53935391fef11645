"""The language of our own pages: English is what the code says, the catalogues `office` say it otherwise."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, request, session
from flask_babel import Babel, Domain, get_locale
from flask_security import current_user

import translations

FOLDER = Path(translations.__file__).parent
DOMAIN = "office"
LANGUAGES = ("de", "en")
LOCALES = {"en": "en_GB"}  # how dates are written
NAMES = {"de": "Deutsch", "en": "English"}


@lru_cache
def catalogue(language: str) -> NullTranslations:
    """The words of one language, read from its .po file; nothing needs to be compiled beforehand."""
    path = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.exists():
        return Translations()
    with path.open("rb") as file:
        read = read_po(file, locale=language, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return Translations(compiled, DOMAIN)


class Words(Domain):  # type: ignore[misc]
    """What Flask-Babel asks for the words of the language that a person reads."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the request's language."""
        spoken = get_locale()
        return catalogue(spoken.language if spoken else LANGUAGES[0])


def locale() -> str:
    """The locale of the interface: its language, with the way to write dates that our people know."""
    language = chosen()
    return LOCALES.get(language, language)


def chosen() -> str:
    """The interface's language: asked for just now or before, the user's own, or the browser's."""
    asked = request.args.get("ui", "")
    if asked in LANGUAGES:
        session["ui"] = asked
        return asked
    kept = session.get("ui") or getattr(current_user, "locale", "")
    if kept in LANGUAGES:
        return str(kept)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def install(app: Flask) -> None:
    """Let templates and code speak the language of the person who reads."""
    babel = Babel(app, locale_selector=locale, default_timezone="Europe/Berlin")
    babel.domain_instance = Words()
