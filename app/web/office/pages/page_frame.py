"""What stands around each room about one page: its title, the way to it, how it stands, its rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.revisions.standing import standing
from app.services import access, outlines
from app.services.outlines import Spot
from app.services.pages import pages
from app.web import tongues
from app.web.door import Visit
from app.web.office.pages import page_words
from app.web.tongues import Tongue, Tongues


@dataclass(frozen=True)
class Frame:
    """A page as its rooms show it: `spot` and `trail` are its place, `below` counts the pages under it.

    `newest` and `published` are the numbers of the working copy and of what readers have or had (0).
    """

    content: Any
    spot: Spot
    trail: tuple[Spot, ...]
    below: int
    standing: str
    chip: tuple[str, Any]  # how the standing looks, and its words
    is_live: bool
    newest: int
    published: int
    source: Tongue
    tongues: Tongues

    @property
    def is_settled(self) -> bool:
        """Whether readers have the very text that is worked on."""
        return self.is_live and self.newest == self.published


def frame(visit: Visit, page: int) -> Frame:
    """The frame of a page of the visited region; NotFound if it has none such."""
    content = access.content(visit.session, visit.region, page)
    outline = outlines.read(visit.session, visit.region.id)
    spot, spoken = outline[content.id], tongues.of(visit)
    source = pages.translation(visit.session, content, content.source_language)
    is_live = source.live_since is not None
    word = standing(
        source.state, is_live=is_live, is_archived=spot.is_archived,
        is_below_archived=spot.is_away and not spot.is_archived,
    )  # fmt: skip
    return Frame(
        content, spot, outlines.trail(outline, page), len(outlines.below(outline, page)), word,
        page_words.STANDINGS[word],
        is_live, content.working.number if content.working else 0,
        content.published.number if content.published else 0,
        spoken[content.source_language], spoken,
    )  # fmt: skip
