"""The screen of one paragraph: what is known of it, put together for the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext

from app.domain.revisions.word_diff import Stretch, word_diff
from app.domain.segments.chips import Chip, chips
from app.services.desk.paragraphs import segment_view
from app.services.desk.paragraphs.segment_values import SegmentView
from app.services.translation.memory.memory import Match
from app.web.desk import chip_words, queue_words, wanted
from app.web.desk.layout import render
from app.web.desk.segments import segment_words, segments_walk
from app.web.desk.segments.segment_words import Fault
from app.web.desk.segments.segments_spot import Spot, helpers


@dataclass(frozen=True)
class Typed:
    """What somebody has typed and sent: shown again with what is wrong about it, so that nothing is
    lost. `ask`: it may be accepted all the same. `comment` is a comment that was not kept, and why.
    """

    coded: str | None = None
    problems: Sequence[Fault] = ()
    ask: bool = False
    made_against: str = ""
    lock_version: int | None = None
    comment: str = ""
    comment_fault: str = ""
    to_all: bool = False


NOTHING = Typed()


def chips_of(spot: Spot) -> Mapping[int, Chip]:
    """What the codes of a paragraph's German are."""
    return _view(spot).source.chips


def _view(spot: Spot) -> SegmentView:
    visit = spot.visit
    return segment_view.view(
        visit.session, visit.who, visit.region, spot.code, spot.segment, visit.now
    )


def show(spot: Spot, typed: Typed = NOTHING) -> str:
    """The page of a paragraph."""
    visit, code = spot.visit, spot.code
    seen = _view(spot)
    return render(
        "desk/segment.html", visit, code, seen=seen, **_around(spot, seen), **_field(seen, typed),
        **_told(seen), **_links(spot, seen), said=typed.comment, comment_fault=typed.comment_fault,
        to_all=typed.to_all,
    )  # fmt: skip


def _around(spot: Spot, seen: SegmentView) -> dict[str, Any]:
    """Where the paragraph stands in its queue, and the ways on."""
    visit, code, queue = spot.visit, spot.code, spot.queue
    run = segments_walk.run(visit, code, queue)
    place = segments_walk.place(
        visit, segments_walk.walk(visit, code, queue), spot.segment, run.done
    )
    last = run.last
    return {
        "queue": queue,
        "queue_name": queue_words.NAMES[queue],
        "place": place,
        "place_said": place_said(place),
        "last": last,
        "last_url": Spot(visit, code, last.queue, last.segment).url("decisions.undo")
        if last
        else "",
        "wanted": wanted.asked(),
        "held": seen.claim,
    } | helpers(spot)


def place_said(place: segments_walk.Place) -> str:
    """Where one is in a queue, in words."""
    if not place.number:
        return str(gettext("This paragraph does not wait here any more."))
    return str(gettext("Paragraph %(number)s of %(total)s", number=place.number, total=place.total))


def _field(seen: SegmentView, typed: Typed) -> dict[str, Any]:
    """What stands in the field: what was just sent, a draft, or a text to begin with."""
    draft = seen.draft if typed.coded is None else None
    text = typed.coded if typed.coded is not None else draft.coded if draft else beginning(seen)
    now = (seen.facts.source_hash, seen.facts.lock_version)
    version = now[1] if typed.lock_version is None else typed.lock_version
    return {
        "text": text,
        "draft": draft,
        "draft_is_old": draft is not None and (draft.made_against, draft.lock_version) != now,
        "problems": typed.problems,
        "ask": typed.ask,
        "made_against": typed.made_against or now[0],
        "lock_version": version,
        "prefilled": _prefilled(seen),
    }


def _prefilled(seen: SegmentView) -> str:
    """The sentences of the old translation that still hold, where some do and some do not."""
    held = [piece.target for piece in seen.prefill if piece.target]
    return "".join(held).strip() if 0 < len(held) < len(seen.prefill) else ""


def beginning(seen: SegmentView) -> str:
    """What one begins with: a text that lost a race, what is served, or what a machine wrote."""
    if seen.other:
        return seen.other.text.coded
    if seen.target.coded or seen.waiting is None:
        return seen.target.coded
    return seen.waiting.text.coded


def _told(seen: SegmentView) -> dict[str, Any]:
    """What checks, memory and states say, in words."""
    facts, known = seen.facts, seen.source.chips
    waiting = [one for one in seen.waiting.faults if not one.dismissed_by] if seen.waiting else []
    shown = {seen.target.coded, seen.waiting.text.coded if seen.waiting else ""}
    return {
        "why": [said for said in (queue_words.why(facts.state, facts.klass),) if said],
        "weight": queue_words.weight(facts.severity) if facts.state == "stale" else None,
        "machine_said": segment_words.machine(seen.machine.state) if seen.machine else "",
        "made_by": segment_words.made_by(facts.origin, facts.quality, facts.author),
        "matches": [
            (match, segment_words.why(match.reasons))
            for match in seen.memory
            if match.coded not in shown
        ],
        "match_runs": lambda match: match_runs(match, seen),
        "served_faults": [(row, segment_words.fault(row, known)) for row in seen.faults],
        "waiting_faults": segment_words.faults(waiting, known),
        "quarrel": word_diff(seen.target.coded, seen.other.text.coded) if seen.other else (),
        "may_confirm": bool(seen.target.coded) and seen.other is None,
        "script_words": script_words(),
    }


def match_runs(match: Match, seen: SegmentView) -> tuple[chip_words.Run, ...]:
    """From the German that a match answered to the one of now."""
    diff: Sequence[Stretch] = word_diff(match.source.coded, seen.source.coded)
    return chip_words.chip_runs(diff, chips(match.source.codes), seen.source.chips)


def _links(spot: Spot, seen: SegmentView) -> dict[str, str]:
    """Rooms about the same page, as far as there are such."""
    given = {"region": spot.visit.slug, "code": spot.code}
    page = given | {"page": seen.content_id}
    return {
        "list_url": _known("queues.show", **given, queue=spot.queue, **wanted.asked().query),
        "page_url": _known("desk_pages.show", **page),
        "preview_url": _known("desk_pages.preview", **page, segment=spot.segment),
        "screen_url": _known(
            "desk_pages.screen", **page, segment=spot.segment, _anchor="wegweiser-here"
        ),
        "history_url": _known("desk_pages.history", **given, segment=spot.segment),
    }


def _known(endpoint: str, **args: Any) -> str:
    return url_for(endpoint, **args) if endpoint in current_app.view_functions else ""


def script_words() -> dict[str, str]:
    """What the page's script says by itself."""
    return {
        "kept": gettext("Draft kept at {time}."),
        "offline": gettext("No connection. What you typed is still here."),
        "refused": gettext("The draft could not be kept. What you typed is still here."),
        "undone": gettext("This could not be done. What you typed is still here."),
        "signed_out": gettext("You were signed out. What you typed is still here."),
        "sign_in": gettext("Sign in again in another window, then go on here."),
    }


def with_comment(comment: str, fault: str, to_all: bool) -> Typed:
    """A comment that was not kept, shown again."""
    return replace(NOTHING, comment=comment, comment_fault=fault, to_all=to_all)
