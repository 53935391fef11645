"""The screen of a whole page: its paragraphs with their fields, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext

from app.domain.revisions.word_diff import Stretch, word_diff
from app.errors import NotFound
from app.services import access
from app.services.desk import release
from app.services.desk.pages import page_address, page_view
from app.services.desk.pages.page_saving import Outcome
from app.services.desk.pages.page_texts import Typed
from app.services.desk.pages.page_view import PageView, Row
from app.services.desk.paragraphs import segment_reading
from app.services.desk.queues import GRAVE
from app.web.desk import chip_words
from app.web.desk.layout import render
from app.web.desk.pages import pages_words
from app.web.desk.segments import segment_words, segments_screen, segments_spot
from app.web.desk.segments.segment_words import Fault
from app.web.door import Visit

LARGEST = 2**31 - 1
SEEN = re.compile(r"(\d{1,9})\.([\w:]{1,40})\.([0-9a-f]{12})")
NOTHING: Mapping[int, Outcome] = {}


@dataclass(frozen=True)
class Shown:
    """A paragraph as it is shown: what its field holds and sends back, and what came of a deed at it."""

    row: Row
    text: str
    seen: str
    chip: tuple[str, Any]
    problems: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    may_insist: bool
    told: tuple[str, Any] | None
    quarrel: tuple[Stretch, ...]
    queue: str
    made_by: str

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded."""
        return self.row.is_open or bool(self.told or self.problems)

    @property
    def short(self) -> str:
        """What readers see of the translation."""
        pieces = chip_words.chip_pieces(self.row.begin, self.row.source.chips)
        return "".join(piece.text for piece in pieces)

    @property
    def may_confirm(self) -> bool:
        """Whether "still right" says anything."""
        doubtful = self.row.facts.state in ("stale", "advise", "unverified") or self.row.by_machine
        return doubtful and self.row.facts.target_id is not None and self.row.other is None

    @property
    def is_draft_old(self) -> bool:
        """Whether German or translation have changed since the draft was begun."""
        draft, facts = self.row.draft, self.row.facts
        now = (facts.source_hash, facts.lock_version)
        return draft is not None and (draft.made_against, draft.lock_version) != now


def content_of(visit: Visit, page: int) -> Any:
    """A page of the visited region; NotFound if it has none such."""
    if page > LARGEST:
        raise NotFound(f"page {page} does not exist")
    return access.content(visit.session, visit.region, page)


def typed(segments: Collection[int] | None = None) -> list[Typed]:
    """What the form brings back, of all its paragraphs or of some."""
    found = []
    for name, value in request.form.items():
        number = name.removeprefix("seen-")
        if number == name or not number.isdecimal() or len(number) > 9:
            continue
        segment, seen = int(number), SEEN.fullmatch(value)
        text = request.form.get(f"text-{segment}")
        if seen and text is not None and (segments is None or segment in segments):
            insist = request.form.get(f"insist-{segment}") == "1"
            version, german, began = seen.groups()
            found.append(Typed(segment, text, int(version), german, began, insist))
    return found


def ids(visit: Visit, code: str, page: int) -> set[int]:
    """The paragraphs of the page."""
    content = content_of(visit, page)
    rows = page_view.rows(visit.session, visit.who, visit.region, code, content, visit.now)
    return {row.facts.id for row in rows}


def show(visit: Visit, code: str, page: int, outcomes: Mapping[int, Outcome] = NOTHING) -> str:
    """The page with all its paragraphs."""
    content = content_of(visit, page)
    seen = page_view.view(visit.session, visit.who, visit.region, code, content, visit.now)
    return render(
        "desk/page.html", visit, code, page=page, seen=seen,
        rows=[shown(row, outcomes.get(row.facts.id)) for row in seen.rows],
        address=page_address.of(visit.session, content, code), **_around(visit, code, content, seen),
    )  # fmt: skip


def _around(visit: Visit, code: str, content: Any, seen: PageView) -> dict[str, Any]:
    """What stands above the paragraphs: how the page stands with its readers, and what is missing."""
    first = next((row.facts.id for row in seen.rows if row.facts.state in ("missing", "stale")), 0)
    return {
        "standing": release.standing(visit.session, visit.who, visit.region, content, code),
        "assigned": segment_reading.assigned(visit.session, content, code),
        "number_open": seen.number_open,
        "first_open": first,
        "title_row": next((row.facts.id for row in seen.rows if row.facts.kind == "title"), 0),
        "to": lambda endpoint, **more: url_for(
            endpoint, region=visit.slug, code=code, page=content.id, **more
        ),
        "alone": lambda one: _alone(visit, code, one),
        "clock": lambda moment: segments_spot.clock(visit, moment),
        "day": segments_spot.day,
        "history_url": lambda segment: url_for(
            "desk_pages.history", region=visit.slug, code=code, segment=segment
        ),
        "script_words": segments_screen.script_words()
        | {"held": gettext("{name} has this open too.")},
    }  # fmt: skip


def _alone(visit: Visit, code: str, one: Shown) -> str:
    """Where a paragraph is shown by itself."""
    if not one.queue or "segments.show" not in current_app.view_functions:
        return ""
    return url_for(
        "segments.show", region=visit.slug, code=code, queue=one.queue, segment=one.row.facts.id
    )


def fragment(visit: Visit, code: str, page: int, segment: int, outcome: Outcome) -> str:
    """One paragraph after a deed at it, and with it what stands above the paragraphs."""
    content = content_of(visit, page)
    seen = page_view.view(visit.session, visit.who, visit.region, code, content, visit.now)
    found = next((row for row in seen.rows if row.facts.id == segment), None)
    return render(
        "desk/page_swap.html", visit, code, page=page, seen=seen, segment=segment,
        one=shown(found, outcome) if found else None, gone=pages_words.OUTCOMES["gone"],
        address=page_address.of(visit.session, content, code), **_around(visit, code, content, seen),
    )  # fmt: skip


def shown(row: Row, outcome: Outcome | None = None) -> Shown:
    """A paragraph with what came of a deed at it."""
    chips, facts = row.source.chips, row.facts
    refused = outcome is not None and outcome.word == "refused"
    late = outcome is not None and outcome.word == "conflict"
    found = tuple(segment_words.faults(outcome.found, chips)) if outcome else ()
    chip = pages_words.MACHINE if row.by_machine else pages_words.PARAGRAPHS[facts.state]
    other = row.other
    return Shown(
        row,
        outcome.coded if outcome and (refused or late) else row.text,
        request.form.get(f"seen-{facts.id}", row.seen) if refused else row.seen,
        ("", "") if row.is_with_above else chip,
        found if refused else (),
        _warnings(row, found if outcome and not refused else ()),
        bool(outcome and outcome.may_insist),
        pages_words.OUTCOMES[outcome.word] if outcome else None,
        word_diff(row.begin, other.text.coded) if other else (),
        _queue(row),
        segment_words.made_by(facts.origin, facts.quality, facts.author),
    )  # fmt: skip


def _warnings(row: Row, found: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """What checks say about what is served, and about what was just saved."""
    served = segment_words.faults(row.faults, row.source.chips)
    return tuple(dict.fromkeys((*served, *found)))


def _queue(row: Row) -> str:
    """The queue in which a paragraph waits, "" if in none."""
    state, is_grave = row.facts.state, row.facts.severity >= GRAVE
    by_state = {"stale": "now" if is_grave else "changed", "missing": "new"}
    by_state |= {"unverified": "unverified", "advise": "advise"}
    if row.other:
        return "conflicts"
    if state in by_state:
        return by_state[state]
    return "findings" if row.faults else "machine" if row.by_machine else ""
