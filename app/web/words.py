"""The language of our own pages: English is what the code says, catalogues say it otherwise.

The office speaks German and English; the desk, and what leads to it, speaks all seven languages.
"""

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
DOMAINS = ("office", "desk")
"""Of German `office` says all there is; of the languages of the desk alone, `desk` says the desk's part."""

NAMES = {"de": "Deutsch", "en": "English"}
SPOKEN = NAMES | {
    "ar": "العربية", "fa": "فارسی", "ru": "Русский", "tr": "Türkçe", "uk": "Українська",
}  # fmt: skip
DESK = ("/desk/", "/account/", "/office/profile/")
"""Where all of SPOKEN are spoken."""

LOCALES = {"en": "en_GB"}  # how dates are written


@lru_cache
def catalogue(language: str) -> NullTranslations:
    """The words of one language, read from its .po file; nothing needs to be compiled beforehand."""
    for domain in DOMAINS:
        path = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            return _read(path, language, domain)
    return Translations()


def _read(path: Path, language: str, domain: str) -> Translations:
    with path.open("rb") as file:
        read = read_po(file, locale=language, domain=domain)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return Translations(compiled, domain)


class Words(Domain):  # type: ignore[misc]
    """What Flask-Babel asks for the words of the language that a person reads."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the request's language."""
        spoken = get_locale()
        return catalogue(spoken.language if spoken else "de")


def locale() -> str:
    """The locale of the interface: its language, with the way to write dates that our people know."""
    language = chosen()
    return LOCALES.get(language, language)


def chosen() -> str:
    """The interface's language: asked for just now or before, the user's own, or the browser's."""
    spoken = tuple(spoken_here())
    asked = request.args.get("ui", "")
    if asked in spoken:
        session["ui"] = asked
        return asked
    for kept in (session.get("ui"), getattr(current_user, "locale", "")):
        if kept in spoken:
            return str(kept)
    return request.accept_languages.best_match(spoken) or "de"


def spoken_here() -> dict[str, str]:
    """The languages that the asked page speaks, by code, as their speakers call them."""
    return SPOKEN if request.path.startswith(DESK) else NAMES


def install(app: Flask) -> None:
    """Let templates and code speak the language of the person who reads."""
    babel = Babel(app, locale_selector=locale, default_timezone="Europe/Berlin")
    babel.domain_instance = Words()
    app.jinja_env.globals["spoken_here"] = spoken_here
