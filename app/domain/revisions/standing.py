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
