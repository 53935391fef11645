"""Several workers at once, as processes: everything is done once, paid once, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transactions_on
from app.jobs.translating import clock
from app.models import Content, Fragment
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.translation import dirty
from tests.faults import plant as plants
from tests.faults.plant import LANGUAGES, Plant, Provider, process, worker
from tests.fixtures.databases import Templates, copied

PAGES = 6
TEXTS = PAGES * 4  # a title and three paragraphs


def _fill(session: Session) -> None:
    plants.fill(session, LANGUAGES, PAGES)


@pytest.fixture
def plant(
    templates: Templates, database_kind: str, tmp_path: Path, deepl: Provider
) -> Iterator[Plant]:
    """Six pages that are to be translated into two languages."""
    deepl.forget()
    for url in copied(templates, database_kind, tmp_path, "busy plant", _fill):
        found = Plant(url, deepl)
        yield found
        found.engine.dispose()


def work_together(plant: Plant, count: int) -> list[str]:
    """So many workers begin together and do what they can; what each said."""
    with ExitStack() as stack:
        all_of_them = [
            stack.enter_context(worker(plant.database, plant.provider)) for _ in range(count)
        ]
        said = [one.communicate(timeout=120)[0] for one in all_of_them]
        assert [0] * count == [one.returncode for one in all_of_them], "\n".join(said)
    return said


@pytest.mark.parametrize("count", [2, 4])
def test_each_text_is_translated_and_paid_once(plant: Plant, count: int) -> None:
    """No text is sent twice for a language, no update is lost, nobody waits for ever for another."""
    plant.provider.set({"kind": "late", "seconds": 0.05})
    said = work_together(plant, count)
    assert {"done": TEXTS * 2} == plant.states(), "\n".join(said)
    sent = plant.provider.texts()
    assert (TEXTS * 2, {1}) == (len(sent), set(sent.values()))
    after = plant.sums().check()
    assert (plant.provider.billed(), 0) == (after.spent, after.reserved)
    assert {"ok"} == set(after.outcomes)
    assert sum(1 for one in said if "served" in one) >= 2, "\n".join(said)
    plant.check_texts()
    with Session(plant.engine) as session:
        live = session.scalars(select(Fragment.language)).all()
    assert PAGES * 3 == len(live)


def test_one_is_killed_among_others(plant: Plant) -> None:
    """The others go on, and take over what it had when its claim has run out."""
    plant.provider.set({"kind": "late", "seconds": 0.05})
    arguments = ("-m", "tests.faults.dying", "applying", plant.database, plant.provider.url)
    with process(*arguments) as dying:
        work_together(plant, 2)
        dying.wait(60)
    assert 1 == plant.sums().check().outcomes["sent"]
    plant.finish()
    after = plant.sums().check()
    assert (plant.provider.billed(), 0) == (after.spent, after.reserved)
    assert {"done": TEXTS * 2} == plant.states()
    plant.check_texts()


def test_an_editor_saves_meanwhile(plant: Plant) -> None:
    """Pages that are saved while two workers are at them end up new in every language."""
    plant.provider.set({"kind": "late", "seconds": 0.02})
    opened = transactions_on(plant.engine)
    with ExitStack() as stack:
        at_work = [stack.enter_context(worker(plant.database, plant.provider)) for _ in range(2)]
        plant.provider.wait_for(2)
        with opened() as session:
            ids = session.scalars(select(Content.id).order_by(Content.id)).all()
        for content_id in ids:
            with opened() as session:
                _edit(session, content_id)
        said = [one.communicate(timeout=120)[0] for one in at_work]
        assert [0, 0] == [one.returncode for one in at_work], "\n".join(said)
    later = plant.later()
    for content_id in ids:
        with opened() as session:
            dirty.reconcile(session, content_id, later.now())
    plant.finish()
    after = plant.sums().check()
    assert (plant.provider.billed(), 0) == (after.spent, after.reserved)
    plant.check_states()
    with Session(plant.engine) as session:
        bodies = session.scalars(select(Fragment.body).where(Fragment.language != "de")).all()
    assert PAGES * 2 == len(bodies)


def _edit(session: Session, content_id: int) -> None:
    content = pages.get(session, content_id)
    working = content.working
    assert working is not None
    html = working.html.replace("erklärt", "beschreibt ausführlich")
    draft = Draft(working.title, html)
    pages.revise(session, content, draft, based_on=working.number, author="", now=clock())
    releasing.publish(session, content, now=clock())
