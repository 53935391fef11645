"""The preview: a page as an app shows it to readers of a language, with the text that is not out yet."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import Invalid, NotFound
from app.services import access
from app.services.editing import autosave, previewing
from app.services.editing.typed import draft
from app.services.pages.pages import Draft
from app.web import tongues
from app.web.door import Visit, door
from app.web.framed import POLICY
from app.web.office.pages import page_form, page_words

blueprint = Blueprint("preview", __name__, url_prefix="/office/<region>/pages")


@blueprint.get("/<int:page>/preview/<code>")
@door("view")
def show(visit: Visit, page: int, code: str) -> str:
    """The frame around the preview: which language, which width, which text."""
    content = access.content(visit.session, visit.region, page)
    if code not in tongues.of(visit):
        raise NotFound(f"region {visit.slug!r} does not speak {code!r}")
    kept = autosave.unsaved(visit.session, visit.who.id, content)
    is_unsaved = kept is not None and request.args.get("text") != "saved"
    return page_form.about(
        visit, content, "office/page_preview.html", code=code, kept=kept, is_unsaved=is_unsaved,
        is_live=content.working is content.published, wide=request.args.get("width") == "wide",
    )  # fmt: skip


@blueprint.get("/<int:page>/preview/<code>/screen")
@door("view", writes=True)
def screen(visit: Visit, page: int, code: str) -> Response:
    """The page as an app shows it: a document of its own that runs nothing."""
    content = access.content(visit.session, visit.region, page)

    def link(number: int) -> str:
        return url_for("preview.show", region=visit.slug, page=number, code=code)

    wanted = _typed(visit, content) if request.args.get("text") != "saved" else None
    seen = previewing.screen(
        visit.session, visit.region, content, code, link, wanted, now=visit.now
    )
    g.policy = POLICY
    inside = f'href="{url_for("entrance.index")}'
    html = seen.content.replace(inside, f'target="_top" {inside}')
    page_html = render_template(
        "office/page_screen.html", region=visit.region, seen=seen, html=html, link=link,
        tongue=tongues.of(visit)[code],
    )  # fmt: skip
    return current_app.make_response(page_html)


def _typed(visit: Visit, content: Any) -> Draft | None:
    """What the visitor has typed and not saved, as far as it could be saved."""
    kept = autosave.unsaved(visit.session, visit.who.id, content)
    if kept is None:
        return None
    try:
        return draft(visit.session, visit.region, kept.typed, page_words.addresses(), content)
    except Invalid:
        return None
