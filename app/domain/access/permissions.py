"""Which role may do what in which region and language: the one table that every edge asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ACTIONS = {
    "view": "see the region's pages, drafts and figures",
    "write": "write and save German working copies",
    "submit": "hand in a working copy for review",
    "publish": "let readers have a text, now or later, or take it away from them",
    "arrange": "move, archive and copy pages and change their addresses",
    "translate": "translate into a language and decide on machine texts",
    "order": "start machine work and rollouts, which cost money",
    "terms": "change the glossary",
    "wordings": "say how a language puts the terms of the glossary",
    "links": "judge links",
    "settings": "change the region, its languages and policies",
    "users": "invite people and give them roles",
    "connect": "set up webhooks",
    "found": "make new regions",
}
READ = frozenset({"view"})
AUTHOR = READ | {"write", "submit"}
EDITOR = AUTHOR | {"publish", "arrange", "translate", "order", "terms", "wordings", "links"}
MANAGER = EDITOR | {"settings", "users", "connect"}
OF_LANGUAGES = frozenset({"translate", "wordings"})
"""What is done in a language: a translator may do it in their own ones."""

ROLES: dict[str, frozenset[str]] = {
    "administrator": MANAGER | {"found"},
    "manager": MANAGER,
    "editor": EDITOR,
    "author": AUTHOR,
    "translator": READ | OF_LANGUAGES,
    "observer": READ,
}
SCOPES: dict[str, frozenset[str]] = {
    "read": READ,
    "write": AUTHOR | {"arrange", "links"},
    "publish": frozenset({"publish"}),
    "translate": frozenset({"translate", "terms", "wordings"}),
    "manage": frozenset({"settings", "users", "connect", "order"}),
}
"""What a token's scope lets through of what its owner may."""


@dataclass(frozen=True)
class Grant:
    """A role in a region (its slug; "" means in all), for a translator in some languages ([] = all)."""

    role: str
    region: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Who asks: a user, or a token of one (then `scopes` limits what is let through).

    `id` is the account's, `name` is what is written beside what they do.
    """

    id: int
    name: str
    grants: tuple[Grant, ...]
    scopes: frozenset[str] | None = None
    only_region: str = ""  # of a token that was made for one region
    token: int = 0  # the token that speaks for the account


def may(actor: Actor, action: str, region: str, language: str = "") -> bool:
    """Whether `actor` may do `action` in a region (by slug; "" asks for all of them).

    With a language, a translator's own languages count; without one, having any is enough.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no action; there are {', '.join(ACTIONS)}")
    if actor.scopes is not None and not any(action in SCOPES[scope] for scope in actor.scopes):
        return False
    if actor.only_region and region != actor.only_region:
        return False
    return any(_lets(grant, action, region, language) for grant in actor.grants)


def _lets(grant: Grant, action: str, region: str, language: str) -> bool:
    if action not in ROLES[grant.role] or grant.region not in ("", region):
        return False
    limited = grant.role == "translator" and action in OF_LANGUAGES and grant.languages
    return not limited or not language or language in grant.languages


def may_give(actor: Actor, role: str, region: str) -> bool:
    """Whether `actor` may give or take away a role: only in their own regions, never above their own."""
    if role not in ROLES:
        raise ValueError(f"{role!r} is no role; there are {', '.join(ROLES)}")
    if not may(actor, "users", region):
        return False
    return any(
        ROLES[role] <= ROLES[grant.role] and grant.region in ("", region) for grant in actor.grants
    )


def regions_of(actor: Actor, known: Iterable[str]) -> list[str]:
    """Those of the `known` regions (slugs) that the actor may see, in that order."""
    return [slug for slug in known if may(actor, "view", slug)]


def languages_of(actor: Actor, region: str, known: Sequence[str]) -> list[str]:
    """Those of a region's target languages that the actor may translate into, in that order."""
    return [code for code in known if may(actor, "translate", region, code)]


def translates_only(actor: Actor, known: Sequence[str]) -> bool:
    """Whether the actor translates in some of these regions, and has nothing else to do in any."""
    other = [action for action in ACTIONS if action not in {"view", *OF_LANGUAGES}]
    busy = any(may(actor, action, slug) for slug in known for action in other)
    return not busy and any(may(actor, "translate", slug) for slug in known)
