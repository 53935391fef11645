"""What readers see under a policy, as small examples; languages that are on offer; machines by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_date
from flask_babel import gettext

from app.services.publishing.texts import BEING_REVISED, BY_MACHINE, CHANGED
from app.services.wording import locale, say
from app.web.tongues import label

MACHINES = {"deepl": "DeepL", "libretranslate": "LibreTranslate"}
OFTEN = (
    "sq", "am", "ar", "az", "bn", "bs", "bg", "zh-Hans", "prs", "en", "fa", "fr", "ka", "el", "ha",
    "hi", "id", "it", "ja", "kk", "ckb", "kmr", "hr", "lt", "mk", "mn", "ne", "ps", "pl", "pt", "pa",
    "ro", "ru", "sr", "si", "sk", "so", "es", "sw", "ta", "th", "ti", "tr", "uk", "hu", "ur", "vi",
)  # fmt: skip
"""Languages that guides for newcomers in Germany are often written in."""


def notes(code: str, now: datetime) -> dict[str, str]:
    """Our own lines as readers of a language get them."""
    date = format_date(now.date(), "long", locale=locale(code))
    texts = {"revised": BEING_REVISED, "changed": CHANGED, "machine": BY_MACHINE}
    return {name: say(code, text, date=date) for name, text in texts.items()}


def offered(known: Iterable[Any], taken: Collection[str], language: str) -> list[tuple[str, str]]:
    """Languages that a region could add, by tag and the visitor's name for them."""
    tags = {one.tag: label(one.tag, one.native_name, language) for one in known}
    for tag in OFTEN:
        if tag not in taken and tag not in {one.split("-")[0] for one in tags}:
            tags.setdefault(tag, label(tag, tag, language))
    return sorted(tags.items(), key=lambda pair: pair[1].casefold())


def machine(name: str) -> str:
    """A machine as people call it."""
    return MACHINES.get(name) or gettext("mock-up for trying out")


def chain(names: Sequence[str]) -> str:
    """Machines in an order: one, then the next if it cannot."""
    if len(names) == 1:
        return str(gettext("only %(name)s", name=machine(names[0])))
    first, then = map(machine, names[:2])
    return str(gettext("%(first)s, then %(then)s", first=first, then=then))
