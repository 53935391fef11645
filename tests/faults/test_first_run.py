"""The first run of a real guide: told while it runs, resumed after a kill, paid once, cheap ever after."""

from __future__ import annotations

import csv
import re
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transactions_on
from app.exchange import integreat
from app.jobs.translating import clock
from app.models import Content, Fragment, Occurrence
from app.services import regions
from app.services.importing import importing
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.translation import dirty
from tests.faults.plant import LONG_AGO, Plant, Provider, process, settings, worker
from tests.fixtures.databases import Templates, copied
from tests.fixtures.guides import AUGSBURG

SLUG = "lkaugsburg"
LANGUAGES = ("en", "ar", "fa", "ru", "tr", "uk")
PAGES = 6
ADDED = "Dieser Satz kam beim Bearbeiten dazu."


def _fill(session: Session) -> None:
    """The first pages of the guide, in German only, to be translated into six languages."""
    then = clock() - LONG_AGO
    path = AUGSBURG["de"]
    items = integreat.read(path.read_bytes(), "de", path.name)[:PAGES]
    importing.import_guide(session, SLUG, "Landkreis Augsburg", {"de": items}, then)
    home = regions.get(session, SLUG)
    regions.add_languages(session, home, LANGUAGES)
    for entry in home.languages:
        entry.machine = "publish"


@pytest.fixture
def guide(
    templates: Templates, database_kind: str, tmp_path: Path, deepl: Provider
) -> Iterator[Plant]:
    """A part of the guide of the district of Augsburg that nobody has translated yet."""
    if not AUGSBURG["de"].exists():
        pytest.skip(f"{AUGSBURG['de']} is not there")
    deepl.forget()
    for url in copied(templates, database_kind, tmp_path, "augsburg part", _fill):
        found = Plant(url, deepl)
        yield found
        found.engine.dispose()


def command(plant: Plant, *arguments: str) -> str:
    """What a command of the console says."""
    with process(
        "-m", "app.main", *arguments, **settings(plant.database, plant.provider)
    ) as running:
        said, _ = running.communicate(timeout=120)
        assert 0 == running.returncode, said
    return said


def made(said: str) -> int:
    """The number of new jobs that `reconcile` tells."""
    found = re.search(r"(\d+) new jobs", said)
    assert found, said
    return int(found[1])


def test_the_first_run_of_a_guide(guide: Plant) -> None:
    """Killed in the middle and taken up again: each language complete, the ledger equal to what the
    provider counted; a second run costs nothing."""
    jobs = made(command(guide, "reconcile"))
    guide.provider.set({"kind": "late", "seconds": 0.02})
    with worker(guide.database, guide.provider) as first:
        guide.provider.wait_for(PAGES)
        first.send_signal(signal.SIGKILL)
        said, _ = first.communicate(timeout=20)
    assert re.search(r"served", said), said
    guide.sums().check()
    told = command(guide, "worker", "--until-done")
    assert re.search(r"Paragraphs: \d+ of \d+", told), told
    guide.finish()
    after = guide.sums().check()
    assert (guide.provider.billed(), 0) == (after.spent, after.reserved)
    assert {"done": jobs} == guide.states()
    guide.check_states()
    _check_ledger(guide, after.spent)
    _check_second_run(guide)
    with Session(guide.engine) as session:
        live = session.scalars(select(Fragment.language)).all()
    assert dict.fromkeys(("de", *LANGUAGES), PAGES) == Counter(live)


def _check_ledger(guide: Plant, spent: int) -> None:
    """What an accountant reads adds up."""
    rows = list(csv.DictReader(command(guide, "ledger", "--region", SLUG, "--csv").splitlines()))
    assert (spent, str(spent)) == (sum(int(row["billed"]) for row in rows), rows[-1]["balance"])


def _check_second_run(guide: Plant) -> None:
    asked, billed = len(guide.provider.requests()), guide.provider.billed()
    assert 0 == made(command(guide, "reconcile"))
    assert "0 paragraphs done" in command(guide, "worker", "--until-done")
    assert (asked, billed) == (len(guide.provider.requests()), guide.provider.billed())


def test_an_edit_costs_its_paragraph_only(guide: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    """One paragraph changed: that paragraph is sent for each language, and nothing else of its page."""
    opened, later = transactions_on(guide.engine), guide.later()
    with opened() as session:
        ids = dirty.every(session)
    for content_id in ids:
        with opened() as session:
            dirty.reconcile(session, content_id, clock())
    later.run_dry()
    before, asked = guide.provider.billed(), len(guide.provider.requests())
    edited, whole = [], 0
    for content_id in ids:
        with opened() as session:
            if (text := _edit(session, content_id)) is not None:
                edited.append(text)
                whole += _characters(session, content_id)
                dirty.reconcile(session, content_id, clock())
    later.run_dry()
    cost = guide.provider.billed() - before
    assert cost == len(LANGUAGES) * sum(map(len, edited))
    sent = [text for call in guide.provider.requests()[asked:] for text in call["body"]["text"]]
    assert sorted(edited * len(LANGUAGES)) == sorted(sent)
    with capsys.disabled():
        each, page = cost / len(edited) / len(LANGUAGES), whole / len(edited)
        print(f"\n{each:.0f} characters per edit and language, {page:.0f} for whole pages:", end="")
        print(f" {page / each:.1f} times fewer, {len(edited)} edits", end=" ")
    assert page > each


def _edit(session: Session, content_id: int) -> str | None:
    """A sentence added to the first plain paragraph of a page; its new text."""
    content = session.get_one(Content, content_id)
    working = content.working
    assert working is not None
    found = re.search(r"<p>([^<&]{20,})</p>", working.html)
    if found is None:
        return None
    text = f"{' '.join(found[1].split())} {ADDED}"
    html = working.html.replace(found[0], f"<p>{text}</p>", 1)
    draft = Draft(working.title, html, working.description)
    pages.revise(session, content, draft, based_on=working.number, author="", now=clock())
    releasing.publish(session, content, now=clock())
    return text


def _characters(session: Session, content_id: int) -> int:
    """What the texts of a page have together."""
    content = session.get_one(Content, content_id)
    rows = session.scalars(
        select(Occurrence.coded).where(Occurrence.revision_id == content.published_revision_id)
    )
    return sum(map(len, rows))
