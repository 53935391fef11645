"""No rule is decoration: each one, switched off, turns at least one staleness case red."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.db import open_engine
from app.domain.facts.values import Refused
from app.domain.freshness import staleness
from app.domain.revisions import alignment, carrying, changes
from app.services import migrating
from app.services.segments import freshness, revisions, saving
from tests.services.cases import OWN, SHARED_CASES, failing

CASES = OWN + SHARED_CASES
Patch = pytest.MonkeyPatch


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One throw-away database for all: the rules are the same on every database."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('ablation')}/cases.db")
    migrating.upgrade(engine)
    with Session(engine) as found:
        yield found
    engine.dispose()


def reddened(session: Session) -> str:
    """The first case that fails now, "" if none does."""
    return next((case.id for case in CASES if failing(session, [case])), "")


def nothing(*args: Any, **kwargs: Any) -> None:
    """A rule that finds nothing."""


def no_edges(*args: Any, **kwargs: Any) -> list[Any]:
    """Equivalences that nobody honours."""
    return []


def as_it_is(target: str, how: object) -> str:
    """A target whose codes stay as they were."""
    return target


def refuse(*args: Any, **kwargs: Any) -> Refused:
    """No value is ever carried."""
    return Refused("switched off")


def head_only(
    now: staleness.Source, head: staleness.Answer | None, answers: Any, changed_at: Any
) -> staleness.Verdict | None:
    """The rule of exact answers without its look at those that are not served."""
    return EXACT(now, head, (), changed_at)


def always_minor(change: changes.Change) -> bool:
    """Authors may call anything minor."""
    return True


EXACT = staleness._exact
RULES: dict[str, tuple[tuple[object, str, Callable[..., Any]], ...]] = {
    "equivalences": ((staleness, "honoured", no_edges),),
    "minor edits are refused for facts and guard words": (
        (staleness, "may_be_minor", always_minor), (saving, "may_be_minor", always_minor),
    ),
    "an old answer to the present text is restored": ((staleness, "_exact", head_only),),
    "earlier answers to nearly the present text": ((staleness, "_earlier", nothing),),
    "what is restored is called so": ((freshness, "restored", lambda verdict, *rest: verdict),),
    "memory of the page": ((freshness, "from_memory", nothing),),
    "split groups": ((freshness, "_group", lambda *args: {}),),
    "merged targets": ((freshness, "_merged", nothing),),
    "revival": ((revisions, "_revive", nothing),),
    "values carried": ((carrying.values, "carry", refuse),),
    "codes carried": ((carrying, "recode", as_it_is),),
}  # fmt: skip


def test_all_cases_pass_while_every_rule_is_on(session: Session) -> None:
    """What follows means something: nothing is red to begin with."""
    assert "" == reddened(session)


@pytest.mark.parametrize("name", sorted(RULES))
def test_each_rule_is_needed(session: Session, monkeypatch: Patch, name: str) -> None:
    """Without this rule of staleness at least one case is red."""
    for module, attribute, instead in RULES[name]:
        monkeypatch.setattr(module, attribute, instead)
    assert reddened(session)


@pytest.mark.parametrize("name", sorted(changes.SWITCHES))
def test_each_class_of_change_is_needed(session: Session, monkeypatch: Patch, name: str) -> None:
    """Without this rule of the classes of a change at least one case is red."""
    without = functools.partial(changes.classify, without=frozenset({name}))
    monkeypatch.setattr(staleness, "classify", without)
    monkeypatch.setattr(saving, "classify", without)
    assert reddened(session)


@pytest.mark.parametrize("name", [name for name, _ in alignment.STEPS])
def test_each_step_of_alignment_is_needed(session: Session, monkeypatch: Patch, name: str) -> None:
    """Without this step of alignment at least one case is red."""
    without = functools.partial(alignment.align, without=frozenset({name}))
    monkeypatch.setattr(revisions, "align", without)
    assert reddened(session)
