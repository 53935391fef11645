"""Where a page stands with its German readers: what the tree of pages says of each."""

from __future__ import annotations

STANDINGS = ("draft", "review", "live", "changed", "archived", "below archived")
"""Nobody has it yet; handed in; readers have it; they have it and a newer text waits; put away; below
one that was put away."""

AWAY = frozenset({"archived", "below archived"})


def standing(
    written: str, *, is_live: bool, is_archived: bool = False, is_below_archived: bool = False
) -> str:
    """The standing of a page whose working copy is `written` (draft, review or published)."""
    if is_archived:
        return "archived"
    if is_below_archived:
        return "below archived"
    if written == "review":
        return "review"
    if not is_live:
        return "draft"
    return "live" if written == "published" else "changed"


NEEDS: dict[str, dict[str, str]] = {
    "publish": {"live": "nothing new", "archived": "archived", "below archived": "below archived"},
    "submit": {
        "live": "nothing new", "review": "handed in",
        "archived": "archived", "below archived": "below archived",
    },
    "archive": {"archived": "archived"},
    "bring-back": {
        **dict.fromkeys(("draft", "review", "live", "changed"), "not archived"),
        "below archived": "below archived",
    },
    "move": {},
    "review": {"archived": "archived", "below archived": "below archived"},
    "order": {"archived": "archived", "below archived": "below archived"},
}  # fmt: skip
"""What may be done with several pages at once, and the standings in which there is no point, with why."""


def obstacle(deed: str, stands: str, is_live: bool) -> str:
    """Why a deed makes no sense for a page that `stands` so, in a word; "" if it does."""
    if deed == "order" and not is_live and stands not in AWAY:
        return "not public"
    return NEEDS[deed].get(stands, "")
