"""Who may enter which room: one row per route. A route without a row fails tests/web/test_rights.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLIC = "public"  # for readers and for those who are about to sign in
SIGNED_IN = ""  # for everybody with an account, about themselves


@dataclass(frozen=True)
class Row:
    """A route: its endpoint, the action it needs, and what its address and form are filled with.

    `args` fill the address: "PAGE" stands for a page of the region that is asked for, "CODE" for
    Arabic. `everywhere` marks a room without a region. `methods` are all that the route knows. `lacks`: what
    the address names does not exist in the tests' regions, so that whoever is let in gets 404.
    """

    endpoint: str
    action: str
    args: Mapping[str, object] = field(default_factory=dict)
    methods: tuple[str, ...] = ("GET",)
    data: Mapping[str, object] = field(default_factory=dict)
    everywhere: bool = False
    lacks: bool = False


ROWS = [
    Row("home.index", PUBLIC),
    Row("health.alive", PUBLIC),
    Row("health.ready", PUBLIC),
    Row("static", PUBLIC, {"filename": "home.css"}),
    Row("passwords.forgotten", PUBLIC, methods=("GET", "POST")),
    Row("passwords.choose", PUBLIC, {"ticket": "x"}, methods=("GET", "POST")),
    Row("second_factor.picture", PUBLIC),
    Row("single_sign_on.start", PUBLIC),
    Row("single_sign_on.answer", PUBLIC),
    Row("entrance.index", SIGNED_IN, everywhere=True),
]
